"""Times that are told one by one beside how often it was: 每年2次，分於6月、12月辦竣; 4月17日及8月14日共2次."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from catalog.models import Check
from ingest.checking.result import CheckResult, Status, result_of
from ingest.numbers.printed import Quantity

_TIMES = ("次", "場", "場次", "梯次", "回", "期")
_MONTH = r"(?:\d{2,4}年度?)?\d{1,2}月(?!\d)(?:份|間|初|中|底|中旬|上旬|下旬)?"
_DAY = r"(?:\d{2,4}年)?(?:\d{1,2}月)?\d{1,2}日(?:\([^()]{1,6}\))?"
_JOINT = "(?:、|[及與和暨]|以及)"
# … with the months in which it was, behind words that may name the year.
_IN_MONTHS = re.compile(
    rf"[^，。；:()\d]{{0,4}}[，(；](?:[^，。；:()\d]{{0,6}}\d{{2,4}}年度?)?[^，。；:()\d]{{0,6}}?(?:分別|分|各)?[於在]"
    rf"(?P<list>{_MONTH}(?:{_JOINT}{_MONTH})*)(?=各?[^，。；:()\d、及與和]{{0,4}}(?:辦|舉|召開|實施|進行|為之|完成|完竣|執行|查))"
)
# Which ones those were: 111年度第1至4次會議, 第3次及第4次會議.
_ORDINALS = r"(?:\d{2,4}年度?)?第[\d一二三四五六七八九十次場、至到及與和~第]+[次場期][^，。；:()\d]{0,6}"
# Days, and behind them how often that is.
_DAYS_BEFORE = re.compile(
    rf"(?P<list>(?:\d{{2,4}}年)?\d{{1,2}}月\d{{1,2}}日(?:{_JOINT}{_DAY})+)"
    rf"(?:(?:[^，。；:()\d]{{0,8}}(?:召開|辦理|舉[辦行])(?:{_ORDINALS}|[^，。；:()\d]{{0,6}}))?，?(?:本期|全年)?)?"
    r"(?:合計|共計|總計|共|計)$"
)
# … or behind it, where they are said to have been all: 每年應查核2次，業於3月8日及9月6日辦理完竣.
_DAYS_DONE = re.compile(
    rf"，[^，。；:()\d]{{0,6}}[於在](?P<list>(?:\d{{2,4}}年)?\d{{1,2}}月\d{{1,2}}日(?:{_JOINT}{_DAY})+)"
    r"[^，。；:()\d]{0,6}(?:完竣|完畢|辦竣)(?=[，。；]|$)"
)
_RANGE = re.compile("[至到~]")
_EACH = re.compile(r"每\d*個?[月季週周日][^，。；:()\d]{0,8}$")


def listed_days(check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
    """One result for each number of times whose months or days are told.

    What was in more months than it was often is wrong; days are as many as are said to be all.
    """
    for one in quantities:
        if one.segment.cell is not None or one.form != "number" or one.unit not in _TIMES or one.qualifier:
            continue
        text = one.segment.compact.text
        months = None if is_how_often(one) else _IN_MONTHS.match(text, one.tail)
        days = None if months else _DAYS_BEFORE.search(text[: one.start]) or _DAYS_DONE.match(text, one.tail)
        found = months or days
        if found is None or _RANGE.search(found["list"]):
            continue
        count = len(re.findall(_JOINT, found["list"])) + 1
        # In one month it may have been several times.
        wrong = count > one.value or days is not None
        status: Status = "holds" if count == one.value else "fails" if wrong else "cannot_tell"
        yield result_of(check, "days listed", status, Decimal(count), (one,), "days")


def is_how_often(count: Quantity) -> bool:
    """Whether a number tells how often something is in a while (每3個月召開1次), of which no list tells."""
    return _EACH.search(count.segment.compact.text[: count.start]) is not None
