"""Boosted trees as plain arrays: fitted by scikit-learn, kept and asked without it, so that nothing is pickled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

_DEEPEST = 64
# Trees and what each adds, together: fewer trees learn faster.
_LEARNT = 9.0
_FIGURES_OF_A_SPLIT = 0.4

_BINS = 255
_PERCENTILES = np.linspace(0, 100, _BINS + 1)[1:-1]

_Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Trees:
    """All trees in one row of nodes: ``left`` and ``right`` are places, a leaf's own; ``roots`` where each begins."""

    feature: npt.NDArray[np.int32]
    threshold: npt.NDArray[np.float64]
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    lost_left: npt.NDArray[np.bool_]
    value: npt.NDArray[np.float64]
    roots: npt.NDArray[np.int32]
    baseline: float

    @classmethod
    def bagged(
        cls,
        x: npt.NDArray[np.float32],
        y: npt.NDArray[np.float32],
        bags: int,
        *,
        rounds: int = 90,
        leaves: int = 14,
    ) -> Trees:
        """The mean of as many fits as asked for, each of rows drawn at random and at each split of some figures only.

        What one fit makes of chance is not what another does: few rows tell more to many.
        """
        drawn = [np.random.default_rng(seed).integers(0, len(y), len(y)) for seed in range(bags)]
        fits = [
            cls.fitted(x[rows], y[rows], rounds=rounds, leaves=leaves, seed=seed, figures=_FIGURES_OF_A_SPLIT)
            for seed, rows in enumerate(drawn)
        ]
        before = np.cumsum([0, *(len(one.feature) for one in fits[:-1])]).astype(np.int32)
        places = [
            np.concatenate([getattr(one, name) + start for one, start in zip(fits, before, strict=True)])
            for name in ("left", "right", "roots")
        ]
        feature, threshold, lost_left, value = (
            np.concatenate([getattr(one, name) for one in fits])
            for name in ("feature", "threshold", "lost_left", "value")
        )
        baseline = float(np.mean([one.baseline for one in fits]))
        left, right, roots = places
        return cls(feature, threshold, left, right, lost_left, value / bags, roots, baseline)

    @classmethod
    def fitted(
        cls,
        x: npt.NDArray[np.float32],
        y: npt.NDArray[np.float32],
        *,
        rounds: int = 90,
        leaves: int = 14,
        seed: int = 0,
        figures: float = 1.0,
    ) -> Trees:
        """Trees that tell how likely each row of ``x`` is true.

        Args:
            x: shape (rows, figures).
            y: shape (rows,).
            rounds: how many trees.
            leaves: how many leaves a tree has at most.
            seed: of what is drawn at random.
            figures: the share of figures that each split looks at.

        Raises:
            RuntimeError: scikit-learn keeps its trees in another form than known here.
        """
        # What no row tells (sentences alone stand beside no other number) splits nothing.
        x = np.where(np.isnan(x).all(axis=0), np.float32(0), x)
        model = _boosting()(
            max_iter=rounds, learning_rate=_LEARNT / rounds, max_leaf_nodes=leaves, min_samples_leaf=15,
            l2_regularization=2.0, early_stopping=False, random_state=seed, max_features=figures,
        )  # fmt: skip
        # Its threads wait for each other without rest: beside anything else that runs, eight times the work of one.
        # They are known only once it is loaded.
        with threadpool_limits(1):
            model.fit(x, y > 0)
            own_chance = model.predict_proba(x[:200])[:, 1]
        nodes = [grown[0].nodes for grown in model._predictors]
        starts = np.cumsum([0, *(len(own) for own in nodes[:-1])])
        places = [np.arange(len(own)) for own in nodes]
        leaf = np.concatenate([own["is_leaf"] for own in nodes]).astype(bool)
        here = np.concatenate([start + own for start, own in zip(starts, places, strict=True)])
        children = {
            side: np.concatenate([start + own[side] for start, own in zip(starts, nodes, strict=True)])
            for side in ("left", "right")
        }
        trees = cls(
            np.concatenate([own["feature_idx"] for own in nodes]).astype(np.int32),
            np.concatenate([own["num_threshold"] for own in nodes]).astype(np.float64),
            np.where(leaf, here, children["left"]).astype(np.int32),
            np.where(leaf, here, children["right"]).astype(np.int32),
            np.concatenate([own["missing_go_to_left"] for own in nodes]).astype(bool),
            np.concatenate([own["value"] for own in nodes]).astype(np.float64),
            starts.astype(np.int32),
            float(np.ravel(model._baseline_prediction)[0]),
        )  # fmt: skip
        if not np.allclose(trees.chance(x[:200]), own_chance, atol=1e-6):
            raise RuntimeError("trees of scikit-learn are kept in a form that is not known")
        return trees

    @cached_property
    def _asked(self) -> tuple[_Places, npt.NDArray[np.float64], _Places]:
        """For each node the column it asks, below what it goes on to the left, and the nodes to the right and left.

        What is missing is told in columns of its own: there it is less than anything, in the others more.
        """
        columns = self._width * self.lost_left + self.feature
        following = np.stack([self.right, self.left], axis=1).ravel()
        below = np.minimum(self.threshold, np.finfo(np.float64).max)
        return columns.astype(np.intp), below, following.astype(np.intp)

    @cached_property
    def _width(self) -> int:
        return int(self.feature.max()) + 1

    def chance(self, x: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """How likely each row is true, 0 to 1."""
        columns, below, following = self._asked
        known = x[:, : self._width]
        lost = np.isnan(known)
        told = np.hstack([np.where(lost, np.inf, known), np.where(lost, -np.inf, known)])
        starts = told.shape[1] * np.arange(len(x))[:, None]
        at = np.repeat(self.roots[None, :].astype(np.intp), len(x), axis=0)
        for _ in range(_DEEPEST):
            goes_left = told.ravel().take(starts + columns.take(at)) <= below.take(at)
            nodes = following.take(2 * at + goes_left)
            if np.array_equal(nodes, at):
                break
            at = nodes
        raw = self.baseline + self.value[at].sum(axis=1)
        chances: npt.NDArray[np.float64] = 1 / (1 + np.exp(-raw))
        return chances


def load_fitting() -> None:
    """Loads what fits trees."""
    _boosting()


@cache
def _boosting() -> Any:
    """The class of what is fitted: scikit-learn's, with a quicker way to the same bins."""
    # It takes longer to load than most reports to read, and most builds fit nothing.
    from sklearn.ensemble import HistGradientBoostingClassifier

    class Binned(HistGradientBoostingClassifier):  # type: ignore[misc]
        def _bin_data(self, x: npt.NDArray[np.float64], *_: object, **__: object) -> npt.NDArray[np.uint8]:
            mapper = self._bin_mapper.fit(np.zeros_like(x[:1]))
            mapper.bin_thresholds_ = [_thresholds(own) for own in np.ascontiguousarray(x.T, np.float32)]
            mapper.n_bins_non_missing_ = np.array([len(own) + 1 for own in mapper.bin_thresholds_], np.uint32)
            binned: npt.NDArray[np.uint8] = mapper.transform(x)
            return binned

    return Binned


def _thresholds(column: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """What tells the bins of a column apart, as scikit-learn finds it: that sorts doubles, three times."""
    known = np.sort(column[~np.isnan(column)])
    distinct = known[np.append(True, known[1:] != known[:-1])].astype(np.float64)
    cuts: npt.NDArray[np.float64] = (distinct[1:] + distinct[:-1]) / 2
    if len(distinct) > _BINS:
        cuts = np.unique(np.percentile(known.astype(np.float64), _PERCENTILES, method="averaged_inverted_cdf"))
    return cuts
