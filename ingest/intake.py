"""The files of a build and their parts: what is kept is taken from there, what is not is read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from catalog.words import told
from ingest.desk import Unkept, refusal
from ingest.fence import Stopped, Workers, in_time
from ingest.limits import Limits
from ingest.lineages import Question, unanswered
from ingest.parts import Between, BrokenPart, Part, Parts, sha256_of
from ingest.passages.manifest import load_manifest
from ingest.report import Refusal
from ingest.rows import Row
from warehouse.publish import PublishError


class Intake:
    """Report files, and how to come by what they hold.

    Args:
        files: report files.
        fence: desks to read and compare at.
        shelf: where parts are kept.
        limits: what one file may take.

    Raises:
        ManifestError: a folder's manifest cannot be used.
    """

    def __init__(self, files: Sequence[Path], fence: Workers, shelf: Parts, limits: Limits) -> None:
        self.shelf = shelf
        self._fence = fence
        self._limits = limits
        folders = {os.path.dirname(file): file.parent for file in files}
        manifests = {name: load_manifest(folder) for name, folder in folders.items()}
        self._entries = {file: manifests[os.path.dirname(file)].get(file.name) for file in files}
        self._files: dict[str, Path] = {}
        self._heads: dict[str, Part | Refusal] = {}
        # Parts that are there and whole, as far as this build knows.
        self._sound: set[str] = set()

    def read(self) -> tuple[list[Part], list[Refusal]]:
        """What each file holds, in order: parts of those that could be read, refusals of those that could not.

        Raises:
            PublishError: a part cannot be written.
        """
        keys = {file: self._key(file) for file in self._entries}
        self._files = {key: file for file, key in keys.items() if key is not None}
        known = self.shelf.known(self._files)
        missing = [file for file, key in keys.items() if key not in known]
        read = dict(zip(missing, self._made(missing, keys), strict=True))
        found = [read[file] if file in read else known[keys[file] or ""] for file in keys]
        parts = [one for one in found if isinstance(one, Part)]
        refusals = [one for one in found if isinstance(one, Refusal)]
        self._heads = {key: known[key] for key in known} | {part.key: part for part in parts}
        return parts, refusals

    def _key(self, file: Path) -> str | None:
        # What cannot be read in time here is given to a worker, which is refused with that.
        sha256 = in_time(lambda: sha256_of(file, self._limits.file), self._limits.seconds)
        return None if sha256 is None else self.shelf.key(sha256, file.name, self._entries[file])

    def _made(self, files: Sequence[Path], keys: dict[Path, str | None]) -> list[Part | Refusal]:
        asked = [(file, self._entries[file], keys[file], self.shelf) for file in files]
        found: list[Part | Refusal] = []
        for file, answer in zip(files, self._fence.answers("make_part", asked), strict=True):
            self._refuse_unkept(answer)
            one = refusal(file.name, answer, self._limits) if isinstance(answer, Stopped) else answer
            if isinstance(one, Part):
                self._sound.add(one.key)
                self._files[one.key] = file
            found.append(one)
        return found

    def _refuse_unkept(self, answer: object) -> None:
        if isinstance(answer, Unkept):
            raise PublishError(told("publish.write", folder=self.shelf.folder, error=answer.reason))

    def make_sure(self, parts: Iterable[Part]) -> None:
        """Reads files anew whose parts are not there or not whole.

        Raises:
            PublishError: a file has changed meanwhile, or a part cannot be written.
        """
        broken: list[str] = []
        for key in [part.key for part in parts if part.key not in self._sound]:
            try:
                self.shelf.head(key)
                self._sound.add(key)
            except BrokenPart:
                broken.append(key)
        files = [self._files[key] for key in broken]
        for key, found in zip(broken, self._made(files, dict(zip(files, broken, strict=True))), strict=True):
            if not isinstance(found, Part) or found.key != key:
                raise PublishError(told("publish.changed", file=self._files[key].name))

    def texts(self, parts: Sequence[Part]) -> list[frozenset[str]]:
        """The passages of reports, without blanks."""
        self.make_sure(parts)
        reports = self.shelf.reports(parts, {"passage": ("folded",)})
        return [frozenset("".join(row["folded"].split()) for row in report.tables["passage"]) for report in reports]

    def answered(self, asked: Sequence[Question]) -> tuple[list[Question], list[Row], list[Row]]:
        """Answers questions between reports, those that are not answered on the shelf already.

        Returns:
            the questions that have answers now; rows of ``check_result`` and issues for those that could not be.

        Raises:
            PublishError: a part cannot be written.
        """
        missing = [question for question in asked if not self._is_whole(question.key)]
        self.make_sure({part.key: part for question in missing for part in question.parts}.values())
        told_of = self._fence.answers("answer", [(question, self.shelf) for question in missing])
        unjudged: list[Row] = []
        troubles: list[Row] = []
        failed: set[str] = set()
        for question, answer in zip(missing, told_of, strict=True):
            self._refuse_unkept(answer)
            if isinstance(answer, Stopped):
                rows, issue = unanswered(question, answer)
                unjudged += rows
                troubles.append(issue)
                failed.add(question.key)
        return [question for question in asked if question.key not in failed], unjudged, troubles

    def issues(self, answered: Iterable[Question]) -> list[Row]:
        """What the answers to questions have to say about decisions of people: reading issues, not yet numbered."""
        heads = [self.shelf.head(question.key) for question in answered]
        return [issue for head in heads if isinstance(head, Between) for issue in head.issues]

    def _is_whole(self, key: str) -> bool:
        try:
            self.shelf.head(key)
        except BrokenPart:
            return False
        return True

    def remember(self, asked: Sequence[Question]) -> None:
        """Keeps what the next build can use, and no more."""
        self.shelf.remember(self._heads)
        self.shelf.prune([*self._heads, *(question.key for question in asked)])
