"""What is asked for in one language, of one edition, and answered later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from catalog.words import speaking, words, words_in
from tests.view.screens import opened
from view.frame.request import carried
from warehouse import reads


def _elsewhere(answer: Callable[[], object]) -> object:
    """The answer that another thread gets, where nothing is bound."""
    got: list[object] = []
    thread = Thread(target=lambda: got.append(answer()))
    thread.start()
    thread.join()
    return got[0]


def test_language_and_edition_are_carried_to_another_thread(frozen: str) -> None:
    with speaking("en"), reads.of_edition(frozen):
        later = carried(lambda key: (words(key), reads.current_edition()))
    assert _elsewhere(lambda: later("page.search")) == (words_in("en")("page.search"), frozen)
    # Asked for twice, it is answered twice, and nothing stays bound.
    assert later("page.search") == (words_in("en")("page.search"), frozen)
    assert (words.language, reads.current_edition()) == ("zh-TW", None)


@pytest.mark.parametrize(("page", "asked"), [
    ("mediation", {"panel": "volumes"}), ("explore", {"metrics": "consumer_mediations", "tab": "table"}),
])  # fmt: skip
def test_tables_are_downloaded_as_they_were_shown(
    monkeypatch: pytest.MonkeyPatch, frozen: str, page: str, asked: dict[str, str]
) -> None:
    made: list[Callable[[], bytes]] = []

    def button(*_: object, data: Any, **__: object) -> None:
        made.append(data)

    monkeypatch.setattr("streamlit.download_button", button)
    opened(page, lang="en", edition=frozen, **asked)
    assert made
    for data in map(_elsewhere, made):
        assert isinstance(data, bytes)
        header, *rows = data.decode("utf-8-sig").splitlines()
        assert "value" in header.split(",")
        # The edition holds such values, the published data no more.
        assert [row for row in rows if "Mediations,," in row and ",not in this collection yet," not in row]


def test_a_choice_shown_in_english_can_be_made(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))
    at = opened("explore", lang="en", metrics="consumer_mediations,consumer_complaints_first")
    at.selectbox(key="explore.from").set_value("2016").run()
    at.segmented_control(key="explore.view").set_value("printed").run()
    assert not at.exception
    assert (at.query_params["from"], at.query_params["view"], at.query_params["lang"]) == ("105", "printed", "en")
