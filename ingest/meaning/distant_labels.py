"""Labels that stand farther from their number: 市政會議循例於每週二召開…，本期計24次.

The weaker half of reading: it speaks only where no rule with words right beside the number does.
Of the labels around a number the nearest wins; one that another number of the same unit stands
between has been used up by that number. Differences (增加23件) and plans (預計再辦理25場次) are no
values of the metric.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.lexicon import Lexicon
from ingest.numbers.printed import Quantity
from ingest.numbers.quantities import QuantityReader

_FARTHEST = 60
_CLAUSE_ENDS = "，。；！？:"
_NEXT = re.compile(r"[，。；！？、:]|\d")
_LAST_DIGIT = r"[\d兆億萬千百十零〇一二兩三四五六七八九]"
_ORDINAL = re.compile(r"第[\d至到~\-第次、,及]*\d$")
# What says when, in a part's words: 去年同期, 108年12月底.
_DATES = re.compile(r"(?:去|上|前|前一)?年?度?同期|\d+年度?|\d+月|\d+日|[^，、]{0,4}[底止]|[較比則為由自從之]")


@dataclass(frozen=True)
class Found:
    """A label found near a number: how many characters lie between, and the match."""

    distance: int
    match: re.Match[str]


class Surroundings:
    """What stands around one number, for labels that are not right beside it.

    Args:
        quantity: the number.
        lexicon: words of difference, of plans and of parts.
        reader: strips fillers and qualifiers.
        free: numbers before this one that use up no label: targets, and those of one list with it.
    """

    def __init__(
        self, quantity: Quantity, lexicon: Lexicon, reader: QuantityReader, free: Sequence[Quantity] = ()
    ) -> None:
        text = quantity.segment.compact.text
        start, stop = quantity.segment.sentence(quantity.start)
        self._lead = _without_parentheses(text[start : quantity.start])
        behind = _NEXT.search(text, quantity.tail, stop)
        self._behind = text[quantity.tail : behind.start() if behind else stop]
        unit = text[quantity.end : quantity.tail]
        self._used = re.compile(rf"{_LAST_DIGIT}{reader.qualified_after}{re.escape(unit)}") if unit else None
        self._free = [(q.start - start, q.tail - start) for q in free]
        first = max(self._lead.rfind(end) for end in _CLAUSE_ENDS) + 1
        beside = self._lead[first:]
        self.clause = beside + text[quantity.start : quantity.tail] + self._behind
        named = re.sub(lexicon.quoted, "", self.clause)
        self.speaks = not (re.search(lexicon.differs, beside) or re.search(lexicon.planned, named))
        self._part = _part(self._lead, lexicon, reader)

    def find(
        self, label: re.Pattern[str], spans: re.Pattern[str] | None, parts: re.Pattern[str] | None = None
    ) -> Found | None:
        """The nearest place of a label: last before the number in its sentence, or right behind it.

        Args:
            label: the label.
            spans: words behind which a label reaches past another number of the same unit.
            parts: names of the parts that the label's metric is broken down by.
        """
        found = [*self._before(label, spans, parts), *self._after(label)]
        return min(found, key=lambda own: own.distance) if found else None

    def _before(
        self, label: re.Pattern[str], spans: re.Pattern[str] | None, parts: re.Pattern[str] | None
    ) -> Iterable[Found]:
        matches = [match for match in label.finditer(self._lead) if not self._uses(match.start(), match.end())]
        if matches and self._reaches(matches, parts) and not self._is_behind_another(matches[-1]):
            place = matches[-1].end()
            between = self._lead[place:]
            used = [match.end() for match in self._uses(place)]
            free = not used or (spans is not None and spans.search(self._lead, used[-1]))
            if free and len(between) <= _FARTHEST:
                yield Found(len(between), matches[-1])

    def _uses(self, place: int, stop: int | None = None) -> list[re.Match[str]]:
        """The numbers of the same unit from ``place`` on; ordinals and free ones use up nothing."""
        if self._used is None:
            return []
        return [
            match
            for match in self._used.finditer(self._lead, place, len(self._lead) if stop is None else stop)
            if not _ORDINAL.search(self._lead[: match.start() + 1])
            and not any(first <= match.start() < last for first, last in self._free)
        ]

    def _reaches(self, labels: Sequence[re.Match[str]], parts: re.Pattern[str] | None) -> bool:
        """Whether the last label before the number holds for it.

        One before a part's own words does not; nor one in a remark upon a number that the same label,
        before the remark, was for: 調解97件(調解成立41件).
        """
        if self._part is None:
            return True
        if parts is not None and parts.search(self._part.words):
            return True
        if labels[-1].end() <= self._part.start:
            return False
        earlier = [label for label in labels if label.end() <= self._part.start]
        return not (self._part.in_remark and earlier and self._uses(earlier[-1].end()))

    def _is_behind_another(self, label: re.Match[str]) -> bool:
        """Whether a label stands right behind a number of the same unit and is parted from this one."""
        behind_one = any(match.end() == label.start() for match in self._uses(0))
        return behind_one and self._lead[label.end() : label.end() + 1] in ("、", "，", "；")

    def _after(self, label: re.Pattern[str]) -> Iterable[Found]:
        match = label.search(self._behind)
        if match:
            yield Found(match.start() + 1, match)


@dataclass(frozen=True)
class _Part:
    """The words of a part of what stands before it, where they begin, and whether in parentheses."""

    start: int
    words: str
    in_remark: bool


def _part(lead: str, lexicon: Lexicon, reader: QuantityReader) -> _Part | None:
    """The part a number is: it stands in parentheses, or behind 其中 and the like, with words of its own."""
    opened = lead.rfind("(")
    first = max([opened, *(lead.rfind(end) for end in _CLAUSE_ENDS)]) + 1
    head = re.search(lexicon.part, lead[first:])
    if opened < 0 and head is None:
        return None
    own = max(first, max(lead.rfind(end) for end in "、(") + 1)
    words = re.sub(lexicon.part, "", reader.lead(lead[own:]))
    words = re.sub(lexicon.report_period, "", _DATES.sub("", words))
    return _Part(max(opened + 1, first), words, opened >= 0) if words else None


def _without_parentheses(text: str) -> str:
    """Closed parentheses are remarks: what they hold labels nothing behind them. Their places are kept."""
    return re.sub(r"\([^()]*\)", lambda match: "\u3000" * len(match.group()), text)
