"""What every room's tests share: the five reports' warehouse, built once, and the values read by hand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault of the code; the same examples on every run of the common checks.
settings.register_profile("ours", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("ours")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def warehouse_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the reports in data/raw, built by the command that users run."""
    file = tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb"
    command = [sys.executable, "-m", "ingest", "--warehouse", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return file


@pytest.fixture(scope="session")
def gold_dir() -> Path:
    """Folder of the values read by hand, one CSV file per report."""
    return ROOT / "tests" / "gold"
