"""Heads of a table give its bare numbers their unit, their scale and their labels."""

from __future__ import annotations

import pytest

from ingest.numbers.printed import Quantity
from tests.ingest.conftest import Read

HEAD = "高雄市政府秘書處業務報告\n謹就107年1月16日至107年6月30日（以下簡稱本期）報告如後。\n壹、業務\n"


def _cells(read: Read, text: str) -> list[Quantity]:
    _, _, reading = read(HEAD + text)
    return [quantity for quantity in reading.quantities if quantity.segment.cell is not None]


@pytest.mark.parametrize(
    ("head", "value", "unit"),
    [
        ("金額(千元)", 45_000, "元"),
        ("金額(萬元)", 450_000, "元"),
        ("金額", 45, None),
        ("件數(件)", 45, "件"),
        ("百分比(%)", 45, "%"),
    ],
)
def test_the_head_of_a_column_gives_the_unit(read: Read, head: str, value: float, unit: str | None) -> None:
    (quantity,) = _cells(read, f"機關\t{head}\n水利局\t45\n")
    assert (float(quantity.value), quantity.unit) == (value, unit)


def test_a_line_of_units_holds_for_the_whole_table(read: Read) -> None:
    cells = _cells(read, "單位：千元\n機關\t107年\n水利局\t1,200\n環保局\t80\n")
    assert [(q.raw, float(q.value), q.unit) for q in cells] == [("1,200", 1_200_000, "元"), ("80", 80_000, "元")]


def test_a_title_in_a_grid_of_its_own_tells_the_unit(read: Read) -> None:
    sentence = "本期各機關辦理之業務均依規定辦理，並已於期限內全數完成，未完成者另行追蹤。"
    cells = _cells(read, f"預算\t單位：千元\n\n{sentence}\n\n機關\t107年\n水利局\t1,200\n")
    assert [q.unit for q in cells] == [None]
    cells = _cells(read, "預算\t單位：千元\n\n\n機關\t107年\n水利局\t1,200\n")
    assert [(float(q.value), q.unit) for q in cells] == [(1_200_000, "元")]


def test_a_unit_in_the_cell_is_stronger_than_its_head(read: Read) -> None:
    (quantity,) = _cells(read, "機關\t金額(千元)\n水利局\t45萬元\n")
    assert (float(quantity.value), quantity.unit) == (450_000, "元")


def test_the_words_before_a_table_lend_their_scale(read: Read) -> None:
    """概算90萬元分配如下: a cell that prints the 90 again is in 萬元, and so are those beside it."""
    cells = _cells(read, "車輛概算90萬元，分配如下：\n機關\t經費\n水利局\t60\n環保局\t30\n合計\t90\n")
    assert [(float(q.value), q.unit) for q in cells] == [(600_000, "元"), (300_000, "元"), (900_000, "元")]


def test_cells_know_the_heads_of_their_row_and_column(read: Read) -> None:
    (first, *_, last) = _cells(read, "機關\t件數\t人數\n水利局\t1\t2\n環保局\t3\t4\n")
    assert (first.segment.row_label, first.segment.column_label) == ("水利局", "件數")
    assert (last.segment.row_label, last.segment.column_label) == ("環保局", "人數")
