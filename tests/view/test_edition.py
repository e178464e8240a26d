"""A frozen view shows what was known then and says when newer figures exist."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from catalog.words import words_in
from tests.view.screens import opened
from warehouse import editions

ZH = words_in("zh-TW")


def _text(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in (*app.title, *app.info, *app.warning, *app.caption))


def test_an_edition_keeps_its_values_and_says_that_there_are_newer_ones(frozen: str) -> None:
    app = opened("mediation", edition=frozen)
    text = _text(app)
    assert "第3屆第4次定期大會" in text
    assert "有 4 個不同的數值" in text
    assert "消費爭議調解平均每月18" in app.title[0].value


def test_without_an_edition_the_published_data_is_shown(frozen: str) -> None:
    app = opened("mediation")
    assert "版本（資料版本" not in _text(app)
    assert "消費爭議調解平均每月18" not in app.title[0].value


def test_an_edition_that_is_not_kept_is_told(frozen: str) -> None:
    app = opened("mediation", edition="0123abcd")
    assert "沒有留存資料版本 0123abcd" in _text(app)


def test_a_broken_edition_breaks_no_page_and_is_named(
    frozen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(editions.folder(), tmp_path / "editions")
    monkeypatch.setenv(editions.VARIABLE, str(tmp_path / "editions"))
    (editions.folder() / f"{frozen}.json").write_text("{", encoding="utf-8")
    for address in ({}, {"edition": frozen}):
        app = opened("mediation", **address)
        assert not app.error
        assert frozen in "".join(caption.value for caption in app.caption)
    assert ZH("edition.broken_asked", build=frozen) in _text(app)
