"""The sheet of a question: one page, every number with its sentence, in LibreOffice and without it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from odfdo import Document

from catalog.load import load
from catalog.words import Language, speaking
from charts.palette import LIGHT
from export.odf.xml import NAMESPACES
from export.question_sheet import odt_bytes, pdf_bytes, sheets
from export.slides.deck import Deck, Slide
from findings.extracts import of_metric, of_panel
from findings.questions import questions
from findings.titles import row_period
from findings.values import value_words
from tests.export.decks import CONTEXT, DAY, RETITLED, SESSION, five
from tests.export.office import as_pdf, coloured_share, fonts, missing_glyphs, page_pictures, page_texts
from tests.export.taken import SITE, taken
from warehouse import reads

pytestmark = pytest.mark.usefixtures("published")


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_number_on_the_sheet_has_its_sentence() -> None:
    for sheet, slide in zip(sheets(five()), five().slides, strict=True):
        marks = [row[-1] for row in sheet.rows[1:] if row[-1]]
        assert marks, slide.headline
        quoted = {quote.partition(" ")[0] for quote in sheet.quotes}
        assert set(marks) == quoted
        quotes = {str(quote) for quote in slide.extract.drawn.rows["quote"]}
        for quote in sheet.quotes:
            assert quote.partition("「")[2].rpartition("」——")[0] in quotes, "not the whole of the report's own words"
            assert re.search(r"第 \d+ [頁段]", quote.rpartition("」——")[2]), quote


@pytest.mark.parametrize(
    ("screen", "panel", "metric_id"),
    [("mediation", "volumes", "consumer_mediations"), ("visitors", "visits", "delegation_persons")],
)
def test_what_the_title_tells_of_the_course_stands_in_the_table(screen: str, panel: str, metric_id: str) -> None:
    (sheet,) = sheets(Deck("題", (Slide(taken(screen, panel)),), DAY))
    own = reads.observations([metric_id])
    own = own[(own["part"] == "") & own["per_month"].notna()].sort_values("period_end")
    told = {own["per_month"].idxmax(), own["per_month"].idxmin(), own.index[-1]}
    rows = {row[:4] for row in sheet.rows}
    for _, row in own.loc[sorted(told)].iterrows():
        assert any(f"{row['value']:,.0f}{row['unit']}" == shown[2] for shown in rows if len(shown) > 2)


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize(
    ("screen", "panel"),
    [("mediation", "volumes"), ("visitors", "visits"), ("mediation", "outreach"), ("staffing", "approvals")],
)
def test_every_column_of_the_chart_has_its_row_and_sentence(language: Language, screen: str, panel: str) -> None:
    """Nobody can click on paper."""
    with speaking(language):
        (sheet,) = sheets(Deck("題", (Slide(taken(screen, panel)),), DAY))
        assert sheet.chart is not None
        rows = taken(screen, panel).drawn.rows.set_index("observation_id")
        drawn = [rows.loc[[one]].iloc[0] for one in sheet.chart.observation_ids]
        # Where there are very many, those that the title is about.
        drawn = [row for row in drawn if language == "zh-TW" or row["metric_id"] == drawn[0]["metric_id"]]
        shown = {row[1:3] for row in sheet.rows}
        for row in drawn:
            assert (row_period(row), value_words(row["value"], row["unit"], row["qualifier"])) in shown
            assert (
                language == "en"
                or screen == "staffing"
                or panel == "outreach"
                or any(" ".join(str(row["quote"]).split()) in quote for quote in sheet.quotes)
            )


@speaking("en")
def test_a_question_in_english_is_a_sentence_and_stands_once() -> None:
    for screen, panel in (("visitors", "visits"), ("mediation", "volumes"), ("energy", "rates")):
        extract = taken(screen, panel)
        assert all(asked[0].isupper() and "○" not in asked for asked in questions(extract))
        (sheet,) = sheets(Deck("T", (Slide(extract),), DAY))
        told = " ".join((sheet.claim, *sheet.questions, *sheet.foot))
        assert told.count(sheet.claim.partition("; ")[0]) == 1


def test_what_the_sheet_says() -> None:
    first, *_, last = sheets(five())
    assert first.claim == RETITLED
    assert first.below == (five().slides[0].extract.drawn.title, CONTEXT)
    assert SESSION in first.made
    assert ("消費爭議調解", "109年3月1日至9月5日", "112件", "18.2件") in {row[:4] for row in first.rows}
    assert any("105年3月1日至107年1月15日" in warning for warning in first.warnings)
    assert any("重算為 56.25%" in warning for warning in last.warnings)
    assert first.foot[-1] == SITE + five().slides[0].extract.address


def test_odt_in_libreoffice(tmp_path: Path) -> None:
    file = tmp_path / "質詢單.odt"
    file.write_bytes(odt_bytes(five()))
    pdf = as_pdf(file, tmp_path)
    texts, pictures = page_texts(pdf), page_pictures(pdf)
    assert missing_glyphs(pdf) == []
    assert all(fonts(pdf).values())
    assert any("CJK" in name for name in fonts(pdf))
    assert len(texts) == 5, "a sheet has more than one page"
    for text, sheet in zip(texts, sheets(five()), strict=True):
        for told in (sheet.claim, *sheet.below, *sheet.questions, *sheet.warnings, *sheet.quotes, *sheet.foot):
            assert _plain(told) in _plain(text)
        for row in sheet.rows:
            assert all(_plain(cell) in _plain(text) for cell in row)
    for number in (0, 1, 2, 4):
        assert coloured_share(pictures[number], LIGHT.series[0]) > 0.002, "no chart"


def test_what_is_asked_and_what_the_report_says_of_why_stand_on_the_sheet() -> None:
    deck = Deck("題", (Slide(of_metric("delegation_persons")), Slide(of_metric("open_datasets_growth_rate"))), DAY)
    body = Document(io.BytesIO(odt_bytes(deck))).body
    told = _plain(body.text_recursive)
    silent, contradicted = sheets(deck)
    assert any("請說明" in question for question in silent.questions)
    assert any("56.25%" in question for question in contradicted.questions)
    assert any("疫情嚴峻" in _plain(line) for line in silent.below)
    for sheet in (silent, contradicted):
        assert all(_plain(line) in told for line in (*sheet.questions, *sheet.below))
    assert len(body.get_elements("//text:p[@text:style-name='question']")) == sum(
        len(sheet.questions) for sheet in (silent, contradicted)
    )


@pytest.mark.parametrize("metric_id", ["open_datasets", "archive_award_entries"])
def test_a_long_sentence_is_quoted_whole(metric_id: str) -> None:
    """However long it is: half a sentence may say something else."""
    (sheet,) = sheets(Deck("題", (Slide(of_metric(metric_id)),), DAY))
    longest = max((str(quote) for quote in of_metric(metric_id).drawn.rows["quote"]), key=len)
    assert len(longest) > 250
    assert any(longest in quote for quote in sheet.quotes)


def test_every_panel_fits_one_page(tmp_path: Path) -> None:
    slides = tuple(Slide(of_panel(screen, panel)) for screen in load().screens for panel in screen.panels)
    file = tmp_path / "all.odt"
    file.write_bytes(odt_bytes(Deck("全部", slides, DAY, SESSION, SITE)))
    texts = page_texts(as_pdf(file, tmp_path))
    assert [text.partition("\r\n")[0].split("\u3000")[1] for text in texts] == [s.extract.name for s in slides]


@speaking("en")
def test_every_panel_fits_one_page_in_english(tmp_path: Path) -> None:
    slides = tuple(Slide(of_panel(screen, panel)) for screen in load().screens for panel in screen.panels)
    file = tmp_path / "all.odt"
    file.write_bytes(odt_bytes(Deck("All", slides, DAY, SESSION, SITE)))
    texts = page_texts(as_pdf(file, tmp_path))
    assert all(s.extract.name in text for s, text in zip(slides, texts, strict=True))


def test_odt_is_well_formed_and_its_charts_can_be_edited() -> None:
    data = odt_bytes(five())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        objects = [name for name in archive.namelist() if name.endswith("/content.xml")]
        assert len(objects) == 4
        for name in objects:
            root = etree.fromstring(archive.read(name))
            assert root.findall(".//chart:series", NAMESPACES)
            assert root.findall(".//table:table-cell[@office:value]", NAMESPACES)
    document = Document(io.BytesIO(data))
    assert document.get_type() == "text"
    assert [h.text_recursive for h in document.body.get_elements("//text:h[@text:outline-level='1']")] == [
        slide.headline for slide in five().slides
    ]
    assert len(document.body.get_elements("//draw:frame/svg:desc")) == 4


def test_pdf_says_all_that_the_sheet_says() -> None:
    deck = Deck("題", five().slides[:1], DAY, SESSION, SITE)
    printed = "".join(page_texts(pdf_bytes(deck)))
    sheet = sheets(deck)[0]
    for told in (RETITLED, sheet.claim, *sheet.quotes, *sheet.warnings):
        assert _plain(told) in _plain(printed)
