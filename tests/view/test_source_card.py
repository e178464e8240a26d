"""The source card's passage, table and wording: the number marked, everything escaped, differences exact."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from catalog.load import load
from catalog.words import words_in
from view.frame.passage import marked_passage, page_figure, table_extract
from view.source.card import head
from view.source.wording import Sentence, difference, neighbours, sentence_of
from warehouse import reads, sources

ZH, EN = words_in("zh-TW"), words_in("en")
OPEN = '<blockquote class="passage" lang="zh-Hant-TW">'


@pytest.fixture
def _five_reports(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))


five_reports = pytest.mark.usefixtures("_five_reports")

# The passage --------------------------------------------------------------------------------------


def test_the_number_is_marked_in_its_sentence() -> None:
    html = marked_passage("前句。調解229件。後句。", 5, 8, "調解229件。")
    assert html == f"{OPEN}前句。調解<mark>229</mark>件。後句。</blockquote>"


def test_report_text_is_never_markup() -> None:
    html = marked_passage("<script>1</script>", 8, 9, "<script>1</script>")
    assert "<script>" not in html
    assert "&lt;script&gt;<mark>1</mark>&lt;/script&gt;" in html


def test_long_passages_are_cut_outside_the_sentence() -> None:
    sentence = "調解229件。"
    html = marked_passage("甲" * 500 + sentence + "乙" * 500, 502, 505, sentence)
    assert "調解<mark>229</mark>件。" in html
    assert html.count("…") == 2
    assert len(html) < 600


def test_a_long_sentence_is_never_cut() -> None:
    sentence = "丙" * 300 + "調解229件" + "丁" * 300 + "。"
    html = marked_passage("甲" * 500 + sentence + "乙" * 500, 802, 805, sentence)
    assert "丙" * 300 + "調解<mark>229</mark>件" + "丁" * 300 + "。" in html


def _cells(*rows: tuple[int, int, int, int, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["row", "column", "row_span", "column_span", "text"])


def test_the_rows_around_a_cell_keep_their_spans() -> None:
    cells = _cells(
        (1, 1, 1, 1, "種類"), (1, 2, 1, 2, "人數"), (4, 1, 3, 1, "合計<br>"), (5, 2, 1, 1, "17"), (5, 3, 1, 1, "共17")
    )
    place = pd.Series({"row": 5, "column": 3, "cell_start": 1, "raw": "17"})
    html = table_extract(cells, place)
    assert (
        '<tr><th scope="row">1</th><td>種類</td><td colspan="2">人數</td></tr>'
        '<tr><th scope="row">4</th><td rowspan="3">合計&lt;br&gt;</td></tr>'
        '<tr><th scope="row">5</th><td>17</td><td class="here">共<mark>17</mark></td></tr>'
        '<tr><th scope="row">6</th></tr>'
    ) in html
    assert 'tabindex="0" role="region" aria-label="表格中這個數字所在的幾列，最左欄是列號"' in html


def test_the_picture_says_report_page_and_words() -> None:
    place = pd.Series(
        {"report_id": "甲 1", "page": 7, "quantity_no": 3, "raw": '2"9', "cell_x0": None, "cell_page": None}
    )
    html = page_figure(place, "某報告", '調解2"9件')
    assert 'alt="某報告第 7 頁的影像，框出「2&quot;9」，所在句子：調解2&quot;9件"' in html
    assert 'src="/page/%E7%94%B2%201/7.png?quantity=3&amp;cut=strip&amp;lang=zh-TW"' in html
    assert 'href="/page/%E7%94%B2%201/7.png?quantity=3&amp;lang=zh-TW" target="_blank"' in html
    assert html.count('loading="lazy"') == 2


# The wording --------------------------------------------------------------------------------------


def _sentence(text: str, raw: str) -> Sentence:
    at = text.index(raw)
    return Sentence(text, (at, at + len(raw)))


def test_what_only_one_sentence_has_is_marked() -> None:
    found = difference(_sentence("本期辦理調解229件。", "229"), _sentence("本期共計召開調解1,090件。", "1,090"))
    assert found.older == "本期<del>辦理</del>調解<del><mark>229</mark></del>件。"
    assert found.newer == "本期<ins>共計召開</ins>調解<ins><mark>1,090</mark></ins>件。"
    assert not found.numbers_only


def test_numbers_alone_and_blanks() -> None:
    found = difference(_sentence("調解 229 件，達12.5%。", "229"), _sentence("調解90件，達9%。", "90"))
    assert found.older == "調解 <del><mark>229</mark></del> 件，達<del>12.5%</del>。"
    assert found.newer == "調解<ins><mark>90</mark></ins>件，達<ins>9%</ins>。"
    assert found.numbers_only


def test_equal_sentences_have_no_mark_but_the_number() -> None:
    found = difference(_sentence("調解90件。", "90"), _sentence("調解90件。", "90"))
    assert (found.older, found.newer) == ("調解<mark>90</mark>件。", "調解<mark>90</mark>件。")


def test_a_bare_cell_is_no_wording() -> None:
    assert not difference(_sentence("20", "20"), _sentence("17", "17")).numbers_only


def test_a_lone_common_character_does_not_split_a_change() -> None:
    found = difference(_sentence("受理甲的乙案5件", "5"), _sentence("受理丙的丁案5件", "5"))
    assert found.older == "受理<del>甲的乙</del>案<mark>5</mark>件"
    assert found.newer == "受理<ins>丙的丁</ins>案<mark>5</mark>件"


@five_reports
def test_what_two_reports_both_print_is_not_struck_out() -> None:
    """Over all figures of the five reports: no words of five and more characters are both gone and new."""
    rows, reports = reads.observations(tuple(load().metrics)), reads.reports()
    compared = 0
    for metric_id, own in rows.groupby("metric_id"):
        for _, row in own.iterrows():
            before, _ = neighbours(row, own, reports)
            if before is None:
                continue
            found = difference(sentence_of(before.row), sentence_of(row))
            gone, come = (_between(html, tag) for html, tag in ((found.older, "del"), (found.newer, "ins")))
            size = SequenceMatcher(None, gone, come, autojunk=False).find_longest_match().size
            assert size < 5, (metric_id, gone, come)
            compared += 1
    assert compared > 100


def _between(html: str, tag: str) -> str:
    """What stands in a tag; blanks are not compared, and numbers are no words."""
    inside = "".join(re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL))
    return re.sub(r"\d+(?:[,.]\d+)*%?", tag[0].upper(), re.sub(r"<[^>]+>|\s", "", inside))


def test_wording_is_never_markup() -> None:
    found = difference(_sentence("<b>5</b>", "5"), _sentence("<i>6</i>", "6"))
    assert "<b>" not in found.older
    assert "<i>" not in found.newer


def _said(report: str, start: str, end: str, quote: str, **other: object) -> dict[str, Any]:
    told = {"part": "", "measure": "flow", "counting": None, "unit": "件"}
    days = {"report_start": pd.Timestamp(start), "report_end": pd.Timestamp(end), "period_end": pd.Timestamp(end)}
    return {"report_id": report, **days, "quote": quote, **told, **other}


_ROWS = pd.DataFrame(
    [
        _said("a", "2014-01-01", "2014-12-31", "調解1件"),
        _said("b", "2015-01-01", "2015-12-31", "宣導2場，調解2件"),
        _said("b", "2015-01-01", "2015-12-31", "調解2件"),
        _said("c", "2016-01-01", "2016-06-30", "調解3件", part="食品"),
        _said("c", "2016-01-01", "2016-06-30", "調解3件", measure="target"),
        _said("d", "2017-01-01", "2017-06-30", "調解4件"),
        _said("e", "2018-01-01", "2018-06-30", "調解5件"),
    ]
)
_REPORTS = _ROWS.drop_duplicates("report_id").rename(columns={"report_start": "period_start"})[
    ["report_id", "period_start"]
]
_REPORTS = _REPORTS.assign(
    period_end=_ROWS.drop_duplicates("report_id")["report_end"], genre="council_report", session=None
)


def test_neighbours_are_the_nearest_reports_that_print_the_same_figure() -> None:
    before, after = neighbours(_ROWS.iloc[5], _ROWS, _REPORTS)
    assert before is not None
    assert after is not None
    # Of the two sentences of b the one worded alike; c prints a part and a target, which are other figures.
    assert (before.row["report_id"], before.row["quote"], before.silent) == ("b", "調解2件", 1)
    assert (after.row["report_id"], after.silent) == ("e", 0)


def test_the_first_report_has_none_before() -> None:
    before, after = neighbours(_ROWS.iloc[0], _ROWS, _REPORTS)
    assert before is None
    assert after is not None


def test_a_clause_that_both_print_in_another_place_is_neither_gone_nor_new() -> None:
    older = _sentence("受理消費爭議申訴，召開調解會議5次，共計調解20件。", "20")
    newer = _sentence("召開調解會議5次，受理消費爭議申訴，共計調解31件。", "31")
    found = difference(older, newer)
    assert "受理消費爭議申訴" not in "".join(re.findall(r"<(?:del|ins)>(.*?)</(?:del|ins)>", found.older + found.newer))
    assert "<del><mark>20</mark></del>" in found.older


@five_reports
def test_the_number_of_every_sentence_is_the_printed_one() -> None:
    rows = reads.observations(list(reads.metrics().index))
    assert len(rows) > 300
    for _, row in rows.iterrows():
        sentence = sentence_of(row)
        assert sentence.text[slice(*sentence.number)] == row["raw"], row["observation_id"]


# The whole card -----------------------------------------------------------------------------------


def _cards(ids: list[str], language: str) -> AppTest:
    def script(ids: list[str], language: str) -> None:
        from catalog.words import language_of, speaking
        from view.source.card import source_card
        from warehouse import reads

        rows = reads.observations(list(reads.metrics().index))
        with speaking(language_of(language)):
            for one in ids:
                source_card(rows[rows["observation_id"] == one].iloc[0])

    at = AppTest.from_function(script, args=(ids, language), default_timeout=30)
    return at.run()


def _text(at: AppTest) -> str:
    return "".join(str(part.proto.body) for part in at.get("html"))


def _id(metric: str, report: str) -> str:
    rows = reads.observations([metric])
    return str(rows[rows["report_id"] == report].iloc[0]["observation_id"])


@five_reports
@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_a_card_holds_all_its_parts(language: str) -> None:
    words = words_in("en" if language == "en" else "zh-TW")
    at = _cards([_id("consumer_mediations", "council-2-3")], language)
    assert not at.exception
    html = _text(at)
    for key in ("card.outline", "card.passage_before", "card.passage_after", "card.fact.metric", "card.wording.before"):
        assert words(key) in html, key
    assert "共計調解<mark>90</mark>件" in html
    assert "<del>召開本市</del>" in html
    assert [part.value for part in at.header] == [words("card.title")]
    assert words("card.cite") in [part.label for part in at.expander]
    cited = [unescape(text) for text in re.findall(r'<p class="copy-text">(.*?)</p>', html)]
    assert len(cited) == 3
    sentence, *cited = cited
    assert re.search(
        r"[「\"][^」\"]*共計調解90件[^」\"]*[」\"].*高雄市政府秘書處業務報告.*第2屆第3次定期大會.*消費保護.*2016-05-06.*",
        sentence,
    )
    assert ("」第 1 段，" if language == "zh-TW" else "paragraph 1 under ") in sentence
    assert not re.search("原文第|line [0-9]", html), "a line of the file is on no paper"
    assert all(reads.build()["build_id"] in text and "第2屆第3次定期大會" in text for text in cited)
    assert f'<a href="/file/council-2-3?lang={language}" download>' in html


@five_reports
@pytest.mark.parametrize(
    ("metric", "told"),
    [
        ("consumer_mediations", "每月平均 18.2件（112件 ÷ 6.17 個月）"),
        ("consumer_complaints_second", "每月平均 122件（752件 ÷ 6.17 個月）"),
        ("staff_total", ""),
    ],
)
def test_the_average_that_a_chart_draws_stands_with_how_it_follows(metric: str, told: str) -> None:
    shown = _text(_cards([_id(metric, "council-3-4")], "zh-TW"))
    assert re.findall('<p class="average">(.*?)</p>', shown) == ([told] if told else [])


@five_reports
@pytest.mark.parametrize(("status", "told"), [("holds", False), ("fails", True), ("cannot_tell", True)])
def test_that_a_value_is_of_the_order_of_the_others_is_no_tick(
    monkeypatch: pytest.MonkeyPatch, status: str, told: bool
) -> None:
    """It tells nobody anything; that it is not, does."""
    check = next(check for check in load().checks if check.kind == "magnitude")
    made: dict[str, object] = {
        "check_id": check.id,
        "name_zh": "數量級之某項",
        "name_en": "order",
        "status": status,
        "role": "stated",
    }
    made |= {"stated": 9.0, "computed": 12.0, "other_report_id": None, "quote": None}
    ask = reads.ask

    def asked(question: Callable[..., pd.DataFrame], *given: object) -> pd.DataFrame:
        return pd.DataFrame([made]) if question is sources.checks_of else ask(question, *given)

    monkeypatch.setattr(reads, "ask", asked)
    html = _text(_cards([_id("consumer_mediations", "council-2-3")], "zh-TW"))
    assert ("數量級之某項" in html) is told


@five_reports
def test_a_missing_and_a_changed_file_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAW", str(tmp_path))
    one = _id("consumer_mediations", "council-2-3")
    assert ZH("card.file_gone", file="council-2-3.txt") in _text(_cards([one], "zh-TW"))
    (tmp_path / "council-2-3.txt").write_text("another text")
    html = _text(_cards([one], "zh-TW"))
    assert ZH("card.file_changed", file="council-2-3.txt") in html
    assert "/file/" not in html


def test_a_recognised_number_says_so() -> None:
    row = pd.Series(
        {
            "name_zh": "調解",
            "part": "",
            "period_start": None,
            "period_end": pd.Timestamp("2016-01-01"),
            "period_basis": "as_of",
            "value": 5.0,
            "unit": "件",
            "qualifier": None,
            "by_ocr": True,
        },
        dtype=object,
    )
    assert ZH("card.ocr") in head(row)
    assert ZH("card.ocr") not in head(row.replace({"by_ocr": False}).where(row.index != "by_ocr", False))


@five_reports
def test_english_cards_hold_no_chinese_punctuation_of_ours() -> None:
    html = _text(
        _cards(
            [
                _id("vehicle_lent_trips", "council-2-3"),
            ],
            "en",
        )
    )
    # What the report prints stands in quotations, and in titles and headings told to be Chinese.
    ours = re.sub(r"<(blockquote|p|span|table)[^>]*lang=\"zh-Hant-TW\">.*?</\1>", "", html, flags=re.S)
    ours = re.sub(r"&quot;.*?&quot;|<style>.*?</style>", "", ours, flags=re.S)
    assert not re.search(r"[，；：、。（）「」　]", ours)
