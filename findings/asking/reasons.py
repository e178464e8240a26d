"""Why, where no measure is asked about: the reports' own sentences that give a cause and hold the question's words."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence

import pandas as pd

from catalog.load import load
from catalog.questions import load_questions
from findings.asking.matcher import counted_in, features
from findings.asking.question import Question, plain
from findings.explanations import Explanation, explanations
from findings.lanes import report_name
from findings.records import place_words
from warehouse import reads, searches

SENTENCE = re.compile(r"[^。；\n]*[。；]?")
# So much of what is asked a sentence holds, in so many pairs of signs at least; one that holds so much less than
# another is about something else.
_HELD, _LEAST, _BESIDE = 0.6, 2, 0.15
_MOST = 5
# A figure is offered where its passage holds so much of what is asked, in so many pairs.
_NEARLY, _SEVERAL = 0.45, 4


def reasons(question: Question, report_ids: Collection[str] | None) -> tuple[Explanation, ...]:
    """The sentences that tell why, the nearest to the question first; where it has no words, those of the reports.

    None where another sentence, that gives no cause, is nearer by far: what is asked is told there.

    Args:
        question: what is asked.
        report_ids: the reports of the periods asked for; None where all are.
    """
    if not question.words:
        return tuple(explanations(list(load().metrics), report_ids)[:_MOST]) if report_ids else ()
    pairs = pairs_of(question)
    found: list[tuple[float, Explanation]] = []
    nearest = 0.0
    rows = reads.ask(searches.passages_with, tuple(sorted(pairs)), _LEAST) if len(pairs) >= _LEAST else None
    for _, row in rows.iterrows() if rows is not None else ():
        if report_ids is not None and row["report_id"] not in report_ids:
            continue
        for sentence in SENTENCE.findall(str(row["text"])):
            held = max(held_of(said, sentence) for said in (question.words, question.other_words))
            nearest = max(nearest, held)
            if held >= _HELD and _gives_a_cause(sentence):
                own = Explanation(sentence.strip(), str(row["report_id"]), report_name(row), place_words(row),
                                  int(row["passage_no"]), ())  # fmt: skip
                found.append((held, own))
    found.sort(key=lambda one: -one[0])
    return tuple(own for held, own in found if held >= nearest - _BESIDE)[:_MOST]


def told_in_passage(question: Question, published: pd.DataFrame) -> str | None:
    """The metric of the only value in the units asked for, in the passage that alone holds most of what is asked."""
    pairs = pairs_of(question)
    if not question.units or len(pairs) < _SEVERAL:
        return None
    found = []
    for _, row in reads.ask(searches.passages_with, tuple(sorted(pairs)), _SEVERAL).iterrows():
        held = max(held_of(said, str(row["text"])) for said in (question.words, question.other_words))
        found.append((held, str(row["report_id"]), int(row["passage_no"])))
    (held, *place), *others = sorted(found, reverse=True) or [(0.0, "", 0)]
    if held < _NEARLY or (others and others[0][0] > held - _BESIDE / 2):
        return None
    there = published[(published["report_id"] == place[0]) & (published["passage_no"] == place[1])]
    own = [row["metric_id"] for _, row in there.iterrows()
           if counted_in(load().metrics[row["metric_id"]], question.units)]  # fmt: skip
    return own[0] if len(own) == 1 else None


def pairs_of(question: Question) -> set[str]:
    """The pairs of Chinese characters of a question, in its words and in those of reports."""
    return {one for one in features((*question.words, *question.other_words)) if len(one) > 1 and not one.isascii()}


def held_of(said: Sequence[str], sentence: str) -> float:
    """The share of the characters asked that stand in a sentence, in pairs; those that hold sentences together not."""
    text, holding = _bare(sentence), re.compile(load_questions().holding)
    counted = held = 0
    for stretch in said:
        there = [stretch[at : at + 2] in text for at in range(len(stretch) - 1)]
        beside = zip([False, *there], [*there, False], strict=True)
        for character, is_there in zip(stretch, (any(one) for one in beside), strict=True):
            if is_there or not holding.match(character):
                counted += 1
                held += is_there
    return held / counted if counted else 0.0


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", plain(text))


def _gives_a_cause(sentence: str) -> bool:
    return _causes().search(re.sub(load().lexicon.quoted, "", "".join(plain(sentence).split()))) is not None


@functools.cache
def _causes() -> re.Pattern[str]:
    causes = load().causes
    return re.compile("|".join((*causes.gives, causes.hence)))
