"""Text is text, whatever its container: a report's renditions give the values of its plain text."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from catalog.load import load
from ingest.checking.within_report import Checked
from ingest.passages.outline import Outliner, Passage
from ingest.read.open import read_document
from ingest.read.text import TextReader
from ingest.rows import ReportRows
from tests.conftest import ROOT
from tests.reading import READER
from tests.renditions import TEXT_FORMS, as_docx, unwrapped

TEXTS = {
    path.stem: unwrapped(path.read_text(encoding="utf-8"))
    for folder in ("data/raw", "tests/invented")
    for path in sorted((ROOT / folder).glob("*.txt"))
}
PLAN = "plan-110"
# Forms whose cuts differ from those that the plan's narrow columns have of their own.
PLAN_FORMS = ("wrap30", "wrap40", "slice30", "typeset60", "blanks")
ROWS_WHOLE = ("wrap20", "wrap30", "wrap40", "apart30", "typeset60", "blanks")
CASES = [(name, form) for name in TEXTS for form in ROWS_WHOLE if name != PLAN or form in PLAN_FORMS]

Values = Callable[[str, bytes], Counter[tuple[object, ...]]]


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Values]:
    """The values of a file; of those that hold the same passages, which are understood alike, the first is read.

    They are not checked, which takes a sixth of the time: no value comes of a check.
    """
    folder: Path = tmp_path_factory.mktemp("renditions")
    outliner = Outliner(load().lexicon)
    found: dict[tuple[str, str | None], list[tuple[list[Passage], Counter[tuple[object, ...]]]]] = defaultdict(list)

    def values_of(name: str, data: bytes) -> Counter[tuple[object, ...]]:
        path = folder / name
        passages = outliner.passages(read_document(name, data, load().lexicon))
        passages = [replace(passage, line=None) for passage in passages]
        same = found[path.stem, READER.reviewed.get(hashlib.sha256(data).hexdigest())]
        known = next((own for read, own in same if read == passages), None)
        if known is not None:
            return known
        path.write_bytes(data)
        report = READER.read(path, None)
        assert isinstance(report, ReportRows), report
        keys = ("metric_id", "value", "unit", "period_start", "period_end", "measure")
        own = Counter(
            (*(row[key] for key in keys), *sorted(row["breakdown"].items())) for row in report.tables["observation"]
        )
        same.append((passages, own))
        return own

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.report.evaluate", lambda *_: Checked())
        yield values_of


@pytest.mark.parametrize(("name", "form"), CASES)
def test_broken_lines_and_blanks_change_no_value(values: Values, name: str, form: str) -> None:
    plain = values(f"{name}.txt", TEXTS[name].encode())
    assert values(f"{name}.txt", TEXT_FORMS[form](TEXTS[name]).encode()) == plain


@pytest.mark.parametrize("merged", [False, True], ids=["plain cells", "merged cells"])
@pytest.mark.parametrize("name", list(TEXTS))
def test_a_word_file_gives_the_values_of_its_text(values: Values, name: str, merged: bool) -> None:
    plain = values(f"{name}.txt", TEXTS[name].encode())
    document = TextReader(load().lexicon).read(TEXTS[name].encode())
    assert values(f"{name}.docx", as_docx(document, merged=merged)) == plain
