"""How people ask: the words of questions, and simplified characters; read once, shown on no chart."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from pydantic import model_validator

from catalog.entry import Entry, Id, Pattern
from catalog.load import AGENCY, CATALOG_DIR, COMMON, CatalogError, load, parse

# The folder of an agency's collected questions, a folder for each hand.
ASKED = "asked"


class Amount(Entry):
    """Words that tell what is counted (多少錢), and the unit of figures that count it.

    Those ``kept`` are words of names, too (經費): they are compared, and tell the unit where nothing else does.
    """

    words: Pattern
    unit: str
    kept: bool = False


class Alike(Entry):
    """Words that people say, and the own ones of reports and names."""

    said: Pattern
    own: str


class Answering(Entry):
    """What a question asks for (哪天), and how a sentence that answers it looks (月日)."""

    asked: Pattern
    tells: Pattern


class PartOfYear(Entry):
    """How a half or a quarter of a year is asked for, and its first and last month."""

    said: Pattern
    first: int
    last: int


class PeriodWords(Entry):
    """How periods are asked for.

    ``day`` follows a month; ``until_month`` is a month without its word before another with it (3到9月),
    ``month_names`` are the twelve in English, ``next_year`` is the year after the one named before,
    ``not_counted`` what follows a year and looks like a unit (2018國際), ``within_year`` words of a year's course
    that are no months (年底). ``half_until`` behind a month and ``half_to`` before it mean the half year that
    ends with it. ``since`` before a period and ``onward`` behind it mean all that came from then on.
    ``report`` behind a period names the report of it, ``nickname`` is what else one is called by.
    ``relative`` counts years back from this one, ``zodiac`` is that of one of twelve ``animals``;
    ``session`` is a council's.
    """

    year: Pattern
    parts_of_year: tuple[PartOfYear, ...]
    half_until: Pattern
    half_to: Pattern
    month: Pattern
    day: Pattern
    until_month: Pattern
    month_names: tuple[Pattern, ...]
    not_counted: Pattern
    next_year: Pattern
    within_year: Pattern
    until: Pattern
    since: Pattern
    onward: Pattern
    report: Pattern
    nickname: Pattern
    relative: dict[str, int]
    animals: str
    zodiac: Pattern
    session: Pattern


class DraftWords(Entry):
    """How drafts tell what follows from two values.

    ``compared`` is a period that another is set beside (比107年那期多4次), ``compared_before`` one told from its
    own, ``own_period`` that of the draft (with a ``half``, half a year), ``period_told`` points at the report it is of,
    ``period_named`` to the one named last, ``whole_year`` a year from its first day on, ``since`` all that came from a
    time on, ``beside`` what stands between two that are compared; ``more``, ``less`` and ``apart`` before a number
    make it a difference, ``share`` that of a ``part`` in a ``whole`` (``all_of`` says only that it is all),
    ``together`` a sum, ``each`` an average, ``spans`` how many days the times have that it may be of; ``joined`` adds
    to what stands before it. What ``remains`` is a share of another number told before, what has ``changed`` one by
    which it did, ``rate_of`` that of a ``part`` in what stands beside it; ``is_of`` begins what is told of a share
    behind it. ``from_to`` leads from one to the other, ``came_from`` to what it was and ``came_to`` on to what it
    became; ``same_period`` is the one named last, ``so_much`` tells a number once more in another way, ``of_several``
    behind one that it is of several together, ``several`` what joins their names, ``as_share`` makes a number
    a share, ``bare`` is what only leads to one, ``office`` one that something is told of.
    ``ahead`` tells what is still to come. ``rest`` before a number makes it what is left of what is told before,
    ``per`` a share in so many,
    ``nearly`` one that is hardly reached;
    ``spoken`` are ways of telling numbers, and how reports print these.
    What is told as ``passed`` is more than its number; qualifiers of ``not_reached`` tell that it is less,
    those of ``reached`` nothing more.
    """

    compared: Pattern
    compared_before: Pattern
    own_period: Pattern
    period_told: Pattern
    period_named: Pattern
    whole_year: Pattern
    since: Pattern
    passed: Pattern
    not_reached: tuple[str, ...]
    reached: tuple[str, ...]
    beside: Pattern
    more: Pattern
    less: Pattern
    apart: Pattern
    share: Pattern
    all_of: Pattern
    remains: Pattern
    changed: Pattern
    rate_of: Pattern
    is_of: Pattern
    from_to: Pattern
    came_from: Pattern
    came_to: Pattern
    same_period: Pattern
    so_much: Pattern
    of_several: Pattern
    several: Pattern
    as_share: Pattern
    bare: Pattern
    office: Pattern
    each: Pattern
    spans: dict[str, float]
    joined: Pattern
    together: Pattern
    rest: Pattern
    ahead: Pattern
    per: Pattern
    nearly: Pattern
    spoken: tuple[Alike, ...]


class Questions(Entry):
    """The words of questions. Patterns see folded text in lower case, with traditional characters.

    ``why`` asks for a cause, ``course`` for all periods, ``most`` and ``least`` for one of them, ``which_part`` for
    one of the parts, ``differs`` how far two are ``apart``, ``met`` whether a target was met, ``together`` for
    the sum of what is named, ``reduced`` for how many were taken away.
    ``follow_up`` asks the same of an ``other``, ``at_last`` is what is told before the question, ``for_each`` asks for
    how much falls on ``each``.
    ``steady_up`` and ``steady_down`` ask whether it went one way all along, ``since_merger``
    from when on, ``aims`` for what was aimed at; ``which_report`` for the reports that say something; ``without`` for
    what is left beside its ``named``; ``each`` for all that is named, which ``joint`` stands between, or ``or_else``,
    but where it is ``of_a_kind``;
    ``shares`` for which share a ``part`` has of a ``whole``, or how many ``times`` it is that. They, but for
    ``reduced``, ``latest``, ``passage`` (what was done, and when) and ``asking`` are taken away before words are
    compared. ``open_end`` leaves open what is asked; ``many`` before a unit asks for a figure in it, as ``amounts``
    do; ``unit_families`` are units, each with those that answer for it; ``any_count`` are those that count anything,
    ``offices`` what agencies' names end with, as ``offices_en`` in English, ``whole`` begins the name of one,
    ``volume`` ends what is so much and no rate;
    ``answering`` tells which sentences answer a kind of question, ``tells_why`` what gives a reason without
    saying so, ``elsewhere`` what no report is of;
    ``quoted`` is a number told in round figures, with what it counts. ``alike`` maps words people use to those of
    names and reports. ``holding`` are
    characters that hold sentences together, ``refused`` is what is not asked (不是打電話、), and ``aside`` are words of
    what is told beside a question.
    """

    why: Pattern
    course: Pattern
    most: Pattern
    more: Pattern
    least: Pattern
    which_part: Pattern
    met: Pattern
    reached: Pattern
    together: Pattern
    reduced: Pattern
    steady_up: Pattern
    steady_down: Pattern
    since_merger: Pattern
    follow_up: Pattern
    at_last: Pattern
    for_each: Pattern
    without: Pattern
    joint: Pattern
    of_a_kind: Pattern
    or_else: Pattern
    each: Pattern
    differs: Pattern
    apart: Pattern
    aims: Pattern
    which_report: Pattern
    rates: Pattern
    names: Pattern
    passage: Pattern
    answering: tuple[Answering, ...]
    tells_why: Pattern
    elsewhere: Pattern
    shares: tuple[Pattern, ...]
    times: Pattern
    latest: Pattern
    asking: tuple[Pattern, ...]
    open_end: Pattern
    many: Pattern
    amounts: tuple[Amount, ...]
    unit_families: tuple[tuple[str, ...], ...]
    alike: tuple[Alike, ...]
    quoted: Pattern
    any_count: Pattern
    offices: str
    offices_en: Pattern
    whole: Pattern
    volume: Pattern
    holding: Pattern
    refused: Pattern
    aside: Pattern
    periods: PeriodWords
    drafts: DraftWords


class AskedFile(Entry):
    """One hand's questions for the metrics of one topic, and those about its subject that no metric answers."""

    topic: Id
    asked: dict[Id, tuple[str, ...]]
    none: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question as people ask it: whose hand, and the metric that answers it; None where none does."""

    hand: str
    metric_id: str | None
    text: str


class _Simplified(Entry):
    simplified: str
    traditional: str
    words: str
    in_words: str

    @model_validator(mode="after")
    def _place_by_place(self) -> _Simplified:
        if len("".join(self.simplified.split())) != len("".join(self.traditional.split())):
            raise ValueError("simplified and traditional characters stand place by place")
        if [*map(len, self.words.split())] != [*map(len, self.in_words.split())]:
            raise ValueError("words stand place by place, each as long as that it stands for")
        return self


@functools.cache
def load_questions() -> Questions:
    """The words of questions.

    Raises:
        CatalogError: the file is missing, is not YAML, or does not fit.
    """
    words: Questions = parse(CATALOG_DIR / COMMON / "questions.yaml", Questions)
    return words


@functools.cache
def load_said_alike() -> tuple[tuple[str, ...], ...]:
    """Words that people say and reports print for each other, a tuple for each meaning.

    Raises:
        CatalogError: the file is missing, is not YAML, or does not fit.
    """
    kinds: dict[str, tuple[str, ...]] = parse(CATALOG_DIR / COMMON / "said_alike.yaml", dict[str, tuple[str, ...]])
    return tuple(tuple(line.split()) for lines in kinds.values() for line in lines)


@functools.cache
def load_asked() -> tuple[Asked, ...]:
    """All questions that were collected, hand by hand.

    Raises:
        CatalogError: a file is not YAML, has an unknown key, or names a metric that is not there.
    """
    metrics = load().metrics
    found: list[Asked] = []
    for path in sorted((CATALOG_DIR / AGENCY / ASKED).glob("*/*.yaml")):
        file: AskedFile = parse(path, AskedFile)
        for metric_id in file.asked.keys() - metrics.keys():
            raise CatalogError(f"{path}: 沒有這個指標：{metric_id}")
        hand = path.parent.name
        found += [Asked(hand, metric_id, text) for metric_id, texts in file.asked.items() for text in texts]
        found += [Asked(hand, None, text) for text in file.none]
    return tuple(found)


@functools.cache
def _traditional() -> tuple[dict[int, int], re.Pattern[str], dict[str, str]]:
    pairs: _Simplified = parse(CATALOG_DIR / COMMON / "simplified.yaml", _Simplified)
    signs = str.maketrans("".join(pairs.simplified.split()), "".join(pairs.traditional.split()))
    in_words = dict(zip(pairs.words.split(), pairs.in_words.split(), strict=True))
    return signs, re.compile("|".join(in_words)), in_words


def in_traditional(text: str) -> str:
    """``text`` with simplified characters as traditional ones, one for one."""
    signs, words, in_words = _traditional()
    return words.sub(lambda found: in_words[found[0]], text.translate(signs))
