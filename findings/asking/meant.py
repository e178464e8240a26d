"""Which measure a question means, or that it may be several: by names, parts, and how people ask."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from catalog.load import load
from catalog.questions import load_questions
from findings.asking.matcher import Match, counted_in, features, matcher
from findings.asking.question import Question, plain
from findings.asking.reckoning import LEAST_COMPARED
from findings.asking.told import causes_of, observed, part_names, parts_of, summed, targets, telling_reports

# A metric this near is meant, if none other comes so near to it; one that is not far is offered.
MEANT, ALIKE, OFFERED, NOT_FAR = 0.5, 0.93, 0.22, 0.6
# Which of the nearest is likeliest meant: by its score beside the first one's; how near questions are that it answers,
# in words of reports or not, and as they are; the share of the words by which it is known. And what makes the likeliest
# sure: how much likelier it is than the next; how near questions are that it answers, and that none does; known as
# above, and whether it is counted in the unit asked for; and how many words there are, up to some. Fitted by logistic
# regression on the collected questions of each hand, told by those of the others.
_LIKELY_BY, _LOOKED, _BESIDE = (2.7, 1.8, 4.8, 7.5), 6, 0.4
_SURE_BY, _SURE, _WORDS, _LEAST = (0.7, 2.0, -6.3, 2.6, 2.5, 3.0, -7.8), 0.85, 6, 0.4
_FARTHEST, _LIKELY, _LIKELIER, _FAR, _SURELY = 4.0, 0.6, 0.8, 0.86, 0.95
# So likely, and known by so many of the words, is what nothing else comes near to.
_ALONE, _KNOWN = 0.92, 0.6
# So likely is enough for a side of a question that asks for several.
_SIDE = 0.35
# So much is told of one measure rather than of any.
_TELLING = 20
# A name that stands in the question word for word.
_WORD_FOR_WORD = 1.25
_FEWEST = 3
# A name of so many signs is said for short.
_LONG = 4
# So near a sum, one of its parts may be meant.
_ALMOST = 0.85
# A question of fewer signs, in which nothing is counted, only names something.
_SHORT = 12
# A name that is asked by this share of another's is asked as much.
_AS_MUCH = 0.8
# The end of a name that nobody says: 開放資料集數.
_COUNTED = re.compile(r"(?:合計|小計|[人件案次戶]?數)$")


@dataclass(frozen=True)
class Found:
    """The metrics near a question: the nearest first, those called by their names, and the parts that are named."""

    question: Question
    ranked: Sequence[Match]
    named: set[str]
    parts: Mapping[str, Sequence[str]]
    is_list: bool
    chance: float

    @property
    def rivals(self) -> list[str]:
        """The metrics near enough to the nearest to be meant instead."""
        return [match.metric_id for match in self.ranked[1:] if match.score >= NOT_FAR * self.ranked[0].score]

    @property
    def is_meant(self) -> bool:
        """Whether the nearest is the one that is meant."""
        return self._is_meant(self.chance)

    @property
    def is_likely(self) -> bool:
        """Whether the nearest is likely meant, by few words beside which others tell more."""
        best = self.ranked[0]
        near = best.score >= MEANT and (self.chance >= _SIDE or best.metric_id in self.named)
        return self._is_meant(_SURE if near or self.chance >= _LIKELIER else self.chance)

    def _is_meant(self, chance: float) -> bool:
        best = self.ranked[0].metric_id
        return not self.is_list and _is_meant(self.question, self.ranked, best in self.named, self.parts, chance)


def found_near(question: Question, text: str, published: pd.DataFrame) -> Found:
    """The metrics near a question.

    Args:
        question: what is asked.
        text: how it is asked, plain.
        published: the observations of all metrics.
    """
    parts = _parts_named(question, published)
    ranked = matcher().ranked(question, parts)
    named = _word_for_word(text, ranked)
    ranked = _lifted(ranked, named)
    if question.why:
        # Why is asked of what is done rather than of an item of a budget that nobody speaks of.
        ranked = [one for one in ranked if load().metrics[one.metric_id].measure != "budget"
                  or matcher().held(one.metric_id, question)]  # fmt: skip
    if question.met:
        # What came of it is asked, with what was aimed at, and not the aim alone, where that is told.
        ranked = [match for match in ranked if match.metric_id not in targets().values()]
    elif question.aim:
        ranked = _lifted(ranked, {one.metric_id for one in ranked if load().metrics[one.metric_id].measure == "target"})
    ranked = _without_told(question, _without_more(question, ranked), published)
    if not (question.rate or question.share or question.met or question.without is not None):
        ranked = _without_shares(ranked, named)
    ranked, chance = _likeliest_first(question, ranked, text, parts, named)
    if not (question.met or question.aim):
        ranked = _results_first(ranked)
    if not (question.rate or question.share or question.met):
        ranked = _amounts_first(ranked, named)
    if not question.together:
        ranked = _own_part_first(question, ranked)
    ranked, chance = _with_told(question, ranked, chance, published)
    is_list = bool(ranked) and _is_list(published[published["metric_id"] == ranked[0].metric_id])
    return Found(question, ranked, named, parts, is_list, chance)


def _likeliest_first(
    question: Question, ranked: Sequence[Match], text: str, parts: Mapping[str, Sequence[str]], named: set[str]
) -> tuple[list[Match], float]:
    """The metrics, the one before the others that is likeliest meant, and the chance that it is; from 0 to 1."""
    if not ranked:
        return [], 0.0
    near = [one for one in ranked[:_LOOKED] if _is_as_told(question, one, ranked[0], parts)]
    likely = {one.metric_id: _likely(question, one, ranked[0].score) for one in near}
    best = max(
        (one for one in near if _may_displace(question, one, ranked[0], named)), key=lambda one: likely[one.metric_id]
    )
    # What is added up in it, and is told by no word of its own, is no rival.
    rivals = [chance for one, chance in likely.items() if one != best.metric_id and not (
        one in summed(best.metric_id) and not matcher().knows_apart(one, best.metric_id, question))]  # fmt: skip
    far = likely[best.metric_id] - max(rivals, default=-math.inf)
    told = (min(far, _FARTHEST), matcher().nearest(question, best.metric_id)[0],
            matcher().nearest_unanswered(question, best.metric_id), matcher().known(best.metric_id, question),
            counted_in(load().metrics[best.metric_id], question.units),
            min(1.0, matcher().size(question) / _WORDS), 1.0)  # fmt: skip
    ids = [one.metric_id for one in near]
    if plain_one := _head(question, ranked) or _whole(question, ids) or _said_alone(text, question, ids):
        best = next(one for one in ranked if one.metric_id == plain_one)
    others = [one for one in ranked if one is not best]
    return [Match(best.metric_id, ranked[0].score), *others], _chance(_SURE_BY, told)


def _is_as_told(question: Question, match: Match, nearest: Match, parts: Mapping[str, Sequence[str]]) -> bool:
    """Whether a metric may be meant as well as the nearest: it has the part, and is counted, as that is."""
    one, other = load().metrics[match.metric_id], load().metrics[nearest.metric_id]
    return (
        match.score >= _BESIDE * nearest.score
        and counted_in(one, question.units) >= counted_in(other, question.units)
        and matcher().counts(one.id, question) >= matcher().counts(other.id, question)
        and (one.id in parts) >= (other.id in parts)
    )


def _may_displace(question: Question, match: Match, nearest: Match, named: set[str]) -> bool:
    """Whether a metric may be meant rather than the nearest: not where that is named, and it is not.

    Rather than a whole only what is told by its own words may.
    """
    one, other = match.metric_id, nearest.metric_id
    told = [part for part in summed(other) if matcher().knows_apart(part, other, question)]
    apart = one == other or not matcher().is_whole(other) or matcher().knows_apart(one, other, question)
    return apart and (one == other or len(told) < LEAST_COMPARED) and (one in named) >= (other in named)


def _said_alone(text: str, question: Question, near: Sequence[str]) -> str | None:
    """The only metric near of which the whole text is the name, or that has all that is told in round figures."""
    named = [one for one in near if _joined(text) in (*names_of(one), _joined(plain(load().metrics[one].name_zh)))]
    told = [one for one in near if question.quoted and _has_all_quoted(question, one)]
    return named[0] if len(named) == 1 else told[0] if len(told) == 1 else None


def _likely(question: Question, match: Match, nearest: float) -> float:
    told = (match.score / nearest, *matcher().nearest(question, match.metric_id),
            matcher().known(match.metric_id, question))  # fmt: skip
    return sum(weight * one for weight, one in zip(_LIKELY_BY, told, strict=True))


def _without_told(question: Question, ranked: Sequence[Match], published: pd.DataFrame) -> list[Match]:
    """The metrics, but for the first where its figure is told, and the next is told apart (其中移轉的).

    Or one of the parts it is the sum of, where no other of them is (裡頭，給學校的).
    """
    told = question.told or question.told_about
    if not told or len(ranked) < LEAST_COMPARED:
        return list(ranked)
    first, following = ranked[0].metric_id, ranked[1].metric_id
    own = published.loc[published["metric_id"] == first, "value"]
    if len(question.spans) >= LEAST_COMPARED and not own.isin(question.told).all():
        # It may be told of one of the periods, and asked of another.
        return list(ranked)
    has_it = own.isin(question.told).any() or any(own.between(*bounds).any() for bounds in question.told_about)
    apart = [one for one in ranked if one.metric_id in summed(first) and all(
        matcher().knows_apart(one.metric_id, other, question) for other in summed(first) if other != one.metric_id
    )]  # fmt: skip
    if has_it and len(apart) == 1:
        others = [one for one in ranked[1:] if one is not apart[0]]
        return [Match(apart[0].metric_id, ranked[0].score), *others]
    return list(ranked[1:] if has_it and matcher().knows_apart(following, first, question) else ranked)


def _without_more(question: Question, ranked: Sequence[Match]) -> list[Match]:
    """The metrics, without the first where that is of several things, and the one of them that is named is near."""
    if not ranked or question.together or not lists_more(best := ranked[0].metric_id, question):
        return list(ranked)
    said = "\n".join((*question.words, *question.other_words))
    own = [one for one in ranked[1:] if one.metric_id in summed(best) and one.score >= NOT_FAR * ranked[0].score
           and names_of(one.metric_id)[0].partition("(")[0] in said]  # fmt: skip
    return list(ranked[1:]) if len(own) == 1 else list(ranked)


def _with_told(
    question: Question, ranked: Sequence[Match], chance: float, published: pd.DataFrame
) -> tuple[list[Match], float]:
    """The metrics and the chance of the first: surely the only one with a number told of another time (去年73間)."""
    if not (question.told and question.spans and question.units and ranked) or question.told[0] < _TELLING:
        return list(ranked), chance
    rows = published[published["value"].isin(question.told) & published["unit"].isin(question.units)]
    has_it = [one for one in ranked if one.metric_id in set(rows["metric_id"])]
    alone = rows["metric_id"].nunique() == 1 and len(has_it) == 1
    if not alone or has_it[0].metric_id in {ranked[0].metric_id, *summed(ranked[0].metric_id)}:
        return list(ranked), chance
    if not any(one.metric_id == has_it[0].metric_id for one in ranked[:_LOOKED]):
        return list(ranked), chance
    # Its parts are printed with others.
    others = [one for one in ranked if one is not has_it[0] and one.metric_id not in summed(has_it[0].metric_id)]
    return [Match(has_it[0].metric_id, ranked[0].score), *others], max(chance, _SURELY)


def _results_first(ranked: Sequence[Match]) -> list[Match]:
    """The metrics, what came of an aim before it, where nobody asks for the aim."""
    own = {target: metric_id for metric_id, target in targets().items()}
    best = ranked[0].metric_id if ranked else ""
    result = next((one for one in ranked if one.metric_id == own.get(best)), None)
    if result is None:
        return list(ranked)
    others = [one for one in ranked[1:] if one is not result]
    return [Match(result.metric_id, ranked[0].score), Match(best, min(result.score, ranked[0].score)), *others]


def _amounts_first(ranked: Sequence[Match], named: set[str]) -> list[Match]:
    """The metrics, each that is the share of another behind that: who asks how much is not told which share."""
    of = {check.stated: check.operands for check in load().checks if check.kind in ("share", "percent")}
    best = ranked[0] if ranked else None
    if best is None or best.metric_id in named:
        return list(ranked)
    amount = next((one for one in ranked if one.metric_id in of.get(best.metric_id, ())
                   and one.score >= NOT_FAR * best.score), None)  # fmt: skip
    return list(ranked) if amount is None else [Match(amount.metric_id, best.score), *(
        Match(one.metric_id, amount.score) if one is best else one for one in ranked if one is not amount)]  # fmt: skip


def _without_shares(ranked: Sequence[Match], named: set[str]) -> list[Match]:
    """The metrics, but for each share of another that comes as near: no rival where nobody asks which share."""
    of = {check.stated: check.operands for check in load().checks if check.kind in ("share", "percent")}
    score = {one.metric_id: one.score for one in ranked}
    return [one for one in ranked if one.metric_id in named or not any(
        score.get(amount, 0.0) >= ALIKE * one.score for amount in of.get(one.metric_id, ()))]  # fmt: skip


def _own_part_first(question: Question, ranked: Sequence[Match]) -> list[Match]:
    """The metrics, before a sum the one of its parts that is told by its own words, where no other of them is."""
    if len(ranked) < LEAST_COMPARED:
        return list(ranked)
    best = ranked[0].metric_id
    # Also of what is a part of one of its parts.
    parts = dict.fromkeys((*summed(best), *(one for part in summed(best, optional=True) for one in parts_of(part))))
    if ranked[1].metric_id not in parts:
        return list(ranked)
    apart = [one for one in parts if matcher().knows_apart(one, best, question)]
    first, other = ranked[0], ranked[1]
    if apart != [other.metric_id] or other.score < _ALMOST * first.score:
        return list(ranked)
    return [Match(other.metric_id, first.score), Match(best, other.score), *ranked[2:]]


def _is_list(rows: pd.DataFrame) -> bool:
    """Whether the observations of a metric name things one by one: none of them is how many there are."""
    return len(rows) > 1 and bool((rows["value"] == 1).all()) and rows["part"].nunique() == len(rows)


def _is_meant(
    question: Question, ranked: Sequence[Match], named: bool, told: Mapping[str, Sequence[str]], chance: float
) -> bool:
    """Whether the nearest metric is the one that is meant: by its name, or by how people ask for it."""
    best, score = ranked[0].metric_id, ranked[0].score
    parts = told.get(best, ())
    next_one = ranked[1].score / score if len(ranked) > 1 else 0.0
    stock = load().metrics[best].measure == "stock"
    told_apart = question.course or len(question.spans) >= LEAST_COMPARED or _holds_several(question, best)
    if question.reduced and stock and not told_apart:
        # By how many fewer there are is no figure of how many there are; two of those tell it.
        return False
    asks_rate = question.rate or question.share or question.met or question.aim
    if load().metrics[best].unit == "%" and not asks_rate and any(
        re.search(load_questions().volume, word) for word in question.words
    ):  # fmt: skip
        return False
    if question.why and not (
        named or matcher().is_named(best, question, parts) or causes_of(best, telling_reports(best))
    ):
        # Why is asked of anything; a figure beside it must be the one.
        return False
    if question.name and not (parts or question.which_part):
        # Who asks which ones wants their names.
        return False
    if question.quoted and _has_all_quoted(question, best):
        rivals = [one.metric_id for one in ranked[1:] if one.score >= NOT_FAR * score]
        return score >= OFFERED and not any(_has_all_quoted(question, one) for one in rivals)
    # What the collected questions leave no doubt of needs no more.
    is_surely = chance >= _SURELY
    if not (parts or is_surely) and _is_of_a_part(question, best):
        return False
    counted_so = counted_in(load().metrics[best], question.units)
    if next_one < NOT_FAR and chance >= _ALONE and counted_so and matcher().known(best, question, parts) >= _KNOWN \
            and question.without is None:  # fmt: skip
        # What people ask so, and nothing else is near, needs no name.
        return True
    if not (parts or matcher().counts(best, question)):
        return False
    if len(parts) == 1 and set(told) == {best} and score >= MEANT and matcher().known(best, question, parts) == 1 \
            and counted_so:  # fmt: skip
        # All that is said is the name of a part that nothing else has.
        return True
    if not question.together and any(
        one.metric_id in summed(best) and matcher().knows_apart(one.metric_id, best, question) for one in ranked[1:2]
    ):
        # One of those that it is the sum of is told by its own words, too.
        return False
    if question.together and score >= _LEAST and len(ranked) > 1:
        unit = load().metrics[best].unit
        rivals = [one.metric_id for one in ranked[1:]
                  if one.score >= NOT_FAR * score and load().metrics[one.metric_id].unit == unit]  # fmt: skip
        if rivals and matcher().adds_up(best, rivals):
            return True
    if best == _head(question, ranked):
        return True
    in_english = bool(question.counted) and question.counted[0].isascii()
    only_named = not (question.counted or question.units or question.aim) and len(question.text) < _SHORT
    if ((in_english and not is_surely) or only_named) and next_one >= NOT_FAR and not (named or parts):
        # Few have asked in English, or in so few words: of two whose names are said as much, how others ask does not
        # tell which.
        said, others = matcher().held(best, question), matcher().held(ranked[1].metric_id, question)
        if others >= _AS_MUCH * said:
            return False
    if len(parts) >= LEAST_COMPARED and score >= _LEAST and next_one < NOT_FAR:
        return True
    counted = named or counted_in(load().metrics[best], question.units)
    if question.units and counted and len(parts) == 1 and _is_all(question, best, parts[0]):
        # A part that is told by its whole name, in its own unit.
        return score >= OFFERED and not any(one.metric_id in told for one in ranked[1:] if one.score >= NOT_FAR * score)
    rivals = [match.metric_id for match in ranked[1:] if match.score >= NOT_FAR * score]
    is_rate, others = load().metrics[best].unit == "%", any(load().metrics[one].unit == "%" for one in rivals)
    if question.share and len(parts) == 1 and score >= MEANT and is_rate and not others:
        # The share of a part that is printed.
        return True
    known = matcher().known(best, question, parts)
    by_name = (named or matcher().is_named(best, question, parts)) and known == 1
    is_one_word = matcher().leads(best) and matcher().size(question) == 1 and not only_named
    is_whole = named and known == 1 and matcher().is_whole(best)
    if score >= MEANT and next_one < ALIKE and counted and (is_one_word or is_whole):
        # What a screen is led by needs no more than the one word that all of it is called by, a sum than its name.
        return True
    is_far = next_one < _FAR and chance >= _LIKELY
    if score >= MEANT and counted and by_name and (is_far or chance >= _LIKELIER):
        # Few words, all of which name it, tell as much as more would.
        return True
    if score >= MEANT and next_one < NOT_FAR and question.units and counted:
        # Of what is counted so, no other is near.
        chance = max(chance, _SURE if chance >= _LIKELIER else 0.0)
    if (
        score < MEANT
        and not matcher().held(best, question)
        and any(matcher().knows_apart(one, best, question) for one in rivals)
    ):
        # What is only known by how people ask is not meant rather than what is named.
        return False
    return score >= OFFERED and chance >= _SURE and counted and known >= MEANT


def _head(question: Question, ranked: Sequence[Match]) -> str | None:
    """The only metric near that is what the one name is that is typed with a period.

    What a name ends with is what it names: 調解 of 消費爭議調解, and not of 調解會議.
    """
    said = question.other_words
    if len(said) != 1 or question.counted or question.units or question.aim or said[0].isascii() or not question.spans:
        return None
    near = [one.metric_id for one in ranked if one.score >= NOT_FAR * ranked[0].score]
    heads = [one for one in near if names_of(one)[0].endswith(said[0])]
    return heads[0] if len(heads) == 1 else None


def _whole(question: Question, near: Sequence[str]) -> str | None:
    """The only metric near that is called the whole (總) of what others are parts of, where that is asked for."""
    called = load_questions().whole
    wholes = [one for one in near if re.match(called, names_of(one)[0])]
    asked = any(re.fullmatch(rf"(?:{called})(?:的|體|項目?)?", one) for one in question.other_words)
    return wholes[0] if asked and len(wholes) == 1 else None


def _is_all(question: Question, metric_id: str, part: str) -> bool:
    """Whether a question names a part of a metric by its whole name, and by nothing that the metric is not known by."""
    said = "\n".join(question.other_words)
    rest = question.named_by(said.replace(part, "\n"))
    known = not matcher().size(rest) or matcher().known(metric_id, rest) == 1
    return len(part) >= _LONG and part in said and known


def _chance(weights: Sequence[float], told: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(weight * one for weight, one in zip(weights, told, strict=True))))


def _has_all_quoted(question: Question, metric_id: str) -> bool:
    """Whether a metric is printed with each of the numbers that are told in round figures, in the unit asked for."""
    rows = observed([metric_id])
    values = [row["value"] for _, row in rows.iterrows() if not question.units or row["unit"] in question.units]
    return all(any(low <= value <= high for value in values) for low, high in question.quoted)


def _holds_several(question: Question, metric_id: str) -> bool:
    """Whether the periods asked for hold several days that a stock is told for."""
    days = {day.date() for day in observed([metric_id])["period_end"]}
    held = [day for day in days if any(span.start <= day <= span.end for span in question.spans)]
    return len(held) >= LEAST_COMPARED


def _is_of_a_part(question: Question, metric_id: str) -> bool:
    """Whether an English question has words by which a metric that is printed by parts is not known: they may name one.

    Parts have one English name each, and people call them by others.
    """
    asked = set(features(question.words))
    if not asked or not all(one.isascii() for one in asked):
        return False
    rows = observed([metric_id])
    return bool((rows["part"] != "").any()) and matcher().known(metric_id, question) < 1


def _parts_named(question: Question, published: pd.DataFrame) -> Mapping[str, Sequence[str]]:
    """Of each metric, the parts that the question names, in Chinese or English, or by words no other part has."""
    sides = [question.named_by(side) for side in question.named] if len(question.named) > 1 else []
    # Of English words a name may have several.
    said = [("\n".join((*one.words, *one.other_words)) + "\n" + " ".join(one.words), "\n".join(one.other_words))
            for one in (question, *sides)]  # fmt: skip
    named: dict[str, list[str]] = {}
    if said[0][0].strip():
        parts = published.loc[published["part"] != "", ["metric_id", "part"]].drop_duplicates()
        for metric_id, own in parts.groupby("metric_id")["part"]:
            names = list(dict.fromkeys(one for part in own for one in sorted(part_names(str(part)))))
            if found := list(dict.fromkeys(name for text, own in said for name in _named_in(text, own, names))):
                named[str(metric_id)] = found
    return named


def _named_in(said: str, own: str, names: Sequence[str]) -> list[str]:
    """Those of a metric's parts that some words name, by their whole names, or by what no other of them has.

    Beside a whole name only what stands in the words of reports, which are ``own``, names another.
    """
    # What holds another's whole name is told by that: of 人事費及第一預備金 nothing is its own.
    single = [name for name in names if not any(one != name and one in name for one in names)]
    pairs = Counter(pair for name in single for pair in _own_pairs(name))
    words = Counter(word for name in names for word in {*_english_words(name)})
    alone = {word for word, count in words.items() if count == 1 and re.search(rf"\b{word}\b", said)}
    short = {pair for pair, count in pairs.items() if count == 1 and pair in said}
    offices = [name[:-1] for name in names if len(name) == _FEWEST and name[-1] in load_questions().offices]
    short |= {name for name in offices if _is_set_beside(name, offices, said)}
    # What is told by its whole name is meant rather than what is told by a pair of signs.
    whole = [name for name in names if len(name) > 1 and (name in said or _is_agency_called(name, said))]
    if whole:
        beside = re.sub("|".join(map(re.escape, whole)), "\n", own)
        short = {pair for pair in short if pair in beside}
    return whole + [
        name for name in names if name not in whole
        and ((name in single and any(pair in name for pair in short))
             or (not whole and alone & {*_english_words(name)}))
    ]  # fmt: skip


def _is_set_beside(name: str, others: Sequence[str], said: str) -> bool:
    """Whether an agency, called without what it is (消防 for 消防局), is set beside another: 警察比消防, 警察和消防."""
    joint = f"[局處]?(?:{load_questions().joint})"
    beside = (rf"{name}{joint}{one}|{one}{joint}{name}" for one in others if one != name)
    return re.search("|".join((f"{name}比|比{name}", *beside)), said) is not None


def _is_agency_called(name: str, said: str) -> bool:
    """Whether an agency is called in English by what it is for, whichever word for an agency is beside it."""
    office = rf"\b(?:{load_questions().offices_en})s?\b"
    own = " ".join(re.sub(rf"{office}|\bof\b", " ", name).split())
    return name.isascii() and own != name and bool(own) and re.search(
        rf"\b{re.escape(own)}\s+{office}|{office}\s+{re.escape(own)}\b", said) is not None  # fmt: skip


@functools.cache
def _english_words(part: str) -> frozenset[str]:
    """What a part's English name of several words may be called for short (police): its words that name no metric."""
    words = part.split() if part.isascii() else []
    offices = re.compile(load_questions().offices_en)
    words = [word for word in words if not offices.fullmatch(word)] if len(words) > 1 else []
    return frozenset(word for word in words if word.isalpha() and len(word) > _LONG
                     and not any(matcher().names_a_metric(one) for one in features([word])))  # fmt: skip


@functools.cache
def _own_pairs(part: str) -> frozenset[str]:
    """What a part's longer name may be called for short (機票 of 航空機票): its pairs of signs that name no metric.

    An agency's may be called without what it is: 警察 of 警察局.
    """
    pairs = {part[at : at + 2] for at in range(len(part) - 1)} if len(part) >= _LONG else set()
    if len(part) == _FEWEST and part[-1] in load_questions().offices:
        pairs = {part[:-1]}
    return frozenset(pair for pair in pairs if not pair.isascii() and not matcher().names_a_metric(pair))


def _word_for_word(text: str, ranked: Sequence[Match]) -> set[str]:
    """The metrics whose name stands in the question as it is, if none longer does."""
    said = _joined(text)
    held = {match.metric_id: max((len(name) for name in names_of(match.metric_id) if name in said), default=0)
            for match in ranked}  # fmt: skip
    longest = max(held.values(), default=0)
    return {metric_id for metric_id, length in held.items() if length == longest >= _FEWEST}


def _lifted(ranked: Sequence[Match], named: set[str]) -> list[Match]:
    lifted = [
        Match(match.metric_id, match.score * (_WORD_FOR_WORD if match.metric_id in named else 1.0)) for match in ranked
    ]
    return sorted(lifted, key=lambda match: (-match.score, match.metric_id))


def _joined(text: str) -> str:
    """``text`` with one sign between what is named side by side."""
    return re.sub(load_questions().joint, "、", text)


@functools.cache
def names_of(metric_id: str) -> tuple[str, str]:
    """What a metric is called in Chinese and English, as questions are compared."""
    metric = load().metrics[metric_id]
    return _joined(_COUNTED.sub("", plain(metric.name_zh))), _joined(plain(metric.name_en))


def lists_more(metric_id: str, question: Question) -> bool:
    """Whether a metric is of several things, and not all of them are named."""
    listed = names_of(metric_id)[0].split("、")
    said = "\n".join((*question.words, *question.other_words))
    return len(listed) > 1 and not all(one[:LEAST_COMPARED] in said for one in listed)
