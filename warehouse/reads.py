"""The published warehouse's answers, kept until a new warehouse is published.

Questions go to the published warehouse, or inside :func:`of_edition` to a kept one. They are about one lineage of
agencies: that of the catalog, or inside :func:`of_agency` another; inside :func:`of_all_agencies` about all.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Concatenate, ParamSpec

import pandas as pd

from warehouse import editions, lineage, queries
from warehouse.connect import Identity, Warehouse, identity, warehouse_path
from warehouse.lineage import Lineage

Question = Callable[..., pd.DataFrame]
Given = ParamSpec("Given")

_MOST_KEPT = 512
_MOST_OPEN = 4
_EDITION: ContextVar[str | None] = ContextVar("edition", default=None)
# The agency that questions are about; None for that of the catalog.
_AGENCY: ContextVar[str | None] = ContextVar("agency", default=None)
_ALL = "all"
# The warehouses one answer has met, by path: whatever is published meanwhile, it goes on asking these.
_MET: ContextVar[dict[Path, Warehouse] | None] = ContextVar("met", default=None)


class _Opened:
    """The warehouses that are open, and the latest answers they gave."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._warehouses: OrderedDict[Path, Warehouse] = OrderedDict()
        self._answers: OrderedDict[Hashable, pd.DataFrame] = OrderedDict()

    def warehouse(self, path: Path) -> Warehouse:
        with self._lock:
            own = self._warehouses.get(path)
            if own is None or own.identity != identity(path):
                # Forgotten first: where the new one cannot be opened, the old one must not answer.
                self._forget(self._warehouses.pop(path, None))
                self._warehouses[path] = own = Warehouse(path)
            self._warehouses.move_to_end(path)
            while len(self._warehouses) > _MOST_OPEN:
                self._forget(self._warehouses.popitem(last=False)[1])
            return own

    def _forget(self, warehouse: Warehouse | None) -> None:
        if warehouse is not None:
            for key in [key for key in self._answers if _identity(key) == warehouse.identity]:
                del self._answers[key]

    def ask(self, own: Warehouse, question: Question, *given: Hashable) -> pd.DataFrame:
        key = (own.identity, own.lineage, question, given)
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


def _identity(key: Hashable) -> Identity:
    assert isinstance(key, tuple)
    held: Identity = key[0]
    return held


_OPENED = _Opened()


@contextmanager
def one_build() -> Iterator[None]:
    """Inside, all questions to one path go to the warehouse that was there at the first of them.

    So an answer is wholly of one build, also while another is published. Inside another ``one_build``
    it changes nothing; what answers later carries it along with :func:`of_edition`.
    """
    if _MET.get() is not None:
        yield
        return
    token = _MET.set({})
    try:
        yield
    finally:
        _MET.reset(token)


def _met(path: Path) -> Warehouse:
    met = _MET.get()
    if met is None:
        return _OPENED.warehouse(path)
    # Threads of one answer that come first together must agree.
    return met[path] if path in met else met.setdefault(path, _OPENED.warehouse(path))


def _path() -> Path:
    build_id = _EDITION.get()
    return warehouse_path() if build_id is None else editions.edition(build_id).path


@contextmanager
def of_edition(build_id: str | None) -> Iterator[None]:
    """Inside, all questions go to the edition of a build; None: to the published warehouse.

    A callable that answers later must carry this with it: ``copy_context().run``.

    Raises:
        UnknownEdition: no such edition is kept.
    """
    if build_id is not None:
        editions.edition(build_id)
    token = _EDITION.set(build_id)
    try:
        yield
    finally:
        _EDITION.reset(token)


def current_edition() -> str | None:
    """The build all questions go to now; None for the published warehouse."""
    return _EDITION.get()


# Whose reports -------------------------------------------------------------------------------------


@contextmanager
def of_agency(agency_id: str | None) -> Iterator[None]:
    """Inside, all questions see only what an agency and those of its lineage reported.

    Args:
        agency_id: as :func:`agencies` tells it; None for the first of them, that of the catalog.
    """
    token = _AGENCY.set(agency_id)
    try:
        yield
    finally:
        _AGENCY.reset(token)


def of_all_agencies() -> AbstractContextManager[None]:
    """Inside, questions see every report: for what asks for one report by its id, or names whose each answer is."""
    return of_agency(_ALL)


def of_lineage(agency_id: str | None) -> AbstractContextManager[None]:
    """Inside, questions see the reports of an agency and of those before and after it; all where none of them is held.

    Args:
        agency_id: the agency as a report names it; None where it names none.
    """
    held = _met(_path()).lineages.items()
    named = agency_id or lineage.UNNAMED
    return of_agency(next((first for first, own in held if named in (first, *own.agency_ids)), _ALL))


def agencies() -> pd.DataFrame:
    """See :func:`warehouse.lineage.agencies`; indexed by agency_id, of the whole warehouse wherever it is asked."""
    return _OPENED.ask(_met(_path()), _agencies_by_id)


def _agencies_by_id(own: Warehouse) -> pd.DataFrame:
    return lineage.agencies(own).set_index("agency_id", drop=False)


def home_agency() -> str | None:
    """The agency that questions are about where none is named; None where no report is held."""
    return next(iter(_met(_path()).lineages), None)


def current_agency() -> str | None:
    """The agency that questions are about now; None for all, or where no report is held."""
    asked = _AGENCY.get()
    return None if asked == _ALL else asked or home_agency()


def named_agency() -> str | None:
    """The agency that an address must name to be about it; None for the one it is about without."""
    if _AGENCY.get() in (None, _ALL):
        return None
    agency = current_agency()
    return None if agency == home_agency() else agency


def is_described() -> bool:
    """Whether the catalog describes the agency that questions are about now."""
    own = _met(_path()).lineages.get(current_agency() or "")
    return own is None or own.has_catalog


def warehouse() -> Warehouse:
    """The warehouse questions go to, opened anew when another one takes its place; it sees one lineage only.

    Raises:
        WarehouseMissing: nothing is published.
        WarehouseUnreadable: the file is no warehouse of this schema.
    """
    own, agency = _met(_path()), current_agency()
    if agency is None:
        return own
    lineage_of = own.lineages.get(agency, Lineage((agency,), has_catalog=False))
    # With one agency at hand, and all of it in the catalog, there is nothing to keep apart or to add.
    is_all = lineage_of.has_catalog and not lineage_of.has_accepted and len(own.lineages) == 1
    return own if is_all else own.within(lineage_of)


def ask(question: Question, *given: Hashable) -> pd.DataFrame:
    """The answer to a question that takes a warehouse and ``given``; asked once for each warehouse and lineage.

    What a caller changes in its answer does not reach the kept one (pandas copies on write).
    """
    return _OPENED.ask(warehouse(), question, *given)


def _asked(question: Callable[Concatenate[Warehouse, Given], pd.DataFrame]) -> Callable[Given, pd.DataFrame]:
    """A question of :mod:`warehouse.queries` as :func:`ask` puts it."""

    def asked(*given: Given.args, **named: Given.kwargs) -> pd.DataFrame:
        assert not named, "answers are kept by what is given in order"
        return ask(question, *(tuple(one) if isinstance(one, list) else one for one in given))

    return asked


reports = _asked(queries.reports)
reports_with_metrics = _asked(queries.reports_with_metrics)
bands = _asked(queries.bands)
observations = _asked(queries.observations)
coverage = _asked(queries.coverage)
checks = _asked(queries.checks)
shares = _asked(queries.shares)
explanations = _asked(queries.explanations)
evidence = _asked(queries.evidence)
fallen_silent = _asked(queries.fallen_silent)
reading_issues = _asked(queries.reading_issues)


def build() -> pd.Series:
    """The build's row: build_id, built_at (UTC), counts."""
    return ask(queries.build).iloc[0]


def metrics() -> pd.DataFrame:
    """See :func:`warehouse.queries.metrics`; indexed by metric_id."""
    return ask(_metrics_by_id)


def _metrics_by_id(own: Warehouse) -> pd.DataFrame:
    return queries.metrics(own).set_index("metric_id", drop=False)


def topics() -> pd.DataFrame:
    """See :func:`warehouse.queries.topics`; indexed by topic_id."""
    return ask(_topics_by_id)


def _topics_by_id(own: Warehouse) -> pd.DataFrame:
    return queries.topics(own).set_index("topic_id", drop=False)


def newest_report() -> str | None:
    """The newest report of what was done, of which every screen speaks as the newest; None without one."""
    found = ask(queries.newest_report)
    return None if found.empty else str(found.iloc[0]["report_id"])


def newer_values() -> int:
    """How many values the published warehouse has that the current edition has not, or the other way round.

    Zero outside an edition.
    """
    own = set(ask(queries.observation_ids)["observation_id"])
    with of_edition(None):
        return len(own ^ set(ask(queries.observation_ids)["observation_id"]))
