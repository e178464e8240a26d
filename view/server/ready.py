"""What the first readers would wait for, worked out when the server starts, beside what goes on."""

from __future__ import annotations

import gc
import threading
from contextlib import suppress

from catalog.load import load
from findings.asking.matcher import matcher
from findings.extracts import of_panel
from findings.themes import themes
from view.briefing.deck import proposals
from warehouse import reads
from warehouse.connect import WarehouseMissing, WarehouseUnreadable


def make_ready() -> None:
    """Begins to work out what questions are matched with, and what overview, topic pages and slides begin with."""
    threading.Thread(target=_work_out, name="ready", daemon=True).start()


def _work_out() -> None:
    matcher()
    # What is wrong with the warehouse is said by the pages.
    with suppress(WarehouseMissing, WarehouseUnreadable), reads.one_build():
        themes()
        proposals()
        for screen in load().screens:
            for panel in screen.panels:
                of_panel(screen, panel)
    # What a server has loaded by then stays: looking through it after each run of a page takes as long as the run.
    gc.freeze()
