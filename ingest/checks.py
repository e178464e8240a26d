"""Relations that should hold among one report's values, evaluated from the catalog's checks.

A check is evaluated once for each set of values with the same breakdown whose stated value is
printed. Where an operand is not printed it cannot tell; it never holds by having nothing to check.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import Literal

from catalog.models import Catalog, Check
from ingest.breakdown import key_of
from ingest.observe import Observation

Status = Literal["holds", "fails", "cannot_tell"]
_SIGNS = {"sum": " + ", "difference": " - ", "percent": " / ", "product": " * "}


@dataclass(frozen=True)
class CheckResult:
    """One check, evaluated. ``evidence`` holds the observations used, the stated one first.

    ``tolerance`` is what rounding of the printed values may account for.
    """

    check: Check
    instance: str
    computed: Decimal | None
    stated: Decimal | None
    tolerance: Decimal | None
    status: Status
    evidence: tuple[Observation, ...]

    @property
    def relation(self) -> str:
        """The relation in metric ids: ``total = part + part``."""
        right = _SIGNS[self.check.kind].join(self.check.operands)
        return f"{self.check.stated} = {right}" + (" * 100" if self.check.kind == "percent" else "")


def evaluate(catalog: Catalog, observations: Sequence[Observation]) -> list[CheckResult]:
    """Every check on one report's observations; a check whose stated value is not printed gives none."""
    return [result for check in catalog.checks for result in _evaluate(check, observations)]


def _evaluate(check: Check, observations: Sequence[Observation]) -> Iterator[CheckResult]:
    for stated in observations:
        if stated.metric_id != check.stated:
            continue
        operands = [_operand(metric_id, stated, observations) for metric_id in check.operands]
        present = [operand for operand in operands if operand is not None]
        instance = _instance(stated)
        if len(present) < len(operands):
            yield CheckResult(check, instance, None, stated.value, None, "cannot_tell", (stated, *present))
            continue
        computed = _compute(check, [operand.value for operand in present])
        if computed is None:
            yield CheckResult(check, instance, None, stated.value, None, "cannot_tell", (stated, *present))
            continue
        tolerance = _tolerance(check, stated, present)
        holds = abs(computed - stated.value) <= tolerance
        yield CheckResult(
            check,
            instance,
            computed,
            stated.value,
            tolerance,
            "holds" if holds else "fails",
            (stated, *present),
        )


def _instance(stated: Observation) -> str:
    parts = [stated.period.start.isoformat() if stated.period.start else "", stated.period.end.isoformat()]
    return "/".join(parts + [f"{k}={v}" for k, v in key_of(stated.breakdown)])


def _operand(metric_id: str, stated: Observation, observations: Sequence[Observation]) -> Observation | None:
    """The operand with the stated value's breakdown: at its period's end, else the report's only one."""
    same = [o for o in observations if o.metric_id == metric_id and o.breakdown == stated.breakdown]
    at_end = [o for o in same if o.period.end == stated.period.end]
    if len(at_end) == 1:
        return at_end[0]
    return same[0] if len(same) == 1 else None


def _compute(check: Check, values: Sequence[Decimal]) -> Decimal | None:
    if check.kind == "sum":
        return sum(values, Decimal(0))
    if check.kind == "difference":
        return values[0] - sum(values[1:], Decimal(0))
    if check.kind == "product":
        return Decimal(prod(values))
    return values[0] / values[1] * 100 if values[1] else None


def _tolerance(check: Check, stated: Observation, operands: Sequence[Observation]) -> Decimal:
    """Half the last printed digit of the stated value; of its operands too where they are approximate."""
    tolerance = _rounding(stated)
    if check.kind in ("sum", "difference"):
        tolerance += sum((_rounding(operand) for operand in operands), Decimal(0))
    return tolerance


def _rounding(observation: Observation) -> Decimal:
    """Rounding a printed value may hide: none for whole numbers printed without 約 and scale."""
    quantity = observation.quantity
    exact = quantity.decimals == 0 and quantity.scale == 1
    return Decimal(0) if exact else quantity.half_step
