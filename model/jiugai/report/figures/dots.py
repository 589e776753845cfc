"""Dots on two axes of numbers, with a label beside each that touches neither a dot nor another label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from matplotlib.figure import Figure

from jiugai.report.figures.style import INK, LINE, SOFT, WIDTH, bare, room_of

LEFT, RIGHT, TOP = 0.72, 0.25, 0.14  # inches around the axes
AXES, FOOT = 2.7, 0.5  # inches: height of the axes, of ticks and label
_SIZE, _NEAR = 8.0, 0.09  # print of the labels; inches within which dots share one label
_CAP = 0.12  # inches: the end of a line
_MARGIN = 0.12  # of the range, on each side

Box = tuple[float, float, float, float]  # centre, width, height, in inches


@dataclass(frozen=True)
class Axis:
    """Values on an axis: from `low` to `high` over so many inches."""

    low: float
    high: float
    inches: float

    def at(self, value: Decimal) -> float:
        return (float(value) - self.low) / (self.high - self.low) * self.inches


@dataclass(frozen=True)
class Dot:
    """A value on both axes, what is not ruled out (None: nothing better), and its label."""

    x: Decimal
    y: Decimal
    x_bound: Decimal | None
    y_bound: Decimal | None
    label: str


def axis(values: Sequence[Decimal | None], inches: float) -> Axis:
    """The axis that holds all values with a margin."""
    known = [float(value) for value in values if value is not None]
    low, high = min(known), max(known)
    spare = (high - low) * _MARGIN or max(abs(high) * 0.02, 1.0)
    return Axis(low - spare, high + spare, inches)


def plane(figure: Figure, across: Axis, up: Axis, x: str, y: str) -> Any:
    """The axes of a figure, at its top, with their names."""
    high = figure.get_size_inches()[1]
    axes = figure.add_axes((LEFT / WIDTH, (high - TOP - up.inches) / high, across.inches / WIDTH, up.inches / high))
    bare(axes, keep=("bottom", "left"))
    axes.grid(color=LINE, linewidth=0.4)
    axes.set_axisbelow(True)
    axes.set_xlim(across.low, across.high)
    axes.set_ylim(up.low, up.high)
    axes.set_xlabel(x, fontsize=7.5)
    axes.set_ylabel(y, fontsize=7.5)
    axes.ticklabel_format(style="plain", useOffset=False)
    axes.locator_params(nbins=6)
    axes.tick_params(labelsize=7.5, labelcolor=SOFT)
    return axes


def steps(places: Sequence[tuple[Decimal, Decimal]], across: Axis, up: Axis, post: bool) -> Iterator[Box]:
    """A line of steps as boxes; `post`: a step holds until the next place, else it begins after the last."""
    spots = [(across.at(x), up.at(y)) for x, y in places]
    for (x, y), (u, v) in pairwise(spots):
        yield (x + u) / 2, y if post else v, abs(u - x), 0.02
        yield u if post else x, (y + v) / 2, 0.02, abs(v - y)


def whiskers(axes: Any, dot: Dot, colour: str) -> None:
    """From the value of a dot to what is not ruled out."""
    x, y = float(dot.x), float(dot.y)
    look = {"color": colour, "linewidth": 1.1, "zorder": 2}
    if dot.y_bound is not None:
        axes.plot([x, x], [y, float(dot.y_bound)], **look)
        axes.plot(x, float(dot.y_bound), "_", markersize=8, **look)
    if dot.x_bound is not None:
        axes.plot([x, float(dot.x_bound)], [y, y], **look)
        axes.plot(float(dot.x_bound), y, "|", markersize=8, **look)


def write_labels(axes: Any, dots: Sequence[Dot], across: Axis, up: Axis, lines: Sequence[Box] = ()) -> None:
    """The label of every dot beside it; dots that lie on each other share theirs. `lines`: what else not to touch."""
    places = [(across.at(dot.x), up.at(dot.y), dot.label) for dot in dots]
    taken = [(x, y, 0.12, 0.12) for x, y, _ in places]
    taken += [*lines, *(box for dot in dots for box in _lines(dot, across, up))]
    for x, y, labels in _together(places):
        text = "·".join(labels)
        wide, high = room_of(text, _SIZE), _SIZE / 72 * 1.15
        box = next((box for box in _around(x, y, wide, high) if _free(box, taken, across, up)), None)
        centre = box or (x + 0.1 + wide / 2, y, wide, high)
        taken.append(centre)
        axes.text(
            across.low + centre[0] / across.inches * (across.high - across.low),
            up.low + centre[1] / up.inches * (up.high - up.low),
            text, ha="center", va="center", fontsize=_SIZE, color=INK, zorder=5,
        )  # fmt: skip


def _lines(dot: Dot, across: Axis, up: Axis) -> Iterator[Box]:
    """The whiskers of a dot, as boxes."""
    x, y = across.at(dot.x), up.at(dot.y)
    if dot.y_bound is not None:
        end = up.at(dot.y_bound)
        yield x, (y + end) / 2, _CAP, abs(end - y)
    if dot.x_bound is not None:
        end = across.at(dot.x_bound)
        yield (x + end) / 2, y, abs(end - x), _CAP


def _together(places: Sequence[tuple[float, float, str]]) -> Iterator[tuple[float, float, list[str]]]:
    groups: list[tuple[float, float, list[str]]] = []
    for x, y, label in places:
        near = next((group for group in groups if max(abs(group[0] - x), abs(group[1] - y)) < _NEAR), None)
        if near is None:
            groups.append((x, y, [label]))
        else:
            near[2].append(label)
    yield from groups


def _around(x: float, y: float, wide: float, high: float) -> Iterator[Box]:
    """Places for a label, the nearest first: right, left, above, below, then further out."""
    for away in (0.09, 0.2, 0.34, 0.5):
        aside, above = away + wide / 2, away + high / 2
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)):
            yield x + dx * aside, y + dy * above, wide, high


def _free(box: Box, taken: Sequence[Box], across: Axis, up: Axis) -> bool:
    x, y, wide, high = box
    inside = wide / 2 <= x <= across.inches - wide / 2 and high / 2 <= y <= up.inches - high / 2
    return inside and all(
        abs(x - other[0]) >= (wide + other[2]) / 2 or abs(y - other[1]) >= (high + other[3]) / 2 for other in taken
    )
