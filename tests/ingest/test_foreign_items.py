"""Items of other matters in sections of ours: what names a thing that no example is of is asked about."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

HEAD = "高雄市政府行政暨國際處業務報告\n謹就112年1月1日至6月30日（以下簡稱本期）報告如後。\n壹、重要業務執行情形\n"
HALLS = "館舍\t會議室使用場次\t中庭廣場開放場次\t維修件數\n四維行政中心\t512\t81\t318\n鳳山行政中心\t306\t47\t174\n"
OURS = ["512", "81", "318", "306", "47", "174"]


def _published(read: Read, text: str) -> list[str]:
    return [number.raw for number in read(f"{HEAD}{text}\n")[2].quantities if number.observations]


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        (
            "一、職工管理\n本期辦理職工管理研習會2場次，計96人參加；升降設備維護廠商技師操作特別訓練5梯次。",
            ["2", "96"],
        ),
        (
            "一、職工管理\n本期辦理職工管理研習會2場次，計96人參加；另為游泳池救生人員辦理急救複訓4場次，186人次受訓。",
            ["2", "96"],
        ),
        ("七、防護\n四維行政中心辦理防護團講習1次，參訓88人；長青綜合服務大樓避難逃生演練2次。", ["1", "88"]),
        # A rule reads the words before the number, which examples do not know as its own.
        ("八、公文及檔案\n本期逾期公文稽催管制518件；旅宿業者逾期未改善違規經消防單位稽催管制412件。", ["518"]),
    ],
)
def test_an_item_that_names_another_subject_is_asked_about(read: Read, text: str, ours: list[str]) -> None:
    assert _published(read, text) == ours


@pytest.mark.parametrize("hall", ["客家文物陳列館", "長青綜合服務大樓"])
def test_a_row_of_another_house_is_asked_about_and_so_is_its_total(read: Read, hall: str) -> None:
    rows = f"六、公務環境\n本期各館舍使用及修繕情形如下：\n{HALLS}{hall}\t188\t19\t63\n合計\t1,006\t147\t555"
    numbers = read(f"{HEAD}{rows}\n")[2].quantities
    assert [number.raw for number in numbers if number.observations] == OURS
    assert {number.decision.reason for number in numbers if not number.observations} == {"other_subject"}


def test_a_total_of_ours_stays(read: Read) -> None:
    rows = f"六、公務環境\n本期各館舍使用及修繕情形如下：\n{HALLS}合計\t818\t128\t492"
    assert _published(read, rows) == [*OURS, "818", "128", "492"]


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        # Long words of ours, and a short name that no example holds.
        ("三、職工\n有關本期所舉辦之職工管理研習會計2場次，參加之職工計有96人。", ["2", "96"]),
        ("四、辦公環境\n與去年比較：本期水電、空調、消防及電梯等維修517件。", ["517"]),
    ],
)
def test_new_words_around_things_of_ours_do_not_make_them_foreign(read: Read, text: str, ours: list[str]) -> None:
    assert _published(read, text) == ours


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("本期公務車輛調派400車次，其中他機關借用34車次，占8.50%。", "8.50"),
        ("公務車輛調派416車次，其中府屬機關借用30車次，約占7.21%。", "7.21"),
    ],
)
def test_a_share_of_counts_is_none_of_an_amount(read: Read, text: str, share: str) -> None:
    assert share not in _published(read, f"五、公務車輛\n{text}")


def test_a_share_of_the_amount_it_is_defined_of_stays(read: Read) -> None:
    text = "五、公務車輛\n112年度車輛設備經費4億2,000萬元，以警察局1億7,850萬元最多，占42.5%。"
    assert "42.5" in _published(read, text)
