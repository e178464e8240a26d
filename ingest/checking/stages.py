"""What becomes of things stage by stage, of which no more come to a later one: 審核9案，同意8案."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, result_of
from ingest.checking.subjects import clause_before
from ingest.numbers.printed import Quantity, in_prose

_CLAUSE = re.compile(r"[，。；:()、\d]")
_STATEMENT_END = re.compile(r"[。；]")
_LISTED = re.compile(r"；[^，。；:()、\d]{2,6}")
# Units of anything: what is counted is told behind them.
_OF_ANY = ("個",)


class Stages:
    """Finds them with the words of stages."""

    def __init__(self, structure: Structure) -> None:
        self._chains = [[compiled(stage) for stage in chain] for chain in structure.stages]
        self._apart, self._mean = compiled(structure.stage_apart), compiled(structure.cues["rate"])
        self._persons = frozenset(structure.mean_words.persons)
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each number of a stage whose next number of its unit is of a later one."""
        for here in in_prose(quantities):
            numbers = [
                one for one in here if one.qualifier in self._exact and not self._mean.search(clause_before(one))
            ]
            for index, first in enumerate(numbers):
                second = next((one for one in numbers[index + 1 :] if self._is_alike(one, first)), None)
                if second is None or not self._follows(first, second):
                    continue
                if any(self._is_later(chain, first, second) for chain in self._chains):
                    holds = second.value <= first.value
                    yield result_of(check, "later stage", holds, first.value, (second, first), "stage")

    def _is_alike(self, one: Quantity, first: Quantity) -> bool:
        """Whether a number is of the unit of another, or both are of people: 遴薦96名；獲選40人."""
        return _is_of_unit(one, first.unit) or {one.unit, first.unit} <= self._persons

    def _follows(self, first: Quantity, second: Quantity) -> bool:
        """Whether two numbers are of the same things at the same time."""
        text = first.segment.compact.text
        between = text[first.tail : second.start]
        # 薦送3個；獲獎2個: of marks between two words alone one does not part them.
        listed = _LISTED.fullmatch(between) is not None
        dated = any(first.tail <= mention.start and mention.end <= second.start for mention in first.segment.dates)
        apart = self._apart.search(between.lstrip("；") if listed else between)
        return not (dated or (_STATEMENT_END.search(between) and not listed) or apart)

    def _is_later(self, chain: Sequence[re.Pattern[str]], first: Quantity, second: Quantity) -> bool:
        """Whether the second is at a later stage of a chain; of 個, what is counted is the same."""
        at = [_stage(chain, one) for one in (first, second)]
        if at[0] is None or at[1] is None or at[1][0] <= at[0][0]:
            return False
        # 52個機關參與初評，9個機關進入複評
        alike = at[0][1].startswith(at[1][1]) or at[1][1].startswith(at[0][1])
        return alike or first.unit not in _OF_ANY


def _is_of_unit(one: Quantity, unit: str | None) -> bool:
    """Whether a number is of a unit, be it read as a part of the next word: 9所得獎."""
    return unit is not None and (
        one.unit == unit or (one.unit is None and one.segment.compact.text.startswith(unit, one.tail))
    )


def _stage(chain: Sequence[re.Pattern[str]], one: Quantity) -> tuple[int, str] | None:
    """At which stage of a chain the words before a number are, else those behind it; and what is counted there."""
    text = one.segment.compact.text
    stop = _CLAUSE.search(text, one.tail)
    behind = text[one.tail : stop.start() if stop else len(text)]
    for words in (_CLAUSE.split(one.lead)[-1], behind):
        found = [(place, match) for place, stage in enumerate(chain) for match in [stage.search(words)] if match]
        if found:
            # A noun stands right behind its unit: 4個機關代表本府參獎.
            first = min(match.start() for _, match in found) if words is behind else len(behind)
            return found[-1][0], behind[:first]
    return None
