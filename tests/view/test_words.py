"""Both languages say the same things."""

import re
from pathlib import Path

from catalog.load import load
from catalog.words import texts

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
