"""Numbers of another report's time that it prints with a slip of the hand: 110年全年計1,821則 where it had 1,812則."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Row = dict[str, Any]
Tables = Mapping[str, Sequence[Row]]

# Numbers of as many digits are hardly ever one of two things where two digits are exchanged, or one is another.
_FEWEST_EXCHANGED, _FEWEST_DIGITS = 3, 4
_NAME = 2
# Of so few numbers of a unit and time one that bears no name may be any.
_FEW = 3
_YEAR_BEFORE = re.compile(r"(?:[去上]年度?|前一?年度?)全年")
# What was aimed at is another number than what came.
_AIMED = re.compile("目標|預期|預定|原[訂定]")
# As much of the words before a number names it.
_LEAD = 16
_OTHER_SIGNS = re.compile(r"[^一-鿿A-Za-z]")
# Words of times, totals and changes, which name nothing.
_IDLE = re.compile(
    r"[去上本前]年|同期|年度|全年|年底|[上下]半年|半年|上期|本期|合計|總計|共計|累計|小計|受理|辦理|件數|人數|案數|次數|場次|數量"
    r"|增加|減少|增減|單位|較|比|與|及|計|為|達|共|年|月|日|至|底|有"
)


@dataclass(frozen=True)
class Told:
    """One number of a report, with its days, the digits printed and the words that name it."""

    row: Row
    days: tuple[date, date]
    digits: str
    named: str
    stated: bool


def told_elsewhere(report: Tables) -> list[Told]:
    """The numbers of a report with their days: its own where no words state any."""
    own = report["report"][0]
    texts = {passage["passage_no"]: passage["text"] for passage in report["passage"]}
    found = []
    for row in report["quantity"]:
        digits = re.sub(r"\D", "", row["raw"])
        if row["form"] != "number" or row["unit"] is None or row["qualifier"] or len(digits) < _FEWEST_EXCHANGED:
            continue
        before = texts[row["passage_no"]][: row["char_start"]] if not row["heads"] else ""
        lead = re.split("[，。；：]", before)[-1][-_LEAD:]
        days, stated = (row["period_start"], row["period_end"]), row["period_start"] is not None
        if _YEAR_BEFORE.search(lead):
            year = own["period_end"].year - 1
            days, stated = (date(year, 1, 1), date(year, 12, 31)), True
        elif not stated:
            days = (own["period_start"], own["period_end"])
        if _AIMED.search("".join(row["heads"] or ()) + lead):
            continue
        named = _OTHER_SIGNS.sub("", _IDLE.sub(" ", "".join(row["heads"] or ()) + lead))
        found.append(Told(row, days, digits, named, stated))
    return found


def slips(own: Sequence[Told], other: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Each number of one report with the only one of another's that it is but for a slip.

    They are of the same days, which one states and the other is of, of one unit and name; none there has its value.
    """
    for one in own:
        if not one.stated:
            continue
        same = [its for its in other if its.days == one.days and its.row["unit"] == one.row["unit"]]
        if any(its.row["value"] == one.row["value"] for its in same):
            continue
        near = [its for its in same if _is_slip(one.digits, its.digits) and _is_named_alike(one.named, its.named)]
        if not near and len({its.row["value"] for its in same}) <= _FEW:
            near = [its for its in same if _is_slip(one.digits, its.digits) and not (one.named and its.named)]
        if len({its.row["value"] for its in near}) == 1:
            yield one, near[0]


def _is_slip(one: str, other: str) -> bool:
    apart = [place for place, (own, its) in enumerate(zip(one, other, strict=False)) if own != its]
    if len(one) != len(other) or not apart:
        return False
    beside = len(apart) == _NAME and apart[1] == apart[0] + 1 and sorted(one) == sorted(other)
    return beside or (len(apart) == 1 and len(one) >= _FEWEST_DIGITS)


def _is_named_alike(one: str, other: str) -> bool:
    pieces = {one[at : at + _NAME] for at in range(len(one) - _NAME + 1)}
    return any(piece in other for piece in pieces)
