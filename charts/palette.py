"""Fonts and colours of charts: one look on light paper, one on dark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FONT = "'Noto Sans TC', 'Noto Sans CJK TC', 'Microsoft JhengHei', 'PingFang TC', sans-serif"
STATUS_SYMBOLS = {"done": "circle", "planned": "diamond-open", "result": "square", "target": "triangle-up-open"}


@dataclass(frozen=True)
class Look:
    """The colours of a chart on one paper.

    Words are written in ``ink``, ``quiet`` or ``target``: at least 4.5 to 1. Marks are drawn in
    ``series``, ``statuses``, ``target`` or ``line``: at least 3 to 1. ``grid`` and the fill ``gap``
    only decorate. ``wash`` is how much of a band's colour lies under its name.
    """

    name: Literal["light", "dark"]
    paper: str
    ink: str
    quiet: str
    grid: str
    line: str
    gap: str
    target: str
    series: tuple[str, ...]
    wash: float
    bands: Mapping[str, str] = field(hash=False)
    statuses: Mapping[str, str] = field(hash=False)

    @property
    def halo(self) -> str:
        """The shadow (as CSS) that keeps words readable over edges and dashed lines: a rim of paper that hides them."""
        rim = ((2, 0), (-2, 0), (0, 2), (0, -2), (1.5, 1.5), (-1.5, 1.5), (1.5, -1.5), (-1.5, -1.5))
        return ", ".join(f"{across}px {down}px 0 {self.paper}" for across, down in rim)

    def lane(self, index: int) -> str:
        """The colour of lane ``index``."""
        return self.series[index % len(self.series)]


# Okabe and Ito's colours, moved in lightness until each stands out from the paper and from the others
# with any colour vision.
LIGHT = Look(
    name="light",
    paper="#ffffff",
    ink="#1b2430",
    quiet="#4a5563",
    grid="#e3e7ec",
    line="#7b8794",
    gap="#f1f3f6",
    target="#a4262c",
    series=("#0072b2", "#d55e00", "#004d3d", "#b0457a", "#6b4f00", "#3b94e5"),
    wash=0.22,
    bands={"mayor": "#6b7a8c", "council": "#8c7a6b", "event": "#a4262c"},
    statuses={"done": "#00735c", "planned": "#b34700", "result": "#0072b2", "target": "#8f4d7d", "unknown": "#4a5563"},
)
DARK = Look(
    name="dark",
    paper="#0e1117",
    ink="#f2f4f7",
    quiet="#b4bdc9",
    grid="#2b323d",
    line="#7f8b9b",
    gap="#1a202a",
    target="#ff9a94",
    series=("#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#d55e00"),
    wash=0.34,
    bands={"mayor": "#8796a8", "council": "#a8967f", "event": "#ff9a94"},
    statuses={"done": "#2fbf93", "planned": "#e69f00", "result": "#56b4e9", "target": "#cc79a7", "unknown": "#b4bdc9"},
)
LOOKS = {"light": LIGHT, "dark": DARK}
