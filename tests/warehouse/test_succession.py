"""A report and the build that holds it are published together or not at all, whenever the process is killed."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from warehouse import places as placing
from warehouse.places import Places
from warehouse.succession import DECISIONS, MOST_FORMER, NothingToUndo, Overtaken, Succession

ENTRY = {"agency": "本府本處", "period_start": "2020-01-01", "period_end": "2020-06-30"}
# What a step of publishing or undoing does to the disk.
_STEPS = ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir")


def _build_id(path: Path) -> str | None:
    return path.read_text() if path.exists() else None


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path / "data" / "warehouse.duckdb"))
    monkeypatch.setenv("RAW", str(tmp_path / "data" / "raw"))
    return _filled(placing.places())


def _filled(own: Places) -> Places:
    """An office with one published report and a manifest that somebody wrote by hand."""
    own.raw.mkdir(parents=True)
    (own.raw / "old.txt").write_text("old")
    (own.raw / "manifest.yaml").write_text("# by hand\nold.txt:\n  title: Old")
    own.warehouse.write_text("A")
    return own


def _desk(places: Places) -> Succession:
    return Succession(places, _build_id)


def _handed(places: Places, name: str = "new.txt", build: str = "B") -> str:
    """A file that waits, with a build beside."""
    dropped = places.raw.parent / name
    dropped.write_text(f"text of {name}")
    desk = _desk(places)
    token = desk.hand_over(dropped, ENTRY, "New", "甲")
    desk.build_beside(token, lambda _, into: (into.write_text(build), None)[1])
    return token


def _state(places: Places, name: str = "new.txt") -> dict[str, Any]:
    desk = _desk(places)
    return {
        "live": _build_id(places.warehouse),
        "raw": sorted(path.name for path in places.raw.iterdir()),
        "told": name in (places.raw / "manifest.yaml").read_text(),
        "waiting": [one.file.read_text() for one in desk.waiting()],
        "log": [act["action"] for act in desk.log()],
    }


BEFORE = {"live": "A", "raw": ["manifest.yaml", "old.txt"], "told": False, "waiting": ["text of new.txt"]}
AFTER = {"live": "B", "raw": ["manifest.yaml", "new.txt", "old.txt"], "told": True, "waiting": []}


def test_published_and_undone(places: Places) -> None:
    by_hand = (places.raw / "manifest.yaml").read_text()
    token = _handed(places)
    desk = _desk(places)
    assert _state(places) == {**BEFORE, "log": ["hand_over"]}
    desk.publish(token, "乙", {"added": 3})
    assert _state(places) == {**AFTER, "log": ["hand_over", "publish"]}
    assert desk.undoable() is not None
    desk.undo("丙")
    assert _state(places) == {**BEFORE, "log": ["hand_over", "publish", "undo"]}
    assert (places.raw / "manifest.yaml").read_text().rstrip() == by_hand
    assert [act["who"] for act in desk.log()] == ["甲", "乙", "丙"]
    assert desk.log()[1]["added"] == 3
    assert desk.waiting()[0].entry == ENTRY
    with pytest.raises(NothingToUndo):
        desk.undo("丙")


def test_what_was_undone_is_published_again(places: Places) -> None:
    token = _handed(places)
    desk = _desk(places)
    desk.publish(token, "乙", {})
    desk.undo("乙")
    with pytest.raises(Overtaken):
        desk.publish(token, "乙", {})
    desk.build_beside(token, lambda _, into: (into.write_text("B"), None)[1])
    desk.publish(token, "乙", {})
    assert _state(places) == {**AFTER, "log": ["hand_over", "publish", "undo", "publish"]}


def test_a_build_that_was_overtaken_is_not_published(places: Places) -> None:
    first, second = _handed(places), _handed(places, "other.txt", "C")
    desk = _desk(places)
    desk.publish(second, "乙", {})
    with pytest.raises(Overtaken):
        desk.publish(first, "乙", {})
    assert _build_id(places.warehouse) == "C"
    assert not (places.raw / "new.txt").exists()


def test_a_build_made_by_hand_since_is_not_undone(places: Places) -> None:
    desk = _desk(places)
    desk.publish(_handed(places), "乙", {})
    places.warehouse.write_text("by hand")
    with pytest.raises(NothingToUndo):
        desk.undo("乙")
    assert _build_id(places.warehouse) == "by hand"


def test_the_first_publication_goes_back_to_nothing(places: Places) -> None:
    places.warehouse.unlink()
    desk = _desk(places)
    token = _handed(places)
    desk.publish(token, "乙", {})
    assert _build_id(places.warehouse) == "B"
    desk.undo("丙")
    assert not places.warehouse.exists()
    assert [one.token for one in desk.waiting()] == [token]
    with pytest.raises(NothingToUndo):
        desk.undo("丙")
    desk.build_beside(token, lambda _, into: (into.write_text("C"), None)[1])
    desk.publish(token, "乙", {})
    assert _build_id(places.warehouse) == "C"


def test_decisions_are_published_without_a_file_and_undone(places: Places) -> None:
    desk = _desk(places)
    built: list[list[str]] = []

    def build(paths: list[Path], into: Path) -> None:
        built.append([path.name for path in paths])
        into.write_text("B")

    desk.build_beside(DECISIONS, build)
    assert built == [["raw"]]
    desk.publish(DECISIONS, "乙", {"added": 3})
    assert _state(places) == {**BEFORE, "waiting": [], "live": "B", "log": ["publish"]}
    with pytest.raises(Overtaken):
        desk.publish(DECISIONS, "乙", {})
    desk.undo("乙")
    assert _state(places) == {**BEFORE, "waiting": [], "log": ["publish", "undo"]}


def test_decisions_published_while_the_next_are_built_disturb_nobody(places: Places) -> None:
    desk = _desk(places)
    desk.build_beside(DECISIONS, lambda _, into: (into.write_text("B"), None)[1])

    def build(_: list[Path], into: Path) -> None:
        into.write_text("C")
        _desk(places).publish(DECISIONS, "甲", {})

    desk.build_beside(DECISIONS, build)
    assert _build_id(places.warehouse) == "B"
    # It was made beside another build than the one that is published now.
    assert desk.candidate(DECISIONS) is None


def test_a_file_withdrawn_while_it_is_built_leaves_no_build(places: Places) -> None:
    desk = _desk(places)
    token = _handed(places)

    def build(_: list[Path], into: Path) -> None:
        into.write_text("C")
        desk.withdraw(token, "甲")

    with pytest.raises(Overtaken):
        desk.build_beside(token, build)
    assert not list(places.builds.glob("candidate-*"))


def test_a_file_published_and_undone_while_it_is_built_again_is_told(places: Places) -> None:
    desk = _desk(places)
    token = _handed(places)

    def build(_: list[Path], into: Path) -> None:
        into.write_text("C")
        desk.publish(token, "甲", {})
        desk.undo("甲")

    with pytest.raises(Overtaken):
        desk.build_beside(token, build)
    assert [one.token for one in desk.waiting()] == [token]


def test_a_build_that_may_hold_what_was_undone_meanwhile_is_not_published(places: Places) -> None:
    desk = _desk(places)
    first, second = _handed(places), _handed(places, "other.txt", "C")

    def build(paths: list[Path], into: Path) -> None:
        desk.publish(first, "甲", {})
        # What is read now holds a file that is taken back at once.
        into.write_text("+".join(sorted(path.name for path in paths[0].iterdir())))
        desk.undo("甲")

    desk.build_beside(second, build)
    assert desk.live_build() == "A"
    assert desk.candidate(second) is None
    with pytest.raises(Overtaken):
        desk.publish(second, "乙", {})


def test_no_file_takes_the_place_of_another(places: Places) -> None:
    token = _handed(places, "OLD.pdf")
    waiting = _desk(places).waiting()
    assert [one.file.name for one in waiting] == ["OLD-2.pdf"]
    (places.raw / "OLD-2.pdf").write_text("put there by hand")
    with pytest.raises(Overtaken):
        _desk(places).publish(token, "乙", {})
    assert (places.raw / "OLD-2.pdf").read_text() == "put there by hand"


def test_a_manifest_holds_what_was_said_and_no_more(places: Places) -> None:
    token = _handed(places)
    _desk(places).withdraw(token, "甲")
    dropped = places.raw.parent / "n.txt"
    dropped.write_text("n")
    desk = _desk(places)
    own = desk.hand_over(dropped, {"title": "a\nother.txt:\n  title: forged"}, "N", "甲")
    from ingest.passages.manifest import load_manifest

    entries = load_manifest(places.incoming / own)
    assert list(entries) == ["n.txt"]
    assert entries["n.txt"].title == "a\nother.txt:\n  title: forged"


def test_so_many_former_builds_are_kept(places: Places) -> None:
    desk = _desk(places)
    for number in range(MOST_FORMER + 2):
        desk.publish(_handed(places, f"{number}.txt", f"build {number}"), "乙", {})
    assert len(list(places.builds.glob("former-*"))) == MOST_FORMER
    for _ in range(MOST_FORMER):
        desk.undo("乙")
    assert _build_id(places.warehouse) == "build 1"
    with pytest.raises(NothingToUndo):
        desk.undo("乙")


def test_a_line_that_was_left_unfinished_hides_no_other(places: Places) -> None:
    token = _handed(places)
    with places.log.open("ab") as log:
        log.write(b'{"act": "torn')
    desk = _desk(places)
    desk.publish(token, "乙", {})
    assert [act["action"] for act in desk.log()] == ["hand_over", "publish"]


# Killed --------------------------------------------------------------------------------------------


def _forked(work: Callable[[], object], prepare: Callable[[], object] = lambda: None) -> int:
    """The id of a process that does some work and ends."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            prepare()
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def _die_at(step: int) -> None:
    """Lets this process be killed before its n-th step on the disk."""
    steps = 0

    def hook(event: str, _: tuple[Any, ...]) -> None:
        nonlocal steps
        if event in _STEPS:
            steps += 1
            if steps == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _is_whole(places: Places, done: list[str], undone: list[str]) -> bool:
    """Whether all is as before or as after, and nothing is left lying about; whether it is as after."""
    state = _state(places)
    assert state in ({**BEFORE, "log": undone}, {**AFTER, "log": done})
    assert not (places.builds / "journal.json").exists()
    assert not [path for path in places.raw.iterdir() if path.name.startswith(".")]
    return bool(state["live"] == "B")


def _at(places: Places, number: int) -> Places:
    """The same places, for another office."""
    beside = places.raw.parent.with_name(f"data-{number}")
    named = {
        name: beside / getattr(places, name).relative_to(places.raw.parent) for name in places.__dataclass_fields__
    }
    return _filled(replace(places, **named))


@pytest.mark.parametrize("action", ["publish", "undo"])
def test_killed_at_any_step_it_is_done_or_not_begun(places: Places, action: str) -> None:
    published, step = ["hand_over", "publish"], 0
    outcomes = []
    while True:
        step += 1
        own = _at(places, step)
        token = _handed(own)
        desk = _desk(own)
        if action == "undo":
            desk.publish(token, "乙", {})

        def work(desk: Succession = desk, token: str = token) -> None:
            desk.publish(token, "乙", {}) if action == "publish" else desk.undo("乙")

        _, status = os.waitpid(_forked(work, lambda step=step: _die_at(step)), 0)  # type: ignore[misc]
        _desk(own).recover()
        before = ["hand_over"] if action == "publish" else [*published, "undo"]
        outcomes.append(_is_whole(own, published, before))
        if os.WIFEXITED(status):
            assert os.WEXITSTATUS(status) == 0
            break
    assert step > 20
    # Once it is written down it is done; before, nothing was begun.
    begun = outcomes.index(action == "publish")
    assert outcomes == [action != "publish"] * begun + [action == "publish"] * (len(outcomes) - begun)


def test_killed_at_any_moment(places: Places) -> None:
    chance = random.Random(1)
    desk = _desk(places)
    token = _handed(places)
    for _ in range(120):
        if desk.candidate(token) is None and desk.waiting():
            desk.build_beside(token, lambda _, into: (into.write_text("B"), None)[1])

        def work() -> None:
            _desk(places).publish(token, "乙", {}) if _build_id(places.warehouse) == "A" else _desk(places).undo("乙")

        child = _forked(work)
        time.sleep(chance.random() * 0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        desk.recover()
        log = [act["action"] for act in desk.log()]
        assert log == ["hand_over", *(("publish", "undo")[at % 2] for at in range(len(log) - 1))]
        _is_whole(places, log, log)


def test_of_two_servers_that_publish_at_once_each_comes_once(places: Places) -> None:
    tokens = [_handed(places, f"{number}.txt", f"build {number}") for number in range(4)]

    def publish(token: str) -> None:
        for _ in range(100):
            try:
                desk = _desk(places)
                desk.build_beside(token, lambda paths, into: (into.write_text(f"with {token}"), None)[1])
                desk.publish(token, "乙", {})
                return
            except Overtaken:
                time.sleep(0.01)
        raise AssertionError("never published")

    children = [_forked(lambda token=token: publish(token)) for token in tokens]  # type: ignore[misc]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * len(children)
    log = _desk(places).log()
    assert sorted(act["token"] for act in log if act["action"] == "publish") == sorted(tokens)
    # Each build was made beside the one before it.
    published = [act for act in log if act["action"] == "publish"]
    assert [act["before"] for act in published[1:]] == [act["build"] for act in published[:-1]]
    assert json.loads(places.log.read_text().splitlines()[-1])["build"] == _build_id(places.warehouse)
