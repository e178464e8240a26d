"""What is told of one period: the sentence, the reports' sentences that print its values, and what they say of why."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import pandas as pd

from catalog.words import words
from findings.asking.told import Told
from findings.citation import sentence_citation
from findings.explanations import Explanation
from findings.lanes import report_name
from findings.records import place_words
from view.frame.explained import explained
from view.frame.links import explore_address, link, passage_address
from view.frame.passage import CHINESE
from view.frame.query import extracts, marked
from view.takeaway.copying import copyable
from warehouse import reads, sources

STYLE = Path(__file__).with_name("told.css")
# Sentences shown of one period; the chart has the others.
_MOST_QUOTED = 2
# Of longer sentences the words around the number are shown.
_LONGEST = 300


def told_html(told: Told, *, why: bool) -> str:
    """The sentence of one period, with what grounds it: why first where that was asked."""
    cited = cited_sentence(told.causes[0]) if told.rows.empty and told.causes else ""
    blocks = [_quoted(told.rows), _caused(told.causes, why=why) + cited]
    if why:
        blocks.reverse()
    return f'<p class="statement">{escape(told.sentence)}</p>{"".join(blocks)}'


def cited_sentence(one: Explanation) -> str:
    """What a report says of why, to copy with where it stands: where it prints no number there is none to cite."""
    place = (one.report_id, one.passage_no)
    row = pd.Series({**reads.ask(sources.place_on_paper, *place).iloc[0], "quote": one.quote})
    return copyable(words("card.cite.sentence"), sentence_citation(row))


def hit(quote: str, report: str, place: str, links: str) -> str:
    """One quotation, escaped by its maker, with where it comes from and where it leads."""
    came = words("card.joint").join(part for part in (report, place) if part)
    return (
        f'<li class="hit"><blockquote {CHINESE}>{quote}</blockquote>'
        f'<p class="hit-from">{escape(came)}</p><p class="hit-to">{links}</p></li>'
    )


def _quoted(rows: pd.DataFrame) -> str:
    if rows.empty:
        return ""
    newest = rows.sort_values("period_end", ascending=False).drop_duplicates(["report_id", "quote"])
    items = [_quotation(row, _spans(row, rows)) for _, row in newest.iloc[:_MOST_QUOTED].iterrows()]
    quoted = f'<h3>{escape(words("answer.quotes"))}</h3><ol class="hits">{"".join(items)}</ol>'
    return copyable(words("answer.cite"), sentence_citation(newest.iloc[0]), quoted)


def _spans(row: pd.Series, rows: pd.DataFrame) -> list[tuple[int, int]]:
    """Where the sentence of a value prints any of those that are told."""
    place = ["report_id", "passage_no", "quote"]
    own = rows[(rows[place] == row[place]).all(axis="columns")]
    return sorted({(int(start), int(end)) for start, end in zip(own["char_start"], own["char_end"], strict=True)})


def _quotation(row: pd.Series, spans: Sequence[tuple[int, int]]) -> str:
    """The sentence that prints a value, the numbers marked, its report and place, and its chart."""
    text, quote, start, end = str(row["passage"]), str(row["quote"]), int(row["char_start"]), int(row["char_end"])
    first = text.rfind(quote, 0, start + len(quote))
    whole = len(quote) <= _LONGEST and 0 <= first <= start and end <= first + len(quote) and quote != row["raw"]
    chart = link(explore_address(row["metric_id"], row["observation_id"]), words("answer.to_chart"))
    place = link(passage_address(row["report_id"], int(row["passage_no"])), words("answer.to_place"))
    within = [one for one in spans if first <= one[0] and one[1] <= first + len(quote)]
    shown = marked(text, within, first, first + len(quote)) if whole else extracts(text, spans, spans)
    return hit(shown, report_name(row), place_words(row), f"{chart} {place}")


def _caused(causes: Sequence[Explanation], *, why: bool) -> str:
    if not causes and why:
        return f'<p class="causes-none">{escape(words("answer.causes_none"))}</p>'
    return explained(causes)
