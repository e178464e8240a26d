"""Tables as they go on paper: the grid on the screen is a picture of the rows in sight only."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from findings.values import is_told, number_words


def paper_table(frame: pd.DataFrame, caption: str) -> None:
    """A whole table that is seen in print only.

    Args:
        frame: what the grid beside it shows, its columns named for readers.
        caption: what it holds.
    """
    head = "".join(f'<th scope="col">{escape(str(column))}</th>' for column in frame.columns)
    columns = [frame[column].tolist() for column in frame.columns]
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in zip(*columns, strict=True))
    st.html(
        f'<table class="paper" aria-hidden="true"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(value: object) -> str:
    if not is_told(value):
        return "<td></td>"
    if isinstance(value, int | float):
        return f'<td class="number">{number_words(round(float(value), 2))}</td>'
    return f"<td>{escape(str(value))}</td>"
