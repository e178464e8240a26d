"""Both languages say the same things."""

import re
from pathlib import Path

from catalog.load import load, parse
from catalog.words import DIRECTORY

ZH = parse(DIRECTORY / "zh-TW.yaml", dict[str, str])
EN = parse(DIRECTORY / "en.yaml", dict[str, str])
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


def test_every_word_is_used() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8")
        for room in ("view", "export", "pages", "ingest", "warehouse")
        for path in (ROOT / room).rglob("*.py")
    )
    made: tuple[str, ...] = (
        "measure.",
        "basis.",
        "genre.",
        "status.",
        "check.",
        "card.form.",
        "table.",
        "view.",
        "axis.printed",
    )
    made += ("chart.not_printed", "chart.unreadable", "finding.share", "finding.per")
    unused = [
        key for key in ZH if not re.search(rf"""["']{re.escape(key)}["']""", sources) and not key.startswith(made)
    ]
    assert unused == []


def test_every_measure_and_breakdown_has_its_word() -> None:
    measures = {metric.measure for metric in load().metrics.values()}
    assert {f"measure.{measure}" for measure in measures} <= set(ZH)
