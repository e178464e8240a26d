"""Small reports whose numbers are written in every way: the right value, or a note that names the number."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.meaning.observations import Reading
from ingest.rows import OpenedReport
from tests.reading import READER

CASES = Path(__file__).parent / "cases"
GUESTS = ("delegation_cases", "delegation_persons")
SAVED = ("electricity_saving_rate", "water_saving_rate")

# File, the numbers with a unit in order, and the numbers that a note names.
RIGHT: list[tuple[str, list[tuple[float, str]], list[str]]] = [
    ("x01_pct_digits_crash.txt", [(98.5, "%")], []),
    ("g01_neg_rate.txt", [(-2.3, "%"), (4.1, "%")], []),
    ("g02_neg_triangle.txt", [(-2.3, "%"), (-4.1, "%")], []),
    ("g05_neg_fw.txt", [(-2.3, "%"), (-4.1, "%")], []),
    ("g06_increase.txt", [(2.3, "%")], []),
    ("g07_permille.txt", [(2.3, "%"), (4.1, "%")], []),
    ("g08_cheng.txt", [(63, "%"), (95, "%")], []),
    ("g09_pct_chinese.txt", [(4.2, "%"), (3.1, "%")], []),
    ("g10_pct_fw.txt", [(4.2, "%"), (3.1, "%")], []),
    ("g11_point.txt", [(4.2, "百分點"), (0.3, "百分點")], []),
    ("g12_decimal_space.txt", [(4.2, "%"), (3.1, "%")], []),
    ("g14_bankers.txt", [(35_000_000, "元")], []),
    ("n01_plain.txt", [(63, "案"), (845, "人")], []),
    ("n02_nian.txt", [(23, "案"), (35, "人")], []),
    ("n04_fullwidth_comma.txt", [(1234, "案"), (12845, "人")], []),
    ("n05_fullwidth.txt", [(63, "案"), (845, "人")], []),
    ("n06_banker.txt", [(63, "案"), (845, "人")], []),
    ("n09_half.txt", [(15000, "人")], ["23"]),
    ("n11_circle.txt", [(103, "案"), (845, "人")], []),
    ("n12_ling.txt", [(103, "案"), (10300, "人")], []),
    ("n13_wanling.txt", [(103_000, "人"), (500, "案")], []),
    ("n14_comma_bad.txt", [], ["12,34", "1,2345"]),
    ("n15_space.txt", [(1234, "案")], ["8 45"]),
    ("n16_spacecomma.txt", [(1234, "案"), (12845, "人")], []),
    ("n17_linebreak.txt", [], ["1", "234", "12", "8", "45"]),
    ("n18_kangxi.txt", [(23, "案"), (85, "人")], []),
    ("n19_compat.txt", [(63, "案"), (800, "人")], []),
    ("n20_footnote.txt", [(63, "案"), (845, "人")], []),
    ("n21_footnote2.txt", [(63, "案"), (845, "人")], []),
    ("n23_period_thousand.txt", [], ["1.234", "12.845"]),
    ("n25_wan2.txt", [(63, "案")], ["13萬2"]),
    ("n26_pos.txt", [(63, "案"), (5, "案"), (845, "人"), (12, "人")], []),
    ("n27_neg.txt", [], ["63", "845"]),
    ("n29_pct.txt", [(98.5, "%"), (63, "%")], []),
    ("n30_pct2.txt", [(63, "%"), (98, "%")], []),
    ("n31_bold_zero.txt", [], ["O", "l2"]),
    ("n33_liang.txt", [(200, "案"), (2225, "人")], []),
    ("n34_unit_split.txt", [], ["63", "845"]),
    ("n35_zeros.txt", [(0, "案"), (0, "人次")], []),
    ("n38_wei.txt", [(63, "案"), (845, "人")], []),
    ("e02_cp950.txt", [(63, "案"), (845, "人"), (1234, "平方公尺"), (45, "㎏")], []),
    ("e03_utf16le_nobom.txt", [(63, "案"), (845, "人"), (1234, "平方公尺"), (45, "㎏")], []),
    ("e05_pua_name.txt", [(63, "案"), (845, "人")], []),
    ("e06_compat.txt", [(63, "案"), (845, "人"), (6, "件")], []),
    ("p04_other_bureau.txt", [
        (63, "例"), (845, "戶次"), (523_418, "劑"), (64.2, "%"), (1204, "人"), (48_120_000, "元"),
    ], []),
    ("w06_fullwidth.docx", [(1234, "案"), (12845, "人"), (4.2, "%"), (3.1, "%")], []),
    ("f06_wan_header.pdf", [
        (12_500_000, "元"), (12_340_000, "元"), (98.7, "%"), (-350_000, "元"), (-120_000, "元"), (-4.2, "%"),
        (12_150_000, "元"), (12_220_000, "元"), (94.5, "%"),
    ], []),
]  # fmt: skip


def _reading(name: str) -> Reading:
    opened = READER.opened(CASES / name, None)
    assert isinstance(opened, OpenedReport)
    return opened.reading


@pytest.mark.parametrize(("name", "values", "noted"), RIGHT, ids=[name for name, _, _ in RIGHT])
def test_a_number_is_right_or_noted(name: str, values: list[tuple[float, str]], noted: list[str]) -> None:
    reading = _reading(name)
    read = [(float(q.value), q.unit) for q in reading.quantities if q.unit is not None]
    assert read == values
    assert [doubt.raw for doubt in reading.doubts] == noted
    messages = " ".join(trouble.message for trouble in reading.troubles)
    assert all(f"「{number}」" in messages for number in noted)


@pytest.mark.parametrize("name", ["n07_approx.txt", "n08_range.txt"])
def test_a_range_has_two_ends_and_no_value(name: str) -> None:
    reading = _reading(name)
    assert [q.qualifier for q in reading.quantities if q.unit is not None] == ["至"] * 4
    assert reading.observations == ()


@pytest.mark.parametrize(
    ("name", "metrics", "values"),
    [
        ("g02_neg_triangle.txt", SAVED, (-2.3, -4.1)),
        ("g07_permille.txt", SAVED, (2.3, 4.1)),
        ("n02_nian.txt", GUESTS, (23, 35)),
        ("n04_fullwidth_comma.txt", GUESTS, (1234, 12845)),
        ("n33_liang.txt", GUESTS, (200, 2225)),
    ],
)
def test_what_is_read_is_published(name: str, metrics: tuple[str, str], values: tuple[float, float]) -> None:
    observed = {o.metric_id: float(o.value) for o in _reading(name).observations}
    assert observed == dict(zip(metrics, values, strict=True))


def test_a_unit_without_a_catalog_entry_is_kept_and_listed() -> None:
    (listed,) = [t for t in _reading("e02_cp950.txt").troubles if t.code == "unknown_unit"]
    assert "㎏" in listed.message
