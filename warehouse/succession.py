"""One warehouse after another: a report and the build that holds it come together, or neither does; and go again.

What is to be done is written down whole before it is begun. Each step may be done twice, so that whoever comes after
a process that was killed finishes it. One at a time: who else comes waits for the lock.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from warehouse.connect import Warehouse, WarehouseMissing, WarehouseUnreadable
from warehouse.disk import alone, appended, on_disk, second_name
from warehouse.editions import build_of
from warehouse.file_names import free_name, safe_name
from warehouse.places import Places

MANIFEST = "manifest.yaml"
_NOTE = "handed.json"
_JOURNAL = "journal.json"
# In place of a waiting file's folder: the published files alone, with what people decided since they were built.
DECISIONS = "decisions"
# Builds to go back to; each is as large as the warehouse.
MOST_FORMER = 3

Act = dict[str, Any]


class Overtaken(Exception):
    """Another build was published meanwhile, or what was to be published is gone: look again."""


class NotBuilt(Exception):
    """A build beside the published one that came to nothing; the message says why, in Chinese."""


class NothingToUndo(Exception):
    """There is no build to go back to."""


@dataclass(frozen=True)
class Waiting:
    """A file that was handed over: its folder's name, its own, who handed it over and when (UTC)."""

    token: str
    file: Path
    title: str
    who: str
    at: str
    entry: Mapping[str, object]


@dataclass(frozen=True)
class Candidate:
    """A build beside the published one: what it is compared with, and which it is."""

    path: Path
    base: str | None
    build: str


def _build_id(path: Path) -> str | None:
    try:
        return build_of(Warehouse(path))
    except (WarehouseMissing, WarehouseUnreadable):
        return None


class Succession:
    """The published warehouse, what waits to join it, and what it was before.

    Args:
        places: where all of it stands.
        build_id: tells the build of a warehouse file; None where there is none.
    """

    def __init__(self, places: Places, build_id: Callable[[Path], str | None] = _build_id) -> None:
        self._places = places
        self._build_id = build_id

    # What waits -----------------------------------------------------------------------------------

    def hand_over(self, file: Path, entry: Mapping[str, object], title: str, who: str) -> str:
        """Keeps a copy of a file until somebody publishes it; gives the name of its folder.

        Args:
            file: the file.
            entry: what a person said of it, as fields of a manifest.
            title: of the report.
            who: hands it over.

        Raises:
            OSError: it cannot be kept.
        """
        token = secrets.token_hex(8)
        with self._alone():
            taken = {path.stem.lower() for path in (*_files(self._places.raw), *(one.file for one in self.waiting()))}
            name = free_name(safe_name(file.name), taken)
            note = {"file": name, "title": title, "who": who, "at": _now(), "entry": _plain(entry)}
            self._keep_waiting(token, file, note)
            self._log({"act": secrets.token_hex(8), "action": "hand_over", "token": token, **note})
        return token

    def _keep_waiting(self, token: str, file: Path, note: Mapping[str, object]) -> None:
        """Puts a file among those that wait, with its note and manifest: whole or not at all."""
        target = self._places.incoming / token
        if target.exists():
            return
        draft = target.with_name(f".{token}")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True, mode=0o700)
        name = str(note["file"])
        shutil.copyfile(file, draft / name)
        block = _block(name, _entry(note))
        if block:
            (draft / MANIFEST).write_text(block, encoding="utf-8")
        (draft / _NOTE).write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
        for part in draft.iterdir():
            on_disk(part)
        os.replace(draft, target)
        on_disk(target.parent)

    def waiting(self) -> list[Waiting]:
        """The files that wait, the first handed over first."""
        found = []
        for note in self._places.incoming.glob(f"*/{_NOTE}"):
            with suppress(OSError, ValueError, KeyError):
                told = json.loads(note.read_text(encoding="utf-8"))
                file = note.with_name(told["file"])
                if not note.parent.name.startswith(".") and file.is_file():
                    found.append(Waiting(note.parent.name, file, told["title"], told["who"], told["at"], told["entry"]))
        return sorted(found, key=lambda one: (one.at, one.token))

    def withdraw(self, token: str, who: str) -> None:
        """Takes a waiting file away for good."""
        with self._alone():
            own = self._waits(token)
            act = {"act": secrets.token_hex(8), "action": "withdraw", "at": _now(), "who": who, "token": token}
            self._log({**act, "file": own.file.name, "title": own.title})
            self._clear(token)

    def _waits(self, token: str) -> Waiting:
        own = next((one for one in self.waiting() if one.token == token), None)
        if own is None:
            raise Overtaken(token)
        return own

    def _clear(self, token: str) -> None:
        """Removes a waiting file and its build; out of sight first, as a folder is not removed at once."""
        gone = self._places.incoming / f".{token}"
        with suppress(OSError):
            os.replace(self._places.incoming / token, gone)
        shutil.rmtree(gone, ignore_errors=True)
        self.candidate_path(token).unlink(missing_ok=True)
        self._told_by(token).unlink(missing_ok=True)
        # Of decisions the next may be on its way; that of a file that is gone is nobody's.
        if token != DECISIONS:
            self._draft(token).unlink(missing_ok=True)

    # The build beside -----------------------------------------------------------------------------

    def candidate_path(self, token: str) -> Path:
        """Where the build with a waiting file, or with :data:`DECISIONS`, stands or is to stand."""
        return self._places.builds / f"candidate-{token}.duckdb"

    def _told_by(self, token: str) -> Path:
        return self.candidate_path(token).with_suffix(".json")

    def _draft(self, token: str) -> Path:
        return self.candidate_path(token).with_name(f"draft-{token}.duckdb")

    def live_build(self) -> str | None:
        """The build that is published."""
        return self._build_id(self._places.warehouse)

    def build_beside(self, token: str, build: Callable[[list[Path], Path], None]) -> None:
        """Builds a warehouse of all published files and a waiting one, if any, beside the published one.

        Args:
            token: of the waiting file, or :data:`DECISIONS`.
            build: builds a warehouse of the reports at paths into a file.

        Raises:
            NotBuilt: it came to nothing.
            Overtaken: the file does not wait any more.
        """
        own = [] if token == DECISIONS else [self._waits(token).file]
        self._places.builds.mkdir(parents=True, exist_ok=True)
        with alone(self._places.builds / "building"):
            with self._alone():
                base, changes = self.live_build(), self._changes()
            # By a name of its own until it is whole, and nobody publishes the one before it.
            draft = self._draft(token)
            raw = [self._places.raw] if self._places.raw.is_dir() else []
            try:
                build([*raw, *own], draft)
                with self._alone():
                    if own:
                        self._waits(token)
                    if not draft.exists():
                        # Published or withdrawn meanwhile, and it waits again.
                        raise Overtaken(token)
                    self._told_by(token).unlink(missing_ok=True)
                    os.replace(draft, self.candidate_path(token))
                    told = {"base": base, "build": self._build_id(self.candidate_path(token)), "changes": changes}
                    _write(self._told_by(token), json.dumps(told))
            finally:
                draft.unlink(missing_ok=True)

    def _changes(self) -> int:
        """How often a build was published or undone."""
        return sum(act["action"] in ("publish", "undo") for act in self.log())

    def candidate(self, token: str) -> Candidate | None:
        """The build with a waiting file or decisions; None if there is none, or another was published since."""
        path = self.candidate_path(token)
        try:
            told = json.loads(self._told_by(token).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if not path.exists() or told["base"] != self.live_build() or told["build"] is None:
            return None
        if told.get("changes") != self._changes():
            # What was published and undone while it was built may be in it.
            return None
        return Candidate(path, told["base"], told["build"])

    # Publishing and undoing -----------------------------------------------------------------------

    def publish(self, token: str, who: str, counts: Mapping[str, int]) -> None:
        """Publishes a waiting file, if any, with the build that holds it; what was published before is kept.

        Args:
            token: of the file, or :data:`DECISIONS`.
            who: publishes it.
            counts: what the build adds and changes, for the log.

        Raises:
            Overtaken: another build was published since it was compared, or another report took its name.
            OSError: the disk does not take it. It is finished by the next who comes.
        """
        with self._alone():
            candidate = self.candidate(token)
            if candidate is None:
                raise Overtaken(token)
            self._do({
                "act": secrets.token_hex(8), "action": "publish", "at": _now(), "who": who, "token": token,
                "before": candidate.base, "build": candidate.build, **counts,
                **({} if token == DECISIONS else self._joining(token)),
            })  # fmt: skip

    def _joining(self, token: str) -> Act:
        """What is noted of a waiting file that is published."""
        own = self._waits(token)
        if own.file.stem.lower() in {path.stem.lower() for path in _files(self._places.raw)}:
            raise Overtaken(token)
        return {
            "file": own.file.name, "title": own.title, "sha256": _digest(own.file), "entry": _plain(own.entry),
            "handed_by": own.who, "handed_at": own.at,
        }  # fmt: skip

    def undo(self, who: str) -> None:
        """Goes back one build, from the first to none: a file that was published last waits again.

        Raises:
            NothingToUndo: there is no build to go back to, or the published one is another by now.
        """
        with self._alone():
            last = self.undoable()
            if last is None:
                raise NothingToUndo
            act = {**last, "act": secrets.token_hex(8), "action": "undo", "at": _now(), "who": who, "of": last["act"]}
            self._do({**act, "before": last["build"], "build": last["before"]})

    def undoable(self) -> Act | None:
        """The publication that can be undone: the last that was not, if its build is the one that is published."""
        log = self.log()
        undone = {act.get("of") for act in log}
        published = [act for act in log if act["action"] == "publish" and act["act"] not in undone]
        if not published:
            return None
        last = published[-1]
        held = last["before"] is None or self._former(last["act"]).exists()
        return last if held and last["build"] == self.live_build() else None

    def log(self) -> list[Act]:
        """All that was done, in order; a line that a killed process left unfinished is none."""
        acts: list[Act] = []
        with suppress(FileNotFoundError):
            for line in self._places.log.read_text(encoding="utf-8").splitlines():
                with suppress(ValueError):
                    acts.append(json.loads(line))
        return acts

    def recover(self) -> None:
        """Finishes what a killed process began."""
        if (self._places.builds / _JOURNAL).exists():
            with self._alone():
                pass

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While nobody else changes anything, and nothing is left half done."""
        self._places.builds.mkdir(parents=True, exist_ok=True)
        with alone(self._places.builds / "lock"):
            journal = self._places.builds / _JOURNAL
            if journal.exists():
                with suppress(Overtaken):
                    self._finish(json.loads(journal.read_text(encoding="utf-8")))
            yield

    def _do(self, act: Act) -> None:
        _write(self._places.builds / _JOURNAL, json.dumps(act, ensure_ascii=False))
        self._finish(act)

    def _finish(self, act: Act) -> None:
        """Every step of an act that is not done yet.

        Raises:
            Overtaken: somebody put another file in its place meanwhile; nothing was published.
        """
        if act["action"] == "publish" and "file" in act:
            target = self._places.raw / act["file"]
            if target.exists() and _digest(target) != act["sha256"]:
                (self._places.builds / _JOURNAL).unlink()
                raise Overtaken(act["token"])
        (self._finish_publishing if act["action"] == "publish" else self._finish_undoing)(act)
        if act["act"] not in {one["act"] for one in self.log()}:
            self._log(act)
        if act["action"] == "publish":
            self._clear(act["token"])
            self._forget_oldest()
        (self._places.builds / _JOURNAL).unlink(missing_ok=True)
        on_disk(self._places.builds)

    def _finish_publishing(self, act: Act) -> None:
        places, candidate, former = self._places, self.candidate_path(act["token"]), self._former(act["act"])
        if "file" in act:
            self._add_file(act)
        # Once it is in place another may stand where it stood.
        if self._build_id(candidate) == act["build"]:
            if places.warehouse.exists() and not former.exists():
                second_name(places.warehouse, former)
            os.replace(candidate, places.warehouse)
            on_disk(places.warehouse.parent)

    def _add_file(self, act: Act) -> None:
        raw = self._places.raw
        target, draft = raw / act["file"], raw / f".{act['act']}"
        if not target.exists():
            raw.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._places.incoming / act["token"] / act["file"], draft)
            on_disk(draft)
            second_name(draft, target)
        draft.unlink(missing_ok=True)
        self._change_manifest(lambda text: _with(text, _block(act["file"], act["entry"])))

    def _finish_undoing(self, act: Act) -> None:
        places, former = self._places, self._former(act["of"])
        target = places.raw / act["file"] if "file" in act else None
        ours = target if target is not None and target.exists() and _digest(target) == act["sha256"] else None
        if ours is not None:
            note = {"file": act["file"], "title": act["title"], "who": act["handed_by"], "at": act["handed_at"]}
            self._keep_waiting(act["token"], ours, {**note, "entry": act["entry"]})
        if former.exists():
            os.replace(former, places.warehouse)
        elif act["build"] is None and self.live_build() == act["before"]:
            places.warehouse.unlink(missing_ok=True)
        on_disk(places.warehouse.parent)
        if ours is not None:
            ours.unlink(missing_ok=True)
        if "file" in act:
            self._change_manifest(lambda text: text.replace(_block(act["file"], act["entry"]), ""))

    def _change_manifest(self, change: Callable[[str], str]) -> None:
        """Adds the lines of one file to the manifest, or takes them out; what people wrote stays as it is."""
        manifest = self._places.raw / MANIFEST
        text = manifest.read_text(encoding="utf-8") if manifest.exists() else ""
        changed = change(text)
        if changed == text:
            return
        if changed:
            _write(manifest, changed)
        else:
            manifest.unlink()

    def _former(self, act: str) -> Path:
        return self._places.builds / f"former-{act}.duckdb"

    def _forget_oldest(self) -> None:
        published = [act["act"] for act in self.log() if act["action"] == "publish"]
        for act in published[:-MOST_FORMER]:
            self._former(act).unlink(missing_ok=True)

    def _log(self, act: Mapping[str, object]) -> None:
        """Adds a line; after one that was left unfinished a new one is begun."""
        log = self._places.log
        log.parent.mkdir(parents=True, exist_ok=True)
        appended(log, json.dumps(act, ensure_ascii=False).encode())


# Files ---------------------------------------------------------------------------------------------


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.startswith(".")] if folder.is_dir() else []


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, text: str) -> None:
    """Writes a file whole or not at all."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(text, encoding="utf-8")
    on_disk(draft)
    os.replace(draft, path)
    on_disk(path.parent)


# Manifests -----------------------------------------------------------------------------------------


def _plain(entry: Mapping[str, object]) -> dict[str, str]:
    """The fields of a manifest as texts."""
    return {name: value.isoformat() if isinstance(value, date) else str(value) for name, value in entry.items()}


def _entry(note: Mapping[str, object]) -> Mapping[str, str]:
    entry = note["entry"]
    assert isinstance(entry, dict)
    return entry


def _block(name: str, entry: Mapping[str, str]) -> str:
    """The lines of a manifest for one file; texts in JSON, which is YAML, so that none can be another line."""
    if not entry:
        return ""
    fields = "".join(f"  {field}: {json.dumps(value, ensure_ascii=False)}\n" for field, value in sorted(entry.items()))
    return f"{json.dumps(name, ensure_ascii=False)}:\n{fields}"


def _with(text: str, block: str) -> str:
    if not block or block in text:
        return text
    return f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{block}"
