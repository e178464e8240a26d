"""What was aimed at or is still to come is no value of what came."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

HEAD = "高雄市政府秘書處業務報告\n謹就107年1月16日至107年6月30日（以下簡稱本期）報告如後。\n壹、業務\n"


def _values(read: Read, text: str, metric_id: str) -> list[float]:
    observations = read(f"{HEAD}一、{text}\n")[2].observations
    return [float(o.value) for o in observations if o.metric_id == metric_id]


@pytest.mark.parametrize(
    "words",
    [
        "債務清理法律諮詢駐點場次，目標值45場次，實際值50場次，達成率111.1%。",
        "債務清理法律諮詢駐點原訂目標為45場次，實際辦理50場次。",
        "債務清理法律諮詢駐點辦理50場次，已達全年45場次之目標。",
    ],
)
def test_a_target_is_passed_over_for_what_was_reached(read: Read, words: str) -> None:
    assert _values(read, words, "legal_clinic_sessions") == [50]


@pytest.mark.parametrize("words", ["，達成年度節電1%之要求", "，年度目標節電1%"])
def test_a_required_rate_is_no_rate_reached(read: Read, words: str) -> None:
    assert _values(read, f"節電率2.1%{words}。", "electricity_saving_rate") == [2.1]


@pytest.mark.parametrize(
    "words",
    [
        "消費爭議調解將續辦68件。",
        "下半年將舉辦消費爭議調解68件。",
        "擬續辦消費爭議調解68件。",
        "107年下半年消費爭議調解68件。",
        "消費爭議調解籌辦68件。",
        "108年度消費爭議調解68件。",
    ],
)
def test_a_plan_is_no_value_of_what_happened(read: Read, words: str) -> None:
    assert _values(read, words, "consumer_mediations") == []


@pytest.mark.parametrize(
    "words", ["本期將舊燈具汰換為LED燈具300組。", "LED燈具300組，將結果公告。", "「未來將舉辦之城」展區LED燈具300組。"]
)
def test_words_of_plans_elsewhere_take_nothing_away(read: Read, words: str) -> None:
    assert _values(read, words, "led_sets_replaced") == [300]


@pytest.mark.parametrize("words", ["原訂召開26次，實際召開25次", "召開25次，較預定目標26次減少1次"])
def test_what_was_intended_is_no_count_of_meetings(read: Read, words: str) -> None:
    assert _values(read, f"市政會議{words}。", "city_council_meetings") == [25]


def test_a_grant_still_sought_is_no_budget(read: Read) -> None:
    reading = read(f"{HEAD}一、本處109年度預算將爭取中央補助1,200萬元。\n")[2]
    assert [o for o in reading.observations if o.metric_id == "budget_total"] == []


def test_a_planned_assessment_keeps_its_days_as_a_target(read: Read) -> None:
    reading = read(f"{HEAD}一、預定於107年9月5日至10月19日檔案管理考核14個區公所。\n")[2]
    (planned,) = [o for o in reading.observations if o.metric_id == "archive_assessed_agencies"]
    assert (planned.measure, str(planned.period.start), str(planned.period.end)) == (
        "target", "2018-09-05", "2018-10-19",
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "未來一年，消費爭議調解68件。",
        "展望108年，本處規劃拓展服務、辦理活動，並再消費爭議調解68件。",
        "預計辦理研習，並消費爭議調解68件。",
        "消費爭議調解原訂68件，因疫情取消。",
        "5月消費爭議調解68件，因疫情停辦。",
        "消費爭議調解因疫情延期，原訂68件。",
    ],
)
def test_what_was_envisaged_or_dropped_did_not_happen(read: Read, words: str) -> None:
    assert _values(read, words, "consumer_mediations") == []


@pytest.mark.parametrize(
    "words",
    [
        "展望未來，將持續推動，本期消費爭議調解68件。",
        "消費爭議調解原訂70件，實際68件。",
        "消費爭議調解68件，另2件取消。",
        "取消紙本通知，消費爭議調解68件。",
    ],
)
def test_what_came_all_the_same_is_kept(read: Read, words: str) -> None:
    assert 68 in _values(read, words, "consumer_mediations")


def test_lifts_of_the_year_to_come_are_no_lifts_renovated(read: Read) -> None:
    assert _values(read, "展望108年，本處規劃將電子書增為250種，並再整修客梯2部。", "elevators_renovated") == []


@pytest.mark.parametrize("words", ["每月召開市政會議2次", "市政會議平均每月召開2次", "市政會議每月2次"])
def test_how_often_is_no_count(read: Read, words: str) -> None:
    assert _values(read, f"{words}。", "city_council_meetings") == []


def test_a_rate_leaves_the_label_to_the_count(read: Read) -> None:
    assert _values(read, "市政會議每月2次，本期計12次。", "city_council_meetings") == [12]
    assert _values(read, "本處收文，平均每日300件。", "incoming_documents") == []


def test_what_came_over_all_years_did_not_come_in_the_period(read: Read) -> None:
    words = "公文電子交換，本期受理民間團體申請29個，歷年累計則為133個民間團體。"
    assert _values(read, words, "e_exchange_private_org_applications") == [29]
