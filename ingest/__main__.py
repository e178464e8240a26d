"""``python -m ingest [PATH…]``: reads reports, builds the warehouse and publishes it.

Exit 0: everything read. 1: something was refused, and said so, the rest published. 2: wrong usage
or a broken catalog, nothing published.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from catalog.load import CatalogError, load
from ingest.build import RAW, WAREHOUSE, NoReports, Outcome, build
from ingest.manifest import ManifestError
from warehouse.publish import PublishError

_READ, _REFUSED, _UNUSABLE = 0, 1, 2


def _workers(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description="讀取報告，建立並發布數字倉儲。")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="報告檔或資料夾（預設 data/raw/）")
    parser.add_argument(
        "--warehouse",
        type=Path,
        default=WAREHOUSE,
        metavar="FILE",
        help="倉儲檔（預設 data/warehouse.duckdb）",
    )
    parser.add_argument("--workers", type=_workers, default=os.cpu_count() or 1, metavar="N", help="同時讀取的程序數")
    parser.add_argument("--check", action="store_true", help="只讀取與檢查，不發布")
    parser.add_argument("--strict", action="store_true", help="有任何檔案被拒讀就不發布")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        outcome = build(
            options.paths or [RAW],
            options.warehouse,
            load(),
            workers=options.workers,
            strict=options.strict,
            check_only=options.check,
        )
    except (CatalogError, ManifestError, NoReports, PublishError) as error:
        print(f"錯誤：{error}", file=sys.stderr)
        return _UNUSABLE
    _tell(outcome, options.warehouse)
    return _REFUSED if outcome.refusals else _READ


def _tell(outcome: Outcome, warehouse: Path) -> None:
    for report in outcome.reports:
        tables = report.tables
        checks = [row["status"] for row in tables["check_result"]]
        print(
            f"{report.file}：段落 {len(tables['passage'])}、數量 {len(tables['quantity'])}、"
            f"指標值 {len(tables['observation'])}、檢核符合 {checks.count('holds')} 不符 {checks.count('fails')}"
        )
        for issue in report.issues:
            print(f"  第 {issue['line']} 行：{issue['message']}", file=sys.stderr)
    for refusal in outcome.refusals:
        print(f"拒讀 {refusal.file}：{refusal.message}", file=sys.stderr)
    print(f"已發布 {warehouse}" if outcome.published else "未發布")


if __name__ == "__main__":
    sys.exit(main())
