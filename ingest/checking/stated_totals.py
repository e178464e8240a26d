"""Totals beside their parts in one sentence: 共512件(四維320件、鳳山192件); 四維561場、鳳山332場，合計893場."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, takewhile

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, Status, result_of
from ingest.checking.slips import is_shifted, last_digit, slipped
from ingest.checking.subjects import clause_before, is_of_each
from ingest.numbers.printed import Quantity, by_segment

_CLAUSE = re.compile(r"[。；：:()]")
_STATEMENT = re.compile(r"[。：:()]")
_LIST_END = re.compile(r"[。；;()]|，(?![^，。；:()]{0,12}\d)")
_TOTAL_CUE = "total"
_OF_YEAR = "，全[年期]計?"
_BRACKETS = re.compile(r"\([^()]*\)")
_BLANK = "　"
_LONGEST_NAME = 12
# A total above its parts by more than this of the least of them may have other parts, which are not named.
_DELIMITED = Decimal(10)
_NONE_LEFT_OUT = Decimal(1)
_HALF_LEFT_OUT = Decimal("0.5")
_FEW_LEFT_OUT = Decimal("0.25")
_SOME_LEFT_OUT = Decimal("0.1")
# Parts that are more than their total by more than this of it were likely taken for parts wrongly.
_MOST_BEYOND = Decimal("0.5")
_BARE_TOTAL, _ALL_TOLD = re.compile("，(?:合計|共計|總計|合共|共|計)[為達有]?"), Decimal("0.4")
_PAIR = 2
_VERB = 4
_FEWEST_DIGITS = 3
_LIST = 3
_NEW = re.compile("新[增設購建]")
_CLAUSES = re.compile(r"[，。；:()]")
_STATEMENT_END = re.compile(r"[。；]")
# 其中一場座談邀請專家90名: what is told of one of them is no part.
_OF_ONE = re.compile("[其當]中[一二三四五六七八九十兩某首]")
# Between two parts of a list: the name of the second.
# 自93名受推薦人員中評選48名
_OUT_OF = re.compile(r"[^，。；、:()\d]{0,8}中(?![心庭央華山正小學獎高級等文式區國])[^，。；、:()\d]{1,10}")
# 受訪之18個機關中，有7個機關
_HAVE_OF = re.compile(r"[^，。；、:()\d]{0,8}中，?(?:[僅尚只已業計共約]{0,2})有")
_AMONG = re.compile(r"[之當]?中，?[^，。；、:()\d]{1,10}")
_FIRST, _NEXT_STATEMENT = re.compile(r":[^，。；、:()\d]{1,12}"), re.compile(r"；[^，。；、:()\d]{1,12}")
_NEXT_NAMED = re.compile(r"[、及與和暨，][^，。；、:()\d]{1,12}|\)[、及與和暨][^，。；、:()\d]{1,12}\(")


@dataclass(frozen=True)
class _Parts:
    """Numbers that a total may be the sum of.

    A total above them by more than ``room`` of the least may have parts that are not named. ``overlap``: they
    may count the same things twice, and say nothing where they are more than the total by as much. ``all_told``: there
    are hardly others.
    """

    numbers: tuple[Quantity, ...]
    room: Decimal
    overlap: bool = False
    closed: bool = False
    all_told: bool = False


class StatedTotals:
    """Finds them with the words of totals and of kinds of statements."""

    def __init__(self, structure: Structure) -> None:
        self._others = [compiled(pattern) for name, pattern in structure.cues.items() if name != _TOTAL_CUE]
        whose = r"(?:則|亦|併|連同前者|[^，。；:()\d]{0,6}?)"
        self._before_total = compiled(rf"，?{whose}(?:{structure.total})[為達有]?[^，。；:()\d]{{0,8}}|{_OF_YEAR}")
        self._exhausts = compiled(rf"[，:](?:{structure.exhausts})[^，。；:()\d]{{0,{_LONGEST_NAME}}}\(?$")
        self._of_them = compiled(
            rf"(?P<count>[{''.join(structure.counted)}])(?:者[^，。；:()\d]{{0,4}}|(?P<times>[次場類項團])[^，。；、:()\d]{{0,4}}?(?:合計|共計?|總計|併計)[^，。；、:()\d]{{0,4}})$"
        )
        self._counted = structure.counted
        self._compares = compiled(rf"[，(]?(?:{structure.cues['compared']})")
        self._one_of_it = compiled(rf"[，(](?:[其當]中|內?含(?!眷))[^，。；:()\d]{{0,{_LONGEST_NAME}}}$")
        change = structure.change_words
        self._ways = [compiled(rf"(?:{way})[加少了出]*$") for way in (change.up, change.down)]
        self._no_whole = compiled(rf"{structure.mean_words.elsewhere}|{change.up}|{change.down}|平均|每|[占佔]|率")
        self._of_times, self._planned = compiled(structure.times), compiled(structure.target_words.planned)
        self._elsewhere = compiled(structure.mean_words.elsewhere)
        self._is_total = compiled(rf"(?:{structure.total})[為達有]?$")
        self._opens = compiled(rf"[，(:](?:{structure.part})(?:有|為|了)?")
        self._opens_list = compiled(rf"(?:{structure.part})(?:有|為|了)?[^，。；、:()\d]{{0,{_LONGEST_NAME}}}$")
        self._beside = compiled(r"[、，及與和](?:計|共|共計)?[^，。；:()\d]{0,4}")
        self._rest = compiled(rf"(?:{structure.rest})[^，。；:()]{{0,6}}$")
        self._shared = compiled(rf"，(?P<names>[^，。；:#()]{{2,40}}?)(?:{structure.respectively_word})[計有為達是]*")
        self._all_of = structure.all_of
        self._exact = frozenset({None, *structure.exact_qualifiers})
        self._each = frozenset(structure.distributive_qualifiers)
        self._about = frozenset(change.approximate)
        self._some_of = compiled(structure.some_of)
        self._persons = frozenset(structure.mean_words.persons)
        self._joints = compiled(structure.name_joints)
        self._wholes = [frozenset(pair) for pair in structure.complements]
        self._opposites = [frozenset(pair) for pair in structure.opposites]
        names = {name for pair in structure.opposites for name in pair if len(name) > 1}
        self._names = compiled("|".join(sorted(names, key=len, reverse=True)))

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each total whose parts are delimited beyond doubt.

        Parts are all numbers of the brackets or the list right behind the total, or all of the clause or the
        sentence before the word of the total; they are of its unit, and no word among them tells of a choice, a
        rate or another time.
        """
        for here in by_segment(quantities):
            if here[0].segment.cell is not None:
                continue
            for index, total in enumerate(here):
                sets = [*self._sets(total, here, index), *self._told_so_many(total, here[:index])]
                own = [self._result(check, total, parts) for parts in sets]
                # What any set of parts comes to is its total; of those that do not, the nearest to the word counts.
                order: tuple[Status, ...] = ("holds", "footnote", "fails", "cannot_tell")
                yield from sorted(own, key=lambda result: order.index(result.status))[:1]
            yield from self._exhausted(check, here)
            yield from self._exceeding(check, here)

    def _exceeding(self, check: Check, here: Sequence[Quantity]) -> Iterator[CheckResult]:
        """A part right behind 其中 that is more than all numbers of its unit before it in its sentence together."""
        for index, part in enumerate(here):
            text = part.segment.compact.text
            start, _ = part.segment.sentence(part.start)
            before = [one for one in here[:index] if one.start >= start and self._is_alike(one, part)]
            if part.unit is None or not before:
                continue
            whole = before[-1]
            # 貴賓176位中外賓94位, and 貴賓176位，其中外賓94位.
            out_of = re.search("[自從在於]$", text[: whole.start]) and _OUT_OF.fullmatch(text, whole.tail, part.start)
            out_of = out_of or _HAVE_OF.fullmatch(text, whole.tail, part.start)
            among = out_of or _AMONG.fullmatch(text, whole.tail, part.start)
            if not (among or self._one_of_it.search(text[: part.start])):
                continue
            about = last_digit(whole) if whole.qualifier in self._about else Decimal(0)
            plain = part.qualifier in self._exact and (about or whole.qualifier in self._exact)
            plain = plain and all(one.form == "number" for one in (whole, part))
            alone = self._is_apart(whole, here[:index]) and not re.search(r"\d", text[whole.tail : part.start])
            before = [whole] if alone else before
            # What stands right before tells of the part; farther before, of other things as well.
            begun = text.rfind("，", 0, whole.start) + 1
            # 其中本年新增4項 are so many of them, and no change.
            words = text[max(start, begun) : whole.tail] + _NEW.sub("", text[whole.tail : part.start])
            if _OF_ONE.search(words):
                continue
            if plain and part.value > sum(one.value for one in before) + about and not self._no_whole.search(words):
                yield result_of(check, "part of it", False, whole.value, (part, whole), "part")

    def _is_apart(self, whole: Quantity, earlier: Sequence[Quantity]) -> bool:
        """Whether a number opens a statement with its name, and no list, change or comparison: ；使用中5間，其中…."""
        text = whole.segment.compact.text
        start, _ = whole.segment.sentence(whole.start)
        clause = _CLAUSES.split(text[start : whole.start])[-1]
        last = [one for one in earlier if start <= one.start < whole.start]
        # 150名學員與會；貴賓120位: what joins the words of a clause before joins no numbers.
        between = text[last[-1].tail : whole.start] if last else ""
        near = "；" not in between and re.search(
            "，(?:[及和暨]|與(?!會))" if "，" in between else "[、及與和暨]", between
        )
        return bool(clause) and not near and not self._no_whole.search(clause)

    def _is_alike(self, one: Quantity, other: Quantity) -> bool:
        """Whether two numbers are of one unit, or both of people: 學生16名，其中清寒家庭6位."""
        return one.unit == other.unit or {one.unit, other.unit} <= self._persons

    def _exhausted(self, check: Check, here: Sequence[Quantity]) -> Iterator[CheckResult]:
        """All parts of a number before them, behind words that leave none out: ，分別為學校5場次及社區4場次.

        The number may be any before them in its statement; where it is none, it is the first, which nothing compares.
        """
        for index, first in enumerate(here):
            text = first.segment.compact.text
            opening = self._exhausts.search(text[: first.start])
            parts = [first]
            for one in here[index + 1 :]:
                between = text[parts[-1].tail : one.start]
                if one.unit != first.unit or not _NEXT_NAMED.fullmatch(between) or self._is_total.search(between):
                    break
                parts.append(one)
            if opening is None or len(parts) < _PAIR or any(part.form != "number" or part.qualifier for part in parts):
                continue
            begun = max([0, *(mark.end() for mark in _STATEMENT_END.finditer(text, 0, first.start))])
            wholes = [one for one in here[:index] if one.start >= begun and one.unit == first.unit]
            # 預定30場次，實際36場次，分別為…: they are parts of what was done.
            wholes = [one for one in wholes if not self._planned.search(text[: one.start])] or wholes
            if not wholes or text[parts[-1].tail : parts[-1].tail + 1] not in ("", "，", "。", "；", ")"):
                continue
            computed = sum(part.value for part in parts)
            whole = next((one for one in wholes if one.value == computed), wholes[0])
            apart = abs(whole.value - computed)
            clause = re.split("[，；]", text[begun : whole.start])[-1]
            behind = text[whole.tail : opening.start()]
            words = (text[begun : whole.start] if len(wholes) > 1 else clause) + behind * (len(wholes) == 1)
            near = apart <= min(whole.value, computed) * _MOST_BEYOND
            # Of several numbers it is the first where the others tell what it is compared with.
            near = near and (len(wholes) == 1 or self._compares.match(text, whole.tail) is not None)
            if not apart or (near and whole.qualifier in self._exact and not self._elsewhere.search(words)):
                yield self._result(check, whole, _Parts(tuple(parts), _HALF_LEFT_OUT, closed=True))

    def _told_so_many(self, total: Quantity, earlier: Sequence[Quantity]) -> Iterator[_Parts]:
        """As many numbers as the words of a total tell: 甲類20件、乙類15件、丙類10件居前3名，三者併計45件."""
        text = total.segment.compact.text
        told = self._of_them.search(text[: total.start])
        if told is None or total.qualifier not in self._exact:
            return
        start, _ = total.segment.sentence(total.start)
        own = [one for one in earlier if one.start >= start and one.unit == total.unit and not one.qualifier]
        parts = tuple(own[-self._counted[told["count"]] :])
        if len(parts) == self._counted[told["count"]] and (
            told["times"] or "；" not in text[parts[0].start : total.start]
        ):
            yield _Parts(parts, _DELIMITED)

    def _sets(self, total: Quantity, here: Sequence[Quantity], index: int) -> Iterator[_Parts]:
        if total.form != "number" or total.qualifier not in self._exact:
            return
        behind, before = here[index + 1 :], here[:index]
        for candidates in (self._behind(total, behind), self._before(total, before), self._told_first(total, behind)):
            own = [parts for parts in candidates if self._are_parts(total, parts.numbers)]
            yield from own
            if own:
                return

    def _are_parts(self, total: Quantity, parts: Sequence[Quantity]) -> bool:
        if parts and len(set(parts)) < len(parts):
            return parts[0].unit == total.unit
        text = _without_brackets(total, parts)
        in_order = sorted((total, *parts), key=lambda one: one.start)
        gaps = [(before, one) for before, one in pairwise(in_order) if one is not total]
        if all(any(way.search(text, 0, one.start) for one in in_order) for way in self._ways):
            # 減60人，其中甲減72人、乙增12人: what goes up and what goes down add up to neither.
            return False
        if len({_is_dated(before, part) for before, part in gaps}) > 1:
            # 宿舍60間(112年底61間，報廢1間): what was at another time is no part.
            return False
        if len(parts) < _PAIR or any(part.form != "number" or part.unit != total.unit for part in parts):
            return False
        if any(text[part.tail :].lstrip(_BLANK)[:1] not in (*"、，；及與和占",) for part in parts[:-1]):
            return False
        start, end = min(parts[0].start, total.start), max(parts[-1].tail, total.tail)
        words = text[start:end]
        opening = self._opens.match(text, total.tail)
        if opening:
            words = text[start : total.tail] + text[opening.end() : end]
        words = self._names.sub(_BLANK, words)
        if any(is_of_each(part) for part in parts):
            return False
        return not any(part.qualifier for part in parts) and not any(cue.search(words) for cue in self._others)

    def _behind(self, total: Quantity, following: Sequence[Quantity]) -> Iterator[_Parts]:
        """The numbers in the brackets right behind a total, behind its colon, or of names that share them in order."""
        text = total.segment.compact.text
        sign = text[total.tail : total.tail + 1]
        opens = self._opens.match(text, total.tail) is not None
        if sign == "(":
            yield from self._in_brackets(total.tail, following, opens=opens)
            return
        if sign == "，" and (pair := self._pair(total, following)):
            words = (text[total.tail : pair[0].start], text[pair[0].tail : pair[1].start])
            rest = self._rest.search(words[1]) is not None
            apart = _are_named(self._opposites, words)
            room = _FEW_LEFT_OUT if rest or apart else _SOME_LEFT_OUT if opens else _NONE_LEFT_OUT
            yield _Parts(pair, room, overlap=(opens or rest) and not (apart or _are_named(self._wholes, words)))
            return
        if (
            following
            and following[0].unit != total.unit
            and self._beside.fullmatch(text[total.tail : following[0].start])
        ):
            # 訪賓63案、842人(亞洲30案、其他33案): the brackets part the first of two.
            yield from self._in_brackets(following[0].tail, following[1:], opens=False)
            return
        shared = self._shared.match(text, total.tail)
        # :2月5日(第3次)10件、4月2日(第1次)9件: what brackets hold without a number of its unit ends no list.
        aside = [one for one in following if one.unit == total.unit] if sign == ":" else following
        stop = _LIST_END.search(_without_brackets(total, aside) if sign == ":" else text, total.tail + 1)
        end = stop.start() if stop else len(text)
        parts = [part for part in following if part.start < end]
        if shared is not None:
            names = [name for name in self._joints.split(shared["names"]) if name]
            count = self._all_of.get(shared["names"], len(names))
            if len(parts) == count and parts[0].start == shared.end():
                yield self._listed(parts, opens=False)
        elif sign == ":" and (parts_of := _in_statements(total, following)):
            yield replace(self._listed(parts_of, opens=False), all_told=True)
        elif sign == ":":
            # A list of three and more, up to the end of its statement, names all.
            yield replace(self._listed(parts, opens=False), all_told=len(parts) >= _LIST)
        elif opens:
            # 31次，其中甲12次、乙9次、丙10次，查察368家: the list ends where another thing is counted.
            own = list(takewhile(lambda part: part.unit == total.unit, parts))
            # Two that come to it but for a slip are all there is, whatever their names.
            if len(own) >= _LIST or (len(own) == _PAIR and slipped(total, own, _FEWEST_DIGITS)):
                yield self._listed(own, opens=True)
            elif len(own) == _PAIR and sum(one.value for one in own) > total.value and slipped(total, own):
                yield _Parts(tuple(own), _SOME_LEFT_OUT)

    def _in_brackets(self, place: int, following: Sequence[Quantity], *, opens: bool) -> Iterator[_Parts]:
        """All numbers of the brackets that begin at a place."""
        text = following[0].segment.compact.text if following else ""
        end = text.find(")", place)
        if (each := self._in_each(place, end, following)) is not None:
            yield each
            return
        if text[place : place + 1] == "(" and end >= 0 and not _CLAUSE.search(text, place + 1, end):
            yield self._listed([part for part in following if part.start < end], opens=opens)

    def _in_each(self, place: int, end: int, following: Sequence[Quantity]) -> _Parts | None:
        """The number that each of those named in brackets has, once for each: 50次(上、下半年各25次)."""
        inside = [part for part in following if part.start < end]
        text = following[0].segment.compact.text if following else ""
        if len(inside) != 1 or inside[0].qualifier not in self._each or text[inside[0].tail : end]:
            return None
        names = [name for name in self._joints.split(text[place + 1 : inside[0].start].rstrip("各")) if name]
        plain = len(names) >= _PAIR and not _CLAUSES.search("".join(names))
        return _Parts(tuple(inside * len(names)), _NONE_LEFT_OUT, all_told=True) if plain else None

    def _told_first(self, total: Quantity, following: Sequence[Quantity]) -> Iterator[_Parts]:
        """The numbers behind a total named so, brackets left out: 總計8,105人，工級5,860人，臨時2,245人."""
        text = total.segment.compact.text
        if text.startswith("，", total.tail) and self._is_total.search(text[: total.start]):
            yield _Parts(tuple(_outside_brackets(total, following)), _FEW_LEFT_OUT, overlap=True)

    def _listed(self, parts: Sequence[Quantity], *, opens: bool) -> _Parts:
        """A list behind its total. ``opens``: behind a word (其中, 包括) that lets parts be left out."""
        if opens:
            return _Parts(tuple(parts), _SOME_LEFT_OUT, overlap=len(parts) < _LIST)
        few = _FEW_LEFT_OUT if len(parts) >= _LIST else _SOME_LEFT_OUT
        return _Parts(tuple(parts), _NONE_LEFT_OUT if self._make_whole(parts) else few)

    def _pair(self, total: Quantity, following: Sequence[Quantity]) -> tuple[Quantity, ...]:
        """The next two numbers, where each has one of two names before it that together are all there is."""
        pair = tuple(following[:_PAIR])
        if len(pair) < _PAIR or not all(part.unit == total.unit for part in pair):
            return ()
        text = total.segment.compact.text
        names = [text[total.tail : pair[0].start], text[pair[0].tail : pair[1].start]]
        listed = any(part.unit == total.unit and text[pair[1].tail] in "、及" for part in following[2:3])
        if listed or any("。" in name or "；" in name or len(name) > _LONGEST_NAME for name in names):
            return ()
        both = _are_named([*self._wholes, *self._opposites], names)
        rest = self._rest.search(names[1]) and pair[0].value <= total.value
        return pair if both or rest else ()

    def _before(self, total: Quantity, earlier: Sequence[Quantity]) -> Iterator[_Parts]:
        """The numbers of the clause before a total, and of the sentence, where its word parts it from the last."""
        if not earlier:
            return
        text = _without_brackets(total, ())
        between = text[earlier[-1].tail : total.start].lstrip(_BLANK)
        if not between.startswith("，") or not self._before_total.fullmatch(between):
            return
        of_year = compiled(_OF_YEAR).fullmatch(between)
        sentence, _ = total.segment.sentence(total.start)
        within = [part for part in earlier if part.start >= sentence and text[part.start] != _BLANK]
        for mark, room in ((_CLAUSE, _NONE_LEFT_OUT), (_STATEMENT, _SOME_LEFT_OUT)):
            start = max((found.end() for found in mark.finditer(text, sentence, total.start)), default=sentence)
            parts = tuple(part for part in within if part.start >= start)
            # 研習2場，參加的82人、75人及68人，合計225人: what is of another unit stands before the list.
            of_another = [place for place, part in enumerate(parts, 1) if part.unit != total.unit]
            if mark is _CLAUSE and of_another:
                parts = parts[of_another[-1] :]
            if of_year and not (parts and self._of_times.search(text[start : total.start - len(between)])):
                continue
            opened = parts and mark is _CLAUSE and self._opens_list.search(text[start : parts[0].start])
            # 定期會12次、臨時會2次，共14次: what has no name of its own is of all that the clause tells.
            bare = mark is _CLAUSE and _BARE_TOTAL.fullmatch(between) is not None
            # 1月受理陳情9件；5月受理陳情11件，合計20件: what is told in the same words is all of one kind.
            alike = (
                parts
                and len({clause_before(one)[-_VERB:] for one in parts}) == 1
                and len(clause_before(parts[0])) >= _VERB
            )
            overlap = mark is _STATEMENT and not alike
            yield _Parts(parts, _DELIMITED if opened else room, overlap, closed=True, all_told=bool(bare or alike))

    def _result(self, check: Check, total: Quantity, parts: _Parts) -> CheckResult:
        """What parts come to."""
        computed = sum((part.value for part in parts.numbers), Decimal(0))
        printed = (total, *parts.numbers)
        tolerance = sum((one.half_step for one in printed if one.decimals or one.scale != 1), Decimal(0))
        above = total.value - computed
        status: Status = "holds" if not above else "footnote" if abs(above) <= tolerance else "fails"
        text = total.segment.compact.text
        opening = max(text.rfind(mark, 0, parts.numbers[0].start) for mark in "，。；：:") + 1
        words = text[opening : max(parts.numbers[-1].tail, total.tail)]
        room = parts.room * min(part.value for part in parts.numbers)
        room = max(room, total.value * _ALL_TOLD) if parts.all_told else room
        beyond = room if parts.overlap else total.value * (1 if parts.all_told else _MOST_BEYOND)
        # Two exchanged digits that make it come out are a slip, however large.
        slip = slipped(total, parts.numbers, _PAIR if parts.all_told else _FEWEST_DIGITS)
        slip = slip or is_shifted(total, computed)
        unsure = (
            (above > room and not slip)
            or (-above > beyond and not slip)
            or (parts.closed and self._some_of.search(words))
        )
        if status == "fails" and unsure:
            status = "cannot_tell"
        return result_of(check, "parts stated", status, computed, printed, slack=tolerance)

    def _make_whole(self, parts: Sequence[Quantity]) -> bool:
        """Whether two parts have names that together are all there is: 四維 and 鳳山, 機關 and 學校."""
        if len(parts) != _PAIR:
            return False
        words = parts[0].segment.compact.text[max(0, parts[0].start - 40) : parts[-1].tail]
        return any(all(name in words for name in pair) for pair in self._wholes)


def _in_statements(total: Quantity, following: Sequence[Quantity]) -> list[Quantity]:
    """What stands behind a colon in statements of one name and number each: 原市府31,208件；原縣府148,650件."""
    text = total.segment.compact.text
    _, stop = total.segment.sentence(total.start)
    own = [one for one in following if one.start < stop]
    starts = [total.tail, *(one.tail for one in own)]
    names = [text[start : one.start] for start, one in zip(starts, own, strict=False)]
    told = len(own) >= _PAIR and all(map(_NEXT_STATEMENT.fullmatch, names[1:])) and _FIRST.fullmatch(names[0])
    return own if told and text[own[-1].tail : stop] in ("", "。") else []


def _is_dated(before: Quantity, part: Quantity) -> bool:
    """Whether a day or year stands between two numbers."""
    return any(before.tail <= mention.start and mention.end <= part.start for mention in part.segment.dates)


def _are_named(pairs: Sequence[frozenset[str]], names: Sequence[str]) -> bool:
    """Whether the words before two numbers hold a name each of one of the pairs."""
    either_way = [order for one, other in map(tuple, pairs) for order in ((one, other), (other, one))]
    return any(one in names[0] and other in names[1] for one, other in either_way)


def _without_brackets(total: Quantity, parts: Sequence[Quantity]) -> str:
    """The text of a total with blanks for brackets that hold neither it nor its parts."""
    text = total.segment.compact.text

    def blank(brackets: re.Match[str]) -> str:
        held = any(brackets.start() < one.start < brackets.end() for one in (total, *parts))
        return brackets.group() if held else _BLANK * len(brackets.group())

    start = total.segment.sentence(min([total.start, *(part.start for part in parts)]))[0]
    return text[:start] + _BRACKETS.sub(blank, text[start:])


def _outside_brackets(total: Quantity, following: Sequence[Quantity]) -> list[Quantity]:
    """The numbers behind a total up to the end of its statement, without those in brackets."""
    text = total.segment.compact.text
    stop = compiled("[。；]").search(text, total.tail)
    end = stop.start() if stop else len(text)
    brackets = [found.span() for found in _BRACKETS.finditer(text, total.tail, end)]
    return [
        one for one in following if one.start < end and not any(first < one.start < last for first, last in brackets)
    ]
