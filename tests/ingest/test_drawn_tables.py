"""Tables that a text draws with bars, rules or blanks are read as tables; what only looks like one is not."""

from __future__ import annotations

import pytest

from catalog.load import load
from ingest.read.document import Block
from ingest.read.text import TextReader

ROWS = [["月份", "收文", "發文"], ["1月", "1,234", "2,345"], ["合　計", "1,234", "2,345"]]


def _blocks(text: str) -> tuple[Block, ...]:
    return TextReader(load().lexicon).read(text.encode()).blocks


def _grid(block: Block) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in block.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return list(rows.values())


@pytest.mark.parametrize(
    "drawn",
    [
        "| 月份 | 收文 | 發文 |\n|---|---:|:--:|\n| 1月 | 1,234 | 2,345 |\n| 合　計 | 1,234 | 2,345 |",
        "┌──┬──┬──┐\n│月份│收文│發文│\n├──┼──┼──┤\n│1月│1,234│ 2,345│\n│合　計│1,234│2,345│\n└──┴──┴──┘",
        "+--+--+\n| 月份 | 收文 | 發文 |\n+==+==+\n| 1月 | 1,234 | 2,345 |\n+--+--+\n| 合　計 | 1,234 | 2,345 |",
        "　月份 │ 收文 │ 發文\n────┼───┼───\n　1月 │ 1,234 │ 2,345\n　合　計 │ 1,234 │ 2,345",
        "月份      收文      發文\n1月      1,234     2,345\n合　計    1,234     2,345",
        "月份　　收文　　發文\n1月　　1,234　　2,345\n合　計　　1,234　　2,345",
    ],
    ids=["bars", "box", "grid", "inner bars", "blanks", "wide blanks"],
)
def test_a_drawn_table_is_a_table(drawn: str) -> None:
    before, table, behind = _blocks(f"本期收發文如下表：\n\n{drawn}\n\n以上統計截至期末。\n")
    assert (before.kind, table.kind, behind.kind) == ("paragraph", "table", "paragraph")
    assert _grid(table) == ROWS


@pytest.mark.parametrize(
    "text",
    [
        "本期受理63件  接待845人\n另辦理12場  參加34人\n共計75場",
        "查詢代碼為 a|b|c 及相關頁面。\n另見附件。",
        "主席　　王小明　　紀錄　　李小華\n出席　　張三　　李四　　王五",
    ],
)
def test_what_only_looks_like_a_table_is_none(text: str) -> None:
    assert all(block.kind == "paragraph" for block in _blocks(f"{text}\n"))
