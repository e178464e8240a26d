"""How fast PDF files are read, beside plain pdfplumber and bare PDFium, and in how much memory.

``python -m benchmarks.pdf FILE`` reads one file as a report and prints the seconds by the clock and of the processor,
and the peak memory in MB.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from benchmarks.materials import ROOT, SHARED
from catalog.load import load
from ingest.read.pdf.reader import PdfReader
from ingest.report import ReportReader

_LONG = 400


@dataclass(frozen=True)
class Speed:
    """Processor seconds of one or more files: this reader, pdfplumber (text and tables), PDFium (text alone)."""

    name: str
    pages: int
    reader: float
    pdfplumber: float
    pdfium: float

    def row(self) -> tuple[str, ...]:
        """Pages a second of each, and how many times pdfplumber the reader and PDFium alone are."""
        rates = (f"{self.pages / seconds:.0f}" for seconds in (self.reader, self.pdfplumber, self.pdfium))
        times = (f"{self.pdfplumber / seconds:.1f}" for seconds in (self.reader, self.pdfium))
        return self.name, str(self.pages), *rates, *times


def _seconds(work: Callable[[], object], repeats: int) -> float:
    """The least processor time of some runs: others on the machine make it only longer."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def _with_pdfplumber(path: Path) -> None:
    # Nothing that reads reports loads it: the memory of that is measured here.
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def _with_pdfium(path: Path) -> None:
    with pdfium.PdfDocument(path) as document:
        for page in document:
            page.get_textpage().get_text_range()


def speed(path: Path, repeats: int) -> Speed:
    """One file three ways, in this process on one core."""
    reader, data = PdfReader(load().lexicon, lambda: None), path.read_bytes()
    return Speed(
        path.stem,
        len(pdfium.PdfDocument(path)),
        _seconds(lambda: reader.read(data), repeats),
        _seconds(lambda: _with_pdfplumber(path), 1),
        _seconds(lambda: _with_pdfium(path), repeats),
    )


def together(name: str, speeds: Iterable[Speed]) -> Speed:
    """The sums over some files."""
    held = list(speeds)
    return Speed(
        name,
        sum(one.pages for one in held),
        sum(one.reader for one in held),
        sum(one.pdfplumber for one in held),
        sum(one.pdfium for one in held),
    )


def ingest_seconds(paths: Sequence[Path], repeats: int) -> float:
    """Processor seconds a page from a report's bytes to its rows."""
    reader = ReportReader(load())
    pages = sum(len(pdfium.PdfDocument(path)) for path in paths)
    return _seconds(lambda: [reader.read(path, None) for path in paths], repeats) / pages


def beside_bare_text(path: Path, repeats: int) -> tuple[int, float, float]:
    """The pages of a file that hold no table: how many, and processor seconds of this reader and of PDFium's text."""
    reader, data = PdfReader(load().lexicon, lambda: None), path.read_bytes()
    of_tables = {cell.page for block in reader.read(data).blocks for cell in block.cells}
    with pdfium.PdfDocument(path) as source:
        bare = [index for index in range(len(source)) if index + 1 not in of_tables]
        if not bare:
            return 0, 0.0, 0.0
        with tempfile.TemporaryDirectory() as folder:
            file = _of_pages(source, bare, Path(folder) / path.name)
            data = file.read_bytes()
            reading, text = (
                _seconds(work, repeats) for work in (lambda: reader.read(data), lambda: _with_pdfium(file))
            )
    return len(bare), reading, text


def _of_pages(source: pdfium.PdfDocument, pages: Sequence[int], file: Path) -> Path:
    """Writes a file of these pages of another, counted from 0; those named twice stand in it twice."""
    with pdfium.PdfDocument.new() as taken:
        for start in range(0, len(pages), len(source)):
            taken.import_pages(source, list(pages[start : start + len(source)]))
        taken.save(file)
    return file


def book(path: Path, pages: int = _LONG) -> tuple[float, float, float]:
    """A process that reads a report of ``pages`` pages, made of those of ``path`` over and over.

    Its seconds by the clock and of the processor, from bytes to rows, and its peak memory in MB.
    """
    with tempfile.TemporaryDirectory() as folder, pdfium.PdfDocument(path) as source:
        held = [number % len(source) for number in range(pages)]
        file = _of_pages(source, held, Path(folder) / path.name)
        command = [sys.executable, "-m", "benchmarks.pdf", str(file)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    clock, processor, megabytes = map(float, done.stdout.split())
    return clock, processor, megabytes


def print_figures(table: Callable[[Sequence[str], Iterable[Sequence[str]]], None], repeats: int) -> None:
    """Prints the figures with ``table``, which is given a header and rows; says so where there are no files."""
    renditions = sorted((SHARED / "renditions").glob("*.pdf"))
    others = sorted(path for path in (SHARED / "real").glob("*.pdf") if not path.name.startswith("hard_"))
    if not renditions:
        print(f"PDF: no files at {SHARED}; set SHARED to the folder of the shared files\n")
        return
    reports, real = ([speed(path, repeats) for path in paths] for paths in (renditions, others))
    sums = [together("reports", reports), together("other governments' files", real)]
    print(f"PDF, pages a second on one core, least of {repeats} runs (pdfplumber: one run)\n")
    header = ("", "pages", "this reader", "pdfplumber", "PDFium text", "reader/pdfplumber", "PDFium/pdfplumber")
    table(header, (one.row() for one in [*reports, *real, *sums, together("all", [*reports, *real])]))
    print(f"Seconds a page, bytes to rows: {ingest_seconds(renditions, repeats):.4f}\n")
    _print_bare_pages(table, [*renditions, *others], repeats)
    print(f"Books of {_LONG} pages, the pages of a file again and again, bytes to rows\n")
    table(
        ("", "seconds by the clock", "of the processor", "peak MB"),
        ((path.stem, *(f"{figure:.1f}" for figure in book(path))) for path in [*renditions, *others]),
    )


def _print_bare_pages(
    table: Callable[[Sequence[str], Iterable[Sequence[str]]], None], paths: Sequence[Path], repeats: int
) -> None:
    """Pages without tables: the reader beside PDFium's bare text."""
    print("Pages without tables, processor seconds a page\n")
    found = {path.stem: beside_bare_text(path, repeats) for path in paths}
    sums = [sum(figures) for figures in zip(*found.values(), strict=True)]
    rows = [(name, figures) for name, figures in [*found.items(), ("all", sums)] if figures[0]]
    table(
        ("", "pages", "this reader", "PDFium text", "times"),
        (
            (name, f"{pages:.0f}", f"{reading / pages:.4f}", f"{text / pages:.4f}", f"{reading / text:.2f}")
            for name, (pages, reading, text) in rows
        ),
    )


def own_peak_megabytes() -> float:
    """The most memory this process has held; Linux counts what its parent held into ``ru_maxrss``."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    # Bytes on macOS, kilobytes elsewhere.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Reads the file named on the command line as a report and prints seconds and peak memory."""
    reader, clock, processor = ReportReader(load()), time.perf_counter(), time.process_time()
    reader.read(Path(sys.argv[1]), None)
    print(time.perf_counter() - clock, time.process_time() - processor, own_peak_megabytes())


if __name__ == "__main__":
    main()
