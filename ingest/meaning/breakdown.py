"""What part of a metric a value is: the values of its breakdown keys, from the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from catalog.entry import compiled
from catalog.models import BreakdownKey, Catalog, Metric
from ingest.meaning.labels import Label
from ingest.meaning.listed_events import listed_events
from ingest.numbers.printed import BULLET, Claim, Quantity, Segment
from ingest.passages.outline import Passage

_QUOTED = re.compile(r"[「«]([^」»]{2,40})[」»]")
_TITLE_LEVEL = re.compile(r"^\s*(?:\d{1,2}[.、]|[（(]\d{1,2}[）)])\s*")
_NAME_END = re.compile(r"[，。；:()\d、]")
_LIST_END = re.compile(r"[。；:]")
_LISTED = re.compile(
    r"(?P<before>[^，。；:()「」、\d]+)\d[\d,.萬億]*[^，。；:()、\d]{1,2}[、及與和](?P<name>[^，。；:()「」、\d]+)$"
)
# So many signs at the end of two names show that they are of one kind.
_ALIKE = 2
_STATEMENT_END = re.compile(r"[；。;]")
# The items of a list within a sentence: (1)2月國際午宴，200人;(2)7月青年營，12人.
_INNER_ITEM = re.compile(r"(?<=[，。；:、])\(\d{1,2}\)")
_SUM = re.compile(r"(?:[，、(]|年度?|同期)(?:合計|總計|共計|合共|併計|總共|共有|共|計)(?:達|有|約)*$")
_TOTALLED = re.compile(r"(?:合計|總計|共計|合共|併計|總共)(?:達|有|約)*$")
_TOTAL_HEAD = re.compile(r"(?:合|總|小|共)?計|[兩二]中心合計")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_REMARK = re.compile(r"\([^()]*\)")
_LONGEST_TITLE = 40
_OPENING = re.compile(r"(?P<name>[^，。；:()「」、]{2,30})[(:]")
_HELD_AT = re.compile(r"(?P<name>[^，。；:()「」、\d]{3,20}?)[於在]")
_HOLDS = re.compile(
    r"(?:[於在假][^，。；:()「」\d]{2,12}?)?(?:辦理|舉辦|舉行|召開)(?P<name>(?:20\d\d)?[^，。；:()「」、\d]{3,20})(?=[，。；(])"
)
_TIMES_OF_TOTAL = re.compile(
    r"(?:合計|總計|共計|合共)[^，。；:()\d]{0,4}(?P<number>[\d,]+)[^，。；、:()\d]{0,4}[，(](?:其中)?(?:[上下]半年|第?[一二三四1-4]季)[^。；]*$"
)
_HELD = re.compile(r"(?:舉行|舉辦|辦理|登場|開辦|展開)(?:完畢|完竣)?[，。；(]")
_NAMED_BEHIND = re.compile(r"[^，。；:()「」]{0,12}「(?P<name>[^」]{2,40})」")
# Between a number and the name behind it that it is of, and what stands behind that: 40件屬鳳山.
_IS_OF, _CLAUSE_ENDS = "(?:均|皆|則)?(?:屬於?|係屬?|為|位於)", "[^，。；、:()\\d]{0,5}(?=[，。；)]|$)"
# Formats differ in blanks between Chinese and Latin characters: 2018 高雄國際午宴.
_NEEDLESS_BLANK = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


def breakdown_of(claim: Claim, quantity: Quantity, catalog: Catalog) -> dict[str, str]:
    """The breakdown of a claimed value: what the rule says or captures, else what the key's way finds."""
    values: dict[str, str] = {}
    for key_id in claim.metric.breakdown:
        key = catalog.breakdowns[key_id]
        captured = claim.captured.get(key_id) or ""
        # Of several that are numbered it is no one's: 113年度第1次及第2次巡察.
        several = re.search(rf"{re.escape(captured)}[、及與和暨]第", quantity.segment.compact.text)
        captured = "" if several else captured
        # A rule may capture words before the name: 以警察局4,200萬元為主.
        value = _first_name(key, (captured,)) or captured or _find(key, quantity, catalog)
        if value:
            values[key_id] = _named(key, value)
    return _without_whole(values, claim.metric)


def named_parts(metric: Metric, label: Label, catalog: Catalog, before: str = "") -> dict[str, str]:
    """The parts of a metric that a number's label names, by key: 四維 of 四維、鳳山行政中心用電分別為#度及#度.

    ``before``: the words of its sentence before it, where these may tell that it is of all of a list.
    """
    found: dict[str, str] = {}
    for key in (catalog.breakdowns[key_id] for key_id in metric.breakdown):
        if key.find == "nearest":
            named = [value.id for value in key.values if re.search(value.words, label.own)]
            if named and not _list_before("|".join(value.words for value in key.values), before):
                found[key.id] = named[0]
        elif key.find == "own":
            heads = (*reversed(label.row.split("|")), *reversed(label.column.split("|")))
            # 旅遊類申訴：第一次286件、第二次74件. 警察局3.4億元、消防局2.9億元，占比分別為54%及46%.
            words = (label.own, *heads, label.subject, label.whole)
            own = _first_name(key, (text[bullet.end() :] if (bullet := BULLET.match(text)) else text for text in words))
            if own:
                found[key.id] = own
    return _without_whole(found, metric)


def _named(key: BreakdownKey, printed: str) -> str:
    return next((value.id for value in key.values if re.fullmatch(value.words, printed)), printed)


def _find(key: BreakdownKey, quantity: Quantity, catalog: Catalog) -> str | None:
    if key.find == "nearest":
        return _nearest(key, quantity)
    if key.find == "title":
        listed = listed_events(quantity, catalog.structure)
        if listed:
            return listed[0][0] if len(listed) == 1 else None
        own = _title(key, quantity) or _opening(quantity) or _held(quantity)
        return own or _printed_name(key, quantity) or _named_behind(quantity)
    if key.find == "own":
        return _own_name(key, quantity)
    return _printed_name(key, quantity)


def _without_whole(values: dict[str, str], metric: Metric) -> dict[str, str]:
    """``values``, without those that name all there is."""
    return {key: value for key, value in values.items() if metric.whole.get(key) != value}


def _own_name(key: BreakdownKey, quantity: Quantity) -> str | None:
    """What names a number alone: the heads of its cell, else the words between the number before it and itself."""
    segment = quantity.segment
    if segment.cell is not None:
        return _first_name(key, (segment.row_label, segment.column_label))
    start = max(segment.sentence(quantity.start)[0], _first_word(segment))
    before = segment.compact.text[start : quantity.start]
    # 線上遊戲第一次申訴305件、第二次申訴58件: what names like the one before it leaves its beginning out.
    listed = _LISTED.search(before)
    shorter = listed is not None and len(listed["name"]) < len(listed["before"])
    alike = listed is not None and shorter and listed["before"].endswith(listed["name"][-_ALIKE:])
    again = listed["before"] if listed and alike and listed["name"] not in listed["before"] else ""
    return _first_name(key, (_NAME_END.split(before)[-1], again))


def _first_word(segment: Segment) -> int:
    """Where the words of a passage begin: behind its marker, and behind the bullet of a list."""
    bullet = BULLET.match(segment.compact.text, segment.behind_marker)
    return bullet.end() if bullet else segment.behind_marker


def _first_name(key: BreakdownKey, texts: Iterable[str]) -> str | None:
    found = (re.search(key.pattern, text) for text in texts if key.pattern)
    return next((match.group("name") for match in found if match), None)


def _printed_name(key: BreakdownKey, quantity: Quantity) -> str | None:
    """The name the key's pattern finds last before the number in its passage, else in the headings around it."""
    segment = quantity.segment
    item = [match.end() for match in _INNER_ITEM.finditer(segment.compact.text, 0, quantity.start)]
    found = _printed_names(key, quantity, max(_first_word(segment), *item[-1:], 0))
    above = (_names(key, heading) for heading in reversed(segment.passage.outline))
    return next((names[-1] for names in (found, *above) if names), None)


def _printed_names(key: BreakdownKey, quantity: Quantity, start: int) -> list[str]:
    """The names the key's pattern finds between a place of the number's segment and the number."""
    segment = quantity.segment
    before = segment.compact.text[: quantity.start]
    for mention in segment.dates:
        # A date is no part of a name: 112年9月16日城市論壇.
        if mention.end <= quantity.start:
            before = before[: mention.start] + "，" * (mention.end - mention.start) + before[mention.end :]
    return _names(key, before[start:])


def _names(key: BreakdownKey, text: str) -> list[str]:
    return [match.group("name") for match in re.finditer(key.pattern, text)] if key.pattern else []


def _nearest(key: BreakdownKey, quantity: Quantity) -> str | None:
    """The value whose words stand nearest before the number in its sentence, else in its heads, else in headings."""
    start, _ = quantity.segment.sentence(quantity.start)
    before = quantity.segment.compact.text[start : quantity.start]
    timed = _TIMES_OF_TOTAL.search(before)
    # 四維50件、鳳山40件，合計90件，其中上半年30件: halves of them all.
    before = before[: timed.start("number")] if timed else before
    together = _together(key, before, bool(quantity.parts) or timed is not None)
    if together is not None:
        return together or None
    segment = quantity.segment
    for value in key.values:
        if compiled(f"{_IS_OF}(?:{value.words}){_CLAUSE_ENDS}").match(segment.compact.text, quantity.tail):
            return value.id
    heads = (segment.row_label, segment.column_label) if segment.cell is not None else ()
    if of_all := _of_all_rows(key, segment):
        return of_all
    for text in (_own_part(key, before, quantity.value), *heads, "".join(segment.passage.outline)):
        found = [
            (match.end(), -rank, v.id) for rank, v in enumerate(key.values) for match in re.finditer(v.words, text)
        ]
        if found:
            return max(found)[2]
    return None


def _of_all_rows(key: BreakdownKey, segment: Segment) -> str | None:
    """The value of several together that a cell is of, in a row of totals below a row of each: 四維, 鳳山, 合計."""
    own = segment.cell
    if own is None or not _TOTAL_HEAD.fullmatch(segment.row_label):
        return None
    above = [cell.text for cell in segment.passage.cells if cell.column == 1 and cell.row < own.row]
    named = [v.id for v in key.values if "+" not in v.id and any(re.search(v.words, text) for text in above)]
    return next((v.id for v in key.values if len(named) > 1 and sorted(v.id.split("+")) == sorted(named)), None)


def _together(key: BreakdownKey, before: str, is_total: bool = False) -> str | None:
    """The value of several together, where a number behind 合計 follows theirs: 四維12場次、鳳山8場次，合計20場次.

    None where none does; empty where several are told, and no value is that of them all.
    """
    clause = _LIST_END.split(before)[-1]
    if not is_total and not _SUM.search(clause):
        return None
    found = {value.id for value in key.values for _ in re.finditer(value.words, clause) if "+" not in value.id}
    numbered = [v for v in found if re.search(rf"(?:{_words(key, v)})[^，、；\d]*[\d,]+", clause)]
    # 於四維、於鳳山辦理，分別為30人及20人，合計50人.
    plain = _REMARK.sub("", clause)
    places = [value_id for value_id in found if re.search(_words(key, value_id), plain)]
    numbered = places if len(numbered) < 2 <= len(places) else numbered
    several = "" if len(numbered) > 1 else None
    return next((v.id for v in key.values if "+" in v.id and sorted(v.id.split("+")) == sorted(numbered)), several)


def _own_part(key: BreakdownKey, before: str, number: Decimal) -> str:
    """``before``, without what stands before a last ；where that tells of several values, each with its own.

    Or where behind it is a total, which is of no part before it: 開放90場次，其中四維60場次；會議室，合計300場次.
    And without closed brackets that tell of them: 中庭121場次(四維75、鳳山46)，會議室1,186場次.
    """
    words = "|".join(value.words for value in key.values)
    # Told behind its number a name is no other's: 四維50件，餘40件屬鳳山；檢查4次.
    before = re.sub(rf"(\d[\d,.]*[^，。；、:\d]{{1,3}}?){_IS_OF}({words}){_CLAUSE_ENDS}", r"\2\1", before)
    told_aside = re.compile(rf"(?:{words})[^；()]*?\d(?![\d,.]*[年月日])")
    before = _REMARK.sub(lambda r: "" if told_aside.search(r.group()) else r.group(), before)
    before = _without_all_parts(key, before, number)
    # What follows one part of a whole, behind ；or as a total, is of none: 90場次，其中四維50場次；會議室合計800場次.
    one = list(re.finditer(rf"其中[^，。；\d]*?(?:{words})[^，、；()\d]*\d[^，、；()]*", before))
    if one and ("；" in before[one[-1].end() :] or _TOTALLED.search(before, one[-1].end())):
        before = before[: one[-1].start()] + before[one[-1].end() :]
    if listed := _list_before(words, before):
        before = before[: listed[0]] + before[listed[1] :]
    first, parted, last = before.rpartition("；")
    told = [v.id for v in key.values if "+" not in v.id and re.search(rf"(?:{v.words})[^，、；\d]*[\d,]+", first)]
    return last if parted and (len(told) > 1 or _SUM.search(last)) else before


def _list_before(words: str, before: str) -> tuple[int, int] | None:
    """The place of a last list of several named, where clauses behind it name none: they are of them all.

    四維580場次、鳳山455場次，全年2,129場次.
    """
    each = rf"(?:{words})[^，。、；:()\d]*[\d,]+[^，。、；:()\d]{{1,4}}"
    listed = list(re.finditer(rf"{each}(?:[、及與和暨]{each})+(?=，)", before))
    return listed[-1].span() if listed and not re.search(words, before[listed[-1].end() :]) else None


def _without_all_parts(key: BreakdownKey, before: str, number: Decimal) -> str:
    """``before``, without numbers of values that add up to one before them, where a clause ends behind them.

    維修90件，其中四維50件、鳳山40件，上半年30件: what follows all parts of a whole is the whole's again, and
    in brackets what is larger than the last part.
    """
    told = sorted(
        (match.start(), match.end(), _digits(match["number"]))
        for value in key.values
        if "+" not in value.id
        for match in re.finditer(rf"(?:{value.words})[^，、；\d]*(?P<number>\d[\d,]*(?:\.\d+)?)", before)
    )
    if len(told) < 2:
        return before
    first, last = told[0][0], told[-1][1]
    wholes = {_digits(number) for number in _NUMBER.findall(before[:first])}
    ended = re.search("[，；(]" if number > told[-1][2] else "[，；]", before[last:])
    if ended is None or sum(number for _, _, number in told) not in wholes:
        return before
    return before[:first] + before[last + ended.start() :]


def _digits(printed: str) -> Decimal:
    return Decimal(printed.replace(",", ""))


def _words(key: BreakdownKey, value_id: str) -> str:
    return next(value.words for value in key.values if value.id == value_id)


def _title(key: BreakdownKey, quantity: Quantity) -> str | None:
    """The name of the event a passage is about: its item's heading, else the last name quoted before."""
    passage = quantity.segment.passage
    heading = _item_heading(passage)
    if heading:
        return _NEEDLESS_BLANK.sub("", heading)
    quoted = list(_QUOTED.finditer(passage.text, 0, quantity.span[0]))
    if not quoted or _is_of_another_day(key, quantity, quoted[-1].end()):
        return None
    # A statement that names its own behind the number is of none before it: 2名參加「甲營」；作品18件參加「乙展」.
    behind = _named_behind(quantity)
    if behind and _STATEMENT_END.search(passage.text, quoted[-1].end(), quantity.span[0]):
        return _NEEDLESS_BLANK.sub("", behind)
    return _NEEDLESS_BLANK.sub("", quoted[-1].group(1))


def _opening(quantity: Quantity) -> str | None:
    """The words that open a passage right before a date: 港都國際週(112.2.4–2.6):城市11個; 航線:112年5月20日首航."""
    segment = quantity.segment
    opening = _OPENING.match(segment.compact.text, _first_word(segment), quantity.start)
    day = next((date for date in segment.dates if opening and date.start == opening.end()), None)
    if opening is None or day is None:
        return None
    # What was held on it is named behind it: 活動:4月2日至5日辦理2024港灣週.
    held = _HOLDS.match(segment.compact.text, day.end, quantity.start)
    return held.group("name") if held else opening.group("name")


def _held(quantity: Quantity) -> str | None:
    """What opens a number's sentence and was held: 青年培訓於7月17日至21日舉行，錄取48人; 7月17日辦理市集，3校參加."""
    segment = quantity.segment
    text = segment.compact.text
    start = max(segment.sentence(quantity.start)[0], _first_word(segment))
    for mention in segment.dates:
        if mention.start == start and (named := _HOLDS.match(text, mention.end, quantity.start)):
            return named.group("name")
    held = _HELD_AT.match(text, start, quantity.start)
    dated = held is not None and any(d.start == held.end() and _HELD.match(text, d.end) for d in segment.dates)
    return held.group("name") if held and dated else None


def _named_behind(quantity: Quantity) -> str | None:
    """A quoted name right behind a number: 選派2名學生參加「釜山未來領袖營」."""
    behind = _NAMED_BEHIND.match(quantity.segment.compact.text, quantity.tail)
    return behind.group("name") if behind else None


def _is_of_another_day(key: BreakdownKey, quantity: Quantity, end: int) -> bool:
    """Whether a sentence behind a quoted name tells of another day and names what was there: 12月17日之媒合會."""
    segment = quantity.segment
    start, _ = segment.sentence(quantity.start)
    dated = any(start <= mention.start and mention.end <= quantity.start for mention in segment.dates)
    return dated and segment.span(start, quantity.start)[0] >= end and bool(_printed_names(key, quantity, start))


def _item_heading(passage: Passage) -> str | None:
    for heading in reversed(passage.outline):
        words = _TITLE_LEVEL.sub("", heading)
        # What leads to a list names none of its items: 本期辦理下列3項活動：.
        if words != heading and not words.rstrip().endswith((":", "：")):
            quoted = _QUOTED.search(words)
            return quoted.group(1) if quoted else words[:_LONGEST_TITLE]
    return None
