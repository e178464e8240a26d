"""What is bound once for a request, the language and the edition, where it is answered in pieces."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def carried(answer: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """``answer``, to be called later and in any thread, in the language and of the edition that are bound now.

    So is everything handed to Streamlit that draws nothing: the maker of a file is called when a reader
    clicks, the names of choices whenever Streamlit reads the state of a widget.
    """
    bound = copy_context()

    def of_the_request(*given: Asked.args, **named: Asked.kwargs) -> Answer:
        # A copy each time: two clicks at once may not enter one context.
        return bound.copy().run(answer, *given, **named)

    return of_the_request
