"""The deck: what its slides say and draw, before any file is written."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import replace

import pandas as pd
import pytest

from catalog.load import load
from catalog.words import LANGUAGES, Language, speaking, words, words_in
from export.pictures.typesetting import balanced, fitting_size, width, wrapped
from export.slides.chart_data import Chart, charted, number_format
from export.slides.deck import Deck, Slide
from export.slides.pages import HEIGHT, WIDTH, ChartPlace, TablePlace, Text, _height, pages
from findings.cautions import coverage_warning
from findings.extracts import Extract, of_metric, of_panel
from findings.lanes import Lane, Mark
from findings.newsworthy import telling_extracts
from findings.panels import report_titles
from findings.period_words import period_words
from findings.records import place_words
from findings.sources import excerpt, observed, spoken
from findings.themes import covered
from tests.export.decks import CONTEXT, RETITLED, five
from tests.export.taken import SITE, taken
from warehouse import reads

pytestmark = pytest.mark.usefixtures("published")


def _chart(extract: Extract) -> Chart:
    chart = charted(extract).chart
    assert chart is not None
    return chart


def test_flows_are_compared_by_the_month_and_the_axis_says_so() -> None:
    chart = _chart(taken("visitors", "visits"))
    assert chart.axis == "每月平均（人）"
    assert chart.categories == (
        "104年全年",
        "104年9月至105年2月",
        "105年3月1日至107年1月15日（本站未收錄）",
        "107年1月16日至6月30日",
        "107年7月至109年2月（本站未收錄）",
        "109年3月1日至9月5日（未載）",
    )
    values = chart.series[0].values
    assert values[0] == 997 / 12
    assert values[1] == 552 / 6
    assert values[3] is not None
    assert math.isclose(values[3], 234 / (16 / 31 + 5))
    assert [values[2], values[4], values[5]] == [None] * 3, "what is not printed is no zero"
    assert chart.overlapping


@pytest.mark.parametrize("count", [10, 40])
def test_of_many_columns_the_highest_the_lowest_and_the_newest_are_labelled(count: int) -> None:
    days = pd.date_range("1990-01-01", periods=count, freq="6MS")
    marks = tuple(
        Mark("bar", day, day + pd.Timedelta(days=180), day, 50.0 + (no * 7) % 41, f"{50 + (no * 7) % 41}", "", f"m{no}")
        for no, day in enumerate(days)
    )
    extract = taken("visitors", "visits")
    chart = _chart(replace(extract, drawn=replace(extract.drawn, lanes=(Lane("甲", "件", "件", marks),))))
    (series,) = chart.series
    assert series.values == tuple(mark.height for mark in marks)
    told = [label for label in series.labels if label]
    if count == 10:
        assert told == [mark.label for mark in marks]
    else:
        heights = sorted(mark.height for mark in marks)
        assert sorted(told) == sorted(f"{height:.0f}" for height in (heights[0], heights[-1], marks[-1].height))


def test_printed_totals_of_unequal_periods_are_said_not_to_compare() -> None:
    screen = next(screen for screen in load().screens if screen.id == "visitors")
    extract = of_panel(screen, screen.panels[0], "printed")
    chart = _chart(extract)
    assert chart.axis == "人（印出的總數）"
    assert chart.series[0].values == (997.0, 552.0, None, 234.0, None, None)
    # Between the columns are years of which no report is here: each stretch has a place, and says so.
    assert [name for name in chart.categories if "本站未收錄" in name] == [
        "105年3月1日至107年1月15日（本站未收錄）",
        "107年7月至109年2月（本站未收錄）",
    ]
    told = [e.paragraphs for e in pages(replace(five(), slides=(Slide(extract),)))[1].elements if isinstance(e, Text)]
    assert any("不可直接相比" in line for lines in told for line in lines)
    assert not any("每月平均" in line for lines in told for line in lines)


def test_units_never_share_a_chart() -> None:
    shown = charted(taken("visitors", "visits"))
    assert shown.chart is not None
    assert [series.name for series in shown.chart.series] == ["訪賓人數"]
    assert [(row.name, row.period, row.value) for row in shown.rows] == [
        ("訪賓案數", "107年1月16日至6月30日", "平均每月5.1案"),
    ]


@pytest.mark.parametrize(
    ("screen", "panel", "alone"), [("mediation", "volumes", "消費爭議調解"), ("energy", "rates", "節電率")]
)
def test_what_is_many_times_as_high_is_a_row_and_no_column(screen: str, panel: str, alone: str) -> None:
    shown = charted(taken(screen, panel))
    assert shown.chart is not None
    assert [series.name for series in shown.chart.series] == [alone]
    assert [lane.title for lane in shown.lanes] == [alone]
    assert shown.rows


def test_stocks_begin_at_their_base_and_keep_their_gap() -> None:
    chart = _chart(taken("staffing", "staff"))
    assert chart.categories[:2] == ("合併時（100年1月1日）", "104年全年（未載）")
    values = {series.name: series.values for series in chart.series}
    # The one the title is about first.
    assert next(iter(values)) == "職工與臨時人員合計"
    assert values["工級人員合計"] == (8462.0, None, 7422.0, None, 6805.0, None, 6449.0)
    assert values["職工與臨時人員合計"] == (None, None, 10153.0, None, 9213.0, None, 8891.0)
    assert not chart.monthly


def test_targets_are_a_series_of_their_own() -> None:
    chart = _chart(taken("energy", "procurement"))
    target = next(series for series in chart.series if series.role == "target")
    assert target.name == "目標"
    assert target.values == (90.0, None, None, None, None, None)
    assert chart.series[0].values == (99.2, None, None, None, None, None)


def test_a_failed_check_shows_what_the_other_figures_give() -> None:
    extract = of_metric("open_datasets_growth_rate")
    computed = next(series for series in _chart(extract).series if series.role == "computed")
    assert 56.25 in computed.values
    page = pages(Deck("題", (Slide(extract),), five().retrieved))[1]
    told = [line for e in page.elements if isinstance(e, Text) for line in e.paragraphs]
    assert any("印 50%，依報告其他數字重算為 56.25%" in line for line in told)
    assert all(series.role == "value" for series in _chart(taken("staffing", "rates")).series)


def test_parts_of_one_period_are_columns_of_their_own() -> None:
    chart = _chart(of_metric("vehicle_equipment_budget_share"))
    told = dict(zip(chart.categories, chart.series[0].labels, strict=True))
    assert told["110年全年（警察局）"] == "41.83"
    assert told["110年全年（消防局）"] == "35.8"
    assert told["110年全年（其他機關）"] == "22.37"


def test_every_value_of_every_panel_is_the_one_it_stands_for() -> None:
    """Each column has the height of its observation: the printed value, or it by its months."""
    columns = 0
    for screen in load().screens:
        for panel in screen.panels:
            extract = of_panel(screen, panel)
            shown = charted(extract)
            rows = {row["observation_id"]: row for _, row in extract.drawn.rows.iterrows()}
            assert set(shown.observation_ids) <= set(rows)
            if shown.chart is None or panel.kind == "shares":
                continue
            known = {float(row["per_month"]) for row in rows.values()} | {float(r["value"]) for r in rows.values()}
            for series in shown.chart.series:
                own = [value for value in series.values if value is not None]
                assert series.role == "computed" or set(own) <= known
                assert [bool(label) for label in series.labels] == [value is not None for value in series.values]
                columns += len(own)
    assert columns > 70


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("1,234", "#,##0"),
        ("19.1", "#,##0.0"),
        ("約19.58", '"約"#,##0.00'),
        ("最大值528（時薪）", '"最大值"#,##0"（時薪）"'),
        ("45%", '#,##0"%"'),
    ],
)
def test_number_formats_write_what_the_report_writes(label: str, code: str) -> None:
    assert number_format(label) == code


def test_pages_of_a_deck() -> None:
    deck = five()
    made = pages(deck)
    assert len(made) == 7
    assert made[0].title == deck.title
    assert made[1].title == RETITLED
    below = [line for e in made[1].elements if isinstance(e, Text) for line in e.paragraphs]
    assert deck.slides[0].extract.drawn.title in below, "a title of the speaker's own hides no finding"
    assert CONTEXT in below
    assert made[2].title == deck.slides[1].extract.drawn.title
    for page, slide in zip(made[1:6], deck.slides, strict=True):
        foot = "".join(line for e in page.elements if isinstance(e, Text) and e.role == "foot" for line in e.paragraphs)
        assert SITE + slide.extract.address in foot
        assert slide.extract.build_id in foot
        assert re.search(r"第 \d+ [頁段]", foot), "no place in the source"
        assert "原文第" not in foot, "a line is on no paper"
    closing = [line for e in made[-1].elements if isinstance(e, Text) for line in e.paragraphs]
    assert all(SITE + slide.extract.address in closing for slide in deck.slides)


def test_the_cover_lists_its_reports_in_the_order_of_time() -> None:
    texts = [e.paragraphs for e in pages(five())[0].elements if isinstance(e, Text)]
    told = max(texts, key=len)
    order = [words("slides.report_item", report=name) for name in report_titles().values()]
    assert len(told) > 3
    assert [line for line in order if line in told] == list(told[1:])


def test_a_value_beside_a_chart_is_no_end_of_a_caution() -> None:
    aside = charted(taken("visitors", "visits")).aside
    assert aside
    paragraphs = [e.paragraphs for page in pages(five()) for e in page.elements if isinstance(e, Text)]
    assert (aside,) in paragraphs


def test_notes_hold_one_sentence_and_the_quotes() -> None:
    deck = five()
    notes = pages(deck)[3].notes
    assert notes[1].startswith("107年1月16日至6月30日訪賓人數平均每月42.4人")
    # The whole course is said, and what the report itself says of why stands below.
    assert "104年以來最低；最高是每月92.0人" in notes[1]
    assert any("因嚴重特殊傳染性肺炎疫情嚴峻" in note for note in notes[2:])
    rows = observed(deck.slides[2].extract, charted(deck.slides[2].extract).observation_ids)
    for _, row in rows.iterrows():
        assert any(row["quote"] in note and place_words(row) in note for note in notes)


def test_a_contradiction_is_said_as_people_say_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed is quoted as it is printed, and nobody says that a report 印 百分之50."""
    monkeypatch.setattr("warehouse.reads.newest_report", lambda: "council-2-8")
    (new,) = [own for own in telling_extracts() if own.kind == "failed"]
    slide = Slide(new.extract, news=new.news)
    said = pages(replace(five(), slides=(slide,)))[1].notes[1]
    assert said == slide.spoken
    assert said == "開放資料集成長率：第2屆第8次定期大會報告寫的是50%，但照同一份報告的其他數字算出來是56.25%。"
    with speaking("en"):
        (new,) = [own for own in telling_extracts() if own.kind == "failed"]
        assert Slide(new.extract, news=new.news).spoken.endswith("50%, but its own other figures give 56.25%.")


def test_one_value_beside_a_chart_is_a_line_and_no_table() -> None:
    one, several = (pages(replace(five(), slides=(Slide(taken(*own)),)))[1] for own in _BESIDE)
    assert not any(isinstance(element, TablePlace) for element in one.elements)
    told = [line for e in one.elements if isinstance(e, Text) for line in e.paragraphs]
    assert any("訪賓案數　107年1月16日至6月30日　平均每月5.1案" in line for line in told)
    assert any(isinstance(element, TablePlace) for element in several.elements)
    for screen in load().screens:
        for panel in screen.panels:
            slide = Slide(of_panel(screen, panel))
            drawn = pages(replace(five(), slides=(slide,)))[1].elements
            tables = [element for element in drawn if isinstance(element, TablePlace)]
            assert all(len(table.rows) > 2 for table in tables) or charted(slide.extract).chart is None


_BESIDE = (("visitors", "visits"), ("mediation", "volumes"))


def test_spoken() -> None:
    assert spoken("增加47%，約5.2%") == "增加百分之47，約百分之5.2。"
    with speaking("en"):
        assert spoken("up 47%") == "up 47 percent."


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_stands_on_its_slide(language: Language) -> None:
    with speaking(language):
        drawn = pages(five(language))
    for page in drawn:
        for element in page.elements:
            box = element.box
            high = sum(element.heights) if isinstance(element, TablePlace) else box.height
            assert box.x >= 0.7
            assert box.x + box.width <= WIDTH - 0.7
            assert box.y >= 0.5
            assert box.y + high <= HEIGHT
            assert not isinstance(element, Text) or element.size >= 10
            if isinstance(element, Text) and element.role == "foot":
                assert _height(element.paragraphs, box.width, element.size) <= box.height
        places = [e.box for e in page.elements if isinstance(e, Text | ChartPlace) and (e.box.height > 0)]
        places.sort(key=lambda box: box.y)
        for one, other in itertools.pairwise(places):
            aside = one.x + one.width <= other.x + 0.01 or other.x + other.width <= one.x + 0.01
            assert aside or one.y + one.height <= other.y + 0.06, (page.title, one, other)


def test_long_titles_take_smaller_letters() -> None:
    long = "很長的標題，" * 20
    deck = replace(five(), slides=(replace(five().slides[1], title=long),))
    title = next(e for e in pages(deck)[1].elements if isinstance(e, Text) and e.role == "title")
    assert title.size < 26
    assert len(wrapped(long, title.box.width * 72 / 2.54 / title.size)) * title.size * 1.45 <= 2.7 * 72 / 2.54 + 0.1


def test_coverage_names_the_stretches_without_a_report() -> None:
    told = coverage_warning()
    assert "5 份公開報告" in told
    # What is planned covers no time; the overview counts the same.
    own = covered(reads.reports_with_metrics())
    assert own is not None
    assert period_words(own.first.date(), own.last.date()) in told
    assert told.endswith("本站未收錄報告的期間：105年3月1日至107年1月15日、107年7月至109年2月。")


def test_a_collection_of_plans_covers_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    plans = reads.reports_with_metrics().query("genre == 'annual_plan'")
    monkeypatch.setattr("findings.cautions.reads.reports_with_metrics", lambda: plans)
    assert coverage_warning() == words_in("zh-TW")("slides.coverage_plans", count=len(plans))


def test_lines() -> None:
    lines = wrapped("109年6月30日工級人員合計6,449人，較107年4月1日6,805人減少5.2%；比合併時少", 12)
    assert all(width(line) <= 12 for line in lines)
    assert not any(line[0] in "，。；）、%" for line in lines)
    assert not any(line.endswith("（") for line in wrapped("甲乙丙（丁戊）己庚", 4))
    assert "".join(lines) == "109年6月30日工級人員合計6,449人，較107年4月1日6,805人減少5.2%；比合併時少"
    assert balanced("一二三四五六七八九十一", 10) == ["一二三四五六", "七八九十一"]
    assert wrapped("一二三四五六七八", 4, most=1) == ["一二三…"]
    assert fitting_size("一二三四五六", 60, 20, (20, 10, 5)) == 10


def test_excerpts_are_verbatim_and_hold_the_number() -> None:
    extract = taken("mediation", "volumes")
    for _, row in extract.drawn.rows.iterrows():
        words = excerpt(row, 40)
        assert words.strip("…") in row["quote"]
        assert row["raw"] in words


@pytest.mark.parametrize(
    ("metric_id", "why"),
    [("delegation_persons", "疫情嚴峻"), ("consumer_education_sessions", "因疫情關係本期辦理 7 場次")],
)
def test_a_slide_of_a_gap_or_a_low_quotes_what_the_report_says_of_why(metric_id: str, why: str) -> None:
    """On the slide itself, whole and with its place, not only in the text of the report."""
    page = pages(replace(five(), slides=(Slide(of_metric(metric_id)),)))[1]
    told = "".join(line for e in page.elements if isinstance(e, Text) for line in e.paragraphs)
    assert why.replace(" ", "") in told.replace(" ", "")
    assert re.search(r"第 \d+ [頁段]", told)
