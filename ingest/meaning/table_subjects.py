"""Whether the words of a table name what a metric counts: heads such as 合計 stand in any table."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from catalog.entry import compiled
from catalog.models import Catalog
from ingest.meaning.labels import Label

_WORDS = re.compile("[\u4e00-\u9fff]{2,}")
# A pair of characters that more metrics have than this names none of them (人數, 機關), nor do their common parts.
_MOST_METRICS = 12


class Subjects:
    """What the metrics of a catalog count: pairs of characters of their names, definitions and parts; their topics."""

    def __init__(self, catalog: Catalog) -> None:
        self._total = compiled(catalog.structure.total)
        metrics = catalog.metrics.values()
        keys = Counter(key for metric in metrics for key in metric.breakdown)
        parts = {
            id_: " ".join(f"{value.id} {value.words}" for value in key.values) if keys[id_] <= _MOST_METRICS else ""
            for id_, key in catalog.breakdowns.items()
        }
        own = {metric.id: self._pairs(f"{metric.name_zh} {metric.definition_zh}") for metric in metrics}
        shared = Counter(pair for pairs in own.values() for pair in pairs)
        self._own = {
            metric.id: frozenset(pair for pair in own[metric.id] if shared[pair] <= _MOST_METRICS).union(
                *(self._pairs(parts[key]) for key in metric.breakdown)
            )
            for metric in metrics
        }
        groups = {group.id: group.name_zh for group in catalog.groups}
        topics = {topic.id: (topic.name_zh, groups[topic.group]) for topic in catalog.topics}
        self._topics = {id_: topics[catalog.topic_of[id_]] for id_ in catalog.metrics}

    def names(self, metric_id: str, label: Label) -> bool:
        """Whether a cell's heads, its table's title or the headings above tell what a metric counts."""
        words = " ".join((label.row, label.column, label.title, label.headings, label.topic))
        named = not self._own[metric_id].isdisjoint(self._pairs(words))
        return named or any(topic in words for topic in self._topics[metric_id])

    def _pairs(self, text: str) -> frozenset[str]:
        """The neighbouring characters of a text, two by two; none of words for totals."""
        plain = self._total.sub(" ", text)
        return frozenset(a + b for run in _WORDS.findall(plain) for a, b in pairwise(run))
