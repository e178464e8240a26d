"""One value in every way that clerks write it is read back as that value, in sentences and in cells."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from catalog.fold import Folder
from catalog.load import load
from ingest.notation.calendar import Interval
from ingest.numbers.quantities import QuantityReader, Survey
from ingest.passages.outline import Passage
from ingest.read.document import table_block

CATALOG = load()
FOLDER = Folder(CATALOG.lexicon.variants)
READER = QuantityReader(CATALOG.lexicon, CATALOG.units)
PERIOD = Interval(date(2018, 1, 16), date(2018, 6, 30))

_PLAIN = "零一二三四五六七八九"
_CAPITAL = "零壹貳參肆伍陸柒捌玖"
_FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


def _survey(passage: Passage) -> Survey:
    return READER.survey(list(READER.segments(passage, PERIOD)))


def _sentence(text: str) -> Survey:
    return _survey(Passage(1, "paragraph", text, FOLDER.fold(text), FOLDER.compact(text), ()))


def _table(rows: list[list[str]]) -> Survey:
    block = table_block(rows)
    return _survey(
        Passage(1, "table", block.text, FOLDER.fold(block.text), FOLDER.compact(block.text), (), cells=block.cells)
    )


def _spelt(number: int, digits: str, scales: tuple[str, str, str]) -> str:
    """``number`` below 10,000 spelt with scales, 零 where places are left out."""
    text, gap = "", False
    for power, scale in zip((3, 2, 1, 0), (*scales, ""), strict=True):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + scale
            gap = False
        else:
            gap = True
    return text


def _ten_thousands(number: int, spell: tuple[str, tuple[str, str, str]] | None) -> str:
    """``number`` with 萬, each part in digits or spelt."""
    high, low = divmod(number, 10_000)
    first, rest = (_spelt(high, *spell), _spelt(low, *spell)) if spell else (str(high), str(low) if low else "")
    return f"{first}萬" + ("零" if 0 < low < 1000 else "") + rest


def _written(number: int) -> list[str]:
    """Every way of writing a whole number below 10^8 that leaves no doubt."""
    commas = f"{number:,}"
    forms = [str(number), commas, commas.translate(_FULL_WIDTH), str(number).translate(_FULL_WIDTH)]
    forms += [commas.replace(",", ", "), commas.replace(",", " ,"), commas.replace(",", ",\n"), f" {commas} "]
    forms += [commas.replace(",", blank) for blank in (" ", "\u2009", "\u202f", "\u00a0")]
    plain, capital = (_PLAIN, ("千", "百", "十")), (_CAPITAL, ("仟", "佰", "拾"))
    if number < 10_000:
        forms += [_spelt(number, *plain), _spelt(number, *capital)]
    else:
        forms += [_ten_thousands(number, form) for form in (None, plain, capital)]
    # A capital that stands alone is a word more often than a number: 陸, 伍, 參.
    return [form for form in forms if form not in _CAPITAL]


@given(st.integers(min_value=1, max_value=10**8 - 1), st.sampled_from(["件", "人次", "劑"]), st.data())
def test_a_count_reads_back_in_a_sentence(number: int, unit: str, data: st.DataObject) -> None:
    # 一劑 may be an article as in 一份心意.
    form = data.draw(st.sampled_from([form for form in _written(number) if (form, unit) != ("一", "劑")]))
    survey = _sentence(f"本期受理申訴計{form}{unit}，均依法辦理。")
    assert [(int(q.value), q.unit) for q in survey.quantities] == [(number, unit)]


@given(
    st.integers(min_value=1, max_value=99_999),
    st.sampled_from(["-", "－", "−", "△", "▲", "負", ""]),
    st.sampled_from(["%", "％", "﹪"]),
)
def test_a_rate_reads_back_with_its_sign(hundredths: int, sign: str, unit: str) -> None:
    survey = _sentence(f"本期節電率為{sign}{hundredths / 100:.2f}{unit}，已公告。")
    (quantity,) = survey.quantities
    assert (float(quantity.value * 100), quantity.unit) == (-hundredths if sign else hundredths, "%")


@given(
    st.integers(min_value=1, max_value=9_999),
    st.integers(min_value=0, max_value=9_999),
    st.sampled_from(["萬{}", "萬零{}", "萬〇{}"]),
    st.sampled_from(["件", "人次", "元"]),
)
def test_a_numeral_of_digits_and_scales_reads_back(high: int, low: int, form: str, unit: str) -> None:
    # 8萬5 is 85,000 in speech and 80,005 in print; 萬零 stands before fewer than a thousand.
    low = low % 1000 if form != "萬{}" else low + 1000 if low < 1000 else low
    assume(low > 0)
    survey = _sentence(f"本期受理計{high}{form.format(low)}{unit}，均依法辦理。")
    assert [(int(q.value), q.unit) for q in survey.quantities] == [(high * 10_000 + low, unit)]


@given(
    st.integers(min_value=1, max_value=9),
    st.integers(min_value=0, max_value=9),
    st.sampled_from([("千", "百"), ("仟", "佰")]),
    st.sampled_from([("", 1), ("萬", 10_000), ("億", 10**8)]),
)
def test_thousands_and_hundreds_behind_digits_read_back(
    high: int, low: int, scales: tuple[str, str], scale: tuple[str, int]
) -> None:
    written = f"{high}{scales[0]}" + (f"{low}{scales[1]}" if low else "") + scale[0]
    survey = _sentence(f"本期經費計{written}元，均依法辦理。")
    assert [(int(q.value), q.unit) for q in survey.quantities] == [((high * 1000 + low * 100) * scale[1], "元")]


@given(st.integers(min_value=1, max_value=999), st.sampled_from(["", "負"]))
def test_a_share_reads_back_in_every_way(tenths: int, sign: str) -> None:
    value = tenths / 10
    whole, last = divmod(tenths, 10)
    spelt = _spelt(whole, _PLAIN, ("千", "百", "十")) or "零"
    words = spelt + (f"點{_PLAIN[last]}" if last else "")
    forms = [f"{value}%", f"{value}％", f"百分之{value}", f"百分之{words}", f"千分之{tenths}", f"{tenths}‰"]
    for form in forms:
        survey = _sentence(f"本期節電率為{sign}{form}，已公告。")
        assert [(float(q.value), q.unit) for q in survey.quantities] == [(-value if sign else value, "%")], form


@given(st.integers(min_value=1, max_value=9), st.integers(min_value=0, max_value=9))
def test_tenths_read_back(tenths: int, hundredths: int) -> None:
    for form in (f"{tenths}成", f"{_PLAIN[tenths]}成"):
        written = form + (_PLAIN[hundredths] if hundredths else "")
        survey = _sentence(f"本期達成率為{written}，已公告。")
        assert [(int(q.value), q.unit) for q in survey.quantities] == [(10 * tenths + hundredths, "%")]
        # What is told to hundredths is no more than half of one away.
        assert [float(q.half_step) for q in survey.quantities] == [0.5 if hundredths else 5]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1億8,000多萬", 180_000_000),
        ("2億300餘萬", 203_000_000),
        ("12億5,000多萬", 1_250_000_000),
        ("300多萬", 3_000_000),
    ],
)
def test_a_loose_scale_is_of_the_last_part(written: str, value: int) -> None:
    survey = _sentence(f"本期編列經費{written}元。")
    assert [(int(q.value), q.unit, q.qualifier is None) for q in survey.quantities] == [(value, "元", False)]


@given(
    st.integers(min_value=1, max_value=10**8),
    st.sampled_from([
        ("NT${}", "元"), ("NT$ {}元", "元"), ("NTD {}", "元"), ("新臺幣{}元", "元"), ("新台幣 {} 元", "元"),
        ("US${}", "美元"), ("USD {}", "美元"), ("美金{}元", "美元"), ("{}美元", "美元"), ("歐元{}元", "歐元"),
        ("日幣{}元", "日圓"), ("人民幣{}元", "人民幣"),
    ]),
    st.booleans(),
)  # fmt: skip
def test_money_is_of_the_currency_that_is_printed(number: int, form: tuple[str, str], commas: bool) -> None:
    survey = _sentence(f"本期經費計{form[0].format(f'{number:,}' if commas else number)}，均依法辦理。")
    assert [(int(q.value), q.unit) for q in survey.quantities] == [(number, form[1])]


@given(
    st.integers(min_value=1, max_value=10**6),
    st.sampled_from(["{}", "-{}", "－{}", "△{}", "▲{}", "({})", "（{}）"]),
    st.sampled_from([("千元", 1000), ("新臺幣千元", 1000), ("萬元", 10_000), ("元", 1)]),
)
def test_money_reads_back_from_a_cell(number: int, form: str, scale: tuple[str, int]) -> None:
    survey = _table([[f"單位：{scale[0]}", ""], ["機關", "餘絀"], ["水利局", form.format(f"{number:,}")]])
    (quantity,) = survey.quantities
    sign = 1 if form == "{}" else -1
    assert (int(quantity.value), quantity.unit) == (sign * number * scale[1], "元")


@example("3成5‧2")
@example("二成3.4件")
@given(
    st.text(
        alphabet="0123456789,.，‧ 零〇○一二兩三四五六七八九廿壹陸十百千萬億拾佰仟點負-△()%成半件人元年月至、數",
        max_size=60,
    )
)
def test_no_text_raises_and_every_digit_is_told_of(text: str) -> None:
    passage = Passage(1, "paragraph", text, FOLDER.fold(text), FOLDER.compact(text), ())
    (segment,) = READER.segments(passage, PERIOD)
    survey = READER.survey([segment])
    spans = [(q.start, q.end) for q in survey.quantities] + [(d.start, d.end) for d in survey.doubts]
    spans += [(start, end) for start, end, _ in READER.not_quantities(segment)]
    told_of = {place for start, end in spans for place in range(start, end)}
    runs = READER.digit_runs(segment)
    assert [run for run in runs if told_of.isdisjoint(range(*run))] == []
    assert all(q.value.is_finite() for q in survey.quantities)


@pytest.mark.parametrize(
    "line",
    [
        "調處 47 385 件。", "覆議 3 418 件。", "覆議3\t418件。", "訪視  5    207 人。", "訪視 6\u3000112 人。",
        "完成率 15 6.5%。", "完成率15 6.5%。", "經費 31 7,204 元。", "通報 4 6 9 件。", "通報1,    408件。",
        "耗電4.\t2%。", "補助 2 315.5 萬元。", "補助 1 3萬2,000元。",
    ],
)  # fmt: skip
def test_numbers_of_neighbouring_columns_are_never_one(line: str) -> None:
    survey = _sentence(line)
    assert not survey.quantities
    assert [doubt.fault for doubt in survey.doubts] == ["blanks"]


@pytest.mark.parametrize(
    ("cell", "noted"), [("47 385", "47 385"), ("47 385人", "47 385"), ("9\u3000120人", "9\u3000120")]
)
def test_two_columns_in_one_cell_are_no_number(cell: str, noted: str) -> None:
    survey = _table([["區別", "人數"], ["甲區", cell]])
    assert not survey.quantities
    assert [doubt.raw for doubt in survey.doubts] == [noted]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("調處 18 000 件。", 18_000),
        ("調處 3\u00a0418 件。", 3418),
        ("調處 27, 418 件。", 27_418),
        ("調處27,4 18件。", 27_418),
    ],
)
def test_blanks_within_what_can_be_but_one_number(line: str, value: int) -> None:
    assert [int(quantity.value) for quantity in _sentence(line).quantities] == [value]


@pytest.mark.parametrize(
    ("line", "noted"),
    [
        ("受理8\u033825件。", "8\u033825"),
        ("受理36\u20dd件。", "36\u20dd"),
        ("受理1,\ufffd204件。", "1,\ufffd204"),
        ("受理2\u03324\u03326\u0332件，另有", "2\u03324\u03326\u0332"),
        ("受理\ufffd05件。", "\ufffd05"),
        ("受理1\ufe0f\u20e35\ufe0f\u20e3件。", "1\ufe0f\u20e35\ufe0f\u20e3"),
        ("上課¾小時。", "¾"),
        ("召開Ⅳ次，均有紀錄。", "Ⅳ"),
        ("受理⑫件，皆已結案。", "⑫"),
        ("½件。", "½"),
        ("受理④⑧ 件。", "④⑧"),
        ("受理㊷件。", "㊷"),
        ("參加㈥人。", "㈥"),
        ("受理\ue12a\ue131件。", "\ue12a\ue131"),
        ("參加❸❺人次；", "❸❺"),
    ],
)
def test_odd_digits_are_a_doubt_as_a_whole(line: str, noted: str) -> None:
    survey = _sentence(line)
    assert not survey.quantities
    assert [doubt.raw for doubt in survey.doubts] == [noted]


@pytest.mark.parametrize(
    "line",
    [
        "①人員訓練、②次要道路，③件數統計",
        "第Ⅱ期，另",
        "來賓²人，",
        "王\ue001明，",
        "cafe\u0301，",
        "Ⅲ級警戒區",
        "受理（⑤件），①件；②次",
    ],
)
def test_signs_that_count_nothing_are_no_doubt(line: str) -> None:
    assert not _sentence(line).doubts


@pytest.mark.parametrize("across", [True, False])
def test_a_cell_of_an_endless_row_or_column_keeps_its_first_and_its_nearest_heads(across: bool) -> None:
    names = [f"甲{place}" for place in range(3000)]
    block = table_block([names, ["5"]] if across else [[name] for name in names])
    passage = Passage(
        1, "table", block.text, FOLDER.fold(block.text), FOLDER.compact(block.text), (), cells=block.cells
    )
    cells = [cell for cell in READER.segments(passage, PERIOD) if cell.compact.text.startswith("甲")]
    for place, cell in enumerate(cells):
        heads = [head.compact.text for head in (cell.row_heads if across else cell.column_heads)]
        assert len(heads) <= 256
        assert heads == names[:place] if place <= 256 else (heads[0], heads[-1]) == (names[0], names[place - 1])
