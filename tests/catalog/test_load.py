"""A catalog that is at fault is refused, and says where."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.load import AGENCY, CATALOG_DIR, COMMON, CatalogError, load

Edit = Callable[[str], str]


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, Edit], Path]:
    """A copy of the catalog with one file changed."""

    def edit(name: str, change: Edit) -> Path:
        directory = tmp_path / "catalog"
        shutil.copytree(CATALOG_DIR, directory, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        file = directory / name
        changed = change(file.read_text(encoding="utf-8"))
        assert changed != file.read_text(encoding="utf-8")
        file.write_text(changed, encoding="utf-8")
        return directory

    return edit


def test_the_catalog_is_sound() -> None:
    catalog = load()
    assert catalog.metrics["consumer_mediations"].unit == "件"
    assert all(band.source for band in catalog.bands)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (f"{AGENCY}/metrics/consumer.yaml", "    unit: 件\n", "    unit: 件\n    colour: red\n", "colour"),
        (f"{AGENCY}/metrics/consumer.yaml", "    unit: 件\n", "    unit: 斤\n", "斤"),
        (f"{AGENCY}/metrics/energy.yaml", "topic: energy", "topic: weather", "weather"),
        (
            f"{AGENCY}/metrics/energy.yaml",
            "id: water_saving_rate",
            "id: electricity_saving_rate",
            "electricity_saving_rate",
        ),
        (f"{AGENCY}/metrics/energy.yaml", "LED燈具?'", "LED燈具?('", "regular expression"),
        (f"{AGENCY}/checks.yaml", "stated: staff_total", "stated: no_such_metric", "no_such_metric"),
        (f"{AGENCY}/tables.yaml", "total: staff_total", "total: no_such_metric", "no_such_metric"),
        (f"{AGENCY}/screens.yaml", "headline: staff_total", "headline: no_such_metric", "no_such_metric"),
        (f"{AGENCY}/topics.yaml", "- id: staffing", "- id: [", "YAML"),
        (f"{AGENCY}/topics.yaml", "group: staff\n", "group: crew\n", "crew"),
        (f"{AGENCY}/budgets.yaml", "total: budget_total", "total: no_such_metric", "no_such_metric"),
        (f"{AGENCY}/metrics/venue.yaml", "counts_as: 場次", "counts_as: 輪", "輪"),
        (f"{AGENCY}/checks.yaml", "over: agency", "over: bureau", "bureau"),
        (f"{AGENCY}/checks.yaml", "kind: list_length", "kind: list_length, stated: staff_total", "do not fit"),
        (f"{COMMON}/context.yaml", "end: 2018-04-20", "end: 2008-04-20", "ends before it starts"),
    ],
    ids=lambda value: value if value.isascii() and len(value) < 30 else "…",
)
def test_faults_are_named(edited: Callable[[str, Edit], Path], name: str, old: str, new: str, told: str) -> None:
    directory = edited(name, lambda text: text.replace(old, new, 1))
    with pytest.raises(CatalogError) as raised:
        load(directory)
    assert told in str(raised.value)
    assert Path(name).name.split("/")[-1] in str(raised.value) or "metrics/*.yaml" in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"topic_groups\.yaml"):
        load(tmp_path)


def test_what_only_screens_show_leaves_the_digest_alone(edited: Callable[[str, Edit], Path]) -> None:
    directory = edited(
        f"{AGENCY}/screens.yaml", lambda text: text.replace("name_en: Energy saving", "name_en: Energy saved")
    )
    assert load(directory).sha256 == load().sha256


def test_a_changed_rule_changes_the_digest(edited: Callable[[str, Edit], Path]) -> None:
    directory = edited(f"{AGENCY}/metrics/energy.yaml", lambda text: text.replace("節電率", "省電率"))
    assert load(directory).sha256 != load().sha256
