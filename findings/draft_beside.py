"""What a number of a draft is by what its sentence tells beside it: the period of its neighbours, the only value near.

Nothing is held against a number here but its time, and that only where all beside it are of one other.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from catalog.questions import load_questions
from findings.asking.matcher import matcher
from findings.asking.question import in_own_words, plain, understood
from findings.asking.told import where
from findings.draft_alike import count_alike, sign_pairs
from findings.draft_known import NO_RESULTS
from findings.draft_parts import clause_before
from findings.draft_reckoned import Followed, share_told
from findings.draft_times import is_of_span, is_of_the_time, periods
from findings.values import is_told

# A number by which a value is known, with a word of it, has so many digits.
_DIGITS = 3
# So few values are printed in a unit that tells what they are.
_FEW = 25
# So near a metric is what a sentence tells of; and so many of the nearest may be.
_NEAR, _NEAREST = 0.3, 4
_TWO = 2
# So many signs behind a number may still name what it counts.
_BEHIND = 4
_DAYS = ["period_start", "period_end"]


def only_value_near(number: pd.Series, text: str, published: pd.DataFrame) -> pd.DataFrame:
    """The very value that a number is, where only one of the metrics its sentence is about has it at a time told."""
    nothing = published.iloc[:0]
    many, dated = len(_digits(float(number["value"]))), is_told(number["period_end"])
    # English words tell what a number counts less surely, and so does a number alone.
    in_english = dated and not number["unit"]
    if many < (_TWO if in_english else _DIGITS) or is_told(number["qualifier"]):
        return nothing
    same = published[(published["value"] == number["value"]) & (published["measure"] != "target")]
    same = where(same, lambda row: count_alike(row["unit"], number["unit"]))
    if is_told(number["period_end"]):
        same = where(same, lambda row: is_of_the_time(number, row))
    else:
        spans = periods(text)
        same = where(same, lambda row: any(is_of_span(row, span) for span in spans)) if spans else same
    near = [*_about(text[number["sentence_start"] : number["sentence_end"]], number["unit"]), *number["likely"]]
    in_unit = published[published["unit"] == number["unit"]]
    if dated and many >= _DIGITS and not len(number["likely"]) and in_unit["value"].nunique() <= _FEW:
        # What hardly anything is counted in tells what it is, where no part is named that it is not of.
        clause = clause_before(number, text)
        near += [] if any(part and part in clause for part in in_unit["part"]) else list(same["metric_id"])
    if not in_english or many <= _DIGITS:
        same = same[same["metric_id"].isin(near)]
    return same if same["metric_id"].nunique() == 1 and same["part"].nunique() == 1 else nothing


def slip_of(number: pd.Series, text: str, published: pd.DataFrame) -> pd.DataFrame:
    """The value whose digits a number has in another order, of the only measure near that has such a one at its time.

    So many digits come in another order by a slip, and hardly by chance.
    """
    nothing, digits = published.iloc[:0], _digits(float(number["value"]))
    if len(digits) < _DIGITS or len(set(digits)) < _TWO or number["kind"] in NO_RESULTS:
        return nothing
    clause = re.split("[，。；！？\n]", text[number["sentence_start"] : number["start"]])[-1]
    near = {
        *_about(clause + text[number["end"] :].split("，")[0][:_BEHIND], number["unit"])[:_TWO],
        *number["likely"][:1],
    }
    own = published[published["metric_id"].isin(near) & (published["measure"] != "target")]
    own = where(own, lambda row: count_alike(row["unit"], number["unit"]))
    if (own["value"] == number["value"]).any():
        return nothing
    same = where(own, lambda row: sorted(_digits(row["value"])) == sorted(digits)
                 and len(f"{row['value']:.0f}") == len(f"{number['value']:.0f}"))  # fmt: skip
    if is_told(number["period_end"]):
        same = where(same, lambda row: is_of_the_time(number, row))
    else:
        spans = periods(text)
        same = where(same, lambda row: any(is_of_span(row, span) for span in spans))
    return same if len(same) and same["metric_id"].nunique() == 1 and same["value"].nunique() == 1 else nothing


def _digits(value: float) -> str:
    return f"{value:f}".replace(".", "").strip("0")


def _about(sentence: str, unit: str) -> list[str]:
    """The metrics that any clause of a sentence is about."""
    found: list[str] = []
    for clause in re.split("[，。；！？\n]", sentence):
        ranked = matcher().ranked(understood(clause, date.today()), {}) if sign_pairs(clause) else []
        found += [one.metric_id for one in ranked[:_NEAREST] if one.score >= _NEAR]
    return found


def shares_of_near(number: pd.Series, text: str, published: pd.DataFrame) -> Iterator[Followed]:
    """The share that one value has of another of its passage, where the sentence is about both and no other pair fits.

    Only a share that is told to a decimal: a round one comes by chance.
    """
    if number["unit"] != "%" or not number["value"] % 1:
        return
    about = set(_about(text[number["sentence_start"] : number["sentence_end"]], ""))
    rows = published[published["metric_id"].isin(about) & (published["unit"] != "%") & published["qualifier"].isna()]
    if is_told(number["period_end"]):
        rows = where(rows, lambda row: is_of_the_time(number, row))
    clause = re.split("[，。；！？\n]", text[number["sentence_start"] : number["start"]])[-1]
    share = share_told(clause)
    if share and sign_pairs(share.whole):
        # Of what is named as the whole it is a share or none.
        return
    own_words = sign_pairs(in_own_words(plain(share.part))) if share else set()
    found: dict[tuple[float, float], Followed] = {}
    for _, own in rows.groupby(["report_id", "passage_no", "period_end"]):
        for _, part in own.iterrows():
            if own_words and not own_words & sign_pairs(f"{part['name_zh']}{part['part']}"):
                continue
            for _, whole in own[own["value"] > part["value"]].iterrows():
                percent = 100 * float(part["value"]) / float(whole["value"])
                if not count_alike(part["unit"], whole["unit"]):
                    continue
                if abs(percent - number["value"]) <= number["half_step"]:
                    found[float(part["value"]), float(whole["value"])] = ("share", percent, pd.DataFrame([part, whole]))
    if len(found) == 1:
        yield next(iter(found.values()))


def shares_of_part(number: pd.Series, text: str, published: pd.DataFrame) -> Iterator[Followed]:
    """The share that a part which its clause names (觀光局就占了六成) has in the whole, of the only measure it fits."""
    clause = re.split("[，。；！？\n]", text[number["sentence_start"] : number["start"]])[-1]
    share = share_told(clause) if number["unit"] == "%" else None
    if share is None or sign_pairs(share.whole):
        return
    exact = published[(published["unit"] != "%") & published["qualifier"].isna() & (published["value"] > 0)]
    if is_told(number["period_end"]):
        exact = where(exact, lambda row: is_of_the_time(number, row))
    parts = where(exact, lambda row: bool(row["part"]) and row["part"] in share.part)
    both = parts.merge(exact[exact["part"] == ""], on=["report_id", "metric_id", "unit", *_DAYS], suffixes=("", "_all"))
    pairs = both[both["value"] < both["value_all"]].drop_duplicates(["metric_id", "value", "value_all"])
    if len(pairs) == 1:
        part, whole = (exact[exact["observation_id"] == pairs[one].iloc[0]].iloc[0]
                       for one in ("observation_id", "observation_id_all"))  # fmt: skip
        yield "share", 100 * float(part["value"]) / float(whole["value"]), pd.DataFrame([part, whole])


def sums_of_near(number: pd.Series, text: str, published: pd.DataFrame) -> Iterator[Followed]:
    """The sum of two values of one passage, where a clause that puts two together is about both and no others fit."""
    clause = re.split("[，。；！？\n]", text[number["sentence_start"] : number["start"]])[-1]
    if len(_digits(float(number["value"]))) > _DIGITS:
        # So long a sum comes not by chance, whichever clause names what it is of.
        clause = text[number["sentence_start"] : number["start"]]
    together = any(re.search(load_questions().drafts.together, one) for one in re.split("[，；]", clause))
    if not together or len(_digits(float(number["value"]))) < _DIGITS or number["unit"] == "%":
        return
    about = {*_about(clause, number["unit"]), *number["likely"]}
    rows = published[published["metric_id"].isin(about) & (published["part"] == "")]
    # A sum that is told roughly, or to so many digits, may be one of what is printed roughly.
    is_long = len(_digits(float(number["value"]))) > _DIGITS
    rows = rows if is_told(number["qualifier"]) or is_long else rows[rows["qualifier"].isna()]
    rows = where(rows, lambda row: count_alike(row["unit"], number["unit"]))
    found = [
        pd.DataFrame([one, other])
        for _, own in rows.groupby(["report_id", "passage_no", "period_end"])
        for (_, one), (_, other) in itertools.combinations(own.iterrows(), 2)
        if one["metric_id"] != other["metric_id"] and one["value"] + other["value"] == number["value"]
    ]
    if len(found) == 1:
        yield "sum", float(number["value"]), found[0]


def is_of_another_time(
    number: pd.Series, printed: pd.DataFrame, beside: Sequence[pd.DataFrame], text: str, published: pd.DataFrame
) -> bool:
    """Whether all that a sentence tells beside a number is of one period, of which another value of it is printed.

    Args:
        number: a number without a date, in a sentence without one.
        printed: the values that support it.
        beside: those that support the others of its sentence.
        text: the draft.
        published: all observations.
    """
    sentence = text[number["sentence_start"] : number["sentence_end"]]
    if is_told(number["period_end"]) or not beside or periods(sentence):
        return False
    own = {tuple(row) for row in printed[_DAYS].itertuples(index=False)}
    theirs = [{tuple(row) for row in one[_DAYS].itertuples(index=False)} for one in beside]
    common = set.intersection(*theirs)
    if len(common) != 1 or not own.isdisjoint(common) or not all(len(one) == 1 for one in theirs):
        return False
    # Of one alone it is so where its period is the one that is named last.
    named = periods(text[: number["sentence_start"]])[-1 if len(beside) < _TWO else 0 :]
    # 這一期 is that of what is told beside.
    told = re.search(load_questions().drafts.period_told, text[number["sentence_start"] : number["start"]])
    if not told and not any(is_of_span(row, span) for span in named for one in beside for _, row in one.iterrows()):
        return False
    start, end = next(iter(common))
    there = published[published["metric_id"].isin(printed["metric_id"]) & published["part"].isin(printed["part"])]
    there = there[(there["period_start"] == start) & (there["period_end"] == end)]
    return len(there) > 0 and not (there["value"] == number["value"]).any()
