"""Whether a number of a draft says a published value: the very one, in round figures, or from the wrong side."""

from __future__ import annotations

import re

import pandas as pd

from catalog.load import load
from catalog.questions import load_questions
from findings.draft_alike import sign_pairs
from findings.values import is_told

# A round number stands for another that differs by no more than this share of it.
_ROUNDED = 0.05
# Tenths stand for what is this near them in the hundred.
_TENTHS = 1.5
# Said to be about something, a number this far from it says something else.
_ABOUT = 0.1
_HUNDREDTHS = 0.01
# So many pairs of signs tell which event is meant.
_EVENT_PAIRS = 4


def _step(number: pd.Series) -> float:
    """What the last digit that is not nought counts: 100 of 8,400; half of a printed decimal's step at least."""
    value, step = abs(number["value"]), 2 * number["half_step"]
    while value and step < value and not round(value / step) % 10:
        step *= 10
    return float(step)


def stands_for(number: pd.Series, value: float) -> bool:
    """Whether a number says a published value in round figures: 8,500 or 逾8,400 for 8,462, 1.36億 for 136,400,000."""
    said, step = number["value"], _step(number)
    lexicon = load().lexicon
    raw = str(number["raw"])
    in_tenths = "成" in raw or (number["unit"] == "%" and not raw.isascii() and not said % 10)
    if value == 0 or abs(value - said) > max(_ROUNDED * abs(value), _TENTHS if in_tenths else 0):
        return False
    if number["qualifier"] in lexicon.at_least:
        return bool(said <= value < said + step)
    if number["qualifier"] in lexicon.at_most:
        return bool(said - step < value <= said)
    about = is_told(number["qualifier"])
    # Who tells tenths (四成二) tells no exact share.
    is_round = step > 1 or in_tenths
    return bool(abs(value - said) < step) if about else bool(abs(value - said) <= step / 2) and is_round


def denies(number: pd.Series, row: pd.Series) -> bool:
    """Whether a published value makes a number wrong: a bound only from its other side, about only from afar."""
    said, value, lexicon = number["value"], row["value"], load().lexicon
    if row["qualifier"] in lexicon.bounds or row["by_ocr"]:
        return False
    if number["qualifier"] in lexicon.at_least:
        return bool(value < said)
    if number["qualifier"] in lexicon.at_most:
        return bool(value > said)
    reached = load_questions().drafts.reached
    about, printed_about = (is_told(one["qualifier"]) and (one["qualifier"] not in reached or not one["value"] % 10)
                            for one in (number, row))  # fmt: skip
    # Who tells tenths (四成五) tells what is printed but roughly.
    printed_about = printed_about or (is_told(row["qualifier"]) and not str(number["raw"]).isascii())
    if about or printed_about:
        # What is printed to hundredths is not told roughly, if it is called about.
        precise = not about and number["half_step"] <= _HUNDREDTHS and value % 1
        return bool(abs(value - said) > (_HUNDREDTHS if precise else _ABOUT) * abs(value))
    return bool(value != said)


def is_beyond(number: pd.Series, text: str, row: pd.Series) -> bool:
    """Whether a number of a draft is told as of the other side of the very number that is printed."""
    words, lexicon = load_questions().drafts, load().lexicon
    above = number["qualifier"] in lexicon.at_least or re.search(
        words.passed, text[number["sentence_start"] : number["start"]]
    )
    below = number["qualifier"] in words.not_reached
    other = words.not_reached if above else lexicon.at_least if below else ()
    return bool(row["value"] == number["value"] and row["qualifier"] in other)


def is_named(text: str, number: pd.Series, row: pd.Series) -> bool:
    """Whether the sentence of a number names the very event that a printed value is of."""
    said = sign_pairs(text[number["sentence_start"] : number["sentence_end"]])
    return len(said & sign_pairs(str(row["part"] or ""))) >= _EVENT_PAIRS
