"""Parts: a build that takes what it can from the last one publishes what a build of everything would."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from catalog.load import CATALOG_DIR, load
from catalog.models import Catalog
from ingest.build import Outcome, build
from ingest.desk import Desk
from ingest.limits import LIMITS
from ingest.parts import Between, BrokenPart, Parts, knowledge_of, said
from ingest.report import Refusal
from reviews import log
from reviews.decision import Place, decide, undo
from reviews.series import Passage, Point, Report, SeriesName, accept, point
from reviews.standing import Reviews
from tests.ingest.conftest import RAW
from tests.reading import own_desks
from warehouse.publish import TABLES

BUREAU = Path(__file__).parents[1] / "invented" / "environment_bureau"
SECRETARIAT = """高雄市政府秘書處業務報告

謹就{period}（以下簡稱本期）重要業務報告如下。

壹、消費者保護

1.本期辦理消費爭議調解{cases}件。
2.「鳳山行政中心屋頂防水工程」於104年11月{day}日完工。
"""


def _text(year: int, cases: int, day: int = 27) -> str:
    return SECRETARIAT.format(period=f"{year}年1月1日至{year}年6月30日", cases=cases, day=day)


def _reports(folder: Path) -> Path:
    """A folder with three editions of one agency and two of another."""
    raw = folder / "raw"
    raw.mkdir()
    for year, cases in ((105, 61), (106, 64), (107, 68)):
        (raw / f"council-{year}.txt").write_text(_text(year, cases), encoding="utf-8")
    for name in ("eb-1.txt", "eb-2.txt"):
        shutil.copyfile(BUREAU / name, raw / name)
    return raw


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Reports that were never read."""
    return _reports(tmp_path)


@pytest.fixture(scope="module")
def _first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.build.desks", own_desks)
        _built(_reports(folder))
    return folder


@pytest.fixture
def built(_first: Path, tmp_path: Path) -> Path:
    """The same reports, with the warehouse that was built of them and its parts."""
    shutil.copytree(_first, tmp_path, dirs_exist_ok=True)
    return tmp_path / "raw"


def _built(raw: Path, name: str = "warehouse", catalog: Catalog | None = None) -> Outcome:
    return build([raw], raw.parent / f"{name}.duckdb", catalog or load())


# A text's number says when its report came: what stands where is told of the text itself.
_TOLD = {
    "searched_passage": "SELECT * EXCLUDE (text_no) FROM searched_passage ORDER BY ALL",
    "searched_number": """
        SELECT n.* EXCLUDE (text_no, passage_text_no), s.report_id, s.passage_no
        FROM searched_number n LEFT JOIN searched_passage s ON s.text_no = n.passage_text_no ORDER BY ALL
    """,
    "searched_passage_pair": """
        SELECT pair, report_id, passage_no, place
        FROM searched_passage_pair LEFT JOIN searched_passage USING (text_no) ORDER BY ALL
    """,
    "searched_number_pair": """
        SELECT pair, report_id, quantity_no, place
        FROM searched_number_pair LEFT JOIN searched_number USING (text_no) ORDER BY ALL
    """,
}


def _tables(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that a warehouse says, whenever it was made."""
    with duckdb.connect(str(file), read_only=True) as warehouse:
        told = {
            table: warehouse.execute(_TOLD.get(table, f"SELECT * FROM {table} ORDER BY ALL")).fetchall()
            for table in TABLES if table != "build"
        }  # fmt: skip
        return {**told, "build": warehouse.execute("SELECT build_id, counts FROM build").fetchall()}


def _expect_as_from_scratch(raw: Path) -> None:
    scratch = raw.parent / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    build([raw], scratch / "warehouse.duckdb", load())
    assert _tables(raw.parent / "warehouse.duckdb") == _tables(scratch / "warehouse.duckdb")


def _made(raw: Path) -> dict[str, int]:
    """The parts and which file each is: one that is made anew is another file."""
    return {path.name: path.stat().st_ino for path in (raw.parent / "parts").glob("*.parquet")}


def _add(raw: Path) -> None:
    shutil.copyfile(BUREAU / "eb-3.txt", raw / "eb-3.txt")


def _add_between(raw: Path) -> None:
    (raw / "council-106b.txt").write_text(_text(106, 65).replace("6月30日", "12月31日"), encoding="utf-8")


def _correct(raw: Path) -> None:
    (raw / "council-106.txt").write_text(_text(106, 640, day=28), encoding="utf-8")


def _correct_first(raw: Path) -> None:
    (raw / "council-105.txt").write_text(_text(105, 62), encoding="utf-8")


def _remove(raw: Path) -> None:
    (raw / "council-105.txt").unlink()


def _remove_of_a_pair(raw: Path) -> None:
    (raw / "eb-1.txt").unlink()


def _rename(raw: Path) -> None:
    (raw / "council-107.txt").rename(raw / "z.txt")


def _copy_before(raw: Path) -> None:
    shutil.copyfile(raw / "council-107.txt", raw / "a.txt")


def _edit(raw: Path) -> None:
    text = (raw / "eb-2.txt").read_text(encoding="utf-8")
    (raw / "eb-2b.txt").write_text(text + "\n本期另受理陳情案件7件。\n", encoding="utf-8")


def _correct_by_an_edition(raw: Path) -> None:
    text = _text(106, 65).replace("業務報告", "業務報告（更正版）", 1)
    (raw / "council-106c.txt").write_text(text, encoding="utf-8")


def _say_otherwise(raw: Path) -> None:
    (raw / "manifest.yaml").write_text("eb-2.txt: {agency: 臺南市政府環境保護局}\n", encoding="utf-8")


def _spoil(raw: Path) -> None:
    (raw / "eb-2.txt").write_text("", encoding="utf-8")


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("change", "read"),
    [
        (_add, 1), (_add_between, 1), (_correct, 1), (_correct_first, 1), (_remove, 0), (_remove_of_a_pair, 0),
        (_rename, 1), (_copy_before, 1), (_edit, 1), (_correct_by_an_edition, 1), (_say_otherwise, 1), (_spoil, 1),
    ],
)  # fmt: skip
def test_one_change_is_as_if_all_was_built_anew(built: Path, change: Callable[[Path], None], read: int) -> None:
    before = _made(built)
    change(built)
    _built(built)
    _expect_as_from_scratch(built)
    after = _made(built)
    assert {name: after[name] for name in before} == before
    reports = [name for name in after.keys() - before.keys() if not _is_answer(built, name)]
    assert len(reports) == read


def _is_answer(raw: Path, name: str) -> bool:
    return Parts(raw.parent / "parts", "").head(name.removesuffix(".parquet")) == Between()


@pytest.mark.usefixtures("at_once")
def test_many_changes_one_after_another(raw: Path) -> None:
    changes = (_add, _correct, _remove, _edit, _copy_before, _say_otherwise, _remove_of_a_pair, _add_between, _spoil)
    for change in changes:
        _built(raw)
        change(raw)
    _built(raw)
    _expect_as_from_scratch(raw)


@pytest.mark.usefixtures("at_once")
def test_the_report_that_an_edition_corrects_comes_and_goes(raw: Path) -> None:
    _correct_by_an_edition(raw)
    first = raw / "council-106.txt"
    text = first.read_text(encoding="utf-8")
    for corrected in ("council-106", None, "council-106"):
        first.write_text(text, encoding="utf-8") if corrected else first.unlink()
        _built(raw)
        with duckdb.connect(str(raw.parent / "warehouse.duckdb"), read_only=True) as warehouse:
            told = warehouse.execute("SELECT edition_of FROM report WHERE report_id = 'council-106c'").fetchall()
        assert told == [(corrected,)]
        _expect_as_from_scratch(raw)


@pytest.mark.usefixtures("at_once")
def test_nothing_changed_reads_and_compares_nothing(raw: Path) -> None:
    first = _built(raw)
    before = _made(raw)
    second = _built(raw)
    assert _made(raw) == before
    assert second == first
    _expect_as_from_scratch(raw)


@pytest.mark.usefixtures("at_once")
def test_the_last_warehouse_may_go_or_be_of_others(built: Path) -> None:
    before = _made(built)
    (built.parent / "warehouse.duckdb").write_bytes(b"no warehouse")
    _built(built)
    assert _made(built) == before
    _expect_as_from_scratch(built)


def _points(warehouse: Path, value: float) -> list[Point]:
    """The numbers of the series that has a value, as a screen tells them to the log."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(
            "SELECT r.sha256, r.report_id, r.agency_id, r.genre, r.period_start, r.period_end, p.passage_no, p.kind, "
            "p.outline, p.text, q.char_start, q.char_end FROM series_value v JOIN report r USING (report_id) "
            "JOIN quantity q USING (report_id, quantity_no) JOIN passage p ON (p.report_id, p.passage_no) = "
            "(q.report_id, q.passage_no) WHERE series_id = (SELECT series_id FROM series_value WHERE value = $value)",
            {"value": value},
        ).fetchall()
    return [
        point(Report.of(*row[:6]), Passage(row[6], row[7], tuple(row[8]), row[9]), row[10], row[11]) for row in rows
    ]


@pytest.mark.usefixtures("at_once")
def test_decisions_about_series_need_no_report_read_and_are_told_of_by_each_build(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(log.VARIABLE, str(built.parent / "reviews"))
    file = built.parent / "warehouse.duckdb"

    def status() -> list[tuple[Any, ...]]:
        with duckdb.connect(str(file), read_only=True) as warehouse:
            return warehouse.execute("SELECT name_zh FROM series WHERE status = 'accepted'").fetchall()

    def told_of() -> list[tuple[Any, ...]]:
        with duckdb.connect(str(file), read_only=True) as warehouse:
            return warehouse.execute("SELECT file FROM reading_issue WHERE code = 'series_text_changed'").fetchall()

    before = {name for name in _made(built) if not _is_answer(built, name)}
    log.append(accept(_points(file, 214530), SeriesName(name="回收量", unit="公噸", measure="flow"), "王小明"))
    _built(built)
    assert status() == [("回收量",)]
    assert {name for name in _made(built) if not _is_answer(built, name)} == before
    _expect_as_from_scratch(built)
    text = (built / "eb-1.txt").read_text(encoding="utf-8")
    (built / "eb-1.txt").write_text(text.replace("214,530", "214,539"), encoding="utf-8")
    for _ in range(2):
        _built(built)
        assert told_of() == [("eb-1.txt",)]
        _expect_as_from_scratch(built)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _garble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 4] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("harm", "base"),
    [(_truncate, False), (_garble, False), (lambda path: path.write_bytes(b""), True), (Path.unlink, True)],
)
def test_a_broken_part_is_made_anew(built: Path, harm: Callable[[Path], object], base: bool) -> None:
    for path in (built.parent / "parts").glob("[!.]*"):
        harm(path)
    if not base:
        (built.parent / "warehouse.duckdb").unlink()
    _correct(built)
    _built(built)
    _expect_as_from_scratch(built)


@pytest.mark.usefixtures("at_once")
def test_killed_while_a_part_is_written(raw: Path) -> None:
    shelf = raw.parent / "parts"
    shelf.mkdir()
    file = raw / "council-105.txt"
    work = (
        "import os, signal; from pathlib import Path; from catalog.load import load\n"
        "from ingest.desk import Desk; from ingest.limits import LIMITS; from ingest.parts import Parts\n"
        f"desk, shelf = Desk(load(), LIMITS, None), Parts(Path({str(shelf)!r}), 'knowledge')\n"
        "os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"desk.make_part(Path({str(file)!r}), None, 'key', shelf)"
    )
    root = RAW.parent.parent
    done = subprocess.run([sys.executable, "-c", work], cwd=root, check=False)
    assert done.returncode == -signal.SIGKILL
    assert _made(raw) == {}
    assert list(shelf.glob(".*/*/*.parquet"))
    _built(raw)
    assert not list(shelf.glob(".*/*"))
    _expect_as_from_scratch(raw)


def test_what_the_catalog_says_otherwise_is_read_anew(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A desk of the same catalog each time: which parts are asked for anew is told by the other one.
    monkeypatch.setattr("ingest.build.desks", lambda *_: own_desks(load()))
    directory = tmp_path / "catalog"
    shutil.copytree(CATALOG_DIR, directory)
    (file,) = directory.rglob("lexicon.yaml")
    file.write_text(file.read_text(encoding="utf-8") + "\n# Another catalog.\n", encoding="utf-8")
    _built(raw)
    before = _made(raw)
    _built(raw, catalog=load(directory))
    with duckdb.connect(str(raw.parent / "warehouse.duckdb"), read_only=True) as warehouse:
        parts = {f"{key}.parquet" for (key,) in warehouse.execute("SELECT part FROM report").fetchall()}
    assert len(parts) == 5
    assert not parts & before.keys()


def test_limits_reviewed_numbers_and_decisions_are_part_of_what_is_read_with(tmp_path: Path) -> None:
    directory = tmp_path / "catalog"
    shutil.copytree(CATALOG_DIR, directory)
    catalog = load(directory)
    plain = knowledge_of(catalog, LIMITS, Reviews())
    assert knowledge_of(catalog, replace(LIMITS, characters=5), Reviews()) != plain
    place = Place(sha256="0" * 64, passage=1, kind="paragraph", text="5", start=0, end=1, printed="5")
    first = decide(place, "王小明", "council-105")
    decided = knowledge_of(catalog, LIMITS, Reviews.of([first]))
    assert decided != plain
    assert knowledge_of(catalog, LIMITS, Reviews.of([first, decide(place, "李大華", "council-105")])) == decided
    assert knowledge_of(catalog, LIMITS, Reviews.of([first, undo(first, "王小明")])) == plain
    (reviewed, *_) = sorted(directory.rglob("*.csv"))
    reviewed.write_text(reviewed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert knowledge_of(catalog, LIMITS, Reviews()) != plain


@pytest.mark.parametrize(
    ("code", "kept"),
    [("empty", True), ("encrypted", True), ("stopped_memory", False), ("stopped_time", False), ("no_office", False)],
)
def test_what_may_go_well_on_another_day_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, kept: bool
) -> None:
    shelf, desk = Parts(tmp_path, "knowledge"), Desk(load(), LIMITS, None)
    refusal = Refusal("a.txt", code, "why")
    monkeypatch.setattr(desk, "read", lambda *_: refusal)
    assert desk.make_part(tmp_path / "a.txt", None, "key", shelf) == refusal
    assert shelf.known(["key"]) == ({"key": refusal} if kept else {})


def test_parts_that_nobody_uses_go_in_time(tmp_path: Path) -> None:
    shelf = Parts(tmp_path, "knowledge")
    for name in ("used", "fresh", "old"):
        shelf.keep_refusal(name, Refusal("a.txt", "empty", "why"))
    for path in (shelf.place("used"), shelf.place("old")):
        os.utime(path, (0, 0))
    shelf.prune(["used"])
    assert sorted(path.stem for path in tmp_path.glob("*.parquet")) == ["fresh", "used"]
    with pytest.raises(BrokenPart):
        shelf.head("old")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (["受理 63 件、", "845 人"], ["受理63件、845人"], True),
        (["甲\t63\t845"], ["甲", "63", "845"], True),
        (["甲 63 845 件"], ["甲 638 45 件"], False),
        (["甲 63 845 件"], ["甲 63845 件"], False),
    ],
)
def test_texts_that_part_numbers_otherwise_are_not_the_same(one: list[str], other: list[str], alike: bool) -> None:
    assert (said(one) == said(other)) == alike
