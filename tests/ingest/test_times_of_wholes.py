"""Times that make up a whole, told in turn or by rows: quarters that add up, and tables below several years."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

YEAR = "高雄市政府行政暨國際處112年度施政績效成果報告\n"
QUARTERS = [("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31")]


def told(read: Read, text: str, metric: str) -> dict[str, tuple[str, str, str]]:
    """What a report prints of a metric: the number, with its first and last day of the year and the part it is of."""
    _, _, reading = read(YEAR + text)
    return {
        o.quantity.raw: (str(o.period.start)[5:], str(o.period.end)[5:], "".join(o.breakdown.values()))
        for o in reading.observations
        if o.metric_id == metric
    }


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("全年收文64,210件。依季別，第1季至第4季分別為15,900件、16,020件、16,110件及16,180件。\n",
         "incoming_documents"),
        ("全年受理消費諮詢8,004件。各季依序，第一季至第四季分別為1,990件、2,000件、2,004件及2,010件。\n",
         "consumer_advice"),
        ("全年收文64,210件。按季觀之，第1季、第2季、第3季及第4季分別為15,900件、16,020件、16,110件及16,180件。\n",
         "incoming_documents"),
    ],
)  # fmt: skip
def test_quarters_in_turn_that_add_up_to_a_year_are_of_it(text: str, metric: str, read: Read) -> None:
    values = told(read, text, metric)
    assert [(start, end) for start, end, _ in values.values()][1:] == QUARTERS
    assert not any(part for *_, part in values.values())
    last = next(iter(reversed(values)))
    wrong = told(read, text.replace(f"及{last}", f"及{last[:-1]}7"), metric)
    assert len(wrong) < len(values)


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("全年接待訪賓98案。依來源，日本42案、韓國19案、東南亞17案、歐美14案及其他6案；依季別，第1季22案、第2季25案、第3季21案、第4季30案。\n",
         "delegation_cases"),
        ("全年查核76次。依場所，賣場30次、餐館22次、旅館14次及其他10次；按季別，第1季24次、第2季12次、第3季19次、第4季21次。\n",
         "consumer_inspections"),
    ],
)  # fmt: skip
def test_quarters_behind_a_list_of_parts_are_no_parts_of_these(text: str, metric: str, read: Read) -> None:
    timed = [(start, end, part) for start, end, part in told(read, text, metric).values() if (start, end) in QUARTERS]
    assert timed == [(*quarter, "") for quarter in QUARTERS]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            (
                "壹、人力\n112年底職工與臨時人員為7,067人。\n近年概況（單位：人）\n"
                "類別\t110年度\t111年度\t112年度\n工級人員\t5,475\t5,291\t5,116\n臨時人員\t2,034\t1,996\t1,951\n"
                "合計\t7,509\t7,287\t7,067\n"
            ),
            {"workers_total": {"5,475", "5,291", "5,116"}, "temp_total": {"2,034", "1,996", "1,951"}},
        ),
        (
            (
                "112年全年調案309件。\n調案統計（單位：件）\n方式\t111年\t112年\n線上調案\t60\t68\n紙本調案\t225\t241\n"
                "合計\t285\t309\n"
            ),
            {"archive_requests_online": {"60", "68"}, "archive_requests_paper": {"225", "241"}},
        ),
    ],
)
def test_parts_that_are_measures_of_their_own_stay_these(text: str, rows: dict[str, set[str]], read: Read) -> None:
    assert {metric: {*told(read, text, metric)} for metric in rows} == rows


@pytest.mark.parametrize("row", ["調解\t358\t372\t395", "調解\t341\t366\t402"])
def test_a_row_below_several_years_is_asked_about_or_read_as_a_whole(row: str, read: Read) -> None:
    head = "二、諮詢、申訴與調解\n消費爭議三年統計（單位：件）\n項目\t110年度\t111年度\t112年度\n"
    _, _, reading = read(f"{YEAR}{head}消費諮詢\t11,370\t11,842\t12,306\n{row}\n")
    states = {q.decision.status for q in reading.quantities if q.raw in row.split("\t")}
    assert len(states) == 1
    assert states <= {"published", "suggested"}


@pytest.mark.parametrize(
    ("text", "metric", "number"),
    [
        ("本年度查核34次，連同上年度下半年36次，共查核70次。\n", "consumer_inspections", "34"),
        ("全年出刊公報52期、938則，連同上一年度51期、908則，累計103期、1,846則。\n", "gazette_items", "938"),
        ("全年度預定考核36個機關。本年度已完成21個，餘15個。\n", "archive_assessed_agencies", "21"),
    ],
)
def test_all_of_the_reports_own_time_is_no_part_named_by_its_verb(
    text: str, metric: str, number: str, read: Read
) -> None:
    assert not any(part for raw, (*_, part) in told(read, text, metric).items() if raw == number)


@pytest.mark.parametrize(
    "text",
    [
        "職工管理研習會辦理3場次，分別為4月（42人）、5月（45人）及6月（39人），共126人。\n",
        "職工管理研習會舉辦2場次，參加者3月62人、9月56人、11月40人，合計158人。\n",
    ],
)
def test_what_is_told_of_several_times_has_no_name_of_its_words(text: str, read: Read) -> None:
    assert not any(part for *_, part in told(read, text, "staff_management_workshop_participants").values())


@pytest.mark.parametrize("parts", ["工級人員減少148人、臨時人員減少4人", "市府機關減少130人、學校減少22人"])
def test_a_number_whose_parts_are_of_other_matters_is_asked_about(parts: str, read: Read) -> None:
    text = f"3.與前期比較：111年底現有員額為8,128人，本年度減少152人，其中{parts}。\n"
    assert "152" not in told(read, text, "workers_reduced_in_year")
    assert "152" in told(read, "本年度精簡工友152人。\n", "workers_reduced_in_year")


@pytest.mark.parametrize("own", ["本年", "全年", "上半年", "本期"])
def test_the_time_before_a_complaint_is_no_category_of_it(own: str, read: Read) -> None:
    values = told(read, f"由上表可知，{own}受理第一次申訴計5,108件。\n", "consumer_complaints_first")
    assert not any(part for *_, part in values.values())
