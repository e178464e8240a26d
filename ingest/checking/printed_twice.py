"""One thing, one value within a report: two values are its contradiction only where its words say one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from catalog.models import Catalog, Check
from catalog.words import told
from ingest.checking.result import CheckResult, Status, instance_of, result_of
from ingest.checking.slips import digits_of, exchanged, is_slip
from ingest.checking.subjects import clause_before
from ingest.notation.markers import read_marker
from ingest.numbers.printed import Observation, Quantity, Trouble, key_of

_SURE = ("rule", "table", "person")
_LIKELY = 0.8
_OTHER_TIMES = ("comparison", "difference", "target", "plan")
_WORDS = re.compile(r"[^\W\d_]")
_NAME = re.compile(r"[，、。；:()\d]|受理|辦理")
# A line with its name before it, one that looks back on others, and what stands before a number told again.
_TOTAL_ROW = re.compile("總計|合計")
_HEAD = re.compile(r"[^\u4e00-\u9fff]?(?P<name>[\u4e00-\u9fff]{2,14}):")
_LOOKS_BACK = re.compile("回顧|摘要|重點|總結|總覽|概要|亮點")
_TOLD_AGAIN = re.compile("(?:本期|全年)?(?:共計?|計|達|為|降至|增至|減至)?$")
_NO_NAME = re.compile(r"(?:合計|總計|共計|共|計|人數|件數|案數|場次|次數|金額|經費|預算|數|為|達|有)+$")
_SHORTEST_NAME, _WHOLE_NAME, _PLACES, _FEWEST_IN_CELL = 2, 4, 2, 4


def printed_twice(
    check: Check, catalog: Catalog, observations: Sequence[Observation]
) -> tuple[list[CheckResult], list[Trouble]]:
    """One result for each thing that a report prints at more than one place.

    Two values of one measure are first a doubt about the reading: they come as troubles, unless both
    were read by rule or table and worded alike beyond doubt.

    Args:
        check: of kind ``printed_twice``; its ``idle`` words say nothing of what a value is.
        catalog: the metrics.
        observations: those of the report.
    """
    groups: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for o in observations:
        if _has_one_value(catalog, o):
            key = (o.metric_id, o.period.start, o.period.end, key_of(o.breakdown), o.measure, o.unit, o.counting)
            groups[key].append(o)
    results: list[CheckResult] = []
    troubles: list[Trouble] = []
    for same in groups.values():
        first = same[0]
        places = {(q.segment.passage.no, q.span) for o in same for q in o.evidence}
        if len(same) == 1 and len(places) > 1:
            results.append(_result(check, "holds", same))
        elif any(o.qualifier for o in same) and len(same) > 1:
            results.append(_result(check, "cannot_tell", same))
        elif len(same) > 1:
            pair = _contradicting(check, catalog, same)
            if pair:
                results.append(_result(check, "fails", pair))
            else:
                troubles.append(_doubt(catalog, first, same))
    return results, troubles


def misprints(
    check: Check, catalog: Catalog, observations: Sequence[Observation], quantities: Sequence[Quantity]
) -> Iterator[CheckResult]:
    """One result for each number that a report prints again with a digit wrong, or two of them exchanged.

    Two readings of one measure may be of two things; large numbers that differ by such a slip are of one, unless
    one table shows both.

    Args:
        check: of kind ``printed_twice``.
        catalog: the metrics.
        observations: those of the report.
        quantities: its numbers; some were withdrawn because they contradict another.
    """
    withdrawn = [quantity.withdrawn for quantity in quantities if quantity.withdrawn is not None]
    tables: dict[int, set[Decimal]] = defaultdict(set)
    for quantity in quantities:
        if quantity.segment.cell is not None:
            tables[quantity.segment.passage.no].add(quantity.value)
    groups: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for o in (*observations, *withdrawn):
        if _has_one_value(catalog, o) and not o.qualifier and _is_likely(o.quantity):
            groups[o.subject].append(o)
    for same in groups.values():
        pairs = [
            (one, other)
            for one, other in combinations(same, 2)
            if (one.quantity.withdrawn or other.quantity.withdrawn)
            and one.quantity.segment.passage is not other.quantity.segment.passage
            and one.unit == other.unit
            and is_slip(one.quantity, other.quantity)
            and not any({one.value, other.value} <= shown for shown in tables.values())
        ]
        for one, other in pairs[:1]:
            start, _ = other.quantity.span
            yield CheckResult(
                check, f"{other.quantity.segment.passage.no}:{start}:slip", f"{one.metric_id} = {one.metric_id}",
                "fails", one.value, other.value, Decimal(0), (), (other.quantity, one.quantity),
            )  # fmt: skip


def told_again(check: Check, quantities: Sequence[Quantity], sure: Collection[Quantity] = ()) -> Iterator[CheckResult]:
    """One result for each number printed once, where another of its name and time stands at several places.

    They differ by a slip alone: 維修640件 in the summary; 維修604件 in its chapter, and 604 in the table there.

    Args:
        check: of kind ``printed_twice``.
        quantities: those of the report.
        sure: those that others beside them come to, as good as told at another place.
    """
    plain = [one for one in quantities if one.form == "number" and one.unit and not one.qualifier]
    by_value: dict[Decimal, list[Quantity]] = defaultdict(list)
    for one in quantities:
        by_value[one.value].append(one)
    by_digits: dict[tuple[str | None, str], list[Quantity]] = defaultdict(list)
    for one in plain:
        by_digits[one.unit, "".join(sorted(digits_of(one)))].append(one)
    for one in plain:
        if one.segment.cell is not None or len(by_value[one.value]) > 1:
            continue
        for other in by_digits[one.unit, "".join(sorted(digits_of(one)))]:
            # A cell of a table of several units may have none.
            again = [own for own in by_value[other.value] if own.unit == other.unit or own.segment.cell is not None]
            places = {own.segment.passage.no for own in again}
            told = len(places) >= _PLACES or other in sure
            in_cell = other.segment.cell is not None and _is_named_in_cell(one, other)
            again_so = in_cell or (other.segment.cell is None and _is_told_again(one, other, told=told))
            if one not in sure and again_so:
                yield result_of(check, "one name, one value", False, other.value, (one, other), "again")
                break


def _is_told_again(one: Quantity, other: Quantity, *, told: bool) -> bool:
    """Whether two numbers that differ by a slip stand right behind the same name, of the same time.

    A short name is enough where one of them is ``told`` at another place as well.
    """
    if one.segment.passage is other.segment.passage or not is_slip(one, other):
        return False
    if one.period and other.period and (one.period.start, one.period.end) != (other.period.start, other.period.end):
        return False
    before = [_NO_NAME.sub("", quantity.segment.compact.text[: quantity.start]) for quantity in (one, other)]
    names = [_NAME.split(words.rstrip(":"))[-1] for words in before]
    shorter, longer = sorted(names, key=len)
    swapped = sorted(digits_of(one)) == sorted(digits_of(other))
    return len(shorter) >= (_SHORTEST_NAME if told else _WHOLE_NAME) and longer.endswith(shorter) and (told or swapped)


def told_in_review(check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
    """One result for each number of a paragraph that looks back, beside the line that its name opens.

    重點回顧:外賓參訪團19團 tells again what stands in the line 外賓參訪團:19團; where no number of that line is the
    same, one of them is wrong.

    Args:
        check: of kind ``printed_twice``.
        quantities: those of the report, in order.
    """
    lines: dict[str, list[Quantity]] = defaultdict(list)
    opened: dict[str, set[int]] = defaultdict(set)
    prose = [one for one in quantities if one.segment.cell is None and one.form == "number" and one.unit]
    for one in prose:
        head = _HEAD.match(one.segment.compact.text, one.segment.behind_marker)
        if head and head.end() <= one.start and not _LOOKS_BACK.search(head["name"]):
            lines[head["name"]].append(one)
            opened[head["name"]].add(one.segment.passage.no)
    for one in prose:
        text = one.segment.compact.text
        head = _HEAD.match(text, one.segment.behind_marker)
        if head is None or not _LOOKS_BACK.search(head["name"]) or one.qualifier:
            continue
        name = _TOLD_AGAIN.sub("", clause_before(one))
        own = [other for other in lines[name] if other.unit == one.unit and other.segment is not one.segment]
        if not own or len(opened[name]) != 1 or own[0].qualifier:
            continue
        same = next((other for other in own if other.value == one.value), None)
        other = same or own[0]
        yield result_of(check, "one name, one value", same is not None, other.value, (one, other), "review")


def _is_named_in_cell(one: Quantity, cell: Quantity) -> bool:
    """Whether a number of prose and a figure differ by two digits side by side, and words of its clause head its table.

    Of four digits and more; fewer are another figure's by chance. Of a total its table may be named in two signs.
    """
    if cell.value not in exchanged(one, _FEWEST_IN_CELL):
        return False
    name = _NAME.split(_NO_NAME.sub("", one.segment.compact.text[: one.start]).rstrip(":"))[-1]
    heads = cell.segment.row_label + cell.segment.column_label + cell.segment.passage.table_title
    alike = 2 if _TOTAL_ROW.search(cell.segment.row_label) else 3
    return any(name[at : at + alike] in heads for at in range(len(name) - alike + 1))


def _is_likely(quantity: Quantity) -> bool:
    """Whether a number is surely of what it was read as: by rule, place or person, or its examples say nothing else."""
    own = quantity.suggestion
    if own is not None and own.kind in _OTHER_TIMES:
        return False
    return quantity.decision.by in _SURE or (own is not None and own.sureness >= _LIKELY)


def _has_one_value(catalog: Catalog, observation: Observation) -> bool:
    """Whether a report has one value of an observation's metric, days and part."""
    metric = catalog.metrics[observation.metric_id]
    single = metric.single or metric.works or any(catalog.breakdowns[key].single for key in metric.breakdown)
    return not metric.levels and not (single and not observation.breakdown)


def _result(check: Check, status: Status, same: Sequence[Observation]) -> CheckResult:
    first, other = same[0], same[-1]
    return CheckResult(
        check, f"{first.metric_id}/{instance_of(first)}", f"{first.metric_id} = {first.metric_id}", status,
        other.value, first.value, Decimal(0), tuple(same) if len(same) > 1 else (first,), first.evidence,
    )  # fmt: skip


def _doubt(catalog: Catalog, first: Observation, same: Sequence[Observation]) -> Trouble:
    values = told("reading.and").join(dict.fromkeys(o.quantity.raw for o in same))
    message = told("reading.two_values", metric=catalog.metrics[first.metric_id].name_zh, values=values)
    return Trouble("two_values", message, same[-1].quantity.segment.passage, ())


def _contradicting(check: Check, catalog: Catalog, same: Sequence[Observation]) -> list[Observation]:
    """The first two values that both are sure and worded alike; empty where there are none."""
    sure = [o for o in same if o.quantity.decision.by in _SURE and not o.quantity.is_target]
    for index, one in enumerate(sure):
        for other in sure[index + 1 :]:
            if one.value != other.value and _is_one_thing(check, catalog, one, other):
                return [one, other]
    return []


def _is_one_thing(check: Check, catalog: Catalog, one: Observation, other: Observation) -> bool:
    """Whether two places tell of the same beyond doubt.

    Words of a sentence must be those of the other, whatever is idle left out; beside a figure of a
    table, they may say no more than heads, metric and part do. Headings side by side may
    name two things: they must say no more than the words do.
    """
    if one.quantity.segment.passage is other.quantity.segment.passage:
        return False
    known = _letters(catalog.metrics[one.metric_id].name_zh + "".join(one.breakdown.values()))
    words = [_words(check, o.quantity) for o in (one, other)]
    if all(o.quantity.placed is not None for o in (one, other)):
        return words[0] == words[1]
    in_table = [o.quantity.segment.cell is not None for o in (one, other)]
    if in_table[0] != in_table[1]:
        table, prose = (one, other) if in_table[0] else (other, one)
        heads = _letters(table.quantity.composed) | _letters("".join(table.quantity.segment.passage.outline))
        return _letters(_words(check, prose.quantity)) <= heads | known
    if words[0] != words[1] or not words[0]:
        return False
    known |= _letters(words[0])
    return all(_letters(heading) <= known for heading in _siblings(one.quantity, other.quantity))


def _words(check: Check, quantity: Quantity) -> str:
    """A number's composed label without idle words and marks."""
    pieces = [
        "".join(_WORDS.findall(re.sub(check.idle, "", piece) if check.idle else piece))
        for piece in quantity.composed.split(" · ")
    ]
    # The words of a sentence come again as its subject and as the number's own.
    return "".join(dict.fromkeys(piece for piece in pieces if not any(piece != o and piece in o for o in pieces)))


def _letters(text: str) -> set[str]:
    return set(_WORDS.findall(text))


def _siblings(one: Quantity, other: Quantity) -> tuple[str, ...]:
    """The headings of two numbers that stand side by side below one heading; none where they are of two chapters."""
    paths = one.segment.passage.outline, other.segment.passage.outline
    for depth, pair in enumerate(zip(*paths, strict=False)):
        if pair[0] != pair[1]:
            return tuple(_unmarked(heading) for heading in pair) if depth else ()
    return ()


def _unmarked(heading: str) -> str:
    marker = read_marker(heading)
    return heading[marker.end :] if marker else heading
