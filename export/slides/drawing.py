"""A chart of a slide as SVG, for where no office suite draws it: same columns, same words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape

from charts.palette import LIGHT
from export.pictures.typesetting import LINE, wrapped
from export.slides.charted import Chart
from export.slides.pages import POINTS, Box
from findings.values import number_words

# In points, as everything here.
_AXIS_ROOM, _GAP = 58.0, 0.35
_STEPS = (1, 2, 2.5, 5, 10)


def chart_svg(chart: Chart, colours: Sequence[str], box: Box, size: float) -> str:
    """The chart as SVG to stand in a page of HTML.

    Args:
        chart: what is drawn.
        colours: of its series.
        box: how large it is drawn, in centimetres.
        size: of its words, in points.
    """
    wide, high = box.width * POINTS, box.height * POINTS
    slot = (wide - _AXIS_ROOM) / len(chart.categories)
    names = [wrapped(name, slot * 0.94 / size) for name in chart.categories]
    floor = high - max(map(len, names)) * size * LINE - 6
    ceiling = size * LINE * (2.2 if len(chart.series) > 1 else 1.2)
    ticks = _ticks([value for series in chart.series for value in series.values if value is not None])

    def level(value: float) -> float:
        return floor - (value - ticks[0]) / (ticks[-1] - ticks[0]) * (floor - ceiling)

    parts = [
        *_axis(ticks, [level(tick) for tick in ticks], chart.axis, wide, size),
        *_columns(chart, colours, slot, [level(0), ticks[-1], ticks[0], floor, ceiling], size),
        *_categories(names, slot, floor, size),
        *(_legend(chart, colours, size) if len(chart.series) > 1 else ()),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.1f} {high:.1f}" width="{wide:.1f}pt" '
        f'height="{high:.1f}pt" font-size="{size}" fill="{LIGHT.ink}" aria-hidden="true">{"".join(parts)}</svg>'
    )


def _ticks(values: Sequence[float]) -> list[float]:
    """Round heights from zero, or from below where a value is, to above the highest."""
    low, top = min([0.0, *values]), max([0.0, *values]) or 1.0
    rough = (top - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step * power for step in _STEPS if step * power >= rough)
    first, last = math.floor(low / step), math.ceil(top / step)
    return [step * number for number in range(first, last + 1)]


def _text(x: float, y: float, text: str, anchor: str = "middle", extra: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{extra}>{escape(text)}</text>'


def _axis(ticks: Sequence[float], levels: Sequence[float], title: str, wide: float, size: float) -> Iterator[str]:
    for tick, y in zip(ticks, levels, strict=True):
        colour = LIGHT.line if tick == 0 else LIGHT.grid
        yield f'<path d="M{_AXIS_ROOM} {y:.1f}H{wide:.1f}" stroke="{colour}" stroke-width="0.8"/>'
        yield _text(_AXIS_ROOM - 5, y + size * 0.35, number_words(round(tick, 6)), "end")
    middle = (levels[0] + levels[-1]) / 2
    yield _text(0, 0, title, extra=f' fill="{LIGHT.quiet}" transform="translate({size:.1f} {middle:.1f}) rotate(-90)"')


def _columns(chart: Chart, colours: Sequence[str], slot: float, scale: Sequence[float], size: float) -> Iterator[str]:
    zero, top, low, floor, ceiling = scale
    width = slot * (1 - _GAP) / len(chart.series)
    for place, (series, colour) in enumerate(zip(chart.series, colours, strict=True)):
        for number, (value, label) in enumerate(zip(series.values, series.labels, strict=True)):
            if value is None:
                continue
            x = _AXIS_ROOM + slot * (number + _GAP / 2) + width * place
            y = floor - (value - low) / (top - low) * (floor - ceiling)
            height = abs(zero - y)
            outline = f"M{x:.1f} {min(y, zero):.1f}h{width * 0.96:.1f}v{height:.1f}h-{width * 0.96:.1f}z"
            yield f'<path d="{outline}" fill="{colour}"/>'
            yield _text(x + width / 2, min(y, zero) - 3, label)


def _categories(names: Sequence[Sequence[str]], slot: float, floor: float, size: float) -> Iterator[str]:
    for number, lines in enumerate(names):
        for line, text in enumerate(lines):
            yield _text(_AXIS_ROOM + slot * (number + 0.5), floor + 4 + size * (0.9 + line * LINE), text)


def _legend(chart: Chart, colours: Sequence[str], size: float) -> Iterator[str]:
    x = _AXIS_ROOM
    for series, colour in zip(chart.series, colours, strict=True):
        yield f'<path d="M{x:.1f} 2h{size:.1f}v{size:.1f}h-{size:.1f}z" fill="{colour}"/>'
        yield _text(x + size * 1.4, size * 0.9 + 2, series.name, "start")
        x += size * (3 + len(series.name))
