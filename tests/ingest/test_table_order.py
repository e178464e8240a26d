"""Staffing tables in any order of rows and columns: each number by its printed heads, or none at all.

Sums alone do not tell the parts of a sum from one another; what is printed over and beside a number does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.load import load
from ingest.meaning.observations import Reading
from ingest.passages.identity import identify
from ingest.passages.outline import Outliner
from ingest.read.document import Block, Cell, Document, table_block
from ingest.report import ReportReader

Values = dict[str, int]
ReadTable = Callable[[Block], Reading]

PARTS = (
    "workers_agencies", "workers_schools", "temp_clerical_public_budget", "temp_contract_central_subsidy",
    "temp_engineer_project_fee", "temp_engineer_public_budget", "temp_other",
)  # fmt: skip
WORKERS = {"workers_agencies": "本府所屬機關", "workers_schools": "學校", "workers_total": "合計"}
TEMPORARY = {
    "temp_clerical_public_budget": "業務助理", "temp_contract_central_subsidy": "約用人員", "engineer": "僱用工程員",
    "temp_other": "其他", "temp_total": "合計",
}  # fmt: skip
LOWER = {
    "temp_clerical_public_budget": "公務預算", "temp_contract_central_subsidy": "中央補助費",
    "temp_engineer_project_fee": "工程管理費", "temp_engineer_public_budget": "公務預算",
}  # fmt: skip
ENGINEERS = ("temp_engineer_project_fee", "temp_engineer_public_budget")
ROWS = {
    "workers_agencies": ("工級人員", "本府所屬機關"), "workers_schools": ("工級人員", "學校"),
    "workers_total": ("工級人員", "合計"), "temp_clerical_public_budget": ("臨時人員", "業務助理（公務預算）"),
    "temp_contract_central_subsidy": ("臨時人員", "約用人員（中央補助費）"),
    "temp_engineer_project_fee": ("臨時人員", "僱用工程員（工程管理費）"),
    "temp_engineer_public_budget": ("臨時人員", "僱用工程員（公務預算）"),
    "temp_subtotal_three_types": ("臨時人員", "前四項小計"), "temp_other": ("臨時人員", "其他"),
    "temp_total": ("臨時人員", "合計"), "staff_total": ("總計", ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def read_table() -> ReadTable:
    """Reads a report of the year 112 with one table, as of the year's end."""
    catalog = load()
    outliner, reader = Outliner(catalog.lexicon), ReportReader(catalog)

    def read(table: Block) -> Reading:
        head = [Block("paragraph", text) for text in ("高雄市政府行政暨國際處112年度施政績效報告", "壹、職工管理")]
        passages = outliner.passages(Document("text/plain", (*head, table)))
        return reader.understand(identify("report", passages, catalog, None).period, passages)

    return read


def _with_totals(parts: Sequence[int]) -> Values:
    values = dict(zip(PARTS, parts, strict=True))
    values["workers_total"] = values["workers_agencies"] + values["workers_schools"]
    values["temp_subtotal_three_types"] = sum(parts[2:6])
    values["temp_total"] = values["temp_subtotal_three_types"] + values["temp_other"]
    values["staff_total"] = values["workers_total"] + values["temp_total"]
    return values


# Small numbers make sums come out by chance.
NUMBERS = st.lists(st.integers(0, 9) | st.integers(10, 9999), min_size=7, max_size=7).map(_with_totals)
# Numbers no two sums of which are alike.
TELLING = _with_totals([5226, 684, 715, 29, 11, 13, 1520])


@dataclass(frozen=True)
class Order:
    """The order of a table's blocks, of the columns in them and of what engineers are paid from."""

    blocks: tuple[str, ...]
    workers: tuple[str, ...]
    temporary: tuple[str, ...]
    engineers: tuple[str, ...]


ORDERS = st.builds(
    Order,
    st.permutations(("workers", "temporary", "all")).map(tuple),
    st.permutations(tuple(WORKERS)).map(tuple),
    st.permutations(tuple(TEMPORARY)).map(tuple),
    st.permutations(ENGINEERS).map(tuple),
)


def _leaves(order: Order) -> list[str]:
    return [leaf for top in order.temporary for leaf in (order.engineers if top == "engineer" else (top,))]


def _across(values: Values, order: Order, words: dict[str, str]) -> list[list[str]]:
    """Rows of cells as text made from such tables has them: without the blanks that merged cells leave."""

    def head(text: str) -> str:
        return words.get(text, text)

    leaves = _leaves(order)
    blocks = {
        "workers": [
            ["工級人員", *(head(WORKERS[name]) for name in order.workers)],
            ["", *(f"{values[name]:,}" for name in order.workers)],
        ],
        "temporary": [
            ["臨時人員", *(head(TEMPORARY[name]) for name in order.temporary)],
            ["", *(head(LOWER[leaf]) if leaf in LOWER else f"{values[leaf]:,}" for leaf in leaves)],
            ["", *(f"{values[leaf]:,}" if leaf in LOWER else "" for leaf in leaves)],
            ["", f"{values['temp_subtotal_three_types']:,}"],
        ],
        "all": [[f"總計：{values['staff_total']:,}"]],
    }
    return [row for block in order.blocks for row in blocks[block]]


def _merged(rows: list[list[str]], order: Order) -> Block:
    """The same table with merged cells, as DOCX, ODT and PDF have them: blocks' names, and the engineers' head."""
    flat = table_block(rows)
    top = order.temporary.index("engineer") + 2
    height = {"工級人員": 2, "臨時人員": 4}
    opened = next(cell.row for cell in flat.cells if cell.text == "臨時人員")
    cells = []
    for cell in flat.cells:
        column, span = cell.column, 1
        if cell.row == opened and cell.column >= top:
            column, span = (cell.column, 2) if cell.column == top else (cell.column + 1, 1)
        if cell.text:
            rows_high = height.get(cell.text, 1)
            cells.append(Cell(cell.row, column, cell.text, cell.start, cell.end, rows_high, span))
    return Block("table", flat.text, cells=tuple(cells))


def _observed(reading: Reading) -> Values:
    return {o.metric_id: int(o.value) for o in reading.observations}


def _right_or_refused(reading: Reading, values: Values) -> None:
    observed = _observed(reading)
    assert observed.items() <= values.items()
    assert len(reading.observations) == len(observed)
    assert bool(observed) != ("undecided_table" in {trouble.code for trouble in reading.troubles})
    assert not observed or set(PARTS) <= set(observed)


_SETTINGS = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(values=NUMBERS, order=ORDERS, merged=st.booleans())
@_SETTINGS
def test_columns_in_any_order(read_table: ReadTable, values: Values, order: Order, merged: bool) -> None:
    rows = _across(values, order, {})
    _right_or_refused(read_table(_merged(rows, order) if merged else table_block(rows)), values)


@given(order=ORDERS, merged=st.booleans())
@_SETTINGS
def test_columns_in_any_order_are_read_where_sums_tell_enough(
    read_table: ReadTable, order: Order, merged: bool
) -> None:
    rows = _across(TELLING, order, {})
    assert _observed(read_table(_merged(rows, order) if merged else table_block(rows))) == TELLING


@given(
    values=NUMBERS,
    order=ORDERS,
    lost=st.sets(st.sampled_from([*WORKERS.values(), *TEMPORARY.values(), *LOWER.values()])),
)
@_SETTINGS
def test_heads_that_cannot_be_read(read_table: ReadTable, values: Values, order: Order, lost: set[str]) -> None:
    """The two words without which the table is not recognised as one are left."""
    rows = _across(values, order, dict.fromkeys(lost - {"業務助理", "約用人員"}, "○○"))
    _right_or_refused(read_table(table_block(rows)), values)


@given(
    values=NUMBERS,
    order=ORDERS,
    lost=st.sets(st.sampled_from(tuple(ROWS)), min_size=1, max_size=2),
    shifts=st.booleans(),
)
@_SETTINGS
def test_lost_numbers(read_table: ReadTable, values: Values, order: Order, lost: set[str], shifts: bool) -> None:
    """A number that text formats lose leaves a blank, or those behind it move up; the rest is right or refused."""
    marks = {name: -1 if name in lost else value for name, value in values.items()}
    rows = [
        [cell.replace("-1", "") for cell in row if not (shifts and cell == "-1")] for row in _across(marks, order, {})
    ]
    observed = _observed(read_table(table_block(rows)))
    assert observed.items() <= values.items()


def test_two_columns_without_readable_heads_are_not_told_apart_by_their_usual_order(read_table: ReadTable) -> None:
    order = Order(("workers", "temporary", "all"), tuple(WORKERS), tuple(TEMPORARY), ENGINEERS)
    reading = read_table(table_block(_across(TELLING, order, {"本府所屬機關": "○○", "學校": "○○"})))
    assert _observed(reading) == {}
    assert [trouble.code for trouble in reading.troubles] == ["undecided_table"]


# Rows with labels --------------------------------------------------------------------------------

HEADS = {"111年底": "2022-12-31", "112年6月底": "2023-06-30", "112年底": "2023-12-31"}


def _down(columns: dict[str, Values], rows: Sequence[str], heads: Sequence[str], two_labels: bool) -> list[list[str]]:
    """One row a place, one column a head; a head without values of its own is that of the difference."""
    first, last = next(iter(columns.values())), list(columns.values())[-1]
    table = [["類別", "細項", *heads] if two_labels else ["類別", *heads]]
    for row in rows:
        group, part = ROWS[row]
        labels = [group, part] if two_labels else [f"{group}（{part}）" if part else group]
        figures = [f"{columns[h][row]:,}" if h in columns else f"{last[row] - first[row]:,}" for h in heads]
        table.append([*labels, *figures])
    return table


def _grouped(table: list[list[str]], merged: bool) -> Block:
    """Rows with the name of each group in its first row only: as one high cell, or with blanks below it."""
    head, *rows = table
    groups = list(dict.fromkeys(row[0] for row in rows))
    rows = sorted(rows, key=lambda row: groups.index(row[0]))
    seen = [row[0] for row in rows]
    rows = [
        ["" if name in seen[:index] else name, *row[1:]]
        for index, (name, row) in enumerate(zip(seen, rows, strict=True))
    ]
    flat = table_block([head, *rows])
    high = [
        replace(cell, row_span=seen.count(cell.text)) if cell.column == 1 and cell.text in seen else cell
        for cell in flat.cells
        if cell.text or cell.column > 1
    ]
    return replace(flat, cells=tuple(high)) if merged else flat


@given(values=NUMBERS, rows=st.permutations(tuple(ROWS)), merged=st.booleans())
@_SETTINGS
def test_groups_named_once(read_table: ReadTable, values: Values, rows: list[str], merged: bool) -> None:
    reading = read_table(_grouped(_down({"112年底": values}, rows, ["112年底"], True), merged))
    assert _observed(reading) == values


@given(
    years=st.tuples(NUMBERS, NUMBERS, NUMBERS),
    rows=st.permutations(tuple(ROWS)),
    heads=st.permutations((*HEADS, "112年底較111年底")),
    two_labels=st.booleans(),
)
@_SETTINGS
def test_rows_and_dated_columns_in_any_order(
    read_table: ReadTable, years: tuple[Values, ...], rows: list[str], heads: list[str], two_labels: bool
) -> None:
    columns = dict(zip(HEADS, years, strict=True))
    reading = read_table(table_block(_down(columns, rows, heads, two_labels)))
    assert reading.troubles == ()
    observed = {(o.metric_id, str(o.period.start), str(o.period.end), int(o.value)) for o in reading.observations}
    assert observed == {
        (metric, day, day, value) for head, day in HEADS.items() for metric, value in columns[head].items()
    }


@given(values=NUMBERS, rows=st.permutations(tuple(ROWS)), lost=st.sets(st.sampled_from(tuple(ROWS)), max_size=3))
@_SETTINGS
def test_labels_that_cannot_be_read(read_table: ReadTable, values: Values, rows: list[str], lost: set[str]) -> None:
    """Words that name nothing stand for some labels; those that make the table known stand below it."""
    table = _down({"人數": values}, rows, ["人數"], True)
    table = [["○○", "○○", row[2]] if name in lost else row for name, row in zip(["", *rows], table, strict=True)]
    table.append(["註：工級人員、臨時人員（業務助理、約用人員）"])
    _right_or_refused(read_table(table_block(table)), values)


@pytest.mark.parametrize(
    "heads",
    [
        ["111年底", "112年底", ""],
        ["類別", "", "112年底"],
        ["類別", "111年底", "111年底"],
        ["類別", "預算員額", "編制員額"],
        ["類別", "增減", "執行率"],
    ],
    ids=["shifted", "lost", "twice the same day", "no heads of levels", "differences only"],
)
def test_columns_whose_heads_do_not_say_the_day(read_table: ReadTable, heads: list[str]) -> None:
    table = _down({"a": TELLING, "b": TELLING}, tuple(ROWS), ["a", "b"], False)
    reading = read_table(table_block([heads, *table[1:]]))
    assert _observed(reading) == {}
    assert {trouble.code for trouble in reading.troubles} == {"undecided_table"}


def test_a_misprinted_number_of_a_labelled_row_is_read_as_printed(read_table: ReadTable) -> None:
    table = _down({"111年底": TELLING, "112年底": TELLING}, tuple(ROWS), ["111年底", "112年底"], False)
    table[1][2] = "5,227"
    reading = read_table(table_block(table))
    assert reading.troubles == ()
    own = [o for o in reading.observations if str(o.period.end) == "2023-12-31"]
    assert len(own) == len(TELLING)
    assert sorted(float(o.value) for o in own if float(o.value) not in TELLING.values()) == [5227.0]


def test_a_column_with_two_misprinted_numbers_is_left_out_alone(read_table: ReadTable) -> None:
    table = _down({"111年底": TELLING, "112年底": TELLING}, tuple(ROWS), ["111年底", "112年底"], False)
    table[1][2] = "5,227"
    table[-2][2] = "9,999"
    reading = read_table(table_block(table))
    assert {str(o.period.end) for o in reading.observations} == {"2022-12-31"}
    assert [trouble.code for trouble in reading.troubles] == ["undecided_table"]


def test_a_day_after_the_reports_own_is_no_value_yet(read_table: ReadTable) -> None:
    table = _down({"112年底": TELLING, "113年底": TELLING}, tuple(ROWS), ["112年底", "113年底"], False)
    assert {str(o.period.end) for o in read_table(table_block(table)).observations} == {"2023-12-31"}


def _spanned(values: Values, words: dict[str, str], remarks: Sequence[str]) -> Block:
    """Rows under a head over labels and figures both; what engineers are paid from is remarked behind the figures."""
    rows = [["類別", "現有員額", "", "備註"], ["", "項目", "人數", ""]]
    for name, (group, part) in ROWS.items():
        bare, _, source = part.rstrip("）").partition("（")
        remark = f"{source}{remarks[0]}" if source else remarks[1]
        rows.append([group, words.get(name, bare), f"{values[name]:,}", remark])
    return table_block(rows)


@pytest.mark.parametrize("remarks", [("進用", "含技工"), ("", "依要點進用")])
@pytest.mark.parametrize("words", [{}, {"workers_total": "工級小計", "temp_total": "臨時人員合計"}])
def test_rows_of_one_name_are_told_apart_by_what_is_remarked_behind_their_figures(
    read_table: ReadTable, words: dict[str, str], remarks: Sequence[str]
) -> None:
    assert _observed(read_table(_spanned(TELLING, words, remarks))) == TELLING


def test_rows_of_one_name_with_nothing_to_tell_them_apart_are_not_guessed(read_table: ReadTable) -> None:
    rows = [[cell.text for cell in _spanned(TELLING, {}, ("", "")).cells if cell.row == row] for row in range(1, 14)]
    bare = [[*row[:3], ""] for row in rows]
    assert (
        not {"temp_engineer_project_fee", "temp_engineer_public_budget"}
        & _observed(read_table(table_block(bare))).keys()
    )


@pytest.mark.parametrize("joined", ["業務助理、約用人員及僱用工程員", "業務助理與約用人員、僱用工程人員小計"])
@pytest.mark.parametrize("misprinted", [False, True])
def test_rows_coarser_than_the_form_are_read_where_their_sums_hold(
    read_table: ReadTable, joined: str, misprinted: bool
) -> None:
    """Of kinds of staff told in one row the others' numbers are what they are called; a wrong total proves nothing."""
    kept = {name: value for name, value in TELLING.items() if name not in PARTS[2:6]}
    rows = [["類別", "細項", "112年底"]]
    for name, value in kept.items():
        group, part = ROWS[name]
        rows.append([group, joined if name == "temp_subtotal_three_types" else part, f"{value:,}"])
    rows.sort(key=lambda row: ("類別", "工級人員", "臨時人員", "總計").index(row[0]))
    if misprinted:
        rows = [[*row[:2], "5,911"] if row[:2] == ["工級人員", "合計"] else row for row in rows]
    found = _observed(read_table(table_block(rows)))
    assert found == ({} if misprinted else kept)


def test_a_row_of_two_kinds_is_neither(read_table: ReadTable) -> None:
    rows = [["類別", "細項", "112年底"]]
    for group, part, value in [
        ("工級人員", "本府所屬機關", 5226), ("工級人員", "學校", 684), ("工級人員", "合計", 5910),
        ("臨時人員", "業務助理", 715), ("臨時人員", "約用人員及僱用工程員", 53), ("臨時人員", "其他", 1520),
        ("臨時人員", "合計", 2288), ("總計", "", 8198),
    ]:  # fmt: skip
        rows.append([group, part, f"{value:,}"])
    found = _observed(read_table(table_block(rows)))
    assert found.items() >= {("workers_agencies", 5226), ("workers_total", 5910), ("temp_total", 2288)}
    assert 53 not in found.values()
