"""The warehouse of the reports, published for the functions that ask it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def published(warehouse_file: Path) -> Iterator[Path]:
    """The warehouse of the reports as the one that screens and exports read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAREHOUSE", str(warehouse_file))
        yield warehouse_file
