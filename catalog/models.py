"""What a catalog file may say. Unknown keys, unknown ids and unusable patterns are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from catalog.entry import Entry, Id, Pattern
from catalog.examples import Sentence
from catalog.table_forms import BudgetForm, TableForm

Measure = Literal["flow", "stock", "ratio", "cumulative", "target", "budget"]
Direction = Literal["lower_is_better", "higher_is_better", "neutral"]
Genre = Literal["annual_performance", "council_report", "annual_plan", "other"]


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
    """A dated event that reports count from (縣市合併). ``day`` is the first day counted."""

    id: Id
    name_zh: str
    name_en: str
    day: date
    words: Pattern
    source: str


class BreakdownValue(Entry):
    """One value of a breakdown key and the words that mean it."""

    id: str
    words: Pattern


class BreakdownKey(Entry):
    """One key of ``observation.breakdown`` and how its value is found.

    ``find``: ``captured`` by a named group of the rule's patterns; ``nearest`` mention before the
    number in its sentence, else in the headings; ``title``: the quoted name in the sentence, else
    the nearest item heading. ``single``: each value is one happening, so it has no monthly rate.
    ``unique``: each value names one thing for ever (104年度第1次), whatever period a report gives it.
    """

    id: Id
    name_zh: str
    name_en: str
    find: Literal["captured", "nearest", "title"] = "captured"
    single: bool = False
    unique: bool = False
    values: tuple[BreakdownValue, ...] = ()


class BreakdownNames(Entry):
    """English names of values of one breakdown key, by the value as reports print it."""

    key: Id
    names: dict[str, str]


class PeriodRule(Entry):
    """Which period a value covers, where the contract's default for its measure does not say it.

    Exactly one of: ``since`` an event to the section's as-of date; ``at`` an event's day;
    ``standing``: start unknown, until the end of the year the sentence names, else of the report;
    ``at_end``: the last day of the report's period; ``at_year_end``: the last day of the year named;
    ``report``: the report's own period, whatever dates the sentence names; ``report_year``: the
    calendar year the report's period ends in; ``named_year``: the year the sentence names, wherever;
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


class ReadingRule(Entry):
    """How one wording of a metric is recognised. Patterns see folded text without blanks.

    ``before`` must match the text that ends right before the number, ``after`` the text that
    begins right behind number and unit. Filler words and qualifiers (計, 共, 約 … in
    catalog/common/lexicon.yaml) between label and number are passed over. ``sentence``
    is searched in the whole sentence, ``context`` in headings and passage together. ``unless``
    refuses a sentence. ``row`` and ``column`` are searched in the heads of a table cell's row and column: such a rule
    reads cells only. Named groups fill the breakdown keys of the same name. ``look_back`` says how
    far before the number a date may stand that gives the period: its sentence, its passage or its
    outline item. ``counts_as`` is the unit counted where another is printed (場次計102次).
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
    look_back: Literal["sentence", "passage", "item"] = "sentence"
    breakdown: dict[str, str] = Field(default_factory=dict)
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

    ``comparable_units`` are printed units that count the same thing; values in any other unit are
    kept, but never set beside these. ``works``: the value is about works that are planned or done.
    ``single``: a value is one happening or a count of named ones, without a monthly rate.
    ``levels``: one name may stand on two levels with two values, which do not contradict.
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
    comparable_units: tuple[str, ...] = ()
    works: bool = False
    single: bool = False
    levels: bool = False
    countings: tuple[Counting, ...] = ()
    read: tuple[ReadingRule, ...] = ()
    sentences: tuple[Sentence, ...] = ()


class MetricFile(Entry):
    """One file of an agency's metrics: the metrics of one topic."""

    topic: Id
    metrics: tuple[Metric, ...]


CheckKind = Literal[
    "sum", "difference", "percent", "product", "share", "parts", "increase", "growth", "at_least",
    "printed_twice", "list_length", "stated_total", "stated_change", "table_relations", "budget_sum", "between_reports",
    "completion_date", "magnitude",
]  # fmt: skip
# Kinds that look at everything a report prints, not at one metric.
GENERAL_CHECKS = (
    "printed_twice", "list_length", "stated_total", "stated_change", "table_relations", "budget_sum", "between_reports",
    "completion_date", "magnitude",
)  # fmt: skip


class Check(Entry):
    """One relation that should hold among the values of one report, or of several.

    About one metric, ``stated``:
    ``sum``: operands add up to it, those of ``optional`` only where printed. ``difference``: first
    operand less the others. ``percent``: first operand in percent of the second. ``product``:
    operands multiplied. ``share``: first operand in percent of the second without breakdown.
    ``parts``: its own values by the key ``over`` add up to the one without. ``increase`` and
    ``growth``: last less first value of the operand, plain and in percent of the first.
    ``at_least``: it reaches the operand, a target.
    Operands are taken at the same period as ``stated`` where their measure allows it.

    About everything: ``printed_twice``: one thing has one value in a report; two values contradict where
    their words are the same but for ``idle`` ones. ``list_length``: 等6個機關
    stands behind as many names. ``stated_total``: parts beside a total in one sentence add up to it.
    ``stated_change``: a change or rate in a sentence comes of the two numbers before it.
    ``table_relations``: what heads of a table call totals, differences or shares of its other lines are so.
    ``budget_sum``: a budget table's lines add up. ``between_reports``:
    two reports print one value for one thing. ``completion_date``: two reports date the completion
    of one project alike, within ``days``; names alike to ``likeness`` and not equal may be two projects.
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

    @model_validator(mode="after")
    def _has_inputs(self) -> Check:
        if (self.stated is None) != (self.kind in GENERAL_CHECKS):
            raise ValueError(f"check {self.id}: kind {self.kind} and stated do not fit")
        if (self.over is not None) != (self.kind == "parts"):
            raise ValueError(f"check {self.id}: over is for parts")
        return self


class GenreRule(Entry):
    """How a genre of report is told from its opening words."""

    genre: Genre
    words: Pattern
    name_zh: str


class AuthorityWords(Entry):
    """How titles and covers name who reports.

    ``lead`` may stand before the name; ``government`` opens it and ``office`` may close it; ``behind`` is what a
    title goes on with, ``document`` what it ends in. ``field`` names it on a line of its own, ``speaks_for`` in
    the words of thanks before a council.
    """

    lead: Pattern
    government: Pattern
    office: Pattern
    behind: Pattern
    document: Pattern
    field: Pattern
    speaks_for: Pattern


class Lexicon(Entry):
    """The words the readers know. Patterns see folded text without blanks.

    ``variants`` maps characters one for one; ``fillers`` stand between a label and its number;
    ``qualifiers`` (before) and ``qualifiers_after`` map printed words to the qualifier kept.
    ``not_measures`` are words behind a number that only look like its unit (1,234 多元就業).
    ``distributive`` ends right before a number that holds for each of several (各辦理2次). ``bounds``
    are the qualifiers that make a value a bound, which cannot be compared exactly; ``at_least`` and
    ``at_most`` are those of them that tell on which side of it the value lies.
    ``not_quantities`` are numbers that are none, each form under its name.
    ``ocr_mark`` is the qualifier of numbers recognised from an image.
    ``differs`` ends right before a difference (增加23件), ``difference_head`` heads a column of them. ``rate`` ends
    right before how much comes in each day or month (每月2次), ``all_years`` tells what came since the beginning.
    ``planned`` tells what is still to come, ``plan_opener`` does so for its whole statement, ``plan_carried_on``
    opens a clause that goes on with one. ``dropped`` tells beside a number, ``dropped_wholly`` in a clause behind
    it, that nothing came of it; ``done_instead`` what came all the same. ``target_before`` ends right before a
    target (目標值45場次), ``target_after`` begins right behind one, ``target_head`` heads a column of them.
    ``part`` opens a clause about a part of what was counted before (其中以日本21案最多), ``other_matter`` one about
    something else (另變賣廢鐵). ``compared_joints`` stand between a number and the period of one compared with it,
    ``compared_fillers`` between that period and its number; ``became`` ends right before one (減為).
    ``turned_since`` ends right before a period whose value ``changed`` to another one (由109年底27項增為35項).
    ``compared_than`` ends right before a period that holds for what is compared only (較, 優於), ``compared_beside``
    begins right behind one that no number is of (與去年同期相較).
    ``reporting_period`` are the forms a report tells its period in; where none is met, its title and cover may
    tell it, but not the lines of ``publication`` nor a bare ``cover_date``; ``up_to`` is a line that only says
    until when. Then the sentences with ``period_sentence`` and without ``other_period``, if they tell but one.
    ``as_of`` stands before the day a stock holds at, ``at_event`` before one that holds at a dated event;
    ``now`` and ``changed`` (增為) are words that leave an earlier one behind, the second any that a number stands at.
    ``numeral_units`` are the only units that may follow a number written in Chinese numerals, and ``times``, which
    counts like 次 (兩度辦理). ``plural_numeral_units`` may follow one of two and more.
    ``counting_words`` in the name of a measure only tell that it is counted (人數, 合計).
    ``measure_words`` are measures without a unit in the catalog, kept as printed; ``divisible_measures`` those of them
    that have parts, so that decimals are likely. ``no_measures`` are characters that are no measure though they
    stand alone between a number and punctuation; ``no_shares`` words with a 成 that is no tenth; ``note_mark``
    what marks a footnote between a number and its unit.
    ``qualifiers_after_unit`` stand behind the unit, ``about_scales`` right before 十, 百, 千 … (數十), unless
    ``no_about_scales`` ends there. ``currencies`` are marks and names of money before
    a number, with its unit. A number with a qualifier of ``no_values`` is no one value of anything.
    """

    variants: dict[str, str]
    fillers: tuple[str, ...]
    qualifiers: dict[str, str]
    qualifiers_after: dict[str, str]
    qualifiers_after_unit: dict[str, str]
    about_scales: dict[str, str]
    currencies: dict[str, str]
    no_about_scales: Pattern
    no_values: tuple[str, ...]
    distributive: Pattern
    bounds: tuple[str, ...]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]
    not_measures: tuple[str, ...]
    differs: Pattern
    difference_head: Pattern
    rate: Pattern
    all_years: Pattern
    planned: Pattern
    plan_opener: Pattern
    plan_carried_on: Pattern
    dropped: Pattern
    dropped_wholly: Pattern
    done_instead: Pattern
    target_before: Pattern
    target_after: Pattern
    target_head: Pattern
    part: Pattern
    other_matter: Pattern
    compared_fillers: Pattern
    compared_joints: Pattern
    turned_since: Pattern
    compared_than: Pattern
    compared_beside: Pattern
    became: Pattern
    numeral_units: tuple[str, ...]
    plural_numeral_units: tuple[str, ...]
    measure_words: tuple[str, ...]
    divisible_measures: tuple[str, ...]
    no_measures: str
    no_shares: tuple[str, ...]
    note_mark: Pattern
    times: Pattern
    counting_words: Pattern
    not_quantities: dict[Id, Pattern]
    report_period: Pattern
    quoted: Pattern
    not_periods: tuple[Pattern, ...]
    as_of: Pattern
    at_event: Pattern
    now: Pattern
    changed: Pattern
    genres: tuple[GenreRule, ...]
    authority: AuthorityWords
    title: Pattern
    reporting_period: tuple[Pattern, ...]
    publication: Pattern
    cover_date: Pattern
    up_to: Pattern
    period_sentence: Pattern
    other_period: Pattern
    opening_passages: int
    ocr_mark: str
    completed: Pattern
    works_planned: Pattern
    works_done: Pattern
    covered_year: Pattern
    session: Pattern
    corrected_edition: Pattern
    published: Pattern
    caption: Pattern
    page_furniture: tuple[Pattern, ...]
    table_tail: Pattern


class ChangeWords(Entry):
    """What stands between numbers of which one is the change, or the rate of change, of two others.

    ``compared`` and ``became`` stand between the two (較…, 減為), ``changed`` before their difference, ``rate`` before
    it in percent; ``share`` before the rate of a part, whose ``verb`` names the part. ``aim`` ends right before a goal,
    ``reached`` parts it from what was reached, ``attained`` that from its share. ``other`` tells of a part or another
    thing.
    """

    compared: Pattern
    became: Pattern
    changed: Pattern
    rate: Pattern
    share: Pattern
    aim: Pattern
    reached: Pattern
    attained: Pattern
    other: Pattern


class Structure(Entry):
    """The words that carry the structure of a sentence. Patterns see folded text, dates as @, numbers as #.

    ``turns`` may stand between what a number counts and the number (較上年同期, 增為, 合計). ``respectively`` ends
    right before numbers that share the names before them in order, from its ``respectively_word`` on;
    ``respectively_behind`` begins right behind numbers whose ``names`` follow them. ``name_joints`` part such names,
    ``number_joints`` such numbers; ``opening`` words are none. ``unit_in_head`` ends a head that tells the UNIT.
    ``relative`` begins the words of a share or change of the number before, ``change`` are those of a change alone;
    ``year`` matches a number of years that is a year. ``part`` opens a part of the number before it, ``total`` stands
    before a total of those before it; ``total_head`` heads totals in a table, ``no_sum_head`` what no total
    adds up, ``difference_of`` differences of the two lines before; ``complements`` are names that together are all
    there is, ``all_of`` words for as many. ``cues`` are the signs of a kind of statement, looked for in each zone
    around a number.
    """

    turns: Pattern
    respectively: Pattern
    respectively_word: Pattern
    respectively_behind: Pattern
    unit_in_head: Pattern
    name_joints: Pattern
    number_joints: Pattern
    opening: Pattern
    relative: Pattern
    change: Pattern
    year: Pattern
    part: Pattern
    total: Pattern
    total_head: Pattern
    no_sum_head: Pattern
    difference_of: Pattern
    complements: tuple[tuple[str, str], ...]
    all_of: dict[str, int]
    change_words: ChangeWords
    cues: dict[Id, Pattern]


class CauseWords(Entry):
    """The words by which a report says why. Patterns see folded text without blanks, quoted names blotted out.

    ``gives`` are in a clause that gives a cause, ``hence`` stands between a cause and what came of it. At the
    beginning of a sentence, ``follows`` makes the one before it the cause, and ``explains`` gives the cause of what
    the one before it says; ``other_matter`` opens a clause about something else.
    """

    gives: tuple[Pattern, ...]
    hence: Pattern
    follows: Pattern
    explains: Pattern
    other_matter: Pattern


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


class SeriesWords(Entry):
    """The words by which measures are told apart where no catalog names them. Patterns see folded text without blanks.

    ``kinds`` are kinds of statement, each looked for in the clause before a number or in the heads of its cell. A
    target stands before ``target_behind``; what was before a change between ``was_before`` and ``was_behind``; the rate
    of a difference behind ``difference_in_brackets``. ``difference_units`` are of differences only. ``done`` in a plan
    tells what is no plan, ``labels`` end right before the number of a table or picture. ``fillers`` end right before a
    number, ``dated`` opens its words; ``respectively`` takes the names and the numbers before one of a list that
    ``joints`` part. ``head_period`` is the period of a table's head: ``first_half``, ``half``, ``a_year_before`` tell
    which. ``vague`` names need their section's, ``name_clutter`` is no part of a name, ``whole_rows`` are no part of
    the whole. Units of one group of ``units_alike`` count the same.
    """

    kinds: dict[str, Pattern]
    target_behind: Pattern
    was_before: Pattern
    was_behind: Pattern
    difference_in_brackets: Pattern
    difference_units: tuple[str, ...]
    done: Pattern
    labels: Pattern
    table_caption: Pattern
    caption_clutter: Pattern
    fillers: Pattern
    dated: Pattern
    respectively: Pattern
    joints: Pattern
    rates: Pattern
    head_period: Pattern
    first_half: Pattern
    half: Pattern
    a_year_before: Pattern
    stock: Pattern
    vague: Pattern
    name_clutter: Pattern
    whole_rows: Pattern
    units_alike: tuple[tuple[str, ...], ...]


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
