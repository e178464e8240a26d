"""Numbers with a measure in Chinese prose and table cells, each with its exact span.

Not quantities: dates, list markers, ordinals (第1屆), picture numbers, codes and the like
(catalog/common/lexicon.yaml: not_quantities).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise

from catalog.fold import Folder
from catalog.models import Lexicon, Unit
from ingest.notation.calendar import Interval, find_dates
from ingest.notation.numerals import (
    CHINESE,
    MIXED,
    PERCENT,
    SCALES,
    NotANumber,
    decimals,
    parse_chinese,
    parse_mixed,
    parse_percent,
)  # fmt: skip
from ingest.numbers.head_units import HeadUnits, with_heads
from ingest.numbers.printed import Quantity, Segment
from ingest.passages.outline import Passage

# Raised and lowered digits (note marks, exponents) come behind ^ or _.
_NUMBER = re.compile(rf"(?<![\d.,^_])({MIXED})")
_ONE = "(?<!甲)(?<!甲[、或及與])乙(?=[次場份件名位台輛部座間])"
_PERCENT = re.compile(PERCENT)
_ORDINALS = re.compile(r"第((?:\d+|[一二三四五六七八九十]+)(?:[、,及](?:第)?(?:\d+|[一二三四五六七八九十]+))*)次")
_ORDINAL = re.compile(r"\d+|[一二三四五六七八九十]+")
_CLAUSE = re.compile(r"[，。；、:(「」]")
_RANGE = re.compile(r"[至到~\-]")
_LONGEST_LABEL = 30


class QuantityReader:
    """Finds quantities with a catalog's units and words.

    ``qualified_after`` is a pattern of what may stand between a number and its unit (180餘位).

    Args:
        lexicon: fillers, qualifiers and what is no quantity.
        units: units and their printed forms.
    """

    def __init__(self, lexicon: Lexicon, units: Sequence[Unit]) -> None:
        self._folder = Folder(lexicon.variants)
        self._noise = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in lexicon.not_quantities.items()))
        self._units = {form: unit.id for unit in units for form in (unit.id, *unit.also)}
        self._unit = re.compile(_alternatives(self._units))
        self._times = re.compile(lexicon.times)
        self._head_units = HeadUnits(self._units)
        self._not_measures = lexicon.not_measures
        self._ocr_mark = lexicon.ocr_mark
        self._after_words = lexicon.qualifiers_after
        self._after = re.compile(_alternatives(lexicon.qualifiers_after))
        self.qualified_after = rf"(?:{_alternatives(lexicon.qualifiers_after)})?"
        self._before_words = lexicon.qualifiers
        self._lead = re.compile(rf"(?:{_alternatives([*lexicon.fillers, *lexicon.qualifiers])})$")
        self._qualifiers = frozenset(lexicon.qualifiers)
        self._numeral = re.compile(
            rf"(?<![第統同唯單專之\d])({CHINESE}|{_ONE})(?!{_alternatives(lexicon.not_measures)})"
            rf"(?=(?:{_alternatives(lexicon.qualifiers_after)})?(?:{_alternatives(lexicon.numeral_units)}|{lexicon.times}))"
        )

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

    def read_all(self, segments: Sequence[Segment]) -> list[Quantity]:
        """The quantities of a report's segments in order, bare ones in tables with the unit of their heads."""
        found: list[Quantity] = []
        before: list[Quantity] = []
        lead = ""
        for passage, own in groupby(segments, key=lambda segment: segment.passage):
            here = [quantity for segment in own for quantity in self.read(segment)]
            if passage.kind == "table":
                self._head_units.carry(here, before, lead)
            found += here
            before, lead = here, passage.compact.text
        return found

    def read(self, segment: Segment) -> list[Quantity]:
        """The quantities of a segment in order. Those without a unit have ``unit`` None."""
        text = segment.compact.text
        taken = [(start, end) for start, end, _ in self.not_quantities(segment)]
        found = list(self._ordinals(segment))
        taken += [(quantity.start, quantity.end) for quantity in found]
        for match in _PERCENT.finditer(text):
            found.append(self._percentage(segment, match))
            taken.append(match.span())
        # A marker is no part of the number it stands before: 1.23個機關.
        unmarked = "\u3000" * segment.behind_marker + text[segment.behind_marker :]
        for match in _NUMBER.finditer(unmarked):
            if not _overlaps(match.span(1), taken):
                found.append(self._quantity(segment, match.span(1), parse_mixed))
                taken.append(match.span(1))
        for match in self._numeral.finditer(text):
            if not _overlaps(match.span(1), taken):
                try:
                    found.append(self._quantity(segment, match.span(1), parse_chinese))
                except NotANumber:
                    continue
        return _ranged(sorted(found, key=lambda quantity: quantity.start))

    def not_quantities(self, segment: Segment) -> list[tuple[int, int, str]]:
        """Spans of numbers that are no quantities, each with the form that says so (``date``, ``marker``, …)."""
        text = segment.compact.text
        found = [(m.start(), m.end(), m.lastgroup or "") for m in self._noise.finditer(text)]
        found += [(mention.start, mention.end, "date") for mention in segment.dates]
        if segment.passage.marker is not None:
            found.append((0, segment.behind_marker, "marker"))
        elif segment.passage.picture_no is not None:
            behind = sum(1 for offset in segment.compact.offsets if offset < segment.passage.caption_start)
            found.append((0, behind, "picture_number"))
        return found

    def _quantity(self, segment: Segment, span: tuple[int, int], parse: Callable[[str], Decimal]) -> Quantity:
        start, end = span
        text = segment.compact.text
        printed = text[start:end]
        value = parse(printed)
        loose, unit = self._measure(text, end)
        tail = unit.end() if unit else end
        loose = loose or (self._after.match(text, tail) if unit else None)
        lead, qualifier = self._strip_lead(text[:start])
        if loose and not qualifier:
            qualifier = self._after_words[loose.group()]
        if segment.passage.by_ocr:
            qualifier = self._ocr_mark + (qualifier or "")
        last = re.search(r"[兆億萬千百]$", printed)
        scale = Decimal(SCALES[last.group()]) if last and printed[0].isdigit() else Decimal(1)
        return Quantity(
            segment, start, end, tail, value, self._units.get(unit.group(), "次") if unit else None,
            qualifier, _label(lead), "number", decimals(printed), scale,
        )  # fmt: skip

    def _percentage(self, segment: Segment, match: re.Match[str]) -> Quantity:
        """百分之四十五 is 45%."""
        printed = match.group(1)
        lead, qualifier = self._strip_lead(segment.compact.text[: match.start()])
        if segment.passage.by_ocr:
            qualifier = self._ocr_mark + (qualifier or "")
        places = len(printed.partition("點")[2]) or decimals(printed)
        return Quantity(
            segment, match.start(), match.end(), match.end(), parse_percent(printed), self._units.get("%"),
            qualifier, _label(lead), "number", places,
        )  # fmt: skip

    def _measure(self, text: str, end: int) -> tuple[re.Match[str] | None, re.Match[str] | None]:
        """The qualifier and the unit right behind a number, each None where there is none."""
        if text.startswith(self._not_measures, end):
            return None, None
        loose = self._after.match(text, end)
        place = loose.end() if loose else end
        return loose, self._unit.match(text, place) or self._times.match(text, place)

    def _ordinals(self, segment: Segment) -> Iterator[Quantity]:
        """第2、3次: the ordinals named, counted."""
        for match in _ORDINALS.finditer(segment.compact.text):
            count = len(_ORDINAL.findall(match.group(1)))
            yield Quantity(
                segment, match.start(1), match.end(1), match.end(), Decimal(count), self._units.get("次"),
                "第", None, "ordinals",
            )  # fmt: skip

    def _strip_lead(self, before: str) -> tuple[str, str | None]:
        """``before`` without the fillers and qualifiers at its end, and the first qualifier met."""
        qualifier: str | None = None
        while match := self._lead.search(before):
            word = match.group()
            if qualifier is None and word in self._qualifiers:
                qualifier = self._before_words[word]
            before = before[: match.start()]
        return before, qualifier

    def context(self, passage: Passage) -> str:
        """The passage's headings and its own text, folded and without blanks."""
        return "\n".join((*(self._folder.compact(text).text for text in passage.outline), passage.compact.text))

    def lead(self, before: str) -> str:
        """``before`` without fillers and qualifiers at its end."""
        return self._strip_lead(before)[0]


def _ranged(found: list[Quantity]) -> list[Quantity]:
    """The first number of a range takes the unit that is printed once, behind the second: 3至5件."""
    for index, (first, second) in enumerate(pairwise(found)):
        between = first.segment.compact.text[first.end : second.start]
        if first.unit is None and second.unit is not None and _RANGE.fullmatch(between):
            found[index] = replace(first, unit=second.unit)
    return found


def _alternatives(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _overlaps(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _label(before: str) -> str | None:
    """The last words before a number, back to the clause's start."""
    words = [word for word in _CLAUSE.split(before) if word]
    return words[-1][-_LONGEST_LABEL:] if words else None
