"""The native charts of a workbook, made from what the extract's own chart draws.

One chart holds one unit and values of about one size; flows and values of a day never share one. A
spreadsheet's chart has categories, not a time axis: they are the periods in words, and where a report
is silent the place stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from catalog.words import words
from charts.palette import LIGHT
from export.sheets.book import Chart, Series, cleaned
from findings.extracts import Extract
from findings.lanes import Gap, Lane, Mark, short_report_name
from findings.period_words import period_words
from findings.values import is_told, listed, unit_words

Look = Literal["columns", "dots"]
Period = tuple[date, date, str]
# As many as there are colours that anyone tells apart.
_MOST_SERIES = len(LIGHT.series)
# Beside a value this many times as high nothing is seen of how a low one moves.
_MOST_TIMES = 20


@dataclass(frozen=True)
class _Line:
    """One series to be: its values by period, and the gaps of its lane."""

    name: str
    lane: str
    values: Mapping[Period, float]
    gaps: tuple[Gap, ...]


def charts(extract: Extract) -> tuple[Chart, ...]:
    """The charts of an extract, one for each unit, look and order of size; none of a time line.

    Args:
        extract: the view.
    """
    rows = {row["observation_id"]: row for _, row in extract.drawn.rows.iterrows()}
    groups: dict[tuple[str, Look], list[_Line]] = {}
    for lane in extract.drawn.lanes:
        for axis, look, line in _lines(lane, rows):
            own = groups.setdefault((axis, look), [])
            # Two lanes may have one target; a second mark of it would hide the first.
            if not any(line.name == other.name and line.values == other.values for other in own):
                own.append(line)
    split = [
        (axis, look, part)
        for (axis, look), lines in groups.items()
        for alike in _of_one_scale(lines)
        for part in _shared_out(alike)
    ]
    titles = _titles(extract, [lines for _, _, lines in split])
    return tuple(_chart(title, axis, look, lines) for title, (axis, look, lines) in zip(titles, split, strict=True))


def _lines(lane: Lane, rows: Mapping[str, pd.Series]) -> Iterator[tuple[str, Look, _Line]]:
    """The series of a lane, each with its axis title and look."""
    bars = [mark for mark in lane.marks if mark.shape == "bar"]
    plain = words("axis.value", unit=unit_words(lane.unit)) if bars else lane.axis
    for name, marks in _by_part(lane, bars, rows):
        yield lane.axis, "columns", _Line(name, lane.title, _values(marks, rows), lane.gaps)
    for name, marks in _by_part(lane, [mark for mark in lane.marks if mark.shape == "dot"], rows):
        yield plain, "dots", _Line(name, lane.title, _values(marks, rows), lane.gaps)
    rings = [mark for mark in lane.marks if mark.shape == "ring"]
    if rings:
        name = words("sheet.chart.recomputed", title=lane.title)
        yield plain, "dots", _Line(name, lane.title, _values(rings, rows), lane.gaps)
    beside: dict[str, list[Mark]] = {}
    for mark in (*(mark for mark in lane.marks if mark.shape == "base"), *lane.targets):
        row = rows.get(mark.observation_id)
        beside.setdefault(lane.title if row is None else words.name(row), []).append(mark)
    for name, marks in beside.items():
        yield plain, "dots", _Line(name, lane.title, _values(marks, rows), lane.gaps)


def _by_part(lane: Lane, marks: Sequence[Mark], rows: Mapping[str, pd.Series]) -> Iterator[tuple[str, list[Mark]]]:
    """Marks of one part of the metric each: another part is another series."""
    parts: dict[str, list[Mark]] = {}
    for mark in marks:
        row = rows.get(mark.observation_id)
        parts.setdefault(str(row["part"]) if row is not None and is_told(row["part"]) else "", []).append(mark)
    for part, own in parts.items():
        told = words("sheet.chart.part", title=lane.title, part=part)
        yield (told if part and part not in lane.title else lane.title), own


def _values(marks: Sequence[Mark], rows: Mapping[str, pd.Series]) -> dict[Period, float]:
    """Values by period; where two reports print different ones, each under its report's name."""
    found: dict[tuple[date, date], dict[float, str]] = {}
    for mark in marks:
        row = rows.get(mark.observation_id)
        report = "" if row is None else short_report_name(row)
        found.setdefault((mark.end.date(), mark.start.date()), {}).setdefault(mark.height, report)
    return {
        (*period, report if len(values) > 1 else ""): value
        for period, values in found.items()
        for value, report in values.items()
    }


def _of_one_scale(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Series that can be read from one scale together: 12 cases beside 1,431 are a line on the axis."""
    groups: list[list[int]] = []
    peaks = [max(map(abs, line.values.values()), default=0) for line in lines]
    for position in sorted(range(len(lines)), key=lambda position: -peaks[position]):
        # Noughts are seen on any scale.
        if groups and (not peaks[position] or peaks[groups[-1][0]] <= peaks[position] * _MOST_TIMES):
            groups[-1].append(position)
        else:
            groups.append([position])
    return [[lines[position] for position in own] for own in sorted(map(sorted, groups))]


def _shared_out(lines: Sequence[_Line]) -> Iterator[Sequence[_Line]]:
    """Series in charts of about the same number, none with more than there are colours."""
    count = -(-len(lines) // _MOST_SERIES)
    size = -(-len(lines) // count)
    for start in range(0, len(lines), size):
        yield lines[start : start + size]


def _titles(extract: Extract, groups: Sequence[Sequence[_Line]]) -> list[str]:
    """The finding over the chart that shows it, else what the chart shows."""
    told = [max((_told(line.lane, extract.drawn.title) for line in lines), default=0) for lines in groups]
    first = told.index(max(told)) if any(told) else None
    titles = []
    for position, lines in enumerate(groups):
        lanes = listed(dict.fromkeys(line.lane for line in lines))
        own = words("sheet.chart.group", name=extract.name, lanes=lanes)
        titles.append(extract.drawn.title if position == first else own)
    return titles


def _told(lane: str, finding: str) -> int:
    """How much of a finding names a lane: of names inside each other the longer is meant."""
    name = lane.partition("（")[0]
    return len(name) if name in finding else 0


def _chart(title: str, axis: str, look: Look, lines: Sequence[_Line]) -> Chart:
    periods = {period for line in lines for period in line.values}
    silent = _silent(lines) - {(end, start) for end, start, _ in periods}
    gaps = {(gap.end.date(), gap.start.date()): gap.status for line in lines for gap in line.gaps}
    labels = {period: _label(period) for period in periods}
    for end, start in silent:
        told = words("sheet.chart.missing", period=period_words(start, end), status=words(f"chart.{gaps[end, start]}"))
        labels[end, start, told] = told
    ordered = sorted(labels)
    series = tuple(
        Series(cleaned(line.name), tuple(line.values.get(period) for period in ordered), LIGHT.lane(position))
        for position, line in enumerate(lines)
    )
    count = sum(len(line.values) for line in lines)
    return Chart(
        cleaned(title), look, words("sheet.chart.category"), tuple(cleaned(labels[period]) for period in ordered),
        cleaned(axis), series, cleaned(words("sheet.chart.alt", title=title, count=count)),
    )  # fmt: skip


def _silent(lines: Sequence[_Line]) -> set[tuple[date, date]]:
    """The periods for which no series of the chart has a value."""
    each = [{(gap.end.date(), gap.start.date()) for gap in line.gaps} for line in lines]
    return set.intersection(*each) if each else set()


def _label(period: Period) -> str:
    end, start, report = period
    told = period_words(start, end)
    return words("sheet.chart.of_report", period=told, report=report) if report else told
