"""How long pictures and slides take: a batch of 50 charts, a deck of five in each form."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import cycle, islice

from catalog.load import load
from catalog.words import words
from export.pictures.picture import Form, picture_bytes
from export.question_sheet import odt_bytes
from export.question_sheet import pdf_bytes as sheet_pdf
from export.slides.deck import Deck, Slide
from export.slides.odp import odp_bytes, pdf_bytes
from export.slides.pptx import pptx_bytes
from findings.extracts import Extract, of_panel
from findings.newsworthy import telling_extracts

PICTURES = 50


def rows() -> Iterator[tuple[str, str]]:
    """What is made, and the seconds it takes on the wall, one after another in this process."""
    panels = [(screen, panel) for screen in load().screens for panel in screen.panels]
    extracts = [of_panel(screen, panel) for screen, panel in islice(cycle(panels), PICTURES)]
    yield "first picture, with the start of Chromium", _seconds(partial(picture_bytes, extracts[0]))
    yield f"{PICTURES} pictures, PNG, slide", _seconds(partial(_batch, extracts, "png"))
    yield f"{PICTURES} pictures, SVG, slide", _seconds(partial(_batch, extracts, "svg"))
    yield "the five most telling extracts", _seconds(partial(telling_extracts))
    slides = tuple(Slide(proposal.extract) for proposal in telling_extracts())
    deck = Deck(words("app.title"), slides, date.today())
    makers: dict[str, Callable[[Deck], bytes]] = {
        "deck of five, PPTX": pptx_bytes,
        "deck of five, ODP": odp_bytes,
        "deck of five, PDF (first, with a new profile of LibreOffice)": pdf_bytes,
        "deck of five, PDF": pdf_bytes,
        "question sheets of five, ODT": odt_bytes,
        "question sheets of five, PDF": sheet_pdf,
    }
    for name, make in makers.items():
        yield name, _seconds(partial(make, deck))


def _batch(extracts: Sequence[Extract], form: Form) -> None:
    for extract in extracts:
        picture_bytes(extract, form)


def _seconds(work: Callable[[], object]) -> str:
    start = time.perf_counter()
    work()
    return f"{time.perf_counter() - start:.2f}"


def tell() -> None:
    """Prints the figures as a Markdown table."""
    print("Pictures and slides, seconds\n\n| | seconds |\n|---|---:|")
    for name, seconds in rows():
        print(f"| {name} | {seconds} |")
    print()
