"""What words have to tell before a number is surely of a metric: its event, that it is of each, a name of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from catalog.entry import compiled
from catalog.models import Catalog
from ingest.meaning.enumerations import TotalReader
from ingest.meaning.labels import Label
from ingest.numbers.printed import Quantity, by_segment

# Words of a metric of so much each, and those that tell it.
_OF_EACH, _EACH = ("每", "平均"), compiled("每|逐|各|均")


class MustTell:
    """Knows what the metrics of a catalog ask of the words around a number. Holds no state between reports.

    ``whole``: whether these are of a whole report, which names the event that a number counts from.
    """

    def __init__(self, catalog: Catalog, *, whole: bool) -> None:
        self._catalog, self._whole = catalog, whole
        self._total = compiled(rf"(?:{catalog.structure.total})[為達有計]*$")
        self._only_time = compiled(rf"(?:@|單[月季日]|當[月季年日]|年|月|份|的|之|{catalog.structure.times})+")

    def tells(self, quantity: Quantity, metric_id: str, above: str) -> bool:
        """Whether words tell all that a metric asks; ``above``: those of its list or section before its line."""
        tells_event = not self._whole or self.tells_event(quantity, metric_id, above)
        return tells_event and self._tells_each(quantity, metric_id)

    def tells_event(self, quantity: Quantity, metric_id: str, above: str = "") -> bool:
        """Whether the event that a metric counts from, if any, is named around a number: sums alone name none.

        ``above``: the words of its list before its line.
        """
        period = self._catalog.metrics[metric_id].period
        event = (period.at or period.since) if period else None
        if event is None:
            return True
        named = compiled(f"{self._catalog.events[event].words}|{self._catalog.lexicon.at_event}")
        return named.search(_around(quantity) + above) is not None

    def _tells_each(self, quantity: Quantity, metric_id: str) -> bool:
        """Whether words say that so much is of each, where a metric is of that: 每年查考2次, not 本期查考1次."""
        name = self._catalog.metrics[metric_id].name_zh
        return not any(word in name for word in _OF_EACH) or _EACH.search(_around(quantity)) is not None

    def unnamed(self, asked: Sequence[Quantity], labels: Sequence[Label]) -> set[Quantity]:
        """The numbers told of a time and of nothing, in a sentence whose others of that unit are of other metrics.

        本期調派640車次，線上590車次；9月單月88車次: it is of what the others are, and of no third thing.
        """
        found: set[Quantity] = set()
        before: dict[tuple[object, ...], set[str]] = {}
        for quantity, label in zip(asked, labels, strict=True):
            own, segment = quantity.suggestion, quantity.segment
            if own is None or not own.likely or segment.cell is not None:
                continue
            told = before.setdefault((segment, segment.sentence(quantity.start), label.unit), set())
            metrics = {one.metric_id for one in quantity.observations} or {own.likely[0].metric_id}
            if told and not metrics & told and self._only_time.fullmatch(label.own):
                found.add(quantity)
            told |= metrics
        return found

    def against_parts(
        self, asked: Sequence[Quantity], sure: Mapping[Quantity, str], totals: TotalReader
    ) -> Iterator[Quantity]:
        """The totals that are likeliest of what stands beside a part of theirs: 工級60人、臨時40人，總計100人.

        Args:
            asked: the numbers of a report, in order.
            sure: those whose metric is sure, with it.
            totals: tells which metrics are parts of one total.
        """
        for here in by_segment(asked):
            for at, total in enumerate(here):
                text, own = total.segment.compact.text, total.suggestion
                start, _ = total.segment.sentence(total.start)
                if not own or not own.likely or not self._total.search(text, start, total.start):
                    continue
                before = [one for one in here[:at] if one.start >= start and one.unit == total.unit]
                plain = [
                    one for one in before if text.count("(", start, one.start) == text.count(")", start, one.start)
                ]
                sums = accumulate(one.value for one in reversed(plain))
                count = next((count for count, value in enumerate(sums, 1) if value >= total.value), 0)
                parts = plain[len(plain) - count :]
                known = {sure[one] for one in parts if one in sure}
                adds_up = count > 1 and sum(one.value for one in parts) == total.value
                if adds_up and any(totals.are_apart(own.likely[0].metric_id, metric) for metric in known):
                    yield total


def told_beside(asked: Sequence[Quantity]) -> set[Quantity]:
    """The numbers that examples would rather have as what a rule has read the number right before them as.

    增設1台冷風機及1台清淨機: a sentence counts each thing once, so the next likeliest stands, which a rule has read.
    """
    found: set[Quantity] = set()
    for before, one in pairwise(asked):
        likely = [own.metric_id for own in one.suggestion.likely] if one.suggestion else []
        told, first = ({own.metric_id for own in quantity.observations} for quantity in (one, before))
        of_one = one.segment is before.segment and one.segment.sentence(one.start) == one.segment.sentence(before.start)
        if of_one and told == {*likely[1:2]} and {*likely[:1]} == first:
            found.add(one)
    return found


def _around(quantity: Quantity) -> str:
    passage = quantity.segment.passage
    return "".join((passage.compact.text, *passage.outline, passage.table_title or ""))
