"""Answers that take work: made once however many ask at once, and kept up to a number of bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future


class Kept:
    """The answers given last, by a key that tells each from all others.

    Args:
        most_bytes: of all answers together; an answer larger than this is not kept.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._coming: dict[str, Future[bytes | None]] = {}

    def get(self, key: str, make: Callable[[], bytes | None]) -> bytes | None:
        """The answer of this key, made where none is kept; who asks meanwhile waits for the same one.

        Args:
            key: of the answer.
            make: makes it; what it raises is raised to all who wait. None is not kept.
        """
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
            coming = self._coming.get(key)
            if coming is None:
                own = self._coming[key] = Future[bytes | None]()
        if coming is not None:
            return coming.result()
        try:
            answer = make()
        except BaseException as error:
            with self._lock:
                del self._coming[key]
            own.set_exception(error)
            raise
        with self._lock:
            del self._coming[key]
            if answer is not None:
                self._keep(key, answer)
        own.set_result(answer)
        return answer

    def _keep(self, key: str, answer: bytes) -> None:
        self._answers[key] = answer
        self._bytes += len(answer)
        while self._bytes > self._most_bytes:
            _, oldest = self._answers.popitem(last=False)
            self._bytes -= len(oldest)
