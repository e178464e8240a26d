"""One browser and one server for all browser tests, and a page that hears everything it does."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, ViewportSize, WebSocket

from catalog.words import LANGUAGES, Language
from tests.browser.chromium import MANY_PAGES, launched
from tests.browser.rig import HEARS_POLICY, settled
from tests.browser.server import ROOT, Servers
from tests.built import build
from tests.once import Once

ARTIFACTS = Path(__file__).with_name("artifacts")
INVENTED = ROOT / "tests" / "invented"
WINDOW: ViewportSize = {"width": 1280, "height": 900}
_SECONDS_TO_APPEAR = 45
_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[None]:  # the page's fixture asks at the end whether its test failed
    """Notes on the test whether it failed."""
    report: pytest.TestReport = yield  # type: ignore[assignment]
    if report.failed:
        item.stash[_FAILED] = True
    return report  # type: ignore[return-value]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser."""
    with launched(*MANY_PAGES) as browser:
        yield browser


@pytest.fixture(scope="session")
def server(shared_servers: Servers, warehouse_file: Path) -> str:
    """Address of the one server most tests share."""
    ARTIFACTS.mkdir(exist_ok=True)
    return shared_servers.address("reports", warehouse_file)


@dataclass(frozen=True)
class TwoAgencies:
    """A server over a report of the catalog's agency, which is a PDF, and files of bureaus nobody prepared.

    Attributes:
        address: where it is.
        warehouse: what it shows.
        pdf: the report.
    """

    address: str
    warehouse: Path
    pdf: Path


@pytest.fixture(scope="session")
def two_agencies(browser: Browser, once: Once, shared_servers: Servers) -> TwoAgencies:
    """That server, which all workers share."""

    def make(folder: Path) -> None:
        raw = folder / "raw"
        raw.mkdir(parents=True)
        for report in (*(INVENTED / "health_bureau").glob("*.txt"), INVENTED / "neighbours" / "nb-1.txt"):
            shutil.copyfile(report, raw / report.name)
        _print(browser, ROOT / "data" / "raw" / "council-2-3.txt", raw / "council-2-3.pdf")
        build(once, folder / "warehouse.duckdb", raw)

    folder = once.made("two-agencies", make)
    warehouse, raw = folder / "warehouse.duckdb", folder / "raw"
    address = shared_servers.address("two-agencies", warehouse, RAW=str(raw))
    return TwoAgencies(address, warehouse, raw / "council-2-3.pdf")


def _print(browser: Browser, report: Path, to: Path) -> None:
    """A report of text as PDF."""
    lines = [line for line in report.read_text(encoding="utf-8").splitlines() if line.strip()]
    text = "".join(f"<p>{escape(line)}</p>" for line in lines)
    page = browser.new_page()
    page.set_content(f'<html lang="zh-Hant-TW"><body style="font: 14px/1.6 sans-serif">{text}</body></html>')
    margin = {"top": "20mm", "right": "20mm", "bottom": "20mm", "left": "20mm"}
    page.pdf(path=to, format="A4", margin=margin)  # type: ignore[arg-type]
    page.close()


@dataclass
class Heard:
    """What a page asked for and complained about."""

    addresses: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Hears a page from now on."""
        page.on("request", self.asked)
        page.on("websocket", self._socket)
        page.on("console", self._console)
        page.on("pageerror", self._error)

    def leave(self, page: Page) -> None:
        """Hears it no longer."""
        page.remove_listener("request", self.asked)
        page.remove_listener("websocket", self._socket)
        page.remove_listener("console", self._console)
        page.remove_listener("pageerror", self._error)

    def asked(self, request: Request) -> None:
        """Hears what a page or a context asks for."""
        self.addresses.append(request.url)

    def _socket(self, socket: WebSocket) -> None:
        self.addresses.append(socket.url)

    def _console(self, message: ConsoleMessage) -> None:
        source = message.location.get("url", "")
        if message.type == "error":
            self.complaints.append(f"{message.text} ({source})")

    def _error(self, error: Error) -> None:
        self.complaints.append(str(error))

    def origins(self) -> set[str]:
        """Where it asked, as scheme, host and port."""
        asked = (urlsplit(address) for address in self.addresses)
        return {f"{one.scheme}://{one.netloc}" for one in asked if one.scheme in ("http", "https")}

    def outside(self) -> list[str]:
        """Addresses beyond this machine."""
        return [address for address in self.addresses if _is_outside(address)]


def _is_outside(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1"


@pytest.fixture
def heard() -> Heard:
    """What the test's page asks for and complains about."""
    return Heard()


def _context(browser: Browser) -> BrowserContext:
    """A reader's place for the whole run, which ends with its browser.

    Its first page is empty and stays: with it stays the process in which the scripts of all pages are compiled, which
    is more than half of what it takes to open one.
    """
    context = browser.new_context(viewport=WINDOW, locale="zh-TW", color_scheme="light", reduced_motion="reduce")
    context.set_default_timeout(_SECONDS_TO_APPEAR * 1000)
    empty = context.new_page()
    empty.route("**/*", lambda route: route.fulfill(body=""))
    empty.goto("http://127.0.0.1/")
    return context


@pytest.fixture(scope="session")
def desk(browser: Browser) -> BrowserContext:
    """Where most tests look at pages: scripts and fonts once fetched stay, which halves the time."""
    return _context(browser)


@pytest.fixture(scope="session")
def elsewhere(browser: Browser) -> BrowserContext:
    """Where another reader, with whom an address was shared, looks at pages; with their window."""
    context = _context(browser)
    context.new_page()
    return context


@pytest.fixture
def other(elsewhere: BrowserContext) -> Iterator[Page]:
    """A page of another reader."""
    page = _window(elsewhere)
    yield page
    _leave(page)


@pytest.fixture(scope="session")
def _readers(browser: Browser) -> Callable[[int], BrowserContext]:
    """The places of readers of whom each knows nothing of the others, by their numbers."""
    return functools.cache(lambda number: _context(browser))


@pytest.fixture
def reader(_readers: Callable[[int], BrowserContext]) -> Iterator[Callable[[], Page]]:
    """Gives pages, each of a reader of whom nothing is remembered."""
    used: list[tuple[BrowserContext, Heard]] = []

    def new() -> Page:
        context, heard = _readers(len(used)), Heard()
        used.append((context, heard))
        context.on("request", heard.asked)
        return _window(context)

    yield new
    for context, heard in used:
        context.remove_listener("request", heard.asked)
        _forget(context, heard.origins())
        context.clear_cookies()


@dataclass
class Visit:
    """A reader who walks through the pages by their menu, as one does who came once and stays."""

    page: Page
    heard: Heard
    look: Literal["light", "dark"]
    language: Language


@pytest.fixture(scope="session")
def _walks(browser: Browser) -> BrowserContext:
    """Where those walk who came once and stay."""
    return _context(browser)


@pytest.fixture(scope="session", params=list(zip(("light", "dark"), LANGUAGES, strict=True)), ids=lambda one: one[0])
def visit(_walks: BrowserContext, server: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A reader in a look and a language: colours do not depend on the language, nor words on the colours."""
    look, language = request.param
    page, heard = _walks.new_page(), Heard()
    page.emulate_media(color_scheme=look)
    heard.listen(page)
    page.add_init_script(HEARS_POLICY)
    page.goto(f"{server}/reports?lang={language}")
    yield Visit(page, heard, look, language)
    page.close()


@pytest.fixture
def visitor(visit: Visit, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """That reader, for one test; nothing outside is asked for, and no error is reported."""
    for _ in _one_test(visit, request):
        yield visit


@pytest.fixture(scope="session")
def _stayed(_walks: BrowserContext, server: str) -> Iterator[Visit]:
    page, heard = _walks.new_page(), Heard()
    heard.listen(page)
    page.goto(f"{server}/reports?lang={LANGUAGES[0]}")
    settled(page)
    yield Visit(page, heard, "light", LANGUAGES[0])
    page.close()


@pytest.fixture
def stays(_stayed: Visit, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page of a reader who stays with the app and goes from address to address; checked as that of a visitor."""
    yield from _one_test(_stayed, request)


def _one_test(visit: Visit, request: pytest.FixtureRequest) -> Iterator[Page]:
    visit.page.set_viewport_size(WINDOW)
    yield visit.page
    if request.node.stash.get(_FAILED, False):
        visit.page.screenshot(path=ARTIFACTS / f"{_file_name(request.node.name)}.png", full_page=True)
    assert visit.heard.outside() == []
    complaints = visit.heard.complaints[:]
    visit.heard.complaints.clear()
    assert complaints == []


@pytest.fixture
def newly(desk: BrowserContext) -> Iterator[None]:
    """With this the page of a test is a new one, and what it was told, such as scripts, is told to no other."""
    _close(desk)
    yield
    _close(desk)


@pytest.fixture
def page(desk: BrowserContext, heard: Heard, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page of a visitor of whom nothing is remembered; it has looked at others before.

    The test fails when the page asks for anything outside, or reports an error. Where it fails, a
    picture of the page is kept in tests/browser/artifacts.
    """
    page = _window(desk)
    heard.listen(page)
    yield page
    heard.leave(page)
    if request.node.stash.get(_FAILED, False):
        page.screenshot(path=ARTIFACTS / f"{_file_name(request.node.name)}.png", full_page=True)
    _forget(desk, heard.origins())
    assert heard.addresses, "the page was never opened"
    assert heard.outside() == []
    assert heard.complaints == []


def _window(context: BrowserContext) -> Page:
    """The page in which a reader looks at everything: a new one would load anew what it has, a third of the work."""
    return context.pages[1] if len(context.pages) > 1 else context.new_page()


def _leave(window: Page) -> None:
    """Leaves what a window shows, in the size and look it had at first, and all that was told to it."""
    window.unroute_all()
    window.evaluate("origin === 'null' || sessionStorage.clear()")
    window.goto("about:blank")
    window.emulate_media(color_scheme="light")
    window.set_viewport_size(WINDOW)


def _close(context: BrowserContext) -> None:
    for page in context.pages[1:]:
        page.close()


def _forget(context: BrowserContext, origins: Iterable[str]) -> None:
    """Leaves all pages that were opened, and takes back what they were allowed and what they stored."""
    empty, *opened = context.pages
    for page in opened[1:]:
        page.close()
    for window in opened[:1]:
        _leave(window)
    session = context.new_cdp_session(empty)
    for origin in origins:
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "local_storage,cookies"})
    session.detach()
    context.clear_permissions()


def _file_name(test: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in test)
