"""The cells that rules draw, by pdfplumber's model of tables.

Rules are merged and crossed, cells and tables found by its definitions, to the last digit; but with points looked up
along their lines: pdfplumber compares every point with every other, which takes minutes on a page of squared paper,
and loading it takes 15 MB.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.read.pdf.geometry import Box

Point = tuple[float, float]
# Of each crossing which upright and which level edges meet there.
Crossings = Mapping[Point, tuple[set[int], set[int]]]


@dataclass(frozen=True, slots=True)
class Edge:
    """A level or an upright edge: at which height, or how far from the left, and from where to where it goes."""

    at: float
    start: float
    end: float


def merged_edges(edges: Sequence[Edge], snap: float, shortest: float) -> list[Edge]:
    """Edges of one direction: those nearer than ``snap`` are one, and none is shorter than ``shortest``."""
    snapped = sorted(_snapped(edges, snap), key=lambda edge: edge.at)
    joined = [edge for _, own in groupby(snapped, lambda edge: edge.at) for edge in _joined(own, snap)]
    return [edge for edge in joined if edge.end - edge.start >= shortest]


def _snapped(edges: Sequence[Edge], snap: float) -> Iterator[Edge]:
    """Edges with those that lie near to one another in their middle, as near as numbers are added."""
    places = sorted({edge.at for edge in edges})
    cluster, last = 0, 0.0
    clusters: dict[float, int] = {}
    for place in places:
        cluster += bool(clusters) and place > last + snap
        clusters[place] = cluster
        last = place
    held: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        held[clusters[edge.at]].append(edge)
    for _, own in sorted(held.items()):
        middle = sum(edge.at for edge in own) / len(own)
        yield from (Edge(edge.at + (middle - edge.at), edge.start, edge.end) for edge in own)


def _joined(edges: Iterator[Edge], snap: float) -> Iterator[Edge]:
    """Edges of one line, those that touch as one."""
    first, *others = sorted(edges, key=lambda edge: edge.start)
    for edge in others:
        if edge.start > first.end + snap:
            yield first
            first = edge
        elif edge.end > first.end:
            first = Edge(first.at, first.start, edge.end)
    yield first


def cell_groups(level: Sequence[Edge], upright: Sequence[Edge], snap: float) -> list[list[Box]]:
    """The cells of each table that edges draw; edges that come nearer than ``snap`` to one another cross."""
    return list(_tables(list(_cells(_crossings(level, upright, snap)))))


def _crossings(level: Sequence[Edge], upright: Sequence[Edge], snap: float) -> Crossings:
    level = sorted(level, key=lambda edge: edge.at)
    below, above = [edge.at + snap for edge in level], [edge.at - snap for edge in level]
    crossings: dict[Point, tuple[set[int], set[int]]] = {}
    for number, own in enumerate(upright):
        for place in range(bisect_left(below, own.start), bisect_right(above, own.end)):
            other = level[place]
            if other.start - snap <= own.at <= other.end + snap:
                upright_here, level_here = crossings.setdefault((own.at, other.at), (set(), set()))
                upright_here.add(number)
                level_here.add(place)
    return crossings


def _cells(drawn: Crossings) -> Iterator[Box]:
    """From each crossing the smallest box whose four sides are drawn."""
    columns: dict[float, list[Point]] = defaultdict(list)
    rows: dict[float, list[Point]] = defaultdict(list)
    # From the last point to the first, so that what is held lies below and to the right.
    cells: list[Box] = []
    for x, y in sorted(drawn, reverse=True):
        below = _along((x, y), columns[x], drawn, 0)
        beside = _along((x, y), rows[y], drawn, 1)
        corner = next(
            (
                (right, bottom)
                for _, bottom in below
                for right, _ in beside
                if (right, bottom) in drawn
                and drawn[right, bottom][0] & drawn[right, y][0]
                and drawn[right, bottom][1] & drawn[x, bottom][1]
            ),
            None,
        )
        if corner:
            cells.append((x, y, *corner))
        columns[x].append((x, y))
        rows[y].append((x, y))
    return reversed(cells)


def _along(start: Point, points: Sequence[Point], drawn: Crossings, side: int) -> list[Point]:
    """Of ``points``, the nearest last, those that one edge joins with ``start``, the nearest first."""
    found: list[Point] = []
    for point in reversed(points):
        if not drawn[start][side] & drawn[point][side]:
            break
        found.append(point)
    return found


def _tables(cells: Sequence[Box]) -> Iterator[list[Box]]:
    """Cells that touch at a corner are of one table; a single cell is none."""
    at: dict[Point, list[int]] = defaultdict(list)
    for index, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            at[corner].append(index)
    seen: set[int] = set()
    for start in range(len(cells)):
        if start in seen:
            continue
        seen.add(start)
        group, waiting = [], [start]
        while waiting:
            index = waiting.pop()
            group.append(index)
            x0, top, x1, bottom = cells[index]
            for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
                waiting += (near := [other for other in at.pop(corner, ()) if other not in seen])
                seen.update(near)
        if len(group) > 1:
            yield [cells[index] for index in sorted(group)]
