"""Lists that say their own length: the names before 等6個機關."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.numbers.quantities import Quantity

_AND_OTHERS = re.compile(r"等(?:共|計|合計|共計)?$")
_LISTED = re.compile(r"、|」「")
_JOINED = re.compile(r"[及與和暨]")


def listed_names(quantity: Quantity) -> tuple[int, int] | None:
    """How many names, at least and at most, are listed right before a number behind 等.

    Between 、 stands at least one name each; 及, 與 and the like join two names (those that end
    alike: 水利局及環保局) or stand inside one (研究發展及考核委員會).

    Returns:
        The fewest and the most names, or None where the number closes no list of two names.
    """
    if quantity.form != "number" or quantity.segment.cell is not None:
        return None
    printed = quantity.segment.compact.text[quantity.segment.behind_marker : quantity.start]
    before = _AND_OTHERS.sub("", printed)
    if before == printed:
        return None
    clause = re.split(r"[。；:，]", before)[-1]
    names = _LISTED.split(clause)
    if len(names) < 2:
        return None
    fewest = sum(1 + _pairs(name) for name in names)
    return fewest, sum(len(_JOINED.split(name)) for name in names)


def _pairs(name: str) -> int:
    """How often a word that joins stands between two names that end alike."""
    pieces = [piece for piece in _JOINED.split(name) if piece]
    return sum(before[-1] == after[-1] for before, after in pairwise(pieces))
