"""Work that goes wrong: by itself, since each process in which it is done loads all that stands beside it."""

from __future__ import annotations

import os
import signal
import time


class Odd:
    """Work that goes wrong in every way."""

    def work(self, kind: str) -> str:
        if kind == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if kind == "hang":
            time.sleep(600)
        if kind == "raise":
            raise IndexError("there is no such place")
        if kind == "grow":
            return str(len(bytearray(8 * 1024**3)))
        return kind
