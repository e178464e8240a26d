"""Rows of the warehouse that say what the catalog knows: topics, metrics, context."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.models import Catalog
from ingest.passages.authority import Authority
from ingest.rows import Row

# What the catalog says of a metric for reading its values only.
_NO_COLUMNS = {"id", "breakdown", "read", "sentences", "works", "single", "levels", "comparable_units"}


def catalog_rows(catalog: Catalog) -> dict[str, list[Row]]:
    """The rows of each table that the catalog fills, parents before children."""
    topics: list[Row] = [
        {
            "topic_id": topic.id,
            "group_id": topic.group,
            "position": position,
            **topic.model_dump(exclude={"id", "group"}),
        }
        for position, topic in enumerate(catalog.topics, 1)
    ]
    groups: list[Row] = [
        {"group_id": group.id, "position": position, **group.model_dump(exclude={"id"})}
        for position, group in enumerate(catalog.groups, 1)
    ]
    metrics: list[Row] = [
        {
            "metric_id": metric.id,
            "topic_id": catalog.topic_of[metric.id],
            "position": position,
            "breakdown_keys": list(metric.breakdown),
            **metric.model_dump(exclude=_NO_COLUMNS),
            "comparable_units": sorted({metric.unit, *metric.comparable_units}),
        }
        for position, metric in enumerate(catalog.metrics.values(), 1)
    ]
    bands: list[Row] = [
        {"band_id": band.id, "start_date": band.start, "end_date": band.end}
        | band.model_dump(exclude={"id", "start", "end"})
        for band in catalog.bands
    ]
    countings: list[Row] = [
        {"metric_id": metric.id, "counting": counting.id, "name_zh": counting.name_zh, "name_en": counting.name_en}
        for metric in catalog.metrics.values()
        for counting in metric.countings
    ]
    return {
        "topic_group": groups,
        "topic": topics,
        "metric": metrics,
        "metric_counting": countings,
        "context_band": bands,
    }


def agency_rows(catalog: Catalog, authorities: Iterable[Authority]) -> list[Row]:
    """One row for each described agency, then for each other authority, as the first report prints its name."""
    rows: dict[str, Row] = {
        agency.id: {
            "agency_id": agency.id,
            "name_zh": agency.name_zh,
            "name_en": agency.name_en,
            "government": agency.government,
            "successor_of": agency.successor_of,
            "has_catalog": True,
        }
        for agency in catalog.agencies
    }
    for authority in authorities:
        if authority.agency_id is not None:
            own = {"agency_id": authority.agency_id, "name_zh": authority.name, "government": authority.government}
            rows.setdefault(authority.agency_id, {**own, "has_catalog": False})
    return list(rows.values())
