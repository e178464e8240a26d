"""Rows of the table under a chart: exactly what is drawn, ready to show and to download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from catalog.words import words
from findings.breaks import Stretch
from findings.check_counts import status_words
from findings.lanes import Gap, Lane, report_name
from findings.period_words import period_words
from findings.values import as_exact, is_told, part_words, unit_words

Value = str | float | int | date | None
Record = dict[str, Value]


def place_words(row: pd.Series) -> str:
    """Where in its report a value stands: its page, else its paragraph below the nearest heading.

    A line of the file, which no paper has, is told only of what is in no passage.
    """
    if is_told(row["page"]):
        return words("card.page", page=int(row["page"]))
    if not is_told(row.get("paragraph")):
        return words("card.line", line=int(row["line"])) if is_told(row["line"]) else ""
    return _paragraph(list(row["outline"])[-1:], int(row["paragraph"]))


def section_words(row: pd.Series) -> str:
    """As :func:`place_words`, with all headings above it, also where there are pages: for a citation."""
    headings = words("card.section_joint").join(str(heading) for heading in row["outline"])
    if not is_told(row["page"]):
        return _paragraph([headings] if headings else [], int(row["paragraph"]))
    section = words("card.section", heading=headings) if headings else ""
    return words("citation.joint").join(part for part in (section, place_words(row)) if part)


def _paragraph(heading: list[str], number: int) -> str:
    """A paragraph by its number below a heading, if any; a heading's own text has no number."""
    if not heading:
        return words("card.paragraph_plain", number=number) if number else ""
    section = words("card.section", heading=heading[0])
    return words("card.paragraph", section=section, number=number) if number else section


def value_records(rows: pd.DataFrame, checks: Mapping[str, pd.Series]) -> list[Record]:
    """One record per observation.

    Args:
        rows: as :func:`warehouse.queries.observations` gives them.
        checks: evaluated checks by observation_id of the stated value.
    """
    records: list[Record] = []
    for _, row in rows.iterrows():
        record: Record = {
            "metric": words.name(row),
            "part": part_words(row["part"]) if is_told(row["part"]) else None,
            "value": float(row["value"]),
            "unit": unit_words(row["unit"]),
            "qualifier": _text(row["qualifier"]),
            "measure": words(f"measure.{row['measure']}"),
            **_period(row["period_start"], row["period_end"]),
            "months": _number(row["months"]),
            "per_month": _number(row["per_month"]),
        }
        if is_told(row["counting"]):
            record["counting"] = words.either(row, "counting")
        check = checks.get(row["observation_id"])
        if check is not None:
            record["computed"] = _number(check["computed"])
            record["check"] = status_words(check)
        records.append({**record, **_source(row)})
    return records


def share_records(rows: pd.DataFrame, metric: str, unit: str) -> list[Record]:
    """One record per computed ratio, with the two printed values it is made of."""
    return [
        {
            "metric": metric,
            "value": round(float(row["ratio"]), 2),
            "unit": unit,
            **_period(row["period_start"], row["period_end"]),
            "numerator": float(row["numerator"]),
            "denominator": float(row["denominator"]),
            "report": report_name(row),
            "report_id": row["report_id"],
            "observation_id": row["numerator_id"],
        }
        for _, row in rows.iterrows()
    ]


def silence_records(lanes: Sequence[Lane], titles: Mapping[str, str]) -> list[Record]:
    """One record for every gap of the lanes that a chart says the reason of: blank, with the reason.

    Reports that leave the figure out or garble it, then the days that no report tells of.
    """
    named = [(lane.metric or lane.title, lane.part, lane) for lane in lanes]
    gaps = dict.fromkeys((metric, part, gap) for metric, part, lane in named for gap in lane.gaps)
    untold = dict.fromkeys((metric, part, stretch) for metric, part, lane in named for stretch in lane.unreported)
    return gap_records(list(gaps), titles) + unreported_records(list(untold))


def unreported_records(untold: Sequence[tuple[str, str, Stretch]]) -> list[Record]:
    """One record per metric and part for days that no report tells of: blank, with the reason."""
    return [
        {
            "metric": metric,
            "part": part_words(part) if part else None,
            "missing": words(f"chart.{stretch.kind}"),
            **_period(stretch.start, stretch.end),
        }
        for metric, part, stretch in untold
    ]


def gap_records(gaps: Sequence[tuple[str, str, Gap]], titles: Mapping[str, str]) -> list[Record]:
    """One record per report and metric without a value: blank, with the reason."""
    return [
        {
            "metric": metric,
            "part": part_words(part) if part else None,
            "missing": words(f"chart.{gap.status}"),
            **_period(gap.start, gap.end),
            "report": titles[gap.report],
            "report_id": gap.report,
        }
        for metric, part, gap in gaps
    ]


def shown_average(record: Record) -> float | None:
    """A record's monthly average as charts tell it: to no digit that was not printed (see :func:`rate_words`)."""
    value = record.get("per_month")
    if not is_told(value):
        return None
    average = float(str(value))
    if is_told(record.get("qualifier")):
        average = as_exact(average, float(str(record["value"])))
    if 0 < abs(average) < 0.05:
        return float(f"{average:.1g}")
    return round(average, 1) if abs(average) < 100 else float(round(average))


def _period(start: pd.Timestamp, end: pd.Timestamp) -> Record:
    first = start.date() if is_told(start) else None
    return {
        "period": period_words(first, end.date()),
        "period_start": first,
        "period_end": end.date(),
    }


def _source(row: pd.Series) -> Record:
    return {
        "report": report_name(row),
        "session": _text(row["session"]),
        "report_id": row["report_id"],
        "place": place_words(row),
        "quote": row["quote"],
        "raw": row["raw"],
        "metric_id": row["metric_id"],
        "observation_id": row["observation_id"],
    }


def _text(value: object) -> str | None:
    return str(value) if is_told(value) else None


def _number(value: object) -> float | None:
    return float(str(value)) if is_told(value) else None
