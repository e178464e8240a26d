"""Who reports and over which period, as a reader of title, cover and opening would say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catalog.load import load
from ingest.build import build
from ingest.catalog_rows import agency_rows
from ingest.passages.identity import Identity, identify
from ingest.passages.manifest import ManifestEntry
from ingest.passages.outline import Outliner
from ingest.read.document import UnreadableFile
from ingest.read.text import TextReader
from ingest.report import Refusal
from ingest.rows import ReportRows
from tests.ingest.conftest import REPORTS
from tests.reading import READER
from warehouse.connect import Warehouse

CASES = Path(__file__).parent / "cases"
FIRST_HALF = ("2023-01-01", "2023-06-30")
SECRETARIAT = "高雄市政府秘書處"
DAY = "2023-09-14"

# File: authority, title, first and last day of the period, day of publication.
RIGHT = {
    "a01_taipei_secretariat": ("臺北市政府秘書處", "臺北市政府秘書處業務報告", *FIRST_HALF, DAY),
    "a02_taoyuan_secretariat": ("桃園市政府秘書處", "桃園市政府秘書處業務報告", *FIRST_HALF, DAY),
    "a03_khh_health": ("高雄市政府衛生局", "高雄市政府衛生局業務報告", *FIRST_HALF, DAY),
    "a04_tainan_intl": ("臺南市政府新聞及國際關係處", "臺南市政府新聞及國際關係處業務報告", *FIRST_HALF, DAY),
    "p01_cover_month": (SECRETARIAT, "高雄市政府秘書處業務報告", *FIRST_HALF, None),
    "p03_roc_west": (SECRETARIAT, "高雄市政府秘書處業務報告", *FIRST_HALF, DAY),
    "p04_other_bureau": ("高雄市政府衛生局", "高雄市政府衛生局業務報告", *FIRST_HALF, DAY),
    "p05_taoyuan": ("桃園市政府衛生局", "桃園市政府衛生局工作報告", *FIRST_HALF, DAY),
    "p06_year_only": ("新北市政府文化局", "新北市政府文化局112年度工作成果", "2023-01-01", "2023-12-31", None),
    "p07_chinese_half": (SECRETARIAT, "高雄市政府秘書處業務報告", *FIRST_HALF, DAY),
    "d01_slash": (SECRETARIAT, "高雄市政府秘書處業務報告", *FIRST_HALF, DAY),
    "d02_dot": (SECRETARIAT, "高雄市政府秘書處業務報告", *FIRST_HALF, DAY),
    "d03_chinese": (SECRETARIAT, "高雄市政府秘書處業務報告", *FIRST_HALF, DAY),
    "d05_west": (SECRETARIAT, "高雄市政府秘書處業務報告", *FIRST_HALF, DAY),
    "d06_95": (SECRETARIAT, "高雄市政府秘書處業務報告", "2006-01-01", "2006-06-30", "2006-09-14"),
    "d07_west_roc": (SECRETARIAT, "高雄市政府秘書處業務報告", *FIRST_HALF, DAY),
    "d09_compact": (SECRETARIAT, "高雄市政府秘書處業務報告", *FIRST_HALF, DAY),
    "d10_fw": (SECRETARIAT, "高雄市政府秘書處業務報告", *FIRST_HALF, DAY),
}


def _read(path: Path) -> ReportRows:
    result = READER.read(path, None)
    assert isinstance(result, ReportRows), result
    return result


def _identity(text: str, entry: ManifestEntry | None = None) -> Identity:
    lexicon = load().lexicon
    passages = Outliner(lexicon).passages(TextReader(lexicon).read(text.encode()))
    return identify("report", passages, load(), entry)


@pytest.mark.parametrize("stem", RIGHT)
def test_small_reports_say_who_and_when(stem: str) -> None:
    (row,) = _read(CASES / f"{stem}.txt").tables["report"]
    published = str(row["published"]) if row["published"] else None
    found = (row["agency"], row["title"], str(row["period_start"]), str(row["period_end"]), published)
    assert found == RIGHT[stem]


@pytest.mark.parametrize("stem", [stem for stem, right in RIGHT.items() if right[0] != SECRETARIAT])
def test_another_authoritys_numbers_are_kept_and_are_no_values_of_ours(stem: str) -> None:
    report = _read(CASES / f"{stem}.txt")
    assert report.tables["quantity"]
    for table in ("observation", "observation_evidence", "check_result"):
        assert report.tables[table] == [], table


@pytest.mark.parametrize("stem", [s for s, right in RIGHT.items() if right[0] == SECRETARIAT])
def test_the_secretariats_small_reports_give_its_values(stem: str) -> None:
    values = {(o["metric_id"], float(o["value"])) for o in _read(CASES / f"{stem}.txt").tables["observation"]}
    assert {value for _, value in values} >= {63.0, 845.0}


@pytest.mark.parametrize(
    "behind",
    ["向市議會第四屆第五次定期大會提出之工作說明", "對議會第4屆第5次定期大會業務說明", "對議員之工作報告"],
)
def test_before_whom_a_report_is_made_is_no_part_of_the_name(behind: str) -> None:
    for joint in ("", "\n\n"):
        found = _identity(f"高雄市政府行政暨國際處{joint}{behind}\n\n謹就112年上半年（以下簡稱本期）報告如後。{TAIL}")
        assert found.authority.name == "高雄市政府行政暨國際處"
        assert found.genre == "council_report"


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_the_published_reports_are_of_one_lineage(path: Path) -> None:
    report = _read(path)
    names = {"council-3-4": "高雄市政府行政暨國際處", "plan-110": "高雄市政府行政暨國際處"}
    assert report.authority.name == names.get(path.stem, SECRETARIAT)
    assert load().describes(report.authority.agency_id)
    assert report.tables["observation"]


PERIOD = "謹就112年1月1日至6月30日（以下簡稱本期）報告如後。\n一、業務\n（一）本期辦理5場。\n"


@pytest.mark.parametrize(
    ("title", "authority", "government"),
    [
        ("監察院112年度工作成果", "監察院", "監察院"),
        ("新竹縣議會第20屆第1次定期會議事錄", "新竹縣議會", "新竹縣議會"),
        ("金門縣議會秘書處業務報告", "金門縣議會秘書處", "金門縣議會"),
        ("內政部警政署112年度施政成果", "內政部警政署", "內政部"),
        ("行政院環境保護署業務報告", "行政院環境保護署", "行政院"),
        ("財政部高雄國稅局年報", "財政部高雄國稅局", "財政部"),
        ("國家發展委員會業務報告", "國家發展委員會", "國家發展委員會"),
        ("立法院第11屆第1會期內政部業務報告", "內政部", "內政部"),
        ("高雄市政府研究發展考核委員會業務報告", "高雄市政府研究發展考核委員會", "高雄市政府"),
        ("高雄市政府警察局交通警察大隊業務報告", "高雄市政府警察局交通警察大隊", "高雄市政府"),
        ("臺北市政府工務局新建工程處業務報告", "臺北市政府工務局新建工程處", "臺北市政府"),
        ("桃園市政府農業局農業統計年報", "桃園市政府農業局", "桃園市政府"),
        ("屏東縣萬丹鄉公所112年度施政計畫", "屏東縣萬丹鄉公所", "屏東縣萬丹鄉公所"),
        ("高雄市立圖書館業務報告", "高雄市立圖書館", "高雄市"),
        ("臺灣菸酒股份有限公司112年度營運報告", "臺灣菸酒股份有限公司", "臺灣菸酒股份有限公司"),
        (
            "台灣自來水股份有限公司第四區管理處112年上半年業務報告",
            "台灣自來水股份有限公司第四區管理處",
            "台灣自來水股份有限公司",
        ),
        ("高雄捷運股份有限公司業務報告", "高雄捷運股份有限公司", "高雄捷運股份有限公司"),
        ("財團法人海峽交流基金會年報", "財團法人海峽交流基金會", "財團法人海峽交流基金會"),
        (
            "高雄市議會第4屆第2次定期大會\n高雄市輪船股份有限公司業務報告",
            "高雄市輪船股份有限公司",
            "高雄市輪船股份有限公司",
        ),
        ("112年度臺北市政府環境保護局單位預算", "臺北市政府環境保護局", "臺北市政府"),
        ("二十二、臺北市政府秘書處業務報告", "臺北市政府秘書處", "臺北市政府"),
        ("高雄市議會第3屆第4次定期大會\n高雄市政府衛生局業務報告", "高雄市政府衛生局", "高雄市政府"),
        ("高雄市議會第3屆第4次定期大會高雄市政府衛生局業務報告", "高雄市政府衛生局", "高雄市政府"),
        ("臺中市政府\n秘書處\n業務報告", "臺中市政府秘書處", "臺中市政府"),
        ("業務報告\n報告機關：花蓮縣政府民政處", "花蓮縣政府民政處", "花蓮縣政府"),
        ("業務報告\n欣逢貴會開議，謹代表基隆市政府秘書處全體同仁致謝。", "基隆市政府秘書處", "基隆市政府"),
        ("高雄縣政府秘書處業務報告", "高雄縣政府秘書處", "高雄縣政府"),
        # A cover names the office on a line of its own.
        ("新竹市政府\n業務報告\n報告單位：城市行銷處", "新竹市政府城市行銷處", "新竹市政府"),
        ("宜蘭縣政府工作報告\n主辦機關：秘書處", "宜蘭縣政府秘書處", "宜蘭縣政府"),
        # Before the council of its place an office may leave its government out.
        ("高雄市議會第4屆第5次定期大會\n市政府環境保護局業務報告", "高雄市政府環境保護局", "高雄市政府"),
        ("屏東縣議會第19屆第4次定期大會\n本府農業處業務報告", "屏東縣政府農業處", "屏東縣政府"),
        ("新竹縣議會第20屆第1次定期會\n勞工處業務報告", "新竹縣政府勞工處", "新竹縣政府"),
    ],
)
def test_title_and_opening_name_any_authority(title: str, authority: str, government: str) -> None:
    found = _identity(f"{title}\n{PERIOD}").authority
    assert (found.name, found.government) == (authority, government)
    assert found.agency_id is not None
    assert not load().describes(found.agency_id)


@pytest.mark.parametrize(
    "opening",
    [
        "秘書處業務報告",
        "行政暨國際處業務報告",
        "衛生局業務報告",
        "本處業務報告",
        "業務報告\n欣逢貴會開議，謹代表秘書處全體同仁致謝。",
        "業務報告\n一、參訪高雄市政府秘書處\n二、接待高雄市政府秘書處訪團",
        "秘書處業務報告\n（一）本期與高雄市政府秘書處交流1次，並邀臺北市政府秘書處及新北市政府秘書處與會。",
    ],
)
def test_an_office_without_its_government_is_not_guessed(opening: str) -> None:
    found = _identity(f"{opening}\n{PERIOD}").authority
    assert (found.name, found.government, found.agency_id) == ("未載", None, None)


def test_who_reports_nowhere_is_said_and_the_manifest_tells(tmp_path: Path) -> None:
    file = tmp_path / "nameless.txt"
    file.write_text(f"秘書處業務報告\n{PERIOD}", encoding="utf-8")
    nameless = _read(file)
    assert [issue["code"] for issue in nameless.issues] == ["no_agency"]
    told = READER.read(file, ManifestEntry(agency=SECRETARIAT))
    assert isinstance(told, ReportRows)
    assert (told.authority.agency_id, told.issues) == ("secretariat", ())


def test_variant_characters_name_one_authority(tmp_path: Path) -> None:
    texts = (f"臺南市政府秘書處業務報告\n{PERIOD}", f"台南市政府秘書處業務報告\n{PERIOD}")
    authorities = [_identity(text).authority for text in texts]
    rows = agency_rows(load(), authorities)
    assert [row["agency_id"] for row in rows if not row["has_catalog"]] == ["台南市政府秘書處"]
    (successor,) = [row for row in rows if row.get("successor_of")]
    assert (successor["agency_id"], successor["successor_of"]) == ("administration_international", "secretariat")


@pytest.mark.usefixtures("at_once")
def test_another_authoritys_reports_leave_ours_as_they_are(tmp_path: Path) -> None:
    other = CASES / "a01_taipei_secretariat.txt"
    published = [tmp_path / name for name in ("alone.duckdb", "beside.duckdb")]
    for file, reports in zip(published, (REPORTS, [*REPORTS, other]), strict=True):
        build(reports, file, load())
    # Of these reports every number is decided: none is a suggestion, beside another's or not.
    compared = ("passage", "quantity", "observation", "explanation", "decision", "suggestion", "check_result")
    for table in compared:
        sql = f"SELECT * FROM {table} WHERE report_id <> '{other.stem}' ORDER BY ALL"
        alone, beside = (Warehouse(file).frame(sql) for file in published)
        assert len(alone) or table == "suggestion", table
        assert alone.equals(beside), table


HEAD = "臺北市政府秘書處業務報告\n\n"
TAIL = "\n\n一、業務\n（一）本期辦理5場。\n"


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("謹就112/1/1~112/6/30重要業務報告", *FIRST_HALF),
        ("謹就112.1.1-6.30（以下簡稱本期）報告", *FIRST_HALF),
        ("這份說明談的是112年1月1日到同年6月30日這半年（文中稱「本期」）", *FIRST_HALF),
        ("以下談112年1月至6月，本文稱為「本期」", *FIRST_HALF),
        ("談談這半年（112年上半年，後文均稱本期）做了什麼", *FIRST_HALF),
        ("謹就112-01-01至112-06-30（以下簡稱本期）報告", *FIRST_HALF),
        ("茲將112年上半年重要業務報告", *FIRST_HALF),
        ("報告期間：112年1-6月", *FIRST_HALF),
        ("統計期間：112.01~112.06", *FIRST_HALF),
        ("報告期間：自112年1月1日起至112年6月30日止", *FIRST_HALF),
        ("資料期間：1120101-1120630", *FIRST_HALF),
        ("期間：2023/01/01-2023/06/30", *FIRST_HALF),
        ("謹就西元2023年1月至6月之業務報告", *FIRST_HALF),
        ("謹將112年（2023年）上半年（以下簡稱本期）報告如後", *FIRST_HALF),
        ("謹將112年（西元2023年）1月至6月（以下簡稱本期）報告如後", *FIRST_HALF),
        ("（112年1月至6月）", *FIRST_HALF),
        ("112年第1季至第2季", *FIRST_HALF),
        ("民國112年1月1日至民國112年6月30日", *FIRST_HALF),
        ("本報告所稱本期，係指112年1月1日至6月30日。", *FIRST_HALF),
        ("謹將112年度（1月1日至6月30日，以下簡稱本期）業務報告如後。", *FIRST_HALF),
        ("謹將112年1月1日起，至6月30日止（以下簡稱本期）業務報告如後。", *FIRST_HALF),
        ("謹就一百一十二年一月至六月底重要業務報告", *FIRST_HALF),
        ("謹將一○七年下半年（以下簡稱本期）業務報告", "2018-07-01", "2018-12-31"),
        ("謹就111年7月至112年6月（以下簡稱本期）報告", "2022-07-01", "2023-06-30"),
        ("謹就111年7月1日至翌年6月底（以下簡稱本期）報告", "2022-07-01", "2023-06-30"),
        ("謹將111年9月1日起至翌（112）年2月末日止（以下簡稱本期）報告", "2022-09-01", "2023-02-28"),
        ("謹將112年7月1日至年底（以下簡稱本期）報告", "2023-07-01", "2023-12-31"),
        ("本處就112年9月至113年2月間之主要業務推動情形，提出報告如下。", "2023-09-01", "2024-02-29"),
        ("本處謹就112年上半年重要業務推動情形，提出報告如下。", *FIRST_HALF),
        ("今天列席貴會，報告本處112年上半年（1月至6月）業務，深感榮幸。", *FIRST_HALF),
        ("承蒙貴會指教，僅將本處112年1月至6月工作概況向各位議員簡要報告。", *FIRST_HALF),
        ("感謝貴會去年的支持，以下說明本處112年1至6月份之施政成果。", *FIRST_HALF),
        ("茲將本（112）年上半年本處各項業務，承貴會支持，謹報告如下。", *FIRST_HALF),
        ("（統計資料截至112年9月底）\n\n一、總務\n\n本期（112年1月至6月）辦理3場。", *FIRST_HALF),
        ("資料統計至112年9月30日\n\n本期（112年1月1日至6月30日）重要業務如下。", *FIRST_HALF),
        ("期間：112年前半年", *FIRST_HALF),
        ("本報告涵蓋112年1月至6月。", *FIRST_HALF),
        # What a time within the period is called is no part that it narrows to.
        ("報告期間：112年1月1日至12月31日（簡稱全年）；「前半年」指1月至6月。", "2023-01-01", "2023-12-31"),
        ("統計期間：112年，上半年為1月至6月，下半年為7月至12月。", "2023-01-01", "2023-12-31"),
        ("資料期間：112年1月至12月（第1季指1月至3月，餘類推）", "2023-01-01", "2023-12-31"),
        ("內容涵蓋本處民國112年上半年各項業務。", *FIRST_HALF),
    ],
)
def test_a_period_in_any_usual_form(words: str, start: str, end: str) -> None:
    period = _identity(f"{HEAD}{words}{TAIL}").period
    assert (str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("臺北市政府秘書處112年上半年業務報告", *FIRST_HALF),
        ("臺北市政府秘書處112年1-6月業務報告", *FIRST_HALF),
        ("臺北市政府秘書處112年9月份業務報告", "2023-09-01", "2023-09-30"),
        ("臺北市政府秘書處112年度業務報告\n\n中華民國113年3月", "2023-01-01", "2023-12-31"),
        # When a plan was made is no period of it, whatever stands behind the date.
        ("臺北市政府秘書處113年度施政計畫\n\n中華民國112年10月編", "2024-01-01", "2024-12-31"),
        ("臺北市政府秘書處113年度施政計畫\n\n112年9月至10月擬訂", "2024-01-01", "2024-12-31"),
        ("臺北市政府秘書處112年度工作成果\n\n113年2月1日核定", "2023-01-01", "2023-12-31"),
        ("臺北市政府秘書處2023年年報", "2023-01-01", "2023-12-31"),
        ("臺北市政府秘書處一一二年度施政計畫", "2023-01-01", "2023-12-31"),
        ("臺北市政府秘書處88年下半年及89年度業務報告", "1999-07-01", "2000-12-31"),
        ("臺北市政府秘書處111-112年度工作成果", "2022-01-01", "2023-12-31"),
        ("嘉義縣政府103年度對議員所提建議事項處理明細表\n\n至103年6月止", "2014-01-01", "2014-06-30"),
        ("臺東縣政府104年度對議員所提建議事項處理明細表\n\n104年7月至12月止", "2015-07-01", "2015-12-31"),
        # What a system covers is no period.
        ("臺北市政府秘書處113年度工作成果\n\n系統涵蓋機關664個，112年度為650個。", "2024-01-01", "2024-12-31"),
        ("臺北市政府秘書處113年度工作成果\n\n服務網涵蓋各區，較112年增加2區。", "2024-01-01", "2024-12-31"),
    ],
)
def test_title_and_cover_tell_the_period(title: str, start: str, end: str) -> None:
    period = _identity(f"{title}{TAIL}").period
    assert (str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("中華民國112年9月", "112年9月"),
        ("112年9月14日", "112年9月14日"),
        ("報告日期：112年9月", "112年9月"),
        ("印製日期：112年9月", "112年9月"),
        ("中華民國112年9月編印", "112年9月"),
        ("中華民國112年9月編", "112年9月"),
        ("高雄市議會第3屆第2次定期會 112年9月1日至112年11月10日", "112年9月1日至112年11月10日"),
        ("統計資料截至112年9月", "112年9月"),
        ("會議時間：112年9月14日上午10時", "112年9月14日"),
        ("謹將112年13月至6月（以下簡稱本期）報告", "沒有任何日期"),
        ("謹將112年6月30日至112年1月1日（以下簡稱本期）報告", "112年6月30日、112年1月1日"),
        ("謹將112(2022)年1月至6月（以下簡稱本期）報告", "沒有任何日期"),
        ("謹將1月至6月（以下簡稱本期）報告", "沒有任何日期"),
    ],
)
def test_a_date_that_is_no_period_is_told_in_the_refusal(words: str, told: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        _identity(f"{HEAD}{words}{TAIL}")
    assert refused.value.code == "no_period"
    # Who has the folder is told of its manifest; screens say what to do on them.
    assert "manifest" not in str(refused.value)
    assert "manifest.yaml" in Refusal("report.txt", "no_period", str(refused.value)).advised
    assert told in str(refused.value)


@pytest.mark.parametrize(
    "opening",
    [
        "（報告期間：113年1月至6月；資料日期均為113年6月30日）\n謹就本期（與上年同期，即112年1月至6月，併予比較）提出報告。",
        "謹就113年1月至6月（以下簡稱本期）業務，與去年同期（112年1月至6月）比較，報告如後。",
        "謹就本期（去年同期為112年1月至6月）辦理情形報告如次。\n報告期間：113年1月至6月",
    ],
)
def test_a_period_that_is_only_compared_with_is_not_the_report_s(opening: str) -> None:
    period = _identity(f"高雄市政府秘書處業務報告\n{opening}\n一、業務\n（一）本期辦理5場。\n").period
    assert (str(period.start), str(period.end)) == ("2024-01-01", "2024-06-30")


@pytest.mark.parametrize("far", ["9999年12月31日、113年3月", "9999年下半年及113年度", "9999/12/31至113/3/1"])
def test_a_day_without_a_next_stops_no_reading(far: str) -> None:
    assert str(_identity(f"{HEAD}112年上半年\n\n{far}{TAIL}").period.start)


def test_a_month_on_the_cover_is_no_day_of_publication() -> None:
    assert _identity(f"{HEAD}中華民國112年9月\n\n112年上半年{TAIL}").published is None
    assert _identity(f"{HEAD}中華民國112年9月14日\n\n112年上半年{TAIL}").published == date(2023, 9, 14)
    assert _identity(f"{HEAD}資料統計至112年6月30日\n\n112年上半年{TAIL}").published is None


def _later(years: int) -> int:
    return date.today().year - 1911 + years


@pytest.mark.parametrize(
    "words",
    [
        "謹就110年1月1日至211年6月30日（以下簡稱本期）", "謹就1013年1月1日至1013年6月30日（以下簡稱本期）",
        "謹就西元1912年1月1日至1912年6月30日（以下簡稱本期）", "謹就60年1月1日至110年6月30日（以下簡稱本期）",
        f"謹就{_later(4)}年上半年（以下簡稱本期）", "謹就民國20年1月至6月（以下簡稱本期）",
    ],
)  # fmt: skip
def test_a_period_that_no_report_covers_is_refused_with_what_to_do(words: str) -> None:
    with pytest.raises(UnreadableFile, match="不可能") as refused:
        _identity(f"{HEAD}{words}{TAIL}")
    assert refused.value.code == "impossible_period"
    assert "manifest.yaml" in Refusal("report.txt", refused.value.code, str(refused.value)).advised


def test_a_plan_of_next_year_and_a_report_over_ten_years_are_read() -> None:
    assert (
        _identity(f"{HEAD}謹就{_later(1)}年1月1日至12月31日（以下簡稱本期）{TAIL}").period.end.year == _later(1) + 1911
    )
    assert _identity(f"{HEAD}謹就100年1月1日至109年12月31日（以下簡稱本期）{TAIL}").period.start.year == 2011
