"""What the quality page asks: every relation that was checked, and the printed numbers behind it."""

from __future__ import annotations

import pandas as pd

from warehouse.connect import Warehouse

_REPORTS = """
SELECT c.*, r.title AS report_title, r.session, r.period_end AS report_end,
       s.title AS other_title, s.session AS other_session
FROM check_result c JOIN report r USING (report_id) LEFT JOIN report s ON s.report_id = c.other_report_id
"""


def statuses(warehouse: Warehouse) -> pd.DataFrame:
    """How many checks came out how: one row per check and status, in words and counts.

    Columns: check_id, names, status (holds, footnote, fails, cannot_tell), asked (results that had something to
    judge), idle (those whose report prints nothing of it).
    """
    return warehouse.frame(
        """
        SELECT check_id, any_value(name_zh) AS name_zh, any_value(name_en) AS name_en, status,
               count(*) FILTER (instance <> '') AS asked, count(*) FILTER (instance = '') AS idle
        FROM check_result GROUP BY check_id, status ORDER BY check_id, status
        """
    )


def results(warehouse: Warehouse, status: str) -> pd.DataFrame:
    """One row per check that came out as ``status`` and had something to judge, newest report first.

    Columns of ``check_result``, report_title, session, other_title, other_session; and where the
    quotes stand: passage_no and other_passage_no, missing where there is no quote.
    """
    return warehouse.frame(
        f"""
        WITH told AS ({_REPORTS} WHERE c.status = $status AND c.instance <> '')
        SELECT t.*,
               (SELECT min(p.passage_no) FROM passage p
                WHERE p.report_id = t.report_id AND contains(p.text, t.quote)) AS passage_no,
               (SELECT min(p.passage_no) FROM passage p
                WHERE p.report_id = t.other_report_id AND contains(p.text, t.other_quote)) AS other_passage_no
        FROM told t ORDER BY t.report_end DESC, t.check_id, t.instance
        """,
        {"status": status},
    )


def evidence(warehouse: Warehouse, status: str) -> pd.DataFrame:
    """The values behind the checks that came out as ``status``, the stated one first.

    One row per check and value: check_id, report_id (the check's), instance, place (from 1), and of
    the value observation_id, metric_id, names, part, value, unit, qualifier, period, passage (its
    text), passage_no, char_start and char_end of the number in it, own_report_id, label. Where no
    observation stands for a printed number, observation_id, metric_id and names are missing.
    """
    return warehouse.frame(
        """
        WITH judged AS (SELECT * FROM check_result WHERE status = $status AND instance <> ''),
        observed AS (
          SELECT check_id, report_id, instance, unnest(evidence) AS id, generate_subscripts(evidence, 1) AS place
          FROM judged
        ),
        counted AS (
          SELECT check_id, report_id, instance, unnest(quantities) AS id, generate_subscripts(quantities, 1) AS place
          FROM judged WHERE len(evidence) = 0
        )
        SELECT e.check_id, e.report_id, e.instance, e.place, o.observation_id, o.metric_id, m.name_zh, m.name_en,
               array_to_string(list_sort(map_values(o.breakdown)), '、') AS part, o.value, o.unit, o.qualifier,
               o.period_start, o.period_end, p.text AS passage, o.passage_no, q.char_start, q.char_end,
               o.report_id AS own_report_id, q.label
        FROM observed e JOIN observation o ON o.observation_id = e.id JOIN metric m USING (metric_id)
        JOIN quantity q ON q.report_id = o.report_id AND q.quantity_no = o.quantity_no
        JOIN passage p ON p.report_id = o.report_id AND p.passage_no = o.passage_no
        UNION ALL
        SELECT c.check_id, c.report_id, c.instance, c.place, NULL, NULL, NULL, NULL, '', q.value, q.unit, q.qualifier,
               q.period_start, q.period_end, p.text, q.passage_no, q.char_start, q.char_end, q.report_id, q.label
        FROM counted c JOIN quantity q ON q.report_id = c.report_id AND q.quantity_no = c.id
        JOIN passage p ON p.report_id = q.report_id AND p.passage_no = q.passage_no
        ORDER BY ALL
        """,
        {"status": status},
    )


def failed_checks(warehouse: Warehouse) -> pd.DataFrame:
    """One row per check that fails, newest report first.

    check_id, names of the check and of the metric (NULL where it is about no metric), stated, computed,
    the stated value's unit, report_id, report_title, session.
    """
    return warehouse.frame(
        """
        SELECT c.check_id, c.instance, c.name_zh, c.name_en, m.name_zh AS metric_zh, m.name_en AS metric_en,
               c.stated, c.computed, o.unit, c.report_id, r.title AS report_title, r.session
        FROM check_result c
        JOIN report r USING (report_id)
        LEFT JOIN metric m ON m.metric_id = c.metric_id
        LEFT JOIN observation o ON o.observation_id = c.evidence[1]
        WHERE c.status = 'fails'
        ORDER BY r.period_end DESC, c.check_id, c.instance
        """
    )
