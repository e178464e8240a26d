"""The sixty reports that pages are measured with are read, and contradict neither themselves nor each other."""

from __future__ import annotations

import pytest

from benchmarks.decade import decade
from catalog.load import load
from ingest.report import ReportReader
from ingest.rows import ReportRows

_READ = (
    "council-106-spring.txt",
    "council-106-autumn.txt",
    "performance-106.txt",
    "plan-106.txt",
    "council-107-spring.txt",
)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReportRows]:
    folder, reader = tmp_path_factory.mktemp("decade"), ReportReader(load())
    found = {}
    for name, text in decade():
        if name in _READ:
            (folder / name).write_text(text, encoding="utf-8")
            report = reader.read(folder / name, None)
            assert isinstance(report, ReportRows), report
            found[name.removesuffix(".txt")] = report
    return found


def test_they_are_sixty_and_the_same_for_the_same_seed() -> None:
    first, again, other = dict(decade()), dict(decade()), dict(decade(seed=2))
    assert len(first) == 60
    assert first == again
    assert all(first[name] != other[name] for name in _READ)


def test_no_report_contradicts_itself(read: dict[str, ReportRows]) -> None:
    statuses = [check["status"] for report in read.values() for check in report.tables["check_result"]]
    assert "holds" in statuses
    assert "fails" not in statuses


def test_reports_of_two_kinds_tell_of_one_truth(read: dict[str, ReportRows]) -> None:
    """Staff as the new year begins, in the spring report and in the yearly one before it."""

    def told(report: str, metric: str) -> float:
        rows = read[report].tables["observation"]
        return next(float(one["value"]) for one in rows if one["metric_id"] == metric)

    for metric in ("staff_total", "workers_total", "temp_total"):
        assert told("performance-106", metric) == told("council-107-spring", metric)
        assert told("performance-106", metric) < told("council-106-spring", metric)
