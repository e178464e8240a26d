"""The parts of Streamlit that pages ask for early: those they need, all there, and answered whole."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from view.server.preloads import part_asked_for, preloads, send_part

_LINK = re.compile(r'href="(/static/js/[^"]+)"')


def _asked(path: str, *headers: tuple[bytes, bytes]) -> dict[str, Any]:
    return {"type": "http", "method": "GET", "path": path, "headers": list(headers)}


def test_only_a_page_with_charts_asks_for_what_draws_them() -> None:
    assert "PlotlyChart" in preloads(charts=True)
    assert "PlotlyChart" not in preloads()
    charted = _LINK.findall(preloads(charts=True, tables=True))
    assert len(charted) == len(set(charted))
    assert all(part_asked_for(_asked(path)) for path in charted)


def test_a_part_is_answered_whole_and_conditions_are_left_to_streamlit() -> None:
    path = next(path for path in _LINK.findall(preloads()) if "/Html." in path)
    name = part_asked_for(_asked(path))
    assert name is not None
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(send_part(name, _asked(path), send))
    headers = dict(sent[0]["headers"])
    assert headers[b"content-type"] == b"application/javascript"
    assert int(headers[b"content-length"]) == len(sent[1]["body"]) > 0
    assert part_asked_for(_asked(path, (b"if-none-match", b'"x"'))) is None
    assert part_asked_for(_asked("/static/js/../../index.html")) is None
    assert part_asked_for(_asked("/staffing")) is None
