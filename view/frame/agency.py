"""Agencies on screen: whose reports a page shows, that an address names none we know, and the choice of another."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from catalog.load import load
from catalog.words import words
from view.frame.address import Fault, fault_words, tell
from view.frame.edition import EDITION
from warehouse import queries, reads, recurring
from warehouse.connect import WarehouseMissing, WarehouseUnreadable
from warehouse.lineage import UNNAMED

AGENCY = "agency"
# Pages of every agency; the others are of the one that the catalog describes.
_OF_ALL = frozenset({"overview", AGENCY, "series", "explore", "search", "reports", "quality", "briefing"})


# As wide as the longest name of an agency needs.
_WIDTH = 440


def asked_agency(page_id: str) -> str | None:
    """The agency that the address names; where it names none, the one whose report it names. None for the catalog's.

    Args:
        page_id: the page; one that is of a single agency is of that agency whatever the address says.
    """
    if page_id not in _OF_ALL:
        return None
    named = st.query_params.get(AGENCY)
    if named is not None:
        return _lineage_of(named)
    report = st.query_params.get("report")
    return _lineage_of_report(report) if report else None


def _lineage_of(agency_id: str) -> str | None:
    held = reads.agencies()
    return next((str(first) for first, own in held["agency_ids"].items() if agency_id in own), None)


def _lineage_of_report(report_id: str) -> str | None:
    with reads.of_all_agencies():
        reports = reads.ask(queries.reports)
    agency_ids = reports.loc[reports["report_id"] == report_id, "agency_id"].fillna(UNNAMED)
    return _lineage_of(str(agency_ids.iloc[0])) if len(agency_ids) else None


def shown_agency(page_id: str) -> str | None:
    """As :func:`asked_agency`; says on the page what the address names in vain, and puts into it what is shown.

    The agency that is shown without being named is left out of the address.
    """
    named, found = st.query_params.get(AGENCY), asked_agency(page_id)
    if named is not None and found is None:
        tell(fault_words([Fault(AGENCY, named)]))
    if found is not None and found != reads.home_agency():
        if named != found:
            st.query_params[AGENCY] = found
    elif named is not None:
        del st.query_params[AGENCY]
    return found


def choose_agency(page_id: str) -> None:
    """The agencies whose reports are at hand, to choose from; nothing where there is one."""
    held = reads.agencies()
    if len(held) < 2 or page_id not in _OF_ALL:
        return
    key, names = "agency-choice", {str(row["agency_id"]): _option(row) for _, row in held.iterrows()}
    st.session_state[key] = reads.current_agency()
    with st.container(key="agency"):
        st.selectbox(
            words("agency.choose"),
            list(names),
            format_func=names.__getitem__,
            key=key,
            width=_WIDTH,
            on_change=lambda: _show_agency(st.session_state[key]),
        )
        if not reads.is_described() and (mark := _mark()):
            st.caption(mark)


def _mark() -> str:
    """That what is shown was compiled by the program; empty where people have confirmed all of it."""
    found = reads.ask(recurring.proposals)
    accepted = int((found["status"] == "accepted").sum())
    if not accepted:
        return words("agency.unconfirmed")
    rest = len(found) - accepted
    return words("agency.unconfirmed_rest", accepted=accepted, count=rest) if rest else ""


def _option(row: pd.Series) -> str:
    number = "one" if row["reports"] == 1 else "many"
    return words(f"agency.option.{number}", name=agency_name(row), reports=int(row["reports"]))


def agency_name(row: pd.Series) -> str:
    """What an agency is called.

    Args:
        row: as :func:`warehouse.lineage.agencies` gives it.
    """
    return words.name(row) if isinstance(row["name_zh"], str) else words("agency.unnamed")


def site_words() -> tuple[str, str]:
    """What the site is called on a page of the agency that questions are about, and what it is compiled from."""
    home = words("app.title"), words("app.about", agency=words.name(load().agencies[0]))
    try:
        if reads.is_described():
            return home
        own = next(row for agency_id, row in reads.agencies().iterrows() if agency_id == reads.current_agency())
    except (WarehouseMissing, WarehouseUnreadable):
        return home
    name = agency_name(own)
    if isinstance(own["name_zh"], str):
        return words("app.title_of", agency=name), words("app.about", agency=name)
    return name, words("app.about_unnamed")


def _show_agency(agency_id: str) -> None:
    """The same page of another agency: what else was chosen on it was of the one before."""
    kept = {name: st.query_params[name] for name in ("lang", EDITION) if name in st.query_params}
    others = {AGENCY: agency_id} if agency_id != reads.home_agency() else {}
    st.query_params.from_dict({**kept, **others})
