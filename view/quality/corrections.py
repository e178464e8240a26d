"""The ledger of corrected editions: what each prints otherwise than the report it corrects, and whether it says so."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from catalog.words import words
from findings.corrections import Correction, ledger
from findings.lanes import report_name
from findings.titles import row_period
from findings.values import part_words, value_words
from view.frame.links import explore_address, link, passage_address
from view.frame.passage import quotation


def corrections_part(most: int) -> int:
    """Draws the ledger; one sentence where no report was issued again.

    Args:
        most: of the editions, and of what each prints otherwise, so many are shown.

    Returns:
        The length of the longest of these lists.
    """
    st.header(words("quality.corrections"), anchor=False)
    told = ledger()
    if not told:
        st.caption(words("quality.corrections_none"))
        return 0
    st.caption(words("quality.corrections_lead"))
    for correction in told[:most]:
        _edition(correction, most)
    return max(len(told), *(len(correction.restated) for correction in told[:most]))


def _edition(correction: Correction, most: int) -> None:
    edition = correction.edition
    kind = "announced" if correction.announced else "silent"
    name = link(passage_address(edition["report_id"], None), report_name(edition))
    earlier = link(passage_address(edition["earlier_id"], None), str(edition["earlier_title"]))
    count = len(correction.restated)
    number = "none" if not count else "one" if count == 1 else "many"
    said = words(f"quality.corrected.{number}", count=count)
    st.html(
        f"<p><strong>{name}</strong>　{escape(words('quality.corrects'))}{earlier}<br>"
        f"{escape(words(f'quality.corrected_{kind}'))} {escape(said)}</p>"
    )
    if count:
        items = "".join(_restated(row) for _, row in correction.restated.head(most).iterrows())
        st.html(f'<ol class="judged">{items}</ol>')


def _restated(row: pd.Series) -> str:
    part = words("card.part", part=part_words(row["part"])) if row["part"] else ""
    now, before = (value_words(row[name], row["unit"], None) for name in ("value", "earlier_value"))
    metric = link(explore_address(row["metric_id"], row["observation_id"]), words.name(row) + part)
    told = (
        ("quality.corrected_now", row["report_id"], row["passage_no"], row["quote"], row["heads"]),
        (
            "quality.corrected_before", row["earlier_id"], row["earlier_passage_no"], row["earlier_quote"],
            row["earlier_heads"],
        ),
    )  # fmt: skip
    quotes = "".join(
        f"<figure><figcaption>{escape(words(key))} {_source(report, place)}</figcaption>"
        f"{quotation(str(quote), heads)}</figure>"
        for key, report, place, quote, heads in told
    )
    return (
        f'<li><p class="judged-head"><strong>{metric}</strong> {escape(row_period(row))}</p>'
        f"<p>{escape(words('quality.corrected_value', now=now, before=before))}</p>"
        f'<div class="quotes">{quotes}</div></li>'
    )


def _source(report_id: str, passage_no: int) -> str:
    return link(passage_address(report_id, int(passage_no)), words("search.to_source"))
