"""The model that decides by example: fitted from examples, kept as arrays, asked for the likeliest metrics of numbers.

First the words alone: ridge regression over all fields in one vector, for metrics and for kinds of statement. Then
boosted trees look at each number with each of its candidates (:mod:`ingest.meaning.pairs`), and others a second time,
when all numbers of the report have their chances (:mod:`ingest.meaning.second_look`). The trees learn from examples
read as if their hand were unknown, so that their chances hold for a hand nobody has read yet. What people decide later
is learned by the words alone, in a second: the trees, whose fitting takes longer, stay.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse
from threadpoolctl import threadpool_limits

from ingest.meaning.labels import Label
from ingest.meaning.pairs import Asked, Cards, Compared, Known, Pairs, pair
from ingest.meaning.second_look import look_again
from ingest.meaning.sentences import Example
from ingest.meaning.trees import Trees, load_fitting
from ingest.meaning.wording import FIELDS, Floats, Texts, Worded, Wording
from ingest.numbers.printed import Likely, Suggestion

_RIDGE = np.float32(0.3)
_NONE = np.zeros((0, 0), np.float32)
_RESULT = "result"
# Of the marked sentences only so many teach the trees: enough, and fitted in time.
_SENTENCES_FOR_TREES = 1200
# Examples from which on a metric is known to the model: what it finds unlikely then is.
_ENOUGH = 6
# Parts of the hands whose first chances the others' trees give.
_FOLDS = 3
# Trees of the first look: the second one mends what they leave open.
_FIRST_ROUNDS = 45
# Hands and folds that are learned from beside each other; each by one thread, so that the sums are always the same.
_AT_ONCE = 2
# Numbers that are looked at together: most reports whole.
_STRETCH = 400


@dataclass(frozen=True)
class ExampleModel:
    """A fitted model. ``sources`` and ``sentences`` are the examples' hands or reports, and their words.

    ``gram`` is that of all examples' vectors, by which more are learned; empty in one that learns no more. ``decided``
    is how many examples, the last ones, people have decided since, and ``before`` what gave metrics without them.
    """

    cards: Cards
    kinds: tuple[str, ...]
    wording: Wording
    known: Known
    sources: tuple[str, ...]
    sentences: tuple[str, ...]
    to_metrics: Floats
    to_kinds: Floats
    gram: Floats
    trees: Trees
    second: Trees
    decided: int = 0
    before: Floats = field(default_factory=lambda: _NONE)

    @classmethod
    def fitted(cls, examples: Sequence[Example], cards: Cards) -> ExampleModel:
        """A model of examples, those of each hand left out in turn to teach the trees."""
        # What is loaded later would not be held to one thread by all who fit beside each other.
        load_fitting()
        with threadpool_limits(1):
            labels = [example.label for example in examples]
            wording, worded = Wording.learned(labels)
            # Where no sentence tells a kind of statement, all are results.
            kinds = tuple(sorted({example.kind for example in examples if example.kind})) or (_RESULT,)
            known = Known.of(
                worded,
                np.array([[id_ in e.metrics for id_ in cards.ids] for e in examples], bool),
                np.array([[kind == e.kind for kind in kinds] for e in examples], np.float32),
            )
            ridge = _Ridge(worded.one, known)
            lessons = _lessons(examples, worded, known, ridge, cards, wording)
            everything, gram = ridge.without(np.zeros(len(examples), bool)), ridge.gram
            # All vectors are the largest of what a fit holds.
            del ridge, worded
            trees, second = _grown(lessons, cards)
        sources = tuple(example.report or example.hand for example in examples)
        sentences = tuple(example.sentence for example in examples)
        return cls(cards, kinds, wording, known, sources, sentences, *everything, gram, trees, second)

    def learned(self, examples: Sequence[Example]) -> ExampleModel:
        """The model of its own examples and some more, of which no kind of statement is told.

        Their words weigh as in its own, and its trees stay. It learns once: from a model that has not learned yet.
        """
        with threadpool_limits(1):
            worded = self.wording.read([example.label for example in examples])
            values = np.array([[id_ in e.metrics for id_ in self.cards.ids] for e in examples], bool)
            # How far what the words say of the new ones is from what people said.
            amiss = values - worded.one @ self.to_metrics
            change = _solved(self.gram + worded.one.T @ worded.one, worded.one.T @ amiss)
            known = self.known.and_more(
                Known.of(worded, values, np.zeros((len(examples), len(self.kinds)), np.float32))
            )
        return replace(
            self, known=known, to_metrics=self.to_metrics + change, gram=_NONE,
            decided=len(examples), before=self.to_metrics,
            sources=(*self.sources, *(example.report or example.hand for example in examples)),
            sentences=(*self.sentences, *(example.sentence for example in examples)),
        )  # fmt: skip

    @cached_property
    def taught(self) -> frozenset[str]:
        """The metrics that have examples enough to be told by them."""
        counts = self.known.values.sum(axis=0)
        return frozenset(id_ for id_, count in zip(self.cards.ids, counts, strict=True) if count >= _ENOUGH)

    def suggest(
        self, labels: Sequence[Label], passages: Sequence[int], report: str = "", editions: Collection[str] = ()
    ) -> list[Suggestion]:
        """The likeliest metrics of a report's numbers.

        Args:
            labels: of its numbers, in reading order.
            passages: the passage each stands in.
            report: a reviewed report whose own examples are left out: what it is asked about came after its review.
            editions: what the report and its editions are called. What people decided of it teaches nothing of its
                other numbers: these share its sentences, and the trees have learned from reports nobody knew.
        """
        judged = not set(self.sources[len(self.sources) - self.decided :]).isdisjoint(editions)
        compared = self._without(report, editions) if judged or report in self.sources else self._whole
        to_metrics = self.before if judged else self.to_metrics
        return [
            one
            for part in _stretches(passages)
            for one in self._suggest(labels[part], passages[part], compared, to_metrics)
        ]

    @cached_property
    def _whole(self) -> Compared:
        """All examples, which numbers of most reports are compared with."""
        return self._without("", ())

    def _without(self, report: str, editions: Collection[str]) -> Compared:
        own = len(self.sources) - self.decided
        kept = np.array(
            [
                source != report and not (place >= own and source in editions)
                for place, source in enumerate(self.sources)
            ],
            bool,
        )
        return Compared.of(self.known, kept, self.cards, self.wording)

    def _suggest(
        self, labels: Sequence[Label], passages: Sequence[int], compared: Compared, to_metrics: Floats
    ) -> list[Suggestion]:
        """The same for a stretch of a report: numbers of one passage, and those beside it, tell of each other."""
        with threadpool_limits(1):
            worded = self.wording.read(labels)
            scores, kinds = worded.one @ to_metrics, worded.one @ self.to_kinds
            asked = Asked(worded, scores, kinds, ["this"] * len(labels), passages, [_time(own) for own in labels])
            pairs = pair(asked, compared)
            first = self.trees.chance(pairs.x).reshape(pairs.metrics.shape)
            seen = look_again(asked, pairs, first, self.cards)
            chances = self.second.chance(seen).reshape(pairs.metrics.shape).round(4)
        told = [self.kinds[place] for place in kinds.argmax(axis=1)]
        return [
            self._suggestion(pairs, row, own, kind) for row, (own, kind) in enumerate(zip(chances, told, strict=True))
        ]

    def _suggestion(self, pairs: Pairs, row: int, chances: npt.NDArray[np.float64], kind: str) -> Suggestion:
        likely: list[Likely] = []
        for place in np.argsort(-chances, kind="stable")[:3]:
            nearest = pairs.nearest[row, place]
            words = ("", "") if nearest < 0 else (self.sentences[nearest], self.sources[nearest])
            likely.append(Likely(self.cards.ids[pairs.metrics[row, place]], float(chances[place]), *words))
        return Suggestion(tuple(likely), kind)

    # ---- kept as arrays ------------------------------------------------------------------------
    def save(self, path: Path) -> None:
        """Keeps the model at ``path``, in one step."""
        arrays: dict[str, npt.NDArray[np.generic]] = {
            "values": self.known.values, "example_kinds": self.known.kinds, "units": self.known.units,
            "sizes": self.known.sizes, "gram": self.gram,
            "to_metrics": self.to_metrics, "to_kinds": self.to_kinds,
            "decided": np.array(self.decided), "before": self.before,
            "words": np.frombuffer(json.dumps([self.kinds, self.sources, self.sentences]).encode(), np.uint8),
        }  # fmt: skip
        for look, trees in (("first", self.trees), ("second", self.second)):
            arrays |= {f"{look}_{name}": np.asarray(getattr(trees, name)) for name in _TREE_ARRAYS}
        for name in FIELDS:
            own = self.known.fields[name]
            arrays |= {f"rarity_{name}": self.wording.rarity[name], f"{name}_rows": own.rows}
            arrays |= {f"{name}_{part}": getattr(own.held, part) for part in _SPARSE_ARRAYS}
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npz", delete=False) as draft:
            np.savez(draft, allow_pickle=False, **arrays)
        os.replace(draft.name, path)

    @classmethod
    def loaded(cls, path: Path, cards: Cards, *, learns: bool = False) -> ExampleModel:
        """The model kept at ``path``, with what it needs to learn more only where it ``learns``.

        Raises:
            OSError, ValueError, KeyError: there is none, or it is broken.
        """
        with np.load(path, allow_pickle=False) as kept:
            kinds, sources, sentences = json.loads(kept["words"].tobytes())
            wording = Wording({name: kept[f"rarity_{name}"] for name in FIELDS})
            fields = {}
            for name in FIELDS:
                rows = kept[f"{name}_rows"]
                shape = len(wording.rarity[name]), int(rows.max()) + 1
                held = sparse.csr_array(tuple(kept[f"{name}_{part}"] for part in _SPARSE_ARRAYS), shape=shape)
                fields[name] = Texts(held, rows)
            known = Known(fields, kept["units"], kept["sizes"], kept["values"], kept["example_kinds"])
            first, second = (
                Trees(**{name: kept[f"{look}_{name}"] for name in _TREE_ARRAYS}) for look in ("first", "second")
            )
            gram = kept["gram"] if learns else _NONE
            return cls(
                cards, tuple(kinds), wording, known, tuple(sources), tuple(sentences), kept["to_metrics"],
                kept["to_kinds"], gram, first, second, int(kept["decided"]), kept["before"],
            )  # fmt: skip


_TREE_ARRAYS = ("feature", "threshold", "left", "right", "lost_left", "value", "roots", "baseline")
_SPARSE_ARRAYS = ("data", "indices", "indptr")


def _stretches(passages: Sequence[int]) -> Iterator[slice]:
    """A report in stretches that bound the memory, cut between passages where one is not too long itself."""
    start = 0
    for at in range(1, len(passages) + 1):
        full = at - start >= _STRETCH
        if at == len(passages) or (full and passages[at] != passages[at - 1]) or at - start >= 2 * _STRETCH:
            yield slice(start, at)
            start = at


class _Ridge:
    """Ridge regression that can leave rows out without being fitted anew: their share is taken from the sums."""

    def __init__(self, one: Floats, known: Known) -> None:
        self._one, self._values, self._kinds = one, known.values.astype(np.float32), known.kinds
        # Of reviewed numbers the kind of statement is not known.
        self._told = known.kinds.any(axis=1)
        self._all = self._sums(np.ones(len(one), bool))
        *_, kind_gram, kinds = self._all
        self._to_kinds = _solved(kind_gram, kinds) if self._told.any() else np.zeros_like(kinds)

    @property
    def gram(self) -> Floats:
        """The sums of products of all rows."""
        return self._all[0]

    def _sums(self, rows: npt.NDArray[np.bool_]) -> tuple[Floats, Floats, Floats, Floats]:
        one, told = _of(self._one, rows), _of(self._one, rows & self._told)
        gram = one.T @ one
        # Of one hand's numbers all kinds are known, or none.
        told_gram = gram if len(told) == len(one) else told.T @ told if len(told) else _NONE
        return gram, one.T @ _of(self._values, rows), told_gram, told.T @ self._kinds[rows & self._told]

    def without(self, rows: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """The weights that give metrics and kinds from all but ``rows``."""
        own = list(zip(self._all, self._sums(rows), strict=True))
        gram, metrics = (a - b for a, b in own[:2])
        to_metrics = _solved(gram, metrics)
        if not (rows & self._told).any():
            return to_metrics, self._to_kinds
        kind_gram, kinds = (a - b for a, b in own[2:])
        return to_metrics, _solved(kind_gram, kinds)


def _of(all_rows: Floats, rows: npt.NDArray[np.bool_]) -> Floats:
    return all_rows if rows.all() else all_rows[rows]


def _solved(gram: Floats, target: Floats) -> Floats:
    # Reading solves nothing, and would load it for nothing. Its threads are known, and held, only once it is loaded.
    from scipy.linalg import cho_factor, cho_solve

    held = gram.copy()
    held.flat[:: len(held) + 1] += _RIDGE
    with threadpool_limits(1):
        # It is its own transpose, and laid out so it is solved in its place.
        factor = cho_factor(held.T, lower=True, overwrite_a=True, check_finite=False)
        solved: Floats = cho_solve(factor, target, check_finite=False)
    return solved


@dataclass(frozen=True)
class _Lesson:
    """The numbers of one hand, read as if nothing of that hand were known: their pairs, and which of them are true."""

    asked: Asked
    pairs: Pairs
    true: Floats


def _lessons(
    examples: Sequence[Example], worded: Worded, known: Known, ridge: _Ridge, cards: Cards, wording: Wording
) -> list[_Lesson]:
    """What the trees learn from, hand by hand."""
    taught = _taught(examples)

    def lesson(own: npt.NDArray[np.bool_]) -> _Lesson:
        rows = np.flatnonzero(own & taught)
        to_metrics, to_kinds = ridge.without(own)
        told = worded[rows]
        here = [examples[int(row)] for row in rows]
        asked = Asked(
            told, told.one @ to_metrics, told.one @ to_kinds, [one.report for one in here],
            [one.passage for one in here], [_time(one.label) for one in here],
        )  # fmt: skip
        pairs = pair(asked, Compared.of(known, ~own, cards, wording))
        true = np.take_along_axis(known.values[rows], pairs.metrics, axis=1).ravel()
        # Their vectors have told what they had to.
        asked = replace(asked, worded=replace(told, fields={}, one=_NONE))
        return _Lesson(asked, pairs, true.astype(np.float32))

    with ThreadPoolExecutor(_AT_ONCE) as beside:
        return list(beside.map(lesson, [own for own in _hands(examples) if (own & taught).any()]))


def _grown(lessons: Sequence[_Lesson], cards: Cards) -> tuple[Trees, Trees]:
    """The trees of the first look and of the second, which learn from chances that others than their own hand gave."""
    folds = [lessons[start::_FOLDS] for start in range(min(_FOLDS, len(lessons)))]
    taught_by = [[one for other in folds if other is not fold for one in other] or fold for fold in folds]
    with ThreadPoolExecutor(_AT_ONCE) as beside:
        *of_folds, first = beside.map(_first_trees, [*taught_by, lessons])
    seen: list[Floats] = []
    true: list[Floats] = []
    for fold, trees in zip(folds, of_folds, strict=True):
        for lesson in fold:
            chances = trees.chance(lesson.pairs.x).reshape(lesson.pairs.metrics.shape)
            seen.append(look_again(lesson.asked, lesson.pairs, chances, cards))
            true.append(lesson.true)
    return first, Trees.fitted(np.concatenate(seen), np.concatenate(true))


def _first_trees(lessons: Sequence[_Lesson]) -> Trees:
    x = np.concatenate([lesson.pairs.x for lesson in lessons])
    return Trees.fitted(x, np.concatenate([lesson.true for lesson in lessons]), rounds=_FIRST_ROUNDS)


def _time(label: Label) -> str:
    """What tells a number of another time from the report's own."""
    return repr(label.when) if label.compares else ""


def _hands(examples: Sequence[Example]) -> Iterator[npt.NDArray[np.bool_]]:
    hands = np.array([example.hand for example in examples])
    for hand in dict.fromkeys(example.hand for example in examples):
        yield hands == hand


def _taught(examples: Sequence[Example]) -> npt.NDArray[np.bool_]:
    """All reviewed numbers, and as many sentences as are needed, evenly spread."""
    alone = [row for row, example in enumerate(examples) if not example.report]
    step = max(1, round(len(alone) / _SENTENCES_FOR_TREES))
    taught = np.array([bool(example.report) for example in examples])
    taught[alone[::step]] = True
    return taught
