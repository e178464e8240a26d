"""Relations between reports: one thing has one value, one project one day of completion."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from catalog.load import load
from ingest.checking.between_reports import cross_check
from ingest.rows import ReportRows
from tests.reading import READER

YEAR, FIRST, SECOND = "107年1月1日至107年12月31日", "107年1月1日至107年6月30日", "107年7月1日至107年12月31日"
PERIODS = {"a": "105年1月1日至105年6月30日", "b": "106年1月1日至106年6月30日", "c": "107年1月1日至107年6月30日"}


def _judged(
    folder: Path, texts: dict[str, str], check_id: str, periods: Mapping[str, str] = PERIODS
) -> list[dict[str, Any]]:
    """The rows of one check over reports of these texts, those that found something to compare."""
    catalog = load()
    reports = []
    for name, text in texts.items():
        file = folder / f"{name}.txt"
        head = f"高雄市政府秘書處業務報告\n謹就{periods[name]}(以下簡稱本期)報告如後。\n壹、業務\n"
        file.write_text(head + text, encoding="utf-8")
        report = READER.read(file, None)
        assert isinstance(report, ReportRows)
        reports.append(report.tables)
    rows = [row for check in catalog.checks if check.id == check_id for row in cross_check(check, reports, catalog)]
    assert {row["report_id"] for row in rows} == set(texts)
    return [row for row in rows if row["instance"]]


@pytest.mark.parametrize(("day", "status"), [("27", "holds"), ("28", "fails")])
def test_one_project_is_completed_on_one_day(tmp_path: Path, day: str, status: str) -> None:
    texts = {
        "a": "一、辦理「鳳山行政中心屋頂防水工程」，於104年11月27日完工。\n",
        "b": f"一、「鳳山行政中心屋頂防水工程」已於104年11月{day}日竣工。\n",
    }
    (row,) = _judged(tmp_path, texts, "completion_date")
    assert (row["report_id"], row["other_report_id"], row["status"]) == ("b", "a", status)
    assert f"11月{day}日" in row["quote"]
    assert "11月27日" in row["other_quote"]


@pytest.mark.parametrize(("day", "status"), [("27", "holds"), ("28", "cannot_tell")])
@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("四維行政中心消防管道閥門汰換工程", "四維行政中心消防管道間蝶閥汰換工程"),
        ("鳳山行政中心東側屋頂防水整修工程", "鳳山行政中心西側屋頂防水整修工程"),
        ("四維行政中心第一期外牆整修工程", "四維行政中心第二期外牆整修工程"),
    ],
)
def test_names_only_alike_may_be_two_projects(tmp_path: Path, name: str, other: str, day: str, status: str) -> None:
    texts = {
        "a": f"一、辦理「{name}」，於104年11月27日完工。\n",
        "b": f"一、「{other}」已於104年11月{day}日竣工。\n",
    }
    (row,) = _judged(tmp_path, texts, "completion_date")
    assert row["status"] == status


@pytest.mark.parametrize("other", ["鳳山行政中心 屋頂防水工程", "鳳⼭行政中心屋頂防水工程", "鳳山行政中心屋頂防水工程"])
def test_a_name_is_the_same_however_it_is_set(tmp_path: Path, other: str) -> None:
    texts = {
        "a": "一、辦理「鳳山行政中心屋頂防水工程」，於104年11月27日完工。\n",
        "b": f"一、「{other}」已於104年11月28日竣工。\n",
    }
    (row,) = _judged(tmp_path, texts, "completion_date")
    assert row["status"] == "fails"


def test_another_project_or_another_year_is_another_thing(tmp_path: Path) -> None:
    texts = {
        "a": "一、辦理「鳳山行政中心屋頂防水工程」，於104年11月27日完工。\n",
        "b": "一、「四維行政中心電梯汰換案」已於104年11月28日竣工。\n",
        "c": "一、「鳳山行政中心屋頂防水工程」已於106年11月28日竣工。\n",
    }
    assert _judged(tmp_path, texts, "completion_date") == []


@pytest.mark.parametrize(("value", "status"), [("8,462", "holds"), ("8,426", "fails"), ("約8,500", "cannot_tell")])
def test_a_base_value_is_the_same_in_every_report(tmp_path: Path, value: str, status: str) -> None:
    texts = {
        "a": "一、縣市合併以來，本府工級人員由8,462人減少為7,422人。\n",
        "b": f"一、縣市合併以來，本府工級人員由{value}人減少為6,805人。\n",
    }
    rows = [row for row in _judged(tmp_path, texts, "between_reports") if row["metric_id"] == "workers_at_merger"]
    assert [row["status"] for row in rows] == [status]
    assert rows[0]["computed"] == 8462


@pytest.mark.parametrize(("value", "status"), [("3,487", "cannot_tell"), ("3,478", "fails")])
def test_what_the_other_report_tells_of_another_thing_was_read_wrongly(tmp_path: Path, value: str, status: str) -> None:
    texts = {
        "a": "一、縣市合併以來，本府工級人員由8,462人減少為7,422人；臨時人員由3,487人減少為2,710人。\n",
        "b": f"一、縣市合併以來，本府工級人員由{value}人減少為2,805人。\n",
    }
    rows = [row for row in _judged(tmp_path, texts, "between_reports") if row["metric_id"] == "workers_at_merger"]
    assert [row["status"] for row in rows] == [status]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("由8,426人減少為6,805人", "fails"),
        ("由8,426人減少為6,805人（前期誤植之合併時人數業予更正）", "footnote"),
        ("由8,426人減少為6,805人（重新統計後之數）", "footnote"),
    ],
)
def test_what_a_report_says_it_puts_right_is_no_contradiction(tmp_path: Path, told: str, status: str) -> None:
    texts = {
        "a": "一、縣市合併以來，本府工級人員由8,462人減少為7,422人。\n",
        "b": f"一、縣市合併以來，本府工級人員{told}。\n",
    }
    rows = [row for row in _judged(tmp_path, texts, "between_reports") if row["metric_id"] == "workers_at_merger"]
    assert [row["status"] for row in rows] == [status]


@pytest.mark.parametrize(
    ("year", "status"), [("1,643", "holds"), ("1,634", "fails"), ("900", "fails"), ("約1,600", "cannot_tell")]
)
def test_two_halves_are_their_year(tmp_path: Path, year: str, status: str) -> None:
    """In whatever order they are read; a year less than one of its halves is wrong as well."""
    texts = {
        "a": "一、本期受理第一次申訴910件。\n",
        "b": "一、本期受理第一次申訴733件。\n",
        "year": f"一、本期受理第一次申訴{year}件。\n",
    }
    (row,) = _judged(tmp_path, texts, "period_sum", {"a": FIRST, "b": SECOND, "year": YEAR})
    assert (row["report_id"], row["status"], row["computed"]) == ("year", status, 1643)
    assert (f"申訴{year}件" in row["quote"], "申訴910件" in row["other_quote"]) == (True, True)


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["全年消費爭議調解140件。", "上半年消費爭議調解68件。", "下半年消費爭議調解70件。"], "fails"),
        (
            [
                "107年1月至6月受理第一次申訴910件。",
                "107年7月至12月受理第一次申訴733件。",
                "107年度受理第一次申訴1,643件。",
            ],
            "holds",
        ),
        (["本年度第一次申訴3,400件。", "上半年受理第一次申訴1,500件，下半年受理第一次申訴1,850件。"], "fails"),
    ],
)
def test_halves_on_lines_of_their_own_are_their_year(tmp_path: Path, lines: list[str], status: str) -> None:
    (row,) = _judged(tmp_path, {"year": "".join(f"{line}\n" for line in lines)}, "period_sum", {"year": YEAR})
    assert row["status"] == status


def test_a_half_alone_says_nothing_unless_it_is_more_than_its_year(tmp_path: Path) -> None:
    def judged(half: int) -> list[str]:
        texts = {"a": f"一、本期受理第一次申訴{half}件。\n", "year": "一、本期受理第一次申訴1,643件。\n"}
        return [row["status"] for row in _judged(tmp_path, texts, "period_sum", {"a": FIRST, "year": YEAR})]

    assert judged(910) == []
    assert judged(1910) == ["fails"]


def test_a_year_told_before_its_end_is_not_set_against_its_halves(tmp_path: Path) -> None:
    texts = {
        "a": "一、107年受理第一次申訴910件。\n",
        "b": "一、本期受理第一次申訴733件。\n",
        "c": "一、107年1月1日至6月30日受理第一次申訴920件。\n",
    }
    assert _judged(tmp_path, texts, "period_sum", {"a": FIRST, "b": SECOND, "c": SECOND}) == []


def test_days_left_out_and_levels_make_up_no_year(tmp_path: Path) -> None:
    periods = {"a": "107年1月16日至107年6月30日", "b": SECOND, "year": YEAR}
    texts = {
        "a": "一、本期受理第一次申訴910件。現有工級人員6,805人。\n",
        "b": "一、本期受理第一次申訴733件。現有工級人員6,790人。\n",
        "year": "一、本期受理第一次申訴1,700件。現有工級人員6,790人。\n",
    }
    assert _judged(tmp_path, texts, "period_sum", periods) == []


def test_a_value_far_from_the_others_is_a_doubt_and_no_contradiction(tmp_path: Path) -> None:
    def texts(last: int) -> dict[str, str]:
        values = {"a": 68, "b": 75, "c": last}
        return {name: f"一、本期消費爭議調解{value}件。\n" for name, value in values.items()}

    def doubted(last: int) -> list[tuple[str, float]]:
        rows = _judged(tmp_path, texts(last), "magnitude")
        assert "fails" not in {row["status"] for row in rows}
        return [(row["report_id"], row["stated"]) for row in rows if row["status"] == "cannot_tell"]

    assert doubted(7_000) == [("c", 7_000)]
    assert doubted(700) == []


def test_two_values_cannot_tell_which_is_out_of_the_ordinary(tmp_path: Path) -> None:
    texts = {"a": "一、本期消費爭議調解68件。\n", "b": "一、本期消費爭議調解7,000件。\n"}
    assert _judged(tmp_path, texts, "magnitude") == []


@pytest.mark.parametrize(
    ("first", "later", "status"),
    [
        ("兩市締結姊妹市已45年", "兩市締結姊妹市已46年", "holds"),
        ("兩市締結姊妹市已45年", "兩市締結姊妹市已48年", "fails"),
        ("兩市締結姊妹市已45年", "兩市締結姊妹市已42年", "fails"),
        # A year that is begun; more than so many.
        ("兩市締結姊妹市已45年", "兩市締結姊妹市已47年", "holds"),
        ("兩市締結姊妹市已45年", "兩市締結姊妹市已逾40年", "cannot_tell"),
    ],
)
def test_years_grow_as_the_years_go_by(tmp_path: Path, first: str, later: str, status: str) -> None:
    texts = {"a": f"一、釜山市與本市交流，{first}。\n", "b": f"一、釜山市與本市交流，{later}。\n"}
    (row,) = _judged(tmp_path, texts, "years_since")
    assert (row["report_id"], row["status"]) == ("b", status)


@pytest.mark.parametrize(("later", "status"), [("57", "holds"), ("59", "fails")])
def test_the_city_may_stand_behind_its_years(tmp_path: Path, later: str, status: str) -> None:
    texts = {
        "a": "一、遴派學生赴與本市締結姊妹市56年之韓國釜山研習。\n",
        "b": f"一、赴與本市締結姊妹市關係{later}年的釜山市參訪。\n",
    }
    assert [row["status"] for row in _judged(tmp_path, texts, "years_since")] == [status]


@pytest.mark.parametrize(("told", "status"), [("第14屆為3個機關", "holds"), ("前一屆第14屆計1個機關", "fails")])
def test_an_award_before_is_told_again(tmp_path: Path, told: str, status: str) -> None:
    texts = {
        "a": "一、參與第14屆機關檔案管理金檔獎，3個機關獲獎。\n",
        "b": f"一、參與第15屆機關檔案管理金檔獎，2個機關獲獎({told})。\n",
    }
    rows = [row for row in _judged(tmp_path, texts, "between_reports") if row["metric_id"] == "archive_award_winners"]
    assert [row["status"] for row in rows] == [status]


@pytest.mark.parametrize(
    ("first", "later", "found"),
    [
        # A number of the year before that its report prints with two digits exchanged.
        ("一、借出腳踏車1,286輛。\n", "一、借出腳踏車1,300輛（去年同期1,286輛）。\n", 0),
        ("一、借出腳踏車1,286輛。\n", "一、借出腳踏車1,300輛（去年同期1,268輛）。\n", 1),
        ("一、發行刊物48期、602則。\n", "一、發行刊物49期、618則（去年同期48期、620則）。\n", 1),
        # … of another name, or of the report's own time, it is another number.
        ("一、借出腳踏車1,286輛。\n", "一、巡邏車1,300輛（去年同期1,268輛）。\n", 0),
        ("一、借出腳踏車1,286輛。\n", "一、借出腳踏車1,268輛。\n", 0),
        # Of two numbers side by side one is the same, and so is what both are of.
        ("一、借出腳踏車97輛、1,263人次。\n", "一、借出腳踏車110輛、1,400人次（去年同期79輛、1,263人次）。\n", 1),
        ("一、巡邏車出勤352車次、4,127公里。\n", "一、巡邏車出勤360車次（去年同期為325車次、4,127公里）。\n", 1),
        ("一、借出腳踏車97輛、1,263人次。\n", "一、借出腳踏車110輛、1,400人次（去年同期97輛、1,263人次）。\n", 0),
        ("一、借出腳踏車97輛、1,263人次。\n", "一、借出腳踏車79輛、1,263人次。\n", 0),
        # When something began that goes on.
        ("一、青年諮詢駐點服務自106年1月開辦起，計120人。\n", "一、青年諮詢駐點服務自105年1月開辦起，計120人。\n", 1),
        (
            "一、市民讀書會圖書交換站，自98年3月設立，計120人。\n",
            "一、市民讀書會圖書交換站，自98年5月設立，計120人。\n",
            1,
        ),
        ("一、青年諮詢駐點服務自106年1月開辦起，計120人。\n", "一、青年諮詢駐點服務自106年1月開辦起，計120人。\n", 0),
        ("一、青年諮詢駐點服務自106年1月開辦起，計120人。\n", "一、長者電話關懷專線自105年1月開辦起，計120人。\n", 0),
        # What has come together is never less, and is what there was with what came.
        ("一、自100年起累計移交1,204,966冊。\n", "一、自100年起累計移交1,304,966冊。\n", 0),
        ("一、自100年起累計移交1,304,966冊。\n", "一、自100年起累計移交1,240,966冊。\n", 1),
        ("一、自101年起累計移交1,304,966冊。\n", "一、自102年起累計移交1,240,966冊。\n", 0),
    ],
)
def test_numbers_of_no_metric_agree_between_reports(tmp_path: Path, first: str, later: str, found: int) -> None:
    rows = _judged(tmp_path, {"a": first, "b": later}, "between_reports")
    assert [(row["report_id"], row["other_report_id"]) for row in rows if row["status"] == "fails"] == [
        ("b", "a")
    ] * found


def test_what_came_is_added_to_what_had_come_together(tmp_path: Path) -> None:
    periods = {"a": "111年1月1日至111年12月31日", "b": "112年1月1日至112年6月30日"}

    def judged(before: int) -> list[str]:
        texts = {
            "a": f"一、民間團體加入交換21個，累計至年底為{before}個。\n",
            "b": "一、民間團體加入交換12個，累計186個。\n",
        }
        rows = _judged(tmp_path, texts, "between_reports", periods)
        return [row["relation"] for row in rows if row["status"] == "fails"]

    assert not judged(174)
    assert judged(184) == ["reached with what was added"]
