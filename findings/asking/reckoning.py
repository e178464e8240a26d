"""What follows from the figures of an answer: their difference, sum or share, said to be reckoned here."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from catalog.load import load
from catalog.words import words
from findings.asking.question import Question
from findings.titles import counted_alike, row_period, same_unit
from findings.values import is_told, number_words, value_words, with_unit

# So many figures can be compared.
LEAST_COMPARED = 2
# Periods of which one is so much of the other are set side by side; of others it is said that they do not compare.
_NEARLY_AS_LONG = 0.8


def bases(metric_id: str) -> list[str]:
    """What a metric is told to have come down from: the other number of a difference that reports print."""
    return [check.operands[0] for check in load().checks
            if check.kind == "difference" and check.operands[1:] == (metric_id,)]  # fmt: skip


def added(question: Question, rows: pd.DataFrame, parts: Sequence[str]) -> str:
    """The sum of the parts that are asked for together, said to be reckoned; nothing of what is not exact."""
    if not question.together or len(parts) < LEAST_COMPARED:
        return ""
    own = rows.drop_duplicates(["part", "value"])
    alone = not any(one != other and one in other for one in own["part"] for other in own["part"])
    of_one = own[["metric_id", "period_start", "period_end", "unit"]].drop_duplicates().shape[0] == 1
    if len(own) < LEAST_COMPARED or not (alone and of_one):
        return ""
    exact = not any(is_told(qualifier) for qualifier in own["qualifier"])
    if not exact or own["part"].duplicated().any() or own["unit"].iloc[0] == "%":
        return ""
    unit = own["unit"].iloc[0]
    figures = words("list.joint").join(value_words(value, unit, "") for value in own["value"])
    return words("answer.reckoned.sum", figures=figures, value=value_words(own["value"].sum(), unit, ""))


def _is_counted_in(part: pd.Series, whole: pd.Series) -> bool:
    """Whether a part that tells no way of counting stands beside its whole: it is counted as that is."""
    same = all(part[name] == whole[name] for name in ("metric_id", "report_id", "period_start", "period_end"))
    return bool(same and part["part"] and not whole["part"] and not is_told(part.get("counting")))


def share_of_all(part: pd.DataFrame, parts: pd.DataFrame) -> str:
    """The share of one part in all the parts of a whole that is not printed; nothing of what is not exact or alike."""
    same = ("period_start", "period_end", "unit", "report_id")
    if len(part) != 1 or any(parts[name].nunique() > 1 for name in same) or len(parts) < LEAST_COMPARED:
        return ""
    one, exact = part.iloc[0], not any(is_told(qualifier) for qualifier in parts["qualifier"])
    if not exact or one["metric_id"] not in set(parts["metric_id"]) or one["value"] not in set(parts["value"]):
        return ""
    told = words("list.joint").join(value_words(value, one["unit"], "") for value in parts["value"])
    share = with_unit(number_words(round(100 * one["value"] / parts["value"].sum(), 2)), "%")
    return words(
        "answer.reckoned.share_of_all", one=value_words(one["value"], one["unit"], ""), figures=told, value=share
    )


def reckoned(question: Question, rows: pd.DataFrame) -> str:
    """The difference or the share that is asked of two figures, said to be reckoned; nothing of what is not exact.

    Of a number that holds at a day, and is told for more of them, the first and the last are compared.
    """
    if not (question.differs or question.reduced or question.share) or len(rows) < LEAST_COMPARED:
        return ""
    ordered = rows.sort_values("period_end", kind="stable")
    one, other = ordered.iloc[0], ordered.iloc[-1]
    if one["observation_id"] == other["observation_id"]:
        return ""
    if question.share:
        one, other = rows.iloc[0], rows.iloc[1]
        if len(rows) > LEAST_COMPARED or (one["metric_id"], one["part"]) == (other["metric_id"], other["part"]):
            return ""
    things = {(row["metric_id"], row["part"]) for _, row in ordered.iterrows()}
    things -= {(base, "") for metric_id, _ in things for base in bases(metric_id)}
    of_one_thing = len(things) == 1 and one["measure"] == "stock"
    counted = counted_alike(one, other) or _is_counted_in(one, other)
    alike = same_unit(one, other) and counted and (one["measure"] == other["measure"])
    same_length = is_told(one["months"]) == is_told(other["months"]) and (
        not is_told(one["months"]) or round(one["months"], 1) == round(other["months"], 1)
    )
    uneven = question.differs and len(rows) == LEAST_COMPARED and is_told(one["months"]) and is_told(other["months"]) \
        and (one["metric_id"], one["part"]) == (other["metric_id"], other["part"])  # fmt: skip
    if not alike or not (same_length or uneven) or (len(rows) > LEAST_COMPARED and not of_one_thing):
        return ""
    about = [row["qualifier"] for row in (one, other) if is_told(row["qualifier"])]
    if (about and not (question.share and set(about).isdisjoint(load().lexicon.bounds))) or not other["value"]:
        return ""
    told = {"one": value_words(one["value"], one["unit"], ""), "other": value_words(other["value"], other["unit"], "")}
    if question.share:
        if one["unit"] == "%" or one["period_end"] != other["period_end"]:
            return ""
        if question.times:
            return words("answer.reckoned.times", **told, value=number_words(round(one["value"] / other["value"], 2)))
        if one["value"] > other["value"]:
            return ""
        percent = 100 * one["value"] / other["value"]
        # Of what is only about so much the share is.
        share = (value_words(round(percent), "%", about[0]) if about
                 else with_unit(number_words(round(percent, 2)), "%"))  # fmt: skip
        return words("answer.reckoned.share", **told, value=share)
    if one["unit"] == "%":
        return ""
    difference = value_words(abs(one["value"] - other["value"]), one["unit"], "")
    if not same_length:
        periods = {"first": row_period(one), "second": row_period(other)}
        nearly = min(one["months"], other["months"]) >= _NEARLY_AS_LONG * max(one["months"], other["months"])
        return words(
            "answer.reckoned.uneven" if nearly else "answer.reckoned.unlike", **told, value=difference, **periods
        )
    return words("answer.reckoned.difference", **told, value=difference)
