"""What screens read: the warehouse's answers, kept until a new warehouse is published."""

from __future__ import annotations

from collections.abc import Sequence

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


# Frames are kept by the identity of the file they were read from.
_keep = st.cache_data(show_spinner=False, max_entries=256)


@_keep
def _build(_warehouse: Warehouse, identity: object) -> pd.DataFrame:
    return queries.build(_warehouse)


@_keep
def _reports(_warehouse: Warehouse, identity: object) -> pd.DataFrame:
    return queries.reports(_warehouse)


@_keep
def _metrics(_warehouse: Warehouse, identity: object) -> pd.DataFrame:
    return queries.metrics(_warehouse).set_index("metric_id", drop=False)


@_keep
def _bands(_warehouse: Warehouse, identity: object) -> pd.DataFrame:
    return queries.bands(_warehouse)


@_keep
def _observations(_warehouse: Warehouse, identity: object, metric_ids: tuple[str, ...]) -> pd.DataFrame:
    return queries.observations(_warehouse, metric_ids)


@_keep
def _coverage(_warehouse: Warehouse, identity: object, metric_ids: tuple[str, ...]) -> pd.DataFrame:
    return queries.coverage(_warehouse, metric_ids)


@_keep
def _checks(_warehouse: Warehouse, identity: object, metric_ids: tuple[str, ...]) -> pd.DataFrame:
    return queries.checks(_warehouse, metric_ids)


@_keep
def _shares(_warehouse: Warehouse, identity: object, pair: tuple[str, str], factor: float) -> pd.DataFrame:
    return queries.shares(_warehouse, pair[0], pair[1], factor)


@_keep
def _evidence(_warehouse: Warehouse, identity: object, observation_id: str) -> pd.DataFrame:
    return queries.evidence(_warehouse, observation_id)


@_keep
def _silent(_warehouse: Warehouse, identity: object) -> pd.DataFrame:
    return queries.fallen_silent(_warehouse)


@_keep
def _issues(_warehouse: Warehouse, identity: object) -> pd.DataFrame:
    return queries.reading_issues(_warehouse)


def build() -> pd.Series:
    """The build's row: build_id, built_at (UTC), counts."""
    own = warehouse()
    return _build(own, own.identity).iloc[0]


def reports() -> pd.DataFrame:
    """See :func:`warehouse.queries.reports`."""
    own = warehouse()
    return _reports(own, own.identity)


def metrics() -> pd.DataFrame:
    """See :func:`warehouse.queries.metrics`; indexed by metric_id."""
    own = warehouse()
    return _metrics(own, own.identity)


def bands() -> pd.DataFrame:
    """See :func:`warehouse.queries.bands`."""
    own = warehouse()
    return _bands(own, own.identity)


def observations(metric_ids: Sequence[str]) -> pd.DataFrame:
    """See :func:`warehouse.queries.observations`."""
    own = warehouse()
    return _observations(own, own.identity, tuple(metric_ids))


def coverage(metric_ids: Sequence[str]) -> pd.DataFrame:
    """See :func:`warehouse.queries.coverage`."""
    own = warehouse()
    return _coverage(own, own.identity, tuple(metric_ids))


def checks(metric_ids: Sequence[str]) -> pd.DataFrame:
    """See :func:`warehouse.queries.checks`."""
    own = warehouse()
    return _checks(own, own.identity, tuple(metric_ids))


def shares(numerator: str, denominator: str, factor: float) -> pd.DataFrame:
    """See :func:`warehouse.queries.shares`."""
    own = warehouse()
    return _shares(own, own.identity, (numerator, denominator), factor)


def evidence(observation_id: str) -> pd.DataFrame:
    """See :func:`warehouse.queries.evidence`."""
    own = warehouse()
    return _evidence(own, own.identity, observation_id)


def fallen_silent() -> pd.DataFrame:
    """See :func:`warehouse.queries.fallen_silent`."""
    own = warehouse()
    return _silent(own, own.identity)


def reading_issues() -> pd.DataFrame:
    """See :func:`warehouse.queries.reading_issues`."""
    own = warehouse()
    return _issues(own, own.identity)
