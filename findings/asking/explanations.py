"""What a report itself says of a measure and why: sentences that stand with its words and give a cause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from catalog.fold import Folder
from catalog.load import load
from catalog.questions import load_questions
from findings.asking.matcher import matcher
from findings.lanes import report_name
from findings.records import place_words
from warehouse import holdings, reads

_SENTENCE = re.compile(r"[^。；\n]*[。；]?")
# So much of the measure's name stands in a sentence about it.
_NEAR = 0.5
# Where only a plain word is known of a measure, longer tales are about something else.
_LONGEST = 400


@dataclass(frozen=True)
class Explanation:
    """A sentence of a report, verbatim, with its place and how near it is to the measure."""

    quote: str
    report_id: str
    report: str
    place: str
    passage_no: int
    nearness: float


def explanations(metric_id: str, report_ids: Iterable[str], values: pd.DataFrame, most: int) -> list[Explanation]:
    """The sentences of some reports that give a cause and stand with the words of a metric, the nearest first.

    Args:
        metric_id: the metric.
        report_ids: the reports to look in.
        values: the metric's observations, as :func:`warehouse.queries.observations` gives them: a sentence that
            prints one is about the metric, whatever its words.
        most: how many to give at most.
    """
    reports = {str(row["report_id"]): row for _, row in reads.reports().iterrows()}
    found: list[Explanation] = []
    for report_id in dict.fromkeys(report_ids):
        own = values[values["report_id"] == report_id]
        for passage_no, quote, row in _caused(report_id):
            printed = any(
                passage_no == value["passage_no"] and (quote in value["quote"] or value["quote"] in quote)
                for _, value in own.iterrows()
            )
            nearness = 1.0 if printed else matcher().nearness(metric_id, quote)
            if nearness >= _NEAR:
                told = report_name(reports[report_id])
                found.append(Explanation(quote, report_id, told, place_words(row), passage_no, nearness))
    return sorted(found, key=lambda one: -one.nearness)[:most]


def _caused(report_id: str) -> Iterator[tuple[int, str, pd.Series]]:
    """The sentences of a report that give a cause, but for tables and what was recognised from an image."""
    folder, cause = Folder(load().lexicon.variants), re.compile(load_questions().cause)
    passages = reads.ask(holdings.passages, report_id, 1, 10**9)
    for _, row in passages[passages["kind"].isin(("paragraph", "list_item")) & ~passages["by_ocr"]].iterrows():
        for match in _SENTENCE.finditer(str(row["text"])):
            quote = match[0].strip()
            if 0 < len(quote) <= _LONGEST and cause.search(folder.compact(quote).text):
                yield int(row["passage_no"]), quote, row
