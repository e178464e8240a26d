"""Over the whole warehouse: every value leads to its exact characters."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from catalog.fold import Folder
from catalog.load import load
from ingest.notation.numerals import NotANumber, parse_chinese, parse_numeral
from warehouse.connect import Warehouse


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return frame.to_dict("records")  # type: ignore[return-value]


@pytest.fixture(scope="module")
def quantities(warehouse: Warehouse) -> pd.DataFrame:
    """Every quantity with its passage."""
    return warehouse.frame("SELECT q.*, p.text FROM quantity q JOIN passage p USING (report_id, passage_no)")


def test_every_span_gives_the_printed_number(quantities: pd.DataFrame) -> None:
    sliced = [text[start:end] for text, start, end in quantities[["text", "char_start", "char_end"]].to_numpy()]
    assert sliced == quantities["raw"].tolist()


def test_every_printed_number_has_its_value(quantities: pd.DataFrame) -> None:
    folder = Folder({})
    for row in _records(quantities[quantities["form"] == "number"]):
        printed = folder.compact(row["raw"]).text.replace(" ", "")
        try:
            value = parse_numeral(printed)
        except NotANumber:
            value = parse_chinese(printed)
        # A table's head may give the scale: 單位:千元.
        assert Decimal(str(row["value"])) / value in (1, 1_000, 10_000), row["raw"]


def test_every_quote_is_verbatim_and_holds_its_number(warehouse: Warehouse) -> None:
    rows = warehouse.frame(
        """
        SELECT e.quote, q.raw, q.char_start, q.char_end, p.text
        FROM observation_evidence e
        JOIN quantity q USING (report_id, quantity_no)
        JOIN passage p USING (report_id, passage_no)
        """
    )
    assert len(rows) > 180
    for row in _records(rows):
        at = row["text"].find(row["quote"])
        assert at >= 0
        starts = [i for i in range(len(row["text"])) if row["text"].startswith(row["quote"], i)]
        assert any(i <= row["char_start"] and row["char_end"] <= i + len(row["quote"]) for i in starts)


def test_every_observation_is_a_quantity_of_its_own_report(warehouse: Warehouse) -> None:
    orphans = warehouse.frame(
        """
        SELECT o.observation_id FROM observation o
        LEFT JOIN quantity q ON q.report_id = o.report_id AND q.quantity_no = o.quantity_no
        WHERE q.value IS DISTINCT FROM o.value OR o.passage_no <> q.passage_no
        """
    )
    assert orphans.empty


def test_cells_slice_out_of_their_passage(warehouse: Warehouse) -> None:
    cells = warehouse.frame(
        "SELECT c.text, p.text AS passage, c.char_start, c.char_end FROM table_cell c "
        "JOIN report_table t USING (report_id, table_no) JOIN passage p USING (report_id, passage_no)"
    )
    assert len(cells) > 100
    assert all(row["passage"][row["char_start"] : row["char_end"]] == row["text"] for row in _records(cells))


def test_folded_text_has_the_offsets_of_the_text(warehouse: Warehouse) -> None:
    lengths = warehouse.frame("SELECT length(text) AS text, length(folded) AS folded FROM passage")
    assert (lengths["text"] == lengths["folded"]).all()


# What is wrong in the reports themselves, and nothing else.
FAILING = {
    ("open_datasets_growth", "council-2-8", 56.25, 50.0),  # 16 to 25 data sets, said to be 50 %
}


def test_the_checks_find_what_the_reports_have_wrong_and_nothing_else(warehouse: Warehouse) -> None:
    failing = warehouse.frame("SELECT * FROM check_result WHERE status = 'fails'")
    told = {
        (r["check_id"], r["report_id"], None if pd.isna(r["computed"]) else round(r["computed"], 2),
         None if pd.isna(r["stated"]) else r["stated"])
        for r in _records(failing)
    }  # fmt: skip
    assert told == FAILING


def test_what_rounding_explains_or_a_name_leaves_open_is_no_failure(warehouse: Warehouse) -> None:
    footnotes = warehouse.frame("SELECT * FROM check_result WHERE status = 'footnote'")
    # 3,228.2 of 7,718.4, each rounded: 41.82 %, and printed 41.83 % beside shares that make 100 %.
    assert list(footnotes["check_id"]) == ["vehicle_budget_share"]
    (dates,) = _records(
        warehouse.frame("SELECT * FROM check_result WHERE check_id = 'completion_date' AND quote LIKE '%11月28日%'")
    )
    assert dates["status"] == "cannot_tell"
    assert "104年11月28日" in dates["quote"]
    assert "11月27日" in dates["other_quote"]
    assert dates["other_report_id"] == "performance-104"


def test_a_check_without_inputs_cannot_tell(warehouse: Warehouse) -> None:
    """Every check says something about every report; what finds nothing never holds."""
    rows = warehouse.frame("SELECT * FROM check_result")
    catalog = {check.id for check in load().checks}
    for report_id, own in rows.groupby("report_id"):
        assert set(own["check_id"]) == catalog, report_id
    empty = rows[rows["instance"] == ""]
    assert set(empty["status"]) == {"cannot_tell"}
    assert set(rows[(rows["report_id"] == "plan-110") & (rows["status"] == "holds")]["check_id"]) == {"budget_sum"}
    holding = rows[rows["status"] == "holds"]
    assert len(holding) > 80
    assert all(len(r["evidence"]) + len(r["quantities"]) or r["quote"] for r in _records(holding))


def test_monthly_rates_are_value_by_length(warehouse: Warehouse) -> None:
    flows = warehouse.frame("SELECT value, months, per_month FROM observation WHERE per_month IS NOT NULL")
    assert (flows["months"] >= 1).all()
    assert ((flows["per_month"] * flows["months"] - flows["value"]).abs() < 1e-6 * flows["value"].abs() + 1e-9).all()


def test_what_is_no_flow_over_months_has_no_monthly_rate(warehouse: Warehouse) -> None:
    """A daily maximum, ordinals, works and single happenings are not averaged."""
    rates = warehouse.frame(
        """
        SELECT o.observation_id FROM observation o JOIN quantity q USING (report_id, quantity_no)
        WHERE o.per_month IS NOT NULL
          AND (o.unit = '人/日' OR q.form <> 'number' OR o.measure <> 'flow' OR o.works_status IS NOT NULL)
        """
    )
    assert rates.empty


def test_explanations_slice_out_of_their_passage(warehouse: Warehouse) -> None:
    rows = warehouse.frame(
        "SELECT e.*, p.text, p.by_ocr FROM explanation e JOIN passage p USING (report_id, passage_no)"
    )
    for row in _records(rows):
        assert row["text"][row["char_start"] : row["char_end"]] == row["quote"]
        assert row["text"][row["cue_start"] : row["cue_end"]] == row["cue"]
    assert not rows["by_ocr"].any()
    found = set(rows[["report_id", "metric_id", "stands"]].itertuples(index=False, name=None))
    # The report of 109年 prints no visitors, and why; and why there were so few talks.
    assert ("council-3-4", "delegation_persons", "named") in found
    assert ("council-3-4", "consumer_education_sessions", "same_sentence") in found
