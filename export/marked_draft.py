"""A draft whose numbers were held against the reports, as ODT: each marked, with a footnote of what is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from catalog.words import words
from charts.palette import LIGHT
from export.odf.package import described, packed
from export.odf.styles import fonts, lettering, properties, style, text_styles
from export.odf.xml import Element, add_text, document, element, paragraphs
from findings.draft import Status, Verdict, said_of
from findings.lanes import report_name
from findings.period_words import day_words
from findings.records import place_words
from findings.sources import excerpt
from findings.titles import row_period
from findings.values import is_told, part_words, value_words

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_PAGE, _EDGE = (21.0, 29.7), 2.5
# A quotation in a footnote is cut around its number beyond so many signs, and so many are given.
_MOST_SIGNS, _MOST_QUOTED = 120, 2
_LINES: dict[Status, str] = {"contradicted": "wave", "other_period": "dash", "rounded": "solid", "supported": "solid"}
_COLOURS: dict[Status, str] = {
    "contradicted": LIGHT.target, "other_period": LIGHT.series[0],
    "rounded": LIGHT.statuses["done"], "supported": LIGHT.statuses["done"],
}  # fmt: skip


def odt_bytes(draft: str, verdicts: Sequence[Verdict], made: date, build_id: str) -> bytes:
    """The draft as ODT, its words as they were typed.

    Args:
        draft: the text.
        verdicts: on its numbers, in order, as :func:`findings.draft.judged` gives them.
        made: the day it was checked.
        build_id: of the data it was checked against.
    """
    title = words("draft.file_title")
    about = words("draft.file_made", day=day_words(made), build=build_id)
    heading = element("text:h", {"text:style-name": "title", "text:outline-level": 1}, title)
    body = [heading, *paragraphs(about, "about"), *_draft(draft, verdicts)]
    styles = element("office:automatic-styles", None, *_own_styles())
    content = element("office:body", None, element("office:text", None, *body))
    parts = {
        "content.xml": document("content", fonts(), styles, content),
        "styles.xml": text_styles(12, *_PAGE, _EDGE),
        "meta.xml": described(title, about, made, words.language),
    }
    return packed(MEDIA_TYPE, parts, {})


def _draft(draft: str, verdicts: Sequence[Verdict]) -> Iterator[Element]:
    notes = iter(range(1, len(verdicts) + 1))
    start = 0
    for line in draft.splitlines(keepends=True):
        made = element("text:p", {"text:style-name": "draft"})
        words_of_line, stop = line.rstrip("\r\n"), start + len(line)
        at = start
        for verdict in (one for one in verdicts if start <= one.start < stop):
            add_text(made, draft[at : verdict.start])
            at = verdict.end
            if verdict.status == "unknown":
                add_text(made, verdict.raw)
                continue
            marked = element("text:span", {"text:style-name": verdict.status})
            add_text(marked, verdict.raw)
            made.append(marked)
            made.append(_footnote(verdict, next(notes)))
        add_text(made, draft[at : start + len(words_of_line)])
        yield made
        start = stop


def _footnote(verdict: Verdict, number: int) -> Element:
    body = element("text:note-body", None, *paragraphs(note_words(verdict), "note"))
    citation = element("text:note-citation", None, str(number))
    return element("text:note", {"text:id": f"note{number}", "text:note-class": "footnote"}, citation, body)


def note_words(verdict: Verdict) -> str:
    """What a footnote says of a number: the verdict, and what is printed, newest first."""
    told = {"sign": words(f"draft.sign.{verdict.status}"), "status": said_of(verdict)}
    shown = verdict.printed[::-1].head(_MOST_QUOTED)
    printed = words("slides.sources_joint").join(_printed(row) for _, row in shown.iterrows())
    return words("draft.note", **told, printed=printed) if printed else words("draft.note_plain", **told)


def _printed(row: pd.Series) -> str:
    place = words("card.joint").join(one for one in (report_name(row), place_words(row)) if one)
    return words(
        "draft.printed",
        metric=words.name(row),
        part=words("card.part", part=part_words(row["part"])) if is_told(row["part"]) else "",
        period=row_period(row),
        value=value_words(row["value"], row["unit"], row["qualifier"]),
        source=place,
        quote=excerpt(row, _MOST_SIGNS),
    )


def _own_styles() -> Iterator[Element]:
    for name, points, bold, colour, above in (
        ("title", 16, True, LIGHT.ink, 0.0), ("about", 9.5, False, LIGHT.quiet, 0.2),
        ("draft", 12, False, LIGHT.ink, 0.3), ("note", 9.5, False, LIGHT.ink, 0.0),
    ):  # fmt: skip
        spaces = properties("paragraph", {"fo:margin-top": f"{above}cm"})
        yield style(name, "paragraph", spaces, lettering(points, bold=bold, colour=colour))
    for status, line in _LINES.items():
        yield style(status, "text", properties("text", {
            "style:text-underline-style": line, "style:text-underline-width": "auto",
            "style:text-underline-color": _COLOURS[status],
        }))  # fmt: skip
