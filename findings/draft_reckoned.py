"""What follows from printed values that a draft tells or names: how much one is more, a share, a sum, an average."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import pandas as pd

from catalog.load import load
from catalog.questions import load_questions
from findings.asking.matcher import matcher
from findings.asking.meant import ALIKE, MEANT
from findings.asking.question import in_own_words, plain, understood
from findings.asking.spans import Span, times
from findings.draft_alike import count_alike, is_named, may_count, sign_pairs, thing
from findings.draft_english import change_told, is_each_told
from findings.draft_parts import clause_before, joined
from findings.values import is_told

Reckoning = Literal["average", "change", "difference", "share", "sum"]
# What it is, its value, and the two printed values it is of.
Followed = tuple[Reckoning, float, pd.DataFrame]

_BREAK = re.compile("[，。；！？\n]")
# A measure is known by so many pairs of signs of its name.
_PAIRS = 2
_TWO = 2
# So long is the name of a part that its end tells it for short.
_NAME = 4
# So many numbers before a share may be what it is of.
_LAST = 3
_PLACE = ("report_id", "passage_no", "period_end")
# What falls on times is no share of things that are counted.
_OF_TIME = re.compile("[年月日天週周季期時次個]")
# So many signs before its sentence, something told is what an average is of.
_NEAR = 40
# Days of a month, in whole ones.
_MONTH = 30


def reckoned(
    number: pd.Series, sure: Sequence[tuple[pd.Series, pd.DataFrame]], text: str, published: pd.DataFrame,
    own: Span | None,
) -> Iterator[Followed]:  # fmt: skip
    """What two values give that a number of a draft may say; nothing where it is not plain which two are meant.

    Args:
        number: the number, as :func:`ingest.draft.DraftReader.read` gives it.
        sure: the numbers that are printed, in order, with the values printed.
        text: the draft.
        published: all observations.
        own: the period of the report that the draft is of; None where that is not sure.
    """
    before, clause = text[number["sentence_start"] : number["start"]], clause_before(number, text)
    said = [(one, row) for one, printed in sure if one["sentence_start"] == number["sentence_start"]
            and one["start"] < number["start"] and (row := _one(one, printed, text)) is not None]  # fmt: skip
    words = load_questions().drafts
    if number["unit"] == "%":
        yield from _shares(clause, said, published)
        said_of = _BREAK.split(text[number["end"] : number["sentence_end"]])[0]
        yield from _shares_of_last(
            clause + (said_of if re.match(words.is_of, said_of) else ""), sure, number, published
        )
        yield from _shares_of_named(clause, sure, number, published)
        yield from _shares_of_before(number, clause, sure, said, text, published)
        yield from _shares_of_kind(clause, before, published)
        yield from _sums(number, clause, published)
        yield from _sums_of_told(number, clause, said)
        yield from _shares_of_told(number, sure, text)
        return
    earlier = _told_in_sentence_before(number, sure, text)
    yield from _sums_of_told(number, clause, said or earlier)
    yield from _rests(number, clause, said)
    if re.search(words.together, clause):
        yield from _sums_of_several(number, clause, before, [row for _, row in said], published)
    yield from _averages(number, clause, sure, published)
    more, less, apart = (bool(re.search(one, clause)) for one in (words.more, words.less, words.apart))
    if not number["unit"]:
        more, less, apart = change_told(text, int(number["start"]), int(number["end"]))
        yield from _averages_in_english(number, said, text)
    # What is about so much differs by about so much; of what is only a bound nothing is told.
    bounds = load().lexicon.bounds
    told = [
        (one, row) for one, row in said if count_alike(row["unit"], number["unit"]) and row["qualifier"] not in bounds
    ]
    pairs = _of_two_periods(number, clause, before, published, own)
    # The period that it is compared with may be a clause of its own: 跟104年比，少了.
    beside = _BREAK.split(before)[-_TWO:]
    comparing = "，".join(beside) if re.search(f"(?:{words.compared})$", beside[0]) else clause
    compared = _of_a_period(comparing, told or earlier, published)
    two = [*([pairs] if pairs else []), *compared]
    two = two or [*_of_two_numbers(told or earlier, text), *_of_an_earlier(number, told, sure, text)]
    for first, other in two:
        step = float(first["value"] - other["value"])
        if apart or (more and step > 0) or (less and step < 0):
            yield "difference", abs(step), pd.DataFrame([first, other])


def _one(number: pd.Series, printed: pd.DataFrame, text: str) -> pd.Series | None:
    """The value that a number tells; of several parts, that which its clause names right before it; None else."""
    rows = printed.drop_duplicates(["metric_id", "part", "value", "period_start", "period_end"])
    if len(rows) > 1 and len(rows.drop_duplicates(["metric_id", "part", "value"])) == 1:
        # The same is printed of several days: it is told of the last.
        rows = rows.sort_values("period_end").tail(1)
    if len(rows) > 1:
        clause = clause_before(number, text)
        rows = rows[[is_told(part) and part != "" and part in clause for part in rows["part"]]]
    return rows.iloc[0] if len(rows) == 1 else None


def _of_two_numbers(told: Sequence[tuple[pd.Series, pd.Series]], text: str) -> Iterator[tuple[pd.Series, pd.Series]]:
    """The two last values told of one thing at two times: the one that is said to be more or less, and the other.

    A part of the one (其中…) may be told between.
    """
    (other, own) = told[-1] if told else (None, None)
    alike = [(one, row) for one, row in told[:-1] if own is not None and thing(row) == thing(own)]
    if other is None or own is None or not alike:
        return
    one, row = alike[-1]
    newest = max(alike, key=lambda pair: pair[1]["period_end"])[1]
    if own["period_end"] < newest["period_end"] and newest["period_end"] != row["period_end"]:
        # From what was first, told last, up to the newest.
        yield newest, own
    if row["period_end"] != own["period_end"]:
        beside = re.search(load_questions().drafts.beside, text[one["end"] : other["start"]])
        yield (row, own) if beside else (own, row)
        if not beside and own["period_end"] < row["period_end"]:
            # What is told last may be what was before.
            yield row, own


def _of_an_earlier(
    number: pd.Series,
    told: Sequence[tuple[pd.Series, pd.Series]],
    sure: Sequence[tuple[pd.Series, pd.DataFrame]],
    text: str,
) -> Iterator[tuple[pd.Series, pd.Series]]:
    """The value told last in a number's sentence and that of the same thing told last before it."""
    if not told or any(thing(row) == thing(told[-1][1]) for _, row in told[:-1]):
        return
    row = told[-1][1]
    earlier = [own for one, printed in sure if one["start"] < number["sentence_start"]
               and (own := _one(one, printed, text)) is not None and thing(own) == thing(row)
               and not is_told(own["qualifier"])]  # fmt: skip
    if earlier and earlier[-1]["period_end"] != row["period_end"]:
        yield row, earlier[-1]
        if row["period_end"] < earlier[-1]["period_end"]:
            # What is told last may be what was before.
            yield earlier[-1], row


def _told_in_sentence_before(
    number: pd.Series, sure: Sequence[tuple[pd.Series, pd.DataFrame]], text: str
) -> list[tuple[pd.Series, pd.Series]]:
    """The values in a number's unit, but for bounds, told in the last sentence before its own that tells any."""
    before = [one["sentence_start"] for one, _ in sure if one["sentence_start"] < number["sentence_start"]]
    told = [(one, row) for one, printed in sure if before and one["sentence_start"] == before[-1]
            and (row := _one(one, printed, text)) is not None and count_alike(row["unit"], number["unit"])]  # fmt: skip
    return [(one, row) for one, row in told if row["qualifier"] not in load().lexicon.bounds]


def _of_a_period(
    clause: str, told: Sequence[tuple[pd.Series, pd.Series]], published: pd.DataFrame
) -> Iterator[tuple[pd.Series, pd.Series]]:
    """Each value told before, the last first, and that of the same thing in the period its clause compares it with."""
    found = re.search(load_questions().drafts.compared, clause)
    spans = times(plain(found[0]), date.today()).spans if found else ()
    for _, row in reversed(told) if len(spans) == 1 else ():
        if _is_within(row, spans[0]):
            continue
        same = published[[thing(one) == thing(row) for _, one in published.iterrows()]]
        other = _of_span(same, spans[0])
        if other is not None:
            yield row, other


def _of_two_periods(
    number: pd.Series, clause: str, before: str, published: pd.DataFrame, own: Span | None
) -> tuple[pd.Series, pd.Series] | None:
    """The values in two periods, which a clause sets beside each other, of the measure that is named before."""
    found = re.search(load_questions().drafts.compared, clause)
    if found is None:
        return None
    first, second = (times(plain(one), date.today()).spans for one in (clause[: found.start()], found[0]))
    if not first and own and not times(plain(before), date.today()).spans[:-1]:
        # What is set beside another period, and told of none, is of the draft's own.
        first = (own,)
    if len(first) != 1 or len(second) != 1:
        return None
    in_unit = published[published["unit"] == number["unit"]]
    said, known = sign_pairs(before), []
    for (_, name), rows in in_unit.groupby(["metric_id", "name_zh"]):
        if (pairs := len(said & sign_pairs(str(name)))) >= _PAIRS:
            known.append((pairs / len(sign_pairs(str(name))), rows))
    if not known and len(number["likely"]) == 1:
        # What its words name otherwise than reports.
        known = [(1.0, in_unit[in_unit["metric_id"] == number["likely"][0]])]
    nearest = sorted(known, key=lambda one: -one[0])
    if not nearest or (len(nearest) > 1 and nearest[0][0] == nearest[1][0]):
        return None
    of_parts = ([_of_span(rows, span) for span in (first[0], second[0])] for _, rows in nearest[0][1].groupby("part"))
    both = [(one, other) for one, other in of_parts if one is not None and other is not None]
    return both[0] if len(both) == 1 else None


def _of_span(rows: pd.DataFrame, span: Span) -> pd.Series | None:
    """The only exact value of a period: of its months, or of the only ones within the year that is named."""
    exact = rows[[not is_told(qualifier) for qualifier in rows["qualifier"]]]
    fit = exact[[_is_within(row, span) for _, row in exact.iterrows()]]
    return fit.iloc[-1] if len(fit) and fit["value"].nunique() == 1 and fit["period_end"].nunique() == 1 else None


def _is_within(row: pd.Series, span: Span) -> bool:
    end = row["period_end"].date()
    if row["measure"] in ("stock", "cumulative") or not is_told(row["period_start"]):
        return bool(span.start <= end <= span.end)
    start = row["period_start"].date()
    months = (start.year, start.month, end.year, end.month)
    whole = (span.start.month, span.end.month) == (1, 12)
    same = months == (span.start.year, span.start.month, span.end.year, span.end.month)
    return bool(same or (whole and span.start <= start and end <= span.end))


@dataclass(frozen=True)
class ShareTold:
    """Of what a clause tells a share, and in what; empty where that stands before it, or is all there is."""

    part: str
    whole: str


def share_told(clause: str) -> ShareTold | None:
    """What a clause tells the share of right before its number; None where it tells none."""
    words = load_questions().drafts
    found = re.search(words.share, clause)
    return found and ShareTold(found["part"], re.sub(words.all_of, "", found["whole"]))


def _shares(clause: str, said: Sequence[tuple[pd.Series, pd.Series]], published: pd.DataFrame) -> Iterator[Followed]:
    """The share of a part in a whole, of one period and in one unit; each is named, or told right before."""
    found = share_told(clause)
    if found is None or not said:
        return
    rows = [row for _, row in said]
    wholes = [row for row in rows if is_named(row, found.whole)] if sign_pairs(found.whole) else rows
    named = {row["observation_id"] for row in wholes} if sign_pairs(found.whole) else set()
    others = [row for row in rows if row["observation_id"] not in named]
    parts = [row for row in others if is_named(row, found.part)] if sign_pairs(found.part) else others[-1:]
    if sign_pairs(found.part) and not parts:
        own = published[[part != "" and part in found.part for part in published["part"]]]
        parts = [row for _, row in own.iterrows()]
    pairs = [(part, whole) for part in parts for whole in wholes
             if part["value"] < whole["value"] and part["unit"] == whole["unit"] != "%"
             and all(part[day] == whole[day] for day in ("period_start", "period_end"))]  # fmt: skip
    if len({(part["value"], whole["value"]) for part, whole in pairs}) == 1:
        part, whole = pairs[0]
        yield "share", 100 * float(part["value"]) / float(whole["value"]), pd.DataFrame([part, whole])


def _shares_of_named(
    clause: str, sure: Sequence[tuple[pd.Series, pd.DataFrame]], number: pd.Series, published: pd.DataFrame
) -> Iterator[Followed]:
    """The share that a clause says one measure has of another; of what a part is summed up in, where that is told."""
    found = share_told(clause)
    if found is None:
        return
    here = [printed for one, printed in sure if one["sentence_start"] == number["sentence_start"]]
    told = [printed for one, printed in sure if one["start"] < number["start"]]
    said = named(found.part, published)
    part_rows = said if len(said) or sign_pairs(found.part) else pd.concat(here[-1:] or [published.iloc[:0]])
    wholes = named(found.whole, published)
    for _, part in part_rows.drop_duplicates(["metric_id", "part", "value", "period_end"]).iterrows():
        sums = [check.stated for check in load().checks if check.kind == "sum" and part["metric_id"] in check.operands]
        sums += [form.total for form in load().budgets if form.item == part["metric_id"]]
        rows = wholes if len(wholes) else pd.concat(told or [published.iloc[:0]])
        if sign_pairs(found.whole) and wholes.empty:
            # What the part is summed up in may be named for short (全部宿舍).
            rows = published[[bool(sign_pairs(found.whole) & sign_pairs(str(name))) for name in published["name_zh"]]]
        rows = rows if len(wholes) else rows[rows["metric_id"].isin(sums)]
        for _, whole in rows.iterrows():
            alike = part["unit"] == whole["unit"] != "%" and part["value"] < whole["value"]
            if alike and part["period_end"] == whole["period_end"] and _begins(part) == _begins(whole):
                yield "share", 100 * float(part["value"]) / float(whole["value"]), pd.DataFrame([part, whole])


def _shares_of_kind(clause: str, before: str, published: pd.DataFrame) -> Iterator[Followed]:
    """The share (列入移轉的比率) that a named measure has of another its sentence names, printed in one passage."""
    found = re.search(load_questions().drafts.rate_of, clause)
    for _, part in named(found["part"], published).iterrows() if found else ():
        beside = published[(published["unit"] == part["unit"]) & (published["value"] > part["value"])]
        for _, whole in _of_one_place(beside, part).iterrows():
            own = sign_pairs(str(whole["name_zh"])) - sign_pairs(str(part["name_zh"]))
            if part["unit"] != "%" and own & sign_pairs(before):
                yield "share", 100 * float(part["value"]) / float(whole["value"]), pd.DataFrame([part, whole])


def _begins(row: pd.Series) -> date | None:
    return row["period_start"].date() if is_told(row["period_start"]) else None


def named(words: str, published: pd.DataFrame) -> pd.DataFrame:
    """The exact values of the metric that some words name, or of the only part that bears their name."""
    said = in_own_words(plain(words))
    exact = published[published["qualifier"].isna()]
    own = exact[exact["part"].map(lambda part: is_told(part) and part != "" and part in said).astype(bool)]
    units = frozenset(published["unit"]) if published["unit"].nunique() == 1 else frozenset[str]()
    asked = replace(understood(words, date.today()), units=units)
    among = set(exact["metric_id"])
    ranked = [one for one in matcher().ranked(asked, {}) if one.metric_id in among] if sign_pairs(words) else []
    if own["metric_id"].nunique() == 1 and own["part"].nunique() == 1:
        return own
    if not ranked or ranked[0].score < MEANT or (len(ranked) > 1 and ranked[1].score > ALIKE * ranked[0].score):
        return published.iloc[:0]
    return exact[(exact["metric_id"] == ranked[0].metric_id) & (exact["part"] == "")]


def _shares_of_before(
    number: pd.Series, clause: str, sure: Sequence[tuple[pd.Series, pd.DataFrame]],
    said: Sequence[tuple[pd.Series, pd.Series]], text: str, published: pd.DataFrame,
) -> Iterator[Followed]:  # fmt: skip
    """What is left, or by how much of it a number has changed, of what is told right before at two times."""
    words = load_questions().drafts
    remains, changed = (re.search(one, clause) for one in (words.remains, words.changed))
    # Who tells a share roughly tells it of what is printed roughly, too.
    told = [(one, row) for one, row in said if is_told(number["qualifier"]) or not is_told(row["qualifier"])]
    # What is told right before as the difference of two tells which two.
    apart = [(rows.iloc[0], rows.iloc[1]) for one, rows in sure if one["sentence_start"] == number["sentence_start"]
             and one["start"] < number["start"] and len(rows) == _TWO and thing(rows.iloc[0]) == thing(rows.iloc[1])
             and one["value"] == abs(rows.iloc[0]["value"] - rows.iloc[1]["value"])][-1:]  # fmt: skip
    for first, other in apart or [*_of_a_period(clause, told, published)][:1] or _of_two_numbers(told, text):
        if other["value"] and first["unit"] != "%":
            share = 100 * float(first["value"]) / float(other["value"])
            if remains and first["period_end"] > other["period_end"]:
                yield "share", share, pd.DataFrame([first, other])
            if changed and first["period_end"] > other["period_end"]:
                yield "change", abs(share - 100), pd.DataFrame([first, other])


def _shares_of_told(number: pd.Series, sure: Sequence[tuple[pd.Series, pd.DataFrame]], text: str) -> Iterator[Followed]:
    """The share, no round one, that one of the last values told has in another that its passage prints with it."""
    before = [(one, printed) for one, printed in sure if one["start"] < number["start"]][-_LAST:]
    last = [row for one, printed in before if "\n" not in text[one["end"] : number["start"]]
            for _, row in printed.iterrows() if row["unit"] != "%" and not is_told(row["qualifier"])]  # fmt: skip
    pairs = {(part["value"], whole["value"]): (part, whole) for part in last for whole in last
             if part["value"] < whole["value"] and count_alike(part["unit"], whole["unit"])
             and all(part[name] == whole[name] for name in _PLACE)
             and abs(100 * part["value"] / whole["value"] - number["value"]) <= number["half_step"]}  # fmt: skip
    around = clause_before(number, text) + _BREAK.split(text[number["end"] : number["sentence_end"]])[0]
    is_share = number["value"] % 1 or re.search(load_questions().drafts.as_share, around)
    told = share_told(clause_before(number, text))
    if told and sign_pairs(told.whole):
        return
    for part, whole in pairs.values() if len(pairs) == 1 and not is_told(number["metric_id"]) else ():
        if is_share and number["value"] % 10:
            yield "share", 100 * float(part["value"]) / float(whole["value"]), pd.DataFrame([part, whole])


def _sums(number: pd.Series, clause: str, published: pd.DataFrame) -> Iterator[Followed]:
    """The sum of the shares of one whole that a clause names together."""
    if len(number["likely"]) != 1 or not re.search(load_questions().drafts.together, clause):
        return
    own = published[published["metric_id"] == number["likely"][0]]
    own = own[[part != "" and part in clause for part in own["part"]]]
    if is_told(number["period_end"]):
        own = own[own["period_end"] == pd.Timestamp(number["period_end"])]
    alone = own["part"].is_unique and own["period_end"].nunique() == 1 and own["qualifier"].isna().all()
    if len(own) >= _TWO and alone:
        yield "sum", float(own["value"].sum()), own


def _shares_of_last(
    clause: str, sure: Sequence[tuple[pd.Series, pd.DataFrame]], number: pd.Series, published: pd.DataFrame
) -> Iterator[Followed]:
    """The share that a part has of the number told right before it, as the same passage prints both."""
    before = [printed for one, printed in sure if one["sentence_start"] == number["sentence_start"]
              and one["start"] < number["start"]]  # fmt: skip
    for _, whole in before[-1].iterrows() if before else ():
        alike = published["unit"].map(lambda unit, of=whole["unit"]: count_alike(unit, of)).astype(bool)
        beside = published[alike & (published["value"] < whole["value"])]
        for _, part in _of_one_place(beside, whole).iterrows():
            own = sign_pairs(f"{part['name_zh']}{part['part']}") - sign_pairs(f"{whole['name_zh']}{whole['part']}")
            if whole["unit"] != "%" and own & sign_pairs(clause):
                yield "share", 100 * float(part["value"]) / float(whole["value"]), pd.DataFrame([part, whole])


def _of_one_place(rows: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    """The exact values that the passage of another prints of its very period."""
    same = [all(one[name] == row[name] for name in ("report_id", "passage_no", "period_start", "period_end"))
            and not is_told(one["qualifier"]) for _, one in rows.iterrows()]  # fmt: skip
    return rows[same]


def _sums_of_several(
    number: pd.Series, clause: str, before: str, told: Sequence[pd.Series], published: pd.DataFrame
) -> Iterator[Followed]:
    """The sum of the parts of one measure told before, or of what one passage prints of a part that is named."""
    alike = [row for row in told if row["part"] and row["metric_id"] == told[-1]["metric_id"]]
    if len({row["part"] for row in alike}) == len(alike) >= _TWO:
        yield "sum", float(sum(row["value"] for row in alike)), pd.DataFrame(alike)
    own = published[published["unit"].map(lambda unit: count_alike(unit, number["unit"])).astype(bool)]
    for row in told[-1:]:
        # What is told last, with another part of it that the clause names.
        same = _of_time(own, row)
        other = same[[part not in ("", row["part"]) and part in clause for part in same["part"]]]
        of_it = not number["likely"] or number["likely"][0] == row["metric_id"]
        if row["part"] and of_it and len(other) == 1:
            both = pd.DataFrame([row, other.iloc[0]])
            yield "sum", float(both["value"].sum()), both
    # Of a long name the end is said, or what no other part of the measure has.
    metric_id = number["metric_id"] if is_told(number["metric_id"]) else next(iter(number["likely"]), None)
    names = {part for part in own.loc[own["metric_id"] == metric_id, "part"] if len(part) >= _NAME}
    every = Counter(pair for name in names for pair in sign_pairs(name))
    called = {name for name in names if any(every[pair] == 1 for pair in sign_pairs(name) & sign_pairs(before))}
    called |= {part for part in own["part"] if len(part) >= _NAME and part[-_TWO:] in clause}
    short = own[own["part"].isin(called)]
    names_joined = joined(set(own.loc[own["metric_id"] == metric_id, "part"]), before)
    year = number["period_end"].year if is_told(number["period_end"]) else None
    of_both = own["part"].isin(names_joined) & ((own["period_end"].dt.year == year) | (year is None))
    own = own[own["part"].map(lambda part: part != "" and part in clause).astype(bool) | of_both]
    yield from _sums_of_operands(number, own, published)
    if is_told(number["metric_id"]) or names_joined:
        # The parts of the measure that the clause names, of one period.
        exact = pd.concat([own, short]).drop_duplicates("observation_id")
        exact = exact[(exact["metric_id"] == metric_id) & exact["qualifier"].isna()]
        for _, rows in exact.drop_duplicates(["part", "value", "period_end"]).groupby(["period_start", "period_end"]):
            if rows["part"].is_unique and len(rows) >= _TWO:
                yield "sum", float(rows["value"].sum()), rows
    for _, rows in own.groupby(["report_id", "passage_no", "part"]):
        if rows["metric_id"].is_unique and len(rows) >= _TWO and rows["period_end"].nunique() == 1:
            yield "sum", float(rows["value"].sum()), rows


def _of_time(rows: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    """The exact values of a measure of the very period of one of them."""
    same = rows["metric_id"] == row["metric_id"]
    for day in ("period_start", "period_end"):
        same = same & ((rows[day] == row[day]) | (rows[day].isna() & pd.isna(row[day])))
    found: pd.DataFrame = rows[same & rows["qualifier"].isna()]
    return found


def _sums_of_operands(number: pd.Series, said: pd.DataFrame, published: pd.DataFrame) -> Iterator[Followed]:
    """What is summed up in the measure that a number is of, where one passage prints all of it and no sum."""
    metric_ids = (number["metric_id"], *number["likely"][:1])
    for check in load().checks if said.empty else ():
        if check.kind != "sum" or check.stated not in metric_ids or len(check.operands) < _TWO:
            continue
        own = published[published["metric_id"].isin(check.operands) & published["qualifier"].isna()]
        own = own[own["part"] == ""]
        for _, rows in own.groupby(["report_id", "passage_no", "period_end"]):
            if set(rows["metric_id"]) == set(check.operands) and rows["metric_id"].is_unique:
                yield "sum", float(rows["value"].sum()), rows


def _sums_of_told(number: pd.Series, clause: str, said: Sequence[tuple[pd.Series, pd.Series]]) -> Iterator[Followed]:
    """The sum of the last exact values of one time that its sentence tells, where its clause puts them together."""
    rows = _alike_told(number, said)
    named_so = [row for row in rows if sign_pairs(str(row["name_zh"])) & sign_pairs(clause)]
    together = [own[-count:] for own in (rows, named_so) for count in range(_TWO, len(own) + 1)]
    for own in together if re.search(load_questions().drafts.together, clause) else ():
        last = pd.DataFrame(own)
        apart = not last[["metric_id", "part"]].duplicated().any() and last["period_end"].nunique() == 1
        if apart and (number["unit"] != "%" or last["metric_id"].nunique() == 1):
            yield "sum", float(last["value"].sum()), last


def _rests(number: pd.Series, clause: str, said: Sequence[tuple[pd.Series, pd.Series]]) -> Iterator[Followed]:
    """What is left of the value told before the last when that is taken away; and the last one's share in a hundred."""
    words, rows = load_questions().drafts, _alike_told(number, said)[-_TWO:]
    if len(rows) < _TWO or rows[0]["period_end"] != rows[1]["period_end"] or rows[0]["value"] <= rows[1]["value"] > 0:
        return
    if re.search(words.rest, clause):
        yield "difference", float(rows[0]["value"] - rows[1]["value"]), pd.DataFrame(rows)
    if re.search(words.per, clause):
        yield "share", 100 * float(rows[1]["value"]) / float(rows[0]["value"]), pd.DataFrame(rows)


def _alike_told(number: pd.Series, said: Sequence[tuple[pd.Series, pd.Series]]) -> list[pd.Series]:
    """The exact values in a number's unit that its sentence tells before it, in order."""
    return [row for _, row in said if count_alike(row["unit"], number["unit"]) and not is_told(row["qualifier"])]


def _averages(
    number: pd.Series, clause: str, sure: Sequence[tuple[pd.Series, pd.DataFrame]], published: pd.DataFrame
) -> Iterator[Followed]:
    """How much falls on each (平均一件) of what is told right before, of the only value printed with it in the unit."""
    words = load_questions().drafts
    found = re.search(words.each, clause)
    near = [printed for one, printed in sure if one["start"] < number["start"]
            and number["sentence_start"] - one["start"] < _NEAR and found
            and (one["unit"] == found["each"] or count_alike(one["unit"], found["each"]))]  # fmt: skip
    if found and found["each"] in words.spans:
        yield from _averages_in_time(number, words.spans[found["each"]], sure)
    if found and not near and not _OF_TIME.search(found["each"]):
        # 一筆 is one of what is told in this very sentence, whatever that is counted in.
        near = [printed for one, printed in sure if one["sentence_start"] == number["sentence_start"]
                and one["start"] < number["start"] and one["unit"] != "%"
                and not may_count(one["unit"], number["unit"])]  # fmt: skip
    if found and not near and not _OF_TIME.search(found["each"]):
        yield from _averages_of_told(number, found["each"], sure, published)
    for _, row in near[-1].iterrows() if near else ():
        alike = published["unit"].map(lambda unit, own=row["unit"]: unit != own and may_count(unit, number["unit"]))
        whole = _of_one_place(published[alike.astype(bool)], row)
        if len(whole) != 1:
            # Of several that its passage prints, or what is printed roughly, it is of the one that the sentence tells.
            said = [own for one, printed in sure if one["sentence_start"] == number["sentence_start"]
                    and one["start"] < number["start"] and count_alike(one["unit"], number["unit"])
                    for _, own in printed.iterrows() if own["qualifier"] not in load().lexicon.bounds
                    and all(own[name] == row[name] for name in _PLACE)]  # fmt: skip
            whole = pd.DataFrame(said)
        if len(whole) == 1 and row["value"] and not is_told(row["qualifier"]):
            yield _average(number, whole.iloc[0], row)


def _average(number: pd.Series, whole: pd.Series, each: pd.Series) -> Followed:
    """How much of a value falls on each of another, to the digit that is written."""
    average = float(whole["value"]) / float(each["value"])
    return "average", round(average, 0 if number["half_step"] >= 0.5 else 1), pd.DataFrame([whole, each])


def _averages_in_time(
    number: pd.Series, days: float, sure: Sequence[tuple[pd.Series, pd.DataFrame]]
) -> Iterator[Followed]:
    """How much of what its sentence tells last in its unit falls on so many days of its period.

    It may be told right behind (6.2件（37件換算）). Months are whole ones, or as charts draw averages.
    """
    told = [printed for one, printed in sure if one["sentence_start"] == number["sentence_start"]
            and one["start"] <= number["end"] + len(number["unit"]) + 1 and one["start"] != number["start"]
            and count_alike(one["unit"], number["unit"])]  # fmt: skip
    for _, row in told[-1].iterrows() if told else ():
        if row["measure"] == "flow" and is_told(row["period_start"]) and not is_told(row["qualifier"]):
            lasted = (row["period_end"] - row["period_start"]).days + 1
            if lasted > days:
                average = float(row["value"]) / max(1, round(lasted / days))
                drawn = [float(row["per_month"])] if days >= _MONTH and is_told(row["per_month"]) else []
                for each in (average, *drawn):
                    yield "average", round(each, 0 if number["half_step"] >= 0.5 else 1), pd.DataFrame([row])


def _averages_in_english(
    number: pd.Series, said: Sequence[tuple[pd.Series, pd.Series]], text: str
) -> Iterator[Followed]:
    """How many of the one fall on each (18 notices per issue) of the two values that its sentence tells before it."""
    rows = sorted((row for _, row in said[-_TWO:]), key=lambda row: -float(row["value"]))
    if not is_each_told(text, int(number["end"])) or len(rows) < _TWO or rows[0]["period_end"] != rows[1]["period_end"]:
        return
    if rows[1]["value"] and not any(is_told(row["qualifier"]) or row["unit"] == "%" for row in rows):
        yield _average(number, *rows)


def _averages_of_told(
    number: pd.Series, each: str, sure: Sequence[tuple[pd.Series, pd.DataFrame]], published: pd.DataFrame
) -> Iterator[Followed]:
    """How much of what its sentence tells last in its unit falls on each of the only value printed with it in that."""
    told = [printed for one, printed in sure if one["sentence_start"] == number["sentence_start"]
            and one["start"] < number["start"] and may_count(one["unit"], number["unit"])]  # fmt: skip
    for _, whole in told[-1].iterrows() if told else ():
        counted = published[[count_alike(unit, each) for unit in published["unit"]]]
        rows = _of_one_place(counted, whole)
        if len(rows) == 1 and rows["value"].iloc[0] and not is_told(whole["qualifier"]):
            yield _average(number, whole, rows.iloc[0])
