"""What arithmetic names: numbers whose words leave open what they are, and whose sums leave no doubt."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

TITLE = "高雄市政府行政暨國際處業務報告（報告期間：112年7月1日至112年12月31日）\n"
HALF = ("2023-07-01", "2023-12-31")
BEFORE = ("2023-01-01", "2023-06-30")
YEAR_AGO = ("2022-07-01", "2022-12-31")


def values(read: Read, text: str, metric: str) -> dict[str, tuple[str, str]]:
    """What a report prints of a metric: the number, with the name of its part before it, and its days."""
    _, _, reading = read(TITLE + text)
    return {
        "".join((*o.breakdown.values(), o.quantity.raw)): (str(o.period.start), str(o.period.end))
        for o in reading.observations
        if o.metric_id == metric
    }


def test_a_list_that_adds_up_is_of_the_number_before_it(read: Read) -> None:
    text = "接待外賓64案、812人。\n依國別分，日本31案520人最多，其次韓國18案，泰國15案。\n"
    assert values(read, text, "delegation_cases") == {
        "64": HALF, "日本31": HALF, "韓國18": HALF, "泰國15": HALF,
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "接待外賓64案。\n依國別分，日本31案，韓國18案，泰國16案。\n",
        "接待外賓64案。\n依國別分，日本31案，韓國33案。\n",
        "接待外賓64案。\n另辦招商31案，協助企業18案，簽約15案。\n中間一段。\n依國別分，日本31案，韓國18案，泰國15案。\n",
    ],
    ids=["does not add up", "two only", "too far behind"],
)
def test_what_is_no_list_of_parts(text: str, read: Read) -> None:
    told = values(read, text, "delegation_cases")
    assert "64" in told
    assert not any("日本" in name for name in told)


def test_a_table_is_of_the_number_that_its_total_repeats(read: Read) -> None:
    text = (
        "第一次申訴受理1,462件，去年同期1,310件。\n分類統計（單位：件）\n"
        "類別\t本期\t去年同期\t增減\n網路購物\t712\t655\t57\n電信\t402\t380\t22\n美容\t348\t275\t73\n"
        "總計\t1,462\t1,310\t152\n"
    )
    told = values(read, text, "consumer_complaints_first")
    assert told == {
        "1,462": HALF, "1,310": YEAR_AGO, "網路購物712": HALF, "網路購物655": YEAR_AGO, "電信402": HALF,
        "電信380": YEAR_AGO, "美容348": HALF, "美容275": YEAR_AGO,
    }  # fmt: skip


def test_a_table_with_another_total_is_not(read: Read) -> None:
    text = "第一次申訴受理1,462件。\n分類統計（單位：件）\n類別\t本期\n甲群\t712\n乙群\t402\n丙群\t349\n總計\t1,463\n"
    assert values(read, text, "consumer_complaints_first") == {"1,462": HALF}
    assert len(values(read, text.replace("349", "348").replace("1,463", "1,462"), "consumer_complaints_first")) == 4


def test_a_relation_names_a_number_that_words_take_for_another(read: Read) -> None:
    day = ("2023-12-31", "2023-12-31")
    text = (
        "截至112年12月31日止，市府各機關及學校之職工連同臨時人員為8,000人。\n"
        "工級人員5,800人，其中本府所屬機關5,100人、學校700人；臨時人員2,200人。\n"
    )
    assert values(read, text, "staff_total") == {"8,000": day}
    assert "8,000" not in values(read, text, "temp_total")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一次申訴受理1,462件，較上期1,310件增加152件。", {"1,462": HALF, "1,310": BEFORE}),
        ("第一次申訴受理1,462件；上期總數為1,310件，再增152件。", {"1,462": HALF, "1,310": BEFORE}),
        ("第一次申訴受理1,462件，總數比去年同期之1,310件多出152件。", {"1,462": HALF, "1,310": YEAR_AGO}),
        ("第一次申訴受理1,462件，總數比去年同期之1,310件多出153件。", {"1,462": HALF}),
    ],
)
def test_what_a_printed_change_proves(text: str, expected: dict[str, tuple[str, str]], read: Read) -> None:
    assert values(read, text, "consumer_complaints_first") == expected


def test_more_than_another_period_by_so_many_or_than_its_number(read: Read) -> None:
    assert values(read, "第一次申訴受理1,462件，多於上期33件。", "consumer_complaints_first") == {"1,462": HALF}


def test_a_total_told_behind_its_list_is_of_what_the_list_is_of(read: Read) -> None:
    text = "第一次申訴以網路購物1,158件居冠，其次旅遊276件、健身中心214件、航空機票189件，其他857件，總數2,694件。\n"
    told = values(read, text, "consumer_complaints_first")
    assert told == {
        "網路購物1,158": HALF, "旅遊276": HALF, "健身中心214": HALF, "航空機票189": HALF, "其他857": HALF,
        "2,694": HALF,
    }  # fmt: skip
    apart = values(read, text.replace("2,694", "2,695"), "consumer_complaints_first")
    assert "2,695" not in apart
    assert "其他857" not in apart


def test_a_budget_told_in_words_is_proven_by_its_items(read: Read) -> None:
    text = "歲出預算3億2,600萬元：一般行政2億2,710萬元、國際事務6,180萬元、機要業務1,210萬元、充實設備2,500萬元。\n"
    assert len(values(read, text, "budget_item")) == 4
    assert len(values(read, text, "budget_total")) == 1
    wrong = text.replace("1,210", "1,120")
    assert not values(read, wrong, "budget_item")


def test_halves_of_a_year_are_values_of_their_own_days(read: Read) -> None:
    year = "高雄市政府行政暨國際處112年度施政績效成果報告\n"
    _, _, reading = read(
        year + "派車1,196車次，上半年587車次、下半年609車次。\n訪賓96案。上、下半年分別為47案及49案。\n"
    )
    told = {
        (o.metric_id, o.quantity.raw): (str(o.period.start), str(o.period.end))
        for o in reading.observations
        if o.quantity.raw in ("587", "609", "47", "49")
    }
    assert told == {
        ("vehicle_dispatch_trips", "587"): BEFORE, ("vehicle_dispatch_trips", "609"): HALF,
        ("delegation_cases", "47"): BEFORE, ("delegation_cases", "49"): HALF,
    }  # fmt: skip
