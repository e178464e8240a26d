"""Marked sentences of several hands are executed: each number is captured, in a unit its metric has."""

from __future__ import annotations

from catalog.load import load
from catalog.sentences import load_sentences
from ingest.meaning.examples import read_examples


def test_marked_sentences_are_captured_and_every_metric_has_some_of_each_hand() -> None:
    examples, unread = read_examples(load())
    hands: dict[str, set[str]] = {metric_id: set() for metric_id in load().metrics}
    for example in examples:
        if not example.report:
            for metric_id in example.metrics:
                hands[metric_id].add(example.hand)
    assert {metric_id: own for metric_id, own in hands.items() if len(own) < 3} == {}
    assert len(unread) <= 0.05 * len(load_sentences())
