"""Heavy files are made one after another, and pages are drawn meanwhile."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from findings.extracts import Extract, of_metric
from tests.view.screens import opened
from view.takeaway.files import Kind, in_turn, later
from warehouse.connect import VARIABLE

_SECONDS = 60
_ASKED = 8


class _Slow:
    """A file that is made until it is told to be done; how many are made at once, and in which order."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.begun = threading.Event()
        self.order: list[str] = []
        self.most = self._now = 0
        self._lock = threading.Lock()

    def make(self, extract: Extract, day: date, site: str) -> bytes:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            self.order.append(site)
        self.begun.set()
        assert self.go_on.wait(_SECONDS)
        with self._lock:
            self._now -= 1
        return site.encode()


@pytest.fixture(autouse=True)
def _five_reports(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(warehouse_file))


def test_files_wait_for_each_other_and_pages_for_none() -> None:
    slow, extract = _Slow(), of_metric("consumer_mediations")
    heavy, light = Kind("ods", "", slow.make), Kind("csv", "", lambda extract, day, site: b"rows")
    with ThreadPoolExecutor(_ASKED) as threads:
        asked = []
        for number in range(_ASKED):
            asked.append(threads.submit(later(heavy, extract, str(number))))
            assert slow.begun.wait(_SECONDS)
            time.sleep(0.01)  # who asks later stands behind
        try:
            # While one is made and the others wait, a page is drawn to its end, and a table of rows is written.
            opened("mediation", panel="volumes")
            assert later(light, extract, "")() == b"rows"
            assert slow.order == ["0"]
        finally:
            slow.go_on.set()
        assert [one.result(_SECONDS) for one in asked] == [str(number).encode() for number in range(_ASKED)]
    assert slow.most == 1
    assert sorted(slow.order) == sorted(str(number) for number in range(_ASKED))


def test_a_file_that_fails_lets_the_next_be_made() -> None:
    def fails() -> bytes:
        raise OSError("磁碟已滿")

    for _ in range(2):
        with pytest.raises(OSError, match="磁碟已滿"):
            in_turn(fails)()
    assert in_turn(lambda: b"whole")() == b"whole"
