"""The words of screens and exports, in Traditional Chinese (first) and English."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Literal, get_args

from catalog.load import CatalogError, parse

Language = Literal["zh-TW", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DIRECTORY = Path(__file__).parent / "words"


class Words:
    """The words of one language. ``words("finding.up", metric="…")`` fills the placeholders.

    Raises:
        KeyError: no such word, or a placeholder without a value: a word is never made up.
    """

    def __init__(self, language: Language, texts: dict[str, str]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """The words of ``key``, its placeholders filled."""
        return self._texts[key].format(**values)

    def name(self, row: object) -> str:
        """The name of anything that has ``name_zh`` and ``name_en``, as attribute or key."""
        return self.either(row, "name")

    def either(self, row: object, field: str) -> str:
        """``field_zh`` or ``field_en`` of ``row``, by language."""
        key = f"{field}_zh" if self.language == "zh-TW" else f"{field}_en"
        value = getattr(row, key, None)
        return str(row[key] if value is None else value)  # type: ignore[index]


def texts(language: Language) -> dict[str, str]:
    """All words of a language by key, from the files of its folder.

    Raises:
        CatalogError: there is no file, one holds anything but texts, or two hold one key.
    """
    files = sorted((DIRECTORY / language).glob("*.yaml"))
    if not files:
        raise CatalogError(f"{DIRECTORY / language}: 找不到用語檔")
    found: dict[str, str] = {}
    for file in files:
        own: dict[str, str] = parse(file, dict[str, str])
        twice = own.keys() & found.keys()
        if twice:
            raise CatalogError(f"{file}: 其他檔案已有這些用語：{sorted(twice)}")
        found |= own
    return found


@functools.cache
def words(language: Language) -> Words:
    """The words of a language. Raises as :func:`texts` does."""
    return Words(language, texts(language))


def told(key: str, **values: object) -> str:
    """Words for logs, reading issues and the command line: always Chinese, the reports' language."""
    return words("zh-TW")(key, **values)


__all__ = ["LANGUAGES", "CatalogError", "Language", "Words", "texts", "told", "words"]
