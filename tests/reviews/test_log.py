"""The log keeps every decision that was acknowledged, through kills at any moment and with several writers."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from reviews import log
from reviews.decision import Decision, NewMeasure, decide, undo
from reviews.log import LOG
from tests.conftest import ROOT
from tests.reviews.places import place

# Decides without end, and says of each decision that it is kept.
_WRITER = """
import sys
from pathlib import Path
from reviews import log
from reviews.decision import decide
from tests.reviews.places import place
while True:
    made = decide(place(), sys.argv[2], "report", metrics=("consumer_mediations",), why="數" * 400)
    log.append(made, Path(sys.argv[1]))
    sys.stdout.write(made.id + "\\n")
    sys.stdout.flush()
"""


def test_what_is_added_is_read_in_order(tmp_path: Path) -> None:
    first = decide(place(), "王小明", "r", metrics=("a", "b"), why="見表\n頭")
    second = decide(place(), "李大華", "r")
    third = decide(place(), "李大華", "r", new=NewMeasure(name="志工", unit="人", measure="stock"))
    for one in (first, second, third, undo(third, "李大華")):
        log.append(one, tmp_path / "new" / "folder")
    read = log.read(tmp_path / "new" / "folder")
    assert read.decisions[:3] == (first, second, third)
    assert read.decisions[3].undoes == third.id
    assert not read.unread


def test_no_log_is_no_decision(tmp_path: Path) -> None:
    assert log.read(tmp_path) == log.Lines()


@pytest.mark.parametrize("who", ["", "　 ", "王" * 81])
def test_nobody_decides_without_a_name(who: str) -> None:
    with pytest.raises(ValidationError):
        decide(place(), who, "r")


def test_one_person_has_one_name_however_it_is_typed() -> None:
    assert decide(place(), " Ｗang　 Ming ", "r").who == decide(place(), "Wang Ming", "r").who


def test_a_number_that_does_not_stand_there_is_no_place() -> None:
    with pytest.raises(ValidationError):
        place().model_validate(place().model_dump() | {"start": 3})


@given(cut=st.integers(min_value=0), count=st.integers(min_value=1, max_value=4))
def test_a_log_cut_off_anywhere_keeps_the_lines_before_and_takes_those_behind(
    tmp_path_factory: pytest.TempPathFactory, cut: int, count: int
) -> None:
    folder = tmp_path_factory.mktemp("log")
    made = [decide(place(), f"王{number}", "r", why="𠮷\u2028件") for number in range(count)]
    for one in made:
        log.append(one, folder)
    whole = (folder / LOG).read_bytes()
    kept = whole[: cut % (len(whole) + 1)]
    (folder / LOG).write_bytes(kept)
    # A line without its end is whole once all of its object is there.
    ends = [len(b"\n".join(whole.split(b"\n")[: number + 1])) for number in range(count)]
    expected = [one for one, end in zip(made, ends, strict=True) if end <= len(kept)]
    before = log.read(folder)
    assert list(before.decisions) == expected
    assert len(before.unread) == (len(kept) not in {0, *ends, *(end + 1 for end in ends)})
    later = decide(place(), "李大華", "r")
    log.append(later, folder)
    after = log.read(folder)
    assert list(after.decisions) == [*expected, later]
    assert len(after.unread) == len(before.unread)


@pytest.mark.parametrize(
    "line",
    [b"{}", b"null", b'{"id": 1}', "，".encode("utf-16"), b"\xff\xfe}", b'["torn"'],
)
def test_a_line_that_is_no_decision_is_told_and_hides_no_other(tmp_path: Path, line: bytes) -> None:
    log.append(first := decide(place(), "王小明", "r"), tmp_path)
    with (tmp_path / LOG).open("ab") as file:
        file.write(line + b"\n")
    log.append(second := decide(place(), "王小明", "r"), tmp_path)
    read = log.read(tmp_path)
    assert read.decisions == (first, second)
    assert read.unread == (2,)


def test_a_line_that_stands_twice_counts_once(tmp_path: Path) -> None:
    log.append(decide(place(), "王小明", "r"), tmp_path)
    path = tmp_path / LOG
    path.write_bytes(path.read_bytes() * 2)
    assert len(log.read(tmp_path).decisions) == 1


def test_what_several_say_at_once_stands_once(tmp_path: Path) -> None:
    said = [decide(place(), "王小明", "r") for _ in range(8)]
    begun = threading.Barrier(len(said))

    def say(one: Decision) -> bool:
        begun.wait()
        return log.append(one, tmp_path, unless=lambda lines: bool(lines.decisions))

    with ThreadPoolExecutor(len(said)) as writers:
        added = list(writers.map(say, said))
    assert sum(added) == 1
    assert [one.id for one in log.read(tmp_path).decisions] == [said[added.index(True)].id]


def test_killed_writers_lose_no_decision_that_was_acknowledged(tmp_path: Path) -> None:
    told: list[str] = []
    moments = random.Random(1)
    for _ in range(6):
        writers = [_writer(tmp_path, who) for who in ("王小明", "李大華")]
        for writer in writers:
            assert writer.stdout is not None
            told.append(writer.stdout.readline().strip())
        time.sleep(moments.random() * 0.05)
        for writer in writers:
            os.kill(writer.pid, signal.SIGKILL)
        for writer in writers:
            rest, _ = writer.communicate()
            told += [line for line in rest.splitlines() if len(line) == 16]
    log.append(decide(place(), "林", "r"), tmp_path)
    read = log.read(tmp_path)
    assert len(told) > 12
    assert set(told) <= {one.id for one in read.decisions}
    # Of each kill at most one line is torn.
    assert len(read.unread) <= 6


def _writer(folder: Path, who: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(folder), who], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
