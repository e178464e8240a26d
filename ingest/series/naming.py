"""What a series is called, how it is measured, and where it breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from catalog.lexicon import SeriesWords
from ingest.series.mentions import Mention, bare
from ingest.series.similarity import Units
from reviews.series import SeriesName

_LONG_ENOUGH = 12
_TOO_LONG = 14
# From one edition to the next, what is more than this many times another is first our doubt.
_JUMP = 5


@dataclass(frozen=True)
class Description:
    """A series in words.

    ``comparable`` are the printed units that count like its own, which is the first; ``breaks`` maps places of values
    to why they may not go on from the one before.
    """

    name: str
    unit: str
    comparable: tuple[str, ...]
    measure: str
    breakdown: dict[str, str]
    section: tuple[str, ...]
    breaks: dict[int, str]


class Describer:
    """Describes series with the words of kinds of statement."""

    def __init__(self, words: SeriesWords) -> None:
        self._units = Units(words)
        self._kinds = tuple(words.kinds)
        self._vague = re.compile(words.vague)
        self._clutter = re.compile(words.name_clutter)
        self._stock = re.compile(words.stock)
        self._whole = re.compile(words.whole_rows)

    def describe(self, mentions: Sequence[Mention], named: SeriesName | None = None) -> Description:
        """The description of one series.

        Args:
            mentions: its mentions, oldest first.
            named: what people call it, where they do.
        """
        unit = _most([mention.unit for mention in mentions])
        family = self._units.family(unit)
        alike = {mention.unit for mention in mentions if mention.unit and self._units.family(mention.unit) == family}
        latest = mentions[-1]
        name, measure = self._named(mentions), self._measure(mentions, unit)
        if named is not None:
            name, unit, measure, alike = named.name, named.unit or unit, named.measure, alike | {unit} - {""}
        return Description(
            name, unit, (unit, *sorted(alike - {unit})), measure,
            self._breakdown(mentions), tuple(map(bare, latest.outline)), self._breaks(mentions),
        )  # fmt: skip

    def _named(self, mentions: Sequence[Mention]) -> str:
        """The words that most editions share; behind their section's where they say too little alone."""
        told = ["".join(m.text[part] for part in ("said", "left", "outline")) for m in mentions]
        names: dict[str, float] = {}
        for name in filter(None, (self._own_name(mention) for mention in mentions)):
            pieces = {name[at : at + 2] for at in range(len(name) - 1)} or {name}
            shared = sum(piece in text for piece in pieces for text in told) / len(pieces) / len(told)
            names[name] = shared + 0.015 * min(len(name), _LONG_ENOUGH) - 0.02 * max(0, len(name) - _TOO_LONG)
        name = max(names, key=lambda one: (names[one], one), default="")
        if not name or self._vague.match(name) or all(mention.in_table for mention in mentions):
            section = _most([mention.text["outline"].split("|")[-1] for mention in mentions])
            return "：".join(filter(None, (section, name)))
        return name

    def _own_name(self, mention: Mention) -> str:
        row, column, near = (
            self._clutter.sub("", words)
            for words in (mention.text["row"].split("|")[-1], mention.text["column"], mention.text["near"])
        )
        if not mention.in_table:
            return near
        return column if self._whole.match(row) else "－".join(filter(None, (column, row)))

    def _measure(self, mentions: Sequence[Mention], unit: str) -> str:
        def often(found: Sequence[bool]) -> bool:
            return 2 * sum(found) >= len(mentions)

        def of_kind(name: str) -> bool:
            return often([mention.kinds[self._kinds.index(name)] for mention in mentions])

        if mentions[0].role == "target":
            return "target"
        if of_kind("cumulative"):
            return "cumulative"
        if unit == "%" or of_kind("mean"):
            return "ratio"
        if often([bool(self._stock.search(m.text["left"][-16:] + m.text["column"])) for m in mentions]):
            return "stock"
        return "flow"

    def _breakdown(self, mentions: Sequence[Mention]) -> dict[str, str]:
        """The row of a table that the series is of; empty for totals and prose."""
        rows = [m.text["row"].split("|")[-1] for m in mentions if m.in_table]
        if 2 * len(rows) < len(mentions) or not rows:
            return {}
        row = _most(rows)
        return {} if not row or self._whole.match(row) else {"item": row}

    def _breaks(self, mentions: Sequence[Mention]) -> dict[int, str]:
        breaks: dict[int, str] = {}
        for at, (one, other) in enumerate(pairwise(mentions), 1):
            if one.unit and other.unit and self._units.family(one.unit) != self._units.family(other.unit):
                breaks[at] = "unit"
            elif one.unit != other.unit and one.unit and other.unit:
                breaks[at] = "unit_alike"
            elif one.value * other.value > 0 and not 1 / _JUMP < other.value / one.value < _JUMP:
                breaks[at] = "jump"
        return breaks


def _most(found: Sequence[str]) -> str:
    return Counter(found).most_common(1)[0][0]
