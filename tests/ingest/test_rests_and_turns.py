"""Rests of a number, times in turn, former values of events: what is told beside a number, or behind it."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

HALF, YEAR = "114年1月1日至6月30日", "113年1月1日至12月31日"
FIRST_HALF = "2025-01-01/2025-06-30"


def _told(read: Read, text: str, period: str) -> set[tuple[str, float, str, str]]:
    """Each value with its metric, days and parts."""
    _, _, reading = read(f"高雄市政府行政暨國際處業務報告（{period}）\n壹、業務\n{text}\n")
    return {
        (o.metric_id, float(o.value), f"{o.period.start}/{o.period.end}", ",".join(o.breakdown.values()))
        for o in reading.observations
    }


@pytest.mark.parametrize(
    ("text", "metric", "values"),
    [
        # What a relation leaves, whatever its words are like.
        (
            "一、勞工退休準備金截至113年底累計撥補6億元，其中學校1.2億元，餘4.8億元為機關。",
            "pension",
            {("agencies", 480000000.0, ""), ("schools", 120000000.0, ""), ("cumulative", 600000000.0, "")},
        ),
        (
            "一、勞工退休準備金專戶，截至113年12月31日累計撥補48億元，其中機關40億元，其餘8億元屬學校。",
            "pension",
            {("agencies", 4000000000.0, ""), ("schools", 800000000.0, ""), ("cumulative", 4800000000.0, "")},
        ),
        # A part of what it is the rest of, with the name behind it, which is no other number's.
        (
            "一、兩行政中心設施維修案件全年受理700件，其中鳳山行政中心300件，餘400件屬四維行政中心；環境清潔檢查計4次。",
            "maintenance_cases",
            {("", 700.0, "四維+鳳山"), ("", 300.0, "鳳山"), ("", 400.0, "四維")},
        ),
        (
            "一、兩行政中心設施維修案件本年受理512件，其中四維行政中心300件，其餘212件為鳳山行政中心。",
            "maintenance_cases",
            {("", 512.0, "四維+鳳山"), ("", 300.0, "四維"), ("", 212.0, "鳳山")},
        ),
        # Farther off stands what it is the rest of.
        (
            "一、本年度訪賓接待案數84案，較112年增加9案；其中日本訪團31案，餘53案屬其他地區。",
            "delegation_cases",
            {("", 84.0, ""), ("", 53.0, "其他地區")},
        ),
    ],
)
def test_a_rest_is_a_part_of_what_it_is_the_rest_of(
    read: Read, text: str, metric: str, values: set[tuple[str, float, str]]
) -> None:
    told = _told(read, text, YEAR)
    own = {
        (id_.rpartition("_")[2] if metric == "pension" else "", v, part) for id_, v, _, part in told if metric in id_
    }
    assert values <= own
    assert not any("gap" in id_ or "餘" in part for id_, _, _, part in told)


@pytest.mark.parametrize(
    "text",
    [
        "一、114年績優職工選拔，計25個機關遴薦110名。",
        "一、114年辦理績優職工選拔，計25個機關遴薦110名同仁。",
    ],
)
def test_what_came_in_a_year_that_goes_on_came_by_the_report_s_end(read: Read, text: str) -> None:
    told = [one for one in _told(read, text, HALF) if one[0] == "outstanding_staff_nominating_agencies"]
    assert [days for _, _, days, _ in told] == [FIRST_HALF]


@pytest.mark.parametrize(
    "text",
    [
        "一、勞工退休準備金：經各機關檢視，114年專戶應提差額約3億1,000萬元。",
        "一、勞工退休準備金：114年須提撥數核定後，專戶應提差額計2億4,500萬元。",
    ],
)
def test_what_is_due_for_a_year_is_of_all_of_it(read: Read, text: str) -> None:
    told = [days for id_, _, days, _ in _told(read, text, HALF) if id_ == "pension_gap_yearly"]
    assert told == ["2025-01-01/2025-12-31"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "一、114年2月18日及5月20日配合監察院114年度第1次及第2次巡察，受理陳情分別為12件及9件。",
            {(12.0, "2025-02-18/2025-02-18"), (9.0, "2025-05-20/2025-05-20")},
        ),
        (
            "一、配合監察院於114年3月6日、6月12日辦理114年度第1次、第2次地方機關巡察，受理民眾陳情分別為18件、14件。",
            {(18.0, "2025-03-06/2025-03-06"), (14.0, "2025-06-12/2025-06-12")},
        ),
    ],
)
def test_a_year_that_numbers_something_is_no_time(read: Read, text: str, days: set[tuple[float, str]]) -> None:
    told = _told(read, text, HALF)
    assert {(value, when) for id_, value, when, _ in told if id_ == "control_yuan_petitions"} == days


@pytest.mark.parametrize(
    "text",
    [
        "一、消費者保護委員會議於114年3月12日及6月11日召開114年度第1次及第2次會議，計2次。",
        "一、消費者保護委員會議於114年3月5日、6月4日召開114年度第1次、第2次會議，共計2次。",
    ],
)
def test_a_total_of_numbered_times_is_the_report_s(read: Read, text: str) -> None:
    told = [one for one in _told(read, text, HALF) if one[0] == "consumer_committee_meetings"]
    assert {days for _, _, days, _ in told} <= {FIRST_HALF}


@pytest.mark.parametrize(
    "text",
    [
        "一、消費者保護委員會議於114年3月12日及6月11日召開；消費諮詢8,300件，其中電話諮詢及現場諮詢分別為7,200件及1,100件。",
        "一、環境清潔檢查於114年3月4日及6月9日辦理；消費諮詢8,300件，其中電話諮詢與現場諮詢各為7,200件與1,100件。",
    ],
)
def test_names_right_before_numbers_have_them_and_no_days_of_another_statement(read: Read, text: str) -> None:
    told = {(id_, days) for id_, _, days, _ in _told(read, text, HALF) if id_.startswith("consumer_advice_")}
    assert {days for _, days in told} <= {FIRST_HALF}


@pytest.mark.parametrize(
    "text",
    [
        "一、職工管理研習會辦理3場次，分別為2月（41人）、4月（38人）及5月（44人），共123人。",
        "一、職工管理研習會辦理3場次：3月（36人）、4月（40人）、6月（42人），合計118人。",
    ],
)
def test_a_total_behind_brackets_is_of_no_last_month(read: Read, text: str) -> None:
    told = {value: days for id_, value, days, _ in _told(read, text, HALF) if id_.endswith("workshop_participants")}
    assert told[max(told)] == FIRST_HALF


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("一、113年10月20日辦理「2024國際青年論壇」，與會城市由112年之11個增為15個。", 11.0),
        ("一、113年5月18日辦理「2024國際學生洽談會」，設攤企業較112年度之21間增加4間，共25間。", 21.0),
    ],
)
def test_what_there_was_a_year_before_was_at_another_event(read: Read, text: str, former: float) -> None:
    assert former not in {value for _, value, _, _ in _told(read, text, YEAR)}


@pytest.mark.parametrize(
    ("text", "guests", "foreign"),
    [
        ("一、113年2月24日舉辦「國際午宴」，貴賓204位出席，分別為外賓90位及國內貴賓114位。", 204.0, 90.0),
        ("一、113年3月2日辦理「港灣國際晚宴」，貴賓168位（外賓75位／國內貴賓93位）。", 168.0, 75.0),
    ],
)
def test_all_that_is_counted_of_an_event_is_no_list(read: Read, text: str, guests: float, foreign: float) -> None:
    told = {(id_, value) for id_, value, _, _ in _told(read, text, YEAR)}
    assert {value for id_, value in told if id_ == "event_guests"} == {guests}
    assert {value for id_, value in told if id_ == "event_foreign_guests"} <= {foreign}


@pytest.mark.parametrize(
    ("text", "metric", "value"),
    [
        (
            "一、第二次申訴計520件，為第一次申訴之26%，較去年同期（560件）減少40件。",
            "consumer_complaints_second",
            560.0,
        ),
        ("一、第二次申訴690件，占第一次申訴之24%，較去年同期（640件）增加50件。", "consumer_complaints_second", 640.0),
    ],
)
def test_a_printed_change_tells_more_than_words_farther_off(read: Read, text: str, metric: str, value: float) -> None:
    assert {id_ for id_, own, _, _ in _told(read, text, HALF) if own == value} <= {metric}


@pytest.mark.parametrize(
    ("text", "metric", "days"),
    [
        (
            "一、開放資料集由112年底之41項，新增6項，增為113年底之47項。",
            "open_datasets_added",
            "2024-01-01/2024-12-31",
        ),
        ("一、開放資料集由113年底之52項增加4項。", "open_datasets_added", FIRST_HALF),
        ("一、本期工級人員由113年底之5,210人精簡118人。", "workers_reduced_in_year", FIRST_HALF),
    ],
)
def test_what_changed_a_level_came_since_its_end(read: Read, text: str, metric: str, days: str) -> None:
    period = YEAR if "113年底之47" in text else HALF
    assert {when for id_, _, when, _ in _told(read, text, period) if id_ == metric} == {days}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "一、消費諮詢本期8,200件。累計113年全年，消費諮詢、第一次申訴及調解，分別為16,400件、5,310件及230件。",
            {("consumer_advice", 16400.0), ("consumer_complaints_first", 5310.0), ("consumer_mediations", 230.0)},
        ),
        (
            "一、訪賓接待本期52案、640人。合計113年全年，訪賓案數為97案，到訪人數為1,215人。",
            {("delegation_cases", 97.0), ("delegation_persons", 1215.0)},
        ),
    ],
)
def test_a_year_that_opens_a_sentence_is_that_of_its_numbers(
    read: Read, text: str, values: set[tuple[str, float]]
) -> None:
    told = _told(read, text, "113年7月1日至12月31日")
    assert {(id_, value) for id_, value, days, _ in told if days == "2024-01-01/2024-12-31"} == values


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("一、114年3月19日配合監察院114年度地方機關巡察，受理民眾陳情計17件。", "2025-03-19/2025-03-19"),
        ("一、114年5月8日接待監察院辦理114年地方機關巡察，受理陳情13件。", "2025-05-08/2025-05-08"),
    ],
)
def test_the_year_of_what_a_day_is_of_is_no_time(read: Read, text: str, day: str) -> None:
    assert {days for id_, _, days, _ in _told(read, text, HALF) if id_ == "control_yuan_petitions"} == {day}


@pytest.mark.parametrize(
    ("text", "former", "paid"),
    [
        (
            "一、勞工退休準備金截至113年12月31日累計撥補50億元，其中機關41億元、學校9億元（112年底累計45億元，本年度撥補5億元）。",
            4500000000.0,
            500000000.0,
        ),
        (
            "一、退休準備金專戶截至113年底累計撥補61.2億元，機關49.5億元、學校11.7億元（112年底累計54.8億元，本年度撥補6.4億元）。",
            5480000000.0,
            640000000.0,
        ),
    ],
)
def test_a_sum_that_is_sure_has_its_parts(read: Read, text: str, former: float, paid: float) -> None:
    told = {(id_, value) for id_, value, _, _ in _told(read, text, YEAR)}
    parts = {value for id_, value in told if id_.endswith(("_agencies", "_schools"))}
    assert not {former, paid} & parts


@pytest.mark.parametrize(
    "text",
    [
        "一、114年5月20日辦理資安教育訓練，上、下午各1梯次，參訓人次共140人次。",
        "一、居住事實查考依規定於本處經管宿舍，平日及假日各辦理1次。",
    ],
)
def test_what_each_of_unnamed_ones_was_is_no_value(read: Read, text: str) -> None:
    assert 1.0 not in {value for _, value, _, _ in _told(read, text, HALF)}


@pytest.mark.parametrize(
    "text",
    [
        "一、114年2月18日及5月20日配合監察院114年度第1次及第2次巡察，受理陳情分別為12件及9件。",
        "一、配合監察院辦理114年度第1次、第2次地方機關巡察，受理民眾陳情分別為18件、14件。",
    ],
)
def test_of_several_numbered_visits_no_number_is_the_first_one_s(read: Read, text: str) -> None:
    assert not {part for id_, _, _, part in _told(read, text, HALF) if id_ == "control_yuan_petitions"} - {""}


@pytest.mark.parametrize(
    "line",
    [
        "‧ 全年觀察：112年上半年2,480件，加計本期，全年5,208件；與疫前之108年全年6,020件相較，減少812件。",
        "‧ 全年觀察：112年上半年3,105件，連同本期，全年6,390件；與疫前之108年全年7,002件相較，減少612件。",
        "‧ 整體觀察：112年上半年3,105件，連同本期，全年6,390件；與疫情高峰之108年全年7,002件相較，減少612件。",
    ],
)
def test_what_a_change_leads_from_is_no_surer_than_what_it_leads_to(read: Read, line: str) -> None:
    text = f"一、消費者保護\n● 第一次申訴：2,728件，較111年同期2,853件減少125件。\n  {line}"
    told = _told(read, text, "112年7月1日至12月31日")
    assert "consumer_advice" not in {id_ for id_, _, _, _ in told}
