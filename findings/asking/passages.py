"""The passage that tells what is asked, where no figure does: known by the rare words it shares with a question."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import pandas as pd

from findings.asking.question import Question, plain
from findings.asking.reasons import SENTENCE, held_of, pairs_of
from findings.explanations import Explanation
from findings.lanes import report_name
from findings.records import place_words
from warehouse import reads, searches

# Passages looked through, and sentences quoted.
_LOOKED, _MOST = 12, 4
# So much of what is asked a passage holds, one rare word among it; or so many rare pairs of signs, most of what any
# passage holds, and not too little.
_NEARLY_ALL, _HELD, _RARE, _SHARE, _LEAST = 0.75, 0.6, 2, 0.6, 0.3
# Passages, and sentences of one, that hold nearly as much as the one that holds most are quoted with it.
_BESIDE, _HALF = 0.85, 0.5
# A sentence that holds so much less than another is about something else.
_LESS = 0.15


def told_in_passages(question: Question, report_ids: Collection[str] | None) -> tuple[Explanation, ...]:
    """The sentences that hold what is asked, of the passage that holds most of it, in the order in which they stand.

    Args:
        question: what is asked.
        report_ids: the reports of the periods asked for; None where all are.
    """
    pairs = pairs_of(question)
    if len(pairs) < _RARE:
        return ()
    own = None if report_ids is None else tuple(sorted(report_ids))
    rows = reads.ask(searches.passages_nearest, tuple(sorted(pairs)), own, _LOOKED)
    if (question.passage or question.why) and (alone := _alone(question, rows)):
        return alone
    found = rows[[_tells(question, row) for _, row in rows.iterrows()]] if len(rows) else rows
    if found.empty:
        return ()
    found = found[found["share"] >= _BESIDE * found["share"].max()]
    return tuple(one for _, row in found.iterrows() for one in _fullest(row))[:_MOST]


def _alone(question: Question, rows: pd.DataFrame) -> tuple[Explanation, ...]:
    """The sentences that hold what is asked each alone, those that hold most first."""
    found = [(_held(question, one), _quoted(row, one)) for _, row in rows.iterrows() for one in _sentences(row)]
    nearest = max((held for held, _ in found), default=0.0)
    near = sorted((one for one in found if one[0] >= max(_HELD, nearest - _LESS)), key=lambda one: -one[0])
    return tuple(own for _, own in near)[:_MOST]


def _held(question: Question, text: str) -> float:
    signs = question.passage and not question.why
    return max(held_of(said, text, signs=signs) for said in (question.words, question.other_words))


def _tells(question: Question, row: pd.Series) -> bool:
    held = _held(question, str(row["text"]))
    if held < _HELD and not (question.passage or question.why):
        return False
    rare = len(row["rare"])
    if held >= _NEARLY_ALL and rare:
        return True
    return bool(rare >= _RARE and (held >= _HELD or (held >= _LEAST and row["share"] >= _SHARE)))


def _sentences(row: pd.Series) -> list[str]:
    return [sentence.strip() for sentence in SENTENCE.findall(str(row["text"])) if sentence.strip()]


def _fullest(row: pd.Series) -> Iterator[Explanation]:
    """The sentences of a passage that hold most of what it holds."""
    sentences, rare = _sentences(row), set(row["rare"])
    weights = [sum(2 if part in rare else 1 for part in row["held"] if part in _bare(one)) for one in sentences]
    for sentence, weight in zip(sentences, weights, strict=True):
        if weight >= _HALF * max(weights):
            yield _quoted(row, sentence)


def _quoted(row: pd.Series, sentence: str) -> Explanation:
    return Explanation(sentence, str(row["report_id"]), report_name(row), place_words(row), int(row["passage_no"]), ())


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", plain(text))
