"""Names of files to take away: in the reader's language, and fit for every system."""

from __future__ import annotations

import re

from catalog.load import load
from catalog.words import words
from export.sheets.contents import covered
from findings.extracts import Extract
from findings.period_words import roc_year

# What Windows takes in no name, with the full-width sign that reads the same; blanks and arrows, which command lines
# and older archives break at; controls go.
_SIGNS = str.maketrans({**dict(zip('<>:"/\\|?*', "＜＞：＂／＼｜？＊", strict=True)), "→": "-", " ": "-"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|COM[0-9¹²³]|LPT[0-9¹²³])(\..*)?", re.IGNORECASE)
# Linux counts 255 bytes to a name; some are left for what a browser adds to a second download.
_MOST_BYTES = 200


def file_name(extract: Extract, ending: str) -> str:
    """The name of an extract's file: topic, panel, the years it covers, the day its data were built.

    Args:
        extract: what the file holds.
        ending: such as ``xlsx``, without its dot.
    """
    parts = dict.fromkeys([_topic(extract), extract.name, _years(extract), extract.built.isoformat()])
    return f"{safe_stem('_'.join(part for part in parts if part))}.{ending}"


def safe_stem(text: str) -> str:
    """A text as a file's name without its ending: legal on Windows, macOS and Linux, never empty."""
    plain = _CONTROL.sub("", re.sub(r"\s+", " ", text)).strip(" .").translate(_SIGNS)
    short = plain.encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore").strip("-.")
    return f"_{short}" if not short or _RESERVED.fullmatch(short) else short


def _topic(extract: Extract) -> str:
    """The topic page or topic an extract belongs to; nothing for one of everything."""
    catalog = load()
    for screen in catalog.screens:
        if any(extract.id == f"{screen.id}-{panel.id}" for panel in screen.panels):
            return words.name(screen)
    topic_id = catalog.topic_of.get(extract.id)
    return next((words.name(topic) for topic in catalog.topics if topic.id == topic_id), "")


def _years(extract: Extract) -> str:
    span = covered(extract)
    if span is None:
        return words("sheet.file.none")
    first, last = (roc_year(day) if words.language == "zh-TW" else day.year for day in span)
    return words("sheet.file.year", first=first) if first == last else words("sheet.file.years", first=first, last=last)
