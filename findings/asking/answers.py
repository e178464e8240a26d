"""Answers to questions: the figures of the period asked for, or which kind of silence there is, and what to ask.

Where it is not plain which measure is meant, measures are offered and no figure is told.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from catalog.load import load
from catalog.questions import load_questions
from catalog.words import words
from findings.asking.matcher import Match, counted_in, features, matcher
from findings.asking.meant import MEANT, NOT_FAR, OFFERED, Found, found_near, lists_more, names_of
from findings.asking.numerals import numbers_in
from findings.asking.passages import says_unprinted, tells_figure, told_in_passages
from findings.asking.question import Question, in_own_words, plain, stretches, understood
from findings.asking.reasons import reasons, told_in_passage
from findings.asking.reckoning import LEAST_COMPARED
from findings.asking.rephrased import followed_by, without_story
from findings.asking.reports_named import covers, of_named_reports
from findings.asking.settled import settled
from findings.asking.several import (
    beside,
    is_half,
    of_amounts,
    of_day,
    of_each,
    of_event,
    of_kinds,
    of_named,
    of_sides,
    of_subject,
    of_targets,
    of_twins,
)
from findings.asking.spans import Span, asked_words
from findings.asking.told import (
    MOST_OFFERED,
    MOST_TOLD,
    NO_FIGURES,
    Answer,
    Told,
    answer_of,
    causes_of,
    course_of,
    observed,
    overlaps,
    telling_reports,
    told_of,
    where,
)
from findings.explanations import Explanation
from findings.lanes import TELLING
from findings.period_words import period_words
from warehouse import reads, searches

_MOST_NUMBERS = 8
_LARGE = 100
# What has so long a name is an event.
_EVENT_NAME = 7
# So many passages tell whether a word is of one report only.
_LOOKED = 50
# So many of a question's words are known of the measure that alone has a figure of both periods.
_KNOWN = 0.75


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
    lacks_figure: bool = False


# What is near has one word in common with the question: no passage that has it, too, tells what is asked.
_NOTHING_ABOUT = Reply()


def reply(typed: str, today: date) -> Reply:
    """What there is to say to a question.

    Args:
        typed: the question, or any words to search for.
        today: the day it is asked on.
    """
    typed = re.sub(load_questions().periods.nickname, _unnamed, typed)
    said = _said_to(typed, today)
    if said.answer and (followed := followed_by(typed, today)):
        first, other = followed
        of_both = _said_to(f"{other}、{first}？", today)
        if of_both.answer and _rows_of(of_both.answer) > _rows_of(said.answer):
            return of_both
        return replace(said, answer=_with_its_like(said.answer, other, of_named_reports(understood(first, today))))
    if said.answer is None and (own := without_story(typed, today)):
        alone = _said_to(own, today)
        return alone if alone.answer or not (said.reasons or said.numbers is not None) else said
    return said


def _with_its_like(answer: Answer, named: str, question: Question) -> Answer:
    """An answer, with what is said of the only measure of the topic and unit that another name (第二次) belongs to."""
    metrics, topics = load().metrics, load().topic_of
    alike = [one for one in metrics if one != answer.metric_id and topics[one] == topics[answer.metric_id]
             and metrics[one].unit == metrics[answer.metric_id].unit and plain(named) in names_of(one)[0]]  # fmt: skip
    if len(alike) != 1 or plain(named) in names_of(answer.metric_id)[0]:
        return answer
    near = tuple(dict.fromkeys((*alike, *answer.near)))
    return replace(answer, told=(*answer.told, *told_of(question, alike[0], ())), near=near)


def _rows_of(answer: Answer) -> set[str]:
    """The observations that an answer tells."""
    return {str(observation) for told in answer.told for observation in told.rows["observation_id"]}


def _said_to(typed: str, today: date) -> Reply:
    question = of_named_reports(understood(typed, today))
    if re.search(load_questions().elsewhere, question.text) and not (question.passage or question.why or question.name):
        # Of other places nothing is counted here.
        return Reply()
    said = _replied(question, typed)
    there = _reports_of(question.spans, and_plans=question.aim or question.passage or question.name)
    if said.offers and said.answer is None and not question.passage:
        own = settled(question, said.offers, said.offered, _reports_of(question.spans, and_plans=True))
        if isinstance(own, Answer):
            said = Reply(own, periods=said.periods)
        elif own and not _asks_how_many(question) and not any(_stands_in(one, own) for one in said.offered):
            return Reply(periods=said.periods, reasons=own)
        else:
            said = replace(said, reasons=own)
    asks_names = question.name and said.answer is None and not question.extreme
    if (
        (question.passage or asks_names)
        and said.numbers is None
        and (said.answer is None or not _asks_how_many(question))
    ):
        why = reasons(question, there) if question.why else ()
        told = tuple(dict.fromkeys((*why, *told_in_passages(question, there))))
        if told and said.answer and not question.why:
            # What was done, or when, is no figure.
            return Reply(
                offers=(said.answer.metric_id,), offered=said.answer.told[:1], periods=said.periods, reasons=told
            )
        if said.answer is None:
            # Where nothing tells where, when or how, a figure is beside the point.
            asks_figures = told or question.why or _asks_how_many(question)
            if told and not _asks_how_many(question) and not any(_stands_in(one, told) for one in said.offered):
                # What has no figure, or another than stands there, is no choice beside what is told.
                return Reply(periods=said.periods, reasons=told)
            told = told or (_causes_beside(said.offered) if question.why else ())
            return replace(said, reasons=told) if asks_figures else Reply(periods=said.periods)
    is_silent = said.answer is None and said.numbers is None and not said.offers
    if is_silent and not question.why and said is not _NOTHING_ABOUT:
        # What no measure tells a passage may, also one of what is planned.
        told = told_in_passages(question, _reports_of(question.spans, and_plans=True))
        lacks = _asks_how_many(question) and not any(tells_figure(question, one.quote) for one in told[:1])
        return replace(said, reasons=told, lacks_figure=bool(told) and lacks)
    if not question.why or (said.answer and any(told.causes for told in said.answer.told)):
        return said
    why = reasons(question, there)
    if not why and (said.answer is None or said.answer.told[0].kind == "aim" or not question.course):
        why = told_in_passages(question, there)
    if said.answer is None or not why:
        return replace(said, reasons=why or _causes_beside(said.offered))
    first, *others = said.answer.told
    return replace(said, answer=replace(said.answer, told=(replace(first, causes=why), *others)))


def _stands_in(offered: Told, told: Sequence[Explanation]) -> bool:
    """Whether any figure of what is offered stands in one of the passages that are told."""
    places = {(one.report_id, one.passage_no) for one in told}
    rows = observed(set(offered.rows["metric_id"]))
    return any((row["report_id"], row["passage_no"]) in places for _, row in rows.iterrows())


def _causes_beside(offered: Sequence[Told]) -> tuple[Explanation, ...]:
    """The causes that reports give for the only measure offered that has any, or for several of them alike."""
    given = [one.causes for one in offered if one.causes]
    if len(given) < LEAST_COMPARED:
        return given[0] if given else ()
    places = [{(cause.report_id, cause.passage_no): cause for cause in causes} for causes in given]
    counts = Counter(itertools.chain.from_iterable(places))
    found = {place: cause for own in places for place, cause in own.items() if counts[place] > 1}
    return tuple(found.values())


def _unnamed(found: re.Match[str]) -> str:
    """A report that is called by a word (疫情那期) as its period, where no other report has the word."""
    word = plain(found["word"])
    if found.string[found.end() :].lstrip()[:1] in ("(", "（"):
        # Which period that was stands behind it.
        return ""
    if re.fullmatch(load_questions().latest, word):
        # 最新那期: of each measure its own.
        return word
    there = reads.ask(searches.passages_nearest, (word,), None, _LOOKED)
    reports = set(there["report_id"])
    if len(reports) != 1 or any(matcher().names_a_metric(one) for one in features([word])):
        return found[0]
    own = reads.reports().set_index("report_id").loc[reports.pop()]
    return period_words(own["period_start"].date(), own["period_end"].date())


def _reports_of(spans: Sequence[Span], *, and_plans: bool = False) -> set[str] | None:
    """The reports of what was done, or also of what is planned, of the periods asked for; None where none is."""
    if not spans:
        return None
    return {str(row["report_id"]) for _, row in reads.reports_with_metrics().iterrows() for span in spans
            if (and_plans or row["genre"] in TELLING) and covers(row, span)}  # fmt: skip


def _replied(question: Question, typed: str) -> Reply:
    asked = " ".join(asked_words(span) for span in question.spans)
    published = observed(load().metrics)
    found = found_near(question, plain(typed), published)
    if question.value is not None and not question.met:
        numbers = _numbers(question, published, found.ranked)
        if question.why and question.words and numbers["metric_id"].nunique() == 1 and not _is_printed_beside(numbers):
            # Why is asked of what has the figure, whichever way it is said to have gone.
            best = str(numbers["metric_id"].iloc[0])
            return Reply(answer_of(question, best, (), [one.metric_id for one in found.ranked]), periods=asked)
        if not question.why and not numbers.empty:
            if not _asks_beside(question):
                return Reply(numbers=numbers)
            # What is told is known: something else is asked beside it.
            return _replied(replace(question, value=None, told=(*question.told, question.value)), typed)
        if not question.words and not question.why:
            return Reply()
        nearest = [one for one in found.ranked if one.score >= NOT_FAR * found.ranked[0].score and not question.why]
        said = [one.metric_id for one in nearest if numbers.empty and _says_for_short(question, one, published)]
        if said:
            return Reply(answer_of(question, said[0], (), found.rivals), periods=asked)
    answer = (beside(question, published) if question.without is not None
              else _of_several(question, found, published))  # fmt: skip
    if answer is not None:
        return Reply(answer, periods=asked)
    # A metric that no report prints has nothing to tell; another of its topic may.
    if not found.ranked or found.ranked[0].score < OFFERED:
        there = None if question.why else told_in_passage(question, published)
        return Reply(offers=(there,), offered=(told_of(question, there, ())[0],), periods=asked) if there else Reply()
    best = found.ranked[0].metric_id
    rivals = found.rivals
    own_parts = _parts_asked(question, best, found.parts.get(best, ()))
    if question.why and (same := _of_one_cause([best, *rivals])):
        others = [one for one in (best, *rivals) if one != same]
        return Reply(answer_of(question, same, found.parts.get(same, ()), others), periods=asked)
    plain_one = found.is_meant and question.without is None and not is_half(question, found)
    if plain_one and question.which_part and question.extreme:
        # The whole is no answer to which of its parts; another metric may be told by them.
        best = next((one for one in (best, *rivals) if _tells_parts(question, one)), "")
        own_parts = found.parts.get(best, ())
    if not plain_one and question.which_part and question.extreme:
        # Kinds are of what is named.
        kinds = [one for one in (best, *rivals) if matcher().held(one, question) and _tells_parts(question, one)]
        best, plain_one = (kinds[0], True) if len(kinds) == 1 else (best, False)
    if plain_one and not _is_told_apart(question, found) and (met := of_targets(question, found)):
        return Reply(met, periods=asked)
    if plain_one and best:
        answer = answer_of(question, best, own_parts, rivals)
        if own_parts and question.clauses and (amount := _amount_of(question, best)):
            # Of which share how much is asked, too.
            answer = replace(answer, told=(*told_of(question, amount, own_parts), *answer.told))
        if len(answer.told) >= LEAST_COMPARED and all(one.kind in NO_FIGURES for one in answer.told):
            # Of what has no figure of any of the periods, another that has may be meant.
            answer = _told_for_each(question, found, [best, *rivals][:MOST_TOLD]) or answer
        no_event = found.rivals and not own_parts and _is_of_no_event(best, answer)
        is_else = _is_silent_beside(question, answer, rivals) or _is_one_of_two(question, answer)
        is_else = is_else or no_event or _tells_a_result_for_an_aim(question, answer)
        if not is_else and _is_beside(question, answer):
            return Reply(answer, periods=asked)
    # A day, or one passage, tells what is meant where no name does.
    if (
        not plain_one
        and not question.without
        and (
            answer := of_targets(question, found)
            or of_named(question, found)
            or of_subject(question, found)
            or of_day(question, found, published)
            or _of_one_passage(question, found)
        )
    ):
        return Reply(answer, periods=asked)
    offered = [found.ranked[0].metric_id, *found.rivals][:MOST_TOLD]
    if not plain_one and (each := _told_for_each(question, found, offered) or _with_a_course(question, found, offered)):
        return Reply(each, periods=asked)
    offered = [one for one in offered if _is_about(question, found, one)]
    if not offered:
        return _NOTHING_ABOUT
    if not plain_one and (of_both := _of_one_sentence(question, found, offered)):
        return Reply(of_both, periods=asked)
    near = [(one, told_of(question, one, found.parts.get(one, ()))[0]) for one in offered]
    if near[0][1].kind == "elsewhere" or plain_one:
        # What is printed of the very period may be meant rather.
        near.sort(key=lambda offer: offer[1].kind not in ("figure", "overlapping"))
    offers, told = zip(*near[:MOST_OFFERED], strict=True)
    if question.spans and all(one.kind == "no_report" for one in told):
        # What is printed of other times is beside a question that may not even be about it.
        told = tuple(replace(one, sentence=words("answer.no_report_at_all", asked=asked)) for one in told)
    return Reply(offers=offers, offered=told, periods=asked)


def _asks_beside(question: Question) -> bool:
    """Whether another figure, or what is none, is asked beside the number that is told."""
    figures = question.units or question.counted or question.differs or question.share or question.extreme
    asks_else = question.name or question.passage or question.each or question.which_part or question.course
    return bool(figures or asks_else) and not question.reports


def _parts_asked(question: Question, metric_id: str, parts: Sequence[str]) -> Sequence[str]:
    """The parts of a metric that are named; all of their passage where two are set beside each other, and one is known.

    One of two is no answer to which of both is more.
    """
    if question.course and observed([metric_id]).query("part in @parts")["period_end"].nunique() == 1:
        # What is told once has no course.
        return ()
    beside = [side for side in question.named if stretches(side)]
    if not question.which_part or len(parts) != 1 or len(beside) < LEAST_COMPARED:
        return parts
    rows = observed([metric_id])
    places = ["report_id", "passage_no", "period_end"]
    others = rows[rows["part"] != ""].merge(rows.loc[rows["part"].isin(parts), places].drop_duplicates())
    return list(dict.fromkeys(others["part"])) or parts


def _amount_of(question: Question, metric_id: str) -> str | None:
    """The metric that another is the share of a part in, where more than a share is asked for."""
    shares = {check.stated: check.operands[0] for check in load().checks if check.kind == "share"}
    return shares.get(metric_id) if any(one.units != {"%"} for one in question.clauses) else None


def _is_about(question: Question, found: Found, metric_id: str) -> bool:
    """Whether a metric is about what is asked: more is said by which it is known than one word of its sentences.

    A word that stands in no name and in no report says that something else is asked.
    """
    if all(stretch.isascii() for stretch in question.words):
        return True
    metric = load().metrics[metric_id]
    if not counted_in(metric, question.units) and ("元" in question.units or (
        metric.measure == "stock" and "次" in question.units)):  # fmt: skip
        # What is counted is no money, and what holds at a day does not happen so many times.
        return False
    held = matcher().held(metric_id, question)
    if held >= MEANT:
        return True
    if not (matcher().counts(metric_id, question) and counted_in(metric, question.units)):
        return False
    parts = found.parts.get(metric_id, ())
    if question.units and parts and not found.rivals:
        # What has the part that is named, and nothing else near has.
        return True
    known = matcher().known(metric_id, question, parts)
    return known > MEANT or (held > 0 and not says_unprinted(question))


def _is_told_apart(question: Question, found: Found) -> bool:
    """Whether a word tells the nearest metric from those near it: of its name only, or that of the whole (總)."""
    best, whole = found.ranked[0].metric_id, load_questions().whole
    asks_whole = any(re.search(whole, said) for said in (*question.words, *question.other_words))
    if asks_whole and re.match(whole, names_of(best)[0]):
        return True
    return any(matcher().knows_apart(best, one, question) for one in found.rivals)


def _told_for_each(question: Question, found: Found, near: Sequence[str]) -> Answer | None:
    """What is said of the only metric near that has a figure of each period asked for."""
    asks_else = question.why or question.share or question.sides or question.clauses or question.without
    asks_other = question.extreme or question.reduced or (question.differs and len(question.spans) < LEAST_COMPARED)
    if not question.spans or asks_else or asks_other or found.ranked[0].score < MEANT:
        return None
    fit = [one for one in near if counted_in(load().metrics[one], question.units) and not lists_more(one, question)]
    told = [one for one in fit if all(it.kind in ("figure", "overlapping") and len(it.rows) == 1
                                      for it in told_of(question, one, found.parts.get(one, ())))]  # fmt: skip
    if len(question.spans) < LEAST_COMPARED and not any(one in found.parts for one in told):
        return None
    if len(told) != 1 or matcher().known(told[0], question, found.parts.get(told[0], ())) < _KNOWN:
        return None
    return answer_of(question, told[0], found.parts.get(told[0], ()), [one for one in near if one != told[0]])


def _with_a_course(question: Question, found: Found, near: Sequence[str]) -> Answer | None:
    """What is said of the only metric near that has a course, where that is asked: figures of several periods."""
    asks_else = question.why or question.share or question.extreme or question.without is not None or question.sides
    if not question.course or asks_else or found.ranked[0].score < MEANT or question.reduced:
        return None
    fit = [one for one in near if counted_in(load().metrics[one], question.units) and not lists_more(one, question)]
    own = [one for one in fit if observed([one])["period_end"].nunique() >= LEAST_COMPARED]
    # How many there are has a course rather than by how many they became fewer.
    own = [one for one in own if load().metrics[one].measure == "stock"] or own
    if len(own) != 1 or matcher().known(own[0], question) < _KNOWN:
        return None
    # The periods that are named are some of its course.
    return answer_of(replace(question, spans=()), own[0], (), [one for one in near if one != own[0]])


def _of_one_sentence(question: Question, found: Found, near: Sequence[str]) -> Answer | None:
    """What is said of each of the few metrics near that reports print in the same passages: whichever is meant is told.

    Only of what is known by most of the question's words, and of which no more is asked than figures.
    """
    asks_else = question.why or question.share or question.name or question.passage or question.aim or question.reduced
    has_parts = all(len(found.parts.get(one, ())) >= LEAST_COMPARED for one in near)
    units = [load().metrics[one].unit for one in near]
    if asks_else or question.without is not None or not LEAST_COMPARED <= len(near) <= MOST_OFFERED:
        return None
    counts = (counted_in(load().metrics[one], question.units) and matcher().counts(one, question) for one in near)
    if (question.extreme and not has_parts) or not all(counts):
        return None
    asks_several = question.each or question.clauses or has_parts
    if not asks_several and any(matcher().held(one, question) < MEANT for one in near):
        # Of what has only a word in common none is told.
        return None
    is_named = all(names_of(one)[0] in question.text for one in near)
    if len({*units}) < len(units) and not (has_parts or question.each or is_named):
        # Of what is counted alike it may be either.
        return None
    known = matcher().known(near[0], question, found.parts.get(near[0], ())) >= _KNOWN or any(
        all(any(matcher().known(one, question.named_by(word)) >= MEANT for one in near) for word in reading)
        for reading in (question.words, question.other_words)
    )
    if not known or found.ranked[0].score < OFFERED:
        return None
    of_each = [answer_of(question, metric_id, found.parts.get(metric_id, ()), ()).told for metric_id in near]
    places = [{(row["report_id"], row["passage_no"]) for one in told for _, row in one.rows.iterrows()}
              for told in of_each]  # fmt: skip
    told = [*itertools.chain.from_iterable(of_each)]
    if any(one.kind in NO_FIGURES for one in told) or any(own != places[0] for own in places):
        return None
    return Answer(near[0], tuple(told), course_of(near[0]), tuple(near[1:]), question.why)


def _asks_how_many(question: Question) -> bool:
    return bool(question.units or question.counted or question.extreme or question.course)


def _of_several(question: Question, found: Found, published: pd.DataFrame) -> Answer | None:
    event = None if question.why or question.extreme else of_event(question, found, published)
    # How much of it a part is, is no other amount.
    amounts = None if question.share and "%" in question.units else of_amounts(question, published)
    if answer := of_each(question, found) or event or amounts or of_kinds(question, found):
        return answer
    if question.extreme and question.which_part and len(question.sides) > LEAST_COMPARED:
        # Of several kinds one is not plain: those that are have no most.
        return None
    return of_sides(question, found, published) or of_named(question, found) or of_twins(question, found)


def _of_one_passage(question: Question, found: Found) -> Answer | None:
    """Why, of the nearest metric, where all that are near stand in one passage of the period, which gives a cause."""
    if not question.why or not question.spans:
        return None
    best = found.ranked[0].metric_id
    answer = answer_of(question, best, found.parts.get(best, ()), found.rivals)
    rows = pd.concat([one.rows for one in answer.told])
    there = {(row["report_id"], row["passage_no"]) for _, row in rows.iterrows()}
    beside = observed(found.rivals)
    near = all(
        there & {(row["report_id"], row["passage_no"]) for _, row in beside[beside["metric_id"] == one].iterrows()}
        for one in found.rivals
    )
    causes = [cause for one in answer.told for cause in one.causes if (cause.report_id, cause.passage_no) in there]
    return answer if causes and near and len(there) == 1 else None


def _tells_a_result_for_an_aim(question: Question, answer: Answer) -> bool:
    """Whether figures of what came of it are told where what was aimed at is asked for."""
    aims = load().metrics[answer.metric_id].measure in ("target", "budget") or question.met
    return question.aim and not aims and any(one.kind not in NO_FIGURES and len(one.rows) for one in answer.told)


def _is_beside(question: Question, answer: Answer) -> bool:
    """Whether numbers that a question tells in other units (從16項變25項，成長幾%) stand where what is told does."""
    passages = [numbers_in(str(row["passage"])) for told in answer.told for _, row in told.rows.iterrows()]
    return not question.beside or not passages or any(set(question.beside) <= own for own in passages)


def _is_of_no_event(metric_id: str, answer: Answer) -> bool:
    """Whether nothing is told of a metric that only counts what came to single events: another may be meant."""
    names = observed([metric_id])["part"].str.len()
    return bool(len(names)) and names.min() >= _EVENT_NAME and all(one.kind in NO_FIGURES for one in answer.told)


def _is_one_of_two(question: Question, answer: Answer) -> bool:
    """Whether one figure is told where it is asked how far two that are named are apart."""
    sides = [side for side in question.named if stretches(in_own_words(side))]
    apart = re.search(load_questions().apart, question.text) is not None
    return apart and len(sides) >= LEAST_COMPARED and sum(len(one.rows) for one in answer.told) == 1


def _is_silent_beside(question: Question, answer: Answer, rivals: Sequence[str]) -> bool:
    """Whether nothing is told of a metric of whose name nothing is asked, and something of one that is near."""
    if matcher().held(answer.metric_id, question) or any(one.kind not in NO_FIGURES for one in answer.told):
        return False
    return any(told.kind not in NO_FIGURES for one in rivals for told in told_of(question, one, ()))


def _tells_parts(question: Question, metric_id: str) -> bool:
    return told_of(question, metric_id, ())[0].kind in ("most", "least")


def _of_one_cause(metric_ids: Sequence[str]) -> str | None:
    """Of two metrics, or more, that the reports give one cause for, the one that a screen is led by."""
    said = [{(one.report_id, one.passage_no) for one in causes_of(metric_id, telling_reports(metric_id))}
            for metric_id in metric_ids[:LEAST_COMPARED]]  # fmt: skip
    led = [metric_id for metric_id in metric_ids[:LEAST_COMPARED] if matcher().leads(metric_id)]
    return led[0] if len(said) == LEAST_COMPARED and set.intersection(*said) and led else None


def _numbers(question: Question, published: pd.DataFrame, ranked: Sequence[Match]) -> pd.DataFrame:
    """The observations printed with the value asked for, the newest first; of metrics near to words beside it."""
    same = published[published["value"] == question.value]
    if question.unit and not re.fullmatch(load_questions().any_count, question.unit):
        same = where(same, lambda row: _same_unit(str(question.unit), str(row["unit"])))
    if question.words:
        # A large number is hardly that of another by chance.
        least = OFFERED if question.value is not None and question.value < _LARGE else 0.0
        near = {match.metric_id for match in ranked if match.score >= (least if question.why else OFFERED)}
        same = same[same["metric_id"].isin(near)]
        if question.why and question.spans:
            same = where(same, lambda row: any(overlaps(row, span) for span in question.spans))
    return same.sort_values("period_end", ascending=False).head(_MOST_NUMBERS)


def _says_for_short(question: Question, nearest: Match, published: pd.DataFrame) -> bool:
    """Whether the number typed is that of the nearest metric in round figures."""
    said = float(question.value or 0)
    step = 10.0 ** (len(f"{said:.0f}") - len(f"{said:.0f}".rstrip("0")))
    own = published.loc[published["metric_id"] == nearest.metric_id, "value"]
    return nearest.score >= OFFERED and step > 1 and bool((abs(own - said) < step / 2).any())


def _is_printed_beside(numbers: pd.DataFrame) -> bool:
    """Whether another metric of the same topic is printed with the same value."""
    topics, first = load().topic_of, numbers.iloc[0]
    alike = observed([one for one, topic in topics.items() if topic == topics[first["metric_id"]]])
    return bool(((alike["value"] == first["value"]) & (alike["metric_id"] != first["metric_id"])).any())


def _same_unit(asked: str, printed: str) -> bool:
    same = {unit.id: unit.same_as or unit.id for unit in load().units}
    return same.get(asked, asked) == same.get(printed, printed)
