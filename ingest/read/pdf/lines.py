"""Lines from runs: by where they stand, not by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.read.pdf.runs import Run

# All in ems of the text at hand.
_SAME_LINE = 0.4
_BLANK = 0.25
_COLUMN_GAP = 1.5  # no blank within a number is as wide
_OVERPRINT = 0.15
_SMALLER = 0.9
_RAISED = 0.15
_LOWERED = 0.08
# How far a mark may be raised above its line, and stand from the text it belongs to.
_HIGHEST = 0.65
_NEAR_MARK = 0.3
_LETTERS_OF_UNITS = frozenset("mM")
_EXPONENTS = {"2": "²", "3": "³"}


def without_overprint(runs: Sequence[Run]) -> tuple[list[Run], list[str]]:
    """``runs`` without those printed over another at the same place with the same characters, and their texts."""
    order = sorted(range(len(runs)), key=lambda index: runs[index].base)
    gone: set[int] = set()
    for position, one in enumerate(order):
        if one in gone:
            continue
        first = runs[one]
        for other in order[position + 1 :]:
            second = runs[other]
            if second.base - first.base > _OVERPRINT * first.size:
                break
            if other in gone or second.x0 >= first.x1 or second.x1 <= first.x0:
                continue
            small, large, which = (
                (second, first, other) if len(second.text) <= len(first.text) else (first, second, one)
            )
            if _prints_over(small, large):
                gone.add(which)
    kept = [run for index, run in enumerate(runs) if index not in gone]
    return kept, [runs[index].text for index in sorted(gone)]


def _prints_over(small: Run, large: Run) -> bool:
    """Whether every character of ``small`` stands on the same character of ``large``."""
    reach = _OVERPRINT * large.size
    return all(
        character.isspace()
        or any(c == character and abs(x - edge) <= reach for c, x in zip(large.text, large.edges, strict=False))
        for character, edge in zip(small.text, small.edges, strict=False)
    )


def merged(runs: Sequence[Run]) -> Run:
    """Runs of one line as one run, from left to right, with a blank where there is room for one."""
    if len(runs) == 1:
        return runs[0]
    ordered = sorted(runs, key=lambda run: run.edges[0])
    widest = max(ordered, key=lambda run: (run.size, len(run.text)))
    text = ordered[0].text
    edges = ordered[0].edges[:-1]
    right = ordered[0].x1
    for run in ordered[1:]:
        mark = _mark_between(text[-1], run, widest) or _blank_between(text[-1], run, right)
        if mark:
            text += mark
            edges.append(right)
        text += _raised(text[-1], run, widest)
        edges += run.edges[:-1]
        right = run.x1
    edges.append(right)
    return Run(text, edges, widest.base, widest.size, widest.page)


def _blank_between(before: str, run: Run, right: float) -> str:
    """The blank there is room for behind ``right``: an ideographic one where a gap keeps digits apart as columns do."""
    gap = (run.x0 - right) / run.size
    is_wide = gap > _COLUMN_GAP and before.isdecimal() and run.text[0].isdecimal()
    return "\u3000" if is_wide else " " if gap > _BLANK else ""


def _mark_between(before: str, run: Run, line: Run) -> str:
    """What parts digits of a note's mark or an exponent from a number before them, as in office files."""
    if not (before.isdigit() and run.text[0].isdigit()):
        return ""
    if _is_raised(run, line):
        return "^"
    lowered = run.size <= _SMALLER * line.size and run.base - line.base >= _LOWERED * line.size
    return "_" if lowered else ""


def _raised(before: str, run: Run, line: Run) -> str:
    """A run's text; digits raised behind the letters of a unit are its exponent."""
    if before in _LETTERS_OF_UNITS and run.text in _EXPONENTS and _is_raised(run, line):
        return _EXPONENTS[run.text]
    return run.text


def _is_raised(run: Run, line: Run) -> bool:
    """Whether a run is smaller than its line and stands above its baseline."""
    return run.size <= _SMALLER * line.size and line.base - run.base >= _RAISED * line.size


def line_groups(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs grouped by baseline, from the top; a raised or lowered mark goes with its line."""
    groups: list[list[Run]] = []
    base = reach = size = 0.0
    for run in sorted(runs, key=lambda run: run.base):
        if groups and (run.base - base <= max(reach, _SAME_LINE * run.size) or _are_marks_of(run, groups[-1])):
            groups[-1].append(run)
            # A raised mark comes first; what it is raised above is the line.
            if run.size <= size:
                continue
        else:
            groups.append([run])
        base, reach, size = run.base, _SAME_LINE * run.size, run.size
    return groups


def _are_marks_of(run: Run, marks: Sequence[Run]) -> bool:
    """Whether runs that stand higher are marks raised beside the run, and no line of their own."""
    return all(
        mark.size <= _SMALLER * run.size
        and run.base - mark.base <= _HIGHEST * run.size
        and min(abs(mark.x0 - run.x1), abs(run.x0 - mark.x1)) <= _NEAR_MARK * run.size
        for mark in marks
    )


def lines_of(runs: Iterable[Run]) -> list[Run]:
    """Runs as whole lines, from the top."""
    return [merged(group) for group in line_groups(runs)]
