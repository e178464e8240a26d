"""A gap is no dead end: it is chosen as a number is, and says why, what is printed instead, and what it means."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from catalog.words import words_in
from tests.view.screens import opened

pytestmark = pytest.mark.usefixtures("published")
ZH = words_in("zh-TW")


def _html(at: AppTest) -> str:
    return "\n".join(block.proto.body for block in at.get("html"))


def test_the_report_says_why_it_has_no_visitors() -> None:
    at = opened("visitors", source="council-3-4~delegation_persons")
    assert not at.exception
    shown = _html(at)
    assert "訪賓人數　109年3月1日至9月5日　未載" in shown
    assert "因嚴重特殊傳染性肺炎疫情嚴峻" in shown
    assert ZH("gap.not_printed", report="高雄市政府行政暨國際處業務報告（第3屆第4次定期大會）") in shown
    # It is closed as a number's card is, and the address says so.
    at.button(key="source-close").click().run()
    assert "source" not in at.query_params or not at.query_params["source"]


def test_what_is_printed_in_parts_is_told_in_its_parts() -> None:
    at = opened("explore", metrics="consumer_advice", source="council-2-3~consumer_advice")
    assert not at.exception
    assert "沒有印出合計，分開印的是：電話諮詢 2,963件、現場諮詢 308件" in _html(at)


@pytest.mark.parametrize(
    ("stretch", "why", "reports"),
    [
        ("2016-03-01~2018-01-15", "no_report", ("第2屆第3次", "第2屆第8次")),
        ("2020-09-06~2020-12-31", "not_published", ("第3屆第4次",)),
    ],
)
@pytest.mark.parametrize("page", ["visitors", "explore"])
def test_days_that_no_report_tells_of_say_so_and_lead_to_the_reports_around_them(
    page: str, stretch: str, why: str, reports: tuple[str, ...]
) -> None:
    more = {"metrics": "delegation_persons"} if page == "explore" else {}
    at = opened(page, source=stretch, **more)
    assert not at.exception
    shown = _html(at)
    assert f"　{ZH(f'chart.{why}')}</p>" in shown
    assert ZH(f"gap.{why}") in shown
    _, _, told = shown.partition(ZH(f"gap.{why}"))
    assert [report in told for report in reports] == [True] * len(reports)
    assert told.count("<li>") == len(reports)
    at.button(key="source-close").click().run()
    assert not at.query_params.get("source")


def test_gaps_stand_in_the_list_of_numbers() -> None:
    at = opened("visitors")
    options = next(box for box in at.selectbox if box.label == ZH("source.choose")).options
    assert "訪賓人數　109年3月1日至9月5日　未載" in options


def test_what_the_reports_say_of_why_stands_below_the_chart() -> None:
    assert "因嚴重特殊傳染性肺炎疫情嚴峻" in _html(opened("visitors"))
    assert ZH("explanation.title") not in _html(opened("energy"))


def test_a_gap_that_is_none_is_told_as_any_unknown_choice() -> None:
    at = opened("visitors", source="no-report~delegation_persons")
    assert not at.exception
    assert ZH("card.missing") in [info.value for info in at.info]
