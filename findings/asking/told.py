"""What is said of one measure: the figures of the periods asked for, or which kind of silence there is.

Every word is a template over values or a report's own.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import pandas as pd

from catalog.entry import compiled
from catalog.load import load
from catalog.models import Panel
from catalog.questions import load_questions
from catalog.words import speaking, words
from findings.asking.numerals import chinese_number
from findings.asking.question import Question, plain
from findings.asking.reasons import SENTENCE
from findings.asking.reckoning import LEAST_COMPARED, added, bases, reckoned
from findings.asking.spans import Span
from findings.corrections import SIGN, standing
from findings.explanations import Explanation, explanations
from findings.lanes import TELLING, report_name
from findings.panels import values_title
from findings.period_words import period_words
from findings.titles import counted_alike, first_day, level, row_period, same_unit
from findings.values import is_told, listed, part_words, rate_words, value_words, with_unit
from warehouse import reads

Kind = Literal[
    "figure", "newest", "all", "unequal", "most", "least", "overlapping", "parts", "split", "not_printed",
    "maybe_printed", "unreadable", "elsewhere", "plan_only", "no_report", "never", "steady", "apart", "aim",
]  # fmt: skip

# What is told instead of a figure of what was asked for.
NO_FIGURES: frozenset[Kind] = frozenset(
    ("plan_only", "no_report", "elsewhere", "not_printed", "maybe_printed", "unreadable", "never")
)

MOST_OFFERED, MOST_TOLD, _MOST_CAUSES = 3, 6, 3

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


def of_report(metric_id: str, report_id: str) -> Told:
    """What is said of a metric for the period of a report: what it prints instead, or which silence it is.

    Raises:
        KeyError: there is no such metric or report.
    """
    report = reads.reports().set_index("report_id").loc[report_id]
    span = Span(report["period_start"].date(), report["period_end"].date())
    return _of_span(metric_id, observed([metric_id]), (), span)


def observed(metric_ids: Collection[str]) -> pd.DataFrame:
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


def answer_of(question: Question, metric_id: str, parts: Sequence[str], near: Sequence[str]) -> Answer:
    """What is said of a metric, or of some parts of it, in the periods asked for.

    Args:
        question: what is asked.
        metric_id: the metric.
        parts: the parts asked for; none where the whole is.
        near: metrics that may be meant instead.
    """
    told = told_of(question, metric_id, parts)
    if told[0].kind == "newest" and not (question.latest or question.aim):
        told += _earlier(metric_id, parts, told[0].rows)
    if question.met and metric_id in targets():
        told += told_of(question, targets()[metric_id], ())
    return Answer(metric_id, tuple(told), course_of(metric_id), tuple(near)[:MOST_OFFERED], question.why)


def course_of(metric_id: str) -> str:
    """The finding of a metric."""
    metric, rows = load().metrics[metric_id], observed([metric_id])
    alone = Panel(id=metric_id, name_zh=metric.name_zh, name_en=metric.name_en, metrics=(metric_id,))
    return values_title(alone, rows[rows["category"].isna()])


def targets() -> dict[str, str]:
    """The metric that is the target of another, by the other."""
    return {
        own: target for screen in load().screens for panel in screen.panels for own, target in panel.targets.items()
    }


def told_of(question: Question, metric_id: str, parts: Sequence[str]) -> list[Told]:
    """What is said of a metric for each period asked for, of all, or of the newest."""
    values = observed([metric_id])
    spans = [*question.spans, *_of_sessions(question)]
    told = _outermost(question, metric_id, _by_kind(question, metric_id, values), parts, spans) or _steady(
        question, metric_id, values, parts, spans
    )
    uneven = question.extreme is not None and not question.which_part
    if not told and (question.course or uneven) and not spans:
        told = _every(question, metric_id, values, parts, "unequal" if uneven else "all")
    if not told:
        told = [_of_span(metric_id, values, parts, span) for span in spans]
    is_newest = not told
    told = told or [_newest(metric_id, values, parts, question.why)]
    last = told[-1]
    reckoning = "" if is_newest else follows(question, told)
    told[-1] = replace(last, sentence=last.sentence + (reckoning or added(question, last.rows, parts)))
    aimed = load().metrics[metric_id].measure == "target" and metric_id not in targets().values()
    if aimed and (question.met or not question.aim):
        if is_newest and question.met:
            # What was reached and what is aimed at next are told for their own times.
            told = _every(question, metric_id, values, parts, "all") or told
        told = [replace(one, kind="aim", sentence=words("answer.aim", told=one.sentence + _said_of(one.rows)))
                for one in told]  # fmt: skip
    return told


def follows(question: Question, told: Sequence[Told]) -> str:
    """What follows from all that is told; of what has no figure of one thing or time asked for it is said so."""
    silent = [one.kind in NO_FIGURES for one in told]
    if any(silent):
        return words("answer.reckoned.none") if question.differs and not all(silent) else ""
    return reckoned(question, pd.concat([one.rows for one in told]))


def _said_of(rows: pd.DataFrame) -> str:
    """The sentence of a report that says that an aim was reached; nothing where none does."""
    said = compiled(load_questions().reached)
    for _, row in rows.sort_values("period_end").iterrows():
        for sentence in SENTENCE.findall(str(row["passage"])):
            if str(row["raw"]) in sentence and said.search(sentence):
                return words("answer.said", quote=sentence.strip())
    return ""


def _every(
    question: Question, metric_id: str, values: pd.DataFrame, parts: Sequence[str], said: Literal["all", "unequal"]
) -> list[Told]:
    """The figures of all periods, or that they cannot be set side by side; none where there is one period only."""
    own = _whole(_of_parts(values, parts), bool(parts))
    if own["period_end"].nunique() < LEAST_COMPARED:
        return []
    if question.since_merger:
        own = pd.concat([own, *(observed([base]) for base in bases(metric_id))])
    unequal = said == "all" and question.course and own["months"].round(1).nunique() > 1
    sentence = words("answer.all_unequal" if unequal else f"answer.{said}", metric=_name(metric_id),
                     figures=_figures(own))  # fmt: skip
    reports = telling_reports(metric_id) if question.why else list(own["report_id"])
    return [Told(said, sentence + _corrected(own), own, causes_of(metric_id, reports))]


def _steady(
    question: Question, metric_id: str, values: pd.DataFrame, parts: Sequence[str], spans: Sequence[Span]
) -> list[Told]:
    """Whether figures went one way from each period to those after it; none where they cannot be set side by side."""
    own = _whole(_of_parts(values, parts), bool(parts)).sort_values(["period_end", "period_start"])
    if spans:
        own = where(own, lambda row: any(overlaps(row, span) for span in spans))
    # A part is not set beside another, nor beside their sum: that which most periods are told for.
    often = own["part"].value_counts()
    own = own[own["part"].isin(often.index[:1])] if (often == often.max()).sum() == 1 else own.iloc[:0]
    from_then = question.each or question.differs or question.units or question.clauses
    if question.since_merger and from_then and not spans:
        own = pd.concat([*(observed([base]) for base in bases(metric_id)), own])
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
    reports = telling_reports(metric_id) if question.why else list(own["report_id"])
    return [Told("steady", sentence + _corrected(own), own, causes_of(metric_id, reports))]


def _level_words(row: pd.Series) -> str:
    """What a period is compared by: its monthly average, or its figure."""
    if not is_told(row["per_month"]):
        return _figure(row, "", with_name=False)
    return words("answer.value", of=row_period(row), value=with_unit(rate_words(level(row)), row["unit"]))


def _by_kind(question: Question, metric_id: str, values: pd.DataFrame) -> pd.DataFrame:
    """The observations by parts where which of them is asked; those of the metrics it is made of, where it has none."""
    if not question.which_part or (values["part"] != "").any():
        return values
    kinds = summed(metric_id, optional=True) or tuple(one for one in load().metrics if one.startswith(f"{metric_id}_"))
    # Kinds of kinds are no kinds beside them.
    if any(other.startswith(f"{one}_") for one in kinds for other in kinds):
        return values
    apart = observed(kinds)
    apart = apart[apart["part"] == ""]
    return values if apart.empty else apart.assign(part=[words.name(row) for _, row in apart.iterrows()])


def _outermost(
    question: Question, metric_id: str, values: pd.DataFrame, parts: Sequence[str], spans: Sequence[Span]
) -> list[Told]:
    """The highest or the lowest figure where that is asked and figures can be set side by side; else none."""
    if question.extreme is None:
        return []
    own = _of_parts(values, parts)
    if spans:
        own = where(own, lambda row: any(overlaps(row, span) for span in spans))
    if question.which_part:
        return _outermost_parts(question, metric_id, single_parts(own))
    own = _whole(own, bool(parts))
    months = own["months"].round(1)
    side_by_side = len(own) >= LEAST_COMPARED and months.nunique(dropna=False) == 1
    if not side_by_side:
        return []
    value = own["value"].max() if question.extreme == "most" else own["value"].min()
    rows = own[own["value"] == value]
    sentence = words(f"answer.{question.extreme}", metric=_name(metric_id), figures=_figures(rows))
    return [Told(question.extreme, sentence + _corrected(rows), rows, causes_of(metric_id, list(rows["report_id"])))]


def _outermost_parts(question: Question, metric_id: str, rows: pd.DataFrame) -> list[Told]:
    """The parts with the highest or the lowest figure of each period, of two also the other.

    Which period is meant is not for a guess.
    """
    periods = rows.groupby(["period_start", "period_end"], dropna=False)["value"]
    compared = rows[periods.transform("size") >= LEAST_COMPARED]
    if compared.empty:
        return []
    extreme = question.extreme or "most"
    own = compared[compared["value"] == periods.transform("max" if extreme == "most" else "min")[compared.index]]
    several = own["period_end"].nunique() > 1
    sentence = words(f"answer.{extreme}_each" if several else f"answer.{extreme}", metric=_name(metric_id),
                     figures=_figures(own))  # fmt: skip
    if len(compared) == LEAST_COMPARED and len(own) == 1:
        sentence += words("answer.other", figures=_figures(compared.drop(own.index)))
        own = compared if reckoned(question, compared) else own
    return [Told(extreme, sentence + _corrected(own), own, causes_of(metric_id, list(own["report_id"])))]


def kinds_told(question: Question, whole: str, metric_ids: Sequence[str]) -> list[Told]:
    """Which of some kinds of a whole has most, or least, in periods for which all of them are told."""
    rows = observed(metric_ids)
    rows = rows[rows["part"] == ""]
    if question.spans:
        rows = where(rows, lambda row: any(overlaps(row, span) for span in question.spans))
    rows = rows[rows.groupby("period_end")["metric_id"].transform("nunique") == len(metric_ids)]
    if question.extreme is None or rows.empty:
        return []
    return _outermost_parts(question, whole, rows.assign(part=[words.name(row) for _, row in rows.iterrows()]))


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
    reports = telling_reports(metric_id) if why else list(same["report_id"])
    return Told("newest", sentence + _corrected(same), same, causes_of(metric_id, reports))


def _earlier(metric_id: str, parts: Sequence[str], newest: pd.DataFrame) -> list[Told]:
    """The figures of the other periods, where they are few, and told of the same thing: no period is asked for."""
    own = _whole(_of_parts(observed([metric_id]), parts), bool(parts))
    same = own["part"].isin(newest["part"]) & ~own["period_end"].isin(newest["period_end"])
    others = own[same] if newest["part"].nunique() == 1 else own.iloc[:0]
    if not 0 < others["period_end"].nunique() <= MOST_TOLD:
        return []
    sentence = words("answer.earlier", metric=_name(metric_id), figures=_figures(others))
    return [Told("all", sentence + _corrected(others), others)]


def _of_span(metric_id: str, values: pd.DataFrame, parts: Sequence[str], span: Span) -> Told:
    """What is said of the period asked for: its figure, else what overlaps it, else which silence it is."""
    coverage = _asked_once(reads.coverage, [metric_id])
    start, end = pd.Timestamp(span.start), pd.Timestamp(span.end)
    there = coverage[(coverage["period_start"] <= end) & (coverage["period_end"] >= start)]
    kind, rows = _figures_of(metric_id, _of_parts(values, parts), bool(parts), span)
    if rows.empty and parts:
        # What no figure is of alone may be counted with another.
        kind, rows = _figures_of(metric_id, where(values, lambda row: bool({*parts} & {*str(row["part"]).split("+")})),
                                 True, span)  # fmt: skip
    if rows.empty:
        kind, rows = _silence(there, values)
    reports = [*there["report_id"], *rows["report_id"]]
    asked = period_words(span.start, span.end)
    told = {"metric": _name(metric_id), "asked": asked}
    figures = "" if rows.empty else _figures(rows, asked)
    silent = {report_id for report_id, status in zip(there["report_id"], there["status"], strict=True)
              if status == kind}  # fmt: skip
    partly = kind == "not_printed" and not _covers(there, span)
    key = "answer.not_printed_partly" if partly else f"answer.{kind}"
    sentence = words(key, **told, figures=figures, reports=_report_names(silent))
    return Told(kind, sentence + _corrected(rows), rows, causes_of(metric_id, reports))


def _covers(reports: pd.DataFrame, span: Span) -> bool:
    """Whether reports of what was done tell of each day of a period."""
    day = pd.Timestamp(span.start)
    for _, row in reports[reports["genre"].isin(TELLING)].sort_values("period_start").iterrows():
        if row["period_start"] > day:
            break
        day = max(day, row["period_end"] + pd.Timedelta(days=1))
    return day > pd.Timestamp(span.end)


def causes_of(metric_id: str, report_ids: Sequence[str]) -> tuple[Explanation, ...]:
    """What the reports say of why, of those that are told of; of a part also what they say of the whole."""
    whole = [other for other in load().metrics if metric_id in parts_of(other)]
    return tuple(explanations([metric_id, *whole], report_ids)[:_MOST_CAUSES])


def _figures_of(metric_id: str, rows: pd.DataFrame, chosen: bool, span: Span) -> tuple[Kind, pd.DataFrame]:
    """The observations of a period: of exactly it, its parts, and then what only overlaps it."""
    whole = rows if chosen else rows[rows["part"] == ""]
    split = [observed([other]) for other in parts_of(metric_id)]
    apart = pd.concat([rows.iloc[:0], *(part[part["part"] == ""] for part in split)])
    found: tuple[tuple[Kind, pd.DataFrame, Fits], ...] = (
        ("figure", whole, _is_of),
        ("parts", rows, _is_of),
        ("split", apart, _is_of),
        ("overlapping", whole, overlaps),
        ("parts", rows, overlaps),
        ("split", apart, overlaps),
    )
    for kind, values, fits in found:
        own = where(values, functools.partial(fits, span=span))
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
        return "elsewhere", own.tail(MOST_TOLD)
    return "not_printed", values.iloc[:0]


def _of_parts(values: pd.DataFrame, parts: Sequence[str]) -> pd.DataFrame:
    """The observations of the parts asked for; all where none is."""
    if not parts:
        return values
    named = {plain(part) for part in parts}
    return where(values, lambda row: is_told(row["part"]) and bool(named & part_names(str(row["part"]))))


@functools.cache
def part_names(part: str) -> frozenset[str]:
    """What the parts of an observation are called, in Chinese and English."""
    with speaking("en"):
        return frozenset(plain(one) for one in (part, part_words(part), *part.split("、")))


def where(rows: pd.DataFrame, holds: Callable[[pd.Series], bool]) -> pd.DataFrame:
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


def overlaps(row: pd.Series, span: Span) -> bool:
    """Whether a value is of days of a period."""
    start, end = _days(row)
    return start <= span.end and end >= span.start


@functools.cache
def parts_of(metric_id: str) -> tuple[str, ...]:
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


def telling_reports(metric_id: str) -> list[str]:
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
    shown = listed(list(told)[:MOST_TOLD])
    return shown if len(told) <= MOST_TOLD else words("answer.and_more", figures=shown, count=len(told) - MOST_TOLD)


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


def summed(metric_id: str, *, optional: bool = False) -> tuple[str, ...]:
    """The metrics that one is the sum of; also those that not every report has, where they are ``optional``."""
    sums = (check for check in load().checks if check.kind == "sum" and check.stated == metric_id)
    return next(((*check.operands, *(check.optional if optional else ())) for check in sums), ())
