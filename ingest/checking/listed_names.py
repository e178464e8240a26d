"""Lists that say how many they name: 工務局、水利局及環保局等3個機關; 下設3科(行政、文書及檔案)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from catalog.models import Check
from ingest.checking.result import CheckResult, Status, result_of
from ingest.checking.subjects import clause_before
from ingest.notation.markers import Marker
from ingest.numbers.printed import Quantity, Segment

_AND_OTHERS = re.compile(r"等(?:共|計|合計|共計)?$")
_OTHERS = "等"
_PARTED = re.compile(r"、|」「")
_JOINED = re.compile(r"[及與和暨]")
_CLAUSE = re.compile(r"[。；：，]")
_BRACKETS = re.compile(r"[()〔〕《》]")
_QUOTED = re.compile(r"「[^「」]+」")
# Names right behind what they are counted with: in brackets, or behind a colon to the statement's end.
_BEHIND = re.compile(
    r"[^，。；:()「」、\d]{0,8}"
    r"(?:\((?P<inside>[^()\d。；:，]+)\)|(?::|，(?:分別)?(?:為|即為?|是|包括))(?P<rest>[^()\d。；:，]+)(?=，其中|[。；]|$))"
)
# Things told by their days: (4月18日、10月24日); :1月16日熊本縣議會、2月22日釜山港灣公社.
_DAYS_BEHIND = re.compile(
    r"[^，。；:()「」、\d]{0,8}"
    r"(?:\((?P<inside>[^()。；:，]+)\)|(?::|，(?:依[^，。；:()\d]{0,8}|日期|時間)?(?:分別|依序|即|各|分)?(?:為|是|於)?:?)(?P<rest>[^。；:，]+)(?P<end>[。；，]|$))"
)
# Names of which each is one of those counted before them, up to a mark where the last is joined to them.
_SEVERALLY = re.compile(
    r"[^，。；:()「」、\d]{0,8}(?:，[^，。；:()「」、\d]{2,14})?[，；](?:依[^，。；:()\d]{0,8})?(?:分別|依序)(?:為|是|係)"
    r"(?P<rest>(?:[^()\d。；:，]|\d+(?:[週周]年|屆))+)(?P<end>[。；，]|$)"
)
_LAST_JOINED = re.compile(r"[及與和暨][^、]+$")
_DAY = re.compile(r"(?:\d{2,3}年)?\d{1,2}月\d{1,2}日(?!及|、|與|和)")
# … or with its day behind it: 熊本市議會(7月12日)、釜山市政府(8月24日).
_DATED_BEHIND = re.compile(
    r"[^，。；:()「」、\d]{0,8}:(?P<rest>(?:[^。；:，()、]{2,20}\((?:\d{2,3}年)?\d{1,2}月\d{1,2}日\)[、及與和]?){2,})(?=[。；]|$)"
)
_NEXT_DAY = re.compile(r"、|[及與和](?=(?:\d{2,3}年)?\d{1,2}月\d{1,2}日)")
# Things that are numbered one by one: ，即(1)…，(2)….
_NUMBERED = re.compile(r"[^，。；:()「」、\d]{0,8}[:，](?:即|為|分別為|包括|計有|有)?(?=\(1\))(?P<rest>[^。]+)(?=。|$)")
_MARK = re.compile(r"\((\d{1,2})\)")
# A count that ends its paragraph, with the things below it.
_ENDS_IN_LIST = re.compile(
    r"(?:[^，。；:()\d]{0,6}[，,])?[^，。；:()\d]{0,8}(?::|(?:如下|如次|如后|臚列於(?:下|后|後))[:。]?)"
)
_CLAUSES_TO_LIST = re.compile(r"[^。；:]{0,30}\)?:")
# Words behind a count by which what is listed are some of those counted.
_SOME_OF_THEM = re.compile(r"較|重要|擇|部分|例示|犖犖|代表性")
# Words before a count of any things that are named one by one.
_ENUMERATES = re.compile(r"(?:[列例]舉|臚列|摘列|列述|分述|舉其|擇要|擇)[^，。；:()\d]{0,6}$")
_RECURRING = re.compile(r"每[\d一二兩三四五六七八九十]")
_REST = ("其他", "其它", "其餘")
# Signs that open the paragraphs of a list, and how many of them there are.
_BULLETS = "－-–—•●◆◇■□▪○◎※*‧·▲△►"
_FEWEST_BELOW, _LONGEST_LIST = 2, 40
_COLON = re.compile(
    r"[^，。；:()「」、\d]{0,8}(?::(?P<rest>[^。:]+)(?=。|$)|，(?:依[^，。；:()\d]{0,8})?分別[為是係](?P<each>[^。；:，]+)(?=[。；]|$))"
)
_LAST_JOINT = re.compile(r"[及與和暨](?=[^及與和暨、]*$)")
_OUTSIDE = re.compile(r"\([^()]*\)")
_SOME_LISTED = re.compile(r"等(?:.{0,4}$|[，、；])|[…⋯]|另|此外|平均|合計|共計")
_LONGEST_THING = 24
# Words that open a list of things named: what stands behind them is its first name.
_OPENS = re.compile(r"(?:其中|計有|現有|設有|包括|包含|分別[為是]|下設|分設|赴|有)(?=[^有]*$)")
_KINDS = frozenset("項種類")
_OPEN = re.compile(r"等.{0,4}$|[…⋯]|其他|其餘|各|每|之一|含")
_LONGEST_NAME = 12
_SHORT_NAME = 6
_FEWEST_NAMES, _MANY_NAMES = 3, 4


@dataclass(frozen=True)
class _List:
    """The names beside a count: how many at least and at most, and whether where the list begins and ends is sure.

    ``whole``: no word tells that they are some of several. ``closed``: they are all, each told for itself.
    ``ended``: there are many, and the last is joined to them: who names so many leaves out more than one, or none.
    """

    fewest: int
    most: int
    delimited: bool
    whole: bool = False
    closed: bool = False
    ended: bool = False


def list_lengths(
    check: Check, quantities: Sequence[Quantity], segments: Sequence[Segment] = ()
) -> Iterator[CheckResult]:
    """等6個機關 behind names: holds for as many; fails for more where they are one list beyond doubt.

    Fewer may be a choice of them; more in words that may hold two lists, or names in brackets, tell nothing.
    Names of a whole list behind a count are as many, or one is missing; what is two by two off may be of each name.

    Args:
        check: of kind ``list_length``; its ``listed`` units are of things that are named one by one.
        quantities: those of a report, in order.
        segments: its paragraphs and cells, in order.
    """
    lines = [segment for segment in segments if segment.cell is None]
    places = {segment: place for place, segment in enumerate(lines)}
    for quantity in quantities:
        # 每3個月召開1次 counts nothing that is listed.
        if _RECURRING.search(clause_before(quantity)):
            continue
        singly = _is_named_singly(check, quantity)
        names = _names(quantity, singly) or (_names_behind(quantity) if singly else None) or _told_apart(quantity)
        names = names or _told_severally(quantity)
        told = _ENUMERATES.search(quantity.segment.compact.text[: quantity.start])
        if names is None and (singly or told) and quantity.segment in places:
            following = lines[places[quantity.segment] + 1 :]
            names = _numbered_below(quantity, following) or _bulleted_below(quantity, following)
        names = names or (_behind_colon(quantity) if singly else None)
        if names is None:
            continue
        stated = quantity.value
        status: Status = "cannot_tell"
        if names.fewest <= stated <= names.most:
            status = "holds"
        elif names.delimited and not quantity.qualifier:
            one_missing = names.closed or (names.whole and stated == names.most + 1)
            status = "fails" if stated < names.fewest or one_missing else "cannot_tell"
        if names.ended and stated == names.most + 1 and not quantity.qualifier:
            status = "fails"
        computed = min(max(Decimal(names.fewest), stated), Decimal(names.most))
        yield result_of(check, "names listed", status, computed, (quantity,))


def _names(quantity: Quantity, singly: bool) -> _List | None:
    """The names listed right before a number behind 等; None where it closes no list of two names.

    Where things of its unit are named ``singly``, all of a list that a word opens may stand without 等:
    下設行政、文書、事務三科.

    Between 、 stands at least one name each; 及, 與 and the like join two names (those that end
    alike: 水利局及環保局) or stand inside one (研究發展及考核委員會).
    """
    if quantity.form != "number" or quantity.segment.cell is not None:
        return None
    printed = quantity.segment.compact.text[quantity.segment.behind_marker : quantity.start]
    before = _AND_OTHERS.sub("", printed)
    clause = _CLAUSE.split(before)[-1]
    names = _PARTED.split(clause)
    whole = before == printed
    if len(names) < 2 or (whole and not (singly and _is_opened(clause, names))):
        return None
    fewest = sum(1 + _pairs(name) for name in names)
    delimited = _is_one_list(clause, names) or (quantity.unit not in _KINDS and _is_opened(clause, names))
    most = sum(len(_JOINED.split(name)) for name in names)
    ended = len(names) >= _MANY_NAMES - 1 and most == len(names) + 1 and _LAST_JOINED.search(clause) is not None
    plain = not _BRACKETS.search(clause) and _OTHERS not in clause
    return _List(fewest, most, delimited, whole, ended=ended and plain)


def _is_named_singly(check: Check, quantity: Quantity) -> bool:
    """Whether what is counted is of things that lists name one by one; a unit that no catalog knows stands as text."""
    behind = quantity.segment.compact.text[quantity.tail :]
    return quantity.unit in check.listed or (quantity.unit is None and behind.startswith(check.listed))


def _names_behind(quantity: Quantity) -> _List | None:
    """The names right behind a count, in brackets or to the statement's end; None where there are fewer than two."""
    if quantity.form != "number" or quantity.segment.cell is not None:
        return None
    behind = _BEHIND.match(quantity.segment.compact.text, quantity.tail)
    listed = (behind["inside"] or behind["rest"]) if behind else ""
    names = listed.split("、")
    if len(names) < 2 or _OPEN.search(listed) or max(map(len, _JOINED.split("及".join(names)))) > _LONGEST_NAME:
        return None
    fewest = sum(1 + _pairs(name) for name in names)
    delimited = fewest >= _FEWEST_NAMES and not any(_JOINED.search(name) for name in names[:-1])
    return _List(fewest, sum(len(_JOINED.split(name)) for name in names), delimited, whole=True)


def _told_severally(quantity: Quantity) -> _List | None:
    """The names behind 分別為, each one of those counted before: 外賓3團，分別為大阪市議會、釜山市政府及雪梨商會."""
    behind = _SEVERALLY.match(quantity.segment.compact.text, quantity.tail)
    if behind is None or quantity.form != "number" or quantity.segment.cell is not None:
        return None
    names = behind["rest"].split("、")
    plain = [*names[:-1], *_JOINED.split(names[-1])]
    whole = behind["end"] != "，" or _LAST_JOINED.search(behind["rest"])
    short = max(map(len, plain)) <= _LONGEST_NAME and not any(_JOINED.search(name) for name in names[:-1])
    if len(plain) < _FEWEST_NAMES or not whole or not short or _OPEN.search(behind["rest"]):
        return None
    fewest = sum(1 + _pairs(name) for name in names)
    return _List(fewest, len(plain), delimited=True, whole=True)


def _told_apart(quantity: Quantity) -> _List | None:
    """The things right behind a count of which each has its day or its number; None where one has none."""
    if quantity.form != "number" or quantity.segment.cell is not None:
        return None
    text = quantity.segment.compact.text
    if numbered := _NUMBERED.match(text, quantity.tail):
        marks = [int(mark) for mark in _MARK.findall(numbered["rest"])]
        if len(marks) > 1 and marks == list(range(1, len(marks) + 1)):
            return _List(len(marks), len(marks), delimited=True, whole=True)
        return None
    if dated := _DATED_BEHIND.match(text, quantity.tail):
        count = dated["rest"].count("(")
        return _List(count, count, delimited=True, whole=True, closed=True)
    behind = _DAYS_BEHIND.match(text, quantity.tail)
    listed = (behind["inside"] or behind["rest"]) if behind else ""
    things = _NEXT_DAY.split(listed)
    closed = len(things) > 1 and _LAST_JOINED.search(listed)
    told = _DAY.fullmatch if behind and behind["end"] == "，" and not closed else _DAY.match
    if len(things) < 2 or _OPEN.search(listed) or not all(map(told, things)):
        return None
    return _List(len(things), len(things), delimited=True, whole=True)


def _numbered_below(quantity: Quantity, following: Sequence[Segment]) -> _List | None:
    """The numbered paragraphs below a count that ends its own: 主要活動計4項，其要如下:, and 1. to 4."""
    text = quantity.segment.compact.text
    # 主要訪團(列舉4團，共54人):, and a heading that ends with its count.
    listed = _ENUMERATES.search(text[: quantity.start]) and _CLAUSES_TO_LIST.fullmatch(text, quantity.tail)
    heads = quantity.tail == len(text) and quantity.segment.passage.marker is not None
    if not (listed or heads or _ENDS_IN_LIST.fullmatch(text, quantity.tail)):
        return None
    some = _SOME_OF_THEM.search(text, quantity.tail) is not None
    marks: list[Marker] = []
    others = 0
    for segment in following:
        marker = segment.passage.marker
        if marker is None or (marks and marker.level > marks[0].level):
            continue
        if marks and marker.level < marks[0].level:
            break
        if marker.number != len(marks) + 1:
            # What is numbered anew, or not from one, may be another list.
            break
        marks.append(marker)
        others = int(segment.passage.title.strip().startswith(_REST))
    own = quantity.segment.passage.marker
    if len(marks) < 2 or (own is not None and own.level >= marks[0].level):
        return None
    # 4.其他: what else there was need not be counted.
    whole = not (others or some)
    return _List(len(marks) - others, len(marks), delimited=True, whole=whole, closed=whole and bool(listed or heads))


def _bulleted_below(quantity: Quantity, following: Sequence[Segment]) -> _List | None:
    """The paragraphs below a count that ends its own, each behind one sign: 主要活動4項:, and － … four times."""
    text = quantity.segment.compact.text
    signs = [(segment.passage.text.strip() or " ")[0] for segment in following[:_LONGEST_LIST]]
    own = quantity.segment.passage.text.strip()[:1]
    if not _ENDS_IN_LIST.fullmatch(text, quantity.tail) or not signs or signs[0] not in _BULLETS or signs[0] == own:
        return None
    length = next((place for place, sign in enumerate(signs) if sign != signs[0]), len(signs))
    some = _SOME_OF_THEM.search(text, quantity.tail) or length < _FEWEST_BELOW
    return None if some else _List(length, length, delimited=True, whole=True, closed=True)


def _behind_colon(quantity: Quantity) -> _List | None:
    """What stands behind a colon up to the sentence's end, parted by ；, or by 、 and each without a mark in it."""
    behind = _COLON.match(quantity.segment.compact.text, quantity.tail)
    listed = _OUTSIDE.sub("", behind["rest"] or behind["each"]) if behind and quantity.form == "number" else ""
    if behind and behind["each"]:
        # What joins the last of them to the others is no part of a name.
        listed = _LAST_JOINT.sub("、", listed)
    ways = [[one for one in listed.split("；") if one], [one for one in listed.split("；")[0].split("、") if one]]
    if "；" not in listed or len(ways[1]) < _FEWEST_NAMES:
        ways = ways[:1] if "；" in listed else ways[1:]
    names = ways[-1]
    plain = "；" in listed or not any("，" in name or len(name) > _LONGEST_THING for name in names)
    if min(map(len, ways)) < 2 or not plain or _SOME_LISTED.search(listed) or quantity.segment.cell is not None:
        return None
    joined = sum(len(_JOINED.split(name)) - 1 for name in names) if "、" in listed else 0
    others = int(any(way[-1].startswith(_REST) for way in ways))
    fewest, most = min(map(len, ways)) - others, max(map(len, ways)) + joined
    return _List(fewest, most, delimited=not joined, whole=not others, closed=not (joined or others))


def _pairs(name: str) -> int:
    """How often a word that joins stands between two names that end alike."""
    pieces = [piece for piece in _JOINED.split(name) if piece]
    return sum(before[-1] == after[-1] for before, after in pairwise(pieces))


def _is_opened(clause: str, names: Sequence[str]) -> bool:
    """Whether a word that opens a list stands before its first name, and each name is short and one."""
    opening = _OPENS.search(names[0])
    first = names[0][opening.end() :] if opening else ""
    plain = not (_BRACKETS.search(clause) or _OTHERS in clause or "「" in clause)
    short = all(0 < len(name) <= _SHORT_NAME for name in (first, *names[1:-1], *_JOINED.split(names[-1])))
    return plain and short and not any(_JOINED.search(name) for name in names[:-1])


def _is_one_list(clause: str, names: Sequence[str]) -> bool:
    """Whether names are parted the same way throughout and are of one make, so that no second list begins among them.

    Of one make are names in quotation marks each, names that end alike, and names of one length; the
    first may have the words before the list in front of it.
    """
    if _BRACKETS.search(clause) or _OTHERS in clause:
        return False
    if "「" in clause:
        between = _QUOTED.sub("", clause[clause.index("「") :])
        return not re.sub(r"[、及與和暨]", "", between)
    if any(_JOINED.search(name) for name in names[:-1]):
        return False
    plain = [*names[:-1], *(piece for piece in _JOINED.split(names[-1]) if piece)]
    return len({name[-1:] for name in plain}) == 1 or len({len(name) for name in plain[1:]}) == 1
