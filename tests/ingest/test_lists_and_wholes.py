"""Lists that a line leads in, what follows one part of a whole, and what words have to tell of a number."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

HALF = "高雄市政府行政暨國際處業務報告\n謹就112年1月1日至112年6月30日（以下簡稱本期）業務執行情形報告如後。\n"
YEAR = "高雄市政府行政暨國際處112年度施政績效成果報告\n"


def told(read: Read, text: str) -> dict[str, tuple[str, str, str, str]]:
    """What a report prints: each number with its metric, first and last day and the part it is of."""
    _, _, reading = read(text)
    return {
        o.quantity.raw: (o.metric_id, str(o.period.start), str(o.period.end), "".join(o.breakdown.values()))
        for o in reading.observations
    }


@pytest.mark.parametrize("opening", ["．", "◆", "", "‧"])
@pytest.mark.parametrize(
    ("lead", "days"),
    [
        ("113年度車輛設備概算1億2,000萬元，分配如下：", ("2024-01-01", "2024-12-31")),
        ("114年度各機關車輛設備概算共1億2,000萬元，各機關如次：", ("2025-01-01", "2025-12-31")),
    ],
)
def test_lines_of_a_list_are_of_the_time_that_leads_them_in(
    opening: str, lead: str, days: tuple[str, str], read: Read
) -> None:
    lines = ("警察局：6,600萬元（55%）", "消防局：3,000萬元（25%）", "其他機關：2,400萬元（20%）")
    values = told(read, YEAR + "一、車輛管理\n" + lead + "\n" + "".join(f"{opening}{line}\n" for line in lines))
    assert values["6,600萬"] == ("vehicle_equipment_budget", *days, "警察局")
    assert values["3,000萬"] == ("vehicle_equipment_budget", *days, "消防局")
    assert all(own[1:3] == days for own in values.values())


@pytest.mark.parametrize("between", ["", "單位：萬元\n", "表3 車輛設備經費分配表\n單位：萬元\n"])
@pytest.mark.parametrize(
    "lead", ["113年度車輛設備經費經先期審查核定，分配情形如下：", "（二）113年度車輛設備經費核列如次："]
)
def test_cells_of_a_table_are_of_the_year_that_leads_it_in(lead: str, between: str, read: Read) -> None:
    table = "機關\t經費（萬元）\n警察局\t6,600\n消防局\t3,000\n其他機關\t2,400\n合計\t12,000\n"
    values = told(read, f"{YEAR}一、車輛管理\n{lead}\n{between}{table}")
    days = ("2024-01-01", "2024-12-31")
    assert {printed: own[1:3] for printed, own in values.items()} == dict.fromkeys(
        ("6,600", "3,000", "2,400", "12,000"), days
    )


def test_a_table_led_in_by_a_comparison_is_of_its_own_time(read: Read) -> None:
    table = "項目\t本期\t上年同期\n第一次申訴（件）\t812\t790\n調解（件）\t66\t71\n"
    values = told(read, f"{HALF}一、消費者保護\n本期各項業務與上年同期比較如下：\n{table}")
    assert values["812"][1:3] == ("2023-01-01", "2023-06-30")


@pytest.mark.parametrize(
    ("whole", "lines", "metric", "parts"),
    [
        ("本期接待訪賓64案、720人。\n訪團來源\n", ["．日本：29案", "．韓國：12案", "．美洲：10案", "．歐洲：13案"],
         "delegation_cases", ["日本", "韓國", "美洲", "歐洲"]),
        ("本期處理設施報修412件，依類別如下：\n", ["◆水電：150件", "◆空調：122件", "◆電話：140件"],
         "maintenance_cases", ["水電", "空調", "電話"]),
    ],
)  # fmt: skip
def test_lines_that_add_up_to_what_leads_them_are_its_parts(
    whole: str, lines: list[str], metric: str, parts: list[str], read: Read
) -> None:
    found = told(read, HALF + "一、業務概況\n" + whole + "\n".join(lines) + "\n")
    assert [part for own, *_, part in found.values() if own == metric and part] == parts


@pytest.mark.parametrize(
    "text",
    [
        "截至112年6月30日，本處經管市有宿舍計54間；報廢財產經網路拍賣成功計61件，收入計88,400元。\n",
        "截至112年6月30日止，職工與臨時人員合計7,716人；受理消費諮詢8,410件。\n",
    ],
)
def test_what_came_up_to_a_day_is_not_of_that_day_alone(text: str, read: Read) -> None:
    flows = {metric: days for metric, *days, _ in told(read, HALF + text).values() if days[0] != days[1]}
    assert len(flows) in (1, 2)
    assert all(days == ["2023-01-01", "2023-06-30"] for days in flows.values())


@pytest.mark.parametrize(
    ("text", "number", "part"),
    [
        ("四維及鳳山行政中心之中庭共計開放140場次，其中四維行政中心91場次；會議室等集會場所受理申請，合計1,230場次。\n",
         "1,230", ""),
        ("中庭及廣場四維80場次、鳳山60場次，計140場次。會議室，四維650場次、鳳山520場次，全年累計2,450場次。\n",
         "2,450", ""),
    ],
)  # fmt: skip
def test_what_follows_parts_is_of_none_of_them(text: str, number: str, part: str, read: Read) -> None:
    assert told(read, HALF + text)[number][3] == part


def test_numbers_at_an_event_need_its_name(read: Read) -> None:
    alone = told(read, YEAR + "業務助理由812人減為774人，精簡38人。\n")
    assert not any(metric.endswith("at_merger") for metric, *_ in alone.values())
    by_list = "自99年12月25日縣市合併以來：\n．工級人員：由8,512人降至5,503人\n．臨時人員：由3,504人降至2,213人\n"
    named = told(read, YEAR + by_list)
    assert named["8,512"][0] == "workers_at_merger"
    assert named["3,504"][0] == "temp_at_merger"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("本期公務車輛調派523車次，線上申請508車次，紙本申請15車次；6月單月102車次。\n", "102"),
        ("截至112年6月30日，宿舍54間；本期辦理宿舍居住事實查考1次。\n", "1"),
    ],
)
def test_what_its_words_do_not_tell_is_asked(text: str, number: str, read: Read) -> None:
    assert number not in told(read, HALF + text)


@pytest.mark.parametrize(
    ("text", "number", "days"),
    [
        ("一、檔案\n108年迄今累計移交檔案667,265件。\n", "667,265", ("2019-01-01", "2023-06-30")),
        ("一、檔案\n自109年以來累計移交檔案412,008件。\n", "412,008", ("2020-01-01", "2023-06-30")),
        ("較基期（111年同期）減少6.6萬度，節電率1.63%。\n", "1.63", ("2023-01-01", "2023-06-30")),
        ("用電較上年同期（111年1月至6月）減少7.1萬度，節電率2.03%。\n", "2.03", ("2023-01-01", "2023-06-30")),
        ("市政會議自112年1月3日第600次至6月27日第625次，計26次。\n", "26", ("2023-01-03", "2023-06-27")),
        ("職工研習於4月6日、4月13日辦理，計132人；績優人員44名，每名獎金7,000元，於5月9日表揚。\n", "7,000",
         ("2023-05-09", "2023-05-09")),
    ],
)  # fmt: skip
def test_days_of_something_else_are_not_its_own(text: str, number: str, days: tuple[str, str], read: Read) -> None:
    assert told(read, HALF + text)[number][1:3] == days


@pytest.mark.parametrize(
    "text",
    [
        "本期接待訪賓48案、702人。\n依國籍統計，日本籍者21案，其餘不一一列舉。\n",
        "1月至6月接待訪賓計44案。日本訪團18案，較為踴躍。\n",
    ],
)
def test_a_part_that_nothing_names_is_no_second_whole(text: str, read: Read) -> None:
    found = told(read, HALF + text)
    assert [raw for raw, (metric, *_, part) in found.items() if metric == "delegation_cases" and not part] == [
        "48" if "48案" in text else "44"
    ]


def test_a_list_names_what_a_rule_has_read_as_a_whole(read: Read) -> None:
    text = "本期辦理訪賓接待計46案、713人；依訪賓來源分，計日本19案、韓國9案、美洲7案、歐洲6案及其他地區5案。\n"
    parts = {raw: part for raw, (metric, *_, part) in told(read, HALF + text).items() if metric == "delegation_cases"}
    assert parts == {"46": "", "19": "日本", "9": "韓國", "7": "美洲", "6": "歐洲", "5": "其他地區"}


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("本期節電率1.8%、節水率3.2%，均逾目標（節電1%、節水2%）。\n", {"1", "2"}),
        ("節水率為2.4%、節電率1.5%，優於目標值（節水0.8%、節電1.2%）。\n", {"0.8", "1.2"}),
    ],
)
def test_goals_in_brackets_are_no_values(text: str, goals: set[str], read: Read) -> None:
    assert not goals & told(read, HALF + text).keys()


@pytest.mark.parametrize(
    ("said", "day"), [("113年6月30日數", "2024-06-30"), ("112年底數", "2023-12-31"), ("113年6月底之數", "2024-06-30")]
)
def test_numbers_in_brackets_are_of_the_day_that_is_said_of_them(said: str, day: str, read: Read) -> None:
    text = "高雄市政府行政暨國際處業務報告\n茲將本處113年7月至12月重要業務辦理情形，摘要報告如下。\n參、人員\n"
    text += f"截至113年12月31日止員額如下（括號內為{said}）：\n工級人員5,401人（5,503人）、臨時人員2,198人（2,213人），"
    values = told(read, text + "總計7,599人（7,716人）。\n")
    assert values["2,213"][:3] == ("temp_total", day, day)
    # No kind of staff is what all together are.
    assert values.get("7,599", ("staff_total",))[0] == values.get("7,716", ("staff_total",))[0] == "staff_total"


@pytest.mark.parametrize(
    "text",
    [
        "截至112年6月30日，工級人員5,620人（5,711人）、臨時人員2,240人（2,301人），合計7,860人（8,012人）。\n",
        "截至112年6月30日，臨時人員2,240人、工級人員5,620人，總計7,860人。\n",
    ],
)
def test_a_total_is_of_nothing_that_its_parts_are_not_of(text: str, read: Read) -> None:
    assert told(read, HALF + text).get("7,860", ("staff_total",))[0] == "staff_total"
