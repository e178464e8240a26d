"""What XML can hold, which office files are made of: no control characters and no halves of pairs."""

from __future__ import annotations

# Beside controls and halves of pairs, XML 1.0 leaves out two more.
_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))


def xml_text(text: str) -> str:
    """The text without signs that XML forbids, its line ends as line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_FORBIDDEN)
