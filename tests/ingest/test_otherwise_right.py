"""What another number of its sentence makes right is told of that one, and accuses nobody."""

from __future__ import annotations

import pytest

from tests.ingest.checked import HALF, failing
from tests.ingest.conftest import Read


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # What grew is the whole, not the last of its parts.
        (
            "二、調車計894車次，其中上半年438車次，下半年因勤務漸多，增為456車次，較上年之790車次增加104車次。",
            False,
        ),
        ("二、調車計894車次，其中上半年438車次，下半年因勤務漸多，增為456車次，較上年之790車次增加140車次。", True),
        (
            "二、閱覽合計3,250人，其中平日1,410人，假日則達1,840人，較上年之2,500人，人數增加750人，增幅達30.0%。",
            False,
        ),
        ("二、受理陳情共612件，其中網路388件，臨櫃遞為224件，較上年度之680件減少68件，減幅10.0%。", False),
        ("二、受理陳情共612件，其中網路388件，臨櫃遞為224件，較上年度之680件減少86件，減幅10.0%。", True),
        # A part of the whole, be it larger than the one right before it.
        ("二、全年借閱計5,310件，上半年2,480件，下半年為2,830件，其中屬線上借閱者4,102件。", False),
        ("二、全年借閱計5,310件，上半年2,480件，下半年為2,830件，其中屬線上借閱者6,102件。", True),
        ("二、研習學員共214人，甲班為98人，乙班為116人，其中女性130人。", False),
        ("二、列管設備計76組，四維中心為41組，鳳山中心為35組，其中逾齡者52組。", False),
        ("二、列管設備計76組，四維中心為41組，鳳山中心為35組，其中逾齡者82組。", True),
        # What came since a year that is not over.
        ("二、本市與釜山自55年締結姊妹市以來，迄112年已屆57年。", False),
        ("二、該刊物自90年創刊起，至112年累計發行264期。", False),
        ("二、本系統自101年啟用，迄112年已逾11年。", False),
        ("二、自101年起汰換燈具，迄118年累計1,670組。", True),
    ],
)
def test_what_another_number_makes_right_is_no_failure(read: Read, text: str, wrong: bool) -> None:
    assert bool(failing(read, text, HALF)) == wrong
