"""Warehouses that tests look at, built by the command that users run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ingest.build import PARTS
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
        *("--warehouse", str(warehouse), "--parts", str(once.folder / PARTS)),
    ]
    decided = {log.VARIABLE: str(reviews)} if reviews else {}
    done = subprocess.run(
        command, cwd=_ROOT, env={**os.environ, **decided}, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def take_parts(once: Once, data: Path) -> None:
    """Gives an office of its own, in the folder ``data``, the parts of what the run has read: they are only replaced.

    What is being written has a name that begins with a dot.
    """
    hidden = shutil.ignore_patterns(".*")
    shutil.copytree(once.folder / PARTS, data / PARTS, copy_function=os.link, ignore=hidden)
