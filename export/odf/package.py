"""An OpenDocument file: its parts, what it is, and the list of them all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from export.machines.archive import zipped
from export.odf.xml import VERSION, element, written
from export.odf.xml import document as part

CHART = "application/vnd.oasis.opendocument.chart"

Parts = Mapping[str, bytes]


def described(title: str, subject: str, made: date, language: str, author: str | None = None) -> bytes:
    """The part that tells title, subject and day, and who made the file where it is told."""
    told = {
        "meta:generator": author, "dc:title": title, "dc:subject": subject, "dc:creator": author,
        "meta:creation-date": f"{made.isoformat()}T00:00:00", "dc:date": f"{made.isoformat()}T00:00:00",
        "dc:language": language,
    }  # fmt: skip
    return part("meta", element("office:meta", None, *(element(key, None, text) for key, text in told.items() if text)))


def packed(media_type: str, parts: Parts, charts: Mapping[str, Parts]) -> bytes:
    """The file.

    Args:
        media_type: of the whole.
        parts: by path.
        charts: by folder, each a document of its own: its parts by path.
    """
    everything = {**parts, **{f"{folder}/{path}": own[path] for folder, own in charts.items() for path in own}}
    kinds = {"/": media_type, **{f"{folder}/": CHART for folder in charts}, **dict.fromkeys(everything, "text/xml")}
    entries = [
        element("manifest:file-entry", {
            "manifest:full-path": path, "manifest:media-type": kind,
            "manifest:version": VERSION if path == "/" else None,
        })
        for path, kind in sorted(kinds.items())
    ]  # fmt: skip
    manifest = written(element("manifest:manifest", {"manifest:version": VERSION}, *entries))
    files = [("mimetype", media_type.encode()), *everything.items(), ("META-INF/manifest.xml", manifest)]
    return zipped(files, plain=["mimetype"])
