"""README tells of the command that takes away what the command itself tells."""

from __future__ import annotations

import re
import subprocess
import sys

from export.job import FORMATS
from tests.conftest import ROOT


def _section() -> str:
    """What README says from the command's line to the next table of make's tasks."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"^`python -m export .*?(?=^\| make )", text, re.DOTALL | re.MULTILINE)
    assert found
    return found[0]


def test_readme_lists_the_options_of_export() -> None:
    command = [sys.executable, "-m", "export", "--help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    options = set(re.findall(r"^  (--[a-z]+)", told, re.MULTILINE))
    assert "--format" in options
    assert set(re.findall(r"^\| `(--[a-z]+)", _section(), re.MULTILINE)) == options


def test_readme_lists_the_formats_of_export() -> None:
    table = re.search(r"^\| 格式.*?(?=^$)", _section(), re.DOTALL | re.MULTILINE)
    assert table
    rows = [row.split("|")[1] for row in table[0].splitlines()[2:]]
    assert {form for row in rows for form in re.findall(r"`([a-z-]+)`", row)} == set(FORMATS)
