"""What people decided about the numbers of a report, found again at its numbers.

In the very file that was judged a number is found by passage and exact characters. In another edition of the report
it is the number of a passage that prints the same words under the same headings; where only the words around it are
the same, or the headings are others, the number is asked again. What is found nowhere is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import takewhile

from catalog.models import Catalog
from catalog.words import told
from ingest.numbers.printed import Quantity, Trouble, Verdict
from reviews.decision import Place
from reviews.standing import Reviews, Standing

_DIGITS = re.compile(r"[\d０-９][\d０-９,，.．]*")
_BLANKS = re.compile(r"\s+")
# Characters around a number that tell it among those of a text that has changed.
_BEFORE, _BEHIND, _ENOUGH = 14, 6, 8

_Words = tuple[tuple[str, ...], str]


class VerdictReader:
    """Gives each number of a report what people decided about it.

    Args:
        catalog: the metrics there are.
        reviews: the log as it stands.
    """

    def __init__(self, catalog: Catalog, reviews: Reviews) -> None:
        self._catalog = catalog
        self._by_report: dict[str, list[Standing]] = defaultdict(list)
        for standing in reviews.standing.values():
            self._by_report[standing.place.sha256].append(standing)
            for name in {name for decision in standing.own for name in (decision.report, decision.scope) if name}:
                self._by_report[name].append(standing)

    def read(self, sha256: str, editions: Collection[str], quantities: Sequence[Quantity]) -> list[Trouble]:
        """Finds the numbers that were judged; each gets its verdict.

        Args:
            sha256: digest of the report's file.
            editions: what other editions of it are known by: its own id, that of the one it corrects, its scope.
            quantities: its numbers.

        Returns:
            What is to be said of decisions that no number of it answers to.
        """
        numbers = [quantity for quantity in quantities if quantity.form == "number"]
        own = self._by_report.get(sha256, [])
        named = [one for name in editions for one in self._by_report.get(name, []) if one.place.sha256 != sha256]
        earlier = list({one.place: one for one in named}.values())
        lost: list[Standing] = []
        found = _Found(numbers)
        for standing in (*earlier, *own):
            quantity = found.at(standing.place, standing.place.sha256 == sha256)
            again = None if quantity else found.around(standing.place)
            if quantity is not None:
                quantity.verdict = self._verdict(standing)
            elif again is None:
                lost.append(standing)
            elif again.verdict is None:
                again.verdict = self._verdict(standing, "text_changed")
        return list(_lost(lost, quantities))

    def _verdict(self, standing: Standing, asked: str = "") -> Verdict:
        """What people decided, and why it does not count where it does not."""
        agreed = standing.agreed
        if agreed is None:
            return Verdict((), asked="people_differ")
        unknown = [metric_id for metric_id in agreed.metrics if metric_id not in self._catalog.metrics]
        if unknown:
            return Verdict((), asked="metric_gone")
        return Verdict(tuple(dict.fromkeys(agreed.metrics)), agreed.new.name if agreed.new else "", asked)


class _Found:
    """The numbers of a report, by what stands around them."""

    def __init__(self, numbers: Sequence[Quantity]) -> None:
        self._numbers = numbers
        self._by_words: dict[_Words, dict[int, list[Quantity]]] = defaultdict(lambda: defaultdict(list))
        for number in numbers:
            passage = number.segment.passage
            self._by_words[passage.outline, passage.text][passage.no].append(number)

    def at(self, place: Place, same_file: bool) -> Quantity | None:
        """The number at a place: of passages with the same words it is the one judged, or the only one."""
        passages = self._by_words.get((place.headings, place.text), {})
        if same_file and place.passage in passages:
            here = passages[place.passage]
        else:
            here = next(iter(passages.values())) if len(passages) == 1 else []
        return next((number for number in here if number.span == (place.start, place.end)), None)

    def around(self, place: Place) -> Quantity | None:
        """The one number whose surroundings are most like those of a place, but for digits."""
        at = likest(place, [(one.segment.passage.text, one.span, one.segment.passage.outline) for one in self._numbers])
        return None if at is None else self._numbers[at]


def likest(place: Place, numbers: Sequence[tuple[str, tuple[int, int], tuple[str, ...]]]) -> int | None:
    """Which number's surroundings are most like those of a place, but for digits; None where it is not one.

    Args:
        place: a number of another text.
        numbers: of each the text it stands in, its span there and the headings above.
    """
    before, behind = _surroundings(place.text, place.start, place.end)
    found: list[int] = []
    most = _ENOUGH - 1
    for at, (text, span, _) in enumerate(numbers):
        own = _surroundings(text, *span)
        like = _shared(before[::-1], own[0][::-1]) + _shared(behind, own[1])
        if own == (before, behind):
            like = max(like, _ENOUGH)
        if like > most:
            found, most = [], like
        if like == most and like >= _ENOUGH:
            found.append(at)
    if len(found) > 1:
        found = [at for at in found if numbers[at][2] == place.headings]
    return found[0] if len(found) == 1 else None


def _surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and behind a number, blanks taken out and other numbers as #."""
    before, behind = (_DIGITS.sub("#", _BLANKS.sub("", part)) for part in (text[:start], text[end:]))
    return before[-_BEFORE:], behind[:_BEHIND]


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _lost(lost: Sequence[Standing], quantities: Sequence[Quantity]) -> Iterator[Trouble]:
    for standing in lost if quantities else ():
        place = standing.place
        around = place.text[max(0, place.start - _BEFORE) : place.end + _BEHIND]
        message = told("reading.decision_lost", number=place.printed, around=around.replace("\n", " "))
        yield Trouble("decision_lost", message, quantities[0].segment.passage, ())
