"""Headings above each passage, in every shape of report."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from catalog.load import load
from ingest.notation.markers import Marker, read_marker
from ingest.passages.outline import Outliner, Passage
from ingest.read.text import TextReader

Passages = Callable[[str], list[Passage]]


@pytest.mark.parametrize(
    ("text", "level", "number"),
    [
        ("壹、一般行政", 1, 1),
        ("十五、辦理市政會議", 2, 15),
        ("(一)庶務工作", 3, 1),
        ("1.107年1月23日配合監察院", 4, 1),
        ("2.2018高雄國際午宴", 4, 2),
        ("2.2018 Takau莿竹獎", 4, 2),
        ("3. 賡續推動", 4, 3),
        ("(12)其他", 5, 12),
        ("①高雄市的加水站", 6, 1),
    ],
)
def test_markers(text: str, level: int, number: int) -> None:
    marker = read_marker(text)
    assert marker is not None
    assert (marker.level, marker.number) == (level, number)


@pytest.mark.parametrize("text", ["3.5萬元", "107年1月23日", "四維行政中心", "109 年 4 月", "一般行政"])
def test_what_is_no_marker(text: str) -> None:
    assert read_marker(text) is None


def test_a_marker_that_lost_its_point_needs_its_number() -> None:
    assert read_marker("4 消費安全查察", expected=4) == Marker(4, 4, 2)
    assert read_marker("4 消費安全查察", expected=2) is None


def _outline(passages: list[Passage], words: str) -> tuple[str, ...]:
    (passage,) = [p for p in passages if words in p.text and p.kind != "caption"]
    return passage.outline


@pytest.mark.parametrize(
    ("report_id", "words", "outline"),
    [
        (
            "council-2-8",
            "辦理消費爭議事件調解68件",
            ("壹、重要業務執行狀況", "六、消費保護完善推動", "(二)消保意識提升、權益維護"),
        ),
        (
            "council-2-3",
            "召開5次本府進用臨時人員審核小組會議",
            (
                "壹、重要業務執行狀況",
                "六、職工管理人性化",
                "(一)健全職工管理",
                "2.辦理本府所屬各機關學校臨時人員進用及運用",
            ),
        ),
        ("council-3-4", "敬祝", ("貳、結語",)),
    ],
)
def test_outlines(passages_of: Passages, report_id: str, words: str, outline: tuple[str, ...]) -> None:
    assert _outline(passages_of(report_id), words) == outline


@pytest.mark.parametrize(
    ("words", "outline"),
    [
        ("定期巡視本市各區建設情形", ("壹、一般行政",)),
        ("根據年度施政重點與目標", ("壹、一般行政",)),
        ("依法進用身心障礙人員及原住民", ("壹、一般行政",)),
        # Of one that runs over a page nobody can tell which chapter a line is of.
        ("消費者第二次申訴案件", ()),
        ("中央空調系統附屬設備汰換工", ()),
        ("以親切負責之態度妥適處理人民陳情", ()),
    ],
)
def test_of_a_torn_column_of_names_none_stands_over_the_text(
    passages_of: Passages, words: str, outline: tuple[str, ...]
) -> None:
    assert _outline(passages_of("plan-110"), words) == outline


@pytest.mark.parametrize(
    ("lines", "words", "outline"),
    [
        # A column of names, read before what stands beside it.
        ("貳、環境業務\n(一)清潔科\n(二)稽查科\n(三)回收科\n全年清運垃圾五萬公噸。", "清運", ("貳、環境業務",)),
        # Also where each of them has parts, of which nobody can tell whose they are.
        ("壹、水利\n四、防汛\n五、水權\n六、雨水下水道\n1.清淤\n2.巡查\n辦理清淤二十公里。", "二十公里", ("壹、水利",)),
        # The next heading that has text of its own stands over it.
        ("(一)甲科\n(二)乙科\n(三)丙科\n一般說明。\n(四)丁科\n丁科辦理三案。", "三案", ("(四)丁科",)),
        ("一、甲\n二、乙\n三、丙\n貳、各區業務\n(一)北區\n北區路燈換新。", "換新", ("貳、各區業務", "(一)北區")),
        # Two are none: an empty one before one with text happens. Nor are those whose numbers do not go on.
        ("壹、動保\n(一)收容\n(二)認養\n完成認養四百隻。", "四百隻", ("壹、動保", "(二)認養")),
        ("(一)甲\n(三)乙\n(五)丙\n辦理一場。", "一場", ("(五)丙",)),
        # Of names that go on from before the heading above them, or begin anew without one, none is sure.
        ("壹、農政\n貳、漁政\n(一)漁港\n3.近海\n4.遠洋\n5.養殖\n輔導漁民二百人。", "二百人", ()),
        ("壹、機要\n處理機要\n貳、外事\n接待業務\n1.陳情\n2.機要\n1.姊妹市\n2.訪團\n受理陳情九件。", "九件", ()),
        ("壹、總務\n(二)設備\n貳、文書\n文書管理\n1.公文\n2.資訊\n3.檔案\n汰換電梯兩部。", "兩部", ()),
        # An excerpt may begin anywhere, and each of several headings may have names of its own.
        ("壹、概況\n二十一、秘書處\n(一)雙語\n召募志工六十人。", "六十人", ("壹、概況", "二十一、秘書處", "(一)雙語")),
        ("壹、水利\n(一)甲\n(二)乙\n(三)丙\n1.子\n2.丑\n1.寅\n2.卯\n完成清淤五處。", "五處", ("壹、水利",)),
    ],
)
def test_headings_one_behind_the_other_own_nothing_behind_them(
    lines: str, words: str, outline: tuple[str, ...]
) -> None:
    lexicon = load().lexicon
    passages = Outliner(lexicon).passages(TextReader(lexicon).read(lines.encode()))
    assert _outline(passages, words) == outline


@pytest.mark.parametrize(
    ("words", "outline"),
    [
        ("秘書處目前經管市有宿舍73間", ("壹、一般行政", "一、事務工作", "（三）宿舍管理")),
        ("配合民政局辦理103年度各區公所", ("壹、一般行政", "五、視察業務", "（一）行政視察")),
        ("受理消費事件諮詢計7,284人次", ("壹、一般行政", "六、消費者保護", "（三）消費諮詢、申訴及調解")),
        ("全年共計出刊100期", ("貳、文書業務", "（二）市府公報e化")),
        ("計有89案、997人到訪", ("參、國際事務", "一、積極與國際城市、NGO及民間人士互動")),
        ("全年透過系統管制案件計1,009件", ("肆、機要業務", "三、市民陳情及市長交辦案件之處理")),
    ],
)
def test_a_heading_column_is_paired_with_its_text_column(
    passages_of: Passages, words: str, outline: tuple[str, ...]
) -> None:
    found = _outline(passages_of("performance-104"), words)
    assert tuple(part.replace("\uf96f", "行") for part in found) == outline
