"""What heads of columns say: the day or year of the values below them, or that they are differences."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

HEAD = "高雄市政府行政暨國際處112年度施政績效報告\n壹、公務車輛\n府屬一級機關借用車輛統計如下：\n\n"


def _observed(read: Read, table: str) -> set[tuple[str, float, str, str]]:
    _, _, reading = read(HEAD + table)
    return {(o.metric_id, float(o.value), str(o.period.start), str(o.period.end)) for o in reading.observations}


@pytest.mark.parametrize("difference", ["增減車次", "車次增減數", "車次差異", "比較（車次）", "車次成長率"])
def test_differences_are_no_values(read: Read, difference: str) -> None:
    table = f"機關\t111年車次\t112年車次\t{difference}\n觀光局\t22\t30\t8\n政風處\t8\t5\t3\n"
    assert _observed(read, table) == {
        ("vehicle_lent_trips", 22, "2022-01-01", "2022-12-31"), ("vehicle_lent_trips", 30, "2023-01-01", "2023-12-31"),
        ("vehicle_lent_trips", 8, "2022-01-01", "2022-12-31"), ("vehicle_lent_trips", 5, "2023-01-01", "2023-12-31"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("111年底", "2022-12-31"),
        ("112年6月底", "2023-06-30"),
        ("截至112年6月30日止", "2023-06-30"),
        ("民國111年底", "2022-12-31"),
        ("說明", "2023-12-31"),
    ],
)
def test_a_stock_holds_at_the_day_that_heads_its_column(read: Read, head: str, day: str) -> None:
    observed = _observed(read, f"項目\t{head}\t備註\n宿舍\t經管市有宿舍49間\t無\n")
    assert observed == {("dormitory_total", 49, day, day)}


VEHICLES = "公務車輛先期設備經費如下（單位：萬元）：\n\n{head}\n110年\t7,718.4\t3,228.2\t2,763.5\t1,726.7\n"
COLUMNS = ["車輛設備總經費", "警察局", "消防局", "其他機關"]


@pytest.mark.parametrize("lost", range(4))
def test_columns_moved_up_behind_a_lost_head_are_not_believed(read: Read, lost: int) -> None:
    """Text without the blank of an empty cell: the heads behind it stand over their neighbours."""
    head = "\t".join(["年度", *COLUMNS])
    whole = {value for metric, value, *_ in _observed(read, VEHICLES.format(head=head))}
    assert whole == {77_184_000, 32_282_000, 27_635_000, 17_267_000}
    shifted = "\t".join(["年度", *COLUMNS[:lost], *COLUMNS[lost + 1 :]])
    assert _observed(read, VEHICLES.format(head=shifted)) == set()


@pytest.mark.parametrize("before", ["上年底", "111年底"])
def test_what_two_days_of_a_line_differ_by_is_no_change_since_the_merger(read: Read, before: str) -> None:
    table = (
        "高雄市政府行政暨國際處112年度施政績效成果報告\n"
        f"表1　112年12月31日員額（單位：人）\n　\t本年底\t{before}\t減少\n"
        "工級人員（機關）\t4,452\t4,680\t228\n工級人員（學校）\t535\t558\t23\n工級人員小計\t4,987\t5,238\t251\n"
        "臨時人員\t1,884\t1,957\t73\n"
    )
    _, _, reading = read(table)
    told = {o.metric_id for o in reading.observations}
    assert not {metric for metric in told if "merger" in metric}
