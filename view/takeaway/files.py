"""The files one chart is taken away as: what each is called, and how its bytes are made."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from export import question_sheet
from export.package import charted_package
from export.sheets.columnar import json_bytes, parquet_bytes
from export.sheets.contents import book
from export.sheets.csv_table import csv_bytes
from export.sheets.ods import ods_bytes
from export.sheets.xlsx import xlsx_bytes
from export.slides.deck import Deck, Slide
from export.slides.odp import odp_bytes
from export.slides.pptx import pptx_bytes
from findings.extracts import Extract
from findings.period_words import today
from view.frame.request import carried
from warehouse import editions, reads

# Files are made in the server, beside the pages: many at once would leave those no time. Those that wait keep the
# order in which they were asked for, and are no more than Streamlit's threads for them (cores and four).
_TURN = threading.Semaphore(1)
# Written in a moment, of rows that are there: they need not wait behind a printed deck.
_AT_ONCE = ("csv", "json", "parquet")
_OPEN = "application/vnd.oasis.opendocument"
_OFFICE = "application/vnd.openxmlformats-officedocument"
Make = Callable[[Extract, date, str], bytes]


@dataclass(frozen=True)
class Kind:
    """A kind of file: its ending, media type, and what makes it of an extract, day and site."""

    ending: str
    media_type: str
    make: Make


def _deck(extract: Extract, retrieved: date, site: str) -> Deck:
    edition = reads.current_edition()
    session = editions.edition(edition).name if edition else ""
    return Deck(extract.name, (Slide(extract),), retrieved, session, site)


SHEETS = (
    Kind("csv", "text/csv", lambda extract, day, site: csv_bytes(extract.drawn.records)),
    Kind(
        "xlsx", f"{_OFFICE}.spreadsheetml.sheet", lambda extract, day, site: xlsx_bytes(book(extract, day, site=site))
    ),
    Kind("ods", f"{_OPEN}.spreadsheet", lambda extract, day, site: ods_bytes(book(extract, day, site=site))),
    Kind("json", "application/json", lambda extract, day, site: json_bytes(extract, day, site=site)),
    Kind(
        "parquet",
        "application/vnd.apache.parquet",
        lambda extract, day, site: parquet_bytes(extract, day, site=site),
    ),
    Kind("zip", "application/zip", lambda extract, day, site: charted_package(extract, day, site=site).data),
)
SLIDES = (
    Kind("pptx", f"{_OFFICE}.presentationml.presentation", lambda *asked: pptx_bytes(_deck(*asked))),
    Kind("odp", f"{_OPEN}.presentation", lambda *asked: odp_bytes(_deck(*asked))),
    Kind("odt", question_sheet.MEDIA_TYPE, lambda *asked: question_sheet.odt_bytes(_deck(*asked))),
)


def in_turn(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Makes a file when it is called, once no other is being made. In ``make`` no other file may be awaited."""

    def made() -> bytes:
        with _TURN:
            return make()

    return made


def later(kind: Kind, extract: Extract, site: str) -> Callable[[], bytes]:
    """Makes the file when it is called and its turn has come, in the language and of the edition shown now."""

    def make() -> bytes:
        return kind.make(extract, today(), site)

    return carried(make if kind.ending in _AT_ONCE else in_turn(make))
