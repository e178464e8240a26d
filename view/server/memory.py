"""The server's memory: looked through seldom, and given back when the last reader has left."""

from __future__ import annotations

import ctypes
import gc
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from streamlit import runtime

# What a page makes while it is worked out is gone with it. Looked through every few hundred objects, as Python is set,
# pages that are worked out at once would make it look through everything, holding up all readers, every few seconds.
_OBJECTS_UNTIL_LOOKED_THROUGH = 10_000
# Each thread that asks the C library for memory may get an area of its own, which keeps what it was given once; every
# run of a page is a new thread.
_M_ARENA_MAX, _MOST_AREAS = -8, 2
_SECONDS_BETWEEN_LOOKS = 20


def be_sparing() -> None:
    """Sets the process up, and lets memory go from now on whenever nobody is left."""
    gc.set_threshold(_OBJECTS_UNTIL_LOOKED_THROUGH, *gc.get_threshold()[1:])
    _tell_c_library("mallopt", _M_ARENA_MAX, _MOST_AREAS)
    threading.Thread(target=_watch, name="memory", daemon=True).start()


def _watch() -> None:
    look = given_back_when_left()
    while True:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
        look(_visits())


def given_back_when_left(give_back: Callable[[], None] | None = None) -> Callable[[int], None]:
    """What is told now and then how many visits there are, and gives memory back once there are none any more."""
    before = 0

    def look(visits: int) -> None:
        nonlocal before
        if before and not visits:
            (give_back or _give_back)()
        before = visits

    return look


def _visits() -> int:
    """How many visits the server remembers: also those that are lost and may come back."""
    if not runtime.exists():
        return 0
    return len(runtime.get_instance()._session_mgr.list_sessions())


def _give_back() -> None:
    gc.collect()
    _tell_c_library("malloc_trim", 0)


def _tell_c_library(name: str, *given: int) -> None:
    """Calls a function of the GNU C library; other systems have none of it, and do without."""
    with suppress(OSError, AttributeError):
        getattr(ctypes.CDLL(None), name)(*given)
