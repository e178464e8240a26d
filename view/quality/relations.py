"""One checked relation in plain words: what is printed, what it should be, and the sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html import escape

import pandas as pd

from catalog.words import words
from findings.check_counts import kind_of
from findings.lanes import report_name
from findings.period_words import day_words, period_words
from findings.values import is_told, number_words, part_words, value_words, with_unit
from view.frame.links import explore_address, link, passage_address
from view.frame.passage import CHINESE
from view.frame.query import extracts

# Of two numbers, of which words say which way it went from one to the other.
_TURNED = "way told"
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2}) = (\d{4}-\d{2}-\d{2})")
# Kinds whose sentence is about two printed things, not about a recomputed one.
_OWN_WORDS = (
    "target_met", "told_words", "printed_twice", "list_length", "stated_total", "budget_sum", "between_reports",
    "years_since", "period_sum", "magnitude",
)  # fmt: skip

# Why nothing can be told, where it is not that words or units are loose.
_UNTOLD = {"list_length": "partly", "stated_total": "partly", "magnitude": "far"}


def result_item(row: pd.Series, evidence: pd.DataFrame, reports: Mapping[str, pd.Series]) -> str:
    """One result as an HTML list item.

    Args:
        row: as :func:`warehouse.judgements.results` gives it.
        evidence: the values behind it, as :func:`warehouse.judgements.evidence` gives them.
        reports: the rows of all reports by report_id.
    """
    return (
        f'<li class="{row["status"]}"><p class="judged-head"><strong>{escape(words.name(row))}</strong> '
        f"{escape(_subject(row, evidence))}</p>"
        f'<p class="badge-{row["status"]}">{escape(_sign(row))} {escape(sentence(row, evidence))}</p>'
        + _quotes(row, reports)
        + _values(row, evidence)
        + "</li>"
    )


def _sign(row: pd.Series) -> str:
    return words(f"quality.sign.{row['status']}")


def _subject(row: pd.Series, evidence: pd.DataFrame) -> str:
    """The report, and of which part and period the stated value is."""
    told = [report_name(row)]
    if not evidence.empty and is_told(evidence.iloc[0]["period_end"]):
        first = evidence.iloc[0]
        told += [part_words(first["part"])] if first["part"] else []
        told.append(_period(first))
    return words("card.joint").join(told)


def _period(value: pd.Series) -> str:
    start = value["period_start"].date() if is_told(value["period_start"]) else None
    return period_words(start, value["period_end"].date())


# The sentence -------------------------------------------------------------------------------------


def sentence(row: pd.Series, evidence: pd.DataFrame) -> str:
    """What was found, in one sentence; of what cannot be told, why."""
    kind = kind_of(row["check_id"])
    if days := _DAYS.fullmatch(str(row["relation"])):
        return _days(days, row) + (words("quality.told.named_alike") if row["status"] == "cannot_tell" else "")
    if kind == "told_days" and row["status"] in ("holds", "fails"):
        return words(f"quality.told.told_days.{row['status']}")
    if not is_told(row["computed"]):
        return words("quality.told.missing")
    told = _numbers(row, evidence)
    own = f"quality.told.{kind}" if kind in _OWN_WORDS else "quality.told.recomputed"
    if row["relation"] == _TURNED:
        own = "quality.told.turned"
    text = words(own, **told)
    if row["status"] == "footnote":
        return text + words("quality.told.announced" if kind == "between_reports" else "quality.told.rounded")
    if row["status"] != "cannot_tell":
        return text
    return text + words(f"quality.told.{_UNTOLD.get(kind, 'loose')}")


def _days(days: re.Match[str], row: pd.Series) -> str:
    own, other = (date.fromisoformat(day) for day in days.groups())
    return words(
        f"quality.told.days.{'same' if own == other else 'one' if abs((own - other).days) == 1 else 'many'}",
        stated=day_words(own),
        computed=day_words(other),
        other=_other(row),
        apart=abs((own - other).days),
    )


def _numbers(row: pd.Series, evidence: pd.DataFrame) -> dict[str, str]:
    unit = str(evidence.iloc[0]["unit"]) if not evidence.empty and is_told(evidence.iloc[0]["unit"]) else ""
    stated, computed = float(row["stated"]), float(row["computed"])
    apart = abs(stated - computed)
    times = max(stated, computed) / min(stated, computed) if min(stated, computed) > 0 else 0.0
    return {
        "stated": with_unit(number_words(stated), unit),
        "computed": with_unit(_rounded(computed, apart), unit),
        "apart": _apart(_rounded(apart, apart), unit),
        "tolerance": _apart(_few_digits(float(row["tolerance"])), unit) if is_told(row["tolerance"]) else "",
        "other": _other(row),
        "times": number_words(times, 1),
    }


def _apart(number: str, unit: str) -> str:
    """How far apart two figures are: percentages in percentage points."""
    return words("finding.points", change=number) if unit == "%" else with_unit(number, unit)


def _few_digits(value: float) -> str:
    """A bound in two digits: more of it is printed nowhere."""
    return number_words(float(f"{value:.2g}"))


def _rounded(value: float, apart: float) -> str:
    """As few decimals as show that the values differ: two, or four where they differ by less than 0.1."""
    if value.is_integer():
        return number_words(value)
    return number_words(value, 4 if 0 < apart < 0.1 else 2)


def _other(row: pd.Series) -> str:
    """The report it is compared with, by name; empty where there is none."""
    if not is_told(row["other_report_id"]):
        return ""
    return report_name(pd.Series({"title": row["other_title"], "session": row["other_session"]}))


# What it rests on ---------------------------------------------------------------------------------


def _quotes(row: pd.Series, reports: Mapping[str, pd.Series]) -> str:
    """The sentence judged and the other report's, each under its report and leading to it."""
    places = (
        (row["report_id"], row["quote"], row["passage_no"]),
        (row["other_report_id"], row["other_quote"], row["other_passage_no"]),
    )
    html = ""
    for report_id, quote, passage in places:
        if not is_told(quote):
            continue
        name = report_name(reports[report_id])
        number = int(passage) if is_told(passage) else None
        leads = link(passage_address(report_id, number), words("search.to_source"))
        html += (
            f"<figure><figcaption>{escape(name)} {leads}</figcaption>"
            f"<blockquote {CHINESE}>{escape(str(quote))}</blockquote></figure>"
        )
    return f'<div class="quotes">{html}</div>' if html else ""


def _values(row: pd.Series, evidence: pd.DataFrame) -> str:
    """The values used, the stated one first, each with its sentence and its chart."""
    if evidence.empty or is_told(row["other_quote"]):
        return ""
    items = [_value(value) for _, value in evidence.iterrows()]
    return f'<ul class="values">{"".join(items)}</ul>'


def _value(value: pd.Series) -> str:
    unit = str(value["unit"]) if is_told(value["unit"]) else ""
    figure = value_words(value["value"], unit, value["qualifier"])
    source = link(passage_address(value["own_report_id"], int(value["passage_no"])), words("search.to_source"))
    span = [(int(value["char_start"]), int(value["char_end"]))]
    quote = f"<blockquote {CHINESE}>{extracts(str(value['passage']), span)}</blockquote>"
    if not is_told(value["metric_id"]):
        label = f"<span {CHINESE}>{escape(str(value['label']))}</span> " if is_told(value["label"]) else ""
        return f"<li>{label}<strong>{escape(figure)}</strong>{quote}<p>{source}</p></li>"
    name = words.name(value) + (words("card.part", part=part_words(value["part"])) if value["part"] else "")
    chart = link(explore_address(value["metric_id"], value["observation_id"]), words("search.to_chart", metric=name))
    told = words("card.heading", name=name, period=_period(value), value=figure)
    return f"<li>{escape(told)}{quote}<p>{source} {chart}</p></li>"
