"""Readings of the five published reports, shared by the tests of this folder."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalog.load import load
from ingest.meaning.examples import read_examples
from ingest.meaning.observations import Reading
from ingest.meaning.sentences import Example, Unread
from ingest.passages.identity import Identity, identify
from ingest.passages.outline import Outliner, Passage
from ingest.read.pdf import ocr
from ingest.read.text import TextReader
from tests.once import Once
from tests.reading import READER

RAW = Path(__file__).parents[2] / "data" / "raw"
REPORTS = sorted(RAW.glob("*.txt"))

Read = Callable[[str], tuple[Identity, list[Passage], Reading]]


@pytest.fixture(scope="session")
def read(once: Once) -> Read:
    """Reads a text as a report: identity, passages and reading."""
    catalog = load()
    text_reader, outliner = TextReader(catalog.lexicon), Outliner(catalog.lexicon)
    published = {report.read_text(encoding="utf-8"): report.stem for report in REPORTS}

    def read_anew(text: str) -> tuple[Identity, list[Passage], Reading]:
        passages = outliner.passages(text_reader.read(text.encode()))
        identity = identify("report", passages, catalog, None)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return identity, passages, READER.understand(identity.period, passages, sha256)

    # Many tests look at each published report, some at a text of their own that others of them look at too.
    read_last = functools.lru_cache(maxsize=len(REPORTS))(read_anew)

    @functools.lru_cache(maxsize=len(REPORTS))
    def read_published(report_id: str, text: str) -> tuple[Identity, list[Passage], Reading]:
        return once.value(f"read-{report_id}", lambda: read_anew(text))

    def read_text(text: str) -> tuple[Identity, list[Passage], Reading]:
        return read_published(published[text], text) if text in published else read_last(text)

    return read_text


@pytest.fixture(scope="session")
def passages_of(read: Read) -> Callable[[str], list[Passage]]:
    """The passages of one of the five reports by its id."""
    cache: dict[str, list[Passage]] = {}

    def passages(report_id: str) -> list[Passage]:
        if report_id not in cache:
            cache[report_id] = read((RAW / f"{report_id}.txt").read_text(encoding="utf-8"))[1]
        return cache[report_id]

    return passages


@pytest.fixture(scope="session")
def examples(once: Once) -> tuple[list[Example], list[Unread]]:
    """All examples of the catalog and the sentences that give none, which take seconds to read."""
    return once.value("examples", lambda: read_examples(load()))


@pytest.fixture
def no_recogniser(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a computer without the optional extra ``ocr``."""
    monkeypatch.setattr("ingest.read.pdf.ocr.find_spec", lambda name: None)
    ocr.installed.cache_clear()
    yield
    ocr.installed.cache_clear()
