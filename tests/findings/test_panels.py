"""What a panel says and offers of its values."""

from __future__ import annotations

import pytest

from catalog.load import load
from catalog.models import Panel, Screen
from findings.extracts import of_metric, of_panel
from findings.panels import has_flows

pytestmark = pytest.mark.usefixtures("published")


def _panel(screen_id: str, panel_id: str) -> tuple[Screen, Panel]:
    screen = next(screen for screen in load().screens if screen.id == screen_id)
    return screen, next(panel for panel in screen.panels if panel.id == panel_id)


@pytest.mark.parametrize(
    ("screen", "panel", "offered"),
    [
        ("mediation", "volumes", True),
        ("visitors", "visits", True),
        ("staffing", "yearly", False),
        ("mediation", "categories", False),
        ("energy", "paper", False),
    ],
)
def test_averages_are_offered_only_where_a_period_has_another_to_compare_with(
    screen: str, panel: str, offered: bool
) -> None:
    of, own = _panel(screen, panel)
    assert has_flows(own) is offered
    drawn = (of_panel(of, own, "per_month").drawn, of_panel(of, own, "printed").drawn)
    axes = [[lane.axis for lane in one.lanes] for one in drawn]
    assert (axes[0] != axes[1]) is offered


def test_a_title_of_many_parts_tells_how_many_and_the_largest() -> None:
    title = of_metric("budget_item").drawn.title
    assert title.startswith("110年全年分項預算印有18項，最大的3項是人事費及第一預備金 1億8,230萬2,000元、")
    assert title.count("元") == 3
    few = of_panel(*_panel("mediation", "categories")).drawn.title
    assert few == "109年3月1日至9月5日第一次申訴：旅遊服務 143件、航空機票 127件"
