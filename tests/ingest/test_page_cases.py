"""Small files whose pages are laid out in odd ways: the text and the tables a reader sees, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.load import load
from ingest.read.document import Document, UnreadableFile
from ingest.read.grid import CellParagraph, GridCell, grid_blocks
from ingest.read.open import read_document
from ingest.read.pdf.reader import PdfReader
from ingest.read.text import TextReader
from ingest.rows import OpenedReport
from tests.ingest.pdf_files import Page, grid, written
from tests.reading import READER

CASES = Path(__file__).parent / "cases"
LEXICON = load().lexicon

Values = list[tuple[float, str]]
GUESTS: Values = [(63, "案"), (845, "人")]

# File, the numbers with a unit in order, and the tables cell by cell.
RIGHT: list[tuple[str, Values, list[str]]] = [
    ("f01_footnote_sup.pdf", GUESTS, ["月份\t案數\t人數\n1月\t12^3\t345\n2月\t8\t210^4\n合計\t20\t555"]),
    ("f02_side_by_side.pdf", [], [
        "月份\t案數\t人數\n1月\t12\t345\n2月\t8\t210\n3月\t15\t402\n合計\t35\t957",
        "科室\t職工\t臨時人員\n秘書科\t6\t2\n事務科\t21\t9\n合計\t27\t11",
    ]),
    ("f03_side_by_side_touch.pdf", [], [
        "月份\t人數\t月份\t人數\n1月\t345\t4月\t120\n2月\t210\t5月\t98\n3月\t402\t6月\t130",
    ]),
    ("f04_merged_header.pdf", [], [
        "科室\t111年\t112年\n職工\t臨時人員\t職工\t臨時人員\n秘書科\t7\t3\t6\t2\n事務科\t22\t9\t21\t9\n合計\t29\t12\t27\t11",
    ]),
    ("f07_rotated.pdf", [*GUESTS, (12, "次")], []),
    ("f08_rot_table.pdf", [], ["月份\t案數\t人數\n1月\t12\t345\n2月\t8\t210\n3月\t15\t402\n合計\t35\t957"]),
    ("f09_unruled.pdf", [], ["月份\t案數\t人數\n1月\t12\t345\n2月\t8\t210\n3月\t15\t402\n合計\t35\t957"]),
    ("f10_kangxi.pdf", [(23, "案"), (85, "人"), (5000, "元")], []),
    ("f11_twocol.pdf", [*GUESTS, (12, "次"), (1204, "件"), (15, "%"), (18, "台"), (4.2, "%")], []),
    ("f13_doublestrike.pdf", GUESTS, []),
    ("f16_rotate90.pdf", [], [
        "科室\t111年\t112年\n職工\t臨時人員\t職工\t臨時人員\n秘書科\t7\t3\t6\t2\n事務科\t22\t9\t21\t9\n合計\t29\t12\t27\t11",
    ]),
    ("f19_exponent_unit.pdf", [(1234, "平方公尺"), (56, "m³"), (12, "公噸")], []),
    ("f22_diagonal_header_open_side.pdf", [], [
        "\n".join([
            "經濟性分類 職能別分類\t資本支出", "投資\t設備\t合計", "總計\t1,234\t567\t1,801",
            "一般公共事務\t1,000\t500\t1,500", "教育\t234\t67\t301",
        ]),
    ]),
    ("w01_superscript.docx", GUESTS, ["月份\t案數\t人數\n1月\t12^3\t345"]),
    ("w03_sdt_field_math.docx", [*GUESTS, (2.5, "天"), (4.2, "%")], []),
    ("w04_merged_nested.docx", [(99, "人")], [
        "科室\t職工\t合計\n男\t女\n秘書科\t3\t4\t7\n事務科\t10\t11\t21", "外\t1\n內\t2", "內表\t99人",
    ]),
    ("w05_tracked.docx", GUESTS, []),
    ("e08_crlf_tab.txt", GUESTS, []),
    ("n32_dup.txt", [(6363, "案"), (884_455, "人")], []),
]  # fmt: skip


def _opened(name: str) -> OpenedReport:
    opened = READER.opened(CASES / name, None)
    assert isinstance(opened, OpenedReport)
    return opened


def _tables(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind == "table"]


@pytest.mark.parametrize(("name", "values", "tables"), RIGHT, ids=[name for name, _, _ in RIGHT])
def test_a_page_gives_what_a_reader_sees(name: str, values: Values, tables: list[str]) -> None:
    opened = _opened(name)
    assert [(float(q.value), q.unit) for q in opened.reading.quantities if q.unit is not None] == values
    assert _tables(opened.document) == tables


def test_a_table_over_two_pages_is_one_and_its_repeated_heads_are_listed() -> None:
    document = _opened("f05_split_pages.pdf").document
    (table,) = [block for block in document.blocks if block.kind == "table"]
    rows = table.text.split("\n")
    assert [row.split("\t")[0] for row in rows] == ["編號", *map(str, range(1, len(rows)))]
    assert {piece.text for piece in document.dropped} == {"編號", "訪團", "國家", "人數"}


def test_a_layer_of_recognised_text_is_marked_in_every_number() -> None:
    opened = _opened("f17_hidden_ocr_layer.pdf")
    assert all(block.by_ocr for block in opened.document.blocks)
    assert [q.qualifier for q in opened.reading.quantities if q.unit is not None] == ["影像辨識"] * 2


@pytest.mark.parametrize("name", ["e01_hkscs.txt", "e04_gb18030.txt"])
def test_a_text_in_another_encoding_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(UnreadableFile, match="UTF-8") as refused:
        read_document(name, (CASES / name).read_bytes(), LEXICON)
    assert refused.value.code == "unknown_encoding"


# Other members of each kind -----------------------------------------------------------------------


def _pdf(page: Page) -> list[str]:
    return [block.text for block in PdfReader(LEXICON, lambda: None).read(written([page])).blocks]


@pytest.mark.parametrize(
    ("mark", "rise", "size", "text"),
    [
        ("2", 4.5, 8.0, "共計1,234^2件"),
        ("12", 5.0, 6.0, "共計1,234^12件"),
        ("3", -2.0, 7.0, "共計1,234_3件"),
        ("5", 0.0, 12.0, "共計1,2345件"),
    ],
    ids=["mark", "two digits", "lowered", "digit on the line"],
)
def test_digits_off_the_line_join_no_number(mark: str, rise: float, size: float, text: str) -> None:
    width = 0.5 * size * len(mark)
    page = Page([(72, 160, "共計1,234"), (126, 160 - rise, mark), (126 + width, 160, "件")], sizes={1: size})
    assert _pdf(page) == [text]


@pytest.mark.parametrize(("letters", "digit", "unit"), [("m", "2", "m²"), ("km", "2", "km²"), ("m", "3", "m³")])
def test_an_exponent_of_a_unit_is_one(letters: str, digit: str, unit: str) -> None:
    right = 72 + 24 + 18 + 6 * len(letters)
    page = Page([(72, 160, f"面積600{letters}"), (right, 155, digit), (right + 4, 160, "。")], sizes={1: 8.0})
    assert _pdf(page) == [f"面積600{unit}。"]


COLUMNS = (72.0, 160.0, 240.0)


@pytest.mark.parametrize(
    "rows",
    [
        [("月份", "案數", "人數"), ("1月", "12", "345"), ("2月", "8", "1,210"), ("合計", "20", "1,555")],
        [("科目", "預算數", "執行率"), ("人事費", "12,500", "98.7%"), ("業務費", "-", "4.2%")],
    ],
    ids=["counts", "money"],
)
def test_columns_of_values_are_a_table_without_rules(rows: list[tuple[str, str, str]]) -> None:
    words = [
        (x, 160 + 20.0 * row, cell) for row, cells in enumerate(rows) for x, cell in zip(COLUMNS, cells, strict=True)
    ]
    assert _pdf(Page([(72, 120, "(一)統計如下表："), *words, (72, 300, "(二)其他。")])) == [
        "(一)統計如下表：",
        "\n".join("\t".join(cells) for cells in rows),
        "(二)其他。",
    ]


def test_columns_of_words_are_no_table() -> None:
    words = [(x, 160 + 20.0 * row, "說明文字") for row in range(4) for x in COLUMNS]
    page = PdfReader(LEXICON, lambda: None).read(written([Page(words)]))
    assert all(block.kind == "paragraph" for block in page.blocks)


def test_writing_downwards_is_read_from_the_right() -> None:
    columns = ["本期接待外賓六十三案", "並召開會議一十二次。"]
    words = [
        (400.0 - 24 * c, 100 + 12.0 * i, sign) for c, column in enumerate(columns) for i, sign in enumerate(column)
    ]
    assert "".join(_pdf(Page(words))) == "".join(columns)


@pytest.mark.parametrize("digits", [("1,3", "81"), ("27", "6"), ("12.", "5")])
def test_narrow_cells_are_not_written_downwards(digits: tuple[str, str]) -> None:
    """One character a line as in upright writing, but numbers go on below."""
    lines = [*"本期接待外賓共計", *digits, *"人並召開檢討會議"]
    words = [(x, 100 + 14.0 * i, sign) for x in (100.0, 300.0) for i, sign in enumerate(lines)]
    assert "".join(_pdf(Page(words))).startswith("本")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("(一)本期接待外賓\t63\t案、845人。", "(一)本期接待外賓 63 案、845人。"),
        ("(二)本期受理\t1,204件，其中\t15件結案。", "(二)本期受理 1,204件，其中 15件結案。"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tabs_round_the_numbers_of_a_sentence_make_no_table(line: str, text: str, end: str) -> None:
    source = end.join(["一、國際事務", "", line, "", "二、其他"])
    blocks = TextReader(LEXICON).read(source.encode()).blocks
    assert [(block.kind, block.text) for block in blocks][1] == ("paragraph", text)


def test_tables_that_touch_are_parted_by_title_and_heads() -> None:
    rows = [
        ["指標", "單位", "實績"],
        ["會議", "次", "51"],
        ["預算", "單位：千元"],
        ["科目", "預算數", "決算數"],
        ["人事", "1,200", "1,100"],
    ]
    cells = [
        GridCell(row, column, (CellParagraph(text),), 1, 2 if len(texts) == 2 and column == 2 else 1)
        for row, texts in enumerate(rows, 1)
        for column, text in enumerate(texts, 1)
    ]
    blocks = grid_blocks(cells)
    assert [block.text for block in blocks] == [
        "指標\t單位\t實績\n會議\t次\t51",
        "預算\t單位：千元",
        "科目\t預算數\t決算數\n人事\t1,200\t1,100",
    ]
    assert [block.cells[0].row for block in blocks] == [1, 1, 1]


def test_a_section_of_a_table_is_no_table_of_its_own() -> None:
    rows = [
        ["科目", "預算數", "決算數"],
        ["一般行政", ""],
        ["人事", "1,200", "1,100"],
        ["業務", ""],
        ["油料", "35", "12"],
    ]
    cells = [
        GridCell(row, column, (CellParagraph(text),), 1, 2 if len(texts) == 2 and column == 2 else 1)
        for row, texts in enumerate(rows, 1)
        for column, text in enumerate(texts, 1)
    ]
    assert len(grid_blocks(cells)) == 1


def test_a_value_behind_a_sentence_stands_for_itself() -> None:
    words = "本處賡續執行辦公室節約用水用電措施並定期辦理考核檢查落實節能政策"
    page = Page([(72, 100, words), (72, 118, words[:-1] + "。"), (72, 136, "88,923"), (72, 154, "79,798")])
    assert _pdf(page)[-2:] == ["88,923", "79,798"]


def test_values_under_a_merged_head_on_the_page_before_go_on_with_its_table() -> None:
    upper = grid([72, 172, 372], [700, 740])
    lower = [*grid([72, 172, 272, 372], [60, 100]), *grid([72, 172, 272, 372], [100, 140])]
    first = Page([(72, 100, "(一)員額如下表："), (76, 725, "工級人員"), (180, 725, "機關及學校")], upper)
    values = [(180, 85, "5,812"), (280, 85, "790")]
    second = Page([*values, (76, 125, "合計"), (180, 125, "6,000"), (280, 125, "800")], lower)
    document = PdfReader(LEXICON, lambda: None).read(written([first, second]))
    assert len(_tables(document)) == 1
