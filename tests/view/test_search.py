"""The search page: what its states say, and that everything asked stands in the address."""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from catalog.words import words_in
from findings.asking.answers import Reply
from findings.asking.numerals import chinese_number
from tests.view.screens import opened
from view.frame.query import extracts, joined, marked, marks, query_words

ZH, EN = words_in("zh-TW"), words_in("en")


_open = partial(opened, "search")


def _html(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


@pytest.fixture(autouse=True)
def _five_reports(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))


def _parameter(at: AppTest, name: str) -> str | None:
    found = at.query_params.get(name)
    return found[0] if isinstance(found, list) else found


# States -------------------------------------------------------------------------------------------


def test_nothing_asked_gives_examples_that_have_hits() -> None:
    at = _open()
    assert at.title[0].value == ZH("search.title_empty", reports=5)
    assert "/search?lang=zh-TW&amp;q=" in _html(at)
    assert ZH("search.example_hits", hits=24) in _html(at)


def test_hits_are_told_in_the_title_and_lead_to_chart_and_source() -> None:
    at = _open(q="調解")
    assert at.title[0].value == "全部 5 份報告都有「調解」：6 個數字、9 段內文"
    html = _html(at)
    assert "/explore?lang=zh-TW&amp;metrics=consumer_mediations&amp;view=per_month&amp;source=" in html
    assert "report=council-3-4&amp;part=text&amp;passage=105" in html
    assert "<mark>調解</mark>" in html
    assert ZH("card.outline") in html
    assert (_parameter(at, "kind"), _parameter(at, "shown")) == ("all", "20")


def test_no_hit_tells_what_each_word_would_find() -> None:
    at = _open(q="調解 電梯", report="council-3-4")
    assert at.title[0].value == ZH("search.title_none", asked=ZH("search.quoted", query="調解 電梯"))
    assert at.info[0].value == ZH("search.nothing")
    assert ZH("search.one_word", word="調解", hits=15) in _html(at)


@pytest.mark.parametrize(("query", "about"), [("電梯幾座次", "電梯"), ("訪賓幾人次呢", "訪賓")])
def test_a_question_in_one_word_is_offered_by_what_it_is_about(
    query: str, about: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As of an agency that the catalog does not describe, whose measures nobody is asked for by name.
    monkeypatch.setattr("view.search.page.reply", lambda *_: Reply())
    html = _html(_open(q=query))
    assert re.search(re.escape(f"「{about}」") + r"，有 \d+ 處", html)


def test_a_hit_that_filters_hide_is_offered_without_them() -> None:
    at = _open(q="調解", topic="vehicle")
    assert ZH("search.without_filters", hits=15) in _html(at)


def test_more_of_one_kind_is_shown_on_demand_and_kept_in_the_address() -> None:
    at = _open(q="本處", kind="passage")
    assert _html(at).count('<li class="hit">') == 20
    at.button(key="search.more-hits").click().run()
    assert _html(at).count('<li class="hit">') == 40
    assert _parameter(at, "shown") == "40"


def test_filters_of_the_address_are_chosen_and_unknown_ones_are_none() -> None:
    at = _open(q="調解", unit="件", low="100", year="999", report="no-such-report", high="much", shown="-3")
    assert (_parameter(at, "unit"), _parameter(at, "low"), _parameter(at, "shown")) == ("件", "100", "20")
    assert [_parameter(at, name) for name in ("year", "report", "high")] == [None, None, None]
    assert "112" in _html(at)


def test_words_with_a_blank_lead_to_the_measures_they_may_mean() -> None:
    at = _open(q="消保官 調解")
    assert "消費爭議調解" in _html(at)
    assert ZH("search.title_none", asked=ZH("search.quoted", query="消保官 調解")) != at.title[0].value


def test_a_number_in_words_is_searched_as_a_number() -> None:
    """No report prints 8,000, and that is told; 八千四百六十二 finds what is printed as 8,462."""
    assert chinese_number("八千") == 8000
    assert _open(q="八千").title[0].value == ZH("search.title_none", asked=ZH("search.quoted", query="八千"))
    html = _html(_open(q="八千四百六十二"))
    assert "<mark>8,462</mark>" in html
    assert "metrics=workers_at_merger" in html


def test_typing_searches_and_writes_the_address() -> None:
    at = _open()
    at.text_input(key="search.q").set_value(" 臺灣　眾 ").run()
    assert _parameter(at, "q") == "臺灣　眾"
    assert not at.exception


def test_english_titles_hold_no_chinese_punctuation() -> None:
    at = _open(q="mediation", lang="en")
    assert at.title[0].value == '"mediation" in 4 of 5 reports: 6 numbers'
    assert not set(at.title[0].value) & set("，；：、。（）")


def test_what_is_typed_is_shown_as_text() -> None:
    at = _open(q="<script>alert(1)</script> <b>")
    assert "<script>alert" not in _html(at)


# Words and marks ----------------------------------------------------------------------------------


def test_numbers_are_read_with_their_scales() -> None:
    values = {word.text: (word.value, word.unit) for word in query_words("1萬2千 3,228.2萬元 5千件 1萬2 12 億 3頓")}
    assert values == {
        "1萬2千": (12000, None),
        "3,228.2萬元": (32282000, "元"),
        "5千件": (5000, "件"),
        "1萬2": (None, None),
        "12": (12, None),
        "億": (None, None),
        "3頓": (None, None),
    }


@given(st.text(max_size=60), st.text(min_size=1, max_size=6))
def test_marks_never_change_a_text(text: str, query: str) -> None:
    spans = marks(text, query_words(query))
    assert spans == joined(spans)
    shown = marked(text, spans).replace("<mark>", "").replace("</mark>", "")
    assert shown == marked(text, ())


def test_extracts_leave_out_what_is_far_from_any_mark() -> None:
    text = "甲" * 100 + "調解" + "乙" * 200 + "調解" + "丙" * 100
    shown = extracts(text, marks(text, query_words("調解")))
    assert shown.count("<mark>調解</mark>") == 2
    assert shown.startswith("…甲")
    assert len(shown) < len(text)


# Answers ------------------------------------------------------------------------------------------


def test_a_question_is_answered_above_the_hits() -> None:
    at = _open(q="104年調解件數")
    html = _html(at)
    # Its course as a small chart, told in words to those who cannot see it.
    (chart,) = at.get("plotly_chart")
    course = re.search(r'<p class="course">([^<]+?) <a', html)
    assert course is not None
    assert chart.proto.alt == unescape(course[1])
    assert "104年全年消費爭議調解：229件" in html
    assert "<mark>229</mark>" in html
    # Of a sentence that prints several of the figures told, each is marked.
    both = _html(_open(q="104年四維跟鳳山兩邊中庭總共幾場"))
    assert both.count("<mark>102</mark>") == both.count("<mark>92</mark>") == 1
    assert "/explore?" in html
    assert "source=" in html
    assert 'class="copyable shown"' in html


@pytest.mark.parametrize(
    ("question", "topic", "panel"),
    [
        ("104年調解件數", "mediation", "volumes"),
        ("109年訪賓為何沒有數字？", "visitors", "visits"),
        ("节能做了什么", "energy", ""),
    ],
)
def test_a_question_leads_to_the_page_of_its_topic(question: str, topic: str, panel: str) -> None:
    html = unescape(_html(_open(q=question)))
    (found,) = re.findall(rf'href="/{topic}\?([^"]*)"', html)
    assert ("panel=" + panel in found) if panel else "panel" not in found
    assert "改問" not in html


def test_why_there_is_no_figure_is_told_in_the_words_of_the_report() -> None:
    at = _open(q="109年訪賓為何沒有數字？")
    assert at.title[0].value == ZH("answer.asked", query="109年訪賓為何沒有數字？")
    html = _html(at)
    assert "未載" in html
    assert "致使國際訪賓來高人次受影響。" in html


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("104年調解件數", ("調解229件", "消費諮詢、申訴及調解", "段")),
        ("109年6月工級人員幾人", ("6,449", "職工員額管控精簡成效", "2020-10-29")),
    ],
)
def test_a_figure_is_cited_with_its_sentence_as_its_card_cites_it(question: str, said: tuple[str, ...]) -> None:
    (cited,) = re.findall(r'<p class="copy-text">(.*?)</p>', _html(_open(q=question)))
    assert cited.startswith("「")
    assert all(one in cited.replace(" ", "") for one in said)
    assert "《高雄市政府" in cited
    assert "原文第" not in cited


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("109年訪賓為何沒有數字？", "致使國際訪賓來高人次受影響。"),
        ("姊妹市交流在疫情期間怎麼做", "強化防疫交流、網路視訊"),
    ],
)
def test_what_is_quoted_for_want_of_a_figure_can_be_cited(question: str, said: str) -> None:
    (cited,) = re.findall(r'<p class="copy-text">(.*?)</p>', _html(_open(q=question)))
    assert said in "".join(cited.split())
    assert "《高雄市政府" in cited
    assert "段" in cited


def test_a_passage_that_is_quoted_is_no_nothing() -> None:
    at = _open(q="幸福童樂館在哪裡")
    assert at.title[0].value == ZH("answer.asked", query="幸福童樂館在哪裡")
    assert "於1樓東側增設" in "".join(_html(at).split())
    assert ZH("answer.no_hits_quoted") in [caption.value for caption in at.caption]


def test_measures_beside_sentences_that_answer_are_no_title() -> None:
    at = _open(q="猴年的國際午宴辦在哪裡")
    assert at.title[0].value == ZH("answer.asked", query="猴年的國際午宴辦在哪裡")
    assert "七賢橋" in "".join(_html(at).split())


def test_measures_equally_near_are_offered_with_the_period_that_was_asked() -> None:
    at = _open(q="104年職工精簡省了多少錢")
    html = _html(at)
    # What is offered is not told as nothing found.
    assert at.title[0].value.startswith("「104年職工精簡省了多少錢」可能是問這")
    assert not at.info
    assert ZH("answer.offers") in html
    assert "136,400,000" not in html
    assert "104%E5%B9%B4" in html


def test_simplified_characters_find_what_traditional_ones_do() -> None:
    assert _open(q="职工").title[0].value == _open(q="職工").title[0].value.replace("職工", "职工")


@pytest.mark.parametrize("typed", ["<img src=x onerror=alert(1)>調解件數", "104年調解件數</p><script>x</script>"])
def test_hostile_text_is_shown_as_text(typed: str) -> None:
    at = _open(q=typed)
    assert "<img src=x" not in _html(at)
    assert "</p><script>x" not in _html(at)
