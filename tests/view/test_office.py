"""Who works at this computer, and under which name."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.view.screens import opened
from view.frame import office


@pytest.mark.parametrize(
    ("address", "headers", "own"),
    [
        (None, {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"}, True),
        (None, {"host": "localhost:8501"}, True),
        (None, {"host": "[::1]:8501", "origin": "http://[::1]:8501"}, True),
        (None, {"host": "localhost:8501", "origin": "//localhost:8501"}, True),
        (None, {}, False),
        ("10.0.0.7", {"host": "127.0.0.1:8501"}, False),
        (None, {"host": "figures.example.gov.tw"}, False),
        (None, {"host": "evil.example:8501"}, False),
        (None, {"host": "localhost.evil.example"}, False),
        (None, {"host": "127.0.0.1.evil.example"}, False),
        (None, {"host": "127.0.0.1:8501", "origin": "https://evil.example"}, False),
        (None, {"host": "127.0.0.1:8501", "origin": "null"}, False),
        (None, {"host": "localhost", "x-forwarded-for": "10.0.0.7"}, False),
        (None, {"host": "localhost", "x-forwarded-host": "localhost"}, False),
        (None, {"host": "localhost", "forwarded": "for=10.0.0.7"}, False),
        (None, {"host": "[broken", "origin": "http://localhost"}, False),
    ],
)
def test_only_this_computers_own_browser_sits_here(address: str | None, headers: Mapping[str, str], own: bool) -> None:
    assert office.is_own(address, headers) is own


def test_a_name_is_shown_as_it_was_written(warehouse_file: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))
    monkeypatch.setattr(office, "sits_here", lambda: True)
    at = opened("add")
    at.text_input(key="office-name").set_value("王_小*明").run()
    (shown,) = [one.value for one in at.markdown if "王" in one.value]
    assert "\\" not in shown
    assert "王&#95;小&#42;明" in shown
