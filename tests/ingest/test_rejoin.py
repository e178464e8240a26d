"""Paragraphs that an earlier edition's page break cut are whole again; others are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.load import load
from ingest.read.document import Block, Stretch
from ingest.read.rejoin import Rejoiner

REJOINER = Rejoiner(load().lexicon)
CUT = "為強化四維及鳳山兩行政中心場地使用頻率，本處修正場地管理規則，新增大禮堂"


def _paragraphs(*texts: str) -> list[Block]:
    return [Block("paragraph", text) for text in texts]


def test_a_cut_paragraph_is_one_again() -> None:
    whole, first = REJOINER.rejoined(_paragraphs(CUT, "及多媒體簡報室等場地。", "二、其他"))
    assert [block.text for block in whole] == [CUT + "及多媒體簡報室等場地。", "二、其他"]
    assert first == [0, 2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CUT + "。", "及多媒體簡報室等場地。"),
        (CUT, "二、多媒體簡報室"),
        (CUT, "照片3 多媒體簡報室"),
        ("壹、重要業務執行狀況", "本處職掌之業務如下，"),
    ],
    ids=["a sentence ended", "a marker begins", "a caption", "a heading"],
)
def test_paragraphs_that_are_whole_stay_apart(before: str, after: str) -> None:
    assert [block.text for block in REJOINER.rejoined(_paragraphs(before, after))[0]] == [before, after]


def test_words_stay_on_their_lines_of_the_page() -> None:
    after = "及多媒體簡報室等場地。"
    stretch = Stretch(0, len(after), 2, 70, 82, tuple(float(n) for n in range(len(after) + 1)))
    blocks = [Block("paragraph", CUT, page=1), Block("paragraph", after, page=2, stretches=(stretch,))]
    (block,) = REJOINER.rejoined(blocks)[0]
    (moved,) = block.stretches
    assert block.text[moved.start : moved.end] == after
    assert (block.page, moved.page) == (1, 2)


@given(st.lists(st.text(alphabet="甲乙丙，。、：1 a", max_size=60), max_size=8))
def test_no_character_is_lost_or_moved(texts: list[str]) -> None:
    whole, first = REJOINER.rejoined(_paragraphs(*texts))
    assert "".join("".join(block.text.split()) for block in whole) == "".join("".join(text.split()) for text in texts)
    assert len(first) == len(whole)
