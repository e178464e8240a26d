"""Blocks from pages: paragraphs and tables whole again over lines, columns and pages."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.read.document import Block, Box, Dropped, Image
from ingest.read.grid import CellParagraph, GridCell, grid_blocks
from ingest.read.pdf.columns import Arrangement
from ingest.read.pdf.furniture import PageLines, furniture
from ingest.read.pdf.long_tables import LongTable
from ingest.read.pdf.page import PageContent
from ingest.read.pdf.paragraphs import Measure, Paragraphs, common_leading, measures, paragraph_of
from ingest.read.pdf.runs import Run
from ingest.read.pdf.tables import PageTable, TableCell

_PADDING = 0.6


@dataclass
class LegiblePage:
    """A page that can be read: its tables, and the lines outside them in reading order.

    ``free`` are the runs of those lines, ``figures`` the places of tables and pictures.
    """

    content: PageContent
    tables: list[PageTable]
    arranged: Arrangement
    free: Sequence[Run]
    figures: Sequence[Box]

    @property
    def number(self) -> int:
        """Counted from 1."""
        return self.content.number

    def column(self, item: Run | PageTable | Image) -> int:
        """In which column of text something stands: 0 over the whole width, 1 left, 2 right."""
        if isinstance(item, Run):
            return item.column
        return self.arranged.column_at(item.box[0], item.box[2]) if item.box else 0

    def items(self) -> Iterator[Run | PageTable | Image]:
        """Lines, tables and pictures in reading order: each figure before the first line below it in its column."""
        figures: list[PageTable | Image] = [*self.tables, *self.content.images]
        waiting = sorted(figures, key=lambda figure: (self.column(figure) == 2, _corner(figure)))
        lines = self.arranged.lines
        for index, line in enumerate(lines):
            column = self.column(line)
            ends = line.middle
            if column == 2:
                # The left column is read to its end, where a line over both columns stands, before the right one.
                across = (other.middle for other in lines[index:] if self.column(other) == 0)
                ends = next(across, self.content.height)
            for figure in list(waiting):
                own = self.column(figure)
                above = _corner(figure)[0] < (ends if own == 1 else line.middle)
                if above and not (column == 1 and own == 2):
                    waiting.remove(figure)
                    yield figure
            yield line
        yield from waiting


def _corner(figure: PageTable | Image) -> tuple[float, float]:
    return (figure.box[1], figure.box[0]) if figure.box else (0.0, 0.0)


def without_furniture(pages: Sequence[LegiblePage], always: Callable[[str], bool]) -> list[Dropped]:
    """Takes headers, footers and page numbers out of the pages and gives them back.

    Args:
        pages: the pages that can be read, in order; their lines are changed.
        always: whether a line is furniture by its words alone.
    """
    before = [None, *pages]
    seen = [_page_lines(page, earlier) for page, earlier in zip(pages, before, strict=False)]
    gone = furniture(seen, always)
    dropped = []
    for page in pages:
        lines = page.arranged.lines
        dropped += [Dropped(line.text, "page_furniture", None, page.number) for line in lines if line in gone]
        page.arranged.lines[:] = [line for line in lines if line not in gone]
    return dropped


def _page_lines(page: LegiblePage, before: LegiblePage | None) -> PageLines:
    return PageLines(
        page.number,
        page.content.height,
        sorted(page.arranged.lines, key=lambda line: line.base),
        min((table.box[1] for table in page.tables), default=None),
        max((table.box[3] for table in page.tables), default=None),
        _continues(before, page),
    )


def _continues(before: LegiblePage | None, page: LegiblePage) -> bool:
    """Whether a page's first table goes on with the last table of the page before."""
    if before is None or not before.tables or not page.tables:
        return False
    last = max(before.tables, key=lambda table: table.box[3])
    return LongTable(last).goes_on(min(page.tables, key=lambda table: table.box[1]))


class Flow:
    """The blocks of a document, made as its pages go by.

    Attributes:
        blocks: in reading order.
        images: pictures, each with the index of the first block that begins behind it.
        dropped: headers of tables that are said again on each page.
    """

    def __init__(self, paragraphs: Paragraphs) -> None:
        self._paragraphs = paragraphs
        self._lines: list[Run] = []
        self._measure: Measure | None = None
        self._column = 0
        self._table: LongTable | None = None
        self._by_ocr = False
        self._pictures: list[Image] = []
        self.blocks: list[Block] = []
        self.images: list[Image] = []
        self.dropped: list[Dropped] = []

    def take(self, pages: Sequence[LegiblePage]) -> None:
        """Takes all pages. Nothing goes on over a page that could not be read, nor from print to recognised text."""
        margins = _margins(pages)
        before: LegiblePage | None = None
        for page in pages:
            if before and (page.number > before.number + 1 or page.content.by_ocr != before.content.by_ocr):
                self._close()
            self._by_ocr = page.content.by_ocr
            for item in page.items():
                if isinstance(item, Image):
                    self._pictures.append(item)
                elif isinstance(item, PageTable):
                    self._take_table(item, page.column(item))
                else:
                    self._take_line(item, page.column(item), margins[page.number, page.column(item)])
            before = page
        self._close()
        self._place_pictures()

    def _take_line(self, line: Run, column: int, measure: Measure) -> None:
        if not (self._lines and self._goes_on(line, column, measure)):
            self._close()
            self._place_pictures()
        self._lines.append(line)
        self._column, self._measure = column, measure

    def _goes_on(self, line: Run, column: int, measure: Measure) -> bool:
        """Whether a line goes on with the paragraph at hand; on one page only in its column, or from left to right."""
        if self._lines[-1].page == line.page and (self._column, column) not in {(column, column), (1, 2)}:
            return False
        return self._paragraphs.continues(self._lines, line, measure, before=self._measure)

    def _take_table(self, table: PageTable, column: int) -> None:
        before = self._table
        # A table goes on at the top of the next page, or of the next column.
        follows = before is not None and (
            before.page == table.page - 1 or (before.page == table.page and (self._column, column) == (1, 2))
        )
        if before and follows and not self._lines and before.goes_on(table):
            self._column = column
            self.dropped += _dropped_cells(before.add(table), table.page)
            return
        self._close()
        self._place_pictures()
        self._table = LongTable(table)
        self._column = column

    def _close(self) -> None:
        """Ends the paragraph or table at hand."""
        if self._lines:
            paragraph = paragraph_of(self._lines, self._measure.right if self._measure else math.inf)
            self.blocks.append(_block(paragraph, self._by_ocr))
            self._lines = []
        if self._table:
            self.blocks += self._table_blocks(self._table)
            self._table = None

    def _place_pictures(self) -> None:
        """Pictures that wait stand before the block that begins now."""
        self.images += [replace(image, before_block=len(self.blocks)) for image in self._pictures]
        self._pictures = []

    def _table_blocks(self, table: LongTable) -> list[Block]:
        leading = common_leading([line for cell in table.cells for line in cell.lines])
        padding = _paddings(table.cells)
        cells = []
        for cell in table.cells:
            space = padding[cell.column]
            measure = Measure(cell.box[0] + space, cell.box[2] - space, leading)
            paragraphs = tuple(paragraph_of(lines, measure.right) for lines in self._paragraphs.of(cell.lines, measure))
            cells.append(
                GridCell(cell.row, cell.column, paragraphs, cell.row_span, cell.column_span, cell.page, cell.box)
            )
        return grid_blocks(cells, self._by_ocr)


def _margins(pages: Sequence[LegiblePage]) -> dict[tuple[int, int], Measure]:
    """What the lines of each page and column may fill, told from pages of the same width."""
    widths: dict[int, dict[tuple[int, int], list[Run]]] = defaultdict(lambda: defaultdict(list))
    for page in pages:
        for line in page.arranged.lines:
            widths[round(page.content.width)][page.number, page.column(line)].append(line)
    return {region: measure for regions in widths.values() for region, measure in measures(regions).items()}


def _paddings(cells: Sequence[TableCell]) -> dict[int, float]:
    """For each column the distance kept between text and rule, by its leftmost text."""
    held: dict[int, list[tuple[float, float]]] = {cell.column: [] for cell in cells}
    for cell in cells:
        held[cell.column] += [(line.x0 - cell.box[0], line.size) for line in cell.lines]
    return {
        column: min(max(min(spaces)[0], 0.0), _PADDING * min(size for _, size in spaces)) if spaces else 0.0
        for column, spaces in held.items()
    }


def _block(paragraph: CellParagraph, by_ocr: bool) -> Block:
    return Block("paragraph", paragraph.text, None, paragraph.page, (), paragraph.stretches, by_ocr)


def _dropped_cells(cells: Sequence[TableCell], page: int) -> list[Dropped]:
    return [
        Dropped(" ".join(line.text for line in cell.lines), "page_furniture", None, page)
        for cell in cells
        if cell.lines
    ]
