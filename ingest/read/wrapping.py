"""Text saved with its lines broken at one width, made whole again.

A line was cut where the next line's first word had no room left on it. So whether a text was cut,
at which width and how, is told by all of its lines together; then each cut is told by its two
lines. What opens a paragraph (a marker that goes on with the numbering, a caption) is never joined
to a line before it that may have ended by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal, get_args

from ingest.notation.markers import Marker

_ENDS = tuple("。！？：；:;」）)…")
_STOPS = tuple("。！？")
_GOES_ON = tuple("，、（(「『《〈")
# No paragraph begins with a closing mark, or with the tail of a number.
_NO_PARAGRAPH_START = re.compile(r"\s*(?:[，。、；：！？）」』》〉]|,\d{3}(?!\d)|\.\d)")
_INDENT = re.compile(r"\u3000|\s\s")
_INNER_STOP = re.compile(r"[。！？](?=[^\s」』）)])")
_OPENING = "(（「『《〈【〔“‘"
CLOSING = "，。、；：！？）」』》〉】〕”’,.;:!?)%"
_HANGING = CLOSING + " \u3000"
# What is kept on one line: a Latin word, a number or a character, with the marks around it.
_TOKEN = re.compile(rf"\s*[{_OPENING}]*(?:[A-Za-z0-9.,%/:_-]+|.)[{CLOSING}]*")

# A cut text: so many of its lines are cut amid a sentence, at least, and so many of the full ones.
_FEWEST_CUTS = 3
_CUT_SHARE = 0.12
_AMID_SHARE = 0.6
# Lines longer than the width: a printer hangs a closing mark over it, a clerk leaves an address whole.
_LONGER_SHARE = 0.03
_NARROWEST = 12
# Of cuts that keep no word whole, so many are at the very width.
_EXACT_SHARE = 0.9
_REACH = 10
_RAGGED = 4
# Breaks far before the width: so many of them are where a blank may have stood, beside Latin letters or digits.
_AT_BLANKS_SHARE = 0.6

Breaks = Literal["anywhere", "at_blanks", "between_words"]


@dataclass(frozen=True)
class Opening:
    """What a line opens by itself: an item of a numbering, or something else (level 0)."""

    level: int
    number: int

    @classmethod
    def of(cls, marker: Marker | None, caption: bool) -> Opening | None:
        """What a line with this marker, or a caption, opens."""
        if caption:
            return cls(0, 0)
        return cls(marker.level, marker.number) if marker else None


def _characters(text: str) -> int:
    return len(text)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _half_widths(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


@dataclass(frozen=True)
class _Cut:
    """How a text was cut.

    Attributes:
        width: of a full line, as ``measure`` counts it.
        measure: the width of a text.
        breaks: ``anywhere``, right at the width; ``between_words``, a Chinese character being one; or
            only ``at_blanks``, as programs for Latin text do while there are any.
        apart: an empty line stands behind every line.
        rows: rows of tabbed cells are cut as well.
        rows_apart: an empty line stands behind those, too.
    """

    width: int
    measure: Callable[[str], int]
    breaks: Breaks
    apart: bool = False
    rows: bool = False
    rows_apart: bool = False

    def is_full(self, line: str, following: str) -> bool:
        """Whether the line was cut: the first word of the next had no room on it."""
        if self.breaks == "anywhere":
            return self.measure(line) >= self.width
        own = self.measure(line.rstrip())
        if own >= self.width - 1:
            return True
        if self.breaks == "at_blanks":
            first, blank, _ = following.strip().partition(" ")
            # A longer word would have been cut to fill the line.
            return own + 1 + self.measure(first) > self.width and (bool(blank) or self.measure(first) < self.width)
        token = _TOKEN.match(following)
        return own + self.measure(token.group().strip() if token else "") > self.width

    def joined(self, line: str, following: str) -> str:
        """The two lines as one; where words are kept whole, the cut may stand for a blank between two."""
        if self.breaks == "anywhere":
            return line + following
        head, tail = line.rstrip(), following.lstrip()
        if not (_is_latin(head[-1:]) and _is_latin(tail[:1])):
            return head + tail
        at_blank = self.breaks == "at_blanks" and self.measure(head) < self.width
        torn = head[-1].isdigit() and tail[0].isdigit() and not at_blank
        return head + ("" if torn else " ") + tail

    def is_ragged(self, line: str) -> bool:
        """Whether a line leaves more room than one character and its closing marks need."""
        return self.measure(line.rstrip()) < self.width - _RAGGED


@dataclass
class WrappedText:
    """The lines of a text and what each opens.

    Args:
        lines: in order, blank ones too.
        opens: what a line opens.
    """

    lines: Sequence[str]
    opens: Callable[[str], Opening | None]
    _openings: dict[int, Opening | None] = field(default_factory=dict)

    def whole(self) -> list[tuple[int, str]]:
        """The lines as they were before they were cut, each with the index of its first piece."""
        cut = self._cut()
        if cut is None:
            return list(enumerate(self.lines))
        sentences_go_on = self._sentences_go_on(cut)
        numbers: dict[int, int] = {}
        whole: list[tuple[int, str]] = []
        last = -1
        for index, line in enumerate(self.lines):
            if not line.strip():
                whole.append((index, line))
                continue
            if last >= 0 and self._goes_on(cut, last, index, numbers, sentences_go_on, whole):
                del whole[len(whole) - (index - last - 1) :]
                first, text = whole.pop()
                whole.append((first, cut.joined(text, line)))
            else:
                between_rows = last >= 0 and "\t" in self.lines[last]
                if (cut.rows_apart if between_rows else cut.apart) and index - last > 1:
                    whole.pop()
                whole.append((index, line))
                self._count(index, numbers)
            last = index
        return whole

    def _opening(self, index: int) -> Opening | None:
        if index not in self._openings:
            self._openings[index] = self.opens(self.lines[index])
        return self._openings[index]

    def _count(self, index: int, numbers: dict[int, int]) -> None:
        opened = self._opening(index)
        if opened and opened.level:
            for level in [level for level in numbers if level > opened.level]:
                del numbers[level]
            numbers[opened.level] = opened.number

    # How it was cut -----------------------------------------------------------------------------

    def _cut(self) -> _Cut | None:
        """How the text was cut; None where it was not."""
        own = [index for index, line in enumerate(self.lines) if line.strip() and "\t" not in line]
        pairs = [(one, other) for one, other in pairwise(own) if self._beside(one, other)]
        for measure in (_characters, _half_widths):
            for breaks in get_args(Breaks):
                cut = self._cut_at(_Cut(self._width(own, measure, breaks), measure, breaks), own, pairs)
                if cut:
                    return cut
        return None

    def _beside(self, one: int, other: int) -> bool:
        """Whether one blank line at most is between two lines."""
        return other - one == 1 or (other - one == 2 and not self.lines[one + 1].strip())

    def _width(self, own: Sequence[int], measure: Callable[[str], int], breaks: Breaks) -> int:
        """The width that most lines fill and few are longer than; 0 where there is none."""
        exact = breaks == "anywhere"
        # A closing mark may hang over the width.
        counted = Counter(measure(self.lines[i] if exact else self.lines[i].rstrip(_HANGING)) for i in own)
        longer = 0
        best = (0, 0)
        for width in sorted(counted, reverse=True):
            if longer > _LONGER_SHARE * len(own) or width < _NARROWEST:
                break
            # A word kept whole leaves the last places of a line empty.
            best = max(best, (sum(counted[width - short] for short in range(1 if exact else 3)), width))
            longer += counted[width]
        return best[1]

    def _cut_at(self, cut: _Cut, own: Sequence[int], pairs: Sequence[tuple[int, int]]) -> _Cut | None:
        """``cut`` with all that is to know of it, where the lines bear it out."""
        if not cut.width:
            return None
        full = [(one, other) for one, other in pairs if cut.is_full(self.lines[one], self.lines[other])]
        if len(full) < max(_FEWEST_CUTS, _CUT_SHARE * len(own)):
            return None
        amid = [(one, other) for one, other in full if self._is_amid(one, other)]
        if len(amid) < max(_FEWEST_CUTS, _CUT_SHARE * len(own)) or len(amid) < _AMID_SHARE * len(full):
            return None
        if not self._breaks_so(cut, pairs):
            return None
        apart = 2 * sum(other - one == 2 for one, other in amid) > len(amid)
        rows = [cut.measure(line) for line in self.lines if "\t" in line]
        rows_apart = [
            not self.lines[one + 1].strip()
            for one in range(len(self.lines) - 2)
            if "\t" in self.lines[one] and ("\t" in self.lines[one + 1] or "\t" in self.lines[one + 2])
        ]
        return replace(
            cut,
            apart=apart,
            rows=cut.breaks == "anywhere" and cut.width in rows and max(rows) == cut.width,
            rows_apart=apart and 2 * sum(rows_apart) > len(rows_apart),
        )

    def _breaks_so(self, cut: _Cut, pairs: Sequence[tuple[int, int]]) -> bool:
        """Whether lines that go on in the next are broken where ``cut`` says: there alone, or at blanks."""
        amid = [(one, other) for one, other in pairs if self._is_amid(one, other)]
        if cut.breaks == "anywhere":
            widths = [cut.measure(self.lines[one]) for one, _ in amid]
            near = [width for width in widths if cut.width - _REACH <= width <= cut.width + _RAGGED]
            return near.count(cut.width) >= _EXACT_SHARE * len(near)
        if cut.breaks == "between_words":
            return True
        ragged = [
            _is_latin(self.lines[one].rstrip()[-1:]) or _is_latin(self.lines[other].lstrip()[:1])
            for one, other in amid
            if cut.is_ragged(self.lines[one]) and cut.is_full(self.lines[one], self.lines[other])
        ]
        return sum(ragged) >= max(_FEWEST_CUTS, _AT_BLANKS_SHARE * len(ragged))

    def _is_amid(self, one: int, other: int) -> bool:
        """Whether a line does not end as a paragraph does, nor the next open one."""
        return not self.lines[one].rstrip().endswith(_ENDS) and self._opening(other) is None

    def _sentences_go_on(self, cut: _Cut) -> bool:
        """Whether a sentence is followed by another of its paragraph more often than by a new paragraph."""
        inner = sum(len(_INNER_STOP.findall(line)) for line in self.lines)
        ended = sum(
            self.lines[one].rstrip().endswith(_STOPS)
            and self._opening(one + 1 + cut.apart) is None
            and not cut.is_full(self.lines[one], self.lines[one + 1 + cut.apart])
            for one in range(len(self.lines) - 2)
            if self.lines[one].strip() and self.lines[one + 1 + cut.apart].strip()
        )
        return inner > ended

    # Each cut -----------------------------------------------------------------------------------

    def _goes_on(
        self,
        cut: _Cut,
        one: int,
        other: int,
        numbers: dict[int, int],
        sentences_go_on: bool,
        whole: Sequence[tuple[int, str]],
    ) -> bool:
        """Whether the line ``other`` goes on with the line ``one``, the last before it that is not blank.

        ``whole`` holds the lines before it as far as they are whole again.
        """
        if other - one - 1 > cut.apart:
            return False
        before, after = self.lines[one], self.lines[other]
        if "\t" in before or "\t" in after:
            return cut.rows and cut.is_full(before, after) and self._is_one_row(other, whole)
        if _NO_PARAGRAPH_START.match(after):
            return True
        if not cut.is_full(before, after):
            return False
        ending = before.rstrip()
        opened = self._opening(other)
        if opened is None:
            ended = ending.endswith(_STOPS)
            return not ended or (sentences_go_on and not _INDENT.match(after))
        if ending.endswith(_ENDS) or not opened.level:
            return False
        goes_on = opened.number == 1 or numbers.get(opened.level) == opened.number - 1
        return ending.endswith(_GOES_ON) or not goes_on

    def _is_one_row(self, other: int, whole: Sequence[tuple[int, str]]) -> bool:
        """Whether a line goes on with the row before it: so many cells another row of the table has.

        Rows before it are whole again; of those behind, whole ones have as many cells.
        """
        after = self.lines[other].count("\t")
        if not after:
            return True
        above = [text.count("\t") for text in _rows_at_end(whole)]
        below: list[int] = []
        for line in self.lines[other + 1 :]:
            if "\t" not in line:
                break
            below.append(line.count("\t"))
        return above[-1] + after in (*above[:-1], *below)


def _rows_at_end(whole: Sequence[tuple[int, str]]) -> list[str]:
    """The rows of tabbed cells that lines end with, in order; at least the last line."""
    first = len(whole) - 1
    while first > 0 and "\t" in whole[first - 1][1]:
        first -= 1
    return [text for _, text in whole[first:]]
