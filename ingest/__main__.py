"""``python -m ingest [PATH…]``: reads reports, builds the warehouse and publishes it.

Exit 0: everything read. 1: something was refused, and said so, the rest published. 2: wrong usage
or a broken catalog, nothing published.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from catalog.load import CatalogError, load
from catalog.words import told
from ingest.build import RAW, WAREHOUSE, Outcome, build
from ingest.cluster import ClusterError
from ingest.coverage import coverage_lines
from ingest.desk import desks, refusal
from ingest.explain import account_lines
from ingest.fence import Stopped
from ingest.files import NoReports, printable
from ingest.limits import LimitError, Limits, limits
from ingest.passages.manifest import ManifestError, load_manifest
from ingest.report import Refusal
from reviews.standing import Reviews
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
    parser.add_argument("--parts", type=Path, metavar="FOLDER", help=told("command.parts"))
    parser.add_argument("--cluster", metavar="ADDRESS", help=told("command.cluster"))
    parser.add_argument("--check", action="store_true", help=told("command.check"))
    parser.add_argument("--strict", action="store_true", help=told("command.strict"))
    parser.add_argument("--explain", type=Path, metavar="REPORT", help=told("command.explain"))
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        chosen = limits()
        if options.explain:
            return _explain(options.explain, chosen)
        catalog = load()
        outcome = build(
            options.paths or [RAW],
            options.warehouse,
            catalog,
            workers=options.workers,
            strict=options.strict,
            check_only=options.check,
            limits=chosen,
            parts=options.parts,
            cluster=options.cluster,
            progress=_progress if options.cluster or sys.stderr.isatty() else lambda done, total: None,
        )
    except (CatalogError, ClusterError, LimitError, ManifestError, NoReports, PublishError) as error:
        _say(told("command.error", error=error), sys.stderr)
        return _UNUSABLE
    except KeyboardInterrupt:
        _say(told("command.interrupted"), sys.stderr)
        return _UNUSABLE
    except Exception as error:
        _say(told("command.fault", detail=f"{type(error).__name__}: {error}"), sys.stderr)
        return _UNUSABLE
    _tell(outcome, options.warehouse)
    if options.check:
        for coverage in outcome.coverage:
            for line in coverage_lines(coverage, catalog):
                _say(line)
    return _REFUSED if outcome.refusals else _READ


def _progress(done: int, total: int) -> None:
    _say(told("command.progress", done=done, total=total), sys.stderr)


def _explain(path: Path, chosen: Limits) -> int:
    """Prints what became of every number of one report."""
    entry = load_manifest(path.parent).get(path.name)
    with desks(load(), chosen, reviews=Reviews.read()) as fence:
        (found,) = fence.answers("explain", [(path, entry)])
    if isinstance(found, Stopped):
        found = refusal(path.name, found, chosen)
    if isinstance(found, Refusal):
        _say(told("command.refused", file=found.file, message=found.advised), sys.stderr)
        return _REFUSED
    for line in account_lines(found):
        _say(line, kept="\t")
    return _READ


def _tell(outcome: Outcome, warehouse: Path) -> None:
    for path, reason in outcome.left_out:
        _say(told("command.left_out", file=path.name, message=reason), sys.stderr)
    for report in outcome.reports:
        counts = {
            name: report.counts.get(table, 0)
            for name, table in (
                ("passages", "passage"), ("quantities", "quantity"), ("observations", "observation"),
                ("holds", "holds"), ("fails", "fails"),
            )
        }  # fmt: skip
        _say(told("command.report", file=report.file, **counts))
        for issue in report.issues:
            place = next((place for place in ("line", "page") if issue[place] is not None), None)
            key = {"line": "command.issue", "page": "command.issue_page", None: "command.issue_file"}[place]
            _say(told(key, **{name: issue[name] for name in ("file", "line", "page", "message")}), sys.stderr)
    for refused in outcome.refusals:
        _say(told("command.refused", file=refused.file, message=refused.advised), sys.stderr)
    _say(told("command.published", file=warehouse) if outcome.published else told("command.unpublished"))


def _say(text: str, stream: TextIO | None = None, kept: str = "") -> None:
    """Prints one line; what stands in it of line breaks and controls is escaped, but for those ``kept``.

    Who closed the other end of a pipe wants to read no more: the work goes on in silence.
    """
    line = kept.join(map(printable, text.split(kept))) if kept else printable(text)
    with suppress(OSError, ValueError):
        print(line, file=stream or sys.stdout, flush=True)


def _open_streams() -> None:
    """Makes sure that there are streams to print to, and that they take any character.

    A descriptor that was closed would be given to the next file opened, and what is printed would go there.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    _open_streams()
    code = main()
    # What could not be printed is not tried again at the end, where it would become the exit code.
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - it stays to the very end
    sys.exit(code)
