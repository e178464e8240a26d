"""The warehouse of the five reports, open for reading."""

from pathlib import Path

import pytest

from warehouse.connect import Warehouse


@pytest.fixture(scope="session")
def warehouse(warehouse_file: Path) -> Warehouse:
    """The warehouse of the five reports."""
    return Warehouse(warehouse_file)
