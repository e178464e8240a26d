"""Lines from runs: by where they stand, not by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.read.pdf.runs import Run

# All in ems of the text at hand.
_SAME_LINE = 0.4
_BLANK = 0.25
_OVERPRINT = 0.15


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
        if run.x0 - right > _BLANK * run.size:
            text += " "
            edges.append(right)
        text += run.text
        edges += run.edges[:-1]
        right = run.x1
    edges.append(right)
    return Run(text, edges, widest.base, widest.size, widest.page)


def line_groups(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs grouped by baseline, from the top; a raised or lowered mark goes with its line."""
    groups: list[list[Run]] = []
    base = reach = 0.0
    for run in sorted(runs, key=lambda run: run.base):
        if groups and run.base - base <= max(reach, _SAME_LINE * run.size):
            groups[-1].append(run)
        else:
            groups.append([run])
            base, reach = run.base, _SAME_LINE * run.size
    return groups


def lines_of(runs: Iterable[Run]) -> list[Run]:
    """Runs as whole lines, from the top."""
    return [merged(group) for group in line_groups(runs)]
