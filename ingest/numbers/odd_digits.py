"""Digits that no number may be read from: with marks or lost characters among them, or that are signs of their own.

7̸09 and 4⃝5 may be struck out or ringed, ½ and Ⅻ and ㊿ are read by nobody: each is a doubt, whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

from ingest.notation.numerals import LOST
from ingest.numbers.measures import Measures
from ingest.numbers.runs import Refused

_SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"  # marks of notes, exponents
_HANZI = "〇"


def _class(categories: frozenset[str], last: int, without: str = "") -> str:
    """The characters of categories up to a code, as they stand between the brackets of a pattern."""
    found = [code for code in range(0x80, last + 1) if category(chr(code)) in categories and chr(code) not in without]
    ranges: list[list[int]] = []
    for code in found:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{end:08x}" for first, end in ranges)


_MARKS = _class(frozenset({"Mn", "Mc", "Me"}), 0xFFFF) + LOST
_MARKED = re.compile(rf"(?:(?<![\d,.])\d[\d,.]*[{_MARKS}]|{LOST}+\d)[\d,.{_MARKS}]*(?<![,.])")
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010fffd"
_SIGNS = re.compile(rf"(?<![\d第])[{_PRIVATE}{_class(frozenset({'No', 'Nl'}), 0x1FFFF, _SMALL + _HANZI)}]+(?![\d第])")
# One such sign that opens a clause is the mark of its item: ①件數.
_MARKER = re.compile("(?:^|(?<=[(、，。；:]))[①-⓿❶-➓㈠-㊿](?!.?[①-⓿❶-➓㈠-㊿])")
_CLOSES = re.compile(r"$|[^\w(]")


def odd_digits(text: str, measures: Measures) -> Iterator[Refused]:
    """Those of a compact text: digits with marks, and signs for numbers right before a unit that ends a clause."""
    for match in _MARKED.finditer(text):
        yield Refused(*match.span(), "marks")
    for match in _SIGNS.finditer(text):
        measure = measures.behind(text, match.end())
        marks = _MARKER.match(text, match.start())
        if not marks and measure.unit in measures.known and _CLOSES.match(text, measure.tail):
            yield Refused(*match.span(), "symbols")
