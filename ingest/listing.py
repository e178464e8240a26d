"""Lists that say their own length: the names before 等6個機關."""

from __future__ import annotations

import re

from ingest.quantities import Quantity

_AND_OTHERS = re.compile(r"等(?:共|計|合計|共計)?$")
_LISTED = re.compile(r"、|」「")
_JOINED = re.compile(r"[及與和暨]")


def listed_names(quantity: Quantity) -> tuple[int, int] | None:
    """How many names, at least and at most, are listed right before a number behind 等.

    Between 、 stands at least one name each; 及, 與 and the like join two names or stand inside one.

    Returns:
        The fewest and the most names, or None where the number closes no list of two names.
    """
    if quantity.form != "number" or quantity.segment.cell is not None:
        return None
    text = quantity.segment.compact.text
    before = _AND_OTHERS.sub("", text[: quantity.start])
    if before == text[: quantity.start]:
        return None
    clause = re.split(r"[。；:，]", before)[-1]
    names = _LISTED.split(clause)
    if len(names) < 2:
        return None
    joints = len(_JOINED.findall(names[-1]))
    return len(names), len(names) + sum(len(_JOINED.findall(name)) for name in names[:-1]) + joints
