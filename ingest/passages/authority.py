"""Who reports: the government or body, and the office of it, that title, cover or opening name.

A name anywhere else in a report is a mention and names no reporter; an office without its government
(秘書處, 本局) could be any city's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.entry import compiled
from catalog.fold import Folder
from catalog.models import Catalog
from catalog.words import told
from ingest.notation.markers import read_marker
from ingest.passages.outline import Passage

_LONGEST_LINE = 60
_SENTENCE_SIGN = re.compile("[，。；！？]")
# A cover may break a name and its title over as many lines.
_MOST_LINES = 3
_LOCAL = re.compile(r"[\u4e00-\u9fff]{2}[縣市]政府")
_FEWEST_NAMINGS = 3


@dataclass(frozen=True)
class Authority:
    """Who reports. ``government`` and ``agency_id`` are None where the report does not say who it is of."""

    name: str
    government: str | None
    agency_id: str | None


@dataclass(frozen=True)
class TitleLine:
    """A line of title or cover that a reporter's name opens, as printed; ``is_document`` if it says what it is of.

    ``no`` is the passage that it begins in.
    """

    no: int
    name: str
    title: str
    is_document: bool


def is_cover_line(passage: Passage) -> bool:
    """Whether a passage is short, no sentence, and no item of a list: a line of a title, or on a cover."""
    text = passage.compact.text
    nested = passage.marker is not None and passage.marker.level > 2
    return (
        passage.kind not in ("table", "caption")
        and not nested
        and len(text) <= _LONGEST_LINE
        and not _SENTENCE_SIGN.search(text)
    )


class AuthorityReader:
    """Reads who reports with a catalog's words, and knows the agencies it describes."""

    def __init__(self, catalog: Catalog) -> None:
        words = catalog.lexicon.authority
        self._folder = Folder(catalog.lexicon.variants)
        self._described = {self._folder.fold(name): agency for agency in catalog.agencies for name in agency.names}
        self._document = compiled(words.document)
        self._whole = compiled(rf"(?P<government>{words.government})(?:{words.office})?")
        end = rf"(?={words.behind}|$)"
        self._title = compiled(
            rf"(?:{words.lead})(?P<name>(?P<government>{words.government})(?:{words.office})??){end}"
        )
        self._office = compiled(rf"(?:{words.lead})(?P<name>{words.office}){end}")
        self._field = compiled(words.field)
        self._speaks_for = compiled(words.speaks_for)
        self._loose_title = compiled(
            rf"(?:{words.lead})(?P<name>(?P<government>{words.government})[\u4e00-\u9fff]{{1,12}}?[處局署])"
        )
        self._council = compiled(words.council)
        self._own_government = compiled(rf"^(?:{words.own_government})(?=[\u4e00-\u9fff])")
        self._session = compiled(catalog.lexicon.session)

    def named(self, printed: str) -> Authority:
        """The authority of a full name, as one described or as one composed of government and office."""
        folded = self._folder.compact(printed).text
        agency = self._described.get(folded)
        if agency is not None:
            return Authority(agency.name_zh, agency.government, agency.id)
        whole = self._whole.match(folded)
        government = printed[: whole.end("government")] if whole else printed
        return Authority(printed, government.removesuffix("立"), folded)

    def read(self, passages: Sequence[Passage], opening: Sequence[Passage]) -> Authority:
        """The authority of a report; one without a government and an id where it does not say.

        Args:
            passages: the whole report.
            opening: its first passages, which hold title and cover.
        """
        lines = self.title_lines(opening)
        best = next((line for line in lines if line.is_document), lines[0] if lines else None)
        name = best.name + self._own_office(best.name, opening) if best else self._in_opening(opening)
        name = name or self._before_council(opening) or self._by_office(passages, opening)
        return self.named(name) if name else Authority(told("reading.no_agency"), None, None)

    def title_lines(self, opening: Sequence[Passage]) -> list[TitleLine]:
        """The lines of title and cover that a reporter's name opens; those that say what the document is first."""
        found: list[TitleLine] = []
        for place in range(len(opening)):
            line = self._title_line(opening[place : place + _MOST_LINES])
            if line is not None:
                found.append(line)
        return sorted(found, key=lambda line: not line.is_document)

    def title(self, opening: Sequence[Passage]) -> str | None:
        """The line of title or cover that says what the document is: one that names a reporter, else the first."""
        for line in self.title_lines(opening):
            if line.is_document:
                return line.title
        for passage in opening:
            if is_cover_line(passage) and self._document.search(passage.compact.text) and passage.marker is None:
                return _printed(passage, (_behind_marker(passage), len(passage.compact.text)))
        return None

    def _title_line(self, lines: Sequence[Passage]) -> TitleLine | None:
        """The name that opens the first of ``lines``, with the next ones where it fills its line."""
        text, printed, found = "", "", None
        for passage in lines:
            if not is_cover_line(passage):
                break
            behind = _behind_marker(passage)
            text += passage.compact.text[behind:]
            printed += _printed(passage, (behind, len(passage.compact.text)))
            match = self._title.match(text)
            if match is None and self._document.search(text):
                # What a title goes on with may be any word: …農業局農業統計年報.
                match = self._loose_title.match(text)
            if match is None:
                break
            start, end = match.span("name")
            document = self._document.search(text, end)
            if self._session.match(text, end):
                # The council before which a report is made: 高雄市議會第4屆第4次定期大會 農業局業務報告.
                office = self._office.match(text)
                if document is None or (office and office.start("name") >= end):
                    break
            found = TitleLine(lines[0].no, printed[start:end], printed, document is not None)
            if document or end < len(text):
                break
        return found

    def _in_opening(self, opening: Sequence[Passage]) -> str | None:
        """The full name on a line of its own for it (報告機關：…), or of those whom the opening speaks for."""
        for passage in opening:
            for match in (self._field.match(passage.compact.text), self._speaks_for.search(passage.compact.text)):
                if match and self._whole.fullmatch(match.group("name")):
                    return _printed(passage, match.span("name"))
        return None

    def _own_office(self, name: str, opening: Sequence[Passage]) -> str:
        """The office that a line of its own names (報告單位：…) where the title names its government alone."""
        whole = self._whole.match(self._folder.compact(name).text)
        if whole is None or whole.end() > whole.end("government"):
            return ""
        for passage in opening:
            field = self._field.match(passage.compact.text)
            office = self._office.match(field.group("name")) if field else None
            if field and office and office.end("name") == len(field.group("name")):
                return _printed(passage, field.span("name"))
        return ""

    def _before_council(self, opening: Sequence[Passage]) -> str | None:
        """The full name of an office that reports to the council of its place: 高雄市議會…, 市政府研考會業務報告."""
        councils = (self._council.search(passage.compact.text) for passage in opening if is_cover_line(passage))
        places = {found.group("place") for found in councils if found}
        office = next(self._offices(opening), None)
        if len(places) != 1 or office is None:
            return None
        return f"{places.pop()}政府{office}"

    def _by_office(self, passages: Sequence[Passage], opening: Sequence[Passage]) -> str | None:
        """The full name, in the report's text, of an office that its opening names without a government.

        Only where no other government's office of that name is there, and no government is named as often.
        """
        for office in self._offices(opening):
            governments: Counter[str] = Counter()
            full: dict[str, str] = {}
            for passage in passages:
                text = passage.compact.text
                for match in _LOCAL.finditer(text):
                    governments[match.group()] += 1
                    if text.startswith(office, match.end()):
                        span = (match.start(), match.end() + len(office))
                        full.setdefault(match.group(), _printed(passage, span))
            if len(full) == 1:
                ((government, name),) = full.items()
                others = [count for other, count in governments.items() if other != government]
                if governments[government] >= _FEWEST_NAMINGS and governments[government] > max(others, default=0):
                    return name
        return None

    def _offices(self, opening: Sequence[Passage]) -> Iterator[str]:
        """Offices that the opening names without a government: as its title, or whom it speaks for."""
        for passage in opening:
            text = passage.compact.text[_behind_marker(passage) :]
            title = self._office.match(text) if is_cover_line(passage) and self._document.search(text) else None
            for match in (title, self._speaks_for.search(text)):
                office = self._own_government.sub("", match.group("name")) if match else ""
                if office and not office.startswith(("本", "各")):
                    yield office


def _printed(passage: Passage, span: tuple[int, int]) -> str:
    """The characters of a span as printed, without blanks."""
    return "".join(passage.text[offset] for offset in passage.compact.offsets[slice(*span)])


def _behind_marker(passage: Passage) -> int:
    """How many characters of a passage's compact text belong to its marker; that of a title is one, too."""
    marker = passage.marker or read_marker(passage.folded)
    return sum(offset < marker.end for offset in passage.compact.offsets) if marker else 0
