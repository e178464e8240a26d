"""What a preview of one report asks: whose lineage it is of, and which of its numbers are not sure."""

from __future__ import annotations

import pandas as pd

from warehouse.connect import Warehouse


def lineage(warehouse: Warehouse, agency_id: str) -> tuple[str, ...]:
    """The agencies that one is, was, or became, itself among them."""
    found = warehouse.frame(
        """
        WITH RECURSIVE kin AS (
          SELECT $agency AS agency_id
          UNION
          SELECT unnest([a.agency_id, a.successor_of]) FROM agency a JOIN kin k
            ON k.agency_id IN (a.agency_id, a.successor_of) WHERE a.successor_of IS NOT NULL
        )
        SELECT agency_id FROM kin ORDER BY agency_id
        """,
        {"agency": agency_id},
    )
    return tuple(found["agency_id"])


def unsure(warehouse: Warehouse) -> pd.DataFrame:
    """One row per number that is only suggested, in order: its place, and its likeliest metrics.

    Columns: report_id, quantity_no, raw, value, unit, qualifier, label, passage, passage_no, char_start, char_end,
    page, line; and ``likely``: metric_id, names and example of each suggestion, the likeliest first.
    """
    return warehouse.frame(
        """
        SELECT q.report_id, q.quantity_no, q.raw, q.value, q.unit, q.qualifier, q.label, p.text AS passage,
               p.passage_no, q.char_start, q.char_end, coalesce(q.page, p.page) AS page, p.line,
               (SELECT list({'metric_id': m.metric_id, 'name_zh': m.name_zh, 'name_en': m.name_en,
                             'example': s.example} ORDER BY s.rank)
                FROM suggestion s JOIN metric m USING (metric_id)
                WHERE s.report_id = d.report_id AND s.quantity_no = d.quantity_no) AS likely
        FROM decision d JOIN quantity q USING (report_id, quantity_no) JOIN passage p USING (report_id, passage_no)
        WHERE d.status = 'suggested' ORDER BY q.quantity_no
        """
    )


def numbers(warehouse: Warehouse) -> int:
    """How many numbers are printed, whether or not any is a value of a metric."""
    return int(warehouse.frame("SELECT count(*) AS numbers FROM quantity").iloc[0]["numbers"])


def recurring(own: Warehouse, published: Warehouse | None) -> pd.DataFrame:
    """One row per recurring measure that the one report of a warehouse has a value of, in order of its passages.

    Columns: name_zh, unit, editions, part; the newest value (value, value_unit, qualifier, period, quote, passage_no,
    page, line); ``reports``: how many published reports print it already.
    """
    found = own.frame(
        """
        SELECT s.series_id, s.name_zh, s.editions, s.measure,
               array_to_string(list_sort(map_values(s.breakdown)), '、') AS part,
               v.value, v.unit, v.qualifier, v.period_start, v.period_end, v.quote, v.passage_no, v.page, p.line
        FROM series s JOIN series_value v USING (series_id) JOIN passage p USING (report_id, passage_no)
        WHERE NOT v.repeats ORDER BY v.passage_no, v.quantity_no
        """
    )
    last = pd.DataFrame(columns=["series_id", "last_value", "last_unit", "last_qualifier"])
    if published is not None:
        last = published.frame(
            """
            SELECT series_id, arg_max(value, period_end) AS last_value, arg_max(unit, period_end) AS last_unit,
                   arg_max(qualifier, period_end) AS last_qualifier
            FROM series_value WHERE NOT repeats GROUP BY series_id
            """
        )
    return found.merge(last, on="series_id", how="left")


def values(warehouse: Warehouse) -> pd.DataFrame:
    """One row per observation, by report and place: what it is of, its value, sentence and heads, who decided it."""
    return warehouse.frame(
        """
        SELECT o.observation_id, o.report_id, r.title AS report_title, r.session, o.metric_id, m.name_zh, m.name_en,
               o.measure, o.counting, array_to_string(list_sort(map_values(o.breakdown)), '、') AS part,
               o.period_start, o.period_end, o.value, o.unit, o.qualifier, o.quote, q.heads, d."by"
        FROM observation o JOIN metric m USING (metric_id) JOIN report r USING (report_id)
        JOIN quantity q USING (report_id, quantity_no)
        LEFT JOIN decision d USING (report_id, quantity_no)
        ORDER BY o.report_id, o.passage_no, o.quantity_no, o.observation_id
        """
    )
