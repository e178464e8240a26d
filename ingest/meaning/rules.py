"""Which metric a printed number belongs to: the catalog's reading rules, matched on folded text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from re import _parser  # type: ignore[attr-defined]  # alone tells how wide a pattern is

from catalog.entry import compiled
from catalog.models import Catalog, Metric, ReadingRule
from ingest.meaning.distant_labels import Surroundings
from ingest.notation.calendar import Interval, find_dates
from ingest.numbers.printed import Claim, Form, Quantity
from ingest.numbers.quantities import QuantityReader

# Patterns without a bound are told to match some billion characters.
_WIDEST = 1000
# Whether words are a period does not hang on the year they are read in.
_ANY_YEAR = Interval(date(2000, 1, 1), date(2000, 12, 31))


@dataclass(frozen=True)
class _Compiled:
    """A rule ready to match; ``reach`` is how many characters ``before`` is wide at most, None without a bound."""

    metric: Metric
    rule: ReadingRule
    before: re.Pattern[str] | None
    reach: int | None
    after: re.Pattern[str] | None
    near: re.Pattern[str] | None
    spans: re.Pattern[str] | None
    sentence: re.Pattern[str] | None
    context: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    row: re.Pattern[str] | None
    column: re.Pattern[str] | None


def _compile(pattern: str | None, anchor: str = "{}") -> re.Pattern[str] | None:
    return compiled(anchor.format(f"(?:{pattern})")) if pattern is not None else None


@cache
def _reach(pattern: str | None) -> int | None:
    """How many characters a pattern matches at most; None where there is no bound."""
    widest = int(_parser.parse(pattern or "").getwidth()[1])
    return widest if widest <= _WIDEST else None


def _parts(metric: Metric, catalog: Catalog) -> re.Pattern[str] | None:
    """The names of the parts a metric is broken down by, where the catalog knows them."""
    words = [value.words for key in metric.breakdown for value in catalog.breakdowns[key].values]
    return compiled("|".join(words)) if words else None


class RuleBook:
    """All reading rules of a catalog, by form and unit.

    Args:
        catalog: its metrics.
        reader: strips fillers and qualifiers between label and number.
        form: the rules to hold.
    """

    def __init__(self, catalog: Catalog, reader: QuantityReader, form: Form) -> None:
        self._reader = reader
        self._lexicon = catalog.lexicon
        self._other_matter = compiled(catalog.lexicon.other_matter)
        self._by_unit: dict[str | None, list[_Compiled]] = {}
        self._parts = {metric.id: _parts(metric, catalog) for metric in catalog.metrics.values()}
        for metric in catalog.metrics.values():
            for rule in metric.read:
                if rule.form == form:
                    self._add(metric, rule)

    def _add(self, metric: Metric, rule: ReadingRule) -> None:
        compiled = _Compiled(
            metric, rule, _compile(rule.before, "{}$"), _reach(rule.before), _compile(rule.after),
            _compile(rule.near), _compile(rule.spans), _compile(rule.sentence), _compile(rule.context),
            _compile(rule.unless), _compile(rule.row), _compile(rule.column),
        )  # fmt: skip
        for unit in rule.units or (metric.unit,):
            self._by_unit.setdefault(unit or None, []).append(compiled)

    def claims(self, quantity: Quantity, free: Sequence[Quantity] = ()) -> list[Claim]:
        """The claims on a number with the longest label; more than one metric means ambiguity.

        Args:
            quantity: the number.
            free: numbers before it that leave their label to it (see
                :class:`ingest.meaning.distant_labels.Surroundings`).
        """
        candidates = self._by_unit.get(quantity.unit)
        if not candidates:
            return []
        context = _Context.of(quantity, self._reader, self._other_matter)
        beside = [compiled for compiled in candidates if compiled.near is None]
        claims = [claim for compiled in beside if (claim := context.claim(compiled)) and self._names_no_period(claim)]
        best = max((claim.weight for claim in claims), default=0)
        if claims or quantity.segment.cell is not None:
            return [claim for claim in claims if claim.weight == best]
        candidates = [compiled for compiled in candidates if compiled.near is not None]
        return self._near(Surroundings(quantity, self._lexicon, self._reader, free), candidates, context)

    @staticmethod
    def _names_no_period(claim: Claim) -> bool:
        """Whether what the rule takes for the name of a part opens with no part of a year: 下半年受理.

        With its year a period may be a name's own: 106年度第2次.
        """
        return not any(
            mention.start == 0 and not mention.has_year
            for name in claim.captured.values()
            for mention in find_dates(name, _ANY_YEAR)
        )

    def _near(self, around: Surroundings, candidates: Sequence[_Compiled], context: _Context) -> list[Claim]:
        """The claims of the nearest label; of labels equally near, of the longest."""
        if not around.speaks:
            return []
        found = [
            (own.distance, own.match.start() - own.match.end(), claim)
            for compiled in candidates
            if compiled.near is not None
            and (own := around.find(compiled.near, compiled.spans, self._parts[compiled.metric.id]))
            and (claim := context.near_claim(compiled, own.match, around.clause))
            and self._names_no_period(claim)
        ]
        best = min(((distance, length) for distance, length, _ in found), default=None)
        return [claim for distance, length, claim in found if (distance, length) == best]


def _matter(before: str, other: re.Pattern[str]) -> str:
    """What stands before a number in its sentence, from where another matter begins: …，另變賣廢鐵得款."""
    begun = list(other.finditer(before))
    return before[begun[-1].start() :] if begun else before


@dataclass(frozen=True)
class _Context:
    """What stands around a number: the sentence before it, with and without fillers, and after it.

    ``at`` is where in ``sentence`` it stands.
    """

    leads: tuple[str, ...]
    after: str
    sentence: str
    at: int
    context: str
    row: str | None
    column: str | None

    @classmethod
    def of(cls, quantity: Quantity, reader: QuantityReader, other_matter: re.Pattern[str]) -> _Context:
        segment = quantity.segment
        start, stop = segment.sentence(quantity.start)
        text = segment.compact.text
        # The number of an item is no word of it: 4.首爾締結33週年.
        before = text[max(start, min(segment.behind_marker, quantity.start)) : quantity.start]
        lead = reader.lead(before)
        leads = (before,) if lead == before else (lead, before)
        in_cell = segment.cell is not None
        matter = _matter(before, other_matter)
        sentence = matter + text[quantity.start : stop]
        return cls(
            leads, text[quantity.tail : stop], sentence, len(matter), reader.context(segment.passage),
            segment.row_label if in_cell else None, segment.column_label if in_cell else None,
        )  # fmt: skip

    def claim(self, compiled: _Compiled) -> Claim | None:
        """The claim of a rule on this number, or None."""
        matches: list[re.Match[str]] = []
        if compiled.before is not None:
            before = self._before(compiled.before, compiled.reach)
            if before is None:
                return None
            matches.append(before)
        if compiled.after is not None:
            after = compiled.after.match(self.after)
            if after is None:
                return None
            matches.append(after)
        for pattern, label in ((compiled.row, self.row), (compiled.column, self.column)):
            if pattern is not None:
                head = pattern.search(label) if label is not None else None
                if head is None:
                    return None
                matches.append(head)
        weight = sum(match.end() - match.start() for match in matches)
        around = self._around(compiled)
        if around is None or (compiled.unless is not None and compiled.unless.search(self.sentence)):
            return None
        captured = {k: v for match in (*matches, *around) for k, v in match.groupdict().items() if v}
        return Claim(compiled.metric, compiled.rule, weight, captured)

    def _before(self, pattern: re.Pattern[str], reach: int | None) -> re.Match[str] | None:
        """The match of words right before the number; it begins no farther from it than they reach."""
        for lead in self.leads:
            match = pattern.search(lead, 0 if reach is None else max(0, len(lead) - reach))
            if match is not None:
                return match
        return None

    def near_claim(self, compiled: _Compiled, label: re.Match[str], clause: str) -> Claim | None:
        """The claim of a rule whose label was found near the number, or None."""
        around = self._around(compiled)
        if around is None or (compiled.unless is not None and compiled.unless.search(clause)):
            return None
        captured = {k: v for match in (label, *around) for k, v in match.groupdict().items() if v}
        return Claim(compiled.metric, compiled.rule, label.end() - label.start(), captured)

    def _around(self, compiled: _Compiled) -> list[re.Match[str]] | None:
        """The matches in sentence and context; None where one is missing. What names a part is the last before it."""
        matches: list[re.Match[str]] = []
        for pattern, text in ((compiled.sentence, self.sentence), (compiled.context, self.context)):
            if pattern is not None:
                found = pattern.search(text)
                if found and pattern.groupindex and text is self.sentence:
                    named = [m for m in pattern.finditer(text, 0, self.at) if any(m.groupdict().values())]
                    found = named[-1] if named else found
                if found is None:
                    return None
                matches.append(found)
        return matches


def usual_rule(metric: Metric) -> ReadingRule:
    """How a metric's values are read that no rule claims: with the measure most of its rules give.

    What all of them leave out is left out.
    """
    rules = [rule for rule in metric.read if rule.form == "number"]
    measures = Counter(rule.measure for rule in rules)
    left_out = {rule.unless for rule in rules}
    return ReadingRule.model_construct(
        id="example",
        measure=measures.most_common(1)[0][0] if measures else None,
        unless=left_out.pop() if len(left_out) == 1 else None,
    )


def is_left_out(quantity: Quantity, usual: ReadingRule) -> bool:
    """Whether a number's clause holds what all rules of its metric leave out: 締盟屆滿42年 is no 週年."""
    text = quantity.segment.compact.text
    clause = re.split("[，。；]", text[: quantity.start])[-1] + text[quantity.start : quantity.tail + 2]
    return usual.unless is not None and re.search(usual.unless, clause) is not None
