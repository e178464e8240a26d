"""How right the decisions are is measured on what the model has not seen, sentences and whole readings too."""

from __future__ import annotations

import pytest

from catalog.load import load
from catalog.reviewed import load_reviewed
from ingest import truth
from ingest.meaning.examples import model_of
from ingest.meaning.pairs import Cards
from ingest.meaning.sentences import Example, Unread
from ingest.reread import reread


def test_a_hand_is_judged_by_its_reports_and_its_sentences_without_what_it_wrote(
    monkeypatch: pytest.MonkeyPatch, examples: tuple[list[Example], list[Unread]]
) -> None:
    catalog = load()
    few = [e for e in examples[0] if not e.report][::25] + [e for e in examples[0] if e.report == "terse-1"]
    learned: list[set[str]] = []
    without = truth._without

    def watched(*given: object, **named: object) -> object:
        kept = without(*given, **named)  # type: ignore[arg-type]
        learned.append({example.hand for example in kept})
        return kept

    monkeypatch.setattr(truth, "_without", watched)
    judged = truth.left_out(few, Cards.of(catalog), ["terse-1"], by_hand=True)
    assert {truth._source(one.example) for one in judged} == {"terse-1", "terse: sentences"}
    assert len(judged) == sum(example.hand == "terse" for example in few)
    assert "terse" not in learned[0]


def test_a_reviewed_report_read_again_is_held_against_its_review() -> None:
    catalog = load()
    model = model_of(catalog)
    assert model is not None
    report = next(report for report in load_reviewed(catalog) if report.report_id == "terse-1")
    found = reread(report, catalog, model)
    assert found.values == sum(len(number.metrics) for number in report.numbers)
    assert found.whole <= found.right <= found.published
    assert found.right / found.published > 0.97
    assert found.right + found.among > 0.95 * found.values


def test_a_report_nobody_reviewed_cannot_be_measured(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    examples: tuple[list[Example], list[Unread]],
) -> None:
    monkeypatch.setattr(truth, "read_examples", lambda _: examples)
    assert truth.main(["--report", "council-9-9"]) == 2
    assert "council-9-9" in capsys.readouterr().err
