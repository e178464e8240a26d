"""Composed labels: which words are a number's own, on lists and tables made up by chance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.load import load
from ingest.meaning.labels import Label
from ingest.meaning.sentences import ExampleReader

_READER = ExampleReader(load())
_NAMES = st.lists(
    st.sampled_from(["四維", "鳳山", "旗山", "岡山", "左營", "楠梓", "三民", "苓雅"]),
    min_size=2,
    max_size=4,
    unique=True,
)
_THINGS = st.sampled_from(["訪賓", "調案", "參訓人員", "陳情案", "場地借用"])
_KINDS = st.lists(st.sampled_from(["案數", "人數", "件數", "場次"]), min_size=2, max_size=3, unique=True)


def labels(text: str, headings: tuple[str, ...] = ()) -> list[Label]:
    """The labels of a text's numbers: of a table where it has tabs."""
    _, found = _READER._read(text, "table" if "\t" in text else "paragraph", headings)
    return found


@settings(max_examples=40, deadline=None)
@given(names=_NAMES, thing=_THINGS, verb=st.sampled_from(["分別為", "各為", "依序為"]), start=st.integers(11, 800))
def test_names_before_all_numbers_are_paired_in_order(names: list[str], thing: str, verb: str, start: int) -> None:
    numbers = [f"{start + index}件" for index in range(len(names))]
    text = f"本期{'、'.join(names[:-1])}及{names[-1]}{thing}{verb}{'、'.join(numbers[:-1])}及{numbers[-1]}。"
    found = labels(text)
    assert len(found) == len(names)
    for name, label in zip(names, found, strict=True):
        assert label.own == name + thing


@settings(max_examples=40, deadline=None)
@given(names=_NAMES, thing=_THINGS, start=st.integers(11, 800))
def test_names_between_the_numbers_are_each_its_own(names: list[str], thing: str, start: int) -> None:
    parts = "、".join(f"{name}{start + index}件" for index, name in enumerate(names))
    found = labels(f"{thing}計9,000件，{parts}。")
    assert [label.own for label in found[1:]] == names


@settings(max_examples=40, deadline=None)
@given(names=_NAMES, thing=_THINGS, start=st.integers(11, 800))
def test_a_remark_in_brackets_tells_parts_of_the_number_before_it(names: list[str], thing: str, start: int) -> None:
    parts = "、".join(f"{name}{start + index}" for index, name in enumerate(names))
    whole, *found = labels(f"{thing}9,000件（{parts}）。")
    assert [label.own for label in found] == names
    assert {label.whole for label in found} == {whole.own}
    assert {label.unit for label in found} == {"件"}


@settings(max_examples=40, deadline=None)
@given(places=_NAMES, kinds=_KINDS, data=st.data())
def test_a_cell_is_named_by_its_row_and_both_rows_of_its_heads(
    places: list[str], kinds: list[str], data: st.DataObject
) -> None:
    periods = data.draw(st.sampled_from([["本期"], ["本期", "上年同期"]]))
    blank = [""] * (len(kinds) - 1)
    rows = [["", *(cell for period in periods for cell in (period, *blank))], ["中心", *kinds * len(periods)]]
    width = len(kinds) * len(periods)
    rows += [[place, *(str(100 + 7 * index) for index in range(width))] for place in places]
    rows.append(["合計", *(str(900 + 7 * index) for index in range(width))])
    found = labels("\n".join("\t".join(row) for row in rows), ("外賓接待統計表",))
    assert len(found) == width * (len(places) + 1)
    for index, label in enumerate(found):
        row, column = divmod(index, width)
        assert label.row == [*places, "合計"][row]
        assert label.column == f"{periods[column // len(kinds)]}|{kinds[column % len(kinds)]}"
        assert label.title == "外賓接待統計表"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (
            "精簡工友64人、技工18人，分別節省3,776萬元與810萬元。",
            ["精簡工友", "技工", "精簡工友節省", "技工節省"],
        ),
        ("節電率為3.26%、節水率為1.94%，均較上年2.71%及1.38%提升。", ["節電率", "節水率", "節電率", "節水率"]),
        ("第一次申訴案由去年同期2,480件增為2,835件。", ["第一次申訴案", "第一次申訴案"]),
        (
            "亞洲、美洲、歐洲貴賓分別為41、17及13案，總計71案。",
            ["亞洲貴賓", "美洲貴賓", "歐洲貴賓", "亞洲、美洲、歐洲貴賓"],
        ),
        # A number that opens its clause is named by what follows it there, if anything does that compares nothing.
        (
            "眷舍中9間使用中，7間在市有地，2間在國有地；15間已收回，4間借給其他機關。",
            ["眷舍中", "在市有地", "在國有地", "已收回", "借給其他機關"],
        ),
        ("查核12家業者，3家不合格。", ["查核", "不合格"]),
        ("接待外賓63案，845人，32案較上年增加。", ["接待外賓", "接待外賓", "接待外賓"]),
    ],
)  # fmt: skip
def test_a_number_without_words_of_its_own_takes_those_of_the_number_it_is_about(text: str, own: list[str]) -> None:
    numbers = [label for label in labels(text) if label.unit != "次"]
    assert [label.own for label in numbers] == own


def test_a_stub_over_several_rows_heads_each_of_them() -> None:
    table = "類別\t經費來源\t人數\n僱用工程員\t工程管理費\t196\n\t公務預算\t32"
    assert [label.row for label in labels(table)] == ["僱用工程員|工程管理費", "僱用工程員|公務預算"]
    assert {label.unit for label in labels(table)} == {"人"}


@pytest.mark.parametrize(
    ("text", "owns", "unit"),
    [
        ("調案310件；線上60件、紙本250件；上半年150件、下半年160件。", ["調案", "調案"], "件"),
        ("公報刊登90則，法規40則、公告50則，第1季至第2季44則、第3季至第4季46則。", ["公報刊登", "公報刊登"], "則"),
    ],
)
def test_times_behind_parts_are_of_the_whole(text: str, owns: list[str], unit: str) -> None:
    found = labels(text)[-2:]
    assert [label.own for label in found] == owns
    assert {label.unit for label in found} == {unit}


@pytest.mark.parametrize("text", ["場地借用264場次，四維166、鳳山98。", "場地借用264場次，室內166、室外98（含假日）。"])
def test_bare_parts_of_a_number_have_its_unit(text: str) -> None:
    assert {label.unit for label in labels(text)[:3]} == {"場次"}


def test_bare_numbers_that_do_not_add_up_have_none() -> None:
    assert [label.unit for label in labels("場地借用264場次，四維165、鳳山98。")] == ["場次", "", ""]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("線上簽核目標值60%，實際值66%，達成率110%。", "線上簽核"),
        ("市政會議預定目標50次，實際達成51次。", "市政會議"),
    ],
)
def test_what_came_of_an_aim_is_named_by_it(text: str, name: str) -> None:
    assert labels(text)[1].own == name
