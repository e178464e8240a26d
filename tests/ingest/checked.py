"""What the checks say of a report in sentences of ours."""

from __future__ import annotations

from catalog.load import load
from catalog.models import Check
from ingest.checking.within_report import evaluate
from tests.ingest.conftest import Read

YEAR, HALF = "112年1月1日至12月31日", "112年1月1日至6月30日"
_TITLE = "高雄市政府行政暨國際處工作報告"


def failing_in(read: Read, report: str) -> list[Check]:
    """The checks that fail in a whole report; none of them breaks on it."""
    identity, _, reading = read(report)
    checked = evaluate(load(), reading, identity.period)
    assert not [trouble for trouble in checked.troubles if trouble.code == "check_failed"]
    return [result.check for result in checked.results if result.status == "fails"]


def failing(read: Read, text: str, period: str = YEAR, title: str = _TITLE) -> set[str]:
    """The ids of the checks that fail in a report that says this below its first line."""
    return {check.id for check in failing_in(read, f"{title}（{period}）\n一、採購12案。\n{text}\n")}
