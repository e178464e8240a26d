"""What Plotly is told of every chart: its bundle speaks no Chinese."""

from __future__ import annotations

from catalog.words import words
from charts.axes import Json


def config() -> Json:
    """Settings of every chart: no button, nothing sent outside, days in the reader's language."""
    joint = words("list.joint")
    months = words("plot.months").split(joint)
    days = {
        "days": words("plot.days").split(joint),
        "shortDays": words("plot.short_days").split(joint),
        "months": months,
        "shortMonths": [month[:3] for month in months],
        "date": "%Y/%m/%d",
    }
    return {
        "displaylogo": False,
        "showSendToCloud": False,
        "displayModeBar": False,
        "scrollZoom": False,
        "responsive": True,
        "locale": words.language,
        "locales": {words.language: {"format": days}},
    }
