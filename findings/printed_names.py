"""What reports print of themselves, in the reader's language: the council's session, and who reports."""

from __future__ import annotations

import re

from catalog.load import load
from catalog.words import words

_SESSION = re.compile(r"第(\d+)屆第(\d+)次(定期|臨時)大?會")
_KINDS = {"定期": "regular", "臨時": "special"}


def session_words(session: str, *, short: bool = False) -> str:
    """The session of a council: 第3屆第4次定期大會, or 4th regular session of the 3rd council; else as printed.

    Args:
        session: as printed.
        short: for the narrow room of a chart: 第3屆第4次, or 3rd council, 4th.
    """
    found = _SESSION.fullmatch(session)
    if found is None:
        return session
    council, number = int(found[1]), int(found[2])
    key = f"session.{_KINDS[found[3]]}" + ("_short" if short else "")
    return words(key, printed=session, begins=session[: found.start(3)], number=_nth(number), council=_nth(council))


def agency_words(printed: str) -> str:
    """The agency that a report names, by its own name in the reader's language where the catalog knows it."""
    known = next((agency for agency in load().agencies if printed in (agency.name_zh, *agency.names)), None)
    return printed if known is None or words.language == "zh-TW" else words.name(known)


def _nth(number: int) -> str:
    """An English ordinal: 1st, 12th, 23rd."""
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
