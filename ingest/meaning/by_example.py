"""Decides by example: what is sure is published, what is not is suggested, and rules that examples contradict yield.

On the reports at hand a rule and the examples that agree are right in 99 of 100 cases; where the examples are sure of
another metric they are right and the rule is wrong; where neither is sure a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from catalog.entry import compiled
from catalog.models import Catalog, Metric
from catalog.reviewed import load_reviewed, reviewed_metrics
from ingest.meaning.breakdown import named_parts
from ingest.meaning.candidates import Candidate
from ingest.meaning.enumerations import TotalReader
from ingest.meaning.examples import (
    ASKED,
    CONTRARY,
    FAINT,
    LIKELY,
    POSSIBLE,
    STRANGE,
    SURE,
    SURER,
    SURER_BY,
    UNLIKELY,
    YIELDS,
    model_of,
)
from ingest.meaning.foreign_items import ForeignItems
from ingest.meaning.former_values import ComparisonReader
from ingest.meaning.labels import Label, LabelReader
from ingest.meaning.model import ExampleModel
from ingest.meaning.must_tell import MustTell, told_beside
from ingest.meaning.proofs import ALL, Likeliest, Proofs, Prover
from ingest.meaning.reckoned import TELLING_FAR, Reckoned, Reckoner
from ingest.meaning.rows_of_days import against_row, row_of_days
from ingest.meaning.rules import is_left_out, usual_rule
from ingest.meaning.sections import Sections
from ingest.meaning.table_subjects import Subjects
from ingest.meaning.values import ValueReader
from ingest.numbers.printed import Claim, Decision, Observation, Quantity, Status, Suggestion, by_segment
from reviews.standing import Reviews

# Of a book of tables the examples are asked about its first numbers only: rules and tables read all.
_MOST_ASKED = 5000
# Kinds of statement that values stand in; in any other (a difference, a plan) a number has to be surer.
_PLAIN = frozenset(("result", "comparison", "total", "part", "cumulative"))
# In these no value of a metric stands: only arithmetic makes one sure.
_OF_NONE = frozenset(("difference", "cancelled"))
Refusal = Callable[[Claim, Quantity], tuple[Status, str] | None]


class ExampleDecider:
    """Decides with a catalog's examples. Holds no state between reports.

    Args:
        catalog: metrics with their marked sentences, and the words that carry structure.
        reviews: what people decided, of which is learned, too.
        model: the one to ask; None for that of all examples.
    """

    def __init__(self, catalog: Catalog, reviews: Reviews, model: ExampleModel | None = None, *, whole: bool) -> None:
        self._catalog = catalog
        self._labels = LabelReader(catalog.structure, catalog.units)
        self._of_whole = compiled(f"[，、；(]?(?:{catalog.structure.part})")
        self._at_event = compiled(catalog.lexicon.at_event)
        self._differs = compiled(catalog.lexicon.differs)
        self._no_kind = compiled(catalog.structure.part_no_kind)
        self._filler = compiled(catalog.lexicon.compared_fillers)
        self._goal = compiled(catalog.lexicon.goal_before_result)
        self._result = compiled(catalog.lexicon.result_behind_goal)
        self._model = model or model_of(catalog, reviews)
        self._sections = Sections(catalog, self._model) if self._model else None
        self._foreign = ForeignItems(catalog, self._model) if self._model else None
        self._same_unit = {unit.id: unit.same_as for unit in catalog.units if unit.same_as}
        self._money = frozenset(unit.id for unit in catalog.units if unit.kind == "money")
        self._counters = frozenset(unit.id for unit in catalog.units if unit.kind == "count")
        self._by_sum = unproven_alone(catalog)
        # Nobody could say of a reviewed report's numbers that they are of metrics that came later, told by sentences.
        known = reviewed_metrics(catalog)
        self._later = {id_ for id_, metric in catalog.metrics.items() if not metric.read and id_ not in known}
        self._reviews = {
            report.report_id: {(number.passage, number.start, number.end): number.metrics for number in report.numbers}
            for report in load_reviewed(catalog) if report.published
        }  # fmt: skip
        items = [(form.item, form.total) for form in catalog.budgets]
        self._prover = Prover(catalog.checks, CONTRARY, LIKELY, items, catalog.lexicon.changed)
        self._comparisons = ComparisonReader(catalog.lexicon)
        self._subjects = Subjects(catalog)
        self._must = MustTell(catalog, whole=whole)
        change = catalog.structure.change_words
        self._changed, self._way = compiled(rf"(?:{change.changed})$"), compiled(rf"{change.up}|{change.down}")
        self._reckoner = Reckoner(
            catalog.checks,
            {metric.id: metric.unit for metric in catalog.metrics.values()},
            catalog.structure,
            catalog.lexicon.report_period,
            catalog.lexicon.report_year,
        )
        # Metrics whose parts are of one kind, told by their own names; those of all others are of the free key.
        self._named_freely = {
            id_: metric.breakdown[0] for id_, metric in catalog.metrics.items()
            if len(metric.breakdown) == 1 and catalog.breakdowns[metric.breakdown[0]].find == "own"
        }  # fmt: skip
        self._free_key = next((key.id for key in catalog.breakdowns.values() if key.free), None)
        self._totals = TotalReader(catalog.checks)
        self._usual = {metric.id: usual_rule(metric) for metric in catalog.metrics.values()}

    def decide(
        self,
        quantities: Sequence[Quantity],
        values: ValueReader,
        refusal: Refusal,
        unproven: Collection[Quantity] = (),
        reviewed: str = "",
        editions: Collection[str] = (),
    ) -> tuple[list[Observation], set[Quantity]]:
        """Gives each number its composed label and what it may be a value of; publishes and withdraws what is sure.

        Args:
            quantities: the numbers, with what rules and tables say of them.
            values: makes their observations.
            refusal: why a number can be no value of the metric claimed, by its kind of statement; None where it can.
            unproven: numbers of tables of a known form that sums do not prove: none of them is sure.
            reviewed: the id of the review where a person has said of each number what it is: then a number that no
                rule reads may be of what the review says, where examples have it first, or of a metric that came later.
            editions: what the report and its editions are called.

        Returns:
            The new observations, and the numbers whose rules yield.
        """
        published: list[Observation] = []
        withdrawn: set[Quantity] = set()
        if self._model is None:
            return published, withdrawn
        asked = quantities[:_MOST_ASKED]
        labels = self._labels.read(asked)
        found = self._model.suggest(labels, [quantity.segment.passage.no for quantity in asked], reviewed, editions)
        for quantity, label, suggestion in zip(asked, labels, found, strict=True):
            quantity.composed, quantity.suggestion = label.line, suggestion
        proofs = self._proofs(asked, labels, values)
        reckoned = self._add_reckoned(proofs, asked, labels)
        self._add_goals(proofs, asked)
        self._add_results(proofs, asked)
        self._add_siblings(proofs, asked, labels)
        self._add_times(proofs, asked, labels)
        review = self._reviews.get(reviewed, {})
        label_of = dict(zip(asked, labels, strict=True))
        sure_of = {one: id_ for one in asked if (id_ := self._likeliest(one, proofs))}
        unclear = {*self._must.against_parts(asked, sure_of, self._totals)}
        unclear |= self._add_compared(proofs, [one for one in asked if one not in unclear], label_of)
        unclear |= against_row([one for one in asked if not self._is_at_event(one)], proofs.proven, _first)
        unclear |= {one for here in by_segment(asked) for one in self._comparisons.unclear(here)} - proofs.proven
        foreign = self._foreign.among(asked, labels) if self._foreign else set()
        unclear |= reckoned.foreign | foreign | (self._must.unnamed(asked, labels) - proofs.proven)
        vouched = self._vouched(asked) | told_beside(asked)
        rows = {(row, _first(one)) for one in asked if (row := row_of_days(one)) and _chance(one, _first(one)) >= ASKED}
        for quantity, label in zip(asked, labels, strict=True):
            own = quantity.suggestion
            if own is None or not own.likely or not _is_open(quantity):
                continue
            told = {observation.metric_id for observation in quantity.observations}
            first = own.likely[0]
            named = _is_named_by_list(quantity, first.metric_id, proofs)
            if reviewed and (told or first.metric_id not in self._later.union(review.get(_place(quantity), ()))):
                continue
            if quantity.verdict is not None and (told or not quantity.may_be(first.metric_id)):
                continue
            if told:
                yields = quantity in foreign or (quantity not in vouched and self._yields(quantity))
                if not yields and not named:
                    continue
                withdrawn.add(quantity)
                quantity.observations = []
            enough = SURER if own.kind not in _PLAIN else CONTRARY if told else SURE
            sure = named or quantity in proofs.proven or (own.sureness >= enough and own.kind not in _OF_NONE)
            # What a person read a number as is sure where the examples of others have it first, too.
            sure = sure or first.metric_id in review.get(_place(quantity), ())
            sure = sure and quantity not in unproven and not self._is_change(quantity, label, first.metric_id)
            sure = sure and not is_left_out(quantity, self._usual[first.metric_id])
            sure = sure and self._must.tells(quantity, first.metric_id, values.above(quantity))
            if first.metric_id in self._by_sum:
                sure = sure and quantity in proofs.added_up and self._heads_budget(quantity, label)
            if (
                sure
                and quantity not in unclear
                and self._is_whole(quantity, label, first.metric_id, quantity in reckoned.repeated)
            ):
                published += self._publish(quantity, label, own, values, refusal, proofs)
            # A person is asked of all of a row, which is of one measure, or of none.
            worth = _is_undecided(quantity) and (
                first.chance >= ASKED or (row_of_days(quantity), first.metric_id) in rows
            )
            if not quantity.observations and (told or worth):
                why = "other_subject" if quantity in foreign else "contradicts_rule" if told else "unsure"
                quantity.decision = Decision("suggested", "example", why)
        return published, withdrawn

    def of_other_matters(self, told: Iterable[Observation], quantities: Sequence[Quantity]) -> list[Observation]:
        """Those values of a report whose sections seem to be about what no example is of."""
        return self._sections.of_other_matters(told, quantities) if self._sections else []

    def _is_change(self, quantity: Quantity, label: Label, metric_id: str) -> bool:
        """Whether a number says how much more or less there was than at another time: 用電較去年同期增加3%, 減少49車次.

        What was saved against then is a rate of its own (較基期節電2.3%), and of a metric of changes each is one. With
        a minus sign it is no change only where its own words name it: 節電率-1.2%, not 386萬度(去年同期392萬度，-1.5%).
        """
        own = self._catalog.metrics[metric_id].name_zh
        if quantity.unit != "%":
            differs = self._differs.search(quantity.segment.compact.text[: quantity.start])
            return quantity.segment.cell is None and differs is not None and self._way.search(own) is None
        if quantity.value < 0 and quantity.segment.cell is None and own not in label.own:
            return self._way.search(own) is None
        told = self._changed.search(label.own) if label.compares else None
        return told is not None and self._way.search(told.group()) is not None

    def _is_at_event(self, quantity: Quantity) -> bool:
        """Whether the head above a cell is an event, of which other metrics tell: 合併時(99年12月25日)."""
        return any(self._at_event.search(head.compact.text) for head in quantity.segment.column_heads)

    def _yields(self, quantity: Quantity) -> bool:
        """Whether the rule that has read a number yields to the examples."""
        told = {observation.metric_id for observation in quantity.observations}
        own = quantity.suggestion
        if own is None or not own.likely or quantity.is_proven:
            return False
        return self._contradict(own, told)

    def _vouched(self, quantities: Sequence[Quantity]) -> set[Quantity]:
        """Parts of a list, another of which examples know: what a rule has read one by one it has read as a whole.

        All that is counted of one event is no such list: 貴賓210位，分別為外賓96位及國內貴賓114位.
        """
        lists = {key.id for key in self._catalog.breakdowns.values() if not key.single}
        parts = [
            one for one in quantities if one.observations and all(lists & {*o.breakdown} for o in one.observations)
        ]
        known = {(one.segment, own.metric_id) for one in parts if not self._yields(one) for own in one.observations}
        return {one for one in parts if all((one.segment, own.metric_id) in known for own in one.observations)}

    def _contradict(self, suggestion: Suggestion, told: Collection[str]) -> bool:
        """Whether the examples speak against what a rule says: another metric is far likelier, or none is likely.

        Of a metric without examples they say nothing.
        """
        assert self._model is not None
        own = max((one.chance for one in suggestion.likely if one.metric_id in told), default=0.0)
        if suggestion.likely[0].metric_id in told:
            return own < STRANGE
        known = all(id_ in self._model.taught for id_ in told)
        first = suggestion.likely[0].chance
        return (first >= YIELDS and first - own >= SURER_BY) or (known and own < STRANGE)

    def _proofs(self, asked: Sequence[Quantity], labels: Sequence[Label], values: ValueReader) -> Proofs:
        """What arithmetic proves of the likeliest metrics, beside what rules and tables tell."""
        likeliest: list[Likeliest] = []
        for quantity, label in zip(asked, labels, strict=True):
            suggestion = quantity.suggestion
            if quantity.observations:
                likeliest.append(Likeliest(quantity, quantity.observations[0].metric_id, 1.0, label.is_total))
            elif suggestion and suggestion.sureness >= POSSIBLE and _is_open(quantity) and not quantity.is_target:
                first = suggestion.likely[0].metric_id
                if quantity.may_be(first):
                    likeliest.append(Likeliest(quantity, first, suggestion.sureness, label.is_total))
        proofs, label_of = self._prover.prove(likeliest), dict(zip(asked, labels, strict=True))
        for parts in proofs.lists:
            own = [label_of[part] for part in parts]
            names = {self._reckoner.own_name(label) for label in own}
            if len(names) == 1 and self._are_of_times(parts, values):
                # 其中上半年出刊30期、刊登610則，下半年出刊32期、刊登655則.
                proofs.parts.difference_update(parts)
            if "" in names or any(label.when for label in own):
                # All of the report's own time is no named part: 本期查核34次，連同上半年36次; 本期已完成21個，餘15個.
                proofs.parts -= {part for part in parts if self._reckoner.is_of_own_time(label_of[part])}
        return proofs

    def _are_of_times(self, parts: Sequence[Quantity], values: ValueReader) -> bool:
        """Whether each part of a sum is of a time of its own."""
        claims = [Claim(self._catalog.metrics[own], self._usual[own], 0) for part in parts if (own := _first(part))]
        periods = [values.claimed(*one).period for one in zip(parts, claims, strict=False)]
        return len({(period.start, period.end) for period in periods}) == len(parts)

    def _add_reckoned(self, proofs: Proofs, asked: Sequence[Quantity], labels: Sequence[Label]) -> Reckoned:
        """Adds the numbers that arithmetic names, whatever the examples say of them; gives what it says of all."""
        candidates = []
        for quantity, label in zip(asked, labels, strict=True):
            surely = self._likeliest(quantity, proofs)
            is_open = _is_open(quantity) and _is_undecided(quantity) and not quantity.is_rate
            suggestion = quantity.suggestion if is_open else None
            likely = suggestion.likely if suggestion else ()
            if suggestion and suggestion.sureness >= SURER:
                # Other numbers may make a sum with it by chance.
                likely = likely[:1]
            # A relation between small numbers may hold by chance.
            may = frozenset(
                one.metric_id
                for one in likely
                if quantity.may_be(one.metric_id)
                and (one.chance >= FAINT or quantity.value >= TELLING_FAR)
                and self._must.tells_event(quantity, one.metric_id)
            )
            by_words = frozenset(one.metric_id for one in likely if one.chance >= UNLIKELY)
            candidates.append(Candidate(quantity, label, surely, may, is_open, by_words))
        reckoned = self._reckoner.reckon(candidates)
        for quantity, metric_id in reckoned.metrics.items():
            if quantity.suggestion and quantity.may_be(metric_id):
                quantity.suggestion = quantity.suggestion.led_by(metric_id)
                proofs.proven.add(quantity)
        for total in asked:
            # A total told as one is of what its parts are of: 四維86人、鳳山64人，共150人.
            metrics = {self._likeliest(part, proofs) for part in total.parts}
            first = _first(total)
            metric = metrics.pop() if len(metrics) == 1 else None
            if metric and first and not self._totals.may_be(first, metric) and total.may_be(metric):
                total.suggestion = total.suggestion and total.suggestion.led_by(metric)
                proofs.proven.add(total)
        proofs.names.update(reckoned.parts)
        proofs.wholes.update(reckoned.wholes)
        proofs.times.update(reckoned.times)
        proofs.parts.update(reckoned.parts)
        proofs.parts -= reckoned.timed
        return reckoned

    def _add_siblings(self, proofs: Proofs, asked: Sequence[Quantity], labels: Sequence[Label]) -> None:
        """Adds the numbers of one sentence, or of one column, that tell of one metric's parts, each named, one surely.

        警察局占42.5%、消防局占31.0%: where one is sure the other, which is likely, is as well.
        """
        lines: dict[tuple[object, ...], list[tuple[Quantity, str, float]]] = {}
        for quantity, label in zip(asked, labels, strict=True):
            suggestion = quantity.suggestion
            if not suggestion or not suggestion.likely or suggestion.sureness < LIKELY or not _is_open(quantity):
                continue
            metric = self._catalog.metrics[suggestion.likely[0].metric_id]
            parts = repr(named_parts(metric, label, self._catalog)) if metric.breakdown else "{}"
            if parts != "{}" and quantity.may_be(metric.id) and label.unit in self._units_of(metric):
                segment = quantity.segment
                cell = segment.cell
                place = ("column", cell.column) if cell else ("sentence", segment.sentence(quantity.start))
                line = lines.setdefault((segment.passage.no, metric.id, label.when, *place), [])
                line.append((quantity, parts, suggestion.sureness))
        for line in lines.values():
            apart = len({parts for _, parts, _ in line}) == len(line) > 1
            if apart and max(sureness for _, _, sureness in line) >= SURE:
                proofs.proven.update(quantity for quantity, _, _ in line)
                proofs.parts.update(quantity for quantity, _, _ in line)

    def _add_times(self, proofs: Proofs, asked: Sequence[Quantity], labels: Sequence[Label]) -> None:
        """Adds the numbers that tell what of the one right before them came in a time: 調派907次，其中上半年418次."""
        for (whole, part), label in zip(pairwise(asked), labels[1:], strict=False):
            when, metric = label.when, self._likeliest(whole, proofs)
            if when is None or metric is None or part.segment is not whole.segment or part.unit != whole.unit:
                continue
            text = part.segment.compact.text
            before, behind = text[whole.tail : when.start], text[when.end : part.start]
            joined = self._of_whole.fullmatch(before) and self._filler.fullmatch(behind)
            own = part.suggestion
            if joined and part.value <= whole.value and own and part.may_be(metric):
                part.suggestion = own.led_by(metric)
                proofs.proven.add(part)

    def _add_compared(
        self, proofs: Proofs, asked: Sequence[Quantity], labels: Mapping[Quantity, Label]
    ) -> set[Quantity]:
        """Adds the numbers that words of comparison set beside another one of their likeliest metric.

        接待24案、300人，較上年同期19案、164人: what is compared with a case is one of the same.

        Returns:
            Those that they set beside one of another metric or part.
        """
        unclear: set[Quantity] = set()
        for here in by_segment(asked):
            if here[0].segment.cell is not None:
                continue
            sure = {quantity: id_ for quantity in here if (id_ := self._likeliest(quantity, proofs))}
            # What seems to be compared is looked at again, however sure it is by its words, and so is what a change
            # leads from.
            compared = {quantity for quantity, _ in self._comparisons.changed(here)}
            compared |= {q for q in sure if q.suggestion and q.suggestion.kind == "comparison"}
            known = [q for q in sure if q.observations or q not in compared]
            for one in self._comparisons.read([q for q in here if q.form == "number"], known):
                own = one.quantity.suggestion
                if not own or not own.likely or one.of not in sure or not (one.is_proven or own.sureness >= LIKELY):
                    continue
                metric = self._catalog.metrics[sure[one.of]]
                parts = (named_parts(metric, labels[q], self._catalog) for q in (one.quantity, one.of))
                # What there was at an event is only of then: 由合併時900人減至800人 tells of no other at it.
                if metric.period and metric.period.at:
                    unclear.add(one.quantity)
                    continue
                if one.is_proven and one.quantity.may_be(metric.id):
                    one.quantity.suggestion = own = own.led_by(metric.id)
                if own.likely[0].metric_id == metric.id and (one.is_proven or next(parts) == next(parts)):
                    proofs.proven.add(one.quantity)
                    proofs.compared[one.quantity] = one.when
                else:
                    unclear.add(one.quantity)
            # Words that name a part do not tell what a change shows to be compared with something else.
            changed = ((q, of, _first(q)) for q, of in self._comparisons.changed(here) if of not in sure)
            unclear |= {q for q, of, metric in changed if metric != _first(of) or _chance(of, metric) < LIKELY}
        return unclear

    def _add_goals(self, proofs: Proofs, asked: Sequence[Quantity]) -> None:
        """Lets a goal in brackets be of what the number before them is of: 線上簽核比率86%(目標80%)."""
        for whole, goal in pairwise(asked):
            text = goal.segment.compact.text
            beside = goal.segment is whole.segment and goal.unit == whole.unit and goal.suggestion
            if not goal.is_target or whole.is_target or not beside or text[whole.tail : whole.tail + 1] != "(":
                continue
            metric = self._likeliest(whole, proofs)
            if metric and ")" not in text[whole.tail : goal.start] and goal.may_be(metric):
                goal.suggestion = beside.led_by(metric)

    def _add_results(self, proofs: Proofs, asked: Sequence[Quantity]) -> None:
        """Lets what came be of what the goal right before it is of: 宣導預定12場次，實際辦理15場次."""
        for goal, result in pairwise(asked):
            text, told = goal.segment.compact.text, goal.suggestion
            beside = result.segment is goal.segment and result.unit == goal.unit and result.suggestion
            if not beside or result.observations or not told or not told.likely or told.likely[0].chance < CONTRARY:
                continue
            if self._goal.search(text[: goal.start]) and self._result.fullmatch(text[goal.tail : result.start]):
                metric = told.likely[0].metric_id
                if _is_open(result) and result.may_be(metric):
                    result.suggestion = beside.led_by(metric)
                    proofs.proven.add(result)

    def _likeliest(self, quantity: Quantity, proofs: Proofs) -> str | None:
        """The metric a number is surely of: what its rule says, unless the examples contradict it."""
        suggestion = quantity.suggestion
        if quantity.observations and not self._yields(quantity):
            return quantity.observations[-1].metric_id
        if not suggestion or not suggestion.likely or not _is_open(quantity):
            return None
        sure = suggestion.sureness >= SURE or quantity in proofs.proven
        return suggestion.likely[0].metric_id if sure else None

    def _units_of(self, metric: Metric) -> set[str]:
        return {"", metric.unit, *metric.comparable_units}

    def _heads_budget(self, quantity: Quantity, label: Label) -> bool:
        """Whether a cell's column is headed by words for a budget: years alone may head accounts (決算), too.

        Or whether the words of a sentence are: 歲出預算3億元：一般行政2億元、….
        """
        head = label.column.rpartition("|")[2]
        if quantity.segment.cell is None:
            return any(re.search(form.lead, label.line) for form in self._catalog.budgets)
        if not quantity.segment.column_heads:
            # Nothing but a title heads the figures: 114年度單位預算.
            title = label.title
            return any(
                re.search(form.lead, title) and not re.search(form.not_lead, title) for form in self._catalog.budgets
            )
        return any(re.search(form.lead, head) and re.search(form.figure_head, head) for form in self._catalog.budgets)

    def _is_whole(self, quantity: Quantity, label: Label, metric_id: str, named: bool) -> bool:
        """Whether a number's unit counts what its metric's does, and the words of its table name that.

        Heads such as 合計 stand in any table. ``named``: what it counts is told outside its table.
        """
        metric, in_words = self._catalog.metrics[metric_id], quantity.segment.cell is None
        if not (in_words or named or self._subjects.names(metric_id, label)):
            return False
        unit = metric.unit
        if quantity.unit is None:
            # A share in a column without a unit: no one counts 13.0 persons.
            if quantity.decimals and quantity.scale == 1 and metric.measure == "flow" and unit in self._counters:
                return False
            listed = self._same_unit.get(label.unit, label.unit) == unit
            return (listed or not in_words) and unit not in self._money
        same = self._same_unit.get(quantity.unit, quantity.unit) == unit or quantity.unit in metric.comparable_units
        return same or not in_words

    def _is_outcome(self, observation: Observation) -> bool:
        """Whether a value is a part that tells what became of things, where its metric is not told by such parts."""
        key, metric = self._free_key, self._catalog.metrics[observation.metric_id]
        told = observation.breakdown.get(key, "") if key and key not in metric.breakdown else ""
        return self._no_kind.search(told) is not None

    def _as_part(self, quantity: Quantity, label: Label, observation: Observation, proofs: Proofs) -> dict[str, str]:
        """What part a value is, with the name that a list gives it whose sum says that it is one."""
        own, told = self._named_freely.get(observation.metric_id), dict(observation.breakdown)
        name, in_words = proofs.names.get(quantity), quantity.segment.cell is None
        if own:
            unsaid = in_words and not any(part in label.own for part in told.values())
            return {own: name} if name and (not told or unsaid) else told
        if name is None and in_words and quantity in proofs.parts and not told:
            name = None if label.when else self._reckoner.own_name(label)
        said = any(part in label.own or (name and (part in name or name in part)) for part in told.values())
        return {**told, self._free_key: name} if name and self._free_key and not said else told

    def _publish(
        self,
        quantity: Quantity,
        label: Label,
        suggestion: Suggestion,
        values: ValueReader,
        refusal: Refusal,
        proofs: Proofs,
    ) -> Iterator[Observation]:
        metric = self._catalog.metrics[suggestion.likely[0].metric_id]
        claim = Claim(metric, self._usual[metric.id], 0)
        refused = refusal(claim, quantity)
        if refused:
            quantity.refuse(*refused)
            return
        if label.is_total and quantity.unit == "%" and quantity.value == ALL:
            # All shares together are no share.
            return
        observation = values.claimed(quantity, claim)
        # Of a total of several parts, its words name the first one only.
        together = {key: part for key, part in observation.breakdown.items() if "+" in part}
        start, _ = quantity.segment.sentence(quantity.start)
        before = quantity.segment.compact.text[start : quantity.start]
        named = named_parts(metric, label, self._catalog, before)
        observation = replace(observation, breakdown={**observation.breakdown, **named, **together})
        if quantity in proofs.compared:
            observation = replace(values.compared(quantity, observation, proofs.compared[quantity]), rule=claim.name)
        elif suggestion.kind == "comparison" and label.compares:
            if label.when is not None:
                observation = replace(values.compared(quantity, observation, label.when), rule=claim.name)
            elif observation.period.basis == "report":
                # Of another period, and which one is not told near it.
                return
        if quantity in proofs.wholes:
            observation = replace(observation, breakdown={})
        elif quantity in proofs.times:
            # 264場次，四維166、鳳山98(上半年118、下半年146).
            of = [o for o in proofs.times[quantity].observations if o.metric_id == metric.id]
            observation = replace(observation, breakdown=of[0].breakdown if of else {})
        else:
            observation = replace(observation, breakdown=self._as_part(quantity, label, observation, proofs))
        if quantity in proofs.parts and not observation.breakdown and not _is_of_its_time(quantity, label, observation):
            # What part of the total it is has no name here.
            return
        if quantity.segment.cell is None and self._is_outcome(observation):
            # A sum says that it is a part, and nothing that such parts are told: 調解80件(成立52件、不成立28件).
            return
        quantity.adds_up = quantity in proofs.proven and quantity not in proofs.parts
        quantity.publish(values.each(claim, observation), "example")
        yield from quantity.observations


def _is_of_its_time(quantity: Quantity, label: Label, observation: Observation) -> bool:
    """Whether a part of a sum is of its own time: 全年251人，上半年132人、下半年119人; 上期 and 本期 as heads."""
    heads = (*quantity.segment.column_heads, *quantity.segment.row_heads)
    quote = observation.period.quote
    headed = quote is not None and any(quote in head.printed(0, len(head.compact.text)) for head in heads)
    if label.when is None:
        return headed
    # What came on one day: 3月9日場118人、5月11日場134人.
    return headed or observation.measure == "flow" or label.when.interval.start < label.when.interval.end


def _is_named_by_list(quantity: Quantity, metric_id: str, proofs: Proofs) -> bool:
    """Whether a rule has read a part without its name, which a list that adds up gives it."""
    told = quantity.observations
    plain = len(told) == 1 and told[0].metric_id == metric_id and not told[0].breakdown and not quantity.is_proven
    return plain and quantity in proofs.names


def _is_open(quantity: Quantity) -> bool:
    """Whether examples may say what a number is: its place does not, it is one value, and its heads are at hand."""
    whole = quantity.form == "number" and quantity.decision.reason != "no_one_value"
    # What stands below 增減 is no value of anything.
    whole = whole and not quantity.below_difference
    return whole and quantity.placed is None and (quantity.segment.cell is None or quantity.under_heads)


def _first(quantity: Quantity) -> str | None:
    """The metric a number is likeliest of."""
    own = quantity.suggestion
    return own.likely[0].metric_id if own and own.likely else None


def _chance(quantity: Quantity, metric_id: str | None) -> float:
    own = quantity.suggestion.likely if quantity.suggestion else ()
    return next((one.chance for one in own if one.metric_id == metric_id), 0.0)


def _place(quantity: Quantity) -> tuple[int, int, int]:
    return (quantity.segment.passage.no, *quantity.span)


def _is_undecided(quantity: Quantity) -> bool:
    """Whether nothing has been found to speak for or against a number."""
    return quantity.decision.status == "unclaimed" or quantity.decision.reason in ("no_unit", "reached")


def unproven_alone(catalog: Catalog) -> frozenset[str]:
    """Metrics of which no number is sure by itself: lines of budgets are proven by their sum or not at all."""
    return frozenset(id_ for form in catalog.budgets for id_ in (form.item, form.total))
