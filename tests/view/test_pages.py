"""Every page runs: with the five reports, without a warehouse, with one that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from catalog.load import load
from catalog.words import words_in
from tests.view.screens import started

ROOT = Path(__file__).parents[2]
PAGES = [screen.id for screen in load().screens]
ZH = words_in("zh-TW")


def _open(page: str | None, **address: str) -> AppTest:
    started()
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20)
    for name, value in address.items():
        at.query_params[name] = value
    return (at.switch_page(f"pages/{page}.py") if page else at).run()


@pytest.fixture
def _five_reports(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))


@pytest.mark.usefixtures("_five_reports")
@pytest.mark.parametrize("page", [None, *PAGES])
@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_a_page_runs_and_states_a_finding(page: str | None, language: str) -> None:
    at = _open(page, lang=language)
    assert not at.exception
    assert at.title[0].value
    assert at.get("plotly_chart")


@pytest.mark.usefixtures("_five_reports")
@pytest.mark.parametrize(("page", "panel"), [(s.id, p.id) for s in load().screens for p in s.panels])
def test_every_panel_runs_in_both_views(page: str, panel: str) -> None:
    at = _open(page)
    for view in ("per_month", "printed"):
        at.query_params["panel"] = panel
        at.query_params["view"] = view
        at.run()
        assert not at.exception
        assert at.dataframe


@pytest.mark.usefixtures("_five_reports")
def test_an_address_of_nothing_known_shows_the_defaults() -> None:
    at = _open("mediation")
    at.query_params["panel"] = "no-such-panel"
    at.query_params["view"] = "no-such-view"
    at.query_params["source"] = "no-such-number"
    at.run()
    assert not at.exception
    assert at.query_params["panel"] == "volumes"
    assert "no-such-panel" in at.warning[0].value
    assert "no-such-view" in at.warning[0].value
    assert at.info[0].value == ZH("card.missing")


def test_no_warehouse_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path / "none.duckdb"))
    at = _open(None)
    assert not at.exception
    assert at.error[0].value == ZH("error.missing", path="none.duckdb")


def test_an_unreadable_warehouse_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"this is no database")
    monkeypatch.setenv("WAREHOUSE", str(broken))
    at = _open("staffing")
    assert not at.exception
    assert at.error[0].value == ZH("error.unreadable", path="broken.duckdb")


@pytest.mark.usefixtures("_five_reports")
def test_a_source_ends_with_its_panel_and_is_not_called_lost() -> None:
    at = _open("mediation")
    at.selectbox[0].select_index(1).run()
    assert at.query_params["source"]
    at.query_params["panel"] = "shares"
    at.run()
    assert "shares" in at.query_params["panel"]
    assert not at.query_params.get("source")
    assert ZH("card.missing") not in [info.value for info in at.info]


@pytest.mark.usefixtures("_five_reports")
@pytest.mark.parametrize(
    ("page", "panel", "column", "format_"),
    [
        ("mediation", "shares", "數值", "%,.1f"),
        ("visitors", "size", "數值", "%,.1f"),
        ("visitors", "visits", "每月平均", "%,.1f"),
        ("visitors", "visits", "數值", "localized"),
    ],
)
def test_the_table_tells_what_is_computed_as_the_chart_does(page: str, panel: str, column: str, format_: str) -> None:
    at = _open(page)
    at.query_params["panel"] = panel
    at.run()
    (grid,) = at.dataframe
    assert json.loads(grid.proto.columns)[column]["type_config"]["format"] == format_


@pytest.mark.usefixtures("_five_reports")
@pytest.mark.parametrize(("page", "panel"), [(s.id, p.id) for s in load().screens for p in s.panels])
def test_no_english_title_holds_chinese_punctuation(page: str, panel: str) -> None:
    at = _open(page, lang="en")
    at.query_params["panel"] = panel
    at.run()
    assert not set(at.title[0].value) & set("，；：、。（）")
