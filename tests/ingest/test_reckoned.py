"""What arithmetic names: numbers whose words leave open what they are, and whose sums leave no doubt."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

TITLE = "高雄市政府行政暨國際處業務報告（報告期間：112年7月1日至112年12月31日）\n"
HALF = ("2023-07-01", "2023-12-31")
BEFORE = ("2023-01-01", "2023-06-30")
YEAR_AGO = ("2022-07-01", "2022-12-31")


def values(read: Read, text: str, metric: str) -> dict[str, tuple[str, str]]:
    """What a report prints of a metric: the number, with the name of its part before it, and its days."""
    _, _, reading = read(TITLE + text)
    return {
        "".join((*o.breakdown.values(), o.quantity.raw)): (str(o.period.start), str(o.period.end))
        for o in reading.observations
        if o.metric_id == metric
    }


def test_a_list_that_adds_up_is_of_the_number_before_it(read: Read) -> None:
    text = "接待外賓64案、812人。\n依國別分，日本31案520人最多，其次韓國18案，泰國15案。\n"
    assert values(read, text, "delegation_cases") == {
        "64": HALF, "日本31": HALF, "韓國18": HALF, "泰國15": HALF,
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "接待外賓64案。\n依國別分，日本31案，韓國18案，泰國16案。\n",
        "接待外賓64案。\n依國別分，日本31案，韓國33案。\n",
        "接待外賓64案。\n另辦招商31案，協助企業18案，簽約15案。\n中間一段。\n依國別分，日本31案，韓國18案，泰國15案。\n",
    ],
    ids=["does not add up", "two only", "too far behind"],
)
def test_what_is_no_list_of_parts(text: str, read: Read) -> None:
    told = values(read, text, "delegation_cases")
    assert "64" in told
    assert not any("日本" in name for name in told)


def test_a_table_is_of_the_number_that_its_total_repeats(read: Read) -> None:
    text = (
        "第一次申訴受理1,462件，去年同期1,310件。\n分類統計（單位：件）\n"
        "類別\t本期\t去年同期\t增減\n網路購物\t712\t655\t57\n電信\t402\t380\t22\n美容\t348\t275\t73\n"
        "總計\t1,462\t1,310\t152\n"
    )
    told = values(read, text, "consumer_complaints_first")
    assert told == {
        "1,462": HALF, "1,310": YEAR_AGO, "網路購物712": HALF, "網路購物655": YEAR_AGO, "電信402": HALF,
        "電信380": YEAR_AGO, "美容348": HALF, "美容275": YEAR_AGO,
    }  # fmt: skip


def test_a_table_with_another_total_is_not(read: Read) -> None:
    text = "第一次申訴受理1,462件。\n分類統計（單位：件）\n類別\t本期\n甲群\t712\n乙群\t402\n丙群\t349\n總計\t1,463\n"
    assert values(read, text, "consumer_complaints_first") == {"1,462": HALF}
    assert len(values(read, text.replace("349", "348").replace("1,463", "1,462"), "consumer_complaints_first")) == 4


def test_a_relation_names_a_number_that_words_take_for_another(read: Read) -> None:
    day = ("2023-12-31", "2023-12-31")
    text = (
        "截至112年12月31日止，市府各機關及學校之職工連同臨時人員為8,000人。\n"
        "工級人員5,800人，其中本府所屬機關5,100人、學校700人；臨時人員2,200人。\n"
    )
    assert values(read, text, "staff_total") == {"8,000": day}
    assert "8,000" not in values(read, text, "temp_total")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一次申訴受理1,462件，較上期1,310件增加152件。", {"1,462": HALF, "1,310": BEFORE}),
        ("第一次申訴受理1,462件；上期總數為1,310件，再增152件。", {"1,462": HALF, "1,310": BEFORE}),
        ("第一次申訴受理1,462件，總數比去年同期之1,310件多出152件。", {"1,462": HALF, "1,310": YEAR_AGO}),
        ("第一次申訴受理1,462件，總數比去年同期之1,310件多出153件。", {"1,462": HALF}),
    ],
)
def test_what_a_printed_change_proves(text: str, expected: dict[str, tuple[str, str]], read: Read) -> None:
    assert values(read, text, "consumer_complaints_first") == expected


def test_more_than_another_period_by_so_many_or_than_its_number(read: Read) -> None:
    assert values(read, "第一次申訴受理1,462件，多於上期33件。", "consumer_complaints_first") == {"1,462": HALF}


def test_a_total_told_behind_its_list_is_of_what_the_list_is_of(read: Read) -> None:
    text = "第一次申訴以網路購物1,158件居冠，其次旅遊276件、健身中心214件、航空機票189件，其他857件，總數2,694件。\n"
    told = values(read, text, "consumer_complaints_first")
    assert told == {
        "網路購物1,158": HALF, "旅遊276": HALF, "健身中心214": HALF, "航空機票189": HALF, "其他857": HALF,
        "2,694": HALF,
    }  # fmt: skip
    apart = values(read, text.replace("2,694", "2,695"), "consumer_complaints_first")
    assert "2,695" not in apart
    assert "其他857" not in apart


def test_a_budget_told_in_words_is_proven_by_its_items(read: Read) -> None:
    text = "歲出預算3億2,600萬元：一般行政2億2,710萬元、國際事務6,180萬元、機要業務1,210萬元、充實設備2,500萬元。\n"
    assert len(values(read, text, "budget_item")) == 4
    assert len(values(read, text, "budget_total")) == 1
    wrong = text.replace("1,210", "1,120")
    assert not values(read, wrong, "budget_item")


def test_halves_of_a_year_are_values_of_their_own_days(read: Read) -> None:
    year = "高雄市政府行政暨國際處112年度施政績效成果報告\n"
    _, _, reading = read(
        year + "派車1,196車次，上半年587車次、下半年609車次。\n訪賓96案。上、下半年分別為47案及49案。\n"
    )
    told = {
        (o.metric_id, o.quantity.raw): (str(o.period.start), str(o.period.end))
        for o in reading.observations
        if o.quantity.raw in ("587", "609", "47", "49")
    }
    assert told == {
        ("vehicle_dispatch_trips", "587"): BEFORE, ("vehicle_dispatch_trips", "609"): HALF,
        ("delegation_cases", "47"): BEFORE, ("delegation_cases", "49"): HALF,
    }  # fmt: skip


def test_parts_have_the_names_of_their_list_whatever_the_metric_is_broken_down_by(read: Read) -> None:
    text = "受理維修482件，依類別為水電197件、空調163件、電梯122件。\n收文9,340件，內含電子收文8,210件、紙本1,130件。\n"
    assert values(read, text, "maintenance_cases") == {"482": HALF, "水電197": HALF, "空調163": HALF, "電梯122": HALF}
    assert values(read, text, "incoming_documents") == {"9,340": HALF, "電子收文8,210": HALF, "紙本1,130": HALF}


def test_a_change_is_no_part_and_parts_in_words_follow_it(read: Read) -> None:
    text = "第一次申訴2,284件，較上年同期增加123件；分商品類978件、服務類1,306件。\n"
    assert values(read, text, "consumer_complaints_first") == {"2,284": HALF, "商品978": HALF, "服務1,306": HALF}
    apart = text.replace("1,306", "1,305")
    assert values(read, apart, "consumer_complaints_first") == {"2,284": HALF}


def test_the_year_in_a_report_of_its_second_half_is_told_of_one_statement(read: Read) -> None:
    text = "訪賓36案、342人，全年67案、629人；受理維修542件。\n市政會議25次，全年計49次。派車470車次。\n"
    whole = ("2023-01-01", "2023-12-31")
    assert values(read, text, "delegation_cases") == {"36": HALF, "67": whole}
    assert values(read, text, "delegation_persons") == {"342": HALF, "629": whole}
    assert values(read, text, "maintenance_cases") == {"542": HALF}
    assert values(read, text, "city_council_meetings") == {"25": HALF, "49": whole}
    assert values(read, text, "vehicle_dispatch_trips") == {"470": HALF}


def test_columns_of_times_that_add_up_are_values_of_their_days(read: Read) -> None:
    text = (
        "消費爭議受理情形\n單位：件\n項目\t上期\t本期\t全年\n消費諮詢\t2,310\t2,418\t4,728\n"
        "第一次申訴\t1,120\t1,206\t2,326\n第二次申訴\t301\t296\t597\n"
    )
    whole = ("2023-01-01", "2023-12-31")
    assert values(read, text, "consumer_complaints_first") == {"1,120": BEFORE, "1,206": HALF, "2,326": whole}
    assert values(read, text, "consumer_advice") == {"2,310": BEFORE, "2,418": HALF, "4,728": whole}


def test_what_a_printed_change_leads_from_is_of_the_whole_behind_parts(read: Read) -> None:
    text = "公務車派車470車次，其中線上421車次、紙本49車次，較上年同期449車次增加21車次。\n"
    assert values(read, text, "vehicle_dispatch_trips") == {"470": HALF, "449": YEAR_AGO}
    assert "449" not in values(read, text, "vehicle_dispatch_paper")


def test_a_share_told_of_a_hundred_is_no_count(read: Read) -> None:
    text = "第一次申訴2,161件，第二次申訴519件，每百件第一次申訴約有24件續提第二次申訴。\n"
    assert values(read, text, "consumer_complaints_first") == {"2,161": HALF}
    assert values(read, text, "consumer_complaints_second") == {"519": HALF}


def test_a_relation_holds_in_each_column_of_a_table(read: Read) -> None:
    text = (
        "員額情形\n單位：人\n類別\t112年6月30日\t112年12月31日\n工級人員（機關）\t4,916\t4,851\n"
        "工級人員（學校）\t604\t583\n工級人員合計\t5,520\t5,434\n"
    )
    june, december = ("2023-06-30", "2023-06-30"), ("2023-12-31", "2023-12-31")
    assert values(read, text, "workers_agencies") == {"4,916": june, "4,851": december}
    assert values(read, text, "workers_schools") == {"604": june, "583": december}


def test_rows_of_a_column_whose_total_is_of_a_metric_are_its_parts(read: Read) -> None:
    text = (
        "維修案件統計\n單位：件\n類別\t四維行政中心\t鳳山行政中心\n水電維修\t248\t152\n空調維修\t171\t109\n"
        "電梯維修\t82\t55\n維修案件合計\t501\t316\n"
    )
    told = values(read, "受理維修817件。\n" + text, "maintenance_cases")
    assert told == {
        "817": HALF, "四維501": HALF, "鳳山316": HALF, "四維水電維修248": HALF, "鳳山水電維修152": HALF,
        "四維空調維修171": HALF, "鳳山空調維修109": HALF, "四維電梯維修82": HALF, "鳳山電梯維修55": HALF,
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        # Cases by place and kind: nothing says that the last column counts persons.
        (
            "一、辦公大樓管理\n本期設施維修依行政中心及類別統計：\n類別\t水電\t空調\t消防\t電梯\t合計\n"
            "四維\t214\t96\t31\t18\t359\n鳳山\t187\t70\t22\t12\t291\n合計\t401\t166\t53\t30\t650\n"
        ),
        (
            "二、財產管理\n本期報廢財產依單位及類別統計：\n單位\t電腦\t家具\t車輛\t合計\n秘書科\t214\t96\t31\t341\n"
            "總務科\t187\t70\t22\t279\n合計\t401\t166\t53\t620\n"
        ),
        "三、志工服務\n單位：人\n區別\t男\t女\t合計\n三民區\t214\t96\t310\n苓雅區\t187\t70\t257\n合計\t401\t166\t567\n",
        "四、停車場\n單位：輛次\n場別\t平日\t假日\t合計\n甲場\t1,214\t496\t1,710\n乙場\t1,187\t370\t1,557\n合計\t2,401\t866\t3,267\n",
        "五、經費\n經濟性分類\t投資\t設備\t合計\n一般公共事務\t1,000\t500\t1,500\n教育\t234\t67\t301\n總計\t1,234\t567\t1,801\n",
    ],
    ids=["places and kinds", "property", "volunteers", "parking", "spending"],
)
def test_a_table_that_names_nothing_the_catalog_counts_gives_no_value(text: str, read: Read) -> None:
    _, _, reading = read(TITLE + text)
    assert [(o.metric_id, o.quantity.raw) for o in reading.observations] == []


def test_a_table_below_the_name_of_a_topic_gives_values(read: Read) -> None:
    text = "一、國際事務\n本期統計如下表：\n月份\t案數\t人數\n7月\t12\t345\n8月\t8\t210\n合計\t20\t555\n"
    assert set(values(read, text, "delegation_persons")) == {"345", "210", "555"}


def test_a_column_below_a_time_is_of_the_number_that_its_total_repeats(read: Read) -> None:
    text = (
        "接待外賓61案、748人。來源地區如下表：\n附表1　外賓來源地區統計\n地區\t案數\t\t人數\t\n"
        "\t本期\t占比(%)\t本期\t占比(%)\n日本\t24\t39.34\t331\t44.25\n韓國\t11\t18.03\t136\t18.18\n"
        "越南\t26\t42.62\t281\t37.57\n總計\t61\t100.00\t748\t100.00\n"
    )
    told = values(read, text, "delegation_persons")
    assert told == {"748": HALF, "日本331": HALF, "韓國136": HALF, "越南281": HALF}
    apart = values(read, text.replace("281", "282").replace("748\t", "749\t"), "delegation_persons")
    assert "越南282" not in apart


def test_a_head_over_two_rows_stands_beside_divided_ones(read: Read) -> None:
    text = (
        "調解133件，第一次申訴2,547件，第二次申訴297件。\n附表2　各月申訴及調解統計\n"
        "月份\t申訴\t\t調解\n\t第一次\t第二次\t\n"
        "7月\t863\t98\t47\n8月\t878\t101\t49\n9月\t806\t98\t37\n合計\t2,547\t297\t133\n"
    )
    told = values(read, text, "consumer_mediations")
    assert told["47"] == ("2023-07-01", "2023-07-31")
    assert set(told) == {"47", "49", "37", "133"}
    # Where a column has no head at all, heads may have been shifted.
    assert set(values(read, text.replace("\t\t調解", "\t調解\t"), "consumer_mediations")) == {"133"}


@pytest.mark.parametrize(
    ("text", "metric", "expected"),
    [
        (
            "開辦公文整合系統操作課程14場次，其中初階9場次、進階5場次。",
            "e_document_training_sessions",
            {"14", "初階9", "進階5"},
        ),
    ],
    ids=["few, opened by words"],
)  # fmt: skip
def test_parts_that_complete_a_number(text: str, metric: str, expected: set[str], read: Read) -> None:
    assert set(values(read, text, metric)) == expected


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("臨時人員審核小組召開會議4次，審議提案24案，同意19案、不同意5案。", "temp_staff_proposals_reviewed"),
        ("全府專戶312戶，已足額者277戶，完成率88.78%，尚有35戶待補。", "pension_accounts_total"),
        ("全府專戶312戶，已足額者277戶，較上期增加35戶。", "pension_accounts_total"),
        ("查核商家361家，不合格23家，不合格率6.37%，均令限期改正。", "consumer_inspected_shops"),
    ],
    ids=["an outcome", "what is left", "a change", "a share"],
)
def test_what_completes_no_number(text: str, metric: str, read: Read) -> None:
    assert len(values(read, text, metric)) == 1


def test_a_list_is_of_the_number_it_adds_up_to_wherever_that_stands(read: Read) -> None:
    text = (
        "第一次申訴2,547件，第二次申訴297件。\n諮詢案件之處理，以當日解答為原則。\n各月並無明顯消長。\n"
        "第一次申訴依案由區分，網購801件（占31.45%）、線上遊戲387件、旅遊342件、電信296件、健身183件，餘538件為其他案由。\n"
    )
    told = set(values(read, text, "consumer_complaints_first"))
    assert told == {"2,547", "網購801", "線上遊戲387", "旅遊342", "電信296", "健身183", "其他案由538"}
    assert not any("538" in one for one in values(read, text.replace("2,547", "2,548"), "consumer_complaints_first"))


def test_parts_of_days_add_up_to_what_came_in_the_report_s_period(read: Read) -> None:
    text = "職工管理研習辦理2場次，9月9日場118人、11月11日場134人，兩場共252人。"
    assert values(read, text, "staff_management_workshop_participants") == {
        "118": ("2023-09-09", "2023-09-09"), "134": ("2023-11-11", "2023-11-11"), "252": HALF,
    }  # fmt: skip
    text = "監察院巡察本市2場次，9月16日場收受陳情21件、11月25日場17件，計38件。"
    assert values(read, text, "control_yuan_petitions")["38"] == HALF


def test_a_total_is_of_what_its_parts_are_of(read: Read) -> None:
    text = "防護團講習辦理2次，到訓264人；自衛消防編組演練兩中心各1次，四維86人、鳳山64人，共150人。"
    assert values(read, text, "fire_drill_participants") == {"四維86": HALF, "鳳山64": HALF, "四維+鳳山150": HALF}
    assert values(read, text, "civil_defense_lecture_participants") == {"264": HALF}


@pytest.mark.parametrize(
    "text",
    [
        "中庭廣場開放121場次（四維75、鳳山46），會議室及禮堂使用1,186場次（四維781、鳳山405），較上期1,110場次增76場次。",
        "中庭開放121場次（四維75場次，鳳山46場次），會議室及禮堂使用1,186場次（四維781場次，鳳山405場次），較上期1,110場次增76場次。",
    ],
)
def test_a_closed_bracket_names_no_part_of_what_stands_behind_it(text: str, read: Read) -> None:
    assert values(read, text, "venue_room_bookings") == {
        "1,186": HALF, "四維781": HALF, "鳳山405": HALF, "1,110": BEFORE,
    }  # fmt: skip


def test_quarters_that_add_up_are_values_of_their_days(read: Read) -> None:
    text = "全府收文626,699件，較上期增加1,200件。\n依季別觀察，第3季收文308,514件，第4季318,185件。\n"
    told = values(read, text, "incoming_documents")
    assert told["308,514"] == ("2023-07-01", "2023-09-30")
    assert told["318,185"] == ("2023-10-01", "2023-12-31")


def test_what_is_proven_stands_beside_a_reading_that_is_not(read: Read) -> None:
    text = (
        "臨時人員2,151人：業務助理655人、約用人員25人、僱用工程員24人，以上三類小計704人；其他臨時人員1,447人。\n"
        "另依主計單位之統計口徑，臨時人力為2,486人，與本處所列之範圍不同。\n"
    )
    assert set(values(read, text, "temp_total")) == {"2,151"}


def test_a_change_shows_what_a_number_is_compared_with(read: Read) -> None:
    text = "本期收文626,699件，其中電子來文583,617件，紙本來文43,082件。"
    text += "較諸上期之621,105件，多出5,594件；與去年同期610,134件相較，則增16,565件。"
    told = values(read, text, "incoming_documents")
    assert (told["621,105"], told["610,134"]) == (BEFORE, YEAR_AGO)
    apart = values(read, text.replace("610,134", "610,234"), "incoming_documents")
    assert "610,234" not in apart


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("消費者保護委員會於9月28日、12月27日各開會1次，合計2次。", {"2023-09-28", "2023-12-27", "2023-07-01"}),
        ("消費者保護委員會於9月26日及12月19日召開，共2次。", {"2023-07-01"}),
    ],
)
def test_what_came_on_each_of_several_days(text: str, told: set[str], read: Read) -> None:
    _, _, reading = read(TITLE + text)
    meetings = [o for o in reading.observations if o.metric_id == "consumer_committee_meetings"]
    assert {str(o.period.start) for o in meetings} == told


def test_a_stock_of_a_day_soon_behind_the_period_is_told_not_aimed_at(read: Read) -> None:
    text = "截至113年1月31日，職工與臨時人員續降為7,142人。"
    assert values(read, text, "staff_total") == {"7,142": ("2024-01-31", "2024-01-31")}
    assert not values(read, text.replace("113年1月", "115年1月"), "staff_total")
    assert not values(read, text.replace("續降", "預計降"), "staff_total")


def test_what_opens_a_sentence_and_was_held_is_the_event(read: Read) -> None:
    text = "暑期青年大使培訓於7月17日至21日舉行，錄取學生48人（男19人、女29人）。"
    assert set(values(read, text, "event_participants")) == {"暑期青年大使培訓48"}
    assert not values(read, "本府秘書處於7月17日舉辦講座，錄取學生48人。", "event_participants")


def test_a_total_of_places_is_of_them_together(read: Read) -> None:
    text = "受理修繕，四維行政中心271件，鳳山行政中心197件，兩地併計468件。"
    assert values(read, text, "maintenance_cases") == {"四維271": HALF, "鳳山197": HALF, "四維+鳳山468": HALF}
    text = "自衛消防演練共2次，分於10月17日（四維，92人）及10月19日（鳳山，61人）辦理，受訓153人。"
    assert values(read, text, "fire_drill_participants") == {
        "四維92": ("2023-10-17", "2023-10-17"), "鳳山61": ("2023-10-19", "2023-10-19"), "153": HALF,
    }  # fmt: skip


def test_a_head_with_its_year_heads_goals(read: Read) -> None:
    text = (
        "關鍵績效指標達成情形\n衡量指標\t112年度目標值\t112年度實際值\n外賓接待案數（案）\t60\t71\n"
        "消保教育宣導（場次）\t36\t38\n"
    )
    assert "36" not in values(read, text, "consumer_education_sessions")
    assert "60" not in values(read, text, "delegation_cases")


def test_a_count_that_fell_below_nothing_is_a_change(read: Read) -> None:
    table = "各月消費諮詢統計（單位：件）\n月份\t消費諮詢\t第一次申訴\n7月\t540\t%s\n8月\t560\t400\n9月\t570\t410\n"
    assert "390" in values(read, table % "390", "consumer_complaints_first")
    assert "-64" not in values(read, table % "-64", "consumer_complaints_first")


@pytest.mark.parametrize(
    ("before", "year"),
    [
        ("核定113年度車輛購置2.60億元。112年度為2.40億元，增加2,000萬元。", "2024"),
        ("113年度車輛經費計2億6,000萬元。較之112年度2億7,000萬元，減少1,000萬元。", "2024"),
        ("核定113年度車輛購置2.60億元。114年度預計2.40億元。", "2025"),
        ("112年度車輛購置2.40億元。113年度為2.60億元，增加2,000萬元。", "2024"),
    ],
)
def test_a_year_told_to_compare_with_is_not_that_of_what_follows(before: str, year: str, read: Read) -> None:
    (told,) = values(read, f"五、{before}優先核列油電車22輛。", "vehicle_hybrid_approved").values()
    assert told == (f"{year}-01-01", f"{year}-12-31")


@pytest.mark.parametrize(
    ("text", "metric", "told"),
    [
        (
            "本期受理消費諮詢4,120件，其中電話諮詢3,300件；併計上半年3,880件，112年全年共受理8,000件。",
            "consumer_advice",
            {"4,120": HALF, "3,880": BEFORE, "8,000": ("2023-01-01", "2023-12-31")},
        ),
        (
            "本期公務車輛調派438車次，加計上半年399車次，全年計837車次。",
            "vehicle_dispatch_trips",
            {"438": HALF, "399": BEFORE, "837": ("2023-01-01", "2023-12-31")},
        ),
        (
            "本期辦理總收文39,876件，上半年36,540件，全年合計76,416件。",
            "incoming_documents",
            {"39,876": HALF, "36,540": BEFORE, "76,416": ("2023-01-01", "2023-12-31")},
        ),
        # What does not add up is not named.
        (
            "本期公務車輛調派438車次，加計上半年399車次，全年計857車次。",
            "vehicle_dispatch_trips",
            {"438": HALF, "857": ("2023-01-01", "2023-12-31")},
        ),
    ],
)
def test_times_that_add_up_to_a_longer_one_are_values_of_their_days(
    text: str, metric: str, told: dict[str, tuple[str, str]], read: Read
) -> None:
    assert values(read, text, metric) == told


STAFF = (
    "職工與臨時人員現有員額統計表（單位：人）\n類別\t細目\t112年12月31日\t111年12月31日\n"
    "工級人員\t本府所屬機關\t{}\t{}\n\t學校\t{}\t{}\n\t小計\t{}\t{}\n臨時人員\t\t{}\t{}\n總計\t\t{}\t{}\n"
)


@pytest.mark.parametrize(
    "before",
    ["", "截至112年12月31日，職工與臨時人員現有員額合計7,491人，較111年底7,855人減少364人，明細如表。\n"],
    ids=["told in the table", "told before it, too"],
)
def test_a_relation_holds_whatever_repeats_its_numbers(before: str, read: Read) -> None:
    table = STAFF.format("4,766", "4,982", "627", "664", "5,393", "5,646", "2,098", "2,209", "7,491", "7,855")
    assert set(values(read, before + table, "temp_total")) == {"2,098", "2,209"}


def test_a_row_of_two_times_is_not_of_two_metrics(read: Read) -> None:
    table = STAFF.format("1,966", "2,082", "427", "464", "2,393", "2,546", "1,399", "1,463", "3,792", "4,009")
    rows: dict[int, set[str]] = {}
    for o in read(TITLE + table)[2].observations:
        assert o.quantity.segment.cell is not None
        rows.setdefault(o.quantity.segment.cell.row, set()).add(o.metric_id)
    assert [len(metrics) for metrics in rows.values()] == [1] * len(rows)
    assert rows


def test_what_is_no_number_beside_a_part_stops_no_reading(read: Read) -> None:
    text = "設施維修1,261件，其中四維1.2.3.4件、鳳山473件，上半年614件。\n"
    assert "1,261" in values(read, text, "maintenance_cases")


def test_items_below_a_line_that_leads_to_them_have_their_own_names(read: Read) -> None:
    text = (
        "一、姊妹市\n1.辦理情形：本期共同辦理主要活動計下列2項：\n"
        "(1)112年8月24日辦理國際交流午宴，計有7個城市應邀出席，外賓63位。\n"
        "(2)112年9月18日至22日於駁二舉辦高中生交流營，計有4個城市應邀出席，外賓12位。\n"
    )
    assert set(values(read, text, "event_foreign_guests")) == {"國際交流午宴63", "高中生交流營12"}
