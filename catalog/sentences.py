"""The marked sentences of an agency: those of its hands, by topic, and those a metric carries itself."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from catalog.examples import MarkedSentence, SentenceFile
from catalog.load import AGENCY, CATALOG_DIR, CatalogError, load, parse

SENTENCES = "sentences"
# The hand of sentences that stand in a metric's own entry.
OWN = "metric"


@dataclass(frozen=True)
class HandSentence:
    """One marked sentence: whose hand, and the metric its number is a value of, or only resembles."""

    hand: str
    metric_id: str
    sentence: MarkedSentence


@functools.cache
def load_sentences(directory: Path = CATALOG_DIR) -> tuple[HandSentence, ...]:
    """All marked sentences, those of one hand and topic together.

    Raises:
        CatalogError: a file is not YAML, has an unknown key, marks no or several numbers, or names a metric that is
            not there or belongs to another topic.
    """
    catalog = load(directory)
    found = [
        HandSentence(OWN, metric.id, sentence) for metric in catalog.metrics.values() for sentence in metric.sentences
    ]
    for path in sorted((directory / AGENCY / SENTENCES).glob("*/*.yaml")):
        file: SentenceFile = parse(path, SentenceFile)
        own = [HandSentence(path.parent.name, id_, s) for id_, some in file.examples.items() for s in some]
        own += [HandSentence(path.parent.name, alike.resembles, alike) for alike in file.look_alikes]
        for sentence in own:
            if catalog.topic_of.get(sentence.metric_id) is None:
                raise CatalogError(f"{path}: 沒有這個指標：{sentence.metric_id}")
        found += own
    return tuple(found)
