"""Relations that should hold among one report's values, evaluated from the catalog's checks.

A check about a metric is evaluated once for each stated value, one about everything once for each
place it applies to. Where an input is not printed it cannot tell; it never holds by having nothing
to check.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, count, pairwise
from math import prod
from typing import Any, Literal

from catalog.models import GENERAL_CHECKS, Catalog, Check
from ingest.meaning.observations import Reading
from ingest.numbers.printed import Observation, Quantity, key_of
from ingest.tables.budget_rows import BudgetSum

Status = Literal["holds", "fails", "cannot_tell"]
_SIGNS = {"sum": " + ", "difference": " - ", "percent": " / ", "product": " * ", "share": " / "}
_RATES = ("percent", "share", "growth")
_AND_OTHERS = re.compile(r"等(?:共|計|合計|共計)?$")
_LISTED = re.compile(r"、|」「")
_JOINED = re.compile(r"[及與和暨]")


@dataclass(frozen=True)
class CheckResult:
    """One check, evaluated.

    ``evidence`` holds the observations used, the stated one first; ``quantities`` the printed
    numbers where no observation stands for them. ``tolerance`` is what rounding of the printed
    values may account for.
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


def evaluate(catalog: Catalog, reading: Reading) -> list[CheckResult]:
    """Every check on one report; one that finds none of its inputs gives a single ``cannot_tell``.

    Checks between reports are left to :mod:`ingest.checking.between_reports`.
    """
    results: list[CheckResult] = []
    for check in catalog.checks:
        if check.kind in ("between_reports", "completion_date", "magnitude"):
            continue
        found = list(_general(check, catalog, reading) if check.kind in GENERAL_CHECKS else _metric(check, reading))
        results += found or [CheckResult(check, "", _relation(check), "cannot_tell")]
    return results


# About one metric -----------------------------------------------------------------------------


def _metric(check: Check, reading: Reading) -> Iterator[CheckResult]:
    for stated in reading.observations:
        if stated.metric_id == check.stated and (check.kind != "parts" or not stated.breakdown):
            yield _judged(check, stated, reading.observations)


def _judged(check: Check, stated: Observation, observations: Sequence[Observation]) -> CheckResult:
    inputs = _inputs(check, stated, observations)
    present = [value for value in inputs if value is not None]
    computed = _compute(check, present) if len(present) == len(inputs) else None
    evidence = (stated, *present)
    instance, relation = _instance(stated), _relation(check)
    if computed is None:
        return CheckResult(check, instance, relation, "cannot_tell", None, stated.value, None, evidence)
    tolerance = _tolerance(check, stated, present)
    short = computed - stated.value if check.kind == "at_least" else abs(computed - stated.value)
    status: Status = "holds" if short <= tolerance else "fails"
    return CheckResult(check, instance, relation, status, computed, stated.value, tolerance, evidence)


def _inputs(check: Check, stated: Observation, observations: Sequence[Observation]) -> list[Observation | None]:
    """The values a check computes with, None for each that is not printed."""
    if check.kind == "parts":
        parts = [
            o
            for o in observations
            if o.metric_id == stated.metric_id and set(o.breakdown) == {check.over} and o.period == stated.period
        ]
        return [*parts] if len(parts) > 1 else [None]
    if check.kind in ("increase", "growth"):
        values = sorted((o for o in observations if o.metric_id == check.operands[0]), key=lambda o: o.period.end)
        return [values[0], values[-1]] if len(values) > 1 else [None]
    if check.kind == "share":
        part = _operand(check.operands[0], stated, stated.breakdown, observations)
        return [part, _operand(check.operands[1], stated, {}, observations)]
    if check.kind == "at_least":
        return [_operand(metric_id, stated, {}, observations) for metric_id in check.operands]
    inputs = [_operand(metric_id, stated, stated.breakdown, observations) for metric_id in check.operands]
    optional = [_operand(metric_id, stated, stated.breakdown, observations) for metric_id in check.optional]
    return [*inputs, *(value for value in optional if value is not None)]


def _operand(
    metric_id: str, stated: Observation, breakdown: dict[str, str], observations: Sequence[Observation]
) -> Observation | None:
    """A metric's value with a breakdown: at the stated value's period's end, else the report's only one.

    Not one at the end of another value of the stated metric: it belongs to that one.
    """
    same = [o for o in observations if o.metric_id == metric_id and o.breakdown == breakdown]
    at_end = [o for o in same if o.period.end == stated.period.end]
    if len(at_end) == 1:
        return at_end[0]
    ends = {o.period.end for o in observations if o.metric_id == stated.metric_id and o.breakdown == stated.breakdown}
    return same[0] if len(same) == 1 and same[0].period.end not in ends else None


def _compute(check: Check, operands: Sequence[Observation]) -> Decimal | None:
    values = [operand.value for operand in operands]
    if check.kind in ("sum", "parts"):
        return sum(values, Decimal(0))
    if check.kind == "difference":
        return values[0] - sum(values[1:], Decimal(0))
    if check.kind == "product":
        return Decimal(prod(values))
    if check.kind == "at_least":
        return values[0]
    if check.kind == "increase":
        return values[1] - values[0]
    if check.kind == "growth":
        return (values[1] - values[0]) / values[0] * 100 if values[0] else None
    return values[0] / values[1] * 100 if values[1] else None


def _tolerance(check: Check, stated: Observation, operands: Sequence[Observation]) -> Decimal:
    """Half the last printed digit of the stated value; of its operands too where they are approximate."""
    if check.kind in _RATES:
        return stated.quantity.half_step
    tolerance = _rounding(stated)
    if check.kind in ("sum", "difference", "parts"):
        tolerance += sum((_rounding(operand) for operand in operands), Decimal(0))
    return tolerance


def _rounding(observation: Observation) -> Decimal:
    """Rounding a printed value may hide: none for whole numbers printed without 約 and scale."""
    quantity = observation.quantity
    exact = quantity.decimals == 0 and quantity.scale == 1
    return Decimal(0) if exact else quantity.half_step


def _instance(stated: Observation) -> str:
    parts = [stated.period.start.isoformat() if stated.period.start else "", stated.period.end.isoformat()]
    return "/".join(parts + [f"{k}={v}" for k, v in key_of(stated.breakdown)])


def _relation(check: Check) -> str:
    """The relation in metric ids: ``total = part + part``."""
    if check.stated is None:
        return check.kind
    if check.kind == "parts":
        return f"{check.stated} = sum of {check.stated} by {check.over}"
    if check.kind in ("increase", "growth"):
        last = f"{check.operands[0]}[last] - {check.operands[0]}[first]"
        return f"{check.stated} = " + (last if check.kind == "increase" else f"({last}) / {check.operands[0]}[first]")
    if check.kind == "at_least":
        return f"{check.stated} >= {check.operands[0]}"
    right = _SIGNS[check.kind].join(check.operands)
    return f"{check.stated} = {right}" + (" * 100" if check.kind in _RATES else "")


# About everything -----------------------------------------------------------------------------


def _general(check: Check, catalog: Catalog, reading: Reading) -> Iterator[CheckResult]:
    if check.kind == "printed_twice":
        yield from _printed_twice(check, catalog, reading.observations)
    elif check.kind == "list_length":
        yield from _list_lengths(check, reading.quantities)
    else:
        yield from (_budget_sum(check, total) for total in reading.sums)


def _printed_twice(check: Check, catalog: Catalog, observations: Sequence[Observation]) -> Iterator[CheckResult]:
    """One result for each thing that a report prints at more than one place."""
    groups: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for o in observations:
        metric = catalog.metrics[o.metric_id]
        single = metric.single or metric.works or any(catalog.breakdowns[key].single for key in metric.breakdown)
        if not metric.levels and not (single and not o.breakdown):
            groups[(o.metric_id, o.period.start, o.period.end, key_of(o.breakdown), o.measure, o.unit)].append(o)
    for same in groups.values():
        first = same[0]
        relation = f"{first.metric_id} = {first.metric_id}"
        instance = f"{first.metric_id}/{_instance(first)}"
        places = {(q.segment.passage.no, q.span) for o in same for q in o.evidence}
        if len(same) > 1:
            loose = any(o.qualifier for o in same)
            status: Status = "cannot_tell" if loose else "fails"
            yield CheckResult(
                check, instance, relation, status, same[1].value, first.value, Decimal(0), tuple(same), first.evidence
            )
        elif len(places) > 1:
            value = first.value
            yield CheckResult(check, instance, relation, "holds", value, value, Decimal(0), (first,), first.evidence)


def _list_lengths(check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
    """等6個機關 behind names: holds for as many, fails for more; fewer may be a choice of them."""
    for quantity in quantities:
        names = _listed_names(quantity)
        if names is None:
            continue
        fewest, most = names
        stated = quantity.value
        status: Status = "holds" if fewest <= stated <= most else "fails" if stated < fewest else "cannot_tell"
        computed = min(max(Decimal(fewest), stated), Decimal(most))
        start, _ = quantity.span
        instance = f"{quantity.segment.passage.no}:{start}"
        yield CheckResult(check, instance, "names listed", status, computed, stated, Decimal(0), (), (quantity,))


def _listed_names(quantity: Quantity) -> tuple[int, int] | None:
    """How many names, at least and at most, are listed right before a number behind 等.

    Between 、 stands at least one name each; 及, 與 and the like join two names (those that end
    alike: 水利局及環保局) or stand inside one (研究發展及考核委員會).

    Returns:
        The fewest and the most names, or None where the number closes no list of two names.
    """
    if quantity.form != "number" or quantity.segment.cell is not None:
        return None
    printed = quantity.segment.compact.text[quantity.segment.behind_marker : quantity.start]
    before = _AND_OTHERS.sub("", printed)
    if before == printed:
        return None
    clause = re.split(r"[。；:，]", before)[-1]
    names = _LISTED.split(clause)
    if len(names) < 2:
        return None
    fewest = sum(1 + _pairs(name) for name in names)
    return fewest, sum(len(_JOINED.split(name)) for name in names)


def _pairs(name: str) -> int:
    """How often a word that joins stands between two names that end alike."""
    pieces = [piece for piece in _JOINED.split(name) if piece]
    return sum(before[-1] == after[-1] for before, after in pairwise(pieces))


def _budget_sum(check: Check, total: BudgetSum) -> CheckResult:
    computed = sum((part.value for part in total.parts), Decimal(0))
    relation = f"{total.title} = " + " + ".join(total.names)
    return CheckResult(
        check,
        f"{total.total.segment.passage.no}/{total.title}",
        relation,
        "holds" if computed == total.total.value else "fails",
        computed,
        total.total.value,
        Decimal(0),
        (),
        (total.total, *total.parts),
    )


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
