"""What is chosen on the reports page, and the address that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog.words import words
from findings.kept import kept
from view.frame.address import Choices, Fault, Parameter, count, how_many, one
from view.frame.reports import count_of, newest_told, report_names
from warehouse import holdings, reads

SHOWS = ("report", "matrix")
PARTS = ("text", "numbers", "tables", "pictures", "left_out")
CLAIMS = ("all", "claimed", "unclaimed")
# Numbers shown at a time.
STEP = 100
# Reports that the matrix has columns of at a time, the newest; and what becomes of series, of each kind.
COLUMNS, TURNS = 12, 20


@dataclass(frozen=True)
class State:
    """One report and a part of it, or a group of topics.

    ``passage`` is the one shown in its text, from 1; 0 for none. ``columns`` and ``turns`` are how many are shown.
    """

    report: str
    group: str
    show: str = SHOWS[0]
    part: str = PARTS[0]
    passage: int = 0
    claim: str = CLAIMS[0]
    shown: int = STEP
    columns: int = COLUMNS
    turns: int = TURNS


@kept(8)
def groups() -> Mapping[str, str]:
    """The groups of topics by id, by name."""
    return {
        row["group_id"]: words.name(row) or words("agency.sections")
        for row in reads.ask(holdings.groups).to_dict("records")
    }


def shows() -> tuple[str, ...]:
    """What can be looked at: which report prints which metric only where any is known."""
    return SHOWS if groups() else SHOWS[:1]


def report_choices() -> Choices[State]:
    """The choices of the page; the newest report of what was done where the address names none."""
    reports, topics = report_names(), groups()

    def of_report(state: State) -> bool:
        return state.show == "report"

    def of_numbers(state: State) -> bool:
        return of_report(state) and state.part == "numbers" and count_of(state.report, "numbers") > 0

    parameters: tuple[Parameter[State], ...] = (
        one("show", shows()),
        one("report", reports, when=of_report),
        one("group", topics, when=lambda state: not of_report(state)),
        one("part", PARTS, when=of_report),
        Parameter(
            "passage",
            ("passage",),
            _passage,
            lambda passage: {"passage": str(passage or "")},
            lambda state: of_report(state) and state.part == "text",
        ),
        one("claim", CLAIMS, when=of_numbers),
        how_many("shown", STEP, when=of_numbers),
        how_many("columns", COLUMNS, when=lambda state: not of_report(state)),
        how_many("turns", TURNS, when=lambda state: not of_report(state)),
    )
    return Choices("reports", parameters, State(newest_told(), next(iter(topics), "")))


def _passage(query: Mapping[str, str], state: State) -> tuple[int, Sequence[Fault]]:
    """The passage that the address names, if there is one; the address keeps no other."""
    found = count(query["passage"])
    known = 0 < found <= count_of(state.report, "passages")
    return (found, ()) if known else (0, (Fault("passage", query["passage"]),))
