"""Every page runs: with the five reports, without a warehouse, with one that cannot be read."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from catalog.load import load
from catalog.words import words_in
from export.sheets.csv_table import csv_bytes
from findings.extracts import chosen
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


# What must not be lost ----------------------------------------------------------------------------


@pytest.mark.usefixtures("_five_reports")
@pytest.mark.parametrize(
    ("page", "panel", "values"),
    [
        ("mediation", "shares", [(1158, 3170), (568, 2423), (542, 2052), (752, 3253), (112, 752)]),
        ("visitors", "size", [(997, 89), (552, 42), (234, 28)]),
    ],
)
def test_a_ratio_stands_with_its_numerator_and_denominator(
    page: str, panel: str, values: list[tuple[int, int]]
) -> None:
    """On the screen and in the file that is taken away."""
    at = _open(page)
    at.query_params["panel"] = panel
    at.run()
    (grid,) = at.dataframe
    shown = {(int(row["分子"]), int(row["分母"])) for _, row in grid.value.iterrows()}
    rows = list(csv.DictReader(io.StringIO(csv_bytes(chosen(page, panel).drawn.records).decode("utf-8-sig"))))
    saved = {(int(row["分子"]), int(row["分母"])) for row in rows}
    assert set(values) <= shown
    assert shown == saved
    by_ten = 1 if panel == "size" else 100
    assert all(float(row["數值"]) == round(by_ten * int(row["分子"]) / int(row["分母"]), 2) for row in rows)


@pytest.mark.usefixtures("_five_reports")
def test_delegations_are_named_one_by_one() -> None:
    at = _open("visitors")
    at.query_params["panel"] = "named"
    at.run()
    (grid,) = at.dataframe
    named = list(grid.value.to_string().split())
    for name in ("法國在台協會公孫孟主任", "塞爾維亞學者柯曼容女士", "吐瓦魯國涂莉梅大使"):
        assert name in named
        assert name in [own for own, _, _ in chosen("visitors", "named").drawn.timeline]


@pytest.mark.usefixtures("_five_reports")
@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize("page", [None, "explore", "briefing"])
def test_every_page_says_what_it_is_and_that_it_is_not_official(page: str | None, language: str) -> None:
    own = words_in("en" if language == "en" else "zh-TW")
    html = "".join(element.proto.body for element in _open(page, lang=language).get("html"))
    assert own("app.title") in html
    assert own("app.unofficial") in html
