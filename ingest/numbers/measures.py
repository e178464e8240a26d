"""What right behind a number says what it counts: 件, 萬元, 餘人次, % — known units, and others as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalog.entry import compiled
from catalog.lexicon import Lexicon
from catalog.models import Unit
from ingest.notation.numerals import CHINESE_DIGITS, DIGITS, OWN_MONEY, SCALES, UNIT_SCALE, NotANumber, scale_of

_HALF = Decimal("0.5")
_LONGEST_TOLD = 20
# 3成5.2 may be 35.2 % or none.
_SHARE_OF_TEN = re.compile(rf"成(?!\d+[.‧]\d)([\d{CHINESE_DIGITS}]{{1,3}}(?![\d{CHINESE_DIGITS}十百千萬億]))?")
# What stands next in a ranking is 次之, whatever it is counted in: 旅遊405件次之，電信21人次之.
_RANKED = re.compile(r"(?<=.)次之(?=[，。；、()]|$)")
_OPENING, _CLOSING = r"[(\[〔【]", r"[)\]〕】]"
# What shows that a number of which the unit was told before ends there: no item's mark follows, no other unit.
_ENDS = re.compile(r"$|[，。；,;)」』】〕/\n]|、\d")
# What makes another measure of one: 筆次, 班次/日, km/h.
_COMPOSED = re.compile(
    r"次(?!之(?:[，。；、()]|$))(?=[^\u4e00-\u9fff]|$|[及與和暨之的以])(?:/[日天週周月季年時](?![\u4e00-\u9fff]))?"
    r"|/(?:平方公尺|小時|[日天週周月季年時人次場件戶班案站車輛度秒hsm])(?![\u4e00-\u9fffA-Za-z\d])"
)
# Parts of a hundred: what one of them is in percent.
_PER = {"‰": Decimal("0.1"), "‱": Decimal("0.01")}


@dataclass(frozen=True)
class Measure:
    """The words behind a number.

    ``end`` is behind what belongs to the number itself (200多萬, 九成五), ``tail`` behind its unit.
    ``factor`` multiplies the number, ``added`` is then added (九成五 is 9 times 10 and 5).
    """

    unit: str | None
    end: int
    tail: int
    qualifier: str | None = None
    factor: Decimal = Decimal(1)
    added: Decimal = Decimal(0)
    halved: bool = False


class Measures:
    """Reads them with a catalog's units and words.

    Args:
        lexicon: words of measure without a catalog entry, qualifiers, and words that only look like units.
        units: units and their printed forms.
    """

    def __init__(self, lexicon: Lexicon, units: Sequence[Unit]) -> None:
        known = {form: unit.id for unit in units for form in (unit.id, *unit.also)}
        self.known = frozenset(known.values())
        self.forms: Mapping[str, str] = {**{word: word for word in lexicon.measure_words}, **known}
        self._divisible = frozenset(unit.id for unit in units if unit.kind != "count") | frozenset(
            lexicon.divisible_measures
        )
        self._halves = frozenset(unit.id for unit in units if unit.kind in ("time", "length")) | {"倍"}
        self._form = compiled(alternatives(self.forms))
        scaled = rf"{OWN_MONEY}?(?P<scale>{UNIT_SCALE}|)(?P<unit>{self._form.pattern})"
        self._bracketed = compiled(rf"{_OPENING}{scaled}{_CLOSING}")
        self._told = compiled(rf"{_OPENING}(?:單位:?)?{scaled}{_CLOSING}(?:[:為計共達有是]|合計)*$")
        # A sign of Unicode for a square or a cube (㎢) is one whole unit.
        self._single = compiled(rf"[㎀-㏟]|[一-鿿](?<![{lexicon.no_measures}])(?=[，。；、,;:)」』！？]|$)")
        self._times = compiled(lexicon.times)
        self._not_measures = lexicon.not_measures
        self._measures_again = lexicon.measures_again
        self._note_mark = compiled(rf"(?:{lexicon.note_mark})+")
        self._currencies = lexicon.currencies
        self._currency = compiled(rf"(?<![A-Za-z兌對換每])(?:{alternatives(lexicon.currencies)})")
        self._longest_currency = max(map(len, lexicon.currencies))
        self._after_words = lexicon.qualifiers_after
        self._after = compiled(alternatives(lexicon.qualifiers_after))
        # 7,325人多168人: right before a number a single sign tells of that one.
        longer = [word for word in lexicon.qualifiers_after_unit if len(word) > 1]
        single = set(lexicon.qualifiers_after_unit).difference(longer)
        self._after_unit = compiled(rf"{alternatives(longer)}|(?:{alternatives(single)})(?!\d)")
        self._after_unit_words = lexicon.qualifiers_after_unit
        self._no_share = tuple(lexicon.no_shares)
        self._spelt = compiled(alternatives(lexicon.numeral_units))
        self._spelt_plural = compiled(alternatives(lexicon.plural_numeral_units))

    def is_divisible(self, unit: str | None) -> bool:
        """Whether a count in ``unit`` may have decimals: money, rates, lengths."""
        return unit in self._divisible

    def behind(self, text: str, end: int) -> Measure:
        """The measure right behind a number that ends at ``end``; one without a unit where there is none."""
        place = self._behind_marks(text, end)
        if text.startswith(self._not_measures, place) and not self._counts_again(text, place):
            return Measure(None, end, end)
        loose = self._after.match(text, place)
        behind = loose.end() if loose else place
        qualifier = self._after_words[loose.group()] if loose else None
        factor = Decimal(1)
        while loose and text[behind : behind + 1] in SCALES:
            factor *= SCALES[text[behind]]
            behind += 1
        own_end = behind if factor > 1 else end
        share = self._share(text, behind)
        if share:
            return self._qualified(text, share, qualifier)
        if text[behind : behind + 1] in _PER:
            per = Measure("%", own_end, behind + 1, factor=_PER[text[behind]])
            return self._qualified(text, per, qualifier)
        times = self._times.match(text, behind)
        bracketed = self._bracketed.match(text, behind)
        if bracketed:  # 1,234(人)
            unit, scale = self._scaled(bracketed)
            return self._qualified(text, Measure(unit, own_end, bracketed.end(), factor=factor * scale), qualifier)
        form = self._form.match(text, behind) or self._single.match(text, behind)
        if times or form is None:
            tail = times.end() if times else own_end
            return Measure("次" if times else None, own_end, tail, qualifier, factor)
        composed = _COMPOSED.match(text, form.end())
        tail = composed.end() if composed else form.end()
        if text[tail - 1] == "次" and text[behind : tail - 1] in self.forms and _RANKED.match(text, tail - 1):
            tail -= 1
        named = self.forms.get(text[behind:tail], text[behind:tail])
        return self._qualified(text, Measure(named, own_end, tail, factor=factor), qualifier)

    def _counts_again(self, text: str, place: int) -> bool:
        """Whether what looks like no unit is one that counted before: 登載648則，…，其餘84則為公示送達."""
        return text.startswith(self._measures_again, place) and re.search(rf"\d{text[place]}", text[:place]) is not None

    def told_before(self, text: str, start: int, end: int) -> tuple[str, Decimal] | None:
        """The unit that stands in brackets before a number from ``start`` to ``end``, and how many it counts.

        項目(件):68 is 68件, 經費(千元)1,250 is of 1,000元 each.
        """
        told = self._told.search(text, max(0, start - _LONGEST_TOLD), start)
        return self._scaled(told) if told and _ENDS.match(text, end) else None

    def _scaled(self, match: re.Match[str]) -> tuple[str, Decimal]:
        return self.forms[match["unit"]], Decimal(scale_of(match["scale"]))

    def currency(self, text: str, start: int) -> tuple[str, int] | None:
        """The unit of a sum of money whose mark or name stands right before ``start``, and where that begins.

        US$500 and 美金500元 are of 美元.
        """
        for length in range(self._longest_currency, 0, -1):
            match = self._currency.match(text, start - length) if start >= length else None
            if match is not None and match.end() == start:
                return self._currencies[match.group()], match.start()
        return None

    def opens_with_currency(self, text: str, start: int, end: int) -> bool:
        """Whether what stands from ``start`` to ``end`` is a sum behind the mark of a currency, and no code."""
        match = self._currency.match(text, start)
        return match is not None and text[match.end() : end].isdecimal()

    def spells(self, text: str, end: int, *, one: bool) -> bool:
        """Whether a spelt number (三件) that ends at ``end`` counts something; ``one`` may be an article (一座)."""
        place = self._behind_marks(text, end)
        if text.startswith(self._not_measures, place):
            return False
        loose = self._after.match(text, place)
        behind = loose.end() if loose else place
        while loose and text[behind : behind + 1] in SCALES:
            behind += 1
        if text.startswith("%", behind) or self._share(text, behind):
            return True
        if self._spelt.match(text, behind) or self._times.match(text, behind):
            return True
        return not one and self._spelt_plural.match(text, behind) is not None

    def names_article(self, text: str, end: int) -> bool:
        """Whether what stands behind 一 is a measure that 一 does not count (一座, 一份)."""
        return self._spelt_plural.match(text, end) is not None

    def half(self, measure: Measure) -> Decimal:
        """What 半 behind a unit adds: 三天半.

        Raises:
            NotANumber: the unit has no halves (23案半).
        """
        if measure.unit not in self._halves:
            raise NotANumber(measure.unit or "", "halves")
        return _HALF * measure.factor

    def opens_with_unit(self, text: str) -> bool:
        """Whether a text goes on with the unit of a number that the text before it ends with."""
        form = self._form.match(text)
        return form is not None and re.match(r"[，。；、]|$", text[form.end() :]) is not None

    def _behind_marks(self, text: str, end: int) -> int:
        """Where the words behind a number begin, after the marks of footnotes."""
        marks = self._note_mark.match(text, end)
        return marks.end() if marks else end

    def _share(self, text: str, place: int) -> Measure | None:
        """成: tenths, 九成五 being 95 %."""
        match = _SHARE_OF_TEN.match(text, place)
        if match is None or text.startswith(self._no_share, place):
            return None
        last = match.group(1) or ""
        digits = "".join(str(DIGITS.get(digit, digit)) for digit in last)
        added = Decimal(digits or 0).scaleb(1 - len(last)) if last else Decimal(0)
        return Measure("%", match.end() if last else place, match.end(), factor=Decimal(10), added=added)

    def _qualified(self, text: str, measure: Measure, before_unit: str | None) -> Measure:
        """``measure`` with what stands behind its unit: 以上, 左右, 半."""
        tail, qualifier, added, halved = measure.tail, before_unit, measure.added, False
        if text.startswith("半", tail) and not text.startswith(_NO_HALVES, tail):
            halved = True
        after = self._after_unit.match(text, tail)
        if after and qualifier is None:
            qualifier = self._after_unit_words[after.group()]
        return Measure(measure.unit, measure.end, tail, qualifier, measure.factor, added, halved)


_NO_HALVES = ("半數", "半價", "半導體", "半官方", "半自動", "半夜", "半徑", "半島", "半途", "半票", "半年報")


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
