"""An edition told to its readers: which one they see, and whether newer figures exist."""

from __future__ import annotations

from catalog.words import words
from findings.period_words import day_words, taipei_day
from warehouse import editions, reads
from warehouse.connect import WarehouseMissing, WarehouseUnreadable


def edition_sentences() -> str:
    """Which edition is asked now, and in how many values the published data differ; empty outside one.

    Without published data to compare with, only which one.
    """
    build_id = reads.current_edition()
    if build_id is None:
        return ""
    edition = editions.edition(build_id)
    # Editions tell when they were kept in UTC.
    day = day_words(taipei_day(edition.frozen_at))
    shown = words("edition.shown", name=edition.name, build=build_id, day=day)
    newer = newer_count()
    if newer is None:
        return shown
    told = words("edition.newer", count=newer) if newer else words("edition.same")
    return f"{shown}{words('list.space')}{told}"


def newer_count() -> int | None:
    """In how many values the published data differ from the edition asked now; None where nothing is published."""
    try:
        return reads.newer_values()
    except (WarehouseMissing, WarehouseUnreadable):
        return None


def newest_build() -> str | None:
    """The build that is published, whichever is asked now; None where none is."""
    try:
        with reads.of_edition(None):
            return str(reads.build()["build_id"])
    except (WarehouseMissing, WarehouseUnreadable):
        return None
