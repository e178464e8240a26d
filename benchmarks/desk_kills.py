"""``python -m benchmarks.desk_kills``: two servers on one folder that decide, publish and undo, killed at any moment.

Two processes at a time do what editors do: decide, hand a report over, build, publish, take in decisions, undo. Each
tells what it was promised, and is killed with SIGKILL. The next ones finish what was begun. After each kill: no
promised decision, report or publication is lost; the published file opens, is the one that the record tells, and
holds the reports that are in the folder; no file is half there. Builds are small, as here they are not the matter
(``python -m benchmarks.kills`` kills those).
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

import duckdb

from reviews import log
from reviews.decision import decide, undo
from reviews.standing import Reviews
from tests.reviews.places import place
from tests.warehouse.small import write
from warehouse.connect import Warehouse
from warehouse.editions import build_of
from warehouse.places import Places
from warehouse.succession import DECISIONS, MOST_FORMER, NothingToUndo, Overtaken, Succession

_LONGEST_LIFE = 1.0
_ACTS = ("decide", "decide", "decide", "hand over", "build", "publish", "publish", "take in", "undo")


class Ground:
    """A folder of its own with a small warehouse.

    Args:
        folder: an empty folder.
    """

    def __init__(self, folder: Path) -> None:
        data = folder / "data"
        self.places = Places(
            data / "raw", data / "warehouse.duckdb", data / "incoming", data / "builds",
            data / "reviews" / "published.jsonl",
        )  # fmt: skip
        self.reviews, self._template = data / "reviews", folder / "template.duckdb"
        self.places.raw.mkdir(parents=True)

    def desk(self) -> Succession:
        """What publishes."""
        return Succession(self.places)

    def begin(self) -> None:
        """Writes the file that builds are copies of; nothing is published."""
        write(self._template)

    def build(self, paths: list[Path], into: Path) -> None:
        """A warehouse that tells by its id which files, and how many decisions, it was made of."""
        files = [file.name for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
        into.write_bytes(self._template.read_bytes())
        with duckdb.connect(str(into)) as connection:
            lines = Reviews.read(self.reviews).lines
            connection.execute("UPDATE build SET build_id = ?", [f"{_names(files)} {lines}"])


def _names(files: list[str]) -> str:
    return ",".join(sorted(name for name in files if name.endswith(".txt") and not name.startswith(".")))


class Server:
    """One process that does what editors do, and tells what it was promised.

    Args:
        ground: where.
        seed: of its choices.
        tell: is told a promise.
    """

    def __init__(self, ground: Ground, seed: int, tell: Callable[[str], None]) -> None:
        self._ground, self._desk, self._random, self._tell = ground, ground.desk(), Random(seed), tell
        self._who, self._seed = f"editor {seed % 2}", seed

    def work(self) -> None:
        """One act after another, until it is killed."""
        self._desk.recover()
        while True:
            act = self._random.choice(_ACTS)
            with suppress(Overtaken, NothingToUndo):
                getattr(self, f"_{act.replace(' ', '_')}")()

    def _decide(self) -> None:
        number = self._random.randrange(10_000)
        made = decide(place(f"本期調解{number}件。", str(number)), self._who, "r", metrics=("consumer_mediations",))
        log.append(made, self._ground.reviews)
        self._tell(f"decision {made.id}")
        if self._random.random() < 0.1:
            back = undo(made, self._who)
            log.append(back, self._ground.reviews)
            self._tell(f"decision {back.id}")

    def _hand_over(self) -> None:
        if len(self._desk.waiting()) > 4:
            self._desk.withdraw(self._desk.waiting()[0].token, self._who)
            return
        name = f"r{self._seed}-{self._random.randrange(10_000)}.txt"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / name
            file.write_text(f"text of {name}", encoding="utf-8")
            self._tell(f"token {self._desk.hand_over(file, {'title': name}, name, self._who)}")

    def _token(self) -> str | None:
        waiting = self._desk.waiting()
        return self._random.choice(waiting).token if waiting else None

    def _build(self) -> None:
        if token := self._token():
            self._desk.build_beside(token, self._ground.build)

    def _publish(self) -> None:
        if token := self._token():
            self._join(token)

    def _take_in(self) -> None:
        self._join(DECISIONS)

    def _join(self, token: str) -> None:
        if self._desk.candidate(token) is None:
            self._desk.build_beside(token, self._ground.build)
        self._desk.publish(token, self._who, {})
        self._tell(f"published {token}")

    def _undo(self) -> None:
        self._desk.undo(self._who)
        self._tell("undone")


def _forked(work: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    """A process that does some work, and the end of a pipe at which what it tells is read."""
    end, start = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(end)
            work(lambda told: (os.write(start, f"{told}\n".encode()), None)[1])
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(start)
    return child, end


def _told(end: int) -> list[str]:
    with os.fdopen(end, "rb") as pipe:
        return pipe.read().decode().splitlines()


def faults(ground: Ground, promised: list[str]) -> list[str]:
    """What is wrong after a kill, once what was begun is finished.

    Args:
        ground: where.
        promised: all that was told so far.
    """
    desk, places, found = ground.desk(), ground.places, list[str]()
    desk.recover()
    lines = log.read(ground.reviews)
    known = {decision.id for decision in lines.decisions}
    found += [f"{one} is lost" for one in promised if one.startswith("decision ") and one.split()[1] not in known]
    acts = desk.log()
    handed = {act["token"] for act in acts if act["action"] == "hand_over"}
    found += [f"{one} is lost" for one in promised if one.startswith("token ") and one.split()[1] not in handed]
    for action, said in (("publish", "published"), ("undo", "undone")):
        done, told = sum(act["action"] == action for act in acts), sum(one.startswith(said) for one in promised)
        if done < told:
            found.append(f"{told} {said}, {done} on record")
    found += _history_faults(acts)
    live = build_of(Warehouse(places.warehouse)) if places.warehouse.exists() else None
    last = [act for act in acts if act["action"] in ("publish", "undo")]
    if last and live != last[-1]["build"]:
        found.append(f"published is {live}, on record {last[-1]['build']}")
    raw = sorted(path.name for path in places.raw.iterdir())
    if (live or "").split(" ")[0] != _names(raw):
        found.append(f"published is {live}, in the folder is {raw}")
    found += [f"half a file: {name}" for name in raw if name.startswith(".")]
    withdrawn = {act["token"] for act in acts if act["action"] == "withdraw"}
    waiting = {one.token for one in desk.waiting()}
    kept = waiting | {act["token"] for act in acts if act.get("file") in raw}
    # What is withdrawn is on record first, then goes.
    found += [f"token {token} is nowhere" for token in handed - kept - withdrawn]
    if (places.builds / "journal.json").exists():
        found.append("something is left to finish")
    if len(list(places.builds.glob("former-*"))) > MOST_FORMER + 1:
        found.append("former builds are not forgotten")
    return found


def _history_faults(acts: list[dict[str, object]]) -> list[str]:
    """Each build was made beside the one before it, and each act is on record once."""
    found, live = list[str](), None
    for act in acts:
        if act["action"] in ("publish", "undo"):
            if act["before"] != live:
                found.append(f"{act['action']} of {act['before']} where {live} was published")
            live = act["build"]
    once = Counter(act["act"] for act in acts)
    return found + [f"{act} is on record {count} times" for act, count in once.items() if count > 1]


def _serve(ground: Ground, seed: int, tell: Callable[[str], None]) -> None:
    Server(ground, seed, tell).work()


def _look(ground: Ground, promised: list[str], tell: Callable[[str], None]) -> None:
    for fault in faults(ground, promised):
        tell(fault)


def main() -> int:
    """Prints what was found after the kills; 1 where anything was lost or broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk_kills", description=__doc__)
    parser.add_argument("--count", type=int, default=500, metavar="N", help="kills (default 500)")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    options = parser.parse_args()
    random, found, promised = Random(options.seed), Counter[str](), list[str]()
    start, kills = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as name:
        ground = Ground(Path(name))
        # This process forks the others: it opens no warehouse itself.
        os.waitpid(_forked(lambda _: ground.begin())[0], 0)
        while kills < options.count:
            servers = [_forked(partial(_serve, ground, 2 * kills + own)) for own in range(2)]
            for child, end in servers:
                time.sleep(random.random() * _LONGEST_LIFE)
                os.kill(child, signal.SIGKILL)
                _, status = os.waitpid(child, 0)
                if not os.WIFSIGNALED(status):
                    found["BAD: a server ended by itself"] += 1
                promised += _told(end)
                kills += 1
            looked, end = _forked(partial(_look, ground, promised))
            _, status = os.waitpid(looked, 0)
            found.update(f"BAD: {fault}" for fault in _told(end))
            if status:
                found["BAD: it cannot be looked at"] += 1
            if kills % 50 == 0:
                print(f"{kills} kills, {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
        torn = len(log.read(ground.reviews).unread)
    counts = Counter(one.split()[0] for one in promised)
    print(f"{kills} kills in {time.monotonic() - start:.0f} s; promised and kept: {dict(counts)}; torn lines: {torn}")
    print("\n".join(f"{what}: {count}" for what, count in sorted(found.items())) or "nothing lost, nothing broken")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
