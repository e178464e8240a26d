"""The locks install what pyproject.toml asks for, and nothing unchecked."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN: list[str] = SETTINGS["project"]["dependencies"]
DEVELOPMENT: list[str] = SETTINGS["dependency-groups"]["dev"]

Pins = dict[str, set[str]]


def _entries(name: str) -> list[str]:
    """The lock's entries, each with its hashes."""
    lines = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _pins(name: str) -> Pins:
    """Versions by package: more than one where the version depends on Python's."""
    pins: Pins = {}
    for entry in _entries(name):
        requirement = Requirement(entry.partition("--hash")[0])
        (specifier,) = requirement.specifier
        assert specifier.operator == "=="
        pins.setdefault(canonicalize_name(requirement.name), set()).add(specifier.version)
    return pins


@pytest.mark.parametrize(("lock", "wanted"), [("requirements.lock", RUN), ("requirements-dev.lock", RUN + DEVELOPMENT)])
def test_a_lock_holds_what_is_asked_for(lock: str, wanted: list[str]) -> None:
    pins = _pins(lock)
    for requirement in map(Requirement, wanted):
        versions = pins[canonicalize_name(requirement.name)]
        assert all(version in requirement.specifier for version in versions), f"run make lock: {requirement}"


def test_development_and_use_have_the_same_versions() -> None:
    development = _pins("requirements-dev.lock")
    assert {name: development[name] for name in _pins("requirements.lock")} == _pins("requirements.lock")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_entry_has_hashes_and_no_address(lock: str) -> None:
    for entry in _entries(lock):
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")
