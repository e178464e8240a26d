"""Each number with its measure: value, unit, qualifier and exact span."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.fold import Folder
from catalog.load import load
from ingest.notation.calendar import Interval
from ingest.numbers.printed import Quantity
from ingest.numbers.quantities import QuantityReader
from ingest.passages.outline import Passage

CATALOG = load()
FOLDER = Folder(CATALOG.lexicon.variants)
READER = QuantityReader(CATALOG.lexicon, CATALOG.units)
PERIOD = Interval(date(2018, 1, 16), date(2018, 6, 30))


def quantities(text: str) -> list[Quantity]:
    passage = Passage(1, "paragraph", text, FOLDER.fold(text), FOLDER.compact(text), ())
    return [q for segment in READER.segments(passage, PERIOD) for q in READER.read(segment)]


@pytest.mark.parametrize(
    ("text", "raw", "value", "unit", "qualifier"),
    [
        ("原市府府管檔案之移交計9萬5,544件。", "9萬5,544", 95544, "件", None),
        ("配合款不足數 1 億 593.3 萬元，", "1 億 593.3 萬", 105933000, "元", None),
        ("共計處理 544 件，", "544", 544, "件", None),
        ("經費77,604千元，", "77,604千", 77604000, "元", None),
        ("節省經費約136,400,000元", "136,400,000", 136400000, "元", "約"),
        ("計約29.34億元，", "29.34億", 2934000000, "元", "約"),
        ("精簡率約為 23.79%；", "23.79", 23.79, "%", "約"),
        ("達成率為９９．２％；", "９９．２", 99.2, "%", None),
        ("超過200多位高雄的好朋友", "200", 200, "位", "超過"),
        ("逾百位貴賓與會", "百", 100, "位", "逾"),
        ("捐贈一萬元澳幣予", "一萬", 10000, "澳幣", None),
        ("路竹高中四校學生", "四", 4, "校", None),
        ("辦理兩次環境清潔檢查", "兩", 2, "次", None),
        ("每六個月召開一次", "六", 6, "月", "每"),
        ("及 528 人/日（最大值）", "528", 528, "人/日", "最大值"),
        ("81,799人日(衛生局)", "81,799", 81799, "人日", None),
        ("162個月/人次", "162", 162, "個月/人次", None),
        ("審核19個提案", "19", 19, "案", None),
        ("車輛設備經費1900萬元", "1900萬", 19000000, "元", None),
        ("全年收文2018件，", "2018", 2018, "件", None),
        ("第一次申訴3,170件", "3,170", 3170, "件", None),
        ("線上遊戲405件次之，", "405", 405, "件", None),
        ("韓國18人次之（占9%）", "18", 18, "人", None),
        ("受理陳情405件次之中", "405", 405, "件次", None),
        ("參加18人次，", "18", 18, "人次", None),
    ],
)
def test_forms(text: str, raw: str, value: float, unit: str, qualifier: str | None) -> None:
    found = next(q for q in quantities(text) if q.form == "number")
    assert (found.raw, float(found.value), found.unit, found.qualifier) == (raw, value, unit, qualifier)
    start, end = found.span
    assert text[start:end] == raw


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("受理廿至卅件、五到六案。", [(20, "件", "至"), (30, "件", "至"), (5, "案", "至"), (6, "案", "至")]),
        ("介於100與120人之間。", [(100, "人", "至"), (120, "人", "至")]),
        ("受理12、13人。", [(12, "人", "至"), (13, "人", "至")]),
        ("受理三十來件、50來人。", [(30, "件", "約"), (50, "人", "約")]),
        ("受理1'234件、1’234人、2'345'678元。", [(1234, "件", None), (1234, "人", None), (2345678, "元", None)]),
        ("受理二0三案、一O五人。", [(203, "案", None), (105, "人", None)]),
        ("未達100人、不足百人、100人上下。", [(100, "人", "未滿"), (100, "人", "未滿"), (100, "人", "約")]),
        ("100（註三）人、200(附註2)案。", [(100, "人", None), (200, "案", None)]),
        ("2,345筆次、28間次、67台次。", [(2345, "筆次", None), (28, "間次", None), (67, "台次", None)]),
        ("64人/次、65人‧次、3個工作天。", [(64, "人次", None), (65, "人次", None), (3, "個工作天", None)]),
        ("50km/h、12萬人次/日。", [(50, "km/h", None), (120000, "人次/日", None)]),
        ("節電率▼2.3%、節水率▽1.4%。", [(-2.3, "%", None), (-1.4, "%", None)]),
        ("氣溫零下2度。", [(-2, "度", None)]),
        ("有12家來訪。", [(12, "家", None)]),
        ("受理1,234(人)、５６（件）。", [(1234, "人", None), (56, "件", None)]),
        ("約1萬2,000（元）、98.5(%)。", [(12000, "元", "約"), (98.5, "%", None)]),
        ("受理68件(含5件)、70(含舊案)件。", [(68, "件", None), (5, "件", None)]),
        ("受理≧68件、≦70案。", [(68, "件", "至少"), (70, "案", "至多")]),
        ("受理＞5人、<3次。", [(5, "人", "逾"), (3, "次", "未滿")]),
        ("計3+5=8件、60人×2場=120人。", [(8, "件", None), (120, "人", None)]),
        ("更換零件3組、零件庫存。", [(3, "組", None)]),
        ("第一至三組10人、星期一至五。", [(10, "人", None)]),
        ("約1/3之機組、2/5以上村里，計8座。", [(8, "座", None)]),
        ("統一編號04595257、郵遞區號80203、案號112-0345，計6件。", [(6, "件", None)]),
    ],
)  # fmt: skip
def test_ways_of_writing(text: str, read: list[tuple[float, str, str | None]]) -> None:
    assert [(float(q.value), q.unit, q.qualifier) for q in quantities(text) if q.unit] == read


@pytest.mark.parametrize(
    "text",
    [
        "受理1、234件。",
        "節電率▲2.3%、節水率▼4.1%。",
        "節電率±2.3%。",
        "男12、女5’6案。",
        "受理○○件。",
        "受理〇件。",
        "受理6.8×10件。",
        "受理68又1/2件。",
        "受理1/2件。",
        "受理3＋5件。",
        "受理3：5件。",
    ],
)
def test_what_a_reader_would_hesitate_over_is_noted(text: str) -> None:
    passage = Passage(1, "paragraph", text, FOLDER.fold(text), FOLDER.compact(text), ())
    survey = READER.survey(list(READER.segments(passage, PERIOD)))
    assert len(survey.doubts) == 1
    assert all(q.unit is None or q.value == Decimal("-4.1") for q in survey.quantities)


def test_a_row_with_commas_between_its_figures_joins_none_of_them() -> None:
    assert [int(q.value) for q in quantities("會議室,123,45,168")] == [123, 45, 168]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("(電話990件、臨櫃214件)", [(990, "件"), (214, "件")]),
        ("市話專線350通，電話1,204人次，傳真12份。", [(350, "通"), (1204, "人次"), (12, "份")]),
        ("電話1999線上受理，專線1950服務35人。", [(35, "人")]),
        ("1.1.1.2 接待63案", [(63, "案")]),
        ("2-1-3接待63案、845人", [(63, "案"), (845, "人")]),
    ],
)
def test_counts_beside_numbers_that_only_call_or_number(text: str, read: list[tuple[float, str]]) -> None:
    assert [(float(q.value), q.unit) for q in quantities(text)] == read


def test_several_figures_in_one_clause() -> None:
    found = quantities("（機關 32.79 億元、學校 7.67 億元），共計查察 28 次 69 家。")
    assert [(float(q.value), q.unit) for q in found] == [
        (3279000000, "元"),
        (767000000, "元"),
        (28, "次"),
        (69, "家"),
    ]


def test_both_ends_of_a_range_have_the_unit_printed_once() -> None:
    found = quantities("每次約3至5人，各2台。")
    assert [(q.raw, q.unit, q.qualifier) for q in found] == [("3", "人", "至"), ("5", "人", "至"), ("2", "台", "各")]


def test_ordinals_are_counted_only_as_ordinals() -> None:
    found = quantities("召開104年度第2、3次消費者保護委員會議")
    assert [(q.form, float(q.value), q.raw) for q in found] == [("ordinals", 2, "2、3")]


@pytest.mark.parametrize(
    "text",
    [
        "107年1月16日至107年6月30日",
        "四維及鳳山行政中心",
        "(照片13、14、15)",
        "第16屆機關檔案管理金檔獎",
        "以高市府秘職第10530006500號函訂頒",
        "宣導「1950消費者服務專線」",
        "2018高雄國際午宴",
        "2018元旦升旗典禮",
        "建置4G行動電話基地台，採用CNS15251與T5燈具",
        "10樓舊線型出風口",
        "服務專線1950、傳真3368333，電話2811轉12",
        "3.2.1.4.2 訪賓接待",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert [q.raw for q in quantities(text) if q.unit is not None] == []


def test_a_marker_glued_to_a_number_is_not_part_of_it() -> None:
    text = "1.107年1月23日受理陳情共計18件"
    marker_end = 2
    from ingest.notation.markers import read_marker

    marker = read_marker(text)
    assert marker is not None
    assert marker.end == marker_end
    passage = Passage(1, "list_item", text, FOLDER.fold(text), FOLDER.compact(text), (), marker)
    (segment,) = READER.segments(passage, PERIOD)
    assert [(q.raw, q.unit) for q in READER.read(segment)] == [("18", "件")]


@given(
    st.integers(min_value=0, max_value=10**9),
    st.sampled_from(["件", "人", "場次", "人次"]),
    st.sampled_from(["", " ", "  "]),
)
def test_any_count_reads_back_with_its_span(number: int, unit: str, gap: str) -> None:
    text = f"本期受理申訴計{gap}{number:,}{gap}{unit}，均依法定程序。"
    (found,) = quantities(text)
    start, end = found.span
    assert (int(found.value), found.unit, text[start:end]) == (number, unit, f"{number:,}")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("登載648則，法規類212則，其餘84則為公示送達。", ["則", "則", "則"]),
        ("新聞稿35則，其中12則以英文發布、9則由各局處提供。", ["則", "則", "則"]),
        ("節水率1.9%，109則為2.2%。", ["%", None, "%"]),
    ],
)
def test_what_counts_is_no_word_for_then(text: str, units: list[str | None]) -> None:
    assert [q.unit for q in quantities(text) if q.form == "number"] == units
