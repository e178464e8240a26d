"""Which time holds for a number of a draft that is told without one: what words point back to, or at the draft."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from catalog.questions import load_questions
from findings.asking.question import plain
from findings.asking.spans import Span, times
from findings.asking.told import where
from findings.draft_alike import count_alike
from findings.draft_times import is_of_span, months_of
from findings.values import is_told
from warehouse import reads

# A report is the draft's own if that many of its numbers, and most of them, are printed there.
_FEWEST = 2
# About half a year.
_HALF = range(150, 200)
_CLAUSE = re.compile("[^，。；！？\n]*[，。；！？\n]?")


@dataclass(frozen=True)
class _Clause:
    """A clause of a draft, with the periods it names, where it is not told of what is only compared with."""

    start: int
    text: str
    spans: tuple[Span, ...]


def own_report(printed: Sequence[pd.DataFrame]) -> Span | None:
    """The period of the report that most numbers of a draft are printed in; None where none has most of them.

    Args:
        printed: the values of each number that is printed.
    """
    votes = Counter(report for rows in printed for report in set(rows["report_id"]))
    most = votes.most_common(1)
    if not most or most[0][1] < _FEWEST or most[0][1] * 2 <= len(printed):
        return None
    return next((span for report, span in _periods_of_reports() if report == most[0][0]), None)


def held_times(numbers: pd.DataFrame, text: str, own: Span | None) -> list[Span | None]:
    """For each number that states no time the period that surely holds for it; None where it is not sure.

    Sure is only what words point to, until another period is named. Of a half year it is the report's that covers
    most of it.

    Args:
        numbers: as they are read.
        text: the draft.
        own: the period of the report that the draft is of.
    """
    clauses = list(_clauses(text))
    return [
        None if is_told(number["period_end"]) else _held(clauses, text, int(number["start"]), own)
        for _, number in numbers.iterrows()
    ]


def held_day(number: pd.Series, text: str, beside: Sequence[pd.DataFrame]) -> Span | None:
    """The day named last in a paragraph, where a value told beside the number is of that day, too; None else.

    Args:
        number: a number without a date.
        text: the draft.
        beside: the values that support the other numbers of its sentence.
    """
    before = text[: number["start"]].rpartition("\n")[2]
    spans = [span for clause in _clauses(before) for span in clause.spans][-1:]
    if not spans or spans[0].start != spans[0].end or _is_relative(text[number["sentence_start"] : number["start"]]):
        return None
    same = any((rows["period_end"] == pd.Timestamp(spans[0].end)).all() for rows in beside if len(rows))
    return spans[0] if same else None


def has_value_then(printed: pd.DataFrame, published: pd.DataFrame, unit: str, span: Span) -> bool:
    """Whether a value of the very thing that others are of is printed of a period."""
    alike = published[published["metric_id"].isin(printed["metric_id"]) & published["part"].isin(printed["part"])]
    alike = where(alike, lambda row: count_alike(row["unit"], unit) and is_of_span(row, span))
    return len(alike) > 0


def _held(clauses: Sequence[_Clause], text: str, at: int, own: Span | None) -> Span | None:
    words = load_questions().drafts
    held, is_sure = None, False
    last, named_in = None, -1
    for clause in clauses:
        if clause.start > at:
            break
        said = clause.text[: at - clause.start]
        paragraph = text.count("\n", 0, clause.start)
        if clause.spans:
            # What is named anew may hold for its own sentence only, or on.
            held, is_sure = None, False
            report = [one for span in clause.spans if (one := _of_report(span))]
            last, named_in = (report[-1], paragraph) if report else (last, named_in)
        elif _is_relative(said):
            held, is_sure = None, False
        elif re.search(words.period_named, said):
            held, is_sure = last, last is not None
        elif re.search(words.period_told, said):
            alone = last is None or last == own or named_in != paragraph
            held, is_sure = own, own is not None and alone
    return held if is_sure else None


def _clauses(text: str) -> Iterator[_Clause]:
    words = load_questions()
    alone = re.sub(words.drafts.compared, lambda found: " " * len(found[0]), text)
    for found in _CLAUSE.finditer(text):
        rest = re.sub("|".join(words.periods.relative), "", alone[found.start() : found.end()])
        if found[0]:
            yield _Clause(found.start(), found[0], times(plain(rest), date.today()).spans)


def _is_relative(text: str) -> bool:
    """Whether a text tells a time from the draft's own, or from that of something else (去年同期, 今年)."""
    return bool(re.search("|".join(load_questions().periods.relative), plain(text)))


def _of_report(span: Span) -> Span | None:
    """The period of the report that is meant by one: of the same months, or that which most of a half year is in."""
    for _, own in _periods_of_reports():
        if months_of(own.start, own.end) == months_of(span.start, span.end):
            return own
    days = (span.end - span.start).days
    for _, own in _periods_of_reports() if days in _HALF else ():
        if 2 * (min(own.end, span.end) - max(own.start, span.start)).days > days:
            return own
    return None


def _periods_of_reports() -> list[tuple[str, Span]]:
    """The reports of no whole year, each with its period."""
    reports = reads.reports()
    own = zip(reports["report_id"], reports["period_start"], reports["period_end"], strict=True)
    spans = [(str(report), Span(start.date(), end.date())) for report, start, end in own if is_told(start)]
    return [(report, span) for report, span in spans if months_of(span.start, span.end)[0] != (span.start.year, 1)
            or span.end.month != 12]  # fmt: skip
