"""Memory is given back when the last reader has left, once, and not while anybody is there."""

from __future__ import annotations

import gc
import weakref
from unittest.mock import Mock

from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from view.server.memory import given_back_when_left, remembered


def test_memory_is_given_back_once_when_nobody_is_left() -> None:
    given: list[int] = []
    look = given_back_when_left(lambda: given.append(1))
    for visits in (0, 0, 2, 1, 1):
        look(visits)
    assert given == []
    for visits in (0, 0):
        look(visits)
    assert given == [1]
    for visits in (3, 0):
        look(visits)
    assert given == [1, 1]


def test_visits_that_can_come_back_no_more_are_let_go_of() -> None:
    class Session:
        id = "lost"

    storage = MemorySessionStorage(ttl_seconds=0)
    visits = WebsocketSessionManager(storage, Mock(), Mock(), None)
    lost = Session()
    held = weakref.ref(lost)
    storage.save(SessionInfo(client=None, session=lost, script_run_count=1))  # type: ignore[arg-type]
    del lost
    gc.collect()
    assert held() is not None
    assert remembered(visits) == 0
    gc.collect()
    assert held() is None


def test_visits_that_may_come_back_are_remembered() -> None:
    storage = MemorySessionStorage()
    storage.save(SessionInfo(client=None, session=Mock(id="lost"), script_run_count=1))
    assert remembered(WebsocketSessionManager(storage, Mock(), Mock(), None)) == 1
