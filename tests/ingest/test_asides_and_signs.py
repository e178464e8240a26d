"""What stands in brackets, behind a sign or between times: of which days, part and metric it is. Two of each kind."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

HEAD = "高雄市政府秘書處業務報告\n報告期間：112年1月至6月\n壹、業務\n一、工作\n"


def _told(read: Read, text: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The last day and the parts of each metric and value that a report with such lines publishes."""
    _, _, reading = read(HEAD + text + "\n")
    return {
        (o.metric_id, str(o.value)): (
            str(o.period.end),
            "，".join(f"{key}={part}" for key, part in o.breakdown.items()),
        )
        for o in reading.observations
    }


def _days(read: Read, text: str) -> dict[tuple[str, str], str]:
    return {value: day for value, (day, _) in _told(read, text).items()}


def _parts(read: Read, text: str) -> dict[tuple[str, str], str]:
    return {value: parts for value, (_, parts) in _told(read, text).items()}


@pytest.mark.parametrize("name", ["2023高雄港灣論壇", "第12屆姊妹市論壇", "港灣城市論壇"])
def test_a_day_in_brackets_behind_a_name_is_that_of_what_it_heads(read: Read, name: str) -> None:
    days = _days(read, f"1.{name}（112年5月17日）：城市13個，貴賓約190位，其中外賓61位。")
    told = {"event_cities": "13", "event_guests": "190", "event_foreign_guests": "61"}
    assert {days.get(value) for value in told.items()} == {"2023-05-17"}


@pytest.mark.parametrize(
    "text",
    [
        "1.訪賓36案、432人；較去年同期31案、390人：+5案／+42人。",
        "1.第一次申訴2,310件；較去年同期（2,244件）：+66件。",
    ],
)
def test_what_has_a_plus_sign_is_a_change(read: Read, text: str) -> None:
    assert not {value for _, value in _told(read, text)} & {"5", "42", "66"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.調案：184件，其中線上39件（21.2%）、紙本145件（78.8%）；較去年同期（199件）：-15件，減幅7.5%。", "199"),
        ("1.調案：211件，其中線上60件、紙本151件；較去年同期（200件）：+11件。", "200"),
        ("1.調案：211件，其中線上60件、紙本151件；較去年同期200件增加11件。", "200"),
    ],
)
def test_what_a_change_leads_from_is_of_what_it_leads_to(read: Read, text: str, value: str) -> None:
    days = _days(read, text)
    assert days[("archive_requests_total", value)] == "2022-06-30"
    assert ("archive_requests_paper", value) not in days


def test_numbers_parted_by_a_slash_are_compared_with_two(read: Read) -> None:
    days = _days(read, "1.訪賓38案/441人；較去年同期（33案/402人）：+5案/+39人。")
    assert days[("delegation_cases", "33")] == days[("delegation_persons", "402")] == "2022-06-30"


@pytest.mark.parametrize(("rate", "goal"), [("87.4", "82"), ("90.5", "85")])
def test_a_goal_in_brackets_is_of_the_rate_before_them(read: Read, rate: str, goal: str) -> None:
    told = _told(read, f"1.線上簽核比率：{rate}%（目標{goal}%，達標）。")
    assert {metric for metric, _ in told} <= {"e_signoff_rate"}
    assert ("e_signoff_rate", rate) not in told


@pytest.mark.parametrize("first", ["網路購物", "補習班"])
def test_a_list_is_of_the_total_that_a_table_prints(read: Read, first: str) -> None:
    table = "1.受理件數統計表（單位：件）\n項目\t本期合計\n第一次申訴\t2,310\n第二次申訴\t530\n"
    parts = _parts(read, f"{table}2.第一次申訴之類別：{first}880件（38.1%）/電信390件/旅遊254件/其他786件。")
    assert parts.get(("consumer_complaints_first", "2310")) == ""
    assert parts.get(("consumer_complaints_first", "880"), f"category={first}") == f"category={first}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.中庭廣場：268場次，四維168、鳳山100（第1季121、第2季147）。", "121"),
        ("1.中庭廣場開放270場次，其中四維171場次、鳳山99場次（第1季122場次、第2季148場次）。", "122"),
    ],
)
def test_times_that_add_up_to_a_whole_are_of_no_part_of_it(read: Read, text: str, value: str) -> None:
    assert _parts(read, text).get(("venue_atrium_sessions", value), "") == ""


def test_a_total_of_two_places_is_of_both(read: Read) -> None:
    text = "1.5月18日於四維、5月25日於鳳山辦理自衛消防編組訓練，參訓人員分別為104人及97人，合計201人。"
    assert _parts(read, text)[("fire_drill_participants", "201")] == "center=四維+鳳山"


@pytest.mark.parametrize(
    "text",
    [
        "1.本期配合監察院辦理地方機關巡察2次，受理陳情分別為14件（2月24日）及12件（5月15日），合計26件。",
        "1.本期配合監察院巡察2次，受理民眾陳情14件（2月24日）、12件（5月15日）。",
    ],
)
def test_each_number_has_the_day_in_brackets_behind_it(read: Read, text: str) -> None:
    days = _days(read, text)
    assert days.get(("control_yuan_petitions", "14"), "2023-02-24") == "2023-02-24"
    assert days.get(("control_yuan_petitions", "12"), "2023-05-15") == "2023-05-15"


@pytest.mark.parametrize("text", ["第一次申訴由3,428件增加254件。", "第一次申訴自3,428件減少106件。"])
def test_what_a_change_is_counted_from_is_of_no_days_that_are_told(read: Read, text: str) -> None:
    assert "3428" not in {value for _, value in _told(read, text)}


@pytest.mark.parametrize("text", ["前期調派961車次，本期減少48車次。", "前期調派961車次，本期增加48車次。"])
def test_how_much_more_there_was_is_no_value(read: Read, text: str) -> None:
    assert "48" not in {value for _, value in _told(read, f"1.與前期比較：{text}")}


@pytest.mark.parametrize(
    "text",
    [
        "112年6月30日工級人員為5,152人；臨時人員則由合併時3,442人減至2,102人，減少1,340人。",
        "112年6月30日臨時人員為2,102人；工級人員則自合併時8,472人降為5,152人，減少3,320人。",
        "112年6月30日工級人員為5,152人，臨時人員由縣市合併時之3,442人減為2,102人，累計減少1,340人。",
    ],
)
def test_what_a_change_since_an_event_leads_to_is_not_of_the_event(read: Read, text: str) -> None:
    told = set(_told(read, f"1.員額精簡：{text}"))
    assert not told & {("temp_at_merger", "2102"), ("workers_at_merger", "5152")}
    assert told & {("temp_at_merger", "3442"), ("workers_at_merger", "8472")}


def test_a_total_row_is_of_no_metric_of_the_rows_above_it(read: Read) -> None:
    told = _days(
        read,
        "1.員額精簡統計表（單位：人）\n類別\t合併時（99年12月25日）\t111年12月31日\t112年6月30日\t合併後減少\t精簡率\n"
        "工級人員\t8,472\t5,330\t5,152\t3,320\t39.19%\n臨時人員\t3,442\t2,170\t2,102\t1,340\t38.93%\n"
        "合計\t11,914\t7,500\t7,254\t4,660\t39.11%",
    )
    assert told[("workers_total", "5152")] == told[("temp_total", "2102")] == "2023-06-30"
    assert {metric for metric, value in told if value in ("11914", "7500", "7254")} <= {"staff_total"}
    assert told[("workers_total", "5330")] == "2022-12-31"
    assert told[("workers_at_merger", "8472")] == "2010-12-25"
    assert ("workers_reduced_since_merger", "4660") not in told
    assert ("workers_reduced_since_merger", "3320") in told


@pytest.mark.parametrize(("city", "years"), [("檀香山", "62"), ("小岩城", "45")])
def test_a_city_in_a_list_is_named_alone(read: Read, city: str, years: str) -> None:
    parts = _parts(read, f"1.締結姊妹市年數：{city}{years}年、釜山市57年。")
    assert parts[("sister_city_years", years)] == f"city={city}"


@pytest.mark.parametrize("third", ["", "另受理通報9件。"])
def test_a_row_of_totals_below_all_places_is_of_them_together(read: Read, third: str) -> None:
    table = "行政中心\t場地使用（場次）\t設施維修（件）\n四維\t128\t287\n鳳山\t84\t181\n合計\t212\t468"
    _, _, reading = read(f"{HEAD}1.中庭廣場開放212場次，維修468件。{third}\n表1　場地使用及設施維修\n{table}\n")
    told = [(o.metric_id, str(o.value)) for o in reading.observations]
    # What the words print as the whole is one with the sum of all places.
    assert told.count(("maintenance_cases", "468")) <= 1
    assert told.count(("venue_atrium_sessions", "212")) <= 1
