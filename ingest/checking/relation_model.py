"""How likely numbers are meant to be in a relation, learned from texts in which all numbers agree.

Nobody marks anything: of a text that agrees with itself, numbers that add up are meant to, and those that do not are
not. What the words round the first have and the others lack tells of any other text where numbers should agree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.checking.candidates import KINDS, Kind
from ingest.checking.relation_signs import Signs, figures_of
from ingest.meaning.trees import Trees

# What ``python -m benchmarks.relations --learn`` fitted, as plain arrays.
RELATION_TREES = Path(__file__).with_name("relation_trees.npz")
# Words looked at, and in how many hands and places one must stand to be looked at.
_WORDS, _HANDS, _PLACES = 450, 3, 6
_OFTEN = 60
# How fine numbers are kept: halves of places and thousandths of what a leaf adds are enough.
_KEPT = {"feature": np.int16, "threshold": np.float32, "value": np.float16}
_USED = {"feature": np.int32, "threshold": np.float64, "value": np.float64}
_BAGS, _ROUNDS, _LEAVES = 2, 220, 22


@dataclass(frozen=True)
class RelationTrees:
    """The trees of one kind of relation, and the words and figures that they look at."""

    words: tuple[str, ...]
    figures: tuple[str, ...]
    trees: Trees

    @classmethod
    def fitted(
        cls,
        seen: Sequence[Signs],
        holds: Sequence[bool],
        hands: Sequence[str],
        weights: Sequence[float],
        bags: int = _BAGS,
    ) -> RelationTrees:
        """Fits trees on candidates of one kind.

        Args:
            seen: the signs of each, shape (n,).
            holds: whether its numbers are in the relation, shape (n,).
            hands: who wrote it, shape (n,): words of few hands are not looked at.
            weights: how many such candidates each stands for, shape (n,).
            bags: how many fits the chance is the mean of.
        """
        words = _telling(seen, holds, hands)
        figures = tuple(sorted({name for one in seen for name in one.figures}))
        trees = Trees.bagged(
            _rows(words, figures, seen), np.array(holds, np.float32), bags, rounds=_ROUNDS, leaves=_LEAVES
        )
        return cls(words, figures, trees)

    def chances(self, seen: Sequence[Signs]) -> npt.NDArray[np.float64]:
        """How likely each candidate is meant to be in the relation; shape (n,)."""
        return self.trees.chance(_rows(self.words, self.figures, seen))


@dataclass(frozen=True)
class RelationModel:
    """The trees of each kind of relation."""

    trees: Mapping[Kind, RelationTrees]

    def chances(self, kind: Kind, seen: Sequence[Signs]) -> npt.NDArray[np.float64]:
        """How likely each candidate of a kind is meant to be in the relation; shape (n,)."""
        return self.trees[kind].chances(seen) if seen else np.zeros(0)

    def save(self, path: Path) -> None:
        """Writes the arrays of all trees."""
        arrays: dict[str, Any] = {}
        for kind, own in self.trees.items():
            arrays |= {f"{kind} words": np.array(own.words), f"{kind} figures": np.array(own.figures)}
            for field in fields(Trees):
                whole = np.asarray(getattr(own.trees, field.name))
                arrays[f"{kind} {field.name}"] = whole.astype(_KEPT.get(field.name, whole.dtype))
        np.savez_compressed(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> RelationModel:
        """Reads what :meth:`save` wrote."""
        with np.load(path, allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files}
        trees: dict[Kind, RelationTrees] = {}
        for kind in KINDS:
            own: dict[str, Any] = {field.name: arrays[f"{kind} {field.name}"] for field in fields(Trees)}
            own |= {name: own[name].astype(used) for name, used in _USED.items()}
            words, figures = (tuple(map(str, arrays[f"{kind} {name}"])) for name in ("words", "figures"))
            trees[kind] = RelationTrees(words, figures, Trees(**{**own, "baseline": float(own["baseline"])}))
        return cls(trees)


@cache
def learned_model() -> RelationModel:
    """The model kept beside this file."""
    return RelationModel.load(RELATION_TREES)


def _telling(seen: Sequence[Signs], holds: Sequence[bool], hands: Sequence[str]) -> tuple[str, ...]:
    """The words that tell relations from what is none: those whose share differs most, in hands enough."""
    true, other, written = Counter[str](), Counter[str](), defaultdict[str, set[str]](set)
    for one, held, hand in zip(seen, holds, hands, strict=True):
        (true if held else other).update(one.words)
        if held:
            for word in one.words:
                written[word].add(hand)
    related = sum(holds)
    unrelated = len(holds) - related

    def weight(word: str) -> tuple[float, str]:
        share = (true[word] + other[word]) / len(holds)
        apart = true[word] / related - other[word] / unrelated
        return -abs(apart) / np.sqrt(share * (1 - share) + 1e-9), word

    own = [word for word in true if len(written[word]) >= _HANDS and true[word] >= _PLACES]
    own += [word for word in other if other[word] >= _OFTEN and word not in true]
    return tuple(sorted(own, key=weight)[:_WORDS])


def _rows(words: Collection[str], figures: Sequence[str], seen: Sequence[Signs]) -> npt.NDArray[np.float32]:
    """What the trees look at: shape (n, words and figures)."""
    rows = np.zeros((len(seen), len(words) + len(figures)), np.float32)
    places = {word: place for place, word in enumerate(words)}
    for row, one in zip(rows, seen, strict=True):
        row[[places[word] for word in one.words & places.keys()]] = 1
        row[len(words) :] = figures_of(figures, one)
    return rows
