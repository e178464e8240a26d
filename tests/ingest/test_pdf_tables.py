"""Tables in PDF files: cells as the governments' own spreadsheets have them, whole over page breaks."""

from __future__ import annotations

import functools
import re
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from catalog.fold import Folder
from catalog.load import load
from ingest.read.document import Block
from ingest.read.pdf.cells import cell_groups, merged_edges
from ingest.read.pdf.geometry import Rule
from ingest.read.pdf.reader import PdfReader
from ingest.read.pdf.tables import edges_of
from tests.ingest.pdf_files import Page, grid, written
from tests.shared_files import FILES, real

LEXICON = load().lexicon
READER = PdfReader(LEXICON, lambda: None)
FOLDER = Folder(LEXICON.variants)

Texts = dict[tuple[int, int], str]
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
# Sheets have a million rows, most of them empty.
FAR = 150


@functools.cache
def _tables(data: bytes) -> list[Block]:
    return [block for block in READER.read(data).blocks if block.kind == "table"]


def _only_table(data: bytes) -> Block:
    (table,) = _tables(data)
    return table


def _texts(table: Block) -> Texts:
    return {(cell.row, cell.column): cell.text for cell in table.cells if cell.text}


# The governments' own spreadsheets ------------------------------------------------------------------


def _plain(text: str) -> str:
    """Without blanks and thousands commas."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", "".join(text.split()))


def _ods(path: Path) -> Texts:
    """The cells of the first sheet as shown."""
    with zipfile.ZipFile(path) as archive:
        sheet = etree.fromstring(archive.read("content.xml")).find(f".//{TABLE}table")
    assert sheet is not None
    rows = [row for row in sheet.iter(f"{TABLE}table-row") for _ in range(min(FAR, _times(row, "rows")))]
    return {
        (row_no, column_no): text
        for row_no, row in enumerate(rows[:FAR], 1)
        for column_no, text in enumerate(_shown(row), 1)
        if text
    }


def _times(element: etree._Element, what: str) -> int:
    return int(element.get(f"{TABLE}number-{what}-repeated", "1"))


def _shown(row: etree._Element) -> list[str]:
    texts = ((_plain("".join(cell.itertext())), min(FAR, _times(cell, "columns"))) for cell in row)
    return [text for text, times in texts for _ in range(times)]


def _xlsx(path: Path) -> Texts:
    """The cells of the first sheet as shown; its numbers are shown without decimals."""
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    held = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return {
        (cell.row, cell.column): _plain(cell.value if isinstance(cell.value, str) else f"{cell.value:.0f}")
        for cell in held
    }


SHEETS: dict[str, Callable[[Path], Texts]] = {".ods": _ods, ".xlsx": _xlsx}
# A spreadsheet beside the PDF file that was made from it.
PAIRS = [
    path
    for path in (*sorted(FILES.iterdir()), *real("*cc_*"))
    if path.suffix in SHEETS and path.with_suffix(".pdf").is_file()
]
# Title, period and unit stand above the table.
HEAD = 3


@functools.cache
def _pair(path: Path) -> list[tuple[str, str]]:
    """What the PDF says and what the spreadsheet says, for every cell that is filled in one of them."""
    table = _only_table(path.with_suffix(".pdf").read_bytes())
    found = {place: _plain(text) for place, text in _texts(table).items()}
    last = max(cell.row for cell in table.cells)
    wanted = {
        (row - HEAD, column): text
        for (row, column), text in SHEETS[path.suffix](path).items()
        if HEAD < row <= last + HEAD
    }
    return [(found.get(place, ""), wanted.get(place, "")) for place in sorted(found.keys() | wanted.keys())]


@pytest.mark.filterwarnings("ignore:Print area cannot be set")
@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_cells_are_those_of_the_spreadsheet(path: Path) -> None:
    """All of each file, but for characters that the file itself takes for others."""
    pairs = _pair(path)
    equal = sum(FOLDER.fold(one) == FOLDER.fold(other) for one, other in pairs)
    assert len(pairs) > 250
    assert equal >= 0.995 * len(pairs)


@pytest.mark.filterwarnings("ignore:Print area cannot be set")
def test_cells_of_all_spreadsheets_together() -> None:
    pairs = [pair for path in PAIRS for pair in _pair(path)]
    assert sum(one == other for one, other in pairs) >= 0.99 * len(pairs)
    numbers = [(one, other) for one, other in pairs if re.fullmatch(r"[\d.]+", other)]
    assert len(numbers) > 200
    assert all(one == other for one, other in numbers)


# A budget book whose rows are not ruled -------------------------------------------------------------

BUDGET, BEFORE, CHANGE = "本年度預算數", "上年度預算數", "本年度與上年度比較"
BOOK_XS = [50.0, 90.0, 130.0, 290.0, 370.0, 450.0, 545.0]
# Section, item, name, this year's budget and that of the year before.
AGENCIES = [
    ("", "", "合計", 2906, 2708),
    ("6", "", "監督處主管", 2906, 2708),
    ("", "1", "監督處", 1097, 1053),
    ("", "2", "審查部", 1361, 1361),
    ("", "3", "審查部北區審\n查處", 84, 102),
    ("", "4", "審查部南區審\n查處", 364, 192),
]


def _money(thousands: int) -> str:
    return f"{thousands * 1000:,}" if thousands else "-"


def _book_page(rows: Sequence[tuple[str, str, str, int, int]], beyond: str = "") -> Page:
    """A page of a book of budgets: a ruled head over rows that only their values tell apart.

    ``beyond`` is printed right of the page, as on a sheet of which the page shows half.
    """
    names = ("款", "項", "名稱", BUDGET, BEFORE, CHANGE[:5], CHANGE[5:])
    places = [(x + 2, 119.0) for x in BOOK_XS[:5]] + [(BOOK_XS[5] + 2, 114.0), (BOOK_XS[5] + 2, 128.0)]
    text = [(x, base, name) for (x, base), name in zip(places, names, strict=True)]
    base = 150.0
    for section, item, name, budget, before in rows:
        values = (section, item, name, _money(budget), _money(before), _money(budget - before))
        text += [
            (x + 4, base + 16 * line, words)
            for x, value in zip(BOOK_XS, values, strict=False)
            for line, words in enumerate(value.split("\n"))
            if words
        ]
        base += 16 * len(name.split("\n"))
    if beyond:
        text += [(x, base, beyond) for x in (610.0, 700.0) for base in (150.0, 166.0)]
    return Page(text, grid(BOOK_XS, [100.0, 134.0, base]))


BOOKS = [
    pytest.param(lambda: written([_book_page(AGENCIES), _book_page(AGENCIES[2:])]), 10, id="written"),
    *(pytest.param(path.read_bytes, 263, id=path.stem) for path in real("control-yuan_budget_114.pdf")),
]


def _number(text: str) -> int:
    """A value of the budget book; a dash is nothing."""
    plain = text.replace(",", "")
    return int(plain) if plain.strip("-") else 0


def _columns(table: Block, *names: str) -> list[int]:
    """The columns headed by these words."""
    heads = {FOLDER.compact(cell.text).text: cell.column for cell in table.cells if cell.row <= 2}
    return [heads[name] for name in names if name in heads]


@pytest.mark.parametrize(("book", "compared"), BOOKS)
def test_rows_that_are_not_ruled_hold_what_belongs_together(book: Callable[[], bytes], compared: int) -> None:
    """In every row of the comparing tables this year less last year is the change that is printed."""
    rows = 0
    for table in _tables(book()):
        columns = _columns(table, BUDGET, BEFORE, CHANGE)
        if len(columns) < 3:
            continue
        texts = _texts(table)
        # A head is one row high or two.
        for row in range(2 if (2, columns[0]) in texts else 3, max(cell.row for cell in table.cells) + 1):
            budget, before, change = (_number(texts[row, column]) for column in columns)
            assert budget - before == change
            rows += 1
    assert rows == compared


def test_parts_of_an_unruled_table_make_its_total() -> None:
    agencies = _only_table(written([_book_page(AGENCIES)]))
    (column,) = _columns(agencies, BUDGET)
    texts = _texts(agencies)
    names = {row: FOLDER.compact(text).text for (row, held), text in texts.items() if held == 3}
    assert list(names.values()) == ["名稱", *(FOLDER.compact(row[2]).text for row in AGENCIES)]
    assert _number(texts[2, column]) == sum(_number(texts[row, column]) for row in names if row >= 4) == 2_906_000


def test_what_stands_beyond_the_page_is_not_on_it() -> None:
    """A sheet printed over two pages is held whole by each, of which each shows half."""
    whole, cut = (_only_table(written([_book_page(AGENCIES, beyond)])) for beyond in ("", "32,553"))
    assert _texts(cut) == _texts(whole)


def test_a_long_remark_makes_no_prose_of_a_table() -> None:
    remark = "本項係依據議會決議事項辦理，並請於次一會期提出書面報告送會備查，"
    lines = [remark[start : start + 14] for start in range(0, len(remark), 14)] * 3
    xs, ys = [40.0, 80.0, 150.0, 230.0, 340.0, 550.0], [100.0, 130.0, 160.0, 190.0 + 16 * len(lines)]
    text = [(xs[c] + 3, 119.0, words) for c, words in enumerate(("頁次", "科目", "原列", "審查意見", "附帶決議"))]
    text += [(xs[c] + 3, 149.0, words) for c, words in enumerate(("30", "業務費", "5,434,000", "照案通過"))]
    text += [(xs[c] + 3, 179.0, words) for c, words in enumerate(("36-38", "設備費", "16,932,000", "照案通過"))]
    text += [(xs[4] + 3, 179.0 + 16 * line, words) for line, words in enumerate(lines)]
    texts = _texts(_only_table(written([Page(text, grid(xs, ys))])))
    assert [texts[row, 1] for row in (2, 3)] == ["30", "36-38"]
    assert [texts[row, 3] for row in (2, 3)] == ["5,434,000", "16,932,000"]
    assert "".join(texts[3, 5].split()) == "".join(lines)


# Rules and cells --------------------------------------------------------------------------------------

# Rules are seldom drawn quite where they should be, and now and then they are drawn twice.
PLACE = st.tuples(st.integers(0, 8), st.sampled_from((0.0, 0.0, 0.3, 1.7, 2.9, -0.7))).map(lambda n: 40.0 * n[0] + n[1])
LEVEL = st.tuples(PLACE, PLACE, st.integers(0, 8)).map(lambda n: Rule(n[1], n[0], n[1] + 40.0 * n[2] + 2.5, n[0]))
UPRIGHT = st.tuples(PLACE, PLACE, st.integers(0, 8)).map(lambda n: Rule(n[0], n[1], n[0], n[1] + 40.0 * n[2] + 2.5))


@settings(max_examples=150)
@given(st.lists(LEVEL, max_size=14), st.lists(UPRIGHT, max_size=14))
def test_cells_are_those_of_pdfplumber(level: list[Rule], upright: list[Rule]) -> None:
    merged = merge_edges([_in_its_words(rule) for rule in (*level, *upright)], 3.0, 3.0, 3.0, 3.0)
    edges = [edge for edge in merged if max(edge["width"], edge["height"]) >= 3.0]
    wanted = cells_to_tables(intersections_to_cells(edges_to_intersections(edges, 3.0, 3.0)))
    lying, standing = (merged_edges(edges, 3.0, 3.0) for edges in edges_of([*level, *upright]))
    own = cell_groups(lying, standing, 3.0)
    assert sorted(map(sorted, own)) == sorted(sorted(table) for table in wanted if len(table) > 1)


def _in_its_words(rule: Rule) -> dict[str, object]:
    width, height = rule.x1 - rule.x0, rule.bottom - rule.top
    return {
        "object_type": "line", "orientation": "h" if rule.level else "v", "x0": rule.x0, "x1": rule.x1,
        "top": rule.top, "bottom": rule.bottom, "doctop": rule.top, "width": width, "height": height,
    }  # fmt: skip


def test_squared_paper_takes_no_minutes() -> None:
    """Ten thousand squares: pdfplumber's own search takes twelve seconds for them."""
    places = [60.0 + 5 * step for step in range(100)]
    page = Page([(62.0, 64.0 + 5 * row, "1") for row in range(0, 90, 3)], grid(places, places))
    start = time.process_time()
    READER.read(written([page]))
    assert time.process_time() - start < 5


# Tables written for the test ------------------------------------------------------------------------

XS, YS = [72.0, 200.0, 320.0, 440.0], [100.0, 130.0, 160.0, 190.0]


def _filled(rows: Sequence[Sequence[str]], xs: Sequence[float] = XS, top: float = 100.0) -> Page:
    """A page with a ruled table, 30 points a row."""
    ys = [top + 30 * row for row in range(len(rows) + 1)]
    text = [(xs[column] + 4, ys[row] + 19, words) for row, held in enumerate(rows) for column, words in enumerate(held)]
    return Page([place for place in text if place[2]], grid(xs, ys))


def _rows(table: Block) -> list[list[str]]:
    width = max(cell.column for cell in table.cells)
    texts = _texts(table)
    last = max(cell.row for cell in table.cells)
    return [[texts.get((row, column), "") for column in range(1, width + 1)] for row in range(1, last + 1)]


WORDS = st.text("高雄市政府秘書處文書國際事務", min_size=1, max_size=6)
VALUES = st.integers(0, 9_999_999).map("{:,}".format)
ROWS = st.lists(st.tuples(WORDS, VALUES, st.one_of(VALUES, st.just(""))), min_size=2, max_size=9)


@settings(max_examples=40)
@given(ROWS)
def test_a_ruled_table_is_read_as_written(rows: list[tuple[str, str, str]]) -> None:
    assert _rows(_only_table(written([_filled(rows)]))) == [list(row) for row in rows]


@settings(max_examples=25)
@given(ROWS, st.data())
def test_a_table_cut_by_pages_is_whole(rows: list[tuple[str, str, str]], data: st.DataObject) -> None:
    """Wherever it is cut between rows, with its header said again or not."""
    cut = data.draw(st.integers(1, len(rows) - 1))
    header = ("科目", "本年度", "上年度")
    again = data.draw(st.booleans())
    second = [header, *rows[cut:]] if again else rows[cut:]
    document = READER.read(written([_filled([header, *rows[:cut]]), _filled(second)]))
    (table,) = document.blocks
    assert _rows(table) == [list(row) for row in (header, *rows)]
    assert {cell.page for cell in table.cells} == {1, 2}
    assert [piece.text for piece in document.dropped] == (list(header) if again else [])


def test_cells_are_where_they_are_drawn() -> None:
    table = _only_table(written([_filled([("項目", "件數", "備註"), ("公文", "1,234", "")])]))
    boxes = {(cell.row, cell.column): cell.box for cell in table.cells}
    assert boxes[2, 2] == pytest.approx((200, 130, 320, 160), abs=1)
    stretch = next(s for s in table.stretches if table.text[s.start : s.end] == "1,234")
    assert stretch.page == 1
    assert stretch.edges[0] == pytest.approx(204, abs=0.5)
    assert 130 < stretch.top < stretch.bottom < 160


def test_merged_cells_stand_once_with_their_spans() -> None:
    rules = [(72.0, y, 440.0, y) for y in (100.0, 160.0, 190.0)] + [(200.0, 130.0, 440.0, 130.0)]
    rules += [(72.0, 100.0, 72.0, 190.0), (200.0, 100.0, 200.0, 190.0), (440.0, 100.0, 440.0, 190.0)]
    rules += [(320.0, 130.0, 320.0, 190.0)]
    text = [(80.0, 135.0, "機 關"), (280.0, 120.0, "員 額"), (210.0, 150.0, "職員"), (330.0, 150.0, "工友")]
    text += [(80.0, 180.0, "秘書處"), (210.0, 180.0, "128"), (330.0, 180.0, "45")]
    table = _only_table(written([Page(text, rules)]))
    spans = {(c.row, c.column): (c.text, c.row_span, c.column_span) for c in table.cells}
    assert spans == {
        (1, 1): ("機 關", 2, 1),
        (1, 2): ("員 額", 1, 2),
        (2, 2): ("職員", 1, 1),
        (2, 3): ("工友", 1, 1),
        (3, 1): ("秘書處", 1, 1),
        (3, 2): ("128", 1, 1),
        (3, 3): ("45", 1, 1),
    }


def test_a_row_cut_by_a_page_is_one_row() -> None:
    first = _filled([("科目", "件數", "說明"), ("公文", "1,234", "本年度辦理收發")])
    second = _filled([("", "", "及檔案管理。"), ("檔案", "567", "")])
    assert _rows(_only_table(written([first, second]))) == [
        ["科目", "件數", "說明"],
        ["公文", "1,234", "本年度辦理收發 及檔案管理。"],
        ["檔案", "567", ""],
    ]


def test_the_last_of_touching_tables_goes_on_over_the_page() -> None:
    above, below = [72.0, 150.0, 230.0, 310.0, 440.0], [72.0, 190.0, 310.0, 440.0]
    upper = _filled([("科目", "件數", "年度", "說明"), ("公文", "5", "104", "無")], above)
    lower = _filled([("計畫", "預算", "決算"), ("行政", "1,234", "1,200")], below, top=160.0)
    first = Page([*upper.text, *lower.text], [*upper.rules, *lower.rules])
    second = _filled([("文書", "567", "560")], below)
    (table,) = _tables(written([first, second]))
    assert _rows(table)[-2:] == [["行政", "", "1,234", "", "1,200"], ["文書", "", "567", "", "560"]]


def test_tables_of_other_columns_stay_apart() -> None:
    other = _filled([("姓名", "件數", "年度"), ("王", "5", "104")], [72.0, 150.0, 260.0, 440.0])
    first = _filled([("科目", "件數", "說明"), ("公文", "1,234", "無")])
    assert len(_tables(written([first, other]))) == 2


def _stacked(values: Sequence[Sequence[str]]) -> Page:
    """One ruled row that holds many rows of text, 16 points each."""
    text = [(XS[c] + 4, 148.0 + 16 * r, words) for r, row in enumerate(values) for c, words in enumerate(row)]
    head = [(XS[column] + 4, 119.0, words) for column, words in enumerate(("科目", "本年度", "上年度"))]
    return Page([*head, *(place for place in text if place[2])], grid(XS, [100.0, 130.0, 140.0 + 16 * len(values)]))


@settings(max_examples=30)
@given(st.lists(st.tuples(WORDS, VALUES, VALUES), min_size=3, max_size=12))
def test_rows_without_rules_are_told_by_their_values(rows: list[tuple[str, str, str]]) -> None:
    assert _rows(_only_table(written([_stacked(rows)])))[1:] == [list(row) for row in rows]


def test_a_value_over_its_share_is_one_row() -> None:
    rows = _rows(_only_table(written([_stacked([("公文", "1,234", "1,100"), ("", "(52.9%)", "(47.1%)")])])))
    assert rows[1:] == [["公文", "1,234 (52.9%)", "1,100 (47.1%)"]]


@pytest.mark.parametrize("gap", [60.0, 200.0, 400.0])
def test_tables_below_one_another_are_not_closed_to_one(gap: float) -> None:
    """Their sides end at the same places; what stands between them is prose."""
    below = 100.0 + 60 + gap
    upper = _filled([("項目", "件數", "備註"), ("公文", "1,234", "")])
    lower = _filled([("科目", "預算數", "備註"), ("人事費", "5,678", "")], top=below)
    text = (72.0, 120.0 + 60 + gap / 2, "本期收文如上，預算如下")
    blocks = READER.read(written([Page([*upper.text, text, *lower.text], [*upper.rules, *lower.rules])])).blocks
    assert [block.kind for block in blocks] == ["table", "paragraph", "table"]
    assert blocks[1].text == text[2]


@pytest.mark.parametrize(
    ("lines", "cell"),
    [
        (["5,9", "84"], "5,984"),
        (["821", "0人"], "8210人"),
        (["12.", "5公"], "12.5公"),
        # Two values, of which the second is as long; or there is room for the next digit.
        (["98", "99"], "98 99"),
        (["1", "84"], "1 84"),
    ],
)
def test_a_number_wider_than_its_cell_is_one(lines: list[str], cell: str) -> None:
    width = 4 + max(sum(6.0 if c.isascii() else 12.0 for c in line) for line in lines) + 4
    xs = [72.0, 200.0, 200.0 + width]
    text = [
        (80.0, 119.0, "項目名稱"),
        (80.0, 149.0, "公文"),
        *((204.0, 145.0 + 14 * i, t) for i, t in enumerate(lines)),
    ]
    table = _only_table(written([Page(text, grid(xs, [100.0, 130.0, 220.0]))]))
    assert _texts(table)[2, 2] == cell
