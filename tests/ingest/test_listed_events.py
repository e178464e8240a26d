"""Numbers of events that a list has named with their times: a statement opens with the name, or its end."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

HEAD = "高雄市政府行政暨國際處業務報告\n謹就112年1月1日至6月30日（以下簡稱本期）報告如後。\n壹、國際交流\n"


def _events(read: Read, text: str) -> dict[float, tuple[str, str]]:
    told = read(f"{HEAD}{text}\n")[2].observations
    return {float(o.value): (o.breakdown["event"], str(o.period.start)) for o in told if "event" in o.breakdown}


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            (
                "一、本期合力推動主要活動3項，依序為2月11日元宵午宴、5月20日城市論壇、6月4日童畫聯展。"
                "午宴邀得中外貴賓210位；論壇計14個城市與會。"
            ),
            {210: ("元宵午宴", "2023-02-11"), 14: ("城市論壇", "2023-05-20")},
        ),
        (
            "一、主要活動計2項，分別為3月間之城市燈節邀訪及5月間之華語研習營；前開邀訪計9個城市與會；研習營由6校學生組成。",
            {9: ("城市燈節邀訪", "2023-03-01"), 6: ("華語研習營", "2023-05-01")},
        ),
        (
            "一、主要活動2項，依序為3月4日港都之夜、5月6日青年領袖營。港都之夜計11個城市與會，領袖營由8校學生參加。",
            {11: ("港都之夜", "2023-03-04"), 8: ("青年領袖營", "2023-05-06")},
        ),
    ],
)
def test_a_statement_that_opens_with_a_listed_event_is_of_it(
    read: Read, text: str, events: dict[float, tuple[str, str]]
) -> None:
    assert _events(read, text) == events


@pytest.mark.parametrize(
    "text",
    [
        # Two end alike, no list of two, and no name of the list.
        "一、主要活動2項，依序為2月3日春季論壇、5月8日夏季論壇。論壇計17個城市與會。",
        "一、本期於2月23日辦理國際參訪、致贈紀念品。午宴邀得中外貴賓190位。",
    ],
)
def test_what_names_no_one_event_is_of_none(read: Read, text: str) -> None:
    assert not {17.0, 190.0, 14.0} & _events(read, text).keys()


def test_a_time_of_its_own_is_that_of_the_statement(read: Read) -> None:
    text = "一、主要活動2項，依序為2月11日元宵午宴、5月20日城市論壇。午宴之後，於3月9日再邀貴賓40位餐敘。"
    assert all(start != "2023-02-11" for _, start in _events(read, text).values())


@pytest.mark.parametrize("name", ["2023港灣國際學生營", "港都城市論壇"])
def test_what_was_held_on_the_day_that_opens_an_item_is_its_event(read: Read, name: str) -> None:
    text = f"(二)活動：112年4月12日至15日辦理{name}，邀請9個城市、學生64名參加。"
    assert _events(read, text) == {9: (name, "2023-04-12"), 64: (name, "2023-04-12")}


@pytest.mark.parametrize("words", ["112年適逢42週年", "112年屆滿42週年", "至112年欣逢42週年"])
def test_words_behind_a_year_are_no_partner(read: Read, words: str) -> None:
    told = read(f"{HEAD}一、本市與橫濱於民國70年締盟，{words}，互贈祝賀影片。\n")[2].observations
    assert {o.breakdown.get("relation", "橫濱") for o in told if float(o.value) == 42} <= {"橫濱"}


@pytest.mark.parametrize(
    ("words", "metric"),
    [
        ("本市與橫濱市自民國70年締盟，至112年6月屆滿42年", "relation_years"),
        ("高雄與熊本市締盟，迄今屆滿7年", "relation_years"),
        ("與美國檀香山市締結姊妹市屆44週年", "sister_city_years"),
        ("與日本八王子市締結姊妹市屆滿17周年", "sister_city_years"),
    ],
)
def test_years_and_anniversaries_are_told_apart_by_their_word(read: Read, words: str, metric: str) -> None:
    told = read(f"{HEAD}一、{words}，情誼彌堅。\n")[2].observations
    assert metric not in {o.metric_id for o in told}
