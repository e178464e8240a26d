"""Pages that open quickly, and an edition of the five reports that newer data have left behind."""

import functools
import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from streamlit.components.v2 import manifest_scanner

from tests.built import build
from tests.conftest import ROOT
from tests.once import Once
from warehouse import editions
from warehouse.connect import VARIABLE


@pytest.fixture(scope="session", autouse=True)
def _components_are_looked_for_once() -> Iterator[None]:
    """Each page that AppTest opens searches all installed packages for components, which takes most of its time."""
    with pytest.MonkeyPatch.context() as patch:
        found = functools.cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(scope="module", autouse=True)
def _what_stays_is_not_garbage() -> None:
    """After each run of a page Streamlit looks for garbage, among all that was loaded for the tests before."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def frozen_files(once: Once, warehouse_file: Path) -> Path:
    """A folder with an edition of the five reports in ``editions``, and with ``newer.duckdb``.

    What is newer has another build and no mediations. The folder is for the whole run: nobody writes to it.
    """

    def make(folder: Path) -> None:
        folder.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(VARIABLE, str(warehouse_file))
            patch.setenv(editions.VARIABLE, str(folder / "editions"))
            editions.freeze("第3屆第4次定期大會")
        newer = folder / "newer.duckdb"
        shutil.copyfile(warehouse_file, newer)
        with duckdb.connect(str(newer)) as connection:
            connection.execute("UPDATE build SET build_id = 'ffff0000'")
            connection.execute("DELETE FROM check_result")
            gone = "(SELECT observation_id FROM observation WHERE metric_id = 'consumer_mediations')"
            for table in ("observation_evidence", "observation"):
                connection.execute(f"DELETE FROM {table} WHERE observation_id IN {gone}")

    return once.made("frozen", make)


@pytest.fixture
def frozen(frozen_files: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An edition of the five reports; published since is a warehouse without their mediations."""
    monkeypatch.setenv(VARIABLE, str(frozen_files / "newer.duckdb"))
    monkeypatch.setenv(editions.VARIABLE, str(frozen_files / "editions"))
    (edition,) = editions.editions()
    return edition.build_id


@pytest.fixture
def crowded(once: Once) -> Path:
    """The five reports; two of a bureau that words its figures as theirs, one that names nobody, four of another city.

    What the bureau prints would fit the five reports' metrics to the letter.
    """

    def whole(file: Path) -> None:
        raw = file.with_suffix(".raw")
        shutil.copytree(ROOT / "data" / "raw", raw)
        for folder in ("neighbours", "environment_bureau"):
            for report in (ROOT / "tests" / "invented" / folder).glob("*.txt"):
                shutil.copyfile(report, raw / report.name)
        build(once, file, raw)

    return once.made("crowded.duckdb", whole)
