"""Searches on the five reports: what is found, however it is written, and what is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.fold import Folder, fold_character
from catalog.load import load
from view.frame.query import marks, query_words
from warehouse import searches
from warehouse.connect import Warehouse
from warehouse.search_index import compact
from warehouse.searches import Filters, Word

VARIANTS = load().lexicon.variants
NONE = Filters()


@pytest.fixture(scope="session")
def five(warehouse_file: Path) -> Warehouse:
    return Warehouse(warehouse_file)


def _hits(warehouse: Warehouse, query: str, filters: Filters = NONE) -> dict[str, int]:
    counts = searches.counts(warehouse, query_words(query), filters)
    return {str(kind): int(own["hits"].sum()) for kind, own in counts.groupby("kind")}


# What is found ------------------------------------------------------------------------------------


def test_a_word_is_found_in_every_kind_that_holds_it(five: Warehouse) -> None:
    """Counted by hand with grep over data/raw: 調解 in nine paragraphs and lists, in no table or caption."""
    assert _hits(five, "調解") == {"number": 6, "passage": 9}
    assert _hits(five, "八王子市").keys() >= {"passage", "picture"}


def test_several_words_must_all_occur(five: Warehouse) -> None:
    words = query_words("調解 申訴")
    rows = searches.passages(five, words, NONE, "passage", 50)
    assert len(rows) == 8
    assert all("調解" in text and "申訴" in text for text in rows["text"])
    assert _hits(five, "調解 電梯") == {}


def test_letter_spaced_headings_of_tables_are_found(five: Warehouse) -> None:
    rows = searches.passages(five, query_words("總計"), NONE, "table", 10)
    spaced = rows[rows["text"].str.contains("總 計")]
    assert len(spaced) == 1
    text = spaced["text"].iloc[0]
    assert [text[start:end] for start, end in marks(text, query_words("總計"))] == ["總 計"]


def test_more_occurrences_come_first_and_newer_reports_before_older(five: Warehouse) -> None:
    rows = searches.passages(five, query_words("調解"), NONE, "passage", 50)
    order = list(zip(-rows["occurrences"], -rows["report_end"].astype("int64"), strict=True))
    assert order == sorted(order)
    assert rows["occurrences"].iloc[0] == 4


def test_only_as_many_as_asked_are_fetched(five: Warehouse) -> None:
    words = query_words("本處")
    every = _hits(five, "本處")["passage"]
    assert len(searches.passages(five, words, NONE, "passage", 5)) == 5 < every
    assert len(searches.passages(five, words, NONE, "passage", 10_000)) == every


@settings(max_examples=60)
@given(data=st.data())
def test_any_piece_of_a_text_is_found_wherever_and_as_often_as_it_stands(five: Warehouse, data: st.DataObject) -> None:
    """One sign or many, with digits at its ends or within itself again (人人): as if every text were read."""
    texts = five.frame("SELECT report_id, passage_no, words FROM searched_passage WHERE kind = 'passage' ORDER BY ALL")
    text = data.draw(st.sampled_from(list(texts["words"])))
    start = data.draw(st.integers(0, len(text) - 1))
    word = Word("".join(text[start : start + data.draw(st.integers(1, 6))].split()) or text[0])
    read = re.compile(word.pattern if word.is_bounded else re.escape(word.text))
    often = {(row["report_id"], row["passage_no"]): len(read.findall(row["words"])) for _, row in texts.iterrows()}
    rows = searches.passages(five, (word,), NONE, "passage", len(texts))
    found = {(row["report_id"], row["passage_no"]): row["occurrences"] for _, row in rows.iterrows()}
    assert found == {place: times for place, times in often.items() if times}


# Numbers ------------------------------------------------------------------------------------------


def test_numbers_carry_their_metric_and_its_value(five: Warehouse) -> None:
    rows = searches.numbers(five, query_words("調解"), NONE, 20)
    told = {(row["report_id"], row["raw"]): row for _, row in rows.iterrows()}
    own = told["council-3-4", "112"]
    assert (own["value"], own["unit"]) == (112, "件")
    assert [claim["metric_id"] for claim in own["claims"]] == ["consumer_mediations"]
    assert own["passage"][own["char_start"] : own["char_end"]] == "112"


def test_english_names_of_metrics_find_their_numbers(five: Warehouse) -> None:
    assert _hits(five, "mediation") == {"number": 6}


@pytest.mark.parametrize("typed", ["3,228.2萬元", "3228.2萬元", "３２２８．２萬元", "32282000元", "3228萬2千元"])
def test_a_number_is_found_by_value_however_typed(five: Warehouse, typed: str) -> None:
    rows = searches.numbers(five, query_words(typed), NONE, 5)
    assert [(row["report_id"], row["raw"], row["value"]) for _, row in rows.iterrows()] == [
        ("council-3-4", "3,228.2", 32282000)
    ]


def test_a_value_in_another_unit_is_no_hit(five: Warehouse) -> None:
    assert _hits(five, "32282000件") == {}


def test_a_number_is_never_found_within_a_longer_one(five: Warehouse) -> None:
    rows = searches.passages(five, query_words("12件"), NONE, "passage", 100)
    assert not rows["text"].str.contains("112 ?件", regex=True).any()
    assert "112" in set(searches.numbers(five, query_words("112件"), NONE, 99)["raw"])
    assert "112" not in set(searches.numbers(five, query_words("12件"), NONE, 99)["raw"])


# Filters ------------------------------------------------------------------------------------------


def test_filters_narrow_by_report_year_topic_unit_and_range(five: Warehouse) -> None:
    assert _hits(five, "調解", Filters(report="council-3-4")) == {"number": 1, "passage": 2}
    assert _hits(five, "調解", Filters(year=107)) == {"number": 1, "passage": 1}
    assert _hits(five, "調解", Filters(topic="consumer", unit="件", low=100)) == {"number": 2, "passage": 4}
    assert _hits(five, "調解", Filters(topic="vehicle")) == {}
    rows = searches.numbers(five, (), Filters(unit="元", low=1e9, high=3e9), 50)
    assert not rows.empty
    assert rows["value"].between(1e9, 3e9).all()
    assert set(rows["unit"]) == {"元"}


def test_examples_do_have_hits(five: Warehouse) -> None:
    rows = searches.examples(five, 6)
    assert len(rows) == 6
    for _, row in rows.iterrows():
        found = _hits(five, row["name_zh"])
        assert sum(hits for kind, hits in found.items() if kind != "number") >= row["hits"] > 0


# Folding ------------------------------------------------------------------------------------------

# Without digits: a number is found whole only.
_FULL_WIDTH = [character for code in range(0xFF01, 0xFF5F) if not (character := chr(code)).isdigit()]
_UNFOLDED = [*VARIANTS, *_FULL_WIDTH, *"\uf9e4\uf90a\uf96f"]
_PRINTED = st.text(alphabet=[*"處理件人合計調解市民", *_UNFOLDED], min_size=1, max_size=12)


@given(printed=_PRINTED, blanks=st.lists(st.sampled_from(["", " ", "\u3000", "\t", "\n"]), min_size=12, max_size=12))
def test_a_query_finds_what_its_variant_or_spacing_stands_in(five: Warehouse, printed: str, blanks: list[str]) -> None:
    """The same words, folded by the query, in full width, or with blanks between, find each other."""
    spaced = "".join(character + blank for character, blank in zip(printed, blanks, strict=False))
    folder = Folder(VARIANTS)
    word = query_words(printed)
    question = f"SELECT regexp_matches({compact('$folded')}, $pattern) AS found"
    for typed in (word, query_words("".join(fold_character(one, VARIANTS) for one in printed))):
        (one,) = typed
        found = five.frame(question, {"folded": folder.fold(spaced), "pattern": one.pattern})["found"][0]
        assert found
        assert marks(spaced, typed)


@given(st.text(alphabet="一二件 12,.\t\n\u3000\xa0\u2003\x85人", max_size=40))
def test_the_warehouse_takes_out_the_blanks_the_marks_do(five: Warehouse, text: str) -> None:
    """A hit that could not be marked, or a mark without a hit, would be a search that lies."""
    folder = Folder(VARIANTS)
    found = five.frame(f"SELECT {compact('$text')} AS compact", {"text": folder.fold(text)})["compact"][0]
    assert found == folder.compact(text).text.strip()
