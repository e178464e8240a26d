"""Decks as files, read by readers that others wrote: python-pptx, odfdo, LibreOffice, PDFium."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from odfdo import Document
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Cm

from catalog.words import words_in
from charts.palette import LIGHT
from export.machines import office
from export.machines.office import OfficeFailed
from export.odf.xml import NAMESPACES
from export.slides.chart_data import charted
from export.slides.odp import odp_bytes, pdf_bytes
from export.slides.pages import Text, pages
from export.slides.pptx import CHINESE, pptx_bytes
from tests.export.decks import RETITLED, SESSION, TITLE, five
from tests.export.office import all_converted, coloured_share, fonts, missing_glyphs, page_pictures, page_texts
from tests.export.taken import SITE

pytestmark = pytest.mark.usefixtures("published")
ZH = words_in("zh-TW")
CHARTS = (2, 3, 4, 6)


def _plain(text: str) -> str:
    """Text without the breaks and spaces that setting it put in."""
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def pptx_file(published: Path) -> bytes:
    return pptx_bytes(five())


@pytest.fixture(scope="module")
def odp_file(published: Path) -> bytes:
    return odp_bytes(five())


@pytest.fixture(scope="module")
def printed(pptx_file: bytes, odp_file: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Both files as LibreOffice, started once, prints them."""
    folder = tmp_path_factory.mktemp("printed")
    files = {ending: folder / f"簡報-{ending}.{ending}" for ending in ("pptx", "odp")}
    for ending, data in (("pptx", pptx_file), ("odp", odp_file)):
        files[ending].write_bytes(data)
    all_converted(list(files.values()), folder, "pdf")
    return {ending: file.with_suffix(".pdf").read_bytes() for ending, file in files.items()}


# PPTX ----------------------------------------------------------------------------------------------


def _charts(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_chart]


def test_pptx_charts_hold_their_values(pptx_file: bytes) -> None:
    slides = list(Presentation(io.BytesIO(pptx_file)).slides)
    assert len(slides) == 7
    for slide, own in zip(slides[1:6], five().slides, strict=True):
        chart = charted(own.extract).chart
        found = _charts(slide)
        if chart is None:
            assert not found
            continue
        (frame,) = found
        plot = frame.chart.plots[0]
        assert tuple(plot.categories) == chart.categories
        assert [(series.name, tuple(series.values)) for series in plot.series] == [
            (series.name, series.values) for series in chart.series
        ]
        assert frame.chart.value_axis.axis_title.text_frame.text == chart.axis
        assert not frame.chart._chartSpace.xpath("//c:valAx[position()>1]"), "a second value axis"
        book = zipfile.ZipFile(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
        assert "xl/worksheets/sheet1.xml" in book.namelist(), "the data cannot be edited"


def test_years_are_outlines_beside_halves_in_both_files(pptx_file: bytes, odp_file: bytes) -> None:
    seen = 0
    slides = list(Presentation(io.BytesIO(pptx_file)).slides)
    with zipfile.ZipFile(io.BytesIO(odp_file)) as archive:
        for number, (own, page) in enumerate(zip(five().slides, pages(five())[1:], strict=False), 1):
            chart = charted(own.extract).chart
            if chart is None:
                continue
            (frame,) = _charts(slides[number])
            hollow = {
                int(point.find(qn("c:idx")).get("val"))
                for point in frame.chart._chartSpace.iter(qn("c:dPt"))
                if point.find(f".//{qn('a:noFill')}") is not None
            }
            expected = {place for place, own in enumerate(chart.outlined) if own}
            assert hollow == expected
            seen += len(expected)
            told = [line for e in page.elements if isinstance(e, Text) for line in e.paragraphs]
            assert any(ZH("slides.note_long") in line for line in told) == bool(expected)
        drawn = [
            archive.read(name) for name in archive.namelist() if re.match(r"Object[^/]*/(content|styles).xml", name)
        ]
    assert seen
    assert sum(file.count(b'svg:stroke-width="0.08cm"') for file in drawn) >= seen


def test_pptx_titles_notes_and_alternative_texts(pptx_file: bytes) -> None:
    file = Presentation(io.BytesIO(pptx_file))
    assert (file.slide_width, file.slide_height) == (Cm(33.867), Cm(19.05))
    assert file.core_properties.title == TITLE
    for slide, page in zip(file.slides, pages(five()), strict=True):
        assert slide.shapes.title.text_frame.text == page.title
        assert slide.notes_slide.notes_text_frame.text == "\n".join(page.notes)
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert page.title in shape._element.nvGraphicFramePr.cNvPr.get("descr")
    spoken = [slide.notes_slide.notes_text_frame.text for slide in file.slides]
    (visitors,) = [notes for notes in spoken if "訪賓人數平均每月42.4人" in notes]
    assert "234人" in visitors
    assert any("百分之" in notes.split("\n")[1] for notes in spoken)


def test_pptx_names_a_chinese_font_everywhere(pptx_file: bytes) -> None:
    runs = 0
    with zipfile.ZipFile(io.BytesIO(pptx_file)) as archive:
        for name in archive.namelist():
            if not re.match(r"ppt/(slides|notesSlides|charts)/[^/]+\.xml$", name):
                continue
            root = etree.fromstring(archive.read(name))
            chart = name.startswith("ppt/charts/")
            for own in (*root.iter(qn("a:rPr")), *(root.iter(qn("a:defRPr")) if chart else ())):
                assert own.get("lang") == "zh-TW", name
                assert own.find(qn("a:ea")).get("typeface") == CHINESE, name
                assert [etree.QName(c).localname for c in own if c.tag in map(qn, ("a:latin", "a:ea", "a:cs"))] == [
                    "latin",
                    "ea",
                    "cs",
                ], name
                runs += 1
        theme = etree.fromstring(archive.read("ppt/theme/theme1.xml"))
        assert {e.get("typeface") for kind in ("a:majorFont", "a:minorFont") for f in theme.iter(qn(kind))
                for e in f.findall(qn("a:ea"))} == {CHINESE}  # fmt: skip
    assert runs > 100


def test_pptx_in_libreoffice(printed: dict[str, bytes]) -> None:
    _looks_right(printed["pptx"])


def _looks_right(pdf: bytes) -> None:
    texts, pictures = page_texts(pdf), page_pictures(pdf)
    assert missing_glyphs(pdf) == []
    assert all(fonts(pdf).values()), "a font is not in the file"
    assert len(texts) == 7
    assert SESSION in _plain(texts[0])
    for text, page, slide in zip(texts[1:6], pages(five())[1:6], five().slides, strict=True):
        assert _plain(page.title) in _plain(text)
        assert _plain(SITE + slide.extract.address) in _plain(text)
        chart = charted(slide.extract).chart
        for label in chart.series[0].labels if chart else ():
            assert _plain(label) in _plain(text), label
    assert RETITLED in _plain(texts[1])
    for number in CHARTS:
        assert coloured_share(pictures[number - 1], LIGHT.series[0]) > 0.004, f"no columns on page {number}"
    assert coloured_share(pictures[5 - 1], LIGHT.series[0]) < 0.001
    # The table beside the chart: a grey header over white cells, not the office suite's own blue.
    assert coloured_share(pictures[1], LIGHT.grid, near=2) > 0.004
    assert coloured_share(pictures[1], "#729fcf", near=30) < 0.001


# ODP -----------------------------------------------------------------------------------------------


def test_odp_is_a_well_formed_package(odp_file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(odp_file)) as archive:
        assert archive.testzip() is None
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.presentation"
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
        listed = {str(entry.get(f"{{{entry.nsmap['manifest']}}}full-path")) for entry in manifest}
        present = {name for name in archive.namelist() if name not in ("mimetype", "META-INF/manifest.xml")}
        assert present <= listed
        assert {name for name in listed if not name.endswith("/")} == present


def test_odp_charts_hold_their_values(odp_file: bytes) -> None:
    charts = [chart for slide in five().slides if (chart := charted(slide.extract).chart)]
    with zipfile.ZipFile(io.BytesIO(odp_file)) as archive:
        for number, chart in enumerate(charts, 1):
            root = etree.fromstring(archive.read(f"Object {number}/content.xml"))
            rows = root.findall(".//table:table-row", NAMESPACES)
            table = [[_cell(cell) for cell in row] for row in rows]
            assert table[0] == ["", *(series.name for series in chart.series)]
            assert table[1:] == [
                [category, *(series.values[place] for series in chart.series)]
                for place, category in enumerate(chart.categories)
            ]
            titles = root.findall(".//chart:axis/chart:title/text:p", NAMESPACES)
            assert [title.text for title in titles] == [chart.axis]


def _cell(cell: Any) -> str | float | None:
    value = cell.get(f"{{{NAMESPACES['office']}}}value")
    if value is not None:
        return float(value)
    text = "".join(cell.itertext())
    return text if cell.get(f"{{{NAMESPACES['office']}}}value-type") == "string" else None


def test_odfdo_reads_the_odp(odp_file: bytes) -> None:
    document = Document(io.BytesIO(odp_file))
    assert document.get_type() == "presentation"
    slides = document.body.get_elements("//draw:page")
    for slide, page in zip(slides, pages(five()), strict=True):
        (title,) = slide.get_elements("draw:frame[@presentation:class='title']")
        assert title.text_recursive.strip() == page.title
        (notes,) = slide.get_elements("presentation:notes//draw:frame[@presentation:class='notes']")
        assert [p.text_recursive for p in notes.get_elements(".//text:p")] == list(page.notes)
    described = document.body.get_elements("//draw:frame[draw:object]/svg:desc")
    assert len(described) == 4
    assert all("直條圖" in description.text_recursive for description in described)


def test_odp_in_libreoffice(printed: dict[str, bytes]) -> None:
    _looks_right(printed["odp"])
    assert any("CJK" in name for name in fonts(printed["odp"]))


def test_libreoffice_writes_notes_and_charts_back(odp_file: bytes) -> None:
    """What LibreOffice read from the ODP it can write as PPTX, where python-pptx finds it again."""
    slides = Presentation(io.BytesIO(office.converted(odp_file, "odp", "pptx"))).slides
    assert [slide.notes_slide.notes_text_frame.text.splitlines()[1] for slide in list(slides)[1:6]] == [
        page.notes[1] for page in pages(five())[1:6]
    ]
    (frame,) = _charts(slides[3])
    chart = charted(five().slides[2].extract).chart
    assert chart is not None
    assert list(frame.chart.plots[0].series[0].values) == pytest.approx(list(chart.series[0].values))


def test_the_same_deck_gives_the_same_odp(odp_file: bytes) -> None:
    assert odp_bytes(five()) == odp_file


# PDF and time --------------------------------------------------------------------------------------


def test_a_deck_of_five_takes_less_than_ten_seconds_in_all_three_forms() -> None:
    # Processor seconds, LibreOffice's too: a busy machine is no fault of the code.
    before = os.times()
    deck = five.__wrapped__()
    pptx_bytes(deck)
    odp_bytes(deck)
    pdf = pdf_bytes(deck)
    after = os.times()
    assert len(page_texts(pdf)) == 7
    assert sum(after[:4]) - sum(before[:4]) < 10


def test_without_libreoffice_a_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office_path", lambda: None)
    with pytest.raises(OfficeFailed, match="apt-get install libreoffice"):
        pdf_bytes(five())
