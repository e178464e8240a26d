"""Wholes beside parts that words tell to be all of them: the rest, parts by kind, by season, by outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, result_of
from ingest.checking.slips import slipped
from ingest.checking.subjects import clause_before
from ingest.numbers.printed import Quantity, in_prose

_PERCENT = "%"
_BRACKETS = re.compile(r"\([^()]*\)")
_CLAUSE = re.compile(r"[，、。；:()]")
_STATEMENT_END = re.compile(r"[。；]")
_FEWEST = 2
_LIST = 3
# Parts that are off by more than this of their whole were likely taken for its parts wrongly …
_FAR = Decimal("0.5")
# … and of words that may tell of other things, by more than this.
_OFF = Decimal("0.25")
_EXCEPT = re.compile(r"[^，。；、:()\d]{0,6}，[其內當中]{0,2}除[^，。；、:()\d]{0,8}")
_LEAVES = re.compile(r"[^，。；、:()\d]{0,12}外，(?!另|並|且|尚|又|再|還)[^，。；、:()\d]{1,8}")
_LONGEST_GAP = 40
_LONGEST_LEAD = 20
_QUARTERS = "1234一二三四"
# What is so and what is not: 成立, 不成立; 其中 and the like before a name.
_NEGATED, _NAME_ONLY = re.compile("^[不未非]"), re.compile("其中|有|計|者|為|(?<=.)的")
# In the same time as what stands before; 較去年同期 has other words.
_THEN_AS_WELL = re.compile("^同期(?=[受辦召接收查核審])")
_LIST_ON = re.compile(r"(?:\([^()]*\))?[、及與和][^，。；、:()\d]{1,8}\d")
# As much of the words before a number tells what was done.
_VERB = 2
_SEASON = re.compile(
    rf"第?(?P<quarter>[{_QUARTERS}])季|(?P<half>[上下])半年"
    r"|(?<!\d)(?P<first>\d{1,2})月?(?:份)?(?:[至到~\-](?P<last>\d{1,2})月|(?<=月)(?!\d{1,2}日|[至到~\-底]))"
)


@dataclass(frozen=True)
class _Set:
    """Parts, the numbers that may be their whole, the likeliest first, and how far off it may be to be one."""

    parts: tuple[Quantity, ...]
    wholes: tuple[Quantity, ...]
    far: Decimal
    way: str
    # Where only a slip of the hand tells that they belong together.
    doubtful: bool = False


@dataclass(frozen=True)
class _Season:
    """A quarter, half or row of months at ``start`` to ``end`` of a text: its first and last month."""

    start: int
    end: int
    first: int
    last: int


class Partitions:
    """Finds them with the words of parts and wholes."""

    def __init__(self, structure: Structure) -> None:
        words = structure.partition_words
        self._rest, self._left = compiled(rf"(?:{words.rest})$"), compiled(rf"(?:{words.left})$")
        self._by_kind, self._other = compiled(words.by_kind), compiled(words.other)
        self._aside, self._outcome = compiled(words.aside), compiled(rf"(?:{words.outcome})$")
        self._nested, self._sums = compiled(structure.part), compiled(words.sums)
        self._in_turn = compiled(rf"(?:{structure.respectively_word})[^，。；\d]{{0,4}}$")
        self._ranked, self._some = compiled(words.ranked), compiled(words.some)
        self._listed_on = compiled(r"(?:、|及|和|與)[^，。；:()\d]{1,12}\d")
        self._judges, self._granted = (
            compiled(rf"(?:{words.judged})$"),
            compiled(rf"(?:其中|經[^，。；、]{{0,4}})?(?:{words.granted})[者計有為]*"),
        )
        self._refused = compiled(rf"(?:另)?(?:{words.refused})[者計有為]*")
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each set of parts and its whole.

        Where any number that may be the whole is what the parts come to, it is; else the likeliest fails where it is
        not far off.
        """
        for here in in_prose(quantities):
            numbers = [one for one in here if one.unit != _PERCENT]
            for way in (
                self._rests,
                self._excepted,
                self._kinds,
                self._seasons,
                self._outcomes,
                self._judgements,
                self._negated,
            ):
                for found in way(numbers):
                    yield from self._judged(check, found)

    def _judged(self, check: Check, found: _Set) -> Iterator[CheckResult]:
        computed = sum((part.value for part in found.parts), Decimal(0))
        slack = sum((part.half_step for part in found.parts if part.decimals or part.scale != 1), Decimal(0))
        whole = next((one for one in found.wholes if abs(one.value - computed) <= slack + _step(one)), None)
        holds = whole is not None
        if whole is None:
            likely = [one for one in found.wholes if self._may_be_whole(one)]
            slips = [one for one in likely if slipped(one, found.parts)]
            near = [one for one in likely if abs(one.value - computed) <= one.value * found.far]
            whole = next(iter(slips), None) or (near[0] if near and near[0] is likely[0] else None)
            exact = {part.qualifier for part in found.parts} <= self._exact
            if whole is None or not exact or (found.doubtful and not slips):
                return
        yield result_of(check, "parts stated", holds, computed, (whole, *found.parts), found.way, slack=slack)

    # The rest of a whole -------------------------------------------------------------------------

    def _rests(self, numbers: Sequence[Quantity]) -> Iterator[_Set]:
        """報名38案，其中11案錄取，餘27案: what is left of a whole less the parts between the two."""
        for index, rest in enumerate(numbers):
            text = rest.segment.compact.text
            words = text[: rest.start]
            strong = self._rest.search(words) is not None
            if not (strong or self._left.search(words)):
                continue
            start, _ = rest.segment.sentence(rest.start)
            before = [one for one in numbers[:index] if one.start >= start and _is_alike(one, rest)]
            # What the same statement tells is what it leaves a rest of.
            begun = text.rfind("；", start, rest.start)
            here = [one for one in before if one.start > begun]
            before = here if len(here) >= _FEWEST else before
            if len(before) < _FEWEST or self._fit(before, rest):
                continue
            own = before[max((place for place, one in enumerate(before) if not self._is_plain(one)), default=-1) + 1 :]
            if len(own) < _FEWEST or own[0].value <= max(one.value for one in own[1:]):
                continue
            # 3月撥補2.1億元，6月撥補1.9億元，尚餘1.2億元: what is told in the same words is another part.
            if _verb(own[0]) == _verb(own[1]):
                continue
            # 以甲117件最多，乙92件次之，其餘為丙60件、丁15件: the first is a part, and so are those behind.
            if self._ranked.match(text, own[0].tail) or self._listed_on.match(text, rest.tail):
                continue
            # 分別為14案及7案，餘10案: those told in turn are parts, too.
            if self._in_turn.search(text[: own[0].start]):
                continue
            parts = (*own[1:], rest)
            doubtful = "；" in text[own[0].start : rest.start] or not strong or len(own) != len(before)
            yield _Set(parts, (own[0],), _FAR if len(parts) == _FEWEST else _OFF, "rest", doubtful)

    def _excepted(self, numbers: Sequence[Quantity]) -> Iterator[_Set]:
        """收件21案，除4案不予受理外，准予18案: right behind a whole, what is left out of it and what that leaves."""
        for whole, out, rest in zip(numbers, numbers[1:], numbers[2:], strict=False):
            text = whole.segment.compact.text
            told = _EXCEPT.fullmatch(text, whole.tail, out.start) and _LEAVES.fullmatch(text, out.tail, rest.start)
            if told and whole.unit is not None and whole.unit == out.unit == rest.unit and self._is_plain(rest):
                yield _Set((out, rest), (whole,), _FAR, "excepted")

    def _fit(self, before: Sequence[Quantity], rest: Quantity) -> bool:
        """Whether a rest is what any number before it leaves beside those behind that, brackets counted or not."""
        text = rest.segment.compact.text
        brackets = [found.span() for found in _BRACKETS.finditer(text)]
        outside = [one for one in before if not any(first < one.start < last for first, last in brackets)]
        slack = sum((one.half_step for one in (*before, rest) if one.scale != 1 or one.decimals), Decimal(0))
        for own in (before, outside):
            for place, whole in enumerate(own[:-1]):
                behind = [one.value for one in own[place + 1 :]]
                sums = {sum(behind, rest.value), *(one + rest.value for one in behind)}
                if any(abs(whole.value - one) <= slack for one in sums):
                    return True
        return False

    # Parts by kind ---------------------------------------------------------------------------------

    def _kinds(self, numbers: Sequence[Quantity]) -> Iterator[_Set]:
        """移入4,385件，按來源分，甲2,960件，乙1,425件: a list behind words that it is by kinds."""
        if not numbers:
            return
        text = numbers[0].segment.compact.text
        for opening in self._by_kind.finditer(text):
            behind = [one for one in numbers if one.start >= opening.end()]
            # 依地區分別為日本(18案)、韓國(6案): each name may have its number in brackets.
            if not behind or _CLAUSE.search(text[opening.end() : behind[0].start].rstrip("(")):
                continue
            sentence, _ = behind[0].segment.sentence(opening.start())
            for unit in dict.fromkeys(one.unit for one in behind[:_FEWEST] if one.unit):
                parts = self._listed([one for one in behind if one.unit == unit])
                words = text[opening.end() : parts[-1].tail + 1] if parts else ""
                rest = parts and self._other.search(text[: parts[-1].start])
                if len(parts) < _FEWEST or (self._ranked.search(words) and not rest) or self._some.search(words):
                    continue
                before = [one for one in numbers if one.tail <= opening.start() and one.unit == unit]
                near = [one for one in before if one.start >= sentence]
                closed = rest or opening.group().startswith("分")
                if not near and closed and sentence:
                    # 訪團有37案。依來處分:…: a list of all kinds may be of what the sentence before tells.
                    last, _ = before[-1].segment.sentence(sentence - 1) if before else (sentence, 0)
                    near = [one for one in before if one.start >= last]
                likely = [one for one in near or before if self._may_be_whole(one)]
                # 初審1,820件、複審240件。初審依類別分:…: of the one that is named.
                subject = re.split("[，。；:]", text[: opening.start()])[-1]
                named = [one for one in likely if len(subject) >= _FEWEST and clause_before(one).endswith(subject)]
                likely = named if len(named) == 1 else likely
                order = [*likely, *(one for one in before if one not in likely)]
                # 12,615冊，中文、外文分別為10,215冊、2,400冊，汰除3,127冊: what goes on behind all is another.
                sums = {
                    sum(one.value for one in parts[:length]): length
                    for length in range(_FEWEST, len(parts))
                    if text.startswith("，", parts[length - 1].tail)
                }
                parts = parts[: next((sums[one.value] for one in order if one.value in sums), len(parts))]
                if order:
                    yield _Set(tuple(parts), tuple(order), _OFF, "kinds", doubtful=len(likely) != 1 or not near)

    def _listed(self, own: Sequence[Quantity]) -> list[Quantity]:
        """The numbers of one unit that follow each other as a list, each with its name."""
        parts: list[Quantity] = []
        for one in own:
            text = one.segment.compact.text
            between = _BRACKETS.sub("", text[parts[-1].tail : one.start]) if parts else ""
            if parts and (
                not between
                or len(between) > _LONGEST_GAP
                or re.search(r"[。:]", between)
                or self._nested.match(between[1:])
                or self._aside.search(between)
                or self._by_kind.search(between)
            ):
                break
            parts.append(one)
        return parts

    # Parts by season -------------------------------------------------------------------------------

    def _seasons(self, numbers: Sequence[Quantity]) -> Iterator[_Set]:
        """第1季得件308、第2季得件318; 7至9月312件，10至12月325件: times that follow each other, and all of them."""
        text = numbers[0].segment.compact.text if numbers else ""
        row: list[_Season] = []
        for season in [*_seasons_of(text), None]:
            if season and row and row[-1].last + 1 == season.first and "。" not in text[row[-1].end : season.start]:
                row.append(season)
                continue
            if len(row) >= _FEWEST:
                yield from self._of_seasons(row, numbers)
            row = [season] if season else []

    def _of_seasons(self, row: Sequence[_Season], numbers: Sequence[Quantity]) -> Iterator[_Set]:
        text = numbers[0].segment.compact.text
        stop = _STATEMENT_END.search(text, row[-1].end)
        ends = [*(one.start for one in row[1:]), stop.start() if stop else len(text)]
        spans = [
            [one for one in numbers if season.end <= one.start < end] for season, end in zip(row, ends, strict=True)
        ]
        for unit in dict.fromkeys(one.unit for one in spans[0] if one.unit):
            own = [next((one for one in span if one.unit == unit), None) for span in spans]
            parts = tuple(one for one in own if one is not None)
            words = [text[season.end : one.start] for season, one in zip(row, parts, strict=False)]
            named = not any(len(one) > _LONGEST_GAP or self._aside.search(one) for one in words)
            if len(parts) != len(row) or not named:
                continue
            before = [one for one in numbers if one.tail <= row[0].start and one.unit == unit]
            # The whole is of all those times, and of nothing else.
            likely = [one for one in before if self._may_be_whole(one) and _is_of(one, row)]
            order = [*likely, *(one for one in before if one not in likely)]
            if likely:
                # Of the only number before them, which is of just those times, they are all.
                yield _Set(parts, tuple(order), _FAR if len(before) == 1 else _OFF, "seasons")

    # Parts by outcome ------------------------------------------------------------------------------

    def _outcomes(self, numbers: Sequence[Quantity]) -> Iterator[_Set]:
        """審議提案16案，同意13案、緩議2案、退回1案: what came of all of them; 採購87件，甲46件、乙29件、其他12件."""
        for index, whole in enumerate(numbers):
            text = whole.segment.compact.text
            parts: list[Quantity] = []
            names: list[str] = []
            for last, one in pairwise(numbers[index:]):
                name = re.fullmatch(
                    r"(?:[，:(]|，?其中)+([^，、。；:()\d]{1,8})"
                    if not parts
                    else r"[，、及與和]+([^，、。；:()\d]{1,8})",
                    _BRACKETS.sub("", text[last.tail : one.start]),
                )
                # 甲3間、乙10間，其中使用中4間、其餘6間: within a list such words open parts of its last.
                nested = parts and name and self._nested.match(name[1])
                if whole.unit is None or one.unit != whole.unit or not name or self._aside.search(name[1]) or nested:
                    break
                parts.append(one)
                names.append(name[1])
            before = [one for one in numbers[:index] if one.unit == whole.unit]
            # 甲152人，乙82人，其他15人: what is parted alike throughout is one list.
            alike = parts and text[whole.tail : whole.tail + 1] == text[parts[0].tail : parts[0].tail + 1]
            all_told = bool(names) and (all(map(self._outcome.search, names)) or self._other.search(names[-1]))
            # 其中甲類46件、其他12件: what is named behind such a word may count the same things twice.
            if names and "其中" in text[whole.tail : parts[0].start] and not self._outcome.search(names[-1]):
                continue
            if len(parts) >= _LIST and all_told and not alike and not self._outcome.search(clause_before(whole)):
                yield _Set(tuple(parts), (whole, *reversed(before)), _OFF, "outcomes")

    def _judgements(self, numbers: Sequence[Quantity]) -> Iterator[_Set]:
        """審議16案，同意13案、退回3案: of what is judged, what is granted and what is refused are all."""
        for whole, one, other in zip(numbers, numbers[1:], numbers[2:], strict=False):
            text = whole.segment.compact.text
            alike = whole.unit is not None and whole.unit == one.unit == other.unit
            if not alike or self._judges.search(text[: whole.start]) is None:
                continue
            names = tuple(
                re.split("[，、；]", text[last.tail : part.start])[-1].rstrip(":")
                for last, part in ((whole, one), (one, other))
            )
            apart = max(len(text[last.tail : part.start]) for last, part in ((whole, one), (one, other)))
            told = apart <= _LONGEST_LEAD and any(
                self._granted.fullmatch(first) and self._refused.fullmatch(second)
                for first, second in (names, names[::-1])
            )
            if told and not re.match("[、及與和]", text[other.tail :]):
                yield _Set((one, other), (whole,), _FAR, "judged")

    def _negated(self, numbers: Sequence[Quantity]) -> Iterator[_Set]:
        """調解140件，平均每次7件，其中成立90件、不成立50件: what is so and what is not so are all there is."""
        for index, (one, other) in enumerate(pairwise(numbers)):
            text = one.segment.compact.text
            between = _BRACKETS.sub("", text[one.tail : other.start])
            first, second = (_NAME_ONLY.sub("", words) for words in (clause_before(one), between[1:]))
            apart = _NEGATED.match(second) and first.endswith(second[1:]) and re.match("[，、及與和]", between)
            if one.unit is None or one.unit != other.unit or not apart or len(second) <= _FEWEST:
                continue
            start, _ = one.segment.sentence(one.start)
            start = max(start, text.rfind("；", start, one.start) + 1)
            before = [own for own in numbers[:index] if own.start >= start and own.unit == one.unit]
            likely = [own for own in before if not own.is_rate and "平均" not in clause_before(own)]
            # 受理60件，上年結轉15件，核准50件、未核准25件: they are of more than the first.
            if likely and self._may_be_whole(likely[-1]) and not _LIST_ON.match(text, other.tail):
                # Of more than both some may have come to nothing yet: 調解140件，成立70件、不成立30件.
                left = likely[-1].value - one.value - other.value
                doubtful = left > min(one.value, other.value) * _OFF
                yield _Set((one, other), (likely[-1], *reversed(likely[:-1])), _FAR, "negated", doubtful)

    def _may_be_whole(self, one: Quantity) -> bool:
        """Whether a number is plain but for words that tell a sum, as a whole is: 全年受理120件."""
        words = _THEN_AS_WELL.sub("", self._sums.sub("", clause_before(one)))
        return one.qualifier in self._exact and not one.is_rate and not self._aside.search(words)

    def _is_plain(self, one: Quantity) -> bool:
        """Whether no word before a number tells that it is of another time, a change, a goal or a mean."""
        return one.qualifier in self._exact and not one.is_rate and not self._aside.search(clause_before(one))


def _seasons_of(text: str) -> Iterator[_Season]:
    """The quarters, halves and months that a text names, in order."""
    for found in _SEASON.finditer(text):
        if found["quarter"]:
            first = 3 * (_QUARTERS.index(found["quarter"]) % 4)
            yield _Season(found.start(), found.end(), first + 1, first + 3)
        elif found["half"]:
            yield _Season(found.start(), found.end(), *((1, 6) if found["half"] == "上" else (7, 12)))
        else:
            yield _Season(found.start(), found.end(), int(found["first"]), int(found["last"] or found["first"]))


def _is_of(one: Quantity, row: Sequence[_Season]) -> bool:
    """Whether a number is of the months from the first to the last of several times."""
    period = one.period
    if period is None or period.start is None or period.start.year != period.end.year:
        return False
    return (period.start.month, period.end.month) == (row[0].first, row[-1].last)


def _is_alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are of one unit; it may stand unread behind the second: 212則、其餘84則為雜項."""
    behind = other.segment.compact.text[other.tail :]
    return one.unit is not None and (one.unit == other.unit or (other.unit is None and behind.startswith(one.unit)))


def _verb(quantity: Quantity) -> str:
    """The last words right before a number."""
    return re.sub(r"[\d年月日]", "", clause_before(quantity))[-_VERB:]


def _step(one: Quantity) -> Decimal:
    return one.half_step if one.decimals or one.scale != 1 else Decimal(0)
