"""The cells that rules draw, by pdfplumber's model of tables.

Rules are merged and crossed by pdfplumber's own functions; cells and tables are then found by its
definitions, but with points looked up along their lines: pdfplumber compares every point with every
other, which takes minutes on a page of squared paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pdfplumber.table import edges_to_intersections, merge_edges

from ingest.read.pdf.geometry import Box

Edge = dict[str, Any]
Point = tuple[float, float]
Crossings = Mapping[Point, Mapping[str, Sequence[Edge]]]


def merged_edges(edges: Sequence[Edge], snap: float, shortest: float) -> list[Edge]:
    """Edges in pdfplumber's words: those nearer than ``snap`` are one, and none is shorter than ``shortest``."""
    merged = merge_edges(list(edges), snap, snap, snap, snap)
    return [edge for edge in merged if max(edge["width"], edge["height"]) >= shortest]


def cell_groups(edges: Sequence[Edge], snap: float) -> list[list[Box]]:
    """The cells of each table that edges draw; edges that come nearer than ``snap`` to one another cross."""
    return list(_tables(list(_cells(edges_to_intersections(list(edges), snap, snap)))))


def _cells(crossings: Crossings) -> Iterator[Box]:
    """From each crossing the smallest box whose four sides are drawn."""
    drawn = {point: (_identities(held["v"]), _identities(held["h"])) for point, held in crossings.items()}
    columns: dict[float, list[Point]] = defaultdict(list)
    rows: dict[float, list[Point]] = defaultdict(list)
    # From the last point to the first, so that what is held lies below and to the right.
    cells: list[Box] = []
    for x, y in sorted(crossings, reverse=True):
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


def _identities(edges: Sequence[Edge]) -> frozenset[int]:
    return frozenset(map(id, edges))


def _along(
    start: Point, points: Sequence[Point], drawn: Mapping[Point, tuple[frozenset[int], frozenset[int]]], side: int
) -> list[Point]:
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
