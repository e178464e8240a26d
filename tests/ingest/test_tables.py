"""Staffing tables: printed heads and the table's own sums place the numbers, or nothing does."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

HEAD = "高雄市政府秘書處業務報告\n謹就107年1月16日至107年6月30日（以下簡稱本期）報告如後。\n壹、職工\n"
TABLE = (
    "資料日期：107.4.1\n"
    "工級人員\t本府所屬機關\t學校\t合計\n\t{agencies}\t{schools}\t{workers}\n"
    "臨時人員\t業務助理\t約用人員\t僱用工程員\t\t其他\t合計\n"
    "\t公務預算\t中央補助費\t工程管理費\t公務預算\t{other}\t{temp}\n"
    "\t{clerical}\t{contract}\t{project}\t{public}\t\t\n\t{subtotal}\t\t\t\t\t\n\n總計：{total}\n"
)
GOOD = {
    "agencies": "100", "schools": "20", "workers": "120", "other": "30", "temp": "80",
    "clerical": "35", "contract": "5", "project": "7", "public": "3", "subtotal": "50", "total": "200",
}  # fmt: skip


def _values(read: Read, **changes: str) -> tuple[dict[str, float], list[str]]:
    _, _, reading = read(HEAD + TABLE.format(**{**GOOD, **changes}))
    return {o.metric_id: float(o.value) for o in reading.observations}, [t.code for t in reading.troubles]


def test_a_whole_table(read: Read) -> None:
    values, troubles = _values(read)
    assert troubles == []
    assert values == {
        "workers_agencies": 100, "workers_schools": 20, "workers_total": 120, "temp_other": 30, "temp_total": 80,
        "temp_clerical_public_budget": 35, "temp_contract_central_subsidy": 5, "temp_engineer_project_fee": 7,
        "temp_engineer_public_budget": 3, "temp_subtotal_three_types": 50, "staff_total": 200,
    }  # fmt: skip


def test_a_misprinted_number_is_read_by_the_heads(read: Read) -> None:
    values, troubles = _values(read, schools="21")
    assert troubles == []
    assert (values["workers_agencies"], values["workers_schools"], values["workers_total"]) == (100, 21, 120)


def test_a_lost_total_is_proven_by_the_sum_above_it(read: Read) -> None:
    values, troubles = _values(read, workers="")
    assert troubles == []
    assert "workers_total" not in values
    assert (values["workers_agencies"], values["workers_schools"]) == (100, 20)


def test_cells_glued_to_prose(read: Read) -> None:
    glued = "30 多元就業及臨時人員進用要點進用之人員：共30人，主要包含環保局之道路清潔員約9人等。 80"
    values, troubles = _values(read, other=glued, temp="")
    assert troubles == []
    assert (values["temp_other"], values["temp_total"], values["temp_other_road_cleaning"]) == (30, 80, 9)


@pytest.mark.parametrize(
    "changes",
    [
        {"schools": "21", "other": "31"},
        {"subtotal": ""},
        {"clerical": "", "contract": ""},
        {"workers": "", "total": ""},
    ],
    ids=["two wrong cells", "a lost subtotal", "lost cells", "no total left"],
)
def test_where_the_sums_do_not_decide_nothing_is_placed(read: Read, changes: dict[str, str]) -> None:
    values, troubles = _values(read, **changes)
    assert troubles == ["undecided_table"]
    assert values == {}


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("表1　107年4月底職工員額（單位：人）", "2018-04-30"),
        ("107年5月底現有200人，較縣市合併（100年1月）時為少，分布如下表：", "2018-05-31"),
        ("107年5月底現有200人，與106年底比較，分布如下表：", "2018-06-30"),
        ("職工員額統計表", "2018-06-30"),
        ("資料日期：107.4.1", "2018-04-01"),
    ],
    ids=["title", "sentence", "two days", "none", "date"],
)
def test_the_day_told_right_before_a_table(read: Read, lead: str, day: str) -> None:
    _, _, reading = read(HEAD + TABLE.format(**GOOD).replace("資料日期：107.4.1", lead))
    # What the words before the table print as well is quoted from them.
    assert len({o.metric_id for o in reading.observations}) == 11
    placed = {str(o.period.end) for o in reading.observations if o.rule.endswith("staff_table")}
    assert placed == {day}
