"""Corrected editions: the ledger of them, and which of their values stand in place of those they correct."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from catalog.entry import compiled
from catalog.load import load
from catalog.words import words
from findings.lanes import Lane, Mark, report_name
from findings.notes import Note
from findings.titles import row_period
from findings.values import is_told, part_words, value_words
from warehouse import corrections, reads

# What a value is of, within its report.
_THING = ("metric_id", "part", "unit", "counting", "measure", "works_status", "period_start", "period_end")
# Stands before what a corrected edition prints otherwise, on charts and in their notes.
SIGN = "※"


@dataclass(frozen=True, eq=False)
class Correction:
    """A corrected edition: its row and the corrected report's title, whether it is announced, what it restates.

    ``edition`` is as :func:`warehouse.corrections.editions` gives it, ``restated`` as
    :func:`warehouse.corrections.restated` does.
    """

    edition: pd.Series
    announced: bool
    restated: pd.DataFrame


def ledger() -> list[Correction]:
    """All corrections, those of the newest period first."""
    lexicon = load().lexicon
    announced = compiled(lexicon.corrected_edition)
    restated = reads.ask(corrections.restated)
    return [
        Correction(
            edition,
            any(
                announced.search("".join(str(line).split())) for line in (edition["report_title"], *edition["opening"])
            ),
            restated[restated["report_id"] == edition["report_id"]],
        )
        for _, edition in reads.ask(corrections.editions, lexicon.opening_passages).iterrows()
    ]


# On charts ------------------------------------------------------------------------------------------


def newest_editions(
    rows: pd.DataFrame, corrects: Mapping[str, str] | None = None
) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    """Observations without those that a corrected edition of their report prints anew.

    One value stands in place of another only where each edition prints one of the thing.

    Args:
        rows: as :func:`warehouse.queries.observations` gives them.
        corrects: by report the one it corrects; those of the warehouse that is asked, where it is not told.

    Returns:
        The rows that stand, in their order; and by observation_id of a row that prints another value than the one
        it stands in place of, that one.
    """
    if corrects is None:
        reports = reads.reports()
        named = zip(reports["report_id"], reports["edition_of"], strict=True)
        corrects = {report_id: other for report_id, other in named if is_told(other)}
    if not corrects:
        return rows, {}
    printed: dict[tuple[str, Hashable], list[pd.Series]] = defaultdict(list)
    for _, row in rows[rows["report_id"].isin({*corrects, *corrects.values()})].iterrows():
        printed[str(row["report_id"]), _thing(row)].append(row)
    gone: set[str] = set()
    was: dict[str, pd.Series] = {}
    for (report_id, thing), own in printed.items():
        before = next((printed[one, thing] for one in _corrected(report_id, corrects) if (one, thing) in printed), [])
        if len(own) == len(before) == 1:
            gone.add(before[0]["observation_id"])
            if before[0]["value"] != own[0]["value"]:
                was[own[0]["observation_id"]] = before[0]
    return rows[~rows["observation_id"].isin(gone)], was


def _corrected(report_id: str, corrects: Mapping[str, str]) -> Iterator[str]:
    """The report that one corrects, then the one that this one does; each once, whatever a person has said."""
    seen = {report_id}
    while (earlier := corrects.get(report_id)) is not None and earlier not in seen:
        yield earlier
        seen.add(earlier)
        report_id = earlier


def _thing(row: pd.Series) -> tuple[Hashable, ...]:
    return tuple(row[name] if is_told(row[name]) else None for name in _THING)


def with_corrections(lanes: Sequence[Lane], was: Mapping[str, pd.Series]) -> list[Lane]:
    """The lanes, their corrected values marked, and told what they were.

    Args:
        lanes: drawn of the rows of :func:`newest_editions`.
        was: as it gives them.
    """
    return [
        replace(lane, marks=tuple(_told(mark, was.get(mark.observation_id)) for mark in lane.marks)) for lane in lanes
    ]


def _told(mark: Mark, before: pd.Series | None) -> Mark:
    if before is None or mark.shape not in ("bar", "dot"):
        return mark
    return replace(mark, label=f"{SIGN}{mark.label}", hover=f"{mark.hover}<br>{was_words(before)}")


def was_words(before: pd.Series) -> str:
    """That a value is a corrected edition's, and what was printed before."""
    return words("chart.corrected", value=_value(before), report=report_name(before))


def standing(rows: pd.DataFrame) -> pd.DataFrame:
    """Observations as :func:`newest_editions` lets them stand, with a column ``corrected``: what each was, or ""."""
    kept, was = newest_editions(rows)
    told = [was_words(was[one]) if one in was else "" for one in kept["observation_id"]]
    return kept.assign(corrected=pd.Series(told, kept.index, dtype=object))


def correction_notes(rows: pd.DataFrame, was: Mapping[str, pd.Series]) -> tuple[str, ...]:
    """One note for each value that is drawn and was another before: what it is and what it was."""
    return tuple(
        Note.of("corrected", f"{SIGN} {_correction_words(row, was[row['observation_id']])}")
        for _, row in rows[rows["observation_id"].isin(set(was))].iterrows()
    )


def _correction_words(row: pd.Series, before: pd.Series) -> str:
    metric = words.name(row)
    if row["part"]:
        metric = words("chart.note.part", metric=metric, part=part_words(row["part"]))
    told = {"period": row_period(row), "value": _value(row), "before": _value(before)}
    return words("chart.note.corrected", metric=metric, **told)


def _value(row: pd.Series) -> str:
    return value_words(row["value"], row["unit"], row["qualifier"])
