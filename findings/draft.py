"""What the published reports say of each number of a draft: the same, another, of another time, or nothing.

A draft is judged kindly: where it is not sure what a number counts or of when, nothing is held against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

import pandas as pd

from catalog.load import load
from catalog.questions import load_questions
from catalog.words import words
from findings.asking.question import plain
from findings.asking.spans import Span, times
from findings.draft_english import with_english
from findings.draft_parts import with_parts
from findings.draft_passed import is_beyond, is_named
from findings.draft_reckoned import Reckoning, count_alike, named, reckoned, sign_pairs
from findings.periods import ROC_OFFSET
from findings.recurring import accepted, counted
from findings.values import is_told
from warehouse import reads

Status = Literal["contradicted", "other_period", "rounded", "supported", "unknown"]
STATUSES: tuple[Status, ...] = get_args(Status)

# Reads a draft: one row per number, with the columns of ingest.draft.
Read = Callable[[str], pd.DataFrame]

# A round number stands for another that differs by no more than this share of it.
_ROUNDED = 0.05
# Said to be about something, a number this far from it says something else.
_ABOUT = 0.1
# A number by which alone a value is known has so many digits, and the fewer the more words in common with it.
_FEWEST_DIGITS, _MOST_PAIRS = 3, 2
_LARGE = 100
_HUNDREDTHS = 0.01
_MONTH, _HALF_YEAR = 31, 200
# A year of the ROC that no report is of: what a draft calls this year, or the last one.
_OWN_YEAR = 199
_EXACTLY = 1e-6
_PLACE = ["report_id", "passage_no"]
_DOLLARS = re.compile(r"(?<=[\d十百千萬億多幾])塊")
_DIGIT = re.compile(r"\d")
_BREAK = re.compile("[，。；！？、\n]")
_CLAUSE = re.compile("[，。；！？\n]")
_NAMES_ONLY = re.compile(r"[^。；！？\n\d]{2,30}[？：]\s*$")
# Kinds of statement that no published value is held against: what was aimed at, and differences.
_NO_RESULTS = ("target", "compared")


@dataclass(frozen=True, eq=False)
class Verdict:
    """What is said of one number of a draft.

    ``start`` and ``end`` span it in the draft. ``printed`` are the values that speak for the verdict, as
    :func:`warehouse.queries.observations` gives them: those that support it, or what is printed instead.
    ``reckoned`` says what of them it is, where it is not printed itself.
    """

    start: int
    end: int
    raw: str
    status: Status
    printed: pd.DataFrame
    reckoned: Reckoning | None = None


def judged(text: str, read: Read) -> list[Verdict]:
    """The verdicts on the numbers of a draft, in their order.

    Args:
        text: the draft.
        read: reads it.
    """
    # What people call 塊 is printed as 元.
    text = _DOLLARS.sub("元", text)
    numbers = read(text)
    if reads.is_described():
        numbers = with_english(numbers, text)
    described = tuple(load().metrics) if reads.is_described() else ()
    confirmed = accepted()
    published = reads.observations((*described, *confirmed))
    if confirmed or not described:
        numbers = _of_accepted(numbers, text, published[published["metric_id"].isin(confirmed)], described)
    numbers = numbers[[not _is_word(number) for _, number in numbers.iterrows()]]
    numbers = with_parts(numbers, text, published, _is_of_the_time)
    numbers = _without_compared(numbers, text)
    verdicts = [_judged(number, text, published) for _, number in numbers.iterrows()]
    verdicts = [_as_told_before(at, numbers, verdicts, text, published) for at in range(len(verdicts))]
    # What a draft adds up or sets beside another is none of the values printed.
    alone = [not _is_reckoned(number, text, published) for _, number in numbers.iterrows()]
    verdicts = [
        _beside_others(at, numbers, verdicts, published) if alone[at] else verdict
        for at, verdict in enumerate(verdicts)
    ]
    return [_following(at, numbers, verdicts, text, published) for at in range(len(verdicts))]


def _as_told_before(
    at: int, numbers: pd.DataFrame, verdicts: Sequence[Verdict], text: str, published: pd.DataFrame
) -> Verdict:
    """The verdict on a number, or that it is that of another time of what is told in its unit right before.

    Where it is said to have come from one to the other (由68件增加到112件), what is printed of that time denies it.
    """
    verdict, number = verdicts[at], numbers.iloc[at]
    before = [other for other in range(at) if numbers.iloc[other]["unit"] == number["unit"]]
    unsure = is_told(number["metric_id"]) or len(number["likely"]) or not is_told(number["period_end"])
    if verdict.status != "unknown" or unsure or not before or verdicts[before[-1]].status != "supported":
        return verdict
    printed = verdicts[before[-1]].printed
    known = published[published["metric_id"].isin(printed["metric_id"]) & (published["unit"] == number["unit"])]
    exact = known.loc[known["value"] == number["value"]]
    same = _where(exact, lambda row: _is_of_the_time(number, row))
    beside = numbers.iloc[before[-1]]
    if same.empty and beside["sentence_start"] == number["sentence_start"]:
        parts = known[known["part"].isin(printed["part"])]
        same = _of_the_year(number, text, parts, exact[exact.index.isin(parts.index)])
        changes = re.search(load_questions().drafts.from_to, text[beside["end"] : number["start"]])
        denied = _of_the_year(number, text, parts, parts) if changes else parts.iloc[:0]
        if same.empty and len(denied) and all(_denies(number, row) for _, row in denied.iterrows()):
            return replace(verdict, status="contradicted", printed=denied)
    return replace(verdict, status="supported", printed=same) if len(same) else verdict


def _following(
    at: int, numbers: pd.DataFrame, verdicts: Sequence[Verdict], text: str, published: pd.DataFrame
) -> Verdict:
    """The verdict on a number, or that it follows from two printed values."""
    verdict, number = verdicts[at], numbers.iloc[at]
    if verdict.status != "unknown":
        return verdict
    unclaimed = is_told(number["period_end"]) and not (is_told(number["metric_id"]) or len(number["likely"]))
    if unclaimed and not _is_reckoned(number, text, published):
        # What no words of reports tell, those people ask with may.
        clause = _CLAUSE.split(text[number["sentence_start"] : number["start"]])[-1]
        own = named(clause, published[published["unit"] == number["unit"]])
        same = _where(own, lambda row: _is_of_the_time(number, row))
        near = [_stands_for(number, value) or number["value"] == value for value in same["value"]]
        if len(same) and all(near):
            exact = bool((same["value"] == number["value"]).all())
            return replace(verdict, status="supported" if exact else "rounded", printed=same)
    sure = [(numbers.iloc[other], one.printed) for other, one in enumerate(verdicts)
            if one.status in ("supported", "rounded")]  # fmt: skip
    for kind, value, printed in reckoned(number, sure, text, published):
        exact = abs(value - number["value"]) <= _EXACTLY + (number["half_step"] if number["unit"] == "%" else 0)
        status: Status | None = "rounded" if _stands_for(number, value) else None
        if exact and not is_told(number["qualifier"]):
            status = "supported"
        if status:
            return replace(verdict, status=status, printed=printed, reckoned=kind)
    return verdict


def _without_compared(numbers: pd.DataFrame, text: str) -> pd.DataFrame:
    """The numbers, none as a value of a period that is only compared with before it (較107年增加4次，調解112件).

    Nor of one that is named only behind it, where another thing is told.
    """
    beside = [(found.end(), span) for found in re.finditer(load_questions().drafts.compared, text)
              for span in times(plain(found[0]), date.today()).spans]  # fmt: skip

    def is_beside(number: pd.Series) -> bool:
        if not is_told(number["period_end"]):
            return False
        start, end = _days(number)
        own = _months(start, end)
        other = text[number["sentence_start"] : number["start"]]
        named = [_months(span.start, span.end) for span in _periods(other)]
        return own not in named and any(
            number["sentence_start"] < at <= number["start"] and own == _months(span.start, span.end)
            for at, span in beside
        )

    def is_dated_behind(number: pd.Series) -> bool:
        if not is_told(number["period_end"]):
            return False
        own, behind = _days(number)[1], text[number["end"] : number["sentence_end"]].partition("；")
        here = text[number["sentence_start"] : number["end"]] + behind[0]
        return not any(span.end == own for span in _periods(here)) and any(
            span.end == own for span in _periods(behind[2])
        )

    rows = pd.Series(
        [is_beside(row) or is_dated_behind(row) for _, row in numbers.iterrows()], numbers.index, dtype=bool
    )
    periods = {column: numbers[column].mask(rows, None) for column in ("period_start", "period_end")}
    return numbers.assign(**periods) if rows.any() else numbers


def _is_word(number: pd.Series) -> bool:
    """Whether a numeral only holds words together, as in 兩個行政中心."""
    alone = len(number["raw"]) == 1 and not number["raw"].isascii()
    return alone and re.fullmatch(load_questions().any_count, number["unit"] or "") is not None and not number["likely"]


def _judged(number: pd.Series, text: str, published: pd.DataFrame) -> Verdict:
    known = _known(number, text, published)
    plainly = known.iloc[:0] if _is_reckoned(number, text, published) else known
    same_days = _where(plainly, lambda row: _same_days(number, row))
    is_crossed = pd.Series([is_beyond(number, text, row) for _, row in known.iterrows()], known.index, dtype=bool)
    crossed = known.loc[is_crossed]
    exact = (known["value"] == number["value"]) & ~is_crossed
    near = pd.Series([_stands_for(number, value) for value in known["value"]], known.index, dtype=bool) & ~is_crossed
    dated = is_told(number["period_end"])
    of_the_time = _where(known, lambda row: _is_of_the_time(number, row)) if dated else known
    spoken = _spoken_of(number, text, known.loc[exact])
    reasons: tuple[tuple[Status, pd.DataFrame], ...] = (
        ("other_period", known.loc[exact] if _is_denied_by_draft(number, text, known, published) else known.iloc[:0]),
        ("other_period", known.loc[exact] if _is_outdated(number, text, known) else known.iloc[:0]),
        ("other_period", known.loc[exact] if _is_of_other_months(number, text, known) else known.iloc[:0]),
        ("supported", of_the_time.loc[exact[of_the_time.index]]),
        ("rounded", of_the_time.loc[near[of_the_time.index]]),
        ("supported", spoken),
        ("supported", _of_the_year(number, text, known, known.loc[exact])),
        ("other_period", known.loc[exact]),
        ("contradicted", crossed[[is_named(text, number, row) for _, row in crossed.iterrows()]]),
        ("contradicted", _contradicting(number, same_days)),
        ("contradicted", _contradicting(*_in_the_one_period(number, text, plainly))),
        ("other_period", known.loc[near]),
    )
    found = ((status, rows) for status, rows in reasons if len(rows))
    status, printed = next(found, ("unknown", known.iloc[:0]))
    return Verdict(int(number["start"]), int(number["end"]), number["raw"], status, printed)


def _is_reckoned(number: pd.Series, text: str, published: pd.DataFrame) -> bool:
    """Whether a number is said to come of others: of two parts, of something added, or beside another period."""
    words = load_questions().drafts
    before = text[number["sentence_start"] : number["start"]]
    clause = _CLAUSE.split(before)[-1]
    beside = any(re.search(one, clause) for one in (words.more, words.less, words.each))
    metrics = (number["metric_id"], *number["likely"][:1])
    parts = {part for part in published.loc[published["metric_id"].isin(metrics), "part"] if is_told(part) and part}
    several = sum(part in clause for part in parts) > 1
    added = re.search(f"{words.joined}|{words.together}", _DIGIT.split(before)[-1])
    return bool(beside or several or added)


def _of_accepted(numbers: pd.DataFrame, text: str, confirmed: pd.DataFrame, described: Collection[str]) -> pd.DataFrame:
    """The numbers of a draft as values of what people accepted of the agency, where its catalog does not claim them.

    Args:
        numbers: as they are read with the catalog.
        text: the draft.
        confirmed: the values of what people accepted.
        described: the metrics that the agency's catalog knows; none where the draft is of an agency without one.
    """
    first = confirmed.drop_duplicates("metric_id")
    measures = dict(zip(first["metric_id"], first["measure"], strict=True))
    columns = ["metric_id", "measure", "breakdown", "likely"]
    today, own = date.today(), []
    for _, number in numbers.iterrows():
        alike = first[first["unit"] == number["unit"]]
        names = dict(zip(alike["metric_id"], alike["name_zh"], strict=True))
        metric_id = counted(text[number["sentence_start"] : number["start"]], names, today)
        if described and (metric_id is None or is_told(number["metric_id"])):
            own.append(tuple(number[columns]))
        else:
            own.append((metric_id, measures.get(str(metric_id)), (), ()))
    told = pd.DataFrame(own, numbers.index, columns, dtype=object)
    return numbers.assign(**{column: told[column] for column in columns})


# What it may be a value of -------------------------------------------------------------------------


def _known(number: pd.Series, text: str, published: pd.DataFrame) -> pd.DataFrame:
    """The published values a number may repeat: of its metric, part and unit; else those it is known by alone."""
    # English words count in no unit.
    of_unit = published["unit"].map(lambda unit: count_alike(unit, number["unit"])) | (number["unit"] == "")
    if number["kind"] in _NO_RESULTS:
        return _where(published, lambda row: False)
    if is_told(number["metric_id"]):
        parts = set(dict(number["breakdown"]).values())
        own = (published["metric_id"] == number["metric_id"]) & (published["measure"] == number["measure"])
        of_metric = published.loc[own & of_unit]
        known = _where(of_metric, lambda row: parts <= _parts(row))
        return known if len(known) or not parts else _of_another_name(number, text, of_metric)
    results = published.loc[of_unit & (published["measure"] != "target")]
    # A short number is by chance that of a measure that comes second: 51次教育宣導, where 51次 are inspections.
    short = number["value"] < _LARGE
    candidates = number["likely"][:1] if short else number["likely"]
    named = set(dict(number["breakdown"]).values())
    likely = _where(results, lambda row: row["metric_id"] in candidates and named <= _parts(row))
    if (likely["value"] == number["value"]).any() or _is_reckoned(number, text, published):
        return likely
    clause = _BREAK.split(text[number["end"] : number["sentence_end"]])[0]
    said = sign_pairs(
        _subject(text[: number["sentence_start"]]) + text[number["sentence_start"] : number["end"]] + clause
    )
    more = len(_digits(number["value"])) - _FEWEST_DIGITS
    same = results.loc[results["value"] == number["value"]]
    if more < 0:
        # A short number is known by its words and its time.
        same = _where(same, lambda row: _is_of_the_time(number, row))
    # So many digits are a value's own.
    pairs = 0 if more >= _FEWEST_DIGITS and is_told(number["period_end"]) else max(1, _MOST_PAIRS - more)
    alike = _where(same, lambda row: len(said & sign_pairs(row["name_zh"] + _before(row))) >= pairs)
    return alike if alike["metric_id"].nunique() == 1 else likely


def _of_another_name(number: pd.Series, text: str, known: pd.DataFrame) -> pd.DataFrame:
    """The very value of a metric whose part a draft calls otherwise (的燈會): the only one of its time, or of a sum.

    A part that only another clause names may be a part of what is told: 鳳山 of 四維+鳳山.
    """
    exact: pd.DataFrame = known.loc[known["value"] == number["value"]]
    if is_told(number["period_end"]):
        there = _where(known, lambda row: _is_of_the_time(number, row))
        return exact[exact.index.isin(there.index)] if there["part"].nunique() == 1 else exact.iloc[:0]
    parts = set(dict(number["breakdown"]).values())
    clause = _CLAUSE.split(text[number["sentence_start"] : number["start"]])[-1]
    return _where(exact, lambda row: all(str(part) in str(row["part"]) and str(part) not in clause for part in parts))


def _subject(text: str) -> str:
    """The sentence at the end of a text (臨時人員呢？), where it only names what comes next."""
    return found[0] if (found := _NAMES_ONLY.search(text)) else ""


def _where(rows: pd.DataFrame, holds: Callable[[pd.Series], bool]) -> pd.DataFrame:
    """The rows for which something holds."""
    return rows.loc[pd.Series([holds(row) for _, row in rows.iterrows()], rows.index, dtype=bool)]


def _parts(row: pd.Series) -> set[str]:
    return set(row["part"].split("、")) if is_told(row["part"]) else set()


def _digits(value: float) -> str:
    """The digits that tell a number from others: 8,400 has two."""
    return f"{value:f}".replace(".", "").strip("0")


def _before(row: pd.Series) -> str:
    """The words of a printed sentence up to its number."""
    return str(row["quote"]).partition(str(row["raw"]))[0]


# Whether it is the same -----------------------------------------------------------------------------


def _same_days(number: pd.Series, row: pd.Series) -> bool:
    """Whether a published value is of the days a draft states: of the same months; a day within them for a stock."""
    if not is_told(number["period_end"]):
        return False
    start, end = _days(number)
    own_start, own_end = _days(row)
    if row["measure"] in ("stock", "cumulative"):
        return (start or end) <= own_end <= end
    if start is None:
        return _months(end, end) == _months(own_end, own_end)
    # By a day (至6月30日精簡約24%) a rate that ran until it is meant; of a count it may be said of that day alone.
    if row["measure"] == "ratio" and start <= own_end <= end and (end - start).days < _MONTH:
        return True
    return _months(start, end) == _months(own_start, own_end)


def _is_of_the_time(number: pd.Series, row: pd.Series) -> bool:
    return _same_days(number, row) or (is_told(number["period_end"]) and _is_of_a_day_within(number, row))


def _is_of_a_day_within(number: pd.Series, row: pd.Series) -> bool:
    """Whether a value is of one day, or a few, within the longer period a draft states."""
    start, end = _days(number)
    own_start, own_end = _days(row)
    few = own_start is not None and (own_end - own_start).days < _MONTH
    return few and own_start is not None and start is not None and start <= own_start and own_end <= end


def _months(start: date | None, end: date) -> tuple[tuple[int, int] | None, tuple[int, int]]:
    """Year and month of the first and the last day: 3月至9月 is said of a period that ends on the 15th, too."""
    return (None if start is None else (start.year, start.month)), (end.year, end.month)


def _spoken_of(number: pd.Series, text: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The published values that are of another period the number's sentence names: it may be said of that one."""
    spans = times(plain(text[number["sentence_start"] : number["end"]]), date.today()).spans
    return _where(rows, lambda row: any(_is_of_span(row, span) for span in spans))


def _of_the_year(number: pd.Series, text: str, known: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The published values of a part of the year a draft names, where no other period of it is printed.

    None where the draft tells of the whole year.
    """
    if not is_told(number["period_end"]) or re.search(load_questions().drafts.whole_year, _sentence(number, text)):
        return rows.iloc[:0]
    start, end = _days(number)
    if start is None or (start, end) != (date(end.year, 1, 1), date(end.year, 12, 31)):
        return rows.iloc[:0]
    within = _where(known, lambda row: _days(row)[1].year == end.year)
    alone = within.drop_duplicates(["period_start", "period_end"])
    is_part = len(alone) == 1 and _days(alone.iloc[0])[0] is not None and start <= (_days(alone.iloc[0])[0] or start)
    return rows[rows.index.isin(within.index)] if is_part else rows.iloc[:0]


def _sentence(number: pd.Series, text: str) -> str:
    return text[number["sentence_start"] : number["sentence_end"]]


def _is_denied_by_draft(number: pd.Series, text: str, known: pd.DataFrame, published: pd.DataFrame) -> bool:
    """Whether a number without a date has a draft name a period before it of which other values are printed."""
    spans = _periods(text[: number["start"]])
    if is_told(number["period_end"]) or not spans:
        return False
    same = known[known["value"] == number["value"]]
    meant = set(zip(same["metric_id"], same["part"], strict=True))
    # Where no part is told, the whole may be meant, or other parts.
    loose = set(same["metric_id"]) if not number["breakdown"] else set()
    likely = _where(published, lambda row: (row["metric_id"], row["part"]) in meant or row["metric_id"] in loose)
    # Days of what holds at a day, and years of plans, are not those of what came of it.
    meant_by = [span for span in spans if any(_is_of_span(row, span) for _, row in likely.iterrows())]
    if own_period := re.search(load_questions().drafts.own_period, text[number["sentence_start"] : number["start"]]):
        half = [span for span in meant_by if (span.end - span.start).days < _HALF_YEAR]
        spans = (half if own_period["half"] else meant_by) or spans
    elif len(meant_by) == 1:
        spans = meant_by
    is_of_named = any(_is_of_span(row, span) for _, row in same.iterrows() for span in spans)
    if is_of_named and not (own_period and own_period["half"]):
        # It may be said of that one again.
        return False
    own = _where(likely, lambda row: _is_of_span(row, spans[-1]))
    return len(own) > 0 and not any(_stands_for(number, value) or value == number["value"] for value in own["value"])


def _periods(text: str) -> list[Span]:
    """The periods a text is of, the last last; days, on which it is told, and what is only compared with are none."""
    words = load_questions()
    # 今年 of a draft is its own year, whichever that is.
    own = re.sub("|".join((words.drafts.compared, *words.periods.relative)), "", text)
    return [span for span in times(plain(own), date.today()).spans if span.start != span.end]


def _in_the_one_period(number: pd.Series, text: str, known: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """A number without a date as of the only period its draft names, or that named last, and the values of that."""
    spans = _periods(text)
    here = text[number["sentence_start"] : number["start"]]
    if re.search(load_questions().drafts.same_period, here):
        spans = _periods(text[: number["sentence_start"]])[-1:]
    if is_told(number["period_end"]) or len(spans) != 1:
        return number, known.iloc[:0]
    own = number.copy()
    own["period_start"], own["period_end"] = spans[0].start, spans[0].end
    return own, _where(known, lambda row: _same_days(own, row))


def _is_outdated(number: pd.Series, text: str, known: pd.DataFrame) -> bool:
    """Whether a number told as that of now, without a date, is printed of an earlier day and another of a later."""
    clause = re.split("[，。；！？\n]", text[: number["start"]])[-1]
    if is_told(number["period_end"]) or not re.search(load().lexicon.now, clause):
        return False
    same = known[known["value"] == number["value"]]
    newest = known.groupby(["metric_id", "part"], dropna=False)["period_end"].transform("max")
    return len(same) > 0 and bool((same["period_end"] < newest[same.index]).all())


def _is_of_other_months(number: pd.Series, text: str, known: pd.DataFrame) -> bool:
    """Whether a number is told of months of its draft's own year (今年3月到9月) of which others are printed, not it."""
    words = load_questions()
    said = re.sub(words.drafts.compared, "", text[: number["start"]])
    said = re.sub("|".join(words.periods.relative), f"{_OWN_YEAR}年", said)
    spans = [span for span in times(plain(said), date.today()).spans if (span.end - span.start).days > _MONTH]
    if is_told(number["period_end"]) or not spans or spans[-1].start.year != _OWN_YEAR + ROC_OFFSET:
        return False
    # Of the whole year it may be told at a part of it.
    months = spans[-1].start.month, spans[-1].end.month
    there = _where(known, lambda row: row["measure"] == "flow" and months != (1, 12)
                   and (row["period_start"].month, row["period_end"].month) == months)  # fmt: skip
    return len(there) > 0 and not any(_stands_for(number, one) or one == number["value"] for one in there["value"])


def _is_of_span(row: pd.Series, span: Span) -> bool:
    start, end = _days(row)
    if row["measure"] in ("stock", "cumulative"):
        return span.start <= end <= span.end
    return _months(start, end) == _months(span.start, span.end)


def _days(row: pd.Series) -> tuple[date | None, date]:
    start = row["period_start"]
    return (pd.Timestamp(start).date() if is_told(start) else None), pd.Timestamp(row["period_end"]).date()


def _step(number: pd.Series) -> float:
    """What the last digit that is not nought counts: 100 of 8,400; half of a printed decimal's step at least."""
    value, step = abs(number["value"]), 2 * number["half_step"]
    while value and step < value and not round(value / step) % 10:
        step *= 10
    return float(step)


def _stands_for(number: pd.Series, value: float) -> bool:
    """Whether a number says a published value in round figures: 8,500 or 逾8,400 for 8,462, 1.36億 for 136,400,000."""
    said, step = number["value"], _step(number)
    lexicon = load().lexicon
    if value == 0 or abs(value - said) > _ROUNDED * abs(value):
        return False
    if number["qualifier"] in lexicon.at_least:
        return bool(said <= value < said + step)
    if number["qualifier"] in lexicon.at_most:
        return bool(said - step < value <= said)
    about = is_told(number["qualifier"])
    return bool(abs(value - said) < step) if about else bool(abs(value - said) <= step / 2) and step > 1


def _contradicting(number: pd.Series, same_days: pd.DataFrame) -> pd.DataFrame:
    """The values of the same metric, part and days that a number cannot stand for, if all of them are such.

    Only where the draft is surely understood: its metric told by its words, its part the whole part, and a stock's
    day named, not only its year.
    """
    nothing = same_days.iloc[:0]
    if not is_told(number["metric_id"]) or same_days.empty or number["loose"]:
        return nothing
    parts = set(dict(number["breakdown"]).values())
    own = _where(same_days, lambda row: parts == _parts(row))
    start, end = _days(number)
    if number["measure"] not in ("stock", "cumulative"):
        own = own if start else own.iloc[:0]
    else:
        within = 0 if start is None else (end - start).days
        own = own if within <= _MONTH else own.iloc[:0]
    return own if len(own) and all(_denies(number, row) for _, row in own.iterrows()) else nothing


def _beside_others(at: int, numbers: pd.DataFrame, verdicts: Sequence[Verdict], published: pd.DataFrame) -> Verdict:
    """The verdict on a number, or that it is contradicted by the passage that speaks for others of its sentence.

    Only of what is likely one metric, and is printed there otherwise.
    """
    verdict, number = verdicts[at], numbers.iloc[at]
    if verdict.status != "unknown" or len(number["likely"]) != 1 or number["kind"] in _NO_RESULTS:
        return verdict
    nearest = sorted(range(len(verdicts)), key=lambda other: abs(at - other))
    there = (other for other in nearest if numbers.iloc[other]["sentence_start"] == number["sentence_start"])
    spoken = [verdicts[other].printed for other in there if verdicts[other].status in ("supported", "rounded")]
    likely = published[published["metric_id"] == number["likely"][0]]
    parts = set(dict(number["breakdown"]).values())
    days = ["period_start", "period_end"]
    items = likely.groupby(days, dropna=False)["part"].transform("nunique") > 1
    # Of several parts of one time the number is one that it names.
    likely = likely[[parts == _parts(row) or not (parts or items[at]) for at, row in likely.iterrows()]]
    likely = _where(likely, lambda row: count_alike(row["unit"], number["unit"]))
    if any(set(printed["metric_id"]) == {number["likely"][0]} for printed in spoken):
        # What is told of one day after another is one thing.
        sure = number.copy()
        sure["metric_id"], sure["measure"] = number["likely"][0], load().metrics[number["likely"][0]].measure
        denied = _contradicting(sure, _where(likely, lambda row: _same_days(number, row)))
        if len(denied):
            return replace(verdict, status="contradicted", printed=denied)
    places = (spoken or [published.iloc[:0]])[0][_PLACE].drop_duplicates()
    own = likely.merge(places) if len(places) == 1 else likely.iloc[:0]
    if is_told(number["period_end"]):
        own = _where(own, lambda row: _is_of_the_time(number, row))
    if len(own) != 1 or not _denies(number, own.iloc[0]):
        return verdict
    return replace(verdict, status="contradicted", printed=own)


def _denies(number: pd.Series, row: pd.Series) -> bool:
    """Whether a published value makes a number wrong: a bound only from its other side, about only from afar."""
    said, value, lexicon = number["value"], row["value"], load().lexicon
    if row["qualifier"] in lexicon.bounds or row["by_ocr"]:
        return False
    if number["qualifier"] in lexicon.at_least:
        return bool(value < said)
    if number["qualifier"] in lexicon.at_most:
        return bool(value > said)
    if is_told(number["qualifier"]) or is_told(row["qualifier"]):
        # What is printed to hundredths is not told roughly, if it is called about.
        precise = not is_told(number["qualifier"]) and number["half_step"] <= _HUNDREDTHS and value % 1
        return bool(abs(value - said) > (_HUNDREDTHS if precise else _ABOUT) * abs(value))
    return bool(value != said)


def said_of(verdict: Verdict) -> str:
    """What is said of a number, in the reader's language."""
    return words(f"draft.reckoned.{verdict.reckoned}" if verdict.reckoned else f"draft.status.{verdict.status}")


def status_counts(verdicts: Sequence[Verdict]) -> dict[Status, int]:
    """How many verdicts of each status there are."""
    return {status: sum(verdict.status == status for verdict in verdicts) for status in STATUSES}
