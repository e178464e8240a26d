"""What people decided about numbers holds in the next build: in the same file, in a new edition, or is asked again."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from catalog.load import CATALOG_DIR, load
from ingest.build import build
from ingest.gather import build_id
from ingest.meaning import by_example, examples
from ingest.meaning.examples import model_of
from ingest.meaning.observations import Reading
from ingest.numbers.printed import Decision as Came
from ingest.numbers.printed import Quantity
from ingest.passages.identity import identify
from ingest.passages.manifest import ManifestEntry
from ingest.passages.outline import Outliner
from ingest.read.text import TextReader
from ingest.report import ReportReader
from reviews import log
from reviews.decision import Decision, NewMeasure, Place, decide, scope_of, undo
from reviews.standing import Reviews

TEXT = """高雄市政府行政暨國際處業務報告
報告期間：111年7月至12月
壹、國際交流
一、外賓接待
本期接待外賓57案、618人。
貳、消費者保護
本期受理案件計229件，較上年同期201件增加28件。
另由同仁居間協處151件。
112年預計處理爭議案160件。
"""
# The number, and what nobody has told the model of examples: it is not sure of it.
UNSURE, METRIC, OTHER = "151", "consumer_mediations", "consumer_complaints_second"

SCOPE = "administration_international council_report 2022-07-01 2022-12-31"

Read = Callable[..., Reading]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    """Reads a text with what people decided; what examples would learn from it is tested by itself."""
    monkeypatch.setattr(by_example, "model_of", lambda catalog, _: model_of(catalog))
    catalog = load()
    texts, outliner = TextReader(catalog.lexicon), Outliner(catalog.lexicon)

    def read_text(text: str, *decisions: Decision, report: str = "council-4-1", edition_of: str = "") -> Reading:
        passages = outliner.passages(texts.read(text.encode()))
        entry = ManifestEntry(edition_of=edition_of) if edition_of else None
        identity = identify(report, passages, catalog, entry)
        reader = ReportReader(catalog, reviews=Reviews.of(decisions))
        period = identity.period
        scope = scope_of(identity.authority.agency_id, identity.genre, period.start, period.end)
        editions = [report, scope, edition_of]
        return reader.understand(identity.period, passages, _sha256(text), editions)

    return read_text


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _number(reading: Reading, raw: str) -> Quantity:
    (found,) = [quantity for quantity in reading.quantities if quantity.raw == raw]
    return found


def _place(reading: Reading, raw: str, text: str = TEXT) -> Place:
    quantity = _number(reading, raw)
    passage, (start, end) = quantity.segment.passage, quantity.span
    return Place(
        sha256=_sha256(text), passage=passage.no, kind=passage.kind, headings=passage.outline, text=passage.text,
        start=start, end=end, printed=raw,
    )  # fmt: skip


def _decided(reading: Reading, raw: str, *metrics: str, who: str = "王小明") -> Decision:
    return decide(_place(reading, raw), who, "council-4-1", scope=SCOPE, metrics=metrics)


def _metrics(quantity: Quantity) -> list[str]:
    return [observation.metric_id for observation in quantity.observations]


def _told(reading: Reading, code: str) -> list[str]:
    return [trouble.message for trouble in reading.troubles if trouble.code == code]


def test_a_decision_publishes_the_number_of_the_file_that_was_judged(read: Read) -> None:
    before = read(TEXT)
    assert _number(before, UNSURE).decision.status == "suggested"
    after = read(TEXT, _decided(before, UNSURE, METRIC))
    number = _number(after, UNSURE)
    assert number.decision.status == "published"
    assert number.decision.by == "person"
    (value,) = number.observations
    assert (value.metric_id, float(value.value), value.unit) == (METRIC, 151.0, "件")
    assert (str(value.period.start), str(value.period.end)) == ("2022-07-01", "2022-12-31")
    others = [q for q in after.quantities if q.raw != UNSURE]
    assert [q.decision for q in others] == [q.decision for q in before.quantities if q.raw != UNSURE]


def test_a_number_of_no_measure_is_asked_no_more(read: Read) -> None:
    number = _number(read(TEXT, _decided(read(TEXT), UNSURE)), UNSURE)
    assert number.decision == Came("not_a_measure", "person", "not_a_measure")


def test_a_person_overrules_a_rule(read: Read) -> None:
    before = read(TEXT)
    assert _metrics(_number(before, "618")) == ["delegation_persons"]
    none = read(TEXT, _decided(before, "618"))
    assert not _number(none, "618").observations
    assert not [o for o in none.observations if o.value == 618]
    other = read(TEXT, _decided(before, "618", "event_participants"))
    assert _metrics(_number(other, "618")) == ["event_participants"]


def test_what_a_rule_read_so_too_keeps_its_value_and_is_a_persons(read: Read) -> None:
    before = read(TEXT)
    after = _number(read(TEXT, _decided(before, "618", "delegation_persons")), "618")
    assert after.decision.by == "person"
    assert [o.digest("r") for o in after.observations] == [o.digest("r") for o in _number(before, "618").observations]


def test_two_people_who_differ_publish_nothing(read: Read) -> None:
    before = read(TEXT)
    made = [_decided(before, "618", "delegation_persons"), _decided(before, "618", who="李大華")]
    number = _number(read(TEXT, *made), "618")
    assert number.decision == Came("suggested", "person", "people_differ")
    assert _metrics(_number(read(TEXT, *made, undo(made[1], "李大華")), "618")) == ["delegation_persons"]


def test_a_plan_stays_unpublished_whoever_calls_it_a_value_and_that_is_said(read: Read) -> None:
    after = read(TEXT, _decided(read(TEXT), "160", METRIC))
    number = _number(after, "160")
    assert not number.observations
    assert (number.decision.status, number.decision.by) == ("target", "person")
    (said,) = _told(after, "person_unpublished")
    assert "160" in said
    assert "計畫" in said


def test_a_value_that_contradicts_another_is_asked_again_and_accuses_nobody(read: Read) -> None:
    after = read(TEXT, _decided(read(TEXT), UNSURE, "delegation_persons"))
    assert _number(after, UNSURE).decision == Came("suggested", "person", "contradicts_another")
    assert _metrics(_number(after, "618")) == ["delegation_persons"]


def test_a_new_measure_is_no_value_of_any_metric_yet(read: Read) -> None:
    new = NewMeasure(name="爭議案處理件數", unit="件", measure="flow")
    after = read(TEXT, decide(_place(read(TEXT), UNSURE), "王小明", "council-4-1", new=new))
    assert _number(after, UNSURE).decision == Came("unclaimed", "person", "new_measure")
    (said,) = _told(after, "person_unpublished")
    assert "爭議案處理件數" in said


def test_a_metric_that_is_gone_from_the_catalog_is_asked_again(read: Read) -> None:
    number = _number(read(TEXT, _decided(read(TEXT), UNSURE, "no_such_metric")), UNSURE)
    assert number.decision == Came("suggested", "person", "metric_gone")


# Other editions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("report", "edition_of"), [("council-4-1", ""), ("other-name", "council-4-1"), ("other-name", "")]
)
def test_a_new_edition_with_the_same_words_needs_no_new_decision(read: Read, report: str, edition_of: str) -> None:
    decision = _decided(read(TEXT), UNSURE, METRIC)
    moved = TEXT.replace("壹、國際交流\n", "壹、國際交流\n　　本處推動城市外交。\n")
    number = _number(read(moved, decision, report=report, edition_of=edition_of), UNSURE)
    assert (number.decision.by, _metrics(number)) == ("person", [METRIC])


def test_another_report_with_the_same_words_is_not_decided(read: Read) -> None:
    decision = _decided(read(TEXT), UNSURE, METRIC)
    later = read(TEXT.replace("111年", "112年"), decision, report="council-4-2")
    assert _number(later, UNSURE).decision == Came("suggested", "example", "unsure")
    assert not _told(later, "decision_lost")


@pytest.mark.parametrize(
    ("old", "new", "raw"),
    [
        ("協處151件", "協處152件", "152"),
        ("協處151件。", "協處151件，其餘3件未結。", "151"),
        ("貳、消費者保護", "貳、消費者服務", "151"),
    ],
)
def test_a_number_whose_words_have_changed_is_asked_again(read: Read, old: str, new: str, raw: str) -> None:
    decision = _decided(read(TEXT), UNSURE, METRIC)
    after = read(TEXT.replace(old, new), decision)
    assert _number(after, raw).decision == Came("suggested", "person", "text_changed")
    assert not _told(after, "decision_lost")


def test_a_changed_number_that_rules_read_as_it_was_decided_is_published(read: Read) -> None:
    decision = _decided(read(TEXT), "618", "delegation_persons")
    after = _number(read(TEXT.replace("618人", "619人"), decision), "619")
    assert (after.decision.by, _metrics(after)) == ("rule", ["delegation_persons"])


def test_a_changed_number_that_rules_read_otherwise_than_was_decided_is_asked(read: Read) -> None:
    after = _number(read(TEXT.replace("618人", "619人"), _decided(read(TEXT), "618", "event_participants")), "619")
    assert after.decision == Came("suggested", "person", "text_changed")


def test_a_decision_whose_number_is_gone_is_told(read: Read) -> None:
    decision = _decided(read(TEXT), UNSURE, METRIC)
    after = read(TEXT.replace("另由同仁居間協處151件。\n", ""), decision)
    (said,) = _told(after, "decision_lost")
    assert "151" in said


def test_of_a_sentence_that_stands_twice_only_the_one_judged_is_decided(read: Read) -> None:
    twice = TEXT.replace("另由同仁居間協處151件。", "另由同仁居間協處151件。\n另由同仁居間協處151件。")
    first, second = (q for q in read(twice).quantities if q.raw == UNSURE)
    passage = second.segment.passage
    place = Place(
        sha256=_sha256(twice), passage=passage.no, kind=passage.kind, headings=passage.outline, text=passage.text,
        start=second.span[0], end=second.span[1], printed=UNSURE,
    )  # fmt: skip
    after = read(twice, decide(place, "王小明", "council-4-1"))
    assert [q.decision.by for q in after.quantities if q.raw == UNSURE] == ["example", "person"]
    assert first.span == second.span


# Learning and the build ------------------------------------------------------------------------------


def test_what_was_decided_is_an_example(read: Read) -> None:
    before = read(TEXT)
    made = [_decided(before, UNSURE, METRIC), _decided(before, "201"), _decided(before, "229", "no_such_metric")]
    learned = examples.decided_examples(load(), Reviews.of(made))
    assert {(example.metrics, example.sentence) for example in learned} == {
        (frozenset({METRIC}), "另由同仁居間協處〔151〕件。"),
        (frozenset(), "本期受理案件計229件，較上年同期〔201〕件增加28件。"),
    }


def test_the_build_has_another_id_when_another_decision_is_in_force(read: Read) -> None:
    first = _decided(read(TEXT), UNSURE, METRIC)
    catalog = load()
    ids = [build_id([], catalog, Reviews.of(made)) for made in ([], [first], [replace_who(first)])]
    assert ids[0] == build_id([], catalog)
    assert ids[0] != ids[1] == ids[2]
    assert build_id([], catalog, Reviews.of([first, undo(first, "王小明")])) == ids[0]


def replace_who(decision: Decision) -> Decision:
    """The same decision by somebody else."""
    return decide(decision.place, "李大華", decision.report, metrics=decision.metrics)


@pytest.mark.usefixtures("at_once")
def test_the_next_build_applies_the_log_and_tells_lines_it_cannot_read(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, report, warehouse = tmp_path / "reviews", tmp_path / "council-4-1.txt", tmp_path / "w.duckdb"
    monkeypatch.setenv(log.VARIABLE, str(folder))
    report.write_text(TEXT, encoding="utf-8")
    # A catalog without examples, which needs no time to learn.
    shutil.copytree(
        CATALOG_DIR, tmp_path / "catalog", ignore=shutil.ignore_patterns("sentences", "practice", "reviewed", "*.py")
    )
    build([report], warehouse, load(tmp_path / "catalog"))
    log.append(_decided(read(TEXT), UNSURE, METRIC), folder)
    with (folder / log.LOG).open("ab") as file:
        file.write(b'{"id": "')
    outcome = build([report], warehouse, load(tmp_path / "catalog"))
    assert not outcome.refusals
    with duckdb.connect(str(warehouse), read_only=True) as con:
        decided = "SELECT metric_id, reason FROM decision WHERE \"by\" = 'person'"
        assert con.execute(decided).fetchall() == [(METRIC, f"{METRIC}.example")]
        assert con.execute("SELECT counts['reviews'] FROM build").fetchone() == (1,)
        unread = "SELECT file FROM reading_issue WHERE code = 'unread_decision'"
        assert con.execute(unread).fetchall() == [(log.LOG,)]
