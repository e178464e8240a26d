"""The page of unsure numbers: what is asked in which order, what a decision writes, who may decide."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from catalog.words import speaking, words_in
from findings.lanes import report_name
from reviews import log
from reviews.decision import Decision, decide
from reviews.standing import Reviews
from tests.view.screens import opened
from view.frame import office
from view.review import answers
from view.review.page import chance_words
from warehouse import queries
from warehouse.connect import Warehouse

ZH = words_in("zh-TW")
REPORT = "council-2-8"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty log, at a computer whose own browser asks."""
    monkeypatch.setenv(log.VARIABLE, str(tmp_path / "reviews"))
    monkeypatch.setattr(office, "sits_here", lambda: True)
    return tmp_path / "reviews"


@pytest.fixture
def unsure(unsure_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The five reports, some of whose numbers are not sure."""
    monkeypatch.setenv("WAREHOUSE", str(unsure_file))
    return unsure_file


def _named(at: AppTest, name: str = "王小明") -> AppTest:
    at.text_input(key=answers.NAME).set_value(name)
    at.button(key=f"FormSubmitter:review-name-{ZH('review.begin')}").click().run()
    assert not at.exception
    return at


def _html(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def _button(at: AppTest, end: str) -> str:
    """The key of the button of the number asked that ends so."""
    (key,) = [
        button.key for button in at.button if button.key and button.key.endswith(end) and "done" not in button.key
    ]
    return key


def _press(at: AppTest, end: str) -> AppTest:
    at.button(key=_button(at, end)).click().run()
    assert not at.exception
    return at


def _asked(at: AppTest) -> str:
    return _button(at, "-later")


def _report_name(warehouse: Path) -> str:
    reports = queries.reports(Warehouse(warehouse))
    with speaking("zh-TW"):
        return report_name(reports[reports["report_id"] == REPORT].iloc[0])


def _decisions() -> tuple[Decision, ...]:
    return log.read().decisions


@pytest.mark.usefixtures("folder", "published")
@pytest.mark.parametrize(
    ("score", "told"), [(0.0004, ZH("review.chance_least")), (0.01, "1%"), (0.62, "62%"), (0.9999, "99%")]
)
def test_a_suggestion_is_never_impossible_nor_certain(score: float, told: str) -> None:
    with speaking("zh-TW"):
        assert chance_words(score) == told


def test_where_all_is_sure_nothing_is_asked() -> None:
    at = opened("review")
    assert at.title[0].value == ZH("review.title_none")
    assert not [button for button in at.button if (button.key or "").startswith("review-")]


@pytest.mark.usefixtures("folder", "unsure")
def test_nothing_is_decided_without_a_name() -> None:
    at = opened("review", report=REPORT)
    assert at.title[0].value == ZH("review.title", count=4)
    assert at.button(key=_button(at, "-1")).disabled
    at.text_input(key=answers.NAME).set_value("　")
    at.button(key=f"FormSubmitter:review-name-{ZH('review.begin')}").click().run()
    assert at.warning[0].value == ZH("review.no_name")
    assert not _named(at).button(key=_button(at, "-1")).disabled
    assert "王小明" not in str(dict(at.query_params))


@pytest.mark.usefixtures("folder", "unsure")
def test_a_decision_is_a_line_of_the_log_with_the_exact_characters(unsure: Path) -> None:
    at = _press(_named(opened("review", report=REPORT)), "-1")
    (made,) = _decisions()
    assert (made.who, made.report, made.says) == ("王小明", REPORT, "metrics")
    assert made.scope.endswith(" council_report 2018-01-16 2018-06-30")
    with duckdb.connect(str(unsure), read_only=True) as con:
        printed = con.execute(
            "SELECT r.sha256, p.text, q.char_start, q.char_end, q.raw, s.metric_id FROM suggestion s "
            "JOIN quantity q USING (report_id, quantity_no) JOIN passage p USING (report_id, passage_no) "
            "JOIN report r USING (report_id) WHERE s.rank = 1 AND q.raw = $raw AND p.passage_no = $passage",
            {"raw": made.place.printed, "passage": made.place.passage},
        ).fetchall()
    place = made.place
    assert printed == [(place.sha256, place.text, place.start, place.end, place.printed, made.metrics[0])]
    assert at.title[0].value == ZH("review.title", count=3)
    assert 'value="1"' in _html(at)


@pytest.mark.usefixtures("folder")
def test_a_number_is_asked_with_its_headings_its_page_and_the_nearest_sentence(
    unsure: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened("review", report=REPORT)
    html = _html(at)
    assert 'class="outline"' in html
    assert ZH("review.nearest", sentence="本期接待〔28〕案。", source=_report_name(unsure)) in html
    # A text has no pages, a PDF has.
    assert "/page/" not in html
    drawn = tmp_path / "drawn.duckdb"
    shutil.copyfile(unsure, drawn)
    with duckdb.connect(str(drawn)) as con:
        con.execute("UPDATE quantity SET page = 3, x0 = 10, top = 20, x1 = 30, bottom = 40")
    monkeypatch.setenv("WAREHOUSE", str(drawn))
    assert f"/page/{REPORT}/3.png" in _html(opened("review", report=REPORT))


@pytest.mark.usefixtures("folder", "unsure")
def test_what_is_put_off_comes_last() -> None:
    at = _named(opened("review", report=REPORT))
    order = []
    for _ in range(4):
        order.append(_asked(at))
        _press(at, "-later")
    assert len(set(order)) == 4
    assert _asked(at) == order[0]
    assert not _decisions()


@pytest.mark.usefixtures("folder", "unsure")
def test_taking_back_is_a_line_too_and_shows_the_number_again() -> None:
    at = _named(opened("review", report=REPORT))
    first = _asked(at)
    _press(at, "-none")
    assert _asked(at) != first
    at.button(key=f"review-undo-{_decisions()[-1].id}").click().run()
    assert _asked(at) == first
    assert [made.says for made in _decisions()] == ["none", "undone"]
    assert not Reviews.read().in_force


@pytest.mark.usefixtures("folder", "unsure")
def test_another_metric_is_found_among_all() -> None:
    at = _press(_named(opened("review", report=REPORT)), "-another")
    listed = next(box for box in at.selectbox if (box.key or "").endswith("-listed"))
    listed.set_value("gazette_issues").run()
    assert not at.exception
    assert _decisions()[0].metrics == ("gazette_issues",)


@pytest.mark.usefixtures("folder", "unsure")
def test_a_new_measure_has_a_name_a_unit_and_a_kind() -> None:
    at = _press(_named(opened("review", report=REPORT)), "-new")
    (submit,) = [button.key for button in at.button if button.key and "-form-" in button.key]
    at.button(key=submit).click().run()
    assert at.error[0].value == ZH("review.new_nameless")
    next(box for box in at.text_input if (box.key or "").endswith("-new-name")).set_value("志工服務人次")
    at.button(key=submit).click().run()
    (made,) = _decisions()
    assert made.new is not None
    assert (made.new.name, made.new.measure) == ("志工服務人次", "flow")


@pytest.mark.usefixtures("folder", "unsure")
def test_people_who_differ_see_each_others_decisions() -> None:
    first = _press(_named(opened("review", report=REPORT)), "-1")
    second = _named(opened("review", report=REPORT), "李大華")
    _press(second, "-again")
    assert ZH("review.said_already") in _html(second)
    _press(second, "-none")
    assert len(Reviews.read().conflicts) == 1
    for at in (first.run(), second.run()):
        seen = {_asked(at)}
        while ZH("review.conflict") not in _html(at):
            _press(at, "-later")
            assert _asked(at) not in seen
            seen.add(_asked(at))
        assert "王小明" in _html(at)
        assert "李大華" in _html(at)
    _press(first, "-none")
    assert not Reviews.read().conflicts


@pytest.mark.usefixtures("folder")
def test_what_a_build_took_from_a_person_can_be_decided_anew(
    unsure: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _press(_named(opened("review", report=REPORT)), "-1")
    (made,) = _decisions()
    built = tmp_path / "built.duckdb"
    shutil.copyfile(unsure, built)
    with duckdb.connect(str(built)) as con:
        place = (
            "report_id = $report AND quantity_no = (SELECT quantity_no FROM quantity WHERE report_id = $report "
            "AND passage_no = $passage AND char_start = $start)"
        )
        given = {"report": REPORT, "passage": made.place.passage, "start": made.place.start}
        con.execute(f"DELETE FROM suggestion WHERE {place}", given)
        con.execute(
            f"UPDATE decision SET status = 'target', reason = 'planned', \"by\" = 'person' WHERE {place}", given
        )
        con.execute("UPDATE build SET counts = map_concat(counts, MAP {'reviews': 1::BIGINT}), build_id = 'ffff'")
    monkeypatch.setenv("WAREHOUSE", str(built))
    at = _named(opened("review", report=REPORT))
    assert at.title[0].value == ZH("review.title", count=3)
    why = ZH("review.reason.unpublished", why=ZH("reading.person.planned"))
    assert why in _html(at)
    _press(_press(at, "-again"), "-none")
    assert [one.says for one in Reviews.read().in_force] == ["none"]
    assert ZH("review.waits") in _html(at)


@pytest.mark.usefixtures("folder", "unsure")
def test_another_person_takes_back_nothing_of_the_one_before() -> None:
    at = _press(_named(opened("review", report=REPORT)), "-1")
    at.button(key="review-other").click().run()
    assert not any((button.key or "").startswith("review-undo") for button in at.button)
    assert not any((button.key or "").startswith("review-undo") for button in _named(at, "李大華").button)


@pytest.mark.usefixtures("folder", "unsure")
def test_who_does_not_sit_here_reads_only(monkeypatch: pytest.MonkeyPatch) -> None:
    at = _named(opened("review", report=REPORT))
    monkeypatch.setattr(office, "sits_here", lambda: False)
    _press(at, "-1")
    assert at.error[0].value == ZH("office.elsewhere")
    away = opened("review", report=REPORT)
    assert away.info[0].value == ZH("office.elsewhere")
    assert not [box for box in away.text_input if box.key == answers.NAME]
    assert away.button(key=_button(away, "-1")).disabled
    assert not _decisions()


@pytest.mark.usefixtures("unsure")
def test_hostile_words_are_words(folder: Path, unsure: Path) -> None:
    _press(_named(opened("review", report=REPORT), "<img src=x>"), "-1")
    made = _decisions()[0]
    log.append(decide(made.place, "[a](/b)", REPORT, why="<script>"), folder)
    at = opened("review", report=REPORT)
    while ZH("review.conflict") not in _html(at):
        _press(at, "-later")
    assert "<img src=x>" not in _html(at)
    assert "&lt;script&gt;" in _html(at)


@pytest.mark.usefixtures("unsure")
def test_a_log_with_a_torn_line_says_so_and_goes_on(folder: Path) -> None:
    folder.mkdir()
    (folder / log.LOG).write_bytes(b'{"id": "12')
    at = _named(opened("review", report=REPORT))
    assert at.warning[0].value == ZH("review.unread_lines", count=1)
    _press(at, "-1")
    assert len(_decisions()) == 1
