"""Files to take away without a browser: which ones a name and a format stand for, and how each is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import PurePath

from catalog.load import load
from catalog.words import words
from charts.palette import Look
from export import question_sheet
from export.embed.standalone import Place, standalone
from export.file_names import file_name, safe_stem
from export.machines.browser import BrowserFailed, NoBrowser
from export.machines.glyphs import MissingGlyphs
from export.machines.office import OfficeFailed
from export.package import charted_package
from export.pictures.picture import Form, picture_bytes
from export.sheets import all_values
from export.sheets.columnar import json_bytes, parquet_bytes
from export.sheets.contents import book
from export.sheets.csv_table import csv_bytes
from export.sheets.ods import ods_bytes
from export.sheets.xlsx import TooManyRows, xlsx_bytes
from export.slides.deck import Deck, Slide
from export.slides.odp import odp_bytes
from export.slides.odp import pdf_bytes as slides_pdf
from export.slides.pptx import pptx_bytes
from findings.extracts import Extract, UnknownName, chosen, named
from findings.lanes import View
from findings.newsworthy import telling_extracts
from warehouse import editions, reads
from warehouse.connect import WarehouseMissing, WarehouseUnreadable

SHEETS = ("csv", "xlsx", "ods", "parquet", "json", "zip")
PICTURES: tuple[Form, ...] = ("png", "svg")
DECKS = ("pptx", "odp", "pdf", "odt", "question-pdf")
PAGES = ("html",)
FORMATS = (*SHEETS, *PICTURES, *DECKS, *PAGES)

# What a machine or a catalog may lack; the message says what to do.
NOT_POSSIBLE = (NoBrowser, BrowserFailed, MissingGlyphs, OfficeFailed, TooManyRows)


@dataclass(frozen=True)
class Choices:
    """How everything is made: language, view, size and look of pictures, and what stands in the files.

    ``together`` puts all values of a topic into one table; ``title`` and ``session`` are a deck's;
    ``theme`` (auto, light, dark) and ``pages``, the address they will lie at, are embedded pages'.
    """

    retrieved: date
    view: View
    size: str
    look: Look
    site: str = ""
    title: str = ""
    session: str = ""
    together: bool = False
    theme: str = "auto"
    pages: str = ""


@dataclass(frozen=True)
class Made:
    """The bytes of a file, and what it had to do without; nothing for a whole one."""

    data: bytes
    without: str = ""


@dataclass(frozen=True)
class Planned:
    """A file to be made: its name, for one in a folder of its own with the folder's, its format, and the work."""

    name: str
    form: str
    make: Callable[[], Made]

    @property
    def ending(self) -> str:
        """The ending of its name, without the dot."""
        return ending(self.form)


def ending(form: str) -> str:
    """The ending of a format's files, without the dot: a question sheet's PDF is a PDF too."""
    return form.removeprefix("question-")


def planned(names: Sequence[str], forms: Sequence[str], own: Choices) -> list[Planned]:
    """The files to make, in the order of the formats and names; no two have one name.

    Args:
        names: metrics, topic pages, topics, ``page.panel`` or ``all``; none for the usual ones:
            everything as sheets, the most telling extracts as pictures and slides.
        forms: of :data:`FORMATS`.
        own: how they are made.

    Raises:
        UnknownName: nothing has one of the names.
        WarehouseMissing: nothing is published.
        WarehouseUnreadable: the published file is no warehouse of this schema.
    """
    for name in names:
        _check(name)
    files: list[Planned] = []
    drawn = [form for form in forms if form not in SHEETS]
    groups = _shown(names, own) if drawn else []
    shown = _unique(_dated(extract) for group in groups for extract in group)
    tables = _tables(names, own) if any(form in SHEETS for form in forms) else []
    for form in forms:
        if form in DECKS:
            files.append(_deck_file(_deck(names, shown, own), form))
        elif form in PAGES:
            files += _pages(groups, own)
        else:
            files += [_file(extract, form, own) for extract in (tables if form in SHEETS else shown)]
    return list(_apart(files))


def _check(name: str) -> None:
    """Makes sure that something has the name, before any warehouse is asked.

    Raises:
        UnknownName: nothing has.
    """
    catalog = load()
    known = {all_values.EVERYTHING, *catalog.metrics, *(topic.id for topic in catalog.topics)}
    known |= {screen.id for screen in catalog.screens} | set(panel_names())
    if name not in known:
        raise UnknownName(name)


def panel_names() -> list[str]:
    """The panels of all topic pages, as the command takes them: ``staffing.staff``."""
    return [f"{screen.id}.{panel.id}" for screen in load().screens for panel in screen.panels]


# Which extracts ------------------------------------------------------------------------------------


def _shown(names: Sequence[str], own: Choices) -> list[list[Extract]]:
    """The extracts to draw, those of one name together; without names the most telling ones, each alone."""
    if names:
        return [group for name in names for group in _named(name, own)]
    return [[proposal.extract] for proposal in telling_extracts()]


def _tables(names: Sequence[str], own: Choices) -> list[Extract]:
    """The extracts to write as tables; without names one of everything."""
    topics = {topic.id for topic in load().topics}
    extracts: list[Extract] = []
    for name in names or (all_values.EVERYTHING,):
        if name == all_values.EVERYTHING:
            extracts.append(_dated(all_values.of_everything()))
        elif own.together and name in topics:
            extracts.append(_dated(all_values.of_topic(name)))
        else:
            extracts += [_dated(extract) for group in _named(name, own) for extract in group]
    return _unique(extracts)


def _named(name: str, own: Choices) -> list[list[Extract]]:
    """What a name stands for; everything is each topic page by itself."""
    if name == all_values.EVERYTHING:
        return [named(screen.id, own.view) for screen in load().screens]
    if "." in name:
        page, _, panel = name.partition(".")
        return [[chosen(page, panel, own.view)]]
    return [named(name, own.view)]


def _unique(extracts: Iterable[Extract]) -> list[Extract]:
    return list({extract.id: extract for extract in extracts}.values())


def _dated(extract: Extract) -> Extract:
    """The extract; one of an edition says that it is, and whether newer figures exist."""
    told = edition_words()
    if not told:
        return extract
    return replace(extract, drawn=replace(extract.drawn, notes=(told, *extract.drawn.notes)))


def edition_words() -> str:
    """Which edition is asked now and in how many values the published data differ; empty outside one.

    Without published data to compare with, only which one.
    """
    build_id = reads.current_edition()
    if build_id is None:
        return ""
    name = editions.edition(build_id).name
    try:
        newer = reads.newer_values()
    except (WarehouseMissing, WarehouseUnreadable):
        return words("export.edition", name=name, build=build_id)
    key = "export.edition_older" if newer else "export.edition_same"
    return words(key, name=name, build=build_id, count=newer)


# Which files ---------------------------------------------------------------------------------------


def _file(extract: Extract, form: str, own: Choices) -> Planned:
    """A sheet or picture of one extract; its name tells every choice that changes what is in it."""
    marks: list[str] = [own.view] if own.view != "per_month" else []
    if form in PICTURES:
        marks += [own.size, own.look.name]
    if reads.current_edition():
        marks.append(extract.build_id)
    name = PurePath(file_name(extract, ending(form)))
    return Planned("_".join((name.stem, *marks)) + name.suffix, form, partial(_sheet_or_picture, extract, form, own))


def _sheet_or_picture(extract: Extract, form: str, own: Choices) -> Made:
    if form == "zip":
        return _package(extract, own)
    return Made(_one(extract, form, own))


def _one(extract: Extract, form: str, own: Choices) -> bytes:
    day, site = own.retrieved, own.site
    if form == "csv":
        return csv_bytes(extract.drawn.records)
    if form == "json":
        return json_bytes(extract, day, site=site)
    if form == "parquet":
        return parquet_bytes(extract, day, site=site)
    if form == "xlsx":
        return xlsx_bytes(book(extract, day, site=site))
    if form == "ods":
        return ods_bytes(book(extract, day, site=site))
    return picture_bytes(extract, "svg" if form == "svg" else "png", own.size, own.look, site=site)


def _package(extract: Extract, own: Choices) -> Made:
    """The data package with its chart; without the chart where none can be drawn, which is told."""
    made = charted_package(extract, own.retrieved, site=own.site, size=own.size, look=own.look)
    return Made(made.data, made.without)


def _pages(groups: Sequence[Sequence[Extract]], own: Choices) -> Iterator[Planned]:
    """Embedded pages and what lies beside them; pages of an edition say so themselves."""
    place = Place(own.site, own.pages, own.theme)
    for name, make in standalone(groups, place):
        yield Planned(name, "html", partial(_made, make))


def _made(make: Callable[[], bytes]) -> Made:
    return Made(make())


def _deck(names: Sequence[str], extracts: Sequence[Extract], own: Choices) -> Deck:
    news = {proposal.extract.id: proposal.news for proposal in telling_extracts()}
    slides = tuple(Slide(extract, news=news.get(extract.id, "")) for extract in extracts)
    session = words("export.session_joint").join(filter(None, (own.session, edition_words())))
    title = own.title or _title(names, extracts)
    return Deck(title, slides, own.retrieved, session, own.site)


def _title(names: Sequence[str], extracts: Sequence[Extract]) -> str:
    """What a deck is called: after its one extract or its one topic, else after the dashboard."""
    if not names:
        return words("export.telling", count=len(extracts))
    if len(extracts) == 1:
        return extracts[0].name
    catalog = load()
    owners = {topic.id: words.name(topic) for topic in catalog.topics}
    owners |= {screen.id: words.name(screen) for screen in catalog.screens}
    return owners.get(names[0], words("app.title")) if len(names) == 1 else words("app.title")


def _deck_file(deck: Deck, form: str) -> Planned:
    kind = words("export.sheet" if form in ("odt", "question-pdf") else "export.slides")
    build = reads.build()
    marks = [str(build["build_id"])] if reads.current_edition() else []
    parts = [deck.title, kind, deck.retrieved.isoformat(), *marks]
    return Planned(f"{safe_stem('_'.join(parts))}.{ending(form)}", form, lambda: Made(_deck_bytes(deck, form)))


def _deck_bytes(deck: Deck, form: str) -> bytes:
    writers: dict[str, Callable[[Deck], bytes]] = {
        "pptx": pptx_bytes,
        "odp": odp_bytes,
        "pdf": slides_pdf,
        "odt": question_sheet.odt_bytes,
        "question-pdf": question_sheet.pdf_bytes,
    }
    return writers[form](deck)


def _apart(files: Sequence[Planned]) -> Iterator[Planned]:
    """The files with names of their own: two of one name, also where letters' case does not count, are numbered."""
    used: set[str] = set()
    for file in files:
        own, number, name = PurePath(file.name), 1, file.name
        while name.casefold() in used:
            number += 1
            name = own.with_stem(f"{own.stem}_{number}").as_posix()
        used.add(name.casefold())
        yield replace(file, name=name)
