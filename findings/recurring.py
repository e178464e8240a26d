"""What may be said of measures that were found in reports without a catalog: each value as printed, none compared."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

import pandas as pd

from catalog.entry import compiled
from catalog.load import load
from catalog.words import words
from findings.asking.matcher import features
from findings.asking.question import plain, stretches, understood
from findings.asking.spans import times
from findings.titles import Finding, conclude, row_period
from findings.values import value_words
from warehouse import reads, recurring

# The most telling come first: those that most reports print, surely known, whole before part.
_WHOLE = 0.5
# A question names a series by so much of its name, or with so much of its own words.
_NAMED = 0.6
_MOST_ASKED = 3
_CLAUSE = re.compile(r"[，。；！？\n]|,(?!\d)")


def accepted() -> tuple[str, ...]:
    """The series of the agency that is asked about which people accepted: metrics as any other, in their order."""
    found = reads.ask(recurring.proposals)
    return tuple(found.loc[found["status"] == "accepted", "series_id"])


def may_be_compared(metric_ids: Collection[str]) -> bool:
    """Whether values of metrics may be set beside those of other periods: not of what nobody has confirmed."""
    return reads.is_described() or (bool(metric_ids) and set(metric_ids) <= set(accepted()))


def asked_for(query: str, today: date) -> dict[str, Finding]:
    """What the accepted series that a question names come to, by id, the one it names most fully first.

    Args:
        query: what was typed.
        today: the day it is asked on.
    """
    asked = set(features(understood(query, today).words))
    names = reads.metrics()["name_zh"]
    near: dict[str, float] = {}
    for series_id in accepted():
        own = set(features(stretches(plain(names[series_id]))))
        shared = len(asked & own)
        if shared and max(shared / len(own), shared / len(asked)) >= _NAMED:
            near[series_id] = shared / len(own | asked)
    best = sorted(near, key=lambda series_id: -near[series_id])[:_MOST_ASKED]
    return {series_id: conclude(reads.observations((series_id,)), names[series_id]) for series_id in best}


def counted(before: str, names: Mapping[str, str], today: date) -> str | None:
    """Which measure the words before a number say it is, by id; None where that is not sure.

    Only where a clause begins with a period or with the name and leads from the name straight to the number: what
    stands before a name (of one district, of these) or behind it (grew by) makes it another number.

    Args:
        before: the text of the sentence up to the number.
        names: of the measures that count in its unit, by id.
        today: the day on which it is read.
    """
    clause = _CLAUSE.split(plain(before))[-1]
    leads = compiled(rf"(?:{load().lexicon.amounts_to})$")
    found = []
    for series_id, name in names.items():
        said, _, behind = clause.rpartition(plain(name))
        if plain(name) in clause and leads.fullmatch(behind) and not stretches(times(said, today).rest):
            found.append(series_id)
    return found[0] if len(found) == 1 else None


def most_telling(found: pd.DataFrame, most: int) -> pd.DataFrame:
    """The rows of ``most`` series that tell most, in the order in which reports print them.

    Args:
        found: as :func:`warehouse.recurring.series` gives them.
        most: how many.
    """
    whole = [not breakdown for breakdown in found["breakdown"]]
    weight = found["editions"] + found["score"] + _WHOLE * pd.Series(whole, found.index)
    return found.loc[weight.sort_values(ascending=False, kind="stable").index[:most]].sort_index()


def series_finding(rows: pd.DataFrame) -> str:
    """The newest value and how many reports print the series: nothing is compared that nobody has looked at.

    Args:
        rows: its values, as :func:`warehouse.queries.observations` gives them.
    """
    newest = rows.iloc[-1]
    return words(
        "agency.finding", name=words.name(newest), period=row_period(newest), reports=rows["report_id"].nunique(),
        value=value_words(newest["value"], newest["unit"], newest["qualifier"]),
    )  # fmt: skip
