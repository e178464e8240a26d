"""How people ask: the words of questions, and simplified characters; read once, shown on no chart."""

from __future__ import annotations

import functools
from pathlib import Path

from pydantic import model_validator

from catalog.entry import Entry, Pattern
from catalog.load import CATALOG_DIR, COMMON, parse


class Amount(Entry):
    """Words that tell what is counted (多少錢), and the unit of figures that count it.

    Those ``kept`` are words of names, too (經費): they are compared, and tell the unit where nothing else does.
    """

    words: Pattern
    unit: str
    kept: bool = False


class Alike(Entry):
    """Words that people say, and the own ones of reports and names."""

    said: Pattern
    own: str


class PeriodWords(Entry):
    """How periods are asked for. ``relative`` counts years back from this one; ``session`` is a council's."""

    year: Pattern
    first_half: Pattern
    second_half: Pattern
    month: Pattern
    until: Pattern
    relative: dict[str, int]
    session: Pattern


class Questions(Entry):
    """The words of questions. Patterns see folded text in lower case, with traditional characters.

    ``why`` asks for a cause. It, ``latest`` and ``asking`` are taken away before words are compared.
    ``many`` before a unit asks for a figure in it, as ``amounts`` do; ``unit_families`` are units, each with those that
    answer for it. ``alike`` maps words people use to those of names and reports.
    """

    why: Pattern
    latest: Pattern
    asking: Pattern
    many: Pattern
    amounts: tuple[Amount, ...]
    unit_families: tuple[tuple[str, ...], ...]
    alike: tuple[Alike, ...]
    periods: PeriodWords


class _Simplified(Entry):
    simplified: str
    traditional: str

    @model_validator(mode="after")
    def _place_by_place(self) -> _Simplified:
        if len("".join(self.simplified.split())) != len("".join(self.traditional.split())):
            raise ValueError("simplified and traditional characters stand place by place")
        return self


@functools.cache
def load_questions(directory: Path = CATALOG_DIR) -> Questions:
    """The words of questions.

    Raises:
        CatalogError: the file is missing, is not YAML, or does not fit.
    """
    words: Questions = parse(directory / COMMON / "questions.yaml", Questions)
    return words


@functools.cache
def _traditional(directory: Path = CATALOG_DIR) -> dict[int, int]:
    pairs: _Simplified = parse(directory / COMMON / "simplified.yaml", _Simplified)
    return str.maketrans("".join(pairs.simplified.split()), "".join(pairs.traditional.split()))


def in_traditional(text: str) -> str:
    """``text`` with simplified characters as traditional ones, one for one."""
    return text.translate(_traditional())
