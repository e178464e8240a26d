"""``python -m ingest.truth``: how right the decisions are on what was left out when they were learned.

Each report, or each hand, is left out in turn; the model is fitted on the rest and asked for its numbers. Of a hand
its marked sentences are asked, too. ``--whole`` reads the invented reports again as new ones are, by rules, tables,
examples and proofs together, and looks at days, measure and parts as well.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import add

from catalog.load import load
from catalog.models import Catalog
from catalog.reviewed import load_reviewed
from catalog.words import told
from ingest.meaning.examples import SURE, read_examples
from ingest.meaning.model import ExampleModel
from ingest.meaning.pairs import Cards
from ingest.meaning.sentences import Example
from ingest.numbers.printed import Suggestion
from ingest.reread import Reread, reread

_WORST = 20
_GRID = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975)


@dataclass(frozen=True)
class Judged:
    """One left-out number with what was suggested for it."""

    example: Example
    suggestion: Suggestion

    @property
    def first(self) -> str:
        """The likeliest metric."""
        return self.suggestion.likely[0].metric_id

    @property
    def right(self) -> bool:
        """Whether the likeliest metric is right."""
        return self.first in self.example.metrics

    @property
    def among_three(self) -> bool:
        """Whether one of three is right."""
        return any(likely.metric_id in self.example.metrics for likely in self.suggestion.likely)


@dataclass(frozen=True)
class Score:
    """Shares of the values published rightly, of the published that are right, and right first and of three."""

    values: int
    recall: float
    precision: float
    first: float
    three: float

    @classmethod
    def of(cls, judged: Sequence[Judged], sure: float = SURE) -> Score:
        """The score of left-out numbers where those at least ``sure`` are published."""
        values = [one for one in judged if one.example.metrics]
        published = [one for one in judged if one.suggestion.sureness >= sure]
        right = sum(one.right for one in published)
        return cls(
            len(values),
            right / max(len(values), 1),
            right / max(len(published), 1),
            sum(one.right for one in values) / max(len(values), 1),
            sum(one.among_three for one in values) / max(len(values), 1),
        )


def left_out(examples: Sequence[Example], cards: Cards, reports: Iterable[str], by_hand: bool) -> list[Judged]:
    """The numbers of ``reports``, each judged by a model that knows nothing of its report, or of its hand.

    Of a hand that wrote marked sentences these are judged with its reports, each by itself.
    """
    hand_of = {example.report: example.hand for example in examples if example.report}
    judged: list[Judged] = []
    groups: dict[str, list[str]] = {}
    for report in reports:
        groups.setdefault(hand_of[report] if by_hand else report, []).append(report)
    for group, own in groups.items():
        model = ExampleModel.fitted(_without(examples, group, by_hand), cards)
        for report in own:
            here = [example for example in examples if example.report == report]
            judged += _judged(model, here, [example.passage for example in here])
        if by_hand:
            sentences = [example for example in examples if example.hand == group and not example.report]
            judged += _judged(model, sentences, range(len(sentences)))
    return judged


def _without(examples: Sequence[Example], group: str, by_hand: bool) -> list[Example]:
    return [example for example in examples if (example.hand if by_hand else example.report) != group]


def _judged(model: ExampleModel, here: Sequence[Example], passages: Sequence[int]) -> list[Judged]:
    found = model.suggest([example.label for example in here], passages)
    return [Judged(example, suggestion) for example, suggestion in zip(here, found, strict=True)]


def read_again(catalog: Catalog, examples: Sequence[Example], cards: Cards, reports: Iterable[str]) -> list[Reread]:
    """The invented ones of ``reports`` read as new ones are, each hand left out when the model learns."""
    wanted = set(reports)
    own = [one for one in load_reviewed(catalog) if not one.published and one.report_id in wanted]
    found = []
    for hand, group in groupby(own, key=lambda one: one.hand):
        model = ExampleModel.fitted(_without(examples, hand, by_hand=True), cards)
        found += [reread(report, catalog, model) for report in group]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m ingest.truth", description=told("truth.description"))
    parser.add_argument("--report", action="append", metavar="ID", help=told("truth.report"))
    parser.add_argument("--hands", action="store_true", help=told("truth.hands"))
    parser.add_argument("--whole", action="store_true", help=told("truth.whole"))
    options = parser.parse_args(arguments)
    catalog = load()
    cards = Cards.of(catalog)
    examples, _ = read_examples(catalog)
    known = dict.fromkeys(example.report for example in examples if example.report)
    reports = options.report or list(known)
    unknown = [report for report in reports if report not in known]
    if unknown:
        print(told("truth.unknown", reports="、".join(unknown), known="、".join(known)), file=sys.stderr)
        return 2
    if options.whole:
        _tell_whole(read_again(catalog, examples, cards, reports))
    else:
        _tell(left_out(examples, cards, reports, options.hands))
    return 0


def _tell_whole(read: Sequence[Reread]) -> None:
    print("report\tvalues\trecall\tprecision\twhole\tpublished or suggested\tto confirm")
    together = [reduce(add, read)] if read else []
    for name, one in [*((one.report_id, one) for one in read), *(("all", one) for one in together)]:
        shares = (
            one.right / max(one.values, 1),
            one.right / max(one.published, 1),
            one.whole / max(one.right, 1),
            (one.right + one.among) / max(one.values, 1),
        )
        print(f"{name}\t{one.values}\t" + "\t".join(f"{share:.3f}" for share in shares) + f"\t{one.asked}")


def _tell(judged: Sequence[Judged]) -> None:
    print("report\tvalues\trecall\tprecision\tfirst\tthree")
    for source in dict.fromkeys(_source(one.example) for one in judged):
        _line(source, Score.of([one for one in judged if _source(one.example) == source]))
    _line("all", Score.of(judged))
    print("\nsure\trecall\tprecision")
    for sure in _GRID:
        score = Score.of(judged, sure)
        print(f"{sure:.3f}\t{score.recall:.3f}\t{score.precision:.4f}")
    print("\nchance\tnumbers\tright")
    for lower in range(10):
        own = [one for one in judged if lower <= one.suggestion.sureness * 10 < lower + 1 + (lower == 9)]
        print(f"{lower / 10:.1f}\t{len(own)}\t{sum(one.right for one in own) / max(len(own), 1):.3f}")
    print("\nkind\tvalues\trecall\tprecision\tfirst\tthree")
    for kind, _ in Counter(_kind(one) for one in judged).most_common():
        _line(kind, Score.of([one for one in judged if _kind(one) == kind]))
    print("\nmetric\tvalues\trecall\tprecision\tfirst\tthree")
    for metric in sorted({metric for one in judged for metric in one.example.metrics}):
        own = [one for one in judged if metric in one.example.metrics or metric == one.first]
        score = Score.of(own)
        if score.first < 1 or score.recall < 1:
            _line(metric, score)
    print()
    wrong = [one for one in judged if not one.right and (one.example.metrics or one.suggestion.sureness >= SURE)]
    for one in sorted(wrong, key=lambda one: -one.suggestion.sureness)[:_WORST]:
        known = "、".join(sorted(one.example.metrics)) or "-"
        shown = one.example.sentence.replace("\n", "⏎").replace("\t", " ")
        print(f"{one.suggestion.sureness:.2f}\t{_source(one.example)}\t{known}\t{one.first}\t{shown}")


def _kind(one: Judged) -> str:
    """The kind of statement as the example tells it, else as the model takes it for: reviews do not tell."""
    return one.example.kind or one.suggestion.kind


def _source(example: Example) -> str:
    """The report an example stands in, else whose sentence it is."""
    return example.report or f"{example.hand}: sentences"


def _line(name: str, score: Score) -> None:
    shares = "\t".join(f"{share:.3f}" for share in (score.recall, score.precision, score.first, score.three))
    print(f"{name}\t{score.values}\t{shares}")


if __name__ == "__main__":
    sys.exit(main())
