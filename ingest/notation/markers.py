"""Numbering that opens headings and list items: 壹、 一、 (一) 1. (1) ① — outermost first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.notation.numerals import NotANumber, parse_chinese

_FINANCIAL = {c: i for i, c in enumerate("壹貳參肆伍陸柒捌玖拾", 1)}
_CIRCLED = (
    {chr(0x2460 + i): i + 1 for i in range(20)}
    | {chr(0x3251 + i): i + 21 for i in range(15)}
    | {chr(0x32B1 + i): i + 36 for i in range(15)}
)

# A point between digits is a marker only where a year or a day follows: "1.107年1月23日", "2.2018高雄", "1.3月12日".
_AFTER_POINT = r"(?=\D|$|\d{2,3}\s*年|20\d\d(?![\d,])|\d{1,2}\s*月\s*\d{1,2}\s*日)"
_FORMS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"\s*([壹貳參肆伍陸柒捌玖拾]+)、\s*")),
    (2, re.compile(r"\s*([一二三四五六七八九十]+)、\s*")),
    (3, re.compile(r"\s*\(([一二三四五六七八九十]+)\)\s*")),
    (4, re.compile(rf"\s*(\d{{1,2}})[.、]{_AFTER_POINT}\s*")),
    (5, re.compile(r"\s*\((\d{1,2})\)\s*")),
    (6, re.compile(r"\s*([\u2460-\u2473\u3251-\u325f\u32b1-\u32bf])\s*")),
)
# … or, where a list goes on or begins, what cannot be counted in parts: "1.23個機關".
_COUNTED = re.compile(
    r"\s*(\d{1,2})\.(?=\d[\d,]*\s*(?:個(?!月|百分|小時|工作)|[人件次案名位家項輛台部則組張戶座期國團校間處種筆所趟份冊卷頁棟株套支艘]|場次?))"
)
_POINTLESS = re.compile(r"\s*(\d{1,2}) +(?=[\u4e00-\u9fff])(?![\d年月日])")


@dataclass(frozen=True)
class Marker:
    """A numbering marker at the head of a text.

    Attributes:
        level: 1 for 壹、 to 6 for ①.
        number: which one of its level.
        end: offset behind the marker and its blanks.
    """

    level: int
    number: int
    end: int


def read_marker(folded: str, expected: int | None = None, *, opens: bool = False) -> Marker | None:
    """The marker that opens ``folded`` text, or None.

    Args:
        folded: text with half-width digits and brackets.
        opens: whether the text is a paragraph, not a line that may go on with the one before.
        expected: the next number of level 4, where a marker that lost its point (``4 消費``) is
            to be taken for one.
    """
    for level, pattern in _FORMS:
        match = pattern.match(folded)
        if match:
            number = _number(match.group(1))
            return Marker(level, number, match.end()) if number else None
    match = _COUNTED.match(folded) if opens else None
    if match and int(match.group(1)) in (1, expected):
        return Marker(4, int(match.group(1)), match.end())
    match = _POINTLESS.match(folded)
    if match and expected is not None and int(match.group(1)) == expected:
        return Marker(4, expected, match.end())
    return None


def _financial(printed: str) -> int | None:
    """拾壹 and 壹拾壹 are 11, 貳拾 is 20."""
    tens, found, ones = printed.rpartition("拾")
    if not found:
        return _FINANCIAL[printed] if len(printed) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return 10 * _FINANCIAL.get(tens, 1) + _FINANCIAL.get(ones, 0)


def _number(printed: str) -> int | None:
    if printed in _CIRCLED:
        return _CIRCLED[printed]
    if printed.isdigit():
        return int(printed)
    if printed[0] in _FINANCIAL:
        return _financial(printed)
    try:
        return int(parse_chinese(printed))
    except NotANumber:
        return None
