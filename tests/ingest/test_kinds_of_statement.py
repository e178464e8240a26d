"""What kind of statement a number stands in: its days, its part, or that it is no value. Two of each kind."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

HEAD = "高雄市政府秘書處業務報告\n報告期間：{}\n壹、業務\n一、工作\n"
FIRST_HALF, SECOND_HALF = "111年1月至6月", "111年7月至12月"

Told = tuple[str, str, str, str]


def _told(read: Read, text: str, period: str = FIRST_HALF) -> set[Told]:
    """Metric, value and days of what a report with one paragraph publishes."""
    _, _, reading = read(HEAD.format(period) + text + "\n")
    return {
        (o.metric_id, str(o.value), "" if o.period.start is None else str(o.period.start), str(o.period.end))
        for o in reading.observations
    }


def _parts(read: Read, text: str) -> set[tuple[str, str, str]]:
    """Metric, value and parts of the same."""
    _, _, reading = read(HEAD.format(FIRST_HALF) + text + "\n")
    return {
        (o.metric_id, str(o.value), "，".join(f"{key}={part}" for key, part in o.breakdown.items()))
        for o in reading.observations
    }


@pytest.mark.parametrize(
    ("text", "value", "start"),
    [
        ("公文採線上簽核，自99年實施，每年平均線上簽核187萬2,000件。", "1872000", "2010-01-01"),
        ("線上簽核自101年推動以來，每年平均採線上簽核之公文約60萬5,000件。", "605000", "2012-01-01"),
    ],
)
def test_what_runs_since_a_year_begins_with_it(read: Read, text: str, value: str, start: str) -> None:
    assert _told(read, text) == {("e_signoff_documents_per_year", value, start, "2022-06-30")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本年度精簡工友計126人。", ("workers_reduced_in_year", "126")),
        ("全年計召開市政會議52次。", ("city_council_meetings", "52")),
    ],
)
def test_the_year_of_a_second_half_is_the_whole_year(read: Read, text: str, found: tuple[str, str]) -> None:
    assert _told(read, text, SECOND_HALF) == {(*found, "2022-01-01", "2022-12-31")}
    assert _told(read, text) == {(*found, "2022-01-01", "2022-06-30")}


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("開放資料集總數由110年之41項增為46項。", "2021-12-31"),
        ("開放資料集自109年41項增至46項。", "2020-12-31"),
        ("開放資料集由110年底之41項成長，增為46項。", "2021-12-31"),
    ],
)
def test_what_a_level_grew_from_was_there_at_the_end_of_its_year(read: Read, text: str, before: str) -> None:
    told = _told(read, text)
    assert ("open_datasets", "41", before, before) in told
    assert ("open_datasets", "46", "2022-06-30", "2022-06-30") in told


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("111年調解68件，110年因疫情僅31件。5月調解7件。", ("2022-05-01", "2022-05-31")),
        ("111年調解68件，109年為60件，110年為31件。4月調解7件。", ("2022-04-01", "2022-04-30")),
        ("110年調解68件。5月調解7件。", ("2021-05-01", "2021-05-31")),
    ],
)
def test_a_year_told_beside_a_later_one_is_that_of_its_sentence_only(
    read: Read, text: str, days: tuple[str, str]
) -> None:
    assert ("consumer_mediations", "7", *days) in _told(read, text)


def test_the_year_of_one_item_is_not_that_of_the_next(read: Read) -> None:
    text = "(四)本年適逢與釜山市締結姊妹市56年。\n(五)外籍學生就業洽談會邀集43間企業參加，釋出職缺386個。"
    assert ("event_companies", "43", "2022-07-01", "2022-12-31") in _told(read, text, SECOND_HALF)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("檔案管理考核：預定9月至10月辦理，計11日、22場次，考核22個機關。", ("2022-09-01", "2022-10-31")),
        ("下半年預定以7日辦理14場次檔案管理考核，受考核區公所14個。", ("2022-07-01", "2022-12-31")),
    ],
)
def test_a_plan_is_of_the_days_to_come_and_no_result(read: Read, text: str, days: tuple[str, str]) -> None:
    _, _, reading = read(HEAD.format(FIRST_HALF) + text + "\n")
    assert {o.measure for o in reading.observations} == {"target"}
    assert {(str(o.period.start), str(o.period.end)) for o in reading.observations} == {days}


def test_what_was_done_in_the_report_s_period_is_no_plan(read: Read) -> None:
    assert {v for _, v, _, _ in _told(read, "本期於四維、鳳山行政中心中庭辦理開放使用計97場次。")} == {"97"}


@pytest.mark.parametrize(
    "text", ["四維及鳳山行政中心將以節電1%為目標。", "節約用水，節水率以2%為努力目標。", "節電以1.5%為年度目標。"]
)
def test_what_is_aimed_at_is_no_result(read: Read, text: str) -> None:
    assert not {metric for metric, *_ in _told(read, text)} & {"electricity_saving_rate", "water_saving_rate"}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("消費者保護委員會議每3個月1次，本期召開2次。", ("consumer_committee_meetings", "2")),
        ("市政會議每2週召開1次，本期召開市政會議12次。", ("city_council_meetings", "12")),
        ("消費者保護委員會每隔6個月集會1次，本期召開委員會議2次。", ("consumer_committee_meetings", "2")),
    ],
)
def test_how_often_in_several_months_is_no_count(read: Read, text: str, result: tuple[str, str]) -> None:
    told = _told(read, text)
    assert (*result, "2022-01-01", "2022-06-30") in told
    assert (result[0], "1", "2022-01-01", "2022-06-30") not in told


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("截至111年6月底止，開放資料集計54項，當年新增7項，較前一年度47項成長14.89%。", "47"),
        ("截至111年6月底止，開放資料集共計80項，本期新增16項，較上年度64項增加16項。", "64"),
    ],
)
def test_of_two_numbers_the_one_is_compared_that_the_change_fits(read: Read, text: str, compared: str) -> None:
    told = {found[:2] for found in _told(read, text)}
    assert ("open_datasets_added", compared) not in told


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "自衛消防編組訓練於四維及鳳山行政中心各辦理2次。",
            {("fire_drills", "2", "center=四維"), ("fire_drills", "2", "center=鳳山")},
        ),
        (
            "防護團常年訓練講習於四維、鳳山行政中心各辦理1場。",
            {("civil_defense_lectures", "1", "center=四維"), ("civil_defense_lectures", "1", "center=鳳山")},
        ),
    ],
)
def test_a_number_behind_each_holds_for_each_part(read: Read, text: str, parts: set[tuple[str, str, str]]) -> None:
    assert _parts(read, text) == parts


def test_a_number_of_each_office_is_none_of_each_centre(read: Read) -> None:
    parts = _parts(read, "四維及鳳山行政中心各單位借用會議室58場次。")
    assert not {part for _, _, part in parts} & {"center=四維", "center=鳳山"}


@pytest.mark.parametrize(
    ("text", "total", "part"),
    [
        ("水電、空調及消防等報修案件受理1,712件，其中水電維修802件。", "1712", "802"),
        ("本期接待外賓57案，訪賓來源以日本34案居首，占59.6%。", "57", "34"),
    ],
)
def test_a_part_without_a_name_of_its_own_is_no_total(read: Read, text: str, total: str, part: str) -> None:
    values = {value for _, value, _, _ in _told(read, text)}
    assert total in values
    assert part not in values


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "本期接待外賓57案，訪賓來源以亞洲34案居首，占59.6%，美洲、歐洲分別為13案及10案。",
            {("34", "region=亞洲"), ("13", "region=美洲"), ("10", "region=歐洲")},
        ),
        (
            "四維、鳳山行政中心節電率分別為4.8%與5.2%。",
            {("4.8", "center=四維"), ("5.2", "center=鳳山")},
        ),
    ],
)
def test_a_part_is_named_by_its_own_words(read: Read, text: str, parts: set[tuple[str, str]]) -> None:
    assert {(value, part) for _, value, part in _parts(read, text) if part} <= parts | {("57", "")}


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("績優職工表揚，選出20人，獎金計12萬元。", "120000"),
        ("績優職工表揚，共發給獎金9萬元，每人獎金6,000元。", "90000"),
        ("績優職工獲頒獎金總額新台幣15萬元。", "150000"),
    ],
)
def test_an_amount_for_several_is_none_for_each(read: Read, text: str, each: str) -> None:
    assert each not in {value for metric, value, _, _ in _told(read, text) if metric == "outstanding_staff_prize"}


@pytest.mark.parametrize(
    "text",
    [
        "持續汰換LED燈具500組，130年底完成。",
        "LED燈具汰換工程計500組，將於130年3月竣工。",
        "LED燈具500組130年6月底前全數汰換完成。",
    ],
)
def test_works_done_later_are_none_of_the_report(read: Read, text: str) -> None:
    assert "500" not in {value for _, value, _, _ in _told(read, text)}


@pytest.mark.parametrize("guests", ["外國貴賓168位", "國外來賓168位", "外籍貴賓168位", "海外嘉賓168位"])
def test_guests_from_abroad_are_not_all_guests(read: Read, guests: str) -> None:
    told = _told(read, f"國際午宴於5月9日舉辦，{guests}出席，行銷本市。")
    assert "event_guests" not in {metric for metric, _, _, _ in told}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "第20屆金檔獎：報名本府初評13個機關，擇優5個進入複評。",
            {
                ("archive_award_entries", "13", "award=第20屆"),
                ("archive_award_second_round", "5", "award=第20屆"),
            },
        ),
        (
            "輔導本府機關參加第22屆機關檔案管理金檔獎，共有26個機關報名本府初評。",
            {("archive_award_entries", "26", "award=第22屆")},
        ),
        (
            "110年度專戶應提差額8,640萬元，於3月29日以公務預算撥補4,500萬元。",
            {("pension_topup", "45000000", "source=公務預算")},
        ),
        (
            "5月城市論壇：貴賓530位（外賓188位），採訪媒體37家。",
            {
                ("event_guests", "530", "event=城市論壇"),
                ("event_foreign_guests", "188", "event=城市論壇"),
                ("event_media", "37", "event=城市論壇"),
            },
        ),
        (
            "111年4月辦理國際學生服務學習營，參加學校14校、學員128人，其中弱勢家庭學生24位。",
            {("event_schools", "14", "event=國際學生服務學習營")},
        ),
    ],
)
def test_a_part_is_named_as_its_passage_prints_it(read: Read, text: str, found: set[tuple[str, str, str]]) -> None:
    assert found <= _parts(read, text)


@pytest.mark.parametrize(
    "words",
    [
        "系統涵蓋機關、學校664個；全府收文372萬件，112年度為365萬件。",
        "服務涵蓋38個行政區，112年7月至12月另計。",
        "統計期間自112年1月至12月者，另表列之。",
    ],
)
def test_a_report_is_of_the_year_its_title_tells(read: Read, words: str) -> None:
    report = read(f"高雄市政府秘書處113年度施政績效成果報告\n\n壹、說明\n{words}\n一、市政會議召開48次。\n")[0]
    assert (str(report.period.start), str(report.period.end)) == ("2024-01-01", "2024-12-31")


@pytest.mark.parametrize(
    "text",
    [
        "全年以接待230案、4,200人為目標。",
        "消費爭議調解以120件、成立80件之目標辦理。",
        "以電話諮詢2,400件及現場諮詢500件為目標。",
    ],
)
def test_a_list_of_goals_is_no_result(read: Read, text: str) -> None:
    assert _told(read, f"一、重點業務\n{text}") == set()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("四維行政中心節電率2.6%；鄰近之臺南市政府同期節電率為2.8%。", {"2.6"}),
        ("受理消費諮詢3,264件，臺中市政府受理消費諮詢5,110件。", {"3264"}),
        # Visitors from there, and what an earlier government left, are one's own.
        ("接待訪賓21案、300人，其中臺南市政府參訪團5案、40人。", {"21", "300", "5", "40"}),
        ("接管原高雄縣政府9個機關之檔案12,340件。", {"9", "12340"}),
    ],
)
def test_what_another_government_did_is_no_value(read: Read, text: str, values: set[str]) -> None:
    found = {value for _, value, *_ in _told(read, f"一、業務\n{text}")}
    assert found <= values
    assert values - found <= {"5", "40"}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("衡量指標（一）：訪賓接待案數　　年度目標值：200案　　實際達成值：221案　　達成度：110.5%", "221"),
        ("績效指標2：消保教育宣導場次　目標值：70場次　實際值：76場次", "76"),
        ("衡量指標：消費查核次數　年度目標值：100次　實際達成值：109次", "109"),
    ],
)
def test_an_indicator_in_one_line(read: Read, line: str, value: str) -> None:
    assert {found for _, found, *_ in _told(read, f"一、目標\n{line}")} == {value}


def test_what_is_read_from_afar_yields_to_what_contradicts_it(read: Read) -> None:
    text = "一、員額精簡\n工級人員1,730人，較縣市合併時4,325人減少2,595人；臨時人員4,450人，較合併時5,000人減少550人。"
    merged = {value for metric, value, *_ in _told(read, text) if metric == "workers_at_merger"}
    assert merged <= {"4325"}
    assert ("temp_total", "4450") in {(metric, value) for metric, value, *_ in _told(read, text)}


def test_a_part_with_its_name_takes_no_value_from_its_whole(read: Read) -> None:
    text = "本期第一次申訴2,418件。\n第一次申訴之中，網路購物糾紛1,046件居冠，占43.26%。"
    parts = _parts(read, text)
    assert ("consumer_complaints_first", "2418", "") in parts
    assert ("consumer_complaints_first", "1046", "category=網路購物") in parts


@pytest.mark.parametrize("remark", ["含上期未結5案", "其中上期移入5案", "內含前期延續5案"])
def test_a_remark_tells_what_is_among_a_number(read: Read, remark: str) -> None:
    told = _told(read, f"本期接待外賓63案({remark})、845人。")
    assert {value for metric, value, *_ in told if metric == "delegation_cases"} == {"63"}


@pytest.mark.parametrize(
    ("text", "metric", "event"),
    [
        (
            "3月3日舉行「國際城市夜」，8個城市應邀。4月17日之外籍學生就業媒合會有24間企業參加。",
            "event_companies", "外籍學生就業媒合會",
        ),
        ("3月3日舉行「國際城市夜」，8個城市應邀。5月9日的港灣論壇，24間企業參加。", "event_companies", "港灣論壇"),
        ("就業博覽會週（111.4.17）：24間企業參加", "event_companies", "就業博覽會週"),
        ("選派24名學生參加「釜山未來領袖營」；選送作品參加畫展。", "event_participants", "釜山未來領袖營"),
    ],
)  # fmt: skip
def test_an_event_s_value_is_of_the_event_that_is_told(read: Read, text: str, metric: str, event: str) -> None:
    assert (metric, "24", f"event={event}") in _parts(read, text)


def test_a_value_of_an_event_that_is_not_told_is_asked_about(read: Read) -> None:
    _, _, reading = read(HEAD.format(FIRST_HALF) + "企業參加：計24間企業。\n")
    assert not {o.metric_id for o in reading.observations if o.metric_id.startswith("event_")}


@pytest.mark.parametrize("words", ["較去年下半年6,108件略減266件", "比去年下半年之6,108件減少266件"])
def test_a_half_of_last_year_is_that_half(read: Read, words: str) -> None:
    told = _told(read, f"市民陳情經「線上即時服務系統」列管者5,842件，{words}。", SECOND_HALF)
    assert {(value, start) for metric, value, start, _ in told if metric == "petition_cases_tracked"} == {
        ("5842", "2022-07-01"), ("6108", "2021-07-01"),
    }  # fmt: skip


def test_a_day_of_long_ago_dates_no_other_item(read: Read) -> None:
    text = "1.截至105年12月31日原未補足差額33.2億元。\n2.足額專戶509戶，占總戶數512戶之99.41%。"
    days = {end for metric, _, _, end in _told(read, text) if metric.startswith("pension_accounts")}
    assert days == {"2022-06-30"}


def test_two_numbers_are_compared_with_two_and_no_remark_s(read: Read) -> None:
    text = (
        "中庭廣場307場次（四維204場次、鳳山103場次）；會議室等集會場所2,410場次（四維1,536場次、鳳山874場次）；"
        "與上年度243場次及2,205場次相比，均有增加。"
    )
    before = {(metric, value) for metric, value, start, _ in _told(read, text) if value in ("243", "2205")}
    assert before <= {("venue_atrium_sessions", "243"), ("venue_room_bookings", "2205")}


@pytest.mark.parametrize(
    "text", ["消費爭議調解較去年同期增加68件。", "電話諮詢比上期減少1,412件。", "訪賓較上年多出31案。"]
)
def test_a_difference_is_no_value_whatever_its_size(read: Read, text: str) -> None:
    assert not _told(read, text)


@pytest.mark.parametrize("title", ["受理件數與上年同期比較", "受理件數與去年同期之比較", "本期與110年同期受理件數對照"])
def test_what_a_table_s_title_compares_with_is_not_its_period(read: Read, title: str) -> None:
    told = _told(
        read, f"表1　{title}（單位：件）\n類別\t本期\t上年同期\n第一次申訴\t3,618\t3,284\n第二次申訴\t812\t768"
    )
    assert {(value, start) for _, value, start, _ in told} == {
        ("3618", "2022-01-01"), ("3284", "2021-01-01"), ("812", "2022-01-01"), ("768", "2021-01-01"),
    }  # fmt: skip


def test_the_words_before_a_colon_name_the_part(read: Read) -> None:
    told = _parts(read, "本期第一次申訴3,618件。\n2.旅遊類申訴：第一次286件、第二次74件。")
    assert ("consumer_complaints_first", "3618", "") in told
    assert ("consumer_complaints_first", "286", "") not in told


@pytest.mark.parametrize(
    "said",
    ["括號內數字為去年同期數。", "文中半年數字後之括號為110年同期數。", "為便於比較，括弧中數據均係上年同期數值。"],
)
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("本期接待訪賓31案（9案）。", {("delegation_cases", "31", "2022"), ("delegation_cases", "9", "2021")}),
        (
            "市政會議召開26次（24次）。",
            {("city_council_meetings", "26", "2022"), ("city_council_meetings", "24", "2021")},
        ),
    ],
)
def test_numbers_in_brackets_are_of_the_time_a_report_says(
    read: Read, said: str, text: str, told: set[tuple[str, str, str]]
) -> None:
    assert {(metric, value, end[:4]) for metric, value, _, end in _told(read, f"{said}\n（二）{text}")} == told
    assert not {value for _, value, _, end in _told(read, text) if end.startswith("2021")}


@pytest.mark.parametrize(
    "text",
    ["消費爭議調解，平均每次會議調解9.5件。", "消費爭議每次會議平均調解9.5件。", "消費爭議，平均每月調解9.5件。"],
)
def test_what_comes_on_average_is_no_count(read: Read, text: str) -> None:
    assert _told(read, text) == set()


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("公務車輛全年調派907車次，其中上半年418車次。", "vehicle_dispatch_trips"),
        ("市政會議全年召開51次，其中上半年25次。", "city_council_meetings"),
    ],
)
def test_what_of_a_number_came_in_a_time_is_of_its_measure(read: Read, text: str, metric: str) -> None:
    found = {(id_, end) for id_, _, _, end in _told(read, text, "111年1月至12月")}
    assert {id_ for id_, _ in found} == {metric}
    assert (metric, "2022-06-30") in found


@pytest.mark.parametrize(
    ("day", "told"),
    [("99年12月25日", "2010-12-25"), ("民國99年12月25日", "2010-12-25"), ("（100年1月）", "2011-01-01")],
)
def test_the_day_of_an_event_is_the_one_printed(read: Read, day: str, told: str) -> None:
    text = f"自{day}縣市合併迄今，工級人員由8,530人減為5,074人，累計減少3,456人。"
    assert ("workers_reduced_since_merger", "3456", told, "2022-06-30") in _told(read, text)


@pytest.mark.parametrize(
    "text",
    ["本期用電較去年同期增加2.3%，節電率未達標。", "四維行政中心用水較上年同期成長4.1%。", "公文量較上期減少3.5%。"],
)
def test_how_much_more_there_was_is_no_rate_of_its_own(read: Read, text: str) -> None:
    assert {metric for metric, *_ in _told(read, text) if metric.endswith("_rate")} == set()


@pytest.mark.parametrize("mean", ["月平均", "平均", "每月平均件數"])
def test_a_row_of_means_is_no_value_and_leaves_the_sum_of_its_column(read: Read, mean: str) -> None:
    table = (
        "高雄市政府秘書處業務報告\n謹就110年1月1日至110年6月30日（以下簡稱本期）報告如後。\n壹、消費者保護\n"
        "消費爭議按月統計（單位：件）\n月別\t消費諮詢\t第一次申訴\n1月\t1,210\t480\n2月\t1,090\t470\n3月\t1,305\t430\n"
        f"4月\t1,160\t450\n5月\t1,235\t440\n6月\t1,200\t460\n合計\t7,200\t2,730\n{mean}\t1,200.0\t455.0\n"
    )
    told = {(o.metric_id, float(o.value)) for o in read(table)[2].observations}
    assert {value for metric, value in told if metric == "consumer_advice"} == {
        1210, 1090, 1305, 1160, 1235, 1200, 7200,
    }  # fmt: skip
    assert {value for metric, value in told if metric == "consumer_complaints_first"} >= {2730}
    assert 455 not in {value for _, value in told}
