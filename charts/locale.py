"""Plotly's own words in the reader's language: its bundle speaks no Chinese."""

from __future__ import annotations

from catalog.words import words
from charts.axes import Json

# What Plotly's tools are called in its own source, and our words for them.
_TOOLS = {
    "Download plot as a PNG": "download_png",
    "Download plot": "download",
    "Zoom": "zoom",
    "Pan": "pan",
    "Box Select": "box",
    "Lasso Select": "lasso",
    "Zoom in": "zoom_in",
    "Zoom out": "zoom_out",
    "Autoscale": "autoscale",
    "Reset axes": "reset",
    "Double-click to zoom back out": "zoom_back",
    "Taking snapshot - this may take a few seconds": "taking",
    "Snapshot succeeded": "taken",
    "Sorry, there was a problem downloading your snapshot!": "failed",
    "Show closest data on hover": "closest",
    "Compare data on hover": "compare",
}


def config(name: str) -> Json:
    """Settings of every chart: no outside button, the reader's language, a picture with a name."""
    return {
        "displaylogo": False,
        "showSendToCloud": False,
        "displayModeBar": False,
        "scrollZoom": False,
        "responsive": True,
        "locale": words.language,
        "locales": {words.language: _locale()},
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": name},
    }


def _locale() -> Json:
    joint = words("list.joint")
    months = words("plot.months").split(joint)
    return {
        "dictionary": {tool: words(f"plot.{key}") for tool, key in _TOOLS.items()},
        "format": {
            "days": words("plot.days").split(joint),
            "shortDays": words("plot.short_days").split(joint),
            "months": months,
            "shortMonths": [month[:3] for month in months],
            "date": "%Y/%m/%d",
        },
    }
