"""Numbers in the ways clerks write them, in sentences and torn by line ends: read whole, or noted, never by a part."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

HEAD = "高雄市政府秘書處業務報告\n謹就112年1月1日至6月30日（以下簡稱本期）報告如後。\n壹、業務\n"

# The line, its numbers with a unit (value, unit, qualifier), and the numbers that notes name.
READ: list[tuple[str, list[tuple[float, str, str | None]], list[str]]] = [
    ("受理項目（件）：68，均已結案。", [(68, "件", None)], []),
    ("受理68【件】，均已結案。", [(68, "件", None)], []),
    ("受理68〔件〕、845[人]。", [(68, "件", None), (845, "人", None)], []),
    ("受理件數(件)68，參與人數(人)1,205。", [(68, "件", None), (1205, "人", None)], []),
    ("經費（千元）：1,250", [(1_250_000, "元", None)], []),
    ("經費1,250（千元）。", [(1_250_000, "元", None)], []),
    ("參訪團體（團）：12；來賓（人次）：３，４５６", [(12, "團", None), (3456, "人次", None)], []),
    ("節電率（%）：-2.3", [(-2.3, "%", None)], []),
    ("本期受理（單位：件）：68", [(68, "件", None)], []),
    ("受理（件）1.外賓63案2.訪客845人。", [(63, "案", None), (845, "人", None)], []),
    ("完成率九成八五。", [(98.5, "%", None)], []),
    ("完成率三成二。", [(32, "%", None)], []),
    ("節電率為負的3.2%。", [(-3.2, "%", None)], []),
    ("節電率為(-)3.2%。", [], ["3.2"]),
    ("節電率為(負)3.2%。", [], ["3.2"]),
    ("節電率為3.2-%。", [], ["3.2"]),
    ("節電率為-3.2%～-1.1%。", [(-3.2, "%", "至"), (-1.1, "%", "至")], []),
    ("餘絀為-NT$1,234千元。", [(-1_234_000, "元", None)], []),
    ("餘絀為NT$-1,234千元。", [(-1_234_000, "元", None)], []),
    ("餘絀為負新臺幣1,234千元。", [(-1_234_000, "元", None)], []),
    ("受理三五件、三兩人。", [], ["三五", "三兩"]),
    ("民眾三五成群前來，受理63件。", [(63, "件", None)], []),
    ("受理1234.件。", [], ["1234"]),
    ("受理63 件 , 845 人次 。", [(63, "件", None), (845, "人次", None)], []),
    ("占比12%,15%,20%。", [(12, "%", None), (15, "%", None), (20, "%", None)], []),
    ("共計,234件。", [], ["234"]),
    ("受理「63」案、「845」人。", [(63, "案", None), (845, "人", None)], []),
    ("受理〈63〉案。", [(63, "案", None)], []),
    ("節電率五％，節水率十五％。", [(5, "%", None), (15, "%", None)], []),
    ("節電率六三‧五％，節水率六三．五％。", [(63.5, "%", None), (63.5, "%", None)], []),
    ("節電率63點5%，節水率百分之63點5。", [(63.5, "%", None), (63.5, "%", None)], []),
    ("課程3½小時。", [], ["3"]),
    ("受理六０件。", [], ["０"]),
    ("受理１○３件。", [], ["３"]),
    ("面積50㎢。", [(50, "㎢", None)], []),
    ("受理一百廿三案、卌二人。", [(123, "案", None), (42, "人", None)], []),
    ("經費新臺幣1仟2佰3拾4萬5仟6佰元整。", [(12_345_600, "元", None)], []),
]
# What the end of a line tears: the lines, and the numbers that may be read.
TORN: list[tuple[str, list[tuple[float, str]]]] = [
    ("經費1億2,\n345萬元。", []),
    ("經費一億二\n千萬元。", []),
    ("受理63萬\n5千人。", []),
    ("受理63萬5,\n000人。", []),
    ("受理廿\n三件。", []),
    ("受理二十\n三件。", []),
    ("節電率為-\n2.3%。", []),
    ("節電率為△\n2.3%。", []),
    ("受理三\n、四十件。", []),
    ("受理63\n至65件。", []),
    ("受理約\n63件。", []),
    ("受理數\n十件。", []),
    ("受理1,234\n餘件。", []),
    ("經費1,234千\n元。", []),
    ("受理1,234件、5\n6人。", [(1234, "件")]),
    ("經費新臺幣\n1,234元。", [(1234, "元")]),
    ("受理情形\n63件、845人。", [(63, "件"), (845, "人")]),
]


@pytest.mark.parametrize(("line", "values", "noted"), READ, ids=[line for line, *_ in READ])
def test_a_line_is_read_or_noted(
    read: Read, line: str, values: list[tuple[float, str, str | None]], noted: list[str]
) -> None:
    _, _, reading = read(f"{HEAD}(一){line}\n")
    own = [q for q in reading.quantities if q.unit is not None and q.segment.passage.no > 2]
    assert [(float(q.value), q.unit, q.qualifier) for q in own] == values
    assert [doubt.raw for doubt in reading.doubts] == noted


@pytest.mark.parametrize(("lines", "values"), TORN, ids=[lines.replace("\n", "/") for lines, _ in TORN])
def test_of_a_torn_number_no_part_is_a_value(read: Read, lines: str, values: list[tuple[float, str]]) -> None:
    _, _, reading = read(f"{HEAD}(一){lines}\n")
    own = [q for q in reading.quantities if q.unit is not None and q.segment.passage.no > 2]
    assert [(float(q.value), q.unit) for q in own] == values
    assert bool(reading.doubts) == (len(values) < 1 or "5\n6" in lines)
