"""Tables that a plain text draws with characters, as rows of tabbed cells.

Bars and rules (``| a | b |`` above ``|---|---|``, ``┌─┬─┐``, ``+---+``), or columns set apart by blanks alone. What is
no table for sure stays as it is: bars need neighbours with as many, blanks a row of heads over rows of figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

_BARS = "|│┃║｜"
_BAR = re.compile(f"[{_BARS}]")
_RULE = re.compile(r"[\s|+:=\-_─━═—－┄┅┈┉│┃║┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╪╫╞╡]+")
_RULED = re.compile(r"[=\-─━═—－┄┅┈┉_]")
_APART = re.compile(r"[ \u3000]*\u3000[ \u3000]*| {2,}")
_FIGURE = re.compile(r"[△▲▽▼+\-－(（]?[\d０-９][\d０-９,，.．]*[)）]?[%％‰]?|[-－—]")
_WORDS = re.compile(r"[^\d０-９。，；：:]{1,20}|[\d０-９]{2,4}年度?(?:[\d０-９]{1,2}月)?(?:底|上半年|下半年)?")
_LABEL = re.compile(r"[^。，；]{1,20}")
_SHORTEST_RULE = 3
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2


def tabbed(lines: Sequence[str]) -> list[str]:
    """The lines of a text, rows of drawn tables with tabs between their cells, rules empty; as many as there were."""
    made = list(lines)
    for first, stop in _runs(lines, lambda line: bool(_BAR.search(line)) or _is_rule(line)):
        made[first:stop] = _without_bars(lines[first:stop])
    for first, stop in _runs(made, lambda line: "\t" not in line and len(_cells(line)) >= _FEWEST_COLUMNS):
        made[first:stop] = _without_blanks(made[first:stop])
    return made


def _runs(lines: Sequence[str], belongs: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """The stretches of two and more lines that all belong to one thing."""
    first = None
    for index, line in enumerate([*lines, ""]):
        if line.strip() and belongs(line):
            first = index if first is None else first
        elif first is not None:
            if index - first > 1:
                yield first, index
            first = None


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None and len(_RULED.findall(line)) >= _SHORTEST_RULE


def _without_bars(lines: Sequence[str]) -> list[str]:
    """A drawn table's rows with tabs; the lines as they are where bars do not part as many cells throughout."""
    rows = [None if _is_rule(line) else _between_bars(line) for line in lines]
    counts = {len(row) for row in rows if row is not None}
    enclosed = all(row is None or line.strip()[0] in _BARS for line, row in zip(lines, rows, strict=True))
    sure = enclosed or None in rows or sum(row is not None for row in rows) > _FEWEST_ROWS
    if len(counts) != 1 or not sure or counts <= {0, 1}:
        return list(lines)
    return ["" if row is None else "\t".join(row) for row in rows]


def _between_bars(line: str) -> list[str]:
    cells = [cell.strip() for cell in _BAR.split(line.strip())]
    opened, closed = line.strip()[:1] in _BARS, line.strip()[-1:] in _BARS
    return cells[int(opened) : len(cells) - int(closed)]


def _cells(line: str) -> list[str]:
    """What blanks set apart; a word whose characters they space out (合　計) is one."""
    cells: list[str] = []
    for cell in _APART.split(line.strip()):
        spaced = cells and len(cell) == 1 and len(cells[-1].replace("\u3000", "")) < 3 and not _FIGURE.fullmatch(cell)
        if spaced and not _FIGURE.fullmatch(cells[-1]) and all(len(c) == 1 for c in cells[-1].split("\u3000")):
            cells[-1] += f"\u3000{cell}"
        else:
            cells.append(cell)
    return cells


def _without_blanks(lines: Sequence[str]) -> list[str]:
    """Rows whose cells blanks set apart, with tabs: heads over rows that are a label and figures, all of one width."""
    rows = [_cells(line) for line in lines]
    heads, *body = rows
    width = len(body[0])
    if len(heads) == width - 1:
        heads = ["", *heads]
    is_table = (
        len(body) >= _FEWEST_ROWS
        and len(heads) == width
        and all(_WORDS.fullmatch(head) for head in heads if head)
        and all(len(row) == width and _LABEL.fullmatch(row[0]) and not _FIGURE.fullmatch(row[0]) for row in body)
        and all(_FIGURE.fullmatch(cell) for row in body for cell in row[1:])
    )
    return ["\t".join(row) for row in (heads, *body)] if is_table else list(lines)
