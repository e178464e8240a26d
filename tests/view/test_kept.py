"""Answers of the server are made once, kept within bounds, and of one build."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.view.screens import opened
from view.server import embeds, unchanged
from view.server.kept import Kept
from warehouse import reads
from warehouse.connect import VARIABLE

_ASKERS = 8


def test_who_asks_at_once_gets_one_answer_made_once() -> None:
    kept, made, everybody = Kept(100), list[str](), threading.Barrier(_ASKERS)
    others_wait = threading.Event()

    def make() -> bytes:
        made.append("made")
        others_wait.wait(0.2)
        return b"answer"

    def ask(_: int) -> bytes | None:
        everybody.wait()
        return kept.get("key", make)

    with ThreadPoolExecutor(_ASKERS) as askers:
        assert list(askers.map(ask, range(_ASKERS))) == [b"answer"] * _ASKERS
    assert made == ["made"]


def test_what_fails_is_told_to_its_asker_and_tried_again() -> None:
    kept = Kept(100)

    def fail() -> bytes:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        kept.get("key", fail)
    assert kept.get("key", lambda: b"there") == b"there"


def test_the_oldest_answers_go_where_there_is_no_room() -> None:
    kept, made = Kept(10), list[str]()

    def ask(key: str, size: int) -> None:
        def make() -> bytes:
            made.append(key)
            return b"." * size

        answer = kept.get(key, make)
        assert answer is not None
        assert len(answer) == size

    for key in ("a", "b", "a", "c", "a", "b"):
        ask(key, 4)
    assert made == ["a", "b", "c", "b"]
    ask("large", 11)
    ask("large", 11)
    assert made[-2:] == ["large", "large"]


@pytest.fixture
def client(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv(VARIABLE, str(warehouse_file))
    monkeypatch.setattr(unchanged, "_ANSWERS", Kept(32_000_000))
    return TestClient(Starlette(routes=embeds.ROUTES))


@pytest.mark.parametrize(
    ("address", "module", "work"),
    [("/data/staffing.csv", embeds, "csv_bytes"), ("/embed/staffing.html", embeds, "page")],
)
def test_an_address_asked_at_once_and_again_is_worked_out_once(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, address: str, module: object, work: str
) -> None:
    done: list[str] = []
    real: Callable[..., object] = getattr(module, work)

    def counted(*given: object, **named: object) -> object:
        done.append(work)
        return real(*given, **named)

    monkeypatch.setattr(module, work, counted)
    with ThreadPoolExecutor(_ASKERS) as askers:
        answers = list(askers.map(lambda _: client.get(address), range(_ASKERS)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["etag"] for answer in answers}) == 1
    assert client.get(address).content == answers[0].content
    assert done == [work]


# One build per answer -------------------------------------------------------------------------------


def _other_build(published: Path) -> None:
    """Publishes a warehouse of the same reports as another build, whose staffing numbers are gone."""
    newer = published.with_name("newer.duckdb")
    newer.write_bytes(published.read_bytes())
    with duckdb.connect(str(newer)) as connection:
        connection.execute("UPDATE build SET build_id = 'ffff0000'")
        connection.execute("DELETE FROM check_result")
        connection.execute("DELETE FROM observation_evidence")
        connection.execute("DELETE FROM observation")
    os.replace(newer, published)


@pytest.fixture
def published(warehouse_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "warehouse.duckdb"
    os.link(warehouse_file, file)
    monkeypatch.setenv(VARIABLE, str(file))
    monkeypatch.setattr(unchanged, "_ANSWERS", Kept(32_000_000))
    return file


@pytest.mark.parametrize("address", ["/data/staffing.csv", "/embed/staffing.html", "/data/staffing.csv?panel=staff"])
@pytest.mark.parametrize("question", ["metrics", "observations", "reports", "bands", "build"])
def test_an_answer_is_of_the_build_it_began_with(
    published: Path, monkeypatch: pytest.MonkeyPatch, address: str, question: str
) -> None:
    client = TestClient(Starlette(routes=embeds.ROUTES))
    whole = client.get(address)
    monkeypatch.setattr(unchanged, "_ANSWERS", Kept(32_000_000))
    swapped: list[bool] = []
    real: Callable[..., object] = getattr(reads, question)

    def swapping(*given: object) -> object:
        if not swapped:
            swapped.append(True)
            _other_build(published)
        return real(*given)

    with monkeypatch.context() as patch:
        patch.setattr(reads, question, swapping)
        answer = client.get(address)
    assert answer.status_code == 200
    if swapped and answer.content != whole.content:
        # Swapped before anything was asked: wholly new.
        assert answer.content == client.get(address).content
        assert answer.headers["etag"] != whole.headers["etag"]


def test_a_page_is_of_the_build_it_began_with(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened("mediation")
    title, real = at.title[0].value, reads.observations
    swapped: list[bool] = []

    def swapping(metric_ids: Sequence[str]) -> pd.DataFrame:
        if not swapped:
            swapped.append(True)
            _other_build(published)
        return real(metric_ids)

    with monkeypatch.context() as patch:
        patch.setattr(reads, "observations", swapping)
        again = opened("mediation", panel="shares")
    assert swapped
    assert not again.error
    assert again.title[0].value != title
    assert "ffff0000" not in "".join(caption.value for caption in again.caption)


def test_inside_one_build_another_publication_is_not_seen(published: Path) -> None:
    with reads.one_build():
        first = reads.build()["build_id"]
        _other_build(published)
        assert reads.build()["build_id"] == first
        # Also what was not asked before, and by who names the published data.
        assert not reads.observations(list(reads.metrics().index)).empty
        with reads.of_edition(None):
            assert reads.build()["build_id"] == first
    assert reads.build()["build_id"] == "ffff0000"
