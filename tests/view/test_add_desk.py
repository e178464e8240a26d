"""Handing over, comparing, publishing and undoing on /add; and who may not."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from catalog.words import words_in
from reviews import log
from reviews.decision import NewMeasure, Place, decide, undo
from tests.built import take_parts
from tests.once import Once
from tests.view.screens import awaited, opened
from view.frame import office
from warehouse import queries
from warehouse.connect import Warehouse
from warehouse.notices import notes
from warehouse.places import Places, places
from warehouse.succession import DECISIONS, Succession

ZH = words_in("zh-TW")
ROOT = Path(__file__).parents[2]
NEW = "council-4-1.txt"
_NEW = NewMeasure(name="志工", unit="人", measure="stock")

pytestmark = [pytest.mark.timeout(600), pytest.mark.usefixtures("at_once")]


@pytest.fixture
def own(once: Once, warehouse_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """An office of its own: its published files and warehouse."""
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data" / "raw", data / "raw")
    os.link(warehouse_file, data / "warehouse.duckdb")
    take_parts(once, data)
    monkeypatch.setenv("WAREHOUSE", str(data / "warehouse.duckdb"))
    monkeypatch.setenv("RAW", str(data / "raw"))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    return places()


@pytest.fixture
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader sits at the computer of the server."""
    monkeypatch.setattr(office, "sits_here", lambda: True)


def _keys(at: AppTest) -> list[str]:
    return [str(button.key) for button in at.button]


def _pressed(at: AppTest, begins: str) -> None:
    (key,) = [key for key in _keys(at) if key.startswith(begins)]
    at.button(key=key).click().run()
    assert not at.exception


def _dropped(at: AppTest) -> None:
    data = (ROOT / "tests" / "invented" / NEW).read_bytes()
    at.file_uploader[0].set_value((NEW, data, "text/plain")).run()
    assert "add-give-up" not in _keys(awaited(at))


def _html(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def _reports(own: Places) -> list[str]:
    found: list[str] = queries.reports(Warehouse(own.warehouse))["report_id"].tolist()
    return found


@pytest.mark.usefixtures("_here")
def test_a_report_is_handed_over_compared_published_and_taken_back(own: Places) -> None:
    at = opened("add")
    at.text_input(key="office-name").set_value("  王 小明 ").run()
    _dropped(at)
    _pressed(at, "desk-hand-over")
    assert any("已交給編輯" in one.value for one in at.success)
    assert "council-4-1" not in _reports(own)
    assert [one.who for one in Succession(own).waiting()] == ["王 小明"]
    assert any(key.startswith("publish-") for key in _keys(awaited(at)))
    assert f"<strong>0</strong> {ZH('desk.count.changed')}" in _html(at)
    assert "council-4-1" not in _reports(own)
    _pressed(at, "publish-")
    assert any("已發布" in one.value for one in at.success)
    assert "council-4-1" in _reports(own)
    assert (own.raw / NEW).exists()
    log = Succession(own).log()
    assert [(act["action"], act["who"]) for act in log] == [("hand_over", "王 小明"), ("publish", "王 小明")]
    assert log[-1]["added"] > 50
    assert "王 小明" in _html(at)
    # Who waits for the next report is told of it, though nobody had looked before.
    assert [list(note["reports"]) for note in notes(own)][1:] == [["council-4-1"]]
    _pressed(at, "desk-undo")
    assert list(notes(own)[-1]["reports_gone"]) == ["council-4-1"]
    assert "council-4-1" not in _reports(own)
    assert not (own.raw / NEW).exists()
    assert len(Succession(own).waiting()) == 1


@pytest.mark.usefixtures("_here", "own")
def test_the_name_is_asked_for_where_the_report_is_handed_over() -> None:
    """And not below all that was read of it."""
    at = opened("add")
    _dropped(at)
    keys = [str(getattr(one, "key", None) or getattr(one, "value", "")) for one in _in_order(at.main)]
    places = [keys.index(one) for one in ("office-name", "desk-hand-over", ZH("add.identity"))]
    assert places == sorted(places)
    assert places[1] - places[0] == 1


def _in_order(block: Any) -> Iterator[Any]:
    """What can be pressed or filled in, and the headings, as they stand on the page."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _in_order(child)
        elif child.type in ("text_input", "button", "header"):
            yield child


def test_who_sits_elsewhere_may_only_look(own: Places) -> None:
    Succession(own).hand_over(ROOT / "tests" / "invented" / NEW, {}, "祕密標題", "祕密人名")
    at = opened("add")
    _dropped(at)
    assert at.info[0].value == ZH("office.elsewhere")
    assert not [key for key in _keys(at) if key.startswith(("desk-", "publish-", "compare-", "withdraw-", "office-"))]
    assert "祕密" not in _html(at)
    assert "office-name" not in [one.key for one in at.text_input]


@pytest.mark.usefixtures("_here")
def test_every_decision_is_listed_with_who_made_it_and_what_became_of_it(
    own: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(log.VARIABLE, str(tmp_path / "reviews"))
    text = "接待外賓28案。"
    place = Place(sha256="0" * 64, passage=1, kind="paragraph", text=text, start=4, end=6, printed="28")
    first = decide(place, "甲", "council-2-8", metrics=("delegation_cases",), why="<b>看過</b>")
    for made in (first, undo(first, "甲"), decide(place, "甲", "council-2-8"), decide(place, "乙", "gone", new=_NEW)):
        log.append(made)
    at = opened("add")
    (table,) = [html for html in _html(at).split("\n") if ZH("audit.answer") in html]
    rows = table.split("<tr>")[2:]
    assert [who for row in rows for who in ("甲", "乙") if f"<td>{who}</td>" in row] == ["乙", "甲", "甲", "甲"]
    assert all("<mark>28</mark>" in row for row in rows)
    said = (ZH("audit.differs"), ZH("audit.differs"), ZH("audit.undone"), ZH("audit.withdrawn"))
    assert all(words in row for words, row in zip(said, rows, strict=True))
    assert "&lt;b&gt;看過" in rows[-1]
    at.selectbox(key="audit-who").set_value("乙").run()
    assert "<td>甲</td>" not in _html(at)
    # Of the office, not of the public.
    monkeypatch.setattr(office, "sits_here", lambda: False)
    assert "<td>乙</td>" not in _html(opened("add"))


@pytest.mark.usefixtures("_here")
def test_what_became_sure_through_decisions_is_told_before_they_are_published(
    own: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(log.VARIABLE, str(tmp_path / "reviews"))
    learned = tmp_path / "learned.duckdb"
    shutil.copyfile(own.warehouse, learned)
    # What is published here is all tests' own: another file of that name is changed.
    own.warehouse.unlink()
    shutil.copyfile(learned, own.warehouse)
    with duckdb.connect(str(own.warehouse)) as connection:
        less = "observation_id IN (SELECT observation_id FROM observation WHERE metric_id = 'gazette_issues' LIMIT 1)"
        gone = connection.execute(f"SELECT observation_id FROM observation WHERE {less}").fetchall()
        for table in ("observation_evidence", "observation"):
            connection.execute(f"DELETE FROM {table} WHERE observation_id = $id", {"id": gone[0][0]})
    place = Place(sha256="0" * 64, passage=1, kind="paragraph", text="接待28案。", start=2, end=4, printed="28")
    log.append(decide(place, "甲", "council-2-8", metrics=("delegation_cases",)))

    def build(_: list[Path], into: Path) -> None:
        shutil.copyfile(learned, into)

    Succession(own).build_beside(DECISIONS, build)
    at = opened("add")
    assert ZH("desk.sure", count=1) in [one.value for one in at.markdown]
    assert ZH("desk.list.sure", count=1) in [one.label for one in at.expander]
    assert ZH("desk.decided", count=1) in [one.value for one in at.header]


@pytest.mark.usefixtures("_here")
def test_a_press_after_the_right_to_it_is_gone_does_nothing(own: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Succession(own)
    token = desk.hand_over(ROOT / "tests" / "invented" / NEW, {}, "新報告", "甲")

    def same(_: list[Path], into: Path) -> None:
        shutil.copyfile(own.warehouse, into)

    desk.build_beside(token, same)
    at = opened("add")
    at.text_input(key="office-name").set_value("甲").run()
    for sign in ("viewer", "expired", "signed_out", "elsewhere"):
        monkeypatch.setattr(office, "standing", lambda: "editor")
        at.run()
        keys = [key for key in _keys(at) if key.startswith(("publish-", "withdraw-"))]
        assert len(keys) == 2
        for key in keys:
            monkeypatch.setattr(office, "standing", lambda: "editor")
            at.run()
            monkeypatch.setattr(office, "standing", lambda told=sign: told)
            at.button(key=key).click().run()
            assert [one.value for one in at.error] == [ZH(f"office.{sign}")]
    assert [act["action"] for act in desk.log()] == ["hand_over"]
    assert [one.token for one in desk.waiting()] == [token]


@pytest.mark.usefixtures("_here")
def test_what_cannot_be_built_is_told_and_changes_nothing(own: Places, tmp_path: Path) -> None:
    twin = tmp_path / "twin.txt"
    twin.write_bytes((own.raw / "plan-110.txt").read_bytes())
    Succession(own).hand_over(twin, {}, "雙生", "甲")
    at = opened("add")
    at.text_input(key="office-name").set_value("甲").run()
    _pressed(at, "compare-")
    assert awaited(at).error[0].value == ZH("desk.not_built")
    assert not [key for key in _keys(at) if key.startswith("publish-")]
    assert len(_reports(own)) == 5
    _pressed(at, "withdraw-")
    assert Succession(own).waiting() == []


@pytest.mark.usefixtures("_here")
def test_the_first_report_of_all_is_published_like_any_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path / "data" / "warehouse.duckdb"))
    monkeypatch.setenv("RAW", str(tmp_path / "data" / "raw"))
    at = opened("add")
    at.text_input(key="office-name").set_value("甲").run()
    _dropped(at)
    assert not at.warning
    assert ZH("add.count.new") in _html(at)
    assert any(box.label == ZH("add.fact.agency") for box in at.selectbox)
    _pressed(at, "desk-hand-over")
    assert any(key.startswith("publish-") for key in _keys(awaited(at)))
    _pressed(at, "publish-")
    assert any("已發布" in one.value for one in at.success)
    assert _reports(places()) == ["council-4-1"]
    assert opened("visitors").title
