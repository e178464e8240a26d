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
from catalog.words import told
from ingest.build import RAW, WAREHOUSE, NoReports, Outcome, build
from ingest.explain import account_lines
from ingest.passages.manifest import ManifestError, load_manifest
from ingest.report import Refusal, ReportReader
from warehouse.publish import PublishError

_READ, _REFUSED, _UNUSABLE = 0, 1, 2


def _workers(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description=told("command.description"))
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=told("command.paths"))
    parser.add_argument(
        "--warehouse",
        type=Path,
        default=WAREHOUSE,
        metavar="FILE",
        help=told("command.warehouse"),
    )
    parser.add_argument(
        "--workers", type=_workers, default=os.cpu_count() or 1, metavar="N", help=told("command.workers")
    )
    parser.add_argument("--check", action="store_true", help=told("command.check"))
    parser.add_argument("--strict", action="store_true", help=told("command.strict"))
    parser.add_argument("--explain", type=Path, metavar="REPORT", help=told("command.explain"))
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        if options.explain:
            return _explain(options.explain)
        outcome = build(
            options.paths or [RAW],
            options.warehouse,
            load(),
            workers=options.workers,
            strict=options.strict,
            check_only=options.check,
        )
    except (CatalogError, ManifestError, NoReports, PublishError) as error:
        print(told("command.error", error=error), file=sys.stderr)
        return _UNUSABLE
    _tell(outcome, options.warehouse)
    return _REFUSED if outcome.refusals else _READ


def _explain(path: Path) -> int:
    """Prints what became of every number of one report."""
    accounts = ReportReader(load()).explain(path, load_manifest(path.parent).get(path.name))
    if isinstance(accounts, Refusal):
        print(told("command.refused", file=accounts.file, message=accounts.message), file=sys.stderr)
        return _REFUSED
    for line in account_lines(accounts):
        print(line)
    return _READ


def _tell(outcome: Outcome, warehouse: Path) -> None:
    for report in outcome.reports:
        tables = report.tables
        checks = [row["status"] for row in tables["check_result"]]
        counts = {
            "passages": len(tables["passage"]),
            "quantities": len(tables["quantity"]),
            "observations": len(tables["observation"]),
            "holds": checks.count("holds"),
            "fails": checks.count("fails"),
        }
        print(told("command.report", file=report.file, **counts))
        for issue in report.issues:
            told_issue = told("command.issue", file=report.file, line=issue["line"], message=issue["message"])
            print(told_issue, file=sys.stderr)
    for refusal in outcome.refusals:
        print(told("command.refused", file=refusal.file, message=refusal.message), file=sys.stderr)
    print(told("command.published", file=warehouse) if outcome.published else told("command.unpublished"))


if __name__ == "__main__":
    sys.exit(main())
