"""Pairs a heading column with the text column that follows it.

A table of two columns saved as text gives all headings first, then all text. The text falls into
as many groups as there are innermost headings: numbering that restarts begins a group, and a
paragraph without numbering may. Of all ways to cut, the one whose groups share most words with
their headings is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.notation.markers import Marker

Line = tuple[str, Marker | None, str, str]
"""Kind, marker, words behind the marker, and folded text of one passage."""

_FEWEST_HEADINGS = 8
_ITEM_LEVEL = 4
_IMPOSSIBLE = float("-inf")


def pair_columns(lines: Sequence[Line]) -> Mapping[int, tuple[int, ...]] | None:
    """Where each group of the text column begins, and the indexes of the headings above it.

    None where the passages do not begin with a heading column, or where the text cannot be cut
    into as many groups as there are innermost headings.
    """
    column = _heading_column(lines)
    if column is None:
        return None
    paths = _innermost(lines, column)
    body = range(column[-1] + 1, len(lines))
    starts = _cut(lines, body, [lines[path[-1]][2] for path in paths])
    if starts is None:
        return None
    return dict(zip(starts, paths, strict=True))


def _heading_column(lines: Sequence[Line]) -> list[int] | None:
    """Indexes of the headings that stand together before any text, if there are enough of them."""
    column: list[int] = []
    for index, (kind, marker, _, _) in enumerate(lines):
        if kind == "heading" and marker is not None and marker.level < _ITEM_LEVEL:
            column.append(index)
        elif column:
            break
    tops = sum(1 for i in column if (marker := lines[i][1]) and marker.level == 1)
    return column if len(column) >= _FEWEST_HEADINGS and tops > 1 else None


def _innermost(lines: Sequence[Line], column: Sequence[int]) -> list[tuple[int, ...]]:
    """For each heading without headings below it: the indexes of the headings from the outermost to it."""
    paths: list[tuple[int, ...]] = []
    path: list[int] = []
    for position, index in enumerate(column):
        level = _level(lines[index])
        path = [i for i in path if _level(lines[i]) < level] + [index]
        last = position + 1 == len(column)
        if last or _level(lines[column[position + 1]]) <= level:
            paths.append(tuple(path))
    return paths


def _level(line: Line) -> int:
    return line[1].level if line[1] else _ITEM_LEVEL


def _may_start(lines: Sequence[Line], index: int, body: range) -> bool:
    """A group begins with item 1 or an unnumbered paragraph.

    Never right below an item's heading or a line whose colon announces what follows.
    """
    kind, marker, _, _ = lines[index]
    if index == body[0]:
        return True
    if kind in ("caption", "table") or (marker is not None and (marker.level, marker.number) != (_ITEM_LEVEL, 1)):
        return False
    above = lines[index - 1]
    return marker is not None or not (above[0] == "heading" or above[3].endswith(":"))


def _must_start(lines: Sequence[Line], index: int, numbers: Sequence[int]) -> bool:
    marker = lines[index][1]
    return marker is not None and marker.level == _ITEM_LEVEL and bool(numbers) and marker.number <= numbers[-1]


def _likeness(heading: str, text: str) -> float:
    """Share of the heading's character pairs that the text has."""
    pairs = {heading[i : i + 2] for i in range(len(heading) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _cut(lines: Sequence[Line], body: range, headings: Sequence[str]) -> list[int] | None:
    """Starts of ``len(headings)`` groups that cover ``body``, the likest to their headings."""
    if not body:
        return None
    best: list[dict[int, tuple[float, list[int]]]] = [{} for _ in range(len(headings) + 1)]
    best[0][body[0]] = (0.0, [])
    ends = [i for i in body if _may_start(lines, i, body)] + [body.stop]
    for group, heading in enumerate(headings):
        for start, (score, starts) in best[group].items():
            for end in _ends(lines, start, ends):
                text = "".join(line[3] for line in lines[start:end])
                candidate = score + _likeness(heading, text)
                if candidate > best[group + 1].get(end, (_IMPOSSIBLE, []))[0]:
                    best[group + 1][end] = (candidate, [*starts, start])
    found = best[len(headings)].get(body.stop)
    return found[1] if found else None


def _ends(lines: Sequence[Line], start: int, ends: Sequence[int]) -> list[int]:
    """Where a group that begins at ``start`` may end: nowhere behind a restart of the numbering."""
    possible: list[int] = []
    numbers: list[int] = []
    for index in range(start, ends[-1] + 1):
        if index in ends and index > start:
            possible.append(index)
        if index == ends[-1] or _must_start(lines, index, numbers):
            break
        marker = lines[index][1]
        if marker is not None and marker.level == _ITEM_LEVEL:
            numbers.append(marker.number)
    return possible
