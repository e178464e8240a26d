"""Whose reports a question is about: agencies by lineage, and any question kept within one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from warehouse.search_index import compact

# What the reports go by that do not say who reports.
UNNAMED = "unnamed"
_WITHIN = "list_contains($within, coalesce(agency_id, 'unnamed'))"
_OF_A_REPORT = "report_id IN (SELECT report_id FROM report)"


def _kept(table: str, condition: str = _OF_A_REPORT) -> str:
    return f"SELECT * FROM main.{table} WHERE {condition}"


# What each table and view keeps of a lineage. What is known of no report (a file that could not be read, metrics,
# bands) is kept: it mixes nothing.
_KEPT: Mapping[str, str] = {
    **{table: _kept(table, _WITHIN) for table in ("report", "agency", "series")},
    **{
        table: _kept(table)
        for table in (
            "passage", "quantity", "report_table", "table_cell", "picture", "observation", "observation_evidence",
            "series_value", "explanation", "decision", "suggestion", "check_result", "completion", "dropped_text",
            "metric_coverage", "searched_passage", "searched_number",
        )
    },
    # Who governed a city says nothing of another's agencies; what happened to all does.
    "context_band": _kept(
        "context_band",
        "series = 'event' OR EXISTS (SELECT 1 FROM agency a JOIN main.agency b USING (government) WHERE b.has_catalog)",
    ),
    "reading_issue": _kept("reading_issue", f"report_id IS NULL OR {_OF_A_REPORT}"),
}  # fmt: skip

# The series that a question asks of an agency nobody has described, each with the section it stands in: below a
# heading that holds most of the report the sections are those within.
_DEPTH = f"""
(SELECT CASE WHEN max(held) > 0.6 * sum(held) THEN 2 ELSE 1 END
 FROM (SELECT count(*) AS held FROM main.series WHERE {_WITHIN} GROUP BY section[1]))
"""
_OWN_SERIES = f"""
(SELECT s.*, coalesce(s.section[{_DEPTH}], s.section[1], '') AS topic_id,
        CASE WHEN cardinality(s.breakdown) = 0 OR contains(s.name_zh, map_values(s.breakdown)[1]) THEN s.name_zh
             ELSE s.name_zh || '（' || map_values(s.breakdown)[1] || '）' END AS whole_name,
        whole_name || CASE WHEN s.unit <> '' AND count(*) OVER (PARTITION BY s.agency_id, whole_name) > 1
                           THEN '（' || s.unit || '）' ELSE '' END AS name,
        (SELECT arg_max(v.passage_no, v.period_end) FROM main.series_value v WHERE v.series_id = s.series_id) AS place
 FROM main.series s WHERE {_WITHIN})
"""
_OWN_VALUES = """
(SELECT v.*, min(v.quantity_no) OVER (PARTITION BY v.series_id, v.report_id, v.value) AS first_no
 FROM main.series_value v WHERE v.report_id IN (SELECT report_id FROM report))
"""
# Where nobody has described an agency, what recurs in its reports stands where metrics and their values do, section
# by section. Only what a person accepted is set beside values of other periods by the month.
_MONTHS = """
CASE WHEN s.status = 'accepted' AND s.measure = 'flow' AND v.period_start = date_trunc('month', v.period_start)
          AND v.period_end = last_day(v.period_end) THEN date_diff('month', v.period_start, v.period_end) + 1.0 END
"""
_FROM_SERIES: Mapping[str, str] = {
    "topic_group": "SELECT 'sections' AS group_id, 1 AS position, '' AS name_zh, '' AS name_en",
    "topic": f"""
        SELECT topic_id, 'sections' AS group_id, row_number() OVER (ORDER BY min(place), topic_id) AS position,
               topic_id AS name_zh, topic_id AS name_en, '' AS question_zh, '' AS question_en
        FROM {_OWN_SERIES} GROUP BY topic_id
    """,
    "metric": f"""
        SELECT series_id AS metric_id, topic_id, row_number() OVER (ORDER BY place, series_id) AS position,
               name AS name_zh, name AS name_en, '' AS definition_zh, '' AS definition_en, unit, measure,
               'neutral' AS direction, []::VARCHAR[] AS breakdown_keys, comparable_units
        FROM {_OWN_SERIES}
    """,
    "metric_counting": "SELECT * FROM main.metric_counting WHERE false",
    "observation": f"""
        SELECT v.report_id || ':' || v.quantity_no AS observation_id, v.series_id AS metric_id, v.report_id,
               v.period_start, v.period_end, coalesce(q.period_basis, 'report') AS period_basis,
               NULL::VARCHAR AS period_quote, s.measure, v.value, coalesce(v.unit, s.unit) AS unit, v.qualifier,
               MAP {{}}::MAP(VARCHAR, VARCHAR) AS breakdown, v.quantity_no, NULL::INTEGER AS table_no,
               NULL::INTEGER AS "row", NULL::INTEGER AS "column", v.passage_no, v.quote, v.page,
               {_MONTHS} AS months, v.value / ({_MONTHS}) AS per_month, NULL::VARCHAR AS works_status, p.by_ocr,
               NULL::VARCHAR AS counting,
               CASE WHEN s.status = 'accepted' AND v.confirmed THEN 'series_accepted' ELSE 'series_proposed' END AS rule
        FROM {_OWN_VALUES} v JOIN main.series s USING (series_id)
        JOIN main.quantity q USING (report_id, quantity_no) JOIN main.passage p ON p.report_id = v.report_id
             AND p.passage_no = v.passage_no
        WHERE v.quantity_no = v.first_no
    """,
    "observation_evidence": f"""
        SELECT v.report_id || ':' || v.first_no AS observation_id, v.report_id, v.quantity_no,
               row_number() OVER (PARTITION BY v.report_id, v.first_no ORDER BY v.quantity_no) AS position, v.quote
        FROM {_OWN_VALUES} v
    """,
    # What is named after a series has other words than those that were laid out.
    "searched_number": f"""
        SELECT CASE WHEN s.series_id IS NULL THEN n.text_no END AS text_no, n.passage_text_no,
               n.report_id, n.quantity_no, n.passage_no, s.series_id IS NOT NULL AS claimed,
               coalesce(v.value, n.value) AS value, coalesce(v.unit, s.unit, n.unit) AS unit,
               CASE WHEN s.series_id IS NULL THEN n.period_start ELSE v.period_start END AS period_start,
               CASE WHEN s.series_id IS NULL THEN n.period_end ELSE v.period_end END AS period_end,
               CASE WHEN s.series_id IS NULL THEN [] ELSE [s.topic_id] END AS topics,
               n.words || {compact("concat_ws(' ', s.name, s.topic_id)")} AS words
        FROM (SELECT * FROM main.searched_number WHERE {_OF_A_REPORT}) n
        LEFT JOIN {_OWN_VALUES} v USING (report_id, quantity_no) LEFT JOIN {_OWN_SERIES} s USING (series_id)
    """,
    # What a report has no value of may stand in words that were not told to be the same.
    "metric_coverage": f"""
        SELECT r.report_id, s.series_id AS metric_id,
               CASE WHEN count(v.quantity_no) > 0 THEN 'printed' ELSE 'maybe_printed' END AS status,
               count(v.quantity_no) AS observations
        FROM report r CROSS JOIN {_OWN_SERIES} s LEFT JOIN {_OWN_VALUES} v
             ON v.report_id = r.report_id AND v.series_id = s.series_id AND v.quantity_no = v.first_no
        GROUP BY ALL
    """,
}
# Beside the metrics of an agency that the catalog describes stands, behind them, what people accepted of what else
# recurs in its reports.
_ACCEPTED = "(SELECT series_id FROM main.series WHERE status = 'accepted')"
_ACCEPTED_NUMBERS = f"""
(SELECT (report_id, quantity_no) FROM main.series_value WHERE confirmed AND series_id IN {_ACCEPTED})
"""
_BEHIND = "REPLACE (position + 100000 AS position)"


def _beside(table: str, condition: str, columns: str = "", kept: str = "true") -> str:
    """A table as it is kept of a lineage, and what of its accepted series stands there."""
    return f"""
        SELECT * FROM ({_KEPT.get(table, f"SELECT * FROM main.{table}")}) WHERE {kept}
        UNION ALL BY NAME SELECT * {columns} FROM ({_FROM_SERIES[table]}) WHERE {condition}
    """


_BESIDE_METRICS: Mapping[str, str] = {
    table: _beside(table, *more) for table, more in {
        "topic_group": ("true", _BEHIND),
        "topic": (f"topic_id IN (SELECT topic_id FROM {_OWN_SERIES} WHERE status = 'accepted')",),
        "metric": (f"metric_id IN {_ACCEPTED}", _BEHIND),
        "metric_coverage": (f"metric_id IN {_ACCEPTED}",),
        "observation": ("rule = 'series_accepted'",),
        "observation_evidence": (f"(report_id, quantity_no) IN {_ACCEPTED_NUMBERS}",),
        "searched_number": (
            f"(report_id, quantity_no) IN {_ACCEPTED_NUMBERS}", "",
            f"(report_id, quantity_no) NOT IN {_ACCEPTED_NUMBERS}",
        ),
    }.items()
}  # fmt: skip
_NAMES = re.compile(rf"\b(?:{'|'.join({**_KEPT, **_FROM_SERIES})})\b")
_BEGINS_WITH = re.compile(r"\s*(WITH(?:\s+RECURSIVE)?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Lineage:
    """Agencies of which one succeeds the other, by id, and whether the catalog describes them.

    ``UNNAMED`` stands for the reports that name none; ``has_accepted`` says that people accepted series of theirs.
    """

    agency_ids: tuple[str, ...]
    has_catalog: bool
    has_accepted: bool = False

    @property
    def tables(self) -> Mapping[str, str]:
        """What each table and view keeps of them."""
        if not self.has_catalog:
            return {**_KEPT, **_FROM_SERIES}
        return {**_KEPT, **_BESIDE_METRICS} if self.has_accepted else _KEPT


def kept_within(sql: str, parameters: Mapping[str, Any], own: Lineage) -> tuple[str, Mapping[str, Any]]:
    """A question that sees only what some agencies reported, whatever tables it asks.

    Args:
        sql: one query; what it calls by a table's name becomes that table's rows of these agencies. Of agencies that
            the catalog does not describe, the measures that recur in their reports stand for metrics; of those that
            it does, beside its metrics those that people accepted.
        parameters: its own.
        own: the agencies.
    """
    tables = own.tables
    named = set(_NAMES.findall(sql))
    asked = [table for table in tables if table in named]
    if not asked:
        return sql, parameters
    # Everything else leans on these two.
    leant_on = dict.fromkeys(["report", "agency", *asked])
    kept = ", ".join(f"{table} AS NOT MATERIALIZED ({tables[table]})" for table in leant_on)
    begun = _BEGINS_WITH.match(sql)
    whole = f"{begun[1]} {kept}, {sql[begun.end() :]}" if begun else f"WITH {kept} {sql}"
    return whole, {**parameters, "within": list(own.agency_ids)}


class Asked(Protocol):
    """An open warehouse, as far as agencies are asked of it."""

    def frame(self, sql: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """The result of a query."""


def agencies(warehouse: Asked) -> pd.DataFrame:
    """One row per lineage that has reports, those with a catalog first, the reports that name none last.

    Columns: agency_id (that of whom it began as, ``UNNAMED`` for none), names (missing where none is), government,
    has_catalog, agency_ids (all of the lineage), reports, first and last (the days they cover), series, accepted (how
    many of those people accepted).
    """
    return warehouse.frame(
        """
        WITH RECURSIVE line AS (
          SELECT agency_id, agency_id AS first_id FROM agency
          WHERE successor_of IS NULL OR successor_of NOT IN (SELECT agency_id FROM agency)
          UNION ALL
          SELECT a.agency_id, l.first_id FROM agency a JOIN line l ON a.successor_of = l.agency_id
        ),
        held AS (
          SELECT coalesce(l.first_id, r.agency_id, $unnamed) AS agency_id, count(*) AS reports,
                 min(r.period_start) AS first, max(r.period_end) AS last
          FROM report r LEFT JOIN line l USING (agency_id) GROUP BY ALL
        ),
        found AS (
          SELECT agency_id, count(*) AS series, count_if(status = 'accepted') AS accepted FROM series GROUP BY agency_id
        )
        SELECT h.agency_id, a.name_zh, coalesce(a.name_en, a.name_zh) AS name_en, a.government,
               coalesce(a.has_catalog, false) AS has_catalog,
               coalesce((SELECT list(l.agency_id ORDER BY l.agency_id) FROM line l WHERE l.first_id = h.agency_id),
                        [h.agency_id]) AS agency_ids,
               h.reports, h.first, h.last, coalesce(f.series, 0) AS series,
               coalesce(f.accepted, 0) AS accepted
        FROM held h LEFT JOIN agency a USING (agency_id) LEFT JOIN found f USING (agency_id)
        ORDER BY coalesce(a.has_catalog, false) DESC, a.government NULLS LAST, h.agency_id
        """,
        {"unnamed": UNNAMED},
    )
