"""Rows of the warehouse from what was read. Column names are those of warehouse/schema.sql."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Any

from ingest.checking.completions import Completion
from ingest.checking.within_report import CheckResult
from ingest.meaning.observe import Observation, Reading
from ingest.numbers.places import Box, captioned, place_of
from ingest.numbers.quantities import Quantity
from ingest.passages.identity import Identity
from ingest.passages.manifest import ManifestEntry
from ingest.passages.outline import Passage
from ingest.read.document import Document, PageFault

Row = dict[str, Any]


@dataclass(frozen=True)
class ReportRows:
    """The rows of one report by table. ``issues`` are reading issues, numbered later."""

    report_id: str
    file: str
    sha256: str
    tables: dict[str, list[Row]]
    issues: tuple[Row, ...]

    def only(self, *tables: str) -> ReportRows:
        """The same report with some of its tables."""
        return replace(self, tables={table: self.tables[table] for table in tables}, issues=())


@dataclass(frozen=True)
class OpenedReport:
    """One file as read: its digest, blocks, passages, identity and what its numbers came to."""

    sha256: str
    document: Document
    passages: Sequence[Passage]
    identity: Identity
    reading: Reading


def report_rows(
    file: str, opened: OpenedReport, entry: ManifestEntry | None, checks: Sequence[CheckResult]
) -> ReportRows:
    """All rows of one report."""
    sha256, document, passages = opened.sha256, opened.document, opened.passages
    identity, reading = opened.identity, opened.reading
    report_id = identity.report_id
    numbers = {id(quantity): number for number, quantity in enumerate(reading.quantities, 1)}
    tables = {passage.no: number for number, passage in enumerate(_tables(passages), 1)}
    rows = {
        "report": [_report(file, sha256, document, identity, entry)],
        "passage": [_passage(passage) for passage in passages],
        "quantity": list(_quantities(reading, numbers)),
        "report_table": [_report_table(passage, tables[passage.no]) for passage in _tables(passages)],
        "table_cell": [row for passage in _tables(passages) for row in _cells(passage, tables[passage.no])],
        "picture": list(_pictures(passages, document)),
        "observation": [_observation(o, report_id, numbers, tables) for o in reading.observations],
        "observation_evidence": [r for o in reading.observations for r in _evidence(o, report_id, numbers)],
        "check_result": told_apart([_check(result, report_id, numbers) for result in checks]),
        "completion": list(_completions(reading.completions)),
        "dropped_text": list(_dropped(document)),
    }
    for table in rows.values():
        for row in table:
            row["report_id"] = report_id
    issues = [
        _issue(trouble.passage, trouble.code, trouble.message, trouble.metric_ids) for trouble in reading.troubles
    ]
    issues += [_page_issue(fault) for fault in document.faults]
    return ReportRows(
        report_id,
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
        "agency": identity.agency,
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


def _quantities(reading: Reading, numbers: dict[int, int]) -> Iterator[Row]:
    for quantity, period in zip(reading.quantities, reading.periods, strict=True):
        start, end = quantity.span
        page, box = place_of(quantity.segment.passage, start, end)
        yield {
            "page": page,
            **_box(box),
            "quantity_no": numbers[id(quantity)],
            "passage_no": quantity.segment.passage.no,
            "char_start": start,
            "char_end": end,
            "raw": quantity.raw,
            "form": quantity.form,
            "value": float(quantity.value),
            "unit": quantity.unit,
            "qualifier": quantity.qualifier,
            "label": quantity.label,
            "period_start": period.start if period else None,
            "period_end": period.end if period else None,
            "period_basis": period.basis if period else None,
        }


def _box(box: Box | None) -> Row:
    x0, top, x1, bottom = box or (None, None, None, None)
    return {"x0": x0, "top": top, "x1": x1, "bottom": bottom}


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


def _observation(o: Observation, report_id: str, numbers: dict[int, int], tables: dict[int, int]) -> Row:
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
        "quantity_no": numbers[id(o.quantity)],
        "table_no": tables.get(passage.no),
        "row": cell.row if cell else None,
        "column": cell.column if cell else None,
        "passage_no": passage.no,
        "quote": _quote(o.quantity),
        "page": place_of(passage, *o.quantity.span)[0],
        "months": o.months,
        "per_month": float(o.value) / o.months if o.months else None,
        "works_status": o.works_status,
        "counting": o.counting,
        "rule": o.rule,
    }


def _quote(quantity: Quantity) -> str:
    """The sentence or cell that prints a number, verbatim."""
    segment = quantity.segment
    start, end = segment.span(*segment.sentence(quantity.start))
    return segment.passage.text[start:end]


def _evidence(o: Observation, report_id: str, numbers: dict[int, int]) -> Iterator[Row]:
    # One number may be met twice on the way to one value: by its own words and by those before it.
    places = {numbers[id(quantity)]: quantity for quantity in o.evidence}
    for position, (number, quantity) in enumerate(places.items(), 1):
        yield {
            "observation_id": o.digest(report_id),
            "quantity_no": number,
            "position": position,
            "quote": _quote(quantity),
        }


def _check(result: CheckResult, report_id: str, numbers: dict[int, int]) -> Row:
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
        "quantities": [numbers[id(quantity)] for quantity in result.quantities],
        "quote": _quote(result.quantities[0]) if result.quantities else None,
        "other_report_id": None,
        "other_quote": None,
    }


def told_apart(results: Sequence[Row]) -> list[Row]:
    """Rows of check_result of one report or of one check, no two of one instance.

    Where a report prints two values of one measure, period and breakdown, the value tells them apart;
    where it says one thing twice, their order.
    """
    seen: set[tuple[str, str | None, str]] = set()
    distinct = []
    for row in results:
        instance, stated = row["instance"], row["stated"]
        valued = [instance] if stated is None else [instance, f"{instance}/{stated:g}"]
        key = next(
            key
            for key in ((row["check_id"], row.get("report_id"), name) for name in chain(valued, _numbered(valued[-1])))
            if key not in seen
        )
        seen.add(key)
        distinct.append({**row, "instance": key[-1]})
    return distinct


def _numbered(instance: str) -> Iterator[str]:
    return (f"{instance}/{number}" for number in count(2))


def _completions(completions: Sequence[Completion]) -> Iterator[Row]:
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
    """A page that gave nothing; a blank one held nothing, so nothing of it is missing."""
    return {
        "page": fault.page,
        "line": None,
        "severity": "note" if fault.code == "blank" else "unread",
        "code": fault.code,
        "message": fault.message,
        "metric_ids": [],
    }


def _issue(passage: Passage, code: str, message: str, metric_ids: Sequence[str]) -> Row:
    return {
        "page": passage.page,
        "line": passage.line,
        "severity": "unread",
        "code": code,
        "message": message,
        "metric_ids": list(metric_ids),
    }
