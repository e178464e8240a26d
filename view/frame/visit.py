"""What a visit remembers, of which Streamlit makes a copy for each list and field of a page to look up one value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from streamlit.runtime.state import SafeSessionState

_whole: Any = SafeSessionState.filtered_state


class _Remembered(Mapping[str, Any]):
    """The values by key, each looked up when it is asked for.

    Args:
        state: of the visit.
    """

    def __init__(self, state: SafeSessionState) -> None:
        self._state = state

    def __getitem__(self, key: str) -> Any:
        with self._state._lock:
            return self._state._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_whole.fget(self._state))

    def __len__(self) -> int:
        return len(_whole.fget(self._state))


def look_up_singly() -> None:
    """From now on nothing is copied to be looked up; Streamlit has no switch for this."""
    state: Any = SafeSessionState
    state.filtered_state = property(_Remembered)
