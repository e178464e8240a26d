"""Who may decide and publish where people sign in: one file that names editors by address or by group.

Whoever it does not name reads, as whoever has not signed in does.
"""

from __future__ import annotations

import functools
import os
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError

from catalog.entry import Entry
from reviews.decision import LONGEST_NAME, name

# The environment variable that names another file.
VARIABLE = "ROLES"
_FILE = Path(__file__).resolve().parent.parent / ".streamlit" / "roles.toml"

Role = Literal["viewer", "editor"]


class RolesError(Exception):
    """There is no file of roles, or it says something else; the message says what. Nobody is an editor then."""


def spelled(address: str) -> str:
    """An address in the one spelling in which it is compared and recorded.

    Raises:
        ValueError: it is no address, or looks like another one.
    """
    lowered = address.strip().lower()
    before, at, after = lowered.rpartition("@")
    if not (before and at and after) or len(lowered) > LONGEST_NAME or name(lowered) != lowered:
        raise ValueError(f"no address: {address!r}")
    return lowered


class People(Entry):
    """The people of a role, each by address or as member of a group."""

    addresses: tuple[Annotated[str, AfterValidator(spelled)], ...] = ()
    groups: tuple[str, ...] = ()


class Roles(Entry):
    """What the file says.

    Attributes:
        hours: after which somebody signs in again.
        groups_claim: what of the sign-in lists the groups.
        unverified_addresses: addresses count that the provider does not say to have verified.
        editor: decide and publish.
        viewer: read only, whatever group they are in.
    """

    hours: float = Field(default=8, gt=0, le=24 * 30)
    groups_claim: str = "groups"
    unverified_addresses: bool = False
    editor: People = People()
    viewer: People = People()

    def of(self, address: str, groups: Iterable[str]) -> Role:
        """The role of who signed in; an address says more than a group, and viewer more than editor.

        Args:
            address: as :func:`spelled` spells it.
            groups: those the provider says they are in.
        """
        held = frozenset(groups)
        if address in self.viewer.addresses:
            return "viewer"
        if address in self.editor.addresses:
            return "editor"
        if held.intersection(self.viewer.groups) or not held.intersection(self.editor.groups):
            return "viewer"
        return "editor"


def roles_file() -> Path:
    """Where roles are told: .streamlit/roles.toml beside the secrets, or the file that the environment names."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else _FILE


def read() -> Roles:
    """The roles as the file tells them now.

    Raises:
        RolesError: it is not there, or is not such a file.
    """
    path = roles_file()
    try:
        found = path.stat()
        return _read(path, found.st_ino, found.st_size, found.st_mtime_ns)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise RolesError(f"{path.name}: {error}") from error


@functools.lru_cache(maxsize=2)
def _read(path: Path, *_state: int) -> Roles:
    return Roles.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
