"""A deck: which extracts it shows, in which order, under which titles. It knows no file format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.words import words
from findings.extracts import Extract
from findings.lane_order import headline_metric
from findings.sources import spoken


@dataclass(frozen=True)
class Slide:
    """One extract on a slide of its own.

    ``title`` takes the place of the finding, which then stands below it; ``context`` is a sentence
    the speaker adds; ``news`` is why the extract was proposed, where that says more than its finding.
    All may be empty.
    """

    extract: Extract
    title: str = ""
    context: str = ""
    news: str = ""

    @property
    def said(self) -> str:
        """The sentence to say, made from the reports' values alone: the news, else the finding."""
        return self.news or self.extract.drawn.title

    @property
    def spoken(self) -> str:
        """As it is said aloud; of news, what is printed and what comes of other figures stand as written."""
        return words("slides.spoken", sentence=self.news.rstrip("。.")) if self.news else spoken(self.said)

    @property
    def headline(self) -> str:
        """The title shown: the speaker's own, else what is to be said."""
        return self.title or self.said

    @property
    def finding_below(self) -> str:
        """The finding where another title stands in its place; else empty."""
        return self.extract.drawn.title if self.headline != self.extract.drawn.title else ""

    @property
    def explained(self) -> str:
        """What the newest report that gives a cause says of what the title tells, quoted; empty where none does."""
        headline = headline_metric(self.extract)
        return next((said.told() for said in self.extract.drawn.explanations if headline in said.metric_ids), "")


@dataclass(frozen=True)
class Deck:
    """Slides to be written as a file.

    ``retrieved`` is the day the deck is made; ``session`` names the council session or edition it is
    made for, or is empty; ``site`` is scheme and host to print before addresses, or empty.
    """

    title: str
    slides: tuple[Slide, ...]
    retrieved: date
    session: str = ""
    site: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The reports its values are printed in, each once, in the order of the slides."""
        return tuple(dict.fromkeys(source for slide in self.slides for source in slide.extract.sources))
