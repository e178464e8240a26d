"""The numbers of a draft's English sentences: which of them count something, and what they may be values of.

Reports are Chinese, and so is what reads them; what an English sentence counts is found as an English question is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pandas as pd

from catalog.load import load
from catalog.questions import load_questions
from findings.asking.matcher import Match, matcher
from findings.asking.question import Question, plain, understood
from findings.asking.spans import Span, times

_SENTENCE = re.compile(r"(?:[^.!?;\n]|\.(?=\d)|(?<=\d)\.(?=\d))+[.!?;]?")
_CJK = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2}")
# Of a year's or a day's number nothing is said, nor of those in names (A4, 2nd) or in a range of them.
_DATED = re.compile(r"\b(?:1[89]|20)\d\d\b(?![,.]\d)(?!\s*%)")
_NUMBER = re.compile(
    r"(?P<money>NT\$|NTD|TWD)?\s*(?<![\w.,/-])(?P<raw>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s*(?P<scale>thousand|million|billion)\b)?(?:\s*(?P<share>%|percent\b|per cent\b))?(?![\w/-])"
    r"(?:\s*(?P<dollars>dollars\b|NT\$))?",
    re.IGNORECASE,
)
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
# A clause ends where another number or a mark stands.
_MARK = re.compile(r"[,;:()]")
# What is told behind a number ends before the next thing is.
_JOINT = re.compile(r"[,;:()]|\band\b", re.IGNORECASE)
_QUALIFIERS = (
    (re.compile(r"(?:about|around|roughly|approximately|some|almost|nearly|close to)\s*$", re.I), "約"),
    (re.compile(r"(?:more than|over|at least|above|exceeding)\s*$", re.I), "逾"),
    (re.compile(r"(?:less than|fewer than|under|below|at most|up to)\s*$", re.I), "未滿"),
)
# Aims and differences: nothing published is held against them.
_NO_RESULT = re.compile(
    r"\b(?:targets?|goals?|aim(?:s|ed)?|plan(?:s|ned)?|will|by|than|more|fewer|less|increase\w*|decrease\w*)\b", re.I
)
# A day until which something is counted, since one that is not told.
_UNTIL = re.compile(
    r"\b(?:months?|weeks?|half|year|up|until|till|by|since)\b(?: \w+)?\s+(?:to|until|till|by)?\b|\b(?:until|till|by)\b",
    re.I,
)
_TOLD = ("%", "元")
# What tells a number as a difference, before it or behind it; and what tells it as an average, behind it.
_MORE = (r"(?:increase|rise|growth|gain|up|rose|grew)(?: of| by)\s*$", r"\s*(?:[a-z]+ ){0,2}(?:more|higher|extra)\b")
_LESS = (
    r"(?:reduction|decrease|drop|decline|cut|fall|down|fell|dropped|shrank)(?: of| by)\s*$",
    r"\s*(?:[a-z]+ ){0,2}(?:fewer|less|lower)\b",
)
_APART = (r"(?:difference|gap) of\s*$", r"\s*(?:[a-z]+ ){0,2}(?:apart|difference)\b")
_EACH = re.compile(r"\s*(?:[a-z]+ ){0,2}(?:per|for (?:each|every)|on average|each|apiece)\b", re.IGNORECASE)
# Of a mean with tenths: 6.5 persons to a delegation, 4.5 people a group.
_TO_A = re.compile(r"\s*[a-z]+ (?:to )?an? [a-z]+", re.IGNORECASE)
# So near, a metric may be counted; it is, where the next one is far.
_NEAR, _COUNTED, _FAR = 0.22, 0.5, 0.6


def with_english(numbers: pd.DataFrame, text: str) -> pd.DataFrame:
    """The numbers of a draft with those of its English sentences, in order.

    Args:
        numbers: as they are read in Chinese, with the columns of ``ingest.draft``.
        text: the draft.
    """
    spans = [found.span() for found in _SENTENCE.finditer(text) if _is_english(found[0])]
    rows = [row for start, end in spans for row in _numbers(text[start:end], start)]
    if not rows:
        return numbers
    inside = numbers["start"].map(lambda at: any(start <= at < end for start, end in spans)).astype(bool)
    english = pd.DataFrame(rows, columns=list(numbers.columns), dtype=object)
    return pd.concat([numbers[~inside].astype(object), english]).sort_values("start", ignore_index=True)


def change_told(text: str, start: int, end: int) -> tuple[bool, bool, bool]:
    """Whether a number is told as how much more, or less, or how far apart two others are."""
    about = "|".join(words.pattern.removesuffix(r"\s*$") for words, _ in _QUALIFIERS)
    before = re.sub(rf"\s*(?:{about})\s*$", " ", text[:start], flags=re.IGNORECASE)
    more, less, apart = (
        bool(re.search(words, before, re.IGNORECASE) or re.match(behind, text[end:], re.IGNORECASE))
        for words, behind in (_MORE, _LESS, _APART)
    )
    return more, less, apart


def is_each_told(text: str, end: int) -> bool:
    """Whether a number is told as what falls on each of something (18 notices per issue)."""
    is_mean = re.search(r"\d\.\d+$", text[:end])
    return bool(_EACH.match(text, end) or (is_mean and _TO_A.match(text, end)))


def _is_english(sentence: str) -> bool:
    return bool(_LATIN.search(sentence)) and not _CJK.search(sentence)


def _numbers(sentence: str, start: int) -> Iterator[dict[str, object]]:
    """The rows of the numbers of an English sentence that begins at ``start``."""
    today = date.today()
    found = [one for one in _NUMBER.finditer(sentence) if not _is_of_a_date(sentence, one)]
    for at, one in enumerate(found):
        before, behind = (found[at - 1].end() if at else 0), (found[at + 1].start() if at + 1 < len(found) else None)
        # What is dated behind the next number is of that one.
        spans = times(plain(sentence[:behind]), today).spans
        clause = _clause(sentence, (before, one.start()), (one.end(), behind))
        question = understood(clause, today)
        unit = "%" if one["share"] else "元" if one["money"] or one["dollars"] else ""
        near = _near(question, unit) or _near(understood(sentence, today), unit)
        sure = _sure(near, question) if len(found) == len(spans) == 1 and not _NO_RESULT.search(sentence) else None
        yield _row(sentence, start, one, near, sure, spans, unit)


def _row(
    sentence: str, start: int, found: re.Match[str], near: list[Match], sure: str | None, spans: tuple[Span, ...],
    unit: str,
) -> dict[str, object]:  # fmt: skip
    raw, scale = found["raw"], _SCALES.get((found["scale"] or "").lower(), 1.0)
    decimals = len(raw.partition(".")[2])
    metrics = load().metrics
    span = spans[0] if len(spans) == 1 else None
    begins = span and not (span.start == span.end and _UNTIL.search(sentence))
    qualifier = next((own for words, own in _QUALIFIERS if words.search(sentence[: found.start()])), None)
    return {
        "start": start + found.start("raw"), "end": start + found.end("raw"), "raw": raw,
        "value": round(float(raw.replace(",", "")) * scale, 6), "unit": unit, "qualifier": qualifier,
        "half_step": 10.0**-decimals * scale / 2, "words": "", "sentence_start": start,
        "sentence_end": start + len(sentence), "metric_id": sure, "measure": metrics[sure].measure if sure else None,
        "breakdown": (), "likely": tuple(match.metric_id for match in near),
        "kind": "published" if sure else "suggested", "period_start": span.start if span and begins else None,
        "period_end": span.end if span else None,
    }  # fmt: skip


def _clause(sentence: str, before: tuple[int, int], behind: tuple[int, int | None]) -> str:
    """The words that tell what a number counts: back to the number or the mark before it, and on to the next."""
    head, tail = sentence[slice(*before)], sentence[slice(*behind)]
    return f"{_MARK.split(head)[-1]} {_JOINT.split(tail)[0]}"


def _is_of_a_date(sentence: str, found: re.Match[str]) -> bool:
    """Whether a number is a year's or a day's."""
    if found["share"] or found["money"] or found["scale"]:
        return False
    if _DATED.fullmatch(found["raw"]):
        return True
    months = rf"\b(?:{'|'.join(load_questions().periods.month_names)})\b\.?"
    around = sentence[: found.start("raw")].lower(), sentence[found.end("raw") :].lower()
    day = len(found["raw"]) <= len("31")
    return day and bool(re.search(rf"{months}\s*$", around[0]) or re.match(rf"\s*{months}", around[1]))


def _near(question: Question, unit: str) -> list[Match]:
    """The metrics that may be counted, in a unit if that is told; a share or money is always told."""
    metrics = load().metrics
    near = [match for match in matcher().ranked(question, {}) if match.score >= _NEAR]
    if unit:
        return [match for match in near if metrics[match.metric_id].unit == unit]
    return [match for match in near if metrics[match.metric_id].unit not in _TOLD]


def _sure(near: list[Match], question: Question) -> str | None:
    """The metric that a number is surely a value of; None where another is near."""
    if not near or near[0].score < _COUNTED or not matcher().is_named(near[0].metric_id, question, ()):
        return None
    alone = len(near) == 1 or near[1].score < _FAR * near[0].score
    return near[0].metric_id if alone else None
