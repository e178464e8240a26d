"""The command line: exit codes, messages, and what is published or left alone."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from catalog.load import load
from ingest.__main__ import main
from tests.ingest.conftest import RAW
from warehouse import queries
from warehouse.connect import Warehouse

GOOD = "council-2-8.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good report."""
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copyfile(RAW / GOOD, raw / GOOD)
    return raw


def _run(folder: Path, *options: str) -> tuple[int, Path]:
    warehouse = folder.parent / "warehouse.duckdb"
    return main([str(folder), "--warehouse", str(warehouse), "--workers", "1", *options]), warehouse


def test_everything_read(folder: Path) -> None:
    code, file = _run(folder)
    assert code == 0
    assert queries.reports(Warehouse(file))["report_id"].tolist() == ["council-2-8"]


def test_a_terminal_is_told_how_far_a_build_is(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.progress._SECONDS_BETWEEN_LINES", 0)
    (folder / "letter.txt").write_text("敬啟者：隨函附上資料。", encoding="utf-8")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert _run(folder)[0] == 1
    lines = capsys.readouterr().err.splitlines()
    # Two files are read; then what there is to ask between reports of one is asked.
    assert lines[:2] == ["1 / 2", "2 / 2"]
    (folder / "letter.txt").unlink()
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False)
    assert _run(folder, "--parts", str(folder.parent / "anew"))[0] == 0
    assert capsys.readouterr().err == ""


# From here on what is published and said is looked at; a worker for each test would read the same.


@pytest.mark.usefixtures("at_once")
def test_a_sixth_report_needs_nothing_but_its_file(folder: Path) -> None:
    text = (RAW / GOOD).read_text(encoding="utf-8")
    later = text.replace("107年1月16日至107年6月30日", "107年7月1日至107年12月31日").replace("調解68件", "調解99件")
    (folder / "council-2-9.txt").write_text(later, encoding="utf-8")
    code, file = _run(folder)
    assert code == 0
    rows = queries.observations(Warehouse(file), ["consumer_mediations"])
    assert rows[["value", "period_end"]].astype(str).values.tolist() == [["68.0", "2018-06-30"], ["99.0", "2018-12-31"]]


@pytest.mark.usefixtures("at_once")
def test_a_check_tells_what_earlier_reports_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside what the new report prints: what may be it, and what it does not print at all."""
    _run(folder)
    later = folder.parent / "council-2-9.txt"
    later.write_text(
        "高雄市政府秘書處業務報告\n報告期間：107年7月至12月\n壹、業務\n"
        "一、本期接待外賓57案、618人。\n二、志工服務計1,204人次。\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    warehouse = folder.parent / "warehouse.duckdb"
    assert main([str(later), "--warehouse", str(warehouse), "--workers", "1", "--check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    statuses = {line.split("（")[0].strip(): line for line in lines if line.startswith("  ")}
    assert "訪賓案數 57案" in statuses["已載"]
    assert "消費爭議調解" in statuses["未載"]
    assert "訪賓案數" not in statuses["未載"]


@pytest.mark.usefixtures("at_once")
def test_the_first_report_of_an_agency_has_no_earlier_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(folder, "--check")[0] == 0
    assert "未載" not in capsys.readouterr().out


@pytest.mark.usefixtures("at_once")
def test_what_cannot_be_read_is_refused_and_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each in words of its own; all of them in one folder, so that none hides behind another."""
    unreadable = {
        "empty.txt": (b"", "空"),
        "blank.txt": (b"  \n\n ", "空"),
        "binary.txt": (b"\x81\x00\xff\xfe" * 50, "Big5"),
        "broken.pdf": (b"%PDF-1.7\n...", "已損壞"),
        "broken.docx": (b"PK\x03\x04...", "已損壞"),
        "renamed.txt": (b"%PDF-1.7\n... ", "PDF"),
        "letter.txt": ("敬啟者：\n隨函附上資料。".encode(), "期間"),
        "sheet.xyz": (b"text", "副檔名"),
    }
    for name, (data, _) in unreadable.items():
        (folder / name).write_bytes(data)
    code, file = _run(folder)
    assert code == 1
    lines = capsys.readouterr().err.splitlines()
    for name, (_, told) in unreadable.items():
        assert [told in line for line in lines if name in line] == [True]
    issues = queries.reading_issues(Warehouse(file))
    assert sorted(issues[["file", "severity"]].values.tolist()) == [[name, "refused"] for name in sorted(unreadable)]
    assert queries.reports(Warehouse(file))["report_id"].tolist() == ["council-2-8"]


@pytest.mark.usefixtures("at_once")
def test_strict_publishes_nothing_if_anything_was_refused(folder: Path) -> None:
    code, file = _run(folder)
    before = file.read_bytes()
    (folder / "empty.txt").write_bytes(b"")
    code, file = _run(folder, "--strict")
    assert code == 1
    assert file.read_bytes() == before


@pytest.mark.usefixtures("at_once")
def test_check_publishes_nothing(folder: Path) -> None:
    code, file = _run(folder, "--check")
    assert code == 0
    assert not file.exists()


def test_nothing_to_read_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").mkdir()
    code, file = _run(tmp_path / "raw")
    assert code == 2
    assert not file.exists()
    assert "沒有報告檔" in capsys.readouterr().err
    assert _run(tmp_path / "nowhere")[0] == 2


@pytest.mark.usefixtures("at_once")
def test_only_unreadable_files_leave_the_published_warehouse(folder: Path) -> None:
    _, file = _run(folder)
    before = file.read_bytes()
    (folder / GOOD).write_bytes(b"")
    assert _run(folder)[0] == 1
    assert file.read_bytes() == before


@pytest.mark.usefixtures("at_once")
def test_a_broken_manifest_publishes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "manifest.yaml").write_text(f"{GOOD}:\n  colour: red\n", encoding="utf-8")
    code, file = _run(folder)
    assert code == 2
    assert not file.exists()
    assert "manifest.yaml" in capsys.readouterr().err


@pytest.mark.usefixtures("at_once")
def test_a_broken_catalog_publishes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ingest.__main__.load", lambda: load(folder))
    code, file = _run(folder)
    assert code == 2
    assert not file.exists()
    assert "topic_groups.yaml" in capsys.readouterr().err


@pytest.mark.usefixtures("at_once")
def test_a_manifest_gives_a_report_the_period_it_lacks(folder: Path) -> None:
    (folder / "letter.txt").write_text("高雄市政府秘書處\n本期共計調解7件。", encoding="utf-8")
    manifest = "letter.txt: {period_start: 2017-01-01, period_end: 2017-06-30}\n"
    (folder / "manifest.yaml").write_text(manifest, encoding="utf-8")
    code, file = _run(folder)
    assert code == 0
    rows = queries.observations(Warehouse(file), ["consumer_mediations"])
    assert rows["value"].tolist() == [7, 68]


@pytest.mark.usefixtures("at_once")
def test_two_files_of_one_name_cannot_both_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copyfile(folder / GOOD, folder / "council-2-8.md")
    assert _run(folder)[0] == 1
    assert "同名" in capsys.readouterr().err


def test_workers_give_the_same_rows(folder: Path) -> None:
    for path in RAW.glob("*.txt"):
        shutil.copyfile(path, folder / path.name)
    one, two = folder.parent / "one.duckdb", folder.parent / "two.duckdb"
    assert main([str(folder), "--warehouse", str(one), "--workers", "1"]) == 0
    assert main([str(folder), "--warehouse", str(two), "--workers", "2"]) == 0
    for table in ("observation", "quantity", "passage", "check_result"):
        sql = f"SELECT * FROM {table} ORDER BY ALL"
        assert Warehouse(one).frame(sql).equals(Warehouse(two).frame(sql)), table


@pytest.mark.usefixtures("at_once")
def test_a_folder_that_cannot_be_written_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = folder.parent / "blocked"
    blocked.write_text("a file where a folder is wanted")
    code = main([str(folder), "--warehouse", str(blocked / "warehouse.duckdb"), "--workers", "1"])
    assert code == 2
    assert "倉儲未更新" in capsys.readouterr().err
