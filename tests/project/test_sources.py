"""What must stand nowhere in the sources."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.conftest import ROOT

CODE = (".py", ".toml", ".yaml", ".yml", ".sql", ".css", ".js", ".html", ".sh", "Makefile", "run", ".lock")
# A browser's and a test's own address, and examples of one (names that RFC 2606 reserves lead nowhere); and names of
# XML vocabularies, which nobody opens.
HARMLESS = re.compile(
    r"https?://(127\.0\.0\.1|localhost|\[::1\]|[\w.]*\.example\b|192\.0\.2\.1|testserver|host\b|主機|www\.w3\.org/|schemas\.openxmlformats\.org/|schemas\.microsoft\.com/office/|purl\.oclc\.org/ooxml/|purl\.org/dc/|openoffice\.org/2001/)"
)
ADDRESS = re.compile(r"https?://[^\s\"'`)>]+")
# Where the catalog says who published a date, and the tests that look for addresses.
SOURCE_LINE = re.compile(r"\bsource:|^\s*#")


def _files() -> list[Path]:
    """The files of the project, new ones as well; what git ignores is none of it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def _code() -> list[Path]:
    return [path for path in _files() if path.name.endswith(CODE)]


def _addresses(path: Path) -> list[str]:
    in_catalog = path.is_relative_to(ROOT / "catalog")
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not (in_catalog and SOURCE_LINE.search(line))]
    found = [address for line in lines for address in ADDRESS.findall(line)]
    return [address for address in found if not HARMLESS.match(address)]


def test_the_search_for_addresses_finds_them(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    outside = "https" + "://example.org/x"
    file.write_text(f'A = "{outside}"\nB = "http://127.0.0.1:8501/"\n')
    assert _addresses(file) == [outside]


def test_code_names_no_outside_address() -> None:
    code = _code()
    assert ROOT / "Makefile" in code
    found = {str(path.relative_to(ROOT)): _addresses(path) for path in code}
    assert {path: addresses for path, addresses in found.items() if addresses} == {}


def test_values_read_by_hand_are_seen_by_tests_only() -> None:
    rooms = [path for path in _code() if path.suffix == ".py" and not path.is_relative_to(ROOT / "tests")]
    assert rooms
    assert [path for path in rooms if re.search(r"\bgold\b", path.read_text(encoding="utf-8"))] == []
