"""The briefing page: five slides proposed, changed, found again by address, and taken away as chosen."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from catalog.load import load
from catalog.words import speaking, words_in
from export.machines.office import OfficeFailed
from export.question_sheet import odt_bytes
from export.slides.chart_data import charted
from export.slides.deck import Deck
from export.slides.odp import odp_bytes
from export.slides.pages import pages
from findings.newsworthy import telling_extracts
from findings.period_words import day_words, today
from findings.sources import spoken
from tests.view.screens import opened
from view.briefing.choices import MOST_SLIDES, Chosen, State
from view.briefing.deck import deck_of, options, slide_extract, slide_name
from view.briefing.files import KINDS, Kind, file_later, file_name
from view.briefing.slide import preview_figure
from view.frame.address import Kept
from warehouse import reads

ZH, EN = words_in("zh-TW"), words_in("en")
TWO = State((Chosen("consumer_mediations", "調解變少了", "疫情期間"), Chosen("staffing.staff")), "第4屆第1次定期大會")


@pytest.fixture(autouse=True)
def _five_reports(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))


_open = partial(opened, "briefing")


def _html(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def _slides(at: AppTest) -> list[str]:
    return str(at.query_params["slides"]).split(",")


def _kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.id == name)


# The page -----------------------------------------------------------------------------------------


def test_it_opens_with_the_five_proposals_their_reasons_and_sentences() -> None:
    at = _open()
    proposed = telling_extracts()
    assert len(proposed) == 5
    assert _slides(at) == [slide_name(proposal.extract) for proposal in proposed]
    assert [header.value for header in at.header] == [p.news or p.extract.drawn.title for p in proposed]
    for proposal in proposed:
        assert proposal.why in _html(at)
        assert not proposal.news or proposal.extract.drawn.title in _html(at)
        assert spoken(proposal.news or proposal.extract.drawn.title) in _html(at)
    assert at.title[0].value == "高雄市政府行政暨國際處的數字：職工員額、消費者保護、訪賓接待、節能、預算"
    charts = at.get("plotly_chart")
    assert [chart.proto.alt for chart in charts] == [ZH("briefing.alt", title=p.extract.drawn.title) for p in proposed]
    assert "briefing.again" not in [button.key for button in at.button]


def test_slides_are_added_moved_removed_and_taken_back() -> None:
    at = _open(slides="consumer_mediations,staffing.staff")
    assert at.title[0].value == "高雄市政府行政暨國際處的數字：消費者保護、職工員額"
    at.selectbox(key="briefing.add").set_value("workers_total").run()
    assert _slides(at) == ["consumer_mediations", "staffing.staff", "workers_total"]
    assert at.button(key="briefing.up.consumer_mediations").disabled
    assert at.button(key="briefing.down.workers_total").disabled
    at.button(key="briefing.up.workers_total").click().run()
    at.button(key="briefing.down.consumer_mediations").click().run()
    assert _slides(at) == ["workers_total", "consumer_mediations", "staffing.staff"]
    at.button(key="briefing.remove.consumer_mediations").click().run()
    assert _slides(at) == ["workers_total", "staffing.staff"]
    assert "consumer_mediations" in [o.rsplit("　", 1)[-1] for o in at.selectbox(key="briefing.add").options]
    at.button(key="briefing.again").click().run()
    assert _slides(at) == [slide_name(proposal.extract) for proposal in telling_extracts()]
    assert not at.exception


def test_own_words_stand_on_the_slide_and_in_the_address() -> None:
    at = _open(slides="consumer_mediations,staffing.staff")
    finding = at.header[1].value
    at.text_input(key="briefing.title.staffing.staff").set_value("員額 <b>&</b> 精簡").run()
    at.text_input(key="briefing.context.staffing.staff").set_value("一句背景").run()
    at.text_input(key="briefing.session").set_value("臨時會").run()
    at.button(key="briefing.up.staffing.staff").click().run()
    assert unescape(at.header[0].value) == "員額 <b>&</b> 精簡"
    assert f"<p>{finding}</p><p>一句背景</p>" in _html(at)
    shared = {name: at.query_params[name] for name in ("slides", "session", "title1", "context1")}
    assert shared == {
        "slides": "staffing.staff,consumer_mediations",
        "session": "臨時會",
        "title1": "員額 <b>&</b> 精簡",
        "context1": "一句背景",
    }

    other = _open(**shared)
    assert [header.value for header in other.header] == [header.value for header in at.header]
    assert other.text_input(key="briefing.context.staffing.staff").value == "一句背景"
    assert other.text_input(key="briefing.session").value == "臨時會"
    assert {name: other.query_params[name] for name in shared} == shared


def test_unknown_names_and_too_many_are_told_until_something_is_changed() -> None:
    names = list(load().metrics)[:11]
    at = _open(slides=",".join(["no_such", "staffing.no_such", *names]))
    assert "「no_such」、投影片「staffing.no_such」" in unescape(at.warning[0].value)
    assert ZH("briefing.too_many", most=MOST_SLIDES, count=1) in at.warning[0].value
    assert _slides(at) == names[:10]
    assert at.selectbox(key="briefing.add").disabled
    at.button(key=f"briefing.remove.{names[0]}").click().run()
    assert not at.warning
    assert not at.selectbox(key="briefing.add").disabled


def test_without_slides_it_says_so_and_leads_back() -> None:
    at = _open(slides="none")
    assert at.title[0].value == ZH("briefing.empty_title")
    assert at.info[0].value == ZH("briefing.empty")
    assert [button.proto.disabled for button in at.get("download_button")] == [True] * len(KINDS)
    at.button(key="briefing.again").click().run()
    assert len(_slides(at)) == 5


def test_a_visit_elsewhere_loses_nothing() -> None:
    at = _open(slides="consumer_mediations")
    at.text_input(key="briefing.title.consumer_mediations").set_value("我的標題").run()
    at.switch_page("pages/energy.py").run()
    at.query_params.clear()
    at.switch_page("pages/briefing.py").run()
    assert at.header[0].value == "我的標題"
    assert (_slides(at), at.query_params["title1"]) == (["consumer_mediations"], "我的標題")


def test_english_holds_its_own_words() -> None:
    at = _open(lang="en")
    assert at.title[0].value == (
        "Department of Administration and International Affairs, Kaohsiung City Government: figures on "
        "Staffing, Consumer protection, Visiting delegations, Energy saving, Budget"
    )
    with speaking("en"):
        proposed = telling_extracts()
    assert [unescape(header.value) for header in at.header] == [p.news or p.extract.drawn.title for p in proposed]


def test_what_can_be_chosen_can_be_drawn() -> None:
    named = options()
    assert len(named) == len(load().metrics) + sum(len(screen.panels) for screen in load().screens)
    assert len(set(named.values())) == len(named)
    for name in list(named)[::4]:
        assert slide_name(slide_extract(name)) == name
        assert preview_figure(name, dark=False).layout.height > 0


def test_the_preview_draws_what_the_file_draws() -> None:
    alone = preview_figure("mediation.volumes", dark=False)
    beside = preview_figure("staffing.staff", dark=False)
    for name, figure in (("mediation.volumes", alone), ("staffing.staff", beside)):
        chart = charted(slide_extract(name)).chart
        assert chart is not None
        titles = {a.text.partition("</b>")[0].removeprefix("<b>") for a in figure.layout.annotations if a.text}
        assert {series.name for series in chart.series} <= titles
    assert beside.layout.height > alone.layout.height


# The files ----------------------------------------------------------------------------------------


def _made(kind: str, state: State = TWO) -> bytes:
    return file_later(_kind(kind), Kept(state), "http://localhost:8501")()


def _deck() -> Deck:
    return deck_of(TWO, today(), "http://localhost:8501")


def test_a_pptx_has_the_titles_in_their_order() -> None:
    slides = list(Presentation(io.BytesIO(_made("pptx"))).slides)
    shown: list[Any] = [slide.shapes.title for slide in slides]
    assert [title.text_frame.text for title in shown] == [page.title for page in pages(_deck())]
    assert [title.text_frame.text for title in shown[1:3]] == [
        "調解變少了",
        slide_extract("staffing.staff").drawn.title,
    ]
    cover = "\n".join(shape.text_frame.text for shape in slides[0].shapes if shape.has_text_frame)
    assert "第4屆第1次定期大會" in cover
    assert ZH("slides.made", day=day_words(today())) in cover
    body = "\n".join(shape.text_frame.text for shape in slides[1].shapes if shape.has_text_frame)
    assert "疫情期間" in body
    assert slide_extract("consumer_mediations").drawn.title in body
    assert "http://localhost:8501/explore?" in body


@pytest.mark.parametrize(("kind", "write"), [("odp", odp_bytes), ("question-odt", odt_bytes)])
def test_open_documents_are_what_the_deck_says(kind: str, write: Any) -> None:
    def content(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return {name: parts.read(name) for name in parts.namelist()}

    made = content(_made(kind))
    assert made == content(write(_deck()))
    written, second = made["content.xml"].decode(), slide_extract("staffing.staff").drawn.title
    assert 0 < written.index("調解變少了") < written.index(second)


@pytest.mark.parametrize(("kind", "count"), [("pdf", 4), ("question-pdf", 2)])
def test_pdfs_have_a_page_for_each_slide(kind: str, count: int) -> None:
    document = pypdfium2.PdfDocument(_made(kind))
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    assert len(texts) == count
    assert "調解變少了" in "".join(texts[count // 2 - 1].split())


def test_a_file_is_of_what_is_chosen_when_it_is_asked_for() -> None:
    kept = Kept(TWO)
    later = file_later(_kind("pptx"), kept, "")
    kept.state = TWO.told("staffing.staff", "title", "剛剛改的").moved("staffing.staff", -1)
    slides = list(Presentation(io.BytesIO(later())).slides)
    assert slides[1].shapes.title.text_frame.text == "剛剛改的"


def test_files_have_names_in_the_readers_language() -> None:
    day = (reads.build()["built_at"] + timedelta(hours=8)).date().isoformat()
    assert file_name(_kind("pptx"), TWO) == f"簡報_第4屆第1次定期大會_2張_{day}.pptx"
    assert file_name(_kind("question-pdf"), State(TWO.slides, "A/B:C")) == f"質詢單_A／B：C_2張_{day}.pdf"
    with speaking("en"):
        assert file_name(_kind("odp"), State(TWO.slides)) == f"briefing_2-slides_{day}.odp"


def test_without_libreoffice_pdfs_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("export.machines.office.office_path", lambda: None)
    at = _open(slides="consumer_mediations")
    assert [b.proto.disabled for b in at.get("download_button")] == [kind.ending == "pdf" for kind in KINDS]
    assert any("LibreOffice" in caption.value for caption in at.caption)


def test_a_file_that_fails_says_why_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> bytes:
        raise OfficeFailed("磁碟已滿")

    monkeypatch.setattr("export.machines.office.converted", fails)
    at = _open(slides="consumer_mediations")
    with pytest.raises(OfficeFailed):
        file_later(_kind("pdf"), at.session_state["briefing"], "")()
    at.run()
    assert at.error[0].value == ZH("briefing.failed", why="磁碟已滿")
    assert not at.exception
