"""``/data/changes.atom``: what changed with each build, as an Atom feed (RFC 4287)."""

from __future__ import annotations

import hashlib
import uuid
from html import escape
from urllib.parse import urlencode

from lxml import etree
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from catalog.words import words
from export.machines.xml_text import xml_text
from findings.notices import KINDS, Notice, counts_words, notices
from view.frame.notices import FEED
from view.frame.page import HTML_LANGUAGE
from view.server.embeds import guarded
from view.server.unchanged import NO_SNIFFING, holds
from warehouse import reads

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
# Readers of feeds fetch it again and again; older builds are on record, not in the feed.
_MOST_ENTRIES = 50


@guarded
def changes(request: Request) -> Response:
    """The feed, in the language asked for; the same again is confirmed, not sent."""
    # What is noted is of all reports, whichever agency or edition an address names.
    with reads.of_edition(None), reads.of_all_agencies():
        try:
            told = notices()[:_MOST_ENTRIES]
        except OSError:
            return PlainTextResponse(words("notice.unwritten"), 503)
    body = feed(told, f"{request.url.scheme}://{request.url.netloc}", request.url.query)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*", **NO_SNIFFING}
    if holds(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/atom+xml; charset=utf-8", headers=headers)


def feed(told: list[Notice], site: str, query: str = "") -> bytes:
    """The feed of notices.

    Args:
        told: the notices, the newest first; at least one.
        site: scheme and host by which the reader asked; all addresses begin with it.
        query: of the address by which the feed was asked for.
    """
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    root.set(f"{{{_XML}}}lang", HTML_LANGUAGE[words.language])
    _add(root, "id", uuid.uuid5(uuid.NAMESPACE_OID, told[-1].id).urn)
    _add(root, "title", words("notice.feed"))
    _add(root, "updated", told[0].at.isoformat())
    _add(_add(root, "author"), "name", words("notice.author"))
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{site}{FEED}{'?' * bool(query)}{query}")
    _add(root, "link", rel="alternate", type="text/html", href=_page(site, None))
    for notice in told:
        entry = _add(root, "entry")
        _add(entry, "id", notice.id)
        _add(entry, "title", notice.headline)
        _add(entry, "updated", notice.at.isoformat())
        _add(entry, "link", rel="alternate", type="text/html", href=_page(site, notice.report_id))
        _add(entry, "content", _content(notice), type="html")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    added = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    added.text = None if text is None else xml_text(text)
    return added


def _page(site: str, report_id: str | None) -> str:
    """The page where a report is read, or that lists the notices."""
    if not report_id:
        return f"{site}/quality?{urlencode({'lang': words.language})}"
    report = {"lang": words.language, "show": "report", "report": report_id, "part": "numbers"}
    return f"{site}/reports?{urlencode(report)}"


def _content(notice: Notice) -> str:
    html = "".join(f"<p>{escape(text)}</p>" for text in (notice.headline, counts_words(notice.counts)) if text)
    for kind in KINDS:
        own = notice.lines.get(kind, [])
        if own:
            more = notice.counts[kind] - len(own)
            items = "".join(f"<li>{escape(line)}</li>" for line in own)
            html += f"<h3>{escape(words(f'notice.kind.{kind}'))}</h3><ul>{items}</ul>"
            html += f"<p>{escape(words('notice.more', count=more))}</p>" if more else ""
    return html


ROUTES = [Route(FEED, changes)]
