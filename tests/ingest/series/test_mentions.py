"""What kind of statement a number stands in, and of what unit, as its words and its table say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.series.bureau import HALF, PLAN, YEAR, mentions_of


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        (HALF + "申訴案於24小時內回復率96.5%。", 24, "label"),
        (HALF + "檢查後30日內複查412家。", 30, "label"),
        (HALF + "申請案平均3日內完成審核。", 3, "own"),
        (HALF + "輔導後職業災害減少率31.5%。", 31.5, "own"),
        (HALF + "用電減少率4.2%。", 4.2, "own"),
        (HALF + "職業災害較上年同月減少31件。", 31, "change"),
        (HALF + "就業率81.5%，較上年79.8%增加1.7個百分點。", 79.8, "prior"),
        (HALF + "媒合人數412人，上年度為398人。", 398, "prior"),
        (PLAN + "就業服務據點由目前131處增至210處。", 210, "target"),
        (PLAN + "檢查員現有64名擴充為82名。", 82, "target"),
        (HALF + "服務據點由6月底95處降為年底91處。", 95, "prior"),
        (HALF + "辦理訓練，以結訓率85%為全年目標。", 85, "target"),
        (HALF + "每戶補助以3次為年度上限。", 3, "target"),
        (HALF + "收繳差額補助費1,927萬元。", 19_270_000, "own"),
        (HALF + "差額地價412萬元。", 4_120_000, "own"),
        (HALF + "未達標準者179家。", 179, "own"),
        (HALF + "未達標準之工廠412家。", 412, "own"),
        (HALF + "下半年將辦理徵才活動31場次。", 31, "target"),
        (HALF + "下半年將再開辦訓練12班。", 12, "target"),
        (HALF + "職業災害千人率2.713‰。", 1000, "label"),
        (HALF + "僱用100人以上之事業單位412家。", 100, "label"),
        (HALF + "輔導30人以上工廠412家。", 30, "label"),
    ],
)
def test_the_words_beside_a_number_tell_what_it_states(tmp_path: Path, text: str, value: float, role: str) -> None:
    assert mentions_of(tmp_path, text)[value].role == role


@pytest.mark.parametrize(("row", "unit"), [("勞動檢查", "場次"), ("申訴辦理日數", "日")])
def test_a_column_of_units_is_no_name_of_its_rows(tmp_path: Path, row: str, unit: str) -> None:
    found = mentions_of(tmp_path, f"{YEAR}表1　關鍵績效指標\n指標名稱\t單位\t112年實際值\n{row}\t{unit}\t890")[890]
    assert (found.text["row"], found.unit) == (row, unit)


@pytest.mark.parametrize(("first", "second"), [("上半年", "下半年"), ("1至6月", "7至12月")])
def test_the_first_half_in_a_report_of_the_year_is_of_its_own_period(tmp_path: Path, first: str, second: str) -> None:
    heads = f"項目\t112年{first}\t112年{second}"
    found = mentions_of(tmp_path, f"{YEAR}表1　媒合人數（單位：人）\n{heads}\n青年\t1,268\t1,341")
    assert {found[1268].role, found[1341].role} == {"own"}


@pytest.mark.parametrize("row", ["總數", "青年累計"])
def test_a_difference_of_a_total_is_a_difference(tmp_path: Path, row: str) -> None:
    heads = "項目\t112年上半年\t111年上半年\t增減"
    found = mentions_of(tmp_path, f"{HALF}表1　媒合人數（單位：人）\n{heads}\n{row}\t1,268\t1,241\t27")
    assert found[27].role == "change"


@pytest.mark.parametrize(
    ("heads", "roles"),
    [
        ("項目\t本期\t去年同期\t增減", ("own", "prior", "change")),
        ("項目\t111年6月底\t112年6月底\t增減", ("prior", "own", "change")),
        ("項目\t110年底\t111年底\t112年6月底", ("prior", "prior", "own")),
    ],
)
@pytest.mark.parametrize("caption", ["表1　服務量與去年同期比較（單位：人）", "表1　服務據點（單位：處）"])
def test_heads_of_columns_tell_the_period_of_a_cell(
    tmp_path: Path, caption: str, heads: str, roles: tuple[str, ...]
) -> None:
    found = mentions_of(tmp_path, f"{HALF}{caption}\n{heads}\n青年\t1,268\t1,341\t73\n婦女\t2,071\t2,125\t54")
    assert tuple(found[value].role for value in (1268, 1341, 73)) == roles


@pytest.mark.parametrize("heading", ["壹、現況分析", "壹、上年度執行情形", "壹、目前服務能量"])
@pytest.mark.parametrize(("text", "value"), [("就業服務據點131處，檢查員64名。", 131), ("職業訓練結訓1,268人。", 1268)])
def test_how_things_stand_in_a_plan_is_no_goal(tmp_path: Path, heading: str, text: str, value: float) -> None:
    plan = PLAN.replace("壹、重要業務", heading) + f"{text}\n\n貳、施政目標\n\n就業服務據點140處。"
    found = mentions_of(tmp_path, plan)
    assert (found[value].role, found[140].role) == ("own", "target")


@pytest.mark.parametrize("head", ["112年1至9月", "112年1月至8月"])
def test_what_of_the_year_before_a_plans_table_tells_is_how_things_stand(tmp_path: Path, head: str) -> None:
    heads = f"指標\t111年實績\t{head}\t113年目標"
    found = mentions_of(tmp_path, f"{PLAN}表1　績效指標\n{heads}\n結訓人數（人）\t1,268\t1,341\t1,500")
    assert [found[value].role for value in (1268, 1341, 1500)] == ["prior", "own", "target"]
    assert found[1341].text["near"] == "結訓人數"


@pytest.mark.parametrize(
    "text", ["勞動檢查員204人（東區61、北區53、南區90）。", "勞動檢查員204人，東區61人、北區53人、南區90人。"]
)
def test_each_of_a_list_of_short_names_has_its_own(tmp_path: Path, text: str) -> None:
    found = mentions_of(tmp_path, HALF + text)
    assert [found[value].text["near"] for value in (61, 53, 90)] == ["東區", "北區", "南區"]


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        ("65歲以上勞工1,204人。", 65, "label"),
        ("未滿18歲童工31人。", 18, "label"),
        ("勞工平均年齡43.2歲。", 43.2, "own"),
        ("檢查412家，占全年目標900家之45.8%。", 45.8, "change"),
    ],
)
def test_ages_that_name_and_shares_of_a_goal_are_no_values(tmp_path: Path, text: str, value: float, role: str) -> None:
    assert mentions_of(tmp_path, HALF + text)[value].role == role


@pytest.mark.parametrize("row", ["其他8區", "29歲以下"])
def test_a_number_in_the_name_of_a_row_counts_nothing(tmp_path: Path, row: str) -> None:
    found = mentions_of(tmp_path, f"{HALF}表1　媒合人數\n區別\t人數\n東區\t1,268\n{row}\t1,341")
    assert {found[value].role for value in (8, 29) if value in found} == {"label"}
    assert found[1341].role == "own"


@pytest.mark.parametrize(
    "said",
    [
        "除另註明者外，下列實績均為112年1至9月數據。",
        "各項成果皆統計至112年9月底。",
        "以下執行情形係112年1月至9月。",
    ],
)
def test_a_plan_says_in_many_words_until_when_its_figures_are_told(tmp_path: Path, said: str) -> None:
    found = mentions_of(tmp_path, f"{PLAN}{said}\n\n一、就業媒合1,268人，113年目標2,000人。")
    assert (found[1268].role, found[2000].role) == ("own", "target")


_TOLD_UNTIL = PLAN + "一、以下現況數據除另有註明外，均統計至112年9月底。\n\n"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("就業媒合1,268人、職業訓練412人，113年目標2,000人。", {1268: "own", 412: "own", 2000: "target"}),
        ("113年訓練900人以上；申訴318件，檢查員64名，113年擴充為82名。", {900: "target", 318: "own", 82: "target"}),
        ("職業災害率降至3.2%。", {3.2: "own"}),
        ("編列就業津貼補助450人。", {450: "target"}),
        ("113年賡續辦理諮詢（已服務3,216人次）及補助90件。", {3216: "own", 90: "target"}),
        ("113年續辦補助（已核定67件，2,683戶）。", {67: "own", 2683: "own"}),
    ],
)
def test_a_plan_that_says_until_when_its_figures_are_told_aims_where_it_names_its_year(
    tmp_path: Path, text: str, roles: dict[float, str]
) -> None:
    found = mentions_of(tmp_path, _TOLD_UNTIL + text)
    assert {value: found[value].role for value in roles} == roles
    assert all((found[value].told is not None) == (role == "own") for value, role in roles.items())


@pytest.mark.parametrize("heading", ["貳、未來工作重點", "貳、下半年工作目標"])
def test_what_stands_under_a_heading_of_what_is_to_come_is_a_goal(tmp_path: Path, heading: str) -> None:
    assert mentions_of(tmp_path, f"{HALF}{heading}\n\n一、職業訓練就業率提升至82%。")[82].role == "target"


def test_what_came_of_the_second_half_is_no_goal(tmp_path: Path) -> None:
    text = "高雄市政府勞工局業務報告\n\n報告期間：中華民國112年7月至12月\n\n壹、下半年工作成果\n\n一、職業訓練412人。"
    assert mentions_of(tmp_path, text)[412].role == "own"


@pytest.mark.parametrize(
    ("head", "unit"),
    [("檢查件數", "件"), ("查核戶次", "戶次"), ("訓練人次", "人次"), ("金額（千元）", "元"), ("就業率", "%")],
)
def test_the_head_of_a_column_tells_what_it_counts(tmp_path: Path, head: str, unit: str) -> None:
    found = mentions_of(tmp_path, f"{HALF}表1　檢查情形\n類別\t{head}\n營造業（含土木）\t187\n製造業\t318")
    assert next(one.unit for value, one in found.items() if value in (187, 187_000)) == unit


def test_rows_that_only_tell_a_time_are_named_by_their_column(tmp_path: Path) -> None:
    rows = "\n".join(f"第{at}季\t{value}" for at, value in enumerate((621, 901, 1284, 904), 1))
    found = mentions_of(tmp_path, f"{YEAR}表1　檢查情形\n季別\t檢查家次\n{rows}\n全年\t3,710")
    assert {(one.text["near"], one.text["row"]) for one in found.values() if one.in_table} == {("檢查家次", "")}


@pytest.mark.parametrize(
    ("text", "value", "name", "unit"),
    [
        ("3、就業服務南站、北站分別為412人及318人。", 412, "就業服務南站", "人"),
        ("職業訓練青年、婦女、中高齡依序為412、318、127人。", 318, "婦女", "人"),
        ("⊙職業災害率由上期4.1%降至3.2%。", 3.2, "職業災害率", "%"),
        ("列管場所由6月底95處降為年底91處。", 91, "列管場所", "處"),
        ("依職業安全衛生法第25條及第27條裁罰22件。", 22, "裁罰", "件"),
        ("就業率67.1%，已達112年目標66.5%。", 66.5, "就業率", "%"),
        ("底渣再利用38,905公噸。", 38905, "底渣再利用", "公噸"),
        ("團體協約32件。", 32, "團體協約", "件"),
        ("職務再設計152件。", 152, "職務再設計", "件"),
        ("初步媒合1,517人次。", 1517, "初步媒合", "人次"),
        ("調解人增聘至66人。", 66, "調解人", "人"),
        ("職工福利委員會現有1,866家。", 1866, "職工福利委員會", "家"),
        ("移工國籍以越南44,215人最多。", 44215, "越南", "人"),
        ("案由以工資614件居首。", 614, "工資", "件"),
    ],
)
def test_a_figure_is_named_by_its_own_words(tmp_path: Path, text: str, value: float, name: str, unit: str) -> None:
    found = mentions_of(tmp_path, HALF + text)[value]
    assert (found.text["near"], found.unit) == (name, unit)


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("移工11,354人，產業9,748人、社福1,606人。", {9748: 11354, 1606: 11354}),
        ("調解1,532件，涉及2,214人；類別為工資921件、其他611件。", {2214: None, 921: 1532, 611: 1532}),
        ("申訴41件，其中性騷擾22件；成立12件。", {22: 41, 12: None}),
        ("獨居老人1,263人（東區561、北區702）。", {561: 1263, 702: 1263}),
        ("補助412輛，其中每輛7輛次。", {7: None}),
    ],
)
def test_what_adds_up_or_is_opened_as_a_part_is_a_part_of_what_was_told_before(
    tmp_path: Path, text: str, wholes: dict[float, float | None]
) -> None:
    found = mentions_of(tmp_path, HALF + text)
    told = {value: found[value].whole for value in wholes}
    assert {value: whole and whole.value for value, whole in told.items()} == wholes


def test_a_part_without_a_unit_has_that_of_its_whole(tmp_path: Path) -> None:
    found = mentions_of(tmp_path, HALF + "獨居老人1,263人（東區561、北區453、南區249）。")
    assert {found[value].unit for value in (561, 453, 249)} == {"人"}


@pytest.mark.parametrize("text", ["就業人數突破3萬人，達31,912人。", "志工逾3萬人（31,912人）。"])
def test_a_figure_that_rounds_the_next_is_told_from_it(tmp_path: Path, text: str) -> None:
    found = mentions_of(tmp_path, HALF + text)
    assert (found[30_000].is_rounded, found[31_912].is_rounded) == (True, False)


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        (HALF + "自107年開辦以來累計補助2,426戶。", 2426, "cumulative"),
        (HALF + "從108年起累計輔導1,318家。", 1318, "cumulative"),
        (HALF + "結語：預計下半年再辦理徵才活動31場次，補助雇主5,412家。", 5412, "target"),
        (HALF + "展望下半年，本局賡續辦理訓練125班。", 125, "target"),
        (HALF + "工程進度83.7%，落後預定進度85.2%計1.5個百分點。", 85.2, "target"),
        (HALF + "參加1,862人次，超出原估1,500人次。", 1500, "target"),
        (HALF + "稽查1,971家次，為年度目標1,900家次之103.74%。", 103.74, "own"),
        (HALF + "平均處理日數由去年同期4.6日縮短為4.1日。", 4.1, "own"),
        (HALF + "115專線受理報案件數412件。", 115, "label"),
        (HALF + "聯絡電話06-2975。", 2975, "label"),
        (HALF + "112年度歲出預算1,983,412千元。", 1_983_412_000, "budget"),
        (PLAN + "補助機車汰換，編列經費1,416萬元。", 14_160_000, "budget"),
        (HALF + "本年度歲出預算執行8,614萬元。", 86_140_000, "own"),
        (HALF + "預算執行數8,614萬元。", 86_140_000, "own"),
    ],
)
def test_goals_sums_and_budgets_are_told_from_what_came(tmp_path: Path, text: str, value: float, role: str) -> None:
    assert mentions_of(tmp_path, text)[value].role == role


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("事故造成6人死亡、20人受傷。", {6: "死亡", 20: "受傷"}),
        ("計5人獲獎、13人晉級。", {5: "獲獎", 13: "晉級"}),
        ("原因分別為電氣、菸蒂及其他，各96起、58起及91起。", {96: "電氣", 58: "菸蒂", 91: "其他"}),
        ("碧潭、烏來、鶯歌各為412人次、318人次、275人次。", {412: "碧潭", 318: "烏來", 275: "鶯歌"}),
        ("建築物火災138件，占28.99%。", {28.99: "建築物火災占"}),
        ("調解412件，占全部36.1%。", {36.1: "調解占全部"}),
        ("急救成功率110年29.2%、111年30.7%、112年上半年31.6%。", {31.6: "急救成功率", 30.7: "急救成功率"}),
        ("發生火災360起，全年累計836起。", {836: "發生火災"}),
        ("各據點以九份986,412人次最多，另淡水1,234,567人次。", {986412: "九份"}),
        ("裁處件數依旅館、民宿分別為55件、30件，共85件。", {55: "旅館", 30: "民宿", 85: "裁處件數"}),
    ],
)
def test_a_number_is_named_by_its_own_words(tmp_path: Path, text: str, names: dict[float, str]) -> None:
    found = mentions_of(tmp_path, HALF + text)
    assert {value: found[value].text["near"] for value in names} == names


def test_words_behind_one_number_alone_are_no_name_of_it(tmp_path: Path) -> None:
    found = mentions_of(tmp_path, HALF + "本期辦理訓練12場次講習，參訓318人次。")
    assert {value: found[value].text["near"] for value in (12, 318)} == {12: "辦理訓練", 318: "參訓"}


@pytest.mark.parametrize("unit", ["件", "場", "人"])
def test_the_next_in_rank_is_no_unit_of_times(tmp_path: Path, unit: str) -> None:
    found = mentions_of(tmp_path, f"{HALF}以電氣118{unit}最多，菸蒂92{unit}次之，訓練76{unit}次之訓練。")
    assert (found[92].unit, found[76].unit) == (unit, f"{unit}次")


@pytest.mark.parametrize(("first", "second"), [("受理", "裁處"), ("檢查情形", "裁處情形")])
def test_a_head_stands_over_the_empty_ones_right_of_it(tmp_path: Path, first: str, second: str) -> None:
    heads = f"場所\t{first}\t\t{second}\t\n\t件數\t人數\t件數\t人數"
    found = mentions_of(tmp_path, f"{YEAR}表1　統計\n{heads}\n旅館\t624\t719\t212\t340\n工廠\t651\t723\t218\t347")
    assert [found[value].text["column"].split("|")[0] for value in (624, 719, 212, 340)] == [
        first,
        first,
        second,
        second,
    ]


def test_an_empty_head_over_values_is_under_the_one_above_it(tmp_path: Path) -> None:
    heads = "館別\t火化\t\t禮廳\n\t本期\t較去年同期增減\t"
    found = mentions_of(tmp_path, f"{YEAR}表1　使用\n{heads}\n一館\t6,402\t84\t2,488\n二館\t3,241\t34\t1,207")
    assert (found[2488].role, found[2488].text["column"]) == ("own", "禮廳")


_ACCOUNT = PLAN + "".join(
    f"{no}.112年{name}{1000 + no}人。\n"
    for no, name in enumerate(("媒合", "訓練", "檢查", "輔導", "申訴", "調解", "補助", "宣導", "訪視", "諮詢"), 1)
)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("會員31,412人、志工205人；協會67個。", {31412: "own", 205: "own", 67: "own"}),
        ("112年認證318件，113年增為400件；證照516張。", {318: "own", 400: "target", 516: "own"}),
        ("講座預計辦理42場。", {42: "target"}),
        ("較111年4,412件減少。", {4412: "prior"}),
    ],
)
def test_a_plan_that_mostly_tells_the_year_before_is_an_account_of_it(
    tmp_path: Path, text: str, roles: dict[float, str]
) -> None:
    found = mentions_of(tmp_path, f"{_ACCOUNT}11.{text}")
    assert {value: found[value].role for value in roles} == roles


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        ("112年度預算執行率95.4%。", 95.4, "own"),
        ("112年表揚模範勞工72人。", 72, "own"),
        ("112年預計表揚模範勞工72人。", 72, "target"),
        ("經費較112年度412萬元增加。", 4_120_000, "prior"),
        ("會員31,412人。", 31412, "target"),
    ],
)
def test_what_a_plan_tells_of_the_year_before_is_no_goal(tmp_path: Path, text: str, value: float, role: str) -> None:
    assert mentions_of(tmp_path, PLAN + text)[value].role == role


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("東站、西站媒合分別為84人及46人；滿意度亦分別為78.6%及62.4%。", {78.6: "東站滿意度", 62.4: "西站媒合滿意度"}),
        ("本期工會及協會分別占116家及62家。", {116: "工會", 62: "協會"}),
        (
            "視障、聽障就業依序達31人及28人，訓練人數依序為412人、318人。",
            {412: "視障訓練人數", 318: "聽障就業訓練人數"},
        ),
        ("求職登記3,412人（青年1,205、婦女881），撤銷412人。", {881: "婦女", 412: "撤銷"}),
    ],
)
def test_what_is_told_in_order_has_the_names_of_its_list(tmp_path: Path, text: str, names: dict[float, str]) -> None:
    found = mentions_of(tmp_path, HALF + text)
    assert {value: found[value].text["near"] for value in names} == names


@pytest.mark.parametrize("text", ["會員累計突破3萬人，達31,412人。", "開辦以來累計逾3萬人，為31,412人。"])
def test_what_is_rounded_is_told_of_the_exact_number_too(tmp_path: Path, text: str) -> None:
    found = mentions_of(tmp_path, HALF + text)
    assert (found[31412].role, found[31412].text["near"]) == ("cumulative", found[30000].text["near"])


@pytest.mark.parametrize("text", ["工程進度由48.3%推進至61.7%。", "工程進度由去年底48.3%進展到61.7%。"])
def test_what_moves_on_is_named_before_where_it_was(tmp_path: Path, text: str) -> None:
    found = mentions_of(tmp_path, HALF + text)
    assert (found[48.3].role, found[61.7].text["near"]) == ("prior", "工程進度")


@pytest.mark.parametrize(
    ("text", "sexes"),
    [
        ("會員412人，女性318人。", {412: "", 318: "女"}),
        ("會員412人（女318人、男94人）。", {412: "", 318: "女", 94: "男"}),
        ("檢查役男412人，訪視婦女318人，照顧子女94人。", {412: "", 318: "", 94: ""}),
    ],
)
def test_whose_figure_it_is_is_told_by_its_sex(tmp_path: Path, text: str, sexes: dict[float, str]) -> None:
    found = mentions_of(tmp_path, HALF + text)
    assert {value: "".join(found[value].sexes) for value in sexes} == sexes


@pytest.mark.parametrize(
    ("text", "value", "near"),
    [
        ("辦理徵才41場，下半年預計再辦38場。", 38, "辦理徵才"),
        ("仲裁案件21件，連同上半年，全年計35件。", 35, "仲裁案件"),
    ],
)
def test_what_is_to_come_again_has_the_name_of_what_came(tmp_path: Path, text: str, value: float, near: str) -> None:
    assert mentions_of(tmp_path, HALF + text)[value].text["near"] == near
