"""LibreOffice as a reader: what a file we wrote looks like to the people who open it in an office suite.

``python -m tests.export.office`` sees to it that LibreOffice and its parts are on this machine.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops
from pypdfium2 import raw

from export.machines import glyphs

# One profile for this user's test runs: making a new one takes seconds, and two programs cannot share one.
_HOME = Path(tempfile.gettempdir()) / f"secretariat-office-{os.getuid()}"
_SECONDS = 100
# PDFium kills the process when two threads use it at once.
_PDFIUM = threading.Lock()
_CJK = re.compile(r"CJK|Noto ?Sans ?TC|Noto ?Serif ?TC|Ming|Hei|Kai|Song|Uming|Ukai", re.IGNORECASE)


@contextmanager
def _alone() -> Iterator[Path]:
    """The profile's folder while no other process or thread converts with it."""
    _HOME.mkdir(mode=0o700, exist_ok=True)
    with (_HOME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield _HOME / "profile"


def converted(path: Path, folder: Path, ending: str) -> Path:
    """The file as LibreOffice writes it in another format.

    Args:
        path: an XLSX, ODS, PPTX, ODP, ODT or other office file.
        folder: where it may be written; another than the file's own where the ending is the same.
        ending: of the format, such as ``pdf``.

    Raises:
        AssertionError: LibreOffice wrote nothing; with what it said.
    """
    all_converted([path], folder, ending)
    return folder / f"{path.stem}.{ending}"


def all_converted(paths: Sequence[Path], folder: Path, ending: str) -> None:
    """Has LibreOffice, started once, write files of different names in another format. Args and raises as above."""
    made = [folder / f"{path.stem}.{ending}" for path in paths]
    for file in made:
        file.unlink(missing_ok=True)
    with _alone() as profile:
        done = subprocess.run(
            ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
             "--convert-to", ending, "--outdir", str(folder), *map(str, paths)],
            capture_output=True, encoding="utf-8", timeout=_SECONDS, check=False,
        )  # fmt: skip
    missing = [file.name for file in made if not file.is_file()]
    assert not missing, f"LibreOffice wrote no {', '.join(missing)}: {done.stdout}{done.stderr}"


def as_pdf(path: Path, folder: Path) -> bytes:
    """The file printed to PDF by LibreOffice. Args and raises as :func:`converted`."""
    return converted(path, folder, "pdf").read_bytes()


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, in order."""
    with _opened(pdf) as document:
        # PDFium's own sign for a hyphen that ends a line.
        return [page.get_textpage().get_text_range().replace("\ufffe", "-") for page in document]


def page_pictures(pdf: bytes, scale: float = 1.5) -> list[Image.Image]:
    """Each page as an RGB picture; ``scale`` 1 is 72 dots an inch."""
    with _opened(pdf) as document:
        return [page.render(scale=scale).to_pil().convert("RGB") for page in document]


def fonts(pdf: bytes) -> dict[str, bool]:
    """The fonts that letters of the pages are set in, and whether the file carries them."""
    found: dict[str, bool] = {}
    with _opened(pdf) as document:
        for page in document:
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=9):
                font = raw.FPDFTextObj_GetFont(item)
                found[_font_name(font)] = bool(raw.FPDFFont_GetIsEmbedded(font))
    return found


def _font_name(font: object) -> str:
    size = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFFont_GetBaseFontName(font, buffer, size)
    return buffer.value.decode("utf-8", "replace")


def missing_glyphs(pdf: bytes) -> list[str]:
    """What shows that letters were not drawn: signs that stand for them, fonts left out, letters no font has.

    LibreOffice takes a letter from whichever font has it, and draws a square only where none on this
    machine does; the square keeps its letter in the text.
    """
    text = "".join(page_texts(pdf))
    faults = [f"U+{ord(sign):04X}" for sign in text if sign in "\ufffd\uffff\x00\u25a1"]
    faults += [f"U+{ord(sign):04X}" for sign in glyphs.missing_glyphs(text)]
    used = fonts(pdf)
    faults += [f"{name} is not embedded" for name, embedded in used.items() if not embedded]
    if re.search(r"[\u4e00-\u9fff]", text) and not any(_CJK.search(name) for name in used):
        faults.append(f"no Chinese font among {sorted(used)}")
    return faults


def coloured_share(picture: Image.Image, colour: str, near: int = 24) -> float:
    """The share of a picture's pixels that have a colour (``#rrggbb``), give or take ``near`` in each channel."""
    wanted = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    shades = [
        band.point([255 if abs(level - own) <= near else 0 for level in range(256)])
        for band, own in zip(picture.split(), wanted, strict=True)
    ]
    both = ImageChops.multiply(ImageChops.multiply(shades[0], shades[1]), shades[2])
    return both.histogram()[255] / (picture.width * picture.height)


# Sheets, slides and texts, without a screen; and the fonts they are drawn with.
_PACKAGES = (
    "libreoffice-calc-nogui", "libreoffice-impress-nogui", "libreoffice-writer-nogui", "fonts-noto-cjk",
)  # fmt: skip


def _works() -> bool:
    """Whether LibreOffice opens sheets: it may be here with its writing part only."""
    if shutil.which("soffice") is None:
        return False
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "a.csv"
        file.write_text("a,1\n")
        try:
            converted(file, Path(name), "pdf")
        except (AssertionError, subprocess.TimeoutExpired):
            return False
    return True


def main() -> int:
    """Installs LibreOffice where it can (Debian, as root or through sudo), and says what to do where it cannot."""
    if _works():
        return 0
    become = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *_PACKAGES]):
            subprocess.run([*become, "apt-get", *command], env=environment, stdin=subprocess.DEVNULL, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"apt-get: {error}", file=sys.stderr)
    if _works():
        return 0
    print(f"These tests need LibreOffice: sudo apt-get install {' '.join(_PACKAGES)}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
