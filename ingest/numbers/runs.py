"""Runs of digits and numerals in a text, each read whole: as a number with its measure, or as one that is not sure.

The whole run is one number or none: never is its tail taken for it (12,8 45 · 一○三 · 6仟2佰萬).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from catalog.entry import compiled
from catalog.lexicon import Lexicon
from ingest.notation.digit_groups import BETWEEN, Surroundings, join_digits
from ingest.notation.numerals import (
    CHINESE,
    CHINESE_DIGITS,
    DIGITS,
    FINANCIAL_DIGITS,
    PLAIN,
    SCALE_CHARACTERS,
    ZEROS,
    Fault,
    NotANumber,
    decimals,
    last_scale,
    parse_numeral,
    parse_plain,
    scale_of,
)  # fmt: skip
from ingest.numbers.measures import Measure, Measures
from ingest.numbers.signs import Place, brackets_around, sign_before

MASKED = "\u3000"

_DIGITS = rf"\d+(?:{BETWEEN}\d+)*"
_SPELT_PART = rf"[{CHINESE_DIGITS}{FINANCIAL_DIGITS}](?=[{SCALE_CHARACTERS}])"
_SCALED = rf"(?:[{SCALE_CHARACTERS}](?:[{ZEROS}]?(?:{_DIGITS}|{_SPELT_PART}))?)*"
_POINT = rf"(?:點[{ZEROS}{CHINESE_DIGITS}]+[{SCALE_CHARACTERS}]*|[.‧·][{ZEROS}{CHINESE_DIGITS}]+(?=%))?"
_SPOKEN_POINT = r"\d+點\d+(?=%)|(?<=分之)\d+點\d+"
_SPELT = rf"{CHINESE}{_POINT}(?:(?<=[{SCALE_CHARACTERS}]){_DIGITS}{_SCALED})?"
_RUN = re.compile(rf"{_SPOKEN_POINT}|{_DIGITS}{_SCALED}|{_SPELT}")
_NUMERALS = re.compile(CHINESE)
_CHUNK = re.compile(_DIGITS)
_PIECE = re.compile(PLAIN)
_PLAIN_DIGITS = re.compile(r"\d+")
# 123,45,168 are three numbers: no comma of such a row joins two of them.
_ROW_OF_COMMAS = re.compile(r"\d+(?:,\d+)+")
_SCALES = re.compile("[百千萬億佰仟万亿]{1,2}(?=元)")
_PER = re.compile("(?<![一二兩三四五六七八九十])([百千萬])分之")
_PARTS_OF = {"百": Decimal(1), "千": Decimal("0.1"), "萬": Decimal("0.01")}
_RANGE = re.compile(r"[至到~\-](?:百分之)?")
_SECOND = re.compile(rf"[至到~\-](?:{CHINESE}|{_DIGITS})")

# Letters for digits: l2 for 12, O for 0. Between spelt digits it can be nothing but a zero.
_LETTER_ZERO = re.compile(rf"(?<=[{ZEROS}{CHINESE_DIGITS}])[O0](?=[{ZEROS}{CHINESE_DIGITS}])")
_LOOKALIKE = re.compile(r"(?<![A-Za-z\d.\-])(?:[OolI]{1,3}\d{1,9}|\d{1,9}[OolI]{1,3}\d{0,9}|O)(?![A-Za-z\d])")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹^]")
_FRACTION = re.compile(r"[¼-¾⅐-⅞]")
# What stands between a number and its unit by mistake, or is a sign behind its number: 63.件, 3.2-%.
_ASTRAY = re.compile(r"[.\-]")
_QUOTES = dict(zip('「『〈《"', '」』〉》"', strict=True))

_ONE = re.compile(r"(?<!甲)(?<!甲[、或及與])乙(?=[次場份件名位台輛部座間])")
# … 第三, and the end of 第一至三.
_ORDINAL_BEFORE = re.compile(rf"(?:[第統同唯單專之]|(?:第|星期|[週周])(?:[{CHINESE_DIGITS}十]+|\d+)[至到~\-])$")
# What makes a number one part of a calculation: 2.5×4件, 3+5件, 1/2件, 2又1/2件, 3:5件; 6人×8場.
_CALCULATED = re.compile(r"\d[^\W\d_]{0,3}[×÷*]$|\d[+/:又]$")
_CALCULATES = re.compile(r"[×÷*]\d")
# Rings alone stand for what was not filled in, as in a form: ○○件.
_RINGS = frozenset("○〇")
_LARGER = re.compile(".*[億兆](?=.)")
_ROUND = frozenset("百千萬億佰仟")
_CAPITALS = re.compile(rf"^[{FINANCIAL_DIGITS}拾佰仟]+(?=[{CHINESE_DIGITS}十百千])")
_WORDS_IN_CAPITALS = frozenset("陸伍參拾")
_ADJOINING = re.compile(rf"(.*?)([{CHINESE_DIGITS}])([{CHINESE_DIGITS}])([{SCALE_CHARACTERS}]*)")
_CHANGING = re.compile(r"[由從自至]\D?$")
_NUMERAL = re.compile(rf"[{CHINESE_DIGITS}十百千]+$")
_ONES = {character: value for character, value in DIGITS.items() if value}


def _sign_of_share(place: Place, start: int, free: int) -> int | None:
    """Where the sign of a share in words stands (負百分之三); a doubtful one is none."""
    try:
        return sign_before(place, start, free, divisible=True)
    except NotANumber:
        return None


@dataclass(frozen=True)
class Printed:
    """A number in a text: its span with its sign, its value in the base unit, and what it counts.

    ``bracketed``: its brackets may be its sign, which its table tells. ``in_range``: one end of a range.
    """

    start: int
    end: int
    tail: int
    value: Decimal
    unit: str | None
    qualifier: str | None = None
    decimals: int = 0
    scale: Decimal = Decimal(1)
    in_range: bool = False


@dataclass(frozen=True)
class Refused:
    """A number that is not sure, and why."""

    start: int
    end: int
    fault: Fault


@dataclass(frozen=True)
class Word:
    """A numeral that is part of a word, or an article: 統一, 第三, 一份."""

    start: int
    end: int
    name: str


Found = Printed | Refused | Word


class RunReader:
    """Reads them with a catalog's measures and words."""

    def __init__(self, lexicon: Lexicon, measures: Measures) -> None:
        self._measures = measures
        self._about = lexicon.about_scales
        self._not_about = compiled(lexicon.no_about_scales)

    def per_hundred(self, place: Place, printed: Callable[[int, int], str]) -> list[Found]:
        """百分之四十五 and 千分之3, those below zero and ranges of them too."""
        found: list[Found] = []
        text, behind = place.text, 0
        for match in _PER.finditer(text):
            start, position = match.start(), match.end()
            if start < behind:
                continue
            ends: list[Printed] = []
            sign = _sign_of_share(place, start, behind)
            while run := _RUN.match(text, position):
                try:
                    value = self._value(place, run.group(), run.span(), Measure("%", run.end(), run.end()), printed)
                    if value is None:
                        raise NotANumber(run.group(), "separators")
                except NotANumber as error:
                    found.append(Refused(start, run.end(), error.fault))
                    break
                part, behind = _PARTS_OF[match.group(1)], run.end()
                measure = self._measures.behind(text, run.end())
                qualifier = measure.qualifier if measure.unit is None else None
                if sign is not None:
                    start, value, sign = sign, -value, None
                ends.append(
                    Printed(start, run.end(), run.end(), value * part, "%", qualifier, decimals(run.group()), part)
                )
                joint = _RANGE.match(text, run.end())
                if joint is None:
                    break
                start, position = joint.start() + 1, joint.end()
            found += [replace(end, in_range=len(ends) > 1) for end in ends]
        return found

    def lookalikes(self, text: str) -> list[Refused]:
        """Digits written with letters right before a measure: l2人."""
        return [
            Refused(match.start(), match.end(), "letters")
            for match in _LOOKALIKE.finditer(text)
            if self._measures.behind(text, match.end()).unit is not None
        ]

    def read(self, place: Place, masked: str, printed: Callable[[int, int], str]) -> Iterator[Found]:
        """The runs of a text in order.

        Args:
            place: the text.
            masked: the same with what is no number masked.
            printed: gives what is printed at a span, with its blanks.
        """
        masked = _LETTER_ZERO.sub("○", masked)
        free = consumed = 0
        for match in _RUN.finditer(masked):
            span = match.span()
            if span[0] < consumed:
                continue
            if span[0] >= 2 and masked[span[0] - 2] == MASKED:
                free = span[0] - 1
            if match.group()[0].isdecimal():
                found = list(self._digits(place, match.group(), span, free, printed))
            else:
                found = list(self._spelt(place, match.group(), span, free, printed))
            yield from found
            consumed = max([consumed, *(one.end for one in found)])
            free = max([free, *(one.tail if isinstance(one, Printed) else one.end for one in found)])
        for match in _ONE.finditer(masked):
            measure = self._measures.behind(place.text, match.end())
            yield Printed(match.start(), match.end(), measure.tail, Decimal(1), measure.unit, measure.qualifier)

    def _digits(
        self, place: Place, run: str, span: tuple[int, int], free: int, printed: Callable[[int, int], str]
    ) -> Iterator[Found]:
        start, end = span
        measure = self._behind(place, span)
        try:
            self._refuse_astray(place, span, measure)
            value = self._value(place, run, span, measure, printed)
            if value is not None:
                yield self._whole(place, run, span, free, value, measure)
                return
        except NotANumber as error:
            yield Refused(start, end, error.fault)
            return
        for first, last in _pieces(run):
            piece = run[first:last]
            try:
                value = parse_plain(piece)
                yield Printed(start + first, start + last, start + last, value, None, None, decimals(piece))
            except NotANumber as error:
                yield Refused(start + first, start + last, error.fault)

    def _behind(self, place: Place, span: tuple[int, int]) -> Measure:
        """The measure behind a number, which may stand in quotation marks: 「63」案."""
        start, end = span
        measure = self._measures.behind(place.text, end)
        if measure.unit is None and start and _QUOTES.get(place.text[start - 1]) == place.text[end : end + 1]:
            quoted = self._measures.behind(place.text, end + 1)
            return replace(quoted, end=end) if quoted.end == end + 1 and quoted.unit is not None else measure
        return measure

    def _refuse_astray(self, place: Place, span: tuple[int, int], measure: Measure) -> None:
        """Refuses digits that go on where they should not: ½, a point or a dash before the unit, numerals before.

        Raises:
            NotANumber: they do.
        """
        (start, end), text = span, place.text
        if _FRACTION.match(text, end):
            raise NotANumber(text[start:end], "calculation")
        if measure.unit is None and _ASTRAY.match(text, end):
            closes = place.in_cell and text[end:] == "-"
            if closes or self._measures.opens_with_unit(text[end + 1 :]):
                raise NotANumber(text[start:end], "sign" if text[end] == "-" else "separators")
        if measure.unit is not None and start > place.first and text[start - 1] in f"{ZEROS}{CHINESE_DIGITS}":
            raise NotANumber(text[start:end], "adjoining")

    def _value(
        self, place: Place, run: str, span: tuple[int, int], measure: Measure, printed: Callable[[int, int], str]
    ) -> Decimal | None:
        """The value of a whole run; None where it holds several numbers without a measure."""
        start, end = span
        parts: list[str] = []
        position = 0
        for chunk in _CHUNK.finditer(run):
            last = chunk.end() == len(run) and measure.end <= end
            around = Surroundings(
                counted=not last or measure.unit is not None,
                divisible=not last or self._measures.is_divisible(measure.unit),
                in_cell=place.in_cell and span == (0, len(place.text)),
                changing=_CHANGING.search(place.text, max(0, start - 2), start) is not None,
                in_words=_is_in_words(place.text, span, printed),
            )
            whole = join_digits(printed(start + chunk.start(), start + chunk.end()), around)
            if whole is None:
                return None
            parts += [run[position : chunk.start()], whole]
            position = chunk.end()
        if run == "10" and _RAISED.match(place.text, end):
            raise NotANumber(run, "power")
        return parse_numeral("".join([*parts, run[position:]]))

    def _whole(
        self, place: Place, run: str, span: tuple[int, int], free: int, value: Decimal, measure: Measure
    ) -> Printed:
        """A run that is one number, with its sign and in its measure's parts.

        Raises:
            NotANumber: its sign or its measure leaves it open.
        """
        start, end = span
        if measure.unit == "折":
            raise NotANumber(run, "discount")
        if measure.unit is not None and _goes_on(place, start, free):
            raise NotANumber(run, "separators")
        is_part = _CALCULATED.search(place.text, max(place.first, start - 5), start)
        if measure.unit is not None and (is_part or _CALCULATES.match(place.text, max(end, measure.tail))):
            raise NotANumber(run, "calculation")
        # The second digit of 九成五 counts hundredths.
        scale = Decimal(1) if measure.added else last_scale(run) * measure.factor
        tail, end = measure.tail, max(end, measure.end)
        if measure.unit is None and brackets_around(place, start, end):
            scales = _SCALES.match(place.text, end + 1)
            behind = self._measures.behind(place.text, scales.end() if scales else end + 1)
            if behind.unit in ("%", "元"):
                scale *= scale_of(scales.group() if scales else "")
                value = -value * behind.factor * scale
                return Printed(
                    start - 1, scales.end() if scales else end + 1, behind.tail, value, behind.unit, None,
                    decimals(run), scale,
                )  # fmt: skip
        # The 萬 of 1億8,000多萬 is of what stands behind 億.
        larger = _LARGER.match(run)
        whole = parse_numeral(larger.group()) if larger and measure.factor > 1 else Decimal(0)
        value = whole + (value - whole) * measure.factor + measure.added
        if measure.halved:
            half = self._measures.half(measure)
            value, end, tail = value + half, tail + 1, tail + 1
        divisible = scale > 1 or measure.unit is None or self._measures.is_divisible(measure.unit)
        sign = sign_before(place, start, free, divisible=divisible)
        first, unit = start if sign is None else sign, measure.unit
        if unit in (None, "元") and (currency := self._measures.currency(place.text, first)):
            unit, behind_sign = currency
            if sign is None:  # -NT$1,234
                sign = sign_before(place, behind_sign, free, divisible=True)
                first = start if sign is None else sign
        if unit is None and (told := self._measures.told_before(place.text, first, tail)):
            unit, each = told
            value, scale = value * each, scale * each
        if sign is not None and value:
            value = -value
        return Printed(first, end, tail, value, unit, measure.qualifier, decimals(run), scale)

    def _spelt(
        self, place: Place, run: str, span: tuple[int, int], free: int, printed: Callable[[int, int], str]
    ) -> Iterator[Found]:
        start, end = span
        text = place.text
        capitals = _CAPITALS.match(run)
        if capitals:  # 隊伍十人
            run, start = run[capitals.end() :], start + capitals.end()
        if run in _WORDS_IN_CAPITALS:
            return
        counts = self._measures.spells(text, end, one=run == "一") or _is_decimal(text, run, end)
        if not counts and not self._opens_range(text, end):
            if self._measures.names_article(text, end):
                yield Word(start, end, "article")
            elif any(character.isdecimal() for character in text[start:end]):
                yield Refused(start, end, "scales")
            return
        adjoins = start > 0 and text[start - 1].isdecimal()
        if adjoins or _ORDINAL_BEFORE.search(text, max(0, start - 8), start):
            has_digits = adjoins and any(character.isdecimal() for character in text[start:end])
            yield Refused(start, end, "adjoining") if has_digits else Word(start, end, "word")
            return
        if text[start - 1 : start] == "、" and start - 2 >= place.first:
            listed = list(self._listed(text, run, (start, end), place.first))
            if listed:
                yield from listed
                return
        measure = self._behind(place, (start, end))
        try:
            if _RINGS.issuperset(run):
                raise NotANumber(run, "placeholder")
            value = self._value(place, run, (start, end), measure, printed)
            if value is None:
                raise NotANumber(run)
            whole = self._whole(place, run, (start, end), free, value, measure)
            yield self._rounded(run, whole)
        except NotANumber as error:
            both = self._both(run, (start, end), measure) if error.fault == "adjoining" else []
            yield from both
            if not both:
                yield Refused(start, end, error.fault)

    def _opens_range(self, text: str, end: int) -> bool:
        """Whether a numeral that ends at ``end`` is the first of a range whose second has the measure: 廿至卅件."""
        second = _SECOND.match(text, end)
        return second is not None and self._measures.spells(text, second.end(), one=False)

    def _rounded(self, run: str, number: Printed) -> Printed:
        """A numeral that names a scale alone (百人) is about as many."""
        alone = run[0] in _ROUND and number.qualifier is None
        return replace(number, qualifier="約") if alone else number

    def _both(self, run: str, span: tuple[int, int], measure: Measure) -> list[Printed]:
        """三四十: about 30 to 40, read as the ends of a range."""
        match = _ADJOINING.fullmatch(run)
        if match is None or _ONES[match.group(3)] != _ONES[match.group(2)] + 1:
            return []
        head, first, second, rest = match.groups()
        middle = span[0] + match.end(2)
        return [
            self._end_of_range(head + first + rest, (span[0], middle), measure),
            self._end_of_range(head + second + rest, (middle, span[1]), measure),
        ]

    def _listed(self, text: str, run: str, span: tuple[int, int], first: int) -> Iterator[Found]:
        """三、四十 and 十五、六: about as many, if the second goes on from the first; a list's last is not sure."""
        start, end = span
        before = _NUMERAL.search(text, max(first, start - 8), start - 1)
        if before is None:
            return
        head = before.group()
        if text[before.start() - 1 : before.start()] == "第":
            yield Word(start, end, "word")
            return
        last, opening = head[-1], run[0]
        if last not in _ONES or opening not in _ONES:
            return
        follows = _ONES[opening] == _ONES[last] + 1
        if not follows or text[before.start() - 1 : before.start()] == "、" or (len(head) > 1 and len(run) > 1):
            return
        measure = self._measures.behind(text, end)
        try:
            lower = parse_numeral(head + run[1:])
            upper = parse_numeral(head[:-1] + run)
        except NotANumber as error:
            yield Refused(before.start(), end, error.fault)
            return
        for value, place in ((lower, (before.start(), start - 1)), (upper, span)):
            yield replace(self._end_of_range("零", place, measure), value=value * measure.factor)

    def _end_of_range(self, numeral: str, span: tuple[int, int], measure: Measure) -> Printed:
        value = parse_numeral(numeral) * measure.factor + measure.added
        return Printed(*span, max(span[1], measure.tail), value, measure.unit, None, in_range=True)

    def counted_numerals(self, text: str) -> list[tuple[int, int]]:
        """Spans of numerals without digits right before a measure."""
        spans = (match.span() for match in _NUMERALS.finditer(text))
        return [span for span in spans if self._measures.spells(text, span[1], one=False)]

    def about(self, text: str, start: int) -> str | None:
        """The qualifier that 數 or 上 right before a scale is: 數十人, 上百人."""
        word = text[start - 1 : start]
        if word not in self._about or not word:
            return None
        if self._not_about.search(text, max(0, start - 3), start):
            return None
        if text[start] in "十百千萬億拾佰仟":
            return self._about[word]
        bare = re.match(r"10+(?!\d)", text[start : start + 9])
        opens = start < 2 or re.match(r"[約有逾達近共了的之，。；、(]", text[start - 2])
        return self._about[word] if bare and opens else None


def _goes_on(place: Place, start: int, free: int) -> bool:
    """Whether a point or a comma before digits may part them from others: not a comma that parts clauses."""
    text = place.text
    if start <= place.first or text[start - 1] not in ".,":
        return False
    parts = text[start - 1] == "," and not text[start - 2 : start - 1].isdecimal()
    # What was lost before three digits may be the rest of the number.
    return not (parts and (start - 1 == free or not re.match(r"\d{3}(?!\d)", text[start:])))


def _is_in_words(text: str, span: tuple[int, int], printed: Callable[[int, int], str]) -> bool:
    """Whether no blank is printed between a run and what stands before and behind it; none opens a text."""
    start, end = span
    around = printed(max(0, start - 1), min(len(text), end + 1))
    run = printed(start, end)
    return start > 0 and len(around) == len(run) + 1 + (end < len(text))


def _pieces(run: str) -> Iterator[tuple[int, int]]:
    """Spans of the numbers in a run that is not one number."""
    rows = [row.span() for row in _ROW_OF_COMMAS.finditer(run) if not _PIECE.fullmatch(row.group())]
    for piece in _PIECE.finditer(run):
        within = any(first <= piece.start() < last for first, last in rows)
        if within and "," in piece.group():
            yield from (own.span() for own in _PLAIN_DIGITS.finditer(run, *piece.span()))
        else:
            yield piece.span()


def _is_decimal(text: str, run: str, end: int) -> bool:
    """Whether a numeral is a number without a measure behind it: 九十八點五, not the time 三點五十分."""
    return "點" in run and run[-1] in _ONES and not text.startswith("分", end)


def mask(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """``text`` with spans masked, and with them numbers that go on behind one."""
    if not spans:
        return text
    parts: list[str] = []
    position = 0
    for first, last in sorted(spans):
        if last <= position:
            continue
        start = max(first, position)
        rest = _REST.match(text, last) if text[last - 1].isdecimal() else None
        end = rest.end() if rest else last
        parts += [text[position:start], MASKED * (end - start)]
        position = end
    return "".join([*parts, text[position:]])


_REST = re.compile(r"\d*(?:,\d{3})*(?:\.\d+)?")
