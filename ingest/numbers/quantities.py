"""Numbers with a measure in Chinese prose and table cells, each with its exact span.

Not quantities: dates, list markers, ordinals (第1屆), picture numbers, codes and the like
(catalog/common/lexicon.yaml: not_quantities). A number that is not sure is a doubt, with the reason.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

from catalog.entry import compiled
from catalog.fold import CompactText, Folder
from catalog.lexicon import Lexicon
from catalog.models import Unit
from ingest.notation.calendar import Interval, find_dates
from ingest.numbers.doubts import Doubt, UnknownUnit
from ingest.numbers.head_units import HeadUnits, Stated, with_heads
from ingest.numbers.line_ends import cut_at_line_ends
from ingest.numbers.measures import Measures, alternatives
from ingest.numbers.odd_digits import odd_digits
from ingest.numbers.printed import Quantity, Segment
from ingest.numbers.runs import Printed, Refused, RunReader, Word, mask
from ingest.numbers.signs import Place
from ingest.numbers.table_numbers import bracketed, pointing, torn
from ingest.passages.outline import Passage

# The qualifier of a number that is one end of a range.
RANGE = "至"

_ORDINALS = re.compile(r"第((?:\d+|[一二三四五六七八九十]+)(?:[、,及](?:第)?(?:\d+|[一二三四五六七八九十]+))*)次")
_ORDINAL = re.compile(r"\d+|[一二三四五六七八九十]+")
_CLAUSE = re.compile(r"[，。；、:(「」]")
_DIGIT_RUN = re.compile(r"\d+")
_RANGE = re.compile(r"[至到~\-]")
_FROM = re.compile(r"[由從自]$")
_BETWEEN = re.compile(r"介[於乎]約?$")
_BETWEEN_JOINT = re.compile(r"[至到~\-與和及]")
# 1、234件 is 1,234 or two numbers; 12、13人 is about as many: but where each number has a name of its own.
_COMMA_LIKE = re.compile(r"(?<![\d、,.])\d{1,3}、\d{3}(?![\d,.、])")
_NEIGHBOURS = re.compile(r"(?<![\d、,.])(\d{1,2})、(\d{1,2})(?![\d,.、])")
_SHARED_WORDS = re.compile(r"分別|依序|依次|各|第|[及與和暨、]")
# Dates that stand amid a line need no more than to be told from numbers.
_ANY_YEAR = Interval(date(2000, 1, 1), date(2000, 12, 31))
_LONG_DASH = "—―"
_LONGEST_LABEL = 30
_SHORT_LEAD = 40
_PARTED = "\n"
_LONGEST_LEAD = 200  # what may stand between a clause's start and its number


@dataclass(frozen=True)
class Survey:
    """All numbers of a report: its quantities in order, those that are not sure, and units not in the catalog."""

    quantities: list[Quantity]
    doubts: list[Doubt]
    unknown_units: list[UnknownUnit]


class QuantityReader:
    """Finds quantities with a catalog's units and words.

    ``qualified_after`` is a pattern of what may stand between a number and its unit (180餘位).

    Args:
        lexicon: fillers, qualifiers and what is no quantity.
        units: units and their printed forms.
    """

    def __init__(self, lexicon: Lexicon, units: Sequence[Unit]) -> None:
        self._folder = Folder(lexicon.variants)
        self._noise = compiled("|".join(f"(?P<{name}>{pattern})" for name, pattern in lexicon.not_quantities.items()))
        self._measures = Measures(lexicon, units)
        self._runs = RunReader(lexicon, self._measures)
        self._head_units = HeadUnits(self._measures.forms, lexicon.share_head, lexicon.money_head)
        self._ocr_mark = lexicon.ocr_mark
        self.qualified_after = rf"(?:{alternatives(lexicon.qualifiers_after)})?"
        self._before_words = lexicon.qualifiers
        self._bounds = frozenset(lexicon.bounds)
        self._no_values = lexicon.no_values
        words = {*lexicon.fillers, *lexicon.qualifiers}
        lengths = sorted({len(word) for word in words}, reverse=True)
        self._lead_words = [(length, {word for word in words if len(word) == length}) for length in lengths]

    def segments(self, passage: Passage, period: Interval) -> Iterator[Segment]:
        """The segments of a passage: itself, or its cells that have words.

        Args:
            passage: the passage.
            period: the report's period, for dates without a year.
        """
        if passage.kind != "table":
            yield Segment(passage, passage.compact, 0, None, tuple(find_dates(passage.compact.text, period)))
            return
        cells: list[Segment] = []
        for cell in passage.cells:
            compact = self._folder.compact(cell.text)
            if compact.text:
                cells.append(Segment(passage, compact, cell.start, cell, tuple(find_dates(compact.text, period))))
        yield from with_heads(cells)

    def survey(self, segments: Sequence[Segment]) -> Survey:
        """The numbers of a report's segments in order, bare ones in tables with the unit of their heads."""
        found: list[Quantity] = []
        doubts: list[Doubt] = []
        before: list[Quantity] = []
        last: tuple[Passage, Stated | None] | None = None
        lead = ""
        for passage, group in groupby(segments, key=lambda segment: segment.passage):
            own = list(group)
            here: list[Quantity] = []
            for segment in own:
                quantities, unsure, _ = self.numbers(segment)
                here += quantities
                doubts += unsure
            stated = None
            if passage.kind == "table":
                above = f"{lead}\n{self._title(passage)}"
                stated = self._head_units.stated(own, above)
                stated = stated or (last[1] if last and _goes_on(last[0], passage) else None)
                several = () if stated else self._head_units.several(above)
                here, unsure = bracketed(self._head_units.carried(here, before, stated, several), own)
                here, lost = torn(here, own)
                here, ambiguous = pointing(here, own)
                doubts += [*unsure, *lost, *ambiguous]
            found += here
            before, last = here, (passage, stated)
            lead = _lead(lead, passage)
        found, cut = cut_at_line_ends(found, segments, self._measures, self._as_one)
        return Survey(found, [*doubts, *cut], self._unknown(found))

    def _as_one(self, before: Segment, behind: Segment, reach: int) -> tuple[list[Quantity], int]:
        """The numbers of a paragraph's end and the next one's beginning read as one, and where the first ends."""
        head, tail = before.compact.text[-reach:], behind.compact.text[:reach]
        text = head + tail
        passage = Passage(before.passage.no, "paragraph", text, text, CompactText(text, tuple(range(len(text)))), ())
        return self.numbers(next(self.segments(passage, _ANY_YEAR)))[0], len(head)

    def read_all(self, segments: Sequence[Segment]) -> list[Quantity]:
        """The quantities of a report's segments (see :meth:`survey`)."""
        return self.survey(segments).quantities

    def read(self, segment: Segment) -> list[Quantity]:
        """The quantities of a segment in order. Those without a unit have ``unit`` None."""
        return self.numbers(segment)[0]

    def numbers(self, segment: Segment) -> tuple[list[Quantity], list[Doubt], list[Word]]:
        """The quantities of a segment in order, what is not sure, and numerals that are parts of words."""
        text = segment.compact.text
        place = Place(text, segment.behind_marker, segment.cell is not None, self._long_dashes(segment))
        ordinals = list(self._ordinals(segment))
        letters = [*self._runs.lookalikes(text), *odd_digits(text, self._measures)]

        def printed(start: int, end: int) -> str:
            return segment.passage.text[slice(*segment.span(start, end))]

        shares = self._runs.per_hundred(place, printed)
        taken = [(start, end) for start, end, _ in self.not_quantities(segment)]
        taken += [(one.start, one.end) for one in (*ordinals, *shares, *letters)]
        runs = self._runs.read(place, mask(text, taken), printed)
        quantities, doubts, words = ordinals, [], []
        for one in (*shares, *letters, *runs):
            if isinstance(one, Printed):
                quantities.append(self._quantity(segment, one))
            elif isinstance(one, Refused):
                doubts.append(Doubt(segment, one.start, one.end, one.fault))
            else:
                words.append(one)
        found = _ranged(sorted(quantities, key=lambda quantity: quantity.start))
        found, unsure = _listed(found)
        return found, [*doubts, *unsure], words

    def is_no_one_value(self, quantity: Quantity) -> bool:
        """Whether a number only tells about how many there are: an end of a range, 數十."""
        return quantity.qualifier is not None and quantity.qualifier.endswith(self._no_values)

    def not_quantities(self, segment: Segment) -> list[tuple[int, int, str]]:
        """Spans of numbers that are no quantities, each with the form that says so (``date``, ``marker``, …)."""
        text = segment.compact.text
        found = [
            (m.start(), m.end(), m.lastgroup or "")
            for m in self._noise.finditer(text)
            if not self._measures.opens_with_currency(text, m.start(), m.end())
        ]
        found += [(mention.start, mention.end, "date") for mention in segment.dates]
        # US$1999 is no year.
        found = [one for one in found if self._measures.currency(text, one[0]) is None]
        if segment.passage.marker is not None:
            found.append((0, segment.behind_marker, "marker"))
        elif segment.passage.picture_no is not None:
            behind = bisect_left(segment.compact.offsets, segment.passage.caption_start)
            found.append((0, behind, "picture_number"))
        return found

    def digit_runs(self, segment: Segment) -> list[tuple[int, int]]:
        """Spans of all runs of digits of a segment, whatever becomes of them."""
        return [match.span() for match in _DIGIT_RUN.finditer(segment.compact.text)]

    def counted_numerals(self, segment: Segment) -> list[tuple[int, int]]:
        """Spans of all numerals of a segment that stand right before a measure, whatever becomes of them."""
        return self._runs.counted_numerals(segment.compact.text)

    def _quantity(self, segment: Segment, number: Printed) -> Quantity:
        text = segment.compact.text
        about = self._runs.about(text, number.start)
        lead, qualifier = self._strip_lead(text, number.start - (1 if about else 0))
        behind = RANGE if number.in_range else number.qualifier
        if about or (behind and qualifier not in self._bounds):
            qualifier = about or behind
        if segment.passage.by_ocr:
            qualifier = self._ocr_mark + (qualifier or "")
        return Quantity(
            segment, number.start, number.end, number.tail, number.value, number.unit, qualifier,
            _label(text[max(0, lead - _LONGEST_LEAD) : lead]), "number", number.decimals, number.scale,
        )  # fmt: skip

    def _ordinals(self, segment: Segment) -> Iterator[Quantity]:
        """第2、3次: the ordinals named, counted."""
        for match in _ORDINALS.finditer(segment.compact.text):
            count = len(_ORDINAL.findall(match.group(1)))
            yield Quantity(
                segment, match.start(1), match.end(1), match.end(), Decimal(count), self._measures.forms.get("次"),
                "第", None, "ordinals",
            )  # fmt: skip

    def _title(self, passage: Passage) -> str:
        """The heading right above a passage."""
        return self._folder.compact(passage.outline[-1]).text if passage.outline else ""

    def _long_dashes(self, segment: Segment) -> frozenset[int]:
        """Offsets of dashes that only part words, which are folded like the short ones."""
        if not any(dash in segment.passage.text for dash in _LONG_DASH):
            return frozenset()
        text, base = segment.passage.text, segment.base
        return frozenset(i for i, offset in enumerate(segment.compact.offsets) if text[base + offset] in _LONG_DASH)

    def _strip_lead(self, text: str, end: int) -> tuple[int, str | None]:
        """Where the fillers and qualifiers that stand before ``end`` begin, and the last qualifier of them."""
        qualifier: str | None = None
        while True:
            word = next((w for n, words in self._lead_words if (w := text[max(0, end - n) : end]) in words), None)
            if word is None:
                return end, qualifier
            if qualifier is None and word in self._before_words:
                qualifier = self._before_words[word]
            end -= len(word)

    def _unknown(self, found: Iterable[Quantity]) -> list[UnknownUnit]:
        """The units of a report that the catalog does not have, each with its first place."""
        own = [q for q in found if q.unit is not None and q.unit not in self._measures.known]
        counts = Counter(q.unit for q in own)
        first = {q.unit: q.segment for q in reversed(own)}
        return [UnknownUnit(unit, first[unit], count) for unit, count in counts.items() if unit is not None]

    def context(self, passage: Passage) -> str:
        """The passage's headings and its own text, folded and without blanks."""
        return "\n".join((*(self._folder.compact(text).text for text in passage.outline), passage.compact.text))

    def lead(self, before: str) -> str:
        """``before`` without fillers and qualifiers at its end."""
        return before[: self._strip_lead(before, len(before))[0]]


def _goes_on(table: Passage, following: Passage) -> bool:
    """Whether a table right behind another is the rest of it, on the next page."""
    widths = [max((cell.column for cell in passage.cells), default=0) for passage in (table, following)]
    return table.kind == "table" and widths[0] == widths[1]


def _lead(lead: str, passage: Passage) -> str:
    """The words before what follows ``passage``: its own, and behind a short one those before it."""
    text = passage.compact.text
    # A title may stand in a grid of its own beside the unit: 預算執行情形 | 單位：千元.
    is_table = max((cell.row for cell in passage.cells), default=0) > 1
    short = not is_table and len(text) <= _SHORT_LEAD and "。" not in text
    return f"{lead.rpartition(_PARTED)[2]}{_PARTED}{text}" if short else text


def _ranged(found: list[Quantity]) -> list[Quantity]:
    """Both numbers of a range are none of its values; the first takes the unit that is printed once: 3至5件."""
    ranged = list(found)
    for index, (first, second) in enumerate(pairwise(found)):
        text = first.segment.compact.text
        between = text[first.tail : second.start]
        enclosed = _BETWEEN.search(text, max(0, first.start - 3), first.start) and _BETWEEN_JOINT.fullmatch(between)
        if second.unit is None or first.form != "number" or not (enclosed or _RANGE.fullmatch(between)):
            continue
        once = first.unit is None
        if once or (first.unit == second.unit and not _FROM.search(text, max(0, first.start - 1), first.start)):
            # 3至5萬元: the scale is printed once, too.
            factor = second.scale if once and first.scale == 1 and first.value < second.value / second.scale else 1
            ranged[index] = replace(
                ranged[index], unit=second.unit, qualifier=_as_range(first), value=first.value * factor,
                scale=first.scale * factor,
            )  # fmt: skip
            ranged[index + 1] = replace(second, qualifier=_as_range(second))
    return ranged


def _listed(found: list[Quantity]) -> tuple[list[Quantity], list[Doubt]]:
    """Numbers without what 、 leaves unsure between two: 1、234件 is one number or two, 12、13人 about as many."""
    kept = list(found)
    doubts: list[Doubt] = []
    for index, (first, second) in enumerate(pairwise(found)):
        text = first.segment.compact.text
        if second.unit is None or first.unit is not None or text[first.end : second.start] != "、":
            continue
        clause = _CLAUSE.split(text[: first.start].replace("、", ""))[-1]
        if _SHARED_WORDS.search(clause) or _SHARED_WORDS.match(text, first.start - 1) or first.form != "number":
            continue
        near = _NEIGHBOURS.match(text, first.start)
        if near and int(near[2]) == int(near[1]) + 1:
            kept[index] = replace(first, unit=second.unit, qualifier=_as_range(first))
            kept[index + 1] = replace(second, qualifier=_as_range(second))
        elif _COMMA_LIKE.match(text, first.start):
            doubts.append(Doubt(first.segment, first.start, second.end, "separators"))
    unsure = {doubt.start for doubt in doubts} | {doubt.end for doubt in doubts}
    return [q for q in kept if not doubts or not {q.start, q.end} & unsure], doubts


def _as_range(quantity: Quantity) -> str:
    """The qualifier of an end of a range; a mark of text recognition stays."""
    return RANGE if not quantity.segment.passage.by_ocr else f"{quantity.qualifier}{RANGE}"


def _label(before: str) -> str | None:
    """The last words before a number, back to the clause's start."""
    words = [word for word in _CLAUSE.split(before) if word]
    return words[-1][-_LONGEST_LABEL:] if words else None
