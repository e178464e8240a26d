"""A table of values as CSV that opens right in a spreadsheet.

UTF-8 with a byte order mark, RFC 4180 quoting and line ends. A text that a spreadsheet would take
for a formula is made harmless; numbers stay numbers; a missing value is blank and says why in its
own column.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from catalog.columns import columns
from catalog.words import Words

_BYTE_ORDER_MARK = "\ufeff"
# What makes a spreadsheet read a cell as a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Value = str | float | int | date | None


def csv_bytes(rows: Sequence[Mapping[str, Value]], words: Words) -> bytes:
    """The rows as a CSV file with a header in the reader's language.

    Args:
        rows: values by column id (catalog/columns.yaml); columns no row has are left out.
        words: the reader's language.

    Raises:
        KeyError: a row has a column the catalog does not know.
    """
    known = columns()
    unknown = {key for row in rows for key in row} - set(known)
    if unknown:
        raise KeyError(f"unknown columns: {sorted(unknown)}")
    used = [column for column in known.values() if any(column.id in row for row in rows)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([words.name(column) for column in used])
    for row in rows:
        writer.writerow([cell(row.get(column.id)) for column in used])
    return (_BYTE_ORDER_MARK + text.getvalue()).encode("utf-8")


def cell(value: Value) -> str | float | int:
    """One value as a CSV cell: blank for none, ISO for dates, an apostrophe before a formula."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
