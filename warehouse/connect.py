"""Opens the published warehouse for reading, locked down, and notices when a new one is published."""

from __future__ import annotations

import copy
import functools
import os
import shutil
import tempfile
import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from warehouse.lineage import Lineage, agencies, kept_within
from warehouse.publish import SCHEMA_VERSION

DEFAULT = Path(__file__).resolve().parent.parent / "data" / "warehouse.duckdb"
VARIABLE = "WAREHOUSE"

# Reads only: no file, network, extension or setting can be reached from a query.
_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
    "memory_limit": "512MB",
    "threads": "2",
    "max_temp_directory_size": "0B",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
    # A join with so few rows looks only where one of theirs may stand, not all the way from the first to the last.
    "dynamic_or_filter_threshold": 1000,
}

Identity = tuple[int, int, int]


class WarehouseMissing(Exception):
    """There is no warehouse at the path."""


class WarehouseUnreadable(Exception):
    """The file at the path is no warehouse of this schema."""


def warehouse_path() -> Path:
    """Where the warehouse is: the environment variable ``WAREHOUSE``, else data/warehouse.duckdb."""
    named = os.environ.get(VARIABLE)
    return DEFAULT if named is None else _path(named)


# Asked for with every question.
@functools.lru_cache(maxsize=64)
def _path(named: str) -> Path:
    return Path(named)


def identity(path: Path) -> Identity | None:
    """What tells one published file from the next at the same path; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


class Warehouse:
    """One published warehouse, open for reading by any number of threads.

    The file is opened under a name of its own: DuckDB keeps one database per path and process, so
    the old one would be read again after a new one took its place.

    Args:
        path: the published file.

    Raises:
        WarehouseMissing: no file is there.
        WarehouseUnreadable: it is no DuckDB file, or one of another schema version.
    """

    def __init__(self, path: Path) -> None:
        found = identity(path)
        if found is None:
            raise WarehouseMissing(str(path))
        self.identity: Identity = found
        self._lock = threading.Lock()
        self.lineage: Lineage | None = None
        with tempfile.TemporaryDirectory(prefix="warehouse-", ignore_cleanup_errors=True) as folder:
            own = Path(folder) / "warehouse.duckdb"
            _link(path, own)
            try:
                self._connection = duckdb.connect(str(own), read_only=True, config=_LOCKED)
                (version,) = self._connection.execute("SELECT schema_version FROM build").fetchall()[0]
            except (duckdb.Error, IndexError) as error:
                raise WarehouseUnreadable(f"{path}: {error}") from error
        if version != SCHEMA_VERSION:
            raise WarehouseUnreadable(f"{path}: schema {version}, expected {SCHEMA_VERSION}")

    @cached_property
    def lineages(self) -> dict[str, Lineage]:
        """Each lineage that has reports, by the agency it began as; the one that is asked about first."""
        return {
            row["agency_id"]: Lineage(tuple(row["agency_ids"]), bool(row["has_catalog"]), bool(row["accepted"]))
            for _, row in agencies(self).iterrows()
        }

    def within(self, lineage: Lineage) -> Warehouse:
        """The same open file, in which every question sees only what these agencies reported."""
        own = copy.copy(self)
        own.lineage = lineage
        return own

    def frame(self, sql: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """The result of a query as a data frame, its texts as Python objects.

        A cursor of its own makes it safe between threads.
        """
        parameters = parameters or {}
        if self.lineage is not None:
            sql, parameters = kept_within(sql, parameters, self.lineage)
        with self._lock:
            cursor = self._connection.cursor()
        try:
            found = cursor.execute(sql, dict(parameters)).df()
        finally:
            cursor.close()
        # Readers go row by row: from Arrow's texts each row is put together anew, column by column.
        texts: list[str] = list(found.select_dtypes("string").columns)
        return found.astype(dict.fromkeys(texts, object)).copy()


def _link(path: Path, own: Path) -> None:
    """A second name for the file: a hard link where the file system has one, else a copy."""
    try:
        os.link(path, own)
    except OSError:
        shutil.copyfile(path, own)
