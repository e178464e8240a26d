"""Which picture a caption belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.passages.outline import Passage
from ingest.read.document import Image


def captioned(passages: Sequence[Passage], images: Sequence[Image]) -> Iterator[tuple[Passage, Image | None]]:
    """Each caption with its picture, None where the source holds none.

    A run of captions belongs to as many pictures right before it, in their order; where there are
    none before it, to those right behind it. Other pictures (a crest, a line) belong to no caption.
    """
    waiting: list[Image] = []
    run: list[Passage] = []
    ahead = sorted(images, key=lambda image: image.before_block)
    for index, passage in enumerate(passages):
        while ahead and ahead[0].before_block <= index:
            if run:
                yield from _paired(run, waiting, ahead)
                run, waiting = [], []
            if ahead:
                waiting.append(ahead.pop(0))
        if passage.kind == "caption":
            run.append(passage)
        elif run:
            yield from _paired(run, waiting, ahead)
            run, waiting = [], []
    yield from _paired(run, waiting, ahead)


def _paired(
    run: Sequence[Passage], before: Sequence[Image], ahead: list[Image]
) -> Iterator[tuple[Passage, Image | None]]:
    if not run:
        return
    own = list(before[-len(run) :])
    if not own:
        own = [ahead.pop(0) for _ in run if ahead and ahead[0].before_block <= run[-1].no]
    for number, passage in enumerate(run):
        yield passage, own[number] if number < len(own) else None
