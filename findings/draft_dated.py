"""Of which days a number of a draft is told: of those beside it, but not where these are of something else.

A date is of a report that is called by it, of what a number has become, or of what is only compared with.
"""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from catalog.questions import load_questions
from findings.asking.question import plain
from findings.asking.reports_named import of_report
from findings.asking.spans import times
from findings.draft_times import days, months_of, periods
from findings.values import is_told
from warehouse import reads

_QUESTION = re.compile(r"[^，。；！？\n]{2,16}[呢嗎]？\s*$")


def as_dated(numbers: pd.DataFrame, text: str) -> pd.DataFrame:
    """The numbers, each as of the days it is told of; of none where those it was read with may be of something else.

    Args:
        numbers: as they are read, in order.
        text: the draft.
    """
    return _without_former(_of_named_reports(_of_questions(_without_compared(numbers, text), text), text), text)


def _of_questions(numbers: pd.DataFrame, text: str) -> pd.DataFrame:
    """The numbers, those that answer a question (107年上半年呢？150人) as of the only time that it names."""
    dated = numbers.astype({"period_start": object, "period_end": object})
    for at, number in numbers.iterrows():
        asked = _QUESTION.search(text[: number["sentence_start"]])
        if (
            asked
            and not is_told(number["period_end"])
            and not periods(text[number["sentence_start"] : number["start"]])
        ):
            spans = times(plain(asked[0]), date.today()).spans
            if len(spans) == 1:
                dated.loc[at, ["period_start", "period_end"]] = [spans[0].start, spans[0].end]
    return dated


def _of_named_reports(numbers: pd.DataFrame, text: str) -> pd.DataFrame:
    """The numbers, those that a report is quoted for by a date (105年5月的報告寫) as of the period of that report.

    Which report that is may not be sure: then a number is of no date.
    """
    reports, dated = reads.reports_with_metrics(), numbers.astype({"period_start": object, "period_end": object})
    for at, number in numbers.iterrows():
        before = plain(text[number["sentence_start"] : number["start"]])
        last = times(before, date.today()).spans[-1:] if is_told(number["period_end"]) else ()
        if not last and not number["unit"] and is_told(number["period_end"]):
            # English tells when behind what.
            last = times(plain(text[number["sentence_start"] : number["sentence_end"]]), date.today()).spans[-1:]
        if not last or not last[0].report or not last[0].start <= days(number)[1] <= last[0].end:
            continue
        own = of_report(last[0], reports)
        sure = not own.report
        dated.loc[at, ["period_start", "period_end"]] = [own.start, own.end] if sure else [None, None]
    return dated


def _without_former(numbers: pd.DataFrame, text: str) -> pd.DataFrame:
    """The numbers, none that something is said to have come from (由68人增加到112人) as of the day it became another.

    Column ``former`` tells which these are: of when it was is not told.
    """
    words = load_questions().drafts
    former = [
        bool(re.search(words.came_from, text[number["sentence_start"] : number["start"]]))
        and at + 1 < len(numbers)
        and numbers.iloc[at + 1]["sentence_start"] == number["sentence_start"]
        and bool(re.search(words.came_to, text[number["end"] : numbers.iloc[at + 1]["start"]]))
        for at, (_, number) in enumerate(numbers.iterrows())
    ]
    rows = pd.Series(former, numbers.index, dtype=bool)
    undated = {column: numbers[column].mask(rows, None) for column in ("period_start", "period_end")}
    return numbers.assign(**undated, former=rows)


def _without_compared(numbers: pd.DataFrame, text: str) -> pd.DataFrame:
    """The numbers, none as a value of a period that is only compared with before it (較107年增加4次，調解90件).

    Nor of one that is named only behind it, where another thing is told.
    """
    words = load_questions().drafts
    beside = [(found.end(), span) for found in re.finditer(words.compared, text)
              for span in times(plain(found[0]), date.today()).spans]  # fmt: skip

    def is_beside(number: pd.Series) -> bool:
        if not is_told(number["period_end"]):
            return False
        start, end = days(number)
        own = months_of(start, end)
        other = text[number["sentence_start"] : number["start"]]
        if re.search(words.compared_before, other) and not periods(other):
            return True
        named = [months_of(span.start, span.end) for span in periods(other)]
        return own not in named and any(
            number["sentence_start"] < at <= number["start"] and own == months_of(span.start, span.end)
            for at, span in beside
        )

    def is_dated_behind(number: pd.Series) -> bool:
        if not is_told(number["period_end"]):
            return False
        own, behind = days(number)[1], text[number["end"] : number["sentence_end"]].partition("；")
        here = text[number["sentence_start"] : number["end"]] + behind[0]
        return not any(span.end == own for span in periods(here)) and any(
            span.end == own for span in periods(behind[2])
        )

    rows = pd.Series(
        [is_beside(row) or is_dated_behind(row) for _, row in numbers.iterrows()], numbers.index, dtype=bool
    )
    undated = {column: numbers[column].mask(rows, None) for column in ("period_start", "period_end")}
    return numbers.assign(**undated) if rows.any() else numbers
