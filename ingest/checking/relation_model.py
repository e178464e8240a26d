"""How likely numbers are meant to be in a relation, learned from texts in which all numbers agree.

Nobody marks anything: of a text that agrees with itself, numbers that add up are meant to, and those that do not are
not. What the words round the first have and the others lack tells of any other text where numbers should agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.checking.candidates import KINDS, Kind
from ingest.meaning.signed_trees import SignedTrees, Signs

# What ``python -m benchmarks.relations --learn`` fitted, as plain arrays.
RELATION_TREES = Path(__file__).with_name("relation_trees.npz")
_WORDS, _ROUNDS, _LEAVES = 450, 220, 22


@dataclass(frozen=True)
class RelationModel:
    """The trees of each kind of relation."""

    trees: Mapping[Kind, SignedTrees]

    def chances(self, kind: Kind, seen: Sequence[Signs]) -> npt.NDArray[np.float64]:
        """How likely each candidate of a kind is meant to be in the relation; shape (n,)."""
        return self.trees[kind].chances(seen)

    def save(self, path: Path) -> None:
        """Writes the arrays of all trees."""
        arrays: dict[str, Any] = {}
        for kind, own in self.trees.items():
            arrays |= own.arrays(kind)
        np.savez_compressed(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> RelationModel:
        """Reads what :meth:`save` wrote."""
        with np.load(path, allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files}
        return cls({kind: SignedTrees.of(arrays, kind) for kind in KINDS})


def relation_trees(seen: Sequence[Signs], holds: Sequence[bool], hands: Sequence[str], bags: int) -> SignedTrees:
    """The trees of one kind of relation (see :meth:`SignedTrees.fitted`)."""
    return SignedTrees.fitted(seen, holds, hands, _WORDS, bags=bags, rounds=_ROUNDS, leaves=_LEAVES)


@cache
def learned_model() -> RelationModel:
    """The model kept beside this file."""
    return RelationModel.load(RELATION_TREES)
