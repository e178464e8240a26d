"""The order in which a page's lines are read: two columns of prose one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

from ingest.read.pdf.geometry import Box
from ingest.read.pdf.lines import lines_of
from ingest.read.pdf.runs import Run

# Where a gutter may run, as shares of the text's width, and its least width in ems.
_GUTTER_FROM, _GUTTER_TO = 0.3, 0.7
_GUTTER_WIDTH = 0.8
_NARROWEST_PAGE = 200.0
# Columns of prose: so many lines, most of them nearly as wide as the column. Lists of names and values are not.
_FEWEST_LINES = 4
_FILLED_LINES = 0.6
_FILLED_WIDTH = 0.75
_LEAST_WIDTH = 0.25
_FEWEST_CHARACTERS = 8
# Columns known from other pages: as far as margins may differ, and lines be indented, in ems.
_SLACK = 1.0
_INDENT = 4.5


@dataclass(frozen=True)
class Columns:
    """Where two columns of text begin, and where they part."""

    left: float
    gutter: float
    right: float

    def hold(self, left: Sequence[Run], right: Sequence[Run], slack: float) -> bool:
        """Whether lines stand in these columns: each side at its margin, or indented a little; one may be empty."""
        return all(
            not lines
            or (
                abs(min(line.x0 for line in lines) - margin) <= _SLACK * slack
                and all(line.x0 - margin <= _INDENT * slack for line in lines)
            )
            for lines, margin in ((left, self.left), (right, self.right))
        )


@dataclass(frozen=True)
class Arrangement:
    """A page's lines in reading order, each with the column it stands in.

    ``gutter`` is where the columns part, None on a page without columns; ``columns`` those its prose shows.
    """

    lines: list[Run]
    gutter: float | None = None
    columns: Columns | None = None

    def column_at(self, x0: float, x1: float) -> int:
        """The column something from ``x0`` to ``x1`` stands in, 0 where it reaches over both."""
        if self.gutter is None or x0 < self.gutter < x1:
            return 0
        return 1 if x1 <= self.gutter else 2


def in_reading_order(runs: Sequence[Run], figures: Iterable[Box] = (), known: Sequence[Columns] = ()) -> Arrangement:
    """Lines in reading order.

    Args:
        runs: the page's text outside tables.
        figures: places of tables and pictures; those over both columns end the columns above them.
        known: columns of the document's other pages, in which short lines stand as well.
    """
    figures = list(figures)
    free = (c.gutter for c in known if not any(run.x0 < c.gutter < run.x1 for run in runs))
    gutter = next(free, None) or _gutter(runs)
    if gutter is None:
        return Arrangement(lines_of(runs))
    if not runs:
        return Arrangement([], None if any(box[0] < gutter < box[2] for box in figures) else gutter)
    across = [run for run in runs if run.x0 < gutter < run.x1]
    ends = [run.base for run in across] + [box[1] for box in figures if box[0] < gutter < box[2]]
    bands: dict[int, list[Run]] = {}
    for run in runs:
        if not run.x0 < gutter < run.x1:
            bands.setdefault(sum(end < run.base for end in ends), []).append(run)
    size = median(run.size for run in runs)
    known = [columns for columns in known if abs(columns.gutter - gutter) <= _SLACK * size]
    shown: Columns | None = None
    lines: list[Run] = []
    whole = list(across)
    parts: list[tuple[float, list[Run]]] = []
    for band in bands.values():
        left = lines_of(run for run in band if run.x1 <= gutter)
        right = lines_of(run for run in band if run.x0 >= gutter)
        is_prose = _is_prose(left, runs) and _is_prose(right, runs)
        if is_prose:
            shown = Columns(min(line.x0 for line in left), gutter, min(line.x0 for line in right))
        if is_prose or any(columns.hold(left, right, size) for columns in known):
            for column, part in ((1, left), (2, right)):
                for line in part:
                    line.column = column
            parts.append((min(line.base for line in (*left[:1], *right[:1])), left + right))
        else:
            whole += band
    if not parts:
        return Arrangement(lines_of(runs))
    parts += [(line.base, [line]) for line in lines_of(whole)]
    lines.extend(line for _, part in sorted(parts, key=lambda part: part[0]) for line in part)
    return Arrangement(lines, gutter, shown)


def _gutter(runs: Sequence[Run]) -> float | None:
    """The middle of the emptiest upright strip near the middle of the page's text, None where text fills all."""
    if len(runs) < 2 * _FEWEST_LINES:
        return None
    x0, x1 = min(run.x0 for run in runs), max(run.x1 for run in runs)
    if x1 - x0 < _NARROWEST_PAGE:
        return None
    start, end = round(x0 + _GUTTER_FROM * (x1 - x0)), round(x0 + _GUTTER_TO * (x1 - x0))
    steps = [0] * (end - start + 1)
    for run in runs:
        first, last = max(int(run.x0), start), min(int(run.x1) + 1, end)
        if first < last:
            steps[first - start] += 1
            steps[last - start] -= 1
    crossed = list(accumulate(steps[:-1]))
    least = min(crossed)
    if least > 0.5 * max(crossed):
        return None
    first, width = _widest(crossed, least)
    return start + first + width / 2 if width >= _GUTTER_WIDTH * median(run.size for run in runs) else None


def _widest(crossed: Sequence[int], least: int) -> tuple[int, int]:
    """Start and width of the widest strip crossed no more than ``least`` times."""
    best, begin = (0, 0), 0
    for index, count in enumerate([*crossed, least + 1]):
        if count > least:
            best = max(best, (index - begin, -begin))
            begin = index + 1
    return -best[1], best[0]


def _is_prose(lines: Sequence[Run], runs: Sequence[Run]) -> bool:
    """Whether lines are a column of running text: most fill its width."""
    if len(lines) < _FEWEST_LINES:
        return False
    extent = max(run.x1 for run in runs) - min(run.x0 for run in runs)
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    filled = [line for line in lines if line.x1 - line.x0 >= _FILLED_WIDTH * width]
    return (
        width >= _LEAST_WIDTH * extent
        and len(filled) >= _FILLED_LINES * len(lines)
        and median(len(line.text) for line in lines) >= _FEWEST_CHARACTERS
    )
