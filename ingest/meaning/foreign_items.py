"""Numbers whose own words name what no example of their topic was ever of: they are asked about, not published.

堆高機操作訓練3梯次 stands among the courses of our staff, and a hall of another office in the table of ours. The unit
and the verb are those of a metric, and so are the numbers beside it; of the thing itself no example ever told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, permutations

import numpy as np

from catalog.models import Catalog
from ingest.meaning.examples import SURE, YIELDS
from ingest.meaning.labels import Label
from ingest.meaning.model import ExampleModel
from ingest.numbers.printed import Quantity

_WORDS = re.compile("[\u4e00-\u9fff]{2,}")
_LEAD = re.compile("[^，。；、():#]{3,16}(?=:)")
# Less than this share of the pairs of characters is known: so of 6 of 9 wrong values by example of texts at hand that
# have such words, and of none of 2,400 that are right.
_KNOWN = 0.5
# So many pairs tell: of fewer one new name (衛生局) is too much. A row's name and what an item opens with (青年基地：)
# are nothing but the name.
_FEWEST, _FEWEST_OF_NAME = 8, 3


class ForeignItems:
    """What examples were told of, by topic.

    Args:
        catalog: metrics, with the names of their parts, are words of their topics, too.
        model: holds the examples' sentences.
    """

    def __init__(self, catalog: Catalog, model: ExampleModel) -> None:
        self._catalog, self._model = catalog, model
        keys = catalog.breakdowns
        # Of what a share is one, where the catalog says so.
        self._operands = {
            check.stated: frozenset(check.operands) for check in catalog.checks if check.kind in ("percent", "share")
        }
        # Their parts may have any name.
        self._named_freely = {
            id_ for id_, metric in catalog.metrics.items() if any(keys[key].find == "own" for key in metric.breakdown)
        }

    def among(self, asked: Sequence[Quantity], labels: Sequence[Label]) -> set[Quantity]:
        """Those of a report's numbers that are foreign to the topic of what they would be values of.

        Not those that a rule names and examples know as such. A total of a column that holds one is foreign, too.
        """
        found: set[Quantity] = set()
        columns: set[tuple[int, int, str]] = set()
        totals: list[tuple[Quantity, tuple[int, int, str]]] = []
        for quantity, label in zip(asked, labels, strict=True):
            metric = _unproven(quantity)
            if metric is None:
                continue
            cell = quantity.segment.cell
            column = (quantity.segment.passage.no, cell.column, metric) if cell else None
            if column and label.is_total:
                totals.append((quantity, column))
            elif self._is_foreign(quantity, label, metric) or self._is_share_of_others(quantity, metric, asked):
                found.add(quantity)
                if column:
                    columns.add(column)
        return found.union(total for total, column in totals if column in columns)

    def _is_foreign(self, quantity: Quantity, label: Label, metric: str) -> bool:
        topic, segment = self._catalog.topic_of[metric], quantity.segment
        if segment.cell is not None:
            named = metric in self._named_freely
            return not named and self._is_new(label.row, topic, _FEWEST_OF_NAME)
        if self._is_new(label.own, topic, _FEWEST):
            return True
        # What examples are sure of stands behind words such as 與上期比較：, too.
        told = any(one.metric_id == metric for one in quantity.observations)
        lead = _LEAD.match(segment.compact.text, segment.behind_marker) if told else None
        return lead is not None and self._is_new(lead.group(), topic, _FEWEST_OF_NAME)

    def _is_share_of_others(self, quantity: Quantity, metric: str, asked: Sequence[Quantity]) -> bool:
        """Whether a rate is that of two numbers before it which are of other things: 出車400次，借用34次，占8.5%."""
        operands = self._operands.get(metric)
        if operands is None or quantity.unit != "%" or not quantity.decimals:
            return False
        start, _ = quantity.segment.sentence(quantity.start)
        before = [
            other
            for other in asked
            if other.segment is quantity.segment and start <= other.start < quantity.start and other.unit != "%"
        ]
        others = {one: first for one in before if (first := _first_of(one)) and first not in operands}
        return any(
            part.unit == whole.unit and whole.value > part.value > 0
            and round(100 * part.value / whole.value, quantity.decimals) == quantity.value
            for part, whole in permutations(others, 2)
        )  # fmt: skip

    def _is_new(self, words: str, topic: str, fewest: int) -> bool:
        pairs = _pairs(words)
        return len(pairs) >= fewest and sum(pair in self._known(topic) for pair in pairs) < _KNOWN * len(pairs)

    @lru_cache(maxsize=256)  # noqa: B019  # one for each reader
    def _known(self, topic: str) -> frozenset[str]:
        """The pairs of characters in the sentences of a topic's examples, and in the names of its metrics."""
        model, catalog = self._model, self._catalog
        examples = model.known.values[:, model.cards.topics == topic].any(axis=1)
        texts = {model.sentences[row] for row in np.flatnonzero(examples)}
        for id_, metric in catalog.metrics.items():
            if catalog.topic_of[id_] == topic:
                texts.add(f"{metric.name_zh} {metric.definition_zh}")
                for key in metric.breakdown:
                    texts.update(f"{value.id} {value.words}" for value in catalog.breakdowns[key].values)
        return frozenset(pair for text in texts for pair in _pairs(text))


def _first_of(quantity: Quantity) -> str | None:
    """The metric a number is read as, or is surely of."""
    own = quantity.suggestion
    if quantity.observations:
        return quantity.observations[0].metric_id
    return own.likely[0].metric_id if own and own.likely and own.sureness >= SURE else None


def _unproven(quantity: Quantity) -> str | None:
    """The metric that a number would be a value of by its likeness to examples."""
    own = quantity.suggestion
    if own is None or not own.likely:
        return None
    first = own.likely[0]
    told = quantity.observations[0].metric_id if quantity.observations else first.metric_id
    if first.metric_id != told and first.chance >= YIELDS:
        return first.metric_id
    sure = any(one.metric_id == told and one.chance >= SURE for one in own.likely)
    return None if quantity.observations and (sure or quantity.is_proven) else told


def _pairs(text: str) -> list[str]:
    """The neighbouring characters of a text, two by two."""
    return [a + b for run in _WORDS.findall(text) for a, b in pairwise(run)]
