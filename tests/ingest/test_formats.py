"""One report in five formats gives the same observations."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from ingest.rows import ReportRows
from tests.ingest.conftest import RAW
from tests.reading import READER
from tests.shared_files import FILES, renditions

FORMATS = ("docx", "odt", "pdf")
# Of DOC one: it is read by LibreOffice, which takes seconds, and its blocks are those of DOCX (test_doc_reader).
RENDITIONS = [
    FILES / "council-2-3.doc",
    *(path for suffix in FORMATS for path in renditions(f"[cp]*.{suffix}") if (RAW / f"{path.stem}.txt").is_file()),
]


def _name(path: Path) -> str:
    return f"{'part' if path.parent == FILES else 'whole'}-{path.name}"


@functools.cache
def _read(path: Path) -> ReportRows:
    report = READER.read(path, None)
    assert isinstance(report, ReportRows), report
    return report


def _observations(path: Path) -> set[tuple[object, ...]]:
    return {
        (
            o["metric_id"], o["value"], o["unit"], o["period_start"], o["period_end"], o["measure"],
            tuple(sorted(o["breakdown"].items())), o["qualifier"], o["counting"], o["works_status"],
        )
        for o in _read(path).tables["observation"]
    }  # fmt: skip


@pytest.mark.parametrize("path", RENDITIONS, ids=_name)
def test_every_format_gives_the_observations_of_the_text(path: Path) -> None:
    text = _observations((FILES if path.parent == FILES else RAW) / f"{path.stem}.txt")
    assert len(text) >= 60
    assert _observations(path) == text
    if path.suffix == ".pdf":
        _expect_places(_read(path))


def _expect_places(report: ReportRows) -> None:
    """Pages of a PDF give every number its box."""
    pages = report.tables["report"][0]["pages"]
    for quantity in report.tables["quantity"]:
        x0, top, x1, bottom = (quantity[edge] for edge in ("x0", "top", "x1", "bottom"))
        assert 1 <= quantity["page"] <= pages
        assert 0 <= x0 < x1 < 1200
        assert 0 <= top < bottom < 1200
