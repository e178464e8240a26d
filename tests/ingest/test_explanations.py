"""What reports say of why: sentences that give a cause are found with the measures they stand with, and no others."""

from __future__ import annotations

import pytest

from catalog.load import load
from ingest.meaning.explanations import Explanation, ExplanationReader
from tests.ingest.conftest import Read

HEAD = "高雄市政府秘書處業務報告\n謹就109年1月16日至109年6月30日（以下簡稱本期）報告如後。\n壹、業務\n"


def _found(read: Read, text: str) -> list[Explanation]:
    return ExplanationReader(load()).read(read(HEAD + text)[2])


@pytest.mark.parametrize(
    ("text", "metric_id", "stands"),
    [
        ("本期消費爭議調解因疫情減少，僅68件。", "consumer_mediations", "same_sentence"),
        ("受颱風影響，本期消費爭議調解68件。", "consumer_mediations", "same_sentence"),
        ("本期消費爭議調解68件，係因申訴案件減少。", "consumer_mediations", "same_sentence"),
        ("由於預售屋爭議增加；本期消費爭議調解68件。", "consumer_mediations", "same_sentence"),
        ("鑑於網路購物日增，本期消費爭議調解68件。", "consumer_mediations", "same_sentence"),
        ("本期消費爭議調解68件。主要係因網路購物爭議增加。", "consumer_mediations", "next_sentence"),
        ("本期訪賓接待業務，因各國邊境管制，致國際訪賓未能到訪。", "delegation_persons", "named"),
        ("訪賓接待業務配合防疫措施暫停辦理。", "delegation_cases", "named"),
    ],
)
def test_a_sentence_that_gives_a_cause_is_found(read: Read, text: str, metric_id: str, stands: str) -> None:
    found = {one.metric_id: one for one in _found(read, text)}
    assert found[metric_id].stands == stands


@pytest.mark.parametrize(
    "text",
    [
        # A purpose, a description, a name: nothing says why.
        "為保障消費者權益，本期消費爭議調解68件。",
        "本期消費爭議調解為68件。",
        "依「因應疫情紓困計畫」辦理，本期消費爭議調解68件。",
        "本期消費爭議調解68件，分析其原因、成因及風險因素。",
        "本期消費爭議調解68件，因此獲得民眾肯定。",
        # What is said of another measure, or behind a clause about something else.
        "本期消費爭議調解68件；另因天雨停辦法律講座。",
        "因天雨停辦法律講座；另本期消費爭議調解68件。",
        # What came of the value is no cause of it.
        "本期消費爭議調解68件，爰訂定作業要點。",
        "訪賓接待業務因公出國報告已上網。",
    ],
)
def test_what_gives_no_cause_of_a_measure_is_none(read: Read, text: str) -> None:
    assert [(one.metric_id, one.quote) for one in _found(read, text)] == []


def test_the_words_stand_where_they_are_said_to(read: Read) -> None:
    text = "1.本期　消費爭議調解因疫情減少，僅６８件；其餘事項依規定辦理，並賡續加強宣導，" + "以維護消費者權益，" * 15
    _, passages, reading = read(HEAD + text + "另辦理業務研習。")
    (one,) = ExplanationReader(load()).read(reading)
    passage = passages[one.passage_no - 1].text
    assert passage[one.start : one.end] == one.quote
    assert passage[one.cue_start : one.cue_end] == one.cue == "因"
    # Of an endless sentence the clauses that matter.
    assert one.quote == "1.本期　消費爭議調解因疫情減少，僅６８件；"


@pytest.mark.parametrize(
    "cell",
    [
        "；".join(["依規定辦理各項宣導活動並賡續追蹤列管成效"] * 8) + "；因疫情減少場次",
        "因疫情減少場次；" + "；".join(["依規定辦理各項宣導活動並賡續追蹤列管成效"] * 8),
    ],
)
def test_the_cause_in_a_long_cell_is_quoted_with_its_words(read: Read, cell: str) -> None:
    table = f"項目\t件數\t說明\n消費爭議調解\t68件\t{cell}\n消費爭議第一次申訴\t70件\t\n公文\t12件\t\n檔案\t13件\t"
    for one in _found(read, table):
        assert one.start <= one.cue_start < one.cue_end <= one.end
