"""What people decided about series holds in the next build, and is asked again where it can no longer be sure."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.series import read
from catalog.load import load
from ingest.rows import ReportRows, Row
from ingest.series.find import SeriesFinder
from reviews.series import (
    Passage,
    Point,
    Report,
    SeriesDecision,
    SeriesName,
    SeriesReviews,
    accept,
    give_name,
    join,
    point,
    set_apart,
    undo,
)

BUREAU = Path(__file__).parents[2] / "invented" / "environment_bureau"
NAME = SeriesName(name="資源回收總量", unit="公噸", measure="flow")


@pytest.fixture(scope="module")
def reports() -> list[ReportRows]:
    return read(sorted(BUREAU.glob("*.txt")))


def _built(reports: Iterable[ReportRows], *decisions: SeriesDecision) -> dict[str, list[Row]]:
    return SeriesFinder(load(), reviews=SeriesReviews.of(decisions)).rows("bureau", list(reports))


def _series_of(rows: dict[str, list[Row]], value: float) -> list[Row]:
    ids = {row["series_id"] for row in rows["series_value"] if row["value"] == value}
    return [row for row in rows["series_value"] if row["series_id"] in ids]


def _told(rows: dict[str, list[Row]], value: float) -> Row:
    (series_id,) = {row["series_id"] for row in rows["series_value"] if row["value"] == value}
    return next(row for row in rows["series"] if row["series_id"] == series_id)


def _points(reports: Iterable[ReportRows], values: Iterable[Row]) -> list[Point]:
    """The points of values, as a screen tells them."""
    by_id = {report.report_id: report for report in reports}
    return [_point(by_id[value["report_id"]], value["quantity_no"]) for value in values]


def _point(report: ReportRows, quantity_no: int) -> Point:
    (row,) = report.tables["report"]
    quantity = next(one for one in report.tables["quantity"] if one["quantity_no"] == quantity_no)
    passage = next(one for one in report.tables["passage"] if one["passage_no"] == quantity["passage_no"])
    told = Report.of(
        report.sha256, report.report_id, row["agency_id"], row["genre"], row["period_start"], row["period_end"]
    )
    where = Passage(passage["passage_no"], passage["kind"], tuple(passage["outline"]), passage["text"])
    return point(told, where, quantity["char_start"], quantity["char_end"])


def _changed(folder: Path, old: str, new: str, *, only: str = "eb-2") -> list[ReportRows]:
    """The reports, one of which is replaced by an edition that reads otherwise."""
    for file in BUREAU.glob("*.txt"):
        shutil.copyfile(file, folder / file.name)
    target = folder / f"{only}.txt"
    text = target.read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new), encoding="utf-8")
    return read(sorted(folder.glob("*.txt")))


def test_an_accepted_series_has_its_name_and_takes_the_point_of_a_later_report(reports: list[ReportRows]) -> None:
    earlier = [report for report in reports if report.report_id != "eb-3"]
    values = _series_of(_built(earlier), 214530)
    decision = accept(_points(reports, values), NAME, "王小明")
    series = _told(rows := _built(reports, decision), 214530)
    assert (series["name_zh"], series["unit"], series["measure"]) == ("資源回收總量", "公噸", "flow")
    assert (series["status"], series["asked"]) == ("accepted", None)
    own = _series_of(rows, 214530)
    assert {row["report_id"] for row in own if row["confirmed"]} == {row["report_id"] for row in values}
    assert [row["report_id"] for row in own if not row["confirmed"]] == ["eb-3"]
    assert _told(_built(earlier, decision), 214530)["series_id"] == series["series_id"]


def test_a_point_taken_out_stays_out_and_what_is_left_stays_together(reports: list[ReportRows]) -> None:
    values = _series_of(_built(reports), 214530)
    points = _points(reports, values)
    rows = _built(reports, set_apart(points[:1], points[1:], "王小明"))
    left = {(row["report_id"], row["quantity_no"]) for row in _series_of(rows, values[-1]["value"])}
    assert left == {(row["report_id"], row["quantity_no"]) for row in values[1:]}
    taken = _built(reports, accept(points, NAME, "王小明"), set_apart(points[:1], points[1:], "王小明"))
    series = _told(taken, values[-1]["value"])
    assert (series["status"], series["name_zh"]) == ("accepted", NAME.name)
    assert len(_series_of(taken, values[-1]["value"])) == len(values) - 1


def test_what_is_taken_back_changes_nothing(reports: list[ReportRows]) -> None:
    points = _points(reports, _series_of(before := _built(reports), 214530))
    made = [set_apart(points[:1], points[1:], "王小明"), accept(points, NAME, "王小明")]
    assert _built(reports, *made, *(undo(one, "王小明") for one in made)) == before


def test_two_series_that_a_person_joins_are_one_until_split(reports: list[ReportRows]) -> None:
    found = _built(reports)
    one, other = _series_of(found, 214530), _series_of(found, 59.6)
    both = _points(reports, one), _points(reports, other)
    joined = join(*both, "王小明")
    assert len(_series_of(_built(reports, joined), 214530)) == len(one) + len(other)
    parted = _built(reports, joined, set_apart(*both, "王小明"))
    assert len(_series_of(parted, 214530)) == len(one)
    assert len(_series_of(parted, 59.6)) == len(other)


def test_where_people_differ_neither_counts_and_it_is_said(reports: list[ReportRows]) -> None:
    points = _points(reports, values := _series_of(_built(reports), 214530))
    rows = _built(reports, accept(points, NAME, "王小明"), set_apart(points[:1], points[1:], "李大華"))
    series = _told(rows, 214530)
    assert (series["status"], series["asked"]) == ("proposed", "people_differ")
    assert len(_series_of(rows, 214530)) == len(values)
    assert {row["code"] for row in rows["reading_issue"]} == {"series_people_differ"}
    other = SeriesName(name="回收量", unit="公噸", measure="flow")
    named = _told(_built(reports, accept(points, NAME, "王小明"), accept(points, other, "李大華")), 214530)
    assert (named["status"], named["asked"]) == ("proposed", "people_differ")
    assert named["name_zh"] not in (NAME.name, other.name)


def test_a_name_alone_confirms_nothing(reports: list[ReportRows]) -> None:
    points = _points(reports, _series_of(_built(reports), 214530))
    series = _told(_built(reports, give_name(points, NAME, "王小明")), 214530)
    assert (series["name_zh"], series["status"]) == (NAME.name, "proposed")


def test_a_decision_holds_where_only_other_words_of_the_report_changed(
    reports: list[ReportRows], tmp_path: Path
) -> None:
    points = _points(reports, _series_of(_built(reports), 214530))
    last_line = (BUREAU / "eb-2.txt").read_text(encoding="utf-8").rstrip().splitlines()[-1]
    edition = _changed(tmp_path, last_line, f"{last_line}\n本頁更正錯字。")
    rows = _built(edition, accept(points, NAME, "王小明"))
    assert _told(rows, 214530)["status"] == "accepted"
    assert all(row["confirmed"] for row in _series_of(rows, 214530))
    assert not rows["reading_issue"]


def test_a_decision_whose_text_changed_is_asked_again(reports: list[ReportRows], tmp_path: Path) -> None:
    values = [row for row in _series_of(_built(reports), 214530) if row["report_id"] == "eb-2"]
    points = _points(reports, _series_of(_built(reports), 214530))
    printed = next(one.printed for one in points if one.report == "eb-2")
    assert values
    edition = _changed(tmp_path, printed, "431,216")
    rows = _built(edition, accepted := accept(points, NAME, "王小明"))
    series = _told(rows, 431216)
    assert (series["status"], series["asked"]) == ("proposed", "text_changed")
    assert [row["code"] for row in rows["reading_issue"]] == ["series_text_changed"]
    # Who looks again and accepts what now stands there is asked no more.
    again = accept(_points(edition, _series_of(rows, 431216)), NAME, "王小明")
    assert _told(_built(edition, accepted, again), 431216)["status"] == "accepted"
    # What was taken out stays out, whatever it now says.
    apart = set_apart(
        [one for one in points if one.report == "eb-2"], [one for one in points if one.report != "eb-2"], "王"
    )
    held = _built(edition, apart)
    assert all(row["report_id"] != "eb-2" for row in _series_of(held, 214530))


def test_a_report_that_is_not_at_hand_takes_nothing_from_what_was_decided(reports: list[ReportRows]) -> None:
    points = _points(reports, _series_of(_built(reports), 214530))
    without = [report for report in reports if report.report_id != "eb-2"]
    rows = _built(without, accept(points, NAME, "王小明"))
    assert _told(rows, 214530)["status"] == "accepted"
    assert not rows["reading_issue"]
    renamed = [replace(report, file=f"x-{report.file}") for report in reports]
    assert _told(_built(renamed, accept(points, NAME, "王小明")), 214530)["status"] == "accepted"
