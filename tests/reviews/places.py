"""Places and decisions of tests."""

from __future__ import annotations

from reviews.decision import Place


def place(text: str = "本期調解229件。", printed: str = "229", sha256: str = "0" * 64, passage: int = 3) -> Place:
    """A number of a passage."""
    start = text.index(printed)
    return Place(
        sha256=sha256, passage=passage, kind="paragraph", headings=("壹、消費爭議",), text=text,
        start=start, end=start + len(printed), printed=printed,
    )  # fmt: skip
