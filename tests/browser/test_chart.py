"""A chart is drawn as few times as it takes: a second drawing would double the reader's wait."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from catalog.words import words_in
from tests.browser.rig import opened, settled

ZH = words_in("zh-TW")


def test_a_choice_draws_the_chart_once(server: str, page: Page) -> None:
    opened(page, f"{server}/mediation")
    page.evaluate(
        """() => {
            window.drawn = new Map();
            new MutationObserver(found => {
                for (const { target } of found)
                    if (target.closest('.barlayer')) window.drawn.set(target, (window.drawn.get(target) ?? 0) + 1);
            }).observe(document.body, {subtree: true, attributes: true, attributeFilter: ['d']});
        }"""
    )
    page.get_by_role("radio", name=ZH("view.printed"), exact=True).click()
    page.wait_for_url("**view=printed**")
    settled(page)
    expect(page.locator(".js-plotly-plot .barlayer .point path").first).to_be_visible()
    page.wait_for_timeout(500)
    drawn = page.evaluate("[...window.drawn.values()]")
    assert drawn
    assert set(drawn) == {1}
