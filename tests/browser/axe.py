"""Barriers that axe finds on a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def barriers(page: Page, within: str = "", rules: tuple[str, ...] = WCAG) -> list[str]:
    """Violations of any weight, as rule and place.

    Args:
        page: the page.
        within: a selector of the part to look at; all of it where empty.
        rules: the tags of axe's rules; those of WCAG 2.2 A and AA.
    """
    # What holds is told by one place of each rule: naming all takes longer than looking for what does not.
    options = {"runOnly": {"type": "tag", "values": list(rules)}, "resultTypes": ["violations"]}
    # A page that is walked through has it still.
    axe = Axe("0") if page.evaluate("'axe' in window") else Axe()
    found = axe.run(page, context=within or None, options=options).response
    assert found["passes"], "nothing was examined"
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
