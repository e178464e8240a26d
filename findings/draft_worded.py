"""What a number of a draft counts by all the words told with it: its clause, its sentence, what stands over it.

Nothing is known by its number alone: what the words point to is chosen first, and only then looked at for the number.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from catalog.load import load
from findings.asking.question import in_own_words, plain
from findings.asking.told import where
from findings.draft_alike import count_alike, sign_pairs
from findings.draft_known import NO_RESULTS
from findings.draft_same import is_beyond, stands_for
from findings.draft_times import days, is_of_the_time
from findings.values import is_told

_BREAK = re.compile("[，。；！？：、,;:!?()（）～\n]")
_SENTENCE = r"[^。；！？!?;\n]+[。；！？!?;\n]?"
_DIGIT = re.compile(r"\d")
_LATIN = re.compile("[a-z]{3,}")
# A heading is no longer.
_HEADING = 24
# What words farther off weigh, in a draft and in a report; and what the passage that speaks for a neighbour does.
_FAR, _BESIDE = 0.7, 3.0
# So much two have in common at least, and so much more than what another number stands with; so near none comes to it.
# A short number, or a round one, is more often met by chance.
_LEAST, _CLEARLY, _TWIN = 4.0, 0.8, 0.7
_LEAST_SHORT, _CLEARLY_SHORT = 6.0, 1.2
_SHORT = 2


def worded(number: pd.Series, text: str, published: pd.DataFrame, beside: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The values that a number repeats of the only measure, and part, that the words told with it point to.

    Args:
        number: as it is read.
        text: the draft.
        published: all observations.
        beside: the values that speak for the numbers next to it.
    """
    rows = _of_number(number, published)
    rows = where(rows, lambda row: not is_beyond(number, text, row))
    exact = rows["value"] == number["value"]
    same = exact if exact.any() else rows["value"].map(lambda value: stands_for(number, value)).astype(bool)
    if not same.any():
        return published.iloc[:0]
    score, things = _scores(number, text, rows, published, beside)
    meant = things[same & (score == score[same].max())].iloc[0]
    own, twins = score[same].max(), score[same & (things != meant)]
    others = score[~things.isin(things[same])]
    digits = len(f"{number['value']:f}".replace(".", "").strip("0"))
    sure = exact.any() and digits > _SHORT
    least, clearly = (_LEAST, _CLEARLY) if sure else (_LEAST_SHORT, _CLEARLY_SHORT)
    if own < least or own < clearly * max([0.0, *others]) or max([0.0, *twins]) > _TWIN * own:
        return published.iloc[:0]
    found: pd.DataFrame = rows[same & (things == meant)]
    return found


def _of_number(number: pd.Series, published: pd.DataFrame) -> pd.DataFrame:
    """The values in a number's unit of the time it is told of; none where it is no result."""
    if number["kind"] in NO_RESULTS:
        return published.iloc[:0]
    rows = where(published[published["measure"] != "target"], lambda row: count_alike(row["unit"], number["unit"]))
    return where(rows, lambda row: is_of_the_time(number, row)) if is_told(number["period_end"]) else rows


def _scores(
    number: pd.Series, text: str, rows: pd.DataFrame, published: pd.DataFrame, beside: Sequence[pd.DataFrame]
) -> tuple[pd.Series, pd.Series]:
    """How much the words of each of some values have in common with a number's; and what each is a value of."""
    said, known = _said(number, text), _rarity(tuple(dict.fromkeys(published["quote"])))
    places = {place for printed in beside for place in zip(printed["report_id"], printed["passage_no"], strict=True)}
    day = days(number) if is_told(number["period_end"]) else (None, None)
    of_day = day[0] if day[0] == day[1] else None

    def score(row: pd.Series) -> float:
        # What speaks for a neighbour, or is of the very day that is told, is meant the more.
        near = (row["report_id"], row["passage_no"]) in places or (of_day is not None and days(row) == day)
        shared = _alike(said, row, known)
        return shared + (_BESIDE if shared and near else 0.0)

    return rows.apply(score, axis=1), rows["metric_id"] + "\n" + rows["part"].fillna("")


def _said(number: pd.Series, text: str) -> dict[str, float]:
    """The tokens told with a number, each with its weight: of its clause, its item's heading, or around."""
    first, start, end = (int(number[one]) for one in ("sentence_start", "start", "end"))
    behind = _BREAK.split(_DIGIT.split(text[end : number["sentence_end"]])[0])[0]
    own = _BREAK.split(_DIGIT.split(text[first:start])[-1])[-1] + " " + behind
    named = stands_over(number, text)
    item = re.match(_SENTENCE, text[:first].rpartition("\n")[2] or " ")
    heading = item[0] if item else ""
    rest = "\n".join((text[first : number["sentence_end"]], *named))
    near = f"{own}\n{heading}" if heading in named else own
    return {**dict.fromkeys(_tokens(rest), _FAR), **dict.fromkeys(_tokens(near), 1.0)}


def stands_over(number: pd.Series, text: str) -> list[str]:
    """The short sentences without a number that tell what comes: its item's first, its block's, the one before."""
    block = text[: number["sentence_start"]].rpartition("\n\n")[2]
    over = [one for one in re.findall(_SENTENCE, block) if one.strip()]
    item = re.match(_SENTENCE, block.rpartition("\n")[2] or " ")
    around = (item[0] if item else "", block.partition("\n")[0], *over[-1:])
    return [one for one in around if one.strip() and len(one) <= _HEADING and not _DIGIT.search(one)]


def _alike(said: dict[str, float], row: pd.Series, known: tuple[int, Counter[str]]) -> float:
    """How much a value's words have in common with those told: the rarer, and the nearer to the number, the more."""
    count, often = known
    near, around = _printed(row["metric_id"], str(row["part"] or ""), str(row["quote"]), str(row["raw"]))
    return sum(
        weight * math.log(count / often.get(token, 1)) * (1.0 if token in near else _FAR)
        for token, weight in said.items()
        if token in near or token in around
    )


@functools.lru_cache(maxsize=1 << 13)
def _printed(metric_id: str, part: str, quote: str, raw: str) -> tuple[frozenset[str], frozenset[str]]:
    """The tokens of a value: of its name and clause, and of its sentence."""
    metric = load().metrics.get(metric_id)
    names = f"{metric.name_zh} {metric.name_en} {metric.definition_en}" if metric else ""
    before, _, behind = quote.partition(raw)
    clause = f"{_BREAK.split(_DIGIT.split(before)[-1])[-1]} {_BREAK.split(_DIGIT.split(behind)[0])[0]}"
    return frozenset(_tokens(f"{names} {part} {clause}")), frozenset(_tokens(quote))


@functools.lru_cache(maxsize=4)
def _rarity(quotes: tuple[str, ...]) -> tuple[int, Counter[str]]:
    """How many sentences are printed, and in how many each token is."""
    english = [f"{metric.name_en} {metric.definition_en}" for metric in load().metrics.values()]
    return len(quotes), Counter(token for one in (*quotes, *english) for token in _tokens(one))


def _tokens(text: str) -> set[str]:
    """The neighbouring signs of a text, as it is written and in the words of reports, and its English words."""
    chinese = re.sub("[A-Za-z]+", " ", f"{text}\n{in_own_words(plain(text))}")
    english = {word.removesuffix("s")[:6] for word in _LATIN.findall(text.lower())}
    return sign_pairs(chinese) | english
