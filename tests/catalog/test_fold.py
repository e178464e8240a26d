"""Folding keeps every offset."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.fold import Folder
from catalog.load import load

FOLDER = Folder(load().lexicon.variants)


def test_compatibility_ideographs_full_width_and_variants() -> None:
    assert FOLDER.fold("參、文書業務（１２％）衆") == "參、文書業務(12%)眾"
    assert FOLDER.fold("行政管\uf9e4 \uf90a") == "行政管理 金"


def test_full_width_commas_never_join_digits() -> None:
    assert FOLDER.fold("１，２") == "1，2"


@given(st.text())
def test_the_length_never_changes(text: str) -> None:
    assert len(FOLDER.fold(text)) == len(text)


@given(st.text(alphabet="一二件人 12,．\t\n　（）"))
def test_compact_offsets_lead_back(text: str) -> None:
    compact = FOLDER.compact(text)
    folded = FOLDER.fold(text)
    assert all(
        folded[o] == c or (c == " " and folded[o].isspace()) for c, o in zip(compact.text, compact.offsets, strict=True)
    )


def test_a_blank_between_digits_keeps_two_numbers_apart() -> None:
    assert FOLDER.compact("計 28 次").text == "計28次"
    assert FOLDER.compact("1,065  43").text == "1,065 43"
