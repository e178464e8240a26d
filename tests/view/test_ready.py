"""What the first readers would wait for is there when they come."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import pytest

from catalog.load import load
from findings import extracts, kept
from view.server.ready import make_ready
from warehouse.connect import VARIABLE


def _ready() -> None:
    make_ready()
    for thread in threading.enumerate():
        if thread.name == "ready":
            thread.join()
    # What is made in a test goes with it.
    gc.unfreeze()


@pytest.mark.usefixtures("published")
def test_every_panel_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    kept.forget()
    _ready()

    def drawn(*_: object) -> None:
        raise AssertionError("worked out again")

    monkeypatch.setattr(extracts, "draw", drawn)
    for screen in load().screens:
        for panel in screen.panels:
            assert extracts.of_panel(screen, panel).drawn.title
    kept.forget()


def test_a_server_without_a_warehouse_starts_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none.duckdb"))
    failed: list[object] = []
    monkeypatch.setattr(threading, "excepthook", failed.append)
    _ready()
    assert failed == []
