"""The choices of a screen, bound to the address: every one is in it, defaults too, so a pasted link shows the same.

A screen declares its parameters over a frozen dataclass, its state. The address is read into one state, which is kept
for the visitor; widgets show its fields, and every change goes through :class:`Choices`. Streamlit's own binding drops
defaults from the address, so a link would change its meaning when a default changes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import quote, unquote, urlencode

import streamlit as st

from catalog.words import words
from view.frame.plain import plain
from view.frame.request import carried

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Show = Callable[[Any], str]
State = TypeVar("State", bound="DataclassInstance")

# Servers on the way take requests of 8,000 characters; the rest of the address needs some.
_LONGEST_ADDRESS = 6000
_MOST_DIGITS = 5
_LONGEST_FAULT = 80
# The parameter of the fault that more is named than can be shown; its value is how many too many.
MOST = "most"


@dataclass(frozen=True)
class Fault:
    """What of an address could not be followed: the parameter, and a value of it that names nothing known."""

    parameter: str
    value: str


def _always(_: object) -> bool:
    return True


def _same(value: Any) -> Any:
    return value


Options = Collection[Any] | Callable[[State], Collection[Any]]


@dataclass(frozen=True)
class Parameter(Generic[State]):
    """One choice: a field of the state, and how the address tells it.

    ``parse`` gives the value, and what of it names nothing known; it is given the address and the state as told by the
    parameters before this one. ``spell`` gives the texts by name; the first name is in every address that tells the
    field, an empty text in none. A parameter for which ``when`` is false is not in the address and has its default.
    ``shown`` and ``taken`` lead from the value to that of its widget and back; ``options`` are values.
    """

    field: str
    names: tuple[str, ...]
    parse: Callable[[Mapping[str, str], State], tuple[Any, Sequence[Fault]]]
    spell: Callable[[Any], Mapping[str, str]]
    when: Callable[[State], bool] = _always
    shown: Callable[[Any], Any] = _same
    taken: Callable[[Any], Any] = _same
    options: Options[State] = ()

    def choices(self, state: State) -> Collection[Any]:
        """The values that may be chosen in a state."""
        return self.options(state) if callable(self.options) else self.options


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def one(
    name: str,
    options: Options[State],
    *,
    field: str = "",
    spell: Callable[[Any], str] = _plain,
    when: Callable[[State], bool] = _always,
) -> Parameter[State]:
    """One of ``options``, or the default.

    Args:
        name: in the address.
        options: values of the field, or what gives them for a state.
        field: of the state, where it is not called as in the address.
        spell: what the address says for a value.
        when: whether there is such a choice.
    """

    def parse(query: Mapping[str, str], state: State) -> tuple[Any, Sequence[Fault]]:
        default = getattr(state, field or name)
        named = {spell(value): value for value in (default, *parameter.choices(state))}
        return (named[query[name]], ()) if query[name] in named else (default, (Fault(name, query[name]),))

    parameter = Parameter(
        field or name,
        (name,),
        parse,
        lambda value: {name: spell(value)},
        when,
        options=options,
    )
    return parameter


def switch(name: str, *, when: Callable[[State], bool] = _always) -> Parameter[State]:
    """``on`` or ``off``."""
    return one(name, (True, False), spell=lambda on: "on" if on else "off", when=when)


def several(
    name: str,
    options: Options[State],
    *,
    none: str = "",
    most: int | None = None,
    when: Callable[[State], bool] = _always,
) -> Parameter[State]:
    """Some of ``options`` in the order chosen, each once.

    Args:
        name: in the address, and of the field.
        options: values of the field, or what gives them for a state.
        none: what the address says where none is chosen.
        most: as many are taken; that there were more is a fault of ``MOST``.
        when: whether there is such a choice.
    """

    def parse(query: Mapping[str, str], state: State) -> tuple[Any, Sequence[Fault]]:
        printed = query[name]
        named = [] if printed in ("", none) else list(dict.fromkeys(map(unquote, printed.split(","))))
        known = parameter.choices(state)
        faults = [Fault(name, value) for value in named if value not in known]
        chosen = tuple(value for value in named if value in known)
        if most is not None and len(chosen) > most:
            faults.append(Fault(MOST, str(len(chosen) - most)))
        return chosen[:most], faults

    parameter = Parameter(
        name, (name,), parse, lambda values: {name: _joined(values) or none}, when, list, tuple, options
    )
    return parameter


def _joined(values: Sequence[str]) -> str:
    return ",".join(quote(value, safe="") if set(value) & set(",%") else value for value in values)


def text(
    name: str, clean: Callable[[str], str] = str.strip, *, when: Callable[[State], bool] = _always
) -> Parameter[State]:
    """A line of text, cleaned."""
    return Parameter(
        name, (name,), lambda query, _: (clean(query[name]), ()), lambda value: {name: value}, when, taken=clean
    )


def number(name: str) -> Parameter[State]:
    """A number or none."""

    def parse(query: Mapping[str, str], _: State) -> tuple[float | None, Sequence[Fault]]:
        try:
            value = float(query[name])
        except ValueError:
            value = math.nan
        return (value, ()) if math.isfinite(value) else (None, (Fault(name, query[name]),))

    return Parameter(name, (name,), parse, lambda value: {name: "" if value is None else f"{value:.15g}"})


def how_many(name: str, step: int, *, when: Callable[[State], bool] = _always) -> Parameter[State]:
    """How many of a list are shown: a positive multiple of ``step``."""

    def parse(query: Mapping[str, str], _: State) -> tuple[int, Sequence[Fault]]:
        wanted = count(query[name])
        return max(step, math.ceil(wanted / step) * step), () if wanted else (Fault(name, query[name]),)

    return Parameter(name, (name,), parse, lambda value: {name: str(value)}, when)


def count(printed: str) -> int:
    """A count as an address prints it; 0 where it prints none."""
    return int(printed) if printed.isascii() and printed.isdigit() and len(printed) <= _MOST_DIGITS else 0


# What could not be followed ------------------------------------------------------------------------


def fault_words(faults: Sequence[Fault], too_many: Callable[[int], str] = str) -> str:
    """What of an address, or of too large a choice, could not be followed.

    Args:
        faults: of one screen.
        too_many: words for a fault of ``MOST``, given how many.
    """
    unknown = [
        words("address.unknown_value", name=words(f"address.param.{fault.parameter}"), value=_shortened(fault.value))
        for fault in faults
        if fault.parameter != MOST
    ]
    told = [words("address.unknown", faults=words("list.joint").join(unknown))] if unknown else []
    told += [too_many(int(fault.value)) for fault in faults if fault.parameter == MOST]
    return "\n".join(told)


def _shortened(value: str) -> str:
    return value if len(value) <= _LONGEST_FAULT else f"{value[:_LONGEST_FAULT]}…"


def tell(faults: str) -> None:
    """Says on the page what of the address could not be followed."""
    st.warning(faults, icon=":material/link_off:")


# The address ---------------------------------------------------------------------------------------


def read(parameters: Sequence[Parameter[State]], default: State, query: Mapping[str, str]) -> tuple[State, list[Fault]]:
    """The state an address tells, and what in it names nothing known.

    Args:
        parameters: in an order in which each needs only those before it.
        default: the state told by an address without parameters.
        query: parameters by name; others are of no concern.
    """
    state, faults = default, list[Fault]()
    for parameter in parameters:
        if parameter.names[0] in query and parameter.when(state):
            value, unknown = parameter.parse(query, state)
            state = replace(state, **{parameter.field: value})
            faults += unknown
    return state, faults


def spell(parameters: Sequence[Parameter[State]], state: State) -> dict[str, str]:
    """What an address says of a state, defaults included."""
    told: dict[str, str] = {}
    for parameter in parameters:
        if parameter.when(state):
            told |= {name: said for name, said in parameter.spell(getattr(state, parameter.field)).items() if said}
    return told


def short(parameters: Sequence[Parameter[State]], query: Mapping[str, str]) -> dict[str, str]:
    """The query; where it is too long for servers, only the first name of each parameter."""
    if len(urlencode(query)) <= _LONGEST_ADDRESS:
        return dict(query)
    first = {parameter.names[0] for parameter in parameters}
    return {name: said for name, said in query.items() if name in first}


@dataclass
class Kept(Generic[State]):
    """What one visitor has chosen, kept from run to run.

    ``query`` is the address that says so, ``trouble`` why the last file of it could not be made.
    """

    state: State
    faults: Sequence[Fault] = ()
    query: dict[str, str] = field(default_factory=dict)
    trouble: str = ""


class Choices(Generic[State]):
    """What a reader has chosen on a screen: read from the address on arrival, and put into it.

    Args:
        scope: keeps the widgets and states of screens apart.
        parameters: in an order in which each needs only those before it.
        default: the state where the address says nothing.
        stays: an address that says nothing leaves what the visitor chose earlier, instead of the default.
        too_many: words for a fault of ``MOST``, given how many.
        own: parameters whose faults the page tells in its own place.
    """

    def __init__(
        self,
        scope: str,
        parameters: Sequence[Parameter[State]],
        default: State,
        *,
        stays: bool = False,
        too_many: Callable[[int], str] = str,
        own: Collection[str] = (),
    ) -> None:
        self._scope = scope
        self._parameters = {parameter.field: parameter for parameter in parameters}
        names = [name for parameter in parameters for name in parameter.names]
        query = {name: st.query_params[name] for name in names if name in st.query_params}
        kept: Kept[State] | None = st.session_state.get(scope)
        if kept is None or (query != kept.query and (query or not stays)):
            kept = st.session_state[scope] = Kept(*read(parameters, default, query))
        else:
            # What was chosen since may take away what only the former choices had, which is no fault.
            kept.state, faults = read(parameters, default, spell(parameters, kept.state))
            kept.faults = [*kept.faults, *(fault for fault in faults if fault.parameter == MOST)]
        self.kept: Kept[State] = kept
        told = spell(parameters, kept.state)
        kept.query = short(parameters, told)
        self.is_whole = kept.query == told
        if kept.query != query:
            others = {name: value for name, value in st.query_params.items() if name not in names}
            st.query_params.from_dict({**others, **kept.query})
        if told_faults := fault_words([fault for fault in self.faults if fault.parameter not in own], too_many):
            tell(told_faults)

    @property
    def state(self) -> State:
        """All that is chosen."""
        return self.kept.state

    @property
    def faults(self) -> Sequence[Fault]:
        """What of the address could not be followed, until something else is chosen."""
        return self.kept.faults

    def change(self, how: Callable[[State], State]) -> None:
        """Changes what is chosen, from a callback; ``how`` gives the new state for the one chosen by now."""
        self.kept.state, self.kept.faults = how(self.kept.state), ()

    def choose(self, **fields: Any) -> None:
        """Gives fields of the state other values, from a callback."""
        self.change(lambda state: replace(state, **fields))

    # Widgets: each shows a field of the state, and what a reader does there changes the field. -----------

    def bound(self, field: str) -> dict[str, Any]:
        """What binds a widget to a field: its key, which holds the value, and what takes the reader's choice."""
        parameter = self._parameters[field]
        key = f"{self._scope}.{parameter.names[0]}"
        value = getattr(self.state, field)
        if key not in st.session_state or parameter.taken(st.session_state[key]) != value:
            st.session_state[key] = parameter.shown(value)
        return {"key": key, "on_change": lambda: self.choose(**{field: parameter.taken(st.session_state[key])})}

    def _offered(self, field: str, show: Show, shown: Callable[[Any], Any]) -> dict[str, Any]:
        values = self._parameters[field].choices(self.state)
        return {"options": [shown(value) for value in values], "format_func": carried(show), **self.bound(field)}

    def buttons(self, field: str, label: str, show: Show, **more: Any) -> None:
        """A row of buttons, one of which is chosen; ``show`` gives the words for a value of the widget."""
        # The browser sends back the names it was sent: they are made plain here, not on their way.
        offered = self._offered(field, lambda value: plain(show(value)), self._parameters[field].shown)
        st.segmented_control(label, required=True, **offered, **more)

    def listed(self, field: str, label: str, show: Show, **more: Any) -> None:
        """A list to search, of which one is chosen."""
        offered = self._offered(field, show, self._parameters[field].shown)
        # The browser keeps the words of the chosen one, in another language or with another count: it is told again.
        key = str(offered["key"])
        value = st.session_state[key]
        told = show(value) if value in offered["options"] else ""
        if st.session_state.get(f"{key}.told") != told:
            st.session_state[f"{key}.told"], st.session_state[key] = told, value
        st.selectbox(label, **offered, **more)

    def some_listed(self, field: str, label: str, show: Show, **more: Any) -> None:
        """A list to search, of which any may be chosen."""
        st.multiselect(label, **self._offered(field, show, _same), **more)

    def more_button(self, field: str, label: str, step: int, key: str) -> None:
        """A button that shows ``step`` more of a list."""
        st.button(label, key=key, on_click=self.choose, kwargs={field: getattr(self.state, field) + step})
