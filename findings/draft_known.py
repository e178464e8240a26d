"""Which published values a number of a draft may repeat: of its metric and part, or known by the number alone."""

from __future__ import annotations

import re

import pandas as pd

from catalog.load import load
from catalog.questions import load_questions
from findings.asking.told import where
from findings.draft_alike import count_alike, sign_pairs
from findings.draft_english import change_told, is_each_told
from findings.draft_parts import clause_before
from findings.draft_times import is_of_the_time
from findings.values import is_told

# A number by which alone a value is known has so many digits, and the fewer the more words in common with it.
_FEWEST_DIGITS, _MOST_PAIRS = 3, 2
_LARGE = 100
# A name is told by half of it.
_HALF = 0.5
_DIGIT = re.compile(r"\d")
_BREAK = re.compile("[，。；！？、\n]")
_NAMES_ONLY = re.compile(r"[^。；！？\n\d]{2,30}[？：]\s*$")
# Kinds of statement that no published value is held against: what was aimed at, and differences.
NO_RESULTS = ("target", "compared")


def known_of(number: pd.Series, text: str, published: pd.DataFrame) -> pd.DataFrame:
    """The published values a number may repeat: of its metric, part and unit; else those it is known by alone."""
    of_unit = published["unit"].map(lambda unit: count_alike(unit, number["unit"]))
    if number["kind"] in NO_RESULTS:
        return where(published, lambda row: False)
    if is_told(number["metric_id"]):
        parts = set(dict(number["breakdown"]).values())
        metrics = {number["metric_id"], *_sums_together(number, text)}
        own = published["metric_id"].isin(metrics) & (published["measure"] == number["measure"])
        of_metric = published.loc[own & of_unit]
        known = where(of_metric, lambda row: parts <= parts_of(row))
        return known if len(known) or not parts else _of_another_name(number, text, of_metric)
    results = published.loc[of_unit & (published["measure"] != "target")]
    # A short number is by chance that of a measure that comes second: 51次教育宣導, where 51次 are inspections.
    short = number["value"] < _LARGE
    candidates = number["likely"][:1] if short else number["likely"]
    named = set(dict(number["breakdown"]).values())
    likely = where(results, lambda row: row["metric_id"] in candidates and named <= parts_of(row))
    if (likely["value"] == number["value"]).any() or is_reckoned(number, text, published):
        return likely
    clause = _BREAK.split(text[number["end"] : number["sentence_end"]])[0]
    said = sign_pairs(
        _subject(text[: number["sentence_start"]]) + text[number["sentence_start"] : number["end"]] + clause
    )
    more = len(_digits(number["value"])) - _FEWEST_DIGITS
    same = results.loc[results["value"] == number["value"]]
    if more < 0:
        # A short number is known by its words and its time.
        same = where(same, lambda row: is_of_the_time(number, row))
    # So many digits are a value's own.
    pairs = 0 if more >= _FEWEST_DIGITS and is_told(number["period_end"]) else max(1, _MOST_PAIRS - more)
    alike = where(same, lambda row: len(said & sign_pairs(row["name_zh"] + _before(row))) >= pairs)
    return alike if alike["metric_id"].nunique() == 1 else likely


def is_of_a_part(number: pd.Series, text: str, printed: pd.DataFrame) -> bool:
    """Whether a clause names only one of those that what supports its number sums up (臨時人員 of 職工與臨時人員)."""
    clause, words, metrics = clause_before(number, text), load_questions().drafts, load().metrics
    quotes = printed["quote"].astype(str) + printed["part"].astype(str)
    if any(not quotes.str.contains(office, regex=False).all() for office in re.findall(words.office, clause)):
        # An office is named that what is printed is not told of.
        return True
    said, totals = sign_pairs(clause), "|".join(one for one in load().lexicon.fillers if len(one) > 1)
    if re.search(f"{words.together}|{words.joined}|{words.several}", clause) or set(printed["part"]) != {""}:
        return False
    for check in load().checks:
        if check.kind == "sum" and check.stated and set(printed["metric_id"]) == {check.stated}:
            whole = sign_pairs(re.sub(totals, "", metrics[check.stated].name_zh))
            names = [sign_pairs(metrics[one].name_zh) for one in check.operands]
            told = 0
            for name in names:
                own = name.difference(*(other for other in names if other is not name))
                rest = whole - name
                # By words that the whole has not, or by its own where nothing else of the whole is told.
                alone = bool(rest) and not rest & said and len(own & said) >= _HALF * len(own) > 0
                told += bool((own - whole) & said) or alone
            if told == 1:
                return True
    return False


def _sums_together(number: pd.Series, text: str) -> list[str]:
    """The metrics that sum up the one that a number is read as, where its clause tells several together."""
    if not re.search(load_questions().drafts.together, clause_before(number, text)):
        return []
    return [
        one.stated for one in load().checks if one.kind == "sum" and one.stated and number["metric_id"] in one.operands
    ]


def _of_another_name(number: pd.Series, text: str, known: pd.DataFrame) -> pd.DataFrame:
    """The very value of a metric whose part a draft calls otherwise (的燈會): the only one of its time, or of a sum.

    A part that only another clause names may be a part of what is told: 鳳山 of 四維+鳳山.
    """
    exact: pd.DataFrame = known.loc[known["value"] == number["value"]]
    if is_told(number["period_end"]):
        there = where(known, lambda row: is_of_the_time(number, row))
        return exact[exact.index.isin(there.index)] if there["part"].nunique() == 1 else exact.iloc[:0]
    parts = set(dict(number["breakdown"]).values())
    clause = clause_before(number, text)
    return where(exact, lambda row: all(str(part) in str(row["part"]) and str(part) not in clause for part in parts))


def is_reckoned(number: pd.Series, text: str, published: pd.DataFrame) -> bool:
    """Whether a number is said to come of others: of two parts, of something added, or beside another period."""
    words = load_questions().drafts
    if not number["unit"]:
        end = int(number["end"])
        return any(change_told(text, int(number["start"]), end)) or is_each_told(text, end)
    before, clause = text[number["sentence_start"] : number["start"]], clause_before(number, text)
    beside = any(re.search(one, clause) for one in (words.more, words.less, words.each))
    metrics = (number["metric_id"], *number["likely"][:1])
    parts = {part for part in published.loc[published["metric_id"].isin(metrics), "part"] if is_told(part) and part}
    several = sum(part in clause for part in parts) > 1
    added = re.search(f"{words.joined}|{words.together}", _DIGIT.split(before)[-1])
    left = re.search(f"{words.rest}|{words.per}", clause)
    return bool(beside or several or added or left)


def _subject(text: str) -> str:
    """The sentence at the end of a text (臨時人員呢？), where it only names what comes next."""
    return found[0] if (found := _NAMES_ONLY.search(text)) else ""


def parts_of(row: pd.Series) -> set[str]:
    """The parts that a published value is of."""
    return set(row["part"].split("、")) if is_told(row["part"]) else set()


def _digits(value: float) -> str:
    """The digits that tell a number from others: 8,400 has two."""
    return f"{value:f}".replace(".", "").strip("0")


def _before(row: pd.Series) -> str:
    """The words of a printed sentence up to its number."""
    return str(row["quote"]).partition(str(row["raw"]))[0]
