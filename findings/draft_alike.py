"""What two numbers of a draft have alike: their unit, the thing they count, the signs of its name."""

from __future__ import annotations

import re

import pandas as pd

from catalog.load import load
from catalog.questions import load_questions
from findings.asking.question import plain
from findings.values import is_told

# Units that are told in any language.
TOLD = ("%", "元")


def may_count(unit: str, told: str) -> bool:
    """Whether what is printed in a unit may be told in another as what falls on each: 175人次 as 7人, or as 7個."""
    loosely = any(family[0] == told and unit in family for family in load_questions().unit_families)
    return count_alike(unit, told) or loosely or (told == "個" and unit not in TOLD)


def is_named(row: pd.Series, words: str) -> bool:
    """Whether words name a value by its part, or by its measure's name and that of no other beside it."""
    part = str(row["part"]) if is_told(row["part"]) else ""
    if part and part in words:
        return True
    name = (
        re.sub(r"\W", "", plain(load().metrics[row["metric_id"]].name_zh)) if row["metric_id"] in load().metrics else ""
    )
    return bool(name) and len(sign_pairs(name) & sign_pairs(words)) >= max(1, len(sign_pairs(name)) - 1)


def count_alike(unit: str, other: str) -> bool:
    """Whether two units are words for one: 名 and 位 of 人; each answers for the other where it is asked.

    English words count in no unit, but shares and money are always told as such.
    """
    if not other:
        return unit not in TOLD
    families = {family[0]: family for family in load_questions().unit_families}
    return unit == other or (unit in families.get(other, ()) and other in families.get(unit, ()))


def thing(row: pd.Series) -> tuple[str, str, str, str]:
    """What a value counts: its measure, part, unit and kind."""
    return str(row["metric_id"]), str(row["part"]), str(row["unit"]), str(row["measure"])


def sign_pairs(words: str) -> set[str]:
    """Neighbouring signs of a text that are no digits or marks."""
    signs = "".join(sign if sign.isalpha() else " " for sign in words)
    return {signs[at : at + 2] for at in range(len(signs) - 1) if " " not in signs[at : at + 2]}
