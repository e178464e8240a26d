"""Pairs of a number and a metric it may be a value of: what there is to say for and against each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from catalog.models import Catalog
from ingest.meaning.wording import FIELDS, Floats, Texts, Vectors, Worded, Wording

# How many metrics of each number are looked at closely.
CANDIDATES = 10
_BLOCK = 256
# Fields in which a number may also be like one that is a value of nothing.
_AGAINST = ("own", "clause", "behind", "named")
# Passages so near tell of each other.
NEIGHBOURS = 2
# Of fewer examples no size is usual. Ten times as much is as strange as a thousand times.
_SIZES, _FARTHEST = 3, 1.0


@dataclass(frozen=True)
class Cards:
    """What is known of the metrics before any example: a row each."""

    ids: tuple[str, ...]
    topics: npt.NDArray[np.str_]
    units: npt.NDArray[np.str_]
    names: tuple[str, ...]
    definitions: tuple[str, ...]

    @classmethod
    def of(cls, catalog: Catalog) -> Cards:
        """The cards of a catalog's metrics."""
        metrics = list(catalog.metrics.values())
        return cls(
            tuple(metric.id for metric in metrics),
            np.array([catalog.topic_of[metric.id] for metric in metrics]),
            np.array([metric.unit for metric in metrics]),
            tuple(metric.name_zh for metric in metrics),
            tuple(metric.name_zh + metric.definition_zh for metric in metrics),
        )


@dataclass(frozen=True)
class Known:
    """Examples as arrays, a row each: ``values`` says of which metrics each is a value, ``kinds`` in what statement.

    ``fields`` are laid out for products with rows of numbers: each holds a column, not a row, for each text.
    """

    fields: Vectors
    units: npt.NDArray[np.str_]
    sizes: Floats
    values: npt.NDArray[np.bool_]
    kinds: Floats

    @classmethod
    def of(cls, worded: Worded, values: npt.NDArray[np.bool_], kinds: Floats) -> Known:
        """Examples of such words."""
        fields = {name: Texts(own.held.T.tocsr(), own.rows) for name, own in worded.fields.items()}
        return cls(fields, worded.units, worded.sizes, values, kinds)

    def and_more(self, other: Known) -> Known:
        """These examples, and others behind them."""
        fields = {
            name: Texts(
                sparse.hstack((own.held, other.fields[name].held), format="csr"),
                np.concatenate((own.rows, other.fields[name].rows + np.int32(own.held.shape[1]))),
            )
            for name, own in self.fields.items()
        }
        units, sizes, values, kinds = (
            np.concatenate((getattr(self, name), getattr(other, name)))
            for name in ("units", "sizes", "values", "kinds")
        )
        return Known(fields, units, sizes, values, kinds)


@dataclass(frozen=True)
class Asked:
    """Numbers to find metrics for, a row each, with what the examples' words alone say: metrics and kinds.

    ``reports`` and ``passages`` say which stand beside each other; a number without report stands alone. ``times``
    tells numbers of other times apart from the report's own.
    """

    worded: Worded
    scores: Floats
    kinds: Floats
    reports: Sequence[str]
    passages: Sequence[int]
    times: Sequence[str]


@dataclass(frozen=True)
class Pairs:
    """The candidates of each number (rows of ``metrics``), what speaks for each (``x``), and its nearest example.

    ``x`` holds the rows of the first number's candidates, then the second's; ``nearest`` is -1 where there is none.
    """

    metrics: npt.NDArray[np.intp]
    x: Floats
    nearest: npt.NDArray[np.intp]


@dataclass(frozen=True)
class Compared:
    """What numbers are compared with: examples, each metric's side by side, then those of none; the cards' words.

    ``order`` holds the examples' rows; of the metrics ``told`` by any, ``starts`` says where in it each begins, and
    ``last`` where examples of none do; ``firsts`` are the first examples of each metric, seen or not, -1 where there is
    none. ``sizes`` are those of each metric's examples, ``middles`` their medians. Fields and words are laid out for
    products with rows of numbers.
    """

    cards: Cards
    order: npt.NDArray[np.intp]
    told: npt.NDArray[np.intp]
    starts: npt.NDArray[np.intp]
    last: int
    firsts: npt.NDArray[np.intp]
    counts: npt.NDArray[np.intp]
    units: npt.NDArray[np.str_]
    sizes: tuple[Floats, ...]
    middles: tuple[np.float32, ...]
    fields: Vectors
    usual_kinds: Floats
    names: sparse.csr_array
    definitions: sparse.csr_array

    @classmethod
    def of(cls, known: Known, seen: npt.NDArray[np.bool_], cards: Cards, wording: Wording) -> Compared:
        """The examples that are ``seen``, and the cards."""
        metrics = known.values.shape[1]
        example, owner = np.nonzero(known.values & seen[:, None])
        by_owner = np.argsort(owner, kind="stable")
        example, owner = example[by_owner], owner[by_owner]
        told, starts = np.unique(owner, return_index=True)
        counts = np.bincount(owner, minlength=metrics)
        none = np.flatnonzero(~known.values.any(axis=1) & seen)
        order = np.concatenate([example, none])
        sizes = tuple(known.sizes[own] for own in np.split(example, np.cumsum(counts)[:-1]))
        firsts = np.where(known.values.any(axis=0), known.values.argmax(axis=0), -1)
        usual_kinds = np.zeros((metrics, known.kinds.shape[1]), np.float32)
        if len(example):
            usual_kinds[told] = np.add.reduceat(known.kinds[example], starts, axis=0) / counts[told][:, None]
        return cls(
            cards, order, told, starts, len(example), firsts, counts, known.units[order], sizes,
            tuple(np.median(own) if len(own) else np.float32(np.nan) for own in sizes),
            {name: own[order] for name, own in known.fields.items()}, usual_kinds,
            wording.vectors(cards.names, "named").whole.T.tocsr(),
            wording.vectors(cards.definitions, "all").whole.T.tocsr(),
        )  # fmt: skip


def pair(asked: Asked, compared: Compared) -> Pairs:
    """The candidates of each number, by the examples and cards that it is compared with."""
    count, metrics = asked.scores.shape
    cards = compared.cards
    near = _nearest(asked.worded, compared, metrics)
    named, whole = asked.worded.fields["named"], asked.worded.fields["all"]
    heard = (named.whole @ compared.names).toarray()
    defined = (whole.whole @ compared.definitions).toarray()
    scores, rows = asked.scores, np.arange(count)
    order = _best(scores + 0.5 * near.metric + 0.15 * heard)
    beside = _Beside(asked, cards)
    top = order[:, 0]
    apart = _sizes(asked.worded.sizes, order, compared)
    columns: list[Floats] = []
    for rank in range(order.shape[1]):
        own = order[:, rank]
        other = order[:, 1] if rank == 0 else top
        columns.append(np.column_stack([
            scores[rows, own], np.full(count, rank), scores[rows, own] - scores[rows, other],
            scores.clip(0).sum(axis=1), near.metric[rows, own], near.metric[rows, own] - near.metric[rows, other],
            near.metric[rows, own] - near.nothing,
            *(part[rows, own] for part in near.fields.values()),
            *(near.fields[name][rows, own] - near.nothing_by[name] for name in _AGAINST),
            near.same_unit[rows, own], asked.worded.units == cards.units[own],
            heard[rows, own], heard[rows, own] - heard[rows, other], heard.max(axis=1) - heard[rows, own],
            defined[rows, own], np.minimum(near.count[own], 30), beside.topic[rows, own],
            scores[rows, own] - beside.rival[rows, own], *beside.neighbours(top, own),
            asked.kinds, asked.kinds * (1 - near.usual_kinds[own]), apart[:, rank],
        ]))  # fmt: skip
    x = np.stack(columns, axis=1).reshape(count * order.shape[1], -1)
    # The last digits differ between machines; no decision may hang on them.
    return Pairs(order, np.round(x, 3).astype(np.float32), np.take_along_axis(near.example, order, axis=1))


def _best(likely: Floats) -> npt.NDArray[np.intp]:
    """The places of each row's :data:`CANDIDATES` largest, the largest first and of equals the first."""
    left, rows = likely.copy(), np.arange(len(likely))
    best = np.empty((len(likely), min(CANDIDATES, likely.shape[1])), np.intp)
    # So few of so many are found sooner one by one than by sorting all.
    for rank in range(best.shape[1]):
        best[:, rank] = left.argmax(axis=1)
        left[rows, best[:, rank]] = -np.inf
    return best


def _sizes(sizes: Floats, metrics: npt.NDArray[np.intp], compared: Compared) -> Floats:
    """How far each number's size is from those of each candidate's examples: from the nearest few, and the middle.

    Years change a measure by a part of it, and what its words leave open is often ten times as much.
    """
    far = np.full((*metrics.shape, 3), np.nan, np.float32)
    for metric in np.unique(metrics):
        known = compared.sizes[metric]
        if len(known) >= _SIZES:
            rows, ranks = np.nonzero(metrics == metric)
            apart = np.partition(abs(sizes[rows][:, None] - known[None, :]), (0, _SIZES - 1), axis=1)
            middle = compared.middles[metric]
            far[rows, ranks] = np.column_stack([apart[:, 0], apart[:, _SIZES - 1], abs(sizes[rows] - middle)])
    return far.clip(max=_FARTHEST)


@dataclass
class _Nearest:
    """How near each number's nearest example of each metric is: over all fields, and field by field; which it is."""

    metric: Floats
    fields: dict[str, Floats]
    nothing: Floats
    nothing_by: dict[str, Floats]
    same_unit: Floats
    count: npt.NDArray[np.intp]
    usual_kinds: Floats
    example: npt.NDArray[np.intp]


def _nearest(worded: Worded, compared: Compared, metrics: int) -> _Nearest:
    count, last = len(worded.units), compared.last
    told, starts = compared.told, compared.starts

    def empty() -> Floats:
        return np.zeros((count, metrics), np.float32)

    found = _Nearest(
        empty(), {name: empty() for name in FIELDS}, np.zeros(count, np.float32),
        {name: np.zeros(count, np.float32) for name in _AGAINST}, empty(), compared.counts,
        compared.usual_kinds, np.repeat(compared.firsts[None, :], count, axis=0),
    )  # fmt: skip
    if not last:
        return found
    against = len(compared.order) > last
    ends = [*starts[1:], last]
    # What is looked for is the best of each stretch of examples.
    for first in range(0, count, _BLOCK):
        block = slice(first, first + _BLOCK)
        alike = np.zeros((len(worded.units[block]), len(compared.order)), np.float32)
        for name, field in FIELDS.items():
            own, known = worded.fields[name][block].distinct, compared.fields[name]
            part, rows = (own.held @ known.held).toarray().take(known.rows, axis=1), own.rows
            found.fields[name][block, told] = np.maximum.reduceat(part[:, :last], starts, axis=1)[rows]
            if name in _AGAINST and against:
                found.nothing_by[name][block] = part[:, last:].max(axis=1)[rows]
            part *= np.float32(field.weight)
            # Row by row, each stays at hand; all together they are written twice more.
            for place, row in enumerate(rows):
                alike[place] += part[row]
        same = worded.units[block][:, None] == compared.units[None, :]
        alike *= np.where(same, np.float32(1), np.float32(0.35))
        found.metric[block, told] = np.maximum.reduceat(alike[:, :last], starts, axis=1)
        for metric, start, end in zip(told, starts, ends, strict=True):
            likest = compared.order[start + alike[:, start:end].argmax(axis=1)]
            found.example[block, metric] = np.where(found.metric[block, metric] > 0, likest, compared.firsts[metric])
        if against:
            found.nothing[block] = alike[:, last:].max(axis=1)
        shared = np.add.reduceat(same[:, :last].astype(np.float32), starts, axis=1)
        found.same_unit[block, told] = shared / compared.counts[told]
    return found


class _Beside:
    """What the numbers around each say: of its topic, and whether another of its unit fits a metric better."""

    def __init__(self, asked: Asked, cards: Cards) -> None:
        count, metrics = asked.scores.shape
        self.topic = np.full((count, metrics), np.nan, np.float32)
        self.rival = np.zeros((count, metrics), np.float32)
        reports, passages = np.array(asked.reports), np.array(asked.passages)
        self._alone = reports == ""
        units = asked.worded.units
        by_topic = {topic: asked.scores[:, cards.topics == topic].clip(0).sum(axis=1) for topic in set(cards.topics)}
        topics = np.stack([by_topic[topic] for topic in cards.topics], axis=1)
        for report in dict.fromkeys(asked.reports):
            here = np.flatnonzero((reports == report) & ~self._alone)
            if not len(here):
                continue
            apart = ~np.eye(len(here), dtype=bool)
            near = (abs(passages[here][:, None] - passages[here][None, :]) <= NEIGHBOURS) & apart
            self.topic[here] = (near @ topics[here]) / np.maximum(near.sum(axis=1), 1)[:, None]
            rivals = (passages[here][:, None] == passages[here][None, :]) & apart
            rivals &= units[here][:, None] == units[here][None, :]
            for row, others in zip(here, rivals, strict=True):
                if others.any():
                    self.rival[row] = asked.scores[here[others]].max(axis=0)

    def neighbours(self, top: npt.NDArray[np.intp], own: npt.NDArray[np.intp]) -> tuple[Floats, Floats]:
        """Whether the number before each, and the one behind it, seems to be of the same metric."""
        before, behind = np.r_[-1, top[:-1]], np.r_[top[1:], -1]
        return (
            np.where(self._alone, np.nan, before == own).astype(np.float32),
            np.where(self._alone, np.nan, behind == own).astype(np.float32),
        )
