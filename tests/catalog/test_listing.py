"""The list of metrics is that of the catalog."""

from __future__ import annotations

from catalog.listing import markdown
from catalog.load import load
from tests.conftest import ROOT


def test_every_topic_and_metric_is_listed_once() -> None:
    catalog = load()
    lines = markdown(catalog).splitlines()
    for topic in catalog.topics:
        assert [line for line in lines if line.endswith(f"(`{topic.id}`)")] == [
            f"## {topic.name_zh} {topic.name_en} (`{topic.id}`)"
        ]
    listed = [line.split("`")[1] for line in lines if line.startswith("| `")]
    assert sorted(listed) == sorted(catalog.metrics)


def test_the_document_is_up_to_date() -> None:
    document = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
    assert document == markdown(load()), "run make docs"
