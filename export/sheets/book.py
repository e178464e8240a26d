"""A workbook before it is XLSX or ODS: sheets of typed cells, and charts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from catalog.columns import Kind
from catalog.words import Language
from export.machines.xml_text import xml_text

# Characters a cell may hold (Excel's limit), and rows a sheet may have.
MOST_CHARACTERS = 32_767
MOST_ROWS = 1_048_576
# Values written at the marks of one chart, and the share of its height that one takes.
_MOST_LABELS, _LABEL_HEIGHT = 24, 0.07


@dataclass(frozen=True)
class Number:
    """A number and how it is shown: its decimals, and what stands right after it (``%`` or nothing)."""

    value: float
    decimals: int = 0
    suffix: Literal["", "%"] = ""


Cell = str | Number | date


@dataclass(frozen=True)
class Field:
    """A column of a sheet. ``width`` is in columns of a digit's width; ``printed`` says whether it goes on paper."""

    id: str
    title: str
    kind: Kind
    width: float
    printed: bool = True


@dataclass(frozen=True)
class Sheet:
    """A table: a header of the fields' titles, then the rows. An empty text is an empty cell."""

    name: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def printed(self) -> int:
        """How many columns go on paper: the first ones."""
        return sum(field.printed for field in self.fields)


@dataclass(frozen=True)
class Series:
    """One row of bars or dots: a value for each category of its chart, None where there is none."""

    name: str
    values: tuple[float | None, ...]
    colour: str


@dataclass(frozen=True)
class Chart:
    """A chart of one unit: ``columns`` stand for flows, ``dots`` hold at their day and are not joined."""

    title: str
    look: Literal["columns", "dots"]
    category_title: str
    categories: tuple[str, ...]
    axis: str
    series: tuple[Series, ...]
    alt: str

    @property
    def labelled(self) -> bool:
        """Whether there is room to write each value at its mark: few enough, and no two dots too near."""
        columns = zip(*(series.values for series in self.series), strict=True)
        levels = [sorted(value for value in column if value is not None) for column in columns]
        if sum(map(len, levels)) > _MOST_LABELS:
            return False
        near = max((value for values in levels for value in values), default=0) * _LABEL_HEIGHT
        return self.look == "columns" or all(b - a >= near for values in levels for a, b in pairwise(values))


@dataclass(frozen=True)
class Book:
    """A workbook. The charts and their numbers stand on a sheet of their own after the first.

    ``foot`` and ``address`` stand at the bottom of each printed page; ``page`` holds ``{page}`` and
    ``{pages}`` where a program puts its page numbers. ``made`` is the only date inside the file, so
    that the same book always gives the same bytes.
    """

    title: str
    subject: str
    foot: str
    address: str
    page: str
    language: Language
    made: date
    sheets: tuple[Sheet, ...]
    chart_sheet: str
    charts: tuple[Chart, ...]


def cleaned(text: str) -> str:
    """A text as the formats of sheets can hold it: no control characters, line ends as line feeds, not too long."""
    plain = xml_text(text)
    return plain if len(plain) <= MOST_CHARACTERS else plain[: MOST_CHARACTERS - 1] + "…"


def text_width(text: str) -> int:
    """How many digits wide a text is at its widest line: a Chinese character is two."""
    return max((_line_width(line) for line in text.split("\n")), default=0)


def _line_width(line: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)


def fitted(cells: Iterable[Cell], most: float) -> float:
    """The width of a column that shows its cells whole, or wraps them where they are wider than ``most``."""
    widest = max((text_width(cell_text(cell)) for cell in cells), default=0)
    return float(min(max(widest + 3, 6), most))


def cell_text(cell: Cell) -> str:
    """A cell as a reader sees it."""
    if isinstance(cell, Number):
        return f"{cell.value:,.{cell.decimals}f}{cell.suffix}"
    return cell.isoformat() if isinstance(cell, date) else cell


def lines_of(cell: Cell, width: float) -> int:
    """How many lines a cell takes in a column of this width."""
    text = cell_text(cell)
    return sum(max(1, -(-_line_width(line) // max(1, int(width) - 1))) for line in text.split("\n"))


def lines_of_row(row: Sequence[Cell], fields: Sequence[Field]) -> int:
    """How many lines the highest cell of a row takes."""
    return max((lines_of(cell, field.width) for cell, field in zip(row, fields, strict=True)), default=1)


def chart_table(chart: Chart) -> Iterator[tuple[Cell, ...]]:
    """The numbers of a chart: a header of the series' names, then a row for each category."""
    yield (chart.category_title, *(series.name for series in chart.series))
    decimals = chart_decimals(chart)
    for position, category in enumerate(chart.categories):
        values = (series.values[position] for series in chart.series)
        yield (category, *("" if value is None else Number(value, decimals) for value in values))


def chart_decimals(chart: Chart) -> int:
    """Decimals that tell a chart's values apart and no more: none where all are whole or large."""
    values = [value for series in chart.series for value in series.values if value is not None]
    if all(float(value).is_integer() for value in values):
        return 0
    smallest = min((abs(value) for value in values if value), default=1.0)
    return 0 if smallest >= 100 else 1 if smallest >= 0.1 else 3


def axis_decimals(chart: Chart) -> int:
    """Decimals that keep the numbers along an axis apart: a low chart has steps of less than one."""
    top = max((value for series in chart.series for value in series.values if value is not None), default=0)
    return 0 if top >= 5 else 1 if top >= 0.5 else 3
