"""What was noted of each build that was published: a line each, and the build noted last, to hold the next against.

It does not matter who published it: whoever looks first notes it, and the desk looks before and after it swaps.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from warehouse.connect import Warehouse, WarehouseMissing, WarehouseUnreadable
from warehouse.disk import alone, appended, on_disk, second_name
from warehouse.editions import build_of
from warehouse.places import Places

Note = dict[str, Any]
# What a build says otherwise than the one before, None where there is none to hold it against.
Describe = Callable[[Warehouse | None, Warehouse], Note]
_LOG = "notices.jsonl"


def notes(places: Places) -> list[Note]:
    """What was noted, the oldest first; a line that was left unfinished is none."""
    found: list[Note] = []
    with suppress(OSError):
        for line in (places.builds / _LOG).read_text(encoding="utf-8").splitlines():
            with suppress(ValueError):
                found.append(json.loads(line))
    return found


def look(places: Places, published: str, describe: Describe) -> list[Note]:
    """Notes the published build, if it is another than the one noted last; gives all notes.

    Args:
        places: where the warehouse, its builds and the notes stand.
        published: the build that was seen to be published.
        describe: tells what it says otherwise than the one before.

    Raises:
        OSError: the disk does not take it.
    """
    known = notes(places)
    if known and known[-1]["build"] == published:
        return known
    places.builds.mkdir(parents=True, exist_ok=True)
    with alone(places.builds / "noticing"):
        known = notes(places)
        draft = places.builds / f".noticed-{published}.draft"
        draft.unlink(missing_ok=True)
        # Held before it is read: whatever is published meanwhile, it is this one that is described.
        second_name(places.warehouse, draft)
        new = Warehouse(draft)
        build = build_of(new)
        if known and known[-1]["build"] == build:
            draft.unlink()
            return known
        old = _opened(_held(places, known[-1]["build"])) if known else None
        note = {**describe(old, new), "build": build, "before": build_of(old) if old else None}
        own = _held(places, build)
        draft.replace(own)
        on_disk(places.builds)
        appended(places.builds / _LOG, json.dumps(note, ensure_ascii=False).encode())
        for other in places.builds.glob("noticed-*.duckdb"):
            if other != own:
                other.unlink(missing_ok=True)
        return [*known, note]


def _held(places: Places, build: str) -> Path:
    return places.builds / f"noticed-{build}.duckdb"


def _opened(path: Path) -> Warehouse | None:
    try:
        return Warehouse(path)
    except (WarehouseMissing, WarehouseUnreadable):
        return None
