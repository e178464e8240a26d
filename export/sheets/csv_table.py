"""A table of values as CSV that opens right in a spreadsheet.

UTF-8, RFC 4180 quoting and line ends; with a byte order mark for people, whose spreadsheet would
else misread Chinese, and without one for scripts. A text that a spreadsheet would take for a formula
is made harmless; numbers stay numbers; a missing value is blank and says why in its own column.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from catalog.columns import Column, columns
from catalog.words import words
from findings.records import Value

_BYTE_ORDER_MARK = "\ufeff"
# What makes a spreadsheet read a cell as a formula (OWASP, CSV injection).
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
# Characters gathered before they are handed on: large enough to be quick, small enough to stream.
_CHUNK = 1 << 16


def csv_bytes(rows: Sequence[Mapping[str, Value]], *, bom: bool = True) -> bytes:
    """The rows as a CSV file with a header in the reader's language.

    Args:
        rows: values by column id (catalog/common/columns.yaml); columns no row has are left out.
        bom: whether it begins with a byte order mark, as spreadsheets need and scripts do not.

    Raises:
        KeyError: a row has a column the catalog does not know.
    """
    return b"".join(csv_stream(rows, [column.id for column in used_columns(rows)], bom=bom))


def csv_stream(
    records: Iterable[Mapping[str, Value]], column_ids: Sequence[str], *, bom: bool = False
) -> Iterator[bytes]:
    """A CSV file piece by piece, in the same memory however many records there are.

    Args:
        records: values by column id; read once, while the pieces are taken.
        column_ids: the columns to write, in this order.
        bom: whether it begins with a byte order mark.

    Raises:
        KeyError: a column the catalog does not know; when the first piece is taken.
    """
    known = columns()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if bom:
        text.write(_BYTE_ORDER_MARK)
    writer.writerow([words.name(known[column]) for column in column_ids])
    for record in records:
        writer.writerow([cell(record.get(column)) for column in column_ids])
        if text.tell() >= _CHUNK:
            yield text.getvalue().encode("utf-8")
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode("utf-8")


def used_columns(rows: Sequence[Mapping[str, Value]]) -> list[Column]:
    """The columns that any row has, in the catalog's order.

    Raises:
        KeyError: a row has a column the catalog does not know.
    """
    had = {key for row in rows for key in row}
    unknown = had - set(columns())
    if unknown:
        raise KeyError(f"unknown columns: {sorted(unknown)}")
    return [column for column in columns().values() if column.id in had]


def cell(value: Value) -> str | float | int:
    """One value as a CSV cell: blank for none, ISO for dates, an apostrophe before a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "'" + value if value[:1] in _FORMULA else value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and math.isnan(value):
        return ""
    return int(value) if isinstance(value, float) and value.is_integer() else value
