"""The server's memory: looked through seldom, and given back when the last reader has left."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from streamlit import runtime
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

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
        # Before the server's loop runs, and when it is closed, nobody is there.
        with suppress(RuntimeError):
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
    # Visits begin and end on the server's loop, and only there.
    loop = runtime.get_instance()._get_async_objs().eventloop
    return asyncio.run_coroutine_threadsafe(_remembered(), loop).result()


async def _remembered() -> int:
    return remembered(cast(WebsocketSessionManager, runtime.get_instance()._session_mgr))


def remembered(visits: WebsocketSessionManager) -> int:
    """How many visits there are, those that may come back among them; the others are let go of, with what they hold.

    By itself Streamlit does that only when the next visit is lost: the last hundred would stay until then.
    """
    with visits._storage_lock:
        lost = len(cast(MemorySessionStorage, visits._session_storage)._cache)
    return lost + visits.num_active_sessions()


def _give_back() -> None:
    gc.collect()
    _tell_c_library("malloc_trim", 0)


def _tell_c_library(name: str, *given: int) -> None:
    """Calls a function of the GNU C library; other systems have none of it, and do without."""
    with suppress(OSError, AttributeError):
        getattr(ctypes.CDLL(None), name)(*given)
