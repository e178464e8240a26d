"""All examples of a catalog: marked sentences, and the reviewed numbers of published reports."""

from __future__ import annotations

from catalog.models import Catalog
from catalog.reviewed import load_reviewed
from catalog.sentences import load_sentences
from ingest.meaning.sentences import Example, ExampleReader, Unread

# A number is published by example from here on: chosen for 0.99 precision on hands left out (python -m ingest.truth).
SURE = 0.95


def read_examples(catalog: Catalog) -> tuple[list[Example], list[Unread]]:
    """All examples of a catalog, and its marked sentences that give none."""
    reader = ExampleReader(catalog)
    read = list(reader.sentences(load_sentences()))
    examples = [example for example in read if isinstance(example, Example)]
    for report in load_reviewed():
        examples += reader.reviewed(report)
    return examples, [unread for unread in read if isinstance(unread, Unread)]
