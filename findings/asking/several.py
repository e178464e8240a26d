"""Questions about several measures: their sum, the share of one in another, what is left without some."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from catalog.load import load
from catalog.questions import load_questions
from catalog.words import words
from findings.asking.matcher import counted_in, features, matcher
from findings.asking.meant import MEANT, NOT_FAR, OFFERED, Found, found_near, lists_more, names_of
from findings.asking.question import Question, in_own_words, plain, sides_of, stretches
from findings.asking.reckoning import LEAST_COMPARED, share_of_all
from findings.asking.told import (
    MOST_OFFERED,
    MOST_TOLD,
    Answer,
    Told,
    answer_of,
    course_of,
    follows,
    kinds_told,
    observed,
    overlaps,
    part_names,
    parts_of,
    single_parts,
    summed,
    targets,
    told_of,
)
from findings.values import number_words, value_words, with_unit

# So near the nearest a measure may be one of several that are named; and a name so long tells an event.
_NEAR, _LONG_NAME = 0.5, 8
# So near, with the words of the first, another amount's measure is told.
_LIKELY_SIDE = 0.4
# So many signs of an event's name tell it among those of its time.
_KERNEL = 5
_WORDS = "[\u3400-\u9fff]+|[a-z0-9]+"


def of_sides(question: Question, found: Found, published: pd.DataFrame) -> Answer | None:
    """What is printed of two measures together, or of the share that one has of the other; else each of both."""
    if len(question.sides) < LEAST_COMPARED or not _is_several(question, found) or _are_parts(question, found):
        return None
    if question.share and found.ranked and found.is_meant:
        best = found.ranked[0].metric_id
        if found.parts.get(best) and load().metrics[best].unit == "%":
            # The share of a part that is named is printed.
            return None
    sides = _share(question, published) if question.share else [
        side for text in question.sides if (side := _side(question, text, published))
    ]  # fmt: skip
    if question.share and len(sides) == LEAST_COMPARED and _is_whole(sides[0][0], sides[1][0]):
        # Whichever is named first: the part is of the whole.
        sides = sides[::-1]
    metrics = [metric_id for metric_id, _ in sides]
    if len(set(metrics)) != len(question.sides) and not _is_of_itself(question, sides):
        # Each may be told by a word that their sum is not told by.
        near = (one.metric_id for one in found.ranked[:MOST_TOLD] if question.together)
        stated = next((one for one in near if _is_sum_of_all(one, question)), None)
        return answer_of(question, stated, (), summed(stated)) if stated else None
    if (stated := _stated(metrics, share=question.share)) and not question.each:
        return answer_of(question, stated, (), metrics)
    # A part that one side names and both have is of both: 機票第一次跟第二次.
    named = set() if question.share else {part for _, parts in sides for part in parts}
    sides = [(one, parts or [part for part in found.parts.get(one, ()) if part in named]) for one, parts in sides]
    told = [one for metric_id, parts in sides for one in told_of(question, metric_id, parts)]
    if question.share and any(one.rows.empty for one in told):
        return None
    if question.share and told[-1].kind == "split" and (sentence := share_of_all(told[0].rows, told[-1].rows)):
        # The parts of a whole that is not printed add up to it.
        told = [replace(told[-1], sentence=told[-1].sentence + sentence)]
        return Answer(metrics[0], tuple(told), course_of(metrics[0]), tuple(metrics[1:]), question.why)
    rows = pd.concat([one.rows for one in told])
    sentence = words("answer.apart", figures=words("answer.apart.joint").join(one.sentence for one in told))
    sentence += follows(question, told)
    apart = Told("apart", sentence, rows, tuple(dict.fromkeys(cause for one in told for cause in one.causes)))
    return Answer(metrics[0], (apart,), course_of(metrics[0]), tuple(metrics[1:]), question.why)


def _is_of_itself(question: Question, sides: Sequence[tuple[str, Sequence[str]]]) -> bool:
    """Whether the share is asked that one part of a measure has of all of it."""
    if not question.share or len(sides) != LEAST_COMPARED:
        return False
    (own, parts), (whole, others) = sides
    return own == whole and len(parts) == 1 and not others


def of_amounts(question: Question, published: pd.DataFrame) -> Answer | None:
    """What is said of each amount that is asked for (幾次幾家); None where they are not plainly several measures'."""
    near = [found_near(clause, "\n".join(clause.words), published) for clause in question.clauses]
    plain_ones = [_plain_one(clause, found, published) for clause, found in zip(question.clauses, near, strict=True)]
    first = next((one for one in plain_ones if one), None)
    if first is None:
        return _of_rate(question, published)
    beside_it = (one or _amount_beside(first, clause, found, published)
                 for clause, found, one in zip(question.clauses, near, plain_ones, strict=True))  # fmt: skip
    metrics = [one for one in beside_it if one]
    if len(set(metrics)) < len(question.clauses):
        return _of_rate(question, published)
    if question.told and published.loc[published["metric_id"].isin(metrics), "value"].isin(question.told).any():
        # What is told is not what is asked for beside it.
        return None
    if not question.together and any(_is_whole(one, other) for one in metrics for other in metrics if one != other):
        # Beside a part another part is meant rather than the whole: workers at bureaus, at schools.
        return None
    parts = {metric_id: own for found in near for metric_id, own in found.parts.items()}
    told = [one for metric_id in metrics for one in told_of(question, metric_id, parts.get(metric_id, ()))]
    return Answer(metrics[0], tuple(told), course_of(metrics[0]), tuple(metrics[1:]), question.why)


def _of_rate(question: Question, published: pd.DataFrame) -> Answer | None:
    """A rate, and the two numbers it is of, where all are asked for (幾成、幾戶裡的幾戶) and one of them is meant."""
    rate, counts = "%" in question.units, question.units - {"%"}
    if not (rate and counts and question.clauses) or question.share or question.why:
        return None
    found = found_near(question, "\n".join(question.words), published)
    if not found.ranked or not found.is_meant or question.reduced:
        return None
    best, near = found.ranked[0].metric_id, {found.ranked[0].metric_id, *found.rivals}
    own = [check for check in load().checks if check.kind == "percent" and check.stated in near
           and best in (check.stated, *check.operands)
           and all(counted_in(load().metrics[one], counts) for one in check.operands)]  # fmt: skip
    if len(own) != 1:
        return None
    metrics = (str(own[0].stated), *own[0].operands)
    told = [one for metric_id in metrics for one in told_of(question, metric_id, ())]
    return Answer(metrics[0], tuple(told), course_of(metrics[0]), metrics[1:], question.why)


def of_named(question: Question, found: Found) -> Answer | None:
    """What is said of each of several like measures, where each is named by a word that no other of them is named by.

    What stands beside them must be words they are known by: of three, two are no answer.
    """
    near = [one.metric_id for one in found.ranked if one.score >= _NEAR * found.ranked[0].score][:MOST_TOLD]
    one_answer = question.extreme or question.together or question.share or question.why
    if len(question.named) < LEAST_COMPARED or one_answer or not near or found.ranked[0].score < OFFERED:
        return None
    kinds = [one for one in near if not any(_is_whole(one, other) for other in near)]
    picked = [_picked(side, kinds) for side in question.named]
    own = [one[0] for one in picked if len(one) == 1]
    metrics = load().metrics
    alike = {(metrics[one].unit, metrics[one].measure) for one in own}
    if len(set(own)) < max(LEAST_COMPARED, len(own)) or len(alike) != 1 or any(len(one) > 1 for one in picked):
        return None
    is_best = near[0] in own or all(_is_whole(near[0], one) for one in own)
    beside = [side for side, one in zip(question.named, picked, strict=True) if not one and stretches(side)]
    known = max(matcher().known(one, question) for one in own) >= MEANT
    if not (is_best and known) or not all(
        any(matcher().known(one, question.named_by(side)) > MEANT for one in own) for side in beside
    ):
        return None
    told = [one for metric_id in own for one in told_of(question, metric_id, found.parts.get(metric_id, ()))]
    if question.differs:
        told[-1] = replace(told[-1], sentence=told[-1].sentence + follows(question, told))
    return Answer(own[0], tuple(told), course_of(own[0]), tuple(own[1:]), question.why)


def of_each(question: Question, found: Found) -> Answer | None:
    """How much of one measure falls on each of another (一場平均幾人) of its passage, in each period asked for."""
    each = re.search(load_questions().for_each, question.text)
    if each is None or question.why or question.share or not found.ranked:
        return None
    said = each["each"] or each["of"]
    units = frozenset({said}).union(*(family for family in load_questions().unit_families if family[0] == said))
    # What each is counted in is not what is asked for.
    own = question.named_by(re.sub("平均", "\n", "\n".join(question.words)))
    ranked = matcher().ranked(replace(own, units=frozenset()), found.parts)
    near = [one.metric_id for one in ranked if one.score >= _NEAR * ranked[0].score]
    counts = [one for one in near if counted_in(load().metrics[one], units)]
    others = [one for one in near if one not in counts and load().metrics[one].unit != "%"
              and counted_in(load().metrics[one], question.units)]  # fmt: skip
    places = ["report_id", "passage_no", "part", "period_start", "period_end"]
    beside = ((one, count) for one in others for count in counts
              if near[0] in (one, count) and len(observed([one]).merge(observed([count]), on=places)))  # fmt: skip
    one, count = next(beside, ("", ""))
    if not one:
        return None
    told = [it for metric_id in (one, count) for it in told_of(question, metric_id, found.parts.get(metric_id, ()))]
    rows = pd.concat([it.rows for it in told]).drop_duplicates("observation_id")
    exact = rows[rows["qualifier"].isna() & (rows["value"] > 0)]
    both = exact[exact["metric_id"] == one].merge(exact[exact["metric_id"] == count], on=places)
    if both.empty:
        return None
    reckoning = "".join(
        words("answer.reckoned.each", one=value_words(row["value_x"], row["unit_x"], ""), each=said,
              other=value_words(row["value_y"], row["unit_y"], ""),
              value=with_unit(number_words(round(row["value_x"] / row["value_y"], 2)), row["unit_x"]))
        for _, row in both.iterrows()
    )  # fmt: skip
    told[-1] = replace(told[-1], sentence=told[-1].sentence + reckoning)
    return Answer(one, tuple(told), course_of(one), (count,), question.why)


def of_targets(question: Question, found: Found) -> Answer | None:
    """What came of each of the metrics near that have one target, and it, where that is asked."""
    near = [found.ranked[0].metric_id, *found.rivals][:MOST_OFFERED]
    own = sorted((one for one in near if one in targets()), key=near.index)
    aims = {targets()[one] for one in own}
    if not question.met or question.why or near[0] not in own or len(own) < LEAST_COMPARED or len(aims) != 1:
        return None
    if not (found.ranked[0].score >= MEANT or found.is_meant) or not set(near) <= {*own, *aims}:
        return None
    told = [one for metric_id in (*own, *aims) for one in told_of(replace(question, met=False), metric_id, ())]
    return Answer(own[0], tuple(told), course_of(own[0]), (*own[1:], *aims), question.why)


def of_subject(question: Question, found: Found) -> Answer | None:
    """What is said of each of the few metrics of one unit that have the one name typed alone; none near has not."""
    said, near = question.other_words, [found.ranked[0].metric_id, *found.rivals]
    asks_more = question.why or question.extreme or question.share or question.course or question.sides
    if len(said) != 1 or question.counted or question.units or asks_more:
        return None
    if not LEAST_COMPARED <= len(near) <= MOST_OFFERED:
        return None
    units = {load().metrics[one].unit for one in near}
    if question.passage or len(units) > 1 or not all(said[0] in names_of(one)[0] for one in near):
        return None
    if question.met:
        near += sorted({targets()[one] for one in near if one in targets()} - {*near})
    results = sorted(near, key=lambda one: load().metrics[one].measure == "target")
    told = [one for metric_id in results for one in told_of(question, metric_id, found.parts.get(metric_id, ()))]
    return Answer(results[0], tuple(told), course_of(results[0]), tuple(results[1:]), question.why)


def of_twins(question: Question, found: Found) -> Answer | None:
    """What is said of two measures whose names differ only in what stands side by side."""
    if len(question.named) < LEAST_COMPARED or question.share or question.why or not found.ranked:
        return None
    best, metrics = found.ranked[0].metric_id, load().metrics
    names = {names_of(one)[0]: one for one in metrics}
    said = [stretches(in_own_words(side))[:1] for side in question.named]
    words_said = [one[0] for one in said if one]
    own = next((word for word in words_said if word in names_of(best)[0]), None)
    twins = [names.get(names_of(best)[0].replace(own, word)) for word in words_said] if own else []
    if None in twins or len(set(twins)) < LEAST_COMPARED:
        return None
    kinds = [one for one in twins if one]
    told = [one for metric_id in kinds for one in told_of(replace(question, extreme=None), metric_id, ())]
    told[-1] = replace(told[-1], sentence=told[-1].sentence + follows(replace(question, differs=True), told))
    return Answer(best, tuple(told), course_of(best), tuple(one for one in kinds if one != best), question.why)


def _picked(side: str, metric_ids: Sequence[str]) -> list[str]:
    """The metrics that words name by what no other of them is named by."""
    said = set(features(re.findall(_WORDS, f"{side}\n{in_own_words(side)}")))
    names = {one: _name_features(one) for one in metric_ids}
    every = Counter(feature for name in names.values() for feature in name)
    return [one for one, name in names.items() if any(every[feature] == 1 for feature in name & said)]


@functools.cache
def _name_features(metric_id: str) -> set[str]:
    metric = load().metrics[metric_id]
    return set(features(re.findall(_WORDS, f"{plain(metric.name_zh)}\n{plain(metric.name_en)}")))


def _is_whole(metric_id: str, part: str) -> bool:
    return part in summed(metric_id) or part.startswith(f"{metric_id}_")


def of_kinds(question: Question, found: Found) -> Answer | None:
    """Which of the kinds that are named has most, or least; None where not all of them are plain."""
    if not (question.extreme and question.which_part) or len(question.named) < LEAST_COMPARED or not found.ranked:
        return None
    best = found.ranked[0].metric_id
    wholes = [one for one in load().metrics if _is_whole(one, best)]
    for whole in sorted(wholes, key=len, reverse=True):
        kinds = [one for one in load().metrics if _is_whole(whole, one)]
        picked = [_picked(side, kinds) for side in question.named]
        own = [one[0] for one in picked if len(one) == 1]
        if len(set(own)) == len(question.named) and (told := kinds_told(question, whole, own)):
            return Answer(whole, tuple(told), course_of(whole), tuple(own)[:MOST_TOLD], question.why)
    return None


def of_event(question: Question, found: Found, published: pd.DataFrame) -> Answer | None:
    """What is told of the event that a question names by its whole name, for each amount that is asked for."""
    text = re.sub(r"\W|年", "", question.text)
    events = [part for part in published["part"].unique() if len(part) >= _LONG_NAME]
    parts = {part for part in events if _bare_name(part) in text} or {
        part for part in events if _is_told_of(question, found, part, published)
    }
    if len(parts) != 1:
        return None
    own = published[published["part"].isin(parts)]
    asked = question.clauses or (question,)
    units = load().metrics
    picked = []
    for clause in asked:
        counted = clause.counted if not clause.units else ()
        fit = [one for one in dict.fromkeys(own["metric_id"]) if counted_in(units[one], clause.units)
               and (clause.units or (counted and matcher().counts(one, clause)))]  # fmt: skip
        picked.append(fit)
    # Of those who came some may be counted apart: guests, and those from abroad among them.
    if not all(1 <= len(one) <= (1 if question.clauses else LEAST_COMPARED) for one in picked):
        return None
    metrics = list(dict.fromkeys(metric_id for one in picked for metric_id in one))
    told = [one for metric_id in metrics for one in told_of(question, metric_id, sorted(parts))]
    return Answer(metrics[0], tuple(told), course_of(metrics[0]), tuple(metrics[1:]), question.why)


def _is_told_of(question: Question, found: Found, part: str, published: pd.DataFrame) -> bool:
    """Whether an event of a period asked for shares so many signs of its name, one by one, with the question.

    In English it is named as any part is.
    """
    name, text = _bare_name(part), re.sub(r"\W", "", question.text)
    runs = (name[at : at + _KERNEL] for at in range(len(name) - _KERNEL + 1) if not name[at].isdigit())
    return (
        bool(question.spans)
        and (any(run in text for run in runs) or _is_named_in_english(part, found))
        and any(
            overlaps(row, span) for _, row in published[published["part"] == part].iterrows() for span in question.spans
        )
    )


def _is_named_in_english(part: str, found: Found) -> bool:
    names = {name for own in found.parts.values() for name in own if name.isascii()}
    return not part_names(part).isdisjoint(names)


@functools.cache
def _bare_name(part: str) -> str:
    return re.sub(r"\W", "", plain(part))


def of_day(question: Question, found: Found, published: pd.DataFrame) -> Answer | None:
    """What happened on the very day asked for, in the unit asked for; None where that may be several things."""
    days = [span.start for span in question.spans]
    if len(question.spans) != 1 or question.spans[0].end != days[0] or not question.units or question.why:
        return None
    day = pd.Timestamp(days[0])
    there = published[(published["period_start"] == day) & (published["period_end"] == day)]
    near = [one.metric_id for one in found.ranked if one.score >= _NEAR * found.ranked[0].score]
    fit = [one for one in dict.fromkeys(there["metric_id"])
           if counted_in(load().metrics[one], question.units) and one in near]  # fmt: skip
    own = there[there["metric_id"].isin(fit)]
    if len(fit) != 1 or len(own) != 1 or matcher().known(fit[0], question) < MEANT:
        return None
    part = str(own["part"].iloc[0])
    return answer_of(question, fit[0], [part] if part else [], [])


def _plain_one(clause: Question, found: Found, published: pd.DataFrame) -> str | None:
    """The metric that one amount is plainly of, by the clause's own words."""
    if not clause.sides:
        return None
    own = "\n".join(clause.sides)
    said = clause if clause.sides == clause.words else clause.named_by(own)
    alone = found_near(replace(said, units=clause.units, counted=clause.counted), own, published)
    if not alone.ranked:
        return None
    best, *others = alone.ranked
    is_far = not any(one.score >= NOT_FAR * best.score for one in others)
    if clause.units and counted_in(load().metrics[best.metric_id], clause.units) and best.score >= MEANT and is_far:
        return best.metric_id
    return alone.ranked[0].metric_id if alone.is_likely else _beside_the_first(clause, found, said)


def _beside_the_first(clause: Question, found: Found, own: Question) -> str | None:
    """The metric an amount is of with the first one's words, if it has the unit and the own words and none is near."""
    best, *others = found.ranked
    counted = bool(clause.units) and counted_in(load().metrics[best.metric_id], clause.units)
    near = any(one.score >= NOT_FAR * best.score for one in others)
    known = matcher().known(best.metric_id, own) >= MEANT
    return best.metric_id if counted and known and not near and best.score >= _LIKELY_SIDE else None


def _amount_beside(first: str, clause: Question, found: Found, published: pd.DataFrame) -> str | None:
    """The metric of another amount: one that stands in the same passages, in other units or by its own words."""
    metrics, own = load().metrics, clause.named_by("\n".join(clause.sides))
    says_more = bool(clause.sides) and matcher().size(own) > 0
    if not says_more and (not clause.units or counted_in(metrics[first], clause.units)):
        return None
    places = ["report_id", "passage_no"]
    near = set(published.merge(published.loc[published["metric_id"] == first, places])["metric_id"]) - {first}
    fit = [one for one in found.ranked if one.metric_id in near and counted_in(metrics[one.metric_id], clause.units)
           and (not says_more or matcher().known(one.metric_id, own) >= MEANT)]  # fmt: skip
    alone = len(fit) == 1 or (len(fit) > 1 and fit[1].score < NOT_FAR * fit[0].score)
    return fit[0].metric_id if alone else None


def _is_several(question: Question, found: Found) -> bool:
    """Whether what stands side by side is not one measure's name."""
    if question.share or question.together or question.each or not found.ranked:
        return True
    best = found.ranked[0].metric_id
    return not (best in found.named and any("、" in name for name in names_of(best)))


def _are_parts(question: Question, found: Found) -> bool:
    """Whether each of what stands side by side is a part of the nearest metric."""
    parts = found.parts.get(found.ranked[0].metric_id, ()) if found.ranked else ()
    return not question.share and all(any(part in side for part in parts) for side in question.sides)


def _share(question: Question, published: pd.DataFrame) -> list[tuple[str, Sequence[str]]]:
    """A part and its whole, each with the parts of it that are named; nothing where one of them is not plain."""
    said, of = question.sides if stretches(question.sides[1]) else _apart(question, published)
    own = _side(question, said, published)
    stated = _sum_named(question, of, published)
    whole = (stated, ()) if stated else _side(question, of, published)
    called = found_near(question.named_by(of), in_own_words(of), published).named if own and whole is None else set()
    if len(called) == 1:
        # The whole of a part may be named by a word of all its kind: the budget.
        whole = next(iter(called)), ()
    if own is None and whole and (item := _item_of(whole[0], question, said, published)):
        own = item
    if own is None and whole and (part := _operand(whole[0], question, said, published)):
        # 學校 alone says nothing; of 工級人員 it does.
        own = part, ()
    if own is None and whole and (beside_it := _beside_whole(whole[0], question, said, published)):
        own = beside_it, ()
    if own and whole is None and not matcher().size(question.named_by(of)):
        # All there is: of a part all the others too, of one that is added up the sum; told in a round figure, that.
        sums = [one for one in load().metrics if own[0] in summed(one)
                and all(_has_about(one, low, high, published) for low, high in question.quoted)]  # fmt: skip
        # Items of a budget are summed up in what is printed as its total.
        sums += [form.total for form in load().budgets if form.item == own[0]]
        whole = (sums[0], ()) if len(sums) == 1 else (own[0], ()) if own[1] else None
    if own and whole is None:
        sums = [one for one in load().metrics if (own[0] in summed(one) or _is_whole(one, own[0]))
                and matcher().known(one, question.named_by(of)) > MEANT]  # fmt: skip
        whole = (sums[0], ()) if len(sums) == 1 else None
    return [own, whole] if own and whole else []


def _has_about(metric_id: str, low: float, high: float, published: pd.DataFrame) -> bool:
    return bool(published.loc[published["metric_id"] == metric_id, "value"].between(low, high).any())


def _sum_named(question: Question, text: str, published: pd.DataFrame) -> str | None:
    """The metric that is the sum of all that some words name side by side (工友加臨時人員)."""
    named = [_side(question, side, published) for side in sides_of(text)]
    return _stated([side[0] for side in named if side], share=False) if len(named) >= LEAST_COMPARED else None


def _beside_whole(whole: str, question: Question, said: str, published: pd.DataFrame) -> str | None:
    """The metric that a part is nearest to, where reports print it in the same passages as the whole, in its unit."""
    ranked = found_near(question.named_by(said), said, published).ranked
    if not ranked or ranked[0].score < OFFERED or ranked[0].metric_id == whole:
        return None
    near, places = ranked[0].metric_id, ["report_id", "passage_no", "unit"]
    own = published.loc[published["metric_id"] == whole, places]
    beside_it = published[published["metric_id"] == near]
    return near if len(beside_it) and len(beside_it.merge(own)) == len(beside_it) else None


def _item_of(whole: str, question: Question, said: str, published: pd.DataFrame) -> tuple[str, Sequence[str]] | None:
    """The only part that is named by its whole name, of the metrics that tell a whole by its items."""
    metrics = load().metrics
    parts = found_near(question.named_by(said), said, published).parts
    kin = [one for one in parts if load().topic_of[one] == load().topic_of[whole]
           and (metrics[one].unit, metrics[one].measure) == (metrics[whole].unit, metrics[whole].measure)]  # fmt: skip
    items = [(one, [name]) for one in kin for name in parts[one]
             if re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", f"{said}\n{in_own_words(said)}")]  # fmt: skip
    return items[0] if len(items) == 1 else None


def _apart(question: Question, published: pd.DataFrame) -> tuple[str, str]:
    """A part and its whole that it stands right behind: 預算庶務管理占多少."""
    said, of = question.sides
    found = found_near(question.named_by(said), said, published)
    parts = found.parts.get(found.ranked[0].metric_id, ()) if found.ranked else ()
    part = next((one for one in parts if one in said), "")
    return (part, said.replace(part, "")) if part else (said, of)


def _is_sum_of_all(metric_id: str, question: Question) -> bool:
    """Whether a metric is the sum of others that are all named."""
    return bool(summed(metric_id)) and all(matcher().knows_apart(one, metric_id, question) for one in summed(metric_id))


def _side(question: Question, text: str, published: pd.DataFrame) -> tuple[str, Sequence[str]] | None:
    """The metric that one side of a question is surely about, and the parts of it; None where it may be several."""
    found = found_near(question.named_by(text), text, published)
    if not found.ranked or found.ranked[0].score < OFFERED:
        return None
    best = found.ranked[0].metric_id
    alone = [part for part in found.parts.get(best, ()) if stretches(text) == (part,)]
    if alone:
        return best, alone
    parts = found.parts.get(best, ())
    parts = [part for part in parts if part in text] or parts
    is_alone = len(question.sides) > LEAST_COMPARED and not found.rivals
    is_named = best in found.named or is_alone or matcher().held(best, found.question) >= MEANT
    return (best, parts) if found.is_likely and (is_named or parts) else None


def _stated(metrics: Sequence[str], *, share: bool) -> str | None:
    """The metric that is printed as the sum of some, or as the share that the first has of the second."""
    for check in load().checks:
        if check.kind == "sum" and not share and set(metrics) == set(check.operands):
            return check.stated
        if check.kind == "percent" and share and tuple(metrics) == tuple(check.operands):
            return check.stated
    return None


def is_half(question: Question, found: Found) -> bool:
    """Whether the nearest metric is only one of what is asked for, or no share where one is."""
    best = found.ranked[0].metric_id
    if question.share:
        return not any(re.search(pattern, load().metrics[best].name_zh) for pattern in load_questions().shares)
    if len(question.sides) < LEAST_COMPARED or len(found.parts.get(best, ())) >= LEAST_COMPARED:
        return False
    if best in found.named and any("、" in name for name in names_of(best)):
        return False
    if question.each and len(question.spans) < LEAST_COMPARED and summed(best) and not _is_sum_of_all(best, question):
        return True
    if len(question.sides) > LEAST_COMPARED and (question.each or question.together or question.extreme):
        return True
    said = [side for side in question.sides if stretches(side)]
    known = sum(matcher().known(best, question.named_by(side)) > MEANT for side in said)
    # A list of more tells by most of it what is asked.
    return known < (len(said) if len(said) <= LEAST_COMPARED else len(said) - 1)


def beside(question: Question, published: pd.DataFrame) -> Answer | None:
    """What is left where some of it is left out; None where it is not plain of what."""
    found = found_near(question, "\n".join(question.words), published)
    if not question.without or not found.ranked or found.ranked[0].score < OFFERED:
        return None
    left = [one for metric_id in (found.ranked[0].metric_id, *found.rivals)
            if (one := _left(question, metric_id, published))]  # fmt: skip
    if left:
        return left[0] if len(left) == 1 else None
    best = found.ranked[0].metric_id
    if found.is_meant and all(_is_another(best, question, item, published) for item in question.without):
        # What is left out is another measure: of the one that is meant nothing is.
        return answer_of(question, best, found.parts.get(best, ()), found.rivals)
    return None


def _is_another(metric_id: str, question: Question, item: str, published: pd.DataFrame) -> bool:
    """Whether some words name another metric, or one of the same topic and unit, that is no part of a metric."""
    side, own, metrics = _side(question, item, published), question.named_by(item), load().metrics
    alike = [side[0]] if side else [
        one for one in metrics
        if load().topic_of[one] == load().topic_of[metric_id] and metrics[one].unit == metrics[metric_id].unit
        and matcher().knows_apart(one, metric_id, own) and matcher().known(one, own) == 1
    ]  # fmt: skip
    is_own = any(one == metric_id or _is_whole(metric_id, one) for one in alike)
    return bool(alike) and not is_own and not (side and side[1])


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
        return answer_of(replace(question, which_part=question.extreme is not None), metric_id, left, [])
    named = [_operand(metric_id, question, item, published) for item in out]
    rest = [other for other in parts_of(metric_id) if other not in named]
    if all(named) and rest:
        told = [one for other in rest for one in told_of(question, other, ())]
        return Answer(rest[0], tuple(told), course_of(rest[0]), (metric_id,), question.why)
    return None


def _is_called(part: str, item: str) -> bool:
    """Whether a part of a metric is what is left out, or holds it."""
    said = set(features(stretches(item)))
    names = part_names(part)
    return any(said <= set(features([name])) or set(features([name])) <= said for name in names)


def _operand(metric_id: str, question: Question, item: str, published: pd.DataFrame) -> str | None:
    """The one of the metrics which one is the sum of that is named, or named by words that the sum is not named by."""
    operands, side = parts_of(metric_id), _side(question, item, published)
    if side and side[0] in operands:
        return side[0]
    own = question.named_by(item)
    named = [one for one in operands if matcher().knows_apart(one, metric_id, own) and not lists_more(one, own)]
    if len(named) == 1 or not operands:
        return named[0] if named else None
    ranked = found_near(question.named_by(item), item, published).ranked
    near = [one for one in ranked if one.metric_id in operands and one.score >= NOT_FAR * ranked[0].score]
    return near[0].metric_id if len(near) == 1 and near[0] is ranked[0] else None
