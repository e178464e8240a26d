"""What stands under a chart stays short however many reports it is drawn from, and names what has no room above it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from catalog.words import Language, speaking, words, words_in
from charts.axes import PHONE_WIDTH, add_bands, label_width, unnamed_bands
from charts.palette import LOOKS
from findings.notes import Note, few_notes
from tests.view.screens import opened
from warehouse import reads

ZH, EN = words_in("zh-TW"), words_in("en")


def _under_a_chart(count: int) -> None:
    from view.frame.notes import notes_part, sources_part

    notes_part([f"note {no}." for no in range(count)])
    sources_part([f"report {no}" for no in range(count)])


def _shown(count: int) -> tuple[str, str]:
    at = AppTest.from_function(_under_a_chart, kwargs={"count": count}).run()
    assert not at.exception
    return " ".join(one.value for one in at.caption), "".join(one.proto.body for one in at.get("html"))


def test_few_notes_and_reports_are_read_where_they_stand() -> None:
    captions, folded = _shown(3)
    assert all(told in captions for told in ("note 2.", "report 0", "report 2"))
    assert not folded


def test_many_are_folded_and_none_is_lost() -> None:
    captions, folded = _shown(35)
    assert len(captions) < 200
    assert folded.count("<details") == 2
    assert all(f"note {no}." in captions + folded and f"<li>report {no}</li>" in folded for no in range(35))


def test_without_end_they_are_counted() -> None:
    _, folded = _shown(60)
    assert folded.count("<li>note ") == 30
    assert ZH("notes.in_table", count=25) in folded
    assert ZH("notes.reports", count=60, first="report 0", last="report 59") in folded


def _of_kinds() -> None:
    from findings.notes import Note
    from view.frame.notes import notes_part

    notes_part(
        ["how 1", *(Note.of("restated", f"twice {no}") for no in range(40)), Note.of("counting", "otherwise"), "how 2"]
    )


def test_where_nothing_folds_many_of_a_kind_are_counted() -> None:
    told = few_notes(
        ["how", *(Note.of("restated", f"twice {no}") for no in range(40)), Note.of("counting", "otherwise")]
    )
    assert told == ["how", "otherwise", ZH("notes.kind.restated.many", count=40)]


def test_each_kind_is_folded_by_itself() -> None:
    at = AppTest.from_function(_of_kinds).run()
    assert [one.value for one in at.caption] == ["how 1　how 2"]
    counting, restated = (one.proto.body for one in at.get("html"))
    assert ZH("notes.kind.counting.one", count=1) in counting
    assert "otherwise" in counting
    assert ZH("notes.kind.restated.many", count=40) in restated
    assert "twice 0" in restated
    assert "otherwise" not in restated


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize("years", [(2010, 2025), (2015, 2021), (2018, 2021), (2020, 2021)])
@pytest.mark.parametrize("width", [PHONE_WIDTH, PHONE_WIDTH / 2])
def test_a_name_stays_within_its_band_or_stands_below_the_chart(
    language: Language, years: tuple[int, int], width: float
) -> None:
    """Terms that are short, that go on, and that begin before the chart does; two languages, two widths."""
    terms = [
        ("甲代理市長", "Acting Mayor A. Long-Name", "2018-04-23", "2018-12-24"),
        ("乙市長", "Mayor B", "2018-12-25", "2020-06-12"),
        ("丙市長", "Mayor C. Still Longer", "2020-08-24", None),
        ("丁市長", "Mayor D", "2010-12-25", "2018-04-20"),
    ]
    bands = pd.DataFrame(terms, columns=["name_zh", "name_en", "start_date", "end_date"]).assign(series="mayor")
    bands["start_date"], bands["end_date"] = pd.to_datetime(bands["start_date"]), pd.to_datetime(bands["end_date"])
    first, last = (pd.Timestamp(year, 1, 1) for year in years)
    layout: dict[str, Any] = {"margin": {"t": 40, "b": 40}, "height": 400, "shapes": [], "annotations": []}
    with speaking(language):
        add_bands(layout, bands, first, last, LOOKS["light"], width)
        below = {words.name(band) for band in unnamed_bands(bands, first, last, width)}
    drawn = {label["text"]: label for label in layout["annotations"]}
    seen = {(pd.Timestamp(shape["x0"]), pd.Timestamp(shape["x1"])) for shape in layout["shapes"]}
    assert len(drawn) + len(below) == len(seen)
    for name, label in drawn.items():
        start = pd.Timestamp(label["x"])
        (end,) = [to for begin, to in seen if begin == start]
        assert label["xanchor"] == "left"
        assert label_width(name, 10) <= (end - start) / (last - first) * width
        assert name not in below


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("page", ["mediation", "staffing", "explore?metrics=delegation_persons"])
def test_a_chart_says_where_the_numbers_are_that_it_has_no_room_for(page: str) -> None:
    name, _, query = page.partition("?")
    at = opened(name, **dict(part.split("=") for part in query.split("&") if part))
    assert any(ZH("chart.note.room") in one.value for one in at.caption)


@pytest.mark.usefixtures("published")
def test_a_term_that_goes_on_has_no_last_day() -> None:
    at = opened("staffing")
    (told,) = [one.value for one in at.caption if one.value.startswith(ZH("bands.unnamed", bands=""))]
    assert "陳其邁市長（109年8月24日起）" in told
    assert EN("bands.since", day="24 August 2020") == "from 24 August 2020"


@pytest.mark.usefixtures("published")
def test_acting_mayors_whose_band_is_too_narrow_are_named_below_the_chart() -> None:
    days = pd.Timestamp("2010-01-01"), pd.Timestamp("2025-01-01")
    names = {str(band["name_zh"]) for band in unnamed_bands(reads.bands(), *days)}
    assert {"許立明代理市長", "楊明州代理市長"} <= names
    assert "陳菊市長" not in names
    at = opened("staffing")
    (told,) = [one.value for one in at.caption if one.value.startswith(ZH("bands.unnamed", bands=""))]
    assert "許立明代理市長（107年4月23日至12月24日）" in told
    at.toggle[0].set_value(False).run()
    assert not any(one.value.startswith(ZH("bands.unnamed", bands="")) for one in at.caption)
