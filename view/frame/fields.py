"""Fields to fill in and lists to choose from, bound to the address."""

from __future__ import annotations

import math
from collections.abc import Sequence

import streamlit as st

from view.frame import address
from view.frame.address import ShowName
from view.request import carried

_NUMBER = "%g"


def _is_new(key: str, printed: object) -> bool:
    """Whether the widget ``key`` does not hold yet what the address says."""
    return key not in st.session_state or st.session_state.get(f"{key}@address") != printed


def text_field(parameter: str, label: str, key: str, *, placeholder: str, help_text: str, longest: int) -> str:
    """A line of text, without blanks around it, at most ``longest`` characters."""
    printed = st.query_params.get(parameter, "")[:longest].strip()
    if _is_new(key, printed):
        st.session_state[key] = printed
    typed = st.text_input(label, key=key, placeholder=placeholder, help=help_text, max_chars=longest) or ""
    written = typed.strip()
    address.write(parameter, written or None)
    st.session_state[f"{key}@address"] = written
    return written


def number_field(parameter: str, label: str, key: str, *, help_text: str | None = None) -> float | None:
    """A number or none."""
    printed = _number(st.query_params.get(parameter))
    if _is_new(key, printed):
        st.session_state[key] = printed
    typed = st.number_input(label, value=None, key=key, step=None, format=_NUMBER, help=help_text)
    written = None if typed is None else float(typed)
    address.write(parameter, None if written is None else f"{written:.15g}")
    st.session_state[f"{key}@address"] = written
    return written


def _number(printed: str | None) -> float | None:
    try:
        number = float(printed or "nan")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def one_of(parameter: str, label: str, options: Sequence[str], default: str, show: ShowName, key: str) -> str:
    """A list of which one is always chosen."""
    printed = address.read(parameter, options, default)
    if _is_new(key, printed) or st.session_state[key] not in options:
        st.session_state[key] = printed
    chosen = str(st.selectbox(label, list(options), key=key, format_func=carried(show)))
    address.write(parameter, chosen)
    st.session_state[f"{key}@address"] = chosen
    return chosen


def how_many(parameter: str, step: int) -> int:
    """How many of a list are shown: a positive multiple of ``step``, kept in the address."""
    printed = st.query_params.get(parameter, "")
    wanted = int(printed) if printed.isascii() and printed.isdigit() and len(printed) <= _MOST_DIGITS else step
    shown = max(step, math.ceil(wanted / step) * step)
    address.write(parameter, str(shown))
    return shown


_MOST_DIGITS = 5


def more_button(parameter: str, label: str, shown: int, step: int, key: str) -> None:
    """A button that shows ``step`` more of a list."""
    st.button(label, key=key, on_click=_show, args=(parameter, str(shown + step)))


def _show(parameter: str, value: str) -> None:
    st.query_params[parameter] = value
