"""The source card: the trail from one number to the sentence, the page and the file that print it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import quote as quoted

import pandas as pd
import streamlit as st

from catalog.words import words
from findings.check_counts import kind_of, loose, status_words
from findings.citation import observation_citation, sentence_citation
from findings.explanations import explanations
from findings.lanes import average_words, report_name
from findings.period_words import today
from findings.records import place_words
from findings.titles import row_period
from findings.values import MONEY, is_told, number_words, part_words, qualified, unit_words, value_words, with_unit
from view.frame.explained import explained
from view.frame.focus import bring_into_view
from view.frame.links import explore_address, link, series_address
from view.frame.passage import (
    CHINESE,
    marked_passage,
    neighbour,
    outline_line,
    page_address,
    page_figure,
    table_extract,
)
from view.source.file import FileChanged, FileGone, file_size
from view.source.wording import Neighbour, difference, neighbours, sentence_of
from view.takeaway.copying import copyable, prepare, site
from warehouse import reads, recurring, sources

STYLE = Path(__file__).with_name("source.css")
_PDF = "application/pdf"
_DIGEST_SHOWN = 12
# Of what other reports print the newest; all of it is a page away.
_MOST_OTHERS = 6
# Checks that set a value beside another instead of computing it, each in words of its own.
_COMPARED = (
    "target_met", "told_words", "printed_twice", "list_length", "between_reports", "years_since", "period_sum",
    "completion_date", "magnitude",
)  # fmt: skip


def source_card(row: pd.Series | None, close: Callable[[], None] | None = None) -> None:
    """Draws the card of one observation.

    Args:
        row: as :func:`warehouse.queries.observations` gives it; None where the address names a
            value that is not there (any more).
        close: undoes the reader's choice; the card then lies over the page, in view wherever the page
            is scrolled to, until it is closed. Without it the card stands in the page.
    """
    st.html(STYLE)
    with st.container(key="source-card"):
        if close is not None:
            st.button(words("card.close"), key="source-close", icon=":material/close:", on_click=close)
        st.header(words("card.title"), anchor=False)
        if row is None:
            st.info(words("card.missing"))
            return
        place = reads.ask(sources.place_of, row["observation_id"]).iloc[0]
        report = _report(row["report_id"])
        problem, size = _file_state(report)
        st.html(head(row))
        prepare("card")
        st.html(copyable(words("card.cite.sentence"), sentence_citation(row), _passage(row, place)))
        if said := explanations([row["metric_id"]], [row["report_id"]]):
            st.html(explained(said))
        if not problem and report["media_type"] == _PDF and is_told(place["x0"]):
            st.html(page_figure(place, report_name(row), row["quote"]))
        st.subheader(words("card.facts"), anchor=False)
        st.html(_facts(row) + _series(row) + _file(report, problem, size))
        _also(row, not problem and report["media_type"] == _PDF)
        _wording(row)
        _checks(row)
        _others(row)
        _citations(row)
        if close is not None:
            bring_into_view(".st-key-source-card", "mark", str(row["observation_id"]))


def _report(report_id: str) -> pd.Series:
    reports = reads.reports()
    return reports[reports["report_id"] == report_id].iloc[0]


def figure_words(row: pd.Series) -> str:
    """One value in a line: metric, part, period, value."""
    part = words("card.part", part=part_words(row["part"])) if is_told(row["part"]) else ""
    value = value_words(row["value"], row["unit"], row["qualifier"])
    return words("card.heading", name=words.name(row) + part, period=row_period(row), value=value)


def head(row: pd.Series) -> str:
    """What the number is, and whether it was recognised from an image."""
    # A reader who chose in the chart or the table is told what the card now shows.
    line = f'<p class="figure-line" role="status">{escape(figure_words(row))}</p>'
    return line + _average(row) + (f'<p class="ocr">{escape(words("card.ocr"))}</p>' if row["by_ocr"] else "")


def _average(row: pd.Series) -> str:
    """A flow's monthly average, which charts draw of it, and how it follows; nothing of what has none."""
    if not is_told(row.get("per_month")):
        return ""
    value = value_words(row["value"], row["unit"], row["qualifier"])
    average = qualified(average_words(row), row["qualifier"])
    average = average if row["unit"] == MONEY else with_unit(average, row["unit"])
    months = number_words(round(float(row["months"]), 2))
    return f'<p class="average">{escape(words("card.average", average=average, value=value, months=months))}</p>'


# Where it stands ----------------------------------------------------------------------------------


def _passage(row: pd.Series, place: pd.Series) -> str:
    around = reads.ask(sources.around, row["report_id"], int(row["passage_no"]))
    before, after = (around[around["passage_no"] < row["passage_no"]], around[around["passage_no"] > row["passage_no"]])
    return (
        outline_line(list(row["outline"]))
        + "".join(neighbour(text, "before") for text in before["text"])
        + _sentence(row, place)
        + "".join(neighbour(text, "after") for text in after["text"])
    )


def _sentence(row: pd.Series, place: pd.Series) -> str:
    # A quotation that is more than its cell is shown as the whole text of the table.
    if is_told(place["table_no"]) and row["quote"] in place["cell"]:
        cells = reads.ask(sources.rows_around, row["report_id"], int(place["table_no"]), int(place["row"]))
        return table_extract(cells, place)
    return marked_passage(row["passage"], int(row["char_start"]), int(row["char_end"]), row["quote"])


def _file_state(report: pd.Series) -> tuple[str, int]:
    """Why the published file cannot be shown, "" where it can; and its bytes."""
    try:
        return "", file_size(report)
    except FileGone:
        return words("card.file_gone", file=report["file"]), 0
    except FileChanged:
        return words("card.file_changed", file=report["file"]), 0


def _also(row: pd.Series, has_pages: bool) -> None:
    places = reads.evidence(row["observation_id"])
    others = places[places["position"] > 1]
    if others.empty:
        return
    st.subheader(words("card.also"), anchor=False)
    for _, place in others.iterrows():
        image = ""
        if has_pages and is_told(place["page"]):
            address = page_address(place["report_id"], int(place["page"]), int(place["quantity_no"]))
            image = f' <a href="{escape(address)}" target="_blank">{escape(words("card.image_open"))}</a>'
        st.html(
            f"<p>{escape(place_words(place))}{image}</p>"
            + outline_line(list(place["outline"]))
            + marked_passage(place["passage"], int(place["char_start"]), int(place["char_end"]), place["quote"])
        )


# What it is ---------------------------------------------------------------------------------------


def _facts(row: pd.Series) -> str:
    metric = reads.metrics().loc[row["metric_id"]]
    quote = words("card.period_quote", quote=row["period_quote"]) if is_told(row["period_quote"]) else ""
    basis = words(f"basis.{row['period_basis']}")
    facts = {
        "report": report_name(row),
        "place": place_words(row),
        "metric": words.either(metric, "definition"),
        "counting": words.either(row, "counting") if is_told(row["counting"]) else "",
        "period": words("card.period", period=row_period(row), basis=basis, quote=quote),
        "raw": row["raw"],
        "value": f"{number_words(row['value'])} {unit_words(row['unit'])}",
        "qualifier": words("card.qualifier", qualifier=row["qualifier"]) if is_told(row["qualifier"]) else "",
        "form": words(f"card.form.{row['form']}") if row["form"] != "number" else "",
    }
    lines = [
        f"<dt>{escape(words(f'card.fact.{key}'))}</dt><dd>{escape(text)}</dd>" for key, text in facts.items() if text
    ]
    return f'<dl class="facts">{"".join(lines)}</dl>'


def _series(row: pd.Series) -> str:
    """The way to where the series is looked at, named and confirmed; nothing for a measure of the catalog."""
    proposals = reads.ask(recurring.proposals).set_index("series_id")
    if row["metric_id"] not in proposals.index:
        return ""
    accepted = proposals.loc[row["metric_id"], "status"] == "accepted"
    label = words("agency.confirmed" if accepted else "agency.mark")
    return f'<p class="series-mark">{link(series_address(row["metric_id"]), label)}</p>'


def _file(report: pd.Series, problem: str, size: int) -> str:
    """The published file to download, or why it cannot be had."""
    if problem:
        return f'<p class="file-problem">{escape(problem)}</p>'
    address = f"/file/{quoted(report['report_id'], safe='')}?lang={words.language}"
    label = words("card.file", file=report["file"], size=f"{max(size / 1024, 1):,.0f} KB")
    digest = words("card.file_digest", digest=report["sha256"][:_DIGEST_SHOWN])
    return f'<p class="file"><a href="{escape(address)}" download>{escape(label)}</a> {escape(digest)}</p>'


# What others say ----------------------------------------------------------------------------------


def _wording(row: pd.Series) -> None:
    st.subheader(words("card.wording"), anchor=False)
    before, after = neighbours(row, reads.observations([row["metric_id"]]), reads.reports_with_metrics())
    if before is None and after is None:
        st.caption(words("card.wording_none"))
        return
    pairs = f'<p class="legend">{escape(words("card.wording_legend"))}</p>'
    if before:
        pairs += _pair("before", before, before.row, row)
    if after:
        pairs += _pair("after", after, row, after.row)
    st.html(f'<div class="wording">{pairs}</div>')


def _pair(side: str, other: Neighbour, older: pd.Series, newer: pd.Series) -> str:
    """Two sentences side by side, the older first."""
    found = difference(sentence_of(older), sentence_of(newer))
    notes = [words("card.wording_silent", count=other.silent)] if other.silent else []
    notes += [words("card.wording_same")] if found.numbers_only else []
    return (
        f"<h4>{escape(words(f'card.wording.{side}'))}</h4>"
        + "".join(f"<p>{escape(note)}</p>" for note in notes)
        + '<div class="pair">'
        + _worded("earlier", older, found.older, side == "after")
        + _worded("later", newer, found.newer, side == "before")
        + "</div>"
    )


def _worded(when: str, row: pd.Series, sentence: str, is_this: bool) -> str:
    told = [words(f"card.wording.{when}") + (words("card.part", part=words("card.wording.this")) if is_this else "")]
    told += [report_name(row), row_period(row), place_words(row)]
    caption = words("card.joint").join(text for text in told if text)
    return f"<figure><figcaption>{escape(caption)}</figcaption><blockquote {CHINESE}>{sentence}</blockquote></figure>"


def _checks(row: pd.Series) -> None:
    st.subheader(words("card.checks"), anchor=False)
    checks = reads.ask(sources.checks_of, row["observation_id"])
    # That a value is of the order of the others tells nobody anything; that it is not, does.
    checks = checks.drop(loose(checks[checks["status"] == "holds"]).index)
    if checks.empty:
        st.caption(words("card.checks_none"))
        return
    st.html(f'<ul class="checks">{"".join(_check(check) for _, check in checks.iterrows())}</ul>')


def _check(check: pd.Series) -> str:
    text = check_words(check)
    if is_told(check["other_report_id"]):
        text += words("check.other_report", report=report_name(_report(check["other_report_id"])))
    role = words("card.part", part=words(f"check.role.{check['role']}"))
    quote = ""
    if is_told(check["quote"]) and check["role"] == "input":
        quote = f"<p {CHINESE}>{escape(words('check.evidence', quote=check['quote']))}</p>"
    return f'<li><span class="badge-{check["status"]}">{escape(text)}</span>{escape(role)}{quote}</li>'


def check_words(check: pd.Series) -> str:
    """One evaluated check in a sentence."""
    status = status_words(check)
    if not is_told(check["computed"]):
        return words("check.line_unknown", name=words.name(check), status=status)
    digits = 2 if not float(check["computed"]).is_integer() else 0
    kind = kind_of(check["check_id"])
    return words(
        f"check.compared.{kind}" if kind in _COMPARED else "check.line",
        name=words.name(check),
        stated=number_words(check["stated"]),
        computed=number_words(check["computed"], digits),
        status=status,
    )


def _others(row: pd.Series) -> None:
    rows = reads.observations([row["metric_id"]])
    others = rows[(rows["part"] == row["part"]) & (rows["report_id"] != row["report_id"])]
    st.subheader(words("card.others"), anchor=False)
    if others.empty:
        st.caption(words("card.others_none"))
        return
    newest = others.sort_values("period_end", kind="stable", ascending=False).head(_MOST_OTHERS)
    lines = [f"<li>{escape(_other_words(other))}</li>" for _, other in newest.iterrows()]
    if rest := len(others) - len(newest):
        lines.append(f"<li>{link(explore_address(row['metric_id'], None), words('card.others_more', count=rest))}</li>")
    st.html(f"<ul>{''.join(lines)}</ul>")


def _other_words(row: pd.Series) -> str:
    value = value_words(row["value"], row["unit"], row["qualifier"])
    return words("card.joint").join((row_period(row), value, report_name(row)))


# To take away -------------------------------------------------------------------------------------


def _citations(row: pd.Series) -> None:
    build = str(reads.build()["build_id"])
    with st.expander(words("card.cite"), icon=":material/format_quote:"):
        for length in ("short", "long"):
            text = observation_citation(row, today(), build, short=length == "short", site=site())
            st.html(copyable(words(f"card.cite.{length}"), text))
