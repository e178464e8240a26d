"""Labels as vectors: the characters of each field, weighed by how rare they are, and all fields in one short vector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from ingest.meaning.labels import Label

Floats = npt.NDArray[np.float32]

_BUCKETS = 2**15
WIDTH = 2048
# How much of the one vector is told apart by unit: numbers of two units are alike in the rest only.
_BY_UNIT = 0.65
_CUE, _CONSTANT = 0.12, 0.3


@dataclass(frozen=True)
class Field:
    """One field of a label: how much it weighs and which runs of characters it is compared by."""

    weight: float
    shortest: int
    longest: int


FIELDS: Mapping[str, Field] = {
    "own": Field(0.20, 1, 3), "behind": Field(0.10, 1, 3), "clause": Field(0.12, 2, 3), "left": Field(0.08, 2, 3),
    "subject": Field(0.06, 2, 3), "topic": Field(0.03, 2, 3), "whole": Field(0.05, 2, 3), "before": Field(0.03, 1, 2),
    "headings": Field(0.09, 2, 3), "row": Field(0.08, 1, 3), "column": Field(0.08, 1, 3), "title": Field(0.03, 2, 3),
    "turn": Field(0.02, 1, 3), "named": Field(0.12, 1, 3), "all": Field(0.10, 2, 3),
}  # fmt: skip


@dataclass(frozen=True)
class Texts:
    """One field of numbers: a row of ``held`` for each text that differs, and in ``rows`` which is each number's.

    Numbers share their headings, heads and neighbours: of ten texts seven are another's.
    """

    held: sparse.csr_array
    rows: npt.NDArray[np.int32]

    def __getitem__(self, numbers: npt.NDArray[np.intp] | slice) -> Texts:
        return Texts(self.held, self.rows[numbers])

    @property
    def distinct(self) -> Texts:
        """The same without texts that are no number's."""
        own, rows = np.unique(self.rows, return_inverse=True)
        return Texts(self.held[own], rows.astype(np.int32))

    @property
    def whole(self) -> sparse.csr_array:
        """A row for each number."""
        return self.held[self.rows]


Vectors = Mapping[str, Texts]


@dataclass(frozen=True)
class Worded:
    """Numbers as vectors, a row each: by field, and in one; with their units and sizes."""

    fields: Vectors
    one: Floats
    units: npt.NDArray[np.str_]
    sizes: Floats

    def __getitem__(self, rows: npt.NDArray[np.intp]) -> Worded:
        fields = {name: own[rows] for name, own in self.fields.items()}
        return Worded(fields, self.one[rows], self.units[rows], self.sizes[rows])


class Wording:
    """Turns labels into vectors.

    Args:
        rarity: for each field how rare each bucket of characters is among the labels it was :meth:`learned` from.
    """

    def __init__(self, rarity: Mapping[str, Floats]) -> None:
        self.rarity = rarity

    @classmethod
    def learned(cls, labels: Sequence[Label]) -> tuple[Wording, Worded]:
        """The wording of examples, and their labels as vectors."""
        counts = _counts(labels)
        wording = cls({name: _rarity(own) for name, own in counts.items()})
        return wording, wording._worded(labels, counts)

    def vectors(self, texts: Sequence[str], field: str) -> Texts:
        """The texts of one field as rows of length one."""
        return _weighed(_counted(texts, field), self.rarity[field])

    def read(self, labels: Sequence[Label]) -> Worded:
        """Labels as vectors."""
        return self._worded(labels, _counts(labels))

    def _worded(self, labels: Sequence[Label], counts: Vectors) -> Worded:
        fields = {name: _weighed(own, self.rarity[name]) for name, own in counts.items()}
        units = np.array([label.unit for label in labels] or [""])[: len(labels)]
        cues = np.array([label.cues for label in labels], np.float32).reshape(len(labels), -1)
        sizes = np.array([label.size for label in labels], np.float32)
        return Worded(fields, _in_one(fields, units, cues), units, sizes)


def _counts(labels: Sequence[Label]) -> Vectors:
    """How often each label has the runs of characters of each bucket, field by field."""
    return {name: _counted([_text(label, name) for label in labels], name) for name in FIELDS}


def _rarity(counts: Texts) -> Floats:
    """How rare each bucket of characters is among labels."""
    often = np.repeat(np.bincount(counts.rows), np.diff(counts.held.indptr))
    seen = np.bincount(counts.held.indices, often, minlength=_BUCKETS)
    rarity: Floats = (np.log((1 + len(counts.rows)) / (1 + seen)) + 1).astype(np.float32)
    return rarity


def _text(label: Label, field: str) -> str:
    if field == "named":
        return f"{label.row}|{label.column}|{label.whole}|{label.own}"
    if field == "all":
        parts = (label.headings, label.title, label.subject, label.row, label.column, f"{label.left}#{label.behind}")
        return "|".join(parts)
    return str(getattr(label, field))


def _counted(texts: Sequence[str], field: str) -> Texts:
    """How often each text has the runs of characters of each bucket."""
    own = FIELDS[field]
    found: list[int] = []
    ends = [0]
    distinct: dict[str, int] = {}
    rows = [distinct.setdefault(text, len(distinct)) for text in texts]
    for text in distinct:
        for length in range(own.shortest, own.longest + 1):
            found += [_bucket(text[start : start + length]) for start in range(len(text) - length + 1)]
        ends.append(len(found))
    ones = np.ones(len(found), np.float32)
    parts = (ones, np.array(found, np.int32), np.array(ends, np.int32))
    counts = sparse.csr_array(parts, shape=(len(distinct), _BUCKETS))
    counts.sum_duplicates()
    return Texts(counts, np.array(rows, np.int32))


@lru_cache(maxsize=2**17)
def _bucket(run: str) -> int:
    """The same on every machine and in every process, as no ``hash`` of a text is."""
    return crc32(run.encode("utf-8", "surrogatepass")) % _BUCKETS


def _weighed(counts: Texts, rarity: Floats) -> Texts:
    own = counts.held.copy()
    weights = ((1 + np.log(own.data)) * rarity[own.indices]).astype(np.float32)
    rows = np.repeat(np.arange(own.shape[0]), np.diff(own.indptr))
    length = np.sqrt(np.bincount(rows, weights * weights, minlength=own.shape[0]))
    own.data = weights / length[rows].astype(np.float32)
    return Texts(own, counts.rows)


def _in_one(fields: Vectors, units: npt.NDArray[np.str_], cues: Floats) -> Floats:
    """All fields in one vector of :data:`WIDTH`, with cues and a constant behind them.

    Each bucket is added, with a sign, at a place its hash names. Products of two such vectors are the weighed sum of
    the products of their fields, but for chance.
    """
    rows_of_all = len(units)
    one = np.zeros((rows_of_all, WIDTH + cues.shape[1] + 1), np.float32)
    codes = np.array([crc32(str(unit).encode()) for unit in units], np.uint64)
    for position, (name, texts) in enumerate(fields.items()):
        own = texts.whole
        rows = np.repeat(np.arange(rows_of_all), np.diff(own.indptr))
        for by_unit, share in ((False, 1 - _BY_UNIT), (True, _BY_UNIT)):
            seed = np.uint64((position * 7919 + 1) * 0xC2B2AE3D27D4EB4F % 2**64)
            mixed = (own.indices.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15) + seed
            if by_unit:
                mixed = mixed + codes[rows] * np.uint64(0xD6E8FEB86659FD93)
            mixed ^= mixed >> np.uint64(29)
            mixed *= np.uint64(0xBF58476D1CE4E5B9)
            mixed ^= mixed >> np.uint64(32)
            places = (mixed % np.uint64(WIDTH)).astype(np.intp)
            signs = np.where((mixed >> np.uint64(40)) & np.uint64(1), 1, -1).astype(np.float32)
            told = own.data * signs * np.float32(np.sqrt(FIELDS[name].weight * share))
            np.add.at(one.reshape(-1), rows * one.shape[1] + places, told)
    one[:, WIDTH:-1] = cues * np.float32(_CUE)
    one[:, -1] = _CONSTANT
    return one
