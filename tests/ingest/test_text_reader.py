"""The text reader on the five published reports: nothing lost, paragraphs whole, tables found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.load import load
from ingest.passages.outline import Passage
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


def test_dropped_pieces_say_why() -> None:
    dropped = READER.read((REPORTS[0].parent / "council-2-8.txt").read_bytes()).dropped
    assert {piece.reason for piece in dropped} == {"bookmark", "image_placeholder"}


TEXT = "高雄市政府秘書處 104年度施政績效成果報告\n全年調解229件。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).lstrip("\ufeff") == TEXT


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
