"""What a draft tells as passed and a report as nearly reached (突破200人 for 將近200人), or the other way."""

from __future__ import annotations

import re

import pandas as pd

from catalog.load import load
from catalog.questions import load_questions
from findings.draft_reckoned import sign_pairs

# So many pairs of signs tell which event is meant.
_EVENT_PAIRS = 4


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
