"""Both languages say the same things."""

import re
from pathlib import Path

from catalog.load import load
from catalog.words import texts, words_in

ZH = texts("zh-TW")
EN = texts("en")
ROOT = Path(__file__).parents[2]


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_the_same_keys() -> None:
    assert set(ZH) == set(EN)


def test_findings_and_cards_fill_the_same_places() -> None:
    for key in ZH:
        if key.startswith(("finding.", "card.", "check.", "overview.", "error.", "footer.")):
            assert _placeholders(ZH[key]) == _placeholders(EN[key]), key


def test_english_has_no_chinese_but_brackets() -> None:
    for key, text in EN.items():
        assert not re.search(r"[\u4e00-\u9fff]", text) or key == "language.name", key


def test_the_newest_report_is_called_by_one_name() -> None:
    """A plan may cover a later year, and tells nothing of what was done."""
    for own, named, kinds in (
        (ZH, r"最新的?一?[份的]報告|最新的\{", "最新的同類報告"),
        (EN, r"newest (?!report of (?:its|their|each) kind)\S*(?:report|\{)", "newest report of"),
    ):
        assert [key for key, text in own.items() if re.search(named, text)] == []
        assert sum(kinds in text for text in own.values()) >= 8


def test_every_word_is_used() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8")
        for room in ("view", "findings", "charts", "export", "pages", "ingest", "warehouse", "catalog")
        for path in (ROOT / room).rglob("*.py")
    ) + (ROOT / "app.py").read_text(encoding="utf-8")
    quoted = set(re.findall(r"""["']([\w.]+)["']""", sources))
    # Keys made where they are used: f"status.{status}", f"finding.share{change}".
    made = tuple(re.findall(r"""f["']([a-z_]+\.[\w.]*)\{""", sources))
    # All words of one beginning, taken together.
    made += tuple(re.findall(r"""startswith\(["']([a-z_]+\.)["']\)""", sources))
    assert [key for key in ZH if key not in quoted and not key.startswith(made)] == []


def test_every_measure_and_breakdown_has_its_word() -> None:
    measures = {metric.measure for metric in load().metrics.values()}
    assert {f"measure.{measure}" for measure in measures} <= set(ZH)


def test_pages_are_called_as_the_menu_calls_them() -> None:
    for language, printed in ((ZH, r"「([^」]+)」頁"), (EN, r"page \"([^\"]+)\"")):
        menu = {text for key, text in language.items() if key.startswith("page.")}
        called = {name for text in language.values() for name in re.findall(printed, text)}
        assert called
        assert called <= menu


def test_one_thing_and_several_are_told_apart_in_english() -> None:
    english = words_in("en")
    assert english("explore.topic_count", topic="Staff", count=1) == "Staff: 1 value"
    assert english("explore.topic_count", topic="Staff", count=2) == "Staff: 2 values"
    assert english("search.more_charts", count=1) == "1 more metric in the source"
    told = {"name": "It", "numbers": 4, "claimed": 1, "metrics": 1}
    assert english("reports.title", **told) == "It prints 4 numbers, 1 of which belongs to 1 metric"
    # A number before a word for several of them says how it reads where it is one.
    several = r"\{(?:count|hits|values|reports|metrics|numbers|series|records|missing|editions)\} (?:more )?[a-z]+s\b"
    assert [key for key, text in EN.items() if re.search(several, text) and key not in _SEVERAL] == []


# Told of several only.
_SEVERAL = (
    {key for key in EN if key.endswith((".many", "_many")) or key.startswith(("command.", "export.", "reading."))}
    | {"agency.title", "search.title", "search.title_all", "reports.matrix_title"}
    | {f"search.all_of.{kind}" for kind in ("number", "passage", "table", "picture")}
    | {f"series.{key}" for key in ("title.proposed", "title.accepted")}
)
