"""Names under which dropped files are kept lead nowhere and hide no other report."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.file_names import free_name, safe_name


@pytest.mark.parametrize(
    ("brought", "kept"),
    [
        ("../../etc/passwd.PDF", "passwd.pdf"),
        ("C:\\reports\\第4屆 業務報告.docx", "第4屆_業務報告.docx"),
        (".hidden.txt", "hidden.txt"),
        ("\u202efdp.txt", "fdp.txt"),
        ("", "report"),
        ("...", "report"),
        ("兩\n行.txt", "兩_行.txt"),
    ],
)
def test_a_name_is_plain(brought: str, kept: str) -> None:
    assert safe_name(brought) == kept


@given(st.text(max_size=300))
def test_any_name_is_one_file_in_its_folder(brought: str) -> None:
    name = safe_name(brought)
    assert name == PurePosixPath(name).name == PureWindowsPath(name).name
    assert not name.startswith(".")
    assert 0 < len(name.encode()) < 150
    assert safe_name(name) == name


def test_no_other_report_is_hidden() -> None:
    assert free_name("plan.pdf", {"plan", "plan-2"}) == "plan-3.pdf"
    assert free_name("Plan.pdf", {"plan"}) == "Plan-2.pdf"
    assert free_name("plan.pdf", set()) == "plan.pdf"
