"""``python -m catalog.listing``: every topic and metric of the catalog, in Markdown."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from catalog.load import load
from catalog.models import Catalog, Metric


def markdown(catalog: Catalog) -> str:
    """The list of metrics by topic."""
    return "\n".join(_lines(catalog)) + "\n"


def _lines(catalog: Catalog) -> Iterator[str]:
    yield "# 指標 Metrics"
    yield ""
    yield "由 `catalog/` 產生（`make docs`），請勿手改。"
    yield "Made from `catalog/` by `make docs`; not edited by hand."
    for topic in catalog.topics:
        yield ""
        yield f"## {topic.name_zh} {topic.name_en} (`{topic.id}`)"
        yield ""
        yield f"{topic.question_zh} {topic.question_en}"
        metrics = [metric for metric in catalog.metrics.values() if catalog.topic_of[metric.id] == topic.id]
        if metrics:
            yield ""
            yield "| metric | 名稱 name | 單位 unit | measure | 定義 definition |"
            yield "|---|---|---|---|---|"
        yield from (_row(metric) for metric in metrics)


def _row(metric: Metric) -> str:
    cells = (
        f"`{metric.id}`",
        f"{metric.name_zh}<br>{metric.name_en}",
        metric.unit,
        metric.measure,
        f"{metric.definition_zh}<br>{metric.definition_en}",
    )
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(markdown(load()))
