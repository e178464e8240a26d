"""What is kept of a warehouse: made once for all who ask, for each language, and again when it is forgotten."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from catalog.words import speaking, words
from findings.kept import forget, kept

pytestmark = pytest.mark.usefixtures("published")


def test_an_answer_is_made_once_for_each_question() -> None:
    made: list[tuple[str, bool]] = []

    @kept(8)
    def told(name: str, *, loud: bool = False) -> str:
        made.append((name, loud))
        return name

    answers = [told("bridges"), told("bridges"), told("trees"), told("trees", loud=True)]
    assert answers == ["bridges", "bridges", "trees", "trees"]
    assert made == [("bridges", False), ("trees", False), ("trees", True)]
    forget()
    told("trees")
    assert made[3:] == [("trees", False)]


def test_no_more_are_kept_than_said() -> None:
    made: list[int] = []

    @kept(2)
    def told(number: int) -> int:
        made.append(number)
        return number

    for number in (1, 2, 3, 1, 3):
        told(number)
    assert made == [1, 2, 3, 1]


def test_each_language_has_its_own() -> None:
    @kept(8)
    def told() -> str:
        return words("language.name")

    own = told()
    with speaking("en"):
        other = told()
    assert own != other == words_of_english()
    assert told() == own


def words_of_english() -> str:
    with speaking("en"):
        return words("language.name")


def test_who_asks_meanwhile_waits_for_the_same_answer() -> None:
    made: list[int] = []
    begun, may_end = threading.Event(), threading.Event()

    @kept(8)
    def told() -> list[int]:
        made.append(1)
        begun.set()
        assert may_end.wait(30)
        return made

    with ThreadPoolExecutor(3) as others:
        answers = [others.submit(told) for _ in range(3)]
        assert begun.wait(30)
        may_end.set()
        assert all(answer.result(30) is made for answer in answers)
    assert made == [1]


def test_what_failed_is_asked_again() -> None:
    made: list[int] = []

    @kept(8)
    def told() -> int:
        made.append(1)
        if len(made) == 1:
            raise LookupError
        return len(made)

    with pytest.raises(LookupError):
        told()
    assert told() == 2
