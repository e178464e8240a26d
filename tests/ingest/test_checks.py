"""Checks: what holds on the reports fails as soon as a number in it is another one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from catalog.load import load
from ingest.checking.within_report import CheckResult, evaluate
from ingest.meaning.observations import Reading
from ingest.numbers.printed import Observation
from tests.ingest.conftest import REPORTS, Read

HEAD = "高雄市政府秘書處業務報告\n謹就107年1月16日至107年6月30日（以下簡稱本期）報告如後。\n壹、業務\n"


def _results(reading: Reading, check_id: str) -> list[CheckResult]:
    return [result for result in evaluate(load(), reading) if result.check.id == check_id]


def _status(read: Read, text: str, check_id: str) -> list[str]:
    return [result.status for result in _results(read(HEAD + text)[2], check_id)]


def _with(reading: Reading, changed: Observation, value: Decimal) -> Reading:
    observations = tuple(replace(o, value=value) if o is changed else o for o in reading.observations)
    return replace(reading, observations=observations)


def _wrong(result: CheckResult) -> Decimal:
    """The nearest value that is no rounding of what the check computes; for a target, one below it."""
    assert result.computed is not None
    assert result.tolerance is not None
    step = 2 * result.tolerance + Decimal("0.01")
    return result.computed - step if result.check.kind == "at_least" else result.evidence[0].value + step


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_relation_that_holds_fails_for_another_stated_value(read: Read, path: Path) -> None:
    _, _, reading = read(path.read_text(encoding="utf-8"))
    for result in evaluate(load(), reading):
        if result.status == "holds" and result.check.stated:
            wrong = _wrong(result)
            again = _results(_with(reading, result.evidence[0], wrong), result.check.id)
            assert "fails" in [r.status for r in again if r.stated == wrong], result.check.id


def test_every_kind_of_check_is_met_on_the_reports(read: Read) -> None:
    met = {
        result.check.kind
        for path in REPORTS
        for result in evaluate(load(), read(path.read_text(encoding="utf-8"))[2])
        if result.status != "cannot_tell"
    }
    between = {"between_reports", "completion_date", "magnitude"}
    assert met == {check.kind for check in load().checks} - between


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("一、本期邀集工務局、水利局及環保局等3個機關研商。\n", ["holds"]),
        ("一、本期邀集工務局、水利局、社會局及環保局等3個機關研商。\n", ["fails"]),
        # As many as it says, or some of them: which, the words do not tell.
        ("一、本期邀集工務局、水利局及環保局等9個機關研商。\n", ["cannot_tell"]),
        ("一、本期邀集3個機關研商。\n", ["cannot_tell"]),
        # 及 may stand inside a name, so that two or three are listed.
        ("一、本期邀集研究發展及考核委員會、水利局等2個機關研商。\n", ["holds"]),
    ],
)
def test_lists_are_as_long_as_they_say(read: Read, text: str, statuses: list[str]) -> None:
    assert _status(read, text, "list_length") == statuses


def test_one_value_printed_twice_holds_and_two_values_fail(read: Read) -> None:
    twice = "一、本期消費爭議調解68件。\n二、調解\n本期消費爭議調解{}件，已結案。\n"
    assert _status(read, twice.format(68), "printed_twice") == ["holds"]
    assert _status(read, twice.format(86), "printed_twice") == ["fails"]
    assert _status(read, "一、本期消費爭議調解68件。\n", "printed_twice") == ["cannot_tell"]


def test_about_is_no_contradiction(read: Read) -> None:
    text = "一、本期消費爭議調解68件。\n二、調解\n本期消費爭議調解約70件，已結案。\n"
    assert _status(read, text, "printed_twice") == ["cannot_tell"]


def test_an_earlier_total_is_not_set_against_the_parts_of_now(read: Read) -> None:
    text = "一、經管市有宿舍60間：首長宿舍4間、單房間宿舍6間、眷屬宿舍50間。相較106年12月31日之71間，已減少11間。\n"
    assert sorted(_status(read, text, "dormitory_sum")) == ["cannot_tell", "holds"]
