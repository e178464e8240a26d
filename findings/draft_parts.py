"""Which part of a measure a number of a draft is of: named by its whole name, or by enough of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

import pandas as pd

from catalog.questions import load_questions
from findings.asking.question import plain
from findings.values import is_told

_DIGIT = re.compile(r"\d")
# Marks between which a part is named; and so many signs in a row tell it.
_BREAK, _CLAUSE = re.compile("[，。；！？、\n]"), re.compile("[，。；！？\n]")
_KERNEL, _LONG = 4, 7

Fits = Callable[[pd.Series, pd.Series], bool]


def with_parts(numbers: pd.DataFrame, text: str, published: pd.DataFrame, of_the_time: Fits) -> pd.DataFrame:
    """The numbers, each of the part of its metric that its clause names (警察局), or its sentence tells for short.

    Column ``loose`` says that it is only told for short: nothing is held against such a number.

    Args:
        numbers: as they are read.
        text: the draft.
        published: all observations.
        of_the_time: whether a value is of a number's time.
    """
    parts = published[published["part"] != ""].groupby("metric_id")["part"].agg(set).to_dict()

    def named(number: pd.Series) -> tuple[tuple[tuple[str, str], ...], bool]:
        likely = number["likely"][0] if len(number["likely"]) == 1 else None
        metric_id = number["metric_id"] if is_told(number["metric_id"]) else likely
        own, told = parts.get(metric_id, set()), dict(number["breakdown"]).values()
        both = joined(own, text[number["sentence_start"] : number["start"]])
        here = text[number["sentence_start"] : number["start"]].rpartition("，")[2]
        alone = any(part and part in here for part in own - joined(own, here))
        if len(both) > 1 and not alone and (not told or all(part in both for part in told)):
            # 四維加鳳山 are told together: what is printed of both.
            of_both = [part for part in own - both if all(one in part for one in both)]
            return ((of_both[0], of_both[0]),) if len(of_both) == 1 else (), True
        if told and all(part in own for part in told):
            return number["breakdown"], False
        longer = [part for part in own if len(told) == 1 and next(iter(told)) in part]
        if len(longer) == 1:
            # 機票 is told for 航空機票, where no other part has it in its name.
            return ((longer[0], longer[0]),), True
        clause = _BREAK.split(text[number["sentence_start"] : number["start"]])[-1]
        whole = [part for part in own if part in clause]
        if len(whole) == 1 and not told:
            return ((whole[0], whole[0]),), False
        rows = published[published["metric_id"] == metric_id]
        own_words = _DIGIT.split(text[number["sentence_start"] : number["start"]])[-1]
        named_before = [part for part in own if part in own_words]
        if len(named_before) == 1 and not told and not (rows["part"] == "").any():
            # What is only told of parts is told of the one named since the last number.
            return ((named_before[0], named_before[0]),), False
        # What is named behind the number's clause is of others.
        sentence = text[number["sentence_start"] : number["end"]] + _BREAK.split(text[number["end"] :])[0]
        # One of several parts of one time is named in the very clause of its number.
        several = rows.groupby(["period_start", "period_end"], dropna=False)["part"].transform("nunique") > 1
        own = own & set(rows.loc[~several, "part"])
        for words in (sentence, *told):
            short = [part for part in own if shares_a_name(part, words)]
            if len(short) > 1:
                there = rows[[of_the_time(number, row) for _, row in rows.iterrows()]]
                short = [part for part in short if part in set(there["part"])]
            if len(short) == 1:
                return ((short[0], short[0]),), True
        return number["breakdown"], False

    found = [named(row) for _, row in numbers.iterrows()]
    return numbers.assign(breakdown=pd.Series([one[0] for one in found], numbers.index, dtype=object),
                          loose=pd.Series([one[1] for one in found], numbers.index, dtype=bool))  # fmt: skip


def clause_before(number: pd.Series, text: str) -> str:
    """The words of a number's clause before it; where it opens one (兩邊加起來，2,711人), those of the one before."""
    said = _CLAUSE.split(text[number["sentence_start"] : number["start"]])
    return said[-1] if said[-1].strip() else "".join(said[-2:])


def joined(parts: Collection[str], words: str) -> set[str]:
    """The parts that some words name one right behind the other (四維與鳳山); none where only one is named so."""
    names = "|".join(map(re.escape, sorted((part for part in parts if part), key=len, reverse=True)))
    pairs = re.findall(rf"({names})[局處]?(?:{load_questions().drafts.several})上?({names})", words) if names else []
    return {part for pair in pairs for part in pair}


def shares_a_name(part: str, words: str) -> bool:
    """Whether so many signs in a row of a part's long name, without its year, stand in some words."""
    name, said = _bare(part), _bare(words)
    if len(name) < _LONG:
        return False
    runs: Collection[str] = {name[at : at + _KERNEL] for at in range(len(name) - _KERNEL + 1)}
    return any(run in said and not any(sign.isdigit() for sign in run) for run in runs)


def _bare(text: str) -> str:
    return re.sub(r"\W", "", plain(text))
