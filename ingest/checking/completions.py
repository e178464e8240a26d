"""Projects that a report says were completed, each with its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.entry import compiled
from catalog.lexicon import Lexicon
from ingest.numbers.printed import Segment


@dataclass(frozen=True)
class Completion:
    """One project's completion as one report prints it.

    ``start`` and ``end`` are the offsets of the printed day in the passage's text.
    """

    passage_no: int
    name: str
    completed_on: date
    start: int
    end: int
    quote: str


class CompletionReader:
    """Finds completions with the words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._completed = compiled(lexicon.completed)
        self._quoted = compiled(lexicon.quoted)

    def read(self, segments: Sequence[Segment]) -> Iterator[Completion]:
        """Every day that stands right before words of completion, with the project named last before it."""
        for segment in segments:
            text = segment.compact.text
            for mention in segment.dates:
                if mention.grain != "day" or not self._completed.match(text, mention.end):
                    continue
                first, stop = segment.sentence(mention.start)
                names = list(self._quoted.finditer(text, first, mention.start))
                if not names:
                    continue
                name = segment.span(names[-1].start() + 1, names[-1].end() - 1)
                start, end = segment.span(mention.start, mention.end)
                sentence = segment.span(first, stop)
                printed = segment.passage.text
                yield Completion(
                    segment.passage.no,
                    printed[slice(*name)],
                    mention.interval.end,
                    start,
                    end,
                    printed[slice(*sentence)],
                )
