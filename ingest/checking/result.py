"""What came of a check, and how results of one report or check are told apart.

Who finds results is given the check they are of and, where nothing else is said, a report's numbers and its paragraphs
and cells, in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, count
from typing import Any, Literal

from catalog.models import Check
from ingest.numbers.printed import Observation, Quantity, key_of

Status = Literal["holds", "footnote", "fails", "cannot_tell"]


@dataclass(frozen=True)
class CheckResult:
    """One check, evaluated.

    ``evidence`` holds the observations used, the stated one first; ``quantities`` the printed numbers where no
    observation stands for them; ``quote`` is the sentence of one that has no number. ``tolerance`` is what rounding
    of the printed values may account for. A ``footnote`` is a difference that rounding explains.
    """

    check: Check
    instance: str
    relation: str
    status: Status
    computed: Decimal | None = None
    stated: Decimal | None = None
    tolerance: Decimal | None = None
    evidence: tuple[Observation, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quote: str | None = None


def result_of(
    check: Check,
    relation: str,
    came: Status | bool,
    computed: Decimal,
    printed: Sequence[Quantity],
    way: str = "",
    *,
    slack: Decimal = Decimal(0),
) -> CheckResult:
    """What came of a printed number beside those it is computed from; told apart by where it stands.

    Args:
        check: what is checked.
        relation: what the numbers are to each other.
        came: whether that holds, or what else came of it.
        computed: what the number should be.
        printed: the number, then what it comes of.
        way: tells several results of one number apart.
        slack: what rounding may account for.
    """
    stated = printed[0]
    instance = f"{stated.segment.passage.no}:{stated.span[0]}" + (way and f":{way}")
    status: Status = came if isinstance(came, str) else "holds" if came else "fails"
    return CheckResult(check, instance, relation, status, computed, stated.value, slack, (), tuple(printed))


def instance_of(stated: Observation) -> str:
    """Which of several sets of values a result is about: the stated value's days and part."""
    parts = [stated.period.start.isoformat() if stated.period.start else "", stated.period.end.isoformat()]
    return "/".join(parts + [f"{k}={v}" for k, v in key_of(stated.breakdown)])


def told_apart(results: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of check_result of one report or of one check, no two of one instance.

    Where a report prints two values of one measure, period and breakdown, the value tells them apart;
    where it says one thing twice, their order.
    """
    seen: set[tuple[str, str | None, str]] = set()
    distinct = []
    for row in results:
        instance, stated = row["instance"], row["stated"]
        valued = [instance] if stated is None else [instance, f"{instance}/{stated:g}"]
        key = next(
            key
            for key in ((row["check_id"], row.get("report_id"), name) for name in chain(valued, _numbered(valued[-1])))
            if key not in seen
        )
        seen.add(key)
        distinct.append({**row, "instance": key[-1]})
    return distinct


def _numbered(instance: str) -> Iterator[str]:
    return (f"{instance}/{number}" for number in count(2))
