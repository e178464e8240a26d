"""Questions as they could be asked in one sentence: what is asked of another beside, and what a story leads to."""

from __future__ import annotations

import re
from datetime import date

from catalog.questions import load_questions
from findings.asking.question import plain, understood
from findings.asking.spans import times


def followed_by(typed: str, today: date) -> tuple[str, str] | None:
    """A question, and the name of another that the same is asked of (…幾場？四維呢); None where none follows."""
    found = re.search(load_questions().follow_up, typed)
    if found is None or times(plain(found["other"]), today).spans:
        return None
    return typed[: found.start()], found["other"]


def without_story(typed: str, today: date) -> str | None:
    """A question without what is told before it; None where that tells of the time, or nothing is told."""
    found = re.search(load_questions().at_last, typed)
    if found is None:
        return None
    own = typed[found.end() :]
    return own if understood(own, today).spans == understood(typed, today).spans else None
