"""What the server sends beside the pages: published files and pictures of their pages, or why not."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
import streamlit
from PIL import Image, ImageChops
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from catalog.words import words_in
from ingest.read.pdf.page_image import page_image
from tests.plain_pdf import plain_pdf
from tests.warehouse.small import Report, Said, write
from view.server.middleware import PageMiddleware, health, preferred
from view.server.source_routes import Draw, attachment, source_routes

ZH, EN = words_in("zh-TW"), words_in("en")
PDF = plain_pdf([(100, 212, "229")], [(50, 60, "7")])
NAME = "第2屆 報告.pdf"
TEXT = "調解229件。\n".encode("big5")
# Where the first page prints 229, and the cell it would stand in.
PLACE = {"page": 1, "x0": 100, "top": 203, "x1": 120, "bottom": 212}


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of published files: a PDF of two pages under a Chinese name, and a text."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / NAME).write_bytes(PDF)
    (folder / "text.txt").write_bytes(TEXT)
    (tmp_path / "secret.txt").write_bytes(b"secret")
    monkeypatch.setenv("RAW", str(folder))
    return folder


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A warehouse of these two reports, and of two whose files cannot be named."""
    says = [Said("調解", 229), Said("協商", 7), Said("申訴", 3)]
    ids = ("pdf", "text", "up", "down")
    file = write(tmp_path / "own.duckdb", *(Report(one, "2015-01-01", "2015-12-31", says) for one in ids))
    with duckdb.connect(str(file)) as connection:
        for one, name, data, kind, pages in (
            ("pdf", NAME, PDF, "application/pdf", 2),
            ("text", "text.txt", TEXT, "text/plain", None),
            ("up", "../secret.txt", b"secret", "text/plain", None),
            ("down", "sub\\secret.txt", b"secret", "text/plain", None),
        ):
            digest = hashlib.sha256(data).hexdigest()
            connection.execute(
                "UPDATE report SET file = ?, sha256 = ?, media_type = ?, pages = ? WHERE report_id = ?",
                [name, digest, kind, pages, one],
            )
        sides = ", ".join(f"{side} = {value}" for side, value in PLACE.items())
        connection.execute(f"UPDATE quantity SET {sides} WHERE report_id = 'pdf' AND quantity_no = 1")
        connection.execute("UPDATE quantity SET page = 2 WHERE report_id = 'pdf' AND quantity_no = 2")
    monkeypatch.setenv("WAREHOUSE", str(file))
    return file


Open = Callable[[Draw], TestClient]


@pytest.fixture
def client(raw: Path, warehouse: Path) -> Iterator[TestClient]:
    """A visitor of the routes behind the middleware."""
    with TestClient(_application(page_image)) as client:
        yield client


def _application(draw: Draw) -> Starlette:
    routes = [
        Route("/healthz", health),
        *source_routes(draw),
        Route("/{rest:path}", lambda _: PlainTextResponse("page")),
    ]
    return Starlette(routes=routes, middleware=[Middleware(PageMiddleware)])


# Files --------------------------------------------------------------------------------------------


def test_a_file_is_sent_as_published(client: TestClient) -> None:
    answer = client.get("/file/pdf")
    assert answer.status_code == 200
    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["etag"] == f'"{hashlib.sha256(PDF).hexdigest()}"'
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"_2____.pdf\"; filename*=UTF-8''%E7%AC%AC2%E5%B1%86%20%E5%A0%B1%E5%91%8A.pdf"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_a_text_is_not_said_to_be_in_utf_8(client: TestClient) -> None:
    answer = client.get("/file/text")
    assert answer.content == TEXT
    assert answer.headers["content-type"] == "text/plain"


def test_a_name_cannot_leave_its_quotes() -> None:
    assert attachment('a"; x="\r\n.pdf') == (
        "attachment; filename=\"a___x____.pdf\"; filename*=UTF-8''a%22%3B%20x%3D%22%0D%0A.pdf"
    )


def test_head_tells_what_get_would_send(client: TestClient) -> None:
    for address in ("/file/pdf", "/page/pdf/1.png?quantity=1"):
        got, told = client.get(address), client.head(address)
        assert told.status_code == 200
        assert told.headers == got.headers


def test_what_a_browser_holds_is_not_sent_again(client: TestClient) -> None:
    for address in ("/file/pdf", "/page/pdf/1.png?quantity=1"):
        tag = client.get(address).headers["etag"]
        for held in (tag, f'"other", W/{tag}', "*"):
            answer = client.get(address, headers={"If-None-Match": held})
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["etag"] == tag
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/file/none", "/file/", "/file/..%2Fsecret.txt", "/file/%2e%2e/secret.txt", "/file//etc/passwd", "/file/text.txt"],
)
def test_only_reports_of_the_warehouse_are_sent(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.text) == (404, ZH("file.unknown_report"))
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("report", ["up", "down"])
def test_a_name_that_is_a_path_is_not_followed(client: TestClient, raw: Path, report: str) -> None:
    (raw / "sub\\secret.txt").write_bytes(b"secret")
    answer = client.get(f"/file/{report}")
    assert answer.status_code == 404
    assert "secret" not in answer.text.replace("secret.txt", "")


def test_a_file_that_was_changed_is_not_sent(client: TestClient, raw: Path) -> None:
    tag = client.get("/file/pdf").headers["etag"]
    drawn = client.get("/page/pdf/1.png?quantity=1")
    assert drawn.status_code == 200
    (raw / NAME).write_bytes(PDF.replace(b"(229)", b"(922)"))
    for address in ("/file/pdf", "/page/pdf/1.png?quantity=1"):
        for held in ({}, {"If-None-Match": tag}):
            answer = client.get(address, headers=held)
            assert (answer.status_code, answer.text) == (409, ZH("file.changed", file=NAME))


def test_a_file_that_is_gone_is_told(client: TestClient, raw: Path) -> None:
    (raw / NAME).unlink()
    for address in ("/file/pdf", "/page/pdf/1.png"):
        answer = client.get(address)
        assert (answer.status_code, answer.text) == (404, ZH("file.gone", file=NAME))
    answer = client.get("/file/pdf?lang=en")
    assert answer.text == EN("file.gone", file=NAME)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


# Pages --------------------------------------------------------------------------------------------


def _picture(client: TestClient, address: str) -> Image.Image:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/png"
    return Image.open(io.BytesIO(answer.content)).convert("RGB")


def test_the_number_is_boxed_where_the_warehouse_says(client: TestClient) -> None:
    bare, boxed = _picture(client, "/page/pdf/1.png"), _picture(client, "/page/pdf/1.png?quantity=1")
    assert ImageChops.difference(bare, boxed).getbbox() == pytest.approx((200, 406, 240, 424), abs=6)
    assert _picture(client, "/page/pdf/1.png?quantity=1&cut=strip").size == (1190, 458)
    assert _picture(client, "/page/pdf/1.png?quantity=1&cut=near").size == (520, 458)
    assert _picture(client, "/page/pdf/1.png?cut=near").size == (1190, 1684)


def test_a_cell_on_the_page_is_dashed(client: TestClient, warehouse: Path) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(
            "INSERT INTO report_table (report_id, table_no, passage_no, rows, columns) VALUES ('pdf', 1, 1, 1, 1)"
        )
        connection.execute(
            'INSERT INTO table_cell (report_id, table_no, row, "column", row_span, column_span, text, char_start, '
            "char_end, page, x0, top, x1, bottom) "
            "VALUES ('pdf', 1, 1, 1, 1, 1, '調解229件。', 0, 7, 1, 90, 190, 300, 230)"
        )
    bare, boxed = _picture(client, "/page/pdf/1.png"), _picture(client, "/page/pdf/1.png?quantity=1")
    assert ImageChops.difference(bare, boxed).getbbox() == pytest.approx((175, 375, 605, 465), abs=6)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/page/none/1.png", "file.unknown_report"),
        ("/page/text/1.png", "file.no_pages"),
        ("/page/pdf/0.png", "file.unknown_page"),
        ("/page/pdf/3.png", "file.unknown_page"),
        ("/page/pdf/-1.png", "file.unknown_page"),
        ("/page/pdf/²1.png", "file.unknown_page"),
        ("/page/pdf/99999999999999999999.png", "file.unknown_page"),
        ("/page/pdf/1.jpg", "file.unknown_page"),
        ("/page/pdf/1/2.png", "file.unknown_page"),
        ("/page/pdf/1.png?quantity=99", "file.unknown_number"),
        ("/page/pdf/1.png?quantity=x", "file.unknown_number"),
        # On another page, and without a place.
        ("/page/pdf/1.png?quantity=2", "file.unknown_number"),
        ("/page/pdf/2.png?quantity=2", "file.unknown_number"),
        ("/page/pdf/1.png?quantity=3", "file.unknown_number"),
    ],
)
def test_what_is_not_there_is_told_in_words(client: TestClient, address: str, key: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.text) == (404, ZH(key))
    other = client.get(address + ("&" if "?" in address else "?") + "lang=en")
    assert (other.status_code, other.text) == (404, EN(key))


def test_a_page_is_drawn_once_and_one_that_cannot_be_is_told(raw: Path, warehouse: Path) -> None:
    drawn: list[int] = []

    def draw(data: bytes, page: int, boxes: object, cells: object = (), *, cut: str = "page") -> bytes | None:
        drawn.append(page)
        return b"picture" if page == 1 else None

    with TestClient(_application(draw)) as client:
        assert [client.get("/page/pdf/1.png").content for _ in range(3)] == [b"picture"] * 3
        assert drawn == [1]
        answer = client.get("/page/pdf/2.png")
        assert (answer.status_code, answer.text) == (404, ZH("file.not_drawn"))


def test_without_a_warehouse_nothing_is_sent(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path / "none.duckdb"))
    with TestClient(_application(page_image)) as client:
        answer = client.get("/file/pdf")
        assert (answer.status_code, answer.text) == (503, ZH("file.unavailable"))
        assert client.get("/healthz").status_code == 503


# All answers --------------------------------------------------------------------------------------


def test_every_answer_is_safe(client: TestClient) -> None:
    for address in ("/", "/healthz", "/file/none", "/page/pdf/1.png"):
        headers = client.get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors" in headers["content-security-policy"]


# Pages ----------------------------------------------------------------------------------------------


@pytest.fixture
def pages() -> Iterator[TestClient]:
    """A visitor of a server that answers every address with Streamlit's page, as Streamlit does."""
    html = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    routes = [Route("/{rest:path}", lambda _: HTMLResponse(html))]
    with TestClient(Starlette(routes=routes, middleware=[Middleware(PageMiddleware)])) as client:
        yield client


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
@pytest.mark.parametrize("address", ["/nosuch", "/staffing/more", "/wp-login.php", "/..", "/__init__", "/Staffing"])
def test_an_address_without_a_page_is_told(pages: TestClient, address: str, accept: str) -> None:
    answer = pages.get(f"{address}?lang=en", headers={"Accept": accept, "Accept-Encoding": "gzip"})
    if address == "/..":
        assert answer.status_code == 200
        return
    assert answer.status_code == 404
    assert answer.text.index(EN("address.no_page")) < answer.text.index(ZH("address.no_page_hint"))
    assert 'href="/?lang=en"' in answer.text
    assert "__streamlit" not in answer.text
    assert pages.get(address).text.startswith('<!doctype html><html lang="zh-Hant-TW">')


@pytest.mark.parametrize("address", ["/", "/staffing", "/staffing/", "/explore", "/check"])
def test_an_address_with_a_page_is_answered(pages: TestClient, address: str) -> None:
    answer = pages.get(address)
    assert answer.status_code == 200
    assert "__streamlit" in answer.text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en-US,en;q=0.9", "en"),
        ("fr-FR,fr;q=0.9,en;q=0.8", "en"),
        ("en-GB,zh-TW;q=0.9", "en"),
        ("zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7", "zh-TW"),
        ("zh-HK,en;q=0.9", "zh-TW"),
        ("en;q=0.1, zh;q=0.2", "zh-TW"),
        ("en;q=0, ja", None),
        ("ja,de;q=0.5", None),
        ("", None),
        ("en;q=abc", None),
    ],
)
def test_a_browser_gets_its_language_where_the_address_tells_none(
    pages: TestClient, accepted: str, language: str | None
) -> None:
    assert preferred(accepted) == language
    headers = {"Accept": "text/html", "Accept-Language": accepted}
    for address, english in (("/", "/?lang=en"), ("/staffing?panel=staff", "/staffing?lang=en&panel=staff")):
        answer = pages.get(address, headers=headers, follow_redirects=False)
        if language == "en":
            assert (answer.status_code, answer.headers["location"]) == (307, english)
            assert answer.headers["vary"] == "Accept-Language"
        else:
            assert answer.status_code == 200
    assert pages.get("/?lang=zh-TW", headers=headers, follow_redirects=False).status_code == 200
    assert pages.get("/nosuch", headers=headers, follow_redirects=False).status_code == 404
