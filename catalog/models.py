"""What a catalog file may say. Unknown keys, unknown ids and unusable patterns are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from catalog.entry import Entry, Id, Pattern
from catalog.examples import Sentence
from catalog.lexicon import CauseWords, Lexicon, SeriesWords, Structure
from catalog.table_forms import BudgetForm, TableForm

Measure = Literal["flow", "stock", "ratio", "cumulative", "target", "budget"]
Direction = Literal["lower_is_better", "higher_is_better", "neutral"]


class TopicGroup(Entry):
    """One group of topics, as people look for them."""

    id: Id
    name_zh: str
    name_en: str


class Topic(Entry):
    """One theme, in its group."""

    id: Id
    group: Id
    name_zh: str
    name_en: str
    question_zh: str
    question_en: str


class Unit(Entry):
    """One unit of measure. ``also`` lists other printed forms of the same unit.

    One that is ``same_as`` another counts the same things in another word; a value in it is published in the
    other where its metric is defined in that.
    A value in a unit of kind ``rate`` (人/日) is a rate already and has no monthly average.
    """

    id: str
    name_en: str
    also: tuple[str, ...] = ()
    same_as: str | None = None
    kind: Literal["count", "rate", "money", "percent", "time", "length", "other"] = "count"


class Agency(Entry):
    """One agency, the government it is an office of, and the names reports give it.

    ``successor_of`` is the agency it was before: the two are one lineage, whose values are one series.
    """

    id: Id
    name_zh: str
    name_en: str
    government: str
    names: tuple[str, ...]
    successor_of: Id | None = None


class ContextBand(Entry):
    """One stretch of time shown behind charts. ``source`` says where its dates were published."""

    id: Id
    series: Literal["mayor", "council", "event"]
    name_zh: str
    name_en: str
    start: date
    end: date | None = None
    source: str

    @model_validator(mode="after")
    def _in_order(self) -> ContextBand:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"{self.id}: ends before it starts")
        return self


class BaseEvent(Entry):
    """A dated event that reports count from (縣市合併). ``day`` is the first day counted.

    ``printed`` is how a report tells another day beside the event's words, ``@`` the day: 縣市合併(@), @縣市合併.
    """

    id: Id
    name_zh: str
    name_en: str
    day: date
    words: Pattern
    printed: Pattern
    source: str


class BreakdownValue(Entry):
    """One value of a breakdown key and the words that mean it."""

    id: str
    words: Pattern


class BreakdownKey(Entry):
    """One key of ``observation.breakdown`` and how its value is found.

    ``find``: ``captured`` by a named group of the rule's patterns; ``nearest`` mention before the
    number in its sentence, else in the headings; ``title``: the nearest item heading, else the name
    quoted last before the number; ``named``: as its passage or headings print it; ``own``: as the
    words print it that name the number alone, or the heads of its cell. ``pattern`` finds
    with its group ``name`` what is named, and what no title or quotes tell. ``single``: each value is
    one happening, so it has no monthly rate. ``unique``: each value names one thing for ever
    (104年度第1次), whatever period a report gives it. ``free``: parts of any metric are told by it, where a list
    names them and adds up.
    """

    id: Id
    name_zh: str
    name_en: str
    find: Literal["captured", "nearest", "title", "named", "own"] = "captured"
    pattern: Pattern | None = None
    single: bool = False
    unique: bool = False
    free: bool = False
    values: tuple[BreakdownValue, ...] = ()


class BreakdownNames(Entry):
    """English names of values of one breakdown key, by the value as reports print it."""

    key: Id
    names: dict[str, str]


class PeriodRule(Entry):
    """Which period a value covers, where the contract's default for its measure does not say it.

    Exactly one of: ``since`` an event to the section's as-of date; ``at`` an event's day;
    ``standing``: start unknown, until the end of the year the sentence names, else of the report;
    ``at_end``: the last day of the report's period where no other is told; ``at_year_end``: that of the year named;
    ``report``: the report's own period, whatever dates the sentence names; ``report_year``: the calendar year the
    report's period ends in, ``year_before``: the one before it; ``named_year``: the year the sentence names, wherever;
    ``to_date``: that year as far as the report's period reaches; ``happening``: the days the
    sentence names, before or behind the number, planned ones too; ``as_of``: the day a stock would hold at.
    """

    since: Id | None = None
    at: Id | None = None
    standing: bool = False
    at_end: bool = False
    at_year_end: bool = False
    report: bool = False
    report_year: bool = False
    year_before: bool = False
    named_year: bool = False
    to_date: bool = False
    happening: bool = False
    as_of: bool = False

    @model_validator(mode="after")
    def _one_form(self) -> PeriodRule:
        given = [name for name, value in self if value]
        if len(given) != 1:
            raise ValueError(f"period takes exactly one of {', '.join(type(self).model_fields)}")
        return self


LookBack = Literal["sentence", "passage", "item"]


class ReadingRule(Entry):
    """How one wording of a metric is recognised. Patterns see folded text without blanks.

    ``before`` must match the text that ends right before the number, ``after`` the text that
    begins right behind number and unit. Filler words and qualifiers (計, 共, 約 … in
    catalog/common/lexicon.yaml) between label and number are passed over. ``sentence``
    is searched in the whole sentence, ``context`` in headings and passage together. ``unless``
    refuses a sentence. ``row`` and ``column`` are searched in the heads of a table cell's row and column: such a rule
    reads cells only. Named groups fill the breakdown keys of the same name. ``period`` is given where it is not the
    metric's. ``counts_as`` is the unit counted where another is printed (場次計102次).
    ``near`` matches a label that stands before the number in its sentence, or right behind it, and not
    right beside it: such a rule claims only what no other rule does, the nearest label wins, and a
    number of the same unit between them has the label for itself, unless words of ``spans`` stand
    behind that (四維12場次、鳳山8場次，合計20場次). ``unless`` is then searched in the number's own clause.
    ``each`` gives the values of one breakdown key that a number behind 各 holds for, each.
    """

    id: Id
    before: Pattern | None = None
    after: Pattern | None = None
    near: Pattern | None = None
    spans: Pattern | None = None
    sentence: Pattern | None = None
    context: Pattern | None = None
    unless: Pattern | None = None
    row: Pattern | None = None
    column: Pattern | None = None
    units: tuple[str, ...] = ()
    form: Literal["number", "ordinals", "listed"] = "number"
    measure: Measure | None = None
    period: PeriodRule | None = None
    counts_as: str | None = None
    each: dict[str, tuple[str, ...]] = Field(default_factory=dict, max_length=1)

    @model_validator(mode="after")
    def _says_something(self) -> ReadingRule:
        beside = (self.before, self.after, self.row, self.column)
        if self.near is None and not any(beside):
            raise ValueError(f"rule {self.id}: needs before, after, near, row or column")
        if self.near is not None and any(beside):
            raise ValueError(f"rule {self.id}: near goes without before, after, row and column")
        return self


class Counting(Entry):
    """One of several ways reports count a metric, told by the words of the sentence.

    Values counted in different ways are never compared, and no line or step joins them.
    """

    id: Id
    name_zh: str
    name_en: str
    sentence: Pattern


class Metric(Entry):
    """One defined measure and the rules that read it.

    ``period`` says which period its values are of, where that of the measure does not hold. ``look_back`` says how far
    before a number a date may stand that gives the period: its sentence, its passage or its outline item.
    ``comparable_units`` are printed units that count the same thing; values in any other unit are
    kept, but never set beside these. ``works``: the value is about works that are planned or done.
    ``single``: a value is one happening or a count of named ones, without a monthly rate.
    ``levels``: one name may stand on two levels with two values, which do not contradict.
    ``whole``: the value of a breakdown key that is all there is, and so no part.
    ``countings``: the ways reports count it, where their definitions differ.
    ``sentences``: marked sentences of its own, beside those of the agency's ``sentences`` folder.
    """

    id: Id
    name_zh: str
    name_en: str
    definition_zh: str
    definition_en: str
    unit: str
    measure: Measure
    direction: Direction = "neutral"
    breakdown: tuple[Id, ...] = ()
    whole: dict[Id, str] = Field(default_factory=dict)
    comparable_units: tuple[str, ...] = ()
    works: bool = False
    single: bool = False
    levels: bool = False
    countings: tuple[Counting, ...] = ()
    period: PeriodRule | None = None
    look_back: LookBack = "sentence"
    read: tuple[ReadingRule, ...] = ()
    sentences: tuple[Sentence, ...] = ()


class MetricFile(Entry):
    """One file of an agency's metrics: the metrics of one topic."""

    topic: Id
    metrics: tuple[Metric, ...]


CheckKind = Literal[
    "sum", "difference", "percent", "product", "share", "parts", "increase", "growth", "target_met",
    "printed_twice", "list_length", "stated_total", "stated_change", "told_words", "told_days", "table_relations",
    "budget_sum", "between_reports", "years_since", "period_sum", "completion_date", "magnitude",
]  # fmt: skip
# Kinds that look at everything a report prints, not at one metric.
GENERAL_CHECKS = (
    "printed_twice", "list_length", "stated_total", "stated_change", "told_words", "told_days", "target_met",
    "table_relations", "budget_sum", "between_reports", "years_since", "period_sum", "completion_date", "magnitude",
)  # fmt: skip


class Check(Entry):
    """One relation that should hold among the values of one report, or of several.

    About one metric, ``stated``:
    ``sum``: operands add up to it, those of ``optional`` only where printed. ``difference``: first
    operand less the others. ``percent``: first operand in percent of the second. ``product``:
    operands multiplied. ``share``: first operand in percent of the second without breakdown.
    ``parts``: its own values by the key ``over`` add up to the one without, or to that of all. ``increase`` and
    ``growth``: last less first value of the operand, plain and in percent of the first.
    Operands are taken at the same period as ``stated`` where their measure allows it.

    About everything: ``printed_twice``: one thing has one value in a report; two values contradict where
    their words are the same but for ``idle`` ones, and words beside a table contradict its totals.
    ``list_length``: 等6個機關 stands behind as many names, what is counted in units of ``listed`` before as many.
    ``stated_total``: parts beside a total in one sentence add up to it.
    ``stated_change``: a change or rate in a sentence comes of the two numbers before it. ``told_words``: words that
    set a number above or below another, rank several, or tell what became of some are true of them.
    ``target_met``: a goal that is said to be reached or missed is so by the numbers beside it. ``told_days``: what
    began ends no earlier, what was in the report's period has a day in it, and that period is told alike throughout.
    ``table_relations``: what heads of a table call totals, differences or shares of its other lines are so.
    ``budget_sum``: a budget table's lines add up. ``between_reports``:
    two reports print one value for one thing; what a sentence says was ``announced`` as put right is a footnote.
    ``years_since``: years since something, the ``operands``, grow from report to report as the years go by.
    ``period_sum``: values of periods that make up a longer one add up
    to its value, in units of ``additive``, and none is more than it. ``completion_date``: two reports date the
    completion of one project alike, within ``days``; names alike to ``likeness`` and not equal may be two projects.
    ``magnitude``: each value is less than ``factor`` times some other of its metric, or the other way
    round; one that is not may be misread or grown, and accuses nobody.
    """

    id: Id
    name_zh: str
    name_en: str
    kind: CheckKind
    stated: Id | None = None
    operands: tuple[Id, ...] = ()
    optional: tuple[Id, ...] = ()
    over: Id | None = None
    days: int = 0
    likeness: float = 1.0
    factor: float = 1.0
    idle: Pattern | None = None
    announced: Pattern | None = None
    additive: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_inputs(self) -> Check:
        if (self.stated is None) != (self.kind in GENERAL_CHECKS):
            raise ValueError(f"check {self.id}: kind {self.kind} and stated do not fit")
        if (self.over is not None) != (self.kind == "parts"):
            raise ValueError(f"check {self.id}: over is for parts")
        return self


class Panel(Entry):
    """One view of a screen.

    ``kind``: ``values`` draws each metric's printed values in a lane of its own, with the metric of
    ``bases`` as its starting point; ``shares`` draws each second metric of a pair in percent of the
    first, or per unit of it where ``per`` is set; ``works`` draws a time line with status; ``named``
    draws each breakdown value on its day. ``targets`` gives the target of a metric; ``headline`` is
    the metric whose finding is the title.
    """

    id: Id
    name_zh: str
    name_en: str
    kind: Literal["values", "shares", "works", "named"] = "values"
    metrics: tuple[Id, ...] = ()
    pairs: tuple[tuple[Id, Id], ...] = ()
    bases: dict[Id, Id] = Field(default_factory=dict)
    per: bool = False
    targets: dict[Id, Id] = Field(default_factory=dict)
    headline: Id | None = None
    breakdown: Id | None = None


class Screen(Entry):
    """One topic page: its question, the metric that answers it, and its panels in order."""

    id: Id
    name_zh: str
    name_en: str
    question_zh: str
    question_en: str
    headline: Id
    panels: tuple[Panel, ...]


class Catalog(Entry):
    """Everything the files of ``directory`` say, validated as a whole by :func:`catalog.load.load`.

    ``leading`` are the metrics a chief must know, the most important first.
    """

    directory: Path
    groups: tuple[TopicGroup, ...]
    topics: tuple[Topic, ...]
    metrics: dict[str, Metric]
    topic_of: dict[str, str]
    units: tuple[Unit, ...]
    agencies: tuple[Agency, ...]
    bands: tuple[ContextBand, ...]
    events: dict[str, BaseEvent]
    breakdowns: dict[str, BreakdownKey]
    breakdown_names: tuple[BreakdownNames, ...]
    tables: tuple[TableForm, ...]
    budgets: tuple[BudgetForm, ...]
    checks: tuple[Check, ...]
    screens: tuple[Screen, ...]
    leading: tuple[Id, ...]
    lexicon: Lexicon
    structure: Structure
    series: SeriesWords
    causes: CauseWords
    sha256: str

    def printed_units(self) -> tuple[str, ...]:
        """Each unit in all the forms that reports print."""
        return tuple(form for unit in self.units for form in (unit.id, *unit.also))

    def describes(self, agency_id: str | None) -> bool:
        """Whether an agency is one of those whose metrics stand here."""
        return any(agency.id == agency_id for agency in self.agencies)

    def lineage(self, agency_id: str) -> str:
        """The agency that one began as: the id by which it and all it succeeds are one."""
        before = {agency.id: agency.successor_of for agency in self.agencies}
        passed = {agency_id}
        while (earlier := before.get(agency_id)) and earlier not in passed:
            agency_id = earlier
            passed.add(earlier)
        return agency_id
