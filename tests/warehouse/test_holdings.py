"""What reports hold and what was checked: exact counts of the five reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse import holdings, judgements
from warehouse.connect import Warehouse


@pytest.fixture(scope="session")
def five(warehouse_file: Path) -> Warehouse:
    return Warehouse(warehouse_file)


def test_the_account_of_each_report_adds_up_with_its_lists(five: Warehouse) -> None:
    accounts = holdings.accounts(five).set_index("report_id", drop=False)
    assert list(accounts.index) == ["performance-104", "council-2-3", "council-2-8", "council-3-4", "plan-110"]
    assert accounts["pictures"].to_dict() == {
        "performance-104": 0, "council-2-3": 11, "council-2-8": 36, "council-3-4": 15, "plan-110": 0,
    }  # fmt: skip
    for report_id, own in accounts.iterrows():
        numbers = holdings.numbers(five, str(report_id), 1, int(own["passages"]))
        assert len(numbers) == own["numbers"]
        assert (numbers["claims"].map(len) > 0).sum() == own["claimed"] <= own["numbers"]
        assert len(holdings.passages(five, str(report_id), 1, 10_000)) == own["passages"]
        assert len(holdings.tables(five, str(report_id))) == own["tables"]
        assert len(holdings.pictures(five, str(report_id))) == own["pictures"]
        assert len(holdings.dropped(five, str(report_id))) == own["dropped"]
        assert holdings.account(five, str(report_id)).iloc[0].to_dict() == own.drop("report_id").to_dict()
    assert not holdings.account(five, "nobody").iloc[0].any()


def test_a_claimed_number_has_the_metrics_value_not_the_bare_one_of_its_cell(five: Warehouse) -> None:
    rows = holdings.numbers(five, "council-3-4", 1, 10_000)
    (value,) = rows.loc[rows["raw"] == "3,228.2", "value"]
    assert value == 32282000


def test_a_window_holds_its_passages_only(five: Warehouse) -> None:
    rows = holdings.passages(five, "council-2-8", 100, 110)
    assert list(rows["passage_no"]) == list(range(100, 111))


def test_every_metric_stands_in_one_group_with_every_report(five: Warehouse) -> None:
    groups = list(holdings.groups(five)["group_id"])
    assert groups[0] == "staff"
    cells = {group: holdings.matrix(five, group) for group in groups}
    (metrics,) = five.frame("SELECT count(*) AS metrics FROM metric")["metrics"]
    assert sum(matrix["metric_id"].nunique() for matrix in cells.values()) == metrics
    for matrix in cells.values():
        assert len(matrix) == matrix["metric_id"].nunique() * 5
        printed = matrix["status"] == "printed"
        assert matrix.loc[printed, "observation_id"].notna().all()
        assert matrix.loc[~printed, "observation_id"].isna().all()


def test_failures_come_with_both_quotes_or_all_values(five: Warehouse) -> None:
    assert list(judgements.results(five, "footnote")["check_id"]) == ["vehicle_budget_share"]
    dates = judgements.results(five, "cannot_tell").set_index("check_id").loc["completion_date"]
    assert "104年11月28日完工" in dates["quote"]
    assert "11月27日完工" in dates["other_quote"]
    assert (dates["other_report_id"], dates["passage_no"], dates["other_passage_no"]) == ("performance-104", 81, 58)
    evidence = judgements.evidence(five, "fails")
    growth = evidence[evidence["check_id"] == "open_datasets_growth"]
    assert list(growth["value"]) == [50, 16, 25]
    for _, value in evidence.iterrows():
        assert value["passage"][value["char_start"] : value["char_end"]].strip("0123456789., 千萬億") == ""


def test_what_no_report_prints_is_counted_apart(five: Warehouse) -> None:
    statuses = judgements.statuses(five)
    idle = five.frame("SELECT count(*) AS n FROM check_result WHERE instance = ''")["n"][0]
    every = five.frame("SELECT count(*) AS n FROM check_result")["n"][0]
    assert statuses["idle"].sum() == idle
    assert statuses["asked"].sum() == every - idle
    assert statuses.loc[statuses["status"] != "cannot_tell", "idle"].sum() == 0
