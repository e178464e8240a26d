"""The page of agencies without a catalog, where there is one: found by the menu, whole and without barriers."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from catalog.words import words_in
from tests.browser.axe import barriers
from tests.browser.rig import beyond, part, settled, walked, wide
from tests.browser.server import Servers
from tests.conftest import ROOT
from tests.once import Once

ZH = words_in("zh-TW")
BUREAU = ROOT / "tests" / "invented" / "environment_bureau"


@pytest.fixture(scope="session")
def bureau_server(once: Once, shared_servers: Servers) -> str:
    """Address of a server over reports of the catalog's agency and of a bureau nobody prepared."""

    def build(file: Path) -> None:
        raw = file.with_suffix(".raw")
        raw.mkdir()
        for report in (*BUREAU.glob("*.txt"), ROOT / "data" / "raw" / "council-2-8.txt"):
            shutil.copyfile(report, raw / report.name)
        command = [sys.executable, "-m", "ingest", str(raw), "--warehouse", str(file)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    return shared_servers.address("bureau", once.made("two-agencies.duckdb", build))


def test_another_agency_is_found_by_the_menu(bureau_server: str, page: Page) -> None:
    page.goto(f"{bureau_server}/reports?lang=zh-TW")
    walked(page, "agency")
    expect(page.get_by_role("heading", level=1)).to_contain_text("環境保護局")
    expect(part(page, "menu").locator('[aria-current="page"]')).to_have_text(ZH("page.agency"))
    assert barriers(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    settled(page)
    assert beyond(page) == []
    assert wide(page) == [0, 0, 0]
