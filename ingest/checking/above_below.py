"""Words that set one number above or below another: 12案，高於上年同期10案; 其中女性52人，逾半數."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, result_of
from ingest.checking.subjects import Subjects, clause_before, subjects
from ingest.numbers.printed import Quantity, Segment, in_prose

_STATEMENT_END = re.compile(r"[。；]")
_LISTED = re.compile(r"[、及與和](?:(?!半年)[^，。；:()\d]){0,6}")
# What is done with what is counted: 412人到訪，較上年….
_NOUN = re.compile(r"^[^，。；、:()\d較比@]{1,5}(?=，[較比])")
_MEAN = re.compile(r"平均每[^，。；:()\d]{1,4}")
_CLAUSE_ENDS = r"(?=[，。；)]|$)"
_DATE = "@"
# Said to be below it, what is more than twice the number tells of the distance: 低於上年同期5件.
_DISTANT = 2
_OF_ALL = re.compile("，?(?:均|皆|都|雙雙|同步)")
_PAIR = 2
_FARTHEST = 8
# 近半 and 加倍 of what is this much off are said loosely.
_LOOSE = Decimal("0.05")
_PERCENT, _HUNDRED, _HALF = "%", Decimal(100), Decimal(50)
_NUMERALS = "一二三四五六七八九十"
_FRACTION = re.compile(
    rf"[^，。；:()\d]{{0,6}}[，(]約?[占佔](?P<in>[{_NUMERALS}])分之(?P<of>[{_NUMERALS}])(?=[，。；)]|$)"
)
# 四維為鳳山之2倍; 人數為同期之2.1倍
_TIMES_OF = re.compile(
    r"(?:^|[，；。(])(?P<name>[^，。；:()\d]{2,8}?)(?:已|約|更)?(?:為|係|是|達|乃)(?P<of>[^，。；:()\d]{2,8}?)(?:之|的)(?:約|近)?$"
)
_DOUBLED, _HALVED = (Decimal("1.85"), Decimal("2.3")), (Decimal("0.4"), Decimal("0.6"))


class Comparisons:
    """Finds them with the words that compare, and those of what is better the less there is of it."""

    def __init__(self, structure: Structure) -> None:
        words, change = structure.comparing_words, structure.change_words
        lead = rf"\)?[，、(]?{words.adverbs}"
        base = r"(?P<base>[^，。；、:()\d]{0,16})"
        self._above, self._below = (compiled(rf"{lead}{way}{base}") for way in (words.above, words.below))
        self._than, self._formerly = compiled(rf"(?:{change.than}){base}"), compiled(rf"(?:{change.formerly}){base}")
        self._no_base, self._that, self._valued = (
            compiled(pattern) for pattern in (words.no_base, words.that, words.valued)
        )
        behind = rf"\)?[，]?(?:之|的)?(?:{words.adverbs}|同樣|同步|[有呈])*"
        self._more, self._less = (compiled(rf"{behind}{way}{_CLAUSE_ENDS}") for way in (words.more, words.less))
        self._went = compiled(rf"(?P<up>{words.more})|(?P<down>{words.less})")
        self._halves = words.halves
        self._of_two = compiled(
            rf"[，；(](?P<which>[前後]者)(?:{words.adverbs})(?:(?P<up>{words.more})|(?P<down>{words.less}))(?=[，。；)]|$)"
        )
        self._adverbs = compiled(words.adverbs)
        self._sets_apart = compiled(rf"{change.set_against}|{words.above}|{words.below}")
        self._over_half, self._under_half = (
            compiled(
                rf"[^，。；:()\d]{{0,6}}[，(](?:[已業約惟尚仍均亦更且但而]|佔|占|比[率例]|人數|件數)*(?:{way}){_CLAUSE_ENDS}"
            )
            for way in (words.over_half, words.under_half)
        )
        self._doubled, self._halved = (
            compiled(rf"[，(](?:大幅|整整|幾乎|約|已)*(?:{way}){_CLAUSE_ENDS}") for way in (words.doubled, words.halved)
        )
        self._became = compiled(change.became)
        self._then = compiled(rf"(?:{change.earlier}|@|同期|年度?|全|之|的|數)+")
        self._is_change = compiled(rf"(?:{change.changed})$")
        self._persons = frozenset(structure.mean_words.persons)
        self._chosen = compiled(rf"選出|{structure.stages[0][-1]}")
        self._of_it = compiled(rf"\)?(?:[^，。；:()\d]{{0,8}}[，(:、]|[，(:、]?)(?:{structure.part})")
        self._goal = compiled(structure.target_words.goal)
        self._less_is_more = compiled(structure.target_words.less_is_more)
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each number that words set above, below or beside another."""
        for numbers in in_prose(quantities):
            for index, base in enumerate(numbers[1:], 1):
                yield from self._compared(check, numbers, index, base)
                yield from self._half_of(check, numbers[index - 1], base)
                yield from self._times(check, numbers[index - 1], base)
            yield from self._by_halves(check, numbers)
            yield from self._former_or_latter(check, numbers)
            yield from (result for one in numbers for result in self._half_told(check, one))
            yield from (result for one in numbers for result in self._times_of(check, numbers, one))

    def _plain(self, *numbers: Quantity) -> bool:
        return all(one.qualifier in self._exact for one in numbers)

    # Two numbers ---------------------------------------------------------------------------------

    def _compared(self, check: Check, numbers: Sequence[Quantity], index: int, base: Quantity) -> Iterator[CheckResult]:
        """A number right behind words that set what stands before them above or below it."""
        last, text, tail = numbers[index - 1], base.segment.compact.text, base.tail
        between = _NOUN.sub("", _without_dates(base.segment, last.tail, base.start))
        above, below, than = (pattern.fullmatch(between) for pattern in (self._above, self._below, self._than))
        # 40場次，去年同期52場次，同樣增加
        than = than or self._formerly.fullmatch(text, last.tail, base.start)
        if than and not (above or below):
            # 較上年26案、240人明顯回升: of all that are listed.
            for one in numbers[index + 1 :]:
                tail = one.tail if text[tail : one.start] == "、" else tail
            above, below = self._more.match(text, tail), self._less.match(text, tail)
        found = above or below
        if found is None or bool(above) == bool(below) or base.unit is None or not self._plain(base):
            return
        words = (than or found)["base"]
        # 用電量降為90度，節電率為2%，優於去年: what is better is told by the words of the number itself.
        own = clause_before(last) + (last.unit or "")
        valued = self._valued.search(between) and self._less_is_more.search(own.replace("節電", "").replace("節水", ""))
        # What is set against a goal is the matter of another check.
        aimed = self._goal.search(text, base.tail, base.tail + _FARTHEST)
        # 平均每場次6.5人次，較上年平均每場次6人次略增: both are means of as many.
        each, of_each = _MEAN.search(clause_before(last)), _MEAN.search(words)
        means = each is not None and of_each is not None and each[0] == of_each[0]
        if self._no_base.search(_MEAN.sub("", words) if means else words) or valued or aimed:
            return
        alike = means and last.unit == base.unit
        ways = Subjects((last,), sure=True) if alike else self._spoken_of(numbers, index, base, words)
        judged = [one.value > base.value if above else one.value < base.value for one in ways.numbers]
        if not judged or not self._plain(*ways.numbers):
            return
        holds = any(judged)
        distance = below and not self._that.search(words) and ways.numbers[0].value >= _DISTANT * base.value
        if holds or (ways.sure and not distance):
            one = ways.numbers[judged.index(True) if holds else 0]
            yield _result(check, one, base, "set against", holds=holds)
            if than and _OF_ALL.match(text, tail):
                yield from self._listed_behind(check, numbers, index, up=bool(above))

    def _listed_behind(
        self, check: Check, numbers: Sequence[Quantity], index: int, *, up: bool
    ) -> Iterator[CheckResult]:
        """40期、905則(較去年38期、870則均有增加): the others of the list, each beside the only one of its unit."""
        text = numbers[index].segment.compact.text
        for last, base in pairwise(numbers[index:]):
            if text[last.tail : base.start] != "、":
                return
            own = [one for one in numbers[:index] if one.unit == base.unit][-_PAIR:]
            if len(own) == 1 and base.unit and self._plain(base, *own):
                yield _result(check, own[0], base, "set against", holds=(own[0].value > base.value) == up)

    def _spoken_of(self, numbers: Sequence[Quantity], index: int, base: Quantity, words: str) -> Subjects:
        """What is compared with a number: the one before it, or the one that a list of other units begins with."""
        text = base.segment.compact.text
        place = index - 1
        while (
            numbers[place].unit != base.unit
            and place
            and _LISTED.fullmatch(text, numbers[place - 1].tail, numbers[place].start)
        ):
            place -= 1
        one = numbers[place]
        lead = clause_before(one)
        if one.unit == base.unit and self._is_change.search(text[: one.start]) and self._then.fullmatch(words):
            # 12案，較上期17案減少5案，亦低於去年同期21案: of what changed, the only one that nothing compares.
            begun, _ = one.segment.sentence(one.start)
            own = [of for of in numbers[:place] if of.start >= begun and of.unit == base.unit]
            own = [of for of in own if not self._set_apart_or_changed(of)]
            return Subjects(tuple(own), sure=len(own) == 1)
        if one.unit != base.unit or one.is_rate or "平均" in lead or self._is_change.search(text[: one.start]):
            return Subjects((), sure=False)
        return subjects(numbers, place)

    def _set_apart_or_changed(self, one: Quantity) -> bool:
        """Whether words tell that a number is what is compared with, or a change."""
        text = one.segment.compact.text[: one.start]
        return bool(self._is_change.search(text) or self._sets_apart.search(clause_before(one)))

    # A part and its whole, what became of a number ------------------------------------------------

    def _half_of(self, check: Check, whole: Quantity, part: Quantity) -> Iterator[CheckResult]:
        """480人，其中女性212人，超過半數."""
        text = part.segment.compact.text
        over, under = self._over_half.match(text, part.tail), self._under_half.match(text, part.tail)
        alike = whole.unit == part.unit or {whole.unit, part.unit} <= self._persons
        among = self._of_it.match(text, whole.tail) or self._chosen.search(clause_before(part))
        own = alike and among and part.value < whole.value
        if (
            own
            and (over or under)
            and self._plain(whole, part)
            and not self._sets_apart.search(text, whole.tail, part.start)
        ):
            loose = _LOOSE * whole.value
            holds = part.value * 2 >= whole.value if over else part.value * 2 <= whole.value + loose
            yield _result(check, part, whole, "half of it", holds=holds)
        fraction = _FRACTION.match(text, part.tail)
        if own and fraction and self._plain(whole, part):
            told = Decimal(_NUMERALS.index(fraction["of"]) + 1) / (_NUMERALS.index(fraction["in"]) + 1)
            yield _result(check, part, whole, "half of it", holds=abs(part.value / whole.value - told) <= _LOOSE)

    def _half_told(self, check: Check, rate: Quantity) -> Iterator[CheckResult]:
        """女性占52.3%，已逾半數: of a hundred."""
        text = rate.segment.compact.text
        over, under = self._over_half.match(text, rate.tail), self._under_half.match(text, rate.tail)
        if rate.unit == _PERCENT and (over or under) and rate.value < _HUNDRED:
            loose = _LOOSE * _HUNDRED if under and "近" in under[0] else Decimal(0)
            holds = rate.value >= _HALF if over else rate.value <= _HALF + loose
            yield result_of(check, "half of it", holds, _HALF, (rate,), "half of it")

    def _times(self, check: Check, first: Quantity, second: Quantity) -> Iterator[CheckResult]:
        """由6場增為12場，增加一倍."""
        text = second.segment.compact.text
        if first.unit != second.unit or not first.value or not self._plain(first, second):
            return
        for told, (least, most) in ((self._doubled, _DOUBLED), (self._halved, _HALVED)):
            if told.match(text, second.tail) and self._became.fullmatch(text, first.tail, second.start):
                holds = least <= second.value / first.value <= most
                yield _result(check, second, first, "times of it", holds=holds)

    def _former_or_latter(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """第1季12團180人，第2季15團260人，後者較多: of the last number and those of its units before it, all alike."""
        for told in self._of_two.finditer(numbers[0].segment.compact.text if numbers else ""):
            start, _ = numbers[0].segment.sentence(told.start())
            own = [one for one in numbers if start <= one.start < told.start() and one.unit not in (None, _PERCENT)]
            pairs = [
                pair
                for unit in dict.fromkeys(one.unit for one in own)
                if len(pair := [one for one in own if one.unit == unit]) == _PAIR
            ]
            apart = [first.value < second.value for first, second in pairs if first.value != second.value]
            plain = pairs and len(pairs) * _PAIR == len(own) and self._plain(*own) and len(set(apart)) == 1
            behind = own and numbers[0].segment.compact.text[own[-1].tail : told.start()] == ""
            if plain and behind and not any(self._sets_apart.search(clause_before(one)) for one in own):
                holds = apart[0] == ((told["which"] == "後者") == bool(told["up"]))
                yield _result(check, pairs[0][1], pairs[0][0], "former or latter", holds=holds)

    def _times_of(self, check: Check, numbers: Sequence[Quantity], times: Quantity) -> Iterator[CheckResult]:
        """東館420件、西館210件，東館為西館之2倍: of the only numbers of two names in the sentence."""
        text = times.segment.compact.text
        told = _TIMES_OF.search(text[: times.start]) if times.unit == "倍" else None
        if told is None or not self._plain(times):
            return
        start, _ = times.segment.sentence(times.start)
        own = [one for one in numbers if start <= one.start < times.start and one.unit not in (None, _PERCENT)]
        first, second = ([one for one in own if clause_before(one).endswith(told[name])] for name in ("name", "of"))
        pairs = [(one, base) for one in first for base in second if one.unit == base.unit and base.value]
        if len(pairs) == 1 and self._plain(*pairs[0]):
            (one, base), step = pairs[0], times.half_step
            computed = one.value / base.value
            holds = abs(computed - times.value) <= step
            yield result_of(check, "times of it", holds, computed, (times, one, base), "times", slack=step)

    # Halves of a year ----------------------------------------------------------------------------

    def _by_halves(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """上半年8案、85人，下半年19案、213人，…下半年訪團明顯增加: the way, told behind the two."""
        for first_name, second_name in self._halves:
            for begun in _statements(numbers):
                own = [one for one in numbers if one.segment.sentence(one.start)[0] == begun]
                text = own[0].segment.compact.text
                first, second = (_told_of(name, own) for name in (first_name, second_name))
                pairs = [(first[unit], second[unit]) for unit in first if unit in second]
                if not pairs or not self._plain(*(one for pair in pairs for one in pair)):
                    continue
                last = max(one.tail for pair in pairs for one in pair)
                _, end = own[0].segment.sentence(begun)
                for clause in re.finditer(
                    rf"(?<=[，。；]){second_name}(?P<said>[^，。；:()\d]{{1,20}}){_CLAUSE_ENDS}", text[:end]
                ):
                    yield from self._way(check, text[begun : own[0].tail], clause, last, pairs)
                # 案數及人數均較上半年為多
                for base, way in ((first_name, pairs), (second_name, [(two, one) for one, two in pairs])):
                    for clause in re.finditer(
                        rf"(?<=[，。；])(?:[^，。；:()\d、及與和]{{0,4}}(?:數|[人場]次)[、及與和]?)*(?:均|皆|都|也|亦)*[較比]{base}"
                        rf"(?P<said>[^，。；:()\d]{{1,12}}){_CLAUSE_ENDS}",
                        text[:end],
                    ):
                        yield from self._way(check, text[begun : own[0].tail], clause, last, way)

    def _way(
        self, check: Check, named: str, clause: re.Match[str], last: int, pairs: Sequence[tuple[Quantity, Quantity]]
    ) -> Iterator[CheckResult]:
        said = clause["said"]
        went = [found for found in self._went.finditer(said) if found.end() == len(said)]
        if clause.start() < last or not went or self._sets_apart.search(said):
            return
        subject = said[: went[0].start()]
        for adverb in filter(None, self._adverbs.findall(subject)):
            subject = subject.replace(adverb, "")
        up = bool(went[0]["up"])
        agrees = {(second.value > first.value) == up for first, second in pairs if first.value != second.value}
        if len(agrees) == 1 and (not subject or set(subject) & set(named)):
            first, second = pairs[0]
            yield _result(check, second, first, "way of halves", holds=agrees == {True})


def _statements(numbers: Sequence[Quantity]) -> list[int]:
    """Where the sentences of numbers begin."""
    return sorted({one.segment.sentence(one.start)[0] for one in numbers})


def _told_of(name: str, numbers: Sequence[Quantity]) -> dict[str, Quantity]:
    """The numbers right behind a name, and those that a list goes on with, by their units."""
    told: dict[str, Quantity] = {}
    last: Quantity | None = None
    for one in numbers:
        text = one.segment.compact.text
        lead = text[max(0, one.start - len(name) - _FARTHEST) : one.start]
        goes_on = last is not None and _LISTED.fullmatch(text, last.tail, one.start)
        named = re.search(rf"{name}[^，。；:、\d]{{0,{_FARTHEST}}}$", lead)
        last = one if (named or goes_on) and one.unit is not None else None
        if last is not None and last.unit is not None:
            told.setdefault(last.unit, last)
    return told


def _without_dates(segment: Segment, start: int, end: int) -> str:
    """A stretch of text with a sign for each date in it."""
    text, told, place = segment.compact.text, "", start
    for mention in segment.dates:
        if start <= mention.start and mention.end <= end:
            told += text[place : mention.start] + _DATE
            place = mention.end
    return told + text[place:end]


def _result(check: Check, one: Quantity, other: Quantity, relation: str, *, holds: bool) -> CheckResult:
    return result_of(check, relation, holds, other.value, (one, other), relation)
