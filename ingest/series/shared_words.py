"""What the sentences of a series are about: the words before its numbers that most of its editions share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from catalog.entry import compiled
from catalog.lexicon import SeriesWords
from ingest.series.mention import Mention

_RUN = re.compile(r"[^\W\da-zA-Z_]+")
# A thing that is counted beside others: A#件、B#件. The sentence is about none of them.
_LISTED = re.compile(r"[^，。；、#()]*#[^，。；、#()]{0,4}(?=、)|、[^，。；、#()]*#")
_SHORTEST, _LONGEST = 2, 14
# Without a place where it surely begins or ends, only so long a text is no torn word.
_SURE_LENGTH = 4
_MOST_SHARE, _SAID_SHARE = 0.75, 0.5
# Newer editions say what the series is now.
_EDITIONS = 8


@dataclass
class _Candidate:
    """A text, the editions that print it, those whose sentences do, and whether it begins and ends as a phrase does."""

    editions: set[int] = field(default_factory=set)
    said: set[int] = field(default_factory=set)
    begins: bool = False
    ends: bool = False


class SubjectFinder:
    """Finds subjects.

    Args:
        words: which words open a phrase and are no part of a subject, and which say too little.
    """

    def __init__(self, words: SeriesWords) -> None:
        self._clutter = compiled(words.subject_clutter)
        self._vague = compiled(words.vague)

    def find(self, mentions: Sequence[Mention], name: str) -> str:
        """The subject of a series; empty where its editions share none.

        Args:
            mentions: its mentions, oldest first.
            name: what its numbers count by their own words, which is no subject.
        """
        prose = [mention for mention in mentions if not mention.in_table] or list(mentions)
        editions = sorted({mention.edition for mention in prose})[-_EDITIONS:]
        found: dict[str, _Candidate] = defaultdict(_Candidate)
        for mention in prose:
            if mention.edition in editions:
                for run in self._runs(mention):
                    _add(run, mention.edition, found, is_said=True)
                for run in self._phrases(mention.text["outline"]):
                    _add(run, mention.edition, found, is_said=False)
        shared = {
            text: one for text, one in found.items()
            if len(one.editions) >= _MOST_SHARE * len(editions) and len(one.said) >= _SAID_SHARE * len(editions)
            and text not in name and self._says(text, one)
        }  # fmt: skip
        return max(shared, key=lambda text: (_weight(text, shared[text]), text), default="")

    def _says(self, text: str, one: _Candidate) -> bool:
        return self._stripped(text) == text and (len(text) >= _SURE_LENGTH or (one.begins and one.ends))

    def _runs(self, mention: Mention) -> list[str]:
        """The phrases that may say what a number is of: the last before its own words that say something."""
        left, near = mention.text["left"].rsplit("；", 1)[-1], mention.text["near"]
        own = left[: left.rindex(near)] if near in left else left
        for piece in reversed(_LISTED.sub("#", own).split("#")):
            nearest = [run for run in self._phrases(piece) if not self._vague.match(run)]
            if nearest:
                return nearest
        return []

    def _phrases(self, text: str) -> list[str]:
        return [run for found in _RUN.findall(text) if len(run := self._stripped(found)) >= _SHORTEST]

    def _stripped(self, run: str) -> str:
        before = ""
        while run != before:
            before, run = run, self._clutter.sub("", run)
        return run


def _add(run: str, edition: int, found: dict[str, _Candidate], *, is_said: bool) -> None:
    for start in range(len(run)):
        for end in range(start + _SHORTEST, min(len(run), start + _LONGEST) + 1):
            candidate = found[run[start:end]]
            candidate.editions.add(edition)
            if is_said:
                candidate.said.add(edition)
            candidate.begins |= start == 0
            candidate.ends |= end == len(run)


def _weight(text: str, one: _Candidate) -> float:
    return min(len(text), _LONGEST) + 2 * one.begins + one.ends + len(one.editions) / 100
