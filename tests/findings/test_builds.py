"""What is said to be new in a build."""

from __future__ import annotations

from pathlib import Path

import duckdb

from findings.builds import BuildChange, build_change
from tests.warehouse.small import Report, Said, write
from warehouse.connect import Warehouse

DAYS = ("2020-01-01", "2020-06-30")
_FAILS = """INSERT INTO check_result BY NAME SELECT 'sum' AS check_id, 'old' AS report_id, 'x' AS instance,
    'a' AS metric_id, '和' AS name_zh, 'sum' AS name_en, 'a = b' AS relation, 'fails' AS status,
    []::VARCHAR[] AS evidence, []::INTEGER[] AS quantities"""


def _named_by_value(path: Path) -> None:
    """Ids as a build gives them: they tell the value."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE observation SET observation_id = concat(report_id, metric_id, value)")


def _change(tmp_path: Path, old: list[Report], new: list[Report], sql: str = "SELECT 1") -> BuildChange:
    files = [write(tmp_path / f"{name}.duckdb", *reports) for name, reports in (("old", old), ("new", new))]
    for file in files:
        _named_by_value(file)
    with duckdb.connect(str(files[1])) as connection:
        connection.execute(sql)
    return build_change(*map(Warehouse, files))


def test_a_report_adds_its_values_only(tmp_path: Path) -> None:
    old = Report("old", *DAYS, [Said("a", 1)])
    change = _change(tmp_path, [old], [old, Report("new", *DAYS, [Said("a", 1), Said("b", 2, heads=["列", "欄"])])])
    assert change.counts() == {"added": 2, "changed": 0, "gone": 0, "fails": 0}
    assert change.reports == ("new報告",)
    assert set(change.added["report_id"]) == {"new"}
    assert [list(heads) for heads in change.added["heads"]] == [[], ["列", "欄"]]


def test_a_value_that_became_another_is_changed_and_one_that_is_not_there_is_gone(tmp_path: Path) -> None:
    old = Report("old", *DAYS, [Said("a", 1), Said("b", 2), Said("c", 3)])
    new = Report("old", *DAYS, [Said("a", 1), Said("b", 20)])
    change = _change(tmp_path, [old], [new])
    assert change.counts() == {"added": 0, "changed": 1, "gone": 1, "fails": 0}
    assert change.changed[["value", "old_value"]].to_numpy().tolist() == [[20, 2]]
    assert change.gone["metric_id"].tolist() == ["c"]


def test_what_became_sure_through_decisions_is_what_nobody_decided(tmp_path: Path) -> None:
    old = Report("old", *DAYS, [Said("a", 1)])
    new = Report("new", *DAYS, [Said("a", 4)])
    by = """INSERT INTO decision (report_id, quantity_no, status, reason, "by")
        SELECT report_id, quantity_no, 'published', 'sure',
        CASE WHEN value = 2 THEN 'person' ELSE 'example' END FROM observation"""
    more = Report("old", *DAYS, [Said("a", 1), Said("b", 2), Said("c", 3)])
    change = _change(tmp_path, [old], [more, new], by)
    assert sorted(change.added["value"]) == [2, 3, 4]
    assert change.sure["value"].tolist() == [3]


def test_a_value_that_a_person_had_decided_is_not_changed_in_silence(tmp_path: Path) -> None:
    kept, read, decided, gone = (Said(metric, 2) for metric in "abcd")
    old, new = tmp_path / "old.duckdb", tmp_path / "new.duckdb"
    write(old, Report("old", *DAYS, [kept, read, decided, gone]))
    write(new, Report("old", *DAYS, [kept, Said("b", 20), Said("c", 20)]))
    for file, decides in ((old, "abcd"), (new, "ac")):
        _named_by_value(file)
        with duckdb.connect(str(file)) as connection:
            connection.execute(
                """INSERT INTO decision (report_id, quantity_no, status, reason, "by") SELECT report_id, quantity_no,
                'published', 'sure', CASE WHEN contains($who, metric_id) THEN 'person' ELSE 'example' END
                FROM observation""",
                {"who": decides},
            )
    change = build_change(Warehouse(old), Warehouse(new))
    # Of the two that are others now one was decided by nobody; both of them, and what is gone, a person had decided.
    assert (change.learned, change.reviewed) == (1, 3)
    assert build_change(Warehouse(old), Warehouse(old)).reviewed == 0


def test_what_a_corrected_edition_restates_is_told_once(tmp_path: Path) -> None:
    first = Report("first", *DAYS, [Said("a", 1), Said("b", 2)])
    second = Report("second", *DAYS, [Said("a", 1), Said("b", 3)])
    corrects = "UPDATE report SET edition_of = 'first' WHERE report_id = 'second'"
    change = _change(tmp_path, [first], [first, second], sql=corrects)
    assert change.restated[["metric_id", "value", "earlier_value"]].to_numpy().tolist() == [["b", 3, 2]]
    assert change.counts()["changed"] == 0
    files = [write(tmp_path / f"{name}.duckdb", first, second) for name in ("before", "after")]
    for file in files:
        with duckdb.connect(str(file)) as connection:
            connection.execute(corrects)
    assert build_change(*map(Warehouse, files)).restated.empty


def test_a_check_that_fails_now_and_did_not_is_told(tmp_path: Path) -> None:
    old = Report("old", *DAYS, [Said("a", 1)])
    assert _change(tmp_path, [old], [old], _FAILS).counts()["fails"] == 1
    assert _change(_other(tmp_path), [old], [old]).counts()["fails"] == 0


def _other(folder: Path) -> Path:
    other = folder / "other"
    other.mkdir()
    return other
