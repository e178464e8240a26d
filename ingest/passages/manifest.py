"""The optional manifest beside the reports: what a report's own words get wrong or leave out.

``manifest.yaml`` maps a file name to the fields it overrides. No report needs an entry.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator

from catalog.lexicon import Genre
from catalog.words import told

MANIFEST = "manifest.yaml"


class ManifestError(Exception):
    """A manifest that cannot be used. The message names file and fault."""


class ManifestEntry(BaseModel):
    """Overrides for one file. Both ends of a period go together."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str | None = None
    agency: str | None = None
    genre: Genre | None = None
    session: str | None = None
    published: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    edition_of: str | None = None

    @model_validator(mode="after")
    def _whole_period(self) -> ManifestEntry:
        if (self.period_start is None) != (self.period_end is None):
            raise ValueError(told("reading.entry_one_end"))
        if self.period_start and self.period_end and self.period_end < self.period_start:
            raise ValueError(told("reading.entry_backwards"))
        return self


def load_manifest(directory: Path) -> dict[str, ManifestEntry]:
    """The entries of ``directory``'s manifest by file name; empty where there is none.

    Raises:
        ManifestError: not YAML, an unknown key, or a period with one end.
    """
    path = directory / MANIFEST
    if not os.path.lexists(path):
        return {}
    if not path.is_file():
        raise ManifestError(told("reading.manifest", path=path, error=told("reading.not_a_file")))
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
        return TypeAdapter(dict[str, ManifestEntry]).validate_python(data)
    except (OSError, yaml.YAMLError, UnicodeDecodeError, ValidationError) as error:
        raise ManifestError(told("reading.manifest", path=path, error=error)) from error
