"""Proposals: failed checks first, true reasons, one of a topic, the same each time."""

from __future__ import annotations

import pytest

from catalog.load import load
from catalog.words import speaking, words
from findings.lane_order import headline_metric
from findings.newsworthy import Proposal, telling_extracts
from warehouse import reads

pytestmark = pytest.mark.usefixtures("published")


def _topic(proposal: Proposal) -> str:
    metric = headline_metric(proposal.extract)
    assert metric is not None
    return load().topic_of[metric]


def test_a_chief_begins_with_what_a_chief_must_know() -> None:
    five = telling_extracts()
    assert [headline_metric(proposal.extract) for proposal in five] == list(load().leading)
    assert {proposal.kind for proposal in five} == {"lead"}
    assert "之前 3 份報告都有" in five[2].why
    more = telling_extracts(12)[5:]
    # Changes of the newest report, then what it prints no more; what an old report has wrong is no news.
    kinds = [proposal.kind for proposal in more]
    assert kinds == sorted(kinds, key=["change", "silent", "failed"].index)
    others = [proposal for proposal in (*five, *more) if proposal.kind != "failed"]
    assert len({_topic(proposal) for proposal in others}) == len(others)


def test_a_new_contradiction_is_among_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("warehouse.reads.newest_report", lambda: "council-2-8")
        found = telling_extracts()
    assert [proposal.kind for proposal in found] == ["lead", "lead", "lead", "lead", "failed"]
    assert found[-1].why == (
        "核對不符（資料集成長率＝新增÷前一年）：第2屆第8次定期大會報告印 50%，依報告其他數字重算為 56.25%"
    )


def test_a_last_digit_is_no_slide() -> None:
    """41.83% printed, 41.82% from the other figures: rounding explains it."""
    checks = reads.checks(tuple(load().metrics))
    rounded = checks[checks["status"] == "footnote"]
    assert len(rounded)
    told = [proposal.why for proposal in telling_extracts(99) if proposal.kind == "failed"]
    assert told
    assert not any(f"（{words.name(row)}）" in why for why in told for _, row in rounded.iterrows())


def test_the_same_each_time() -> None:
    reasons = [(proposal.extract.id, proposal.why) for proposal in telling_extracts()]
    assert reasons == [(proposal.extract.id, proposal.why) for proposal in telling_extracts()]
    with speaking("en"):
        assert [own for own, _ in reasons] == [proposal.extract.id for proposal in telling_extracts()]


def test_changes_are_those_of_comparable_values() -> None:
    """The share told is that of the two newest values that compare, by the month for flows."""
    for proposal in telling_extracts(12):
        if proposal.kind != "change":
            continue
        metric = headline_metric(proposal.extract)
        rows = reads.observations([str(metric)])
        rows = rows[rows["part"] == ""].sort_values("period_end").tail(2)
        level = "per_month" if rows["per_month"].notna().all() else "value"
        before, now = rows[level]
        share = abs(now - before) / before * 100
        told = f"{share:.0f}%" if share >= 10 else f"{share:.1f}%"
        assert told in proposal.why.replace(" ", ""), proposal.why
        assert ("增加" in proposal.why) == (now > before)
        assert share >= 5
        assert ("約" in proposal.why.partition("較")[2]) == rows["qualifier"].notna().any()


def test_a_change_of_what_a_page_leads_with_comes_before_a_larger_one_of_a_detail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def changes() -> list[str]:
        found = telling_extracts(99)
        return [str(headline_metric(proposal.extract)) for proposal in found if proposal.kind == "change"]

    before = changes()
    last = before[-1]
    known = load()
    screens = tuple(screen.model_copy(update={"headline": last}) for screen in known.screens)
    led = known.model_copy(update={"screens": screens})
    monkeypatch.setattr("findings.newsworthy.load", lambda: led)
    assert changes().index(last) < before.index(last)


def test_failed_checks_are_those_of_the_warehouse() -> None:
    checks = reads.checks(tuple(load().metrics))
    failed = checks[checks["status"] == "fails"]
    rounded = (failed["stated"] - failed["computed"]).abs() < 2 * failed["tolerance"] + 1e-9
    failing = set(failed[~rounded]["metric_id"])
    found = {headline_metric(p.extract) for p in telling_extracts(99) if p.kind == "failed"}
    assert found == failing


@pytest.mark.parametrize("count", [1, 3, 5, 8])
def test_as_many_as_asked_for(count: int) -> None:
    five = telling_extracts(count)
    assert len(five) == count
    assert len({proposal.extract.id for proposal in five}) == count
    assert five[0].kind == "lead"
