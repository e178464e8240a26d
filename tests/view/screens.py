"""Pages of the app, run without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT


def opened(page: str, **address: str) -> AppTest:
    """A page of the app, run to its end with the choices of an address, as who clicks on it in the menu sees it."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    for name, value in address.items():
        at.query_params[name] = value
    at.switch_page(f"pages/{page}.py").run()
    assert not at.exception
    return at
