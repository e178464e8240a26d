"""What a report holds: its text, numbers, tables, pictures, what was left out; and which metrics it prints."""

from __future__ import annotations

import pandas as pd

from warehouse.connect import Warehouse
from warehouse.searches import NUMBER

# What is counted of each thing, and where.
_COUNTS = {
    "passages": ("count(*)", "passage"),
    "numbers": ("count(*)", "quantity"),
    "claimed": ("count(DISTINCT quantity_no)", "observation_evidence"),
    "metrics": ("count(DISTINCT metric_id)", "observation"),
    "tables": ("count(*)", "report_table"),
    "pictures": ("count(*)", "picture"),
    "dropped": ("count(*)", "dropped_text"),
    "issues": ("count(*)", "reading_issue"),
}


def _counted(report: str) -> str:
    return ", ".join(
        f"(SELECT {count} FROM {table} held WHERE held.report_id = {report}) AS {name}"
        for name, (count, table) in _COUNTS.items()
    )


def accounts(warehouse: Warehouse) -> pd.DataFrame:
    """One row per report by period: how many of each thing it holds.

    Columns: report_id, passages, numbers, claimed (numbers that a metric claims), metrics, tables,
    pictures, dropped, issues.
    """
    return warehouse.frame(
        f"SELECT r.report_id, {_counted('r.report_id')} FROM report r "
        "ORDER BY r.period_start, r.period_end, r.report_id"
    )


def account(warehouse: Warehouse, report_id: str) -> pd.DataFrame:
    """One row: the counts of :func:`accounts` of one report, zeros of one that is not there; others are not counted."""
    return warehouse.frame(f"SELECT {_counted('$report')}", {"report": report_id})


# The text -----------------------------------------------------------------------------------------


def headings(warehouse: Warehouse, report_id: str) -> pd.DataFrame:
    """One row per heading in order: passage_no, depth (headings above it), text, page, line."""
    return warehouse.frame(
        "SELECT passage_no, len(outline) AS depth, text, page, line FROM passage "
        "WHERE report_id = $report AND kind = 'heading' ORDER BY passage_no",
        {"report": report_id},
    )


def passages(warehouse: Warehouse, report_id: str, first: int, last: int) -> pd.DataFrame:
    """One row per passage from ``first`` to ``last``, in order, with its table_no or picture_no where it has one."""
    return warehouse.frame(
        """
        SELECT p.passage_no, p.kind, p.text, p.page, p.line, p.by_ocr, len(p.outline) AS depth,
               t.table_no, g.picture_no
        FROM passage p
        LEFT JOIN report_table t USING (report_id, passage_no)
        LEFT JOIN picture g USING (report_id, passage_no)
        WHERE report_id = $report AND p.passage_no BETWEEN $first AND $last ORDER BY p.passage_no
        """,
        {"report": report_id, "first": first, "last": last},
    )


# What it holds ------------------------------------------------------------------------------------


def numbers(warehouse: Warehouse, report_id: str, first: int, last: int) -> pd.DataFrame:
    """Every number of the passages from ``first`` to ``last``, in order.

    Columns: quantity_no, passage_no, char_start, char_end, raw, label, page, line; value, unit,
    qualifier and period as the claiming metric has them, else as printed; ``claims``: observation_id,
    metric_id, names and part of each metric that claims it, an empty list where none does.
    """
    return warehouse.frame(
        f"""
        WITH chosen AS (
          SELECT report_id, quantity_no FROM quantity WHERE report_id = $report AND passage_no BETWEEN $first AND $last
        ), {NUMBER}
        SELECT n.* EXCLUDE (page), coalesce(n.page, p.page) AS page, p.line
        FROM number n JOIN passage p USING (report_id, passage_no) ORDER BY n.quantity_no
        """,
        {"report": report_id, "first": first, "last": last},
    )


def tables(warehouse: Warehouse, report_id: str) -> pd.DataFrame:
    """One row per table in order: every column of ``report_table``."""
    return warehouse.frame(
        "SELECT * FROM report_table WHERE report_id = $report ORDER BY table_no", {"report": report_id}
    )


def cells(warehouse: Warehouse, report_id: str) -> pd.DataFrame:
    """Every cell of a report's tables in reading order: table_no, row, column, spans, text."""
    return warehouse.frame(
        'SELECT table_no, "row", "column", row_span, column_span, text FROM table_cell '
        'WHERE report_id = $report ORDER BY table_no, "row", "column"',
        {"report": report_id},
    )


def pictures(warehouse: Warehouse, report_id: str) -> pd.DataFrame:
    """One row per captioned picture in order: picture_no, passage_no, page, caption, image, media_type."""
    return warehouse.frame(
        "SELECT picture_no, passage_no, page, caption, image, media_type FROM picture "
        "WHERE report_id = $report ORDER BY picture_no",
        {"report": report_id},
    )


def dropped(warehouse: Warehouse, report_id: str) -> pd.DataFrame:
    """One row per piece that is in no passage, in order: line, page, text, reason."""
    return warehouse.frame(
        "SELECT line, page, text, reason FROM dropped_text WHERE report_id = $report ORDER BY drop_no",
        {"report": report_id},
    )


def issues(warehouse: Warehouse, report_id: str) -> pd.DataFrame:
    """One row per thing of a report that could not be read, in order: page, line, severity, message."""
    return warehouse.frame(
        "SELECT page, line, severity, message FROM reading_issue WHERE report_id = $report ORDER BY issue_no",
        {"report": report_id},
    )


# Which metrics it prints --------------------------------------------------------------------------


def groups(warehouse: Warehouse) -> pd.DataFrame:
    """One row per group of topics that has metrics, in catalog order: group_id, names."""
    return warehouse.frame(
        "SELECT group_id, name_zh, name_en FROM topic_group g "
        "WHERE group_id IN (SELECT group_id FROM topic SEMI JOIN metric USING (topic_id)) ORDER BY g.position"
    )


def matrix(warehouse: Warehouse, group_id: str) -> pd.DataFrame:
    """One row per metric of a group and report: its status and a value that leads to the source.

    Columns: metric_id, names, unit, topic_id, topic names, report_id, genre, status (printed,
    not_printed, unreadable), observations (how many values), observation_id (the first without
    breakdown, else the first; missing where nothing is printed). Ordered by topic, metric and period.
    """
    return warehouse.frame(
        """
        WITH named AS (
          SELECT report_id, metric_id,
                 first(observation_id ORDER BY cardinality(breakdown), quantity_no) AS observation_id
          FROM observation GROUP BY ALL
        )
        SELECT m.metric_id, m.name_zh, m.name_en, m.unit, t.topic_id, t.name_zh AS topic_zh, t.name_en AS topic_en,
               c.report_id, r.genre, r.period_start, r.period_end, c.status, c.observations, n.observation_id
        FROM metric_coverage c JOIN metric m USING (metric_id) JOIN topic t USING (topic_id)
        JOIN report r ON r.report_id = c.report_id
        LEFT JOIN named n ON n.report_id = c.report_id AND n.metric_id = c.metric_id
        WHERE t.group_id = $group
        ORDER BY t.position, m.position, r.period_end, r.period_start, c.report_id
        """,
        {"group": group_id},
    )
