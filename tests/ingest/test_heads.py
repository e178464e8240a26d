"""Heads of a table give its bare numbers their unit, their scale and their labels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.numbers.printed import Quantity
from ingest.rows import ReportRows
from tests.ingest.conftest import Read
from tests.ingest.pdf_files import Page, grid, written
from tests.reading import READER

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


@pytest.mark.parametrize("again", [True, False], ids=["heads told again", "values alone"])
def test_a_line_of_units_holds_for_what_goes_on_on_the_next_page(tmp_path: Path, again: bool) -> None:
    head = ("機關", "經費")

    def table(top: float, rows: list[tuple[str, str]]) -> Page:
        lines = [(76 + 200 * at, top + 25 + 40 * place, row[at]) for place, row in enumerate(rows) for at in (0, 1)]
        return Page(lines, grid([72, 272, 472], [top + 40 * place for place in range(len(rows) + 1)]))

    first = table(660, [head, ("水利局", "1,200"), ("環保局", "80")])
    title = [(72, 60 + 18 * place, words) for place, words in enumerate(HEAD.split("\n"))]
    first = replace(first, text=[*title, (360, 650, "單位：千元"), *first.text])
    second = table(60, [*[head] * again, ("工務局", "2,500"), ("合計", "3,780")])
    file = tmp_path / "pages.pdf"
    file.write_bytes(written([first, second]))
    report = READER.read(file, None)
    assert isinstance(report, ReportRows)
    values = {row["raw"]: (row["value"], row["unit"]) for row in report.tables["quantity"]}
    assert values["1,200"] == (1_200_000, "元")
    assert values["2,500"] == (2_500_000, "元")
    assert values["3,780"] == (3_780_000, "元")


@pytest.mark.parametrize(
    "line",
    [
        "單位：新臺幣仟元", "（單位：新臺幣／千元）", "金額單位：新臺幣（千元）", "單位：NT$千元", "單位：台幣千元",
        "（貨幣單位：新臺幣 千 元）",
    ],
)  # fmt: skip
def test_thousands_of_money_in_any_spelling(read: Read, line: str) -> None:
    cells = _cells(read, f"{line}\n機關\t經費\n水利局\t1,200\n環保局\t80.5\n")
    assert [(float(q.value), q.unit) for q in cells] == [(1_200_000, "元"), (80_500, "元")]


@pytest.mark.parametrize(("scale", "value"), [("佰萬", 12_500_000), ("百万", 12_500_000), ("仟", 12_500)])
def test_scales_in_capitals_or_short_forms(read: Read, scale: str, value: float) -> None:
    (cell,) = _cells(read, f"機關\t經費（{scale}元）\n水利局\t12.5\n")
    assert (float(cell.value), cell.unit) == (value, "元")


@pytest.mark.parametrize("line", ["單位：千元；人", "單位：人／千元", "單位：人，千元", "單位：千元、人"])
def test_each_of_two_units_is_of_the_columns_that_its_name_heads(read: Read, line: str) -> None:
    cells = _cells(read, f"{line}\n機關\t經費\t參訓人數\n水利局\t1,200\t50\n")
    assert [(float(q.value), q.unit) for q in cells] == [(1_200_000, "元"), (50, "人")]


def test_shares_beside_a_unit_that_a_bracket_tells_of(read: Read) -> None:
    cells = _cells(read, "單位：元(%)\n機關\t經費\t占比\n水利局\t1,200\t50.5\n")
    assert [(float(q.value), q.unit) for q in cells] == [(1_200, "元"), (50.5, "%")]


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


def test_a_long_cell_of_digits_and_words_is_read_at_once(read: Read) -> None:
    """What a broken conversion puts into one cell: no pattern may try every way to part its digits."""
    long = "1,234" * 40 + "件及其他"
    cells = _cells(read, f"機關\t件數\n水利局\t{long}\n環保局\t3件\n")
    assert [float(q.value) for q in cells if q.unit] == [3]


def test_cells_know_the_heads_of_their_row_and_column(read: Read) -> None:
    (first, *_, last) = _cells(read, "機關\t件數\t人數\n水利局\t1\t2\n環保局\t3\t4\n")
    assert (first.segment.row_label, first.segment.column_label) == ("水利局", "件數")
    assert (last.segment.row_label, last.segment.column_label) == ("環保局", "人數")


def test_a_table_that_states_two_units_gives_each_column_its_own(read: Read) -> None:
    cells = _cells(read, "表1　車輛經費（單位：萬元、%）\n機關\t經費\t占比\n警察局\t7,440\t40\n消防局\t5,580\t30\n")
    assert [(float(q.value), q.unit) for q in cells] == [
        (74_400_000, "元"),
        (40, "%"),
        (55_800_000, "元"),
        (30, "%"),
    ]


@pytest.mark.parametrize("unit", ["單位：萬元、人", "單位：人、場"])
def test_two_units_that_no_head_tells_apart_give_none(read: Read, unit: str) -> None:
    cells = _cells(read, f"表1　訓練（{unit}）\n機關\t前者\t後者\n警察局\t74\t40\n")
    assert [q.unit for q in cells] == [None, None]


@pytest.mark.parametrize(
    ("title", "heads", "values"),
    [
        ("單位：人次、千元", "受益人次\t金額", [(15_336, "人次"), (105_482_000, "元")]),
        ("單位：千元、案", "核定經費\t案數", [(15_336_000, "元"), (105_482, "案")]),
        ("單位：人次、場", "參加者\t講師", [(15_336, None), (105_482, None)]),
    ],
)
def test_each_of_several_units_is_of_the_columns_whose_heads_tell(
    read: Read, title: str, heads: str, values: list[tuple[float, str | None]]
) -> None:
    cells = _cells(read, f"表1　各項津貼（{title}）\n項目\t{heads}\n青年津貼\t15,336\t105,482\n")
    assert [(float(q.value), q.unit) for q in cells] == values


@pytest.mark.parametrize("title", ["表一　{}接待統計", "表2 {}各洲訪賓（單位：案、人）", "{}訪賓接待統計表"])
def test_the_line_right_above_a_table_names_it_and_its_year(read: Read, title: str) -> None:
    table = "地區\t案數\t人數\n亞洲\t52\t811\n美洲\t21\t306\n"
    text = f"一、訪賓接待\n接待情形如下表。\n{title.format('106年度')}\n{table}"
    _, passages, reading = read(HEAD + text)
    (named,) = [passage for passage in passages if passage.kind == "table"]
    assert named.table_title.startswith(title.format("106年度").split("（")[0].replace("　", ""))
    told = {(float(o.value), str(o.period.start), str(o.period.end)) for o in reading.observations}
    assert told <= {(value, "2017-01-01", "2017-12-31") for value in (52, 811, 21, 306)}
    assert told


def test_a_sentence_above_a_table_is_no_title(read: Read) -> None:
    text = "一、訪賓接待\n106年度接待73案，詳如下列。\n地區\t案數\n亞洲\t52\n美洲\t21\n"
    _, passages, _ = read(HEAD + text)
    assert [passage.table_title for passage in passages if passage.kind == "table"] == [""]


@pytest.mark.parametrize(
    ("between", "named"),
    [("", True), ("單位：案\n", True), ("（一）亞洲地區\n", False), ("資料來源詳附件。\n", False)],
)
def test_only_a_unit_may_stand_between_a_table_and_its_title(read: Read, between: str, named: bool) -> None:
    text = f"一、訪賓接待\n表一　106年度接待統計\n{between}地區\t案數\n亞洲\t52\n美洲\t21\n"
    (title,) = [passage.table_title for passage in read(HEAD + text)[1] if passage.kind == "table"]
    assert bool(title) is named


def test_a_head_reaches_over_the_blanks_beside_it(read: Read) -> None:
    heads = "洲別\t本期\t\t上年同期\t\n\t案數\t人數\t案數\t人數\n"
    cells = _cells(read, f"一、訪賓接待\n{heads}亞洲\t52\t811\t44\t672\n美洲\t21\t306\t19\t255\n")
    assert [q.segment.column_label.split("\n") for q in cells[:4]] == [
        ["本期", "案數"],
        ["本期", "人數"],
        ["上年同期", "案數"],
        ["上年同期", "人數"],
    ]
    told = {float(o.value): str(o.period.end) for q in cells for o in q.observations}
    assert all(day == ("2018-06-30" if value in (52, 811, 21, 306) else "2017-06-30") for value, day in told.items())
    assert len(told) >= 6


def test_blanks_in_a_row_with_figures_take_no_head(read: Read) -> None:
    cells = _cells(read, "機關\t人數\t\n水利局\t45\t7\n")
    assert [q.segment.column_label for q in cells] == ["人數", ""]
