"""The words of screens and exports, in Traditional Chinese (first) and English."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from numbers import Integral
from pathlib import Path
from typing import Literal, get_args

from catalog.load import CatalogError, parse

Language = Literal["zh-TW", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DIRECTORY = Path(__file__).parent / "words"
_LANGUAGE: ContextVar[Language] = ContextVar("language", default=LANGUAGES[0])


class _Counted(int):
    """A number whose placeholder may hold words for one thing and for others: ``{count:value|values}``."""

    def __format__(self, spec: str) -> str:
        one, between, many = spec.partition("|")
        return (one if self == 1 else many) if between else super().__format__(spec)


class Words:
    """The words of a language. ``words("finding.up", metric="…")`` fills the placeholders.

    A number fills ``{count:value|values}`` with the words for one or for others.

    Args:
        language: the language it speaks; None for the one that is bound, see :func:`speaking`.

    Raises:
        KeyError: no such word, or a placeholder without a value: a word is never made up.
    """

    def __init__(self, language: Language | None = None) -> None:
        self._language = language

    @property
    def language(self) -> Language:
        """The language it speaks now."""
        return self._language or _LANGUAGE.get()

    def __call__(self, key: str, **values: object) -> str:
        """The words of ``key``, its placeholders filled."""
        text = _kept_texts(self.language)[key]
        if "|" in text:
            values = {name: _Counted(value) if isinstance(value, Integral) else value for name, value in values.items()}
        return text.format(**values)

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


_kept_texts = functools.cache(texts)

# What everything but the command line says: the words of the language that is bound.
words = Words()


@functools.cache
def words_in(language: Language) -> Words:
    """The words of one language, whichever is bound."""
    return Words(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Inside, :data:`words` are those of ``language``; outside any, they are Chinese, the reports' language.

    Bound once for each request. What is called later must carry it along: ``copy_context().run``.
    """
    token = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


def language_of(printed: str | None) -> Language:
    """The language an address asks for; the first where it asks for none or an unknown one."""
    return next((language for language in LANGUAGES if language == printed), LANGUAGES[0])


def told(key: str, **values: object) -> str:
    """Words for logs, reading issues and the command line: always Chinese, whichever language is bound."""
    return words_in("zh-TW")(key, **values)


__all__ = [
    "LANGUAGES",
    "CatalogError",
    "Language",
    "Words",
    "language_of",
    "speaking",
    "texts",
    "told",
    "words",
    "words_in",
]
