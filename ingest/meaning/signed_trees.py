"""Trees over what stands round a number or numbers: words by their place, and figures of order and distance.

The relations of numbers and the days they are of are both told by such signs, learned from texts at hand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.meaning.trees import Trees

# In how many hands and places a word must stand to be looked at.
_HANDS, _PLACES = 3, 6
_OFTEN = 60
# How fine numbers are kept: halves of places and thousandths of what a leaf adds are enough.
_KEPT = {"feature": np.int16, "threshold": np.float32, "value": np.float16}
_USED = {"feature": np.int32, "threshold": np.float64, "value": np.float64}

Figures = dict[str, float]


@dataclass(frozen=True)
class Signs:
    """``words``: pieces of text, and classes of words, by where they stand. ``figures`` by name."""

    words: frozenset[str]
    figures: Mapping[str, float]


@dataclass(frozen=True)
class SignedTrees:
    """Trees, and the words and figures that they look at."""

    words: tuple[str, ...]
    figures: tuple[str, ...]
    trees: Trees

    @classmethod
    def fitted(
        cls, seen: Sequence[Signs], holds: Sequence[bool], hands: Sequence[str], words: int, **grown: int
    ) -> SignedTrees:
        """Fits trees on candidates of one kind.

        Args:
            seen: the signs of each, shape (n,).
            holds: whether it is what the text means, shape (n,).
            hands: who wrote it, shape (n,): words of few hands are not looked at.
            words: how many words are looked at.
            grown: how many fits, and how large (see :meth:`Trees.bagged`).
        """
        told = _telling(seen, holds, hands)[:words]
        figures = tuple(sorted({name for one in seen for name in one.figures}))
        trees = Trees.bagged(_rows(told, figures, seen), np.array(holds, np.float32), **grown)
        return cls(told, figures, trees)

    def chances(self, seen: Sequence[Signs]) -> npt.NDArray[np.float64]:
        """How likely each candidate is what the text means; shape (n,)."""
        return self.trees.chance(_rows(self.words, self.figures, seen)) if seen else np.zeros(0)

    def arrays(self, name: str) -> dict[str, Any]:
        """All of it as plain arrays, whose keys begin with a name."""
        whole = {field.name: np.asarray(getattr(self.trees, field.name)) for field in fields(Trees)}
        own = {key: array.astype(_KEPT.get(key, array.dtype)) for key, array in whole.items()}
        own |= {"words": np.array(self.words), "figures": np.array(self.figures)}
        return {f"{name} {key}": array for key, array in own.items()}

    @classmethod
    def of(cls, arrays: Mapping[str, Any], name: str) -> SignedTrees:
        """What :meth:`arrays` gave."""
        own: dict[str, Any] = {field.name: arrays[f"{name} {field.name}"] for field in fields(Trees)}
        own |= {key: own[key].astype(used) for key, used in _USED.items()}
        words, figures = (tuple(map(str, arrays[f"{name} {key}"])) for key in ("words", "figures"))
        return cls(words, figures, Trees(**{**own, "baseline": float(own["baseline"])}))


def _telling(seen: Sequence[Signs], holds: Sequence[bool], hands: Sequence[str]) -> tuple[str, ...]:
    """The words that tell what is meant from what is not: those whose share differs most first, in hands enough."""
    true, other, written = Counter[str](), Counter[str](), defaultdict[str, set[str]](set)
    for one, held, hand in zip(seen, holds, hands, strict=True):
        (true if held else other).update(one.words)
        if held:
            for word in one.words:
                written[word].add(hand)
    meant = sum(holds)
    unmeant = len(holds) - meant

    def weight(word: str) -> tuple[float, str]:
        share = (true[word] + other[word]) / len(holds)
        apart = true[word] / meant - other[word] / unmeant
        return -abs(apart) / np.sqrt(share * (1 - share) + 1e-9), word

    own = [word for word in true if len(written[word]) >= _HANDS and true[word] >= _PLACES]
    own += [word for word in other if other[word] >= _OFTEN and word not in true]
    return tuple(sorted(own, key=weight))


def _rows(words: Collection[str], figures: Sequence[str], seen: Sequence[Signs]) -> npt.NDArray[np.float32]:
    """What the trees look at: shape (n, words and figures). A figure that a candidate has not is no number."""
    rows = np.zeros((len(seen), len(words) + len(figures)), np.float32)
    places = {word: place for place, word in enumerate(words)}
    for row, one in zip(rows, seen, strict=True):
        row[[places[word] for word in one.words & places.keys()]] = 1
        row[len(words) :] = [one.figures.get(name, np.nan) for name in figures]
    return rows
