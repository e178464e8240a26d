"""Citations: words to put under a number or a chart so that others find it again."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pandas as pd

from catalog.load import load
from catalog.models import Panel
from catalog.words import words
from findings.extracts import Extract, told_reports
from findings.period_words import day_words, period_words, roc_year
from findings.records import section_words
from findings.titles import row_period
from findings.values import is_told, part_words, value_words
from warehouse import reads


def observation_citation(row: pd.Series, retrieved: date, build_id: str, *, short: bool, site: str = "") -> str:
    """One printed number: its report and place; in full also the number, the warehouse and the address.

    Args:
        row: as :func:`warehouse.queries.observations` gives it.
        retrieved: the day it is looked up.
        build_id: the warehouse it is read from.
        short: the report and place alone, for a footnote.
        site: scheme and host before the address; without one the address is a path.
    """
    printed = [*_report(row), *_dated(row), section_words(row)]
    if short:
        return words("citation.short", source=_joined(printed), build=build_id)
    return words(
        "citation.long",
        source=_joined([_agency(row["agency"]), *printed]),
        figure=_figure(row),
        dashboard=words("app.title"),
        build=build_id,
        retrieved=dated_words(retrieved),
        address=site + observation_address(row),
    )


def sentence_citation(row: pd.Series) -> str:
    """The printed sentence and where it is found on paper: report, section, page or paragraph, date.

    Args:
        row: as :func:`warehouse.queries.observations` gives it.
    """
    return words(
        "citation.sentence",
        quote=" ".join(str(row["quote"]).split()),
        source=_joined([*_report(row), section_words(row), *_dated(row)]),
    )


def extract_citation(extract: Extract, retrieved: date, *, short: bool, site: str = "") -> str:
    """One view taken away: what it shows and from which warehouse; in full also its reports and address.

    Args:
        extract: the view.
        retrieved: the day it is taken.
        short: without reports and address, for the foot of a slide.
        site: scheme and host before the address; without one the address is a path.
    """
    told = {
        "name": extract.name,
        "dashboard": words("app.title"),
        "build": extract.build_id,
        "retrieved": dated_words(retrieved),
    }
    if short:
        return words("citation.extract_short", **told)
    return words(
        "citation.extract_long",
        **told,
        finding=extract.drawn.title.rstrip("。."),
        sources=told_reports(extract.sources, words("citation.sources_joint")),
        built=day_words(extract.built),
        address=site + extract.address,
    )


def dated_words(day: date) -> str:
    """A day as the ROC counts it and as ISO 8601 writes it: 105年5月6日（2016-05-06）."""
    roc = f"{roc_year(day)}-{day:%m-%d}"
    return words("citation.day", day=day_words(day), roc=roc, iso=day.isoformat())


def _joined(parts: list[str]) -> str:
    return words("citation.joint").join(part for part in parts if part)


def _report(row: pd.Series) -> list[str]:
    title, session = str(row["report_title"]), row["session"]
    told = is_told(session) and session not in title
    return [words("citation.title", title=title), str(session) if told else ""]


def _dated(row: pd.Series) -> list[str]:
    """The day a report was published; of one that prints none, the period it covers."""
    if is_told(row["published"]):
        return [dated_words(row["published"].date())]
    start, end = row["report_start"].date(), row["report_end"].date()
    years = f"{roc_year(start)}" if start.year == end.year else f"{roc_year(start)}–{roc_year(end)}"
    iso = f"{start.isoformat()}/{end.isoformat()}"
    return [words("citation.undated", period=period_words(start, end), roc=years, iso=iso)]


def _agency(name: str) -> str:
    """The agency; in English with the name it bore in the report, which is how it is found."""
    known = next((agency for agency in load().agencies if name in (agency.name_zh, *agency.names)), None)
    return words("citation.agency", name=words.name(known), printed=name) if known else name


def _figure(row: pd.Series) -> str:
    part = words("card.part", part=part_words(row["part"])) if is_told(row["part"]) else ""
    value = value_words(row["value"], row["unit"], row["qualifier"])
    recognised = words("card.part", part=words("card.ocr_short")) if row["by_ocr"] else ""
    return words("citation.figure", name=words.name(row) + part, period=row_period(row), value=value + recognised)


def observation_address(row: pd.Series) -> str:
    """Path and query of a screen that opens the number's source card.

    The first panel that draws the number; one that no panel draws is found by exploring.

    Args:
        row: as :func:`warehouse.queries.observations` gives it.
    """
    found = ((screen.id, panel.id) for screen in load().screens for panel in screen.panels if _draws(panel, row))
    screen, panel = next(found, ("", ""))
    if screen:
        query = {"lang": words.language, "panel": panel, "source": row["observation_id"]}
        return f"/{screen}?{urlencode(query)}"
    agency = reads.named_agency()
    named = {"agency": agency} if agency else {}
    query = {"lang": words.language, **named, "metrics": row["metric_id"], "source": row["observation_id"]}
    return f"/explore?{urlencode(query)}"


def _draws(panel: Panel, row: pd.Series) -> bool:
    if row["metric_id"] not in (*panel.metrics, *panel.bases.values(), *panel.targets.values()):
        return False
    if panel.kind != "values":
        return True
    return is_told(row["part"]) if panel.breakdown else not is_told(row["category"])
