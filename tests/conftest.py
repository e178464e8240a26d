"""What every room's tests share: the five reports' warehouse, built once, and the values read by hand."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from reviews import log
from tests.browser.server import Servers
from tests.built import build_by_command
from tests.once import Once
from tests.reading import work_here
from tests.unsure_numbers import make_unsure
from tests.warehouse.small import empty
from warehouse.connect import VARIABLE, Warehouse
from warehouse.publish import Draft

# A busy machine is no fault of the code; the same examples on every run of the common checks.
settings.register_profile("ours", deadline=None, max_examples=50, derandomize=bool(os.environ.get("CI")))
settings.load_profile("ours")

ROOT = Path(__file__).resolve().parent.parent

# A run starts Python a hundred times, for workers, servers and builds: what is ours is compiled for the first of them.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _run_folder(basetemp: Path) -> Path:
    """The folder that all worker processes of this run have in common."""
    return (basetemp.parent if "PYTEST_XDIST_WORKER" in os.environ else basetemp) / "once"


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Where things are that the whole run makes once."""
    return Once(_run_folder(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="session", autouse=True)
def _nobody_has_built_or_decided(once: Once) -> Iterator[None]:
    """What people build and decide on this computer is none of the tests' business, nor the other way round."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(once.folder / "nobody" / "warehouse.duckdb"))
        patch.setenv(log.VARIABLE, str(once.folder / "reviews"))
        yield


@pytest.fixture(scope="session", autouse=True)
def _tables_are_made_once() -> Iterator[None]:
    """Each warehouse begins as a copy of one whose tables were made as all are: that is a third of a small build."""
    made, begin = empty(), Draft.__init__

    def copied(draft: Draft, path: Path) -> None:
        if not path.exists():
            path.write_bytes(made)
        begin(draft, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Draft, "__init__", copied)
        yield


@pytest.fixture(scope="session")
def shared_servers(once: Once) -> Servers:
    """Servers that the whole run asks, each started by the first who needs it."""
    return Servers(once)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is loaded for the tests stays: no garbage is looked for in it, neither meanwhile nor afterwards."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        # What is not given back is complained of by its library when the process ends.
        atexit.register(gc.unfreeze)
        gc.enable()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Ends the servers of the run, once all its workers are done."""
    factory = getattr(session.config, "_tmp_path_factory", None)
    if factory is not None and "PYTEST_XDIST_WORKER" not in os.environ:
        Servers(Once(_run_folder(factory.getbasetemp()))).end()


@pytest.fixture(scope="session")
def warehouse_file(once: Once) -> Path:
    """The warehouse of the reports in data/raw, built by the command that users run."""
    return once.made("warehouse.duckdb", lambda file: build_by_command(once, file))


@pytest.fixture(scope="session")
def unsure_file(once: Once, warehouse_file: Path) -> Path:
    """The five reports, of which a person has not said yet what four numbers are."""
    return once.made("unsure.duckdb", lambda file: make_unsure(warehouse_file, file))


@pytest.fixture(scope="session")
def warehouse(warehouse_file: Path) -> Warehouse:
    """The warehouse of the five reports."""
    return Warehouse(warehouse_file)


@pytest.fixture(scope="module")
def published(warehouse_file: Path) -> Iterator[Path]:
    """The warehouse of the reports as the one that screens and exports read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(warehouse_file))
        yield warehouse_file


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports are read and built in this process, where what workers are for is not what is tested."""
    work_here(monkeypatch)


@pytest.fixture(scope="session")
def gold_dir() -> Path:
    """Folder of the values read by hand, one CSV file per report."""
    return ROOT / "tests" / "gold"
