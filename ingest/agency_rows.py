"""Rows of the authorities that report: those the catalog describes, and those that reports name besides."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.models import Catalog
from ingest.passages.authority import Authority
from ingest.rows import Row


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
