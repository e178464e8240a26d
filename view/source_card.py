"""The source card: the trail from one number to the sentence that prints it."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from catalog.words import Words
from export.figures.lanes import report_name
from export.findings import row_period
from export.records import place_words
from export.values import is_told, number_words, unit_words, value_words
from warehouse import reads

# Characters of the passage shown before and after the sentence, so that it is read in its surroundings.
_AROUND = 160


def source_card(row: pd.Series | None, words: Words) -> None:
    """Draws the card of one observation.

    Args:
        row: as :func:`warehouse.queries.observations` gives it; None where the address names a
            value that is not there (any more).
        words: the reader's language.
    """
    with st.container(key="source-card"):
        st.subheader(words("card.title"), anchor=False)
        if row is None:
            st.info(words("card.missing"))
            return
        st.markdown(f"**{_heading(row, words)}**")
        st.html(marked_passage(row["passage"], int(row["char_start"]), int(row["char_end"]), row["quote"]))
        st.html(_facts(row, words))
        _checks(row, words)
        _also(row, words)
        _others(row, words)


def _heading(row: pd.Series, words: Words) -> str:
    part = f"（{row['part']}）" if is_told(row["part"]) else ""
    value = value_words(row["value"], row["unit"], row["qualifier"], words)
    return f"{words.name(row)}{part}　{row_period(row, words)}　{value}"


def marked_passage(passage: str, start: int, end: int, quote: str) -> str:
    """The sentence in its surroundings as HTML, the printed number marked.

    Args:
        passage: the passage's text.
        start: offset of the number in it.
        end: offset behind the number.
        quote: the sentence, verbatim in the passage.
    """
    at = passage.rfind(quote, 0, start + 1)
    first = max(0, (at if at >= 0 else start) - _AROUND)
    last = min(len(passage), max(end, at + len(quote)) + _AROUND)
    before, number, after = passage[first:start], passage[start:end], passage[end:last]
    head, tail = ("…" if first else ""), ("…" if last < len(passage) else "")
    marked = f"{escape(before)}<mark>{escape(number)}</mark>{escape(after)}"
    return f'<blockquote class="passage">{head}{marked}{tail}</blockquote>'


def _facts(row: pd.Series, words: Words) -> str:
    quote = words("card.period_quote", quote=row["period_quote"]) if is_told(row["period_quote"]) else ""
    basis = words(f"basis.{row['period_basis']}")
    base = f"{number_words(row['value'])} {unit_words(row['unit'], words)}"
    lines = [
        words("card.report", title=report_name(row, words), session=""),
        words("card.place", place=place_words(row, words)),
        words("card.outline") + " › ".join(row["outline"]),
        words("card.period", period=row_period(row, words), basis=basis, quote=quote),
        words("card.value", raw=row["raw"]) + "　" + words("card.base", value=base, unit="").strip(),
    ]
    if is_told(row["qualifier"]):
        lines.append(words("card.qualifier", qualifier=row["qualifier"]))
    if row["form"] != "number":
        lines.append(words(f"card.form.{row['form']}"))
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _checks(row: pd.Series, words: Words) -> None:
    checks = reads.checks([row["metric_id"]])
    own = checks[checks["observation_id"] == row["observation_id"]]
    if own.empty:
        return
    lines = "".join(f'<li class="badge-{c["status"]}">{escape(check_words(c, words))}</li>' for _, c in own.iterrows())
    st.html(f"<p><strong>{escape(words('check.title'))}</strong></p><ul>{lines}</ul>")


def check_words(check: pd.Series, words: Words) -> str:
    """One evaluated check in a sentence."""
    status = words(f"check.{check['status']}")
    if not is_told(check["computed"]):
        return words("check.line_unknown", name=words.name(check), status=status)
    digits = 2 if not float(check["computed"]).is_integer() else 0
    return words(
        "check.line",
        name=words.name(check),
        stated=number_words(check["stated"]),
        computed=number_words(check["computed"], digits),
        status=status,
    )


def _also(row: pd.Series, words: Words) -> None:
    places = reads.evidence(row["observation_id"])
    others = places[places["position"] > 1]
    if others.empty:
        return
    st.markdown(f"**{words('card.also')}**")
    for _, place in others.iterrows():
        st.caption(place_words(place, words) + "　" + " › ".join(place["outline"]))
        st.html(marked_passage(place["passage"], int(place["char_start"]), int(place["char_end"]), place["quote"]))


def _others(row: pd.Series, words: Words) -> None:
    rows = reads.observations([row["metric_id"]])
    others = rows[(rows["part"] == row["part"]) & (rows["report_id"] != row["report_id"])]
    st.markdown(f"**{words('card.others')}**")
    if others.empty:
        st.caption(words("card.others_none"))
        return
    lines = [f"<li>{escape(_other_words(other, words))}</li>" for _, other in others.iterrows()]
    st.html("<ul>" + "".join(lines) + "</ul>")


def _other_words(row: pd.Series, words: Words) -> str:
    value = value_words(row["value"], row["unit"], row["qualifier"], words)
    return "　".join((row_period(row, words), value, report_name(row, words)))
