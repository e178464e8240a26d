"""Tables of screens: a grid whose rows can be chosen, the same on paper, and tables as HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st
from pandas.api.types import is_numeric_dtype

from catalog.words import words
from findings.records import Record
from findings.values import is_told, number_words
from view.frame.passage import CHINESE


def choosable_table(
    frame: pd.DataFrame,
    records: Sequence[Record],
    *,
    key: str,
    alt: str,
    columns: Mapping[str, Any],
    choose: Callable[[str], None],
) -> None:
    """Draws a grid of values.

    Args:
        frame: what is shown, a row for each record.
        records: the values.
        key: the grid's own, among all of a reader.
        alt: what it shows, for those who cannot see it.
        columns: how Streamlit shows each column.
        choose: called with the observation_id of the row a reader chooses; a row without a value has none.
    """

    def chosen() -> None:
        event: Any = st.session_state[key]
        for row in event["selection"]["rows"]:
            if observation_id := records[row].get("observation_id"):
                choose(str(observation_id))

    st.dataframe(
        frame,
        hide_index=True,
        key=key,
        on_select=chosen,
        selection_mode="single-row",
        alt=alt,
        column_config=columns,
        placeholder="—",
    )


# Pixels of a grid's cell at Streamlit's font: a digit, a Latin letter, a Chinese character, both margins.
_DIGIT, _LETTER, _HAN, _MARGINS = 9, 7.5, 15, 26
# Of a column of texts; longer ones are read in the source of the number.
_WIDEST = 420


def number_width(values: Iterable[object], name: str, decimals: int | None = None) -> int:
    """The pixels a column of numbers needs so that neither its longest number nor its heading is cut.

    A grid divides what room it has among its columns and cuts right-aligned numbers on the left,
    which turns 136,400,000 into another number.

    Args:
        values: what the column holds; cells without a value need no room.
        name: its heading.
        decimals: how many are shown, or None for those a value has.
    """
    digits = max((len(number_words(float(str(value)), decimals)) for value in values if is_told(value)), default=0)
    return max(digits * _DIGIT, _pixels(name)) + _MARGINS


def text_width(values: Iterable[object], name: str, *, whole: bool = False) -> int | None:
    """The pixels a column of texts needs of which some rows have none; None where all have one.

    A grid measures the rows at its top, and cuts longer texts below them. Where it has less room than all columns
    need it takes it from those whose width it is not told.

    Args:
        values: what the column holds.
        name: its heading.
        whole: the column must be read, also where every row has a text.
    """
    texts = [str(value) for value in values]
    return None if all(texts) and not whole else min(max(map(_pixels, [*texts, name])) + _MARGINS, _WIDEST)


def _pixels(text: str) -> int:
    return round(sum(_HAN if not sign.isascii() else _DIGIT if sign.isdigit() else _LETTER for sign in text))


def paper_table(frame: pd.DataFrame, caption: str) -> str:
    """A whole table as HTML that is seen in print and on phones only: rows are laid out there, on phones as blocks.

    Args:
        frame: what the grid beside it shows, its columns named for readers.
        caption: what it holds.
    """
    kinds = {name: _NUMBERS if is_numeric_dtype(frame[name]) else "" for name in frame}
    head = "".join(
        f'<th scope="col" role="columnheader"{kind}>{escape(str(name))}</th>' for name, kind in kinds.items()
    )
    columns = [[_cell(value) for value in frame[name].tolist()] for name in frame]
    rows = json.dumps(list(zip(*columns, strict=True)), ensure_ascii=False)
    return (
        f'<div class="read on-paper" tabindex="0" role="region" aria-label="{escape(caption, quote=True)}">'
        f'<table class="paper" role="table" data-rows="{escape(rows)}"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup"></tbody></table></div>'
    )


_NUMBERS = ' class="number"'


def _cell(value: object) -> str:
    if not is_told(value):
        return ""
    return number_words(round(float(value), 2)) if isinstance(value, int | float) else str(value)


# As HTML -------------------------------------------------------------------------------------------


def read_table(frame: pd.DataFrame, label: str) -> str:
    """A table as HTML that is only read: a long one scrolls in its own room, on a phone its rows stand as blocks.

    Args:
        frame: what is shown, its columns named for readers; the first names the row.
        label: what it holds.
    """
    head = "".join(f'<th scope="col" role="columnheader">{escape(str(name))}</th>' for name in frame)
    body = "".join(f'<tr role="row">{_read_row(row, list(frame))}</tr>' for row in frame.itertuples(index=False))
    rows = f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody>'
    return wide_table(label, rows, ' role="table"', region="wide read")


def _read_row(row: Sequence[object], names: Sequence[object]) -> str:
    cells = (f' role="cell" data-name="{escape(str(name), quote=True)}">{escape(_cell(value))}</td>'
             for name, value in zip(names[1:], row[1:], strict=True))  # fmt: skip
    return f'<th scope="row" role="rowheader">{escape(_cell(row[0]))}</th><td' + "<td".join(cells)


def wide_table(label: str, rows: str, attributes: str = "", *, region: str = "wide") -> str:
    """A table in a region of its own that scrolls sideways.

    Args:
        label: what it holds.
        rows: its rows as HTML.
        attributes: of the table, with a blank before each.
        region: the classes of the region.
    """
    return (
        f'<div class="{region}" tabindex="0" role="region" aria-label="{escape(label, quote=True)}">'
        f"<table{attributes}>{rows}</table></div>"
    )


def printed_table(cells: pd.DataFrame) -> str:
    """A table as printed, in a region of its own that scrolls sideways.

    Args:
        cells: of one table, in reading order: row, column, row_span, column_span, text.
    """
    lines = [
        "<tr>" + "".join(_printed_cell(cell) for _, cell in own.iterrows()) + "</tr>"
        for _, own in cells.groupby("row", sort=True)
    ]
    return wide_table(words("reports.table_region"), "".join(lines), f" {CHINESE}")


def _printed_cell(cell: pd.Series) -> str:
    spans = (("rowspan", cell["row_span"]), ("colspan", cell["column_span"]))
    attributes = "".join(f' {name}="{int(span)}"' for name, span in spans if span > 1)
    return f"<td{attributes}>{escape(str(cell['text']))}</td>"
