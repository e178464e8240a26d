"""Whether a section is about what the catalog counts: what looks like a value in one that is not is asked about.

會議6次, 宣導9場次 and 檢舉7件 stand in the reports of every office. Examples know but their own: to them a committee of
another office is the likeliest of theirs. What gives it away is the company: its section's heading says nothing that
examples of its topic were ever headed by, and most numbers beside it are no values of anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np

from catalog.models import Catalog
from ingest.meaning.examples import SURE
from ingest.meaning.model import ExampleModel
from ingest.numbers.printed import Observation, Quantity

# A heading counts as so many numbers, and below this share of both together a section is of other matters: so are all
# 18 values in such sections of texts at hand, and 2 of 2,800 in sections of ours.
_HEADING, _OURS = 4, 0.55
# Passages so near are its company: in a report whose headings are not known as such all is one section.
_NEAR = 2
# A section whose headings say nothing of any matter (業務執行情形) is ours until its numbers say otherwise.
_SAYS_NOTHING = 1.0
# Words that head numbers of more topics than this share say nothing of any (業務, 執行情形).
_OF_ALL = 0.6
_WORDS = re.compile("[\u4e00-\u9fff]{2,}")
_MARKER = re.compile("^[【〔(（]?[一二三四五六七八九十壹貳參肆伍陸柒捌玖拾0-9]{1,3}[)）、.．]+")
_JOINTS = re.compile("[、與及和暨]")
# What numbers of these are is known, and no value.
_TOLD_APART, _DIFFERENCE = ("target", "compared"), "difference"


class Sections:
    """What headings examples stood under, by topic.

    Args:
        catalog: its topics and metrics, whose names are words of their headings, too.
        model: holds the examples.
    """

    def __init__(self, catalog: Catalog, model: ExampleModel) -> None:
        self._model = model
        self._topic_of = catalog.topic_of
        # 12年, 40天: how long things last is told of any matter.
        self._times = frozenset(unit.id for unit in catalog.units if unit.kind == "time")
        groups = {group.id: group.name_zh for group in catalog.groups}
        self._names: dict[str, set[str]] = {
            topic.id: {*_pairs(topic.name_zh), *_pairs(groups[topic.group])} for topic in catalog.topics
        }
        for metric in catalog.metrics.values():
            self._names[catalog.topic_of[metric.id]].update(_pairs(metric.name_zh))

    def of_other_matters(self, told: Iterable[Observation], quantities: Sequence[Quantity]) -> list[Observation]:
        """Those values of a report that stand in sections of other matters.

        What a person has said it is does not, nor what a rule names whole (公文稽催, 電話禮貌) wherever it stands.

        Args:
            told: the values.
            quantities: all numbers of the report.
        """
        beside: dict[Collection[str], list[Quantity]] = defaultdict(list)
        for quantity in quantities:
            if _tells_its_matter(quantity) and (quantity.observations or quantity.unit not in self._times):
                beside[quantity.segment.passage.outline].append(quantity)
        return [one for one in told if _is_likely_only(one) and self._is_other(one, beside)]

    def _is_other(self, one: Observation, beside: dict[Collection[str], list[Quantity]]) -> bool:
        own, in_words = one.quantity.segment.passage, one.quantity.segment.cell is None
        # A table tells much of what its section tells some of.
        others = [
            _known(other)
            for other in beside[own.outline]
            if other is not one.quantity
            and abs(other.segment.passage.no - own.no) <= _NEAR
            and not (in_words and other.segment.cell)
        ]
        known, share = sum(others), _OURS * len(others)
        if known >= share:
            # Whatever the heading says, and where there is no company.
            return False
        heading = self._of_topic(tuple(own.outline), self._topic_of[one.metric_id])
        return known + _HEADING * heading < share + _OURS * _HEADING

    @cached_property
    def _headed(self) -> dict[str, frozenset[int]]:
        """Of which topics' examples the headings hold which buckets of characters."""
        own = self._model.known.fields["headings"]
        topics = self._model.cards.topics
        found: dict[str, frozenset[int]] = {}
        for topic in np.unique(topics):
            examples = self._model.known.values[:, topics == topic].any(axis=1)
            texts = np.zeros(own.held.shape[1], np.float32)
            texts[own.rows[examples]] = 1
            found[str(topic)] = frozenset(np.flatnonzero(own.held @ texts).tolist())
        return found

    def _buckets(self, pairs: Sequence[str]) -> list[int]:
        """The bucket of each pair of characters."""
        texts = self._model.wording.vectors(pairs, "headings")
        # Each is but one run of characters.
        return texts.held.indices[texts.rows].tolist() if pairs else []

    @lru_cache(maxsize=4096)  # noqa: B019  # one for each reader
    def _of_topic(self, outline: tuple[str, ...], topic: str) -> float:
        """How much of the headings is known to head numbers of a topic, 0 to 1.

        Of several subjects (節能、綠色採購與財產拍賣), and of a section and its items, the one that is known best.
        """
        if not self._headed[topic]:
            return _SAYS_NOTHING
        own, names, all_topics = self._headed[topic], self._names[topic], self._headed.values()
        shares = []
        for heading in outline:
            for subject in _JOINTS.split(_MARKER.sub("", "".join(heading.split()))):
                pairs = _pairs(subject)
                known = [
                    pair in names or place in own
                    for pair, place in zip(pairs, self._buckets(pairs), strict=True)
                    if sum(place in one for one in all_topics) <= _OF_ALL * len(all_topics)
                ]
                if known:
                    shares.append(sum(known) / len(known))
        return max(shares, default=_SAYS_NOTHING)


def _pairs(text: str) -> list[str]:
    """The neighbouring characters of a text, two by two."""
    return [a + b for run in _WORDS.findall(text) for a, b in pairwise(run)]


def _tells_its_matter(quantity: Quantity) -> bool:
    """Whether a number would be a value where its section is ours: not a share, a change or a goal beside one.

    Nor is what counts nothing: 績效指標2.
    """
    kind = quantity.suggestion.kind if quantity.suggestion else ""
    apart = quantity.decision.status in _TOLD_APART or quantity.unit == "%" or kind == _DIFFERENCE
    apart = apart or (quantity.unit is None and quantity.segment.cell is None)
    return quantity.form == "number" and (bool(quantity.observations) or not apart)


def _known(quantity: Quantity) -> float:
    """How surely a number is a value of something."""
    own = quantity.suggestion.sureness if quantity.suggestion else 0.0
    return 1.0 if quantity.observations or own >= SURE else own


def _is_likely_only(one: Observation) -> bool:
    """Whether a value is one by its likeness to examples alone."""
    verdict = one.quantity.verdict
    return one.quantity.decision.by == "example" and not (verdict and one.metric_id in verdict.metrics)
