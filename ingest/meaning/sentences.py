"""Marked sentences, executed: each is read as a report would be, and its marked number taken as an example."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from catalog.fold import Folder
from catalog.models import Catalog, LookAlike, MarkedSentence, Sentence
from catalog.sentences import HandSentence
from ingest.meaning.labels import Label, LabelReader
from ingest.notation.calendar import Interval
from ingest.numbers.printed import Quantity
from ingest.numbers.quantities import QuantityReader
from ingest.passages.outline import Passage
from ingest.read.document import table_block

# Dates without a year in a sentence fall in some period; which one changes no label.
_PERIOD = Interval(date(2020, 1, 1), date(2020, 12, 31))


@dataclass(frozen=True)
class ExecutedSentence:
    """A marked sentence with the label of its marked number, or the ``fault`` for which it has none.

    ``metric_id`` is the metric the number is a value of, None for a look-alike; ``kind`` the kind of statement, or
    why it is none.
    """

    hand: str
    metric_id: str | None
    resembles: str
    kind: str
    sentence: MarkedSentence
    label: Label | None
    value: float
    fault: str | None = None


class SentenceReader:
    """Executes marked sentences with a catalog's readers of numbers and labels."""

    def __init__(self, catalog: Catalog) -> None:
        self._folder = Folder(catalog.lexicon.variants)
        self._numbers = QuantityReader(catalog.lexicon, catalog.units)
        self._labels = LabelReader(catalog.structure, catalog.units)
        self._units = {metric.id: {metric.unit, *metric.comparable_units} for metric in catalog.metrics.values()}
        same = {unit.id: unit.same_as for unit in catalog.units if unit.same_as}
        self._same = lambda unit: same.get(unit, unit)
        self._forms = {form: unit.id for unit in catalog.units for form in (unit.id, *unit.also)}

    def read(self, sentences: Iterable[HandSentence]) -> Iterator[ExecutedSentence]:
        """Each sentence , in order; one text is read once for all its marks."""
        for (plain, headings), group in groupby(sentences, key=lambda own: (own.sentence.plain, own.sentence.headings)):
            numbers, labels = self._read(plain, headings)
            for own in group:
                yield self._statement(own, numbers, labels)

    def _read(self, plain: str, headings: Sequence[str]) -> tuple[list[Quantity], list[Label]]:
        cells = table_block([row.split("\t") for row in plain.split("\n")]).cells if "\t" in plain else ()
        passage = Passage(
            1, "table" if cells else "paragraph", plain, self._folder.fold(plain), self._folder.compact(plain),
            tuple(headings), cells=cells,
        )  # fmt: skip
        numbers = self._numbers.read_all(list(self._numbers.segments(passage, _PERIOD)))
        return numbers, self._labels.read(numbers)

    def _statement(self, own: HandSentence, numbers: Sequence[Quantity], labels: Sequence[Label]) -> ExecutedSentence:
        sentence = own.sentence
        metric_id = own.metric_id if isinstance(sentence, Sentence) else None
        kind = sentence.because if isinstance(sentence, LookAlike) else getattr(sentence, "kind", "result")
        found = next((n for n, number in enumerate(numbers) if number.span == sentence.span), None)
        if found is None:
            return ExecutedSentence(own.hand, metric_id, own.metric_id, kind, sentence, None, 0.0, "not_captured")
        label, fault = labels[found], None
        if isinstance(sentence, Sentence):
            wanted = {self._same(unit) for unit in self._units[own.metric_id]}
            if sentence.unit:
                wanted = {self._same(self._forms.get(sentence.unit, sentence.unit))}
            if label.unit and self._same(label.unit) not in wanted:
                fault = "other_unit"
        return ExecutedSentence(own.hand, metric_id, own.metric_id, kind, sentence, label, float(numbers[found].value), fault)
