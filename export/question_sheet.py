"""The sheet of a question in the council (質詢單): one A4 page for each extract of a deck, as ODT or PDF.

The claim, the questions, the chart, the numbers, the reports' own sentences with their pages, and what the
reader must be warned of.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from catalog.words import words
from charts.palette import LIGHT
from export.machines import office
from export.odf.charts import chart_frame
from export.odf.package import Parts, described, packed
from export.odf.styles import fonts, lettering, properties, style, text_styles
from export.odf.xml import Element, document, element, paragraphs
from export.pictures.typesetting import LINE, wrapped
from export.slides.chart_data import Chart, charted
from export.slides.deck import Deck, Slide
from export.slides.odf_chart import columns_chart, placed
from export.slides.pages import POINTS, Box
from findings.cautions import coverage_warning, failures, silence
from findings.citation import extract_citation
from findings.period_words import day_words
from findings.questions import questions
from findings.sources import observed, quotation, unique
from findings.titles import row_period
from findings.values import is_told, part_words, rate_words, value_words, with_unit

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_PAGE, _EDGE = (21.0, 29.7), 1.6
_WIDE, _HIGH = _PAGE[0] - 2 * _EDGE, _PAGE[1] - 2 * _EDGE
# The first height of a chart that leaves room for what it draws.
_CHARTS, _CHART_WORDS = [Box(0, 0, _WIDE, high) for high in (6.4, 5.6, 4.8, 4.2)], 9.5
_COLUMNS = (0.33, 0.29, 0.16, 0.15, 0.07)
_SENTENCE = re.compile(r"(.+?)(?:。|\. )(?=.)", re.DOTALL)
# More of the room than this rows never take from the sentences.
_MOST_ROWS = 0.7
# A claim that takes more centimetres is a long one.
_MOST_CLAIM = 2.5
# Name, size in points, colour, bold, space above in centimetres.
_STYLES: dict[str, tuple[float, str, bool, float]] = {
    "made": (9.5, LIGHT.quiet, False, 0.0),
    "claim": (14, LIGHT.ink, True, 0.1),
    "claim-long": (11.5, LIGHT.ink, True, 0.1),
    "below": (11, LIGHT.ink, False, 0.15),
    "warning": (10, LIGHT.target, False, 0.15),
    "heading": (11.5, LIGHT.series[0], True, 0.3),
    "question": (11, LIGHT.ink, False, 0.12),
    "quote": (10, LIGHT.ink, False, 0.12),
    "cell": (9.5, LIGHT.ink, False, 0.0),
    "header": (9.5, LIGHT.ink, True, 0.0),
    "foot": (9, LIGHT.quiet, False, 0.2),
}


@dataclass(frozen=True)
class Sheet:
    """One page: what it says, in order."""

    made: str
    claim: str
    below: tuple[str, ...]
    warnings: tuple[str, ...]
    chart: Chart | None
    chart_words: str
    foot: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    quotes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    box: Box = _CHARTS[0]


def odt_bytes(deck: Deck) -> bytes:
    """The sheets of a deck as ODT, one page for each of its extracts, with charts that can be edited."""
    charts: dict[str, Parts] = {}
    body: list[Element] = []
    for number, sheet in enumerate(sheets(deck)):
        body += _sheet_elements(sheet, charts, first=number == 0)
    styles = element("office:automatic-styles", None, *_own_styles())
    content = element("office:body", None, element("office:text", None, *body))
    parts = {
        "content.xml": document("content", fonts(), styles, content),
        "styles.xml": text_styles(10.5, *_PAGE, _EDGE),
        "meta.xml": described(deck.title, deck.session, deck.retrieved, words.language, words("app.title")),
    }
    return packed(MEDIA_TYPE, parts, charts)


def pdf_bytes(deck: Deck) -> bytes:
    """The sheets of a deck as PDF, as LibreOffice prints them.

    Raises:
        OfficeFailed: LibreOffice is missing, or wrote no PDF.
    """
    return office.converted(odt_bytes(deck), "odt")


# What a sheet says ---------------------------------------------------------------------------------


def sheets(deck: Deck) -> list[Sheet]:
    """One sheet for each slide of the deck."""
    return [_sheet(slide, deck) for slide in deck.slides]


def _sheet(slide: Slide, deck: Deck) -> Sheet:
    extract = slide.extract
    shown = charted(extract)
    rows = observed(extract, shown.observation_ids)
    day = words("slides.made", day=day_words(deck.retrieved))
    made = words("slides.made_for", made=day, session=deck.session) if deck.session else day
    warnings = unique([*failures(extract), silence(shown.silent), coverage_warning()])
    # The finding stands on top and the reports behind their sentences: once each on a sheet of one page.
    cited = extract_citation(extract, deck.retrieved, short=True)
    sheet = Sheet(
        made=words("question.made", name=extract.name, made=made),
        claim=slide.headline,
        below=tuple(unique([slide.finding_below, slide.context, slide.explained])),
        warnings=tuple(warnings),
        chart=shown.chart,
        chart_words=words("table.alt", title=slide.headline),
        foot=(cited, deck.site + extract.address),
        questions=tuple(_numbered([_beyond(asked, slide.headline) for asked in questions(extract)])),
    )
    for box in _CHARTS:
        sheet = replace(sheet, box=box)
        lines, quotes, whole = _numbers(rows, _HIGH - _height(sheet), shown.chart)
        if whole or sheet.chart is None:
            break
    return replace(sheet, rows=tuple(lines), quotes=tuple(quotes))


def _beyond(asked: str, claim: str) -> str:
    """A question without the sentence it begins with where that stands above as the claim."""
    told = _SENTENCE.match(asked)
    return asked[told.end() :] if told and claim.startswith(told[1]) else asked


def _numbered(asked: Sequence[str]) -> list[str]:
    """The questions with their places, where there are several."""
    if len(asked) < 2:
        return list(asked)
    return [words("slides.numbered", number=number, text=text) for number, text in enumerate(asked, 1)]


def _numbers(rows: pd.DataFrame, room: float, chart: Chart | None) -> tuple[list[tuple[str, ...]], list[str], bool]:
    """Rows of the table, the sentences that print them, and whether all that the chart draws are among them.

    As many as there is room for. What the chart draws has its row in any case, unless rows alone would fill the page;
    every number has its sentence on the sheet as long as there is room. What has no room is counted.
    """
    header = tuple(words(key) for key in ("table.metric", "table.period", "table.value", "table.per_month"))
    lines: list[tuple[str, ...]] = [(*header, words("question.number"))]
    more = (words("question.more", count=len(rows)), "", "", "", "")
    # Several reports may print one value for one day; the newest of them is quoted.
    own = rows[::-1].drop_duplicates(["metric_id", "part", "period_start", "period_end", "value", "unit"])[::-1]
    room -= _row_height(lines[0]) + _row_height(more)
    drawn = own[own["observation_id"].isin(chart.observation_ids if chart else ())]
    held = {str(row["observation_id"]): _row_height((*_cells(row), "")) for _, row in drawn.iterrows()}
    if held and sum(held.values()) > _MOST_ROWS * room:
        # Those that the title is about.
        first = set(drawn["observation_id"][drawn["metric_id"] == drawn["metric_id"].iloc[0]])
        held = {one: high for one, high in held.items() if one in first}
        held = held if sum(held.values()) <= _MOST_ROWS * room else {}
    fitting = _fitting(own, room - sum(held.values()), held)
    quotes: dict[str, int] = {}
    for _, row in own[own["observation_id"].isin(fitting | held.keys())].iterrows():
        mark = ""
        if row["observation_id"] in fitting:
            mark = words("question.mark", number=quotes.setdefault(_quoted(row), len(quotes) + 1))
        lines.append((*_cells(row), mark))
    if left := len(own) - len(fitting | held.keys()):
        lines.append((words("question.more", count=left), "", "", "", ""))
    marked = (words("question.numbered", mark=words("question.mark", number=n), text=q) for q, n in quotes.items())
    return lines, list(marked), set(drawn["observation_id"]) <= fitting


def _course(rows: pd.DataFrame) -> set[str]:
    """The observations a title tells: of the first measure the newest, the highest and the lowest."""
    first = rows[rows["metric_id"] == rows["metric_id"].iloc[0]] if len(rows) else rows
    if first.empty:
        return set()
    heights = first["per_month"].where(first["per_month"].notna(), first["value"]).astype(float)
    ordered = first.assign(height=heights).sort_values("height", kind="stable")
    newest = first.sort_values("period_end", kind="stable").iloc[-1]
    return {str(row["observation_id"]) for row in (newest, ordered.iloc[0], ordered.iloc[-1])}


def _fitting(rows: pd.DataFrame, room: float, held: Container[str]) -> set[str]:
    """The observations that have room with their sentences: what the title tells, its measure, others; newest first.

    Args:
        rows: observations, that of the title first.
        room: in centimetres.
        held: the observations whose rows have their room already.
    """
    first = rows["metric_id"] == rows["metric_id"].iloc[0] if len(rows) else []
    ordered = rows.assign(told=rows["observation_id"].isin(_course(rows)), first=first)
    ordered = ordered.sort_values(["told", "first", "period_end"], ascending=False, kind="stable")
    kept: set[str] = set()
    quotes: set[str] = set()
    for _, row in ordered.iterrows():
        quote = _quoted(row)
        line = (*_cells(row), words("question.mark", number=len(quotes) + 1))
        high = 0.0 if row["observation_id"] in held else _row_height(line)
        room -= high + (0 if quote in quotes else _lines(quote, "quote"))
        if room < 0 and kept:
            break
        kept.add(str(row["observation_id"]))
        quotes.add(quote)
    return kept


def _cells(row: pd.Series) -> tuple[str, ...]:
    part = words("card.part", part=part_words(row["part"])) if is_told(row["part"]) else ""
    monthly = with_unit(rate_words(float(row["per_month"])), row["unit"]) if is_told(row["per_month"]) else ""
    value = value_words(row["value"], row["unit"], row["qualifier"])
    return words.name(row) + part, row_period(row), value, monthly


def _quoted(row: pd.Series) -> str:
    return quotation(row, str(row["quote"])).told()


def _claim_style(sheet: Sheet) -> str:
    """A claim of many lines takes smaller letters: what it tells has to stand below it."""
    return "claim" if _lines(sheet.claim, "claim") < _MOST_CLAIM else "claim-long"


def _height(sheet: Sheet) -> float:
    """How high everything but the numbers and their sentences stands, in centimetres."""
    high = sum(
        _lines(text, style)
        for style, texts in (("made", [sheet.made]), (_claim_style(sheet), [sheet.claim]), ("below", sheet.below),
                             ("warning", sheet.warnings), ("question", sheet.questions), ("foot", sheet.foot))
        for text in texts
    )  # fmt: skip
    headings = 2 + bool(sheet.questions)
    return high + (sheet.box.height + 0.3) * (sheet.chart is not None) + headings * _lines("", "heading")


def _row_height(cells: Sequence[str]) -> float:
    return 0.2 + max(_lines(cell, "cell", _WIDE * share - 0.3) for cell, share in zip(cells, _COLUMNS, strict=True))


def _lines(text: str, style: str, wide: float = _WIDE) -> float:
    size, _, bold, above = _STYLES[style]
    ems = wide * POINTS / size * (0.94 if bold else 1.0)
    return above + max(1, len(wrapped(text, ems))) * size * LINE / POINTS


# ODT -----------------------------------------------------------------------------------------------


def _sheet_elements(sheet: Sheet, charts: dict[str, Parts], *, first: bool) -> Iterator[Element]:
    yield from paragraphs(sheet.made, "made" if first else "made-next")
    yield _heading(sheet.claim, _claim_style(sheet), 1)
    for name, texts in (("below", sheet.below), ("warning", sheet.warnings)):
        yield from _texts(texts, name)
    if sheet.questions:
        yield _heading(words("question.asked"), "heading", 2)
        yield from _texts(sheet.questions, "question")
    if sheet.chart is not None:
        folder = f"Object {len(charts) + 1}"
        charts[folder] = columns_chart(sheet.chart, sheet.box, _CHART_WORDS)
        frame = {**placed(sheet.box), "text:anchor-type": "as-char", "draw:style-name": "frame", "draw:name": folder}
        shown = chart_frame(folder, words("slides.chart_name", title=sheet.claim), sheet.chart_words, frame)
        yield element("text:p", {"text:style-name": "chart"}, shown)
    yield _heading(words("table.title"), "heading", 2)
    yield _table_element(sheet.rows, words("slides.table_name", title=sheet.claim))
    yield _heading(words("question.quotes"), "heading", 2)
    for name, texts in (("quote", sheet.quotes), ("foot", sheet.foot)):
        yield from _texts(texts, name)


def _heading(text: str, own: str, level: int) -> Element:
    return element("text:h", {"text:style-name": own, "text:outline-level": level}, text)


def _texts(texts: Sequence[str], own: str) -> Iterator[Element]:
    return (made for text in texts for made in paragraphs(text, own))


def _table_element(rows: Sequence[Sequence[str]], name: str) -> Element:
    columns = (element("table:table-column", {"table:style-name": f"column{n}"}) for n in range(len(_COLUMNS)))
    header, *lines = (_line_element(row, "cell" if number else "header") for number, row in enumerate(rows))
    return element(
        "table:table", {"table:name": name, "table:style-name": "table"},
        *columns, element("table:table-header-rows", None, header), *lines,
    )  # fmt: skip


def _line_element(row: Sequence[str], own: str) -> Element:
    cell = {"office:value-type": "string", "table:style-name": f"table-{own}"}
    return element("table:table-row", None, *(element("table:table-cell", cell, *paragraphs(t, own)) for t in row))


def _own_styles() -> Iterator[Element]:
    for name, (size, colour, bold, above) in _STYLES.items():
        yield _paragraph_style(name, lettering(size, colour=colour, bold=bold), above)
    size, colour, bold, _ = _STYLES["made"]
    yield _paragraph_style("made-next", lettering(size, colour=colour, bold=bold), 0.0, "page")
    yield _paragraph_style("chart", lettering(10), 0.15)
    yield style("frame", "graphic", properties("graphic", {
        "style:vertical-pos": "top", "style:vertical-rel": "baseline",
    }))  # fmt: skip
    wide = {"style:width": f"{_WIDE}cm", "table:align": "margins"}
    yield style("table", "table", properties("table", wide))
    for place, share in enumerate(_COLUMNS):
        own = properties("table-column", {"style:column-width": f"{_WIDE * share:.3f}cm"})
        yield style(f"column{place}", "table-column", own)
    for name, fill in (("cell", LIGHT.paper), ("header", LIGHT.grid)):
        yield style(f"table-{name}", "table-cell", properties("table-cell", {
            "fo:padding": "0.1cm", "fo:background-color": fill, "fo:border-bottom": f"0.02cm solid {LIGHT.grid}",
        }))  # fmt: skip


def _paragraph_style(name: str, words: Element, above: float, before: str | None = None) -> Element:
    own = properties("paragraph", {
        "fo:margin-top": f"{above}cm", "fo:margin-bottom": "0cm", "style:text-autospace": "none", "fo:orphans": 2,
        "fo:widows": 2, "fo:break-before": before,
    })  # fmt: skip
    return style(name, "paragraph", own, words)
