"""The order in which a page's lines are read: two columns of prose one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.read.pdf_lines import lines_of
from ingest.read.pdf_page import Run


def in_reading_order(runs: Sequence[Run]) -> Iterator[tuple[int, Run]]:
    """Lines in reading order, each with its column: 0 for the whole width, 1 left, 2 right."""
    for line in lines_of(runs):
        yield 0, line
