"""Lists that say how many they name: 工務局、水利局及環保局等3個機關."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from catalog.models import Check
from ingest.checking.result import CheckResult, Status
from ingest.numbers.printed import Quantity

_AND_OTHERS = re.compile(r"等(?:共|計|合計|共計)?$")
_OTHERS = "等"
_PARTED = re.compile(r"、|」「")
_JOINED = re.compile(r"[及與和暨]")
_CLAUSE = re.compile(r"[。；：，]")
_BRACKETS = re.compile(r"[()〔〕《》]")
_QUOTED = re.compile(r"「[^「」]+」")


@dataclass(frozen=True)
class _List:
    """The names right before a count: how many at least and at most, and whether where it begins and ends is sure."""

    fewest: int
    most: int
    delimited: bool


def list_lengths(check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
    """等6個機關 behind names: holds for as many; fails for more where they are one list beyond doubt.

    Fewer may be a choice of them; more in words that may hold two lists, or names in brackets, tell nothing.
    """
    for quantity in quantities:
        names = _names(quantity)
        if names is None:
            continue
        stated = quantity.value
        status: Status = "cannot_tell"
        if names.fewest <= stated <= names.most:
            status = "holds"
        elif stated < names.fewest and names.delimited and not quantity.qualifier:
            status = "fails"
        computed = min(max(Decimal(names.fewest), stated), Decimal(names.most))
        start, _ = quantity.span
        instance = f"{quantity.segment.passage.no}:{start}"
        yield CheckResult(check, instance, "names listed", status, computed, stated, Decimal(0), (), (quantity,))


def _names(quantity: Quantity) -> _List | None:
    """The names listed right before a number behind 等; None where it closes no list of two names.

    Between 、 stands at least one name each; 及, 與 and the like join two names (those that end
    alike: 水利局及環保局) or stand inside one (研究發展及考核委員會).
    """
    if quantity.form != "number" or quantity.segment.cell is not None:
        return None
    printed = quantity.segment.compact.text[quantity.segment.behind_marker : quantity.start]
    before = _AND_OTHERS.sub("", printed)
    if before == printed:
        return None
    clause = _CLAUSE.split(before)[-1]
    names = _PARTED.split(clause)
    if len(names) < 2:
        return None
    fewest = sum(1 + _pairs(name) for name in names)
    return _List(fewest, sum(len(_JOINED.split(name)) for name in names), _is_one_list(clause, names))


def _pairs(name: str) -> int:
    """How often a word that joins stands between two names that end alike."""
    pieces = [piece for piece in _JOINED.split(name) if piece]
    return sum(before[-1] == after[-1] for before, after in pairwise(pieces))


def _is_one_list(clause: str, names: Sequence[str]) -> bool:
    """Whether names are parted the same way throughout and are of one make, so that no second list begins among them.

    Of one make are names in quotation marks each, names that end alike, and names of one length; the
    first may have the words before the list in front of it.
    """
    if _BRACKETS.search(clause) or _OTHERS in clause:
        return False
    if "「" in clause:
        between = _QUOTED.sub("", clause[clause.index("「") :])
        return not re.sub(r"[、及與和暨]", "", between)
    if any(_JOINED.search(name) for name in names[:-1]):
        return False
    plain = [*names[:-1], *(piece for piece in _JOINED.split(names[-1]) if piece)]
    return len({name[-1:] for name in plain}) == 1 or len({len(name) for name in plain[1:]}) == 1
