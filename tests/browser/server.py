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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Client
from pathlib import Path
from typing import ClassVar, Protocol

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


class _Process(Protocol):
    """A server that was started."""

    @property
    def pid(self) -> int:
        """Its number."""

    def poll(self) -> int | None:
        """None while it runs."""

    def kill(self) -> None:
        """Ends it at once."""


@dataclass(frozen=True)
class _Forked:
    """A server that another process has started."""

    pid: int

    def poll(self) -> int | None:
        """None while it runs."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return -1
        return None

    def kill(self) -> None:
        """Ends it at once."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


# Starts a server with what stands behind ``streamlit`` on its command line, its environment, and where it prints.
_Start = Callable[[Sequence[str], Mapping[str, str], Path], _Process]


def _by_command(arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    """As users start it."""
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "streamlit", *arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


@contextmanager
def serving(warehouse: Path, log: Path, script: Path = Path("app.py"), **environment: str) -> Iterator[str]:
    """A server that shows ``warehouse``, started as users do; gives its address, and ends it.

    Args:
        warehouse: what it shows.
        log: where it prints.
        script: what it runs.
        environment: other variables it is started with.

    Raises:
        RuntimeError: it does not come up; the message holds what it printed.
    """
    server, address = _started(_by_command, warehouse, log, environment, script)
    with _ended(server):
        yield address


@contextmanager
def _ended(server: _Process) -> Iterator[None]:
    try:
        yield
    finally:
        server.kill()
        while server.poll() is None:
            time.sleep(0.01)


def _started(
    start: _Start,
    warehouse: Path,
    log: Path,
    environment: Mapping[str, str],
    script: Path = Path("app.py"),
    port: int | None = None,
) -> tuple[_Process, str]:
    """A server's process and address. Only port and address differ from what users start.

    Raises:
        RuntimeError: it does not come up; the message holds what it printed.
    """
    port = port or _free_port()
    address = f"http://127.0.0.1:{port}"
    at = ("--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true")
    server = start(("run", str(script), *at), {**os.environ, "WAREHOUSE": str(warehouse), **environment}, log)
    try:
        _wait(server, address, log)
    except BaseException:
        with _ended(server):
            raise
    return server, address


def _wait(server: _Process, address: str, log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while not _healthy(address):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"no server at {address}:\n{log.read_text(encoding='utf-8', errors='replace')}")
        time.sleep(0.05)


class Servers:
    """Servers of one run of the tests.

    They are forked by a process that has loaded what they load, which takes two of the three seconds of a start; the
    tests of what is met first after a start use :func:`serving`. Elsewhere than on Linux each is started by itself.

    Args:
        once: where the run notes which were started.
    """

    # A worker ends before the run does; what it started goes on.
    _own: ClassVar[list[_Process]] = []

    def __init__(self, once: Once) -> None:
        self._once = once

    def address(self, name: str, warehouse: Path, **environment: str) -> str:
        """Where the server of this name is, which all worker processes ask; started by the first who needs it.

        Args:
            name: tells one server from another.
            warehouse: what it shows.
            environment: other variables it is started with.

        Raises:
            RuntimeError: it does not come up; the message holds what it printed.
        """

        def start(note: Path) -> None:
            server, address = _started(self._start, warehouse, note.with_name(f"{name}.log"), environment)
            self._own.append(server)
            note.write_text(f"{server.pid} {address}", encoding="utf-8")

        return self._noted(name, start)

    @contextmanager
    def serving(self, warehouse: Path, log: Path, port: int | None = None, **environment: str) -> Iterator[str]:
        """A server for one module's or one test's own; gives its address, and ends it.

        Args:
            warehouse: what it shows.
            log: where it prints.
            port: where it listens; None for any that is free.
            environment: other variables it is started with.

        Raises:
            RuntimeError: it does not come up; the message holds what it printed.
        """
        server, address = _started(self._start, warehouse, log, environment, port=port)
        with _ended(server):
            yield address

    def _start(self, arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> _Process:
        if sys.platform != "linux":
            return _by_command(arguments, environment, log)
        with Client(f"\0{self._noted('warm', self._load)}") as warm:
            warm.send((arguments, dict(environment), str(log)))
            return _Forked(warm.recv())

    def _load(self, note: Path) -> None:
        """Starts the process that forks servers; it takes orders from the moment on it has loaded all."""
        with note.with_name("warm.log").open("wb") as log:
            warm = subprocess.Popen(
                [sys.executable, "-m", "tests.browser.warm"],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
            )
        assert warm.stdout is not None
        with warm.stdout as told:
            note.write_text(f"{warm.pid} {told.readline().strip()}", encoding="utf-8")
        self._own.append(warm)

    def _noted(self, name: str, start: Callable[[Path], None]) -> str:
        return self._once.made(f"{name}.server", start).read_text(encoding="utf-8").split(maxsplit=1)[1]

    def end(self) -> None:
        """Ends all of them; to be called when nobody asks any more."""
        for note in self._once.folder.glob("*.server"):
            with suppress(ProcessLookupError):
                os.kill(int(note.read_text(encoding="utf-8").split()[0]), signal.SIGKILL)
            note.unlink()
