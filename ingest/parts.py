"""Parts: what a build found in one report, or between the reports of one agency, kept in a file for the next build.

A part is named by digests of all that it was made from, so that one that is there is one that holds. The folder is a
cache: any file of it, or all, may be deleted at any time and is made anew.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import platform
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from catalog.lexicon import Lexicon
from catalog.models import Catalog
from catalog.words import DIRECTORY as WORDS
from ingest.editions import Signs, signs_of
from ingest.limits import Limits
from ingest.passages.authority import Authority
from ingest.passages.manifest import ManifestEntry
from ingest.report import Refusal
from ingest.rows import ReportRows, Row
from reviews.standing import Reviews
from warehouse.publish import packed, unpacked
from warehouse.scratch import scratch

ROOT = Path(__file__).resolve().parent.parent
# What reads, judges and packs, and what it says.
_CODE = (
    "ingest/**/*.py",
    "ingest/**/*.npz",
    "catalog/*.py",
    "reviews/*.py",
    "warehouse/publish.py",
    "warehouse/schema.sql",
)
_SPOKEN = "*/reading.yaml"
# What reports are read with, the last two where they are there; a newer one of any may read otherwise.
_PACKAGES = (
    "duckdb", "lxml", "numpy", "pdfplumber", "pillow", "pyarrow", "pydantic", "pypdfium2", "scikit-learn", "scipy",
    "onnxruntime", "rapidocr",
)  # fmt: skip
_SUFFIX = ".parquet"
_LEDGER = "ledger.json"
_HEAD = "head"
_DIGITS = 32
# Where parts are written; its name begins with a dot, as that of nothing that is whole.
_DRAFTS, _DRAFT = ".drafts", "draft-"
# How long a part is kept that no build uses; how much they may take together.
_SECONDS_UNUSED = 30 * 24 * 3600
_BYTES_UNUSED = 1024**3
_BLANKS = re.compile(r"(?P<apart>(?<=\d)\s+(?=\d))|\s+")
_SCHEMA = pa.schema([("kind", pa.string()), ("row", pa.string())])


@dataclass(frozen=True)
class Part:
    """What is known of a report without its rows.

    ``scope`` says who reports over which period: only reports of one scope may be one report. ``edition_of`` is the
    report that it corrects, by what was said of it or, once all reports of a build are known, by its ``signs``.
    ``words`` is a digest of the report's words without blanks; ``counts`` are rows by table and results by status;
    ``issues`` are reading issues, numbered later.
    """

    key: str
    report_id: str
    file: str
    sha256: str
    authority: Authority
    scope: tuple[str, ...]
    period_end: date
    signs: Signs
    edition_of: str | None
    words: str
    counts: Mapping[str, int]
    issues: tuple[Row, ...]

    @property
    def compared_as(self) -> tuple[str, str | None]:
        """What answers between reports depend on: what the report holds, and which one it corrects."""
        return self.key, self.edition_of


@dataclass(frozen=True)
class Between:
    """What is known of an answer between reports without its rows: ``issues`` are reading issues, numbered later."""

    issues: tuple[Row, ...] = ()


Head = Part | Refusal | Between
"""What a part says of itself."""


class BrokenPart(Exception):
    """A part that is not there, or not whole."""


@dataclass(frozen=True)
class Parts:
    """A folder of parts made with one state of catalog, code and limits.

    Args:
        folder: where they are.
        knowledge: digest of that state, see :func:`knowledge_of`.
    """

    folder: Path
    knowledge: str

    # Names ------------------------------------------------------------------------------------

    def key(self, sha256: str, file: str, entry: ManifestEntry | None) -> str:
        """The key of a report's part.

        Args:
            sha256: digest of its bytes.
            file: its name.
            entry: what the manifest overrides, if anything.
        """
        return _digest([self.knowledge, sha256, file, entry.model_dump_json() if entry else ""])

    def key_between(self, question: str, parts: Iterable[Part]) -> str:
        """The key of what was found between reports.

        Args:
            question: what was asked of them.
            parts: theirs.
        """
        told = sorted(f"{key} {corrected or ''}" for key, corrected in (part.compared_as for part in parts))
        return _digest([self.knowledge, question, *told])

    def place(self, key: str) -> Path:
        """Where a part is, or would be."""
        return self.folder / f"{key}{_SUFFIX}"

    # Writing ----------------------------------------------------------------------------------

    def keep(self, key: str, report: ReportRows, lexicon: Lexicon) -> Part:
        """Keeps a report as a part.

        Args:
            key: the part's.
            report: what was read.
            lexicon: how a report says that it is corrected.

        Raises:
            OSError: it cannot be written.
        """
        (row,) = report.tables["report"]
        words = said(passage["folded"] for passage in report.tables["passage"])
        counts = {table: len(rows) for table, rows in report.tables.items()}
        for result in report.tables["check_result"]:
            counts[result["status"]] = counts.get(result["status"], 0) + 1
        part = Part(
            key, report.report_id, report.file, report.sha256, report.authority,
            (row["agency"], row["genre"], str(row["period_start"]), str(row["period_end"])),
            row["period_end"], signs_of(report, lexicon), row["edition_of"], _digest([words]), counts, report.issues,
        )  # fmt: skip
        self._write(key, {**report.tables, "report": [{**row, "part": key}]}, part)
        return part

    def keep_refusal(self, key: str, refusal: Refusal) -> None:
        """Keeps why a file was not read.

        Raises:
            OSError: it cannot be written.
        """
        self._write(key, {}, refusal)

    def keep_between(self, key: str, rows: Mapping[str, Sequence[Row]], issues: Iterable[Row] = ()) -> None:
        """Keeps what was found between reports, and what is to be said of it.

        Raises:
            OSError: it cannot be written.
        """
        self._write(key, rows, Between(tuple(issues)))

    def _write(self, key: str, tables: Mapping[str, Sequence[Row]], head: Head) -> None:
        kinds, rows = [_HEAD], [json.dumps(_as_data(head), ensure_ascii=False, default=str)]
        for table, own in tables.items():
            kinds += [table] * len(own)
            rows += [packed(table, row) for row in own]
        with self._drafted(self.place(key)) as draft:
            pq.write_table(
                pa.Table.from_arrays([pa.array(kinds), pa.array(rows)], schema=_SCHEMA), draft,
                compression="zstd", write_page_checksum=True,
            )  # fmt: skip

    @contextlib.contextmanager
    def _drafted(self, place: Path) -> Iterator[Path]:
        """A file that stands at ``place`` once it is whole: two builds may make one part at once.

        What killed builds left is removed first.
        """
        drafts = self.folder / _DRAFTS
        drafts.mkdir(exist_ok=True)
        with scratch(drafts, _DRAFT) as own:
            draft = own / place.name
            yield draft
            os.replace(draft, place)

    # Reading ----------------------------------------------------------------------------------

    def head(self, key: str) -> Head:
        """What a part says of itself.

        Raises:
            BrokenPart: it is not there, or not whole.
        """
        try:
            # As a file that is open already, no thread is started for it.
            with self.place(key).open("rb") as file:
                table = pq.ParquetFile(file, page_checksum_verification=True).read(use_threads=False)
            kinds, rows = table.column("kind"), table.column("row")
            if kinds[0].as_py() != _HEAD:
                raise BrokenPart(key)
            return _from_data(json.loads(rows[0].as_py()))
        except (OSError, pa.ArrowException, ValueError, LookupError, TypeError) as error:
            raise BrokenPart(key) from error

    def known(self, keys: Iterable[str]) -> dict[str, Part | Refusal]:
        """Of each key that has a part what it says of itself."""
        ledger = self._ledger()
        found: dict[str, Part | Refusal] = {}
        for key in keys:
            if key in ledger:
                found[key] = ledger[key]
                continue
            with contextlib.suppress(BrokenPart):
                head = self.head(key)
                if not isinstance(head, Between):
                    found[key] = head
        return found

    def _ledger(self) -> dict[str, Part | Refusal]:
        """What the parts of the last build say of themselves, so that not each need be opened."""
        try:
            told = json.loads((self.folder / _LEDGER).read_text(encoding="utf-8"))
            heads = {key: _from_data(data) for key, data in told.items()}
            return {key: head for key, head in heads.items() if not isinstance(head, Between)}
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return {}

    def remember(self, heads: Mapping[str, Part | Refusal]) -> None:
        """Writes the ledger of a build; that it cannot be written costs the next build some time."""
        data = {key: _as_data(head) for key, head in heads.items()}
        with contextlib.suppress(OSError), self._drafted(self.folder / _LEDGER) as draft:
            draft.write_text(json.dumps(data, ensure_ascii=False, default=str), encoding="utf-8")

    def reports(self, parts: Sequence[Part], columns: Mapping[str, tuple[str, ...]]) -> list[ReportRows]:
        """Some columns of some tables of reports, with the types of the schema; corrected ones as their parts say.

        Args:
            parts: those of the reports.
            columns: which columns of which tables.

        Raises:
            duckdb.Error: a part is broken.
        """
        found = {str(self.place(part.key)): {table: [] for table in columns} for part in parts}  # type: dict[str, dict[str, list[Row]]]
        with duckdb.connect(":memory:", config={"threads": 1}) as connection:
            connection.execute(
                "CREATE TEMP TABLE incoming AS SELECT filename, kind, row FROM read_parquet($files, filename = true)",
                {"files": list(found)},
            )
            for table, wanted in columns.items():
                told = connection.execute(unpacked(table, wanted, "filename, "), {"table": table})
                while rows := told.fetchmany(_ROWS_AT_ONCE):
                    for file, *values in rows:
                        found[file][table].append(dict(zip(wanted, values, strict=True)))
        for part in parts if "edition_of" in columns.get("report", ()) else ():
            for row in found[str(self.place(part.key))]["report"]:
                row["edition_of"] = part.edition_of
        tables = [found[str(self.place(part.key))] for part in parts]
        return [
            ReportRows(part.report_id, part.authority, part.file, part.sha256, own, part.issues)
            for part, own in zip(parts, tables, strict=True)
        ]

    # Tidying ----------------------------------------------------------------------------------

    def prune(self, used: Iterable[str]) -> None:
        """Notes which parts are in use, and removes those that none was for long, or that take too much room.

        Args:
            used: keys of parts that a build used.
        """
        now = time.time()
        kept = set(used)
        unused: list[tuple[float, int, Path]] = []
        with contextlib.suppress(OSError):
            for entry in os.scandir(self.folder):
                if entry.name.removesuffix(_SUFFIX) in kept:
                    os.utime(entry.path, (now, now))
                elif entry.name not in (_LEDGER, _DRAFTS):
                    state = entry.stat()
                    unused.append((state.st_mtime, state.st_size, Path(entry.path)))
        size = 0
        for last, own, path in sorted(unused, reverse=True):
            size += own
            if last < now - _SECONDS_UNUSED or size > _BYTES_UNUSED:
                path.unlink(missing_ok=True)


_ROWS_AT_ONCE = 10_000


def _as_data(head: Head) -> Row:
    """As what JSON holds, but for dates."""
    if isinstance(head, Part):
        return {"Part": {**vars(head), "authority": vars(head.authority), "signs": vars(head.signs)}}
    return {type(head).__name__: vars(head)}


def _from_data(data: Row) -> Head:
    if "Refusal" in data:
        return Refusal(**data["Refusal"])
    if "Between" in data:
        return Between(tuple(data["Between"]["issues"]))
    told = data["Part"]
    return Part(**{
        **told,
        "authority": Authority(**told["authority"]),
        "scope": tuple(told["scope"]),
        "period_end": date.fromisoformat(told["period_end"]),
        "signs": _signs(told["signs"]),
        "issues": tuple(told["issues"]),
    })  # fmt: skip


def _signs(data: Row) -> Signs:
    published = data["published"]
    return Signs(**{
        **data, "scope": tuple(data["scope"]), "published": date.fromisoformat(published) if published else None,
    })  # fmt: skip


def said(texts: Iterable[str]) -> str:
    """What folded texts say, however they are broken: without blanks, but for those that keep two numbers apart."""
    return _BLANKS.sub(lambda blank: " " if blank["apart"] else "", " ".join(texts))


# What a part is made from ---------------------------------------------------------------------


def sha256_of(path: Path, most: int) -> str | None:
    """Digest of a file's bytes; None where it cannot be read, or is larger than ``most``."""
    try:
        with path.open("rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_size > most:
                return None
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def knowledge_of(catalog: Catalog, limits: Limits, reviews: Reviews) -> str:
    """Digest of all that a report is read with: catalog, reviewed numbers, people's decisions, code, packages, limits.

    One decision is an example for all reports, so another one is another digest.
    """
    reviewed = sorted(catalog.directory.rglob("*.csv"))
    told = [catalog.sha256, _code(), json.dumps(asdict(limits)), *map(_of_file, reviewed), *_decided(reviews)]
    return _digest(told)


def _decided(reviews: Reviews) -> Iterator[str]:
    """What is decided about each number, and what its report was known by; not who decided it, and when."""
    for standing in reviews.standing.values():
        names = sorted({name for decision in standing.own for name in (decision.report, decision.scope)})
        agreed = standing.agreed
        answer = agreed.model_dump_json(include={"says", "metrics", "new"}) if agreed else ""
        yield json.dumps([standing.place.model_dump_json(), names, answer])


@functools.cache
def _code() -> str:
    """Digest of the code that reads, the words it says and the packages it uses."""
    files = sorted({path for pattern in _CODE for path in ROOT.glob(pattern)} | set(WORDS.glob(_SPOKEN)))
    return _digest([*map(_of_file, files), platform.python_version(), *_packages()])


def _of_file(path: Path) -> str:
    return f"{path.name}:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def _packages() -> Iterator[str]:
    for name in _PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} -"


def _digest(told: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in told:
        digest.update(f"{len(text)}:{text}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_DIGITS]
