"""Office files against the schemas of their formats: Open XML's and OpenDocument 1.2's, with nothing to find."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from openxml_audit import FileFormat, OdfValidator, OpenXmlValidator, ValidationError
from openxml_audit.odf.schemas import build_bundled_routes

from catalog.words import LANGUAGES, Language, speaking
from export.machines.archive import zipped
from export.question_sheet import odt_bytes
from export.sheets.contents import book
from export.sheets.ods import ods_bytes
from export.sheets.xlsx import xlsx_bytes
from export.slides.deck import Deck, Slide
from export.slides.odp import odp_bytes
from export.slides.pptx import pptx_bytes
from findings.extracts import Extract, of_metric
from tests.export.decks import DAY, five
from tests.export.taken import RETRIEVED, SITE, taken

pytestmark = pytest.mark.usefixtures("published")

SHEETS = [(xlsx_bytes, "xlsx"), (ods_bytes, "ods")]
DECKS = [(pptx_bytes, "pptx"), (odp_bytes, "odp"), (odt_bytes, "odt")]
KINDS = ["bars", "dots", "time line", "breakdowns", "nothing"]


def _extract(kind: str) -> Extract:
    match kind:
        case "dots":
            return taken("staffing", "staff")
        case "time line":
            return taken("energy", "works")
        case "breakdowns":
            return of_metric("vehicle_lent_trips")
        case "nothing":
            # As it would be had no report printed anything of it.
            bars = taken("mediation", "volumes")
            drawn = replace(bars.drawn, rows=bars.drawn.rows.iloc[:0], records=[], lanes=())
            return replace(bars, drawn=drawn, sources=())
    return taken("mediation", "volumes")


AWKWARD = [
    "甲&乙<丙>丁 'one' \"two\" ]]> <!-- -- &amp; &#0;",
    "".join(map(chr, range(32))) + "\x7f\x85\u2028\ufffe\uffff\ud800",
    "👩‍👩‍👧 🇹🇼 𠮷野家 é \u200b\ufeff",
    "  前後 \t\n\n 空白  ",
    "很長的題目，" * 100,
    "",
]

# What stands rightly in a file and is taken out before the schema is asked, and why.
LEFT_OUT = {
    rb' loext:major-origin="0\.5"': "Puts dots beside a chart's frame. The schema is for files without what other"
    " namespaces add (OpenDocument 1.2, part 1, section 2.2.3).",
    rb"<loext:graphic-properties [^<>]*/>": "Fills cells of a slide's table in LibreOffice, beside what the format has"
    " for it. Of another namespace too.",
    rb"<text:page-count/>": "The schema names it in a choice of names, which libxml2 overlooks in paragraphs. Jing,"
    " which does not, takes it.",
}
# What the validator's own rules find and the format does not, by their id, and why.
MISTAKEN = {
    "ODFSEMDRAW005": "Looks for a file where OpenDocument 1.2 has a folder: a chart's name ends in no slash.",
}
# Each chart is a document of its own, which the validator's list of schemas does not name.
_ROUTES = {
    version: {**parts, **{f"Object */{name}": parts[name] for name in ("content.xml", "styles.xml")}}
    for version, parts in build_bundled_routes().items()
}
_OPENDOCUMENT = OdfValidator(FileFormat.ODF_1_2, max_errors=0, relaxng_validation=True, schema_routes=_ROUTES)
_OPEN_XML = OpenXmlValidator(FileFormat.OFFICE_2007, max_errors=0)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    return zipped(parts.items(), plain=["mimetype"])


def _findings(data: bytes, ending: str, folder: Path) -> list[str]:
    """What the schemas and rules of its format say against a file, and against the workbooks inside it.

    What the validator only advises, such as no style that nothing uses, is no finding.
    """
    parts = _parts(data)
    file = folder / f"file.{ending}"
    if ending in ("pptx", "xlsx"):
        file.write_bytes(data)
        found = [_told(error) for error in _OPEN_XML.validate(file).errors]
        inside = (parts[name] for name in parts if name.endswith(".xlsx"))
        return found + [told for own in inside for told in _findings(own, "xlsx", folder)]
    file.write_bytes(_packed({name: _asked(content) for name, content in parts.items()}))
    return [_told(error) for error in _errors(file) if error.id not in MISTAKEN]


def _errors(file: Path) -> list[ValidationError]:
    return [error for error in _OPENDOCUMENT.validate(file).errors if error.severity.name == "ERROR"]


def _asked(content: bytes) -> bytes:
    for told in LEFT_OUT:
        content = re.sub(told, b"", content)
    return content


def _told(error: ValidationError) -> str:
    return f"{error.part_uri}{error.path}: {error.id} {error.description}"


@pytest.mark.parametrize(("kind", "language"), [*((kind, "zh-TW") for kind in KINDS), ("bars", "en")])
@pytest.mark.parametrize(("writer", "ending"), SHEETS)
def test_workbooks_are_valid(
    writer: Callable[..., bytes], ending: str, kind: str, language: Language, tmp_path: Path
) -> None:
    with speaking(language):
        data = writer(book(_extract(kind), RETRIEVED, site=SITE))
    assert _findings(data, ending, tmp_path) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("writer", "ending"), DECKS)
def test_decks_of_five_are_valid(
    writer: Callable[[Deck], bytes], ending: str, language: Language, tmp_path: Path
) -> None:
    with speaking(language):
        data = writer(five(language))
    assert _findings(data, ending, tmp_path) == []


@pytest.mark.parametrize(("writer", "ending"), DECKS)
def test_decks_of_every_kind_are_valid(writer: Callable[[Deck], bytes], ending: str, tmp_path: Path) -> None:
    slides = tuple(Slide(_extract(kind)) for kind in KINDS)
    assert _findings(writer(Deck("題", slides, DAY)), ending, tmp_path) == []


def _awkward(extract: Extract, sign: str) -> Extract:
    """The extract as it would be of reports that print such texts."""
    drawn = extract.drawn
    rows, records = drawn.rows.copy(), [{**record, "quote": sign, "metric": sign} for record in drawn.records]
    for column in ("quote", "raw", "part", "report_title"):
        rows[column] = pd.Series([sign] * len(rows), index=rows.index, dtype=object)
    lanes = tuple(
        replace(lane, title=sign, axis=sign or lane.axis, marks=tuple(replace(mark, label=sign) for mark in lane.marks))
        for lane in drawn.lanes
    )
    happened = tuple((sign, replace(mark, label=sign), status) for _, mark, status in drawn.timeline)
    return replace(
        extract, name=sign, question=sign, sources=(sign,),
        drawn=replace(drawn, title=sign, rows=rows, records=records, lanes=lanes, timeline=happened),
    )  # fmt: skip


@pytest.mark.parametrize("sign", AWKWARD, ids=["markup", "controls", "beyond", "blanks", "long", "empty"])
@pytest.mark.parametrize(("writer", "ending"), SHEETS)
def test_workbooks_of_any_texts_are_valid(writer: Callable[..., bytes], ending: str, sign: str, tmp_path: Path) -> None:
    for kind in ("bars", "time line"):
        data = writer(book(_awkward(_extract(kind), sign), RETRIEVED, site=SITE))
        assert _findings(data, ending, tmp_path) == []


@pytest.mark.parametrize(("writer", "ending"), DECKS)
def test_decks_of_any_texts_are_valid(writer: Callable[[Deck], bytes], ending: str, tmp_path: Path) -> None:
    everything = "".join(AWKWARD)
    told = [(_awkward(_extract("bars"), sign), sign) for sign in AWKWARD]
    told.append((_awkward(_extract("time line"), everything), everything))
    deck = Deck(everything, tuple(Slide(extract, sign, sign) for extract, sign in told), DAY, everything)
    assert _findings(writer(deck), ending, tmp_path) == []


# Faults that a reader may forgive: the kind of file, the part, what stands there and what in its place.
DAMAGES = [
    ("xlsx", "xl/worksheets/sheet1.xml", b"sheetViews>", b"sheetSights>"),
    ("xlsx", "xl/charts/chart1.xml", b"<c:gapWidth val=", b"<c:gapWidth width="),
    ("pptx", "ppt/slides/slide2.xml", b"<a:ea ", b"<a:eastern "),
    ("pptx", "ppt/charts/chart1.xml", b'<c:axId val="', b'<c:axId val="-'),
    ("ods", "content.xml", b'office:value-type="float"', b'office:value-type="number"'),
    ("ods", "styles.xml", b"style:scale-to=", b"style:scale-to-X="),
    ("ods", "Object 1/content.xml", b"</text:p></chart:title>", b"</text:p><text:p/></chart:title>"),
    ("odp", "content.xml", b"style:table-cell-properties", b"style:graphic-properties"),
    ("odp", "Object 1/content.xml", b"number:min-integer-digits", b"number:min-decimal-places"),
    ("odt", "META-INF/manifest.xml", b'full-path="content.xml"', b'full-path="contents.xml"'),
    ("odt", "meta.xml", b"T00:00:00<", b"<!-- -->today<"),
]


@pytest.fixture(scope="module")
def files(published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A valid file of each kind, by its ending."""
    workbook = book(_extract("bars"), RETRIEVED)
    deck = Deck("題", tuple(Slide(_extract(kind)) for kind in ("bars", "time line")), DAY)
    written = {ending: writer(workbook) for writer, ending in SHEETS}
    written |= {ending: writer(deck) for writer, ending in DECKS}
    folder = tmp_path_factory.mktemp("whole")
    assert [told for ending, data in written.items() for told in _findings(data, ending, folder)] == []
    return written


@pytest.mark.parametrize(("ending", "part", "old", "new"), DAMAGES)
def test_a_damaged_file_is_refused(
    files: dict[str, bytes], ending: str, part: str, old: bytes, new: bytes, tmp_path: Path
) -> None:
    parts = _parts(files[ending])
    assert old in parts[part]
    damaged = _packed({**parts, part: parts[part].replace(old, new)})
    assert _findings(damaged, ending, tmp_path) != []


def test_no_exception_is_made_in_vain(files: dict[str, bytes], tmp_path: Path) -> None:
    dots = ods_bytes(book(_extract("dots"), RETRIEVED))
    found, refused = set(), []
    for number, data in enumerate((dots, files["odp"])):
        file = tmp_path / f"{number}.{'ods' if number == 0 else 'odp'}"
        file.write_bytes(data)
        errors = _errors(file)
        found |= {error.id for error in errors if error.id}
        refused += [_parts(data)[error.part_uri.removeprefix("/")] for error in errors if not error.id]
    assert found == set(MISTAKEN)
    # Each sign that is taken out stands in a part that is refused with it.
    assert all(any(re.search(sign, part) for part in refused) for sign in LEFT_OUT)
