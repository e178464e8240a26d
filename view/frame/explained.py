"""What the reports themselves say of why, quoted, each with its report, place and a way to it. All as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from catalog.words import words
from findings.explanations import Explanation
from view.frame.links import link, passage_address
from view.frame.passage import CHINESE

# So many are seen at once; the others are folded, and of very many the older ones stand with their numbers only.
_FEW, _MOST = 3, 20


def explained(found: Sequence[Explanation], level: int = 3) -> str:
    """The sentences under a heading of a level; empty where there are none."""
    if not found:
        return ""
    heading = f"<h{level}>{escape(words('explanation.title'))}</h{level}>"
    shown = "".join(_quoted(one) for one in found[:_FEW])
    rest = "".join(_quoted(one) for one in found[_FEW:_MOST])
    if len(found) > _MOST:
        rest += f"<p>{escape(words('explanation.beyond', count=len(found) - _MOST))}</p>"
    if rest:
        more = escape(words("explanation.more", count=len(found) - _FEW))
        rest = f"<details><summary>{more}</summary>{rest}</details>"
    return f'<div class="explained">{heading}{shown}{rest}</div>'


def _quoted(one: Explanation) -> str:
    came = words("card.joint").join(part for part in (one.report, one.place) if part)
    way = link(passage_address(one.report_id, one.passage_no), words("answer.to_place"))
    return (
        f'<figure><blockquote class="passage" {CHINESE}>{escape(one.quote)}</blockquote>'
        f"<figcaption>{escape(came)} {way}</figcaption></figure>"
    )
