"""What a corrected edition prints stands in charts in place of what it corrects, marked; the table keeps both."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from catalog.words import words_in
from findings.asking.answers import reply
from findings.asking.told import of_report
from findings.corrections import _corrected
from findings.exploration import Choice, Explored, explore
from findings.extracts import of_metric
from findings.questions import questions
from tests.warehouse.small import Report, Said, write
from warehouse.connect import VARIABLE

ZH = words_in("zh-TW")
FIRST, SECOND = ("2020-01-01", "2020-06-30"), ("2020-07-01", "2020-12-31")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own.duckdb"))
    return tmp_path / "own.duckdb"


def _explored(file: Path, reports: list[Report], corrects: dict[str, str], metric: str = "a") -> Explored:
    write(file, *reports)
    with duckdb.connect(str(file)) as connection:
        connection.execute("UPDATE report SET published = period_end, session = report_id")
        for report, earlier in corrects.items():
            connection.execute("UPDATE report SET edition_of = ? WHERE report_id = ?", [earlier, report])
    return explore(Choice((metric,), view="printed"))


def _drawn(explored: Explored) -> list[tuple[float, str]]:
    return [(mark.height, mark.label) for lane in explored.lanes for mark in lane.marks]


def _listed(explored: Explored) -> list[object]:
    return [record["value"] for record in explored.records if "value" in record]


def test_the_newest_stands_with_a_sign_and_both_are_listed(own: Path) -> None:
    old, later = Report("old", *FIRST, [Said("a", 61)]), Report("later", *SECOND, [Said("a", 70)])
    new = Report("new", *FIRST, [Said("a", 68)])
    explored = _explored(own, [old, new, later], {"new": "old"})
    assert _drawn(explored) == [(68.0, "※68"), (70.0, "70")]
    assert sorted(map(str, _listed(explored))) == ["61.0", "68.0", "70.0"]
    (note,) = [note for note in explored.notes if note.startswith("※")]
    assert "68件" in note
    assert "61件" in note
    (marked,) = [mark for lane in explored.lanes for mark in lane.marks if mark.label.startswith("※")]
    assert "61件" in marked.hover
    assert "61" not in explored.findings[0]


def test_a_value_that_stays_is_drawn_once_and_unmarked(own: Path) -> None:
    reports = [Report(name, *FIRST, [Said("a", 61)]) for name in ("old", "new")]
    explored = _explored(own, reports, {"new": "old"})
    assert _drawn(explored) == [(61.0, "61")]
    assert len(_listed(explored)) == 2


def test_what_the_edition_between_leaves_out_is_corrected_all_the_same(own: Path) -> None:
    reports = [
        Report("old", *FIRST, [Said("a", 61)]),
        Report("between", *FIRST, [Said("b", 1)]),
        Report("new", *FIRST, [Said("a", 68)]),
    ]
    assert _drawn(_explored(own, reports, {"between": "old", "new": "between"})) == [(68.0, "※68")]


def test_editions_that_a_person_has_said_to_correct_each_other_end() -> None:
    names = list(_corrected("a", {"a": "b", "b": "c", "c": "b"}))
    assert names == ["b", "c"]


def test_what_the_edition_leaves_out_stays_drawn(own: Path) -> None:
    reports = [Report("old", *FIRST, [Said("a", 61)]), Report("new", *FIRST, [Said("b", 1)])]
    assert _drawn(_explored(own, reports, {"new": "old"})) == [(61.0, "61")]


@pytest.mark.parametrize(
    "says",
    [
        [Said("a", 68), Said("a", 69)],
        [Said("a", 68, unit="案")],
        [Said("a", 68, start="2020-02-01", end="2020-06-30")],
        [Said("a", 68, breakdown={"item": "x"})],
    ],
)
def test_only_one_value_of_one_thing_stands_in_place_of_another(own: Path, says: list[Said]) -> None:
    reports = [Report("old", *FIRST, [Said("a", 61)]), Report("new", *FIRST, says)]
    explored = _explored(own, reports, {"new": "old"})
    assert (61.0, "61") in _drawn(explored)
    assert not any(label.startswith("※") for _, label in _drawn(explored))


def test_two_reports_that_differ_are_both_drawn(own: Path) -> None:
    reports = [Report("one", *FIRST, [Said("a", 61)]), Report("other", *FIRST, [Said("a", 68)])]
    assert sorted(_drawn(_explored(own, reports, {}))) == [(61.0, "61"), (68.0, "68")]


def test_a_question_is_answered_with_what_the_corrected_edition_prints(own: Path) -> None:
    metric = "consumer_mediations"
    reports = [Report(name, *FIRST, [Said(metric, value)]) for name, value in (("old", 61), ("new", 68))]
    _explored(own, reports, {"new": "old"}, metric)
    answer = reply("109年上半年調解件數", date(2026, 11, 28)).answer
    assert answer is not None
    for told in (of_report(metric, "old"), *answer.told):
        assert list(told.rows["value"]) == [68]
        assert "※68件" in told.sentence
        # What it was is told once, as what it was.
        assert told.sentence.count("61件") == 1
        assert ZH("chart.corrected", value="61件", report="old報告") in told.sentence
    assert reply("61件調解", date(2026, 11, 28)).numbers is None


def test_a_question_to_the_council_goes_by_the_corrected_edition(own: Path) -> None:
    metric = "consumer_mediations"
    years = [(f"{year}-01-01", f"{year}-12-31") for year in (2017, 2018, 2019)]
    reports = [Report(f"r{no}", *years[no], [Said(metric, value)]) for no, value in enumerate((40, 50, 61))]
    reports.append(Report("new", *years[2], [Said(metric, 30)]))
    _explored(own, reports, {"new": "r2"}, metric)
    asked = questions(of_metric(metric))
    assert not any("最高61件" in one for one in asked)
    assert any("30件" in one and "※" in one for one in asked)
