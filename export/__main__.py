"""``python -m export [NAME…] --format FORMAT[,FORMAT…]``: writes everything that can be taken away.

Exit 0: everything written. 1: something was not possible, and said so, the rest written. 2: wrong
usage, an unknown name, no warehouse or no place to write to; nothing written.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from catalog.load import CatalogError, load
from catalog.words import LANGUAGES, speaking, told
from charts.palette import DARK, LIGHT
from export.job import (
    DECKS,
    FORMATS,
    NOT_POSSIBLE,
    PAGES,
    PICTURES,
    SHEETS,
    Choices,
    Planned,
    edition_words,
    ending,
    panel_names,
    planned,
)
from export.pictures.picture import SIZES
from findings.extracts import UnknownName
from findings.lanes import View
from findings.period_words import today
from warehouse import editions, reads
from warehouse.connect import WarehouseMissing, WarehouseUnreadable

_WRITTEN, _LACKING, _UNUSABLE = 0, 1, 2
_LOOKS = {look.name: look for look in (LIGHT, DARK)}
# Options that say nothing to other formats: given for those alone, they are a mistake.
_ONLY_FOR = {
    "size": (*PICTURES, "zip"), "look": (*PICTURES, *PAGES, "zip"), "title": DECKS, "session": DECKS,
    "together": SHEETS, "pages": PAGES,
}  # fmt: skip


class Unusable(Exception):
    """The command cannot do what it was told; the message says why, in the reader's words."""


def _formats(text: str) -> list[str]:
    forms = list(dict.fromkeys(form.strip() for form in text.split(",")))
    unknown = [form for form in forms if form not in FORMATS]
    if unknown:
        raise argparse.ArgumentTypeError(
            told("export.unknown_format", forms="、".join(unknown), all=", ".join(FORMATS))
        )
    return forms


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(told("export.no_day", text=text)) from error


def _site(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError(told("export.no_site", text=text))
    return text.rstrip("/")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m export", description=told("export.description"))
    add: Callable[..., object] = parser.add_argument
    add("names", nargs="*", metavar="NAME", help=told("export.names"))
    add("--format", type=_formats, required=True, metavar="FORMAT[,FORMAT…]",
        help=told("export.format", all=", ".join(FORMATS)))  # fmt: skip
    add("--to", type=Path, default=Path(), metavar="PATH", help=told("export.to"))
    add("--together", action="store_true", help=told("export.together"))
    add("--language", choices=LANGUAGES, default=LANGUAGES[0], help=told("export.language"))
    add("--view", choices=get_args(View), default="per_month", help=told("export.view"))
    add("--size", choices=SIZES, help=told("export.size"))
    add("--look", choices=_LOOKS, help=told("export.look"))
    add("--title", metavar="TEXT", help=told("export.title"))
    add("--session", metavar="TEXT", help=told("export.session"))
    add("--site", type=_site, metavar="URL", help=told("export.site"))
    add("--pages", type=_site, metavar="URL", help=told("export.pages"))
    add("--edition", metavar="BUILD", help=told("export.of_edition"))
    add("--retrieved", type=_day, metavar="YYYY-MM-DD", help=told("export.retrieved"))
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    for option, forms in _ONLY_FOR.items():
        if getattr(options, option) and not set(forms) & set(options.format):
            parser.error(told("export.not_for", option=f"--{option}", forms=", ".join(forms)))
    try:
        with reads.of_edition(options.edition), speaking(options.language):
            return _run(options)
    except editions.UnknownEdition:
        message = told("export.unknown_edition", build=options.edition, kept=_kept())
    except UnknownName as error:
        message = _unknown(str(error.args[0]))
    except WarehouseMissing as error:
        message = told("export.no_warehouse", file=error)
    except WarehouseUnreadable as error:
        message = told("export.unreadable", error=error)
    except (CatalogError, Unusable) as error:
        message = str(error)
    print(told("export.error", error=message), file=sys.stderr)
    return _UNUSABLE


def _run(options: argparse.Namespace) -> int:
    own = Choices(
        retrieved=options.retrieved or today(),
        view=options.view,
        size=options.size or "slide",
        look=_LOOKS[options.look or "light"],
        site=options.site or "",
        title=options.title or "",
        session=options.session or "",
        together=options.together,
        theme=options.look or "auto",
        pages=options.pages or "",
    )
    files = planned(options.names, options.format, own)
    places = _places(files, options.to)
    with speaking("zh-TW"):
        kept = edition_words()
    if kept:
        print(kept)
    return _write(files, places)


def _places(files: Sequence[Planned], to: Path) -> list[Path]:
    """Where each file goes: into the folder ``to``, or, a single one, to the file of that name.

    Raises:
        Unusable: ``to`` is the name of one file and there are several, or of another format; or it
            cannot be written to.
    """
    named = to.suffix.lower().removeprefix(".")
    is_file = named in {ending(form) for form in FORMATS} and not to.is_dir()
    if is_file and len(files) != 1:
        raise Unusable(told("export.many_files", to=to, count=len(files)))
    if is_file and named != files[0].ending:
        raise Unusable(told("export.other_ending", to=to, form=files[0].form, ending=files[0].ending))
    places = [to] if is_file else [to / file.name for file in files]
    try:
        for folder in {place.parent for place in places}:
            _made_ready(folder)
    except OSError as error:
        raise Unusable(told("export.no_folder", to=to, error=error.strerror)) from error
    return places


def _write(files: Sequence[Planned], places: Sequence[Path]) -> int:
    """Writes each file and says so; what was not possible is said at the end, each reason once."""
    lacking: dict[str, list[str]] = {}
    for file, path in zip(files, places, strict=True):
        try:
            made = file.make()
            _put(path, made.data)
        except NOT_POSSIBLE as error:
            lacking.setdefault(told("export.not_made", error=error), []).append(path.name)
            continue
        except OSError as error:
            lacking.setdefault(told("export.not_written", error=error.strerror), []).append(path.name)
            continue
        print(told("export.written", file=path, size=_size_words(len(made.data))), flush=True)
        if made.without:
            lacking.setdefault(told("export.no_chart", error=made.without), []).append(path.name)
    for message, names in lacking.items():
        print(told("export.lacking", message=message, count=len(names), files="、".join(names)), file=sys.stderr)
    return _LACKING if lacking else _WRITTEN


def _size_words(count: int) -> str:
    return f"{count / 1024:,.1f} KB" if count < 1 << 20 else f"{count / (1 << 20):,.1f} MB"


def _unknown(name: str) -> str:
    """What to say of a name nothing has: the nearest ones, and where all are listed."""
    catalog = load()
    pages, topics = [page.id for page in catalog.screens], [topic.id for topic in catalog.topics]
    near = difflib.get_close_matches(name, {*pages, *topics, *panel_names(), *catalog.metrics}, 5)
    nearest = told("export.nearest", names="、".join(near)) if near else ""
    return told("export.unknown_name", name=name, nearest=nearest, pages="、".join(pages), topics="、".join(topics))


def _kept() -> str:
    kept = (told("export.kept_edition", build=own.build_id, name=own.name) for own in editions.editions())
    return "、".join(kept) or told("export.none_kept")


def _made_ready(folder: Path) -> None:
    """Makes the folder where there is none, and makes sure that files can be put into it.

    Raises:
        OSError: they cannot.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draft = _draft(folder)
    draft.touch()
    draft.unlink()


def _put(path: Path, data: bytes) -> None:
    """Writes a file beside its place and moves it there: who looks sees the old one or the new one, never a half.

    Raises:
        OSError: it cannot be written; what was there before is still there.
    """
    draft = _draft(path.parent)
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _draft(folder: Path) -> Path:
    """A name no other process writes to."""
    return folder / f".export-{os.getpid()}.draft"


if __name__ == "__main__":
    sys.exit(main())
