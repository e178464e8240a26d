"""What a chart says of days without a value, its table says too: left out, garbled, in no report, not yet published."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from catalog.columns import columns
from catalog.load import load
from catalog.words import LANGUAGES, Language, speaking, words, words_in
from export.sheets.all_values import of_everything
from export.sheets.contents import book
from export.sheets.xlsx import xlsx_bytes
from findings.records import Record, shown_average
from tests.export.taken import RETRIEVED, ZH, taken
from view.explore.table import shown_frame
from view.topic.page import shown_table

pytestmark = pytest.mark.usefixtures("published")
PANELS = [(screen.id, panel.id) for screen in load().screens for panel in screen.panels]


@pytest.mark.parametrize("kind", ["no_report", "not_published"])
@pytest.mark.parametrize(("screen", "panel"), PANELS)
def test_days_that_no_report_tells_of_stand_in_the_table_as_in_the_chart(screen: str, panel: str, kind: str) -> None:
    drawn = taken(screen, panel).drawn
    untold = {
        (lane.metric, lane.part, days.start.date(), days.end.date())
        for lane in drawn.lanes
        for days in lane.unreported
        if days.kind == kind
    }
    rows = [record for record in drawn.records if record.get("missing") == ZH(f"chart.{kind}")]
    told = {(row["metric"], row["part"] or "", row["period_start"], row["period_end"]) for row in rows}
    assert told == untold
    assert len(rows) == len(untold)
    assert all(row.get("value") is None and row["period"] for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_shows_the_sign_of_the_data_standard(language: Language) -> None:
    words = words_in(language)
    with speaking(language):
        extract = taken("visitors", "visits")
        written = xlsx_bytes(book(extract, RETRIEVED))
    assert words("chart.note.unreported") in extract.drawn.notes, "the chart tells of them"
    sheet = openpyxl.load_workbook(io.BytesIO(written))[words("sheet.data")]
    header, *rows = sheet.iter_rows(values_only=True)
    place, why, end = (header.index(words.name(columns()[column])) for column in ("value", "missing", "period_end"))
    later = [row for row in rows if row[place] == "…"]
    assert later
    assert {row[why] for row in later} == {words("chart.not_published")}
    assert {row[end].date() for row in later} == {date(2020, 12, 31)}  # type: ignore[union-attr]
    between = {row[end].date() for row in rows if row[place] == row[why] == words("chart.no_report")}  # type: ignore[union-attr]
    assert between == {date(2018, 1, 15), date(2020, 2, 29)}


def test_the_table_of_everything_awaits_each_metric_once() -> None:
    records = of_everything().drawn.records
    rows = [record for record in records if record.get("missing") == ZH("chart.not_published")]
    named = [(row["metric_id"], row["period_start"]) for row in rows]
    assert len(named) == len(set(named))
    # A budget that runs on covers those days.
    assert "workers_total" in {metric for metric, _ in named}
    assert "budget_total" not in {metric for metric, _ in named}
    assert all(row["topic"] for row in rows)
    assert {row["period_start"] for row in rows} == {date(2020, 9, 6), date(2020, 11, 19)}


@pytest.mark.parametrize(
    ("value", "qualifier", "months", "told"),
    [
        (52_950.0, None, 37.0, 1_431.0),
        (136_400_000.0, "約", 12.0, 11_370_000.0),
        (254.0, None, 6.0, 42.3),
        (0.5, None, 12.0, 0.04),
    ],
)
def test_a_table_tells_averages_as_charts_do(value: float, qualifier: str | None, months: float, told: float) -> None:
    record: Record = {"value": value, "qualifier": qualifier, "per_month": value / months}
    assert shown_average(record) == told
    assert list(shown_frame([record])["per_month"]) == [told]
    assert list(shown_table([record])[words("table.per_month")]) == [told]
