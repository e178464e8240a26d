"""What one visitor has dropped: in a folder that only this session knows, gone when the session ends or rests long."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import streamlit as st

from findings.additions import Additions, added_by
from warehouse import reads
from warehouse.connect import Warehouse, WarehouseMissing, WarehouseUnreadable, warehouse_path
from warehouse.file_names import free_name, safe_name
from warehouse.scratch import scratch

_PREFIX = "secretariat-dropped-"
# What a thread is called in which a file is read.
READING = "reading"
# A dropped file that nobody looks at goes.
_SECONDS_KEPT = 60 * 60


class Turned(Protocol):
    """Why a file could not be read: a code, and the words, in Chinese."""

    @property
    def code(self) -> str:
        """Kind of reason, stable over versions."""

    @property
    def message(self) -> str:
        """What happened and what to do."""


class ReadReport(Protocol):
    """Reads a dropped file into a warehouse of its own (see ``ingest.preview.PreviewReader.read``)."""

    def __call__(
        self,
        file: Path,
        entry: Mapping[str, object],
        published: Path,
        into: Path,
        *,
        step: Callable[[str], None],
        progress: Callable[[str, int, int], None],
        given_up: Callable[[], bool],
    ) -> Turned | None:
        """Reads it; what cannot be read is turned away."""


class Reading:
    """One reading of a dropped file, in a thread of its own.

    Args:
        read: reads it.
        file: the file.
        entry: what a person says of it, as fields of a manifest.
        into: where to write.
    """

    def __init__(self, read: ReadReport, file: Path, entry: Mapping[str, object], into: Path) -> None:
        self.file, self.entry = file, dict(entry)
        self.step = "waiting"
        # What is counted, how many are done, and of how many.
        self.far: tuple[str, int, int] | None = None
        self.turned: Turned | None = None
        self.failed = False
        self._began = time.monotonic()
        self._into = into
        self._given_up = threading.Event()
        self._opened: Warehouse | None = None
        self._opened_at = ""
        self._added: tuple[object, Additions] | None = None
        self._thread = threading.Thread(target=self._run, args=(read,), name=READING, daemon=True)
        self._thread.start()

    def _run(self, read: ReadReport) -> None:
        try:
            self.turned = read(
                self.file, self.entry, warehouse_path(), self._into,
                step=self._tell, progress=self._tell_far, given_up=self._given_up.is_set,
            )  # fmt: skip
        except Exception:
            # Its folder may be gone while it ends.
            self.failed = not self._given_up.is_set()

    def _tell(self, step: str) -> None:
        self.step = step

    def _tell_far(self, what: str, done: int, of: int) -> None:
        self.far = what, done, of

    def give_up(self) -> None:
        """Ends it, if it is not done."""
        self._given_up.set()

    def join(self) -> None:
        """Waits until it is ended."""
        self._thread.join()

    @property
    def given_up(self) -> bool:
        """Whether it was ended by whom it is for."""
        return self._given_up.is_set()

    @property
    def busy(self) -> bool:
        """Whether something is still to come."""
        return self._thread.is_alive()

    @property
    def readable(self) -> bool:
        """Whether the report can be shown: it is read, though perhaps not yet compared."""
        return self.step in ("comparing", "compared", "uncompared") and not self.given_up

    def warehouse(self) -> Warehouse:
        """The warehouse of the report alone, as far as it is now."""
        step = self.step
        if self._opened is None or self._opened_at != step:
            self._opened, self._opened_at = Warehouse(self._into), step
        return self._opened

    def additions(self, published: Warehouse | None) -> Additions:
        """What it adds to the published reports; found out once for each two warehouses."""
        own = self.warehouse()
        key = own.identity, published and published.identity
        if self._added is None or self._added[0] != key:
            self._added = key, added_by(own, published)
        return self._added[1]

    @property
    def seconds(self) -> float:
        """How long ago it began."""
        return time.monotonic() - self._began


class Visit:
    """What one session has dropped. Nothing of it can be reached from another."""

    def __init__(self) -> None:
        self._kept = ExitStack()
        self._folder: Path | None = None
        self._file_id = ""
        self._timer: threading.Timer | None = None
        self._readings = 0
        self.reading: Reading | None = None
        self.expired = False

    def take(self, file_id: str, name: str, data: bytes, read: ReadReport) -> None:
        """Keeps a dropped file and begins to read it, once for each file that is dropped.

        Args:
            file_id: tells one dropped file from the next.
            name: as it was brought.
            data: what it holds.
            read: reads it.
        """
        if file_id == self._file_id:
            self._rest()
            return
        self.forget()
        self._file_id = file_id
        self._folder = self._kept.enter_context(scratch(Path(tempfile.gettempdir()), _PREFIX))
        inside = self._folder / "dropped"
        inside.mkdir(mode=0o700)
        file = inside / free_name(safe_name(name), _taken())
        file.write_bytes(data)
        self._read(file, {}, read)
        self._rest()

    def correct(self, entry: Mapping[str, object], read: ReadReport) -> None:
        """Reads the file again, as a person says what it is."""
        if self.reading is not None:
            self.reading.give_up()
            self._read(self.reading.file, entry, read)

    def _read(self, file: Path, entry: Mapping[str, object], read: ReadReport) -> None:
        assert self._folder is not None
        self._readings += 1
        self.reading = Reading(read, file, entry, self._folder / f"own-{self._readings}.duckdb")

    def forget(self) -> None:
        """Ends what is being read and removes all there is of the file, without waiting for it."""
        if self._timer is not None:
            self._timer.cancel()
        if self.reading is not None:
            self.reading.give_up()
        threading.Thread(target=_cleared, args=(self._kept, self.reading), daemon=True).start()
        self._kept = ExitStack()
        self._folder, self.reading, self._file_id, self.expired = None, None, "", False

    def _rest(self) -> None:
        """Sees to it that the file goes when nobody has looked at it for long."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(_SECONDS_KEPT, self._expire)
        self._timer.daemon = True
        self._timer.start()

    def _expire(self) -> None:
        file_id = self._file_id
        self.forget()
        # The browser still holds the name: it must not begin anew.
        self._file_id, self.expired = file_id, True


def _cleared(kept: ExitStack, reading: Reading | None) -> None:
    """Removes a folder once nothing is written to it any more."""
    if reading is not None:
        reading.join()
    kept.close()


def _taken() -> set[str]:
    try:
        return {str(report).lower() for report in reads.reports()["report_id"]}
    except (WarehouseMissing, WarehouseUnreadable):
        return set()


@st.cache_resource(scope="session", show_spinner=False, on_release=Visit.forget)
def own_visit() -> Visit:
    """The visit of this session; what it has dropped goes when the session does."""
    return Visit()
