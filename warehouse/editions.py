"""Editions: warehouses kept as they were on a day, so that a view can show what was known then.

``python -m warehouse.editions freeze NAME`` keeps the published warehouse under a name (a council
session, say); ``python -m warehouse.editions list`` lists what is kept. An edition is a copy of the
file beside a small JSON file that names it; it is never changed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from catalog.words import told
from warehouse import queries
from warehouse.connect import DEFAULT, Warehouse, WarehouseMissing, WarehouseUnreadable, warehouse_path

VARIABLE = "EDITIONS"
_BUILD = re.compile(r"[0-9a-z]{4,64}")


class UnknownEdition(KeyError):
    """No edition of this build is kept."""


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
        OSError: the edition cannot be written.
    """
    source = warehouse_path()
    build_id = str(queries.build(Warehouse(source)).iloc[0]["build_id"])
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"{build_id}.duckdb"
    draft = path.with_suffix(".draft")
    shutil.copyfile(source, draft)
    os.replace(draft, path)
    edition = Edition(build_id, name, datetime.now(UTC).replace(microsecond=0), path)
    told_by = json.dumps({"name": name, "frozen_at": edition.frozen_at.isoformat()}, ensure_ascii=False)
    path.with_suffix(".json").write_text(told_by + "\n", encoding="utf-8")
    return edition


def editions() -> list[Edition]:
    """All editions that are kept, the newest first."""
    kept = [_edition(file) for file in folder().glob("*.json") if file.with_suffix(".duckdb").is_file()]
    return sorted(kept, key=lambda edition: (edition.frozen_at, edition.build_id), reverse=True)


def edition(build_id: str) -> Edition:
    """The edition of a build.

    Raises:
        UnknownEdition: it is not kept, or the name is none a build can have.
    """
    path = folder() / f"{build_id}.json"
    if not _BUILD.fullmatch(build_id) or not path.is_file() or not path.with_suffix(".duckdb").is_file():
        raise UnknownEdition(build_id)
    return _edition(path)


def _edition(file: Path) -> Edition:
    held = json.loads(file.read_text(encoding="utf-8"))
    frozen_at = datetime.fromisoformat(held["frozen_at"])
    return Edition(file.stem, str(held["name"]), frozen_at, file.with_suffix(".duckdb"))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Exit 0: done. 2: wrong usage, or nothing to keep."""
    parser = argparse.ArgumentParser(prog="python -m warehouse.editions", description=told("edition.command"))
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("freeze", help=told("edition.freeze")).add_argument("name", help=told("edition.name"))
    actions.add_parser("list", help=told("edition.list"))
    given = parser.parse_args(arguments)
    try:
        kept = [freeze(given.name)] if given.action == "freeze" else editions()
    except (WarehouseMissing, WarehouseUnreadable, OSError) as error:
        print(told("edition.failed", error=error), file=sys.stderr)
        return 2
    for own in kept:
        print(f"{own.build_id}\t{own.frozen_at.isoformat()}\t{own.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
