"""Decides what each printed number is a value of, step by step, and why it is none where it is none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from catalog.fold import Folder
from catalog.models import Catalog
from catalog.words import told
from ingest.meaning.by_example import ExampleDecider
from ingest.meaning.by_person import PersonDecider
from ingest.meaning.enumerations import PairedListReader, PartReader, TotalReader, parts_of, reads_list
from ingest.meaning.examples import SURE
from ingest.meaning.former_values import ComparisonReader
from ingest.meaning.model import ExampleModel
from ingest.meaning.named_items import read_named_items
from ingest.meaning.observations import Reading, merged, without_contradictions
from ingest.meaning.period_model import learned_periods
from ingest.meaning.periods import PeriodReader
from ingest.meaning.rules import RuleBook
from ingest.meaning.statements import StatementReader, tells_rate
from ingest.meaning.values import ValueReader
from ingest.notation.calendar import Interval
from ingest.numbers.printed import Claim, Decision, Observation, Quantity, Segment, Status, Trouble, by_segment
from ingest.numbers.quantities import QuantityReader
from ingest.tables.reader import TableReading
from reviews.standing import Reviews


class Decider:
    """Decides with a catalog's rules. Holds no state between reports.

    Args:
        catalog: metrics with their rules, and the words that tell kinds of statements.
        reader: strips fillers and qualifiers between label and number.
        reviews: what people decided, of which examples learn; the numbers come with their verdicts.
        model: decides by example; None for the one of the catalog's examples.
        whole: whether whole reports are read, which name the events that their numbers count from.
    """

    def __init__(
        self,
        catalog: Catalog,
        reader: QuantityReader,
        reviews: Reviews,
        model: ExampleModel | None = None,
        *,
        whole: bool = True,
    ) -> None:
        self._catalog = catalog
        self._reader = reader
        self._counters = frozenset(unit.id for unit in catalog.units if unit.kind == "count")
        self._money = frozenset(unit.id for unit in catalog.units if unit.kind == "money")
        folder = Folder(catalog.lexicon.variants)
        governments = {folder.fold(agency.government) for agency in catalog.agencies}
        self._statements = StatementReader(catalog.lexicon, reader, governments)
        self._paired_lists = PairedListReader(tuple(catalog.breakdowns.values()))
        self._totals = TotalReader(catalog.checks)
        self._parts = PartReader(catalog.structure)
        self._comparisons = ComparisonReader(catalog.lexicon)
        self._examples = ExampleDecider(catalog, reviews, model, whole=whole)
        self._people = PersonDecider(catalog)
        self._numbers = RuleBook(catalog, reader, "number")
        self._ordinals = RuleBook(catalog, reader, "ordinals")
        self._items = [
            (metric, rule) for metric in catalog.metrics.values() for rule in metric.read if rule.form == "listed"
        ]

    def decide(
        self,
        report: Interval,
        segments: Sequence[Segment],
        quantities: Sequence[Quantity],
        tables: TableReading,
        reviewed: str = "",
        editions: Collection[str] = (),
    ) -> Reading:
        """Decides every number of a report.

        Of places that print one value the first met is quoted: a budget's table, proven by its sum,
        before the words, and those before all other tables.

        Args:
            report: the report's own period.
            segments: the stretches of its text, in order.
            quantities: their numbers, with what their tables say of them.
            tables: what else the tables say.
            reviewed: the id of its review where a person has read all its numbers; then examples tell only what the
                review says, and of metrics that came later.
            editions: what the report and its editions are called.
        """
        periods = PeriodReader(self._catalog, report, segments)
        values = ValueReader(self._catalog, periods)
        groups = list(by_segment(quantities))
        for here in groups:
            self._tell_statements(here)
        by_words = [o for here in groups for o in self._by_words(here, periods, values)]
        ambiguous = [trouble for quantity in quantities if (trouble := _ambiguous(quantity))]
        compared = [pair for here in groups for pair in self._by_comparison(here, periods, values)]
        by_words = [o for o in by_words if o in o.quantity.observations]
        sure = (quantity for quantity in quantities if not self._reader.is_no_one_value(quantity))
        by_place = [o for quantity in sure for o in _by_place(quantity, periods, values)]
        budgets = [o for o in by_place if o.measure == "budget"]
        levels = [o for o in by_place if o.measure != "budget"]
        by_example, yielded = self._by_example(quantities, periods, values, tables, reviewed, editions)
        by_words = [o for o in by_words if o.quantity not in yielded]
        by_comparison = list(_still_compared(compared, yielded))
        by_person = self._by_person(quantities, periods, values)
        distant = [o for o in by_words if _is_distant(o)]
        by_words = [o for o in by_words if not _is_distant(o)]
        told = [*by_words, *by_comparison, *by_example, *distant]
        doubted = set() if reviewed else self._doubted([*told, *by_person], periods, values)
        if not reviewed:
            doubted |= self._of_other_matters([one for one in told if one not in doubted], quantities)
        by_words, by_comparison, by_example, by_person, distant = (
            [o for o in own if o not in doubted] for own in (by_words, by_comparison, by_example, by_person, distant)
        )
        told = [*by_words, *by_comparison, *by_example]
        # A caption prints once more what its passage tells of the event.
        named = {(o.metric_id, o.value) for o in told if not self._lacks_event(o, report)}
        for unnamed in (o for o in told if (o.metric_id, o.value) not in named):
            unnamed.quantity.observations = []
            unnamed.quantity.decision = Decision("suggested", unnamed.quantity.decision.by, "unnamed_event")
        by_words, by_comparison, by_example = (
            [o for o in own if (o.metric_id, o.value) in named] for own in (by_words, by_comparison, by_example)
        )
        read = (by_words, by_comparison, levels, by_person, by_example, distant)
        # Before values are held against each other: a part that has no name contradicts no whole.
        whole = {*self._parts.without_unnamed([o for own in read for o in own])}
        by_words, by_comparison, levels, by_person, by_example, distant = (
            [o for o in own if o in whole] for own in read
        )
        for own in (by_person, by_example, distant):
            by_words += without_contradictions(own, [*by_words, *by_comparison, *budgets, *levels])
        items = list(self._named_items(segments, periods, values))
        by_name = [o for item in items for o in item.observations]
        told_values = [*budgets, *by_words, *by_comparison, *levels, *by_name]
        observations = merged([o for o in told_values if not o.period.is_backwards])
        stored = _settled([*quantities, *items], observations, periods)
        backwards = [_backwards(o) for o in told_values if o.period.is_backwards]
        troubles = (*tables.troubles, *ambiguous, *backwards, *self._people.unpublished(stored))
        return Reading(tuple(stored), tuple(observations), troubles, tables.sums, tuple(segments), tuple(quantities))

    def _tell_statements(self, here: Sequence[Quantity]) -> None:
        """What each number of a stretch of text is beside the others: target, rate, total, one of a list."""
        self._paired_lists.name(here)
        for index, quantity in enumerate(here):
            quantity.is_target = self._statements.is_target(quantity, here[index + 1 :])
            quantity.is_rate = self._statements.is_rate(quantity)
            quantity.below_difference |= quantity.is_signed and quantity.value > 0
            quantity.parts = parts_of(quantity, here[:index])
            if quantity.unit is None or quantity.form == "ordinals":
                quantity.refuse("not_a_measure", "no_unit")
            elif quantity.is_target:
                quantity.refuse("target", "target")

    # By its own words -------------------------------------------------------------------------------

    def _by_words(self, here: Sequence[Quantity], periods: PeriodReader, values: ValueReader) -> Iterator[Observation]:
        """What the numbers of a stretch of text are values of by the words around them."""
        for index, quantity in enumerate(here):
            if quantity.below_difference:
                quantity.refuse("compared", "difference")
                continue
            if self._reader.is_no_one_value(quantity):
                quantity.refuse("refused", "no_one_value")
                continue
            aside = [q for q in here[:index] if q.is_target or q.is_rate]
            self._claim(quantity, [*aside, *quantity.parts])
            claims = [claim for claim in quantity.claims if quantity.may_be(claim.metric.id)]
            allowed = [claim for claim in claims if not self._refuses(claim, quantity, periods)]
            quantity.claims = tuple(allowed) or quantity.claims
            if len({claim.metric.id for claim in allowed}) > 1:
                quantity.refuse("refused", "ambiguous")
            elif allowed:
                observation = values.claimed(quantity, allowed[0])
                if self._is_to_come(quantity, observation, periods):
                    quantity.refuse("target", "to_come")
                else:
                    quantity.publish(values.each(allowed[0], observation))
                    yield from quantity.observations

    def _claim(self, quantity: Quantity, free: Sequence[Quantity]) -> None:
        """The rules that claim a number: where it stands in a list, by its own name."""
        rules = self._ordinals if quantity.form == "ordinals" else self._numbers
        quantity.claims = tuple(rules.claims(quantity, free))
        if not quantity.shares_words:
            return
        if any(reads_list(claim) for claim in quantity.claims):
            quantity.named = None
        else:
            quantity.claims = tuple(rules.claims(quantity.named, free)) if quantity.named else ()

    def _refuses(self, claim: Claim, quantity: Quantity, periods: PeriodReader) -> bool:
        """Whether a number is no value of the metric that claims it, by what kind of number it is."""
        refusal = self._refusal(claim, quantity, periods)
        if refusal:
            quantity.refuse(*refusal)
        return refusal is not None

    def _refusal(self, claim: Claim, quantity: Quantity, periods: PeriodReader) -> tuple[Status, str] | None:
        return next(self._refusals(claim, quantity, periods), None)

    def _refusals(self, claim: Claim, quantity: Quantity, periods: PeriodReader) -> Iterator[tuple[Status, str]]:
        """All reasons why a number is no value of the metric that claims it, the first to tell first."""
        measure, statements = claim.measure, self._statements
        if claim.rule.column is not None and not quantity.under_heads:
            yield "refused", "shifted_heads"
        if quantity.unit in self._counters and _may_hide_marker(quantity):
            yield "refused", "marker"
        if measure == "flow" and not tells_rate(claim):
            if quantity.is_rate:
                yield "not_a_measure", "rate"
            if statements.is_of_all_years(quantity):
                yield "not_a_measure", "all_years"
        if measure == "ratio" and claim.metric.unit in self._money and statements.is_of_several(quantity):
            yield "not_a_measure", "of_several"
        if statements.is_of_another(quantity):
            yield "not_a_measure", "other_authority"
        if periods.is_at_event(quantity) and not _holds_at_event(claim):
            yield "compared", "at_event"
        if claim.period and claim.period.at and periods.is_headed_otherwise(quantity, claim.period.at):
            yield "compared", "at_event"
        if claim.rule.near is not None and not self._totals.may_total(quantity.parts, claim.metric.id):
            yield "refused", "total_of_others"
        if measure != "target" and quantity.is_target:
            yield "target", "target"
        if measure == "target" and statements.is_rate_reached(quantity):
            yield "refused", "reached"
        if statements.is_dropped(quantity, measure):
            yield "target", "dropped"
        if statements.is_envisaged(quantity, measure):
            yield "target", "envisaged"
        if claim.metric.works and statements.is_completed_later(quantity, periods.report.end):
            yield "target", "to_come"
        if not claim.metric.works and statements.is_planned(quantity, measure):
            yield "target", "planned"

    # By the number before it ------------------------------------------------------------------------

    def _by_comparison(
        self, here: Sequence[Quantity], periods: PeriodReader, values: ValueReader
    ) -> Iterator[tuple[Quantity, Observation]]:
        """What numbers are values of that take the label of the number before them, each behind that number."""
        if here[0].segment.cell is not None:
            return
        numbers = [q for q in here if q.form == "number" and not self._reader.is_no_one_value(q)]
        for former, of in self._comparisons.changed(numbers):
            # 第二次604件，為第一次之25%，較去年同期(635件)減少31件: a change tells more than words farther off.
            if of.observations and all(claim.rule.near is not None for claim in former.claims):
                former.observations, former.decision = [], Decision("suggested", "rule", "contradicts_another")
        known = [quantity for quantity in numbers if _comparable(quantity)]
        flows = [quantity for quantity in known if (first := _comparable(quantity)) and first.measure == "flow"]
        for comparison in self._comparisons.read(numbers, known, flows):
            first, quantity, when = _comparable(comparison.of), comparison.quantity, comparison.when
            # A flow over months is not compared with one day.
            one_day = when is not None and when.interval.start == when.interval.end
            if first is None or (first.measure == "flow" and one_day) or not quantity.may_be(first.metric_id):
                continue
            observation = values.compared(quantity, first, when)
            if self._statements.is_to_come(observation.period, first.measure, periods.report.end):
                quantity.refuse("target", "to_come")
            else:
                quantity.is_proven = comparison.is_proven
                quantity.publish([observation])
                yield comparison.of, observation

    def _doubted(self, told: Sequence[Observation], periods: PeriodReader, values: ValueReader) -> set[Observation]:
        """The values whose days texts at hand doubt; their numbers are asked about, or refused."""
        doubted = learned_periods().doubted([one for one in told if not values.is_of_listed(one)], periods)
        # What a change is counted from was before, and when is not told beside it.
        undated = [one for one in told if one.measure == "flow" and one.period.basis == "report"]
        doubted += [one for one in undated if self._statements.is_changed_from(one.quantity)]
        for quantity in (one.quantity for one in doubted):
            quantity.observations = []
            judged = quantity.verdict is not None and quantity.verdict.metrics
            quantity.decision = (
                Decision("refused", "person", "doubted_period")
                if judged
                else Decision("suggested", quantity.decision.by, "doubted_period")
            )
        return {*doubted}

    def _of_other_matters(self, told: Sequence[Observation], quantities: Sequence[Quantity]) -> set[Observation]:
        """The values in sections that are about something else; their numbers are asked about."""
        found = self._examples.of_other_matters(told, quantities)
        for quantity in (one.quantity for one in found):
            quantity.observations = []
            quantity.decision = Decision("suggested", quantity.decision.by, "other_section")
        return {*found}

    def _lacks_event(self, observation: Observation, report: Interval) -> bool:
        """Whether a value is of one event, and which one is not told.

        In a year before the report's it was another than the one named: 論壇之城市由112年之12個增為14個.
        """
        keys = [self._catalog.breakdowns[key] for key in self._catalog.metrics[observation.metric_id].breakdown]
        former = observation.period.basis == "year" and observation.period.end < report.start
        told = {} if former else observation.breakdown
        return any(key.single and key.find == "title" and key.id not in told for key in keys)

    def _by_example(
        self,
        quantities: Sequence[Quantity],
        periods: PeriodReader,
        values: ValueReader,
        tables: TableReading,
        reviewed: str,
        editions: Collection[str],
    ) -> tuple[list[Observation], set[Quantity]]:
        """What the examples are sure of, and the numbers whose rules they contradict."""

        def refusal(claim: Claim, quantity: Quantity) -> tuple[Status, str] | None:
            return next(self._all_refusals(claim, quantity, periods, values), None)

        return self._examples.decide(quantities, values, refusal, tables.unproven, reviewed, editions)

    def _by_person(
        self, quantities: Sequence[Quantity], periods: PeriodReader, values: ValueReader
    ) -> list[Observation]:
        """What people decided, where no rule has read it so."""

        def refusals(claim: Claim, quantity: Quantity) -> Iterator[tuple[Status, str]]:
            return self._all_refusals(claim, quantity, periods, values)

        return self._people.decide(quantities, values, refusals)

    def _all_refusals(
        self, claim: Claim, quantity: Quantity, periods: PeriodReader, values: ValueReader
    ) -> Iterator[tuple[Status, str]]:
        """The same for a number that no rule has read: its period is looked at, too."""
        yield from self._refusals(claim, quantity, periods)
        if claim.measure == "flow" and periods.is_level(quantity):
            yield "refused", "at_end"
        observation = values.claimed(quantity, claim)
        if self._is_to_come(quantity, observation, periods):
            yield "target", "to_come"

    def _is_to_come(self, quantity: Quantity, observation: Observation, periods: PeriodReader) -> bool:
        """Whether a value is of days behind the report's that it does not tell of as past."""
        if observation.measure == "stock" and periods.is_told_as_of(quantity, observation.period):
            return False
        return self._statements.is_to_come(observation.period, observation.measure, periods.report.end)

    # Without a number -------------------------------------------------------------------------------

    def _named_items(
        self, segments: Sequence[Segment], periods: PeriodReader, values: ValueReader
    ) -> Iterator[Quantity]:
        """Things that are listed by name, each counted as one."""
        for item in read_named_items(self._items, segments, self._reader, periods):
            item.quantity.claims = (item.claim,)
            item.quantity.publish([values.claimed(item.quantity, item.claim, item.period)])
            yield item.quantity


def _by_place(quantity: Quantity, periods: PeriodReader, values: ValueReader) -> Iterator[Observation]:
    """What a number is a value of by its place in a known table; nothing of a day that had not come yet."""
    if quantity.placed is None or not quantity.may_be(quantity.placed.metric.id):
        return
    observation = values.placed(quantity, quantity.placed)
    if observation.measure == "budget" or observation.period.end <= periods.report.end:
        quantity.publish([observation], "table")
        yield observation
    else:
        quantity.refuse("target", "to_come")


def _is_distant(observation: Observation) -> bool:
    """Whether a value was read by words farther from its number, and the examples are not as sure of it."""
    quantity = observation.quantity
    far = any(claim.rule.near is not None and claim.metric.id == observation.metric_id for claim in quantity.claims)
    own = quantity.suggestion
    return far and not (own and own.sureness >= SURE and own.likely[0].metric_id == observation.metric_id)


def _may_hide_marker(quantity: Quantity) -> bool:
    """Whether a number of things may be a list's number and another one: a line that opens with 1.23個."""
    start, _ = quantity.segment.sentence(quantity.start)
    return quantity.value < 100 and bool(quantity.value % 1) and quantity.start in (start, 0)


def _holds_at_event(claim: Claim) -> bool:
    """Whether a rule may read a number told of a dated event: no level of today is one."""
    return claim.measure != "stock" or bool(claim.period and claim.period.at)


def _still_compared(
    compared: Iterable[tuple[Quantity, Observation]], yielded: Collection[Quantity]
) -> Iterator[Observation]:
    """What is compared with numbers whose rules have not yielded; where one has, what was compared with it waits."""
    for of, observation in compared:
        quantity = observation.quantity
        if of in yielded and quantity not in yielded:
            quantity.observations = [o for o in quantity.observations if o is not observation]
            if not quantity.observations:
                quantity.decision = Decision("suggested", "example", "contradicts_rule")
        elif quantity not in yielded:
            yield observation


def _comparable(quantity: Quantity) -> Observation | None:
    """What a number is a value of, for one that is compared with it; nothing at a dated event."""
    own = [o for o in quantity.observations if o.period.basis != "event"]
    return own[-1] if own else None


def _ambiguous(quantity: Quantity) -> Trouble | None:
    """What is said of a number that several metrics claim."""
    if quantity.decision.reason != "ambiguous":
        return None
    metrics = tuple(sorted({claim.metric.id for claim in quantity.claims}))
    names = "、".join(sorted({claim.metric.name_zh for claim in quantity.claims}))
    message = told("reading.ambiguous", number=quantity.raw, metrics=names)
    return Trouble("ambiguous_label", message, quantity.segment.passage, metrics)


def _settled(
    quantities: Sequence[Quantity], observations: Iterable[Observation], periods: PeriodReader
) -> list[Quantity]:
    """The numbers worth a row, numbered, each with its period: every number, and what else is evidence."""
    told = [quantity for quantity in quantities if quantity.observations]
    for quantity in told:
        quantity.observations = []
    for observation in observations:
        for quantity in observation.evidence:
            quantity.observations.append(observation)
            quantity.period = observation.period
    for quantity in told:
        quantity.refuse("refused", "caption_alone")
    kept = [quantity for quantity in quantities if quantity.observations or quantity.form == "number"]
    kept.sort(key=lambda quantity: (quantity.segment.passage.no, quantity.span))
    for number, quantity in enumerate(kept, 1):
        quantity.no = number
        stated = quantity.period or periods.stated(quantity)
        quantity.period = None if stated is None or stated.is_backwards else stated
    return kept


def _backwards(observation: Observation) -> Trouble:
    """What is said of a value whose dates run from a later day to an earlier one."""
    period, quantity = observation.period, observation.quantity
    message = told("reading.period_backwards", number=quantity.raw, start=period.start, end=period.end)
    return Trouble("period_backwards", message, quantity.segment.passage, (observation.metric_id,))
