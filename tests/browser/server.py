"""A server of its own for tests and pictures: `streamlit run app.py` on a free port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_SECONDS_TO_START = 60


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def serving(warehouse: Path, log: Path, script: Path = Path("app.py")) -> Iterator[str]:
    """A server that shows ``warehouse``; gives its address, and ends it.

    Only port and address differ from what users start, unless another ``script`` is shown.

    Raises:
        RuntimeError: it does not come up; the message holds what it printed.
    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(script)),
        *("--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"),
    ]
    environment = {**os.environ, "WAREHOUSE": str(warehouse)}
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as server,
    ):
        try:
            _wait(server, address, log)
            yield address
        finally:
            server.kill()


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while not _healthy(address):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"no server at {address}:\n{log.read_text(encoding='utf-8', errors='replace')}")
        time.sleep(0.1)
