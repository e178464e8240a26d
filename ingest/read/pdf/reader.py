"""Reads reports that are PDF files: from bytes to a document, page by page within bounds."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from catalog.entry import compiled
from catalog.fold import Folder
from catalog.lexicon import Lexicon
from catalog.words import told
from ingest.notation.markers import read_marker
from ingest.progress import tell
from ingest.read.document import Document, Dropped, PageFault, UnreadableFile, unread_things
from ingest.read.pdf.aligned import aligned_tables
from ingest.read.pdf.columns import Columns, in_reading_order
from ingest.read.pdf.flow import Flow, LegiblePage, without_furniture
from ingest.read.pdf.legibility import Illegible, illegible
from ingest.read.pdf.lines import without_overprint
from ingest.read.pdf.ocr import RESOLUTION, Recogniser, installed, recognised
from ingest.read.pdf.page import OpenPage, PageContent
from ingest.read.pdf.paragraphs import Paragraphs
from ingest.read.pdf.pdfium import PDFIUM, give_back
from ingest.read.pdf.tables import ruled_tables
from ingest.read.pdf.unruled import split_rows
from ingest.read.pdf.unseen import without_struck_out

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 1000
# Recognising a page takes seconds, reading one milliseconds.
MOST_RECOGNISED = 200
# PDFium keeps what it has met of a file until that is closed, and opens it again in no time.
_PAGES_AT_ONCE = 20
# A document with less legible text than this beside illegible pages is a scan with a title page.
_TITLE_ONLY = 50
# What a page says in place of a form that only Adobe's program makes.
_FORM_TO_COME = re.compile(r"Please wait|請稍候|请稍候|Adobe Reader", re.IGNORECASE)


class PdfReader:
    """Reads PDF reports with the words of a lexicon.

    Args:
        lexicon: captions and page furniture (catalog/common/lexicon.yaml).
        find_recogniser: gives what reads pages that are only pictures, None where nothing does; it is
            asked when the first such page is met.
    """

    def __init__(self, lexicon: Lexicon, find_recogniser: Callable[[], Recogniser | None] = installed) -> None:
        self._folder = Folder(lexicon.variants)
        self._caption = compiled(lexicon.caption)
        self._furniture = tuple(compiled(pattern) for pattern in lexicon.page_furniture)
        self._paragraphs = Paragraphs(self._opens)
        self._find_recogniser = find_recogniser

    def read(self, data: bytes) -> Document:
        """The document in ``data``.

        Pages that cannot be read are in ``Document.faults`` and give no blocks. Text recognised from
        a picture, here or by the program that made the file, is in blocks marked ``by_ocr``.

        Raises:
            UnreadableFile: protected by a password, cut off, without pages, or without any page
                that can be read.
        """
        contents, unread, total, beside = self._contents(data)
        _refuse_unread(contents, unread)
        faults = [PageFault(page, reason.code, told(reason.message, page=page)) for page, reason in unread]
        if total > MOST_PAGES:
            message = told("reading.page_limit", pages=total, most=MOST_PAGES)
            faults.append(PageFault(MOST_PAGES + 1, "page_limit", message))
        faults += _beside_text(contents)
        faults += unread_things(beside)
        dropped: list[Dropped] = []
        pages = [_legible_page(content, dropped) for content in contents]
        _set_in_known_columns(pages)
        dropped += without_furniture(pages, self._is_furniture)
        flow = Flow(self._paragraphs)
        flow.take(pages)
        lost = sorted([*dropped, *flow.dropped], key=lambda piece: piece.page or 0)
        return Document(MEDIA_TYPE, tuple(flow.blocks), tuple(lost), total, tuple(flow.images), tuple(faults))

    # Words ----------------------------------------------------------------------------------------

    def _opens(self, text: str) -> bool:
        folded = self._folder.fold(text)
        return read_marker(folded) is not None or bool(self._caption.match("".join(folded.split())))

    def _is_furniture(self, text: str) -> bool:
        compact = self._folder.compact(text).text
        return any(pattern.match(compact) for pattern in self._furniture)

    # Pages ----------------------------------------------------------------------------------------

    def _contents(self, data: bytes) -> tuple[list[PageContent], list[tuple[int, Illegible]], int, Counter[str]]:
        """The pages that can be read, the numbers of those that cannot and why, and how many there are.

        Also how much is in the file beside its pages, by kind.
        """
        contents: list[PageContent] = []
        unread: list[tuple[int, Illegible]] = []
        with PDFIUM:
            document = _opened(data)
            total = len(document)
            beside = _beside_pages(document)
        try:
            allowed = MOST_RECOGNISED
            for index in range(min(total, MOST_PAGES)):
                tell("page", index + 1, total)
                if index and index % _PAGES_AT_ONCE == 0:
                    with PDFIUM:
                        document.close()
                        give_back()
                        document = _opened(data)
                found = self._page(document, index, allowed > 0)
                if isinstance(found, Illegible):
                    unread.append((index + 1, found))
                else:
                    contents.append(found)
                    allowed -= found.by_ocr
        finally:
            with PDFIUM:
                document.close()
                give_back()
        if not total:
            raise UnreadableFile(told("reading.empty"), "empty")
        if beside["form"] and any(_FORM_TO_COME.search(content.characters) for content in contents):
            raise UnreadableFile(told("reading.dynamic_form"), "dynamic_form")
        return contents, unread, total, beside

    def _page(self, document: pdfium.PdfDocument, index: int, may_recognise: bool) -> PageContent | Illegible:
        picture = recogniser = None
        try:
            with PDFIUM, OpenPage(document, index) as page:
                content = page.content()
                reason = illegible(content)
                if reason is None:
                    content.images = page.images()
                    return content
                if reason.code == "image_only" and may_recognise:
                    recogniser = self._find_recogniser()
                    picture = page.picture(RESOLUTION) if recogniser else None
        except pdfium.PdfiumError:
            return Illegible("broken_page", "reading.page_broken")
        if recogniser and picture:
            return recognised(content, picture, recogniser) or Illegible("image_only", "reading.page_no_text_seen")
        if reason.code == "image_only" and not may_recognise:
            return Illegible("image_only", "reading.page_not_recognised")
        return reason


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableFile(told("reading.encrypted"), "encrypted") from error
        raise UnreadableFile(told("reading.truncated"), "truncated") from error


def _beside_pages(document: pdfium.PdfDocument) -> Counter[str]:
    """How many files are attached, and whether a form is made when the file is opened."""
    attached = max(raw.FPDFDoc_GetAttachmentCount(document.raw), 0)
    is_made = raw.FPDF_GetFormType(document.raw) in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND)
    return Counter({"form": int(is_made), "attachment": attached})


def _beside_text(contents: Sequence[PageContent]) -> list[PageFault]:
    """What is on pages and is in no text: turned texts with numbers, form fields and text boxes without a look."""
    pages = Counter(text for content in contents for text in {*content.aslant, *content.notes})
    faults: list[PageFault] = []
    for content in contents:
        # What stands on several pages is the pages' own, as a mark across each.
        for code, texts in (("turned_text", content.aslant), ("unread_note", content.notes)):
            own = "、".join(f"「{text}」" for text in texts if pages[text] == 1)
            if own:
                message = told(f"reading.{code}", page=content.number, texts=own)
                # Words over the text without any number (作廢, a name) leave nothing missing.
                is_loss = any(character.isnumeric() for character in own)
                faults.append(PageFault(content.number, code if is_loss else "other_note", message))
        if content.unread["annotation"]:
            message = told("reading.page_annotation", page=content.number, count=content.unread["annotation"])
            faults.append(PageFault(content.number, "unread_annotation", message))
    comments = sum(content.unread["comment"] for content in contents)
    return [*faults, *unread_things({"comment": comments})]


def _legible_page(content: PageContent, dropped: list[Dropped]) -> LegiblePage:
    """A page's tables and lines; what is printed twice, unseen or struck out goes to ``dropped``."""
    runs, doubled = without_overprint(content.runs)
    dropped += [Dropped(text, "illegible", None, content.number) for text in [*content.overprinted, *doubled]]
    dropped += [Dropped(text, "hidden", None, content.number) for text in content.unseen]
    dropped += [Dropped(text, "illegible", None, content.number) for text in content.aslant]
    dropped += [Dropped(text, "page_furniture", None, content.number) for text in content.notes]
    runs, struck = without_struck_out(runs, content.rules)
    dropped += [Dropped(text, "deleted", None, content.number) for text in struck]
    tables, free = ruled_tables(content.rules, runs, content.number)
    aligned, free = aligned_tables(free, content.number)
    tables = [*tables, *aligned]
    figures = [table.box for table in tables] + [image.box for image in content.images if image.box]
    return LegiblePage(content, [split_rows(table) for table in tables], in_reading_order(free, figures), free, figures)


def _set_in_known_columns(pages: Sequence[LegiblePage]) -> None:
    """Lists in columns are read as the prose of other pages of that width is: one column after the other."""
    known: dict[int, list[Columns]] = defaultdict(list)
    for page in pages:
        if page.arranged.columns:
            known[round(page.content.width)].append(page.arranged.columns)
    for page in pages:
        columns = known[round(page.content.width)]
        if columns:
            page.arranged = in_reading_order(page.free, page.figures, columns)


# Refusals -----------------------------------------------------------------------------------------


def _refuse_unread(contents: Sequence[PageContent], unread: Sequence[tuple[int, Illegible]]) -> None:
    """Refuses a file with no page to read, or with nothing but a title beside pages that cannot be read."""
    text = sum(len("".join(content.characters.split())) for content in contents)
    if contents and (text >= _TITLE_ONLY or not any(reason.code != "blank" for _, reason in unread)):
        return
    pages: dict[str, list[int]] = defaultdict(list)
    for page, reason in unread:
        pages[reason.message].append(page)
    if contents:
        pages["reading.page_title_only"] = [content.number for content in contents]
    codes = {reason.code for _, reason in unread}
    reasons = "；".join(told(message, page=_ranges(numbers)) for message, numbers in pages.items())
    code = codes.pop() if len(codes) == 1 else "illegible"
    raise UnreadableFile(told("reading.no_legible_page", reasons=reasons), code)


def _ranges(numbers: Iterable[int]) -> str:
    """Page numbers in order as people write them: ``1-3、5``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return "、".join("-".join(map(str, span)) for span in spans)
