"""What is worked out of a warehouse alone is worked out once: for its readers together, the last answers kept."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Hashable
from typing import Generic, ParamSpec, TypeVar, cast

from catalog.words import words
from warehouse import reads

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
_FORGET: list[Callable[[], None]] = []


def kept_for() -> Hashable:
    """The warehouse, the edition, the agency and the language that are asked now: what is kept is kept for these."""
    return reads.warehouse().identity, reads.current_edition(), reads.current_agency(), words.language


class _Place(Generic[Answer]):
    """Where one answer is made, by the first who asks, and kept."""

    __slots__ = ("_answer", "_is_made", "_making")

    def __init__(self) -> None:
        self._making = threading.Lock()
        self._is_made = False
        self._answer: Answer | None = None

    def get(self, make: Callable[[], Answer]) -> Answer:
        """The answer; who asks while it is being made waits for it, and makes it where that failed."""
        if not self._is_made:
            with self._making:
                if not self._is_made:
                    self._answer = make()
                    self._is_made = True
        return cast(Answer, self._answer)


def kept(most: int) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Keeps the last answers of a function that depends on its arguments and on what :func:`kept_for` tells, only.

    Nobody may change an answer: all readers get the same one.

    Args:
        most: how many answers are kept, of all warehouses, editions, agencies and languages together.
    """

    def keeping(make: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        @functools.lru_cache(maxsize=most)
        def place(*_: Hashable) -> _Place[Answer]:
            return _Place()

        @functools.wraps(make)
        def answer(*given: Asked.args, **named: Asked.kwargs) -> Answer:
            own: _Place[Answer] = place(kept_for(), *given, *named.items())
            return own.get(lambda: make(*given, **named))

        _FORGET.append(place.cache_clear)
        return answer

    return keeping


def forget() -> None:
    """Lets go of all that is kept: it is made again when it is asked for."""
    for clear in _FORGET:
        clear()
