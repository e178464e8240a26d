"""``python -m tests.browser.chromium``: sees to it that Chromium and Chinese fonts are on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

# The headless shell draws the same pages with half the work, but not every distribution has it.
_SHELL = "chromium-headless-shell"
_NAMES = (_SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_FONTS = ("fontconfig", "fonts-noto-cjk")
_PACKAGES = ("chromium", *_FONTS)

# The browser itself must ask nothing of the network either.
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--metrics-recording-only",
    # One process for the pages of a context: while it lives, scripts are compiled once.
    "--renderer-process-limit=1",
    "--force-prefers-reduced-motion",
)
# For who opens pages by the hundred: their scripts are compiled once and run for a moment, so neither is code made
# faster that soon is gone, nor a script parsed beside that is compiled already; a fifth less work a page. Of two lists
# of features Chromium takes the later one: what matters here of Playwright's stands in it again.
_FEATURES = (
    "ScriptStreaming,ConsumeCodeCacheOffThread,"
    "AvoidCorsURLLoaderRestartOnRedirect,AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,"
    "HttpsUpgrades,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,ThirdPartyStoragePartitioning"
)
MANY_PAGES = (
    "--js-flags=--no-opt,--no-maglev,--no-flush-bytecode,--min-semi-space-size=64",
    f"--disable-features={_FEATURES}",
)


def find() -> str | None:
    """Path of a Chromium on this machine; ``CHROMIUM`` in the environment names another."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [shutil.which(name) for name in _NAMES] + list(_PLACES)
    return next((path for path in candidates if path and Path(path).is_file()), None)


def has_chinese_font() -> bool:
    """Whether Chinese can be drawn. Windows and macOS bring their own fonts."""
    if sys.platform in ("win32", "darwin"):
        return True
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-tw"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


@contextmanager
def launched(*arguments: str) -> Iterator[Browser]:
    """A headless Chromium, closed at the end.

    Args:
        arguments: what it is told beside what it is told always.
    """
    with sync_playwright() as playwright:
        # Playwright's own --headless goes before ours; the system's browser knows only the new one.
        browser = playwright.chromium.launch(executable_path=find(), args=[*_ARGUMENTS, *arguments], headless=True)
        try:
            yield browser
        finally:
            browser.close()


def _missing() -> list[str]:
    missing = [] if find() else ["Chromium"]
    return missing if has_chinese_font() else [*missing, "a font with Traditional Chinese"]


def _install() -> None:
    """Installs what is missing with apt-get, as root or through a sudo that asks no password."""
    become = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def apt_get(*command: str, check: bool = True) -> None:
        subprocess.run([*become, "apt-get", "-qq", *command], env=environment, stdin=subprocess.DEVNULL, check=check)

    install = ("install", "-y", "--no-install-recommends")
    apt_get("update")
    apt_get(*install, _SHELL, *_FONTS, check=False)
    if _missing():
        apt_get(*install, *_PACKAGES)


def main() -> int:
    """Installs what is missing where it can, and says what to do where it cannot."""
    if not _missing():
        return 0
    if shutil.which("apt-get"):
        try:
            _install()
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"apt-get: {error}", file=sys.stderr)
    missing = _missing()
    if missing:
        print(
            f"The browser tests need {' and '.join(missing)}.\n"
            f"Debian, Ubuntu: sudo apt-get install {' '.join(_PACKAGES)}\n"
            "Elsewhere: install Chrome or Chromium, or name one: CHROMIUM=/path/to/chrome make test",
            file=sys.stderr,
        )
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
