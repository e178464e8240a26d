"""In which order unsure numbers are asked: those of the themes first, then those that tell most about others."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from catalog.load import load

_DIGITS = re.compile(r"[\d０-９.,，]+")
# Two numbers are alike where they share so much of the pairs of letters of their labels.
_ALIKE = 0.5


@functools.cache
def theme_metrics() -> frozenset[str]:
    """The metrics of the topic pages."""
    panels = [panel for screen in load().screens for panel in screen.panels]
    pairs = [metric for panel in panels for pair in panel.pairs for metric in pair]
    return frozenset([*(metric for panel in panels for metric in panel.metrics), *pairs])


def most_useful_first(numbers: pd.DataFrame) -> pd.DataFrame:
    """The numbers in the order in which they are asked, with ``alike``: how many others that wait are like it.

    Args:
        numbers: as :func:`warehouse.unsure.numbers` gives them.
    """
    ordered = numbers.assign(alike=_alike(numbers), theme=numbers["metric_id"].isin(theme_metrics()))
    ordered = ordered.sort_values(["theme", "alike"], ascending=[False, False], kind="stable")
    return ordered.reset_index(drop=True)


def _alike(numbers: pd.DataFrame) -> list[int]:
    """How many other suggested numbers with the same likeliest metric have a label like each one's."""
    pairs = [_pairs(label) for label in numbers["label"].fillna("")]
    groups: dict[str, list[int]] = defaultdict(list)
    for place, (metric_id, status) in enumerate(zip(numbers["metric_id"].fillna(""), numbers["status"], strict=True)):
        if metric_id and status == "suggested":
            groups[metric_id].append(place)
    counts = [0] * len(pairs)
    for own in groups.values():
        for place in own:
            counts[place] = sum(_like(pairs[place], pairs[other]) for other in own if other != place)
    return counts


def _pairs(label: str) -> frozenset[str]:
    plain = _DIGITS.sub("#", label)
    return frozenset(_two(plain))


def _two(text: str) -> Iterable[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))


def _like(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= _ALIKE * len(one | other)
