"""A page drawn: the box is where the number is printed, and nowhere else."""

from __future__ import annotations

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

from ingest.read.pdf import reader as pdf
from ingest.read.pdf.page_image import page_image
from ingest.read.pdf.pdfium import PDFIUM
from tests.plain_pdf import plain_pdf

# Pixels per point of a page of ordinary size, and how far a line reaches around its box.
SCALE = 2
LINE = 6
DARK, LIGHT, PAPER = (179, 71, 0), (255, 228, 140), (255, 255, 255)
# "229" stands between x 100 and 120 with its feet 212 points below the top.
PDF = plain_pdf([(100, 212, "229")], [(50, 60, "second page")])
NUMBER = (100.0, 203.0, 120.0, 212.0)


def _picture(png: bytes | None) -> Image.Image:
    assert png is not None
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return Image.open(io.BytesIO(png)).convert("RGB")


def _changed(bare: Image.Image, marked: Image.Image) -> tuple[int, int, int, int]:
    """The box of all pixels that differ."""
    assert bare.size == marked.size
    found = ImageChops.difference(bare, marked).getbbox()
    assert found is not None
    return found


def test_the_box_is_around_the_number_and_nothing_else_changes() -> None:
    bare, marked = _picture(page_image(PDF, 1, [])), _picture(page_image(PDF, 1, [NUMBER]))
    assert bare.size == (595 * SCALE, 842 * SCALE)
    ink = bare.convert("L").point(lambda level: 255 * (level < 128)).getbbox()
    assert ink is not None
    box = _changed(bare, marked)
    assert box == pytest.approx([edge * SCALE for edge in NUMBER], abs=LINE)
    # The print stands inside the line.
    assert box[0] < ink[0] < ink[2] < box[2]
    assert box[1] < ink[1] < ink[3] < box[3]
    assert marked.getpixel((box[0] + 1, (box[1] + box[3]) // 2)) == DARK
    assert marked.getpixel((box[2] - 2, (box[1] + box[3]) // 2)) == DARK


def test_print_in_a_box_stays_as_dark_as_it_is() -> None:
    part = (NUMBER[0] * SCALE + 4, NUMBER[1] * SCALE + 4, NUMBER[2] * SCALE - 4, NUMBER[3] * SCALE - 4)
    bare, marked = (_picture(page_image(PDF, 1, boxes)).crop(part) for boxes in ([], [NUMBER]))
    darkest = min(bare.convert("L").tobytes())
    assert darkest < 60
    assert min(marked.convert("L").tobytes()) == darkest
    assert LIGHT in {color for _, color in marked.getcolors(100_000) or []}


def test_a_cell_is_dashed_and_not_filled() -> None:
    cell = (90.0, 300.0, 300.0, 330.0)
    marked = _picture(page_image(PDF, 1, [], [cell]))
    assert _changed(_picture(page_image(PDF, 1, [])), marked) == pytest.approx((175, 595, 605, 665), abs=LINE)
    assert marked.getpixel((390, 630)) == PAPER
    upper = {marked.getpixel((x, round(297.5 * SCALE))) for x in range(200, 560)}
    assert upper == {DARK, PAPER}


def test_a_cut_keeps_the_width_and_the_number() -> None:
    whole, cut = _picture(page_image(PDF, 1, [NUMBER])), _picture(page_image(PDF, 1, [NUMBER], cut="strip"))
    assert cut.size == (595 * SCALE, (9 + 220) * SCALE)
    top = (203 - 110) * SCALE
    assert cut.tobytes() == whole.crop((0, top, cut.width, top + cut.height)).tobytes()
    near = _picture(page_image(PDF, 1, [NUMBER], cut="near"))
    assert near.tobytes() == whole.crop((0, top, (120 + 140) * SCALE, top + cut.height)).tobytes()
    assert _picture(page_image(PDF, 1, [], cut="near")).size == whole.size


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_page_is_drawn_as_its_text_reads(rotate: int) -> None:
    """Places of a page whose text lies across are those of the page turned upright."""
    lines = [(100, 212, "229"), (50, 60, "upright text on a page that is turned")]
    upright, turned = plain_pdf(lines), plain_pdf(lines, rotate=rotate)
    drawn = _picture(page_image(turned, 1, [NUMBER]))
    wanted = _picture(page_image(upright, 1, [NUMBER]))
    assert drawn.size == wanted.size
    # Letters are smoothed another way when they are turned; the box is the same to the pixel.
    bare = _picture(page_image(turned, 1, []))
    assert _changed(bare, drawn) == _changed(_picture(page_image(upright, 1, [])), wanted)
    part = tuple(int(edge * SCALE) for edge in NUMBER)
    assert min(bare.crop(part).convert("L").tobytes()) < 80  # type: ignore[arg-type]


def test_a_poster_is_drawn_within_bounds() -> None:
    picture = _picture(page_image(plain_pdf([(100, 212, "229")], size=(9000, 3000)), 1, [NUMBER]))
    assert picture.size == (2400, 800)


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there(page: int) -> None:
    assert page_image(PDF, page, []) is None


@pytest.mark.parametrize("data", [b"", b"no PDF", PDF[:60]])
def test_a_file_that_is_no_pdf(data: bytes) -> None:
    assert page_image(data, 1, []) is None


def test_readers_and_drawings_wait_for_one_another() -> None:
    assert vars(pdf)["PDFIUM"] is PDFIUM
    done = threading.Event()

    def draw() -> None:
        page_image(PDF, 1, [])
        done.set()

    drawing = threading.Thread(target=draw)
    with PDFIUM:
        drawing.start()
        assert not done.wait(0.3)
    drawing.join(10)
    assert done.is_set()


def test_many_at_once_give_each_its_page() -> None:
    wanted = {page: page_image(PDF, page, []) for page in (1, 2)}
    assert wanted[1] != wanted[2]
    with ThreadPoolExecutor(8) as pool:
        asked = [1, 2] * 12
        assert list(pool.map(lambda page: page_image(PDF, page, []), asked)) == [wanted[page] for page in asked]


def test_the_plain_file_says_what_the_tests_take_for_granted() -> None:
    document = pdfium.PdfDocument(PDF)
    assert [page.get_textpage().get_text_range() for page in document] == ["229", "second page"]
