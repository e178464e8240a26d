"""Folders for work in progress: many runs begin and end in one place, as the workers of a cluster do."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from warehouse.scratch import scratch


def test_no_run_sweeps_what_another_has_just_begun(tmp_path: Path) -> None:
    def runs(own: int) -> None:
        for number in range(250):
            with scratch(tmp_path, "draft-") as folder:
                (folder / "draft").write_text(f"{own} {number}", encoding="utf-8")
                assert (folder / "draft").read_text(encoding="utf-8") == f"{own} {number}"

    with ThreadPoolExecutor(8) as side_by_side:
        list(side_by_side.map(runs, range(8)))
    with scratch(tmp_path, "draft-"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_was_left_goes_and_what_is_held_stays(tmp_path: Path) -> None:
    for name, holds in (("draft-without-a-lock", "begun"), ("draft-let-go", "lock"), ("another", "lock")):
        (tmp_path / name).mkdir()
        (tmp_path / name / holds).touch()
    with scratch(tmp_path, "draft-") as held, scratch(tmp_path, "draft-") as other:
        assert {one.name for one in tmp_path.iterdir()} == {"another", held.name, other.name}
    shutil.rmtree(tmp_path / "another")
    assert list(tmp_path.iterdir()) == []
