"""The page of a series: what a click writes into the log, who may decide, what is shown before the next build."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from catalog.words import words_in
from reviews import log
from reviews.series import SeriesDecision
from tests.view.screens import opened

ZH = words_in("zh-TW")
BUREAU = "台中市政府環境保護局"


@pytest.fixture
def several(crowded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Reports of several agencies, an empty log, at a computer whose own browser asks."""
    monkeypatch.setenv("WAREHOUSE", str(crowded))
    monkeypatch.setenv(log.VARIABLE, str(tmp_path / "reviews"))
    monkeypatch.setattr("view.frame.office.sits_here", lambda: True)
    return crowded


@pytest.fixture
def series_id(several: Path) -> str:
    """The series of what is recycled, which three reports print."""
    with duckdb.connect(str(several), read_only=True) as con:
        found = con.execute("SELECT series_id FROM series_value WHERE value = 214530").fetchone()
    assert found is not None
    return str(found[0])


def _named(at: AppTest, name: str = "王小明") -> AppTest:
    at.text_input(key="office-name").set_value(name).run()
    assert not at.exception
    return at


def _press(at: AppTest, label: str, place: int = 0) -> AppTest:
    [button for button in at.button if button.label == label][place].click().run()
    assert not at.exception
    return at


def _labels(at: AppTest) -> list[str]:
    return [button.label for button in at.button]


def _html(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def _made() -> tuple[SeriesDecision, ...]:
    return log.read().series


@pytest.mark.usefixtures("several")
def test_nobody_decides_without_a_name_or_from_elsewhere(series_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened("series", agency=BUREAU, series=series_id)
    deciding = {ZH("series.take_out"), ZH("series.accept"), ZH("series.rename"), ZH("series.split")}
    assert not deciding & set(_labels(at))
    at = _named(at)
    assert deciding <= set(_labels(at))
    monkeypatch.setattr("view.frame.office.sits_here", lambda: False)
    at = _press(at, ZH("series.take_out"))
    assert at.error[0].value == ZH("office.elsewhere")
    assert not _made()


def test_each_number_stands_marked_in_its_sentence(series_id: str) -> None:
    at = opened("series", agency=BUREAU, series=series_id)
    html = _html(at)
    for printed in ("214,530", "438,216", "219,874"):
        assert f"<mark>{printed}</mark>" in html
    assert ZH("series.state.proposed") in html
    assert not at.warning


def test_one_click_takes_a_point_out_and_another_puts_it_back(series_id: str) -> None:
    at = _press(_named(opened("series", agency=BUREAU, series=series_id)), ZH("series.take_out"))
    (made,) = _made()
    assert (made.series, made.who, [one.printed for one in made.points]) == ("apart", "王小明", ["219,874"])
    assert {one.printed for one in made.others} == {"214,530", "438,216"}
    assert ZH("series.point.out") in _html(at)
    at = _press(at, ZH("series.put_back"))
    assert [one.series for one in _made()] == ["apart", "undone"]
    assert ZH("series.point.out") not in _html(at)


def test_a_split_parts_all_before_from_all_behind(series_id: str) -> None:
    _press(_named(opened("series", agency=BUREAU, series=series_id)), ZH("series.split"), place=1)
    (made,) = _made()
    assert [one.printed for one in made.points] == ["214,530"]
    assert [one.printed for one in made.others] == ["438,216", "219,874"]


def test_it_is_accepted_under_the_name_that_was_typed(series_id: str) -> None:
    at = _named(opened("series", agency=BUREAU, series=series_id))
    at.text_input(key=f"series-{series_id}-name").set_value("資源回收總量")
    at = _press(at, ZH("series.accept"))
    (made,) = _made()
    assert made.series == "accepted"
    assert made.named is not None
    assert (made.named.name, made.named.unit, made.named.measure) == ("資源回收總量", "公噸", "flow")
    assert len(made.points) == 3
    assert at.title[0].value == ZH("series.title.accepted", name="資源回收總量", count=3)
    assert ZH("series.when.waits") in _html(at)
    # Without a name nothing is kept.
    at.text_input(key=f"series-{series_id}-name").set_value(" ")
    at = _press(at, ZH("series.accept_again"))
    assert at.error[0].value == ZH("series.nameless")
    assert len(_made()) == 1


@pytest.mark.parametrize(("read", "later", "when"), [(1, -1, "counts"), (0, 60, "waits")])
def test_a_decision_counts_once_a_build_has_read_it(
    several: Path, tmp_path: Path, series_id: str, monkeypatch: pytest.MonkeyPatch, read: int, later: int, when: str
) -> None:
    """Whenever that build ended: within the second of the decision, or long after it had read the log without it."""
    _press(_named(opened("series", agency=BUREAU, series=series_id)), ZH("series.accept"))
    (made,) = _made()
    built = tmp_path / "built.duckdb"
    shutil.copyfile(several, built)
    with duckdb.connect(str(built)) as con:
        con.execute(
            "UPDATE build SET counts = map_concat(counts, MAP {'reviews': $read::BIGINT}), built_at = $ended, "
            "build_id = 'f'",
            {"read": read, "ended": made.at.replace(tzinfo=None) + timedelta(seconds=later)},
        )
    monkeypatch.setenv("WAREHOUSE", str(built))
    assert ZH(f"series.when.{when}") in _html(opened("series", agency=BUREAU, series=series_id))


def test_another_series_is_searched_looked_at_and_joined(several: Path, series_id: str) -> None:
    with duckdb.connect(str(several), read_only=True) as con:
        found = con.execute("SELECT series_id FROM series_value WHERE value = 59.6").fetchone()
    assert found is not None
    at = _named(opened("series", agency=BUREAU, series=series_id))
    at.selectbox(key=f"series-{series_id}-merge").set_value(found[0]).run()
    assert "<mark>59.6</mark>" in _html(at)
    at = _press(at, ZH("series.merge"))
    (made,) = _made()
    assert made.series == "together"
    assert len(made.points) == len(made.others) == 3
    assert ZH("series.point.joined") in _html(at)


def test_what_two_people_say_against_each_other_is_told(series_id: str) -> None:
    _press(_named(opened("series", agency=BUREAU, series=series_id)), ZH("series.accept"))
    at = _press(_named(opened("series", agency=BUREAU, series=series_id), "李大華"), ZH("series.take_out"))
    assert _html(at).count(ZH("series.when.differs")) == 2
    assert ZH("series.state.proposed") in _html(at)
    at = _press(at, ZH("review.undo"))
    assert ZH("series.when.differs") not in _html(at)


@pytest.mark.usefixtures("several")
def test_an_unknown_series_is_said_and_the_first_that_waits_is_shown() -> None:
    at = opened("series", agency=BUREAU, series="s0")
    assert any("s0" in warning.value for warning in at.warning)
    assert ZH("series.accept") in _labels(_named(at))


def test_where_nothing_recurs_it_is_said_what_to_do(several: Path) -> None:
    assert several.exists()
    at = opened("series", agency="unnamed")
    assert at.title[0].value == ZH("series.title_none")
    assert ZH("series.empty.build") in _html(at)
