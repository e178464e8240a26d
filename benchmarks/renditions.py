"""``python -m benchmarks.renditions``: which values a report's renditions give otherwise than its plain text.

Every report at hand in every form of :mod:`tests.renditions`; a table of differences, then each of
them: ``-`` is only in the text's reading, ``+`` only in the rendition's.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.materials import ROOT, SHARED
from catalog.load import load
from ingest.read.document import Document
from ingest.read.text import TextReader
from ingest.report import Refusal, ReportReader
from tests.renditions import TEXT_FORMS, office_files, unwrapped

Value = tuple[str, ...]


def reports() -> dict[str, str]:
    """The texts at hand by name: the published ones, the tests' own, and those of the shared folder."""
    folders = (ROOT / "data" / "raw", ROOT / "tests" / "invented", SHARED / "labelled")
    paths = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    return {path.stem: unwrapped(path.read_text(encoding="utf-8")) for path in paths}


def values(reader: ReportReader, name: str, data: bytes) -> Counter[Value]:
    """What a file says: metric, value, unit, period, measure and breakdown of each observation."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        read = reader.read(path, None)
    if isinstance(read, Refusal):
        return Counter({("refused", read.code): 1})
    return Counter(
        (
            row["metric_id"], f"{row['value']:.10g}", row["unit"], str(row["period_start"]),
            str(row["period_end"]), row["measure"], "/".join(f"{k}={v}" for k, v in sorted(row["breakdown"].items())),
        )
        for row in read.tables["observation"]
    )  # fmt: skip


def renditions(texts: Mapping[str, str], wanted: str) -> Iterator[tuple[str, str, str, bytes]]:
    """Form, report, suffix and bytes of each rendition whose form's name begins with ``wanted``."""
    for form, make in TEXT_FORMS.items():
        if form.startswith(wanted):
            for name, text in texts.items():
                yield form, name, "txt", make(text).encode()
    if wanted and not wanted.startswith(("d", "o", "p")):
        return
    reader = TextReader(load().lexicon)
    documents: dict[str, Document] = {name: reader.read(text.encode()) for name, text in texts.items()}
    for form, files in office_files(documents):
        if form.startswith(wanted):
            for name, data in files.items():
                yield form, name, form.partition("_")[0], data


def main() -> int:
    """Prints the differences; the answer is 1 where there are any."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.renditions", description=__doc__)
    parser.add_argument("--form", default="", help="only forms that begin so")
    parser.add_argument("--report", default="", help="only reports that begin so")
    parser.add_argument("--save", type=Path, help="a folder to keep the renditions in")
    options = parser.parse_args()
    texts = {name: text for name, text in reports().items() if name.startswith(options.report)}
    reader = ReportReader(load())
    plain = {name: values(reader, f"{name}.txt", text.encode()) for name, text in texts.items()}
    found: dict[str, dict[str, tuple[Counter[Value], Counter[Value]]]] = {}
    for form, name, suffix, data in renditions(texts, options.form):
        if options.save:
            (options.save / form).mkdir(parents=True, exist_ok=True)
            (options.save / form / f"{name}.{suffix}").write_bytes(data)
        own = values(reader, f"{name}.{suffix}", data)
        found.setdefault(form, {})[name] = (plain[name] - own, own - plain[name])
    forms = list(found)
    print(f"| report | values | {' | '.join(forms)} |")
    print(f"|---|---:|{'---:|' * len(forms)}")
    for name in texts:
        cells = (f"-{gone.total()} +{new.total()}" for gone, new in (found[form][name] for form in forms))
        print(f"| {name} | {plain[name].total()} | {' | '.join(cells)} |")
    for form, by_report in found.items():
        for name, (gone, new) in by_report.items():
            if gone or new:
                print(f"\n{form} {name}")
                print(
                    "\n".join(
                        f"  {sign} {' '.join(v)}" for sign, held in (("-", gone), ("+", new)) for v in sorted(held)
                    )
                )
    return int(any(gone or new for by_report in found.values() for gone, new in by_report.values()))


if __name__ == "__main__":
    sys.exit(main())
