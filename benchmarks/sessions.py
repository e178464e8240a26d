"""``python -m benchmarks.sessions``: many readers click through the pages at once, beside as many on a bare page.

Each reader is a plain client of Streamlit's websocket without a browser: it opens a page, waits some seconds, presses
a chooser of the page or goes to another one, and waits until the server has sent all of it. Told are the seconds from
the press to the end, of those the bare page's readers met at the same time, so that a busy machine is as busy for both,
what went wrong, and the memory of the server before, at its most and after the readers have left.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from benchmarks import quantile
from catalog.load import load
from catalog.words import words_in
from tests.browser.server import serving
from warehouse.connect import warehouse_path

_BARE = Path("benchmarks/bare_page.py")
# Pages that a visitor reads; those where people decide and drop files have few.
_READ = ("explore", "search", "reports", "quality", "briefing")
_SECONDS_TO_ANSWER = 120
# A visit that is lost may come back within this time: only then the server lets go of it.
_SECONDS_UNTIL_FORGOTTEN = 160
_SHARE_OF_PAGES = 0.4
_QUERY = "lang=zh-TW"


@dataclass
class Met:
    """What readers met: seconds of each redraw by page, and what went wrong."""

    redraws: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        """Of all pages."""
        return [seconds for own in self.redraws.values() for seconds in own]


# What pressing a chooser says to the server.
Press = Callable[[WidgetState], None]


def _choose_one(told: str, state: WidgetState) -> None:
    state.string_array_value.data.append(told)


def _choose(told: str, state: WidgetState) -> None:
    state.string_value = told


def _switch(told: bool, state: WidgetState) -> None:
    state.bool_value = told


def _presses(element: Element) -> Iterator[tuple[str, Press]]:
    """The id of a chooser and each way to press it."""
    kind = element.WhichOneof("type")
    own: Any = getattr(element, kind) if kind else None
    if kind == "button_group" and own.click_mode == own.SINGLE_SELECT:
        for option in own.options:
            yield own.id, partial(_choose_one, option.content)
    elif kind in ("radio", "selectbox"):
        for told in own.options:
            yield own.id, partial(_choose, told)
    elif kind == "checkbox":
        yield own.id, partial(_switch, not own.default)


class Reader:
    """One reader with one window."""

    def __init__(self, socket: ClientConnection, draw: random.Random) -> None:
        self._socket = socket
        self._draw = draw
        self._query = _QUERY
        self._pages: dict[str, str] = {}
        self._page = ""
        self._choosers: list[tuple[str, Press]] = []
        self._states: dict[str, WidgetState] = {}

    async def open(self) -> list[str]:
        """Opens the first page; what was wrong with it."""
        return await self._run()

    async def click(self) -> tuple[str, list[str]]:
        """Presses something: the page it is on then, and what was wrong."""
        others = [page for page in self._pages if page != self._page]
        if others and (not self._choosers or self._draw.random() < _SHARE_OF_PAGES):
            return await self.go(self._draw.choice(others))
        if self._choosers:
            chosen, press = self._draw.choice(self._choosers)
            self._states[chosen] = WidgetState(id=chosen)
            press(self._states[chosen])
        return self._page, await self._run()

    async def go(self, page: str) -> tuple[str, list[str]]:
        """Goes to a page: the page, and what was wrong."""
        self._page, self._query, self._states = page, _QUERY, {}
        return page, await self._run()

    async def see_all(self) -> None:
        """Sees each page once: what is made once for all readers is there then."""
        # Only a visit that has begun is told of all pages.
        await self.go("")
        for page in [*self._pages]:
            await self.go(page)

    async def _run(self) -> list[str]:
        asked = BackMsg()
        asked.rerun_script.query_string = self._query
        asked.rerun_script.page_script_hash = self._pages.get(self._page, "")
        asked.rerun_script.widget_states.widgets.extend(self._states.values())
        asked.rerun_script.context_info.timezone = "Asia/Taipei"
        asked.rerun_script.context_info.locale = "zh-TW"
        await self._socket.send(asked.SerializeToString())
        self._choosers = []
        wrong: list[str] = []
        while True:
            told = await asyncio.wait_for(self._socket.recv(), _SECONDS_TO_ANSWER)
            assert isinstance(told, bytes)
            message = ForwardMsg.FromString(told)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._learn_pages(message)
            elif kind == "page_info_changed":
                self._query = message.page_info_changed.query_string
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._choosers += _presses(message.delta.new_element)
                wrong += _told_wrong(message.delta.new_element)
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    wrong.append("compile error")
                return wrong

    def _learn_pages(self, message: ForwardMsg) -> None:
        known = {"", *(screen.id for screen in load().screens), *_READ}
        main = message.new_session.main_script_hash
        for page in message.new_session.app_pages:
            name = "" if page.page_script_hash == main else page.url_pathname or page.page_name
            if name in known:
                self._pages[name] = page.page_script_hash


def _told_wrong(element: Element) -> list[str]:
    if element.WhichOneof("type") == "exception":
        return [f"{element.exception.type}: {element.exception.message}"]
    if element.WhichOneof("type") == "alert" and element.alert.body == words_in("zh-TW")("error.unexpected"):
        return ["a page failed"]
    return []


def _window(address: str) -> connect:
    protocols = [Subprotocol("streamlit")]
    where = f"ws{address.removeprefix('http')}/_stcore/stream"
    # As a browser, which asks for no sign of life.
    return connect(where, subprotocols=protocols, max_size=None, open_timeout=_SECONDS_TO_ANSWER, ping_interval=None)


async def _see_all(address: str) -> None:
    async with _window(address) as socket:
        reader = Reader(socket, random.Random(0))
        await reader.open()
        await reader.see_all()


async def _read(address: str, seed: str, seconds: float, pause: float, met: Met) -> None:
    """One reader, from somewhere in the first pause until the time is over."""
    draw = random.Random(seed)
    begun = time.perf_counter()
    await asyncio.sleep(draw.uniform(0, pause))
    try:
        async with _window(address) as socket:
            reader = Reader(socket, draw)
            met.wrong += await reader.open()
            while time.perf_counter() < begun + seconds:
                await asyncio.sleep(draw.uniform(pause / 2, 3 * pause / 2))
                pressed = time.perf_counter()
                page, wrong = await reader.click()
                met.redraws.setdefault(page, []).append(time.perf_counter() - pressed)
                met.wrong += wrong
    except (WebSocketException, OSError, TimeoutError) as error:
        met.wrong.append(f"{type(error).__name__}: {error}")


async def _all_read(servers: Sequence[Server], readers: int, seconds: float, pause: float) -> None:
    """All readers of all servers, at the same time."""
    reading = asyncio.gather(
        *(_read(one.address, f"{number}", seconds, pause, one.met) for one in servers for number in range(readers))
    )
    while not reading.done():
        for one in servers:
            one.most = max(one.most, megabytes(one.pid))
        await asyncio.wait([reading], timeout=1)
    await reading


# The server ---------------------------------------------------------------------------------------


def _of_process(pid: int, name: str) -> str:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return line.split()[1]
    return "0"


def megabytes(pid: int) -> float:
    """What a process holds in memory (Linux only)."""
    return int(_of_process(pid, "VmRSS")) / 1024


def _server_of(address: str) -> int:
    """The process that was started last and listens at the address: the newest child of this one."""
    port = address.rpartition(":")[2]
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdigit() and _of_process(int(folder.name), "PPid") == str(os.getpid()):
                told = (folder / "cmdline").read_bytes().split(b"\0")
                if port.encode() in told:
                    return int(folder.name)
    raise RuntimeError(f"no server at {address}")


def processor_seconds(pid: int) -> float:
    """What a process has taken of the processor (Linux only)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A server, and what its readers met; memory in megabytes."""

    name: str
    address: str
    log: Path
    met: Met = field(default_factory=Met)
    most: float = 0.0

    @property
    def pid(self) -> int:
        """Its process."""
        return _server_of(self.address)


def read_through(servers: Sequence[Server], readers: int, seconds: float, pause: float, forgotten: bool) -> None:
    """Lets them read, and prints a line of the table for each server."""
    pids = {one.name: one.pid for one in servers}
    for one in servers:
        asyncio.run(_see_all(one.address))
    before = {one.name: megabytes(one.pid) for one in servers}
    begun, busy = time.perf_counter(), {name: processor_seconds(pid) for name, pid in pids.items()}
    for one in servers:
        one.met = Met()
    asyncio.run(_all_read(servers, readers, seconds, pause))
    spent = time.perf_counter() - begun
    taken = {name: processor_seconds(pid) - busy[name] for name, pid in pids.items()}
    if forgotten:
        time.sleep(_SECONDS_UNTIL_FORGOTTEN)
    for one in servers:
        times = one.met.all
        one.met.wrong += ["in the log"] * one.log.read_text(encoding="utf-8", errors="replace").count("Traceback")
        print(
            f"| {one.name} | {len(times):,} | {statistics.median(times):.2f} | {quantile(times):.2f} "
            f"| {max(times):.2f} | {len(one.met.wrong)} | {taken[one.name] / spent:.2f} "
            f"| {1000 * taken[one.name] / len(times):.0f} "
            f"| {before[one.name]:.0f} | {one.most:.0f} | {megabytes(one.pid):.0f} |",
            flush=True,
        )
        for wrong, those in itertools.groupby(sorted(one.met.wrong)):
            print(f"  {len(list(those))} times: {wrong}")


def _by_page(redraws: Mapping[str, Sequence[float]]) -> None:
    print("\n| page | redraws | p50 s | p95 s |\n|---|---:|---:|---:|")
    for page, times in sorted(redraws.items()):
        print(f"| /{page} | {len(times)} | {statistics.median(times):.2f} | {quantile(times):.2f} |")


def main() -> int:
    """Prints the figures; 1 where something went wrong or a redraw takes a second more than the bare page's."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sessions", description=__doc__)
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--pause", type=float, default=10, help="seconds between two presses, on average")
    parser.add_argument("--soon", action="store_true", help="do not wait until the server has forgotten the readers")
    parser.add_argument("--rounds", type=int, default=1, help="read again when all are forgotten, to see memory stay")
    options = parser.parse_args()
    heads = ("server", "redraws", "p50 s", "p95 s", "worst", "wrong", "cores", "processor ms each", "MB before", "most",
             "after")  # fmt: skip
    print(f"| {' | '.join(heads)} |\n|---|{'---:|' * (len(heads) - 1)}")
    with tempfile.TemporaryDirectory() as name, ExitStack() as started:
        servers = []
        for script in (_BARE, Path("app.py")):
            log = Path(name) / f"{script.stem}.log"
            servers.append(Server(script.stem, started.enter_context(serving(warehouse_path(), log, script)), log))
        for _ in range(options.rounds):
            read_through(servers, options.readers, 60 * options.minutes, options.pause, not options.soon)
    bare, own = (one.met for one in servers)
    _by_page(own.redraws)
    more = quantile(own.all) - quantile(bare.all)
    print(f"\np95 above the bare page's: {more:.2f} s")
    return 1 if own.wrong or more > 1 else 0


if __name__ == "__main__":
    sys.exit(main())
