"""A deck for tests: a retitled slide, one of gaps, one of works, one whose check fails."""

from __future__ import annotations

import functools
from datetime import date

from catalog.words import Words
from export.extract import of_metric
from export.slides.deck import Deck, Slide
from tests.export.taken import RETRIEVED, SITE, ZH, taken

SESSION = "第4屆第5次定期大會"
TITLE = "五項值得追問的數字"
RETITLED = "調解件數回升"
CONTEXT = "疫情期間退票與退團爭議增加。"
DAY: date = RETRIEVED


@functools.cache
def five(words: Words = ZH) -> Deck:
    """Five slides between a cover and the sources."""
    slides = (
        Slide(taken("mediation", "volumes", words), RETITLED, CONTEXT),
        Slide(taken("staffing", "staff", words)),
        Slide(taken("visitors", "visits", words)),
        Slide(taken("energy", "works", words)),
        Slide(of_metric("open_datasets_growth_rate", words)),
    )
    return Deck(TITLE, slides, DAY, words, SESSION, SITE)
