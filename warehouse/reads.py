"""The published warehouse's answers, kept until a new warehouse is published."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence

import pandas as pd

from warehouse import queries
from warehouse.connect import Warehouse, identity, warehouse_path

Question = Callable[..., pd.DataFrame]

_MOST_KEPT = 512


class _Published:
    """The warehouse that is published now, and the latest answers it gave."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._warehouse: Warehouse | None = None
        self._answers: OrderedDict[Hashable, pd.DataFrame] = OrderedDict()

    def warehouse(self) -> Warehouse:
        path = warehouse_path()
        with self._lock:
            if self._warehouse is None or self._warehouse.identity != identity(path):
                self._answers.clear()
                # Cleared first: where the new one cannot be opened, the old one must not answer.
                self._warehouse = None
                self._warehouse = Warehouse(path)
            return self._warehouse

    def ask(self, question: Question, *given: Hashable) -> pd.DataFrame:
        own = self.warehouse()
        key = (own.identity, question, given)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key].copy(deep=False)
        answer = question(own, *given)
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > _MOST_KEPT:
                self._answers.popitem(last=False)
        return answer.copy(deep=False)


_PUBLISHED = _Published()


def warehouse() -> Warehouse:
    """The published warehouse, opened anew when another one takes its place.

    Raises:
        WarehouseMissing: nothing is published.
        WarehouseUnreadable: the file is no warehouse of this schema.
    """
    return _PUBLISHED.warehouse()


def ask(question: Question, *given: Hashable) -> pd.DataFrame:
    """The answer to a question that takes a warehouse and ``given``; asked once for each warehouse.

    What a caller changes in its answer does not reach the kept one (pandas copies on write).
    """
    return _PUBLISHED.ask(question, *given)


def build() -> pd.Series:
    """The build's row: build_id, built_at (UTC), counts."""
    return ask(queries.build).iloc[0]


def reports() -> pd.DataFrame:
    """See :func:`warehouse.queries.reports`."""
    return ask(queries.reports)


def metrics() -> pd.DataFrame:
    """See :func:`warehouse.queries.metrics`; indexed by metric_id."""
    return ask(queries.metrics).set_index("metric_id", drop=False)


def bands() -> pd.DataFrame:
    """See :func:`warehouse.queries.bands`."""
    return ask(queries.bands)


def observations(metric_ids: Sequence[str]) -> pd.DataFrame:
    """See :func:`warehouse.queries.observations`."""
    return ask(queries.observations, tuple(metric_ids))


def coverage(metric_ids: Sequence[str]) -> pd.DataFrame:
    """See :func:`warehouse.queries.coverage`."""
    return ask(queries.coverage, tuple(metric_ids))


def checks(metric_ids: Sequence[str]) -> pd.DataFrame:
    """See :func:`warehouse.queries.checks`."""
    return ask(queries.checks, tuple(metric_ids))


def shares(numerator: str, denominator: str, factor: float) -> pd.DataFrame:
    """See :func:`warehouse.queries.shares`."""
    return ask(queries.shares, numerator, denominator, factor)


def evidence(observation_id: str) -> pd.DataFrame:
    """See :func:`warehouse.queries.evidence`."""
    return ask(queries.evidence, observation_id)


def fallen_silent() -> pd.DataFrame:
    """See :func:`warehouse.queries.fallen_silent`."""
    return ask(queries.fallen_silent)


def reading_issues() -> pd.DataFrame:
    """See :func:`warehouse.queries.reading_issues`."""
    return ask(queries.reading_issues)
