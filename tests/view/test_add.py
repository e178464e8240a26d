"""The page where a report is dropped: what it says of it, that it is this visitor's alone, and that it goes."""

from __future__ import annotations

import json
import re
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from catalog.words import words_in
from tests.view.screens import awaited, opened
from view.add import visit
from view.add.identity import identity_facts
from warehouse.connect import Warehouse

ZH, EN = words_in("zh-TW"), words_in("en")
ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "tests" / "invented"
FILES = ROOT / "tests" / "ingest" / "files"
_SECONDS_TO_READ = 100

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(autouse=True)
def scratch(warehouse_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Dropped files of a test, in a folder of its own."""
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    _until(lambda: not _dropped(folder))


def _dropped(folder: Path) -> list[Path]:
    return list(folder.glob("secretariat-dropped-*/dropped/*"))


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _SECONDS_TO_READ
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def _drop(at: AppTest, name: str, data: bytes) -> AppTest:
    at.file_uploader[0].set_value((name, data, "application/octet-stream")).run()
    assert not at.exception
    return at


def _read(at: AppTest) -> AppTest:
    """The page once the file is read and compared, or turned away."""
    assert "add-give-up" not in [button.key for button in awaited(at).button]
    return at


def _gone(at: AppTest) -> None:
    at.file_uploader[0].set_value(None).run()


def _html(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def test_an_empty_page_asks_for_a_report() -> None:
    at = opened("add")
    assert at.title[0].value == ZH("add.title_empty")


@pytest.mark.usefixtures("at_once")
def test_a_report_is_read_and_held_against_the_published_ones(scratch: Path) -> None:
    text = (ROOT / "data" / "raw" / "council-3-4.txt").read_text(encoding="utf-8")
    at = _read(_drop(opened("add"), "../../新的 報告.TXT", text.replace("229", "231").encode()))
    (file,) = _dropped(scratch)
    assert file.name == "新的_報告.txt"
    assert stat.S_IMODE(file.parent.parent.stat().st_mode) == 0o700
    assert "第3屆第4次定期大會" in at.title[0].value
    html = _html(at)
    assert ZH("add.count.same") in html
    assert ZH("add.count.numbers") in html
    assert "新的_報告" not in str(dict(at.query_params))
    _gone(at)


@pytest.mark.usefixtures("at_once")
def test_a_file_that_is_published_already_is_said_to_be() -> None:
    at = _read(_drop(opened("add"), "again.txt", (ROOT / "data" / "raw" / "plan-110.txt").read_bytes()))
    assert any("已經發布過" in warning.value for warning in at.warning)
    _gone(at)


@pytest.mark.parametrize(("day", "told"), [("2016-03-04", "105年3月4日"), ("2021-12-31", "110年12月31日")])
def test_days_of_a_report_are_all_told_as_reports_tell_them(day: str, told: str) -> None:
    report = pd.Series({
        "agency": "甲處", "genre": "council_report", "session": None, "file": "a.txt", "edition_of": None,
        "period_quote": "本期", "published": pd.Timestamp(day), "period_start": pd.Timestamp(day),
        "period_end": pd.Timestamp(day),
    })  # fmt: skip
    facts = identity_facts(report)
    assert facts.count(told) == 2
    assert not re.search(r"\d{4}-\d\d-\d\d", facts)


@pytest.mark.usefixtures("at_once")
def test_a_report_is_held_against_those_of_its_own_agency(crowded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reports of several are held."""
    monkeypatch.setenv("WAREHOUSE", str(crowded))
    text = (ROOT / "data" / "raw" / "council-3-4.txt").read_text(encoding="utf-8")
    at = _read(_drop(opened("add"), "council-3-4.txt", text.replace("229", "231").encode()))
    assert ZH("add.count.same") in _html(at)
    _gone(at)


@pytest.mark.usefixtures("at_once")
def test_a_report_is_held_against_its_own_agency_whichever_is_chosen(
    crowded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(crowded))
    other = next(agency for agency in Warehouse(crowded).lineages if agency != "secretariat")
    text = (ROOT / "data" / "raw" / "council-3-4.txt").read_text(encoding="utf-8")
    at = _read(_drop(opened("add", agency=other), "council-3-4.txt", text.replace("229", "231").encode()))
    assert ZH("add.count.same") in _html(at)
    _gone(at)
    # And one of another agency where the first is chosen.
    at = _read(_drop(opened("add"), "again.txt", (INVENTED / "neighbours" / "nb-1.txt").read_bytes()))
    assert any("已經發布過" in warning.value for warning in at.warning)
    _gone(at)


@pytest.mark.usefixtures("at_once")
def test_who_reports_is_corrected_by_choosing() -> None:
    at = _read(_drop(opened("add"), "council-3-5.txt", (INVENTED / "council-3-5.txt").read_bytes()))
    assert "未載" in _html(at)
    agency = next(box for box in at.selectbox if box.label == ZH("add.fact.agency"))
    agency.set_value("高雄市政府秘書處")
    at.button(key=f"FormSubmitter:add-identity-{ZH('add.read_again')}").click().run()
    _read(at)
    assert "<dd>高雄市政府秘書處</dd>" in _html(at)
    assert ZH("add.count.new") in _html(at)
    _gone(at)


def _read_as_of(at: AppTest, start: date, end: date) -> None:
    """Fills in a period, and has the file read again."""
    days = {box.label: box for box in at.date_input}
    days[ZH("add.field.period_start")].set_value(start)
    days[ZH("add.field.period_end")].set_value(end)
    at.button(key=f"FormSubmitter:add-identity-{ZH('add.read_again')}").click().run()
    _read(at)


@pytest.mark.usefixtures("at_once")
def test_what_a_report_does_not_tell_is_filled_in_where_it_is_dropped() -> None:
    at = _read(_drop(opened("add"), "undated.txt", "高雄市政府秘書處業務報告\n本期接待外賓28案。".encode()))
    assert at.error[0].value == ZH("add.turned.no_period")
    assert "manifest" not in _html(at)
    _read_as_of(at, date(2023, 6, 30), date(2023, 1, 1))
    assert at.error[0].value == ZH("add.turned.entry")
    assert ZH("reading.entry_backwards") in _html(at)
    assert "ManifestEntry" not in _html(at)
    _read_as_of(at, date(2023, 1, 1), date(2023, 6, 30))
    assert "112年上半年" in at.title[0].value
    _gone(at)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("liar.pdf", b"plain words", "add.turned.wrong_suffix"),
        ("torn.docx", b"PK\x03\x04 and nothing more", "add.turned.unreadable"),
        ("empty.txt", b"", "add.turned.unreadable"),
        ("undated.txt", "高雄市政府秘書處業務報告\n接待外賓28案。".encode(), "add.turned.no_period"),
    ],
)
def test_what_cannot_be_read_is_told_in_words(name: str, data: bytes, said: str) -> None:
    at = _read(_drop(opened("add", lang="en"), name, data))
    assert at.error[0].value == EN(said)
    assert "Traceback" not in _html(at)
    _gone(at)


def test_a_reading_is_cancelled(scratch: Path) -> None:
    at = _drop(opened("add"), "long.txt", (ROOT / "data" / "raw" / "council-2-8.txt").read_bytes())
    at.button(key="add-give-up").click().run()
    assert at.title[0].value == ZH("add.title_given_up")
    _gone(at)
    _until(lambda: not _dropped(scratch))


def test_a_file_nobody_looks_at_goes(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit, "_SECONDS_KEPT", 0.5)
    at = _drop(opened("add"), "rest.txt", (ROOT / "data" / "raw" / "plan-110.txt").read_bytes())
    _until(lambda: not _dropped(scratch))
    at.run()
    assert at.info[0].value == ZH("add.expired")


@pytest.mark.usefixtures("at_once")
def test_one_visitor_sees_nothing_of_another() -> None:
    first = _drop(opened("add"), "secret-name.txt", (ROOT / "data" / "raw" / "plan-110.txt").read_bytes())
    second = opened("add")
    assert second.title[0].value == ZH("add.title_empty")
    assert "secret-name" not in _html(second)
    _gone(first)


@pytest.mark.usefixtures("at_once")
def test_values_are_drawn_beside_the_published_ones() -> None:
    at = _read(_drop(opened("add"), "council-4-1.txt", (INVENTED / "council-4-1.txt").read_bytes()))
    charts = [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]
    labels = [label for chart in charts for trace in chart["data"] for label in trace.get("text") or ()]
    assert any(label.startswith("＊") for label in labels)
    assert any(label and not label.startswith("＊") for label in labels)
    assert ZH("chart.note.beside") in " ".join(one.value for one in at.caption)
    _gone(at)
