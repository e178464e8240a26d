"""A deck for tests: a retitled slide, one of gaps, one of works, one whose check fails."""

from __future__ import annotations

import functools
from datetime import date

from catalog.words import LANGUAGES, Language, speaking
from export.slides.deck import Deck, Slide
from findings.extracts import of_metric
from tests.export.taken import RETRIEVED, SITE, taken

SESSION = "第4屆第5次定期大會"
TITLE = "五項值得追問的數字"
RETITLED = "調解件數回升"
CONTEXT = "疫情期間退票與退團爭議增加。"
DAY: date = RETRIEVED


@functools.cache
def five(language: Language = LANGUAGES[0]) -> Deck:
    """Five slides between a cover and the sources."""
    with speaking(language):
        return _five()


def _five() -> Deck:
    slides = (
        Slide(taken("mediation", "volumes"), RETITLED, CONTEXT),
        Slide(taken("staffing", "staff")),
        Slide(taken("visitors", "visits")),
        Slide(taken("energy", "works")),
        Slide(of_metric("open_datasets_growth_rate")),
    )
    return Deck(TITLE, slides, DAY, SESSION, SITE)
