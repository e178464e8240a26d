"""The rooms and who may enter which: the contracts in pyproject.toml catch what they forbid."""

from __future__ import annotations

import ast
import functools
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Collection, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROOMS = ("pages", "view", "ingest", "export", "charts", "findings", "warehouse", "reviews", "catalog")
# Room, what it must not import, and the contract that forbids it.
FORBIDDEN = (
    ("view", "ingest", "Reports flow one way"),
    ("ingest", "view", "Reports flow one way"),
    ("view", "pages", "Reports flow one way"),
    ("export", "view", "Reports flow one way"),
    ("charts", "export", "Reports flow one way"),
    ("findings", "charts", "Reports flow one way"),
    ("warehouse", "findings", "Reports flow one way"),
    ("catalog", "warehouse", "Reports flow one way"),
    ("warehouse", "reviews", "Reports flow one way"),
    ("reviews", "ingest", "Reports flow one way"),
    ("catalog", "reviews", "Reports flow one way"),
    ("ingest", "findings", "Only ingest writes what screens and exports read"),
    ("ingest", "charts", "Only ingest writes what screens and exports read"),
    ("ingest", "export", "Only ingest writes what screens and exports read"),
    ("ingest.notation", "ingest.read", "A report goes through the rooms of ingest in order"),
    ("ingest.read", "ingest.passages", "A report goes through the rooms of ingest in order"),
    ("ingest.passages", "ingest.numbers", "A report goes through the rooms of ingest in order"),
    ("ingest.numbers", "ingest.tables", "A report goes through the rooms of ingest in order"),
    ("ingest.tables", "ingest.meaning", "A report goes through the rooms of ingest in order"),
    ("ingest.meaning", "ingest.checking", "A report goes through the rooms of ingest in order"),
    ("ingest.checking", "ingest.rows", "A report goes through the rooms of ingest in order"),
    ("ingest.checking", "ingest.report", "A report goes through the rooms of ingest in order"),
    ("ingest.checking", "ingest.series", "A report goes through the rooms of ingest in order"),
    ("ingest.series", "ingest.report", "A report goes through the rooms of ingest in order"),
    ("ingest.series", "ingest.parts", "A report goes through the rooms of ingest in order"),
    ("ingest.meaning", "ingest.desk", "A report goes through the rooms of ingest in order"),
    ("ingest.read", "ingest.build", "A report goes through the rooms of ingest in order"),
    ("ingest", "streamlit", "Nothing below view knows Streamlit"),
    ("export", "streamlit", "Nothing below view knows Streamlit"),
    ("charts", "streamlit", "Nothing below view knows Streamlit"),
    ("findings", "streamlit", "Nothing below view knows Streamlit"),
    ("warehouse", "streamlit", "Nothing below view knows Streamlit"),
    ("reviews", "streamlit", "Nothing below view knows Streamlit"),
    ("catalog", "streamlit", "Nothing below view knows Streamlit"),
    ("pages", "duckdb", "Only the warehouse speaks DuckDB to screens and exports"),
    ("view", "duckdb", "Only the warehouse speaks DuckDB to screens and exports"),
    ("charts", "duckdb", "Only the warehouse speaks DuckDB to screens and exports"),
    ("findings", "duckdb", "Only the warehouse speaks DuckDB to screens and exports"),
    ("export", "duckdb", "Only the warehouse speaks DuckDB to screens and exports"),
    ("pages", "pdfplumber", "Only ingest opens reports"),
    ("view", "pdfplumber", "Only ingest opens reports"),
    ("charts", "pdfplumber", "Only ingest opens reports"),
    ("findings", "pdfplumber", "Only ingest opens reports"),
    ("export", "pdfplumber", "Only ingest opens reports"),
    ("warehouse", "pdfplumber", "Only ingest opens reports"),
    ("pages", "pypdfium2", "Only ingest opens reports"),
    ("view", "pypdfium2", "Only ingest opens reports"),
    ("findings", "pypdfium2", "Only ingest opens reports"),
    ("export", "pypdfium2", "Only ingest opens reports"),
    ("warehouse", "pypdfium2", "Only ingest opens reports"),
    ("pages", "plotly", "Pages do not draw"),
    ("findings", "plotly", "Findings know no layout and no file format"),
    ("findings", "pptx", "Findings know no layout and no file format"),
    ("findings", "lxml", "Findings know no layout and no file format"),
    ("view.search", "view.reports", "A screen is a room of its own, over the frame that all have"),
    ("view.overview", "view.quality", "A screen is a room of its own, over the frame that all have"),
    ("view.frame", "view.source", "A screen is a room of its own, over the frame that all have"),
    ("view.takeaway", "view.source", "A screen is a room of its own, over the frame that all have"),
    ("view.source", "view.topic", "A screen is a room of its own, over the frame that all have"),
)


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command as lint; lint()"
    command = [sys.executable, "-c", program, "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def _complaints(output: str) -> dict[str, str]:
    """What is said about each broken contract: its name, underlined, then the imports that break it."""
    _, _, broken = output.partition("Broken contracts")
    _, *parts = re.split(r"\n([^\n]+)\n-{3,}\n", broken)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _planted(target: str) -> str:
    """The module that breaks a contract by importing ``target``."""
    return f"planted_{target.replace('.', '_')}"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the rooms and their contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_planted_imports_are_caught(house: Path) -> None:
    for room, target, _ in FORBIDDEN:
        (house / room.replace(".", "/") / f"{_planted(target)}.py").write_text(f"import {target}\n")
    done = _lint(house)
    assert done.returncode == 1, done.stdout + done.stderr
    complaints = _complaints(done.stdout)
    for room, target, contract in FORBIDDEN:
        assert f"{room}.{_planted(target)} -> {target} (l.1)" in complaints[contract]


def test_every_contract_is_tried() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]}
    assert contracts == {contract for _, _, contract in FORBIDDEN}


@functools.cache
def _trees() -> dict[str, ast.Module]:
    """Every module of the rooms, by its name."""
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    names = [".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in files]
    return {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in zip(names, files, strict=True)}


def _imported(tree: ast.Module, known: Collection[str]) -> Iterator[str]:
    """The modules among ``known`` that a module names in an import, wherever: for types and within functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for module in (f"{node.module}.{alias.name}" for alias in node.names):
                yield module if module in known else node.module


def test_no_module_comes_back_to_itself_by_its_imports() -> None:
    trees = _trees()
    graph = {name: {*_imported(tree, trees)} & trees.keys() for name, tree in trees.items()}
    # Says which modules, where there is a circle.
    TopologicalSorter(graph).prepare()
    graph["warehouse.publish"].add("warehouse.connect")
    with pytest.raises(CycleError):
        TopologicalSorter(graph).prepare()


def test_nothing_is_looked_up_by_where_it_lies_in_memory() -> None:
    """A number carries what is known of it: no table beside it is keyed by ``id(...)``."""
    calls = [
        f"{name}:{node.lineno}"
        for name, tree in _trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "id"
    ]
    assert calls == []


def test_the_first_screen_keeps_the_rules_of_pages() -> None:
    # import-linter watches packages only, and app.py is a lone module.
    tree = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    rooms = {name.partition(".")[0] for name in imported}
    assert "view" in rooms
    assert rooms & {"duckdb", "pdfplumber", "pypdfium2", "plotly", "tests"} == set()
    # It hands the drawing of pages and the reading of drafts and dropped files to the server, and reads none itself.
    allowed = {"ingest.draft", "ingest.preview", "ingest.publication", "ingest.read.pdf.page_image"}
    assert {name for name in imported if name.startswith("ingest")} == allowed
