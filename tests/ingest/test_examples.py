"""Deciding by example: sentences and reviewed numbers are read, the model decides alike each time, reviews hold."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import duckdb
import pytest

from catalog.examples import SentenceFile
from catalog.load import CatalogError, load, parse
from catalog.reviewed import JOINT, load_reviewed, reviewed_metrics
from catalog.sentences import load_sentences
from ingest.__main__ import main
from ingest.build import RAW
from ingest.meaning import examples as of_catalog
from ingest.meaning.examples import model_of
from ingest.meaning.model import ExampleModel
from ingest.meaning.pairs import Cards
from ingest.meaning.sentences import Example, ExampleReader, Unread
from ingest.report import ReportReader

_REPORT = """高雄市政府行政暨國際處業務報告
報告期間：111年7月至12月
壹、國際交流
一、外賓接待
本期接待外賓57案、618人。
二、其他
志工服務計1,204人次。
"""

# Of the sentences one in so many: a model of few is fitted in a second, and fitted as one of all is.
FEW = 60


@pytest.fixture(scope="module")
def sentences(examples: tuple[list[Example], list[Unread]]) -> list[Example]:
    """The examples that are marked sentences."""
    return [example for example in examples[0] if not example.report]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("- text: 本期接待外賓63案", "exactly one number"),
        ("- text: 本期接待外賓〔63〕案、〔845〕人", "exactly one number"),
        ("- text: 本期接待外賓〔63〕案\n    note: 無", "note"),
    ],
)
def test_a_sentence_marks_one_number_and_says_nothing_unknown(tmp_path: Path, entry: str, said: str) -> None:
    path = tmp_path / "delegation.yaml"
    path.write_text(f"topic: delegation\nexamples:\n  delegation_cases:\n  {entry}\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=said):
        parse(path, SentenceFile)


def test_every_metric_that_is_published_has_a_dozen_sentences_of_three_hands() -> None:
    hands: dict[str, set[str]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for own in load_sentences():
        hands[own.metric_id].add(own.hand)
        counts[own.metric_id] += 1
    published = reviewed_metrics(load()) | {id_ for id_, metric in load().metrics.items() if metric.read}
    assert {metric for metric in published if counts[metric] < 12 or len(hands[metric]) < 3} == set()


def test_marked_numbers_are_captured_in_a_unit_of_their_metric(
    examples: tuple[list[Example], list[Unread]], sentences: list[Example]
) -> None:
    unread = examples[1]
    assert len(unread) / (len(sentences) + len(unread)) < 0.03


def test_published_reports_publish_what_their_review_says_and_nothing_else() -> None:
    reader = ReportReader(load())
    for report in load_reviewed(load()):
        if not report.published:
            continue
        opened = reader.opened(RAW / f"{report.report_id}.txt", None)
        assert not any(q.decision.status == "suggested" for q in opened.reading.quantities)
        found: dict[tuple[int, int, int], set[tuple[str, str]]] = {}
        for quantity in opened.reading.quantities:
            if quantity.form == "number":
                place = (quantity.segment.passage.no, *quantity.span)
                found[place] = {
                    (o.metric_id, f"{o.period.start or ''}/{o.period.end or ''}") for o in quantity.observations
                }
        reviewed = {
            (n.passage, n.start, n.end): set(zip(n.metrics, n.period.split(JOINT), strict=False))
            for n in report.numbers
        }
        assert {p: own for p, own in found.items() if own != reviewed.get(p, set())} == {}


def test_a_model_that_was_kept_suggests_what_the_fitted_one_does(tmp_path: Path, sentences: list[Example]) -> None:
    catalog = load()
    report = next(report for report in load_reviewed(load()) if not report.published)
    numbers = list(ExampleReader(catalog).reviewed(report))
    model = ExampleModel.fitted(sentences[::FEW] + numbers, Cards.of(catalog))
    model.save(tmp_path / "model.npz")
    kept = ExampleModel.loaded(tmp_path / "model.npz", Cards.of(catalog))
    labels, passages = [n.label for n in numbers], [n.passage for n in numbers]
    assert kept.suggest(labels, passages) == model.suggest(labels, passages)


def test_a_model_learns_what_people_decided_and_keeps_it(tmp_path: Path) -> None:
    """The next number in such words is of the metric that people said, and nothing else is told otherwise."""
    catalog = load()
    model, reader = model_of(catalog, learns=True), ExampleReader(catalog)
    assert model is not None
    said, asked = "本期櫃檯代辦簡易媒合〔151〕件。", "本期櫃檯代辦簡易媒合〔163〕件。"
    known = reader._read("本期接待外賓63案、845人", "paragraph", ())[1]
    (label,) = reader._read(asked.replace("〔", "").replace("〕", ""), "paragraph", ())[1]
    (taught,) = reader._read(said.replace("〔", "").replace("〕", ""), "paragraph", ())[1]
    before = model.suggest([label], [1])[0].likely[0]
    example = Example(taught, frozenset({"consumer_mediations"}), "", "王", "council-9-9", 1, said)
    learned = model.learned([example] * 2)
    learned.save(tmp_path / "model.npz")
    for own in (learned, ExampleModel.loaded(tmp_path / "model.npz", Cards.of(catalog))):
        after = own.suggest([label], [1])[0].likely[0]
        assert (after.metric_id, after.sentence) == ("consumer_mediations", said)
        assert before.metric_id != after.metric_id or before.chance < after.chance
        ids = [[likely.likely[0].metric_id for likely in one.suggest(known, [1] * len(known))] for one in (own, model)]
        assert ids[0] == ids[1]
        # The report that was decided on is read as before: its other numbers share the words of that one.
        assert own.suggest([label], [1], editions=["council-9-9"]) == model.suggest([label], [1])


def test_a_number_of_the_usual_size_is_surer() -> None:
    model, reader = model_of(load()), ExampleReader(load())
    assert model is not None

    def sureness(cases: str) -> float:
        labels = reader._read(f"本期外賓來訪{cases}案。", "paragraph", ())[1]
        (own,) = model.suggest(labels, [1])
        return max((one.chance for one in own.likely if one.metric_id == "delegation_cases"), default=0.0)

    assert sureness("64") > sureness("9,640") > 0


def test_reviewed_numbers_alone_make_a_model() -> None:
    """Without one marked sentence no kind of statement is known: what is told is a result."""
    catalog = load()
    numbers = [n for report in load_reviewed(load())[:4] for n in ExampleReader(catalog).reviewed(report)]
    model = ExampleModel.fitted(numbers, Cards.of(catalog))
    told = model.suggest([n.label for n in numbers[:40]], [n.passage for n in numbers[:40]])
    assert {suggestion.kind for suggestion in told} == {"result"}


@pytest.mark.parametrize("step", [FEW, 900])
def test_sentences_alone_make_a_model(step: int, sentences: list[Example]) -> None:
    """An agency that begins has no reviewed report."""
    few = sentences[::step]
    model = ExampleModel.fitted(few, Cards.of(load()))
    (told,) = model.suggest([few[0].label], [1])
    assert len(told.likely) == 3


def test_the_model_finds_the_metric_of_a_sentence_it_knows() -> None:
    marked = ["本期接待外賓〔63〕案、845人", "四維行政中心節電率〔2.3〕%"]
    model, reader = model_of(load()), ExampleReader(load())
    assert model is not None
    for text, metric in zip(marked, ["delegation_cases", "electricity_saving_rate"], strict=True):
        plain = text.replace("〔", "").replace("〕", "")
        numbers, labels = reader._read(plain, "paragraph", ())
        at = next(n for n, number in enumerate(numbers) if number.span[0] == text.index("〔"))
        assert model.suggest(labels, [1] * len(labels))[at].likely[0].metric_id == metric


@pytest.mark.usefixtures("at_once")
def test_every_stored_number_has_a_decision_and_a_suggested_metric_may_be_printed(tmp_path: Path) -> None:
    report, warehouse = tmp_path / "council-4-1.txt", tmp_path / "w.duckdb"
    report.write_text(_REPORT, encoding="utf-8")
    assert main([str(report), "--warehouse", str(warehouse), "--workers", "1"]) == 0
    with duckdb.connect(str(warehouse), read_only=True) as con:
        undecided = "SELECT count(*) FROM quantity ANTI JOIN decision USING (report_id, quantity_no)"
        assert con.execute(undecided).fetchone() == (0,)
        published = "SELECT metric_id FROM decision WHERE status = 'published' ORDER BY quantity_no"
        assert con.execute(published).fetchall() == [("delegation_cases",), ("delegation_persons",)]
        maybe = (
            "SELECT DISTINCT c.status FROM suggestion s JOIN metric_coverage c USING (report_id, metric_id) "
            "WHERE c.observations = 0"
        )
        assert set(con.execute(maybe).fetchall()) <= {("maybe_printed",)}
        assert con.execute("SELECT count(*) FROM suggestion JOIN decision USING (report_id, quantity_no) "
                           "WHERE status <> 'suggested'").fetchone() == (0,)  # fmt: skip


def test_examples_of_one_report_stand_under_its_own_name() -> None:
    report = load_reviewed(load())[0]
    assert {e.report for e in ExampleReader(load()).reviewed(report) if isinstance(e, Example)} == {report.report_id}


def test_what_changes_no_example_is_not_fitted_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sentences: list[Example]
) -> None:
    few = sentences[:60]
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(of_catalog, "read_examples", lambda catalog: (few, []))
    first = model_of(load())

    def refuses(*_: object) -> None:
        raise AssertionError("fitted again")

    monkeypatch.setattr(ExampleModel, "fitted", refuses)
    again = model_of(load().model_copy(update={"sha256": "another rule"}))
    assert first is not None
    assert again is not None
    assert (again.sentences, again.trees.value.tolist()) == (first.sentences, first.trees.value.tolist())
    few.append(sentences[60])
    with pytest.raises(AssertionError, match="fitted again"):
        model_of(load().model_copy(update={"sha256": "another sentence"}))
