"""One report in five formats gives the same observations."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from catalog.load import load
from ingest.report import ReportReader
from ingest.rows import ReportRows
from tests.shared_files import SHARED, needs_shared

pytestmark = needs_shared

READER = ReportReader(load())
RENDITIONS = SHARED / "renditions"
REPORT_IDS = ("council-2-3", "council-2-8", "performance-104")
FORMATS = ("doc", "docx", "odt", "pdf")


def _observations(path: Path) -> set[tuple[object, ...]]:
    report = READER.read(path, None)
    assert isinstance(report, ReportRows), report
    return {
        (
            o["metric_id"], o["value"], o["unit"], o["period_start"], o["period_end"], o["measure"],
            tuple(sorted(o["breakdown"].items())), o["qualifier"], o["counting"], o["works_status"],
        )
        for o in report.tables["observation"]
    }  # fmt: skip


@pytest.mark.parametrize("report_id", REPORT_IDS)
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_observations_of_the_text(report_id: str, suffix: str) -> None:
    if suffix == "doc" and shutil.which("soffice") is None:
        refusal = READER.read(RENDITIONS / f"{report_id}.doc", None)
        assert not isinstance(refusal, ReportRows)
        assert refusal.code == "no_converter"
        return
    text = _observations(SHARED / "raw" / f"{report_id}.txt")
    assert len(text) > 90
    assert _observations(RENDITIONS / f"{report_id}.{suffix}") == text


@pytest.mark.parametrize("report_id", REPORT_IDS)
def test_pages_of_a_pdf_give_every_number_its_box(report_id: str) -> None:
    report = READER.read(RENDITIONS / f"{report_id}.pdf", None)
    assert isinstance(report, ReportRows)
    pages = report.tables["report"][0]["pages"]
    for quantity in report.tables["quantity"]:
        x0, top, x1, bottom = (quantity[edge] for edge in ("x0", "top", "x1", "bottom"))
        assert 1 <= quantity["page"] <= pages
        assert 0 <= x0 < x1 < 1200
        assert 0 <= top < bottom < 1200
