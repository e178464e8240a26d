"""Editions keep what was published; questions inside one are answered from it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path

import pytest

from warehouse import editions, reads
from warehouse.connect import VARIABLE, WarehouseMissing
from warehouse.editions import BrokenEdition, Edition, UnknownEdition, freeze, main
from warehouse.publish import SCHEMA_VERSION, publish


def _build(build_id: str) -> dict[str, list[dict[str, object]]]:
    row = {
        "build_id": build_id,
        "built_at": "2026-01-01T00:00:00",
        "schema_version": SCHEMA_VERSION,
        "catalog_sha256": "0",
        "software": {"python": "3"},
        "counts": {"report": 0},
    }
    return {"build": [row]}


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "warehouse.duckdb"
    monkeypatch.setenv(VARIABLE, str(file))
    monkeypatch.setenv(editions.VARIABLE, str(tmp_path / "editions"))
    publish(_build("aaaa1111"), file)
    return file


def _shown() -> str:
    return str(reads.build()["build_id"])


def test_an_edition_shows_what_was_published_then(published: Path) -> None:
    kept = freeze("第3屆第4次定期大會")
    publish(_build("bbbb2222"), published)
    assert _shown() == "bbbb2222"
    with reads.of_edition(kept.build_id):
        assert _shown() == "aaaa1111"
        assert reads.current_edition() == "aaaa1111"
    assert _shown() == "bbbb2222"


def test_what_answers_later_carries_its_edition(published: Path) -> None:
    freeze("then")
    publish(_build("bbbb2222"), published)
    with reads.of_edition("aaaa1111"):
        later = copy_context()
    assert later.run(_shown) == "aaaa1111"


def test_editions_are_listed_with_their_names(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["freeze", "第3屆第4次定期大會"]) == 0
    publish(_build("bbbb2222"), published)
    assert main(["freeze", "第3屆第5次定期大會"]) == 0
    capsys.readouterr()
    assert main(["list"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert {(build, name) for build, _, name in lines} == {
        ("aaaa1111", "第3屆第4次定期大會"),
        ("bbbb2222", "第3屆第5次定期大會"),
    }


def test_frozen_again_a_build_takes_the_new_name(published: Path) -> None:
    freeze("one")
    freeze("two")
    assert [own.name for own in editions.editions()] == ["two"]


@pytest.mark.parametrize("build_id", ["cccc3333", "../aaaa1111", "", "a/b"])
def test_an_edition_that_is_not_kept_is_told(published: Path, build_id: str) -> None:
    freeze("one")
    with pytest.raises(UnknownEdition), reads.of_edition(build_id):
        pass


def test_an_edition_whose_file_is_gone_is_not_listed(published: Path) -> None:
    kept: Edition = freeze("one")
    kept.path.unlink()
    assert editions.editions() == []


def test_nothing_to_keep_is_told(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published.unlink()
    assert main(["freeze", "one"]) == 2
    assert "沒有留存" in capsys.readouterr().err


def test_a_warehouse_that_went_away_no_longer_answers(published: Path, tmp_path: Path) -> None:
    assert _shown() == "aaaa1111"
    shutil.move(published, tmp_path / "elsewhere.duckdb")
    with pytest.raises(WarehouseMissing):
        reads.build()


# Broken ones --------------------------------------------------------------------------------------


def _torn(kept: Edition) -> None:
    kept.path.write_bytes(kept.path.read_bytes()[:4096])


def _foreign(kept: Edition) -> None:
    other = kept.path.with_name("other.tmp")
    publish(_build("eeee5555"), other)
    other.replace(kept.path)


def _empty(kept: Edition) -> None:
    kept.path.write_bytes(b"")


def _unnamed(kept: Edition) -> None:
    kept.path.with_suffix(".json").write_text('{"name": "one", "froz', encoding="utf-8")


def _listed(kept: Edition) -> None:
    kept.path.with_suffix(".json").write_text('["name"]', encoding="utf-8")


def _undated(kept: Edition) -> None:
    kept.path.with_suffix(".json").write_text('{"name": "one", "frozen_at": "soon"}', encoding="utf-8")


def _not_text(kept: Edition) -> None:
    kept.path.with_suffix(".json").write_bytes(b"\xff\xfe\x00")


@pytest.mark.parametrize("spoil", [_torn, _foreign, _empty, _unnamed, _listed, _undated, _not_text])
def test_a_broken_edition_is_named_and_left_out(
    published: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Edition], None]
) -> None:
    kept = freeze("one")
    publish(_build("bbbb2222"), published)
    whole = freeze("two")
    assert [own.build_id for own in editions.editions()] == [whole.build_id, kept.build_id]
    spoil(kept)
    assert editions.editions() == [whole]
    assert editions.broken() == [kept.build_id]
    with pytest.raises(BrokenEdition), reads.of_edition(kept.build_id):
        pass
    capsys.readouterr()
    assert main(["list"]) == 0
    told = capsys.readouterr()
    assert kept.build_id not in told.out
    assert kept.build_id in told.err


@pytest.mark.parametrize("step", ["copyfile", "fsync", "replace"])
def test_an_edition_is_kept_whole_or_not_at_all(
    published: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(shutil if step == "copyfile" else os, step, fail)
        assert main(["freeze", "one"]) == 2
    assert editions.editions() == []
    assert list((tmp_path / "editions").iterdir()) == []


def test_a_build_published_while_it_is_kept_is_not_kept_under_the_name_of_the_one_before(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.copyfile

    def late(source: Path, draft: Path) -> None:
        publish(_build("bbbb2222"), published)
        real(source, draft)

    monkeypatch.setattr(shutil, "copyfile", late)
    assert main(["freeze", "one"]) == 2
    assert editions.editions() == []
    assert editions.broken() == []
