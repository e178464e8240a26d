"""Warehouses that tests look at, and the parts they are made of."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.build import PARTS
from reviews import log
from tests.once import Once
from tests.reading import work_here

_ROOT = Path(__file__).resolve().parent.parent


def build_by_command(once: Once, warehouse: Path) -> None:
    """Builds a warehouse of the reports in data/raw as users do; its parts are for all builds of the run."""
    command = [sys.executable, "-m", "ingest", *_options(once, warehouse)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def build(once: Once, warehouse: Path, *reports: Path, reviews: Path | None = None) -> None:
    """Builds a warehouse in this process; a report that several of a run hold is read for the first of them.

    Args:
        once: the run, whose builds share their parts.
        warehouse: what is written.
        reports: files and folders.
        reviews: the folder of what people decided; None for that of the environment.
    """
    with pytest.MonkeyPatch.context() as patch:
        work_here(patch)
        if reviews:
            patch.setenv(log.VARIABLE, str(reviews))
        assert main([*map(str, reports), *_options(once, warehouse)]) == 0


def _options(once: Once, warehouse: Path) -> list[str]:
    return ["--warehouse", str(warehouse), "--parts", str(once.folder / PARTS)]


def take_parts(once: Once, data: Path) -> None:
    """Gives an office of its own, in the folder ``data``, the parts of what the run has read: they are only replaced.

    What is being written has a name that begins with a dot.
    """
    hidden = shutil.ignore_patterns(".*")
    shutil.copytree(once.folder / PARTS, data / PARTS, copy_function=os.link, ignore=hidden)
