"""LibreOffice as a printer and converter, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

from catalog.words import told

_SECONDS = 90
# Two conversions at once would each take the time of both, and the memory.
_LOCK = threading.Lock()
_PROFILE: list[tempfile.TemporaryDirectory[str]] = []


class OfficeFailed(RuntimeError):
    """LibreOffice is missing, wrote no file, or not in time."""


def office_path() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(data: bytes, suffix: str, form: str = "pdf") -> bytes:
    """An office file as LibreOffice writes it in another form.

    Args:
        data: the file.
        suffix: of its kind, as odp or odt.
        form: what is written: pdf, or a kind of office file.

    Raises:
        OfficeFailed: LibreOffice is missing, wrote no file, or took longer than a minute and a half.
    """
    program = office_path()
    if program is None:
        raise OfficeFailed(told("office.missing"))
    with _LOCK, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / f"file.{suffix}", folder / f"file.{form}"
        source.write_bytes(data)
        command = [program, f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore",
                   "--nolockcheck", "--convert-to", form, "--outdir", str(folder), str(source)]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise OfficeFailed(told("office.failed", error=f"{_SECONDS} s")) from error
        if not made.is_file():
            raise OfficeFailed(told("office.failed", error=(done.stdout + done.stderr)[-400:]))
        return made.read_bytes()


def _profile() -> Path:
    """A profile of this process's own: two LibreOffices cannot share one, and a user's is not touched."""
    if not _PROFILE:
        _PROFILE.append(tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True))
    return Path(_PROFILE[0].name)
