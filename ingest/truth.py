"""``python -m ingest.truth``: how right the decisions are on what was left out when they were learned.

Each hand, or each report, is left out in turn; the model is fitted on the rest and asked for its numbers.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.load import load
from catalog.words import told
from ingest.meaning.examples import SURE, read_examples
from ingest.meaning.model import ExampleModel
from ingest.meaning.pairs import Cards
from ingest.meaning.sentences import Example
from ingest.numbers.printed import Suggestion

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
    """The numbers of ``reports``, each judged by a model that knows nothing of its report, or of its hand."""
    hand_of = {example.report: example.hand for example in examples if example.report}
    judged: list[Judged] = []
    groups: dict[str, list[str]] = {}
    for report in reports:
        groups.setdefault(hand_of[report] if by_hand else report, []).append(report)
    for group, own in groups.items():
        rest = [e for e in examples if (e.hand if by_hand else e.report) != group]
        model = ExampleModel.fitted(rest, cards)
        for report in own:
            here = [example for example in examples if example.report == report]
            found = model.suggest([example.label for example in here], [example.passage for example in here])
            judged += [Judged(example, suggestion) for example, suggestion in zip(here, found, strict=True)]
    return judged


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m ingest.truth", description=told("truth.description"))
    parser.add_argument("--report", action="append", metavar="ID", help=told("truth.report"))
    parser.add_argument("--hands", action="store_true", help=told("truth.hands"))
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
    _tell(left_out(examples, cards, reports, options.hands))
    return 0


def _tell(judged: Sequence[Judged]) -> None:
    print("report\tvalues\trecall\tprecision\tfirst\tthree")
    for report in dict.fromkeys(one.example.report for one in judged):
        _line(report, Score.of([one for one in judged if one.example.report == report]))
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
    for kind, _ in Counter(one.suggestion.kind for one in judged).most_common():
        _line(kind, Score.of([one for one in judged if one.suggestion.kind == kind]))
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
        print(f"{one.suggestion.sureness:.2f}\t{one.example.report}\t{known}\t{one.first}\t{shown}")


def _line(name: str, score: Score) -> None:
    shares = "\t".join(f"{share:.3f}" for share in (score.recall, score.precision, score.first, score.three))
    print(f"{name}\t{score.values}\t{shares}")


if __name__ == "__main__":
    sys.exit(main())
