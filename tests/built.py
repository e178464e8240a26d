"""Warehouses that tests look at, built by the command that users run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from reviews import log
from tests.once import Once

_ROOT = Path(__file__).resolve().parent.parent


def build(once: Once, warehouse: Path, *reports: Path, reviews: Path | None = None) -> None:
    """Builds a warehouse; a report that several of a run hold is read for the first of them.

    Args:
        once: the run, whose builds share their parts.
        warehouse: what is written.
        reports: files and folders; none for those in data/raw.
        reviews: the folder of what people decided; None for that of the environment.
    """
    command = [
        *(sys.executable, "-m", "ingest", *map(str, reports)),
        *("--warehouse", str(warehouse), "--parts", str(once.folder / "parts")),
    ]
    decided = {log.VARIABLE: str(reviews)} if reviews else {}
    done = subprocess.run(
        command, cwd=_ROOT, env={**os.environ, **decided}, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
