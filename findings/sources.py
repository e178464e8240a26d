"""Where the values of a slide are printed: for its foot, its notes, and the sheet's quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from catalog.words import words
from findings.extracts import MOST_REPORTS, Extract
from findings.lanes import report_name
from findings.records import place_words
from findings.values import is_told, listed

# More places than these make a foot that nobody reads; the notes have them all.
_MOST_PLACES = 6
# Of too many reports the newest are named.
_NEWEST = 3
_JOINT = re.compile(r"[，；。、\n\t]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SCALES = {1_000: "千", 10_000: "萬", 1_000_000: "百萬", 100_000_000: "億"}
_PERCENT = re.compile(r"([\d,.]+)\s*%")


@dataclass(frozen=True)
class Quotation:
    """A report's own words, and where they stand."""

    quote: str
    report: str
    place: str
    unit: str = ""

    def told(self) -> str:
        """The words in quotation marks, the unit that only a table's head prints, and their source."""
        key = "slides.quotation_unit" if self.unit else "slides.quotation"
        return words(key, quote=self.quote, report=self.report, place=self.place, unit=self.unit)


def observed(extract: Extract, observation_ids: Sequence[str]) -> pd.DataFrame:
    """The extract's rows of these observations, each once, in the order of the ids."""
    rows = extract.drawn.rows.drop_duplicates("observation_id").set_index("observation_id", drop=False)
    return rows.loc[[own for own in observation_ids if own in rows.index]]


def quotations(rows: pd.DataFrame) -> list[Quotation]:
    """The sentences and cells that print the values, each once."""
    return list(dict.fromkeys(quotation(row, str(row["quote"])) for _, row in rows.iterrows()))


def quotation(row: pd.Series, quote: str) -> Quotation:
    """What is quoted of a value, with its unit where the words do not say that it is of thousands or more."""
    return Quotation(quote, report_name(row), place_words(row), _scaled_unit(row, quote))


def _scaled_unit(row: pd.Series, quote: str) -> str:
    """The unit a table's head prints, 千元, of a number that is told in single ones; empty where it is quoted."""
    digits = str(row["raw"]).replace(",", "")
    if not _NUMBER.fullmatch(digits) or float(digits) == 0:
        return ""
    unit = _SCALES.get(round(float(row["value"]) / float(digits)), "") + str(row["unit"])
    return unit if unit != row["unit"] and unit not in quote else ""


def excerpt(row: pd.Series, most: int) -> str:
    """The clauses around a value, at most about ``most`` characters; dots where some are left out.

    Only a clause that is longer by itself is cut.
    """
    quote, raw = str(row["quote"]), str(row["raw"])
    if len(quote) <= most:
        return quote
    at = max(0, quote.find(raw))
    start, end = _clauses(quote, at, at + len(raw), most)
    if end - start > most:
        middle = at + len(raw) // 2
        start = max(0, min(middle - most // 2, len(quote) - most))
        end = min(len(quote), start + most)
    return ("…" if start else "") + quote[start:end] + ("…" if end < len(quote) else "")


def _clauses(quote: str, first: int, last: int, most: int) -> tuple[int, int]:
    """The clauses around a place that have room, those before it first: they say what it counts."""
    joints = [0, *(found.end() for found in _JOINT.finditer(quote)), len(quote)]
    start = max(joint for joint in joints if joint <= first)
    end = min(joint for joint in joints if joint >= last)
    for joint in reversed([joint for joint in joints if joint < start]):
        if end - joint > most:
            break
        start = joint
    for joint in (joint for joint in joints if joint > end):
        if joint - start > most:
            break
        end = joint
    return start, end


def places(rows: pd.DataFrame, most: int = _MOST_PLACES) -> str:
    """The reports that print the values, each with at most so many pages, or paragraphs where it has no pages."""
    told = []
    for _, own in rows.groupby("report_id", sort=False):
        row = own.iloc[0]
        pages = sorted({int(number) for number in own["page"] if is_told(number)})
        found = [str(page) for page in pages] or unique(place_words(one) for _, one in own.iterrows())
        shown = listed(found[:most])
        if len(found) > most:
            shown = words("slides.and_others", places=shown)
        shown = words("slides.place_page", places=shown) if pages else shown
        told.append(words("slides.report_places", report=report_name(row), places=shown))
    if len(told) > MOST_REPORTS:
        # A foot has room for few; the notes quote all of them.
        told = [*told[-_NEWEST:], words("slides.places_more", count=len(told) - _NEWEST)]
    return words("slides.sources_joint").join(told)


def spoken(sentence: str) -> str:
    """A finding as it is said aloud: 增加百分之47."""
    said = _PERCENT.sub(lambda found: words("slides.spoken_percent", number=found[1]), sentence)
    return words("slides.spoken", sentence=said.rstrip("。."))


def unique(lines: Iterable[str]) -> list[str]:
    """The lines that say something, each once."""
    return [line for line in dict.fromkeys(lines) if line]
