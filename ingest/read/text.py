"""Reads reports that were saved as text, in the shapes such files come in.

- ``adjacent``: one paragraph a line, no blank lines between (DOCX saved as text).
- ``spaced``: one paragraph a line, blank lines between; page breaks split paragraphs.
- ``wrapped``: every line cut at the column's width; the columns of a table one after another.

Tables come as rows of tabbed cells, or as one cell a line, each line opened by a tab.
Nothing is lost: what is in no block is in ``Document.dropped`` with its reason.
"""

from __future__ import annotations

import codecs
import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from catalog.entry import compiled
from catalog.fold import UNSEEN, Folder
from catalog.lexicon import Lexicon
from catalog.words import told
from ingest.notation.markers import read_marker
from ingest.notation.numerals import LOST
from ingest.read.document import Block, Document, Dropped, UnreadableFile, table_block
from ingest.read.drawn_tables import tabbed
from ingest.read.grid import lays_out_prose
from ingest.read.wrapping import CLOSING, Opening, WrappedText

# However a program ends lines: those of Unicode and of Word (vertical tab), too.
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")
Shape = Literal["adjacent", "spaced", "wrapped"]

_INLINE_NOISE: tuple[tuple[Literal["bookmark", "image_placeholder"], re.Pattern[str]], ...] = (
    ("bookmark", re.compile(r"\[bookmark:[^\]]*\]")),
    ("image_placeholder", re.compile(r"\[image:[^\]]*\]")),
)
# Chinese, its marks, ASCII and full-width forms: of bytes read the wrong way round there are few.
_OF_REPORTS = re.compile(r"[\t\n\r\f -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_NEARLY_ALL = 0.97
# What drives a terminal is one control with its letters.
_CONTROL = re.compile(r"\x1b\[[\d;]*[A-Za-z]|[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
# Within a number a control may stand for a digit that was lost, or taken back.
_AMID = re.compile(r"[\d,.]{2}")
_BULLET = re.compile(r"^(\s*[-*•] )(?=\S)")
_TERMINAL = tuple("。！？：；:;」）)…")
_NUMBER_ENDS = re.compile(r"\d[\d,.]*\s*(?:千?元)?\s*$")
_POINTS = re.compile("[，；]")
# A sentence whose tabs stand beside its numbers; a row of a table has cells of words, or ends without a point.
_TABBED_SENTENCE = re.compile(r"^[^\t]*[^\d\t]\t[\d,.]+(?:\t?[^\d\t][^\t]*[^\d\t]\t[\d,.]+)*\t?[^\d\t][^\t]*[。；]\s*$")
# The rest of a number or of its brackets, which a line break tore from the last cell of the row before.
_CELL_REST = re.compile(r"\s*(?:[,.，．]\d|[%％‰)）])")
_NUMBER_ONLY = re.compile(r"^[\s\d,.]+$")

# Widths in characters. A prose line that a page break cut is longer than any title without a comma.
_PROSE = 28
_WRAPPED_MEDIAN = 20
# Fewer lines tell no column: a cover and a paragraph have short lines, too.
_FEWEST_WRAPPED = 20
_FULL_COLUMN = 15


@dataclass(frozen=True)
class _Line:
    """One line of the source: its number, page, text without noise, and what it is."""

    no: int
    page: int | None
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def spacer(self) -> bool:
        """A line of blanks only, which parts paragraphs where empty lines only part lines."""
        return self.blank and self.text != ""


def decode(data: bytes) -> str:
    """``data`` as text: UTF-8 or UTF-16 by its mark, UTF-16 by its characters, else strict UTF-8, else CP950 (Big5).

    Raises:
        UnreadableFile: empty, or in none of these encodings.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableFile(told("reading.empty"), "empty")
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(data, (encoding,))
    return _unmarked_utf_16(data) or _strict(data, ("utf-8", "cp950"))


def _unmarked_utf_16(data: bytes) -> str | None:
    """UTF-16 without its mark: as it is only where nearly all of it are characters of reports."""
    for encoding in ("utf-16-le", "utf-16-be") if b"\x00" in data else ():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_OF_REPORTS.findall(text)) >= _NEARLY_ALL * len(text):
            return text
    return None


def _strict(data: bytes, encodings: Sequence[str]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise UnreadableFile(told("reading.unknown_encoding"), "unknown_encoding")


class TextReader:
    """Reads text reports with the words of a lexicon.

    Args:
        lexicon: captions, page furniture and table tails (catalog/common/lexicon.yaml).
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._folder = Folder(lexicon.variants)
        self._caption = compiled(lexicon.caption)
        self._furniture = tuple(compiled(pattern) for pattern in lexicon.page_furniture)
        self._tail = compiled(lexicon.table_tail)

    def read(self, data: bytes) -> Document:
        """The document in ``data``.

        Raises:
            UnreadableFile: see :func:`decode`; or no line of text is left.
        """
        lines, dropped = self._lines(decode(data))
        lines = _without_tabs_in_sentences(lines)
        content = [line for line in lines if not line.blank]
        if not content:
            raise UnreadableFile(told("reading.empty"), "empty")
        shape = _shape(lines)
        blocks = self._blocks(lines, shape)
        if shape == "wrapped":
            blocks = self._rejoin(blocks, {line.no: len(line.text.strip()) for line in lines})
        pages = max((line.page for line in lines if line.page), default=None)
        return Document("text/plain", tuple(blocks), tuple(dropped), pages)

    # Lines ------------------------------------------------------------------------------------

    def _lines(self, text: str) -> tuple[list[_Line], list[Dropped]]:
        lines: list[_Line] = []
        dropped: list[Dropped] = []
        paged = "\f" in text
        page = 1
        printed = tabbed(_LINE_END.split(text))
        for index, raw in WrappedText(printed, self._opening).whole():
            page += raw.count("\f")
            line = _Line(index + 1, page if paged else None, raw.replace("\f", ""))
            line, noise = self._clean(line)
            lines.append(line)
            dropped.extend(noise)
        return lines, dropped

    def _opening(self, text: str) -> Opening | None:
        clean = self._clean(_Line(0, None, text))[0].text
        caption = self._caption.match(self._folder.compact(clean).text)
        # Behind one that is mentioned amid a sentence stands a mark.
        is_caption = caption is not None and caption.group("caption")[0] not in CLOSING
        return Opening.of(read_marker(self._folder.fold(clean)), is_caption)

    def _clean(self, line: _Line) -> tuple[_Line, list[Dropped]]:
        """``line`` without bookmarks, placeholders, bullets and page furniture, and what was taken out."""
        if any(pattern.match(self._folder.compact(line.text).text) for pattern in self._furniture):
            return replace(line, text=""), [Dropped(line.text.strip(), "page_furniture", line.no, line.page)]
        found: list[tuple[int, Dropped]] = []
        text = line.text
        for reason, pattern in _INLINE_NOISE:
            found += [(m.start(), Dropped(m.group(), reason, line.no, line.page)) for m in pattern.finditer(text)]
        found += [
            (m.start(), Dropped(m.group(), "control_character", line.no, line.page)) for m in _CONTROL.finditer(text)
        ]
        for position, piece in sorted(found, key=lambda item: -item[0]):
            before, behind = text[:position], text[position + len(piece.text) :]
            torn = (
                piece.reason == "control_character" and piece.text not in UNSEEN and _AMID.match(before[-1:] + behind)
            )
            text = before + (LOST if torn else "") + behind
        dropped = [piece for _, piece in sorted(found, key=lambda item: item[0])]
        bullet = _BULLET.match(text)
        if bullet:
            dropped.append(Dropped(bullet.group().strip(), "bullet", line.no, line.page))
            text = text[bullet.end() :]
        return replace(line, text=text), dropped

    # Blocks -----------------------------------------------------------------------------------

    def _blocks(self, lines: Sequence[_Line], shape: Shape) -> list[Block]:
        blocks: list[Block] = []
        index = 0
        while index < len(lines):
            line = lines[index]
            if line.blank:
                index += 1
            elif self._opens_table(line) and not _is_sentence(line.text):
                table, index = self._table(lines, index)
                blocks += table
            else:
                block, index = self._paragraph(lines, index, shape)
                blocks.append(block)
        return blocks

    def _opens_table(self, line: _Line) -> bool:
        """A line with a tab, unless the tab only indents a caption or a numbered paragraph."""
        if "\t" not in line.text or line.blank or self._is_caption(line.text):
            return False
        indented = "\t" not in line.text.strip()
        return not (indented and read_marker(self._folder.fold(line.text)) is not None)

    def _is_caption(self, text: str) -> bool:
        return bool(self._caption.match(self._folder.compact(text).text))

    def _is_tail(self, text: str) -> bool:
        return bool(self._tail.match(self._folder.compact(text).text))

    def _table(self, lines: Sequence[_Line], index: int) -> tuple[list[Block], int]:
        """The table that begins at ``index``, or the paragraphs it only lays out, and the index behind it.

        One cell a line: a line that a tab opens begins a cell, one without continues it, an empty
        line ends the row. Otherwise every line is a row of tabbed cells. Behind an empty line a line of
        the other kind begins another table.
        """
        first = lines[index]
        cell_a_line = first.text.startswith("\t") and first.text.count("\t") == 1
        rows: list[list[str]] = []
        row: list[str] = []
        places: list[_Line] = []
        while index < len(lines):
            line = lines[index]
            if line.text == "" or (line.blank and "\t" not in line.text):
                if row:
                    rows.append(row)
                row = []
                if not self._table_goes_on(lines, index + 1) or _is_other_kind(lines[index + 1].text, cell_a_line):
                    break
            elif not line.blank and "\t" in line.text and not self._opens_table(line):
                break
            elif cell_a_line and "\t" in line.text:
                if not row:
                    places.append(line)
                row.append(line.text.replace("\t", "", 1))
            elif cell_a_line and row:
                row[-1] += "\n" + line.text
            elif "\t" in line.text or self._is_tail(line.text) or _CELL_REST.match(line.text):
                rows.append(line.text.split("\t"))
                places.append(line)
            else:
                break
            index += 1
        if row:
            rows.append(row)
        if not lays_out_prose([text] for row in rows for text in row):
            return [table_block(rows, first.no, first.page)], index
        return [
            Block("paragraph", _glue(text.split("\n")), place.no, place.page)
            for place, row in zip(places, rows, strict=True)
            for text in row
            if text.strip()
        ], index

    def _table_goes_on(self, lines: Sequence[_Line], index: int) -> bool:
        """Whether the next line, with no empty line before it, is a row; or a total is still to come."""
        if index >= len(lines):
            return False
        line = lines[index]
        if line.blank:
            return "\t" in line.text
        return self._opens_table(line) or self._is_tail(line.text)

    def _paragraph(self, lines: Sequence[_Line], index: int, shape: Shape) -> tuple[Block, int]:
        first = lines[index]
        parts = [first]
        index += 1
        while index < len(lines):
            following = next((i for i in range(index, len(lines)) if not lines[i].blank), None)
            if following is None or not self._continues(parts, lines[index:following], lines[following], shape):
                break
            parts.append(lines[following])
            index = following + 1
        text = _glue(part.text for part in parts)
        return Block("paragraph", text, first.no, first.page), index

    def _continues(self, parts: Sequence[_Line], between: Sequence[_Line], line: _Line, shape: Shape) -> bool:
        """Whether ``line`` goes on with the paragraph of ``parts`` after the blank lines ``between``."""
        if self._begins(line):
            return False
        head, last = parts[0].text, parts[-1].text
        if shape == "adjacent":
            # No paragraph ends with a comma: a page did.
            return last.rstrip().endswith("，") and len(between) <= 1
        if last.rstrip().endswith(_TERMINAL) and shape != "wrapped":
            return False
        if shape == "wrapped":
            return self._continues_wrapped(head, last, between, line)
        so_far = _glue(part.text for part in parts).strip()
        prose = len(so_far) >= _PROSE and _POINTS.search(so_far) is not None
        return prose and len(between) <= 1 and not self._is_caption(head)

    def _continues_wrapped(self, head: str, last: str, between: Sequence[_Line], line: _Line) -> bool:
        if any(blank.spacer for blank in between):
            return False
        marker = read_marker(self._folder.fold(head))
        if marker is not None and marker.level == 1:
            return False
        if last.rstrip().endswith("。"):
            return False
        if _NUMBER_ENDS.search(last) or _NUMBER_ONLY.match(line.text):
            return _cut_before_unit(last, line.text) and len(between) <= 1
        if last.endswith(" "):
            justified = len(last.strip()) >= _FULL_COLUMN and "，" in last
            return justified or len(line.text.strip()) == 1
        return True

    def _begins(self, line: _Line) -> bool:
        return (
            self._opens_table(line)
            or self._is_caption(line.text)
            or read_marker(self._folder.fold(line.text)) is not None
        )

    def _rejoin(self, blocks: Sequence[Block], widths: Mapping[int, int]) -> list[Block]:
        """Paragraphs of the wide column that a page break cut, made whole over the other columns' text.

        A paragraph without its closing point waits for the next one of the wide column that has no
        marker and either opens with punctuation or ends with the point.
        """
        joined: list[Block] = []
        waiting: int | None = None
        for block in blocks:
            folded = self._folder.fold(block.text).strip()
            marked = read_marker(folded) is not None
            wide = widths[block.line or 0] >= _FULL_COLUMN and not _NUMBER_ENDS.search(folded)
            if waiting is not None and wide and not marked and (folded[0] in "，、；。：" or folded.endswith("。")):
                joined[waiting] = replace(joined[waiting], text=_glue([joined[waiting].text, block.text]))
                waiting = None
                continue
            if wide and not folded.endswith(_TERMINAL):
                waiting = len(joined)
            joined.append(block)
        return joined


def _without_tabs_in_sentences(lines: Sequence[_Line]) -> list[_Line]:
    """Lines with blanks for tabs that only set off the numbers of a sentence, in lines that stand alone."""
    tabbed = [False, *("\t" in line.text for line in lines), False]
    return [
        replace(line, text=line.text.replace("\t", " "))
        if _TABBED_SENTENCE.match(line.text) and not (tabbed[index] or tabbed[index + 2])
        else line
        for index, line in enumerate(lines)
    ]


def _is_other_kind(text: str, cell_a_line: bool) -> bool:
    """Whether a line is a whole row where a table has one cell a line, or such a cell where it has rows."""
    if cell_a_line:
        return not text.startswith("\t") and text.strip().count("\t") > 1
    return text.startswith("\t") and text.count("\t") == 1 and bool(text.strip())


def _is_sentence(text: str) -> bool:
    """Whether a tab only indents a sentence, with which no table begins."""
    return "\t" not in text.strip() and text.rstrip().endswith("。")


def _cut_before_unit(last: str, following: str) -> bool:
    """A wrapped line ends in a number whose unit opens the next line: ``110 年`` / ``第 5`` ``款``."""
    return len(last.strip()) >= _FULL_COLUMN and bool(re.match(r"\s*[\u4e00-\u9fff]", following))


def _glue(parts: Iterable[str]) -> str:
    """Lines put together: without a blank, but for one between two Latin words or a word and a number."""
    text = ""
    for part in parts:
        piece = part.strip() if text else part.rstrip().lstrip("\ufeff")
        if _needs_blank(text[-1:], piece[:1]):
            text += " "
        text += piece
    return text.strip()


def _needs_blank(before: str, after: str) -> bool:
    """Whether a line's end stood for a blank: not amid a number."""
    latin = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return latin and not (before.isdigit() and after.isdigit())


def _shape(lines: Sequence[_Line]) -> Shape:
    """Which shape the lines have, told by their lengths and by how many stand apart."""
    content = [i for i, line in enumerate(lines) if not line.blank and "\t" not in line.text]
    lengths = [len(lines[i].text.strip()) for i in content]
    if not lengths:
        return "adjacent"
    apart = sum(1 for i in content if i + 1 >= len(lines) or lines[i + 1].blank)
    if apart < 0.3 * len(content):
        return "adjacent"
    narrow = statistics.median(lengths) <= _WRAPPED_MEDIAN and max(lengths) < 2.5 * _WRAPPED_MEDIAN
    if narrow and len(content) >= _FEWEST_WRAPPED:
        return "wrapped"
    return "spaced"
