"""The explore page: its beginning, its views, its faults, and how fast it answers."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from catalog.load import load
from catalog.words import words_in
from findings.exploration import Choice, explore
from tests.view.screens import opened
from view.explore.about import printed_labels
from view.explore.choices import MOST_METRICS, State
from view.explore.table import listed_records
from warehouse import reads

ZH = words_in("zh-TW")
TWO = "consumer_mediations,workers_total"


@pytest.fixture(autouse=True)
def _five_reports(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))


_open = partial(opened, "explore")


def _chart(at: AppTest) -> dict[str, Any]:
    figure: dict[str, Any] = json.loads(at.get("plotly_chart")[0].proto.spec)
    return figure


def test_it_begins_with_every_topic_and_what_it_holds() -> None:
    at = _open()
    assert at.title[0].value == ZH("explore.title")
    rows = reads.observations(tuple(reads.metrics().index))
    labels = [button.label for button in at.button]
    for topic in load().topics:
        count = int((rows["topic_id"] == topic.id).sum())
        assert ZH("explore.topic_count", topic=topic.name_zh, count=count) in labels
    assert set(at.query_params) == {"lang"}
    assert len(at.selectbox(key="explore.add").options) == len(load().metrics)


@pytest.mark.parametrize(("language", "topic"), [("zh-TW", "消費者保護"), ("en", "Consumer protection")])
def test_a_metric_is_found_by_either_name_its_topic_or_its_id(language: str, topic: str) -> None:
    options = _open(lang=language).selectbox(key="explore.add").options
    (option,) = [
        option for option in options if option.endswith(" consumer_mediations") or "　consumer_mediations" in option
    ]
    assert all(typed in option for typed in ("消費爭議調解", "Mediations", topic))


def test_choosing_adds_a_lane_and_the_address_says_so() -> None:
    at = _open()
    at.selectbox(key="explore.add").set_value("consumer_mediations").run()
    assert at.query_params["metrics"] == "consumer_mediations"
    at.selectbox(key="explore.add").set_value("workers_total").run()
    assert not at.exception
    assert at.query_params["metrics"] == TWO
    axes = [key for key in _chart(at)["layout"] if key.startswith("yaxis")]
    assert len(axes) == 2
    assert not [axis for axis in axes if "overlaying" in _chart(at)["layout"][axis]]


def test_a_topic_is_one_press_away_and_all_can_be_taken_away_again() -> None:
    at = _open()
    at.button(key="explore.start.delegation").click().run()
    assert not at.exception
    chosen = at.query_params["metrics"].split(",")
    assert chosen
    assert {load().topic_of[metric] for metric in chosen} == {"delegation"}
    at.button(key="explore.clear").click().run()
    assert at.title[0].value == ZH("explore.title")
    assert set(at.query_params) == {"lang"}


def test_a_topic_too_large_to_read_is_cut_and_says_so() -> None:
    at = _open()
    at.button(key="explore.start.staffing").click().run()
    assert len(at.query_params["metrics"].split(",")) == MOST_METRICS
    assert at.warning[0].value == ZH("explore.too_many", most=MOST_METRICS)


@pytest.mark.parametrize("view", ["per_month", "printed", "index", "difference"])
def test_the_chart_draws_the_view_that_the_address_names(view: Any) -> None:
    at = _open(metrics=TWO, view=view)
    traces = [trace for trace in _chart(at)["data"] if trace.get("meta") not in ("gaps", "labels")]
    # Of bars the higher ones are drawn first, and outlines last; told by their days they are the marks.
    lanes: dict[str, list[tuple[str, float]]] = {}
    for trace in traces:
        lanes.setdefault(trace["yaxis"], []).extend(zip(trace["x"], trace["y"], strict=True))
    drawn = [height for marks in lanes.values() for _, height in sorted(marks)]
    seen = explore(Choice(("consumer_mediations", "workers_total"), view=view))
    assert drawn == [mark.height for lane in seen.lanes for mark in lane.marks]
    assert at.segmented_control(key="explore.view").value == view


def test_the_address_of_an_extract_shows_its_metric() -> None:
    at = _open(metrics="consumer_mediations", view="per_month")
    assert at.title[0].value == explore(Choice(("consumer_mediations",))).findings[0]
    assert at.query_params["tab"] == "chart"


def test_what_an_address_names_wrongly_is_told_until_something_else_is_chosen() -> None:
    at = _open(metrics=f"nope,{TWO}", view="cake")
    assert at.warning[0].value == ZH("address.unknown", faults="指標「nope」、看法「cake」")
    assert at.query_params["metrics"] == TWO
    assert at.run().warning
    at.segmented_control(key="explore.view").set_value("printed").run()
    assert not at.warning


def test_an_address_of_nothing_known_begins_anew_and_says_so() -> None:
    at = _open(metrics="nope")
    assert at.title[0].value == ZH("explore.title")
    assert "nope" in at.warning[0].value


def test_a_number_chosen_from_the_list_opens_its_source() -> None:
    at = _open(metrics=TWO)
    chosen = reads.observations(["workers_total"])["observation_id"].iloc[1]
    at.selectbox(key="explore.source").set_value(chosen).run()
    assert not at.exception
    assert at.query_params["source"] == chosen
    assert ZH("card.title") in [header.value for header in at.header]


def test_a_number_that_another_choice_hides_keeps_its_card() -> None:
    chosen = reads.observations(["workers_total"])["observation_id"].iloc[0]
    at = _open(metrics="workers_total", source=chosen, **{"from": "109"})
    assert at.query_params["source"] == chosen
    assert ZH("card.title") in [header.value for header in at.header]


def test_years_without_a_value_are_told_in_words() -> None:
    at = _open(metrics="workers_total", **{"from": "106", "to": "106"})
    assert [info.value for info in at.info] == [ZH("explore.nothing")]


def test_the_table_sorts_and_finds() -> None:
    seen = explore(Choice(("consumer_mediations", "workers_total")))
    largest = listed_records(seen.records, State(sort="largest"))
    assert [record["value"] for record in largest[:7]] == [7422, 6805, 6449, 229, 112, 90, 68]
    assert {record.get("value") for record in largest[7:]} == {None}
    newest = listed_records(seen.records, State(sort="newest", find="調解 107年"))
    assert [record["value"] for record in newest if not record.get("missing")] == [68]
    unnamed = [record.get("report") is None for record in listed_records(seen.records, State(sort="report"))]
    assert any(unnamed)
    assert unnamed == sorted(unnamed)
    at = _open(metrics=TWO, tab="table", sort="largest", find="工級", pin="metric")
    frame = at.dataframe[0].value
    assert list(frame["value"].dropna()) == [7422, 6805, 6449]
    columns = json.loads(at.dataframe[0].proto.columns)
    assert columns["metric"]["pinned"] is True
    assert columns["period"]["pinned"] is False


def test_a_metric_is_explained_by_what_reports_print() -> None:
    at = _open(metrics="vehicle_lent_trips", about="vehicle_lent_trips")
    facts = at.get("html")
    told = "".join(str(fact.proto.body) for fact in facts)
    metric = load().metrics["vehicle_lent_trips"]
    assert metric.definition_zh in told
    assert all(way.name_zh in told for way in metric.countings)
    rows = reads.observations(["vehicle_lent_trips"])
    assert len(at.dataframe[-1].value) == len(rows)
    for label in printed_labels(rows):
        before, after = label.split("…")
        passages = ["".join(passage.split()) for passage in rows["passage"]]
        assert any(before in passage and after in passage for passage in passages)


@pytest.mark.parametrize(
    ("metrics", "why"),
    [("delegation_persons", "疫情嚴峻"), ("consumer_mediations,consumer_education_sessions", "因疫情關係")],
)
def test_what_the_report_says_of_why_stands_below_the_chart(metrics: str, why: str) -> None:
    html = "".join(element.proto.body for element in _open(metrics=metrics).get("html"))
    (told,) = re.findall('<div class="explained">.*?</div>', html, re.DOTALL)
    assert why in told
    assert ZH("explanation.title") in told
