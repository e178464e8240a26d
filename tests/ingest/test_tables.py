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


FEWER = (
    "類別\t111年底\t107年4月1日\n機關工級人員\t120\t{agencies}\n學校工級人員\t30\t20\n工級人員小計\t150\t120\n"
    "業務助理（公務預算）\t40\t35\n約用人員（中央補助費）\t6\t5\n其他臨時人員\t31\t30\n臨時人員小計\t77\t70\n總計\t227\t190\n"
)


def _placed(read: Read, table: str) -> dict[str, float]:
    return {o.metric_id: float(o.value) for o in read(HEAD + table)[2].observations}


def test_rows_that_a_table_does_not_print_are_none(read: Read) -> None:
    values = _placed(read, FEWER.replace("111年底", "106年底").format(agencies="100"))
    assert {metric: value for metric, value in values.items() if metric.startswith(("temp", "staff"))} == {
        "temp_clerical_public_budget": 35, "temp_contract_central_subsidy": 5, "temp_other": 30, "temp_total": 70,
        "staff_total": 190,
    }  # fmt: skip


def test_of_fewer_rows_all_sums_must_hold(read: Read) -> None:
    values = _placed(read, FEWER.replace("111年底", "106年底").format(agencies="101"))
    assert 101 not in values.values()


def test_a_row_that_has_no_name_may_be_one_of_the_places(read: Read) -> None:
    values = _placed(read, FEWER.replace("111年底", "106年底").replace("其他臨時人員", "替代役").format(agencies="100"))
    assert not values


@pytest.mark.parametrize("other", ["其他", "其他（短期進用等）", "其他（多元就業方案進用人員等）"])
def test_totals_in_columns_of_their_own(read: Read, other: str) -> None:
    table = (
        "類別\t項目\t人數\t小計\t合計\n工級人員\t本府所屬機關\t100\t\t120\n\t學校\t20\t\t\n"
        "臨時人員\t業務助理（公務預算）\t35\t50\t80\n\t約用人員（中央補助費）\t5\t\t\n\t僱用工程員（工程管理費）\t7\t\t\n"
        f"\t僱用工程員（公務預算）\t3\t\t\n\t{other}\t30\t\t\n總計\t\t\t\t200\n"
    )
    assert _placed(read, table) == {
        "workers_agencies": 100, "workers_schools": 20, "workers_total": 120, "temp_other": 30, "temp_total": 80,
        "temp_clerical_public_budget": 35, "temp_contract_central_subsidy": 5, "temp_engineer_project_fee": 7,
        "temp_engineer_public_budget": 3, "temp_subtotal_three_types": 50, "staff_total": 200,
    }  # fmt: skip


@pytest.mark.parametrize("foreign", ["約聘翻譯（勞務承攬）\t7\t\t7", "派遣保全\t12\t\t12", "駐衛警察（另計）\t9\t\t9"])
def test_a_row_of_others_below_the_staff_is_left_out(read: Read, foreign: str) -> None:
    table = (
        "工級人員\t本府所屬機關\t學校\t合計\n現有員額\t100\t20\t120\n"
        f"臨時人員\t業務助理、約用人員及僱用工程員\t其他\t合計\n現有員額\t50\t30\t80\n{foreign}\n"
    )
    assert _placed(read, table) == {
        "workers_agencies": 100, "workers_schools": 20, "workers_total": 120, "temp_subtotal_three_types": 50,
        "temp_other": 30, "temp_total": 80,
    }  # fmt: skip


ENGINEERS = "僱用工程員（工程管理費）\t僱用工程員（公務預算）"


@pytest.mark.parametrize(
    ("heads", "figures", "others"),
    [
        (
            f"工級人員\t\t\t臨時人員\t\t\t\t\t\t總計\n機關\t學校\t合計\t業務助理\t約用人員\t{ENGINEERS}\t其他\t合計\t\n",
            "4,100\t500\t4,600\t650\t30\t14\t16\t1,290\t2,000\t6,600\n",
            {"temp_other": 1290, "temp_total": 2000, "staff_total": 6600},
        ),
        (
            f"臨時人員\t\t\t\t\t\t工級人員\t\t\n業務助理\t約用人員\t{ENGINEERS}\t小計\t其他人員\t機關\t學校\t小計\n",
            "650\t30\t14\t16\t710\t1,290\t4,100\t500\t4,600\n總計：6,600\n",
            {"temp_subtotal_three_types": 710, "temp_other": 1290, "staff_total": 6600},
        ),
    ],
)
def test_groups_side_by_side_have_the_columns_below_their_heads(
    read: Read, heads: str, figures: str, others: dict[str, float]
) -> None:
    expected = {
        "workers_agencies": 4100, "workers_schools": 500, "workers_total": 4600, "temp_clerical_public_budget": 650,
        "temp_contract_central_subsidy": 30, "temp_engineer_project_fee": 14, "temp_engineer_public_budget": 16,
    }  # fmt: skip
    assert _placed(read, heads + figures) == expected | others


def test_groups_side_by_side_whose_sums_fail_place_nothing(read: Read) -> None:
    heads = (
        "工級人員\t\t\t臨時人員\t\t\t\t\t\n機關\t學校\t合計\t業務助理\t約用人員\t僱用工程員\t僱用工程員\t其他\t合計\n"
    )
    assert _placed(read, heads + "4,100\t500\t4,700\t650\t30\t14\t16\t1,290\t2,010\n") == {}
