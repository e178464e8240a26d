"""Of which days a number of a draft is, as it says them, and which published values are of these."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from catalog.load import load
from catalog.questions import load_questions
from findings.asking.question import plain
from findings.asking.spans import Span, times
from findings.asking.told import where
from findings.draft_same import stands_for
from findings.period_words import ROC_OFFSET
from findings.values import is_told

_MONTH, _HALF_YEAR = 31, 200
# A year of the ROC that no report is of: what a draft calls this year, or the last one.
_OWN_YEAR = 199


def same_days(number: pd.Series, row: pd.Series) -> bool:
    """Whether a published value is of the days a draft states: of the same months; a day within them for a stock."""
    if not is_told(number["period_end"]):
        return False
    start, end = days(number)
    own_start, own_end = days(row)
    if row["measure"] in ("stock", "cumulative"):
        return (start or end) <= own_end <= end
    if start is None:
        return months_of(end, end) == months_of(own_end, own_end)
    # By a day (至6月30日精簡約24%) a rate that ran until it is meant; of a count it may be said of that day alone.
    if row["measure"] == "ratio" and start <= own_end <= end and (end - start).days < _MONTH:
        return True
    return months_of(start, end) == months_of(own_start, own_end)


def is_of_the_time(number: pd.Series, row: pd.Series) -> bool:
    """Whether a published value is of the days a draft states, or of one, or a few, within them."""
    return same_days(number, row) or (is_told(number["period_end"]) and _is_of_a_day_within(number, row))


def _is_of_a_day_within(number: pd.Series, row: pd.Series) -> bool:
    """Whether a value is of one day, or a few, within the longer period a draft states."""
    start, end = days(number)
    own_start, own_end = days(row)
    few = own_start is not None and (own_end - own_start).days < _MONTH
    return few and own_start is not None and start is not None and start <= own_start and own_end <= end


def months_of(start: date | None, end: date) -> tuple[tuple[int, int] | None, tuple[int, int]]:
    """Year and month of the first and the last day: 3月至9月 is said of a period that ends on the 15th, too."""
    return (None if start is None else (start.year, start.month)), (end.year, end.month)


def spoken_of(number: pd.Series, text: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The published values that are of another period the number's sentence names: it may be said of that one."""
    # 去年 of a draft is the year before its own.
    named = periods(text[: number["start"]])[-1:]
    today = named[0].end if named else date.today()
    # What only something before ； is compared with (比107年4月多34人；精簡率…) is no time of what follows.
    compared = load_questions().drafts.compared
    own = re.sub(rf"(?:{compared})(?=；)", "", text[number["sentence_start"] : number["end"]])
    spans = times(plain(own), today).spans
    return where(rows, lambda row: any(is_of_span(row, span) for span in spans))


def of_the_year(number: pd.Series, text: str, known: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The published values of a part of the year a draft names, where no other period of it is printed.

    None where the draft tells of the whole year.
    """
    if not is_told(number["period_end"]) or re.search(load_questions().drafts.whole_year, _sentence(number, text)):
        return rows.iloc[:0]
    start, end = days(number)
    if start is None or (start, end) != (date(end.year, 1, 1), date(end.year, 12, 31)):
        return rows.iloc[:0]
    within = where(known, lambda row: days(row)[1].year == end.year)
    alone = within.drop_duplicates(["period_start", "period_end"])
    is_part = len(alone) == 1 and days(alone.iloc[0])[0] is not None and start <= (days(alone.iloc[0])[0] or start)
    return rows[rows.index.isin(within.index)] if is_part else rows.iloc[:0]


def is_of_all_since(number: pd.Series, text: str, rows: pd.DataFrame) -> bool:
    """Whether a number is told of a year, and is printed only as all that came from an event on until then."""
    words, sentence = load_questions().drafts, _sentence(number, text)
    of_a_year = re.search(words.whole_year, text[number["sentence_start"] : number["start"]])
    since = re.search(words.since, sentence)
    return len(rows) > 0 and bool(of_a_year and not since and (rows["measure"] == "cumulative").all())


def on_the_day_of(text: str, rate: pd.DataFrame, count: pd.DataFrame) -> bool | None:
    """Whether a rate is of the day of the number it is of, told right before it; None where it is not of that.

    Args:
        text: what stands between the two.
        rate: the values that are printed as the one.
        count: those printed as the other.
    """
    ofs = {check.stated: check.operands for check in load().checks if check.kind in ("percent", "share")}
    related = len(rate) > 0 and all(set(count["metric_id"]) <= set(ofs.get(one, ())) for one in rate["metric_id"])
    if not related or count.empty or times(plain(text), date.today()).spans:
        return None
    return not set(rate["period_end"]).isdisjoint(count["period_end"])


def _sentence(number: pd.Series, text: str) -> str:
    return text[number["sentence_start"] : number["sentence_end"]]


def is_denied_by_draft(number: pd.Series, text: str, known: pd.DataFrame, published: pd.DataFrame) -> bool:
    """Whether a number without a date has a draft name a period before it of which other values are printed."""
    spans = periods(text[: number["start"]])
    if is_told(number["period_end"]) or not spans:
        return False
    same = known[known["value"] == number["value"]]
    if len(spoken_of(number, text, same)):
        return False
    meant = set(zip(same["metric_id"], same["part"], strict=True))
    # Where no part is told, the whole may be meant, or other parts.
    loose = set(same["metric_id"]) if not number["breakdown"] else set()
    likely = where(published, lambda row: (row["metric_id"], row["part"]) in meant or row["metric_id"] in loose)
    # Days of what holds at a day, and years of plans, are not those of what came of it.
    meant_by = [span for span in spans if any(is_of_span(row, span) for _, row in likely.iterrows())]
    if own_period := re.search(load_questions().drafts.own_period, text[number["sentence_start"] : number["start"]]):
        half = [span for span in meant_by if (span.end - span.start).days < _HALF_YEAR]
        spans = (half if own_period["half"] else meant_by) or spans
    elif len(meant_by) == 1:
        spans = meant_by
    is_of_named = any(is_of_span(row, span) for _, row in same.iterrows() for span in spans)
    if is_of_named and not (own_period and own_period["half"]):
        # It may be said of that one again.
        return False
    own = where(likely, lambda row: is_of_span(row, spans[-1]))
    return len(own) > 0 and not any(stands_for(number, value) or value == number["value"] for value in own["value"])


def periods(text: str) -> list[Span]:
    """The periods a text is of, the last last; days, on which it is told, and what is only compared with are none."""
    words = load_questions()
    # 今年 of a draft is its own year, whichever that is.
    own = re.sub("|".join((words.drafts.compared, *words.periods.relative)), "", text)
    return [span for span in times(plain(own), date.today()).spans if span.start != span.end]


def in_the_one_period(number: pd.Series, text: str, known: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """A number without a date as of the only period its draft names, or that named last, and the values of that."""
    spans = periods(text)
    here = text[number["sentence_start"] : number["start"]]
    if re.search(load_questions().drafts.same_period, here):
        spans = periods(text[: number["sentence_start"]])[-1:]
    if is_told(number["period_end"]) or len(spans) != 1:
        return number, known.iloc[:0]
    own = number.copy()
    own["period_start"], own["period_end"] = spans[0].start, spans[0].end
    return own, where(known, lambda row: same_days(own, row))


def is_outdated(number: pd.Series, text: str, known: pd.DataFrame) -> bool:
    """Whether a number told as that of now, without a date, is printed of an earlier day and another of a later."""
    clause = re.split("[，。；！？\n]", text[: number["start"]])[-1]
    if is_told(number["period_end"]) or not re.search(load().lexicon.now, clause):
        return False
    same = known[known["value"] == number["value"]]
    newest = known.groupby(["metric_id", "part"], dropna=False)["period_end"].transform("max")
    return len(same) > 0 and bool((same["period_end"] < newest[same.index]).all())


def is_of_other_months(number: pd.Series, text: str, known: pd.DataFrame) -> bool:
    """Whether a number is told of months of its draft's own year (今年3月到9月) of which others are printed, not it."""
    words = load_questions()
    said = re.sub(words.drafts.compared, "", text[: number["start"]])
    said = re.sub("|".join(words.periods.relative), f"{_OWN_YEAR}年", said)
    spans = [span for span in times(plain(said), date.today()).spans if (span.end - span.start).days > _MONTH]
    if is_told(number["period_end"]) or not spans or spans[-1].start.year != _OWN_YEAR + ROC_OFFSET:
        return False
    own = set(known.loc[known["value"] == number["value"], "metric_id"])
    # Of the whole year it may be told at a part of it.
    months = spans[-1].start.month, spans[-1].end.month
    there = where(known, lambda row: months != (1, 12) and (
        row["metric_id"] in own and row["period_end"].month == months[1] if row["measure"] == "stock" else
        row["measure"] == "flow" and (row["period_start"].month, row["period_end"].month) == months))  # fmt: skip
    return len(there) > 0 and not any(stands_for(number, one) or one == number["value"] for one in there["value"])


def is_of_span(row: pd.Series, span: Span) -> bool:
    """Whether a value is of a period: of its months, or of a day in it."""
    start, end = days(row)
    # By a month a rate that ran until it is meant.
    until = row["measure"] == "ratio" and (span.end - span.start).days < _MONTH
    if until or row["measure"] in ("stock", "cumulative"):
        return span.start <= end <= span.end
    return months_of(start, end) == months_of(span.start, span.end)


def days(row: pd.Series) -> tuple[date | None, date]:
    """The first and the last day of a number or a value; an open start is None."""
    start = row["period_start"]
    return (pd.Timestamp(start).date() if is_told(start) else None), pd.Timestamp(row["period_end"]).date()
