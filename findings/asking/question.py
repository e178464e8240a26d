"""What a question asks: the periods it names, the number, whether it asks why, and the words that are left."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from catalog.fold import Folder
from catalog.load import load
from catalog.questions import in_traditional, load_questions
from findings.asking.numerals import NUMBER, chinese_number, typed_number
from findings.asking.spans import GAP, Span, times

_CJK = "\u3400-\u9fff"
# Smaller numbers are part of what is asked (第1次申訴), and too many values are printed so.
_LEAST = 10
# So many things side by side are each asked for; of two, one may be what the other is of.
_LISTED, _SEVERAL = 3, 2
# What is nearly a number is so much of it.
_NEARLY = 0.9
_SCALES = {"萬": 1e4, "億": 1e8}


@dataclass(frozen=True)
class Question:
    """A question taken apart.

    ``words`` is what names the measure, in stretches, and ``other_words`` the same in those of reports; ``units`` are
    those of figures that count what is asked (empty where it does not say); ``value`` is a number that is looked for,
    ``unit`` its own. ``counted`` is what is asked how many there are of (幾個提案),
    where that is no unit. ``course`` asks for all periods, ``met`` whether a target was met,
    ``together`` for the sum of what is named, ``extreme`` for that with the highest or the lowest value, or,
    with ``which_part``, for the part; ``reduced`` for how many were taken away; ``steady`` whether it went one way from
    period to period. ``without`` is what is left out, ``sides`` what is named side by side where both are asked for,
    or, with ``share``, a part and its whole, or, with ``times``, what is so many times another; ``each`` asks for all
    of them, ``differs`` for how much one is more than another, ``rate`` for a rate, ``name`` for a
    name, ``aim`` for what was aimed at, ``reports`` for those that say it; ``since_merger`` for all that came from
    then on. ``clauses`` are the questions of each amount, where several are asked for; ``sides`` of such a clause
    are its own words. ``quoted`` are numbers told in round figures beside what is asked, each
    from and to what it may be, ``told`` those told exactly before it, ``told_about`` in round figures, and ``beside``
    those in another unit than is asked for; ``latest`` asks for the newest only.
    """

    words: tuple[str, ...]
    other_words: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    sessions: tuple[tuple[int, int], ...] = ()
    why: bool = False
    course: bool = False
    extreme: Literal["most", "least"] | None = None
    which_part: bool = False
    units: frozenset[str] = frozenset()
    value: float | None = None
    unit: str | None = None
    met: bool = False
    together: bool = False
    counted: tuple[str, ...] = ()
    reduced: bool = False
    steady: Literal["up", "down"] | None = None
    without: tuple[str, ...] | None = None
    sides: tuple[str, ...] = ()
    share: bool = False
    each: bool = False
    differs: bool = False
    rate: bool = False
    name: bool = False
    aim: bool = False
    reports: bool = False
    since_merger: bool = False
    clauses: tuple[Question, ...] = ()
    named: tuple[str, ...] = ()
    text: str = ""
    passage: bool = False
    quoted: tuple[tuple[float, float], ...] = ()
    beside: tuple[float, ...] = ()
    times: bool = False
    told: tuple[float, ...] = ()
    told_about: tuple[tuple[float, float], ...] = ()
    latest: bool = False

    def named_by(self, text: str) -> Question:
        """The same question about what only ``text`` names."""
        units = frozenset[str]() if self.share else self.units
        return replace(self, words=stretches(text), other_words=stretches(in_own_words(text)), units=units, value=None,
                       counted=(), together=False, reduced=False, name=False, named=())  # fmt: skip


@functools.cache
def _folder() -> Folder:
    return Folder(load().lexicon.variants)


_NUMERALS = "〇零一二三四五六七八九"
# Digits of a year, or letters, that are typed apart.
_APART = re.compile(r"(?<!\d)\d(?:[^\S\n]\d){2}(?=[^\S\n]?年)|(?<![a-z])[a-z](?:[^\S\n][a-z]){2,}(?![a-z])")
_ZERO = re.compile(rf"(?<=[{_NUMERALS}])0(?=[{_NUMERALS}0])")
_BLANKS = re.compile(rf"(?<=[{_CJK}\d])[^\S\n]+(?=[{_CJK}])|(?<=[{_CJK}])[^\S\n]+(?=\d)")
_GROUPED = re.compile(r"(?<![\d,])\d{1,3}(?:，\d{3})+(?!\d)")
_BETWEEN_WORDS = re.compile(rf"[^{_CJK}a-z0-9]+")


def plain(text: str) -> str:
    """``text`` as words are compared: folded, in traditional characters and lower case, Chinese without blanks."""
    folded = _APART.sub(lambda apart: "".join(apart[0].split()), _folder().fold(in_traditional(text)).lower())
    # 一０四年 is typed for 一〇四年.
    return _BLANKS.sub("", _grouped(_ZERO.sub("〇", folded))).replace("若干", "多少")


def _grouped(text: str) -> str:
    """``text`` with the commas of a number, which may be full width, as they are printed."""
    return _GROUPED.sub(lambda number: number[0].replace("，", ","), text)


def understood(typed: str, today: date) -> Question:
    """What was typed, taken apart.

    Args:
        typed: the question.
        today: the day it is asked on.
    """
    asked = load_questions()
    named = times(_in_own_period(_wanted(plain(_apart(typed))), today), today)
    rest, without = _without(named.rest)
    up, down = (re.search(words, rest) is not None for words in (asked.steady_up, asked.steady_down))
    why, course, most, least, part, met, together, each, reduced, differs, rate, name, aim, reports, merged = (
        re.search(words, rest) is not None
        for words in (
            asked.why,
            asked.course,
            asked.most,
            asked.least,
            asked.which_part,
            asked.met,
            asked.together,
            asked.each,
            asked.reduced,
            asked.differs,
            asked.rates,
            asked.names,
            asked.aims,
            asked.which_report,
            asked.since_merger,
        )
    )
    most = most or (part and re.search(asked.more, rest) is not None)
    if up or down or course:
        rest = re.sub(asked.since_merger, GAP, rest)
    said = (asked.each, asked.why, asked.steady_up, asked.steady_down, asked.course, asked.most, asked.least,
            asked.which_part, asked.met, asked.latest, asked.which_report)  # fmt: skip
    # How far it is from its target is told by both.
    rest = re.sub("|".join((*said, asked.differs) if met else said), GAP, rest)
    if differs and len(named.spans) > 1:
        # Of two periods the difference tells which has more.
        rest, part, most, least = re.sub(asked.apart, GAP, rest), False, False, False
    round_one = re.search(asked.quoted, rest)
    is_first = round_one is not None and not rate and _is_told_first(rest, round_one.start())
    quoted, quoted_units, rest = _quoted(rest)
    # What is told in a clause before is known: 審了兩百多案，移走幾案.
    quoted, told_about = ((), quoted) if is_first else (quoted, ())
    beside = _told_beside(named.rest, rest)
    told: tuple[float, ...] = ()
    at, value, unit, rest = _number(rest, 1 if reports else _LEAST)
    if value is not None and _is_told_first(rest, at):
        # What is told first is only beside what is asked for then.
        told, value, unit = (value,), None, None
    clauses = _clauses(rest)
    counted, shares = _counted(rest), _shares(rest)
    units, rest = _units(rest)
    if value is not None and unit and units and unit not in units:
        # What it was is only told beside what is asked: from 16 to 25 items, by how many percent?
        value, unit, rest = None, None, re.sub(rf"(?:{NUMBER.pattern})(?:{_unit_names()})", GAP, rest)
    # A target that is told is in the unit of what came of it.
    aimed = {unit} if unit else {"%"} if "%" in named.rest else set[str]()
    units = units or quoted_units or frozenset(aimed if met else ())
    listed = sides_of(rest)
    sides = shares or (listed if together or each or len(listed) >= _LISTED else ())
    rate = rate or "%" in units or re.search(asked.rates, in_own_words(rest)) is not None
    # Until when is told by the course itself.
    spans = () if merged and course and len(named.spans) == 1 else named.spans
    return Question(
        stretches(rest), stretches(in_own_words(rest)), spans, named.sessions, why,
        course or up or down or reports,
        "most" if most else "least" if least else None, part, units, value, unit, met, together, counted, reduced,
        "up" if up else "down" if down else None, without, sides, bool(shares), each, differs, rate, name, aim,
        reports, merged, clauses, _beside(rest), plain(typed),
        re.search(asked.passage, named.rest) is not None, quoted, beside,
        bool(shares) and not rate and re.search(asked.times, named.rest) is not None,
        told, told_about, re.search(asked.latest, named.rest) is not None,
    )  # fmt: skip


def _wanted(text: str) -> str:
    """``text`` without what it says not to ask; all of it where that is all there is."""
    wanted = re.sub(load_questions().refused, GAP, text)
    return wanted if stretches(wanted) else text


def _in_own_period(text: str, today: date) -> str:
    """``text`` without the periods of round figures that are told before another period is asked for.

    Where what is asked for sets them beside it, they stay.
    """
    asked = load_questions()
    sets_beside = (asked.differs, asked.reduced, asked.why, asked.course, asked.more, asked.each, *asked.shares)
    if any(re.search(pattern, text) for pattern in sets_beside):
        return text
    clauses = re.split("(?<=[，。；])", text)
    told = [one for one in clauses if re.search(asked.quoted, one)
            and not re.search(asked.many, re.sub(asked.quoted, GAP, one))]  # fmt: skip
    others = "".join(one for one in clauses if one not in told)
    if not told or not times(others, today).spans:
        return text
    return "".join(times(one, today).rest if one in told else one for one in clauses)


def _apart(typed: str) -> str:
    """What was typed, with what stands between blanks apart where both are words, and not signs typed one by one."""
    return re.sub(rf"(?<=[{_CJK}]{{2}})[^\S\n]+(?=[{_CJK}]{{3}})(?![^多](?:[幾几]|多少))", GAP, typed)


def _clauses(text: str) -> tuple[Question, ...]:
    """The questions of each amount that is asked for, where several are; all of what names the first is of each."""
    asked = load_questions()
    amounts = "|".join(amount.words for amount in asked.amounts if not amount.kept)
    found = list(re.finditer(rf"(?:{asked.many})?(?:{amounts})|(?:{asked.many})(?>(?:{_unit_names()})?)", text))
    if len(found) < _SEVERAL:
        return ()
    cuts = [0]
    for one, other in itertools.pairwise(found):
        mark = re.search(rf"[，,；;？?]|{asked.joint}", text[one.end() : other.start()])
        cuts.append(one.end() + (mark.end() if mark else 0))
    parts = [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return tuple(_clause(part, parts[0]) for part in parts)


def _clause(text: str, first: str) -> Question:
    """What one amount is asked of: its own words, and those of the first beside it where it has none."""
    units, rest = _units(text)
    own = stretches(rest)
    if text is not first:
        context = _units(first)[1]
        rest = f"{context}{GAP}{rest}"
    return Question(stretches(rest), stretches(in_own_words(rest)), units=units, counted=_counted(text),
                    rate="%" in units, sides=own)  # fmt: skip


def _without(text: str) -> tuple[str, tuple[str, ...] | None]:
    """A text without what it says to leave out, and that, one by one; None where it says nothing of the kind."""
    found = re.search(load_questions().without, text)
    if found is None:
        return text, None
    return text[: found.start()] + GAP + text[found.end() :], sides_of(found["named"] or found["before"] or "")


def sides_of(text: str) -> tuple[str, ...]:
    """What is named side by side."""
    sides: dict[frozenset[str], str] = {}
    # What is only told as being of a kind is one thing: 水電、電梯之類的維修.
    asked = load_questions()
    for side in re.split(asked.joint, re.sub(asked.of_a_kind, "", text)):
        # What is called by two names is one thing: 工友、技工.
        own = frozenset(stretches(in_own_words(side)))
        if own and not any((own <= other or other <= own) and not min(own).isascii() for other in sides):
            sides[own] = side
    return tuple(sides.values())


def _beside(text: str) -> tuple[str, ...]:
    """What stands side by side, also where not plainly all of it is asked for; 還有多少 asks what is left."""
    asked = load_questions()
    return tuple(re.split(f"{asked.joint}|{asked.or_else}", re.sub("還有(?=多少|[幾几])", "", text)))


def _shares(text: str) -> tuple[str, ...]:
    """A part and its whole, which is empty where that is all there is; nothing where no share is asked for."""
    for pattern in load_questions().shares:
        if (found := re.search(f"(?s){pattern}", text)) and stretches(found["part"]):
            return _units(found["part"])[1], _units(found["whole"])[1]
    return ()


@functools.cache
def _asking() -> re.Pattern[str]:
    return re.compile("|".join(load_questions().asking))


def stretches(text: str) -> tuple[str, ...]:
    """The words of a text in stretches, without those of asking."""
    return tuple(stretch for stretch in _BETWEEN_WORDS.split(_asking().sub(GAP, text)) if stretch)


def in_own_words(text: str) -> str:
    """``text`` with the words people say in those of names and reports."""
    for alike in load_questions().alike:
        text = re.sub(alike.said, alike.own.lower(), text)
    return text


def _counted(text: str) -> tuple[str, ...]:
    """What is asked how many there are of, as it is said and in the words of reports; nothing where a unit says it."""
    asked = load_questions()
    for amount in asked.amounts:
        text = text if amount.kept else re.sub(amount.words, GAP, text)
    found = re.search(rf"{asked.many}(?>(?:{_unit_names()})?)[^\S\n]*(?P<counted>[{_CJK}]+|[a-z]+(?: [a-z]+)?)", text)
    # 幾個人 counts in a unit.
    said = stretches(found["counted"]) if found and not re.fullmatch(_unit_names(), found["counted"]) else ()
    # Of English words the last is counted: foreign delegations.
    said = said[-1:] if said and said[-1].isascii() else said[:1]
    return (*said, *stretches(in_own_words("".join(said))))


def _is_told_first(text: str, at: int) -> bool:
    """Whether a number that stood at a place is told in a clause before that in which another figure is asked for."""
    asked = load_questions()
    amounts = "|".join((asked.many, asked.open_end, *(amount.words for amount in asked.amounts)))
    clause = re.search(r"[，,；;。？?！!](?=[^\d])", text[at:])
    behind = text[at:][clause.end() :] if clause else ""
    return bool(re.search(amounts, behind) and not re.search(amounts, text[:at]))


def _units(text: str) -> tuple[frozenset[str], str]:
    """The units of figures that count what is asked, and the text without the words that tell them."""
    asked = load_questions()
    told: list[str] = []

    def unit(found: re.Match[str]) -> str:
        told.append(found["unit"])
        return GAP

    for amount in asked.amounts:
        if not amount.kept and re.search(amount.words, text):
            told.append(amount.unit)
            text = re.sub(amount.words, GAP, text)
    text = re.sub(rf"(?:{asked.many})(?P<unit>{_unit_names()})", unit, text)
    if not told:
        told += [amount.unit for amount in asked.amounts if amount.kept and re.search(amount.words, text)]
    told = [one for one in told if not re.fullmatch(asked.any_count, one)]
    families = [family for family in asked.unit_families if family[0] in told]
    return frozenset(told).union(*families), text


def _told_beside(text: str, rest: str) -> tuple[float, ...]:
    """The numbers that are told in other units than that in which something is asked for; none where none is asked."""
    units = _units(rest)[0]
    told = re.finditer(rf"(?P<number>{NUMBER.pattern})(?P<unit>{_unit_names()})", text)
    # One numeral alone may be a word's: 每一期.
    numbers = (found["number"] for found in told if units and found["unit"] not in units)
    values = (chinese_number(number) for number in numbers if number.isascii() or len(number) > 1)
    return tuple(value for value in values if value is not None)


def _quoted(text: str) -> tuple[tuple[tuple[float, float], ...], frozenset[str], str]:
    """The numbers that are told in round figures (快一千人), from and to what each may be; their units, and the rest.

    兩百多 is from 200 up to 300, 快一千 from nine tenths of it.
    """
    pattern = load_questions().quoted
    told: set[str] = set()
    bounds: list[tuple[float, float]] = []
    for found in re.finditer(pattern, text):
        told |= {found["unit"] or found["counted"] or ""} - {""}
        said = chinese_number(found["near"] or found["begun"] or "")
        if said:
            said *= _SCALES.get(found["scale"] or "", 1.0)
            step = 10.0 ** (len(f"{said:.0f}") - 1)
            below = found["below"] is not None
            bounds.append((said * _NEARLY, said) if below else (said, said + step))
    families = [family for family in load_questions().unit_families if family[0] in told]
    return tuple(bounds), frozenset(told).union(*families), re.sub(pattern, GAP, text)


@functools.cache
def _unit_names() -> str:
    return "|".join(sorted((re.escape(unit.id) for unit in load().units), key=len, reverse=True))


def _number(text: str, least: int) -> tuple[int, float | None, str | None, str]:
    """Where a number of so much at least stands, it, its unit, and the text without both."""
    for found in re.finditer(rf"(?P<number>{NUMBER.pattern})\s*(?P<unit>{_unit_names()})?", text):
        number = found["number"].rstrip(",.")
        # A numeral before its unit is a number where any may be looked for.
        value = chinese_number(number) if least < _LEAST and found["unit"] else typed_number(number)
        if value is not None and value >= least:
            return found.start(), value, found["unit"], text[: found.start()] + GAP + text[found.end() :]
    return 0, None, None, text
