"""A server of its own for tests and pictures: `streamlit run app.py` on a free port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar

from tests.once import Once

ROOT = Path(__file__).resolve().parents[2]
_SECONDS_TO_START = 60


# Where this process had servers. At an address it knows a browser compiles no script again, which is two seconds' work.
_PORTS: list[int] = []


def _free_port() -> int:
    """A port on which nobody listens: one this process has used, if there is any."""
    for port in (*_PORTS, 0):
        with socket.socket() as found, suppress(OSError):
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind(("127.0.0.1", port))
            free: int = found.getsockname()[1]
            _PORTS[:] = dict.fromkeys([*_PORTS, free])
            return free
    raise OSError("no port is free")


def _healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def serving(
    warehouse: Path, log: Path, script: Path = Path("app.py"), port: int | None = None, **environment: str
) -> Iterator[str]:
    """A server that shows ``warehouse``; gives its address, and ends it.

    Args:
        warehouse: what it shows.
        log: where it prints.
        script: what it runs.
        port: where it listens; None for any that is free.
        environment: other variables it is started with.

    Raises:
        RuntimeError: it does not come up; the message holds what it printed.
    """
    server, address = _started(warehouse, log, script, environment, port)
    with server:
        try:
            yield address
        finally:
            server.kill()


def _started(
    warehouse: Path, log: Path, script: Path, environment: Mapping[str, str], port: int | None = None
) -> tuple[subprocess.Popen[bytes], str]:
    """A server's process and address. Only port and address differ from what users start.

    Raises:
        RuntimeError: it does not come up; the message holds what it printed.
    """
    port = port or _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(script)),
        *("--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"),
    ]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "WAREHOUSE": str(warehouse), **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(server, address, log)
    except BaseException:
        server.kill()
        server.wait()
        raise
    return server, address


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while not _healthy(address):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"no server at {address}:\n{log.read_text(encoding='utf-8', errors='replace')}")
        time.sleep(0.1)


class Servers:
    """Servers that all worker processes of a run ask, each started by the first who needs it.

    Args:
        once: where the run notes which were started.
    """

    # A worker ends before the run does; what it started goes on.
    _own: ClassVar[list[subprocess.Popen[bytes]]] = []

    def __init__(self, once: Once) -> None:
        self._once = once

    def address(self, name: str, warehouse: Path, **environment: str) -> str:
        """Where the server of this name is.

        Args:
            name: tells one server from another.
            warehouse: what it shows.
            environment: other variables it is started with.

        Raises:
            RuntimeError: it does not come up; the message holds what it printed.
        """

        def start(note: Path) -> None:
            server, address = _started(warehouse, note.with_name(f"{name}.log"), Path("app.py"), environment)
            self._own.append(server)
            note.write_text(f"{server.pid} {address}", encoding="ascii")

        return self._once.made(f"{name}.server", start).read_text(encoding="ascii").split()[1]

    def end(self) -> None:
        """Ends all of them; to be called when nobody asks any more."""
        for note in self._once.folder.glob("*.server"):
            with suppress(ProcessLookupError):
                os.kill(int(note.read_text(encoding="ascii").split()[0]), signal.SIGKILL)
            note.unlink()
