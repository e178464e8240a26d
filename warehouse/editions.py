"""Editions: warehouses kept as they were on a day, so that a view can show what was known then.

``python -m warehouse.editions freeze NAME`` keeps the published warehouse under a name (a council
session, say); ``python -m warehouse.editions list`` lists what is kept. An edition is a copy of the
file beside a small JSON file that names it; it is never changed.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from catalog.words import told
from warehouse import queries
from warehouse.connect import (
    DEFAULT,
    Identity,
    Warehouse,
    WarehouseMissing,
    WarehouseUnreadable,
    identity,
    warehouse_path,
)

VARIABLE = "EDITIONS"
_BUILD = re.compile(r"[0-9a-z]{4,64}")


class UnknownEdition(KeyError):
    """No edition of this build is kept."""


class BrokenEdition(UnknownEdition):
    """What is kept for this build cannot be read, or is another build."""


@dataclass(frozen=True)
class Edition:
    """One kept warehouse: the build it is, what it was kept for, and when (UTC)."""

    build_id: str
    name: str
    frozen_at: datetime
    path: Path


def folder() -> Path:
    """Where editions are kept: the environment variable ``EDITIONS``, else data/editions."""
    return Path(os.environ.get(VARIABLE, DEFAULT.parent / "editions"))


def freeze(name: str) -> Edition:
    """Keeps the published warehouse as an edition; kept again, the same build takes the new name.

    Args:
        name: what it is kept for.

    Raises:
        WarehouseMissing: nothing is published.
        WarehouseUnreadable: the published file is no warehouse of this schema.
        BrokenEdition: another build was published meanwhile.
        OSError: the edition cannot be written.
    """
    source = warehouse_path()
    build_id = build_of(Warehouse(source))
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"{build_id}.duckdb"
    edition = Edition(build_id, name, datetime.now(UTC).replace(microsecond=0), path)
    told_by = json.dumps({"name": name, "frozen_at": edition.frozen_at.isoformat()}, ensure_ascii=False)
    # A reader of the folder meets both files whole or not at all: what names the edition comes last.
    with _whole(path) as draft:
        shutil.copyfile(source, draft)
        # Another build may have been published since it was asked which one it is.
        _checked(draft, build_id)
    with _whole(path.with_suffix(".json")) as draft:
        draft.write_text(told_by + "\n", encoding="utf-8")
    return edition


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A draft to be written, which takes the place of ``path`` once it is on the disk."""
    handle, name = tempfile.mkstemp(prefix=f"{path.stem}-", suffix=".draft", dir=path.parent)
    draft = Path(name)
    try:
        os.fchmod(handle, 0o644)
        yield draft
        os.fsync(handle)
        os.replace(draft, path)
    finally:
        os.close(handle)
        draft.unlink(missing_ok=True)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def editions() -> list[Edition]:
    """All editions that are kept and whole, the newest first."""
    kept = [own for own in map(_kept, _named()) if own is not None]
    return sorted(kept, key=lambda edition: (edition.frozen_at, edition.build_id), reverse=True)


def broken() -> list[str]:
    """The builds whose edition is kept and cannot be shown: broken, or of another build."""
    return sorted(build_id for build_id in _named() if _kept(build_id) is None)


def _named() -> list[str]:
    return [file.stem for file in folder().glob("*.json") if file.with_suffix(".duckdb").is_file()]


def _kept(build_id: str) -> Edition | None:
    try:
        return edition(build_id)
    except UnknownEdition:
        return None


def edition(build_id: str) -> Edition:
    """The edition of a build.

    Raises:
        UnknownEdition: it is not kept, or the name is none a build can have.
        BrokenEdition: it is kept, and cannot be read or is another build.
    """
    path = folder() / f"{build_id}.json"
    if not _BUILD.fullmatch(build_id) or not path.is_file() or not path.with_suffix(".duckdb").is_file():
        raise UnknownEdition(build_id)
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        frozen_at = datetime.fromisoformat(held["frozen_at"])
        own = Edition(build_id, str(held["name"]), frozen_at.astimezone(UTC), path.with_suffix(".duckdb"))
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise BrokenEdition(build_id) from error
    if not _is_build(own.path, build_id, identity(own.path)):
        raise BrokenEdition(build_id)
    return own


@functools.lru_cache(maxsize=256)
def _is_build(path: Path, build_id: str, _: Identity | None) -> bool:
    """Whether the file is a warehouse of this build; found out once for each file that stands there."""
    try:
        _checked(path, build_id)
    except (WarehouseMissing, WarehouseUnreadable, BrokenEdition):
        return False
    return True


def _checked(path: Path, build_id: str) -> None:
    """Nothing, if the file is a warehouse of this build.

    Raises:
        WarehouseUnreadable: it is no warehouse of this schema.
        BrokenEdition: it is of another build.
    """
    if build_of(Warehouse(path)) != build_id:
        raise BrokenEdition(build_id)


def build_of(warehouse: Warehouse) -> str:
    """The id of a warehouse's build.

    Raises:
        WarehouseUnreadable: it holds none.
    """
    try:
        return str(queries.build(warehouse).iloc[0]["build_id"])
    except (duckdb.Error, LookupError) as error:
        raise WarehouseUnreadable(str(error)) from error


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Exit 0: done. 2: wrong usage, or nothing to keep."""
    parser = argparse.ArgumentParser(prog="python -m warehouse.editions", description=told("edition.command"))
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("freeze", help=told("edition.freeze")).add_argument("name", help=told("edition.name"))
    actions.add_parser("list", help=told("edition.list"))
    given = parser.parse_args(arguments)
    try:
        kept = [freeze(given.name)] if given.action == "freeze" else editions()
    except (WarehouseMissing, WarehouseUnreadable, BrokenEdition, OSError) as error:
        print(told("edition.failed", error=error), file=sys.stderr)
        return 2
    for own in kept:
        print(f"{own.build_id}\t{own.frozen_at.isoformat()}\t{own.name}")
    if given.action == "list" and (unshown := broken()):
        print(told("edition.broken", builds="、".join(unshown)), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
