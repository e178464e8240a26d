"""Examples: marked sentences and reviewed numbers, each read as a report is read, with the label of its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from catalog.examples import LookAlike, ReviewedNumber, Sentence
from catalog.fold import Folder
from catalog.models import Catalog
from catalog.reviewed import ReviewedReport
from catalog.sentences import HandSentence
from ingest.meaning.labels import Label, LabelReader
from ingest.notation.calendar import Interval
from ingest.notation.markers import read_marker
from ingest.numbers.printed import Quantity
from ingest.numbers.quantities import QuantityReader
from ingest.passages.outline import Kind, Passage
from ingest.read.document import table_block

# Dates without a year in a sentence fall in some period; which one changes no label.
_PERIOD = Interval(date(2020, 1, 1), date(2020, 12, 31))


@dataclass(frozen=True)
class Example:
    """One number whose meaning is known.

    ``metrics`` are those it is a value of, none for a look-alike; ``kind`` the kind of statement it stands in, or why
    it is none, where that is known. ``hand`` wrote it: examples of one hand are left out together. ``report`` and
    ``passage`` say beside which others it stands; both are empty for a sentence of its own. ``sentence`` shows it,
    its number marked.
    """

    label: Label
    metrics: frozenset[str]
    kind: str
    hand: str
    report: str
    passage: int
    sentence: str


@dataclass(frozen=True)
class Unread:
    """A marked sentence that gives no example: its number is not ``captured``, or in a ``unit`` its metric has not."""

    sentence: HandSentence
    captured: bool
    unit: str = ""


class ExampleReader:
    """Reads examples with a catalog's readers of numbers and labels."""

    def __init__(self, catalog: Catalog) -> None:
        self._folder = Folder(catalog.lexicon.variants)
        self._numbers = QuantityReader(catalog.lexicon, catalog.units)
        self._labels = LabelReader(catalog.structure, catalog.units)
        self._units = {metric.id: {metric.unit, *metric.comparable_units} for metric in catalog.metrics.values()}
        self._same = {unit.id: unit.same_as for unit in catalog.units if unit.same_as}
        self._forms = {form: unit.id for unit in catalog.units for form in (unit.id, *unit.also)}

    def sentences(self, sentences: Iterable[HandSentence]) -> Iterator[Example | Unread]:
        """Marked sentences, executed in order; one text is read once for all its marks."""
        for (plain, headings), group in groupby(sentences, key=lambda own: (own.sentence.plain, own.sentence.headings)):
            numbers, labels = self._read(plain, "table" if "\t" in plain else "paragraph", headings)
            for own in group:
                yield self._sentence(own, numbers, labels)

    def reviewed(self, report: ReviewedReport) -> Iterator[Example]:
        """The reviewed numbers of a report, those of a passage read together. A number not captured gives none."""
        for passage, group in groupby(report.numbers, key=lambda number: number.passage):
            here: list[ReviewedNumber] = list(group)
            first = here[0]
            numbers, labels = self._read(first.text, first.kind, first.headings)
            by_span = {number.span: label for number, label in zip(numbers, labels, strict=True)}
            for number in here:
                label = by_span.get((number.start, number.end))
                if label is not None:
                    marked = f"{first.text[: number.start]}〔{number.printed}〕{first.text[number.end :]}"
                    shown = _around(marked, number.start, number.end + 2)
                    metrics = frozenset(number.metrics)
                    yield Example(label, metrics, "", report.hand, report.report_id, passage, shown)

    def _read(self, text: str, kind: Kind, headings: Sequence[str]) -> tuple[list[Quantity], list[Label]]:
        cells = table_block([row.split("\t") for row in text.split("\n")]).cells if kind == "table" else ()
        folded = self._folder.fold(text)
        marker = None if cells else read_marker(folded, None, opens=True)
        passage = Passage(
            1, kind, text, folded, self._folder.compact(text), tuple(headings), marker, cells=cells,
        )  # fmt: skip
        numbers = self._numbers.read_all(list(self._numbers.segments(passage, _PERIOD)))
        return numbers, self._labels.read(numbers)

    def _sentence(self, own: HandSentence, numbers: Sequence[Quantity], labels: Sequence[Label]) -> Example | Unread:
        sentence = own.sentence
        found = next((n for n, number in enumerate(numbers) if number.span == sentence.span), None)
        if found is None:
            return Unread(own, captured=False)
        label = labels[found]
        if isinstance(sentence, LookAlike):
            return Example(label, frozenset(), sentence.because, own.hand, "", 0, sentence.text)
        assert isinstance(sentence, Sentence)
        unit = self._forms.get(sentence.unit, sentence.unit) if sentence.unit else ""
        known = {unit} if unit else self._units[own.metric_id]
        if numbers[found].unit and not {self._same.get(u, u) for u in known} & {self._same.get(label.unit, label.unit)}:
            return Unread(own, captured=True, unit=label.unit)
        return Example(label, frozenset((own.metric_id,)), sentence.kind, own.hand, "", 0, sentence.text)


def _around(text: str, start: int, stop: int, most: int = 60) -> str:
    """The part of a passage around ``start`` to ``stop``, cut at its sentences where they are short."""
    first = max(text.rfind("。", 0, start) + 1, start - most, 0)
    end = text.find("。", stop)
    return text[first : min(end + 1 if end >= 0 else len(text), stop + most)]
