"""Several numbers for several names: each value to its part, or none."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest.conftest import Read

HEAD = "高雄市政府秘書處業務報告\n謹就107年1月16日至107年6月30日（以下簡稱本期）報告如後。\n壹、業務\n"


def _by_part(read: Read, text: str, metric_id: str) -> dict[str, float]:
    observations = read(f"{HEAD}一、{text}\n")[2].observations
    return {
        "".join(o.breakdown.values()): float(o.value) for o in observations if o.metric_id == metric_id
    }  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "設施維修案件，四維及鳳山行政中心分別為327件及185件。",
        "設施維修案件，四維、鳳山分別受理327件、185件。",
        "設施維修案件，四維327件、鳳山185件。",
        "四維、鳳山各有專人，設施維修案件分別為327件、185件。",
    ],
)
def test_each_centre_has_its_own_number(read: Read, words: str) -> None:
    assert _by_part(read, words, "maintenance_cases") == {"四維": 327, "鳳山": 185}


@given(first=st.integers(2, 9999), second=st.integers(2, 9999), third=st.integers(2, 9999))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_shares_go_to_the_agencies_in_order(read: Read, first: int, second: int, third: int) -> None:
    text = f"108年度車輛設備經費，警察局、消防局及其他機關分別為{first}萬元(占40%)、{second}萬元(占35%)、{third}萬元。"
    assert _by_part(read, text, "vehicle_equipment_budget") == {
        "警察局": first * 10_000, "消防局": second * 10_000, "其他機關": third * 10_000,
    }  # fmt: skip


def test_a_total_behind_its_parts_is_for_all_of_them(read: Read) -> None:
    text = "中庭開放，四維79場次、鳳山52場次，共131場次；會議室等集會場所申請使用1,188場次。"
    assert _by_part(read, text, "venue_atrium_sessions") == {"四維": 79, "鳳山": 52, "四維+鳳山": 131}
    assert "鳳山" not in _by_part(read, text, "venue_room_bookings")


def test_numbers_without_names_of_their_own_are_nobodys(read: Read) -> None:
    assert _by_part(read, "兩行政中心設施維修案件分別為327件、185件。", "maintenance_cases") == {}


@pytest.mark.parametrize("words", ["分別為1.2%及3.5%", "1.2%及3.5%", "為1.2%、3.5%"])
def test_two_rates_named_together_have_each_their_own(read: Read, words: str) -> None:
    text = f"107年節電率及節水率{words}，較106年之0.9%及2.8%為佳。"
    for metric_id, values in (("electricity_saving_rate", [1.2, 0.9]), ("water_saving_rate", [3.5, 2.8])):
        observations = read(f"{HEAD}一、{text}\n")[2].observations
        assert [float(o.value) for o in observations if o.metric_id == metric_id] == values


def test_a_pair_is_compared_in_order(read: Read) -> None:
    text = "第一次申訴2,500件、第二次申訴600件，去年同期分別為2,300件及550件。"
    observations = read(f"{HEAD}一、{text}\n")[2].observations
    found = {(o.metric_id, float(o.value), str(o.period.start)) for o in observations}
    assert found == {
        ("consumer_complaints_first", 2500, "2018-01-16"), ("consumer_complaints_second", 600, "2018-01-16"),
        ("consumer_complaints_first", 2300, "2017-01-16"), ("consumer_complaints_second", 550, "2017-01-16"),
    }  # fmt: skip
