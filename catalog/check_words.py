"""The words by which checks know what numbers and days of a report should agree: changes, means, ranks, parts, days.

Patterns see folded text, dates as @, numbers as #, unless a class says otherwise.
"""

from __future__ import annotations

from catalog.entry import Entry, Pattern


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
    rates. ``approximate`` are qualifiers of numbers whose change is known by and large, ``nearly`` of those that are
    no more than told; ``taken_off`` parts a number from what is taken off it.
    """

    approximate: tuple[str, ...]
    nearly: tuple[str, ...]
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
    taken_off: Pattern
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
    ``aim_head`` and ``reached_head`` head columns; ``aim_behind`` parts what was reached from the goal behind it,
    ``aimed_at`` stands right behind a goal, ``share_of_aim`` ends right before a share of it, or of what was
    ``planned``, which that ends right before.
    Goals of a section are ``goal_named``, ``said_of_goal`` to be ``met`` or ``missed`` behind what was reached, which
    is ``share_said`` before a share of them, and more or less ``than_goal``. Right ``goal_behind`` a number it is one;
    what is done ``in_full`` is as much as was planned, what ``exceeds`` a goal is told in a paragraph above.
    """

    aim: Pattern
    planned: Pattern
    aim_behind: Pattern
    aimed_at: Pattern
    goal_named: Pattern
    said_of_goal: Pattern
    share_said: Pattern
    than_goal: Pattern
    goal_behind: Pattern
    in_full: Pattern
    exceeds: Pattern
    share_of_aim: Pattern
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
    ``some`` that there are more. An ``outcome`` is one of several things that become of each;
    what is ``judged`` is ``granted`` or ``refused``. ``aside`` are words of
    other times, changes, goals and means, which are no parts; ``sums`` are those of them that a whole may have.
    """

    rest: Pattern
    left: Pattern
    by_kind: Pattern
    other: Pattern
    ranked: Pattern
    some: Pattern
    outcome: Pattern
    judged: Pattern
    granted: Pattern
    refused: Pattern
    sums: Pattern
    aside: Pattern


class ElsewhereWords(Entry):
    """What tells of something that is counted at another place of its section.

    ``part`` holds the ``name`` of a part before its share, ``most`` that of one which the clause before tells to be the
    most; ``tails`` end a name and are none of it. A rate of what was ``reduced`` is of what there was. Words ``aside``
    are of other times or of what is aimed at.
    """

    part: Pattern
    most: Pattern
    tails: Pattern
    reduced: Pattern
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
    """What tells of the most and the least of several.

    ``least`` tells of those that have least; ``told_most`` tells the ``name`` of the most where its number stands
    elsewhere, ``other`` is none of several; ``ranks`` stand behind numbers, the highest first. ``named_most`` and
    ``named_second`` rank what a clause before them names.
    """

    least: Pattern
    told_most: Pattern
    named_most: Pattern
    named_second: Pattern
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
    unless it was ``fixed`` for that day, or the day is a ``limit``; ``elsewhen`` tells of other years and halves.
    Figures are ``as_of`` the day behind these words, what is ``announced`` comes on the day behind
    them, certainly where it is ``due``, and ``anew``
    after the report itself was told; ``moved`` tells that a plan is told of which more became.
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
    come_by: Pattern
    elsewhen: Pattern
    as_of: Pattern
    announced: Pattern
    anew: Pattern
    moved: Pattern
