"""Wholes beside parts that are all of them, and what is reached from what was there, in many wordings."""

from __future__ import annotations

import pytest

from tests.ingest.checked import failing_in
from tests.ingest.conftest import Read

REPORT_OF_112 = (
    "高雄市政府行政暨國際處業務報告\n謹就112年1月1日至6月30日（以下簡稱本期）報告如後。\n壹、重要業務執行情形\n"
)

FIRST, SECOND = "112年1月1日至6月30日", "112年7月1日至12月31日"


def _failing(read: Read, text: str, period: str = FIRST) -> set[str]:
    return {check.kind for check in failing_in(read, f"高雄市政府行政暨國際處工作報告（{period}）\n一、{text}\n")}


@pytest.mark.parametrize(
    "text",
    [
        # What is left of a whole.
        "本期審查52案，核定41案，餘21案退請補正。",
        "本期審查52案，其中核定41案，其餘21案續審。",
        "專戶312戶，277戶已足額，尚餘45戶未足額。",
        "釋出職缺863個，製造業512個、服務業274個，其餘97個為其他行業。",
        "登載648則，法規類212則最多，行政規則類187則居次，餘259則為公告。",
        "登載648則，以法規類居首（212則），行政規則類次之（187則），公告類156則再次之，其餘84則為雜項。",
        # Parts by kind, whatever words open them.
        "移入檔案4,385件，按來源分，原市府2,960件，原縣府1,245件。",
        "移入檔案4,385件，就其來源而言，來自市府者2,960件，來自縣府者1,245件。",
        "移入檔案4,385件，屬原市府者2,960件、屬原縣府者1,245件。",
        "移入檔案4,385件，分屬原市府2,960件及原縣府1,245件。",
        "採購87件，財物46件、勞務29件、其他22件。",
        # The scale of the whole is not that of its parts.
        "核列160,000萬元，分配如下：甲局98,400千元（占61.50%）、乙局61,600千元（占38.50%）。",
        "核列經費24,000萬元，包括甲局12,000千元、乙局7,000千元、丙局5,000千元。",
        # Parts by season.
        "本期用電120,500度，第1季58,200度、第2季63,200度。",
        "本期用電120,500度；1至3月58,200度，4至6月63,200度。",
        "本期用電120,500度，按季觀察，1月至3月計58,200度，4月至6月計63,200度。",
        "本期公報出刊51期，第一季24期、第二季37期。",
        "本期售出158件，得款736,200元；第1季71件、得款318,400元，第2季87件、得款471,800元。",
        # What came of all of them.
        "審議提案16案，同意14案、緩議2案、退回1案。",
        "審議提案26案，照案通過19案、保留5案及退回3案。",
        "考核12所，其中優等4所、甲等9所、乙等1所。",
        # A part that is more than its whole.
        "客梯4部使用逾27年，本期進場整修，其中6部加裝電力回收裝置。",
        "志工22人，協助導覽與校對，其中退休同仁25人。",
    ],
)
def test_parts_that_are_all_there_is_come_to_their_whole(read: Read, text: str) -> None:
    assert "stated_total" in _failing(read, text)


@pytest.mark.parametrize(
    "text",
    [
        "本期審查52案，核定41案，餘11案退請補正。",
        "登載648則，以法規類居首（212則），行政規則類次之（187則），公告類165則再次之，其餘84則為雜項。",
        # The first of a list is a part; what is left may be of an earlier stock, or stand before a list of its own.
        "起火原因以電氣因素117件最多，遺留火種92件次之，菸蒂79件再次之，其餘為爐火60件、縱火15件及其他113件。",
        "本期受理100件，結案90件，尚有40件待辦。",
        "訪賓依地區，日本152人、韓國82人、東南亞50人、歐美43人、其他15人。",
        "訪賓：日本152人，韓國82人，其他15人。",
        "維修516件，依類別分：水電196件、空調143件、電梯58件、消防41件、其他78件，較上期498件增加18件。",
        # Some of them, another time, another matter.
        "移入檔案4,385件，依來源以市府2,960件最多，縣府1,245件次之。",
        "移入檔案4,385件，按來源分，有市府2,960件、縣府1,245件等。",
        "本期用電120,500度，上年度第1季58,200度、第2季63,200度、第3季70,000度。",
        "客梯4部、貨梯2部，其中6部已逾使用年限。",
        "會議16次，講習10次、座談5次、訪視3次。",
        "客梯4部使用逾27年，平均每月受理報修其中6部次。",
        "志工22人，較上期增加，其中退休同仁18人。",
        # What is told in the same words is another part of a whole told before.
        "3月14日撥補2.10億元，6月13日撥補1.90億元，尚餘1.20億元，預定9月撥補。",
        "第1季採購46件，第2季採購38件，尚餘21件。",
    ],
)
def test_what_may_be_otherwise_accuses_nobody(read: Read, text: str) -> None:
    assert _failing(read, text) == set()


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("訪賓61案748人，案數較上期52案增加9案，人數較上期633人增加115人；全年合計113案、1,381人。", False),
        ("訪賓61案748人，案數較上期52案增加9案，人數較上期633人增加115人；全年合計131案、1,381人。", True),
        ("訪賓61案748人，案數較上期52案增加9案，人數較上期633人增加115人；全年合計113案、1,831人。", True),
        ("維修563件，水電211件、空調352件；較上期516件增47件，全年1,097件。", True),
        ("審核小組集會4次；合上期3次，全年集會8次。", True),
        ("甲類2,547件，較上期2,419件多128件；乙類297件，較上期275件多22件。綜計全年，甲類4,966件，乙類527件。", True),
        ("甲類2,547件，較上期2,419件多128件；乙類297件，較上期275件多22件。綜計全年，甲類4,966件，乙類572件。", False),
        ("燈具續換510組，連同上期420組，全年共940組。", True),
        ("收發櫃增設12格，連同上期18格，現有32格。", True),
        ("收發櫃原設18格，本期新增12格，目前共有32格。", True),
        ("飲水機原有18臺，報廢3臺，新設12臺，現有29臺。", True),
        ("飲水機原有18臺，報廢3臺，新設12臺，現有27臺。", False),
        # The whole of another year, to compare it with.
        ("諮詢828件，併計上半年784件，112年全年共1,612件，高於111年全年之1,544件。", False),
        ("諮詢828件，併計上半年784件，112年全年共1,612件，不及111年全年1,644件。", False),
        # A goal, a year told of itself, what came and went untold.
        ("查核28次，併上期26次，全年54次，已達年度目標50次。", False),
        ("全年派車3,200車次，較上期3,150車次增加50車次。", False),
        ("派車1,700車次，較上期1,500車次增加200車次，全年預計達3,500車次。", False),
        ("飲水機原有18臺，汰換12臺，現有29臺。", False),
    ],
)
def test_what_is_reached_comes_of_what_was_there(read: Read, text: str, *, fails: bool) -> None:
    assert _failing(read, text, SECOND) == ({"stated_total"} if fails else set())


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("設施維修。四維及鳳山行政中心本期處理維修573件（538件），四維326件，鳳山247件，多為空調及水電。", False),
        ("設施維修。四維及鳳山行政中心本期處理維修573件（538件），四維362件，鳳山247件，多為空調及水電。", True),
        ("場地使用。本期中庭開放132場次（104場次），四維行政中心88場次，鳳山行政中心44場次。", False),
        ("場地使用。本期中庭開放132場次（104場次），四維行政中心98場次，鳳山行政中心44場次。", True),
        # One of the two is not told: nothing is said.
        ("設施維修。四維及鳳山行政中心本期處理維修573件，四維行政中心326件，餘為其他。", False),
    ],
)
def test_what_is_told_of_both_centres_is_what_is_told_of_each(read: Read, text: str, fails: bool) -> None:
    assert ("parts" in _failing(read, text)) is fails


@pytest.mark.parametrize("shares", [("", ""), ("（30.0%）", "（70.0%）")])
def test_a_total_behind_parts_and_their_shares_is_the_total(read: Read, shares: tuple[str, str]) -> None:
    text = f"調案：線上60件{shares[0]}、紙本140件{shares[1]}，合計200件。"
    told = read(f"{REPORT_OF_112}四、檔案\n{text}\n")[2].observations
    assert {(o.metric_id, int(o.value)) for o in told} == {
        ("archive_requests_online", 60), ("archive_requests_paper", 140), ("archive_requests_total", 200),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("消費者保護教育宣導預定12場次，實際辦理十五場次，達成率125%。", {("consumer_education_sessions", 15)}),
        ("消費者保護教育宣導：目標20場次→實際24場次。", {("consumer_education_sessions", 24)}),
        ("本期訪賓接待預定30案，交流展覽實際辦理26場。", set()),
    ],
)
def test_what_came_is_of_the_goal_right_before_it(read: Read, text: str, values: set[tuple[str, int]]) -> None:
    told = read(f"{REPORT_OF_112}五、業務\n{text}\n")[2].observations
    assert {(o.metric_id, int(o.value)) for o in told if o.measure != "target"} == values
