"""The workbook of an extract: its values, what the columns hold, where each value stands, and how to cite it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pandas as pd

from catalog.columns import Column, Kind
from catalog.words import words
from export.sheets.book import Book, Cell, Field, Number, Sheet, cleaned, fitted
from export.sheets.charts import charts
from export.sheets.csv_table import used_columns
from export.sheets.signs import sign, signs
from findings.citation import dated_words, extract_citation
from findings.extracts import Extract
from findings.notes import by_kind
from findings.period_words import period_words
from findings.records import Record, Value
from findings.titles import row_period
from findings.values import is_told, unit_words
from warehouse import reads

# How wide a column may be before its text wraps, in digits.
_MOST_LONG, _MOST_TEXT, _MOST_SHORT = 60.0, 28.0, 14.0
_MOST: Mapping[Kind, float] = {"long": _MOST_LONG, "text": _MOST_TEXT}
Heading = tuple[str, str, Kind]


def book(extract: Extract, retrieved: date, *, site: str = "") -> Book:
    """The workbook of an extract: data, chart, columns, sources, read me.

    Args:
        extract: the view to take away.
        retrieved: the day it is taken; stands in the citation and as the file's date.
        site: scheme and host before the address; without one the address is a path.

    Raises:
        KeyError: a record has a column the catalog does not know.
    """
    used = [column for column in used_columns(extract.drawn.records) if _told(column, extract.drawn.records)]
    if not used:
        # A table of nothing has a header all the same.
        used = used_columns([dict.fromkeys(_SHARED)])
    sheets = (
        _data(used, extract.drawn.records),
        _columns(used, extract),
        _sources(extract),
        _readme(extract, retrieved, site),
    )
    return Book(
        title=cleaned(extract.name),
        subject=cleaned(extract.drawn.title),
        foot=cleaned(extract_citation(extract, retrieved, short=True, site=site)),
        address=site + extract.address,
        page=words("sheet.page", page="{page}", pages="{pages}"),
        language=words.language,
        made=retrieved,
        sheets=sheets,
        chart_sheet=words("sheet.chart"),
        charts=charts(extract),
    )


def _told(column: Column, records: Sequence[Record]) -> bool:
    """Whether any record fills the column; values and dates stand there even where all are missing."""
    return column.kind in ("number", "date") or any(is_told(record.get(column.id)) for record in records)


def _sheet(name: str, headings: Sequence[Heading], rows: Sequence[Sequence[Cell]]) -> Sheet:
    """A sheet of plain columns: id, title and kind of each; widths from what they hold."""
    fields = tuple(
        Field(key, title, kind, fitted((title, *(row[position] for row in rows)), most), key != "observation_id")
        for position, ((key, title, kind), most) in enumerate((own, _MOST.get(own[2], _MOST_SHORT)) for own in headings)
    )
    return Sheet(name, fields, tuple(tuple(row) for row in rows))


# 資料 -----------------------------------------------------------------------------------------


def _data(used: Sequence[Column], records: Sequence[Record]) -> Sheet:
    rows = [tuple(_cell(column, record) for column in used) for record in records]
    fields = []
    for position, column in enumerate(used):
        title = words.name(column)
        width = fitted((title, *(row[position] for row in rows)), _MOST.get(column.kind, _MOST_SHORT))
        fields.append(Field(column.id, title, column.kind, width, column.printed))
    return Sheet(words("sheet.data"), tuple(fields), tuple(rows))


def _cell(column: Column, record: Record) -> Cell:
    value = record.get(column.id)
    if not is_told(value):
        return sign(record, column.id) if column.kind in ("number", "date") else ""
    if column.kind == "number":
        return _number(column.id, float(str(value)), record)
    return value if isinstance(value, date) else cleaned(str(value))


def _number(column_id: str, value: float, record: Mapping[str, Value]) -> Number:
    """A number with the decimals its column tells: as printed, or as many as a computed figure bears."""
    if column_id == "per_month":
        return Number(value, 0 if abs(value) >= 100 or value == 0 else 1 if abs(value) >= 0.05 else 4)
    decimals = min(_decimals(value), 2) if column_id in ("months", "computed") else _decimals(value)
    percent = record.get("unit") == "%" and column_id in ("value", "computed")
    return Number(value, decimals, "%" if percent else "")


def _decimals(value: float) -> int:
    """How many decimals a number has as it is written: 428.9 has one."""
    return 0 if value.is_integer() else min(len(f"{value:.10f}".rstrip("0").partition(".")[2]), 10)


# 欄位說明 --------------------------------------------------------------------------------------


def _columns(used: Sequence[Column], extract: Extract) -> Sheet:
    headings: list[Heading] = [
        (key, words(f"sheet.field.{key}"), "long" if key == "meaning" else "text")
        for key in ("about", "name", "code", "holds", "unit", "meaning")
    ]
    rows = [
        (
            words("sheet.about.column"), words.name(column), column.id, words(f"sheet.kind.{column.kind}"),
            _unit_of(column), words.either(column, "definition"),
        )
        for column in used
    ]  # fmt: skip
    known = reads.metrics()
    rows += [(words("sheet.about.sign"), name, sign, "", "", meaning) for sign, name, meaning in signs()]
    rows += [
        (
            words("sheet.about.metric"), words.name(metric), metric["metric_id"],
            words(f"measure.{metric['measure']}"), unit_words(metric["unit"]), words.either(metric, "definition"),
        )
        for metric in (known.loc[key] for key in dict.fromkeys(extract.drawn.rows["metric_id"]))
    ]  # fmt: skip
    return _sheet(words("sheet.columns"), headings, rows)


def _unit_of(column: Column) -> str:
    if column.id == "months":
        return words("sheet.unit.months")
    return words("sheet.unit.own") if column.id in ("value", "per_month", "computed") else ""


# 來源頁次 --------------------------------------------------------------------------------------


def _sources(extract: Extract) -> Sheet:
    """One row per printed value, with the rows of the data it stands in."""
    at: dict[object, list[int]] = defaultdict(list)
    for position, record in enumerate(extract.drawn.records):
        at[record.get("observation_id")].append(position + 2)
    own = {key: words(f"sheet.field.{key}") for key in ("row", "page", "line", "outline")}
    shared = {column.id: words.name(column) for column in used_columns([dict.fromkeys(_SHARED)])}
    told = [_source(row, at[row["observation_id"]]) for _, row in extract.drawn.rows.iterrows()]
    keys = [key for key in _SOURCES if key != "part" or any(source["part"] for source in told)]
    headings: list[Heading] = [(key, {**own, **shared}[key], _KINDS.get(key, "text")) for key in keys]
    return _sheet(words("sheet.sources"), headings, [tuple(source[key] for key in keys) for source in told])


_SHARED = ("metric", "part", "period", "raw", "report", "quote", "observation_id")
_SOURCES = (
    "row", "metric", "part", "period", "raw", "report", "page", "line", "outline", "quote", "observation_id",
)  # fmt: skip
_KINDS: Mapping[str, Kind] = {"row": "number", "page": "number", "line": "number", "quote": "long"}


def _source(row: pd.Series, at: Sequence[int]) -> dict[str, Cell]:
    numbers = [Number(position) for position in at]
    return {
        "row": numbers[0] if len(numbers) == 1 else "、".join(map(str, at)) or words("sheet.sign.none"),
        "metric": words.name(row),
        "part": cleaned(str(row["part"])) if is_told(row["part"]) else "",
        "period": row_period(row),
        "raw": cleaned(str(row["raw"])),
        "report": cleaned(str(row["report_title"])),
        "page": Number(int(row["page"])) if is_told(row["page"]) else words("sheet.sign.none"),
        "line": Number(int(row["line"])) if is_told(row["line"]) else words("sheet.sign.none"),
        "outline": cleaned(" › ".join(row["outline"])),
        "quote": cleaned(str(row["quote"])),
        "observation_id": str(row["observation_id"]),
    }


# 讀我 ----------------------------------------------------------------------------------------


def _readme(extract: Extract, retrieved: date, site: str) -> Sheet:
    lines = [(words(f"sheet.read.{key}"), text) for key, text in about(extract, retrieved, site=site)]
    if charts(extract):
        lines.append((words("sheet.read.notes"), words("sheet.note.chart")))
    headings: list[Heading] = [
        ("label", words("sheet.field.label"), "text"),
        ("text", words("sheet.field.text"), "long"),
    ]
    sheet = _sheet(words("sheet.readme"), headings, [(label, cleaned(text)) for label, text in lines])
    label, text = sheet.fields
    return Sheet(sheet.name, (label, Field(text.id, text.title, text.kind, 100)), sheet.rows)


def about(extract: Extract, retrieved: date, *, site: str = "") -> Iterator[tuple[str, str]]:
    """What a reader of any file needs to know, as pairs: the last part of a key ``sheet.read.…``, and the text."""
    records = extract.drawn.records
    missing = sum(bool(record.get("missing")) for record in records)
    yield "name", extract.name
    yield "question", extract.question
    yield "finding", extract.drawn.title
    if span := covered(extract):
        yield "period", period_words(*span)
    yield "counts", words("sheet.read.counted", records=len(records), values=len(records) - missing, missing=missing)
    for source in extract.sources:
        yield "source", source
    yield "short", extract_citation(extract, retrieved, short=True, site=site)
    yield "long", extract_citation(extract, retrieved, short=False, site=site)
    yield "retrieved", dated_words(retrieved)
    yield "build", extract.build_id
    yield "built", dated_words(extract.built)
    yield "address", site + extract.address
    yield "licence", words("sheet.read.licence_unknown")
    for note in ("printed", "periods", "gaps", "sources", "dates"):
        yield "notes", words(f"sheet.note.{note}")
    for kind, told in by_kind(extract.drawn.notes).items():
        # How the site's own chart is to be read says nothing of a table, nor of another program's columns.
        yield from (("notes", note) for note in told if kind != "reading")


def covered(extract: Extract) -> tuple[date, date] | None:
    """The first and last day that any value of the extract covers; None without values."""
    rows = extract.drawn.rows
    if rows.empty:
        return None
    starts = rows["period_start"].fillna(rows["period_end"]).where(rows["period_basis"] != "event", rows["period_end"])
    return starts.min().date(), rows["period_end"].max().date()
