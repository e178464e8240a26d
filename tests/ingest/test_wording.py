"""Other words for the same things: invented reports, and the ways clerks compare and enumerate.

The rules were written with these reports and sentences at hand: they keep what is read today, and say nothing of
how well a report that nobody has looked at will be read.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from ingest.passages.manifest import load_manifest
from ingest.read.document import UnreadableFile
from ingest.rows import ReportRows
from tests.conftest import ROOT
from tests.ingest.conftest import Read
from tests.reading import READER

INVENTED = sorted((ROOT / "tests" / "invented").glob("*.txt"))
HEAD = "高雄市政府秘書處業務報告\n謹就107年1月16日至107年6月30日（以下簡稱本期）報告如後。\n壹、業務\n"
REPORT = ("2018-01-16", "2018-06-30")
YEAR_BEFORE = ("2017-01-16", "2017-06-30")


@pytest.mark.parametrize("path", INVENTED, ids=lambda path: path.stem)
def test_values_once_found_in_invented_reports_are_found_still(path: Path) -> None:
    report = READER.read(path, load_manifest(path.parent).get(path.name))
    assert isinstance(report, ReportRows)
    found = Counter(
        (o["metric_id"], float(o["value"]), str(o["period_start"] or ""), str(o["period_end"]), o["measure"])
        for o in report.tables["observation"]
    )
    with path.with_suffix(".csv").open(encoding="utf-8") as file:
        wanted = Counter(
            (row["metric"], float(row["value"]), row["period_start"], row["period_end"], row["measure"])
            for row in csv.DictReader(file)
            if "duplicate" not in row["note"] and "operand" not in row["note"]
        )
    right = (found & wanted).total()
    assert right >= 0.95 * wanted.total(), sorted((wanted - found).elements())
    assert right >= 0.97 * found.total(), sorted((found - wanted).elements())


def _values(read: Read, text: str, metric_id: str) -> list[tuple[float, str, str]]:
    observations = read(HEAD + text)[2].observations
    return [(float(o.value), str(o.period.start), str(o.period.end)) for o in observations if o.metric_id == metric_id]


@pytest.mark.parametrize(
    "words",
    [
        "本期消費爭議調解68件，去年同期為60件。",
        "本期消費爭議調解68件（上年同期60件）。",
        "消費爭議調解由去年同期60件增為本期68件。",
    ],
)
def test_what_is_compared_with_the_year_before_is_its_value(read: Read, words: str) -> None:
    assert sorted(_values(read, f"一、{words}\n", "consumer_mediations")) == [(60, *YEAR_BEFORE), (68, *REPORT)]


def test_a_pair_is_compared_with_a_pair(read: Read) -> None:
    text = "一、本期接待訪賓47案、613人；104年9月1日至105年2月29日則為42案、552人。\n"
    then = ("2015-09-01", "2016-02-29")
    assert _values(read, text, "delegation_cases") == [(47, *REPORT), (42, *then)]
    assert _values(read, text, "delegation_persons") == [(613, *REPORT), (552, *then)]


def test_a_date_in_a_remark_holds_for_the_remark_only(read: Read) -> None:
    text = "一、第一次申訴2,518件（104年9月1日至105年2月29日為2,423件），第二次申訴603件。\n"
    assert _values(read, text, "consumer_complaints_second") == [(603, *REPORT)]


@pytest.mark.parametrize(
    "words",
    [
        "消費爭議調解較去年同期增加68件。",
        "消費爭議調解預計再辦理68件。",
        "消費爭議調解期能達到68件之願景。",
    ],
)
def test_differences_and_plans_are_no_values(read: Read, words: str) -> None:
    assert _values(read, f"一、{words}\n", "consumer_mediations") == []


def test_a_label_is_used_up_by_the_first_number_of_its_unit(read: Read) -> None:
    text = "一、市政會議每週召開，資料無紙化，本期24次，另辦理說明會3次。\n"
    assert _values(read, text, "city_council_meetings") == [(24, *REPORT)]


def test_a_sum_behind_its_parts_has_their_label(read: Read) -> None:
    text = "一、集會場所借用，四維行政中心561場次、鳳山行政中心332場次，合計893場次。\n"
    assert sorted(value for value, *_ in _values(read, text, "venue_room_bookings")) == [332, 561, 893]


def test_what_follows_a_list_is_compared_with_none_of_it(read: Read) -> None:
    text = "一、經管市有宿舍63間：首長宿舍3間、眷屬宿舍22間；105年12月31日則為68間。\n"
    assert 68 not in [value for value, *_ in _values(read, text, "dormitory_family")]


@pytest.mark.parametrize(
    "opening",
    [
        "茲將107年1月16日至107年6月30日（下稱本期）業務推動情形報告如下。",
        "謹就本處自107年1月16日起至107年6月30日止（以下稱本期）之工作成果提出報告。",
        "以下內容涵蓋107年1月16日至同年6月30日，各項數據以此期間為準。",
        "報告期間：107年1月16日至107年6月30日",
        "茲將107年上半年（107年1月16日至6月30日，以下稱本期）之業務辦理情形，分項報告。",
        "茲提出107年1月16日至6月30日之業務成果，敬請指教。",
    ],
)
def test_a_report_says_its_period_in_many_ways(read: Read, opening: str) -> None:
    identity = read(f"高雄市政府秘書處業務報告\n{opening}\n壹、業務\n")[0]
    assert (str(identity.period.start), str(identity.period.end)) == REPORT


def test_another_label_between_two_numbers_ends_the_comparison(read: Read) -> None:
    text = "一、本期新增開放資料集12項，總數由106年底16項增為28項。\n"
    assert [value for value, *_ in _values(read, text, "open_datasets_added")] == [12]


def test_half_years_and_months_are_periods_too(read: Read) -> None:
    for words in ("112年1月至6月業務推動情形如下。", "謹就112年度上半年業務報告如下。"):
        period = read(f"高雄市政府秘書處業務報告\n{words}\n壹、業務\n")[0].period
        assert (str(period.start), str(period.end)) == ("2023-01-01", "2023-06-30"), words


@pytest.mark.parametrize(
    "words",
    [
        "茲報告112年1月至6月業務，並附111年1月至6月工作成果。",
        "未來將於112年7月至12月推動之業務如下。",
        "欣逢貴會第4屆第1次定期大會開議。",
    ],
)
def test_a_period_told_in_two_ways_or_in_none_is_not_guessed(read: Read, words: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(f"高雄市政府秘書處業務報告\n{words}\n壹、業務\n")
    assert refused.value.code == "no_period"


@pytest.mark.parametrize(
    "words",
    [
        "本處開放資料集至106年底有25項，本期新增1項，累計26項。",
        "本處開放資料集由106年底之25項增至26項，本期新增1項。",
        "本處開放資料集截至106年12月31日止有25項，本期新增1項，累計26項。",
    ],
)
def test_an_earlier_day_holds_for_its_own_clause_only(read: Read, words: str) -> None:
    before = ("2017-12-31", "2017-12-31")
    assert _values(read, f"一、{words}\n", "open_datasets") == [(25, *before), (26, "2018-06-30", "2018-06-30")]
    assert _values(read, f"一、{words}\n", "open_datasets_added") == [(1, *REPORT)]


def test_the_same_period_of_any_year_is_that_of_the_report(read: Read) -> None:
    text = "一、公務車輛調派本期512車次（105年同期為377車次，去年為800車次）。\n"
    assert _values(read, text, "vehicle_dispatch_trips")[:2] == [(512, *REPORT), (377, "2016-01-16", "2016-06-30")]
    assert all(
        value != 800 or start == "2017-01-01" for value, start, _ in _values(read, text, "vehicle_dispatch_trips")
    )


@pytest.mark.parametrize(
    "words",
    [
        "消費爭議調解97件（調解成立41件）。",
        "消費爭議調解97件，其中調解成立41件。",
        "消費爭議調解97件（成立41件、不成立56件）。",
    ],
)
def test_a_part_without_a_name_in_the_catalog_is_no_value_again(read: Read, words: str) -> None:
    assert _values(read, f"一、{words}\n", "consumer_mediations") == [(97, *REPORT)]


def test_the_country_most_came_from_is_no_count_of_delegations(read: Read) -> None:
    text = "一、本期接待訪賓47案，其中以日本21案最多，韓國9案次之。\n"
    assert _values(read, text, "delegation_cases") == [(47, *REPORT)]


def test_ordinals_use_up_no_label(read: Read) -> None:
    assert _values(read, "一、市政會議自第598次至第622次，計25次。\n", "city_council_meetings") == [(25, *REPORT)]


def test_a_number_behind_a_list_is_compared_with_the_total_of_it(read: Read) -> None:
    text = "一、消費諮詢總計8,310件，包含電話諮詢7,526件及現場諮詢784件；與去年同期7,905件相較，增加405件。\n"
    assert _values(read, text, "consumer_advice_walkin") == [(784, *REPORT)]
    assert _values(read, text, "consumer_advice") == [(8310, *REPORT), (7905, *YEAR_BEFORE)]


def test_a_line_cut_between_number_and_unit_is_one_sentence(read: Read) -> None:
    text = (
        "(一)本期消費諮詢9,004件（電話8,012件、現場992件）；第一次申訴3,480\n件，第二次申訴815件。\n\n"
        "(二)市政會議每週二上午召開，本處負責彙整議程及錄案分送，本期共召開二十五次會議。\n\n"
        "(三)其餘事項均依計畫辦理完成，並按月提報本府研究發展考核委員會列管追蹤在案。\n"
    )
    assert _values(read, text, "consumer_complaints_first") == [(3480, *REPORT)]


@pytest.mark.parametrize(
    ("words", "period"),
    [("截至6月底", REPORT), ("107年度截至6月底", REPORT), ("107年度截至4月底", ("2018-01-01", "2018-04-30"))],
)
def test_up_to_a_month_is_not_that_month_alone(read: Read, words: str, period: tuple[str, str]) -> None:
    assert _values(read, f"一、{words}，消費爭議調解52件。\n", "consumer_mediations") == [(52, *period)]


def test_each_remark_compares_with_the_number_it_stands_behind(read: Read) -> None:
    text = "一、第一次申訴2,310件（去年同期為2,463件）、第二次申訴541件（去年同期600件）。\n"
    assert _values(read, text, "consumer_complaints_second") == [(541, *REPORT), (600, *YEAR_BEFORE)]
    text = "一、本期接待訪賓47案、612人，較去年同期（39案、480人）增加8案、132人。\n"
    assert _values(read, text, "delegation_persons") == [(612, *REPORT), (480, *YEAR_BEFORE)]


def test_a_sum_of_different_things_is_a_total_of_none(read: Read) -> None:
    text = "一、市政會議24次、首長座談8次，合計32次。\n"
    assert [value for value, *_ in _values(read, text, "chiefs_forums")] == [8]
    assert [value for value, *_ in _values(read, text, "city_council_meetings")] == [24]


def test_a_label_never_spans_another_number(read: Read) -> None:
    text = "一、公文系統教育訓練本期辦理5場次、民間團體研習3場次。\n"
    assert [value for value, *_ in _values(read, text, "e_document_training_sessions")] == [5]


def test_numbers_in_words_use_up_a_label_too(read: Read) -> None:
    text = "一、市府公報刊載三千餘則，網站瀏覽500則。\n"
    assert [value for value, *_ in _values(read, text, "gazette_items")] == [3000]


def test_another_matter_is_none_of_the_one_before(read: Read) -> None:
    text = "一、報廢物品上網拍賣成功83件，拍賣收入9萬6,420元，另變賣廢鐵得款1萬2,000元。\n"
    assert [value for value, *_ in _values(read, text, "auction_revenue")] == [96420]


def test_levels_at_the_merger_are_no_levels_of_today(read: Read) -> None:
    text = "一、縣市合併（100年1月）時，工級人員8,462人；臨時人員合併時3,462人，現為2,488人。\n"
    merger = ("2011-01-01", "2011-01-01")
    assert _values(read, text, "workers_total") == []
    assert _values(read, text, "workers_at_merger") == [(8462, *merger)]
    assert _values(read, text, "temp_at_merger") == [(3462, *merger)]
    assert 3462 not in [value for value, *_ in _values(read, text, "temp_total")]


def test_a_label_may_stand_between_the_end_of_a_year_and_its_number(read: Read) -> None:
    text = "一、本處106年底開放資料集34項，本期新增3項，迄107年6月底共37項。\n"
    stocks = _values(read, text, "open_datasets")
    assert (34, "None", "2017-12-31") in stocks or (34, "2017-12-31", "2017-12-31") in stocks
    assert not [value for value, _, end in stocks if value == 34 and end == REPORT[1]]


def test_goals_told_in_an_outlook_are_no_values(read: Read) -> None:
    text = "一、下半年本處將以接待訪賓60案、辦理宣導30場次為努力方向。\n"
    assert _values(read, text, "delegation_cases") == []


def test_sessions_are_published_in_the_unit_of_their_metric(read: Read) -> None:
    observations = read(HEAD + "一、公文系統教育訓練本期開辦18場。\n")[2].observations
    assert [(o.metric_id, int(o.value), o.unit) for o in observations] == [("e_document_training_sessions", 18, "場次")]


@pytest.mark.parametrize(
    ("words", "metric", "value"),
    [
        ("107年5月24日加開臨時市政會議乙次。", "city_extraordinary_meetings", 1),
        ("四維行政中心環境清潔評比，本期兩度辦理。", "environment_inspection_count", 2),
        ("線上簽核比率行政院訂有百分之四十五之目標。", "e_signoff_rate", 45),
        ("線上簽核比率行政院訂有百分之四十五點五之目標。", "e_signoff_rate", 45.5),
    ],
)
def test_numbers_written_in_words(read: Read, words: str, metric: str, value: float) -> None:
    assert [found for found, *_ in _values(read, f"一、{words}\n", metric)] == [value]


def test_a_list_number_is_no_part_of_the_number_behind_it(read: Read) -> None:
    text = "(一)檔案管理\n1.23個機關接受檔案管理考核。\n2.5個區公所接受檔案管理考核。\n"
    assert [value for value, *_ in _values(read, text, "archive_assessed_agencies")] == [23, 5]
