"""Text recognised in pictures of pages, where the optional extra ``ocr`` is installed.

The models lie inside the wheel and are named by their paths, so nothing is ever downloaded.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ingest.read.pdf.geometry import Rule
from ingest.read.pdf.page import PageContent
from ingest.read.pdf.painted import Picture
from ingest.read.pdf.runs import Run

# Dots per inch: less loses strokes, more costs time and gains nothing.
RESOLUTION = 150
_MODELS = {"Det": "*_det_*.onnx", "Cls": "*_cls_*.onnx", "Rec": "*_rec_*.onnx"}
_NARROW = 0.55
_DARK = 192
# Rules in points: longer than any stroke of a letter where they lie flat, than most where they stand.
_LEVEL, _UPRIGHT = 60.0, 18.0
_SAME_SIZE = 0.3


@dataclass(frozen=True)
class RecognisedLine:
    """One line of text in a picture. ``box`` is x0, top, x1, bottom in pixels."""

    text: str
    box: tuple[float, float, float, float]


Recogniser = Callable[[NDArray[np.uint8]], Sequence[RecognisedLine]]


@functools.cache
def installed() -> Recogniser | None:
    """What recognises text in a grey picture (rows of pixels, 0 black); None without the extra ``ocr``."""
    if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        return None
    rapidocr = import_module("rapidocr")
    folder = Path(rapidocr.__file__ or "").parent / "models"
    models = {f"{task}.model_path": next(folder.glob(name), None) for task, name in _MODELS.items()}
    if None in models.values():
        return None
    # One thread: reports are spread over processes.
    threads = dict.fromkeys(("intra_op_num_threads", "inter_op_num_threads"), 1)
    engine = rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            **{task: str(path) for task, path in models.items()},
            **{f"EngineConfig.onnxruntime.{name}": count for name, count in threads.items()},
        }
    )

    def recognise(picture: NDArray[np.uint8]) -> list[RecognisedLine]:
        found = engine(np.repeat(picture[:, :, np.newaxis], 3, axis=2))
        if found.boxes is None or found.txts is None:
            return []
        boxes = [(*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist()) for corners in found.boxes]
        return [RecognisedLine(text, box) for text, box in zip(found.txts, boxes, strict=True)]

    return recognise


def recognised(content: PageContent, picture: Picture, recognise: Recogniser) -> PageContent | None:
    """A page with the text and the rules seen in its picture; None where no text is.

    Characters of a line are spread evenly over its box, Latin ones narrower.
    """
    lines = [line for line in recognise(picture.pixels) if line.text.strip()]
    if not lines:
        return None
    runs = _of_common_size([_run(line, picture.scale, content.number) for line in lines])
    return replace(
        content,
        runs=runs,
        rules=list(_rules(picture)),
        images=[],
        characters="\n".join(run.text for run in runs),
        overprinted=[],
        unseen=[],
        by_ocr=True,
    )


def _run(line: RecognisedLine, scale: float, page: int) -> Run:
    text = line.text.strip()
    x0, top, x1, bottom = (side / scale for side in line.box)
    widths = [1.0 if unicodedata.east_asian_width(character) in "WF" else _NARROW for character in text]
    em = (x1 - x0) / sum(widths)
    edges = [x0]
    for width in widths:
        edges.append(edges[-1] + width * em)
    size = min(em, bottom - top)
    return Run(text, edges, (top + bottom) / 2 + 0.38 * size, size, page)


def _of_common_size(runs: Sequence[Run]) -> list[Run]:
    """Runs of nearly the common size as having it: a line's size is only guessed from its box."""
    common = median(run.size for run in runs)
    return [
        Run(run.text, run.edges, run.base + 0.38 * (common - run.size), common, run.page)
        if abs(run.size - common) <= _SAME_SIZE * common
        else run
        for run in runs
    ]


def _rules(picture: Picture) -> Iterator[Rule]:
    """The straight dark lines of a picture."""
    dark = picture.pixels < _DARK
    for y, x0, x1 in _strokes(dark, round(_LEVEL * picture.scale)):
        yield Rule(x0 / picture.scale, y / picture.scale, x1 / picture.scale, y / picture.scale)
    for x, top, bottom in _strokes(dark.T, round(_UPRIGHT * picture.scale)):
        yield Rule(x / picture.scale, top / picture.scale, x / picture.scale, bottom / picture.scale)


def _strokes(dark: NDArray[np.bool_], length: int) -> Iterator[tuple[int, int, int]]:
    """Row, start and end of each unbroken dark stroke of at least ``length`` pixels."""
    if dark.shape[1] < length:
        return
    summed = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    long = ((summed[:, length:] - summed[:, :-length]) == length).any(axis=1)
    for row in np.flatnonzero(long).tolist():
        steps = np.flatnonzero(np.diff(np.pad(dark[row].astype(np.int8), 1))).reshape(-1, 2)
        yield from ((row, start, end) for start, end in steps.tolist() if end - start >= length)
