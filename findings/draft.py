"""What the published reports say of each number of a draft: the same, another, of another time, or nothing.

A draft is judged kindly: where it is not sure what a number counts or of when, nothing is held against it.
"""

from __future__ import annotations

import itertools
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
from findings.asking.spans import Span
from findings.asking.told import where
from findings.draft_alike import count_alike
from findings.draft_beside import (
    is_of_another_time,
    only_value_near,
    shares_of_near,
    shares_of_part,
    slip_of,
    sums_of_near,
)
from findings.draft_dated import as_dated
from findings.draft_english import with_english
from findings.draft_held import has_value_then, held_day, held_times, own_report
from findings.draft_known import NO_RESULTS, is_of_a_part, is_reckoned, known_of, parts_of
from findings.draft_parts import clause_before, with_parts
from findings.draft_reckoned import Reckoning, named, reckoned
from findings.draft_same import denies, is_beyond, is_named, stands_for
from findings.draft_spoken import Spoken, as_printed
from findings.draft_times import (
    days,
    in_the_one_period,
    is_denied_by_draft,
    is_of_all_since,
    is_of_other_months,
    is_of_the_time,
    is_outdated,
    of_the_year,
    on_the_day_of,
    periods,
    same_days,
    spoken_of,
)
from findings.draft_worded import stands_over, worded
from findings.recurring import accepted, counted
from findings.values import is_told
from warehouse import reads

Status = Literal["contradicted", "other_period", "rounded", "supported", "unknown"]
STATUSES: tuple[Status, ...] = get_args(Status)

# Reads a draft: one row per number, with the columns of ingest.draft.
Read = Callable[[str], pd.DataFrame]

_MONTH = 31
# Signs of what may name something.
_A_WORD = 2
_EXACTLY = 1e-6
# A number that is told wrong is not so many times what is printed.
_SO_MUCH = 3
_PLACE = ["report_id", "passage_no"]
_CLAUSE = re.compile("[，。；！？\n]")


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


def judged(draft: str, read: Read) -> list[Verdict]:
    """The verdicts on the numbers of a draft, in their order.

    Args:
        draft: as it is written.
        read: reads it.
    """
    spoken = as_printed(draft)
    text = spoken.text
    numbers = _nearly(read(text), text)
    if reads.is_described():
        numbers = with_english(numbers, text)
    described = tuple(load().metrics) if reads.is_described() else ()
    confirmed = accepted()
    published = reads.observations((*described, *confirmed))
    if confirmed or not described:
        numbers = _of_accepted(numbers, text, published[published["metric_id"].isin(confirmed)], described)
    numbers = where(numbers, lambda number: not _is_word(number))
    numbers = with_parts(numbers, text, published, is_of_the_time)
    numbers = as_dated(numbers, text)
    verdicts = [_judged(number, text, published) for _, number in numbers.iterrows()]
    verdicts = [_as_told_before(at, numbers, verdicts, text, published) for at in range(len(verdicts))]
    # What a draft adds up or sets beside another is none of the values printed.
    alone = [not is_reckoned(number, text, published) for _, number in numbers.iterrows()]
    verdicts = [
        _beside_others(at, numbers, verdicts, text, published) if alone[at] else verdict
        for at, verdict in enumerate(verdicts)
    ]
    verdicts = [_of_its_day(at, numbers, verdicts, text) for at in range(len(verdicts))]
    numbers, verdicts = _of_the_time_held(numbers, verdicts, text, published)
    # What follows from what is only found so follows then.
    for _ in range(2):
        its = own_report([one.printed for one in verdicts if one.status in ("supported", "rounded")])
        verdicts = [_following(at, numbers, verdicts, text, published, its) for at in range(len(verdicts))]
    verdicts = [_unless_of_a_part(verdict, numbers.iloc[at], text) for at, verdict in enumerate(verdicts)]
    written = [_written(verdict, draft, spoken) for verdict in verdicts]
    # English words of numbers, as two halls, are words where nothing printed is meant.
    return [one for one in written if one.status != "unknown" or not re.match("[A-Za-z]", one.raw)]


def _unless_of_a_part(verdict: Verdict, number: pd.Series, text: str) -> Verdict:
    """The verdict on a number; none where only a part is named of the whole that is printed so."""
    printed = verdict.status in ("supported", "rounded") and verdict.reckoned is None
    if not (printed and is_of_a_part(number, text, verdict.printed)):
        return verdict
    return replace(verdict, status="unknown", printed=verdict.printed.iloc[:0])


def _nearly(numbers: pd.DataFrame, text: str) -> pd.DataFrame:
    """The numbers, those that are told as nearly reached (快24%) as reports tell them."""
    told = [
        bool(re.search(load_questions().drafts.nearly, text[: int(number["start"])]))
        for _, number in numbers.iterrows()
    ]
    rows = pd.Series(told, numbers.index, dtype=bool) & numbers["qualifier"].isna()
    return numbers.assign(
        qualifier=numbers["qualifier"].astype(object).mask(rows, load_questions().drafts.not_reached[0])
    )


def _written(verdict: Verdict, draft: str, spoken: Spoken) -> Verdict:
    """The verdict on a number as it is written in the draft."""
    start, end = spoken.place(verdict.start), spoken.place(verdict.end, is_end=True)
    return replace(verdict, start=start, end=end, raw=draft[start:end])


def _as_told_before(
    at: int, numbers: pd.DataFrame, verdicts: Sequence[Verdict], text: str, published: pd.DataFrame
) -> Verdict:
    """The verdict on a number, or that it is that of another time of what is told in its unit right before.

    Where it is said to have come from one to the other (由68件增加到112件), what is printed of that time denies it.
    """
    verdict, number = verdicts[at], numbers.iloc[at]
    before = [other for other in range(at) if numbers.iloc[other]["unit"] == number["unit"]]
    claimed = is_told(number["metric_id"]) or not is_told(number["period_end"])
    if (
        verdict.status != "unknown"
        or claimed
        or not before
        or verdicts[before[-1]].status not in ("supported", "rounded")
    ):
        return verdict
    beside = numbers.iloc[before[-1]]
    changes = re.search(load_questions().drafts.from_to, text[beside["end"] : number["start"]])
    if len(number["likely"]) and not changes:
        return verdict
    printed = verdicts[before[-1]].printed
    known = published[published["metric_id"].isin(printed["metric_id"]) & (published["unit"] == number["unit"])]
    exact = known.loc[known["value"] == number["value"]]
    same = where(exact, lambda row: is_of_the_time(number, row))
    if same.empty and beside["sentence_start"] == number["sentence_start"]:
        parts = known[known["part"].isin(printed["part"])]
        same = of_the_year(number, text, parts, exact[exact.index.isin(parts.index)])
        of_then = pd.concat([of_the_year(number, text, parts, parts), where(parts, lambda row: same_days(number, row))])
        denied = of_then.drop_duplicates("observation_id") if changes else parts.iloc[:0]
        if same.empty and len(denied) and all(denies(number, row) for _, row in denied.iterrows()):
            return replace(verdict, status="contradicted", printed=denied)
    return replace(verdict, status="supported", printed=same) if len(same) else verdict


def _of_its_day(at: int, numbers: pd.DataFrame, verdicts: Sequence[Verdict], text: str) -> Verdict:
    """The verdict on a number, or, where it is the rate of what is told right before it, whether it is of that day."""
    verdict, before = verdicts[at], verdicts[at - 1]
    apart = not at or numbers.iloc[at - 1]["sentence_start"] != numbers.iloc[at]["sentence_start"]
    if apart or before.status != "supported" or verdict.status not in ("supported", "rounded", "other_period"):
        return verdict
    same_day = on_the_day_of(text[before.end : verdict.start], verdict.printed, before.printed)
    if same_day is None or (same_day and verdict.status != "other_period"):
        return verdict
    if not same_day:
        return replace(verdict, status="other_period")
    is_exact = bool((verdict.printed["value"] == numbers.iloc[at]["value"]).any())
    return replace(verdict, status="supported") if is_exact else verdict


def _of_the_time_held(
    numbers: pd.DataFrame, verdicts: Sequence[Verdict], text: str, published: pd.DataFrame
) -> tuple[pd.DataFrame, list[Verdict]]:
    """The numbers and the verdicts on them, each number without a date as of the time that holds where it is told.

    Nothing is held against a number where nothing of what it counts is printed of that time.
    """
    told = ("supported", "rounded")
    own = own_report([one.printed for one in verdicts if one.status in told])
    dated, judged_so = numbers.copy(), list(verdicts)
    for at, held in enumerate(held_times(numbers, text, own)):
        verdict, number, span = verdicts[at], dated.iloc[at].copy(), held
        if span is None and verdict.status in told and not is_told(number["period_end"]):
            near = [one.printed for other, one in enumerate(verdicts) if other != at and one.status in told
                    and numbers.iloc[other]["sentence_start"] == number["sentence_start"]]  # fmt: skip
            # Only what holds at a day is told of it.
            of_days = bool((verdict.printed["measure"] == "stock").all())
            span = held_day(number, text, near) if of_days else None
        if span is None:
            continue
        number["period_start"], number["period_end"] = span.start, span.end
        found = _judged(number, text, published)
        is_kind = found.status in told
        if is_kind or (found.status != "unknown" and has_value_then(found.printed, published, number["unit"], span)):
            judged_so[at] = found
            dated = dated.astype({"period_start": object, "period_end": object})
            dated.iloc[at] = number
    return dated, judged_so


def _following(
    at: int, numbers: pd.DataFrame, verdicts: Sequence[Verdict], text: str, published: pd.DataFrame, its: Span | None
) -> Verdict:
    """The verdict on a number, or that it follows from two printed values; ``its`` is the draft's own period."""
    verdict, number = verdicts[at], numbers.iloc[at]
    clause = clause_before(number, text)
    words, behind = load_questions().drafts, _CLAUSE.split(text[number["end"] : number["sentence_end"]])[0]
    if verdict.status == "contradicted" and (re.search(words.so_much, clause) or re.search(words.of_several, behind)):
        # It says what stands before it once more, whatever its sentence is about; or it is of several together.
        verdict = replace(verdict, status="unknown", printed=published.iloc[:0])
    if verdict.status in ("supported", "rounded") and re.search(words.ahead, clause) \
            and (verdict.printed["measure"] == "flow").all():  # fmt: skip
        # What is still to come is none of what was.
        return replace(verdict, status="unknown", printed=published.iloc[:0], reckoned=None)
    if verdict.status == "supported":
        beside = [one.printed for other, one in enumerate(verdicts) if other != at and one.status == "supported"
                  and numbers.iloc[other]["sentence_start"] == number["sentence_start"]]  # fmt: skip
        of_another = is_of_another_time(number, verdict.printed, beside, text, published)
        return replace(verdict, status="other_period") if of_another else verdict
    whole = _of_its_whole(number, clause, published) if verdict.status == "contradicted" else published.iloc[:0]
    if len(whole):
        return replace(verdict, status="supported", printed=whole)
    if verdict.status == "contradicted":
        # What is printed of the very thing that its clause names is no other's number.
        own = _named(number, text, published)
        return (
            replace(verdict, status="supported", printed=own[own["value"] == number["value"]])
            if (own["value"] == number["value"]).any()
            else verdict
        )
    if verdict.status != "unknown":
        return verdict
    unclaimed = not (is_told(number["metric_id"]) or len(number["likely"]))
    if unclaimed and not is_reckoned(number, text, published):
        # What no words of reports tell, those people ask with may.
        own = _named(number, text, published)
        if own.empty:
            # What the clause before names, if it is printed once only.
            own = _named(number, text, published, clauses=2)
            own = own if own["period_end"].nunique() == 1 and len(own.drop_duplicates("value")) == 1 else own.iloc[:0]
        if (
            own.empty
            and re.fullmatch(words.bare, _CLAUSE.split(text[number["sentence_start"] : number["start"]])[-1]) is None
        ):
            own = published.iloc[:0]
        elif own.empty:
            # A clause that only leads to its number (差不多1,000人) goes on with what stands before it.
            own = _named(number, text, published, clauses=2)
            own = _named(number, text, published, over=stands_over(number, text)) if own.empty else own
        same = (where(own, lambda row: is_of_the_time(number, row)) if is_told(number["period_end"])
                else own if own["period_end"].nunique() == 1
                else in_the_one_period(number, text, own)[1])  # fmt: skip
        near = [stands_for(number, value) or number["value"] == value for value in same["value"]]
        if len(same) and all(near):
            exact = bool((same["value"] == number["value"]).all())
            return replace(verdict, status="supported" if exact else "rounded", printed=same)
    told_alone = not (is_told(number["metric_id"]) or is_reckoned(number, text, published))
    if told_alone and len(same := only_value_near(number, text, published)):
        return replace(verdict, status="supported", printed=same)
    beside = [one.printed for one in (*verdicts[max(0, at - 1) : at], *verdicts[at + 1 : at + 2])
              if one.status in ("supported", "rounded") and one.reckoned is None]  # fmt: skip
    same = worded(number, text, published, beside)
    if is_reckoned(number, text, published):
        # What is told as so much less is printed as so much less.
        told_so = [one for one in (words.more, words.less) if re.search(one, clause)]
        before = {row["observation_id"]: row["quote"].partition(row["raw"])[0] for _, row in same.iterrows()}
        same = where(same, lambda row: any(re.search(one, before[row["observation_id"]].rstrip()) for one in told_so))
        same = same[same["value"] == number["value"]]
    if len(same) and not is_told(number["metric_id"]) and not is_denied_by_draft(number, text, same, published):
        exact = bool((same["value"] == number["value"]).all())
        return replace(verdict, status="supported" if exact else "rounded", printed=same)
    # What is told wrong is added up as it is printed.
    told = ("supported", "rounded", *(("contradicted",) if re.search(words.together, clause) else ()))
    sure = [(numbers.iloc[other], one.printed) for other, one in enumerate(verdicts) if one.status in told]
    followed = itertools.chain(
        reckoned(number, sure, text, published, its),
        shares_of_near(number, text, published),
        shares_of_part(number, text, published),
        sums_of_near(number, text, published),
    )
    for kind, value, printed in followed:
        exact = abs(value - number["value"]) <= _EXACTLY + (number["half_step"] if number["unit"] == "%" else 0)
        status: Status | None = "rounded" if stands_for(number, value) else None
        if exact and not is_told(number["qualifier"]):
            status = "supported"
        if status:
            return replace(verdict, status=status, printed=printed, reckoned=kind)
    if is_reckoned(number, text, published):
        return verdict
    denied = _denied_by_all(number, text, published, beside)
    if len(denied):
        return replace(verdict, status="contradicted", printed=denied)
    slip = slip_of(number, text, published)
    slip = slip[slip["metric_id"] == number["metric_id"]] if is_told(number["metric_id"]) else slip
    return replace(verdict, status="contradicted", printed=slip) if len(slip) else verdict


def _denied_by_all(
    number: pd.Series, text: str, published: pd.DataFrame, beside: Sequence[pd.DataFrame]
) -> pd.DataFrame:
    """What is printed of the measure that an undated number surely is of, where none of it is that number.

    Only where no time is to be told from: it is printed once, or the numbers beside are of the period of one of them.
    """
    metric, part = number["metric_id"], set(dict(number["breakdown"]).values())
    unsure = not is_told(metric) or is_told(number["period_end"]) or number["loose"] or number["kind"] in NO_RESULTS
    before = text[number["sentence_start"] : number["start"]]
    others = "|".join(words for words, back in load_questions().periods.relative.items() if back)
    if unsure or periods(before) or re.search(others, plain(before)):
        return published.iloc[:0]
    own = published[(published["metric_id"] == metric) & (published["measure"] == number["measure"])]
    own = where(own, lambda row: count_alike(row["unit"], number["unit"]))
    if own.empty or not all(denies(number, row) and part == parts_of(row) for _, row in own.iterrows()):
        return own.iloc[:0]
    for _, row in own.iterrows():
        # Something much more, or told in other words, may be another thing.
        is_told_so = row["measure"] == "ratio" or _is_told_alike(number, text, row)
        if not is_told_so or not 1 / _SO_MUCH <= row["value"] / number["value"] <= _SO_MUCH:
            return own.iloc[:0]
    ends = {end for rows in beside for end in rows["period_end"]}
    there = own[own["period_end"].isin(ends)] if len(ends) == 1 else own.iloc[:0]
    if len(there) and there["value"].nunique() == 1:
        return there
    # What comes may be another number in another period.
    return own if own["value"].nunique() == 1 and number["measure"] != "flow" else own.iloc[:0]


def _is_told_alike(number: pd.Series, text: str, row: pd.Series) -> bool:
    """Whether a number's clause has any words of a value's name, or of what is printed right before that."""
    behind = _CLAUSE.split(text[number["end"] : number["sentence_end"]])[0]
    before = _CLAUSE.split(str(row["quote"]).partition(str(row["raw"]))[0])[-1]
    said = _pairs(clause_before(number, text) + number["unit"] + behind)
    return bool(said & _pairs(f"{row['name_zh']}{before}"))


def _of_its_whole(number: pd.Series, clause: str, published: pd.DataFrame) -> pd.DataFrame:
    """The very value, of its time, of what the measure that a number was taken for is added up in.

    None where its clause has any word of that measure's name.
    """
    names, metric_id = load().metrics, number["metric_id"]
    wholes = [check.stated for check in load().checks
              if check.kind == "sum" and check.stated in names and metric_id in check.operands]  # fmt: skip
    if metric_id not in names or _pairs(names[metric_id].name_zh) & _pairs(clause):
        return published.iloc[:0]
    same = published[published["metric_id"].isin(wholes) & (published["value"] == number["value"])]
    return where(same, lambda row: is_of_the_time(number, row))


def _named(
    number: pd.Series, text: str, published: pd.DataFrame, clauses: int = 1, over: Sequence[str] = ()
) -> pd.DataFrame:
    """The exact values, in a number's unit, of the metric or the part that its clause, or some clauses, name.

    With what stands ``over`` them: a heading, a question.
    """
    said = _CLAUSE.split(text[number["sentence_start"] : number["start"]])[-clauses:]
    in_unit = published["unit"].map(lambda unit: count_alike(unit, number["unit"])).astype(bool)
    return named("，".join((*over, *said)), published[in_unit])


def _is_word(number: pd.Series) -> bool:
    """Whether a numeral only holds words together, as in 兩個行政中心."""
    alone = len(number["raw"]) == 1 and not number["raw"].isascii()
    return alone and re.fullmatch(load_questions().any_count, number["unit"] or "") is not None and not number["likely"]


def _judged(number: pd.Series, text: str, published: pd.DataFrame) -> Verdict:
    known = known_of(number, text, published)
    plainly = known.iloc[:0] if is_reckoned(number, text, published) else known
    of_the_days = where(plainly, lambda row: same_days(number, row))
    is_crossed = pd.Series([is_beyond(number, text, row) for _, row in known.iterrows()], known.index, dtype=bool)
    crossed = known.loc[is_crossed]
    exact = (known["value"] == number["value"]) & ~is_crossed
    near = pd.Series([stands_for(number, value) for value in known["value"]], known.index, dtype=bool) & ~is_crossed
    near &= ~_is_unnamed_item(number, text, known)
    dated = is_told(number["period_end"])
    of_the_time = where(known, lambda row: is_of_the_time(number, row)) if dated else known
    spoken = spoken_of(number, text, known.loc[exact])
    reasons: tuple[tuple[Status, pd.DataFrame], ...] = (
        ("other_period", known.loc[exact] if is_denied_by_draft(number, text, known, published) else known.iloc[:0]),
        ("other_period", known.loc[exact] if is_outdated(number, text, known) else known.iloc[:0]),
        ("other_period", known.loc[exact] if is_of_other_months(number, text, known) else known.iloc[:0]),
        ("other_period", known.loc[exact] if is_of_all_since(number, text, known.loc[exact]) else known.iloc[:0]),
        ("supported", of_the_time.loc[exact[of_the_time.index]]),
        ("rounded", of_the_time.loc[near[of_the_time.index]]),
        ("supported", spoken),
        ("supported", of_the_year(number, text, known, known.loc[exact])),
        ("other_period", known.loc[exact]),
        ("contradicted", crossed[[is_named(text, number, row) for _, row in crossed.iterrows()]]),
        ("contradicted", _contradicting(number, of_the_days)),
        ("contradicted", _contradicting(*in_the_one_period(number, text, plainly))),
        ("other_period", known.loc[near]),
    )
    # What something was before it became another is of a day that is not told: of no other than is printed.
    unsure = ("other_period",) if number["former"] else ()
    found = ((status, rows) for status, rows in reasons if len(rows) and status not in unsure)
    status, printed = next(found, ("unknown", known.iloc[:0]))
    return Verdict(int(number["start"]), int(number["end"]), number["raw"], status, printed)


def _is_unnamed_item(number: pd.Series, text: str, known: pd.DataFrame) -> pd.Series:
    """Of values by several items, those whose item a number's sentence does not name: being near does not mean one."""
    said = text[number["sentence_start"] : number["end"]]
    items = known.groupby(["metric_id", "period_end"], dropna=False)["part"].transform("nunique") > 1
    unnamed = [bool(row["part"]) and not number["breakdown"] and not (_pairs(str(row["part"])) & _pairs(said))
               for _, row in known.iterrows()]  # fmt: skip
    return items & pd.Series(unnamed, known.index, dtype=bool)


def _pairs(text: str) -> set[str]:
    """The pairs of signs of a text that are no digits."""
    return {pair for pair in map("".join, itertools.pairwise(plain(text))) if pair.isalpha()}


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


def _contradicting(number: pd.Series, of_the_days: pd.DataFrame) -> pd.DataFrame:
    """The values of the same metric, part and days that a number cannot stand for, if all of them are such.

    Only where the draft is surely understood: its metric told by its words, its part the whole part, and a stock's
    day named, not only its year.
    """
    nothing = of_the_days.iloc[:0]
    if not is_told(number["metric_id"]) or of_the_days.empty or number["loose"]:
        return nothing
    parts = set(dict(number["breakdown"]).values())
    own = where(of_the_days, lambda row: parts == parts_of(row))
    start, end = days(number)
    if number["measure"] not in ("stock", "cumulative"):
        own = own if start else own.iloc[:0]
    else:
        within = 0 if start is None else (end - start).days
        own = own if within <= _MONTH else own.iloc[:0]
    return own if len(own) and all(denies(number, row) for _, row in own.iterrows()) else nothing


def _beside_others(
    at: int, numbers: pd.DataFrame, verdicts: Sequence[Verdict], text: str, published: pd.DataFrame
) -> Verdict:
    """The verdict on a number, or that it is contradicted by the passage that speaks for others of its sentence.

    Only of what is likely one metric, or first of all the one that they are of, and is printed there otherwise.
    """
    verdict, number = verdicts[at], numbers.iloc[at]
    if verdict.status != "unknown" or not number["likely"] or number["kind"] in NO_RESULTS or not number["unit"]:
        return verdict
    first = number["likely"][0]
    nearest = sorted(range(len(verdicts)), key=lambda other: abs(at - other))
    there = (other for other in nearest if numbers.iloc[other]["sentence_start"] == number["sentence_start"])
    spoken = [verdicts[other].printed for other in there if verdicts[other].status in ("supported", "rounded")]
    is_told_of = any(set(printed["metric_id"]) == {first} for printed in spoken)
    if len(number["likely"]) > 1 and not is_told_of:
        return verdict
    likely = published[published["metric_id"] == first]
    parts = set(dict(number["breakdown"]).values())
    items = likely.groupby(["period_start", "period_end"], dropna=False)["part"].transform("nunique") > 1
    # Of several parts of one time the number is one that it names.
    likely = likely[[parts == parts_of(row) or not (parts or items[at]) for at, row in likely.iterrows()]]
    likely = where(likely, lambda row: count_alike(row["unit"], number["unit"]))
    clause = plain(_CLAUSE.split(text[number["sentence_start"] : number["start"]])[-1])
    name, label = plain(load().metrics[first].name_zh), plain(number["words"])
    is_called = len(number["likely"]) == 1 and (name in clause or (len(label) >= _A_WORD and label in name))
    if is_told_of or is_called:
        # What is told of one day after another is one thing; so is what goes by the name of the measure or part of it.
        sure = number.copy()
        sure["metric_id"], sure["measure"] = first, load().metrics[first].measure
        denied = _contradicting(sure, where(likely, lambda row: same_days(number, row)))
        if len(denied):
            return replace(verdict, status="contradicted", printed=denied)
    places = (spoken or [published.iloc[:0]])[0][_PLACE].drop_duplicates()
    own = likely.merge(places) if len(places) == 1 else likely.iloc[:0]
    if is_told(number["period_end"]):
        own = where(own, lambda row: is_of_the_time(number, row))
    if len(own) != 1 or not denies(number, own.iloc[0]):
        return verdict
    if number["unit"] == "%" and not _is_told_alike(number, text, own.iloc[0]):
        # A share of another kind (滿意度) is not that which is printed beside.
        return verdict
    return replace(verdict, status="contradicted", printed=own)


def said_of(verdict: Verdict) -> str:
    """What is said of a number, in the reader's language."""
    return words(f"draft.reckoned.{verdict.reckoned}" if verdict.reckoned else f"draft.status.{verdict.status}")


def status_counts(verdicts: Sequence[Verdict]) -> dict[Status, int]:
    """How many verdicts of each status there are."""
    return {status: sum(verdict.status == status for verdict in verdicts) for status in STATUSES}
