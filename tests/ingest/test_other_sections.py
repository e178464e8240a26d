"""Values in sections of other matters are asked about; those in sections of ours, whatever heads them, stay."""

from __future__ import annotations

import pytest

from ingest.numbers.printed import Quantity
from tests.ingest.conftest import Read

HEAD = "高雄市政府行政暨國際處業務報告\n謹就112年1月1日至6月30日（以下簡稱本期）報告如後。\n壹、重要業務執行情形\n"

# Other offices' work in the words of ours.
OTHERS = [
    "五、衛生稽查\n受理醫療糾紛86件，召開調解會議14次，調解成立52件；輔導診所312家，裁罰金額54萬元。",
    "三、地方稅務\n受理復查申請41件，審議委員會開會6次；欠稅移送執行2,140件，稅務宣導22場次，印製摺頁8,000份。",
    "二、地政業務\n不動產糾紛調處會議召開9次，調處27件；受理土地登記12萬4,300件，核發謄本86萬張，測量3,120筆。",
    "七、托育服務\n訪視托嬰中心74次、37家，收托嬰幼兒1,665名；添置空氣清淨機36台、嬰兒床120張，培訓保母214名。",
]
# Our work under headings of their own.
OURS = [
    (
        "四、替民眾討公道\n受理消費諮詢7,935件、第一次申訴2,874件及第二次申訴641件；召開消費爭議調解委員會議8次，調解104件。",
        5,
    ),
    (
        "二、與世界同行\n本期接待外賓37案、468人，較上年同期29案、315人增加；1月5日舉辦國際午宴，計有11個姊妹市、220位貴賓與會。",
        6,
    ),
    ("六、派車及調檔\n公務車輛調派388車次，線上351車次、紙本37車次；本期調案線上38件、紙本152件，合計190件。", 6),
]


def _of(read: Read, text: str) -> list[Quantity]:
    return list(read(f"{HEAD}{text}\n")[2].quantities)


@pytest.mark.parametrize("text", OTHERS)
def test_of_other_sections_nothing_is_published(read: Read, text: str) -> None:
    numbers = _of(read, text)
    assert not [(number.raw, number.decision.reason) for number in numbers if number.observations]


def test_what_is_asked_there_says_why(read: Read) -> None:
    reasons = {number.decision.reason for text in OTHERS for number in _of(read, text)}
    assert "other_section" in reasons


@pytest.mark.parametrize(("text", "values"), OURS)
def test_headings_that_nobody_has_used_do_not_make_a_section_another(read: Read, text: str, values: int) -> None:
    assert sum(bool(number.observations) for number in _of(read, text)) == values


def test_one_subject_of_several_is_enough(read: Read) -> None:
    text = "五、植栽認養、節能與樓管\n本期節電率1.8%、節水率2.2%，換裝LED燈具412組；認養花圃86處，栽種苗木4,100株。"
    assert sum(bool(number.observations) for number in _of(read, text)) == 3


@pytest.mark.parametrize("words", ["消費爭議調解80件(成立52件、不成立28件)", "消費查核432家，其中符合405家、不符27家"])
def test_a_part_that_only_a_sum_tells_is_asked_about(read: Read, words: str) -> None:
    numbers = _of(read, f"五、消費者保護\n本期受理消費諮詢7,935件、第一次申訴2,874件；{words}。")
    assert [bool(number.observations) for number in numbers] == [True, True, True, False, False]
