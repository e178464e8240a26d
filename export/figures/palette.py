"""Fonts and colours of charts."""

from __future__ import annotations

FONT = "'Noto Sans TC', 'Noto Sans CJK TC', 'Microsoft JhengHei', 'PingFang TC', sans-serif"
INK, QUIET, GRID = "#1b2430", "#4a5563", "#e3e7ec"
# Okabe and Ito's colours, told apart with any colour vision; darkest first for contrast on white.
COLOURS = ("#0072b2", "#b34700", "#00735c", "#8f4d7d", "#7a5c00", "#2b5f83")
BAND_COLOURS = {"mayor": "#6b7a8c", "council": "#8c7a6b", "event": "#a4262c"}
STATUS_COLOURS = {
    "done": "#00735c",
    "planned": "#b34700",
    "result": "#0072b2",
    "target": "#8f4d7d",
    "unknown": "#4a5563",
}
STATUS_SYMBOLS = {"done": "circle", "planned": "diamond-open", "result": "square", "target": "triangle-up-open"}
