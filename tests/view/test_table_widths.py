"""What a column of a grid needs so that none of its texts is cut, also one that stands far below."""

from __future__ import annotations

import pytest

from catalog.words import LANGUAGES, Language, speaking, words, words_in
from tests.export.taken import taken
from view.frame.tables import text_width
from view.topic.page import shown_table

EN = words_in("en")


@pytest.mark.usefixtures("published")
def test_reports_in_a_table_are_told_apart_by_how_they_begin() -> None:
    for screen, panel in (("mediation", "volumes"), ("staffing", "staff")):
        shown = shown_table(taken(screen, panel).drawn.records)[words("table.report")]
        names = {name for name in shown if name}
        assert len(names) > 2
        assert len({name[:8] for name in names}) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_few_rows_have_makes_its_column_wide_enough(language: Language) -> None:
    with speaking(language):
        reason, name = words("chart.not_published"), words("table.missing")
        column = [""] * 40 + [words("chart.not_printed"), reason]
    width = text_width(column, name)
    assert width is not None
    # A Chinese character is 14 pixels wide at the grid's font, a Latin letter 7 at most on average.
    assert width >= len(reason) * (7 if language == "en" else 14) + 16
    assert text_width(["第一次申訴", "調解"], name) is None
    assert text_width(["", "甲" * 400], name) == text_width(["", "甲" * 80], name)


def test_a_table_without_gaps_has_no_such_column() -> None:
    assert words("table.missing") not in shown_table([{"metric": "調解", "value": 3.0}])


@pytest.mark.usefixtures("published")
def test_the_source_is_read_in_full_beside_what_every_row_has() -> None:
    """The report is the point of a row: no grid may cut it, whatever the other columns hold."""
    for reports in (
        ["report to the 4th regular session of the 3rd council"],
        ["第3屆第4次定期大會報告", "績效報告"],
    ):
        width = text_width(reports, "Report", whole=True)
        assert width is not None
        assert width >= max(sum(7 if sign.isascii() else 15 for sign in one) for one in reports)
    with speaking("en"):
        drawn = taken("mediation", "volumes").drawn
        frame = shown_table(drawn.records)
    assert list(frame)[-2:] == [EN("table.report"), EN("table.missing")]
