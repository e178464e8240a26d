"""Relations that should hold among one report's values, evaluated from the catalog's checks.

A check about a metric is evaluated once for each stated value, one about everything once for each
place it applies to. Where an input is not printed it cannot tell; it never holds by having nothing
to check.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, product
from math import prod

from catalog.models import GENERAL_CHECKS, Catalog, Check
from catalog.words import told
from ingest.checking.above_below import Comparisons
from ingest.checking.accumulations import Accumulations
from ingest.checking.as_words import AsWords
from ingest.checking.behind_comparison import ToldAfter
from ingest.checking.beside_tables import ChangesOfTables, beside_tables
from ingest.checking.between_reports import COMPARING
from ingest.checking.bulleted_lists import of_bulleted_lists
from ingest.checking.changes_by_time import ChangesByTime
from ingest.checking.changes_of_values import ChangesOfValues
from ingest.checking.counted_rows import CountedRows
from ingest.checking.extremes import Extremes
from ingest.checking.items_below import ItemsBelow
from ingest.checking.learned_relations import LearnedRelations
from ingest.checking.lines_named import LinesNamed
from ingest.checking.list_shares import ListShares
from ingest.checking.listed_days import listed_days
from ingest.checking.listed_names import list_lengths
from ingest.checking.named_elsewhere import NamedElsewhere
from ingest.checking.otherwise_right import is_right_otherwise
from ingest.checking.partitions import Partitions
from ingest.checking.printed_twice import misprints, printed_twice, told_again, told_in_review
from ingest.checking.result import CheckResult, Status, instance_of
from ingest.checking.section_goals import SectionGoals
from ingest.checking.shared_out import SharedOut
from ingest.checking.shares_beside import SharesBeside
from ingest.checking.shares_of_parts import shares_of_parts
from ingest.checking.stages import Stages
from ingest.checking.stated_changes import StatedChanges
from ingest.checking.stated_days import ToldDays
from ingest.checking.stated_direction import TURNED
from ingest.checking.stated_means import MEAN, StatedMeans
from ingest.checking.stated_spans import StatedSpans
from ingest.checking.stated_totals import StatedTotals
from ingest.checking.table_relations import TableRelations
from ingest.checking.targets import TargetsMet
from ingest.checking.told_of_rows import ToldOfRows
from ingest.meaning.observations import Reading
from ingest.notation.calendar import Interval
from ingest.numbers.printed import Observation, Quantity, Trouble
from ingest.tables.budget_rows import BudgetSum

# Between the parts that one value is of together: 四維+鳳山.
_JOINED = "+"
_SIGNS = {"sum": " + ", "difference": " - ", "percent": " / ", "product": " * ", "share": " / "}
_RATES = ("percent", "share", "growth")
_WHOLE = 100
_PAIR = 2


@dataclass(frozen=True)
class Checked:
    """What a report's checks came to: their results, and what is a doubt about the reading or a check."""

    results: tuple[CheckResult, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def evaluate(catalog: Catalog, reading: Reading, period: Interval | None = None) -> Checked:
    """Every check on one report; one that finds none of its inputs gives a single ``cannot_tell``.

    ``period`` is the report's. A check that raises is told as a trouble, and the others go on. Checks between reports
    are left to :mod:`ingest.checking.between_reports`.
    """
    results: list[CheckResult] = []
    troubles: list[Trouble] = []
    words = AsWords.of(reading.segments, reading.quantities, catalog.structure)
    learned = LearnedRelations(catalog.structure, words.segments, words.quantities)
    for check in catalog.checks:
        if check.kind in COMPARING:
            continue
        found = Checked()
        try:
            found = _evaluated(check, catalog, reading, words, period, learned)
        except Exception as error:
            troubles += _failed(check, error, reading)
        results += map(words.as_printed, found.results or [CheckResult(check, "", _relation(check), "cannot_tell")])
        troubles += found.troubles
    return Checked(tuple(results), tuple(troubles))


def _failed(check: Check, error: Exception, reading: Reading) -> list[Trouble]:
    detail = told("reading.check_failed", check=check.name_zh, cause=type(error).__name__, detail=error)
    return [Trouble("check_failed", detail, segment.passage, ()) for segment in reading.segments[:1]]


def _evaluated(
    check: Check,
    catalog: Catalog,
    reading: Reading,
    words: AsWords,
    period: Interval | None,
    learned: LearnedRelations,
) -> Checked:
    if check.kind == "printed_twice":
        results, troubles = printed_twice(check, catalog, reading.observations)
        beside = list(beside_tables(check, catalog.structure, reading.quantities))
        beside += ToldOfRows(catalog.structure).days(check, words.quantities)
        beside += [*told_again(check, words.quantities, learned.wholes), *told_in_review(check, words.quantities)]
        accused = {result.quantities[0] for result in beside}
        slips = misprints(check, catalog, reading.observations, reading.quantities)
        misprinted = [slip for slip in slips if accused.isdisjoint(slip.quantities)]
        return Checked((*results, *beside, *misprinted), tuple(troubles))
    if check.kind == "list_length":
        rows = list(CountedRows(catalog.structure).results(check, words.quantities))
        found = [*list_lengths(check, words.quantities, words.segments), *rows]
        # 第1至4次會議，計4次: what is counted so may still have had three days.
        counted = [one for one in rows if one.status == "holds"]
        known = {
            one.quantities[0] for one in found
            if one.status != "cannot_tell" and one.quantities and one not in counted
        }  # fmt: skip
        days = (one for one in listed_days(check, words.quantities) if one.quantities[0] not in known)
        return Checked((*found, *days))
    if check.kind == "stated_total":
        totals = _totals(check, catalog, words.quantities)
        totals += of_bulleted_lists(words.segments, words.quantities, lambda own: _totals(check, catalog, own))
        sets = {frozenset(one.quantities) for one in totals if one.status != "cannot_tell"}
        totals += ItemsBelow(catalog.structure).results(check, words.quantities, words.segments)
        named = NamedElsewhere(catalog.structure).parts(check, words.quantities)
        totals += [one for one in named if frozenset(one.quantities) not in sets]
        shared = SharedOut(catalog.structure).totals(check, words.quantities)
        totals += [one for one in shared if frozenset(one.quantities) not in sets]
        return _with_learned(check, totals, learned, words.quantities)
    if check.kind == "stated_change":
        finders = (
            StatedChanges(catalog.structure),
            StatedMeans(catalog.structure, period),
            ToldAfter(catalog.structure),
            ListShares(catalog.structure),
            StatedSpans(catalog.structure, catalog.lexicon.at_least, period),
        )
        changes = [result for one in finders for result in one.results(check, words.quantities)]
        changes += ChangesOfTables(catalog.structure).results(check, words.quantities)
        known = {one.quantities[0] for one in changes if one.quantities and one.status != "cannot_tell"}
        told_of = ToldOfRows(catalog.structure)
        of_rows = [*told_of.changes(check, words.quantities), *told_of.means(check, words.quantities)]
        changes += [one for one in of_rows if one.quantities[0] not in known]
        known = {one.quantities[0] for one in changes if one.quantities and one.status != "cannot_tell"}
        named = NamedElsewhere(catalog.structure).results(check, words.quantities)
        changes += [one for one in named if one.quantities[0] not in known]
        known = {one.quantities[0] for one in changes if one.quantities and one.status != "cannot_tell"}
        shares = [
            *LinesNamed(catalog.structure, period).shares(check, words.quantities),
            *SharesBeside(catalog.structure).results(check, words.quantities),
            *SharedOut(catalog.structure).shares(check, words.quantities),
            *shares_of_parts(check, words.quantities, _totals(check, catalog, words.quantities)),
            *of_bulleted_lists(
                words.segments, words.quantities, lambda own: ListShares(catalog.structure).results(check, own)
            ),
        ]
        changes += [one for one in shares if one.quantities[0] not in known]
        if period is not None:
            known = {one.quantities[0] for one in changes if one.quantities and one.status != "cannot_tell"}
            by_time = ChangesByTime(catalog.structure, period).results(check, words.segments, words.quantities)
            changes += [one for one in by_time if one.quantities[0] not in known]
            since = ChangesOfValues(catalog.structure, catalog.lexicon.report_period, period)
            # What words alone cannot tell the values do.
            known = {
                words.printed[one.quantities[0]] for one in changes if one.quantities and one.status != "cannot_tell"
            }
            by_values = [
                one
                for one in since.results(check, reading.observations, reading.quantities)
                if one.quantities[0] not in known
            ]
            told = {one.quantities[0] for one in by_values}
            changes = [one for one in changes if words.printed[one.quantities[0]] not in told] + by_values
        return _with_learned(check, changes, learned, words.quantities)
    if check.kind == "told_words":
        told_so = (Comparisons(catalog.structure), Stages(catalog.structure))
        said = [result for one in told_so for result in one.results(check, words.quantities)]
        said += Extremes(catalog.structure).results(check, words.quantities, words.segments)
        said += ToldOfRows(catalog.structure).trends(check, words.quantities, words.segments)
        known = {one.quantities[0] for one in said if one.quantities}
        named = LinesNamed(catalog.structure, period).ranks(check, words.quantities, words.segments)
        return Checked((*said, *(one for one in named if known.isdisjoint(one.quantities))))
    if check.kind == "told_days":
        return Checked(tuple(ToldDays(catalog.structure).results(check, words.segments, period)))
    if check.kind == "target_met":
        goals = (TargetsMet(catalog.structure, catalog.lexicon.bounds), SectionGoals(catalog.structure))
        return Checked(tuple(result for one in goals for result in one.results(check, words.quantities)))
    if check.kind == "table_relations":
        judged = [quantity for total in reading.sums for quantity in (total.total, *total.parts)]
        relations = TableRelations(catalog.structure)
        return Checked(tuple(relations.results(check, reading.quantities, judged)))
    if check.kind in GENERAL_CHECKS:
        return Checked(tuple(_budget_sum(check, total) for total in reading.sums))
    stated = [o for o in reading.observations if o.metric_id == check.stated]
    if check.kind == "parts":
        stated = [o for o in stated if _is_whole(check, o) and _parts(check, o, reading.observations)]
    judged_so = (_judged(check, o, reading.observations, catalog.lexicon.bounds) for o in stated)
    return Checked(tuple(_unless_unread(result, reading.quantities) for result in judged_so))


def _totals(check: Check, catalog: Catalog, quantities: Sequence[Quantity]) -> list[CheckResult]:
    """Totals beside their parts in one paragraph, each set of numbers once."""
    totals = list(StatedTotals(catalog.structure).results(check, quantities))
    sets = {frozenset(one.quantities) for one in totals if one.status != "cannot_tell"}
    for finder in (Partitions(catalog.structure), Accumulations(catalog.structure)):
        found = finder.results(check, quantities)
        totals += [one for one in found if frozenset(one.quantities) not in sets]
    return totals


def _with_learned(
    check: Check, told: Sequence[CheckResult], learned: LearnedRelations, quantities: Sequence[Quantity]
) -> Checked:
    """Results by words with those of relations that words do not tell, and without what these show to be misread.

    What another number of its sentence makes right is no failure, nor is a mean that is right of others.
    """
    # 由900人增為700人，減少200人: that the change comes out does not make the word right.
    kept = [one for one in told if one.status != "fails" or one.relation == TURNED or not learned.explains(one)]
    right = {one.quantities[0] for one in kept if one.relation == MEAN and one.status in ("holds", "footnote")}
    others = learned.results(check, kept)
    found = (*kept, *(one for one in others if one.relation != MEAN or right.isdisjoint(one.quantities)))
    return Checked(
        tuple(replace(one, status="cannot_tell") if is_right_otherwise(one, quantities) else one for one in found)
    )


# About one metric -----------------------------------------------------------------------------


def _is_whole(check: Check, observation: Observation) -> bool:
    """Whether a value is no part itself: of no key, or of several of the check's (四維+鳳山)."""
    told = observation.breakdown
    return not told or (set(told) == {check.over} and _JOINED in told[str(check.over)])


def _judged(
    check: Check, stated: Observation, observations: Sequence[Observation], bounds: Collection[str]
) -> CheckResult:
    inputs = _inputs(check, stated, observations)
    present = [value for value in inputs if value is not None]
    computed = _compute(check, [o.value for o in present]) if len(present) == len(inputs) else None
    evidence = (stated, *present)
    instance, relation = instance_of(stated), _relation(check)
    if computed is None:
        return CheckResult(check, instance, relation, "cannot_tell", None, stated.value, None, evidence)
    tolerance = _tolerance(check, stated, present)
    bounded = any(o.qualifier in bounds for o in evidence)
    status = _status(check, stated, computed, tolerance, bounded)
    if status != "holds" and _makes_whole(check, stated, computed, observations):
        status = "footnote"
    return CheckResult(check, instance, relation, status, computed, stated.value, tolerance, evidence)


def _parts(check: Check, stated: Observation, observations: Sequence[Observation]) -> list[Observation]:
    """The values of a whole's parts: of its metric and days, each of one of the check's key."""
    return [
        o
        for o in observations
        if o.metric_id == stated.metric_id
        and set(o.breakdown) == {check.over}
        and not _is_whole(check, o)
        and (o.period.start, o.period.end) == (stated.period.start, stated.period.end)
    ]


def _unless_unread(result: CheckResult, quantities: Sequence[Quantity]) -> CheckResult:
    """A result; of parts that lack what numbers beside them, which were not read as parts, come to: no failure."""
    if result.check.kind != "parts" or result.status != "fails" or result.computed is None or result.stated is None:
        return result
    read = [one.quantity for one in result.evidence]
    segments = {one.segment for one in read[1:] if one.segment.cell is None}
    unread = [o for o in quantities if o.segment in segments and o.unit == read[0].unit and o not in read]
    sums = {sum(one.value for one in unread[at:end]) for at, end in combinations(range(len(unread) + 1), 2)}
    made_up = result.stated - result.computed in sums
    return replace(result, status="cannot_tell") if made_up else result


def _status(check: Check, stated: Observation, computed: Decimal, tolerance: Decimal, bounded: bool) -> Status:
    """What a difference says. A rate rounded rightly holds; one cut off, or within all tolerance, is a footnote."""
    apart = computed - stated.value
    step = stated.quantity.half_step if check.kind in _RATES else Decimal(0)
    if abs(apart) <= step:
        return "holds"
    cut_off = 0 < apart.copy_sign(apart * computed) < 2 * step
    if abs(apart) <= tolerance or cut_off:
        return "footnote"
    # What comes to less than half or more than twice of what is stated is likely of another thing.
    other = check.kind == "sum" and not stated.value / 2 <= computed <= 2 * stated.value
    # … and what is more than all of a whole is no share of it.
    other = other or (check.kind == "share" and computed > _WHOLE >= stated.value)
    return "cannot_tell" if bounded or other else "fails"


def _makes_whole(check: Check, stated: Observation, computed: Decimal, observations: Sequence[Observation]) -> bool:
    """Whether a share is off by its last digit so that all shares printed beside it make exactly 100."""
    if check.kind != "share" or abs(computed - stated.value) > 3 * stated.quantity.half_step:
        return False
    shares = [
        o.value
        for o in observations
        if o.metric_id == stated.metric_id and o.period == stated.period and set(o.breakdown) == set(stated.breakdown)
    ]
    return len(shares) > 1 and sum(shares) == _WHOLE


def _inputs(check: Check, stated: Observation, observations: Sequence[Observation]) -> list[Observation | None]:
    """The values a check computes with, None for each that is not printed."""
    if check.kind == "parts":
        parts = _parts(check, stated, observations)
        named = stated.breakdown.get(str(check.over))
        own = sorted(one.breakdown[str(check.over)] for one in parts)
        complete = named is None or own == sorted(named.split(_JOINED))
        return [*parts] if len(parts) > 1 and complete else [None]
    if check.kind in ("increase", "growth"):
        values = sorted((o for o in observations if o.metric_id == check.operands[0]), key=lambda o: o.period.end)
        # Of three, which two it is of is not said.
        return [*values] if len(values) == _PAIR else [None]
    if check.kind == "share":
        part = _operand(check.operands[0], stated, stated.breakdown, observations)
        whole = _operand(check.operands[1], stated, {}, observations)
        # Of a share that names no part, the part is not known.
        return [part if part is not whole else None, whole]
    any_end = check.kind != "sum"
    needed, optional = (
        [_operand(metric_id, stated, stated.breakdown, observations, any_end=any_end) for metric_id in metric_ids]
        for metric_ids in (check.operands, check.optional)
    )
    return [*needed, *(value for value in optional if value is not None)]


def _operand(
    metric_id: str,
    stated: Observation,
    breakdown: dict[str, str],
    observations: Sequence[Observation],
    *,
    any_end: bool = True,
) -> Observation | None:
    """A metric's value with a breakdown: at the stated value's period's end, else the report's only one.

    Not one at the end of another value of the stated metric: it belongs to that one. Without ``any_end``
    only one at its end: the parts of a total are of its day, a base to compare with is of another.
    """
    same = [o for o in observations if o.metric_id == metric_id and o.breakdown == breakdown]
    at_end = [o for o in same if o.period.end == stated.period.end and (any_end or not _is_of_other_days(o, stated))]
    if len(at_end) == 1:
        return at_end[0]
    if not any_end:
        return None
    ends = {o.period.end for o in observations if o.metric_id == stated.metric_id and o.breakdown == stated.breakdown}
    return same[0] if len(same) == 1 and same[0].period.end not in ends else None


def _is_of_other_days(one: Observation, stated: Observation) -> bool:
    """Whether a flow began on another day: the parts of a year (線上58件、紙本240件) are none of its second half."""
    starts = {one.period.start, stated.period.start}
    return stated.measure == "flow" and None not in starts and len(starts) > 1


def _compute(check: Check, values: Sequence[Decimal]) -> Decimal | None:
    if check.kind in ("sum", "parts"):
        return sum(values, Decimal(0))
    if check.kind == "difference":
        return values[0] - sum(values[1:], Decimal(0))
    if check.kind == "product":
        return Decimal(prod(values))
    if check.kind == "increase":
        return values[1] - values[0]
    if check.kind == "growth":
        return (values[1] - values[0]) / values[0] * 100 if values[0] else None
    return values[0] / values[1] * 100 if values[1] else None


def _tolerance(check: Check, stated: Observation, operands: Sequence[Observation]) -> Decimal:
    """How far rounding of the stated value and of its operands may part what is printed from what is computed."""
    own = stated.quantity.half_step if check.kind in _RATES else _rounding(stated.quantity)
    slack = [_rounding(operand.quantity) for operand in operands]
    if not any(slack):
        return own
    if check.kind in ("sum", "difference", "parts"):
        return own + sum(slack, Decimal(0))
    values = [operand.value for operand in operands]
    ends = product(*({value - one, value + one} for value, one in zip(values, slack, strict=True)))
    middle = _compute(check, values)
    reached = [end for chosen in ends if (end := _compute(check, chosen)) is not None]
    return own + max((abs(end - middle) for end in reached if middle is not None), default=Decimal(0))


def _rounding(quantity: Quantity) -> Decimal:
    """Rounding a printed value may hide: none for whole numbers printed plainly; 約8,500 may hide 50."""
    if quantity.decimals == 0 and quantity.qualifier:
        digits = (quantity.value / quantity.scale).normalize().as_tuple()
        return quantity.half_step * Decimal(10) ** max(int(digits.exponent), 0)
    exact = quantity.decimals == 0 and quantity.scale == 1
    return Decimal(0) if exact else quantity.half_step


def _relation(check: Check) -> str:
    """The relation in metric ids: ``total = part + part``."""
    if check.stated is None:
        return check.kind
    if check.kind == "parts":
        return f"{check.stated} = sum of {check.stated} by {check.over}"
    if check.kind in ("increase", "growth"):
        last = f"{check.operands[0]}[last] - {check.operands[0]}[first]"
        return f"{check.stated} = " + (last if check.kind == "increase" else f"({last}) / {check.operands[0]}[first]")
    right = _SIGNS[check.kind].join(check.operands)
    return f"{check.stated} = {right}" + (" * 100" if check.kind in _RATES else "")


# Budget tables --------------------------------------------------------------------------------


def _budget_sum(check: Check, total: BudgetSum) -> CheckResult:
    computed = sum((part.value for part in total.parts), Decimal(0))
    printed = (total.total, *total.parts)
    tolerance = sum((_rounding(quantity) for quantity in printed), Decimal(0))
    apart = abs(computed - total.total.value)
    status: Status = "holds" if not apart else "footnote" if apart <= tolerance else "fails"
    return CheckResult(
        check,
        f"{total.total.segment.passage.no}/{total.title}",
        f"{total.title} = " + " + ".join(total.names),
        status,
        computed,
        total.total.value,
        tolerance,
        (),
        printed,
    )
