"""Several servers over one warehouse: each answers as the others do, and all show what is published at once."""

from __future__ import annotations

import json
import os
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser.server import serving
from tests.warehouse.small import Report, Said, write

_SECONDS = 5
_ASKED = ("/data/consumer_mediations.csv", "/embed/consumer_mediations.html?lang=en", "/data/changes.atom")


def _published(folder: Path, value: float, build_id: str) -> Path:
    """One report of another number, laid out beside what is published."""
    says = [Said("consumer_mediations", value)]
    file = folder / f"{build_id}.duckdb"
    return write(file, Report("r", "2015-01-01", "2015-12-31", says), build_id=build_id)


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return _published(tmp_path, 229, "first").replace(tmp_path / "warehouse.duckdb")


@pytest.fixture
def servers(warehouse: Path, tmp_path: Path) -> Iterator[list[str]]:
    with ExitStack() as started:
        yield [started.enter_context(serving(warehouse, tmp_path / f"{number}.log")) for number in (1, 2)]


def _answer(server: str, address: str) -> tuple[str | None, bytes]:
    # As a proxy passes it on: under the name that readers know.
    asked = urllib.request.Request(server + address, headers={"Host": "figures.example"})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return answer.headers["ETag"], answer.read()


def _build(server: str) -> str:
    build: str = json.loads(_answer(server, "/healthz")[1])["build_id"]
    return build


def _within_seconds(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + _SECONDS
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def test_servers_answer_alike_and_all_see_what_is_published(
    servers: list[str], warehouse: Path, tmp_path: Path
) -> None:
    first = {address: {_answer(server, address) for server in servers} for address in _ASKED}
    assert all(len(answers) == 1 for answers in first.values())
    os.replace(_published(tmp_path, 230, "second"), warehouse)
    assert _within_seconds(lambda: {_build(server) for server in servers} == {"second"})
    for address in _ASKED[:2]:
        later = {_answer(server, address) for server in servers}
        assert len(later) == 1
        assert later.isdisjoint(first[address])
    assert b"230" in _answer(servers[0], _ASKED[0])[1]
