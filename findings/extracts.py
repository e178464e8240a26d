"""One view of the warehouse to take away: what it shows, where it comes from, how it is found again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from catalog.load import load
from catalog.models import Panel, Screen
from catalog.words import words
from findings.kept import kept
from findings.lanes import View
from findings.panels import Drawn, draw, parts_of, report_titles
from findings.period_words import taipei_day
from findings.recurring import accepted
from warehouse import reads

# Names of reports that a line holds.
MOST_REPORTS = 6


class UnknownName(KeyError):
    """No topic page, panel or metric has this name."""


@dataclass(frozen=True)
class Extract:
    """What one file, slide or embedded page shows.

    ``id`` names it in addresses and files; ``name`` is what is measured, ``drawn.title`` the finding;
    ``address`` is the path and query of the same view on the dashboard; ``sources`` are the names of
    the reports its values are printed in; ``build_id`` and ``built`` tell the warehouse it was read from.
    Its texts are in the language that was bound when it was made: what writes it must be in the same.
    """

    id: str
    name: str
    question: str
    drawn: Drawn
    address: str
    sources: tuple[str, ...]
    build_id: str
    built: date


def of_panel(screen: Screen, panel: Panel, view: View = "per_month", part: str = "") -> Extract:
    """A panel of a topic page of the catalog, made once for all who ask: nobody may change it.

    Args:
        screen: the topic page.
        panel: one of its panels.
        view: flows by monthly average or as printed.
        part: the breakdown value shown alone, or "" for all.
    """
    return _of_panel(screen.id, panel.id, view, part)


@kept(256)
def _of_panel(screen_id: str, panel_id: str, view: View, part: str) -> Extract:
    screen = next(screen for screen in load().screens if screen.id == screen_id)
    panel = next(panel for panel in screen.panels if panel.id == panel_id)
    query = {"lang": words.language, "panel": panel.id, "view": view, **({"part": part} if part else {})}
    return _extract(panel, words.either(screen, "question"), f"{screen.id}-{panel.id}", view, part,
                    f"/{screen.id}?{urlencode(query)}")  # fmt: skip


def of_metric(metric_id: str, view: View = "per_month") -> Extract:
    """One metric by itself, made once for all who ask: nobody may change it.

    Raises:
        UnknownName: there is no such metric.
    """
    return _of_metric(metric_id, view)


@kept(256)
def _of_metric(metric_id: str, view: View) -> Extract:
    known = reads.metrics()
    if metric_id not in known.index:
        raise UnknownName(metric_id)
    metric = known.loc[metric_id]
    panel = Panel(id=metric_id, name_zh=metric["name_zh"], name_en=metric["name_en"], metrics=(metric_id,))
    question = words.either(reads.topics().loc[metric["topic_id"]], "question")
    agency = reads.named_agency()
    query = {"lang": words.language, **({"agency": agency} if agency else {}), "metrics": metric_id, "view": view}
    return _extract(panel, question, metric_id, view, "", f"/explore?{urlencode(query)}")


@kept(256)
def choices(name: str) -> Mapping[str, str]:
    """What a name stands for: names by id of a metric itself, a topic page's panels, or a topic's metrics.

    Raises:
        UnknownName: nothing has this name.
    """
    catalog = load()
    if reads.is_described() and name in catalog.metrics:
        return {name: words.name(catalog.metrics[name])}
    known = reads.metrics()
    if not reads.is_described() or name in accepted():
        if name not in known.index:
            raise UnknownName(name)
        return {name: words.name(known.loc[name])}
    screen = next((screen for screen in catalog.screens if screen.id == name), None)
    if screen is not None:
        return {panel.id: words.name(panel) for panel in screen.panels}
    metrics = [metric for metric, topic in catalog.topic_of.items() if topic == name]
    if not metrics:
        raise UnknownName(name)
    return {metric: words.name(catalog.metrics[metric]) for metric in metrics}


def chosen(name: str, choice: str, view: View = "per_month", part: str = "") -> Extract:
    """One of the :func:`choices` of a name; of a panel also one ``part`` alone.

    Raises:
        UnknownName: nothing has this name, or the name no such choice or part.
    """
    if choice not in choices(name):
        raise UnknownName(choice)
    screen = next((screen for screen in load().screens if screen.id == name and reads.is_described()), None)
    panel = next((panel for panel in screen.panels if panel.id == choice), None) if screen else None
    if part and (panel is None or part not in parts_of(panel)):
        raise UnknownName(part)
    if screen is None or panel is None:
        return of_metric(choice, view)
    return of_panel(screen, panel, view, part)


def named(name: str, view: View = "per_month") -> list[Extract]:
    """All extracts a name stands for, in order.

    Raises:
        UnknownName: nothing has this name.
    """
    return [chosen(name, choice, view) for choice in choices(name)]


def _extract(panel: Panel, question: str, name: str, view: View, part: str, address: str) -> Extract:
    drawn = draw(panel, view, part)
    build = reads.build()
    edition = reads.current_edition()
    address += f"&{urlencode({'edition': edition})}" if edition else ""
    return Extract(
        name, words.name(panel), question, drawn, address, tuple(used_reports(drawn.rows["report_id"])),
        build["build_id"], taipei_day(build["built_at"]),
    )  # fmt: skip


def used_reports(report_ids: Iterable[str]) -> list[str]:
    """The names of the reports, in the order of their periods."""
    used = set(report_ids)
    return [title for report_id, title in report_titles().items() if report_id in used]


def told_reports(reports: Sequence[str], joint: str | None = None) -> str:
    """The names of some reports in a line; of many their number, the oldest, and the newest.

    Args:
        reports: their names, in the order of their periods.
        joint: what stands between them, where it is not that of any list.
    """
    if len(reports) > MOST_REPORTS:
        return words("notes.reports", count=len(reports), first=reports[0], last=reports[-1])
    return (words("list.joint") if joint is None else joint).join(reports) or "—"


def reporting_agency() -> str:
    """The agency that the newest report is of; empty where there is none."""
    reports = reads.reports_with_metrics()
    if reports.empty:
        return ""
    newest = reports.sort_values(["period_end", "period_start"]).iloc[-1]
    known = {agency.id: words.name(agency) for agency in load().agencies}
    return known.get(str(newest["agency_id"]), str(newest["agency"]))
