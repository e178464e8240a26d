"""The page of agencies nobody has prepared: what recurs in their reports, each value with its sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from catalog.words import words_in
from tests.view.screens import opened

ZH = words_in("zh-TW")


@pytest.fixture
def both(crowded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(crowded))


def _html(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def test_with_one_agency_at_hand_nothing_new_is_seen(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))
    at = opened("search")
    assert ZH("page.agency") not in [link.proto.label for link in at.get("page_link")]
    assert opened("agency").title[0].value == ZH("agency.none")


@pytest.mark.usefixtures("both")
def test_a_bureau_shows_what_recurs_with_every_sentence_and_that_nobody_confirmed_it() -> None:
    at = opened("agency")
    assert ZH("page.agency") in [link.proto.label for link in at.get("page_link")]
    assert "環境保護局：" in at.title[0].value
    assert any(caption.value.startswith("自動整理，尚未確認") for caption in at.caption)
    assert at.query_params["section"] in ("all", ["all"])
    assert len(at.header) == 8
    html = _html(at)
    assert "report=eb-" in html
    assert "part=text&amp;passage=" in html


@pytest.mark.usefixtures("both")
def test_a_section_shows_all_of_its_own() -> None:
    at = opened("agency")
    sections = at.selectbox[-1].options
    assert len(sections) > 2
    at.query_params["section"] = sections[1]
    at.run()
    assert not at.exception
    assert len(at.header) >= 1
