"""A table of a report, as HTML."""

from __future__ import annotations

from html import escape

import pandas as pd

from catalog.words import words
from view.frame.passage import CHINESE


def table_html(cells: pd.DataFrame) -> str:
    """A table as printed, in a region of its own that scrolls sideways.

    Args:
        cells: of one table, in reading order: row, column, row_span, column_span, text.
    """
    lines = [
        "<tr>" + "".join(_cell(cell) for _, cell in own.iterrows()) + "</tr>"
        for _, own in cells.groupby("row", sort=True)
    ]
    label = escape(words("reports.table_region"), quote=True)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{label}">'
        f"<table {CHINESE}>{''.join(lines)}</table></div>"
    )


def _cell(cell: pd.Series) -> str:
    spans = (("rowspan", cell["row_span"]), ("colspan", cell["column_span"]))
    attributes = "".join(f' {name}="{int(span)}"' for name, span in spans if span > 1)
    return f"<td{attributes}>{escape(str(cell['text']))}</td>"
