"""Plain relations in long sentences: numbers apart from each other, with names, brackets and other units between."""

from __future__ import annotations

import pytest

from tests.ingest.checked import HALF, failing
from tests.ingest.conftest import Read


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # Two kinds that stand apart are each the only one of its unit.
        ("二、本期陳情計52件，具名者合計310人，較諸同期之40件、250人，件數增加12件，人數則增加60人。", False),
        ("二、本期陳情計52件，具名者合計310人，較諸同期之40件、250人，件數增加21件，人數則增加60人。", True),
        ("二、參訪團體31團，成員共620人，較上年同期之25團、500人，增加6團及120人，增幅24.0%。", False),
        ("二、參訪團體31團，成員共620人，較上年同期之25團、500人，人數增加102人。", True),
        # As many as the words of the total tell.
        ("二、3月受理民眾建議26件（第1次），另於9月受理17件（第2次），全年兩次座談合計受理43件。", False),
        ("二、3月受理民眾建議26件（第1次），另於9月受理17件（第2次），全年兩次座談合計受理53件。", True),
        ("二、春季班錄取35名，夏季班錄取28名，秋季班錄取31名，三場次甄選共錄取94名。", False),
        ("二、春季班錄取35名，夏季班錄取28名，秋季班錄取31名，三場次甄選共錄取84名。", True),
        # Some of them are no more than all.
        ("二、受評之18個機關中，有7個機關列為特優。", False),
        ("二、受評之18個機關中，有27個機關列為特優。", True),
        ("二、於240戶住戶中已有251戶完成換表。", True),
        ("二、於240戶住戶中已有215戶完成換表。", False),
        ("二、全市共38區中，有45場說明會已辦理。", False),
        # What is left out, and what that leaves.
        ("二、審查申請21案，除4案資格不符外，核准17案。", False),
        ("二、審查申請21案，除4案資格不符外，核准19案。", True),
        ("二、收受投書63件，除8件查無具體事證外，移送55件。", False),
        ("二、收受投書63件，除6件查無具體事證外，移送55件。", True),
        ("二、收受投書63件，除8件查無具體事證外，另有41件併案。", False),
        # Halves of a hundred.
        ("二、女性主管占52.30%，業已過半。", False),
        ("二、女性主管占52.30%，惟已過半。", False),
        ("二、女性主管占56.30%，惟尚未過半。", True),
        ("二、女性主管占50.40%，惟尚未及半。", True),
        ("二、女性主管占50.40%，已近半數。", False),
        ("二、線上申請比率為43.1%，業已逾半數。", True),
        ("二、線上申請比率為43.1%，仍未達半數。", False),
        # People in one unit and in another; words that tell by whom.
        ("二、講座由3所大學薦派講師20名主講，而其中由本處補助鐘點費之女性講師計12位，占六成。", False),
        ("二、講座由3所大學薦派講師20名主講，而其中由本處補助鐘點費之女性講師計12位，占八成。", True),
        ("二、錄取志工50人，其中具外語能力者計15名，占30.0%。", False),
        ("二、錄取志工50人，其中具外語能力者計15名，占40.0%。", True),
        # Years from one to another.
        ("二、市府公報自79年創刊以來，迄112年已屆33年。", False),
        ("二、市府公報自79年創刊以來，迄112年已屆43年。", True),
        ("二、本處與熊本市自102年締盟，至112年邁入第11年。", False),
        ("二、本處與熊本市自102年締盟，至112年已滿20年。", True),
        # A mean of each month, however far off.
        ("二、本期抽測計30人次，平均每月5人次。", False),
        ("二、本期抽測計30人次，平均每月9人次。", True),
        ("二、本期抽測計31人次，平均每月9人次。", False),
    ],
)
def test_plain_relations_are_looked_for_in_long_sentences(read: Read, text: str, wrong: bool) -> None:
    assert bool(failing(read, text, HALF)) == wrong
