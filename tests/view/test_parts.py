"""Breakdown values are named in the reader's language, and stay what they are in addresses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.load import load
from catalog.words import speaking, words_in
from findings.values import part_words
from tests.view.screens import opened
from warehouse.connect import Warehouse

ZH, EN = words_in("zh-TW"), words_in("en")


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("四維", "Siwei"),
        ("四維、月薪", "Siwei, monthly pay"),
        ("沒有名字", "沒有名字"),
        ("四維、沒有名字", "Siwei, 沒有名字"),
    ],
)
def test_english_has_its_own_names_where_there_are_any(printed: str, told: str) -> None:
    assert part_words(printed) == printed
    with speaking("en"):
        assert part_words(printed) == told


def test_every_name_is_of_a_value_that_reports_print_or_are_read_by(warehouse: Warehouse) -> None:
    """A name of a value that is written otherwise would never be seen."""
    rows = warehouse.frame("SELECT map_entries(breakdown) AS entries FROM observation")
    printed = {(entry["key"], entry["value"]) for entries in rows["entries"] for entry in entries}
    named = {(names.key, value) for names in load().breakdown_names for value in names.names}
    keys = load().breakdowns
    read = {(key, value) for key, value in named if (words := keys[key].pattern) and re.fullmatch(words, value)}
    assert named <= printed | read


def test_an_english_page_names_parts_and_keeps_the_address(
    warehouse_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))
    at = opened("mediation", lang="en", panel="categories", part="旅遊服務")
    assert "travel services 143 cases" in at.title[0].value
    assert at.query_params["part"] == "旅遊服務"
