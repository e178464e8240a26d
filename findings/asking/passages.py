"""The sentences of reports that are nearest to a question: by its rare words, and by others that say the same.

What a question has and no report prints counts against every sentence: where most of it does, nothing is near.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from catalog.load import load
from catalog.questions import load_questions, load_said_alike
from findings.asking.matcher import features, matcher
from findings.asking.question import Question, plain
from findings.asking.reasons import SENTENCE
from findings.explanations import Explanation
from findings.lanes import report_name
from findings.records import place_words
from warehouse import reads, searches
from warehouse.connect import Warehouse

# Sentences quoted.
_MOST = 4
# A question in the words of measures' names, which may be others than a passage has.
_OTHER_WORDS = 0.8
# What another word for the one asked counts for; and one that stands in the sentence's passage, or in what that is
# headed by, and not in the sentence.
_ALIKE, _PASSAGE, _HEADED = 0.8, 0.5, 0.35
# A sentence that looks like an answer of the kind asked for is so much nearer.
_ANSWERS, _CAUSES, _FIGURE = 1.2, 1.3, 1.4
# One that does not, where it must, so much farther.
_NO_ANSWER = 0.7
# So near, by the share of the question that it holds, a sentence tells what is asked; where a figure is asked, and it
# has none, so near, of a period that is named and else; or not even what is counted.
_NEAR, _NEAR_DATED, _NEAR_FIGURE, _NEAR_OTHER = 4.25, 6.0, 8.5, 15.0
# So much of a question must be held; sentences that are so near beside the nearest are quoted with it.
_LEAST, _BESIDE = 0.33, 0.8
_SHORT_TITLE = 40
_YEAR = re.compile(r"\d{2,4}\s*年度?")
# What tells a share, or what one can be told from.
_SHARE = re.compile(r"[%成]|百分之|分之|\d[千萬億]*元")
_FEWEST = 4
# So many of the nearest are looked at.
_NEAREST = 50
# How much each word counts that is asked in English, and stands for nothing printed.
_FOREIGN = 2.0


@dataclass(frozen=True)
class Near:
    """A sentence, how near it is to a question, and how much of the question it holds, from 0 to 1.

    ``is_told`` is how surely it tells what is asked: what is near may still hold little of it.
    """

    row: pd.Series
    weight: float
    held: float
    is_told: float


@dataclass(frozen=True)
class _Sign:
    """A sign of a question: what it counts for, the pairs it stands in, and the words that say what it is part of.

    ``titles`` are pairs that stand in headings only: they name what is told below.
    """

    weight: float
    pairs: tuple[str, ...]
    alike: tuple[str, ...]
    titles: tuple[str, ...] = ()


def told_in_passages(question: Question, report_ids: Collection[str] | None) -> tuple[Explanation, ...]:
    """The sentences that tell what is asked, the nearest first; none where nothing is near enough.

    Args:
        question: what is asked.
        report_ids: the reports of the periods asked for; None where all are.
    """
    asks_figures = not (question.passage or question.why)
    if question.course and asks_figures:
        # Of all periods no one sentence tells.
        return ()
    found = nearest(question, report_ids)
    if not found or found[0].held < _LEAST or found[0].is_told < _enough(question, str(found[0].row["told"])):
        return ()
    told = tuple(quoted(one) for one in found if one.weight >= _BESIDE * found[0].weight)[:_MOST]
    # What differs between two periods no sentence of one of them tells.
    of_two = asks_figures and question.differs and len(question.spans) > 1
    return () if of_two and len({one.report_id for one in told}) < len(question.spans) else told


def _enough(question: Question, told: str) -> float:
    """How near a sentence must be to tell what is asked: the nearer where a figure is, and it has none such."""
    if question.share and not (question.passage or question.why or _SHARE.search(told)):
        return _NEAR_OTHER
    if question.passage or question.why or question.name or not (question.units or question.counted):
        return _NEAR
    has_figure = tells_figure(question, told)
    counts = not question.counted or any(one in told for one in features(question.counted))
    if has_figure or not counts or (question.units - {"%"} and question.counted):
        # What is counted in a unit that is told stands with a number in it.
        return _NEAR if has_figure else _NEAR_OTHER
    return _NEAR_DATED if question.spans else _NEAR_FIGURE


def says_unprinted(question: Question) -> bool:
    """Whether a question has a word that no report prints, and no other says: two pairs of signs, or all it is."""
    every = reads.ask(_sentences)["words"].tolist()
    holding = re.compile(load_questions().holding)
    for stretch in (*question.words, *question.counted[:1]):
        alike = _alike_at(stretch)
        pairs = [stretch[at : at + 2] for at in range(len(stretch) - 1)]
        known = [bool(holding.search(pair) or (alike[at] and alike[at + 1]) or matcher().knows(pair)
                      or any(pair in words for words in every)) for at, pair in enumerate(pairs)]  # fmt: skip
        unknown = "".join(str(int(not one)) for one in known)
        if not stretch.isascii() and ("11" in unknown or unknown == "1"):
            return True
    return False


def tells_figure(question: Question, sentence: str) -> bool:
    """Whether a sentence has a number in one of the units asked for."""
    told = "".join(plain(sentence).split())
    return bool(question.units) and _figure_in(question.units).search(told) is not None


@functools.cache
def _figure_in(units: frozenset[str]) -> re.Pattern[str]:
    """A number in any of some units, of which money is told in thousands and more."""
    return re.compile(rf"\d[餘多]?[千萬億]*(?:{'|'.join(re.escape(unit) for unit in sorted(units))})")


def nearest(question: Question, report_ids: Collection[str] | None) -> list[Near]:
    """The sentences that hold any of a question's words, the nearest first."""
    rows = reads.ask(_sentences)
    if report_ids is not None:
        rows = rows[rows["report_id"].isin(list(report_ids))]
    every = reads.ask(_sentences)["words"].tolist()
    titles = list(dict.fromkeys(reads.ask(_sentences)["headed"]))
    readings = [_signs(said, every, titles) for said in dict.fromkeys((question.words, question.other_words))]
    beside = _said_beside(question, every)
    sizes = [sum(sign.weight for sign in signs) + _unknown(question) for signs in readings]
    kinds = [re.compile(one.tells) for one in load_questions().answering if re.search(one.asked, question.text)]
    figure = _figure_in(question.units) if question.units and not (question.passage or question.why) else None
    found = []
    texts = (rows[name] for name in ("told", "words", "passage", "headed"))
    for at, (told, words, passage, headed) in enumerate(zip(*texts, strict=True)):
        weight = held = sure = 0.0
        more = sum(one.weight * _stands(one, words, passage, headed) for one in beside)
        for trust, signs, size in zip((1.0, _OTHER_WORDS), readings, sizes, strict=False):
            own = sum(sign.weight * _stands(sign, words, passage, headed) for sign in signs) + more
            weight = max(weight, trust * own)
            if own and own * own / (size + more) > sure:
                sure, held = own * own / (size + more), own / (size + more)
        if weight:
            factor = 1.0
            if kinds:
                # Where, when and who are each asked.
                tells = sum(kind.search(told) is not None for kind in kinds) / len(kinds)
                factor = _NO_ANSWER + (_ANSWERS - _NO_ANSWER) * tells
            elif question.why and _causes().search(told):
                factor = _CAUSES
            elif figure and figure.search(told):
                factor = _FIGURE
            found.append((factor * weight, held, factor * sure, at))
    found.sort(key=lambda one: -one[0])
    return [Near(rows.iloc[at], weight, held, told) for weight, held, told, at in found[:_NEAREST]]


def _stands(sign: _Sign, words: str, passage: str, headed: str) -> float:
    """How surely a sign stands in a sentence: by its own words or by others, there, in its passage or over it."""
    if any(pair in words for pair in sign.pairs):
        return 1.0
    if any(one in words for one in sign.alike):
        return _ALIKE
    if any(pair in passage for pair in sign.pairs):
        return _PASSAGE
    if any(one in passage for one in sign.alike):
        return _PASSAGE * _ALIKE
    if any(pair in headed for pair in sign.titles):
        return _ALIKE
    return _HEADED if any(pair in headed for pair in sign.pairs) else 0.0


def _signs(said: Sequence[str], every: Sequence[str], titles: Sequence[str]) -> list[_Sign]:
    """The signs of a question's words, but for those that hold sentences together and stand in nothing printed."""
    holding = re.compile(load_questions().holding)
    signs = []
    for stretch in said:
        if stretch.isascii():
            continue
        alike = _alike_at(stretch)
        often = {pair: sum(pair in words for words in every) for pair in _pairs(stretch)}
        for at, sign in enumerate(stretch):
            pairs = [stretch[start : start + 2] for start in (at - 1, at) if start >= 0]
            pairs = [pair for pair in pairs if len(pair) > 1]
            printed = tuple(pair for pair in pairs if often[pair])
            if not printed and not alike[at] and (not pairs or holding.match(sign)):
                continue
            headed = () if printed else tuple(pair for pair in pairs if any(pair in title for title in titles))
            weight = max((_rarity(often[pair], len(every)) for pair in printed), default=0.0)
            if not printed:
                count = sum(any(one in words for one in alike[at]) for words in every) if alike[at] else 0
                weight = _rarity(count, len(every))
            # Each pair has two signs.
            signs.append(_Sign(weight / 2, printed, alike[at], headed))
    return signs


def _alike_at(stretch: str) -> list[tuple[str, ...]]:
    """Of each sign of some words, the words of reports for what it is part of; of the longest."""
    found: list[tuple[str, ...]] = [()] * len(stretch)
    longest = [0] * len(stretch)
    for line in _said_alike():
        for word in line:
            at = stretch.find(word)
            for place in range(at, at + len(word)) if at >= 0 else ():
                if len(word) > longest[place]:
                    longest[place], found[place] = len(word), tuple(one for one in line if not one.isascii())
    return found


def _said_beside(question: Question, every: Sequence[str]) -> list[_Sign]:
    """What is said by words that are no stretches of a question's own: in English, or taken for words of asking."""
    own = "\n".join(question.words)
    signs = []
    for line in _said_alike():
        said = [word for word in line if _is_said(word, question.text) and (word.isascii() or word not in own)]
        others = tuple(one for one in line if not one.isascii())
        if said and not any(word in own for word in others):
            count = sum(any(one in words for one in others) for words in every)
            signs.append(_Sign(_rarity(count, len(every)), (), others))
    return signs


def _is_said(word: str, text: str) -> bool:
    if not word.isascii():
        return word in text
    return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None


def _unknown(question: Question) -> float:
    """What a question's English words count for that no line of words has."""
    known = {word for line in _said_alike() for one in line if one.isascii() for word in re.split(r"\W+", one)}
    words = {word for stretch in question.words if stretch.isascii() for word in stretch.split()}
    return _FOREIGN * len(words - known)


@functools.cache
def _said_alike() -> tuple[tuple[str, ...], ...]:
    # Mayors have their names in both languages.
    mayors = [(re.sub("(?:代理)?市長$", "", one.name_zh), re.sub(r"^(?:Acting )?Mayor ", "", one.name_en))
              for one in load().bands if one.series == "mayor"]  # fmt: skip
    return tuple(tuple(dict.fromkeys(plain(word) for word in line)) for line in (*load_said_alike(), *mayors))


@functools.cache
def _causes() -> re.Pattern[str]:
    causes = load().causes
    return re.compile("|".join((*causes.gives, causes.hence, load_questions().tells_why)))


def _rarity(count: int, size: int) -> float:
    return math.log(1 + size / max(count, 1))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _sentences(own: Warehouse) -> pd.DataFrame:
    """The sentences of all paragraphs with their places; what is compared of each, of its passage and its headings."""
    rows: list[dict[str, object]] = []
    title, under = "", None
    for _, paragraph in searches.paragraphs(own).iterrows():
        section = paragraph["report_id"], *paragraph["outline"]
        lines = [line for line in str(paragraph["text"]).split("\n") if line.strip()]
        titles = [line for line in lines if _is_title(line)]
        if titles or section != under:
            title, under = "".join(titles), section
        rows += _split(paragraph, [line for line in lines if line not in titles], title)
    return pd.DataFrame(rows)


def _is_title(line: str) -> bool:
    """Whether a line is no sentence: it names what comes below it, and of which year."""
    return len(line) < _SHORT_TITLE and not re.search(r"[，。；：\d]", _YEAR.sub("", line))


def _split(paragraph: pd.Series, lines: Sequence[str], title: str) -> Iterator[dict[str, object]]:
    passage, headed = _bare(str(paragraph["text"])), _bare("".join((*paragraph["outline"], title)))
    for line in lines:
        for sentence in SENTENCE.findall(line):
            words = _bare(sentence)
            if len(words) >= _FEWEST:
                yield {**paragraph, "sentence": sentence.strip(), "told": "".join(plain(sentence).split()),
                       "words": words, "passage": passage, "headed": headed}  # fmt: skip


def quoted(near: Near) -> Explanation:
    """A sentence as reports print it, with its place."""
    row = near.row
    place = int(row["passage_no"])
    return Explanation(str(row["sentence"]), str(row["report_id"]), report_name(row), place_words(row), place, ())


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", plain(text))
