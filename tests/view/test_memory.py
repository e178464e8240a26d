"""Memory is given back when the last reader has left, once, and not while anybody is there."""

from __future__ import annotations

from view.server.memory import given_back_when_left


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
