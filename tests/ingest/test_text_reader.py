"""The text reader on the five published reports: nothing lost, paragraphs whole, tables found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.load import load
from ingest.passages.outline import Outliner, Passage
from ingest.read.document import UnreadableFile
from ingest.read.text import TextReader, decode
from tests.ingest.conftest import REPORTS

READER = TextReader(load().lexicon)
Passages = Callable[[str], list[Passage]]


def _ink(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_nothing_is_lost_and_the_order_is_kept(path: Path) -> None:
    """Each source line's characters, less what is dropped from it, are in the blocks, in order.

    A paragraph that a page break cut goes on behind other columns' text; there the source is
    looked up in parts: every line of it stands in exactly one block, at a rising place.
    """
    source = path.read_text(encoding="utf-8")
    document = READER.read(path.read_bytes())
    dropped: dict[int, list[str]] = {}
    for piece in document.dropped:
        dropped.setdefault(piece.line or 0, []).append(piece.text)
    blocks = [_ink(block.text) for block in document.blocks]
    used = [0] * len(blocks)
    for number, line in enumerate(source.split("\n"), 1):
        kept = line
        for words in dropped.get(number, []):
            assert words in kept
            kept = kept.replace(words, "", 1)
        ink = _ink(kept)
        if ink:
            place = next((i for i, b in enumerate(blocks) if b.startswith(ink, used[i])), None)
            assert place is not None, f"line {number} is in no passage: {line}"
            used[place] += len(ink)
    assert used == [len(block) for block in blocks]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_passages_stand_in_the_order_of_the_source(path: Path) -> None:
    lines = [block.line or 0 for block in READER.read(path.read_bytes()).blocks]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("report_id", "whole"),
    [
        ("council-3-4", "本期共計提供諮詢 8,825 件；"),
        ("council-3-4", "(由 3,462人減少為 2,442 人）"),
        ("council-2-3", "其中業務助理由1,390減為1,065人"),
        ("performance-104", "提供民眾查詢閱覽市政相關資訊，全年共計出刊100期。"),
        ("plan-110", "強化消費者權益自我保護觀念及建立防護網絡"),
        ("plan-110", "即時匡正缺失，並加強弊端成因分析，防止違失情事再次發生。"),
        ("plan-110", "由本府消費者服務中心受理消費爭議諮詢及消費爭議第一次申訴相關業務。"),
    ],
)
def test_paragraphs_are_whole_over_line_and_page_breaks(passages_of: Passages, report_id: str, whole: str) -> None:
    assert (
        sum(
            whole in (passage.text if report_id != "plan-110" else passage.folded) for passage in passages_of(report_id)
        )
        == 1
    )


def test_headings_are_not_glued_to_what_follows(passages_of: Passages) -> None:
    headings = [p.text for p in passages_of("council-2-8") if p.kind == "heading"]
    assert "(1)秋田觀光展覽會：澄清湖・田澤湖姊妹湖締結30週年紀念" in headings
    assert "(5)參訪美國波特蘭姊妹市紀念高雄－波特蘭姊妹市30週年，參與美國波特蘭玫瑰節活動" in headings


def test_a_table_of_one_cell_a_line(passages_of: Passages) -> None:
    (table,) = [p for p in passages_of("council-2-8") if p.kind == "table"]
    rows = [row.split("\t") for row in table.text.split("\n")]
    assert rows[1] == ["", "5,984", "821", "6,805"]
    assert rows[2] == ["臨時人員", "業務 助理", "約用 人員", "僱用工 程  員", "其他", "合計"]
    assert rows[-1] == ["總計：9,213"]


def test_cells_slice_out_of_the_table_text(passages_of: Passages) -> None:
    for report_id in ("council-2-8", "council-2-3", "council-3-4"):
        for passage in passages_of(report_id):
            assert all(passage.text[cell.start : cell.end] == cell.text for cell in passage.cells)


def test_captions_keep_their_numbers(passages_of: Passages) -> None:
    for report_id, count in (("council-2-8", 36), ("council-3-4", 15), ("council-2-3", 11)):
        numbers = [p.picture_no for p in passages_of(report_id) if p.kind == "caption"]
        assert numbers == list(range(1, count + 1))


@pytest.mark.parametrize(("caption", "number"), [("照片12：外賓來訪", 12), ("照片 9999：典禮", 9999)])
def test_a_caption_has_a_number_that_pictures_have(caption: str, number: int) -> None:
    passages = Outliner(load().lexicon).passages(READER.read(f"高雄市政府秘書處\n\n{caption}".encode()))
    assert [p.picture_no for p in passages if p.kind == "caption"] == [number]


@pytest.mark.parametrize("digits", ["11111", "1" * 20])
def test_a_longer_number_is_no_pictures(digits: str) -> None:
    passages = Outliner(load().lexicon).passages(READER.read(f"高雄市政府秘書處\n\n照片{digits}：典禮".encode()))
    assert [p.picture_no for p in passages if p.kind == "caption"] == []


def test_dropped_pieces_say_why() -> None:
    dropped = READER.read((REPORTS[0].parent / "council-2-8.txt").read_bytes()).dropped
    assert {piece.reason for piece in dropped} == {"bookmark", "image_placeholder"}


TEXT = "高雄市政府秘書處 104年度施政績效成果報告\n全年調解229件。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp950"])
def test_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).lstrip("\ufeff") == TEXT


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\u2029"])
def test_lines_end_however_a_program_ends_them(end: str) -> None:
    blocks = READER.read(TEXT.replace("\n", end).encode()).blocks
    assert [block.text for block in blocks] == TEXT.split("\n")


@pytest.mark.parametrize("data", [b"", b"  \n\n", b"\x00\x00\x00", b"\xff\xfe\x00\xd8", b"\x81\x81\xff\xff\x00\x01"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        decode(data)


@given(st.lists(st.text(alphabet="一二三計件，。：1、\t (-)壹", max_size=40), min_size=1, max_size=30))
def test_no_text_loses_a_character(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    document = READER.read(text.encode())
    kept = sorted("".join(_ink(b.text) for b in document.blocks) + "".join(_ink(d.text) for d in document.dropped))
    assert kept == sorted(_ink(text))


def test_rows_behind_a_title_of_one_cell_a_line_are_a_table_of_their_own() -> None:
    text = "\t執行情形\n\t單位：千元\n\n計畫\t預算數\t決算數\n行政\t27\t25\n合計\t27\t25\n\n\t次表\n\t單位：人\n"
    tables = [block for block in TextReader(load().lexicon).read(text.encode()).blocks if block.kind == "table"]
    assert [[(cell.row, cell.text) for cell in table.cells][:4] for table in tables] == [
        [(1, "執行情形"), (1, "單位：千元")],
        [(1, "計畫"), (1, "預算數"), (1, "決算數"), (2, "行政")],
        [(1, "次表"), (1, "單位：人")],
    ]


PROSE_ROWS = [
    ("計畫名稱\t計畫目標\t實施要領", "(一)政風業務\t興利防弊\t辦理廉政宣導4場次，研提防弊建議，並追蹤改善情形。"),
    (
        "重要施政項目\t執行成果與效益\t備註",
        "一、事務工作\t1.全年開放131場次，使用率居歷年之冠。2.夜間另排定輪值人員，隨時待命。\t無",
    ),
    ("項目\t辦理情形\t備註", "檔案\t移交檔案8萬7,300件，均依規定辦理，並完成造冊列管。\t持續辦理。"),
]


@pytest.mark.parametrize(("heads", "row"), PROSE_ROWS)
def test_a_table_that_only_lays_out_prose_gives_its_paragraphs(heads: str, row: str) -> None:
    blocks = READER.read("\n".join(["高雄市政府秘書處施政計畫", "", heads, row]).encode()).blocks
    assert {block.kind for block in blocks} == {"paragraph"}
    assert [_ink(block.text) for block in blocks][1:] == [_ink(cell) for cell in f"{heads}\t{row}".split("\t")]
    assert [block.line for block in blocks] == sorted(block.line or 0 for block in blocks)


def test_so_does_one_with_a_cell_a_line() -> None:
    lines = "\t項目\n\t辦理情形\n\t備註\n\n"
    lines += "\t檔案\n\t移交檔案8萬7,300件，均依規定期程辦理移交，\n並完成造冊列管與清查\n\t持續辦理"
    blocks = READER.read(f"高雄市政府秘書處施政計畫\n\n{lines}".encode()).blocks
    assert {block.kind for block in blocks} == {"paragraph"}
    assert "移交檔案8萬7,300件，均依規定期程辦理移交，並完成造冊列管與清查" in [block.text for block in blocks]


@pytest.mark.parametrize("remark", ["依核定計畫辦理，無超支。", "含追加預算，均已執行。"])
def test_remarks_beside_values_make_no_prose_of_a_table(remark: str) -> None:
    rows = [["科目", "預算數", "備註"], *([f"業務{i}", f"{i},000", remark if i == 1 else ""] for i in range(1, 9))]
    blocks = READER.read("\n".join("\t".join(cells) for cells in rows).encode()).blocks
    assert [block.kind for block in blocks] == ["table"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("受理8\x0825件", "受理8\ufffd25件"),
        ("受理36\x1b[1;32m4件\x1b[0m", "受理36\ufffd4件"),
        ("受理1,\x02\x01204件", "受理1,\ufffd204件"),
        ("受理\x0736\x07件", "受理36件"),
        ("受理3\ufeff6件", "受理36件"),
    ],
)
def test_a_control_within_a_number_leaves_a_mark(line: str, text: str) -> None:
    document = TextReader(load().lexicon).read(line.encode())
    assert [block.text for block in document.blocks] == [text]
