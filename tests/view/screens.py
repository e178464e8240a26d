"""Pages of the app, run without a browser."""

from __future__ import annotations

import functools
import threading

from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT
from view.add.desk import BUILDING
from view.add.visit import READING

_SECONDS_TO_READ = 150


@functools.cache
def started() -> None:
    """Runs the app once, which brings pages and readers of reports together, as a server does when it starts."""
    AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def opened(page: str, **address: str) -> AppTest:
    """A page of the app, run to its end with the choices of an address, as who was sent that address sees it."""
    started()
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in address.items():
        at.query_params[name] = value
    at.switch_page(f"pages/{page}.py").run()
    assert not at.exception
    return at


def awaited(at: AppTest) -> AppTest:
    """The page as it is once what was being read and built is done: it is not run meanwhile, which takes long."""
    for thread in threading.enumerate():
        if thread.name in (READING, BUILDING):
            thread.join(_SECONDS_TO_READ)
            assert not thread.is_alive()
    at.run()
    assert not at.exception
    return at
