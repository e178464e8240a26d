"""A data package for open-data platforms: a zip with the values, what they mean, and their charts.

Described by ``datapackage.json`` as the Frictionless Data Package standard lays down.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from catalog.columns import Column
from catalog.words import words
from charts.palette import LIGHT, Look
from export.machines.archive import zipped
from export.machines.browser import BrowserFailed, NoBrowser
from export.machines.glyphs import MissingGlyphs
from export.pictures.picture import Form, picture_bytes
from export.sheets.columnar import json_bytes, parquet_bytes
from export.sheets.contents import about, book
from export.sheets.csv_table import csv_bytes, used_columns
from export.sheets.ods import ods_bytes
from export.sheets.signs import signs
from export.sheets.xlsx import xlsx_bytes
from findings.citation import extract_citation
from findings.extracts import Extract

Json = dict[str, object]

_MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "parquet": "application/vnd.apache.parquet",
    "png": "image/png",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


FORMS: tuple[Form, ...] = ("png", "svg")
_REASONS = {NoBrowser: "no_browser", BrowserFailed: "failed", MissingGlyphs: "no_glyph"}


@dataclass(frozen=True)
class Package:
    """The bytes of a package, and why it has no pictures; nothing where it has, or where none could be drawn of it."""

    data: bytes
    without: str = ""


def charted_package(
    extract: Extract, retrieved: date, *, site: str = "", size: str = "slide", look: Look = LIGHT
) -> Package:
    """The extract as a zip with its pictures; where they cannot be drawn here, its README says why.

    Args:
        extract: the view to take away.
        retrieved: the day it is taken.
        site: scheme and host before the address.
        size: of the pictures.
        look: their colours.
    """
    charts: dict[str, bytes] = {}
    told = reason = ""
    try:
        # No one chart holds a whole topic's values.
        for form in FORMS if extract.drawn.lanes or extract.drawn.timeline else ():
            charts[f"{extract.id}.{form}"] = picture_bytes(extract, form, size, look, site=site)
    except (NoBrowser, BrowserFailed, MissingGlyphs) as error:
        # What the machine says is for whoever runs it; a reader of the package is told the kind.
        charts, told, reason = {}, str(error), words(f"package.without.{_REASONS[type(error)]}")
    return Package(package_bytes(extract, retrieved, site=site, charts=charts, without=reason), told)


def package_bytes(
    extract: Extract,
    retrieved: date,
    *,
    site: str = "",
    charts: Mapping[str, bytes] | None = None,
    without: str = "",
    workbooks: bool = True,
) -> bytes:
    """The extract as a zip: data, ``datapackage.json``, README, charts; the same bytes for the same contents.

    Args:
        extract: the view to take away.
        retrieved: the day it is taken.
        site: scheme and host before the address; without one the address is a path.
        charts: pictures by file name (``volumes.png``).
        without: why there are none, for the README.
        workbooks: whether XLSX and ODS go along.

    Raises:
        KeyError: a record has a column the catalog does not know, or a chart is of an unknown kind.
        ValueError: a chart's name is no plain file name.
    """
    data = f"data/{extract.id}.csv"
    files: dict[str, bytes] = {data: csv_bytes(extract.drawn.records, bom=False)}
    files[f"data/{extract.id}.json"] = json_bytes(extract, retrieved, site=site)
    files[f"data/{extract.id}.parquet"] = parquet_bytes(extract, retrieved, site=site)
    if workbooks:
        made = book(extract, retrieved, site=site)
        files[f"data/{extract.id}.ods"] = ods_bytes(made)
        files[f"data/{extract.id}.xlsx"] = xlsx_bytes(made)
    for name, picture in sorted((charts or {}).items()):
        if PurePosixPath(name).name != name:
            raise ValueError(f"no plain file name: {name!r}")
        files[f"charts/{name}"] = picture
    described = _descriptor(extract, retrieved, site, files)
    told = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    readme = _readme(extract, retrieved, site, files, without)
    return zipped([("datapackage.json", told.encode()), ("README.md", readme.encode()), *files.items()])


def _descriptor(extract: Extract, retrieved: date, site: str, files: Mapping[str, bytes]) -> Json:
    described: Json = {
        "profile": "data-package",
        "name": extract.id.lower().replace("_", "-"),
        "title": extract.name,
        "description": words("package.description", question=extract.question, finding=extract.drawn.title),
        "version": extract.build_id,
        "created": f"{retrieved.isoformat()}T00:00:00Z",
        "sources": [{"title": title} for title in extract.sources],
        "citation": extract_citation(extract, retrieved, short=False, site=site),
    }
    if site:
        described["homepage"] = site + extract.address
    # The reports state no licence, and one must not be made up: the key is left out.
    described["resources"] = [
        _resource(number, path, contents, extract) for number, (path, contents) in enumerate(files.items(), 1)
    ]
    return described


def _resource(number: int, path: str, contents: bytes, extract: Extract) -> Json:
    ending = PurePosixPath(path).suffix.removeprefix(".")
    resource: Json = {
        # The standard allows no Chinese in names, and a chart's file may have nothing else.
        "name": f"{PurePosixPath(path).parent.name}-{number}-{ending}",
        "path": path,
        "title": _title(path, extract),
        "format": ending,
        "mediatype": _MEDIA[ending],
        "bytes": len(contents),
        "hash": f"sha256:{hashlib.sha256(contents).hexdigest()}",
    }
    if ending != "csv":
        # Validators would guess columns and types of the others; theirs are inside the files.
        return {**resource, "type": "file"}
    return {
        **resource,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": _schema(used_columns(extract.drawn.records)),
    }


def _title(path: str, extract: Extract) -> str:
    kinds = {".csv": "data", ".json": "data", ".parquet": "data", ".ods": "workbook", ".xlsx": "workbook"}
    kind = kinds.get(PurePosixPath(path).suffix, "chart")
    return words(f"package.{kind}", name=extract.name)


def _schema(used: Sequence[Column]) -> Json:
    """The columns' types and meanings; the unit of each value stands in its own column, named here."""
    unit = next((words.name(column) for column in used if column.id == "unit"), None)
    fields: list[Json] = []
    for column in used:
        field: Json = {
            "name": words.name(column),
            "id": column.id,
            "type": column.kind if column.kind in ("number", "date") else "string",
            "description": words.either(column, "definition"),
        }
        if column.id == "months":
            field["unit"] = words("sheet.unit.months")
        elif unit and column.id in ("value", "per_month", "computed"):
            field["unitField"] = unit
        fields.append(field)
    return {"fields": fields, "missingValues": [""]}


def _readme(extract: Extract, retrieved: date, site: str, files: Mapping[str, bytes], without: str) -> str:
    lines = [f"# {extract.name}", ""]
    lines += [
        f"- **{words(f'sheet.read.{key}')}** {_markdown(text)}"
        for key, text in about(extract, retrieved, site=site)
        if key != "name"
    ]
    lines += ["", f"## {words('package.contents')}", ""]
    lines += [f"- `{path}` {_markdown(_title(path, extract))}" for path in files]
    lines += ["", _markdown(without)] if without else []
    lines += ["", f"## {words('package.columns')}", ""]
    lines += [
        f"- **{_markdown(words.name(column))}** `{column.id}` {_markdown(words.either(column, 'definition'))}"
        for column in used_columns(extract.drawn.records)
    ]
    lines += ["", f"## {words('package.signs')}", "", _markdown(words("package.blank")), ""]
    lines += [f"- `{sign}` {name}：{meaning}" if words.language == "zh-TW" else f"- `{sign}` {name}: {meaning}"
              for sign, name, meaning in signs()]  # fmt: skip
    return "\n".join(lines) + "\n"


def _markdown(text: str) -> str:
    """A text that Markdown shows as it is."""
    plain = text.replace("\\", "\\\\")
    for sign in "*_`<[":
        plain = plain.replace(sign, "\\" + sign)
    return " ".join(plain.split())
