"""Answers to questions: the figures of the period asked for, or which kind of silence there is, and what to ask.

Every word of an answer is a template over values or a report's own. Where it is not plain which measure is meant,
measures are offered and no figure is told.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import pandas as pd

from catalog.load import load
from catalog.models import Panel
from catalog.questions import load_questions
from catalog.words import speaking, words
from findings.asking.matcher import Match, counted_in, features, matcher
from findings.asking.numerals import chinese_number
from findings.asking.question import Question, plain, stretches, understood
from findings.asking.reasons import reasons
from findings.asking.spans import Span, asked_words
from findings.corrections import SIGN, standing
from findings.explanations import Explanation, explanations
from findings.lanes import TELLING, report_name
from findings.panels import values_title
from findings.periods import period_words
from findings.titles import counted_alike, first_day, level, row_period, same_unit
from findings.values import is_told, listed, part_words, rate_words, value_words, with_unit
from warehouse import reads

Kind = Literal[
    "figure", "newest", "all", "unequal", "most", "least", "overlapping", "parts", "split", "not_printed",
    "maybe_printed", "unreadable", "elsewhere", "plan_only", "no_report", "never", "steady", "apart",
]  # fmt: skip

# A metric this near is meant, if none other comes so near to it; one that is not far is offered.
_MEANT, _ALIKE, _OFFERED, _NOT_FAR = 0.5, 0.93, 0.22, 0.6
# So much nearer a question that no metric answers is too near.
_ANSWERED_BY_NONE = 0.1
# And so much nearer one that the next metric answers.
_ASKED_BY_OTHERS = 0.2
# What else makes a metric sure to be meant: how near it is, and the next one beside it; how near questions are that it
# answers, and that none does; whether it is counted in what is asked. Fitted by logistic regression on the collected
# questions of each hand, told by those of the others.
_SURE_BY, _SURE, _LEAST = (-0.8, -3.8, 4.8, -5.9, 2.7, -0.6), 0.75, 0.4
_MOST_OFFERED, _MOST_TOLD, _MOST_NUMBERS, _MOST_CAUSES = 3, 6, 8, 3
# A name that stands in the question word for word.
_WORD_FOR_WORD = 1.25
_FEWEST = 3
# A name of so many signs is said for short.
_LONG = 4
# So many figures can be compared.
_LEAST_COMPARED = 2
# A name that is asked by this share of another's is asked as much.
_AS_MUCH = 0.8
# The end of a name that nobody says: 開放資料集數.
_COUNTED = re.compile(r"(?:合計|[人件案次戶]?數)$")


Fits = Callable[..., bool]


@dataclass(frozen=True, eq=False)
class Told:
    """What is said of one period.

    ``rows`` are the observations the sentence tells, as :func:`warehouse.queries.observations` gives them;
    ``causes`` the reports' own words that go with them.
    """

    kind: Kind
    sentence: str
    rows: pd.DataFrame
    causes: tuple[Explanation, ...] = ()


@dataclass(frozen=True, eq=False)
class Answer:
    """What is said of one metric. ``course`` is its finding; ``near`` are metrics that may be meant instead."""

    metric_id: str
    told: tuple[Told, ...]
    course: str
    near: tuple[str, ...]
    why: bool


@dataclass(frozen=True, eq=False)
class Reply:
    """An answer, or metrics to ask about, or values that are printed as the number that was typed; or nothing.

    ``offered`` is what is said of each of ``offers`` first; ``periods`` are those of the question, in words that can
    be asked again; ``reasons`` are the reports' own words where it asks why, and not of a measure that is plain.
    """

    answer: Answer | None = None
    offers: tuple[str, ...] = ()
    offered: tuple[Told, ...] = ()
    numbers: pd.DataFrame | None = None
    periods: str = ""
    reasons: tuple[Explanation, ...] = ()


def reply(typed: str, today: date) -> Reply:
    """What there is to say to a question.

    Args:
        typed: the question, or any words to search for.
        today: the day it is asked on.
    """
    question = understood(typed, today)
    said = _replied(question, typed)
    if not question.why or (said.answer and any(told.causes for told in said.answer.told)):
        return said
    why = reasons(question, _reports_of(question.spans) if question.spans else None)
    if said.answer is None or not why:
        return replace(said, reasons=why)
    first, *others = said.answer.told
    return replace(said, answer=replace(said.answer, told=(replace(first, causes=why), *others)))


def _reports_of(spans: Sequence[Span]) -> set[str]:
    """The reports of what was done whose periods overlap those asked for."""
    return {str(row["report_id"]) for _, row in reads.reports_with_metrics().iterrows() for span in spans
            if row["genre"] in TELLING and _covers(row, span)}  # fmt: skip


def _covers(report: pd.Series, span: Span) -> bool:
    start, end = report["period_start"].date(), report["period_end"].date()
    return bool(start <= span.end and end >= span.start)


def _replied(question: Question, typed: str) -> Reply:
    asked = " ".join(asked_words(span) for span in question.spans)
    published = _observed(load().metrics)
    found = _found(question, plain(typed), published)
    if question.value is not None:
        numbers = _numbers(question, published, found.ranked)
        if not numbers.empty:
            return Reply(numbers=numbers)
        if not question.words:
            return Reply()
    answer = _beside(question, published) if question.without is not None else _of_sides(question, found, published)
    if answer is not None:
        return Reply(answer, periods=asked)
    # A metric that no report prints has nothing to tell; another of its topic may.
    if not found.ranked or found.ranked[0].score < _OFFERED:
        return Reply()
    best = found.ranked[0].metric_id
    rivals = found.rivals
    own_parts = found.parts.get(best, ())
    if question.why and (same := _of_one_cause([best, *rivals])):
        others = [one for one in (best, *rivals) if one != same]
        return Reply(_answer(question, same, found.parts.get(same, ()), others), periods=asked)
    if found.is_meant and question.without is None and not _is_half(question, found):
        return Reply(_answer(question, best, own_parts, rivals), periods=asked)
    near = [(one, _told(question, one, found.parts.get(one, ()))[0]) for one in (best, *rivals)[:_MOST_TOLD]]
    if near[0][1].kind == "elsewhere":
        # What is printed of the very period may be meant rather.
        near.sort(key=lambda offer: offer[1].kind != "figure")
    offers, offered = zip(*near[:_MOST_OFFERED], strict=True)
    return Reply(offers=offers, offered=offered, periods=asked)


@dataclass(frozen=True)
class _Found:
    """The metrics near a question: the nearest first, those called by their names, and the parts that are named."""

    question: Question
    ranked: Sequence[Match]
    named: set[str]
    parts: Mapping[str, Sequence[str]]
    is_list: bool

    @property
    def rivals(self) -> list[str]:
        """The metrics near enough to the nearest to be meant instead."""
        return [match.metric_id for match in self.ranked[1:] if match.score >= _NOT_FAR * self.ranked[0].score]

    @property
    def is_meant(self) -> bool:
        """Whether the nearest is the one that is meant."""
        best = self.ranked[0].metric_id
        return not self.is_list and _is_meant(self.question, self.ranked, best in self.named, self.parts.get(best, ()))


def _found(question: Question, text: str, published: pd.DataFrame) -> _Found:
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
    if question.met:
        # What came of it is asked, with what was aimed at, and not the aim alone.
        ranked = [match for match in ranked if load().metrics[match.metric_id].measure != "target"]
    is_list = bool(ranked) and _is_list(published[published["metric_id"] == ranked[0].metric_id])
    return _Found(question, ranked, named, parts, is_list)


def _of_one_cause(metric_ids: Sequence[str]) -> str | None:
    """Of two metrics, or more, that the reports give one cause for, the one that a screen is led by."""
    said = [{(one.report_id, one.passage_no) for one in _causes(metric_id, _telling_reports(metric_id))}
            for metric_id in metric_ids[:_LEAST_COMPARED]]  # fmt: skip
    led = [metric_id for metric_id in metric_ids[:_LEAST_COMPARED] if matcher().leads(metric_id)]
    return led[0] if len(said) == _LEAST_COMPARED and set.intersection(*said) and led else None


# Of several measures, and of what is left -----------------------------------------------------------


def _of_sides(question: Question, found: _Found, published: pd.DataFrame) -> Answer | None:
    """What is printed of two measures together, or of the share that one has of the other; else each of both."""
    if len(question.sides) < _LEAST_COMPARED:
        return None
    sides = _share(question, published) if question.share else [
        side for text in question.sides if (side := _side(question, text, published))
    ]  # fmt: skip
    metrics = [metric_id for metric_id, _ in sides]
    if len(set(metrics)) != len(question.sides):
        # Each may be told by a word that their sum is not told by.
        summed = (one.metric_id for one in found.ranked[:_MOST_TOLD] if question.together)
        stated = next((one for one in summed if _is_sum_of_all(one, question)), None)
        return _answer(question, stated, (), _summed(stated)) if stated else None
    if stated := _stated(metrics, share=question.share):
        return _answer(question, stated, (), metrics)
    told = [one for metric_id, parts in sides for one in _told(question, metric_id, parts)]
    rows = pd.concat([one.rows for one in told])
    sentence = words("answer.apart", figures=words("answer.apart.joint").join(one.sentence for one in told))
    apart = Told("apart", sentence, rows, tuple(dict.fromkeys(cause for one in told for cause in one.causes)))
    return Answer(metrics[0], (apart,), _course(metrics[0]), tuple(metrics[1:]), question.why)


def _share(question: Question, published: pd.DataFrame) -> list[tuple[str, Sequence[str]]]:
    """A part and its whole, each with the parts of it that are named; nothing where one of them is not plain."""
    said, of = question.sides
    own = _side(question, said, published)
    whole = _side(question, of, published)
    if own is None and whole and (part := _operand(whole[0], question, said, published)):
        # 學校 alone says nothing; of 工級人員 it does.
        own = part, ()
    if own and whole is None:
        sums = [
            one
            for one in load().metrics
            if own[0] in _summed(one) and matcher().known(one, question.named_by(of)) > _MEANT
        ]
        whole = (sums[0], ()) if len(sums) == 1 else None
    return [own, whole] if own and whole else []


def _is_sum_of_all(metric_id: str, question: Question) -> bool:
    """Whether a metric is the sum of others that are all named."""
    return bool(_summed(metric_id)) and all(
        matcher().knows_apart(one, metric_id, question) for one in _summed(metric_id)
    )


def _side(question: Question, text: str, published: pd.DataFrame) -> tuple[str, Sequence[str]] | None:
    """The metric that one side of a question is surely about, and the parts of it; None where it may be several."""
    found = _found(question.named_by(text), text, published)
    if not found.ranked or found.ranked[0].score < _OFFERED:
        return None
    best = found.ranked[0].metric_id
    alone = [part for part in found.parts.get(best, ()) if stretches(text) == (part,)]
    if alone:
        return best, alone
    parts = found.parts.get(best, ())
    is_named = best in found.named or matcher().held(best, found.question) >= _MEANT
    return (best, parts) if found.is_meant and (is_named or parts) else None


def _stated(metrics: Sequence[str], *, share: bool) -> str | None:
    """The metric that is printed as the sum of some, or as the share that the first has of the second."""
    for check in load().checks:
        if check.kind == "sum" and not share and set(metrics) == set(check.operands):
            return check.stated
        if check.kind == "percent" and share and tuple(metrics) == tuple(check.operands):
            return check.stated
    return None


def _is_half(question: Question, found: _Found) -> bool:
    """Whether the nearest metric is only one of what is asked for, or no share where one is."""
    best = found.ranked[0].metric_id
    if question.share:
        return not any(re.search(pattern, load().metrics[best].name_zh) for pattern in load_questions().shares)
    if len(question.sides) < _LEAST_COMPARED or len(found.parts.get(best, ())) >= _LEAST_COMPARED:
        return False
    if best in found.named and any("、" in name for name in _names(best)):
        return False
    return not all(matcher().known(best, question.named_by(side)) > _MEANT for side in question.sides)


def _beside(question: Question, published: pd.DataFrame) -> Answer | None:
    """What is left where some of it is left out; None where it is not plain of what."""
    found = _found(question, "\n".join(question.words), published)
    if not question.without or not found.ranked or found.ranked[0].score < _OFFERED:
        return None
    left = [one for metric_id in (found.ranked[0].metric_id, *found.rivals)
            if (one := _left(question, metric_id, published))]  # fmt: skip
    return left[0] if len(left) == 1 else None


def _left(question: Question, metric_id: str, published: pd.DataFrame) -> Answer | None:
    """The other parts of a metric, or the others that it is the sum of, where all that is left out is one of them."""
    out = question.without or ()
    own = published[(published["metric_id"] == metric_id) & (published["part"] != "")]
    parts = [{part for part in own["part"] if _is_called(part, item)} for item in out]
    gone = own[own["part"].isin(set().union(*parts))]
    # What has the same figure may be the same by another name.
    same = own.merge(gone[["period_end", "value"]])["part"]
    left = [part for part in dict.fromkeys(single_parts(own)["part"]) if part not in {*gone["part"], *same}]
    if all(parts) and left:
        return _answer(replace(question, which_part=question.extreme is not None), metric_id, left, [])
    named = [_operand(metric_id, question, item, published) for item in out]
    rest = [other for other in _summed(metric_id) if other not in named]
    if all(named) and rest:
        told = [one for other in rest for one in _told(question, other, ())]
        return Answer(rest[0], tuple(told), _course(rest[0]), (metric_id,), question.why)
    return None


def _is_called(part: str, item: str) -> bool:
    """Whether a part of a metric is what is left out, or holds it."""
    said = set(features(stretches(item)))
    names = _part_names(part)
    return any(said <= set(features([name])) or set(features([name])) <= said for name in names)


def _operand(metric_id: str, question: Question, item: str, published: pd.DataFrame) -> str | None:
    """The one of the metrics which one is the sum of that is named, or named by words that the sum is not named by."""
    summed, side = _summed(metric_id), _side(question, item, published)
    if side and side[0] in summed:
        return side[0]
    named = [one for one in summed if matcher().knows_apart(one, metric_id, question.named_by(item))]
    return named[0] if len(named) == 1 else None


def _summed(metric_id: str) -> tuple[str, ...]:
    """The metrics that one is the sum of."""
    sums = (check for check in load().checks if check.kind == "sum" and check.stated == metric_id)
    return next((tuple(check.operands) for check in sums), ())


def _is_list(rows: pd.DataFrame) -> bool:
    """Whether the observations of a metric name things one by one: none of them is how many there are."""
    return len(rows) > 1 and bool((rows["value"] == 1).all()) and rows["part"].nunique() == len(rows)


def _is_meant(question: Question, ranked: Sequence[Match], named: bool, parts: Sequence[str]) -> bool:
    """Whether the nearest metric is the one that is meant: by its name, or by how people ask for it."""
    best, score = ranked[0].metric_id, ranked[0].score
    next_one = ranked[1].score / score if len(ranked) > 1 else 0.0
    own, none = matcher().nearest(question, best)
    other = matcher().nearest(question, ranked[1].metric_id)[0] if len(ranked) > 1 and not (named or parts) else 0.0
    if question.reduced and len(question.spans) < _LEAST_COMPARED and load().metrics[best].measure == "stock":
        # By how many fewer there are is no figure of how many there are; two of those tell it.
        return False
    if question.why and not (
        named or matcher().is_named(best, question, parts) or _causes(best, _telling_reports(best))
    ):
        # Why is asked of anything; a figure beside it must be the one.
        return False
    if other > own + _ASKED_BY_OTHERS or not (parts or matcher().counts(best, question)):
        return False
    if not question.together and any(
        one.metric_id in _summed(best) and matcher().knows_apart(one.metric_id, best, question) for one in ranked[1:2]
    ):
        # One of those that it is the sum of is told by its own words, too.
        return False
    if question.together and score >= _LEAST and len(ranked) > 1:
        rivals = [match.metric_id for match in ranked[1:] if match.score >= _NOT_FAR * score]
        if rivals and matcher().adds_up(best, rivals):
            return True
    if question.counted and question.counted[0].isascii() and next_one >= _NOT_FAR and not (named or parts):
        # Few have asked in English: of two whose names are said as much, how others ask does not tell which.
        said, others = matcher().held(best, question), matcher().held(ranked[1].metric_id, question)
        if others >= _AS_MUCH * said:
            return False
    if len(parts) >= _LEAST_COMPARED and score >= _LEAST and next_one < _NOT_FAR:
        return True
    counted = named or counted_in(load().metrics[best], question.units)
    by_name = named or matcher().is_named(best, question, parts)
    if score >= _MEANT and next_one < _ALIKE and counted and by_name and none <= own + _ANSWERED_BY_NONE:
        return True
    told = (score, next_one, own, none, counted, 1.0)
    chance = 1 / (1 + math.exp(-sum(weight * one for weight, one in zip(_SURE_BY, told, strict=True))))
    return score >= _LEAST and chance >= _SURE


def _parts_named(question: Question, published: pd.DataFrame) -> Mapping[str, Sequence[str]]:
    """Of each metric, the parts that the question names, in Chinese or English, or by words no other part has."""
    said = "\n".join(question.words)
    named: dict[str, list[str]] = {}
    if said:
        parts = published.loc[published["part"] != "", ["metric_id", "part"]].drop_duplicates()
        for metric_id, own in parts.groupby("metric_id")["part"]:
            names = dict.fromkeys(one for part in own for one in sorted(_part_names(str(part))))
            pairs = Counter(pair for name in names for pair in _own_pairs(name))
            short = {pair for pair, count in pairs.items() if count == 1 and pair in said}
            found = [name for name in names if (len(name) > 1 and name in said) or short & _own_pairs(name)]
            if found:
                named[str(metric_id)] = found
    return named


@functools.cache
def _own_pairs(part: str) -> frozenset[str]:
    """What a part's longer name may be called for short (機票 of 航空機票): its pairs of signs that name no metric."""
    pairs = {part[at : at + 2] for at in range(len(part) - 1)} if len(part) >= _LONG else set()
    return frozenset(pair for pair in pairs if not pair.isascii() and not matcher().names_a_metric(pair))


def _word_for_word(text: str, ranked: Sequence[Match]) -> set[str]:
    """The metrics whose name stands in the question as it is, if none longer does."""
    said = _joined(text)
    held = {match.metric_id: max((len(name) for name in _names(match.metric_id) if name in said), default=0)
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
def _names(metric_id: str) -> tuple[str, str]:
    metric = load().metrics[metric_id]
    return _joined(_COUNTED.sub("", plain(metric.name_zh))), _joined(plain(metric.name_en))


def _numbers(question: Question, published: pd.DataFrame, ranked: Sequence[Match]) -> pd.DataFrame:
    """The observations printed with the value asked for, the newest first; of metrics near to words beside it."""
    same = published[published["value"] == question.value]
    if question.unit:
        same = _where(same, lambda row: _same_unit(str(question.unit), str(row["unit"])))
    if question.words:
        near = {match.metric_id for match in ranked if match.score >= _OFFERED}
        same = same[same["metric_id"].isin(near)]
    return same.sort_values("period_end", ascending=False).head(_MOST_NUMBERS)


def _same_unit(asked: str, printed: str) -> bool:
    same = {unit.id: unit.same_as or unit.id for unit in load().units}
    return same.get(asked, asked) == same.get(printed, printed)


def of_report(metric_id: str, report_id: str) -> Told:
    """What is said of a metric for the period of a report: what it prints instead, or which silence it is.

    Raises:
        KeyError: there is no such metric or report.
    """
    report = reads.reports().set_index("report_id").loc[report_id]
    span = Span(report["period_start"].date(), report["period_end"].date())
    return _of_span(metric_id, _observed([metric_id]), (), span)


def _observed(metric_ids: Collection[str]) -> pd.DataFrame:
    """The observations of some metrics that stand."""
    return standing(_asked_once(reads.observations, metric_ids))


def _asked_once(read: Callable[[Sequence[str]], pd.DataFrame], metric_ids: Collection[str]) -> pd.DataFrame:
    """The rows of some metrics, out of those of all the catalog's: one question to the warehouse instead of many."""
    every = load().metrics
    if any(metric_id not in every for metric_id in metric_ids):
        return read(list(metric_ids))
    rows = read(tuple(every))
    return rows[rows["metric_id"].isin(list(metric_ids))]


# What is told ---------------------------------------------------------------------------------------


def _answer(question: Question, metric_id: str, parts: Sequence[str], near: Sequence[str]) -> Answer:
    told = _told(question, metric_id, parts)
    if question.met and metric_id in _targets():
        told += _told(question, _targets()[metric_id], ())
    return Answer(metric_id, tuple(told), _course(metric_id), tuple(near)[:_MOST_OFFERED], question.why)


def _course(metric_id: str) -> str:
    """The finding of a metric."""
    metric, rows = load().metrics[metric_id], _observed([metric_id])
    alone = Panel(id=metric_id, name_zh=metric.name_zh, name_en=metric.name_en, metrics=(metric_id,))
    return values_title(alone, rows[rows["category"].isna()])


def _targets() -> dict[str, str]:
    """The metric that is the target of another, by the other."""
    return {
        own: target for screen in load().screens for panel in screen.panels for own, target in panel.targets.items()
    }


def _told(question: Question, metric_id: str, parts: Sequence[str]) -> list[Told]:
    """What is said of a metric for each period asked for, of all, or of the newest."""
    values = _observed([metric_id])
    spans = [*question.spans, *_of_sessions(question)]
    told = _outermost(question, metric_id, values, parts, spans) or _steady(question, metric_id, values, parts, spans)
    uneven = question.extreme is not None and not question.which_part
    if not told and (question.course or uneven) and not spans:
        told = _every(metric_id, values, parts, question.why, "unequal" if uneven else "all")
    if not told:
        told = [_of_span(metric_id, values, parts, span) for span in spans]
    return told or [_newest(metric_id, values, parts, question.why)]


def _every(
    metric_id: str, values: pd.DataFrame, parts: Sequence[str], why: bool, said: Literal["all", "unequal"]
) -> list[Told]:
    """The figures of all periods, or that they cannot be set side by side; none where there is one period only."""
    own = _whole(_of_parts(values, parts), bool(parts))
    if own["period_end"].nunique() < _LEAST_COMPARED:
        return []
    sentence = words(f"answer.{said}", metric=_name(metric_id), figures=_figures(own))
    reports = _telling_reports(metric_id) if why else list(own["report_id"])
    return [Told(said, sentence + _corrected(own), own, _causes(metric_id, reports))]


def _steady(
    question: Question, metric_id: str, values: pd.DataFrame, parts: Sequence[str], spans: Sequence[Span]
) -> list[Told]:
    """Whether figures went one way from each period to those after it; none where they cannot be set side by side."""
    own = _whole(_of_parts(values, parts), bool(parts)).sort_values(["period_end", "period_start"])
    if spans:
        own = _where(own, lambda row: any(_overlaps(row, span) for span in spans))
    rows = [row for _, row in own.iterrows()]
    pairs = [(one, other) for one, other in itertools.combinations(rows, 2) if one["period_end"] < first_day(other)]
    bounds = load().lexicon.bounds
    if question.steady is None or not pairs or any(row["qualifier"] in bounds for row in rows):
        return []
    monthly = len({is_told(row["per_month"]) for row in rows}) == 1
    if not monthly or not all(same_unit(*pair) and counted_alike(*pair) for pair in pairs):
        return []
    steps = [level(other) - level(one) for one, other in pairs]
    way = "up" if min(steps) > 0 else "down" if max(steps) < 0 else None
    against = next((pair for pair, step in zip(pairs, steps, strict=True)
                    if step == 0 or (step > 0) != (question.steady == "up")), pairs[0])  # fmt: skip
    told = {"metric": _name(metric_id), "figures": _figures(own)}
    if is_told(rows[-1]["per_month"]):
        told["metric"] = words("finding.per_month", metric=told["metric"])
    key = f"answer.steadily.{way}" if way else f"answer.unsteady.{question.steady}"
    sentence = words(key, **told, earlier=_level_words(against[0]), later=_level_words(against[1]))
    reports = _telling_reports(metric_id) if question.why else list(own["report_id"])
    return [Told("steady", sentence + _corrected(own), own, _causes(metric_id, reports))]


def _level_words(row: pd.Series) -> str:
    """What a period is compared by: its monthly average, or its figure."""
    if not is_told(row["per_month"]):
        return _figure(row, "", with_name=False)
    return words("answer.value", of=row_period(row), value=with_unit(rate_words(level(row)), row["unit"]))


def _outermost(
    question: Question, metric_id: str, values: pd.DataFrame, parts: Sequence[str], spans: Sequence[Span]
) -> list[Told]:
    """The highest or the lowest figure where that is asked and figures can be set side by side; else none."""
    if question.extreme is None:
        return []
    own = _of_parts(values, parts)
    if spans:
        own = _where(own, lambda row: any(_overlaps(row, span) for span in spans))
    if question.which_part:
        return _outermost_parts(question.extreme, metric_id, single_parts(own))
    own = _whole(own, bool(parts))
    months = own["months"].round(1)
    side_by_side = len(own) >= _LEAST_COMPARED and months.nunique(dropna=False) == 1
    if not side_by_side:
        return []
    value = own["value"].max() if question.extreme == "most" else own["value"].min()
    rows = own[own["value"] == value]
    sentence = words(f"answer.{question.extreme}", metric=_name(metric_id), figures=_figures(rows))
    return [Told(question.extreme, sentence + _corrected(rows), rows, _causes(metric_id, list(rows["report_id"])))]


def _outermost_parts(extreme: Literal["most", "least"], metric_id: str, rows: pd.DataFrame) -> list[Told]:
    """The parts with the highest or the lowest figure of each period: which period is meant is not for a guess."""
    periods = rows.groupby(["period_start", "period_end"], dropna=False)["value"]
    compared = rows[periods.transform("size") >= _LEAST_COMPARED]
    if compared.empty:
        return []
    own = compared[compared["value"] == periods.transform("max" if extreme == "most" else "min")[compared.index]]
    several = own["period_end"].nunique() > 1
    sentence = words(f"answer.{extreme}_each" if several else f"answer.{extreme}", metric=_name(metric_id),
                     figures=_figures(own))  # fmt: skip
    return [Told(extreme, sentence + _corrected(own), own, _causes(metric_id, list(own["report_id"])))]


def single_parts(rows: pd.DataFrame) -> pd.DataFrame:
    """The observations of one part each: 四維+鳳山 is none of the two, where either is told alone."""
    names = set(rows.loc[rows["part"] != "", "part"])
    return rows[rows["part"].isin({name for name in names if not any(one in name for one in names - {name})})]


def _whole(rows: pd.DataFrame, chosen: bool) -> pd.DataFrame:
    """The figures that are of no part; all where there are none such, or parts were asked for."""
    plain_rows = rows if chosen else rows[rows["part"] == ""]
    return rows if plain_rows.empty else plain_rows


def _of_sessions(question: Question) -> list[Span]:
    """The periods of the reports made for the council's sessions that are named; none where no report is here."""
    spans = []
    for _, row in reads.reports_with_metrics().iterrows():
        if is_told(row["session"]) and _session(str(row["session"])) in question.sessions:
            spans.append(Span(row["period_start"].date(), row["period_end"].date()))
    return spans


def _session(printed: str) -> tuple[int, int]:
    """The term and the number of a session as printed: 第2屆第8次定期大會."""
    numbers = [chinese_number(part.lstrip("第")) for part in plain(printed).replace("次", "屆").split("屆")[:2]]
    term, number = (*numbers, None, None)[:2]
    return int(term or 0), int(number or 0)


def _newest(metric_id: str, values: pd.DataFrame, parts: Sequence[str], why: bool) -> Told:
    rows = _of_parts(values, parts)
    if rows.empty:
        return Told("never", words("answer.never", metric=_name(metric_id)), rows)
    own = _whole(rows, bool(parts))
    # What is aimed at may be of no period.
    newest = own.sort_values(["period_end", "period_start"], na_position="first").iloc[-1]
    days = ("period_end", "period_start")
    same = own[[all(row[day] == newest[day] or (pd.isna(row[day]) and pd.isna(newest[day])) for day in days)
                for _, row in own.iterrows()]]  # fmt: skip
    sentence = words("answer.newest", metric=_name(metric_id), figures=_figures(same))
    reports = _telling_reports(metric_id) if why else list(same["report_id"])
    return Told("newest", sentence + _corrected(same), same, _causes(metric_id, reports))


def _of_span(metric_id: str, values: pd.DataFrame, parts: Sequence[str], span: Span) -> Told:
    """What is said of the period asked for: its figure, else what overlaps it, else which silence it is."""
    coverage = _asked_once(reads.coverage, [metric_id])
    start, end = pd.Timestamp(span.start), pd.Timestamp(span.end)
    there = coverage[(coverage["period_start"] <= end) & (coverage["period_end"] >= start)]
    kind, rows = _figures_of(metric_id, _of_parts(values, parts), bool(parts), span)
    if rows.empty:
        kind, rows = _silence(there, values)
    reports = [*there["report_id"], *rows["report_id"]]
    asked = period_words(span.start, span.end)
    told = {"metric": _name(metric_id), "asked": asked}
    figures = "" if rows.empty else _figures(rows, asked)
    silent = {report_id for report_id, status in zip(there["report_id"], there["status"], strict=True)
              if status == kind}  # fmt: skip
    sentence = words(f"answer.{kind}", **told, figures=figures, reports=_report_names(silent))
    return Told(kind, sentence + _corrected(rows), rows, _causes(metric_id, reports))


def _causes(metric_id: str, report_ids: Sequence[str]) -> tuple[Explanation, ...]:
    """What the reports say of why, of those that are told of; of a part also what they say of the whole."""
    whole = [other for other in load().metrics if metric_id in _parts_of(other)]
    return tuple(explanations([metric_id, *whole], report_ids)[:_MOST_CAUSES])


def _figures_of(metric_id: str, rows: pd.DataFrame, chosen: bool, span: Span) -> tuple[Kind, pd.DataFrame]:
    """The observations of a period: of exactly it, its parts, and then what only overlaps it."""
    whole = rows if chosen else rows[rows["part"] == ""]
    split = [_observed([other]) for other in _parts_of(metric_id)]
    apart = pd.concat([rows.iloc[:0], *(part[part["part"] == ""] for part in split)])
    found: tuple[tuple[Kind, pd.DataFrame, Fits], ...] = (
        ("figure", whole, _is_of),
        ("parts", rows, _is_of),
        ("split", apart, _is_of),
        ("overlapping", whole, _overlaps),
        ("parts", rows, _overlaps),
        ("split", apart, _overlaps),
    )
    for kind, values, fits in found:
        own = _where(values, functools.partial(fits, span=span))
        if not own.empty:
            return kind, own
    return "no_report", rows.iloc[:0]


def _silence(there: pd.DataFrame, values: pd.DataFrame) -> tuple[Kind, pd.DataFrame]:
    """Why there is no figure of a period, and what may be told instead.

    Args:
        there: the coverage of the reports whose periods overlap it.
        values: the metric's observations.
    """
    newest = values.sort_values(["part", "period_end"], ascending=[False, True]).tail(1)
    if there.empty:
        return "no_report", newest
    told = there[there["genre"].isin(TELLING) | (there["status"] == "printed")]
    if told.empty:
        return "plan_only", newest
    statuses = set(told["status"])
    silences: tuple[Kind, ...] = ("maybe_printed", "unreadable")
    for silence in silences:
        if silence in statuses:
            return silence, values.iloc[:0]
    if "printed" in statuses:
        printed = told.loc[told["status"] == "printed", "report_id"]
        own = values[values["report_id"].isin(printed)].sort_values("period_end")
        return "elsewhere", own.tail(_MOST_TOLD)
    return "not_printed", values.iloc[:0]


def _of_parts(values: pd.DataFrame, parts: Sequence[str]) -> pd.DataFrame:
    """The observations of the parts asked for; all where none is."""
    if not parts:
        return values
    named = {plain(part) for part in parts}
    return _where(values, lambda row: is_told(row["part"]) and bool(named & _part_names(str(row["part"]))))


@functools.cache
def _part_names(part: str) -> frozenset[str]:
    """What the parts of an observation are called, in Chinese and English."""
    with speaking("en"):
        return frozenset(plain(one) for one in (part, part_words(part), *part.split("、")))


def _where(rows: pd.DataFrame, holds: Callable[[pd.Series], bool]) -> pd.DataFrame:
    """The rows for which something holds."""
    return rows.loc[pd.Series([holds(row) for _, row in rows.iterrows()], rows.index, dtype=bool)]


def _days(row: pd.Series) -> tuple[date, date]:
    """The days a value is of: of a stock, of one since an event and of an open start, its last."""
    end = row["period_end"].date()
    at_end = row["measure"] in ("stock", "cumulative") or row["period_basis"] == "event"
    return (end if at_end or not is_told(row["period_start"]) else row["period_start"].date()), end


def _is_of(row: pd.Series, span: Span) -> bool:
    start, end = _days(row)
    within = span.start <= start and end <= span.end
    # Asked for several years, each figure of them is an answer.
    return (start, end) == (span.start, span.end) or (within and (start == end or span.end.year > span.start.year + 1))


def _overlaps(row: pd.Series, span: Span) -> bool:
    start, end = _days(row)
    return start <= span.end and end >= span.start


@functools.cache
def _parts_of(metric_id: str) -> tuple[str, ...]:
    """The metrics that add up to one, or are named as its parts: an id that goes on where the whole's ends."""
    catalog = load()
    whole = catalog.metrics.get(metric_id)
    if whole is None:
        return ()
    summed = [part for check in catalog.checks if check.kind == "sum" and check.stated == metric_id
              for part in check.operands]  # fmt: skip
    named = [
        other.id
        for other in catalog.metrics.values()
        if other.id.startswith(f"{metric_id}_") and (other.unit, other.measure) == (whole.unit, whole.measure)
    ]
    return tuple(dict.fromkeys([*summed, *named]))


def _telling_reports(metric_id: str) -> list[str]:
    """The reports of what was done, the newest first."""
    coverage = _asked_once(reads.coverage, [metric_id])
    told = coverage[coverage["genre"].isin(TELLING)].sort_values("period_end", ascending=False)
    return [str(report_id) for report_id in told["report_id"]]


# In words -------------------------------------------------------------------------------------------


def _name(metric_id: str) -> str:
    # Series found without a catalog are in the warehouse only.
    described = load().metrics.get(metric_id)
    return words.name(described if described else reads.metrics().loc[metric_id])


def _figures(rows: pd.DataFrame, asked: str = "") -> str:
    """The values with their parts, each once, the newest first; with their periods where those are not ``asked``."""
    one_metric = rows["metric_id"].nunique() == 1
    newest = rows.sort_values(["period_end", "value"], ascending=False)
    told = dict.fromkeys(_figure(row, asked, with_name=not one_metric) for _, row in newest.iterrows())
    shown = listed(list(told)[:_MOST_TOLD])
    return shown if len(told) <= _MOST_TOLD else words("answer.and_more", figures=shown, count=len(told) - _MOST_TOLD)


def _figure(row: pd.Series, asked: str, *, with_name: bool) -> str:
    period = row_period(row)
    name = words.name(row) if with_name else ""
    part = part_words(row["part"]) if is_told(row["part"]) else ""
    of = words("answer.of").join(one for one in ("" if period == asked else period, name, part) if one)
    value = (SIGN if row["corrected"] else "") + value_words(row["value"], row["unit"], row["qualifier"])
    return words("answer.value", of=of, value=value) if of else value


def _corrected(rows: pd.DataFrame) -> str:
    """What the corrected values of an answer were before."""
    return "".join(f" {SIGN}{was}" for was in dict.fromkeys(rows["corrected"]) if was)


def number_words_of(row: pd.Series) -> str:
    """One value that is printed as the number typed: what it counts, when."""
    return _figure(row, "", with_name=True)


def _report_names(report_ids: set[str]) -> str:
    reports = reads.reports()
    own = reports[reports["report_id"].isin(report_ids)]
    return listed(
        words("answer.report", report=report_name(row), period=_covered(row)) for _, row in own.iterrows()
    )  # fmt: skip


def _covered(row: pd.Series) -> str:
    return period_words(row["period_start"].date(), row["period_end"].date())
