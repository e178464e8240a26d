"""Other words for the same things: invented reports, and the ways clerks compare and enumerate."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from catalog.load import load
from ingest.report import ReportReader
from ingest.rows import ReportRows
from tests.conftest import ROOT
from tests.ingest.conftest import Read

INVENTED = sorted((ROOT / "tests" / "invented").glob("*.txt"))
HEAD = "高雄市政府秘書處業務報告\n謹就107年1月16日至107年6月30日（以下簡稱本期）報告如後。\n壹、業務\n"
REPORT = ("2018-01-16", "2018-06-30")
YEAR_BEFORE = ("2017-01-16", "2017-06-30")


@pytest.mark.parametrize("path", INVENTED, ids=lambda path: path.stem)
def test_values_are_found_in_words_never_seen_before(path: Path) -> None:
    report = ReportReader(load()).read(path, None)
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
    assert [value for value, *_ in _values(read, text, "venue_room_bookings")] == [561, 332, 893]


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
    ],
)
def test_a_report_says_its_period_in_many_ways(read: Read, opening: str) -> None:
    identity = read(f"高雄市政府秘書處業務報告\n{opening}\n壹、業務\n")[0]
    assert (str(identity.period.start), str(identity.period.end)) == REPORT


def test_another_label_between_two_numbers_ends_the_comparison(read: Read) -> None:
    text = "一、本期新增開放資料集12項，總數由106年底16項增為28項。\n"
    assert [value for value, *_ in _values(read, text, "open_datasets_added")] == [12]
