"""From chosen names to slides: what is proposed and why, what can be chosen, the deck to be written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from catalog.load import load
from catalog.words import words
from export.job import edition_words
from export.slides.deck import Deck, Slide
from findings.exploration import search_labels
from findings.extracts import Extract, chosen, reporting_agency
from findings.kept import kept
from findings.lane_order import headline_metric
from findings.newsworthy import Proposal, accepted_extracts, telling_extracts
from findings.recurring import accepted
from findings.values import listed
from view.briefing.choices import State
from warehouse import reads


@kept(8)
def proposals() -> Mapping[str, Proposal]:
    """What is proposed by its name, in order."""
    found = telling_extracts() if reads.is_described() else accepted_extracts()
    return {slide_name(proposal.extract): proposal for proposal in found}


def slide_name(extract: Extract) -> str:
    """What the address calls an extract: ``screen.panel``, or its metric."""
    panels = {
        f"{screen.id}-{panel.id}": f"{screen.id}.{panel.id}" for screen in load().screens for panel in screen.panels
    }
    return panels.get(extract.id, extract.id)


@kept(8)
def options() -> Mapping[str, str]:
    """Everything a slide may show, by name: the panels of the topic pages, then all metrics.

    Of an agency that the catalog does not describe, what people accepted.
    """
    series = set(accepted())
    own = {name: label for name, label in search_labels().items() if name in series}
    if not reads.is_described():
        return own
    panels = {
        f"{screen.id}.{panel.id}": words("briefing.panel", screen=words.name(screen), panel=words.name(panel))
        for screen in load().screens
        for panel in screen.panels
    }
    # A kept edition may have metrics that the catalog has no more.
    metrics = {name: label for name, label in search_labels().items() if name in load().metrics}
    return {**panels, **metrics, **own}


def slide_extract(name: str) -> Extract:
    """What a name shows. Nobody may change it."""
    proposal = proposals().get(name)
    if proposal:
        return proposal.extract
    screen, dot, panel = name.partition(".")
    return chosen(screen, panel if dot else name)


def slide_of(state: State, name: str) -> Slide:
    """One slide of the deck."""
    own = next(slide for slide in state.slides if slide.name == name)
    proposal = proposals().get(name)
    return Slide(slide_extract(name), own.title, own.context, proposal.news if proposal else "")


def finding(state: State) -> str:
    """What the slides are about, as a title: whose figures, and the topics in their order."""
    topics = listed(dict.fromkeys(map(_topic, state.names)))
    return words("briefing.finding", agency=reporting_agency(), topics=topics)


@kept(128)
def _topic(name: str) -> str:
    """The topic of what the title tells; of a time line, its own name."""
    extract = slide_extract(name)
    metric = headline_metric(extract)
    if metric is None:
        return extract.name
    topics, own = reads.topics(), reads.metrics()
    return words.name(topics.loc[str(own.loc[metric, "topic_id"])])


def deck_of(state: State, retrieved: date, site: str) -> Deck:
    """The deck to be written.

    Args:
        state: what is chosen.
        retrieved: the day it is made.
        site: scheme and host to print before addresses.
    """
    slides = tuple(slide_of(state, name) for name in state.names)
    session = words("export.session_joint").join(filter(None, (state.session, edition_words())))
    return Deck(finding(state), slides, retrieved, session, site)
