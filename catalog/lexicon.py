"""The words by which reports are read: what they say of genre, authority, period, kinds of statement, causes."""

from __future__ import annotations

from typing import Literal

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
    ``differs`` ends right before a difference (增加23件), ``difference_head`` heads a column of them. ``rate`` ends
    right before how much comes in each day or month (每月2次), ``all_years`` tells what came since the beginning,
    ``for_several`` that an amount is one for several together and ``for_each`` that it is not;
    ``completed_by`` stands behind the day works are done by.
    ``planned`` tells what is still to come, ``plan_opener`` does so for its whole statement, ``plan_carried_on``
    opens a clause that goes on with one. ``dropped`` tells beside a number, ``dropped_wholly`` in a clause behind
    it, that nothing came of it; ``done_instead`` what came all the same. ``target_before`` ends right before a
    target (目標值45場次), ``target_after`` begins right behind one, ``target_head`` heads a column,
    ``aimed`` opens several. Below a ``goal_heading`` all are goals, but for what stands below an
    ``outcome_heading`` or behind an ``outcome_before``.
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
    ``compared_period`` ends right before a period that is only compared with;
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
    measures_again: tuple[str, ...]
    differs: Pattern
    difference_head: Pattern
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

    ``compared`` and ``became`` stand between the two (較…, 減為), of which the later is before ``than``; ``changed``
    stands before their difference, which has words of ``up`` or ``down``, ``rate`` before it in percent; ``share``
    before the rate of a part, whose ``verb`` names the part, ``makes_up`` before that of what a part of that ``name``,
    or the one right before it, is of its whole; ``set_against`` is between no whole and its part.
    ``formerly`` opens what was before where it is told behind; ``respective_joint`` parts changes of several things,
    ``list_joint`` two numbers of one list; ``each_share`` stands between parts and their shares in order, ``each_rate``
    tells that rates are those of several; ``count_of`` gives the units of what words name (案數: 案).
    ``share_of`` stands between a part and its whole, ``share_of_goal`` ends right before a goal,
    ``left`` right before what is left of one;
    ``earlier`` names the time before. ``listed_share`` ends right before a share of a list, ``next_share`` parts two of
    them, ``no_more`` ends before one that is never more than all. ``other`` tells of a part or another thing,
    ``beside`` right behind a number that the one before is set against it, ``points`` are the unit of differences of
    rates. ``approximate`` are qualifiers of numbers whose change is known by and large.
    """

    approximate: tuple[str, ...]
    compared: Pattern
    points: str
    than: Pattern
    formerly: Pattern
    respective_joint: Pattern
    list_joint: Pattern
    each_share: Pattern
    each_rate: Pattern
    count_of: dict[str, str]
    up: Pattern
    down: Pattern
    became: Pattern
    changed: Pattern
    rate: Pattern
    share: Pattern
    makes_up: Pattern
    share_of: Pattern
    share_of_goal: Pattern
    left: Pattern
    earlier: Pattern
    listed_share: Pattern
    no_more: Pattern
    beside: Pattern
    next_share: Pattern
    set_against: Pattern
    other: Pattern


class MeanWords(Entry):
    """What stands before what comes of each month (``monthly``) and of each ``unit`` (``apiece``).

    ``comes_to`` parts that from the whole of them, ``all_paid`` ends before that farther behind; ``persons`` are units
    that count the same. ``of_both`` ends before what each of one for each of another makes, ``each_gets`` stands
    between a whole and what each ``unit`` gets. ``average`` ends right before a mean of each ``unit``, ``of_hundred``
    stands between a hundred of what has a ``name`` and how many of them; ``elsewhere`` tells that numbers are of
    another time or thing.
    """

    monthly: Pattern
    apiece: Pattern
    comes_to: Pattern
    all_paid: Pattern
    of_both: Pattern
    each_gets: Pattern
    average: Pattern
    of_hundred: Pattern
    elsewhere: Pattern
    persons: tuple[str, ...]


class ComparingWords(Entry):
    """What sets a number ``above`` or ``below`` the next, behind its ``adverbs``; ``no_base`` is in no such words.

    ``valued`` tell of better and worse; ``that`` ends right before what is compared itself, not by how much. ``more``
    and ``less`` are said behind the two, or of the second of ``halves``, ``over_half`` and ``under_half`` of a part.
    """

    above: Pattern
    below: Pattern
    valued: Pattern
    adverbs: Pattern
    no_base: Pattern
    that: Pattern
    more: Pattern
    less: Pattern
    halves: tuple[tuple[str, str], ...]
    over_half: Pattern
    under_half: Pattern
    doubled: Pattern
    halved: Pattern


class SpanWords(Entry):
    """What stands before a number of ``years`` that are ``full`` since a day, or of ``days`` that a range ``lasts``.

    ``end_of_period`` names the end of the report's period instead of a day. ``since`` ends before years since a year
    that is named alone, ``whole`` tells that a range lasts all of its days.
    """

    full: Pattern
    end_of_period: Pattern
    since: Pattern
    whole: Pattern
    lasts: Pattern
    years: tuple[str, ...]
    days: tuple[str, ...]


class TargetWords(Entry):
    """What stands around a goal and what was reached of it.

    ``aim`` ends right before a goal, ``reached`` parts it from what was reached, ``attained`` that from its share of
    the goal; ``met`` and ``missed`` are said of the two. ``above`` and ``below`` stand between what was reached and
    the goal it is set against, of ``both`` numbers before where they say so, ``better`` which words may mean less;
    ``fraction`` behind the goal tells that only so much of it is meant; ``beside_goal`` stands there where ``over``
    or ``under`` behind the goal tells which; ``goal`` tells that it is one. Numbers ``side_by_side`` may all be said
    to have met it. ``at_most`` tells that less is reached, ``less_is_more`` is of things where that may be so.
    ``aim_head`` and ``reached_head`` head columns.
    """

    aim: Pattern
    reached: Pattern
    attained: Pattern
    met: Pattern
    missed: Pattern
    above: Pattern
    beside_goal: Pattern
    fraction: Pattern
    over: Pattern
    under: Pattern
    better: Pattern
    below: Pattern
    goal: Pattern
    both: Pattern
    side_by_side: Pattern
    at_most: Pattern
    less_is_more: Pattern
    aim_head: Pattern
    reached_head: Pattern


class PartitionWords(Entry):
    """What tells that parts are all of a whole.

    ``rest`` ends right before what is left of it; ``left`` does so in words that may tell of other things as well.
    ``by_kind`` opens a list of its kinds, ``other`` names the last of them; ``ranked`` tells of the first of several,
    ``some`` that there are more. An ``outcome`` is one of several things that become of each. ``aside`` are words of
    other times, changes, goals and means, which are no parts.
    """

    rest: Pattern
    left: Pattern
    by_kind: Pattern
    other: Pattern
    ranked: Pattern
    some: Pattern
    outcome: Pattern
    aside: Pattern


class AccumulationWords(Entry):
    """What tells that something is reached from what was there.

    ``year`` stands before a number of the whole year, ``before`` ends right before one of the period before. A number
    with ``start`` words is what there was, with ``joined`` words what another is added to; others were ``gained`` or
    ``lost``. ``reached`` ends before what there is then, ``comes_to`` before what two that are joined come to.
    """

    year: Pattern
    before: Pattern
    start: Pattern
    joined: Pattern
    gained: Pattern
    lost: Pattern
    reached: Pattern
    comes_to: Pattern


class ExtremeWords(Entry):
    """What stands around the ``most`` and the ``least`` of several: behind it, and before it its ``name``.

    ``told_most`` tells the ``name`` of the most where its number stands elsewhere, ``other`` is none of several;
    ``ranks`` stand behind numbers, the highest first.
    """

    named: Pattern
    most: Pattern
    least: Pattern
    told_most: Pattern
    other: Pattern
    ranks: tuple[Pattern, ...]


class RowWords(Entry):
    """What stands between a count and its row of months or numbers in order (``opens``), or the other way (``closes``).

    ``gaps`` tell that some are left out. ``severally`` stands before months of which each is told, ``when`` between a
    count and its months, which what was ``held`` may follow; ``shared`` tells that it is of each. ``times`` are units.
    """

    opens: Pattern
    closes: Pattern
    gaps: Pattern
    severally: Pattern
    when: Pattern
    held: Pattern
    shared: Pattern
    times: tuple[str, ...]


class DayWords(Entry):
    """What stands around days.

    ``begun`` and ``ended`` stand right behind a day on which something did, ``begun_on`` and ``ended_on`` right
    before it. The report's period is ``named`` before its days or ``named_behind`` them, or they are what it
    ``covers``; the one before it is ``named_before`` its days. ``that_is`` parts a period's name from its days. What
    ``happened`` stands behind a day, ``own`` tells that the report's period is meant.
    What was ``contracted`` is ``in_use`` later, with words of ``then`` between; ``in_order`` opens things in the order
    of their days, ``reported`` the day of the report. What ``takes_place`` on a day has been in words of the ``past``,
    unless it was ``fixed`` for that day, or the day is a ``limit``.
    """

    begun: Pattern
    ended: Pattern
    begun_on: Pattern
    ended_on: Pattern
    named: Pattern
    named_behind: Pattern
    named_before: Pattern
    covers: Pattern
    that_is: Pattern
    happened: Pattern
    own: Pattern
    contracted: Pattern
    in_use: Pattern
    then: Pattern
    in_order: Pattern
    reported: Pattern
    takes_place: Pattern
    past: Pattern
    fixed: Pattern
    limit: Pattern


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
    sign belongs to them. ``stages`` are what becomes of things, the first of each row first; two are ``stage_apart``
    where the second is not of the first. ``cues`` are the signs of a kind of statement, looked for in each zone around
    a number.
    """

    turns: Pattern
    respectively: Pattern
    respectively_word: Pattern
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
    change_words: ChangeWords
    mean_words: MeanWords
    partition_words: PartitionWords
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
    of one was reached, which has a ``goal_share_name``; ``goal_clutter`` is no part of the name of one; a ``share`` is
    of what the number before it counts, a ``sum_of`` of several numbers before it and a ``sum_of_year`` of what was
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
