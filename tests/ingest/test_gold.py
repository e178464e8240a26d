"""The five reports against values read by hand: every one found, nothing wrong beside them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from catalog.load import load
from tests.ingest.conftest import RAW, Read

GOLD = Path(__file__).parents[1] / "gold"
# A formula's operands are quantities; they need no observation of their own.
OPERANDS = frozenset(
    ("formula_notices", "formula_agencies", "formula_sheets_per_notice", "formula_sheets_per_cartridge")
)

# What was read by hand names a happening more shortly than its heading does.
NAMED_SHORTLY = frozenset(("event", "relation"))

Key = tuple[str, float, str, str, str, str, frozenset[tuple[str, str]]]


def _gold(report_id: str) -> Iterator[dict[str, str]]:
    with (GOLD / f"{report_id}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _key(row: dict[str, str]) -> Key:
    return (
        row["metric"],
        float(row["value"]),
        row["unit"],
        row["period_start"],
        row["period_end"],
        row["measure"],
        _parts(dict(part.split("=", 1) for part in filter(None, row["breakdown"].split(";")))),
    )


def _parts(breakdown: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset((key, value) for key, value in breakdown.items() if key not in NAMED_SHORTLY)


def _observed(read: Read, report_id: str) -> list[Key]:
    _, _, reading = read((RAW / f"{report_id}.txt").read_text(encoding="utf-8"))
    return [
        (
            o.metric_id,
            float(o.value),
            o.unit,
            o.period.start.isoformat() if o.period.start else "",
            o.period.end.isoformat(),
            o.measure,
            _parts(o.breakdown),
        )
        for o in reading.observations
    ]


@pytest.mark.parametrize("report_id", ["performance-104", "council-2-8", "council-2-3"])
def test_every_value_is_found(read: Read, report_id: str) -> None:
    """What a caption repeats is evidence, whatever unit the caption gives it."""
    rows = [row for row in _gold(report_id) if row["metric"] not in OPERANDS and "duplicate" not in row["note"]]
    assert rows
    assert {_key(row) for row in rows} - set(_observed(read, report_id)) == set()


@pytest.mark.parametrize("report_id", ["performance-104", "council-2-8", "council-2-3"])
def test_nothing_wrong_stands_beside_them(read: Read, report_id: str) -> None:
    known = {_key(row) for row in _gold(report_id)}
    observed = _observed(read, report_id)
    assert set(observed) - known == set()
    # The same value may be printed for two parts of one metric (新聞局 1 車次, 經濟發展局 1 車次).
    printed = Counter(_key(row) for row in _gold(report_id))
    assert all(count <= printed[key] for key, count in Counter(observed).items())


@pytest.mark.parametrize("report_id", ["performance-104", "council-2-8", "council-2-3"])
def test_formula_operands_are_quantities(read: Read, report_id: str) -> None:
    _, _, reading = read((RAW / f"{report_id}.txt").read_text(encoding="utf-8"))
    printed = {(float(q.value), q.unit) for q in reading.quantities}
    operands = {(float(r["value"]), r["unit"]) for r in _gold(report_id) if r["metric"] in OPERANDS}
    assert operands <= printed


def test_a_number_no_metric_claims_has_the_period_its_sentence_states(read: Read) -> None:
    _, _, reading = read((RAW / "council-2-8.txt").read_text(encoding="utf-8"))
    periods = {(q.raw, q.unit): q.period for q in reading.quantities}
    forum = periods[("95", "人")]
    assert forum is not None
    assert (forum.start, forum.end, forum.basis) == (date(2018, 5, 25), date(2018, 5, 25), "stated")
    assert periods[("一", "家")] is None


def test_the_vocabulary_is_that_of_the_gold_list() -> None:
    with (GOLD / "metrics.csv").open(encoding="utf-8", newline="") as file:
        vocabulary = {row["metric"]: row for row in csv.DictReader(file)}
    catalog = load()
    # What people add to the catalog is in no list.
    assert set(catalog.metrics) >= set(vocabulary) - OPERANDS
    for metric_id in set(catalog.metrics) & set(vocabulary):
        metric = catalog.metrics[metric_id]
        assert metric.measure in vocabulary[metric_id]["measures"].split("|"), metric_id
        # Other reports may split a metric further (訪賓依洲別); what the published ones split stays split.
        assert set(filter(None, vocabulary[metric_id]["breakdown_keys"].split("|"))) <= set(metric.breakdown), metric_id


# Values of the report of 109 that the three gold files do not hold, read by hand from its text.
COUNCIL_3_4 = {
    ("staff_total", 8891, "人", "2020-06-30", "2020-06-30"),
    ("workers_agencies", 5690, "人", "2020-06-30", "2020-06-30"),
    ("workers_schools", 759, "人", "2020-06-30", "2020-06-30"),
    ("workers_total", 6449, "人", "2020-06-30", "2020-06-30"),
    ("temp_other", 1578, "人", "2020-06-30", "2020-06-30"),
    ("temp_total", 2442, "人", "2020-06-30", "2020-06-30"),
    ("temp_subtotal_three_types", 864, "人", "2020-06-30", "2020-06-30"),
    ("temp_engineer_project_fee", 13, "人", "2020-06-30", "2020-06-30"),
    ("temp_engineer_public_budget", 16, "人", "2020-06-30", "2020-06-30"),
    ("workers_reduction_rate", 23.79, "%", "2011-01-01", "2020-06-30"),
    ("consumer_advice", 8825, "件", "2020-03-01", "2020-09-05"),
    ("consumer_mediations", 112, "件", "2020-03-01", "2020-09-05"),
    ("consumer_committee_meetings", 1, "次", "2020-07-15", "2020-07-15"),
    ("consumer_inspected_shops", 69, "家", "2020-03-01", "2020-09-05"),
    ("temp_staff_approved_person_days", 528, "人/日", "2020-03-01", "2020-09-05"),
    ("led_sets_replaced", 1103, "組", "2020-03-01", "2020-09-05"),
    ("elevators_renovated", 3, "部", "2020-09-05", "2020-09-05"),
    ("delegation_listed", 5, "團", "2020-03-01", "2020-09-05"),
    ("delegation_visit", 1, "團", "2020-08-14", "2020-08-14"),
}


def test_the_report_of_109(read: Read) -> None:
    observed = {key[:5] for key in _observed(read, "council-3-4")}
    assert observed >= COUNCIL_3_4
    assert not {key for key in observed if key[0] in ("delegation_cases", "delegation_persons")}


def test_the_days_of_a_payment_are_not_the_year_of_the_budget_it_is_paid_from(read: Read) -> None:
    text = (RAW / "council-3-4.txt").read_text(encoding="utf-8")
    paid = [o for o in read(text)[2].observations if o.metric_id == "pension_topup"]
    assert {(float(o.value), str(o.period.start), str(o.period.end)) for o in paid} == {
        (165_000_000, "2019-12-23", "2020-01-13"),
        (235_000_000, "2019-12-23", "2020-01-13"),
        (325_000_000, "2020-03-13", "2020-03-13"),
    }


# The plan's tables, read by hand: items of both, in 千元.
PLAN_110 = {
    ("行政管理", 26767), ("行政業務", 8179), ("會計業務", 54), ("人事業務", 666), ("政風業務", 52),
    ("職工業務", 17196), ("視察及研考業務", 141), ("消費者保護", 479), ("事務管理", 88923),
    ("庶務管理", 88923), ("庶務管理", 79798), ("充實設備", 9125), ("文書管理", 11556),
    ("處理機要業務", 4229), ("訪賓接待聯繫業務", 6490), ("人事費及第一預備金", 182302),
    ("人事費", 181235), ("第一預備金", 1067),
}  # fmt: skip


def test_the_budget_of_110(read: Read) -> None:
    """Labels stand far from their numbers; one name stands on two levels with two values."""
    _, _, reading = read((RAW / "plan-110.txt").read_text(encoding="utf-8"))
    items = {(o.breakdown["item"], int(o.value / 1000)) for o in reading.observations if o.metric_id == "budget_item"}
    assert items == PLAN_110
    totals = [(float(o.value), o.unit) for o in reading.observations if o.metric_id == "budget_total"]
    assert totals == [(320_267_000.0, "元")]
    assert {o.measure for o in reading.observations} == {"budget"}
    assert {(o.period.start, o.period.end) for o in reading.observations} == {(date(2021, 1, 1), date(2021, 12, 31))}
    assert not reading.troubles


def test_categories_of_complaints_are_broken_down(read: Read) -> None:
    _, _, reading = read((RAW / "council-3-4.txt").read_text(encoding="utf-8"))
    second = {float(o.value): o.breakdown for o in reading.observations if o.metric_id == "consumer_complaints_second"}
    assert second == {752.0: {}, 82.0: {"category": "旅遊服務"}, 34.0: {"category": "航空機票"}}


def test_a_value_printed_twice_keeps_both_places(read: Read) -> None:
    _, _, reading = read((RAW / "council-2-8.txt").read_text(encoding="utf-8"))
    evidence = {o.metric_id: [q.raw for q in o.evidence] for o in reading.observations}
    assert evidence["staff_total"] == ["9,213", "9,213"]
    assert evidence["temp_clerical_public_budget"] == ["965", "965"]


def test_a_caption_is_evidence_for_the_one_it_names(read: Read) -> None:
    _, _, reading = read((RAW / "council-2-8.txt").read_text(encoding="utf-8"))
    told = {o.breakdown["relation"]: o for o in reading.observations if o.metric_id == "relation_years"}
    pictures = {
        name: [q.segment.passage.text[:4] for q in o.evidence if q.segment.passage.kind == "caption"]
        for name, o in told.items()
    }
    assert pictures == {"澄清湖‧田澤湖": ["照片2："], "波特蘭": ["照片6："]}
