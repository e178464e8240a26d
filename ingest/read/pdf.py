"""Reads reports that are PDF files: paragraphs and tables made whole again over lines and pages."""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from catalog.models import Lexicon
from catalog.words import told
from ingest.fold import Folder
from ingest.markers import read_marker
from ingest.read.document import Block, Document, Dropped, Image, PageFault, UnreadableFile
from ingest.read.grid import CellParagraph, GridCell, grid_blocks
from ingest.read.legibility import illegible
from ingest.read.pdf_columns import in_reading_order
from ingest.read.pdf_furniture import PageLines, furniture
from ingest.read.pdf_lines import (
    Measure,
    Paragraphs,
    common_leading,
    paragraph_of,
    right_margin,
    without_overprint,
)
from ingest.read.pdf_page import PageContent, Run, read_page
from ingest.read.pdf_tables import PageTable, TableCell, goes_on, joined, ruled_tables
from ingest.read.pdf_unruled import split_rows

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 1000
# A document with less legible text than this beside illegible pages is a scan with a title page.
_TITLE_ONLY = 50
_PADDING = 0.6
# PDFium keeps its state in globals: one thread at a time, for all files.
_PDFIUM = threading.Lock()


@dataclass
class _Page:
    """A legible page being taken apart: its tables, and its lines outside them in reading order."""

    content: PageContent
    tables: list[PageTable] = field(default_factory=list)
    lines: list[Run] = field(default_factory=list)
    # For each line the column of the page it fills: 0 for the whole width, 1 left, 2 right.
    columns: dict[int, int] = field(default_factory=dict)

    def region(self, line: Run) -> tuple[int, int]:
        """What lines of one margin share: the page's width and the column."""
        return round(self.content.width), self.columns.get(id(line), 0)


@dataclass
class _Flow:
    """Blocks as they come, each with the page and height it begins at."""

    blocks: list[Block] = field(default_factory=list)
    places: list[tuple[int, float]] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def add(self, blocks: Iterable[Block], page: int, top: float) -> None:
        """Takes blocks that begin at one place."""
        for block in blocks:
            self.blocks.append(block)
            self.places.append((page, top))


class PdfReader:
    """Reads PDF reports with the words of a lexicon.

    Args:
        lexicon: captions and page furniture (catalog/lexicon.yaml).
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._folder = Folder(lexicon.variants)
        self._caption = re.compile(lexicon.caption)
        self._furniture = tuple(re.compile(pattern) for pattern in lexicon.page_furniture)
        self._paragraphs = Paragraphs(self._opens)

    def read(self, data: bytes) -> Document:
        """The document in ``data``.

        Pages that cannot be read are in ``Document.faults`` and give no blocks.

        Raises:
            UnreadableFile: protected by a password, cut off, without pages, or without any page
                that can be read.
        """
        contents, faults, total = _contents(data)
        legible: list[PageContent] = []
        for content in contents:
            reason = illegible(content)
            if reason is None:
                legible.append(content)
            else:
                faults.append(PageFault(content.number, reason.code, told(reason.message, page=content.number)))
        faults.sort(key=lambda fault: fault.page)
        _refuse_unread(legible, faults)
        dropped: list[Dropped] = []
        pages = [self._page(content, dropped) for content in legible]
        self._take_out_furniture(pages, dropped)
        flow = self._flow(pages)
        images = [_placed(image, flow.places) for page in pages for image in page.content.images]
        lost = sorted([*dropped, *flow.dropped], key=lambda piece: piece.page or 0)
        return Document(MEDIA_TYPE, tuple(flow.blocks), tuple(lost), total, tuple(images), tuple(faults))

    # Words ----------------------------------------------------------------------------------------

    def _opens(self, text: str) -> bool:
        folded = self._folder.fold(text)
        return read_marker(folded) is not None or bool(self._caption.match("".join(folded.split())))

    def _is_furniture(self, text: str) -> bool:
        compact = self._folder.compact(text).text
        return any(pattern.match(compact) for pattern in self._furniture)

    # Pages ----------------------------------------------------------------------------------------

    def _page(self, content: PageContent, dropped: list[Dropped]) -> _Page:
        runs, doubled = without_overprint(content.runs)
        for text in [*content.overprinted, *doubled]:
            dropped.append(Dropped(text, "illegible", None, content.number))
        tables, free = ruled_tables(content.rules, runs, content.number)
        page = _Page(content, [split_rows(table) for table in tables])
        for column, line in in_reading_order(free):
            page.lines.append(line)
            page.columns[id(line)] = column
        return page

    def _take_out_furniture(self, pages: Sequence[_Page], dropped: list[Dropped]) -> None:
        seen = [
            PageLines(
                page.content.number,
                page.content.height,
                sorted(page.lines, key=lambda line: line.base),
                min((table.box[1] for table in page.tables), default=None),
                max((table.box[3] for table in page.tables), default=None),
                _continues(before, page),
            )
            for before, page in zip([None, *pages], pages, strict=False)
        ]
        gone = furniture(seen, self._is_furniture)
        for page in pages:
            for line in page.lines:
                if id(line) in gone:
                    dropped.append(Dropped(line.text, "page_furniture", None, page.content.number))
            page.lines = [line for line in page.lines if id(line) not in gone]

    # Blocks ---------------------------------------------------------------------------------------

    def _flow(self, pages: Sequence[_Page]) -> _Flow:
        flow = _Flow()
        measures = _measures(pages)
        paragraph: list[Run] = []
        table: PageTable | None = None
        begins = (0, 0.0)

        def close() -> None:
            nonlocal table
            if paragraph:
                flow.add([_block(paragraph_of(paragraph))], *begins)
                paragraph.clear()
            if table:
                flow.add(self._table_blocks(table), *begins)
                table = None

        last_page = 0
        for page in pages:
            number = page.content.number
            if number > last_page + 1:
                close()
            last_page = number
            for item in _items(page):
                if isinstance(item, PageTable):
                    if table and not paragraph and table.page == number - 1 and goes_on(table, item):
                        table, header = joined(table, item)
                        flow.dropped += _dropped_cells(header, number)
                        continue
                    close()
                    table, begins = item, (number, item.box[1])
                elif paragraph and self._paragraphs.continues(paragraph, item, measures[page.region(item)]):
                    paragraph.append(item)
                else:
                    close()
                    paragraph.append(item)
                    begins = (number, item.top)
        close()
        return flow

    def _table_blocks(self, table: PageTable) -> list[Block]:
        leading = _cell_leading(table.cells)
        padding = _paddings(table.cells)
        cells = []
        for cell in table.cells:
            space = padding[cell.column]
            measure = Measure(cell.box[0] + space, cell.box[2] - space, leading)
            paragraphs = tuple(paragraph_of(lines) for lines in self._paragraphs.of(cell.lines, measure))
            cells.append(
                GridCell(cell.row, cell.column, paragraphs, cell.row_span, cell.column_span, cell.page, cell.box)
            )
        return grid_blocks(cells)


# The file -----------------------------------------------------------------------------------------


def _contents(data: bytes) -> tuple[list[PageContent], list[PageFault], int]:
    """The pages of a file, the faults of those PDFium cannot open, and how many pages there are."""
    contents: list[PageContent] = []
    faults: list[PageFault] = []
    with _PDFIUM:
        document = _opened(data)
        try:
            total = len(document)
            for index in range(min(total, MOST_PAGES)):
                try:
                    contents.append(read_page(document, index))
                except pdfium.PdfiumError:
                    faults.append(PageFault(index + 1, "broken_page", told("reading.page_broken", page=index + 1)))
        finally:
            document.close()
    if not total:
        raise UnreadableFile(told("reading.empty"), "empty")
    if total > MOST_PAGES:
        message = told("reading.page_limit", pages=total, most=MOST_PAGES)
        faults.append(PageFault(MOST_PAGES + 1, "page_limit", message))
    return contents, faults, total


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableFile(told("reading.encrypted"), "encrypted") from error
        raise UnreadableFile(told("reading.truncated"), "truncated") from error


def _refuse_unread(legible: Sequence[PageContent], faults: Sequence[PageFault]) -> None:
    """Refuses a file with no page to read, or with nothing but a title beside pages that cannot be read."""
    text = sum(len("".join(content.characters.split())) for content in legible)
    if legible and (text >= _TITLE_ONLY or not any(fault.code != "blank" for fault in faults)):
        return
    codes = {fault.code for fault in faults}
    messages = [fault.message for fault in faults]
    messages += [told("reading.page_title_only", page=content.number) for content in legible]
    code = codes.pop() if len(codes) == 1 else "illegible"
    raise UnreadableFile(told("reading.no_legible_page", reasons="；".join(messages)), code)


# Places -------------------------------------------------------------------------------------------


def _items(page: _Page) -> Iterator[Run | PageTable]:
    """A page's lines and tables; each table before the first line below it."""
    waiting = sorted(page.tables, key=lambda table: (table.box[1], table.box[0]))
    for line in page.lines:
        while waiting and waiting[0].box[1] < line.middle and page.columns.get(id(line), 0) != 1:
            yield waiting.pop(0)
        yield line
    yield from waiting


def _continues(before: _Page | None, page: _Page) -> bool:
    """Whether a page's first table goes on with the last table of the page before."""
    if before is None or not before.tables or not page.tables:
        return False
    last = max(before.tables, key=lambda table: table.box[3])
    return goes_on(last, min(page.tables, key=lambda table: table.box[1]))


def _measures(pages: Sequence[_Page]) -> dict[tuple[int, int], Measure]:
    """Margins and leading of each region, from all pages that have it: one page may hold short lines only."""
    lines: dict[tuple[int, int], list[Run]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            lines[page.region(line)].append(line)
    return {
        region: Measure(min(line.x0 for line in held), right_margin(held), common_leading(held))
        for region, held in lines.items()
    }


def _cell_leading(cells: Sequence[TableCell]) -> float:
    return common_leading([line for cell in cells for line in cell.lines])


def _paddings(cells: Sequence[TableCell]) -> dict[int, float]:
    """For each column the distance kept between text and rule, by its leftmost text."""
    spaces: dict[int, float] = {}
    for cell in cells:
        spaces.setdefault(cell.column, 0.0)
    for column in spaces:
        held = [(line.x0 - cell.box[0], line.size) for cell in cells if cell.column == column for line in cell.lines]
        if held:
            nearest = min(space for space, _ in held)
            spaces[column] = min(max(nearest, 0.0), _PADDING * min(size for _, size in held))
    return spaces


def _block(paragraph: CellParagraph) -> Block:
    return Block("paragraph", paragraph.text, None, paragraph.page, (), paragraph.stretches)


def _dropped_cells(cells: Sequence[TableCell], page: int) -> list[Dropped]:
    return [
        Dropped(" ".join(line.text for line in cell.lines), "page_furniture", None, page)
        for cell in cells
        if cell.lines
    ]


def _placed(image: Image, places: Sequence[tuple[int, float]]) -> Image:
    """``image`` with the index of the first block that begins behind its top."""
    place = (image.page or 0, image.box[1] if image.box else 0.0)
    before = next((index for index, start in enumerate(places) if start > place), len(places))
    return replace(image, before_block=before)
