"""What changed with a build: noted once, told on /quality and in a valid Atom feed."""

from __future__ import annotations

import os
import shutil
import uuid
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from lxml import etree, html
from starlette.applications import Starlette
from starlette.testclient import TestClient

from catalog.words import words_in
from tests.view.screens import opened
from view.server.feed_routes import ROUTES
from warehouse.connect import VARIABLE

ZH = words_in("zh-TW")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEED = "/data/changes.atom"
# Another build: a report less, a value otherwise, a check that fails now.
_OTHERWISE = """
UPDATE build SET build_id = 'ffff0001';
DELETE FROM check_result WHERE status = 'fails';
UPDATE check_result SET status = 'fails' WHERE check_id = (
    SELECT check_id FROM check_result WHERE status = 'holds' AND stated IS NOT NULL ORDER BY ALL LIMIT 1);
DELETE FROM observation_evidence; DELETE FROM explanation;
DELETE FROM observation WHERE metric_id = 'consumer_mediations';
"""


@pytest.fixture
def office(warehouse_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published warehouse of its own."""
    file = tmp_path / "warehouse.duckdb"
    os.link(warehouse_file, file)
    monkeypatch.setenv(VARIABLE, str(file))
    return file


def _publish(file: Path, sql: str) -> None:
    draft = file.with_name("draft.duckdb")
    shutil.copyfile(file, draft)
    with duckdb.connect(str(draft)) as connection:
        connection.execute(sql)
    draft.replace(file)


def _feed(site: str = "http://figures.example") -> etree._Element:
    answer = TestClient(Starlette(routes=ROUTES), base_url=site).get(FEED)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.content)


def _texts(element: etree._Element, path: str) -> list[str]:
    return [str(one.text) for one in element.findall(path, ATOM)]


def _valid(feed: etree._Element, site: str = "http://figures.example") -> None:
    """What RFC 4287 requires of a feed and its entries; all addresses are of the site."""
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    entries = feed.findall("a:entry", ATOM)
    for part in (feed, *entries):
        (one,) = _texts(part, "a:id")
        assert uuid.UUID(one.removeprefix("urn:uuid:")).urn == one
        (title,) = _texts(part, "a:title")
        assert title.strip()
        (updated,) = _texts(part, "a:updated")
        assert datetime.fromisoformat(updated).tzinfo is not None
        links = part.findall("a:link", ATOM)
        relations = [(link.get("rel"), link.get("type")) for link in links]
        assert len(set(relations)) == len(relations)
        assert ("alternate", "text/html") in relations
        for link in links:
            told = urlsplit(str(link.get("href")))
            assert (told.scheme, told.netloc) == urlsplit(site)[:2]
    # An author of the feed is that of its entries.
    assert all(name.strip() for name in _texts(feed, "a:author/a:name"))
    assert len(_texts(feed, "a:author/a:name")) == 1
    (own,) = [link for link in feed.findall("a:link", ATOM) if link.get("rel") == "self"]
    assert urlsplit(str(own.get("href"))).path == FEED
    ids = _texts(feed, "a:entry/a:id") + _texts(feed, "a:id")
    assert len(set(ids)) == len(ids)
    assert _texts(feed, "a:updated")[0] == max(_texts(feed, "a:entry/a:updated"))
    for content in feed.findall("a:entry/a:content", ATOM):
        assert content.get("type") == "html"
        html.fromstring(str(content.text))


def test_each_build_is_an_entry_that_stays_as_it_was(office: Path) -> None:
    first = _feed()
    _valid(first)
    assert first.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hant-TW"
    assert _texts(first, "a:entry/a:title") == [ZH("notice.first", count=5, reports="").strip()]
    assert _texts(_feed(), "a:entry/a:id") == _texts(first, "a:entry/a:id")
    _publish(office, _OTHERWISE)
    second = _feed("https://other.example:8501")
    _valid(second, "https://other.example:8501")
    assert _texts(second, "a:id") == _texts(first, "a:id")
    assert _texts(second, "a:entry/a:id")[1:] == _texts(first, "a:entry/a:id")
    content = _texts(second, "a:entry/a:content")[0]
    assert ZH("notice.kind.gone") in content
    assert ZH("notice.kind.fails") in content
    assert "消費爭議調解" in content
    assert ZH("notice.kind.added") not in content


def test_a_build_that_goes_back_is_another_entry(office: Path) -> None:
    kept = office.with_name("kept")
    shutil.copyfile(office, kept)
    _feed()
    _publish(office, _OTHERWISE)
    _feed()
    kept.replace(office)
    feed = _feed()
    _valid(feed)
    assert len(feed.findall("a:entry", ATOM)) == 3
    assert ZH("notice.kind.added") in _texts(feed, "a:entry/a:content")[0]


def test_the_feed_is_confirmed_and_speaks_english(office: Path) -> None:
    client = TestClient(Starlette(routes=ROUTES))
    answer = client.get(f"{FEED}?lang=en")
    assert "Reports collected" in answer.text
    feed = etree.fromstring(answer.content)
    assert parse_qs(urlsplit(str(feed.findall("a:link", ATOM)[0].get("href"))).query) == {"lang": ["en"]}
    again = client.get(f"{FEED}?lang=en", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_without_a_warehouse_the_feed_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none.duckdb"))
    answer = TestClient(Starlette(routes=ROUTES)).get(FEED)
    assert (answer.status_code, answer.text) == (503, ZH("error.title"))


def test_the_page_tells_the_newest_and_leads_to_the_feed(office: Path) -> None:
    _feed()
    _publish(office, _OTHERWISE)
    at = opened("quality")
    shown = "\n".join(one.proto.body for one in at.get("html"))
    assert ZH("notice.rebuilt") in shown
    assert f"{FEED}?lang=zh-TW" in shown
    labels = [one.label for one in at.expander]
    assert any(label.startswith(ZH("notice.kind.gone")) for label in labels)


def test_where_nothing_can_be_written_the_page_says_so(office: Path) -> None:
    (office.parent / "builds").write_text("no folder")
    answer = TestClient(Starlette(routes=ROUTES)).get(FEED)
    assert (answer.status_code, answer.text) == (503, ZH("notice.unwritten"))
    at = opened("quality")
    assert ZH("notice.unwritten") in [one.value for one in at.warning]
