"""What screens read: the warehouse's answers, kept until a new warehouse is published."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from warehouse import queries
from warehouse.connect import Warehouse, identity, warehouse_path


def _is_current(warehouse: Warehouse) -> bool:
    return warehouse.identity == identity(warehouse_path())


@st.cache_resource(show_spinner=False, validate=_is_current)
def warehouse() -> Warehouse:
    """The published warehouse, opened anew when another one takes its place.

    Raises:
        WarehouseMissing: nothing is published.
        WarehouseUnreadable: the file is no warehouse of this schema.
    """
    return Warehouse(warehouse_path())


@st.cache_data(show_spinner=False, max_entries=256)
def _kept(_warehouse: Warehouse, identity: object, question: str, *given: object) -> pd.DataFrame:
    """The answer to a question of :mod:`warehouse.queries`, kept by the file it was read from."""
    answer: pd.DataFrame = getattr(queries, question)(_warehouse, *given)
    return answer


def _ask(question: Callable[..., pd.DataFrame], *given: object) -> pd.DataFrame:
    own = warehouse()
    return _kept(own, own.identity, question.__name__, *given)


def build() -> pd.Series:
    """The build's row: build_id, built_at (UTC), counts."""
    return _ask(queries.build).iloc[0]


def reports() -> pd.DataFrame:
    """See :func:`warehouse.queries.reports`."""
    return _ask(queries.reports)


def metrics() -> pd.DataFrame:
    """See :func:`warehouse.queries.metrics`; indexed by metric_id."""
    return _ask(queries.metrics).set_index("metric_id", drop=False)


def bands() -> pd.DataFrame:
    """See :func:`warehouse.queries.bands`."""
    return _ask(queries.bands)


def observations(metric_ids: Sequence[str]) -> pd.DataFrame:
    """See :func:`warehouse.queries.observations`."""
    return _ask(queries.observations, tuple(metric_ids))


def coverage(metric_ids: Sequence[str]) -> pd.DataFrame:
    """See :func:`warehouse.queries.coverage`."""
    return _ask(queries.coverage, tuple(metric_ids))


def checks(metric_ids: Sequence[str]) -> pd.DataFrame:
    """See :func:`warehouse.queries.checks`."""
    return _ask(queries.checks, tuple(metric_ids))


def shares(numerator: str, denominator: str, factor: float) -> pd.DataFrame:
    """See :func:`warehouse.queries.shares`."""
    return _ask(queries.shares, numerator, denominator, factor)


def evidence(observation_id: str) -> pd.DataFrame:
    """See :func:`warehouse.queries.evidence`."""
    return _ask(queries.evidence, observation_id)


def fallen_silent() -> pd.DataFrame:
    """See :func:`warehouse.queries.fallen_silent`."""
    return _ask(queries.fallen_silent)


def reading_issues() -> pd.DataFrame:
    """See :func:`warehouse.queries.reading_issues`."""
    return _ask(queries.reading_issues)
