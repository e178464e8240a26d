"""Servers forked by one process that has loaded what they load: imports are most of the work of a start.

``python -m tests.browser.warm`` prints where it takes orders (an abstract socket) and forks until it is killed. An
order is what stands behind ``streamlit`` on a server's command line, its environment, and where it prints; its process
is answered. From there on the server does what one does that users start.
"""

from __future__ import annotations

import ast
import gc
import importlib
import os
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Listener
from pathlib import Path

from streamlit.web import cli

from findings.asking.matcher import matcher

ROOT = Path(__file__).resolve().parents[2]


def _load() -> None:
    """Loads what the app and its pages name, and what questions are matched with; nothing is begun."""
    for script in (ROOT / "app.py", *(ROOT / "pages").glob("*.py")):
        for one in ast.parse(script.read_text(encoding="utf-8")).body:
            if isinstance(one, ast.ImportFrom) and one.module:
                importlib.import_module(one.module)
    matcher()


def _serve(arguments: Sequence[str], environment: Mapping[str, str], log: str) -> None:
    """Becomes a server."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None
    printed = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    for stream in (1, 2):
        os.dup2(printed, stream)
    sys.argv = ["streamlit", *arguments]
    cli.main(prog_name="streamlit")


def _let_go(*_: object) -> None:
    """Servers that have ended are gone at once, and what they took is counted with this process."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def main() -> None:
    """Forks servers until it is killed."""
    _load()
    # Of what was loaded each server has its own only once it changes it.
    gc.freeze()
    signal.signal(signal.SIGCHLD, _let_go)
    name = f"servers-{os.getpid()}"
    with Listener(f"\0{name}", backlog=16) as listener:
        print(name, flush=True)
        while True:
            with listener.accept() as asked:
                order: tuple[Sequence[str], Mapping[str, str], str] = asked.recv()
                server = os.fork()
                if server:
                    asked.send(server)
                    continue
            listener.close()
            try:
                _serve(*order)
            finally:
                os._exit(1)


if __name__ == "__main__":
    main()
