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


YEAR = "112年1月1日至12月31日"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # From a day to another, of which the second names no year.
        ("二、夏令營於112年8月3日至8月14日辦理。", "holds"),
        ("二、夏令營於112年8月23日至8月14日辦理。", "fails"),
        ("二、展期自10月6日起至9月29日，共吸引5,200人次。", "fails"),
        ("二、研習為9月18日至13日。", "fails"),
        # Over the year's end; a whole year.
        ("二、展期自112年12月20日至1月5日。", "cannot_tell"),
        ("二、巡檢於11月6日至2月9日辦理。", "cannot_tell"),
        ("二、任期為每年8月1日至7月31日。", "cannot_tell"),
        ("二、保險期間自3月1日至2月28日。", "cannot_tell"),
        # Months in which works began and end.
        ("二、滯洪池於112年9月開工，預計114年3月完工。", "holds"),
        ("二、滯洪池於112年9月開工，預計112年3月完工。", "fails"),
        ("二、系統於112年10月決標，已於112年8月上線。", "fails"),
        ("二、甲案於112年10月決標，乙案已於112年8月上線。", "cannot_tell"),
        ("二、採購案112年7月決標，112年6月啟用之舊系統同步停用。", "cannot_tell"),
        ("二、系統於10月決標，預定3月上線。", "cannot_tell"),
        # The order that is named.
        ("二、依到訪日期分別為8月22日熊本市訪問團、10月17日宿霧市訪問團及12月5日布爾諾市訪問團。", "holds"),
        ("二、依到訪日期分別為8月22日熊本市訪問團、10月17日宿霧市訪問團及6月5日布爾諾市訪問團。", "fails"),
        ("二、按辦理先後為：1月14日甲場、5月25日乙場、3月9日丙場。", "fails"),
        ("二、分別為8月22日熊本市訪問團、10月17日宿霧市訪問團及6月5日布爾諾市訪問團。", "cannot_tell"),
        ("二、依到訪時間分區臚列，另8月22日熊本市、6月5日布爾諾市來訪。", "cannot_tell"),
        # The day of the week.
        ("二、112年10月14日（星期六）舉辦親子日。", "holds"),
        ("二、112年10月14日（星期三）舉辦親子日。", "fails"),
        ("二、10月15日(週五)舉辦親子日。", "fails"),
        ("二、每週三舉辦親子日，10月15日起開放。", "cannot_tell"),
        # What has been, so long behind the period; what is to come.
        ("二、於114年9月12日召開說明會，邀集里長86人參加。", "fails"),
        ("二、於112年9月12日召開說明會，邀集里長86人參加。", "holds"),
        ("二、訂於114年9月12日召開說明會，邀集里長86人參加。", "cannot_tell"),
        ("二、租約至114年9月12日止，出席委員9人。", "cannot_tell"),
    ],
)
def test_days_can_be_as_they_are_told(read: Read, text: str, status: str) -> None:
    assert _statuses(read, text, YEAR) == {status}


@pytest.mark.parametrize(("day", "fails"), [("112年10月20日", False), ("113年10月20日", True), ("113年1月20日", False)])
def test_what_has_been_is_before_the_day_of_the_report(read: Read, day: str, *, fails: bool) -> None:
    identity, _, reading = read(
        "高雄市政府行政暨國際處業務報告\n日期：113年4月11日\n謹就112年7月1日至12月31日（以下簡稱本期）報告如後。\n"
        f"一、{day}，於展覽館辦理午宴，出席貴賓186位。\n"
    )
    results = evaluate(load(), reading, identity.period).results
    assert ("fails" in {one.status for one in results if one.check.kind == "told_days"}) == fails


HEAD = "高雄市政府行政暨國際處業務報告\n報告期間：112年7月1日至112年12月31日（以下簡稱本期）\n一、國際\n"


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        # Numbered things with their days, of which all but one are in the report's period.
        ("(一)訪團（列舉3團）：\n1.112年7月15日：甲團。\n2.112年9月9日：乙團。\n3.112年12月3日：丙團。", False),
        ("(一)訪團（列舉3團）：\n1.112年5月15日：甲團。\n2.112年9月9日：乙團。\n3.112年12月3日：丙團。", True),
        ("(一)主要活動：\n1.交流營（112年7月20日）。\n2.論壇（113年10月17日）。\n3.展演（112年12月13日）。", True),
        ("(一)工程期程：\n1.112年3月5日開工。\n2.112年9月9日上樑。\n3.112年12月3日完工。", False),
        ("(一)本期辦理活動2項，其中論壇於112年10月19日舉行。", False),
        ("(一)本期辦理活動2項，其中論壇於113年10月19日舉行。", True),
        # Years since each was made, beside the year.
        ("(一)締結年數：檀香山61年（民國51年締結）、釜山57年（55年締結）。", False),
        ("(一)締結年數：檀香山51年（民國51年締結）、釜山57年（55年締結）。", True),
        ("(一)年數：甲市61年（51年締結）、乙市57年（55年締結）、丙市36年（77年締結）。", True),
        # What a word for another period means.
        ("(一)所稱前期係指111年7月1日至12月31日。", False),
        ("(一)所稱前期係指112年1月1日至6月30日。", False),
        ("(一)所稱前期係指110年7月1日至12月31日。", True),
        ("(一)文中前一年度則指111年度。", False),
        ("(一)文中前一年度則指113年度。", True),
    ],
)
def test_days_of_lists_and_of_other_periods(read: Read, text: str, *, fails: bool) -> None:
    identity, _, reading = read(f"{HEAD}{text}\n")
    results = evaluate(load(), reading, identity.period).results
    assert ("fails" in {one.status for one in results if one.check.id == "told_days"}) is fails
