"""The data package: read by a Frictionless validator, and the same bytes each time."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, validate
from frictionless.resources import TableResource

from catalog.words import LANGUAGES, Language, speaking
from export.machines.archive import zipped
from export.package import package_bytes
from export.sheets.all_values import of_everything
from tests.export.taken import RETRIEVED, SITE, asked, made, taken

PICTURES = {"圖一.png": b"\x89PNG\r\n\x1a\n", "b.svg": b"<svg/>"}
pytestmark = pytest.mark.usefixtures("published")


def _unpacked(data: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder / "datapackage.json"


@pytest.mark.parametrize("language", LANGUAGES)
def test_frictionless_finds_it_valid_and_reads_the_values(language: Language, tmp_path: Path) -> None:
    with speaking(language):
        extract = of_everything()
        package = package_bytes(extract, RETRIEVED, site=SITE, charts=PICTURES, workbooks=False)
    file = _unpacked(package, tmp_path)
    report = validate(str(file))
    assert report.valid, report.to_summary()
    assert report.stats["tasks"] == 5
    resource = Package(str(file)).resources[0]
    assert isinstance(resource, TableResource)
    rows = resource.read_rows()
    names = {field.custom["id"]: field.name for field in resource.schema.fields}
    values = [row[names["value"]] for row in rows]
    records = extract.drawn.records
    assert [None if v is None else float(v) for v in values] == [record.get("value") for record in records]
    assert [row[names["period_end"]] for row in rows] == [record["period_end"] for record in records]


def test_frictionless_notices_a_changed_byte(tmp_path: Path) -> None:
    extract = taken("mediation", "volumes")
    file = _unpacked(package_bytes(extract, RETRIEVED, workbooks=False), tmp_path)
    data = tmp_path / "data" / "mediation-volumes.csv"
    data.write_bytes(data.read_bytes().replace(b"7284", b"7285"))
    assert "hash-count" in {error[2] for error in validate(str(file)).flatten(["row", "field", "type"])}


def test_it_says_what_it_is_and_where_from(tmp_path: Path) -> None:
    extract = taken("mediation", "volumes")
    package = package_bytes(extract, RETRIEVED, site=SITE, charts=PICTURES)
    told: dict[str, Any] = json.loads(_unpacked(package, tmp_path).read_bytes())
    assert [source["title"] for source in told["sources"]] == list(extract.sources)
    assert (told["version"], told["created"]) == (extract.build_id, "2026-11-21T00:00:00Z")
    assert told["homepage"] == SITE + extract.address
    assert extract.drawn.title in told["description"]
    # No report states one.
    assert "licenses" not in told
    fields = {field["id"]: field for field in told["resources"][0]["schema"]["fields"]}
    assert (fields["value"]["type"], fields["value"]["unitField"]) == ("number", "單位")
    assert (fields["period_start"]["type"], fields["months"]["unit"]) == ("date", "月")
    assert all(field["description"] for field in fields.values())
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    for words in (extract.drawn.title, extract.build_id, "2026-11-21", *extract.sources):
        assert words in readme
    for resource in told["resources"]:
        assert (tmp_path / resource["path"]).stat().st_size == resource["bytes"]
        assert f"`{resource['path']}`" in readme
    assert (tmp_path / "charts" / "圖一.png").read_bytes() == PICTURES["圖一.png"]


def test_scripts_read_the_csv_without_a_mark(tmp_path: Path) -> None:
    extract = taken("mediation", "volumes")
    _unpacked(package_bytes(extract, RETRIEVED, workbooks=False), tmp_path)
    file = tmp_path / "data" / "mediation-volumes.csv"
    assert file.read_bytes().startswith("指標,".encode())
    values = asked(f"SELECT 數值 FROM read_csv('{file}')")
    assert [value for (value,) in values] == [record.get("value") for record in extract.drawn.records]


def test_the_same_contents_are_the_same_bytes() -> None:
    extract = taken("staffing", "rates")
    one, other = (package_bytes(extract, RETRIEVED, charts=order) for order in (
        PICTURES, dict(reversed(PICTURES.items())),
    ))  # fmt: skip
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = archive.namelist()
    assert names[:2] == ["datapackage.json", "README.md"]
    assert {Path(name).suffix for name in names} == {
        ".json",
        ".md",
        ".csv",
        ".parquet",
        ".ods",
        ".xlsx",
        ".svg",
        ".png",
    }


@pytest.mark.parametrize("name", ["../a.png", "a/b.png", "/a.png"])
def test_a_chart_cannot_lead_out_of_the_folder(name: str) -> None:
    with pytest.raises(ValueError, match="no plain file name"):
        package_bytes(made([{"value": 1.0}]), RETRIEVED, charts={name: b""})


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "C:a", "a\\b"])
def test_no_part_of_a_zip_leads_out_of_its_folder(name: str) -> None:
    with pytest.raises(ValueError, match="no name for a part"):
        zipped([(name, b"")])


def test_markdown_in_a_title_is_shown_as_it_is(tmp_path: Path) -> None:
    extract = made([{"value": 1.0}], title="*甲* [乙](http://127.0.0.1) <b>")
    _unpacked(package_bytes(extract, RETRIEVED, workbooks=False), tmp_path)
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert r"\*甲\* \[乙](http://127.0.0.1) \<b>" in readme
