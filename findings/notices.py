"""What is said of a new build to who waits for the next report: reports, values, checks and corrections."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pandas as pd

from catalog.words import words
from findings.builds import build_change
from findings.lanes import report_name
from findings.period_words import moment_words, period_words
from findings.values import is_told, number_words, part_words, value_words
from warehouse import queries, reads
from warehouse.connect import Warehouse
from warehouse.notices import Note, look
from warehouse.places import places

# Of each kind so many are told one by one; how many there are is told of all.
MOST_TOLD = 20
KINDS = ("changed", "gone", "fails", "restated", "added")
_VALUE = ["name_zh", "name_en", "part", "period_start", "period_end", "value", "unit", "qualifier"]
_OF_REPORT = ["report_id", "report_title", "session"]
_COLUMNS = {
    "added": [*_VALUE, *_OF_REPORT],
    "changed": [*_VALUE, *_OF_REPORT, "old_value", "old_unit", "old_qualifier"],
    "gone": [*_VALUE, *_OF_REPORT],
    "restated": [*_VALUE, "report_id", "earlier_value"],
    "fails": [*_OF_REPORT, "check_id", "name_zh", "name_en", "stated", "computed"],
}


@dataclass(frozen=True)
class Notice:
    """One build in words.

    ``id`` is an IRI that is the same for good; ``report_id`` the newest report that came with it, if any. ``lines``
    are, by kind, those told one by one, ``counts`` how many there are of each; without a build before it none.
    """

    id: str
    at: datetime
    build: str
    report_id: str | None
    headline: str
    counts: dict[str, int]
    lines: dict[str, list[str]]


def notices() -> list[Notice]:
    """What was noted of each build, the newest first, in the language that is bound.

    The published build is noted where it is not yet.

    Raises:
        OSError: it cannot be noted: the folder cannot be written to, or the disk is full.
        WarehouseMissing: nothing is published.
        WarehouseUnreadable: what is published is no warehouse.
    """
    with reads.of_edition(None):
        published = str(reads.build()["build_id"])
    return [_notice(note) for note in reversed(look(places(), published, describe))]


def describe(old: Warehouse | None, new: Warehouse) -> Note:
    """What is kept of a build: when it was noted, its reports, and what it says otherwise than the one before."""
    held, before = _names(new), _names(old) if old is not None else {}
    note: Note = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "reports": {one: name for one, name in held.items() if one not in before},
        "reports_gone": {one: name for one, name in before.items() if one not in held},
    }
    if old is None:
        return note
    change = build_change(old, new)
    frames = {
        "added": change.added, "changed": change.changed, "gone": change.gone, "fails": change.fails,
        "restated": change.restated,
    }  # fmt: skip
    return note | {
        "counts": {kind: len(frame) for kind, frame in frames.items()},
        **{kind: _plain(frame[_COLUMNS[kind]].head(MOST_TOLD)) for kind, frame in frames.items()},
    }


def _names(warehouse: Warehouse) -> dict[str, str]:
    return {str(row["report_id"]): report_name(row) for _, row in queries.reports(warehouse).iterrows()}


def _plain(frame: pd.DataFrame) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(frame.to_json(orient="records", date_format="iso", date_unit="s"))
    return found


def _notice(note: Note) -> Notice:
    counts = dict(note.get("counts", {}))
    lines = {kind: [_line(kind, row) for row in note.get(kind, ())] for kind in KINDS if counts.get(kind)}
    told = f"{note['before']} {note['build']} {note['at']}"
    return Notice(
        uuid.uuid5(uuid.NAMESPACE_OID, told).urn, datetime.fromisoformat(note["at"]), str(note["build"]),
        next(reversed(note["reports"]), None), _headline(note, counts), counts, lines,
    )  # fmt: skip


def _headline(note: Note, counts: dict[str, int]) -> str:
    came, gone = note["reports"], note["reports_gone"]
    named = {"reports": words("list.joint").join(came.values()), "gone": words("list.joint").join(gone.values())}
    if not counts:
        return words("notice.first", count=len(came), **named)
    kind = "both" if came and gone else "came" if came else "gone" if gone else "rebuilt"
    return words(f"notice.{kind}", **named)


def counts_words(counts: dict[str, int]) -> str:
    """How many values are added, changed and gone, checks newly fail, and values are restated; empty for none told."""
    return words("notice.counts", **counts) if counts else ""


def day_told(notice: Notice) -> str:
    """The day and hour of a notice, as readers here count."""
    return moment_words(notice.at)


def _line(kind: str, row: dict[str, object]) -> str:
    """One value or check in words."""
    told = pd.Series(row)
    if kind == "fails":
        known = is_told(told["stated"]) and is_told(told["computed"])
        return words(
            "notice.line.fails_told" if known else "notice.line.fails", report=report_name(told), name=words.name(told),
            **({key: number_words(float(told[key])) for key in ("stated", "computed")} if known else {}),
        )  # fmt: skip
    part = words("card.part", part=part_words(told["part"])) if told["part"] else ""
    start = date.fromisoformat(str(told["period_start"])[:10]) if is_told(told["period_start"]) else None
    given = {
        "name": words.name(told) + part,
        "period": period_words(start, date.fromisoformat(str(told["period_end"])[:10])),
        "value": value_words(told["value"], told["unit"], told["qualifier"]),
    }
    if kind == "changed":
        given["old"] = value_words(told["old_value"], told["old_unit"], told["old_qualifier"])
    if kind == "restated":
        given["old"] = value_words(told["earlier_value"], told["unit"], None)
    else:
        given["report"] = report_name(told)
    return words(f"notice.line.{kind}", **given)
