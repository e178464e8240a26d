"""Files that are one report twice: one name, one content, or one text in two formats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from catalog.words import told
from ingest.editions import Edition, corrected_by
from ingest.parts import Part
from ingest.report import Refusal
from ingest.rows import Row

# Editions of one report share most of their text; two reports over one period only phrases.
_MOSTLY_SHARED = 0.5

Texts = Callable[[Sequence[Part]], list[frozenset[str]]]
"""Gives the passages of reports, without blanks."""


def without_twins(
    reports: Sequence[Part], refusals: Sequence[Refusal], texts: Texts
) -> tuple[list[Part], list[Refusal]]:
    """Reports without those that an earlier file already is, which are refused.

    Each that corrects another has its id in ``edition_of``; what a manifest says of it stays. One that only shares
    most of its text with an earlier one has a note: it may be a corrected edition, which a manifest can answer.
    """
    kept: list[Part] = []
    refused = list(refusals)
    # The first report of each sign that two are one.
    first: dict[tuple[str, object], int] = {}
    for report in reports:
        signs = {
            "same_name": report.report_id, "same_content": report.sha256,
            "same_text": (report.words, report.scope, _beside(report)),
        }  # fmt: skip
        met = [(first[sign], order) for order, sign in enumerate(signs.items()) if sign in first]
        if met:
            twin, order = min(met)
            refused.append(_twin(kept[twin], report, order))
            continue
        first |= dict.fromkeys(signs.items(), len(kept))
        kept.append(report)
    return _with_notes(_with_editions(kept, texts), texts), refused


# What a refusal is called, in the order in which the signs are looked at.
_CODES = ("duplicate_id", "duplicate_content", "duplicate_text")
# Issues of what a page shows, or another file in it holds, that was not read.
_BESIDE = ("unread_annotation", "unread_attachment", "unread_form", "unread_note", "turned_text")
_WORDS = ("reading.same_name", "reading.same_content", "reading.same_text")


def _beside(report: Part) -> tuple[str, ...]:
    """What a file shows or holds beside the text that was read, in which two of one text may differ."""
    return tuple(sorted(issue["message"] for issue in report.issues if issue["code"] in _BESIDE))


def _twin(first: Part, second: Part, sign: int) -> Refusal:
    return Refusal(second.file, _CODES[sign], told(_WORDS[sign], first=first.file, report=second.report_id))


def _with_editions(reports: Sequence[Part], texts: Texts) -> list[Part]:
    """The reports, each that corrects another with its id."""
    scopes: dict[tuple[object, ...], list[Part]] = defaultdict(list)
    for report in reports:
        if report.authority.agency_id is not None:
            scopes[report.signs.scope].append(report)
    corrected: dict[str, str] = {}
    for own in scopes.values():
        if len(own) > 1:
            passages = texts(own)
            corrected |= corrected_by([
                Edition(**vars(report.signs), passages=text) for report, text in zip(own, passages, strict=True)
            ])  # fmt: skip
    return [
        replace(report, edition_of=corrected[report.report_id])
        if report.edition_of is None and report.report_id in corrected else report
        for report in reports
    ]  # fmt: skip


def _with_notes(reports: Sequence[Part], texts: Texts) -> list[Part]:
    """The reports, with a note on each that is like an earlier one of its scope."""
    scopes: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, report in enumerate(reports):
        scopes[report.scope].append(place)
    noted = list(reports)
    for places in scopes.values():
        if any(reports[place].edition_of is None for place in places[1:]):
            passages = texts([reports[place] for place in places])
            for at, place in enumerate(places):
                note = _likeness(reports, places[:at], passages[:at], reports[place], passages[at])
                if note:
                    noted[place] = replace(reports[place], issues=(*reports[place].issues, note))
    return noted


def _likeness(
    reports: Sequence[Part], earlier: Sequence[int], texts: Sequence[frozenset[str]], report: Part, own: frozenset[str]
) -> Row | None:
    if report.edition_of:
        return None
    for place, other in zip(earlier, texts, strict=True):
        share = _shared(other, own)
        if share >= _MOSTLY_SHARED:
            message = told("reading.like", first=reports[place].file, share=f"{share:.0%}")
            return {
                "page": None, "line": None, "severity": "note", "code": "like_another", "message": message,
                "metric_ids": [], "report_id": report.report_id, "file": report.file,
            }  # fmt: skip
    return None


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the longer text's characters that stands in passages of both."""
    return sum(map(len, one & other)) / max(1, *(sum(map(len, text)) for text in (one, other)))
