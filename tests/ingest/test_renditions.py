"""Text is text, whatever its container: a report's renditions give the values of its plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.load import load
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
def values(tmp_path_factory: pytest.TempPathFactory) -> Values:
    folder: Path = tmp_path_factory.mktemp("renditions")

    def values_of(name: str, data: bytes) -> Counter[tuple[object, ...]]:
        path = folder / name
        path.write_bytes(data)
        report = READER.read(path, None)
        assert isinstance(report, ReportRows), report
        keys = ("metric_id", "value", "unit", "period_start", "period_end", "measure")
        return Counter(
            (*(row[key] for key in keys), *sorted(row["breakdown"].items())) for row in report.tables["observation"]
        )

    return values_of


@pytest.fixture(scope="module")
def plain(values: Values) -> dict[str, Counter[tuple[object, ...]]]:
    return {name: values(f"{name}.txt", text.encode()) for name, text in TEXTS.items()}


@pytest.mark.parametrize(("name", "form"), CASES)
def test_broken_lines_and_blanks_change_no_value(
    values: Values, plain: dict[str, Counter[tuple[object, ...]]], name: str, form: str
) -> None:
    assert values(f"{name}.txt", TEXT_FORMS[form](TEXTS[name]).encode()) == plain[name]


@pytest.mark.parametrize("merged", [False, True], ids=["plain cells", "merged cells"])
@pytest.mark.parametrize("name", list(TEXTS))
def test_a_word_file_gives_the_values_of_its_text(
    values: Values, plain: dict[str, Counter[tuple[object, ...]]], name: str, merged: bool
) -> None:
    document = TextReader(load().lexicon).read(TEXTS[name].encode())
    assert values(f"{name}.docx", as_docx(document, merged=merged)) == plain[name]
