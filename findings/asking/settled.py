"""Which of the measures that may be meant is: the one whose figure the nearest sentence prints, or all, where none has.

Names leave it open; how a measure is told in a report is a second witness.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

import pandas as pd

from catalog.load import load
from findings.asking.matcher import counted_in, matcher
from findings.asking.passages import Near, nearest, quoted
from findings.asking.question import Question, stretches
from findings.asking.reckoning import LEAST_COMPARED, reckoned
from findings.asking.told import Answer, Told, course_of, observed, told_of, where
from findings.explanations import Explanation

# So near the nearest sentence is surely what the question is about; where it prints two of which one may be a share
# of the other; and where it prints each that may be meant.
_SURE, _SURE_OF_TWO, _SURE_OF_ALL = 10.0, 7.5, 4.1
# A sentence that has so much of the question has all of it.
_ALL = 0.95
# So many of a question's words are known of what is surely not printed.
_KNOWN = 0.5
_MARK = re.compile("[，。；]")


def settled(
    question: Question, offers: Sequence[str], offered: Sequence[Told], report_ids: Collection[str] | None
) -> Answer | tuple[Explanation, ...]:
    """What is said of the measure that is meant; else the sentence that prints figures of several of them, or nothing.

    Args:
        question: what is asked.
        offers: the measures that may be meant, the likeliest first.
        offered: what is said of each.
        report_ids: the reports of the periods asked for; None where all are.
    """
    aims = question.aim and not question.met
    if question.why or question.name or question.course or question.reduced or question.without == ():
        return ()
    silences = {one.kind for one in offered}
    if silences in ({"not_printed"}, {"plan_only"}) and matcher().known(offers[0], question) >= _KNOWN:
        # Whichever is meant, no report prints it.
        return _answer(question, offers, offered)
    if aims or question.without is not None:
        return ()
    near = nearest(question, report_ids)
    if not near or not _MARK.search(str(near[0].row["told"])):
        # What has no mark is a line of a table, and has no more words than the name.
        return ()
    has_more = any(not matcher().known(offers[0], question.named_by(one)) for one in question.words)
    if near[0].held >= _ALL and near[0].is_told >= _SURE and has_more and _is_beside(offers, near[0]):
        # What has every word asked tells it rather than what is known by some of them.
        return (quoted(near[0]),)
    there = [at for at, one in enumerate(offers) if not _printed_in(observed([one]), near[0]).empty]
    has_all = len(there) == len(offers) >= LEAST_COMPARED and not question.differs
    if near[0].is_told < (_SURE_OF_ALL if has_all else _SURE_OF_TWO if "%" in question.units else _SURE):
        return ()
    if "%" in question.units and not any(load().metrics[offers[at]].unit == "%" for at in there):
        return _share_of_two(question, offers, offered, there, near[0])
    if (
        not _printed_in(offered[0].rows, near[0]).empty
        and there == [0]
        and not (question.share or _asks_several(question))
    ):
        return _answer(question, offers, offered[:1])
    if 0 not in there or not all(_is_apart(question, offers[0], offers[at]) for at in there if at):
        # Of what is equally near, none is told.
        return ()
    return (quoted(near[0]),)


def _is_beside(offers: Sequence[str], near: Near) -> bool:
    """Whether none of some metrics has a figure in the passage of a sentence."""
    place = (near.row["report_id"], near.row["passage_no"])
    return not any((row["report_id"], row["passage_no"]) == place for _, row in observed(offers).iterrows())


def _is_apart(question: Question, metric_id: str, other: str) -> bool:
    """Whether two metrics are counted in other units, or a question has a word of one of their names only."""
    metrics, apart = load().metrics, matcher().knows_apart
    alike = metrics[metric_id].unit == metrics[other].unit
    return not alike or apart(metric_id, other, question) or apart(other, metric_id, question)


def _asks_several(question: Question) -> bool:
    """Whether more is asked than one figure tells: what stands beside it, or what was aimed at."""
    beside = [side for side in question.named if stretches(side)]
    return question.met or bool(question.clauses) or len(beside) >= LEAST_COMPARED


def _answer(question: Question, offers: Sequence[str], told: Sequence[Told]) -> Answer:
    return Answer(offers[0], tuple(told), course_of(offers[0]), tuple(offers[1:]), question.why)


def _printed_in(rows: pd.DataFrame, near: Near) -> pd.DataFrame:
    """The observations that a sentence prints."""
    own = rows[(rows["report_id"] == near.row["report_id"]) & (rows["passage_no"] == near.row["passage_no"])]
    return where(own, lambda row: str(row["raw"]) in str(near.row["sentence"]))


def _share_of_two(
    question: Question, offers: Sequence[str], offered: Sequence[Told], there: Sequence[int], near: Near
) -> Answer | tuple[Explanation, ...]:
    """The share that the smaller of two figures of a sentence has of the larger, where a share is asked for."""
    told = {offers[at]: offered[at] for at in there}
    if there == [0]:
        told |= {one: told_of(question, one, ())[0] for one in _named_beside(question, offers[0], near)}
    rows = {metric_id: _printed_in(one.rows, near) for metric_id, one in told.items()}
    if len(told) != LEAST_COMPARED or any(len(one) != 1 for one in rows.values()):
        return ()
    part, whole = sorted(told, key=lambda metric_id: float(rows[metric_id]["value"].iloc[0]))
    sentence = reckoned(replace(question, share=True, times=False), pd.concat([rows[part], rows[whole]]))
    if not sentence:
        return ()
    return _answer(
        question, [part, whole], [told[part], replace(told[whole], sentence=told[whole].sentence + sentence)]
    )


def _named_beside(question: Question, metric_id: str, near: Near) -> list[str]:
    """The other metrics in the unit of one that a sentence prints with it, and the question names apart."""
    unit = frozenset({load().metrics[metric_id].unit})
    alike = [one for one in load().metrics if one != metric_id and counted_in(load().metrics[one], unit)]
    apart = [one for one in alike if matcher().knows_apart(one, metric_id, question)]
    return [one for one in apart if not _printed_in(observed([one]), near).empty]
