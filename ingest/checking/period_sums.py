"""A period and the shorter ones that make it up: two halves are their year, and neither is more than it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from catalog.models import Catalog

Row = dict[str, Any]
# A number with fewer noughts behind it than this is printed to its last digit.
_FEWEST_NOUGHTS = 3
# By these a value is understood beyond doubt; what is likely only accuses nobody.
_LIKELY = "example"


@dataclass(frozen=True)
class Whole:
    """A value of a period and those that make it up, or the one that is more than it."""

    value: Row
    parts: tuple[Row, ...]

    @property
    def computed(self) -> float:
        """What the parts come to."""
        return float(sum((Decimal(repr(part["value"])) for part in self.parts), Decimal(0)))

    @property
    def slack(self) -> float:
        """How far apart rounding of what is printed may put them."""
        return sum(_rounding(row["value"]) for row in (self.value, *self.parts))

    @property
    def loose(self) -> bool:
        """Whether a value is approximate, or understood as likely only."""
        rows = (self.value, *self.parts)
        return any(row["qualifier"] for row in rows) or any(row["rule"].endswith(_LIKELY) for row in rows)


def wholes(observations: Sequence[Row], catalog: Catalog) -> Iterator[Whole]:
    """Each flow's value with the values of shorter periods that follow each other from its first day to its last.

    Where there is no such row of values, one that alone is more than the whole.

    Args:
        observations: of all reports; of one period and thing only where one value is printed.
        catalog: the metrics.
    """
    series: dict[tuple[object, ...], dict[tuple[date, date], Row]] = defaultdict(dict)
    for row in observations:
        metric = catalog.metrics[row["metric_id"]]
        if row["measure"] == "flow" and row["period_start"] and not (metric.levels or metric.single or metric.works):
            key = (metric.id, row["unit"], row["counting"], tuple(sorted(row["breakdown"].items())))
            series[key][row["period_start"], row["period_end"]] = row
    for own in series.values():
        for (start, end), value in own.items():
            inside = {span: row for span, row in own.items() if start <= span[0] <= span[1] <= end and row is not value}
            parts = _row_of_parts(start, end, inside)
            over = max(inside.values(), key=lambda row: row["value"], default=None)
            if parts:
                yield Whole(value, tuple(inside[span] for span in parts))
            elif over is not None and over["value"] > value["value"]:
                yield Whole(value, (over,))


def _row_of_parts(start: date, end: date, inside: Mapping[tuple[date, date], Row]) -> list[tuple[date, date]]:
    """The fewest periods that follow each other from ``start`` to ``end``; none where they leave a gap."""
    # By ordinals: the last day there is has no next.
    reached: dict[int, list[tuple[date, date]]] = {start.toordinal(): []}
    for span in sorted(inside, key=lambda span: (span[0], -span[1].toordinal())):
        if span[0].toordinal() in reached:
            after = span[1].toordinal() + 1
            way = [*reached[span[0].toordinal()], span]
            if after not in reached or len(way) < len(reached[after]):
                reached[after] = way
    return reached.get(end.toordinal() + 1, [])


def _rounding(value: float) -> float:
    """Half a unit of the last digit that a rounded value shows: 12,000 may hide 500, 12.5 hides .05; 1,234 nothing."""
    last = Decimal(repr(value)).normalize().as_tuple().exponent
    exact = not isinstance(last, int) or 0 <= last < _FEWEST_NOUGHTS
    return 0.0 if exact else float(Decimal(5).scaleb(int(last) - 1))
