"""What every entry of the catalog is: frozen, with known keys, well-formed ids and patterns that compile."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the catalog, compiled once a process: ``re`` itself forgets all but the last 512.

    Raises:
        re.error: it is none.
    """
    return re.compile(pattern)


def _compiles(pattern: str) -> str:
    try:
        compiled(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {pattern!r}: {error}") from error
    return pattern


Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Pattern = Annotated[str, AfterValidator(_compiles)]


class Entry(BaseModel):
    """Base of every catalog entry: frozen, and no key that the model does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)
