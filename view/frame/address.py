"""Choices bound to the address: every one is in it, defaults too, so a pasted link shows the same.

Streamlit's own binding drops defaults from the address, so a link would change its meaning when a
default changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from view.request import carried

ShowName = Callable[[str], str]


def _at(key: str) -> str:
    return f"{key}@address"


def read(parameter: str, options: Sequence[str], default: str) -> str:
    """The value of ``parameter`` in the address if it is one of ``options``, else ``default``."""
    printed = st.query_params.get(parameter, default)
    return printed if printed in options else default


def write(parameter: str, value: str | None) -> None:
    """Puts a value into the address, or takes the parameter out of it."""
    if value is None:
        st.query_params.pop(parameter, None)
    elif st.query_params.get(parameter) != value:
        st.query_params[parameter] = value


def _seed(key: str, parameter: str, options: Sequence[str], default: str) -> None:
    """Gives the widget ``key`` the address's value, on arrival and whenever the address was changed."""
    printed = st.query_params.get(parameter)
    if key not in st.session_state or st.session_state[key] not in options or printed != st.session_state.get(_at(key)):
        st.session_state[key] = read(parameter, options, default)


def _settle(key: str, parameter: str, value: str) -> str:
    write(parameter, value)
    st.session_state[_at(key)] = value
    return value


def choose(parameter: str, label: str, options: Sequence[str], default: str, show: ShowName, scope: str) -> str:
    """A row of buttons, one of which is chosen, bound to ``parameter``.

    Args:
        parameter: its name in the address.
        label: what is chosen, for everyone.
        options: values, as the address holds them.
        default: the value where the address holds none of them.
        show: the words for a value.
        scope: keeps the widgets of pages and panels apart.
    """
    key = f"{scope}.{parameter}"
    _seed(key, parameter, options, default)
    chosen = st.segmented_control(label, list(options), key=key, format_func=carried(show), required=True)
    return _settle(key, parameter, chosen or default)


def switch(parameter: str, label: str, default: bool, scope: str) -> bool:
    """A switch bound to ``parameter`` (``on`` or ``off`` in the address)."""
    key = f"{scope}.{parameter}"
    printed = st.query_params.get(parameter)
    if key not in st.session_state or printed != st.session_state.get(_at(key)):
        st.session_state[key] = read(parameter, ("on", "off"), "on" if default else "off") == "on"
    chosen = st.toggle(label, key=key)
    _settle(key, parameter, "on" if chosen else "off")
    return chosen


NONE = ""


def pick(parameter: str, label: str, options: Sequence[str], show: ShowName, key: str, help_text: str) -> str | None:
    """A list to search and choose one of ``options`` or none, bound to ``parameter``."""
    with_none = [NONE, *options]
    _seed(key, parameter, with_none, NONE)
    chosen = st.selectbox(label, with_none, key=key, format_func=carried(show), help=help_text)
    write(parameter, chosen or None)
    st.session_state[_at(key)] = chosen or None
    return chosen or None


def set_picked(key: str, value: str) -> None:
    """Makes ``value`` the choice of a :func:`pick` from a callback of another widget."""
    st.session_state[key] = value


def read_all(parameters: Sequence[str]) -> dict[str, str]:
    """Those of ``parameters`` that the address has, by name."""
    return {name: st.query_params[name] for name in parameters if name in st.query_params}


def write_all(parameters: Sequence[str], values: Mapping[str, str]) -> None:
    """Puts ``values`` into the address in one go, and takes the other ``parameters`` out of it."""
    if read_all(parameters) != dict(values):
        others = {name: value for name, value in st.query_params.items() if name not in parameters}
        st.query_params.from_dict({**others, **values})


def new_in_address(key: str, parameter: str) -> bool:
    """Whether the widget ``key`` has to take its value from the address: on arrival, or when that was changed."""
    return key not in st.session_state or st.query_params.get(parameter) != st.session_state.get(_at(key))


def settle_all(keys: Mapping[str, str]) -> None:
    """Notes for each widget, by its parameter, what the address says of it now."""
    for parameter, key in keys.items():
        st.session_state[_at(key)] = st.query_params.get(parameter)
