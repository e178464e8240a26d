"""Who adds a metric as CONTRIBUTING tells breaks nothing else: what was read of the others is read as before."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from catalog.load import CATALOG_DIR, load
from ingest.report import ReportReader
from tests.conftest import ROOT
from tests.ingest.conftest import REPORTS, Read

_BLOCK = re.compile(r"^```yaml\n(  - id: (\w+)\n.*?)^```", re.DOTALL | re.MULTILINE)
_METRICS = Path("agencies") / "kaohsiung_secretariat" / "metrics"


# The model is fitted anew, unless it is kept of an earlier run.
@pytest.mark.timeout(900)
def test_the_example_of_contributing_changes_no_other_value(read: Read, tmp_path: Path) -> None:
    shutil.copytree(CATALOG_DIR, tmp_path / "catalog", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    found = _BLOCK.search((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert found
    with (tmp_path / "catalog" / _METRICS / "paper_saving.yaml").open("a", encoding="utf-8") as file:
        file.write(found[1])
    catalog = load(tmp_path / "catalog")
    assert catalog.metrics.keys() - load().metrics.keys() == {found[2]}
    reader = ReportReader(catalog)
    for report in REPORTS:
        text = report.read_text(encoding="utf-8")
        identity, passages, before = read(text)
        after = reader.understand(identity.period, passages, hashlib.sha256(text.encode()).hexdigest())
        values = [
            Counter((o.metric_id, o.value, o.unit, o.period.start, o.period.end, o.measure) for o in own.observations)
            for own in (before, after)
        ]
        assert [one for one in values[1] - values[0] if one[0] != found[2]] == [], report.name
        assert values[0] - values[1] == Counter(), report.name
