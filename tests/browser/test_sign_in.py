"""Editors who sign in with the office's provider: what they decide and publish is theirs; everyone else reads."""

from __future__ import annotations

import json
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from catalog.words import words_in
from reviews import log, roles
from reviews.standing import Reviews
from tests.browser.conftest import ARTIFACTS
from tests.browser.provider import CLIENT, SECRET, Provider, providing
from tests.browser.rig import handshake, part, settled, walked
from tests.browser.server import ROOT, serving
from tests.browser.test_add import MILLISECONDS_TO_BUILD, NEW, dropped, published
from tests.built import take_parts
from tests.once import Once
from warehouse.places import Places
from warehouse.succession import Succession

ZH = words_in("zh-TW")
_HOUR = 60 * 60
# What a provider says of people, by the name with which they sign in.
PEOPLE = {
    "editor": {"email": "Wang@Office.example", "email_verified": True},
    "colleague": {"email": "lin@office.example", "email_verified": True, "groups": ["figures"]},
    "viewer": {"email": "reader@office.example", "email_verified": True},
    "claimant": {"email": "wang@office.example", "email_verified": False},
}
_SECRETS = f"""
[auth]
redirect_uri = "http://127.0.0.1:{{{{port}}}}/oauth2callback"
cookie_secret = "{"of the test " * 3}"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{{address}}"
"""
_ROLES = """
hours = {hours}
[editor]
addresses = ["wang@office.example"]
groups = ["figures"]
"""


@dataclass
class Office:
    """A server whose editors sign in, with its own published files and its provider."""

    address: str
    provider: Provider
    places: Places
    roles: Path
    temp: Path
    log: Path

    def count_for(self, hours: float) -> None:
        """Says for how many hours a sign-in counts."""
        self.roles.write_text(_ROLES.format(hours=hours), encoding="utf-8")


@pytest.fixture(scope="module")
def kept(once: Once, unsure_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office of all tests here."""
    folder = tmp_path_factory.mktemp("office")
    data, secrets, temp = folder / "data", folder / "secrets.toml", folder / "temp"
    temp.mkdir()
    beside = Places(
        data / "raw", data / "warehouse.duckdb", data / "incoming", data / "builds",
        data / "reviews" / "published.jsonl",
    )  # fmt: skip
    ARTIFACTS.mkdir(exist_ok=True)
    _as_at_first(once, data, unsure_file)
    with pytest.MonkeyPatch.context() as patch, providing(PEOPLE) as provider:
        secrets.write_text(_SECRETS.format(address=provider.metadata_address), encoding="utf-8")
        patch.setenv(log.VARIABLE, str(data / "reviews"))
        patch.setenv(roles.VARIABLE, str(folder / "roles.toml"))
        patch.setenv("STREAMLIT_SECRETS_FILES", str(secrets))
        told = ARTIFACTS / "sign-in.log"
        with serving(beside.warehouse, told, RAW=str(beside.raw), TMPDIR=str(temp)) as address:
            yield Office(address, provider, beside, folder / "roles.toml", temp, told)


@pytest.fixture
def office(once: Once, kept: Office, unsure_file: Path) -> Office:
    """The office as nobody has been there yet: nothing decided, handed over or published."""
    _as_at_first(once, kept.places.warehouse.parent, unsure_file)
    kept.count_for(8)
    kept.provider.age = kept.provider.ended = 0
    kept.provider.proofs.clear()
    return kept


def _as_at_first(once: Once, data: Path, unsure_file: Path) -> None:
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(ROOT / "data" / "raw", data / "raw")
    shutil.copyfile(unsure_file, data / "warehouse.duckdb")
    take_parts(once, data)


def _signed_in(page: Page, office: Office, who: str, path: str = "review?report=council-2-8&lang=zh-TW") -> Page:
    """Goes to a page, signs in from there, and comes back to it."""
    page.goto(f"{office.address}/{path}")
    settled(page)
    part(page, "office-account").get_by_role("link", name=ZH("office.sign_in")).click()
    _says_who(page, office, who)
    page.wait_for_url(lambda url: urlsplit(url).path == f"/{urlsplit(path).path}")
    settled(page)
    return page


def _says_who(page: Page, office: Office, who: str) -> None:
    page.wait_for_url(f"{office.provider.address}/**")
    page.get_by_role("button", name=who, exact=True).click()


def _known(page: Page, role: str, address: str = "") -> None:
    expect(part(page, "office-account")).to_contain_text(ZH(f"office.as.{role}", address=address))


def _first_choice(page: Page) -> None:
    page.locator(".st-key-review-choices button").first.click()


def test_an_editor_decides_under_the_address_and_signs_out(office: Office, reader: Callable[[], Page]) -> None:
    page = _signed_in(reader(), office, "editor")
    _known(page, "editor", "wang@office.example")
    assert parse_qs(urlsplit(page.url).query)["report"] == ["council-2-8"]
    assert office.provider.proofs == ["S256"]
    _first_choice(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(ZH("review.title", count=3))
    assert [one.who for one in log.read().decisions] == ["wang@office.example"]
    # Whoever only reads is not told who decided.
    public = reader()
    public.goto(f"{office.address}/review?report=council-2-8&lang=zh-TW")
    settled(public)
    public.get_by_text(ZH("review.decided", count=1)).click()
    expect(public.get_by_text(ZH("review.somebody")).first).to_be_visible()
    assert "wang@office" not in public.content()
    # Out in one window is out in all.
    second = page.context.new_page()
    second.goto(page.url)
    settled(second)
    _known(second, "editor", "wang@office.example")
    page.get_by_role("button", name=ZH("office.sign_out")).click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    settled(page)
    assert office.provider.ended == 1
    _first_choice(second)
    expect(second.get_by_role("alert").first).to_contain_text(ZH("office.signed_out"))
    assert len(log.read().decisions) == 1
    walked(page, "review")
    expect(part(page, "office-account")).to_contain_text(ZH("office.signed_out"))


def test_editors_who_differ_see_each_other_and_neither_counts(office: Office, reader: Callable[[], Page]) -> None:
    one, other = (_signed_in(reader(), office, who) for who in ("editor", "colleague"))
    one.keyboard.press("1")
    expect(one.get_by_role("heading", level=1)).to_have_text(ZH("review.title", count=3))
    settled(one)
    # The other has the page from before: the number is still asked there, and what they decide is of that number.
    other.keyboard.press("0")
    expect(part(other, "review-last")).to_be_visible()
    settled(other)
    assert [made.who for made in log.read().decisions] == ["wang@office.example", "lin@office.example"]
    (conflict,) = Reviews.read().conflicts
    assert conflict.agreed is None
    for page in (one, other):
        for _ in range(5):
            if page.locator(".review-said").count():
                break
            before = part(page, "review-number").inner_text()
            page.keyboard.press("Space")
            expect(part(page, "review-number")).not_to_have_text(before)
            settled(page)
        expect(page.locator(".review-said")).to_contain_text("wang@office.example")
        expect(page.locator(".review-said")).to_contain_text("lin@office.example")
    # One gives way.
    other.keyboard.press("1")
    expect(other.get_by_role("heading", level=1)).to_have_text(ZH("review.title", count=3))
    assert not Reviews.read().conflicts


@pytest.mark.parametrize(("who", "role"), [("viewer", "viewer"), ("claimant", "unverified")])
def test_who_is_no_editor_reads(office: Office, reader: Callable[[], Page], who: str, role: str) -> None:
    page = _signed_in(reader(), office, who)
    _known(page, role, "reader@office.example")
    expect(page.get_by_test_id("stAlert")).to_contain_text(ZH(f"office.{role}"))
    for key in ("1", "0", "Backspace"):
        page.keyboard.press(key)
    settled(page)
    expect(page.locator(".st-key-review-choices button").first).to_be_disabled()
    assert log.read().decisions == ()
    walked(page, "add")
    _known(page, role, "reader@office.example")
    expect(part(page, "desk")).to_have_count(0)


def test_who_is_an_editor_no_longer_is_refused_at_once(office: Office, reader: Callable[[], Page]) -> None:
    page = _signed_in(reader(), office, "editor")
    office.roles.write_text('[viewer]\naddresses = ["wang@office.example"]\n', encoding="utf-8")
    # The page was drawn before: what it offers is refused.
    _first_choice(page)
    expect(page.get_by_test_id("stAlert").first).to_contain_text(ZH("office.viewer"))
    office.roles.write_text("[editor]\nadresses = []\n", encoding="utf-8")
    page.reload()
    settled(page)
    expect(page.get_by_test_id("stAlert").first).to_contain_text(ZH("office.no_roles"))
    assert log.read().decisions == ()


@pytest.mark.timeout(600)
def test_an_expired_sign_in_is_renewed_in_another_window_and_what_is_published_is_of_the_address(
    office: Office, reader: Callable[[], Page]
) -> None:
    """Nothing is lost: the file is still there, and goes to the desk, to the charts and back under one address."""
    office.provider.age = 7 * _HOUR
    page = _signed_in(reader(), office, "colleague", "add?lang=zh-TW")
    _known(page, "editor", "lin@office.example")
    dropped(page, NEW)
    office.count_for(2)
    page.get_by_role("button", name=ZH("desk.hand_over")).click()
    expired = part(page, "office-account").get_by_role("alert")
    expect(expired).to_contain_text(ZH("office.expired"))
    assert Succession(office.places).log() == []
    office.provider.age = 0
    with page.context.expect_page() as opening:
        expired.get_by_role("link").click()
    again = opening.value
    _says_who(again, office, "colleague")
    again.wait_for_url(lambda url: urlsplit(url).path == "/add")
    settled(again)
    expect(page.locator("ul.counts").last).to_be_visible()
    page.get_by_role("button", name="English").click()
    settled(page)
    page.get_by_role("button", name=words_in("en")("desk.hand_over")).click()
    expect(page.get_by_test_id("stAlert").first).to_contain_text("is handed over")
    assert [act["who"] for act in Succession(office.places).log()] == ["lin@office.example"]
    page.get_by_role("button", name="中文").click()
    settled(page)
    published(page)
    expect(page.get_by_test_id("stAlert")).to_contain_text("已發布")
    expect(page.locator("ul.acts li").first).to_contain_text("lin@office.example")
    public = reader()
    public.goto(f"{office.address}/visitors?lang=zh-TW")
    expect(public.locator("h1")).to_contain_text("112年上半年")
    walked(public, "add")
    expect(part(public, "office-account")).to_contain_text(ZH("office.signed_out"))
    assert "lin@office" not in public.content()
    part(page, "desk-undo").get_by_role("button").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("已撤下")
    acts = [(act["action"], act["who"]) for act in Succession(office.places).log()]
    assert acts == [(action, "lin@office.example") for action in ("hand_over", "publish", "undo")]


def test_forged_requests_sign_nobody_in(office: Office, reader: Callable[[], Page]) -> None:
    callback = f"{office.address}/oauth2callback"
    with httpx.Client() as attacker, httpx.Client() as victim:
        answer = victim.get(callback, params={"state": "made-up", "code": "made-up"})
        assert answer.status_code == 302
        assert not any("_streamlit_user" in name for name in victim.cookies)
        # A code and state that are real, but were given to another browser.
        asked = attacker.get(f"{office.address}/sign-in", follow_redirects=True)
        given = attacker.post(asked.url, data={"who": "editor"}, follow_redirects=False)
        stolen = given.headers["location"]
        victim.get(stolen)
        assert not any("_streamlit_user" in name for name in victim.cookies)
        attacker.get(stolen)
        signed = attacker.cookies["_streamlit_user"]
        # A code counts once.
        attacker.cookies.delete("_streamlit_user")
        attacker.get(stolen)
        assert "_streamlit_user" not in attacker.cookies
    upload = httpx.put(f"{office.address}/_stcore/upload_file/session/file", files={"file": b"x"})
    assert upload.status_code == 403
    # A changed cookie, and one that is not proven to be used by its own browser.
    forged = json.dumps({"is_logged_in": True, "email": "wang@office.example", "email_verified": True, "iat": 9e9})
    for cookie in (forged, signed[:-2] + ("00" if not signed.endswith("00") else "11")):
        page = reader()
        page.context.add_cookies([{"name": "_streamlit_user", "value": cookie, "url": office.address}])
        page.goto(f"{office.address}/review?report=council-2-8&lang=zh-TW")
        settled(page)
        expect(part(page, "office-account")).to_contain_text(ZH("office.signed_out"))
    for origin, status in ((office.address, 101), ("http://evil.example", 403)):
        assert handshake(office.address, origin) == status


def test_the_way_back_leads_to_pages_of_this_server_only(office: Office) -> None:
    for back, led in (
        ("/review?report=x&lang=en", "/review?report=x&lang=en"),
        ("/review?q=議會\r\nSet-Cookie: a=b", "/review?q=%E8%AD%B0%E6%9C%83Set-Cookie:%20a=b"),
        ("http://evil.example/review", "/review"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/healthz", "/"),
    ):
        with httpx.Client() as client:
            asked = client.get(f"{office.address}/sign-in", params={"back": back}, follow_redirects=True)
            given = client.post(asked.url, data={"who": "editor"}, follow_redirects=True)
            assert given.history[-1].headers["location"] == led


# What tells one browser from another.
_PROOFS = ("_streamlit_user", "_streamlit_xsrf")


class _Marked:
    """A visitor whose file, session and sign-in are known when they are seen elsewhere, and all that is told to them.

    Args:
        page: theirs.
        file: what they will drop; its name and some of its words are nobody else's.
        words: those words.
    """

    def __init__(self, page: Page, file: Path, words: str) -> None:
        self.page, self.file = page, file
        self.marks = {file.stem, words}
        self._told = bytearray()
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))
        page.on("request", lambda request: self._session(request.url))
        own = NEW.read_text(encoding="utf-8").replace("本期接待63案", f"{words}本期接待63案")
        file.write_text(own, encoding="utf-8")
        assert words in own

    def _frame(self, payload: str | bytes) -> None:
        self._told += payload.encode() if isinstance(payload, str) else payload

    def _session(self, address: str) -> None:
        parts = urlsplit(address).path.split("/")
        if "upload_file" in parts:
            self.marks.add(parts[parts.index("upload_file") + 1])

    def secrets(self) -> set[str]:
        """The file, its words, the session and its proofs."""
        proofs = {cookie["value"] for cookie in self.page.context.cookies() if cookie["name"] in _PROOFS}
        return self.marks | proofs

    def was_told(self, words: str) -> bool:
        """Whether the server has said words to this visitor, seen or unseen."""
        return words.encode() in self._told or words in self.page.content()


def _holding(folder: Path, words: str) -> set[Path]:
    """The files below a folder whose path or content has some words."""
    found = set()
    # What goes while it is looked at was not left.
    for top, _, names in os.walk(folder):
        for path in (Path(top) / name for name in names):
            with suppress(FileNotFoundError):
                if path.is_file() and (words in str(path) or words.encode() in path.read_bytes()):
                    found.add(path)
    return found


@pytest.mark.timeout(900)
def test_nothing_of_one_visitor_reaches_another(office: Office, reader: Callable[[], Page], tmp_path: Path) -> None:
    first = _Marked(reader(), tmp_path / "頭一位的檔案.txt", "紫藤花開，")
    second = _Marked(reader(), tmp_path / "另一位的檔案.txt", "白鷺過河，")
    third = _Marked(reader(), tmp_path / "第三位.txt", "無人之境，")

    def apart() -> None:
        """Nothing of one is told to another, printed by the server, or lies where others of this computer may look."""
        third.page.goto(f"{office.address}/search?q=接待&lang=zh-TW")
        for name in ("add", "review", "reports"):
            walked(third.page, name)
        printed = office.log.read_text(encoding="utf-8", errors="replace")
        for own, others in ((first, (second, third)), (second, (first, third))):
            for secret in own.secrets():
                assert [other.file.stem for other in others if other.was_told(secret)] == [], secret
                assert secret not in printed
                for held in _holding(office.temp, secret):
                    top = office.temp / held.relative_to(office.temp).parts[0]
                    assert stat.S_IMODE(top.stat().st_mode) == 0o700
                    assert not any(_holding(top, other.file.stem) for other in others)

    _signed_in(first.page, office, "editor", "add?lang=zh-TW")
    second.page.goto(f"{office.address}/add?lang=zh-TW")
    settled(second.page)
    for own in (first, second):
        own.page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(own.file)
    # Both are being read, or wait for it.
    apart()
    for own in (first, second):
        expect(own.page.locator("ul.counts").last).to_be_visible(timeout=MILLISECONDS_TO_BUILD)
        expect(part(own.page, "add-give-up")).to_have_count(0, timeout=MILLISECONDS_TO_BUILD)
        assert own.was_told(own.file.stem)
    apart()
    first.page.get_by_role("button", name=ZH("desk.hand_over")).click()
    publish = first.page.locator("[class*='st-key-publish-']").get_by_role("button", name=ZH("desk.publish"))
    expect(publish).to_be_visible(timeout=MILLISECONDS_TO_BUILD)
    apart()
    first.page.locator("[class*='st-key-withdraw-']").get_by_role("button").click()
    expect(first.page.get_by_test_id("stAlert").first).to_contain_text("已退回")
    apart()
    # Who leaves, leaves nothing.
    for own in (first, second):
        own.page.close()
    for mark in first.marks | second.marks:
        for _ in range(100):
            left = _holding(office.temp, mark) | _holding(office.places.incoming, mark)
            if not left:
                break
            time.sleep(0.3)
        assert left == set()
