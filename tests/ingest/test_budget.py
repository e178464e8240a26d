"""Budget tables: the sums prove which figure belongs to which label, or nothing is placed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from ingest.meaning.observations import Reading
from tests.ingest.conftest import Read

HEAD = "高雄市政府行政暨國際處110年度施政計畫\n"
TABLE = (
    "預算來源及金額（單位：千元）\n"
    "壹、一般行政\n一、行政管理\n二、庶務管理\n貳、國際事務\n一、交流\n"
    "{first} {second} {third} {fourth} {fifth}\n合計\n{total}\n"
)


def _plan(read: Read, *figures: str) -> Reading:
    names = ("first", "second", "third", "fourth", "fifth", "total")
    return read(HEAD + TABLE.format(**dict(zip(names, figures, strict=True))))[2]


def _items(reading: Reading) -> dict[str, float]:
    return {
        o.breakdown.get("item", ""): float(o.value) for o in reading.observations if o.metric_id.startswith("budget")
    }


def test_figures_that_add_up_are_placed_in_base_units(read: Read) -> None:
    reading = _plan(read, "150", "100", "50", "30", "30", "180")
    assert _items(reading) == {
        "一般行政": 150_000, "行政管理": 100_000, "庶務管理": 50_000, "國際事務": 30_000, "交流": 30_000, "": 180_000,
    }  # fmt: skip
    assert all(o.measure == "budget" and o.unit == "元" for o in reading.observations)


@pytest.mark.parametrize("place", range(6))
def test_one_wrong_figure_is_read_as_it_is_printed_and_told(read: Read, place: int) -> None:
    figures = ["150", "100", "50", "30", "30", "180"]
    figures[place] += "1"
    reading = _plan(read, *figures)
    assert list(_items(reading).values()) == [1000 * int(figure) for figure in figures]
    assert _wrong(reading)
    assert reading.troubles == ()


@pytest.mark.parametrize(
    "figures",
    [
        ("150", "50", "100", "30", "31", "182"),
        ("100", "150", "50", "30", "30", "180"),
        ("30", "150", "100", "50", "30", "180"),
    ],
    ids=["two misprints", "two that changed places", "a figure that stands before all others"],
)
def test_figures_that_more_than_one_would_mend_are_not_placed(read: Read, figures: tuple[str, ...]) -> None:
    reading = _plan(read, *figures)
    assert _items(reading) == {}
    assert [trouble.code for trouble in reading.troubles] == ["unproven_budget"]


ROWS = (
    "高雄市政府秘書處109年度施政績效成果報告\n壹、預算\n\n\t預算執行情形\n\t單位：千元\n\n"
    "工作計畫\t{head}\t決算數\t執行率\n行政管理\t27,015\t25,934\t96%\n人事費\t180,187\t176,320\t97.85%\n"
    "合計\t{total}\t202,254\t97.6%\n"
)


def test_a_table_of_rows_is_read_by_its_heads_and_proven_by_its_sum(read: Read) -> None:
    reading = read(ROWS.format(head="預算數", total="207,202"))[2]
    assert _items(reading) == {"行政管理": 27_015_000, "人事費": 180_187_000, "": 207_202_000}
    assert {(str(o.period.start), str(o.period.end)) for o in reading.observations} == {("2020-01-01", "2020-12-31")}
    (total,) = reading.sums
    assert (total.names, float(total.total.value)) == (("行政管理", "人事費"), 207_202_000)


def test_rows_hold_for_the_year_their_column_names(read: Read) -> None:
    reading = read(ROWS.format(head="110年度預算數", total="207,202"))[2]
    assert {str(o.period.start) for o in reading.observations} == {"2021-01-01"}


YEARS = "高雄市政府秘書處112年度施政績效成果報告\n壹、預算\n{lead}\n\n工作計畫\t{heads}\n{rows}\n"
FIGURES = {
    "112年度": {"行政管理": 28_450, "文書管理": 12_306, "合計": 40_756},
    "111年度": {"行政管理": 27_980, "文書管理": 11_870, "合計": 39_850},
    "比較": {"行政管理": 470, "文書管理": 436, "合計": 906},
}
LABELS = ("行政管理", "文書管理", "合計")
LEAD = "表2　歲出預算（單位：千元）"


def _years(read: Read, heads: Sequence[str], lead: str = LEAD, labels: Sequence[str] = LABELS) -> Reading:
    rows = "\n".join("\t".join([label, *(f"{FIGURES[head][label]:,}" for head in heads)]) for label in labels)
    return read(YEARS.format(lead=lead, heads="\t".join(heads), rows=rows))[2]


@pytest.mark.parametrize("heads", list(permutations(FIGURES)))
@pytest.mark.parametrize("labels", list(permutations(LABELS)))
def test_columns_of_years_and_rows_in_any_order(read: Read, heads: list[str], labels: list[str]) -> None:
    reading = _years(read, heads, labels=labels)
    observed = {
        (o.breakdown.get("item", "合計"), o.period.end.year, float(o.value) / 1000) for o in reading.observations
    }
    assert observed == {
        (item, year, value)
        for head, year in (("112年度", 2023), ("111年度", 2022))
        for item, value in FIGURES[head].items()
    }
    assert len(reading.sums) == 2


@pytest.mark.parametrize(
    ("heads", "lead"),
    [
        (["112年度", "111年度"], "表2　歲出決算（單位：千元）"),
        (["112年度", "111年度"], "表2　歲出預算及決算（單位：千元）"),
        (["112年度", "112年度"], LEAD),
        (["比較"], LEAD),
    ],
    ids=["not of budgets", "of two things", "one year twice", "differences"],
)
def test_years_that_head_no_budgets(read: Read, heads: list[str], lead: str) -> None:
    assert _items(_years(read, heads, lead)) == {}


def test_a_line_with_the_unit_only_stands_between_title_and_table(read: Read) -> None:
    assert len(_years(read, ["112年度"], "表2　歲出預算\n（單位：千元）").observations) == 3


def _wrong(reading: Reading) -> list[tuple[float, float]]:
    """The computed and the printed total of each sum that does not come out."""
    sums = [(sum(part.value for part in total.parts), total.total.value) for total in reading.sums]
    return [(float(computed), float(printed)) for computed, printed in sums if computed != printed]


def test_a_years_total_that_is_misprinted_is_read_and_told_alone(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    right = FIGURES["111年度"]["合計"]
    monkeypatch.setitem(FIGURES["111年度"], "合計", right + 1)
    reading = _years(read, list(FIGURES))
    assert {o.period.end.year for o in reading.observations} == {2022, 2023}
    assert _wrong(reading) == [(1000 * right, 1000 * (right + 1))]
    assert reading.troubles == ()


def test_a_total_that_is_misprinted_is_read_and_told(read: Read) -> None:
    reading = read(ROWS.format(head="預算數", total="207,203"))[2]
    assert _items(reading) == {"行政管理": 27_015_000, "人事費": 180_187_000, "": 207_203_000}
    assert _wrong(reading) == [(207_202_000, 207_203_000)]


def test_a_failing_total_over_rows_with_a_subtotal_is_not_told(read: Read) -> None:
    rows = ROWS.replace("行政管理\t", "業務小計\t207,202\t0\t0%\n行政管理\t")
    reading = read(rows.format(head="預算數", total="207,202"))[2]
    assert _items(reading) == {}
    assert [trouble.code for trouble in reading.troubles] == ["unproven_budget"]


def test_rows_that_are_no_budget_are_left_alone(read: Read) -> None:
    assert _items(read(ROWS.format(head="賸餘數", total="207,202"))[2]) == {}
