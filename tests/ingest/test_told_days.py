"""Days and periods of one report that contradict each other."""

from __future__ import annotations

import pytest

from catalog.load import load
from ingest.checking.within_report import evaluate
from tests.ingest.conftest import Read


def _statuses(read: Read, text: str, title: str = "112年1月1日至6月30日") -> set[str]:
    identity, _, reading = read(f"高雄市政府行政暨國際處工作報告（{title}）\n一、採購12案。\n{text}\n")
    return {
        result.status
        for result in evaluate(load(), reading, identity.period).results
        if result.check.kind == "told_days"
    }


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("二、修繕工程於3月4日開工，5月30日竣工。", "holds"),
        ("二、修繕工程於5月4日開工，3月30日竣工。", "fails"),
        ("二、修繕工程於112年5月4日動工、112年3月30日完工。", "fails"),
        ("二、開工日期為112年5月4日，竣工日期為112年3月30日。", "fails"),
        # Begun in the year before; two things.
        ("二、修繕工程於12月4日開工，3月30日竣工。", "cannot_tell"),
        ("二、甲工程於5月4日開工。乙工程於3月30日竣工。", "cannot_tell"),
        ("二、甲工程於5月4日開工，另乙工程於3月30日竣工。", "cannot_tell"),
        # Rows of days about the report's own period.
        ("二、本期召開會議3次，日期分別為2月16日、4月20日及6月15日。", "holds"),
        ("二、本期召開會議3次，日期分別為2月16日、8月20日及6月15日。", "fails"),
        ("二、本期召開會議2次（2月16日、9月20日）。", "fails"),
        ("二、本期委員會於3月28日及9月27日各開會1次，共2次。", "fails"),
        ("二、會議定於8月16日、9月20日及10月15日召開。", "cannot_tell"),
        ("二、本期核定下年度會期，訂於8月16日、9月20日及10月15日。", "cannot_tell"),
        # Numbered things below words about it.
        ("二、本期訪團列舉3團如次：\n1.甲團，2月9日來訪。\n2.乙團，3月22日來訪。\n3.丙團，7月7日來訪。", "fails"),
        ("二、本期訪團列舉3團如次：\n1.甲團，2月9日來訪。\n2.乙團，3月22日來訪。\n3.丙團，6月7日來訪。", "holds"),
        ("二、近期訪團列舉3團如次：\n1.甲團，2月9日來訪。\n2.乙團，3月22日來訪。\n3.丙團，7月7日來訪。", "cannot_tell"),
        # From and to.
        ("二、租期自112年3月1日至115年2月28日。", "holds"),
        ("二、租期自115年3月1日至112年2月28日。", "fails"),
    ],
)
def test_days_are_in_order_and_within_the_period(read: Read, text: str, status: str) -> None:
    assert _statuses(read, text) == {status}


@pytest.mark.parametrize(
    ("title", "text", "fails"),
    [
        ("112年下半年（112年7月1日至12月31日）", "二、所稱「本期」係112年7月至12月，「上期」係112年1月至6月。", False),
        ("112年下半年（112年7月1日至11月30日）", "二、所稱「本期」係112年7月至12月，「上期」係112年1月至6月。", True),
        ("112年7月1日至12月31日", "二、112年第3季（7月1日至8月31日）辦理3場。", True),
        ("112年7月1日至12月31日", "二、所稱「本期」係112年7月至12月，「上期」係111年1月至6月。", True),
        ("112年7月1日至12月31日", "二、場地下半年（7月1日至8月31日）未開放。", False),
        # The day of what is counted there.
        ("112年7月1日至12月31日", "二、全市891里（資料時間：112年10月底）。", False),
        ("112年7月1日至12月31日", "二、志工38人，統計期間為112年11月底。", False),
        ("112年7月1日至12月31日", "二、112年度（7月1日至8月31日）辦理3場。", False),
    ],
)
def test_a_period_is_told_alike(read: Read, title: str, text: str, *, fails: bool) -> None:
    assert ("fails" in _statuses(read, text, title)) == fails
