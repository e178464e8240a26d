"""The plainest PDF: a few words in Helvetica at known places, for tests that look at pages."""

from __future__ import annotations

from collections.abc import Sequence

A4 = (595, 842)
# Left edge, distance of the baseline from the top, words.
Line = tuple[int, int, str]


def plain_pdf(*pages: Sequence[Line], size: tuple[int, int] = A4, rotate: int = 0) -> bytes:
    """A PDF of these pages, letters 12 points high, each page turned by ``rotate`` degrees."""
    width, height = size
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for index, lines in enumerate(pages):
        text = "\n".join(f"BT /F 12 Tf {x} {height - base} Td ({words}) Tj ET" for x, base, words in lines)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {rotate} "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * index} 0 R >>"
        )
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
    return _file(objects)


def _file(objects: Sequence[str]) -> bytes:
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    trailer = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + f"xref\n0 {count}\n0000000000 65535 f \n{table}" + trailer).encode("ascii")
