"""Rows of the warehouse from what was read. Column names are those of warehouse/schema.sql."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.words import told
from ingest.checking.completions import Completion
from ingest.checking.result import CheckResult, told_apart
from ingest.checking.within_report import Checked
from ingest.meaning.explanations import Explanation
from ingest.meaning.observations import Reading
from ingest.numbers.printed import Observation, Quantity, Segment
from ingest.passages.authority import Authority
from ingest.passages.captions import captioned
from ingest.passages.identity import Identity
from ingest.passages.manifest import ManifestEntry
from ingest.passages.outline import Passage
from ingest.read.document import Box, Document, PageFault

Row = dict[str, Any]
# Faults of files that are no loss of the text.
_NOTHING_MISSING = ("blank", "other_note", "unread_comment")
# What was read, with a doubt worth a look; of all else some numbers are missing.
_NOTES = ("unknown_unit", "two_values", "check_failed", "person_unpublished", "decision_lost")


@dataclass(frozen=True)
class ReportRows:
    """The rows of one report by table, and who reports. ``issues`` are reading issues, numbered later."""

    report_id: str
    authority: Authority
    file: str
    sha256: str
    tables: dict[str, list[Row]]
    issues: tuple[Row, ...]


@dataclass(frozen=True)
class OpenedReport:
    """One file as read: its digest, blocks, passages, identity and what its numbers came to."""

    sha256: str
    document: Document
    passages: Sequence[Passage]
    identity: Identity
    reading: Reading


def report_rows(
    file: str,
    opened: OpenedReport,
    entry: ManifestEntry | None,
    checked: Checked,
    completions: Iterable[Completion],
    explanations: Iterable[Explanation],
) -> ReportRows:
    """All rows of one report."""
    sha256, document, passages = opened.sha256, opened.document, opened.passages
    identity, reading = opened.identity, opened.reading
    report_id = identity.report_id
    tables = {passage.no: number for number, passage in enumerate(_tables(passages), 1)}
    rows = {
        "report": [_report(file, sha256, document, identity, entry)],
        "passage": [_passage(passage) for passage in passages],
        "quantity": list(_quantities(reading.quantities)),
        "report_table": [_report_table(passage, tables[passage.no]) for passage in _tables(passages)],
        "table_cell": [row for passage in _tables(passages) for row in _cells(passage, tables[passage.no])],
        "picture": list(_pictures(passages, document)),
        "observation": [_observation(o, report_id, tables) for o in reading.observations],
        "observation_evidence": [r for o in reading.observations for r in _evidence(o, report_id)],
        "explanation": [_explanation(own) for own in explanations],
        "decision": [_decision(quantity) for quantity in reading.quantities],
        "suggestion": [row for quantity in reading.quantities for row in _suggestions(quantity)],
        "check_result": told_apart([_check(result, report_id) for result in checked.results]),
        "completion": list(_completions(completions)),
        "dropped_text": list(_dropped(document)),
    }
    for table in rows.values():
        for row in table:
            row["report_id"] = report_id
    issues = [
        _issue(trouble.passage, trouble.code, trouble.message, trouble.metric_ids)
        for trouble in (*reading.troubles, *checked.troubles)
    ]
    issues += [_page_issue(fault) for fault in document.faults]
    issues += [] if identity.authority.agency_id else [_nameless(passages[0])]
    return ReportRows(
        report_id,
        identity.authority,
        file,
        sha256,
        rows,
        tuple({**issue, "report_id": report_id, "file": file} for issue in issues),
    )


def _tables(passages: Sequence[Passage]) -> list[Passage]:
    return [passage for passage in passages if passage.kind == "table"]


def _report(file: str, sha256: str, document: Document, identity: Identity, entry: ManifestEntry | None) -> Row:
    return {
        "title": identity.title,
        "agency": identity.authority.name,
        "agency_id": identity.authority.agency_id,
        "genre": identity.genre,
        "session": identity.session,
        "published": identity.published,
        "period_start": identity.period.start,
        "period_end": identity.period.end,
        "period_quote": identity.period_quote,
        "file": file,
        "sha256": sha256,
        "media_type": document.media_type,
        "pages": document.pages,
        "edition_of": entry.edition_of if entry else None,
    }


def _passage(passage: Passage) -> Row:
    return {
        "passage_no": passage.no,
        "page": passage.page,
        "line": passage.line,
        "outline": list(passage.outline),
        "kind": passage.kind,
        "text": passage.text,
        "folded": passage.folded,
        "by_ocr": passage.by_ocr,
    }


def _quantities(quantities: Sequence[Quantity]) -> Iterator[Row]:
    for quantity in quantities:
        period = quantity.period
        start, end = quantity.span
        page, box = quantity.segment.passage.place(start, end)
        yield {
            "page": page,
            **_box(box),
            "quantity_no": quantity.no,
            "passage_no": quantity.segment.passage.no,
            "char_start": start,
            "char_end": end,
            "raw": quantity.raw,
            "form": quantity.form,
            "value": float(quantity.value),
            "unit": quantity.unit,
            "qualifier": quantity.qualifier,
            "label": quantity.label,
            "heads": _heads(quantity.segment),
            "period_start": period.start if period else None,
            "period_end": period.end if period else None,
            "period_basis": period.basis if period else None,
        }


def _heads(segment: Segment) -> list[str]:
    """The cells that head a number's row and column, each once; of a column those that stand right on each other.

    What heads the figures of an earlier part of the table stands above them.
    """
    above: list[Segment] = []
    for head in reversed(segment.column_heads):
        if above and head.place.row + head.place.row_span < above[0].place.row:
            break
        above.insert(0, head)
    heads = (*segment.row_heads, *above)
    return list(dict.fromkeys(head.printed(0, len(head.compact.text)) for head in heads))


def _box(box: Box | None) -> Row:
    x0, top, x1, bottom = box or (None, None, None, None)
    return {"x0": x0, "top": top, "x1": x1, "bottom": bottom}


def _decision(quantity: Quantity) -> Row:
    """What became of a number: published where it is evidence for a value, whatever else was said of it."""
    decision, suggestion, told = quantity.decision, quantity.suggestion, quantity.observations
    return {
        "quantity_no": quantity.no,
        "status": "published" if told else decision.status,
        "metric_id": told[0].metric_id if told else None,
        "score": suggestion.sureness if suggestion else None,
        "by": decision.by,
        "reason": decision.reason,
        "label": quantity.composed or None,
        "statement": suggestion.kind if suggestion else None,
    }


def _suggestions(quantity: Quantity) -> Iterator[Row]:
    if quantity.decision.status != "suggested" or quantity.observations or quantity.suggestion is None:
        return
    for rank, likely in enumerate(quantity.suggestion.likely, 1):
        yield {
            "quantity_no": quantity.no,
            "rank": rank,
            "metric_id": likely.metric_id,
            "score": likely.chance,
            "example": likely.sentence or None,
            "example_source": likely.source or None,
        }


def _report_table(passage: Passage, table_no: int) -> Row:
    return {
        "table_no": table_no,
        "passage_no": passage.no,
        "page": passage.page,
        "title": passage.outline[-1] if passage.outline else None,
        "rows": max(cell.row for cell in passage.cells),
        "columns": max(cell.column for cell in passage.cells),
    }


def _cells(passage: Passage, table_no: int) -> Iterator[Row]:
    for cell in passage.cells:
        yield {
            "table_no": table_no,
            "row": cell.row,
            "column": cell.column,
            "row_span": cell.row_span,
            "column_span": cell.column_span,
            "text": cell.text,
            "char_start": cell.start,
            "char_end": cell.end,
            "page": cell.page,
            **_box(cell.box),
        }


def _pictures(passages: Sequence[Passage], document: Document) -> Iterator[Row]:
    """Captioned pictures; of two captions with one number the first is kept."""
    seen: set[int] = set()
    for passage, image in captioned(passages, document.images):
        if passage.picture_no and passage.picture_no not in seen:
            seen.add(passage.picture_no)
            yield {
                "picture_no": passage.picture_no,
                "passage_no": passage.no,
                "page": passage.page,
                "caption": passage.title,
                "image": image.data if image else None,
                "media_type": image.media_type if image else None,
            }


def _observation(o: Observation, report_id: str, tables: dict[int, int]) -> Row:
    passage, cell = o.quantity.segment.passage, o.quantity.segment.cell
    return {
        "observation_id": o.digest(report_id),
        "metric_id": o.metric_id,
        "period_start": o.period.start,
        "period_end": o.period.end,
        "period_basis": o.period.basis,
        "period_quote": o.period.quote,
        "measure": o.measure,
        "value": float(o.value),
        "unit": o.unit,
        "qualifier": o.qualifier,
        "by_ocr": passage.by_ocr,
        "breakdown": o.breakdown,
        "quantity_no": o.quantity.no,
        "table_no": tables.get(passage.no),
        "row": cell.row if cell else None,
        "column": cell.column if cell else None,
        "passage_no": passage.no,
        "quote": o.quantity.quote,
        "page": passage.place(*o.quantity.span)[0],
        "months": o.months,
        "per_month": float(o.value) / o.months if o.months else None,
        "works_status": o.works_status,
        "counting": o.counting,
        "rule": o.rule,
    }


def _evidence(o: Observation, report_id: str) -> Iterator[Row]:
    # One number may be met twice on the way to one value: by its own words and by those before it.
    places = {quantity.no: quantity for quantity in o.evidence}
    for position, (number, quantity) in enumerate(places.items(), 1):
        yield {
            "observation_id": o.digest(report_id),
            "quantity_no": number,
            "position": position,
            "quote": quantity.quote,
        }


def _explanation(own: Explanation) -> Row:
    return {
        "metric_id": own.metric_id,
        "passage_no": own.passage_no,
        "char_start": own.start,
        "char_end": own.end,
        "quote": own.quote,
        "cue": own.cue,
        "cue_start": own.cue_start,
        "cue_end": own.cue_end,
        "page": own.page,
        "stands": own.stands,
    }


def _check(result: CheckResult, report_id: str) -> Row:
    def number(value: Any) -> float | None:
        return None if value is None else float(value)

    return {
        "check_id": result.check.id,
        "instance": result.instance,
        "metric_id": result.check.stated,
        "name_zh": result.check.name_zh,
        "name_en": result.check.name_en,
        "relation": result.relation,
        "computed": number(result.computed),
        "stated": number(result.stated),
        "tolerance": number(result.tolerance),
        "status": result.status,
        "evidence": [observation.digest(report_id) for observation in result.evidence],
        "quantities": [quantity.no for quantity in result.quantities],
        "quote": result.quantities[0].quote if result.quantities else result.quote,
        "other_report_id": None,
        "other_quote": None,
    }


def _completions(completions: Iterable[Completion]) -> Iterator[Row]:
    for number, completion in enumerate(completions, 1):
        yield {
            "completion_no": number,
            "passage_no": completion.passage_no,
            "name": completion.name,
            "completed_on": completion.completed_on,
            "char_start": completion.start,
            "char_end": completion.end,
            "quote": completion.quote,
        }


def _dropped(document: Document) -> Iterator[Row]:
    for number, piece in enumerate(document.dropped, 1):
        yield {
            "drop_no": number,
            "line": piece.line,
            "page": piece.page,
            "text": piece.text,
            "reason": piece.reason,
        }


def _page_issue(fault: PageFault) -> Row:
    """A page or thing that gave nothing; a blank page and what is no part of the text leave nothing missing."""
    return {
        "page": fault.page,
        "line": None,
        "severity": "note" if fault.code in _NOTHING_MISSING else "unread",
        "code": fault.code,
        "message": fault.message,
        "metric_ids": [],
    }


def _nameless(first: Passage) -> Row:
    """That a report does not say who reports: its numbers are nobody's until someone does."""
    return {**_issue(first, "no_agency", told("reading.no_agency_note"), ()), "severity": "note"}


def _issue(passage: Passage, code: str, message: str, metric_ids: Sequence[str]) -> Row:
    return {
        "page": passage.page,
        "line": passage.line,
        "severity": "note" if code in _NOTES else "unread",
        "code": code,
        "message": message,
        "metric_ids": list(metric_ids),
    }
