"""Chromium for pictures: found or missed in words, one for the process, started again after a crash."""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import threading
from pathlib import Path
from typing import Any

import kaleido
from choreographer.browsers.chromium import Chromium

from catalog.words import told

_SECONDS = 60.0
# Draws and prints as Chromium does, with half the work; on Debian a package of its own.
_SHELL = "chromium-headless-shell"


class NoBrowser(RuntimeError):
    """There is no Chromium on this machine; the message says what to install."""


class BrowserFailed(RuntimeError):
    """Chromium ended or did not answer, twice."""


def browser_path() -> str:
    """The path of a browser of Chromium's kind.

    Raises:
        NoBrowser: there is none, or BROWSER_PATH names no file.
    """
    named = os.environ.get("BROWSER_PATH")
    path = named or shutil.which(_SHELL) or Chromium.find_browser(skip_local=False)
    if path is None or not Path(path).is_file():
        raise NoBrowser(told("picture.no_browser", path=os.environ.get("BROWSER_PATH", "")))
    return path


class _Renderer:
    """One Chromium that draws Plotly figures.

    Kaleido's own shared server hands threads each other's pictures and waits for ever where its
    thread has died; so the browser runs in a loop of ours, and each call waits for its own answer.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._kaleido: Any = None

    def picture(self, figure: dict[str, Any], options: dict[str, Any]) -> bytes:
        with self._lock:
            for last in (False, True):
                try:
                    return bytes(self._answer(figure, options))
                except NoBrowser:
                    raise
                except Exception as error:
                    self._stop()
                    if last:
                        raise BrowserFailed(told("picture.browser_failed", error=repr(error))) from error
            raise AssertionError("unreachable")

    def stop(self) -> None:
        with self._lock:
            self._stop()

    def _answer(self, figure: dict[str, Any], options: dict[str, Any]) -> Any:
        if self._kaleido is None:
            self._start()
        return self._wait(self._kaleido.calc_fig(figure, opts=options))

    def _wait(self, work: Any) -> Any:
        assert self._loop is not None
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(_SECONDS)
        finally:
            future.cancel()

    def _start(self) -> None:
        path = browser_path()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="pictures", daemon=True).start()
        self._kaleido = self._wait(_opened(path))

    def _stop(self) -> None:
        loop, own = self._loop, self._kaleido
        self._loop = self._kaleido = None
        if loop is None:
            return
        if own is not None:
            closing = asyncio.run_coroutine_threadsafe(own.close(), loop)
            try:
                closing.result(5)
            except Exception:
                closing.cancel()
        loop.call_soon_threadsafe(loop.stop)


async def _opened(path: str) -> Any:
    # Without mathjax=False the page would ask a public server for it.
    page = kaleido.PageGenerator(mathjax=False)
    own = kaleido.Kaleido(n=1, timeout=_SECONDS, page_generator=page, path=path)
    await own.open()
    return own


_RENDERER = _Renderer()
atexit.register(_RENDERER.stop)


def picture(figure: dict[str, Any], *, form: str, width: int, height: int, scale: float) -> bytes:
    """A Plotly figure as a picture; safe to call from several threads, which take turns.

    Args:
        figure: the figure as JSON.
        form: png or svg.
        width: in CSS pixels.
        height: in CSS pixels.
        scale: device pixels to a CSS pixel.

    Raises:
        NoBrowser: there is no Chromium.
        BrowserFailed: Chromium ended or did not answer, twice.
    """
    return _RENDERER.picture(figure, {"format": form, "width": width, "height": height, "scale": scale})


def fonts_program() -> str | None:
    """The path of fontconfig's fc-list; None where the machine has none."""
    return shutil.which("fc-list")
