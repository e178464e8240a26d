"""Where reports, builds and what people decided stand on the disk: all beside the warehouse."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from warehouse.connect import DEFAULT, warehouse_path

VARIABLE = "RAW"


def raw_folder() -> Path:
    """Where the published files are: the environment variable ``RAW``, else data/raw."""
    return Path(os.environ.get(VARIABLE, DEFAULT.parent / "raw"))


@dataclass(frozen=True)
class Places:
    """The published files and warehouse; files that wait, builds that are kept, and the log of who published."""

    raw: Path
    warehouse: Path
    incoming: Path
    builds: Path
    log: Path


def places() -> Places:
    """The places of the warehouse that is read."""
    warehouse = warehouse_path()
    beside = warehouse.parent
    return Places(raw_folder(), warehouse, beside / "incoming", beside / "builds", beside / "reviews/published.jsonl")
