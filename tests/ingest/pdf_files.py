"""PDF files written by tests, down to the place of every line of text and every rule."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium

from ingest.read.pdf.page import OpenPage, PageContent

A4 = (595.0, 842.0)
SIZE = 12.0


@dataclass
class Page:
    """A page to write. Text is x, baseline from the top, words; rules and pictures x0, top, x1, bottom.

    ``looks`` are operators before a text by its index, ``sizes`` its size where it is not the common one.
    """

    text: Sequence[tuple[float, float, str]] = ()
    rules: Sequence[tuple[float, float, float, float]] = ()
    pictures: Sequence[tuple[float, float, float, float]] = ()
    size: tuple[float, float] = A4
    unseen: bool = False
    looks: Mapping[int, str] = field(default_factory=dict)
    sizes: Mapping[int, float] = field(default_factory=dict)

    def content(self, codes: dict[str, int]) -> bytes:
        height = self.size[1]
        drawn = [f"0.5 w {x0} {height - top} m {x1} {height - bottom} l S" for x0, top, x1, bottom in self.rules]
        drawn += [
            f"q {x1 - x0} 0 0 {bottom - top} {x0} {height - bottom} cm /P Do Q" for x0, top, x1, bottom in self.pictures
        ]
        mode = 3 if self.unseen else 0
        for index, (x, base, words) in enumerate(self.text):
            written = "".join(f"{codes[character]:02x}" for character in words)
            size = self.sizes.get(index, SIZE)
            show = f"BT {mode} Tr /F {size} Tf {x} {height - base} Td <{written}> Tj ET"
            drawn.append(f"q {self.looks.get(index, '')} {show} Q")
        return "\n".join(drawn).encode()


_PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 4 >>\n"
    b"stream\n\x00\xff\xff\x00\nendstream"
)


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _font(codes: dict[str, int]) -> list[bytes]:
    """A font whose letters are boxes, Latin ones half as wide as Chinese ones, and its table of characters."""
    narrow, wide = (b"%d 0 0 -120 %d 880 d1 0 -120 %d 1000 re f" % (width, width, width) for width in (500, 1000))
    last = max(codes.values(), default=0)
    widths = {code: 500 if character < "\u0370" else 1000 for character, code in codes.items()}
    names = b" ".join(b"/c%d" % code for code in range(last + 1))
    procs = b" ".join(b"/c%d %d 0 R" % (code, 6 if widths.get(code) == 500 else 7) for code in range(last + 1))
    table = b"".join(
        b"1 beginbfchar <%02x> <%s> endbfchar\n" % (code, character.encode("utf-16-be").hex().encode())
        for character, code in codes.items()
    )
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 -120 1000 880] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 0 "
        b"/LastChar %d /Widths [%s] /Encoding << /Type /Encoding /Differences [0 %s] >> /CharProcs << %s >> "
        b"/Resources << >> /ToUnicode 5 0 R >>"
        % (last, b" ".join(b"%d" % widths.get(code, 0) for code in range(last + 1)), names, procs)
    )
    characters = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n%sendcmap" % table
    return [font, _PICTURE, _stream(characters), _stream(narrow), _stream(wide)]


def written(pages: Sequence[Page], trailer: bytes = b"") -> bytes:
    """A file with these pages, and what else its trailer shall say; of at most 255 different characters."""
    used = sorted({character for page in pages for _, _, words in page.text for character in words})
    codes = {character: code for code, character in enumerate(used, 1)}
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *_font(codes)]
    kids = []
    for page in pages:
        objects.append(_stream(page.content(codes)))
        kids.append(len(objects) + 1)
        width, height = page.size
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.1f %.1f] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> /XObject << /P 4 0 R >> >> >>" % (width, height, len(objects))
        )
    numbers = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (numbers, len(kids))
    file = io.BytesIO(b"%PDF-1.7\n")
    file.seek(0, io.SEEK_END)
    places = []
    for number, held in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, held))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    file.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    return file.getvalue()


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[tuple[float, float, float, float]]:
    """The rules of a table with these upright and level lines."""
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


def saved(pdf: pdfium.PdfDocument) -> bytes:
    """The bytes of a document of PDFium's."""
    stored = io.BytesIO()
    pdf.save(stored)
    return stored.getvalue()


def scanned(pdf: pdfium.PdfDocument, pages: Iterable[int], resolution: int = 150) -> bytes:
    """Pages of a document (from 0) as pictures of themselves, without any text."""
    out = pdfium.PdfDocument.new()
    for index in pages:
        picture = io.BytesIO()
        pdf[index].render(scale=resolution / 72).to_pil().convert("L").save(picture, "PDF", resolution=resolution)
        out.import_pages(pdfium.PdfDocument(picture.getvalue()))
    return saved(out)


def read_page(document: pdfium.PdfDocument, index: int) -> PageContent:
    """Reads page ``index`` (from 0), its pictures too, and lets it go again."""
    with OpenPage(document, index) as page:
        content = page.content()
        content.images = page.images()
        return content
