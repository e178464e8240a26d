"""What stands where on each slide, in centimetres, whatever file it is written to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from catalog.words import words
from charts.palette import LIGHT
from export.pictures.typesetting import LINE, fitting_size, wrapped
from export.slides.chart_data import Chart, Charted, Row, charted
from export.slides.deck import Deck, Slide
from findings.cautions import coverage_warning, failures, silence
from findings.citation import extract_citation
from findings.extracts import MOST_REPORTS
from findings.panels import report_titles
from findings.period_words import day_words
from findings.sources import observed, places, quotations, spoken, unique
from findings.values import listed

WIDTH, HEIGHT = 33.867, 19.05
POINTS = 72 / 2.54
_LEFT, _WIDE = 1.5, WIDTH - 3.0
_TITLES = (30, 28, 26, 24, 22, 20, 18, 16)
_FOOT, _REMARK = 11, 12
# Centimetres of a chart or table at the least.
_LEAST = 2.0
# Bold letters take a little more room.
_BOLD = 0.94

Colour = Literal["ink", "quiet", "warning", "accent", "grid"]
COLOURS: dict[Colour, str] = {
    "ink": LIGHT.ink,
    "quiet": LIGHT.quiet,
    "warning": LIGHT.target,
    "accent": LIGHT.series[0],
    "grid": LIGHT.grid,
}
Role = Literal["title", "text", "foot", "number"]


@dataclass(frozen=True)
class Box:
    """A rectangle in centimetres from the upper left corner of the slide."""

    x: float
    y: float
    width: float
    height: float


# Four lines of the smallest letters.
_FOOT_BOX, _FOOT_SIZES = Box(_LEFT, 16.9, _WIDE - 2.0, 2.06), (_FOOT, 10.5, 10)
_FLOOR = _FOOT_BOX.y - 0.2


@dataclass(frozen=True)
class Text:
    """Paragraphs of one size."""

    box: Box
    paragraphs: tuple[str, ...]
    size: float
    bold: bool = False
    colour: Colour = "ink"
    role: Role = "text"


@dataclass(frozen=True)
class Rule:
    """A bar of colour that parts what stands above it from what stands below."""

    box: Box
    colour: Colour


@dataclass(frozen=True)
class ChartPlace:
    """A chart of the office suite's own, with words for those who cannot see it."""

    box: Box
    chart: Chart
    name: str
    alt: str


@dataclass(frozen=True)
class TablePlace:
    """A table: header first, then rows; heights of rows and widths of columns in centimetres."""

    box: Box
    rows: tuple[tuple[str, ...], ...]
    heights: tuple[float, ...]
    widths: tuple[float, ...]
    size: float
    name: str
    alt: str


Element = Text | Rule | ChartPlace | TablePlace


@dataclass(frozen=True)
class Page:
    """One slide: what stands on it, in reading order, the title first, and its speaker's notes."""

    elements: tuple[Element, ...]
    notes: tuple[str, ...]

    @property
    def title(self) -> str:
        """The words of its title."""
        return next(e.paragraphs[0] for e in self.elements if isinstance(e, Text) and e.role == "title")


def pages(deck: Deck) -> list[Page]:
    """The cover, one page for each slide of the deck, and the sources."""
    return [_cover(deck), *(_slide(slide, deck) for slide in deck.slides), _closing(deck)]


# Cover and sources ---------------------------------------------------------------------------------


def _cover(deck: Deck) -> Page:
    size = fitting_size(deck.title, _WIDE * _BOLD * POINTS, 4 * POINTS, (44, 40, 36, 32, 28, 24))
    made = words("slides.made", day=day_words(deck.retrieved))
    dated = words("slides.made_for", made=made, session=deck.session) if deck.session else made
    sources = (words("slides.reports_used", count=len(deck.sources)), *_reports(deck.sources))
    warning = coverage_warning()
    elements = (
        Text(Box(_LEFT, 2.0, _WIDE, 4.2), (deck.title,), size, bold=True, role="title"),
        Rule(Box(_LEFT, 6.3, 6.0, 0.12), "accent"),
        Text(Box(_LEFT, 6.8, _WIDE, 1.2), (dated,), 20, colour="quiet"),
        Text(Box(_LEFT, 8.6, _WIDE, 5.0), sources, _size(sources, _WIDE, 5.0, (16, 14, 12, 11))),
        Text(Box(_LEFT, 14.0, _WIDE, 2.4), (warning,), 14, colour="warning"),
        *_foot((words("app.title"),)),
    )
    return Page(elements, (spoken(deck.title), warning))


def _reports(used: Sequence[str]) -> Iterator[str]:
    """A line for each report; of many for the newest, and one that counts the others."""
    newest = [report for report in reversed(list(report_titles().values())) if report in set(used)]
    newest += [report for report in used if report not in newest]
    few = newest if len(newest) <= MOST_REPORTS else newest[: MOST_REPORTS - 1]
    for report in reversed(newest) if len(few) == len(newest) else few:
        yield words("slides.report_item", report=report)
    if rest := len(newest) - len(few):
        yield words("slides.reports_more", count=rest)


def _closing(deck: Deck) -> Page:
    lines: list[str] = []
    for number, slide in enumerate(deck.slides, 1):
        cited = extract_citation(slide.extract, deck.retrieved, short=False, site=deck.site)
        address = deck.site + slide.extract.address
        # An address within a line would be broken at its hyphens.
        text = cited.removesuffix(address).rstrip()
        lines += [words("slides.numbered", number=number, text=text), *([address] if text != cited else [])]
    box = Box(_LEFT, 3.0, _WIDE, 13.9)
    elements = (
        Text(Box(_LEFT, 1.0, _WIDE, 1.6), (words("slides.closing"),), 28, bold=True, role="title"),
        Text(box, tuple(lines), _size(lines, box.width, box.height, (14, 13, 12, 11, 10))),
        *_foot((words("footer.rule"),)),
    )
    return Page(elements, (words("slides.closing_notes"),))


def _foot(lines: Sequence[str]) -> tuple[Element, ...]:
    """The foot of a slide and its number, under a rule."""
    size = _size(lines, _FOOT_BOX.width, _FOOT_BOX.height, _FOOT_SIZES)
    return (
        Rule(Box(_LEFT, _FOOT_BOX.y - 0.1, _WIDE, 0.04), "grid"),
        Text(_FOOT_BOX, tuple(lines), size, colour="quiet", role="foot"),
        Text(Box(_LEFT + _WIDE - 1.8, _FOOT_BOX.y + 0.05, 1.8, 0.8), (), _FOOT, colour="quiet", role="number"),
    )


def _size(paragraphs: Sequence[str], wide: float, high: float, sizes: Sequence[float]) -> float:
    """The largest size at which the paragraphs fit a box given in centimetres."""
    return next((size for size in sizes if _height(paragraphs, wide, size) <= high), sizes[-1])


def _height(paragraphs: Sequence[str], wide: float, size: float) -> float:
    """How high the paragraphs stand in a box of this width, in centimetres."""
    lines = sum(max(1, len(wrapped(text, wide * POINTS / size))) for text in paragraphs)
    return lines * size * LINE / POINTS


# One extract ---------------------------------------------------------------------------------------


def _slide(slide: Slide, deck: Deck) -> Page:
    extract = slide.extract
    shown = charted(extract)
    rows = observed(extract, shown.observation_ids)
    head = list(_head(slide))
    warnings = unique([*failures(extract), silence(shown.silent)])
    aside = shown.aside
    remarks = list(_remarks(warnings, _notes_of(shown.chart), [aside] if aside else []))
    top = max(element.box.y + element.box.height for element in head) + 0.3
    bottom = min((element.box.y for element in remarks), default=_FLOOR) - 0.15
    # Words without end leave no room; what is below them then stands over them.
    body = _body(shown, Box(_LEFT, top, _WIDE, max(_LEAST, bottom - top)), slide.headline)
    said = [words("slides.say"), slide.spoken, *([slide.context] if slide.context else [])]
    said += [slide.explained] if slide.explained else []
    said += [words("slides.quotes"), *(quotation.told() for quotation in quotations(rows))]
    foot = _sources(slide, deck, places(rows))
    if _height(foot, _FOOT_BOX.width, _FOOT_SIZES[-1]) > _FOOT_BOX.height:
        # The notes have all of them, each with its sentence.
        foot = _sources(slide, deck, places(rows, most=1))
    return Page((*head, *body, *remarks, *_foot(foot)), (*said, *warnings))


def _head(slide: Slide) -> Iterator[Text]:
    """The title first, then what is measured, the finding where the title is another, and the context."""
    box = Box(_LEFT, 1.5, _WIDE, 2.7)
    size = fitting_size(slide.headline, box.width * _BOLD * POINTS, box.height * POINTS, _TITLES)
    yield Text(box, (slide.headline,), size, bold=True, role="title")
    yield Text(Box(_LEFT, 0.7, _WIDE, 0.75), (slide.extract.name,), 14, colour="quiet")
    below = unique([slide.finding_below, slide.context, slide.explained])
    if below:
        size = _size(below, _WIDE, 2.0, (16, 15, 14, 13))
        yield Text(Box(_LEFT, 4.3, _WIDE, _height(below, _WIDE, size)), tuple(below), size)


def _notes_of(chart: Chart | None) -> list[str]:
    """What the columns are, so that nobody compares what does not compare."""
    if chart is None or not chart.flows:
        return []
    long = [words("slides.note_long")] if any(chart.outlined) else []
    overlap = [words("slides.note_overlap")] if chart.overlapping else []
    return [words("slides.note_monthly") if chart.monthly else words("slides.note_printed"), *long, *overlap]


def _remarks(warnings: Sequence[str], notes: Sequence[str], aside: Sequence[str]) -> Iterator[Text]:
    """The value beside the chart, notes in quiet, warnings in a colour that is seen; the last just above the foot."""
    floor = _FLOOR
    for texts, colour in ((warnings, "warning"), (notes, "quiet"), (aside, "ink")):
        if texts:
            line = words("slides.sentence_joint").join(texts)
            high = _height([line], _WIDE, _REMARK)
            floor -= high + 0.05
            yield Text(Box(_LEFT, floor, _WIDE, high), (line,), _REMARK, colour=colour)  # type: ignore[arg-type]


def _body(shown: Charted, body: Box, title: str) -> Iterator[Element]:
    """The chart, the table of what it does not hold, or both side by side."""
    # One value is told in a line: a table of one row says no more.
    rows = () if shown.aside else shown.rows
    if shown.chart is None:
        if rows:
            yield _table(rows, body, title)
        else:
            yield Text(body, (words("chart.empty"),), 20, colour="quiet")
        return
    beside = body.width * 0.36 if rows else 0.0
    place = Box(body.x, body.y, body.width - beside - (0.4 if rows else 0.0), body.height)
    name = words("slides.chart_name", title=title)
    yield ChartPlace(place, shown.chart, name, _chart_words(shown.chart, title))
    if rows:
        yield _table(rows, Box(body.x + body.width - beside, body.y, beside, body.height), title)


def _chart_words(chart: Chart, title: str) -> str:
    """The chart in words: every column of every series."""
    parts = []
    for series in chart.series:
        pairs = zip(chart.categories, series.labels, series.values, strict=True)
        told = [
            words("slides.alt_value", period=p, value=label) for p, label, value in pairs if value is not None and label
        ]
        parts.append(words("slides.alt_series", name=series.name, values=listed(told)))
    return words("slides.alt", title=title, axis=chart.axis, series=words("slides.sources_joint").join(parts))


def _table(rows: tuple[Row, ...], box: Box, title: str) -> TablePlace:
    """As many rows as there is room for; the last one counts the others."""
    size = 12.0 if box.width < 15 else 14.0
    shares = (0.36, 0.35, 0.29) if box.width < 15 else (0.44, 0.26, 0.30)
    widths = tuple(box.width * share for share in shares)
    header = (words("table.metric"), words("table.period"), words("table.value"))
    shown: list[tuple[tuple[str, ...], float]] = [(header, _row_height(header, widths, size))]
    for place, row in enumerate(rows):
        cells = (row.name, row.period, row.value)
        high = _row_height(cells, widths, size)
        last = high if place == len(rows) - 1 else high + _row_height(("",), widths, size)
        if sum(high for _, high in shown) + last > box.height:
            more = (words("slides.more_rows", count=len(rows) - place), "", "")
            shown.append((more, _row_height(more, widths, size)))
            break
        shown.append((cells, high))
    cells_, heights = zip(*shown, strict=True)
    name = words("slides.table_name", title=title)
    return TablePlace(box, cells_, heights, widths, size, name, words("table.alt", title=title))


def _row_height(cells: Sequence[str], widths: Sequence[float], size: float) -> float:
    return 0.24 + max(_height([cell], width - 0.35, size) for cell, width in zip(cells, widths, strict=False))


def _sources(slide: Slide, deck: Deck, source: str) -> list[str]:
    address = words("picture.address", address=deck.site + slide.extract.address)
    built = words("picture.build", build=slide.extract.build_id, day=day_words(slide.extract.built))
    told = words("chart.source", reports=source or "—")
    return [told, words("picture.notes_joint").join((address, built))]
