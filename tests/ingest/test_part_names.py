"""What a part of a metric is called: cities without their country, events by what opens their item, whole words."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

HEAD = "高雄市政府秘書處業務報告\n謹就112年1月1日至112年6月30日（以下簡稱本期）報告如後。\n壹、業務\n"


def _parts(read: Read, text: str, key: str) -> dict[float, str]:
    observations = read(f"{HEAD}{text}\n")[2].observations
    return {float(o.value): o.breakdown[key] for o in observations if key in o.breakdown}


@pytest.mark.parametrize(
    ("words", "city"),
    [
        ("1.選手12名赴與本市締結姊妹市32年之日本熊谷市參訪。", "熊谷"),
        ("1.學生4名赴與高雄締結姊妹市已32年的越南峴港研習。", "峴港"),
        ("1.本市與捷克布爾諾締結姊妹市32年。", "布爾諾"),
        ("1.本市與加拿大溫哥華市締結姊妹市已32年。", "溫哥華"),
        # Two cities are none.
        ("1.兩市締結姊妹市32年。", None),
    ],
)
def test_a_city_is_the_other_one(read: Read, words: str, city: str | None) -> None:
    assert _parts(read, f"一、國際交流\n{words}", "city").get(32) == city


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("1.112年3月1日本府與日本八王子市共慶締結姊妹市12週年。", "八王子"),
        ("1.112年3月1日適逢本市與日本熊本縣締結友好城市12週年。", "熊本"),
        ("1.姊妹市首爾締結12週年特展。", "首爾"),
        ("1.112年3月1日為兩市締結姊妹市12週年紀念日。", None),
    ],
)
def test_an_anniversary_is_that_of_a_name_alone(read: Read, words: str, relation: str | None) -> None:
    assert _parts(read, f"一、國際交流\n{words}", "relation").get(12) == relation


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("3.港都國際夜：112年2月11日，配合城市博覽會於展覽館辦理，出席貴賓計128位(外賓41位)。", "港都國際夜"),
        ("3.港都文化盛典：112年2月11日，於高雄燈會期間辦理，出席貴賓計128位(外賓41位)。", "港都文化盛典"),
        ("3.112年2月11日於展覽館，配合高雄燈會，辦理港灣城市論壇，出席貴賓計128位(外賓41位)。", "港灣城市論壇"),
    ],
)
def test_an_event_is_what_opens_its_item_and_not_what_it_goes_with(read: Read, words: str, event: str) -> None:
    assert set(_parts(read, f"一、國際交流\n{words}", "event").values()) == {event}


@pytest.mark.parametrize(
    "names",
    [
        ("節慶食品", "大型賣場", "租賃契約"),
        ("違規行為", "大型賣場", "定型化契約"),
        ("節慶食品", "大型賣場", "餐飲預約"),
    ],
)
def test_a_word_keeps_its_last_sign_before_a_number(read: Read, names: tuple[str, ...]) -> None:
    listed = "、".join(f"{name}{count}次" for name, count in zip(names, (22, 20, 19), strict=True))
    text = f"一、查察及宣導\n本期消費者保護官計查察61次、84家，其中{listed}。"
    assert _parts(read, text, "category") == dict(zip((22, 20, 19), names, strict=True))


@pytest.mark.parametrize(
    ("words", "value", "center"),
    [
        # What follows all parts of a whole is told of the whole again.
        (
            "兩行政中心設施維修861件，其中四維行政中心488件、鳳山行政中心373件，按期間分，第1季414件、第2季447件",
            414,
            "四維+鳳山",
        ),
        ("兩行政中心中庭開放201場次，四維120場次、鳳山81場次；會議室等集會場所申請使用1,947場次", 1947, "四維+鳳山"),
        # What follows one of them is that one's.
        ("兩行政中心設施維修861件，其中鳳山行政中心373件，第1季214件、第2季159件", 214, "鳳山"),
        ("兩行政中心設施維修861件，四維行政中心300件、鳳山行政中心373件，第1季214件、第2季159件", 214, "鳳山"),
    ],
)
def test_all_parts_of_a_whole_end_where_their_clause_does(read: Read, words: str, value: int, center: str) -> None:
    assert _parts(read, f"一、廳舍管理\n（一）本期{words}。", "center").get(value) in (center, None)
    assert len(_parts(read, f"一、廳舍管理\n（一）本期{words}。", "center")) > 2


@pytest.mark.parametrize(
    ("words", "agencies"),
    [
        (
            "警察局34,125,000元、消防局29,250,000元及其他機關17,875,000元，占比分別為42.00%、36.00%及22.00%",
            {
                34_125_000: "警察局",
                29_250_000: "消防局",
                17_875_000: "其他機關",
                42: "警察局",
                36: "消防局",
                22: "其他機關",
            },
        ),
        (
            "環境保護局40,625,000元與消防局40,625,000元，占比分別為50.00%及50.00%",
            {40_625_000: "消防局", 50: "消防局"},
        ),
        (
            "警察局48,750,000元（占60%）及環境保護局32,500,000元（占40%）",
            {48_750_000: "警察局", 60: "警察局", 32_500_000: "環境保護局", 40: "環境保護局"},
        ),
    ],
)
def test_the_last_of_a_list_of_agencies_is_named_too(read: Read, words: str, agencies: dict[float, str]) -> None:
    text = f"六、車輛\n辦理112年度車輛先期作業審查，核列車輛設備經費81,250,000元，其中{words}，優先汰換警消車輛。"
    parts = _parts(read, text, "agency")
    assert set(parts) <= set(agencies)
    assert {value: agencies[value] for value in parts} == parts
    assert {value for value in agencies if value > 100} <= set(parts)


@pytest.mark.parametrize(
    ("words", "key", "names"),
    [
        # Each statement's own visit, not the first that the sentence names.
        (
            "112年2月6日配合監察院111年度第2次巡察，受理民眾陳情16件次；112年5月5日辦理112年度第1次巡察，受理民眾陳情19件。",
            "visit",
            {16: "111年度第2次", 19: "112年度第1次"},
        ),
        (
            "配合監察院111年度第3次巡察，受理陳情31件，112年度第1次巡察受理陳情42件。",
            "visit",
            {31: "111年度第3次", 42: "112年度第1次"},
        ),
        # What opens a sentence and was held goes before what another sentence names.
        (
            "港灣城市論壇於112年2月12日舉行，外賓約110位。青年大使培訓於3月10日至15日舉行，5校學生17名參加。",
            "event",
            {110: "港灣城市論壇", 5: "青年大使培訓", 17: "青年大使培訓"},
        ),
        # A name behind its number goes before one of another statement.
        (
            "選派12名學生參加「釜山未來領袖營」；選送18名學生參加「熊本夏令營」。",
            "event",
            {12: "釜山未來領袖營", 18: "熊本夏令營"},
        ),
        (
            "選派12名學生參加「釜山未來領袖營」。另遴選18名學生參加「熊本城市論壇」，返國後分享。",
            "event",
            {12: "釜山未來領袖營", 18: "熊本城市論壇"},
        ),
    ],
)
def test_a_happening_is_that_of_its_own_statement(read: Read, words: str, key: str, names: dict[float, str]) -> None:
    assert _parts(read, f"一、國際交流\n{words}", key) == names


@pytest.mark.parametrize(
    "words",
    [
        "辦理主要交流活動：(1)2月11日港灣城市論壇，近200位賓客與會；(2)5月遴派12名大學生參加青年研習。",
        "辦理主要交流活動：(1)2月11日港都國際夜，近200位賓客與會，(2)5月足球友誼賽，雙方球員參加人數共12人。",
    ],
)
def test_an_item_of_a_list_is_of_no_event_of_another(read: Read, words: str) -> None:
    assert 12 not in _parts(read, f"一、國際交流\n{words}", "event")


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("線上遊戲第一次申訴305件、第二次申訴58件。", {305: "線上遊戲", 58: "線上遊戲"}),
        ("旅遊第一次申訴286件及第二次申訴74件。", {286: "旅遊", 74: "旅遊"}),
        # What is named otherwise is of all.
        ("旅遊第一次申訴286件、調解會議24次。", {286: "旅遊"}),
    ],
)
def test_a_list_names_its_part_once(read: Read, words: str, values: dict[float, str]) -> None:
    assert _parts(read, f"一、消費者保護\n{words}", "category") == values


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("四維及鳳山行政中心各舉行自衛消防演練3次", {("四維", 3), ("鳳山", 3)}),
        ("兩行政中心各辦理自衛消防編組演練3次", {("四維", 3), ("鳳山", 3)}),
        ("汰換鳳山行政中心冰水主機2台及兩中心LED燈具1,200組", {("四維+鳳山", 1200)}),
    ],
)
def test_what_both_centres_each_did_is_of_each(read: Read, words: str, values: set[tuple[str, int]]) -> None:
    observations = read(f"{HEAD}一、廳舍管理\n本期{words}。\n")[2].observations
    assert {(o.breakdown.get("center"), int(o.value)) for o in observations} == values


@pytest.mark.parametrize(
    "words",
    [
        "接管原市府檔案12,306件、原縣府檔案41,520件，合計53,826件。",
        "移入原市府檔案12,306件、原縣府檔案41,520件，共計53,826件，均已編目。",
    ],
)
def test_a_total_of_several_is_of_none_of_them(read: Read, words: str) -> None:
    parts = _parts(read, f"一、檔案管理\n本期{words}", "origin")
    assert 53_826 not in parts
    assert parts.items() <= {(12_306, "原市府"), (41_520, "原縣府")}


@pytest.mark.parametrize(
    "words",
    [
        "接待訪賓88案，比去年多16案，其中日本41案、韓國31案。",
        "配合巡察兩場次：第1次受理陳情11件、第2次19件，合計30件。",
        "本期26個週二扣除1次，共召開市政會議25次。",
    ],
)
def test_a_change_an_ordinal_and_a_verb_name_no_part(read: Read, words: str) -> None:
    names = {name for o in read(f"{HEAD}一、業務\n{words}\n")[2].observations for name in o.breakdown.values()}
    assert not names & {"多", "第二", "第二次", "共召開", "共召開市政會議"}


@pytest.mark.parametrize(
    ("caption", "center"), [("四維行政中心", "四維"), ("鳳山行政中心", "鳳山"), ("本處大樓", None)]
)
def test_a_picture_shows_the_part_that_its_caption_names(read: Read, caption: str, center: str | None) -> None:
    text = (
        "高雄市政府行政暨國際處112年度施政績效成果報告\n一、廳舍管理\n(一)四維行政中心設施維修全年共計處理37件。\n"
        f"(二)鳳山行政中心設施維修全年共計處理37件。\n照片3：{caption}設施維修37件\n"
    )
    shown = [
        observation.breakdown.get("center")
        for observation in read(text)[2].observations
        if any(quantity.segment.passage.kind == "caption" for quantity in observation.evidence)
    ]
    assert shown == ([center] if center else [])


@pytest.mark.parametrize(
    ("section", "words", "metric", "is_of_consumers"),
    [
        ("六、法制業務", "訴願案件32件，國賠調解4件", "consumer_mediations", False),
        ("三、志工服務", "志工80人，受理諮詢1,300件", "consumer_advice", False),
        ("六、消費者保護", "受理申訴32件，調解4件", "consumer_mediations", True),
        ("六、為民服務", "消保案件受理諮詢1,300件", "consumer_advice", True),
    ],
)
def test_what_others_mediate_and_advise_is_not_of_consumers(
    read: Read, section: str, words: str, metric: str, is_of_consumers: bool
) -> None:
    observations = read(f"{HEAD}{section}\n本期{words}。\n")[2].observations
    assert any(o.metric_id == metric for o in observations) is is_of_consumers
