"""A warehouse of the five reports in which some numbers wait for a person."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

# Of themes and others; each is unsure of its own metric and of two more.
_NUMBERS = """
SELECT d.report_id, d.quantity_no, d.metric_id FROM decision d JOIN quantity q USING (report_id, quantity_no)
JOIN passage p USING (report_id, passage_no)
WHERE d.report_id = 'council-2-8' AND d.status = 'published' AND p.kind <> 'table'
  AND d.metric_id IN ('delegation_cases', 'delegation_persons', 'consumer_mediations', 'gazette_issues')
QUALIFY row_number() OVER (PARTITION BY d.metric_id ORDER BY d.quantity_no) = 1
ORDER BY d.quantity_no
"""


def make_unsure(warehouse: Path, file: Path) -> None:
    """Writes a copy of ``warehouse`` to ``file``, four numbers of one report being unsure in it."""
    shutil.copyfile(warehouse, file)
    with duckdb.connect(str(file)) as con:
        others = [id_ for (id_,) in con.execute("SELECT metric_id FROM metric ORDER BY position LIMIT 2").fetchall()]
        for report_id, number, metric_id in con.execute(_NUMBERS).fetchall():
            con.execute(
                "UPDATE decision SET status = 'suggested', metric_id = NULL, reason = 'unsure', \"by\" = 'example', "
                "label = $label WHERE report_id = $report AND quantity_no = $number",
                {"label": f"{metric_id} {number}", "report": report_id, "number": number},
            )
            for rank, likely in enumerate((metric_id, *others), 1):
                con.execute(
                    "INSERT INTO suggestion VALUES ($report, $number, $rank, $metric, $score, $example, $report)",
                    {"report": report_id, "number": number, "rank": rank, "metric": likely, "score": 0.8 / rank,
                     "example": "本期接待〔28〕案。"},
                )  # fmt: skip
