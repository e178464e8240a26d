"""Reads the catalog's files, validates each and all together, and names what is wrong where."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from catalog.lexicon import CauseWords, Lexicon, SeriesWords, Structure
from catalog.models import (
    Agency,
    BaseEvent,
    BreakdownKey,
    BreakdownNames,
    Catalog,
    Check,
    ContextBand,
    Metric,
    MetricFile,
    PeriodRule,
    ReadingRule,
    Screen,
    Topic,
    TopicGroup,
    Unit,
)
from catalog.table_forms import BudgetForm, TableForm

CATALOG_DIR = Path(__file__).parent
# What every agency shares, and what is known of the one whose reports are read.
COMMON, AGENCY = "common", "agencies/kaohsiung_secretariat"

T = TypeVar("T")


class CatalogError(Exception):
    """A catalog file that cannot be used. The message names file, place and fault."""


def parse(path: Path, kind: Any) -> Any:
    """The YAML file at ``path`` as ``kind``, a type pydantic can validate.

    Raises:
        CatalogError: the file is missing, is not YAML, or does not fit.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError as error:
        raise CatalogError(f"{path}: 找不到目錄檔") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogError(f"{path}: 不是合法的 YAML：{error}") from error
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()
        )
        raise CatalogError(f"{path}: {faults}") from error


def _unique(items: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for item in items:
        if item in seen:
            raise CatalogError(f"{what}: id 重複：{item}")
        seen.add(item)


def _digest(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def load(directory: Path = CATALOG_DIR) -> Catalog:
    """The whole catalog of ``directory``, validated; read once.

    Raises:
        CatalogError: a file is missing, is not YAML, has an unknown or missing key, an id stands
            twice, or an entry names a topic, metric, unit, event or breakdown that is not there.
    """
    # A cache tells a folder that is given from the same one left to the default.
    return loaded(directory)


@functools.cache
def loaded(directory: Path) -> Catalog:
    """See :func:`load`."""
    common, agency = directory / COMMON, directory / AGENCY
    groups: list[TopicGroup] = parse(agency / "topic_groups.yaml", list[TopicGroup])
    topics: list[Topic] = parse(agency / "topics.yaml", list[Topic])
    files = sorted((agency / "metrics").glob("*.yaml"))
    if not files:
        raise CatalogError(f"{agency / 'metrics'}: 沒有任何指標檔")
    metric_files: list[MetricFile] = [parse(path, MetricFile) for path in files]
    metrics = [metric for file in metric_files for metric in file.metrics]
    events: list[BaseEvent] = parse(common / "events.yaml", list[BaseEvent])
    breakdowns: list[BreakdownKey] = parse(agency / "breakdowns.yaml", list[BreakdownKey])
    _unique((topic.id for topic in topics), "topics.yaml")
    _unique((metric.id for metric in metrics), "metrics/*.yaml")
    catalog = Catalog(
        directory=directory,
        groups=tuple(groups),
        topics=tuple(topics),
        metrics={metric.id: metric for metric in metrics},
        topic_of={metric.id: file.topic for file in metric_files for metric in file.metrics},
        units=tuple(parse(common / "units.yaml", list[Unit])),
        agencies=tuple(parse(agency / "agency.yaml", list[Agency])),
        bands=tuple(parse(common / "context.yaml", list[ContextBand])),
        events={event.id: event for event in events},
        breakdowns={key.id: key for key in breakdowns},
        breakdown_names=tuple(parse(agency / "breakdown_names.yaml", list[BreakdownNames])),
        tables=tuple(parse(agency / "tables.yaml", list[TableForm])),
        budgets=tuple(parse(agency / "budgets.yaml", list[BudgetForm])),
        checks=tuple(parse(agency / "checks.yaml", list[Check])),
        screens=tuple(parse(agency / "screens.yaml", list[Screen])),
        leading=tuple(parse(agency / "leading.yaml", list[str])),
        lexicon=parse(common / "lexicon.yaml", Lexicon),
        structure=parse(common / "structure.yaml", Structure),
        series=parse(common / "series.yaml", SeriesWords),
        causes=parse(common / "causes.yaml", CauseWords),
        sha256=_digest(sorted(set(directory.rglob("*.yaml")) - set(_shown_only(directory)))),
    )
    _check_references(catalog)
    return catalog


def _shown_only(directory: Path) -> list[Path]:
    """Files that change what screens look like, but no value: they leave a build's digest alone."""
    names = (
        "screens.yaml",
        "leading.yaml",
        "columns.yaml",
        "breakdown_names.yaml",
        "questions.yaml",
        "simplified.yaml",
    )
    folders = (directory / "words", *directory.glob("agencies/*/asked"))
    return [
        *(path for name in names for path in directory.rglob(name)),
        *(path for folder in folders for path in folder.rglob("*.yaml")),
    ]


def _known(ids: Iterable[str], known: Iterable[str], where: str) -> None:
    unknown = sorted(set(ids) - set(known))
    if unknown:
        raise CatalogError(f"{where}: 沒有這個 id：{'、'.join(unknown)}")


def _check_references(catalog: Catalog) -> None:
    _known((topic.group for topic in catalog.topics), (group.id for group in catalog.groups), "topics.yaml: group")
    _known(catalog.topic_of.values(), (topic.id for topic in catalog.topics), "metrics/*.yaml: topic")
    _check_lineage(catalog)
    _known(catalog.leading, catalog.metrics, "leading.yaml")
    units = {unit.id for unit in catalog.units}
    _known([unit.same_as for unit in catalog.units if unit.same_as], units, "units.yaml: same_as")
    for metric in catalog.metrics.values():
        where = f"metrics/*.yaml: {metric.id}"
        _known([metric.unit], units, f"{where}: unit")
        _known(metric.comparable_units, units, f"{where}: comparable_units")
        _known(metric.breakdown, catalog.breakdowns, f"{where}: breakdown")
        _unique((rule.id for rule in metric.read), where)
        _check_period(catalog, metric.period, where)
        for rule in metric.read:
            _check_rule(catalog, metric, rule, units)
    named = [names.key for names in catalog.breakdown_names]
    _unique(named, "breakdown_names.yaml")
    _known(named, catalog.breakdowns, "breakdown_names.yaml: key")
    for check in catalog.checks:
        stated = [check.stated] if check.stated else []
        _known([*stated, *check.operands, *check.optional], catalog.metrics, f"checks.yaml: {check.id}")
        _known([check.over] if check.over else [], catalog.breakdowns, f"checks.yaml: {check.id}: over")
    for budget in catalog.budgets:
        _known([budget.item, budget.total], catalog.metrics, f"budgets.yaml: {budget.id}")
        _known([budget.key], catalog.metrics[budget.item].breakdown, f"budgets.yaml: {budget.id}: key")
    for screen in catalog.screens:
        _check_screen(catalog, screen)
    for form in catalog.tables:
        _known((slot.metric for slot in form.slots), catalog.metrics, f"tables.yaml: {form.id}")
        slots = [slot.metric for slot in form.slots]
        _known((i for total in form.sums for i in (total.total, *total.parts)), slots, f"tables.yaml: {form.id}")
        _known(
            (slot.group for slot in form.slots),
            (group.id for group in form.groups),
            f"tables.yaml: {form.id}",
        )


def _check_lineage(catalog: Catalog) -> None:
    """One catalog is of one agency under its names in turn: each but the first succeeds one before it."""
    ids = [agency.id for agency in catalog.agencies]
    _unique(ids, "agency.yaml")
    for place, agency in enumerate(catalog.agencies):
        before = [agency.successor_of] if agency.successor_of else []
        _known(before, ids[:place], f"agency.yaml: {agency.id}: successor_of")
        if place and not before:
            raise CatalogError(f"agency.yaml: {agency.id}: 沒有 successor_of，不屬於同一機關沿革")


def _check_screen(catalog: Catalog, screen: Screen) -> None:
    _unique((panel.id for panel in screen.panels), f"screens.yaml: {screen.id}")
    for panel in screen.panels:
        named = [*panel.metrics, *(i for pair in panel.pairs for i in pair), screen.headline]
        named += [*panel.bases, *panel.bases.values(), *panel.targets, *panel.targets.values()]
        named += [panel.headline] if panel.headline else []
        _known(named, catalog.metrics, f"screens.yaml: {screen.id}.{panel.id}")


def _check_period(catalog: Catalog, period: PeriodRule | None, where: str) -> None:
    if period is not None:
        _known((e for e in (period.since, period.at) if e), catalog.events, f"{where}: period")


def _check_rule(catalog: Catalog, metric: Metric, rule: ReadingRule, units: set[str]) -> None:
    where = f"metrics/*.yaml: {metric.id}.{rule.id}"
    _known((unit for unit in rule.units if unit), units, f"{where}: units")
    _known([rule.counts_as] if rule.counts_as else [], units, f"{where}: counts_as")
    _known(rule.each, metric.breakdown, f"{where}: breakdown")
    _check_period(catalog, rule.period, where)
