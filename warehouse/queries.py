"""The questions screens and exports ask the warehouse. Each takes a warehouse and gives a data frame."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from warehouse.connect import Warehouse
from warehouse.on_paper import PARAGRAPH

_OBSERVATION = f"""
SELECT o.observation_id, o.metric_id, o.report_id, o.period_start, o.period_end, o.period_basis, o.period_quote,
       o.measure, o.value, o.unit, o.qualifier, o.quote, o.page, o.months, o.per_month, o.works_status,
       o.by_ocr, o.rule = 'series_proposed' AS unconfirmed,
       o.counting, c.name_zh AS counting_zh, c.name_en AS counting_en,
       array_to_string(list_sort(map_values(o.breakdown)), '、') AS part,
       map_extract_value(o.breakdown, 'category') AS category,
       m.name_zh, m.name_en, m.topic_id, m.unit AS metric_unit, m.position,
       list_contains(m.comparable_units, o.unit) AS comparable,
       r.title AS report_title, r.session, r.agency, r.period_start AS report_start, r.period_end AS report_end,
       r.published, q.raw, q.heads, q.char_start, q.char_end, q.form, p.passage_no, p.line, p.outline,
       {PARAGRAPH}, p.text AS passage
FROM observation o
JOIN metric m USING (metric_id)
LEFT JOIN metric_counting c ON c.metric_id = o.metric_id AND c.counting = o.counting
JOIN report r ON r.report_id = o.report_id
JOIN quantity q ON q.report_id = o.report_id AND q.quantity_no = o.quantity_no
JOIN passage p ON p.report_id = o.report_id AND p.passage_no = o.passage_no
"""


def build(warehouse: Warehouse) -> pd.DataFrame:
    """One row: build_id, built_at (UTC), counts."""
    return warehouse.frame("SELECT build_id, built_at, counts FROM build")


def observation_ids(warehouse: Warehouse) -> pd.DataFrame:
    """One row per observation: its id and metric_id."""
    return warehouse.frame("SELECT observation_id, metric_id FROM observation ORDER BY observation_id")


def reports(warehouse: Warehouse) -> pd.DataFrame:
    """One row per report, by the period it covers: every column of ``report``."""
    return warehouse.frame("SELECT * FROM report ORDER BY period_start, period_end, report_id")


def reports_with_metrics(warehouse: Warehouse) -> pd.DataFrame:
    """The rows of :func:`reports` that are of an authority with metrics: only they could print one."""
    return warehouse.frame(
        "SELECT * FROM report SEMI JOIN metric_coverage USING (report_id) ORDER BY period_start, period_end, report_id"
    )


def metrics(warehouse: Warehouse) -> pd.DataFrame:
    """One row per metric in catalog order: every column of ``metric``."""
    return warehouse.frame("SELECT * FROM metric ORDER BY position")


def topics(warehouse: Warehouse) -> pd.DataFrame:
    """One row per topic in catalog order: ids and names, its question, and the names of its group."""
    return warehouse.frame(
        "SELECT t.*, g.name_zh AS group_zh, g.name_en AS group_en FROM topic t JOIN topic_group g USING (group_id) "
        "ORDER BY g.position, t.position"
    )


def bands(warehouse: Warehouse) -> pd.DataFrame:
    """One row per context band by start: every column of ``context_band``."""
    return warehouse.frame("SELECT * FROM context_band ORDER BY start_date, series")


def observations(warehouse: Warehouse, metric_ids: Sequence[str]) -> pd.DataFrame:
    """One row per observation of the metrics, by metric and period.

    With the value go its report (report_title, session), its place (passage, line, page, outline, paragraph,
    char_start, char_end, raw, heads), ``part`` (its breakdown in words) and ``comparable`` (whether its
    printed unit may be set beside the metric's own).
    """
    return warehouse.frame(
        _OBSERVATION + "WHERE list_contains($metrics, o.metric_id) "
        "ORDER BY list_position($metrics, o.metric_id), o.period_end, o.period_start, part, o.report_id",
        {"metrics": list(metric_ids)},
    )


def value_counts(warehouse: Warehouse) -> pd.DataFrame:
    """One row per topic with observations: topic_id and how many ``values`` they are."""
    return warehouse.frame(
        'SELECT topic_id, count(*) AS "values" FROM observation JOIN metric USING (metric_id) GROUP BY topic_id'
    )


def evidence(warehouse: Warehouse, observation_id: str) -> pd.DataFrame:
    """One row per place that prints an observation's value: passage, outline, paragraph, line, page, span, quote."""
    return warehouse.frame(
        f"""
        SELECT e.position, e.report_id, e.quantity_no, e.quote, q.raw, q.char_start, q.char_end, p.text AS passage,
               p.outline, p.line, coalesce(q.page, p.page) AS page, {PARAGRAPH}
        FROM observation_evidence e
        JOIN quantity q USING (report_id, quantity_no)
        JOIN passage p USING (report_id, passage_no)
        WHERE e.observation_id = $id ORDER BY e.position
        """,
        {"id": observation_id},
    )


def checks(warehouse: Warehouse, metric_ids: Sequence[str]) -> pd.DataFrame:
    """One row per evaluated check whose stated value is of one of the metrics.

    Columns of ``check_result``, and ``observation_id`` of the stated value.
    """
    return warehouse.frame(
        "SELECT *, evidence[1] AS observation_id FROM check_result WHERE list_contains($metrics, metric_id) "
        "ORDER BY list_position($metrics, metric_id), report_id, instance",
        {"metrics": list(metric_ids)},
    )


def coverage(warehouse: Warehouse, metric_ids: Sequence[str]) -> pd.DataFrame:
    """One row per report and metric: report_id, genre, its period, metric_id, status, observations."""
    return warehouse.frame(
        "SELECT c.*, r.genre, r.period_start, r.period_end FROM metric_coverage c JOIN report r USING (report_id) "
        "WHERE list_contains($metrics, c.metric_id) ORDER BY r.period_start, list_position($metrics, c.metric_id)",
        {"metrics": list(metric_ids)},
    )


def shares(warehouse: Warehouse, numerator: str, denominator: str, factor: float) -> pd.DataFrame:
    """Ratios of two metrics that one report prints for the same period, without breakdown.

    One row per report: ``ratio`` (numerator / denominator * factor), both values with their
    observation ids, period and report. Reports that print only one of the two give no row.
    """
    return warehouse.frame(
        """
        SELECT n.report_id, n.period_start, n.period_end, n.value AS numerator, d.value AS denominator,
               $factor * n.value / nullif(d.value, 0) AS ratio,
               n.observation_id AS numerator_id, d.observation_id AS denominator_id,
               r.title AS report_title, r.session
        FROM observation n
        JOIN observation d ON d.report_id = n.report_id AND d.period_end = n.period_end
             AND d.period_start IS NOT DISTINCT FROM n.period_start
        JOIN report r ON r.report_id = n.report_id
        WHERE n.metric_id = $numerator AND d.metric_id = $denominator
          AND cardinality(n.breakdown) = 0 AND cardinality(d.breakdown) = 0
        ORDER BY n.period_end, n.report_id
        """,
        {"numerator": numerator, "denominator": denominator, "factor": factor},
    )


def explanations(warehouse: Warehouse, metric_ids: Sequence[str]) -> pd.DataFrame:
    """One row per sentence that gives a cause and stands with one of the metrics, those of the newest report first.

    Columns of ``explanation``, with ``line``, ``outline``, ``paragraph``, ``passage`` and the report's title, session
    and genre.
    """
    return warehouse.frame(
        f"""
        SELECT e.* EXCLUDE (page), coalesce(e.page, p.page) AS page, p.line, p.outline, {PARAGRAPH}, p.text AS passage,
               r.title AS report_title, r.session, r.genre
        FROM explanation e
        JOIN passage p USING (report_id, passage_no)
        JOIN report r ON r.report_id = e.report_id
        WHERE list_contains($metrics, e.metric_id)
        ORDER BY r.period_end DESC, e.report_id, e.passage_no, e.char_start, list_position($metrics, e.metric_id)
        """,
        {"metrics": list(metric_ids)},
    )


def reading_issues(warehouse: Warehouse) -> pd.DataFrame:
    """One row per thing that could not be read: every column of ``reading_issue``."""
    return warehouse.frame("SELECT * FROM reading_issue ORDER BY issue_no")


# The report of what was done that covers the latest days: of two that end alike the shorter, of editions the last by
# name. Whatever is called the newest is this one. A report that no metric is asked of comes behind all others.
_NEWEST = """
SELECT report_id FROM report
WHERE genre IN ('council_report', 'annual_performance')
ORDER BY report_id IN (SELECT report_id FROM metric_coverage) DESC, period_end DESC, period_start DESC, report_id DESC
LIMIT 1
"""


def newest_report(warehouse: Warehouse) -> pd.DataFrame:
    """One row: ``report_id`` of the newest report of what was done; none where there is no such report."""
    return warehouse.frame(_NEWEST)


def fallen_silent(warehouse: Warehouse) -> pd.DataFrame:
    """Metrics an earlier council or performance report printed and the newest one of its own kind does not.

    What a report of the other kind prints of the same days or later is not silent. One row per metric: metric_id,
    names, topic_id, last_report_id, last_period_end, and ``silent_report_id``, the newest of the kind.
    """
    return warehouse.frame(
        """
        WITH told AS (
          SELECT c.metric_id, c.report_id, c.status, r.genre, r.period_end,
                 first_value(c.report_id) OVER kind AS newest, first_value(r.period_end) OVER kind AS until
          FROM metric_coverage c JOIN report r USING (report_id)
          WHERE r.genre IN ('council_report', 'annual_performance')
          WINDOW kind AS (PARTITION BY r.genre ORDER BY r.period_end DESC, r.period_start DESC, c.report_id DESC)
        ),
        unsaid AS (
          SELECT metric_id, genre, newest, until FROM told n
          WHERE report_id = newest AND status = 'not_printed' AND NOT EXISTS (
            SELECT 1 FROM told t
            WHERE t.metric_id = n.metric_id AND t.status <> 'not_printed' AND t.period_end >= n.until)
        )
        SELECT m.metric_id, m.name_zh, m.name_en, m.topic_id,
               arg_max(t.report_id, t.period_end) AS last_report_id, max(t.period_end) AS last_period_end,
               arg_max(t.newest, t.until) AS silent_report_id
        FROM told t SEMI JOIN unsaid u ON t.metric_id = u.metric_id AND t.genre = u.genre
        JOIN metric m ON m.metric_id = t.metric_id
        WHERE t.status = 'printed'
        GROUP BY m.metric_id, m.name_zh, m.name_en, m.topic_id, m.position
        ORDER BY m.position
        """
    )
