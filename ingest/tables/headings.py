"""The heads of a table's cells: rows and columns together, over merged and blank cells, with the table's title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.passages.outline import Passage

_VALUE = re.compile(r"(?:約|逾)?[\d，,.()%％△▲+\-－—–\s]*(?:[千萬億][\d,.]*)*")
_NOTHING = re.compile(r"[\s\-－—–…]*")
_LONGEST_HEAD, _LONGEST_TITLE = 40, 24


@dataclass(frozen=True)
class Headings:
    """The heads of one cell, outermost first and parted by |, and whether they say it is a total."""

    row: str
    column: str
    title: str
    in_total_row: bool
    in_total_column: bool


def table_headings(passage: Passage, total: re.Pattern[str]) -> dict[tuple[int, int], Headings]:
    """The headings of each cell of a table, by row and column, from 1.

    Head rows are those above the first row that holds a value behind its first column. In a head row a blank takes
    the words left of it where a row below it has words of its own; in the stub a blank takes the words above it.
    A row of one worded cell among values heads the rows below it.

    Args:
        passage: the table.
        total: a pattern of heads of totals.
    """
    grid, width, height = _grid(passage)
    if not width or not height:
        return {}
    kinds = [[_kind(grid[r][c]) for c in range(width)] for r in range(height)]
    body = next((r for r in range(height) if any(kind == "value" for kind in kinds[r][1:])), height)
    body = max(body, 1) if height > 1 and "value" not in kinds[0][1:] else body
    stub = next((c for c in range(width) if any(kinds[r][c] == "value" for r in range(body, height))), width)
    columns = [_column_heads(grid, kinds, body, c) for c in range(width)]
    title = passage.table_title or (re.sub(r"\s+", "", passage.outline[-1]) if passage.outline else "")
    title = re.sub(r"\d+", "0", title)[-_LONGEST_TITLE:]
    found: dict[tuple[int, int], Headings] = {}
    section = ""
    carried = [""] * width
    for r in range(height):
        worded = [c for c in range(width) if kinds[r][c] == "words"]
        valued = [c for c in range(width) if kinds[r][c] == "value"]
        if r >= body and len(worded) == 1 and not valued and worded[0] == 0:
            section = grid[r][0]
        for c in range(min(max(stub, 1), width)):
            if kinds[r][c] == "words":
                carried[c] = grid[r][c]
                carried[c + 1 :] = [""] * (width - c - 1)
        for c in range(width):
            left = [grid[r][k] for k in range(c) if kinds[r][k] == "words"]
            stubs = [carried[k] for k in range(min(max(stub, 1), c)) if carried[k]] if r >= body else []
            own = [*dict.fromkeys([section, *stubs, *left])]
            row = [head[-_LONGEST_HEAD:] for head in own if head]
            column = columns[c] if r >= body else [grid[k][c] for k in range(r) if kinds[k][c] == "words"]
            found[r + 1, c + 1] = Headings(
                "|".join(row)[-60:], "|".join(column)[-60:], title,
                any(total.search(head) for head in row[-1:]), any(total.search(head) for head in column[-1:]),
            )  # fmt: skip
    return found


def _grid(passage: Passage) -> tuple[list[list[str]], int, int]:
    """The cells' words by row and column; a merged cell stands in each place it covers."""
    height = max((cell.row + cell.row_span - 1 for cell in passage.cells), default=0)
    width = max((cell.column + cell.column_span - 1 for cell in passage.cells), default=0)
    grid = [[""] * width for _ in range(height)]
    for cell in passage.cells:
        words = re.sub(r"\s+", "", passage.folded[cell.start : cell.end])
        for r in range(cell.row - 1, cell.row - 1 + cell.row_span):
            for c in range(cell.column - 1, cell.column - 1 + cell.column_span):
                grid[r][c] = words
    return grid, width, height


def _kind(words: str) -> str:
    if _NOTHING.fullmatch(words):
        return "blank"
    if _VALUE.fullmatch(words) or (
        words[:1].isdigit() and re.fullmatch(r"[\d,.]+\S{1,2}", words) and not words.endswith(("年", "月"))
    ):
        return "value"
    return "words" if len(words) <= _LONGEST_HEAD and "。" not in words else "prose"


def _column_heads(grid: list[list[str]], kinds: list[list[str]], body: int, c: int) -> list[str]:
    heads: list[str] = []
    for r in range(body):
        words = grid[r][c] if kinds[r][c] in ("words", "value") else ""
        if not words and r + 1 < body and any(kinds[k][c] == "words" for k in range(r + 1, body)):
            words = next((grid[r][k] for k in range(c, -1, -1) if kinds[r][k] == "words"), "")
        if words and words not in heads:
            heads.append(words)
    return heads
