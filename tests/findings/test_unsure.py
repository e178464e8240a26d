"""In which order unsure numbers are asked: themes first, then those that may make many others sure."""

from __future__ import annotations

import pandas as pd

from findings.unsure import most_useful_first, theme_metrics


def test_themes_come_first_then_what_many_others_are_like() -> None:
    theme = min(theme_metrics())
    rows = [
        ("lone", "other_alone", "辦理講習5場", "suggested"),
        ("like 1", "other_many", "出借車輛1次", "suggested"),
        ("theme", theme, "其他", "suggested"),
        ("like 22", "other_many", "出借車輛22次", "suggested"),
        ("like 3,333", "other_many", "出借車輛3,333次", "suggested"),
        # Of the same metric and otherwise worded; decided; without any likely metric.
        ("unlike", "other_many", "洗車花費多少錢", "suggested"),
        ("decided", "other_many", "出借車輛4次", "published"),
        ("unknown", None, "出借車輛5次", "suggested"),
    ]
    numbers = pd.DataFrame(rows, columns=["name", "metric_id", "label", "status"])
    ordered = most_useful_first(numbers)
    assert ordered["name"].tolist()[:4] == ["theme", "like 1", "like 22", "like 3,333"]
    alike = dict(zip(ordered["name"], ordered["alike"], strict=True))
    assert alike == {name: 2 if name.startswith("like") else 0 for name, *_ in rows}
