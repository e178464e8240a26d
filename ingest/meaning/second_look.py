"""A second look at each number, when all numbers of its report have their chances.

Most measures are printed once: what is surely a value of one measure is none of what is likely one, too. And numbers
stand among others of their topic.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt

from ingest.meaning.pairs import NEIGHBOURS, Asked, Cards, Pairs
from ingest.meaning.wording import Floats

# From here on a number counts as one of its metric.
_LIKELY = 0.5


def look_again(asked: Asked, pairs: Pairs, chances: npt.NDArray[np.float64], cards: Cards) -> Floats:
    """What there was to say for and against each pair, and what the chances of the numbers around say.

    Args:
        asked: the numbers.
        pairs: their candidates.
        chances: of each number's candidates, 0 to 1.
        cards: the metrics.

    Returns:
        A row for each pair.
    """
    given = chances.round(3).astype(np.float32)
    everywhere = np.zeros((len(given), len(cards.ids)), np.float32)
    np.put_along_axis(everywhere, pairs.metrics, given, axis=1)
    rival, others = _rivals(asked, everywhere)
    own_rival = np.take_along_axis(rival, pairs.metrics, axis=1)
    best = -np.sort(-given, axis=1)[:, :2]
    columns = [
        given, *(np.broadcast_to(one[:, None], given.shape) for one in best.T), own_rival, given - own_rival,
        np.take_along_axis(others, pairs.metrics, axis=1), *_topics(asked, pairs, everywhere, cards),
    ]  # fmt: skip
    return np.column_stack([pairs.x, *(column.ravel() for column in columns)]).astype(np.float32)


def _rivals(asked: Asked, chances: Floats) -> tuple[Floats, Floats]:
    """For each number and metric the best chance of another of its report, unit and time, and how many are likely.

    Of numbers that stand alone nothing is known.
    """
    rival = np.full(chances.shape, np.nan, np.float32)
    others = rival.copy()
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    reports: dict[str, list[int]] = defaultdict(list)
    for row, report in enumerate(asked.reports):
        if report:
            groups[report, str(asked.worded.units[row]), asked.times[row]].append(row)
            reports[report].append(row)
    for rows in groups.values():
        here = chances[rows]
        ordered = np.sort(np.vstack([np.zeros_like(here[:1]), here]), axis=0)
        rival[rows] = np.where(here == ordered[-1], ordered[-2], ordered[-1])
    for rows in reports.values():
        likely = chances[rows] > _LIKELY
        others[rows] = likely.sum(axis=0) - likely
    return rival, others


def _topics(asked: Asked, pairs: Pairs, chances: Floats, cards: Cards) -> list[Floats]:
    """How likely the numbers around each are of its candidates' topics: the surest, all, and of any topic."""
    names, topic_of = np.unique(cards.topics, return_inverse=True)
    topics = (chances @ (topic_of[:, None] == np.arange(len(names))).astype(np.float32)).clip(0, 1)
    reports, passages = np.array(asked.reports), np.array(asked.passages)
    surest = np.full(chances.shape[:1] + names.shape, np.nan, np.float32)
    usual, any_topic = surest.copy(), np.full(len(chances), np.nan, np.float32)
    for row, report in enumerate(asked.reports):
        near = (reports == report) & (abs(passages - passages[row]) <= NEIGHBOURS)
        near[row] = False
        if report and near.any():
            surest[row], usual[row] = topics[near].max(axis=0), topics[near].mean(axis=0)
            any_topic[row] = topics[near].max(axis=1).mean()
    own = topic_of[pairs.metrics]
    return [
        np.take_along_axis(surest, own, axis=1), np.take_along_axis(usual, own, axis=1),
        np.broadcast_to(any_topic[:, None], own.shape),
    ]  # fmt: skip
