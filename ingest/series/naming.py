"""What a series is called, how it is measured, and where it breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import inf

from catalog.entry import compiled
from catalog.lexicon import SeriesWords
from ingest.series.mention import Mention, pieces
from ingest.series.mentions import bare
from ingest.series.phrases import months_between
from ingest.series.shared_words import SubjectFinder
from ingest.series.similarity import Units
from reviews.series import SeriesName

_LONG_ENOUGH = 12
_TOO_LONG = 14
# What a name costs that does not say what it is of, where another does: 回收率 beside 資源回收率.
_SAYS_LITTLE = 0.15
# What is measured and not counted.
_NOT_COUNTED = ("", "%", "元")
# So short a name is told behind what it is of.
_SHORT = 4
# What a name is worth that says more than another.
_SAYS_MORE, _SHORT_MORE = 0.15, 8
# From one edition to the next, what is more than this many times another is first our doubt.
_JUMP = 5
_YEAR, _HALF = 12, 6
# How much more than its halves' a year's values are where they add up, and how alike they are where they do not.
_MORE, _ALIKE = 1.4, 1.35
# How alike where reports of one half only are at hand, and how many of them are too few to tell.
_ALIKE_IN_ONE, _FEW = 1.2, 2


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
    """Describes series with the words of kinds of statement.

    Args:
        words: those words.
        units: units as they are printed.
    """

    def __init__(self, words: SeriesWords, units: Collection[str] = ()) -> None:
        self._printed_units = sorted(units, key=len, reverse=True)
        self._counted, self._times = words.counted, words.times
        self._units = Units(words)
        self._kinds = tuple(words.kinds)
        self._vague = compiled(words.vague)
        self._subjects = SubjectFinder(words)
        self._clutter, self._joins = compiled(words.name_clutter), compiled(words.name_joins)
        self._nouns = {unit: noun for noun, units in words.measured.items() for unit in units}
        self._measured_said, self._share_name = compiled(words.measured_said), words.share_name
        self._goal_named, self._goal_said = words.goal_named, compiled(words.goal_said)
        self._share = compiled(f"(?<=.{{2}}){words.share}$")
        self._stock = compiled(words.stock)
        self._whole, self._of_all = compiled(words.whole_rows), compiled(words.table_of_all)
        self._listed_as = compiled(words.listed_as)
        self._at_day = compiled(words.at_day)
        self._event_units = frozenset(words.event_units)
        self._joints, self._rates = compiled(words.joints), compiled(words.rates)
        self._value_heads = compiled(words.value_heads)
        self._things, self._happening = compiled(words.lasting_things), compiled(words.happening)

    def describe(self, mentions: Sequence[Mention], named: SeriesName | None = None) -> Description:
        """The description of one series.

        Args:
            mentions: its mentions, oldest first.
            named: what people call it, where they do.
        """
        unit = _most([mention.unit for mention in mentions])
        alike = {mention.unit for mention in mentions if mention.unit and self._count_alike(mention.unit, unit)}
        latest = mentions[-1]
        name, measure = self._measured(self._named(mentions, unit), unit), self._measure(mentions, unit)
        if measure == "target" and name and not self._goal_said.search(name):
            name = self._goal_named.format(name=name)
        if named is not None:
            name, unit, measure, alike = named.name, named.unit or unit, named.measure, alike | {unit} - {""}
        return Description(
            name, unit, (unit, *sorted(alike - {unit})), measure,
            self._breakdown(mentions), tuple(map(bare, latest.outline)), self._breaks(mentions),
        )  # fmt: skip

    def told_apart(self, name: str, unit: str) -> str:
        """A name with what is counted, for a series that another has the name of: 徵才活動場次 beside 徵才活動人次."""
        if unit in _NOT_COUNTED or unit in self._nouns:
            return name + self._nouns.get(unit, "")
        return name + (unit if unit.endswith(self._times) else self._counted.format(unit=unit))

    def _measured(self, name: str, unit: str) -> str:
        """A name with what its unit measures, where it does not say it: 造林 in 公頃 is 造林面積."""
        noun = self._nouns.get(unit, "")
        return name if not name or self._measured_said.search(name) else name + noun

    def _named(self, mentions: Sequence[Mention], unit: str) -> str:
        """The words that most editions share; behind what they are about where they say too little alone."""
        told = ["".join(m.text[part] for part in ("said", "left", "outline")) for m in mentions]
        editions = Counter(piece for text in told for piece in pieces(text) | {*text})
        names: dict[str, float] = {}
        for name in {self._own_name(mention) for mention in mentions} - {""}:
            said = pieces(name) or {name}
            shared = sum(editions[piece] for piece in said) / len(said) / len(told)
            names[name] = shared + 0.05 * min(len(name), _LONG_ENOUGH) - 0.02 * max(0, len(name) - _TOO_LONG)
            is_no_rate = unit == "%" and not self._rates.search(name)
            names[name] -= _SAYS_LITTLE * (bool(self._vague.match(name)) + is_no_rate)
        name = max(names, key=lambda one: (names[one] + _SAYS_MORE * self._says_more(one, names), one), default="")
        sections = [self._of_all.sub("", mention.text["outline"].split("|")[-1]) for mention in mentions]
        section = self._part_of_section(_most(sections), mentions)
        of_tables = [own for own, mention in zip(sections, mentions, strict=True) if mention.in_table]
        if len(of_tables) == len(mentions) or name in self._breakdown(mentions).values():
            return _joined(_most(of_tables), name)
        wholes = [mention.whole for mention in mentions if mention.whole is not None]
        if 2 * len(wholes) >= len(mentions):
            return _joined(self._named(wholes, unit), name)
        ranked = [mention.text["whole"] for mention in mentions if mention.whole is None and not mention.in_table]
        if any(ranked):
            return _joined(_most([one for one in ranked if one]), name)
        is_vague = bool(self._vague.match(name)) or not name
        if len(name) > _SHORT and not is_vague:
            return name
        counted = name or self._counted.format(unit=unit) if unit not in _NOT_COUNTED else name
        return _joined(self._subjects.find(mentions, name) or section, counted)

    def _part_of_section(self, section: str, mentions: Sequence[Mention]) -> str:
        """Of a heading of several things the one that most sentences tell of: 志工 of 志工及預算; else all of it."""
        said = [mention.text["left"] for mention in mentions]
        parts = [part for part in self._joints.split(section) if 2 * sum(part in left for left in said) >= len(said)]
        return parts[0] if len(parts) == 1 and len(parts[0]) > 1 else section

    def _says_more(self, name: str, names: Collection[str]) -> bool:
        """Whether a name is another with more before it: 勞工退休準備金足額提撥率 beside 足額提撥率."""
        more = (name.removesuffix(other) for other in names if name != other and name.endswith(other))
        return any(len(one) <= _SHORT_MORE and not self._joins.search(one) for one in more)

    def _own_name(self, mention: Mention) -> str:
        row, column, near = (
            self._clutter.sub("", words)
            for words in (mention.text["row"].split("|")[-1], mention.text["column"], self._near(mention))
        )
        if mention.whole is not None or not mention.in_table:
            is_behind = f"#{mention.text['near']}" in mention.text["left"]
            near = mention.bound + (self._after_unit(near) if is_behind else self._clutter.sub("", near))
            return near if mention.whole is None else self._listed_as.sub("", near)
        column = "" if row and self._value_heads.fullmatch(column) else column
        return column if self._whole.match(row) else "－".join(filter(None, (column, row)))

    def _near(self, mention: Mention) -> str:
        """What stands right before a figure; of a share that it is one: 正會員占 names 正會員占比."""
        near = mention.text["near"]
        return near if mention.unit != "%" else self._share.sub(self._share_name, near)

    def _after_unit(self, near: str) -> str:
        """The words behind the number before, without its unit."""
        found = next((unit for unit in self._printed_units if near.startswith(unit)), "")
        return self._clutter.sub("", near[len(found) :])

    def _measure(self, mentions: Sequence[Mention], unit: str) -> str:
        def often(found: Sequence[bool]) -> bool:
            return 2 * sum(found) >= len(mentions)

        def of_kind(name: str) -> bool:
            return often([mention.kinds[self._kinds.index(name)] for mention in mentions])

        if mentions[0].role in ("target", "budget"):
            return mentions[0].role
        if of_kind("cumulative"):
            return "cumulative"
        if unit == "%" or of_kind("mean"):
            return "ratio"
        adds_up = _adds_up(mentions, may_be_yearly=unit in self._event_units or any(map(self._happens, mentions)))
        if adds_up is not None:
            return "flow" if adds_up else "stock"
        said = [self._is_stock(mention) for mention in mentions]
        # Where halves and years have about as much, one edition's words are enough.
        return "stock" if often(said) or (any(said) and _spread(mentions) <= _ALIKE) else "flow"

    def _happens(self, mention: Mention) -> bool:
        """Whether the words of a figure tell of something that is done."""
        return bool(self._happening.search(mention.text["near"] + mention.text["row"].rpartition("|")[2]))

    def _is_stock(self, mention: Mention) -> bool:
        """Whether a figure is of what there is: by its words, its day, or as a number of lasting things."""
        name = self._after_unit(self._own_name(mention))
        lasts = self._things.search(name) and not self._happening.search(name)
        things = lasts and mention.unit not in self._event_units
        words = mention.text["left"][-16:] + mention.text["column"]
        counted = not mention.in_table and mention.unit not in self._event_units and not self._happening.search(name)
        dated = counted and self._at_day.search(mention.text["lead"].split("#")[0])
        whole = mention.whole is not None and self._is_stock(mention.whole)
        return bool(self._stock.search(words) or things or dated or whole or _is_at_day(mention))

    def _breakdown(self, mentions: Sequence[Mention]) -> dict[str, str]:
        """The row of a table that the series is of; empty for totals and prose."""
        rows = [m.text["row"].split("|")[-1] for m in mentions if m.in_table]
        if 2 * len(rows) < len(mentions) or not rows:
            return {}
        row = _most(rows)
        return {} if not row or self._whole.match(row) else {"item": row}

    def _count_alike(self, one: str, other: str) -> bool:
        """Whether figures of two units stand on one scale."""
        units = self._units
        return units.family(one) == units.family(other) and units.scale(one) == units.scale(other)

    def _breaks(self, mentions: Sequence[Mention]) -> dict[int, str]:
        breaks: dict[int, str] = {}
        for at, (one, other) in enumerate(pairwise(mentions), 1):
            if one.unit and other.unit and not self._count_alike(one.unit, other.unit):
                breaks[at] = "unit"
            elif one.unit != other.unit and one.unit and other.unit:
                breaks[at] = "unit_alike"
            elif one.value * other.value > 0 and not 1 / _JUMP < other.value / one.value < _JUMP:
                breaks[at] = "jump"
        return breaks


def _adds_up(mentions: Sequence[Mention], *, may_be_yearly: bool) -> bool | None:
    """Whether a year's values are more than its halves'; None where the values do not tell.

    As much in a half as in the year is what there is, not what came. Both halves are asked, or several of one kind of
    what does not come once a year: that is as much in one of them.

    Args:
        mentions: of one series.
        may_be_yearly: whether it may come once a year.
    """
    own = sorted({(_covered(mention)[1], _length(mention), mention.value) for mention in mentions})
    years = {(end, value) for end, months, value in own if months == _YEAR}
    halves = {(end, value) for end, months, value in own if months == _HALF}
    if not (years and halves):
        return None
    firsts = {end.year: value for end, value in halves if end.month <= _HALF}
    if any(one in halves and firsts.get(one[0].year, one[1]) not in (0, one[1]) for one in years):
        return False  # what the second half ends with is the year's, though there was some in the first
    seasons = {end.month <= _HALF for end, _ in halves}
    of_years, of_halves = [value for _, value in years], [value for _, value in halves]
    is_between = min(halves) < min(years) < max(halves) or len(seasons) > 1
    if is_between and min(of_years) > _MORE * max(of_halves):
        return True
    if len(seasons) == 1 and (may_be_yearly or len(own) <= _FEW):
        return None
    return False if _spread(mentions) <= (_ALIKE if len(seasons) > 1 else _ALIKE_IN_ONE) else None


def _spread(mentions: Sequence[Mention]) -> float:
    """How many times its least value the most of a series is, where halves and years have some; else endless."""
    lengths, values = {_length(mention) for mention in mentions}, [mention.value for mention in mentions]
    return max(values) / min(values) if {_HALF, _YEAR} <= lengths and min(values) > 0 else inf


def _length(mention: Mention) -> int:
    start, end = _covered(mention)
    return months_between(start, end) + 1


def _covered(mention: Mention) -> tuple[date, date]:
    """The half or the year that a figure is told for, by its words or its heads, else its report's."""
    start, end = mention.row["period_start"], mention.row["period_end"]
    if mention.told is not None:
        return mention.told
    if start and end and months_between(start, end) + 1 in (_HALF, _YEAR):
        return start, end
    start, end = mention.covered
    is_half = mention.months == _HALF and mention.months_off in (0, -_HALF) and months_between(start, end) + 1 == _YEAR
    if not is_half:
        return start, end
    middle = date(end.year, _HALF + 1, 1)
    return (middle, end) if mention.months_off == 0 else (start, middle - timedelta(days=1))


def _is_at_day(mention: Mention) -> bool:
    """Whether a figure is told for the last day of a month: 6月底, also as a head over a table has it (its month)."""
    start, end = mention.row["period_start"], mention.row["period_end"]
    if end is None or (end + timedelta(days=1)).day != 1:
        return False
    heads = mention.in_table and mention.months == 1 and months_between(*mention.covered) + 1 >= _HALF
    return start == end or bool(heads)


def _joined(subject: str, name: str) -> str:
    """A name behind what it is of; that alone where it says the other."""
    if subject and subject in name:
        return name
    return subject if name and subject.endswith(name) else "：".join(filter(None, (subject, name)))


def _most(found: Sequence[str]) -> str:
    return Counter(found).most_common(1)[0][0]
