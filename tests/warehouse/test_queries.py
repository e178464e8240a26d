"""The questions screens ask: what they answer of a few reports whose content is known, and of none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from tests.warehouse.small import Report, Said, write
from warehouse import queries
from warehouse.connect import Warehouse

EARLY, LATE = ("2018-01-01", "2018-06-30"), ("2020-03-01", "2020-09-05")


def _open(path: Path, *reports: Report) -> Warehouse:
    return Warehouse(write(path / "warehouse.duckdb", *reports))


@pytest.fixture
def known(tmp_path: Path) -> Warehouse:
    """An early report that prints three metrics, a late one that prints one, drops one, and garbles one."""
    says = [Said("calls", 600, "人次"), Said("cases", 60), Said("meetings", 3, "次")]
    later = [Said("cases", 90), Said("cases", 40, breakdown={"category": "旅遊"})]
    plan = Report("plan", "2021-01-01", "2021-12-31", genre="annual_plan")
    return _open(
        tmp_path,
        Report("late", *LATE, later, unread=["meetings"]),
        Report("early", *EARLY, says),
        plan,
    )


# Values and their places --------------------------------------------------------------------------


def test_reports_stand_in_the_order_of_their_periods(known: Warehouse) -> None:
    assert list(queries.reports(known)["report_id"]) == ["early", "late", "plan"]


def test_observations_keep_the_order_asked_for_then_time(known: Warehouse) -> None:
    rows = queries.observations(known, ["calls", "cases"])
    assert list(zip(rows["metric_id"], rows["report_id"], rows["part"], strict=True)) == [
        ("calls", "early", ""),
        ("cases", "early", ""),
        ("cases", "late", ""),
        ("cases", "late", "旅遊"),
    ]


def test_a_unit_that_counts_something_else_is_not_comparable(known: Warehouse) -> None:
    rows = queries.observations(known, ["calls", "cases"]).drop_duplicates("metric_id")
    assert list(rows["comparable"]) == [False, True]


def test_the_span_of_each_value_holds_the_printed_number(known: Warehouse) -> None:
    for _, row in queries.observations(known, ["calls", "cases", "meetings"]).iterrows():
        assert row["passage"][row["char_start"] : row["char_end"]] == row["raw"]
        assert row["quote"] in row["passage"]


# Gaps ---------------------------------------------------------------------------------------------


def test_coverage_tells_the_kinds_of_silence_apart(known: Warehouse) -> None:
    rows = queries.coverage(known, ["calls", "cases", "meetings"])
    told = {(row["report_id"], row["metric_id"]): row["status"] for _, row in rows.iterrows()}
    assert told["early", "calls"] == "printed"
    assert told["late", "calls"] == "not_printed"
    assert told["late", "meetings"] == "unreadable"
    assert len(told) == 9


def test_only_what_the_newest_telling_report_leaves_out_has_fallen_silent(known: Warehouse) -> None:
    """A plan is newer yet tells nothing of what was done; what could not be read is not silence."""
    rows = queries.fallen_silent(known)
    assert list(rows["metric_id"]) == ["calls"]
    assert rows["last_report_id"][0] == "early"
    assert rows["last_period_end"][0] == pd.Timestamp("2018-06-30")


@pytest.mark.parametrize(
    ("others", "newest"),
    [
        # Of two that end on one day the shorter is of the newer days; of editions the last by name.
        ([Report("year", "2020-01-01", "2020-12-31"), Report("half", "2020-07-01", "2020-12-31")], "half"),
        ([Report("half", "2020-07-01", "2020-12-31"), Report("half-2", "2020-07-01", "2020-12-31")], "half-2"),
        ([Report("plan", "2022-01-01", "2022-12-31", genre="annual_plan")], "early"),
    ],
)
def test_one_report_is_the_newest_whatever_is_asked(tmp_path: Path, others: list[Report], newest: str) -> None:
    early = Report("early", *EARLY, [Said("calls", 600, "人次")])
    own = [replace(one, says=[Said("cases", 1)]) for one in others]
    warehouse = _open(tmp_path, *own, early)
    assert list(queries.newest_report(warehouse)["report_id"]) == [newest]
    silent = list(queries.fallen_silent(warehouse)["metric_id"])
    assert silent == ([] if newest == "early" else ["calls"])


def test_a_report_is_set_beside_the_last_of_its_own_kind(tmp_path: Path) -> None:
    """A yearly report alone of its kind has left nothing out, nor has a council report what only that one counts."""
    year = Report("year", "2019-01-01", "2019-12-31", [Said("meetings", 3)], genre="annual_performance")
    first = Report("first", *EARLY, [Said("calls", 600, "人次"), Said("cases", 1)])
    second = Report("second", "2020-01-01", "2020-06-30", [Said("cases", 2)])
    silent = queries.fallen_silent(_open(tmp_path, first, second, year))
    assert list(zip(silent["metric_id"], silent["silent_report_id"], strict=True)) == [("calls", "second")]
    # The next of its kind leaves it out; and what a newer report of the other kind prints is not silent.
    later = Report("later", "2020-01-01", "2020-12-31", [Said("calls", 9, "人次")], genre="annual_performance")
    (tmp_path / "later").mkdir()
    silent = queries.fallen_silent(_open(tmp_path / "later", first, second, year, later))
    assert list(zip(silent["metric_id"], silent["silent_report_id"], strict=True)) == [("meetings", "later")]


def test_reading_issues_come_with_their_metrics(known: Warehouse) -> None:
    rows = queries.reading_issues(known)
    assert [list(metrics) for metrics in rows["metric_ids"]] == [["meetings"]]


# Shares -------------------------------------------------------------------------------------------


def test_a_share_needs_both_values_of_one_report_and_period(tmp_path: Path) -> None:
    part = {"category": "旅遊"}
    both = Report("both", *EARLY, [Said("first", 200), Said("second", 50), Said("second", 9, breakdown=part)])
    other_period = Report("other", *LATE, [Said("first", 300), Said("second", 80, start="2020-04-01")])
    one = Report("one", "2021-01-01", "2021-06-30", [Said("second", 70)])

    rows = queries.shares(_open(tmp_path, both, other_period, one), "second", "first", 100)

    assert list(rows["report_id"]) == ["both"]
    assert (rows["numerator"][0], rows["denominator"][0], rows["ratio"][0]) == (50, 200, 25)
    assert (rows["numerator_id"][0], rows["denominator_id"][0]) == ("both-2", "both-1")


def test_a_share_of_nothing_is_not_a_number(tmp_path: Path) -> None:
    report = Report("zero", *EARLY, [Said("first", 0), Said("second", 5)])
    rows = queries.shares(_open(tmp_path, report), "second", "first", 100)
    assert rows["ratio"].isna().all()


# Nothing there ------------------------------------------------------------------------------------


def test_an_empty_warehouse_answers_every_question_with_no_rows(tmp_path: Path) -> None:
    empty = _open(tmp_path)
    assert len(queries.build(empty)) == 1
    answers = [
        queries.reports(empty),
        queries.metrics(empty),
        queries.bands(empty),
        queries.observations(empty, ["cases"]),
        queries.evidence(empty, "none"),
        queries.checks(empty, ["cases"]),
        queries.coverage(empty, ["cases"]),
        queries.shares(empty, "second", "first", 100),
        queries.reading_issues(empty),
        queries.fallen_silent(empty),
        queries.newest_report(empty),
    ]
    assert [len(answer) for answer in answers] == [0] * len(answers)
    assert all(len(answer.columns) for answer in answers)


def test_metrics_nobody_asked_for_are_not_read(known: Warehouse) -> None:
    assert queries.observations(known, []).empty
    assert queries.observations(known, ["no_such_metric"]).empty


# The five reports ---------------------------------------------------------------------------------


def test_shares_of_the_five_reports_are_those_of_their_printed_values(warehouse_file: Path) -> None:
    warehouse = Warehouse(warehouse_file)
    rows = queries.shares(warehouse, "consumer_mediations", "consumer_complaints_second", 100)
    assert rows["report_id"].is_unique
    newest = rows[rows["report_id"] == "council-3-4"].iloc[0]
    assert (newest["numerator"], newest["denominator"]) == (112, 752)
    assert newest["ratio"] == pytest.approx(100 * 112 / 752)


def test_other_places_come_after_the_one_a_value_was_read_from(warehouse_file: Path) -> None:
    warehouse = Warehouse(warehouse_file)
    metrics = list(queries.metrics(warehouse)["metric_id"])
    for observation_id in queries.observations(warehouse, metrics)["observation_id"]:
        places = queries.evidence(warehouse, observation_id)
        assert list(places["position"]) == list(range(1, len(places) + 1))
        assert [p["passage"][p["char_start"] : p["char_end"]] for _, p in places.iterrows()] == list(places["raw"])
