"""Rows of tables that a line break tore: whole again where the table shows how, else noted and not read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from catalog.load import load
from ingest.notation.calendar import Interval
from ingest.numbers.quantities import QuantityReader, Survey
from ingest.passages.outline import Outliner
from ingest.read.text import TextReader
from tests.renditions import wrapped

CATALOG = load()
READER = TextReader(CATALOG.lexicon)
OUTLINER = Outliner(CATALOG.lexicon)
NUMBERS = QuantityReader(CATALOG.lexicon, CATALOG.units)
PERIOD = Interval(date(2018, 1, 16), date(2018, 6, 30))

HEADS = "年度\t總經費\t警察局（占比）\t消防局（占比）"
SHARES = st.tuples(st.integers(1000, 99_999), st.integers(1, 99))
ROWS = st.lists(st.tuples(st.integers(1000, 99_999), SHARES, SHARES), min_size=1, max_size=4)
# Long sentences, whose cuts show the width.
PROSE = (
    "本處積極辦理各項便民服務措施並持續精進檔案管理與公文時效以提升行政效能，讓市民感受到服務品質的改變及用心。\n" * 4
)


def _survey(text: str) -> Survey:
    passages = OUTLINER.passages(READER.read(text.encode()))
    return NUMBERS.survey([segment for passage in passages for segment in NUMBERS.segments(passage, PERIOD)])


def _table(rows: list[tuple[int, tuple[int, int], tuple[int, int]]]) -> str:
    lines = [HEADS]
    for year, (total, *shares) in enumerate(rows, 108):
        lines.append("\t".join([f"{year}年", f"{total:,}", *(f"{money:,}（{share}%）" for money, share in shares)]))
    return "\n".join(lines)


def _printed(survey: Survey) -> set[str]:
    return {quantity.raw for quantity in survey.quantities}


@given(ROWS, st.data())
def test_a_row_torn_anywhere_in_a_cell_lends_no_digits(
    rows: list[tuple[int, tuple[int, int], tuple[int, int]]], data: st.DataObject
) -> None:
    lines = _table(rows).split("\n")
    torn = data.draw(st.integers(1, len(lines) - 1))
    line = lines[torn]
    at = data.draw(st.sampled_from([m.start() + 1 for m in re.finditer(r"[\d（](?=[%）])|\d(?=,)", line)]))
    whole = _printed(_survey("\n".join(lines)))
    broken = _survey("\n".join([*lines[:torn], line[:at], line[at:], *lines[torn + 1 :]]))
    assert _printed(broken) <= whole
    units = {(q.raw, q.unit, q.value) for q in _survey("\n".join(lines)).quantities}
    assert {(q.raw, q.unit, q.value) for q in broken.quantities} <= units


@given(ROWS, st.integers(24, 40))
def test_rows_cut_with_their_text_are_whole_again(
    rows: list[tuple[int, tuple[int, int], tuple[int, int]]], width: int
) -> None:
    text = f"{PROSE}{_table(rows)}\n{PROSE}"
    cut = _survey(wrapped(text, width, rows_too=True))
    whole = _survey(text)
    values = [(q.raw, q.value, q.unit) for q in whole.quantities]
    assert [(q.raw, q.value, q.unit) for q in cut.quantities] in (
        values,
        [v for v in values if v not in _noted(cut, values)],
    )


def _noted(survey: Survey, values: Sequence[tuple[str, object, str | None]]) -> list[tuple[str, object, str | None]]:
    noted = {doubt.raw for doubt in survey.doubts}
    return [value for value in values if value[0] in noted]


def test_a_share_cut_from_its_sign_is_no_amount() -> None:
    survey = _survey("單位：萬元\n年度\t總經費\t警察局（占比）\t消防局（占比）\n110年\t7,650\t3,060（40%）\t2,754（36")
    assert "36" not in _printed(survey)
    assert [doubt.raw for doubt in survey.doubts] == ["36"]
