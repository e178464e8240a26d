"""The words by which reports are read: what they say of genre, authority, period, kinds of statement, causes."""

from __future__ import annotations

from typing import Literal

from catalog.check_words import (
    AccumulationWords,
    ChangeWords,
    ComparingWords,
    DayWords,
    ElsewhereWords,
    ExtremeWords,
    MeanWords,
    PartitionWords,
    RowWords,
    SpanWords,
    TargetWords,
)
from catalog.entry import Entry, Id, Pattern

Genre = Literal["annual_performance", "council_report", "annual_plan", "other"]


class GenreRule(Entry):
    """How a genre of report is told from its opening words."""

    genre: Genre
    words: Pattern
    name_zh: str


class AuthorityWords(Entry):
    """How titles and covers name who reports.

    ``lead`` may stand before the name; ``government`` opens it and ``office`` may close it; ``behind`` is what a
    title goes on with, ``document`` what it ends in. ``field`` names it on a line of its own, ``speaks_for`` in
    the words of thanks before a council. ``council`` is one before which a report is made, ``own_government`` what
    its place's government may be called there.
    """

    lead: Pattern
    government: Pattern
    office: Pattern
    council: Pattern
    own_government: Pattern
    behind: Pattern
    document: Pattern
    field: Pattern
    speaks_for: Pattern


class Lexicon(Entry):
    """The words the readers know. Patterns see folded text without blanks.

    ``variants`` maps characters one for one; ``fillers`` stand between a label and its number;
    ``qualifiers`` (before) and ``qualifiers_after`` map printed words to the qualifier kept.
    ``not_measures`` are words behind a number that only look like its unit (1,234 多元就業);
    ``measures_again`` are those of them whose first character is one where it has counted before (其餘84則為…).
    ``distributive`` ends right before a number that holds for each of several (各辦理2次). ``bounds``
    are the qualifiers that make a value a bound, which cannot be compared exactly; ``at_least`` and
    ``at_most`` are those of them that tell on which side of it the value lies.
    ``not_quantities`` are numbers that are none, each form under its name.
    ``ocr_mark`` is the qualifier of numbers recognised from an image.
    ``differs`` ends right before a difference (增加23件), ``difference_head`` heads a column of them and
    ``mean_head`` a row or column of means. ``rate`` ends right before how much comes in each day or month
    (每月2次), ``all_years`` tells what came since the beginning, ``for_several`` that an amount is one for
    several together and ``for_each`` that it is not; ``completed_by`` stands behind the day works are done by.
    ``planned`` tells what is still to come, ``plan_opener`` does so for its whole statement, ``plan_carried_on``
    opens a clause that goes on with one. ``dropped`` tells beside a number, ``dropped_wholly`` in a clause behind
    it, that nothing came of it; ``done_instead`` what came all the same. ``goal_before_result`` ends right
    before a goal, ``result_behind_goal`` is what stands between it and its result. ``target_before`` ends right
    before a target (目標值45場次), ``target_after`` begins right behind one, ``target_head`` heads a column,
    ``aimed`` opens several, ``goal_words`` stand beside a rate aimed at. Below a ``goal_heading`` all are goals, but
    for what stands below an ``outcome_heading`` or behind an ``outcome_before``.
    ``part`` opens a clause about a part of what was counted before (其中以日本21案最多), ``other_matter`` one about
    something else (另變賣廢鐵). ``compared_joints`` stand between a number and the period of one compared with it,
    ``compared_fillers`` between that period and its number; ``became`` ends right before one (減為). ``amounts_to``
    stands between a measure's name and its value.
    ``turned_since`` ends right before a period whose value ``changed`` to another one (由109年底27項增為35項).
    ``compared_than`` ends right before a period that holds for what is compared only (較, 優於), ``compared_beside``
    begins right behind one that no number is of (與去年同期相較).
    ``of_government`` opens a clause that tells of a government;
    ``unnumbered_heading`` is a line that heads what follows though no marker opens it, its named groups are kinds;
    ``indicator`` is a line that names what is measured below it; ``table_title`` one right above a table that names
    it, ``table_unit`` one that states its unit only; ``share_head`` heads percentages where a table states two units,
    ``money_head`` amounts of money;
    ``brackets_hold`` says of which time numbers in brackets are (its group ``period``), each of ``defined_times`` of
    which time a ``word`` for another period is;
    ``compared_period`` ends right before a period that is only compared with;
    ``reporting_period`` are the forms a report tells its period in; where none is met, its title and cover may
    tell it, but not the lines of ``publication`` nor a bare ``cover_date``; ``up_to`` is a line that only says
    until when; ``other_named`` parts a period from a time within it that is none of its own. Then the sentences with
    ``period_sentence`` and without ``other_period``, if they tell but one.
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
    measures_again: tuple[str, ...]
    differs: Pattern
    difference_head: Pattern
    mean_head: Pattern
    goal_before_result: Pattern
    result_behind_goal: Pattern
    rate: Pattern
    all_years: Pattern
    for_several: Pattern
    for_each: Pattern
    completed_by: Pattern
    planned: Pattern
    plan_opener: Pattern
    plan_carried_on: Pattern
    dropped: Pattern
    dropped_wholly: Pattern
    done_instead: Pattern
    target_before: Pattern
    target_after: Pattern
    aimed: Pattern
    target_head: Pattern
    goal_words: Pattern
    goal_heading: Pattern
    outcome_heading: Pattern
    outcome_before: Pattern
    part: Pattern
    other_matter: Pattern
    compared_fillers: Pattern
    amounts_to: Pattern
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
    report_year: Pattern
    quoted: Pattern
    not_periods: tuple[Pattern, ...]
    as_of: Pattern
    at_event: Pattern
    now: Pattern
    changed: Pattern
    genres: tuple[GenreRule, ...]
    authority: AuthorityWords
    title: Pattern
    of_government: Pattern
    table_title: Pattern
    table_unit: Pattern
    share_head: Pattern
    money_head: Pattern
    unnumbered_heading: Pattern
    indicator: Pattern
    reporting_period: tuple[Pattern, ...]
    compared_period: Pattern
    brackets_hold: Pattern
    defined_times: tuple[Pattern, ...]
    publication: Pattern
    cover_date: Pattern
    up_to: Pattern
    period_sentence: Pattern
    other_period: Pattern
    other_named: Pattern
    opening_passages: int
    ocr_mark: str
    completed: Pattern
    due: Pattern
    works_planned: Pattern
    works_done: Pattern
    covered_year: Pattern
    session: Pattern
    corrected_edition: Pattern
    published: Pattern
    caption: Pattern
    page_furniture: tuple[Pattern, ...]
    table_tail: Pattern


class Structure(Entry):
    """The words that carry the structure of a sentence. Patterns see folded text, dates as @, numbers as #.

    ``turns`` may stand between what a number counts and the number (較上年同期, 增為, 合計). ``respectively`` ends
    right before numbers that share the names before them in order, from its ``respectively_word`` on;
    ``respectively_behind`` begins right behind numbers whose ``names`` follow them. ``name_joints`` part such names,
    ``number_joints`` such numbers; ``opening`` words are none. ``bare_statement`` are names that tell a kind of
    statement only (實際達成值): what it is of the heading tells, or the ``indicator_name`` before it, up to such a
    BARE one. ``unit_in_head`` ends a head that tells the UNIT.
    ``relative`` begins the words of a share or change of the number before, ``change`` are those of a change alone;
    ``year`` matches a number of years that is a year. ``part`` opens a part of the number before it, ``total`` stands
    before a total of those before it; ``total_head`` heads totals in a table, ``no_sum_head`` what no total
    adds up, ``difference_of`` differences of the two lines before; ``exact_qualifiers`` leave a number exact, in a
    table ``distributive_qualifiers`` too; ``some_of`` tells that names are some of several, ``rest`` stands before the
    rest of a whole, ``exhausts`` before all parts of one, ``times`` tells parts of a year, ``counted`` are numerals;
    ``complements`` are names that together are all there is, ``opposites``
    names of which nothing has both, ``all_of`` words for as many.
    ``part_name`` finds the ``name`` in the words of a part that only its sum tells, ``part_name_end`` words whose last
    sign belongs to them, ``part_no_kind`` names that tell an outcome, and no kind of what is counted. ``stages`` are
    what becomes of things, the first of each row first; two are ``stage_apart`` where the second is not of the first.
    ``cues`` are the signs of a kind of statement, looked for in each zone around a number.
    """

    turns: Pattern
    respectively: Pattern
    respectively_word: Pattern
    listed_in_turn: Pattern
    told_again: Pattern
    respectively_behind: Pattern
    unit_in_head: Pattern
    name_joints: Pattern
    number_joints: Pattern
    opening: Pattern
    bare_statement: Pattern
    indicator_name: Pattern
    relative: Pattern
    change: Pattern
    year: Pattern
    part: Pattern
    part_behind: Pattern
    parts_lead: Pattern
    total: Pattern
    total_head: Pattern
    no_sum_head: Pattern
    difference_of: Pattern
    exact_qualifiers: tuple[str, ...]
    distributive_qualifiers: tuple[str, ...]
    some_of: Pattern
    rest: Pattern
    exhausts: Pattern
    times: Pattern
    counted: dict[str, int]
    complements: tuple[tuple[str, str], ...]
    opposites: tuple[tuple[str, str], ...]
    all_of: dict[str, int]
    part_name: Pattern
    part_name_end: Pattern
    part_no_kind: Pattern
    change_words: ChangeWords
    mean_words: MeanWords
    partition_words: PartitionWords
    elsewhere_words: ElsewhereWords
    accumulation_words: AccumulationWords
    comparing_words: ComparingWords
    span_words: SpanWords
    row_words: RowWords
    day_words: DayWords
    extreme_words: ExtremeWords
    stages: tuple[tuple[Pattern, ...], ...]
    stage_apart: Pattern
    target_words: TargetWords
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


class SeriesWords(Entry):
    """The words by which measures are told apart where no catalog names them. Patterns see folded text without blanks.

    ``kinds`` are kinds of statement, each looked for in the clause before a number or in the heads of its cell. A
    target stands before ``target_behind``; what was before a change between ``was_before`` and ``was_behind``; the rate
    of a difference behind ``difference_in_brackets``. ``difference_units`` are of differences only. ``done`` in a plan
    tells what is no plan, but for what something ``rises_to``, and so does ``done_in_brackets``. ``labels`` end right
    before the number of a table or picture, ``labels_behind`` open what follows one that only names a time. A column of
    ``unit_column`` states the units of its rows; a heading of ``status_section`` in a plan what is no goal. ``fillers``
    end right before a number, ``dated`` opens its words; ``respectively`` takes the names and the numbers before one of
    a list that ``joints`` part, told ``in_order``; an ``opened_list`` has words before its names, ``listed_times``
    are no names but of the number before them, ``list_opens`` end right before the first; a ``name_behind`` its number
    is one, a ``year_behind`` a name is none. ``head_period`` is the period of a table's head: ``first_half``, ``half``,
    ``a_year_before`` tell which. ``stock`` words tell of what there is, as do ``lasting_things`` that are counted
    unless something is ``happening`` to them or their unit is of ``event_units``. ``vague`` names need what they are of
    before them, ``name_clutter`` is no part of a name, ``name_joins`` part two. Phrases that tell what a sentence is
    about are read without ``subject_clutter``; things of a unit that no words name are ``counted``, and what a unit
    ``measured`` is told where a name has nothing ``measured_said``; a share of what stands before it has a
    ``share_name``. ``whole_rows`` are no part of the whole; a ``rest`` is told by what its list names. A part
    ``ranked`` among others names its whole before it where ``ranked_behind`` follows its number; a sentence that opens
    ``at_day`` tells what there is; a part is ``listed_as`` what stands behind; an amount of ``budget`` words is one.
    What is of one of the ``sexes`` is none of all; a ``table_of_all`` names nothing. Units of one group of
    ``units_alike`` count the same, in different ``scales``.

    A ``nameless`` name is that of the number before it, what something ``changed_from`` is named before that, and a law
    that is ``cited`` is no name. A number that ``rounds`` the next is parted from it by ``rounded_behind``. A plan
    whose figures are ``told_until`` a month names what is ``intended`` or the year it is for; under a heading of an
    ``ahead_section`` is what is to come. Heads of counts end in a unit and ``of_head``, those of what is done in a
    thing and ``times``; a ``time_head`` tells nothing but a time and ``value_heads`` which figure stands below them.
    What adds up ``since`` a year is not of it. ``aimed_at`` ends right before a goal, ``share_of_goal`` before how much
    of one was reached, which has a ``goal_share_name``; ``goal_clutter`` is no part of the name of one, which is
    ``goal_named`` unless ``goal_said`` is in it; a ``bound_name`` goes on from the number before it. A ``share`` is of
    what the number before it counts, a ``sum_of`` of several numbers before it and a ``sum_of_year`` of what was
    told of a part of the year. What a report tells of the ``next_half`` is to come; ``planned_money`` of a plan is a
    budget.
    """

    kinds: dict[str, Pattern]
    target_behind: Pattern
    was_before: Pattern
    was_behind: Pattern
    difference_in_brackets: Pattern
    difference_units: tuple[str, ...]
    done: Pattern
    done_in_brackets: Pattern
    labels: Pattern
    labels_behind: Pattern
    nameless: Pattern
    rounds: Pattern
    rounded_behind: Pattern
    changed_from: Pattern
    cited: Pattern
    told_until: Pattern
    intended: Pattern
    ahead_section: Pattern
    times: str
    of_head: Pattern
    value_heads: Pattern
    since: Pattern
    aimed_at: Pattern
    share_of_goal: Pattern
    goal_share_name: str
    goal_clutter: Pattern
    goal_named: str
    goal_said: Pattern
    bound_name: Pattern
    share: Pattern
    next_half: Pattern
    sum_of: Pattern
    sum_of_year: Pattern
    time_head: Pattern
    rises_to: Pattern
    status_section: Pattern
    unit_column: Pattern
    table_caption: Pattern
    caption_clutter: Pattern
    table_of_all: Pattern
    fillers: Pattern
    dated: Pattern
    in_order: Pattern
    respectively: Pattern
    joints: Pattern
    opened_list: Pattern
    listed_times: Pattern
    list_opens: Pattern
    name_behind: Pattern
    year_behind: Pattern
    rates: Pattern
    head_period: Pattern
    first_half: Pattern
    half: Pattern
    a_year_before: Pattern
    stock: Pattern
    event_units: tuple[str, ...]
    lasting_things: Pattern
    happening: Pattern
    vague: Pattern
    name_clutter: Pattern
    name_joins: Pattern
    subject_clutter: Pattern
    counted: str
    measured: dict[str, tuple[str, ...]]
    measured_said: Pattern
    share_name: str
    ranked: Pattern
    ranked_behind: Pattern
    at_day: Pattern
    listed_as: Pattern
    budget: Pattern
    planned_money: Pattern
    rest: Pattern
    whole_rows: Pattern
    sexes: Pattern
    units_alike: tuple[tuple[str, ...], ...]
    scales: dict[str, float]
