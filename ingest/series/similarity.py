"""How alike the mentions of two editions are: figures in which no word is left."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from catalog.lexicon import SeriesWords
from ingest.series.mention import PARTS, Mention

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

# What a part of the words weighs in the plain similarity, and how long its n-grams of characters are.
_PARTS: Mapping[str, tuple[float, tuple[int, int]]] = {
    "near": (0.28, (1, 3)),
    "left": (0.16, (2, 3)),
    "right": (0.12, (1, 3)),
    "lead": (0.06, (2, 3)),
    "outline": (0.10, (2, 3)),
    "row": (0.12, (1, 3)),
    "column": (0.06, (1, 3)),
    "said": (0.10, (1, 3)),
    "whole": (0.06, (1, 3)),
}
_EQUAL_PARTS = ("near", "row", "column", "outline", "whole")
# Pairs looked at: the likeliest of each mention in each other edition.
_KEPT = 10
# Editions before it that an edition is compared with: with all of them, a thousand would square the work.
EDITIONS_BACK = 6
_SECOND = 2
_LAST_RANK = 9
_FARTHEST_MONTHS = 24
# Kinds that cost most where only one of two mentions has them (change, prior, target, cumulative).
_DECIDING_KINDS = 4
_NO_WORDS = " "
_ANY_WORDS = "。。"


@dataclass(frozen=True)
class Pairs:
    """Pairs of mentions of two editions that are worth a look, as places in the list of mentions.

    ``one`` and ``other`` have shape (n,), ``x`` (n, features); ``one`` is of the earlier edition.
    """

    one: Places
    other: Places
    x: Floats


class Units:
    """Which units count alike."""

    def __init__(self, words: SeriesWords) -> None:
        self._first = {unit: group[0] for group in words.units_alike for unit in group}
        self._scales = words.scales

    def family(self, unit: str) -> str:
        """The unit that stands for all that count like ``unit``."""
        return self._first.get(unit, unit)

    def scale(self, unit: str) -> float:
        """How many of another unit of its group one is: 0.001 公噸 for 公斤."""
        return self._scales.get(unit, 1.0)


class Comparer:
    """Compares an agency's mentions. What no other edition says weighs much, what each sentence says little.

    Args:
        mentions: of all editions, in their order.
        units: which units count alike.
        bridged: the pairs of places of which one repeats, as the period before, what the other printed; of each
            whether that figure itself stands right beside, and is not only what a change makes of it.
    """

    def __init__(self, mentions: Sequence[Mention], units: Units, bridged: Mapping[tuple[int, int], bool]) -> None:
        self._bridged = bridged
        self._vectors = {name: _vectors([m.text[name] for m in mentions], _PARTS[name][1]) for name in PARTS}
        self._equal = {name: np.array([m.text[name] for m in mentions]) for name in _EQUAL_PARTS}
        self._unit = np.array([m.unit for m in mentions])
        self._family = np.array([units.family(m.unit) for m in mentions])
        self._kinds = np.array([m.kinds for m in mentions], np.float32)
        self._table = np.array([m.in_table for m in mentions])
        self._magnitude = np.log10(np.abs(np.array([m.value for m in mentions])) + 1e-3)
        self._scale = np.log10(np.array([units.scale(m.unit) for m in mentions]))
        self._place = np.array([m.place for m in mentions])
        self._off = np.array([m.months_off for m in mentions])
        self._months = np.array([m.months for m in mentions])
        editions: dict[int, list[int]] = defaultdict(list)
        for at, mention in enumerate(mentions):
            editions[mention.edition].append(at)
        self._editions = [np.array(editions[number]) for number in sorted(editions)]

    def pairs(self) -> Iterator[Pairs]:
        """The pairs of each two editions that are not too far apart."""
        for at, second in enumerate(self._editions):
            for first in self._editions[max(0, at - EDITIONS_BACK) : at]:
                yield self._between(first, second)

    def _between(self, a: Places, b: Places) -> Pairs:
        parts = {name: np.asarray((v[a] @ v[b].T).todense(), np.float32) for name, v in self._vectors.items()}
        plain = self._plain(a, b, parts)
        along, across = _ranks(plain), _ranks(plain.T).T
        looked = np.minimum(along, across) < _KEPT
        # What repeats the other's figure is looked at however little alike their words are: 進館 and 到館人次.
        places, places_too = {at: no for no, at in enumerate(a.tolist())}, {at: no for no, at in enumerate(b.tolist())}
        for (early, late), is_told in self._bridged.items():
            if is_told and early in places and late in places_too:
                looked[places[early], places_too[late]] = True
        i, j = np.nonzero(looked)
        mine = plain[i, j]
        around = np.pad(plain, 2)
        beside = np.stack([around[i + 2 + d, j + 2 + d] for d in (-2, -1, 1, 2)], axis=1)
        one, other = a[i], b[j]
        kinds, others = self._kinds[one], self._kinds[other]
        low = np.minimum(self._magnitude[one], self._magnitude[other])
        # Of one measure told in two units (公斤, 公噸), how much more the one is.
        in_kin = np.where(self._family[one] == self._family[other], self._scale[one] - self._scale[other], 0)
        apart = self._magnitude[one] - self._magnitude[other] + in_kin
        off, off_too = self._off[one], self._off[other]
        x = np.column_stack([
            mine,
            *(parts[name][i, j] for name in PARTS),
            self._unit[one] == self._unit[other],
            self._family[one] == self._family[other],
            kinds != others,
            kinds + others,
            self._table[one] & self._table[other],
            self._table[one] != self._table[other],
            np.minimum(along[i, j], _LAST_RANK),
            np.minimum(across[i, j], _LAST_RANK),
            mine - _rival(plain, i, mine),
            mine - _rival(plain.T, j, mine),
            beside,
            beside.max(axis=1),
            *((words[one] == words[other]) for words in self._equal.values()),
            [(first, second) in self._bridged for first, second in zip(one.tolist(), other.tolist(), strict=True)],
            abs(apart),
            apart == 0,
            low,
            abs(self._place[one] - self._place[other]),
            off == off_too,
            abs(off - off_too).clip(0, _FARTHEST_MONTHS),
            abs(off).clip(0, _FARTHEST_MONTHS) + abs(off_too).clip(0, _FARTHEST_MONTHS),
            (self._months[one] > 0) != (self._months[other] > 0),
        ]).astype(np.float32)  # fmt: skip
        return Pairs(one, other, x)

    def _plain(self, a: Places, b: Places, parts: Mapping[str, Floats]) -> Floats:
        """Similarity of all mentions of two editions by fixed weights, shape (of a, of b)."""
        plain = sum((weight * parts[name] for name, (weight, _) in _PARTS.items()), np.zeros((len(a), len(b))))
        mixed = self._table[a][:, None] != self._table[b][None, :]
        plain = np.where(mixed, 0.5 * plain + 0.5 * parts["said"], plain)
        kin = self._family[a][:, None] == self._family[b][None, :]
        same = self._unit[a][:, None] == self._unit[b][None, :]
        one, other = self._kinds[a][:, None, :_DECIDING_KINDS], self._kinds[b][None, :, :_DECIDING_KINDS]
        differing = np.abs(one - other).sum(axis=2).clip(0, 2)
        weighed: Floats = (plain * (0.35 + 0.45 * kin + 0.2 * same) * (1 - 0.25 * differing)).astype(np.float32)
        return weighed


def _vectors(texts: Sequence[str], lengths: tuple[int, int]) -> csr_matrix:
    """N-grams of each text, weighed by how rare they are, as a sparse matrix of rows of length one."""
    columns: dict[str, int] = {}
    counts: list[int] = []
    places: list[int] = []
    ends = [0]
    # Many mentions share the words around them, all of a table its title.
    known: dict[str, tuple[list[int], list[int]]] = {}
    # The last keeps the vocabulary from being empty.
    for text in (*texts, _ANY_WORDS):
        if text not in known:
            found = Counter(_runs(text or _NO_WORDS, lengths))
            known[text] = [columns.setdefault(run, len(columns)) for run in found], list(found.values())
        places += known[text][0]
        counts += known[text][1]
        ends.append(len(places))
    shape = (len(ends) - 1, len(columns))
    vectors = csr_matrix((np.array(counts, np.float32), np.array(places, np.int32), np.array(ends, np.int32)), shape)
    vectors.sort_indices()
    spread = np.bincount(vectors.indices, minlength=shape[1]).astype(np.float32)
    rarity = np.log(np.float32(1 + shape[0]) / (1 + spread)) + np.float32(1)
    weights = (np.log(vectors.data) + np.float32(1)) * rarity[vectors.indices]
    rows = np.repeat(np.arange(shape[0]), np.diff(vectors.indptr))
    lengths_of_rows = np.sqrt(np.bincount(rows, weights * weights, minlength=shape[0]))
    vectors.data = (weights / lengths_of_rows[rows]).astype(np.float32)
    return vectors[:-1]


def _runs(text: str, lengths: tuple[int, int]) -> list[str]:
    """The runs of characters of a text, blanks taken together."""
    plain = re.sub(r"\s\s+", " ", text.lower())
    shortest, longest = lengths
    return [
        plain[start : start + length]
        for length in range(shortest, longest + 1)
        for start in range(len(plain) - length + 1)
    ]


def _ranks(plain: Floats) -> Places:
    """The rank of each of a row's figures, the largest 0."""
    ranks = np.empty(plain.shape, np.intp)
    order = np.argsort(-plain, axis=1, kind="stable")
    np.put_along_axis(ranks, order, np.broadcast_to(np.arange(plain.shape[1]), plain.shape), axis=1)
    return ranks


def _rival(plain: Floats, rows: Places, mine: Floats) -> Floats:
    """The largest figure of each of ``rows`` beside ``mine``."""
    padded = np.pad(plain, ((0, 0), (0, _SECOND)))
    top = -np.sort(-padded, axis=1)[:, :_SECOND]
    rivals: Floats = np.where(mine >= top[rows, 0], top[rows, 1], top[rows, 0])
    return rivals
