"""``python -m docs.fonts FOLDER``: makes the fonts in ``static/`` anew from the system's Noto Sans CJK.

Needs ``fonttools`` and ``brotli``, which the project itself does not; see static/README.md.
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
# The place of Traditional Chinese in the collections that Debian's fonts-noto-cjk installs.
_TRADITIONAL = 3
# Lead bytes of Big5: symbols and the frequent characters, and the rarer ones.
_FREQUENT, _RARE = (0xA1, 0xC6), (0xC9, 0xF9)
_TRAILS = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
# Latin, punctuation, circled numbers, kana and full-width forms stand in reports too.
_BLOCKS = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x2010, 0x205F),
    (0x2460, 0x2473),
    (0x3000, 0x303F),
    (0xFF01, 0xFF5E),
)
_BESIDES = "→←↑↓↗↘○●◇◆□■△▲▽▼★☆✓✔✕‰≈≠≤≥−×÷衆台"
FILES = (
    ("NotoSansTC-subset.woff2", "Regular", False),
    ("NotoSansTC-subset-bold.woff2", "Bold", False),
    ("NotoSansTC-rare.woff2", "Regular", True),
)


def _big5(first: int, last: int) -> Iterator[str]:
    for lead in range(first, last + 1):
        for trail in _TRAILS:
            try:
                yield bytes((lead, trail)).decode("big5")
            except UnicodeDecodeError:
                continue  # a place without a character


def characters(rare: bool) -> str:
    """The characters of the frequent or of the rare file, in order."""
    frequent = {chr(code) for first, last in _BLOCKS for code in range(first, last + 1)}
    frequent |= {*_big5(*_FREQUENT), *_BESIDES}
    return "".join(sorted(set(_big5(*_RARE)) - frequent if rare else frequent))


def characters_held() -> str:
    """A line for each file: its name, and the stretches of characters it holds as hexadecimal code points."""
    fonts = importlib.import_module("fontTools.ttLib")
    return "".join(f"{file}\t{_stretches(fonts.TTFont(STATIC / file).getBestCmap())}\n" for file, _, _ in FILES)


def _stretches(codes: Iterable[int]) -> str:
    found: list[list[int]] = []
    for code in sorted(codes):
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return " ".join(f"{first:x}" if first == last else f"{first:x}-{last:x}" for first, last in found)


def main() -> None:
    """Writes the three files, and the list of the characters in them."""
    parser = argparse.ArgumentParser(prog="python -m docs.fonts", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc")
    folder = parser.parse_args().folder
    for file, weight, rare in FILES:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as wanted:
            wanted.write(characters(rare))
            wanted.flush()
            command = [
                *(sys.executable, "-m", "fontTools.subset", str(folder / f"NotoSansCJK-{weight}.ttc")),
                *(f"--font-number={_TRADITIONAL}", f"--text-file={wanted.name}", "--flavor=woff2", "--no-hinting"),
                *("--layout-features=", f"--output-file={STATIC / file}"),
            ]
            subprocess.run(command, check=True)
    (STATIC / "characters.txt").write_text(characters_held(), encoding="ascii")


if __name__ == "__main__":
    main()
