"""What numbers prove of each other: sums, rates and rows take an unsure number for what it likely is, others do not."""

from __future__ import annotations

import pytest

from catalog.load import load
from ingest.meaning.proofs import Likeliest, Prover
from ingest.meaning.sentences import ExampleReader
from ingest.numbers.printed import Quantity

CATALOG = load()
PROVER = Prover(CATALOG.checks, 0.85, 0.5, (), CATALOG.lexicon.changed)
STAFF = "類別\t合併時員額\t現有員額\t減少人數\t精簡率(%)\n工級人員\t{0}\t{1}\t{2}\t{3}"
OF_STAFF = ("workers_at_merger", "workers_total", "workers_reduced_since_merger", "workers_reduction_rate")
REQUESTS = "方式\t件數\n線上調案\t{0}\n紙本調案\t{1}\n合計\t{2}"
OF_REQUESTS = ("archive_requests_online", "archive_requests_paper", "archive_requests_total")


def _numbers(text: str) -> list[Quantity]:
    return ExampleReader(CATALOG)._read(text, "table" if "\t" in text else "paragraph", ())[0]


def _proven(text: str, metrics: tuple[str, ...], sureness: float = 0.7, totals: tuple[int, ...] = ()) -> list[str]:
    numbers = _numbers(text)
    assert len(numbers) == len(metrics)
    told = [
        Likeliest(number, metric, sureness, place in totals)
        for place, (number, metric) in enumerate(zip(numbers, metrics, strict=True))
    ]
    proven = PROVER.prove(told).proven
    return [number.raw for number in numbers if number in proven]


def test_a_difference_and_its_rate_prove_a_row() -> None:
    text = STAFF.format("5,633", "3,548", "2,085", "37.01")
    assert _proven(text, OF_STAFF) == ["5,633", "3,548", "2,085", "37.01"]


def test_numbers_that_do_not_fit_prove_nothing() -> None:
    assert _proven(STAFF.format("5,633", "3,548", "2,086", "37.10"), OF_STAFF) == []


@pytest.mark.parametrize(("numbers", "proven"), [(("2,466", "801", "3,267"), 3), (("2,466", "801", "3,268"), 0)])
def test_a_total_proves_its_column(numbers: tuple[str, ...], proven: int) -> None:
    assert len(_proven(REQUESTS.format(*numbers), OF_REQUESTS)) == proven


def test_small_numbers_add_up_by_chance() -> None:
    assert _proven(REQUESTS.format("1", "2", "3"), OF_REQUESTS) == []


def test_in_a_sentence_as_in_a_table() -> None:
    assert _proven("線上調案2,466件、紙本調案801件，計3,267件。", OF_REQUESTS) == ["2,466", "801", "3,267"]


@pytest.mark.parametrize(("sureness", "proven"), [(0.6, ["426", "418"]), (0.4, [])])
def test_a_row_that_is_likely_one_measure_is_one(sureness: float, proven: list[str]) -> None:
    text = "項目\t本期\t上年同期\n現場諮詢\t426\t418"
    assert _proven(text, ("consumer_advice_walkin",) * 2, sureness) == proven


def test_one_row_of_two_measures_proves_nothing() -> None:
    text = "洲別\t案數\t人數\n亞洲\t88\t1,204"
    assert _proven(text, ("delegation_cases", "delegation_persons")) == []


@pytest.mark.parametrize(("total", "proven"), [("164", 4), ("165", 0)])
def test_parts_below_a_total_prove_it_where_one_is_nearly_sure(total: str, proven: int) -> None:
    text = f"洲別\t案數\n亞洲\t88\n美洲\t41\n歐洲\t35\n合計\t{total}"
    assert len(_proven(text, ("delegation_cases",) * 4, 0.86, (3,))) == proven
    assert _proven(text, ("delegation_cases",) * 4, 0.7, (3,)) == []


def test_a_row_of_totals_has_no_words_of_its_own() -> None:
    text = "類別\t112年底\t113年底\n業務助理\t600\t580\n合計\t4,309\t4,349"
    metrics = ("temp_clerical_public_budget",) * 2 + ("staff_total",) * 2
    assert "4,309" not in _proven(text, metrics, 0.6, totals=(2, 3))


def test_all_shares_together_are_no_share() -> None:
    text = "機關\t占比(%)\n警察局\t48.0\n消防局\t30.0\n其他機關\t22.0\n合計\t100.0"
    proven = _proven(text, ("vehicle_equipment_budget_share",) * 4, 0.9, totals=(3,))
    assert proven == ["48.0", "30.0", "22.0"]


def test_items_of_a_budget_are_proven_with_their_total() -> None:
    text = "工作項目\t預算數\n文書管理\t18,420\n庶務管理\t96,350\n合計\t114,770"
    numbers = _numbers(text)
    metrics = ("budget_item", "budget_item", "budget_total")
    told = [Likeliest(q, m, 0.9, m == "budget_total") for q, m in zip(numbers, metrics, strict=True)]
    added_up = Prover(CATALOG.checks, 0.85, 0.5, [("budget_item", "budget_total")]).prove(told).added_up
    assert added_up == set(numbers)


@pytest.mark.parametrize(
    ("text", "proven"),
    [
        ("汰換LED燈具460組，其中四維310組、鳳山150組。", ["460", "310", "150"]),
        ("四維汰換LED燈具310組、鳳山150組，合計460組。", ["310", "150", "460"]),
        ("汰換LED燈具461組，其中四維310組、鳳山150組。", []),
        ("汰換LED燈具12組，其中四維8組、鳳山4組。", []),
        # What came to what there was makes what there is: these are no parts.
        ("本期新增LED燈具120組，總數由106年底160組增為280組。", []),
    ],
)
def test_parts_that_add_up_in_a_sentence(text: str, proven: list[str]) -> None:
    numbers = _numbers(text)
    told = [Likeliest(number, "led_sets_replaced", 0.9 if place else 0.6) for place, number in enumerate(numbers)]
    found = PROVER.prove(told).proven
    assert [number.raw for number in numbers if number in found] == proven


def test_what_is_proven_proves_more() -> None:
    text = "場地\t上半年\t下半年\n四維中庭\t148\t161\n鳳山中庭\t62\t70\n中庭小計\t210\t231"
    assert len(_proven(text, ("venue_atrium_sessions",) * 6, 0.6, totals=(4, 5))) == 6
    assert _proven(text, ("venue_atrium_sessions",) * 6, 0.4, totals=(4, 5)) == []
