"""README, CONTRIBUTING and CHANGELOG say what is true."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

DOCUMENTS = ("README.md", "CONTRIBUTING.md")


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _code(name: str) -> str:
    """What a document shows as code: blocks and words between backticks."""
    text = _text(name)
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    words = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    return "\n".join(blocks + words)


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_named_exists(name: str) -> None:
    named = set(re.findall(r"\bmake ([a-z]+)", _code(name)))
    assert named
    assert named - _targets() == set()


def test_every_make_target_explained_is_in_readme() -> None:
    explained = set(re.findall(r"^([a-z]+):.*##", _text("Makefile"), re.MULTILINE))
    assert explained
    assert explained - set(re.findall(r"\bmake ([a-z]+)", _code("README.md"))) == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_module_named_can_be_run(name: str) -> None:
    named = set(re.findall(r"\bpython(?:\.exe)? -m ([\w.]+)", _code(name)))
    assert "ingest" in named
    assert [module for module in named if importlib.util.find_spec(module) is None] == []


def test_readme_lists_the_options_of_ingest() -> None:
    command = [sys.executable, "-m", "ingest", "--help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    options = set(re.findall(r"--[a-z]+", told)) - {"--help"}
    own = _text("README.md").partition("\n`python -m export ")[0]
    assert set(re.findall(r"^\| `(--[a-z]+)", own, re.MULTILINE)) == options


def test_readme_lists_the_pages() -> None:
    pages = {f"/{path.stem}" for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__"} | {"/"}
    # The table of pages; addresses for programs stand in one of their own behind it.
    table = _text("README.md").partition("## 畫面")[2].partition("![")[0].split("\n\n")[1]
    assert set(re.findall(r"^\| `(/[a-z_]*)` \|", table, re.MULTILINE)) == pages


@pytest.mark.parametrize("name", [*DOCUMENTS, "CHANGELOG.md"])
def test_every_link_and_picture_leads_somewhere(name: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", _text(name))
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_readme_shows_every_screenshot_once() -> None:
    shown = re.findall(r"\]\((docs/screenshots/[^)]+)\)", _text("README.md"))
    kept = [f"docs/screenshots/{path.name}" for path in (ROOT / "docs" / "screenshots").glob("*.png")]
    assert kept
    assert sorted(shown) == sorted(kept)


def test_paths_named_exist() -> None:
    for name in DOCUMENTS:
        named = re.findall(
            r"`((?:catalog|charts|data|docs|findings|tests|warehouse|ingest|view|pages|export)/[\w./-]*)`", _text(name)
        )
        made = {"data/warehouse.duckdb", "data/parts/", "tests/browser/artifacts/"}
        assert named
        assert [path for path in named if path not in made and not (ROOT / path).exists()] == []


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads(_text("pyproject.toml"))["project"]["version"]
    headings = re.findall(r"^## \[?([^\]\s]+)\]?", _text("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert version in headings


def test_the_licence_is_the_one_declared() -> None:
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    assert _text("LICENSE").startswith(f"{project['license']} License")
    assert [Path(file).name for file in project["license-files"]] == ["LICENSE"]
