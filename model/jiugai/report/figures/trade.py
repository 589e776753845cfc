"""What scenarios reach against what the county bears: a dot a scenario, lines for what is not ruled out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from matplotlib.figure import Figure

from jiugai.analysis.compare import Comparison, trade
from jiugai.analysis.compare.trade import Point, Trade
from jiugai.report.book import Book
from jiugai.report.figures.style import ACCENT, INK, LINE, PAPER, SOFT, WARN, WIDTH, bare, cut, room_of
from jiugai.report.tables.options import number_text
from jiugai.report.wording import drawn as words
from jiugai.report.wording import say

_LEFT, _RIGHT, _TOP = 0.72, 0.25, 0.14  # inches around the axes
_AXES, _FOOT, _PITCH = 2.7, 0.5, 0.19  # inches: height of the axes, of ticks and label, of a line of the legend
_SIZE, _NEAR = 8.0, 0.09  # print of the numbers; inches within which dots share one number
_CAP = 0.12  # inches: the end of a line
_MARGIN = 0.12  # of the range, on each side


_Box = tuple[float, float, float, float]  # centre, width, height, in inches


@dataclass(frozen=True)
class _Axis:
    """Values on an axis: from `low` to `high` over so many inches."""

    low: float
    high: float
    inches: float

    def at(self, value: Decimal) -> float:
        return (float(value) - self.low) / (self.high - self.low) * self.inches


def shows(book: Book) -> bool:
    """A trade needs two plans."""
    return book.comparison is not None and len(book.comparison.planned) > 1


def draw(book: Book) -> Figure:
    """Numbers beside the dots, their scenarios listed below: titles are long. The base is a square."""
    found = _found(book)
    drawn = trade(found)
    lines = -(-len(drawn.points) // 2)
    height = _TOP + _AXES + _FOOT + lines * _PITCH + 0.06
    figure = Figure(figsize=(WIDTH, height))
    wide = WIDTH - _LEFT - _RIGHT
    bottom = height - _TOP - _AXES
    axes = figure.add_axes((_LEFT / WIDTH, bottom / height, wide / WIDTH, _AXES / height))
    bare(axes, keep=("bottom", "left"))
    axes.grid(color=LINE, linewidth=0.4)
    axes.set_axisbelow(True)
    across = _axis([(p.borne, p.borne_bound) for p in drawn.points], wide)
    up = _axis([(p.reached, p.reached_bound) for p in drawn.points], _AXES)
    axes.set_xlim(across.low, across.high)
    axes.set_ylim(up.low, up.high)
    for point in drawn.points:
        _whiskers(axes, point)
    for point in drawn.points:
        base = point.scenario == found.base
        axes.plot(
            float(point.borne), float(point.reached), "s" if base else "o", markersize=7.5 if base else 6,
            markerfacecolor=ACCENT if base else PAPER, markeredgecolor=INK, clip_on=False, zorder=4 if base else 3,
        )  # fmt: skip
    _number(axes, drawn, found, across, up)
    axes.set_xlabel(words(f"trade.{drawn.borne}", book.lang), fontsize=7.5)
    axes.set_ylabel(words(f"trade.{drawn.reached}", book.lang), fontsize=7.5)
    axes.ticklabel_format(style="plain", useOffset=False)
    axes.locator_params(nbins=6)
    axes.tick_params(labelsize=7.5, labelcolor=SOFT)
    _list(figure, found, drawn, book.lang, lines, height)
    return figure


def _axis(values: Sequence[tuple[Decimal, Decimal | None]], inches: float) -> _Axis:
    known = [float(value) for pair in values for value in pair if value is not None]
    low, high = min(known), max(known)
    spare = (high - low) * _MARGIN or max(abs(high) * 0.02, 1.0)
    return _Axis(low - spare, high + spare, inches)


def _whiskers(axes: Any, point: Point) -> None:
    """From the value of the plan to what is not ruled out."""
    x, y = float(point.borne), float(point.reached)
    look = {"color": WARN[0], "linewidth": 1.1, "zorder": 2}
    if point.reached_bound is not None:
        axes.plot([x, x], [y, float(point.reached_bound)], **look)
        axes.plot(x, float(point.reached_bound), "_", markersize=8, **look)
    if point.borne_bound is not None:
        axes.plot([x, float(point.borne_bound)], [y, y], **look)
        axes.plot(float(point.borne_bound), y, "|", markersize=8, **look)


def _number(axes: Any, drawn: Trade, found: Comparison, across: _Axis, up: _Axis) -> None:
    """The number of every scenario beside its dot, where it touches neither a dot nor another number; dots that lie on
    each other share theirs."""
    order = {name: place for place, name in enumerate(found.names, start=1)}
    places = [(across.at(p.borne), up.at(p.reached), order[p.scenario]) for p in drawn.points]
    taken = [(x, y, 0.12, 0.12) for x, y, _ in places]
    taken += [box for point in drawn.points for box in _lines(point, across, up)]
    for x, y, numbers in _together(places):
        text = "·".join(map(str, numbers))
        wide, high = room_of(text, _SIZE), _SIZE / 72 * 1.15
        box = next((box for box in _around(x, y, wide, high) if _free(box, taken, across, up)), None)
        centre = box or (x + 0.1 + wide / 2, y, wide, high)
        taken.append(centre)
        axes.text(
            across.low + centre[0] / across.inches * (across.high - across.low),
            up.low + centre[1] / up.inches * (up.high - up.low),
            text, ha="center", va="center", fontsize=_SIZE, color=INK, zorder=5,
        )  # fmt: skip


def _lines(point: Point, across: _Axis, up: _Axis) -> Iterator[_Box]:
    """The whiskers of a dot, as boxes."""
    x, y = across.at(point.borne), up.at(point.reached)
    if point.reached_bound is not None:
        end = up.at(point.reached_bound)
        yield x, (y + end) / 2, _CAP, abs(end - y)
    if point.borne_bound is not None:
        end = across.at(point.borne_bound)
        yield (x + end) / 2, y, abs(end - x), _CAP


def _together(places: Sequence[tuple[float, float, int]]) -> Iterator[tuple[float, float, list[int]]]:
    groups: list[tuple[float, float, list[int]]] = []
    for x, y, number in places:
        near = next((group for group in groups if max(abs(group[0] - x), abs(group[1] - y)) < _NEAR), None)
        if near is None:
            groups.append((x, y, [number]))
        else:
            near[2].append(number)
    yield from groups


def _around(x: float, y: float, wide: float, high: float) -> Iterator[_Box]:
    """Places for a number, the nearest first: right, left, above, below, then further out."""
    for away in (0.09, 0.2, 0.34, 0.5):
        aside, above = away + wide / 2, away + high / 2
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)):
            yield x + dx * aside, y + dy * above, wide, high


def _free(box: _Box, taken: Sequence[_Box], across: _Axis, up: _Axis) -> bool:
    x, y, wide, high = box
    inside = wide / 2 <= x <= across.inches - wide / 2 and high / 2 <= y <= up.inches - high / 2
    return inside and all(
        abs(x - other[0]) >= (wide + other[2]) / 2 or abs(y - other[1]) >= (high + other[3]) / 2 for other in taken
    )


def _list(figure: Any, found: Comparison, drawn: Trade, lang: str, lines: int, height: float) -> None:
    """Number and title of every scenario that is drawn, in two columns."""
    order = {name: place for place, name in enumerate(found.names, start=1)}
    wide = (WIDTH - 0.3) / 2
    for place, point in enumerate(drawn.points):
        column, line = divmod(place, lines)
        x, y = 0.15 + column * wide, lines * _PITCH + 0.03 - (line + 0.5) * _PITCH
        title = found.title(point.scenario, lang)
        if point.scenario == found.base:
            title = words("trade.base", lang, name=title)
        figure.text(x / WIDTH, y / height, f"{order[point.scenario]}", va="center", fontsize=7.5, color=SOFT)
        figure.text((x + 0.24) / WIDTH, y / height, cut(title, wide - 0.3, 7.5), va="center", fontsize=7.5)


def see(book: Book) -> str:
    """Who reaches the most and who bears the least, and what the lines mean."""
    found, lang = _found(book), book.lang
    drawn = trade(found)
    most = max(drawn.points, key=lambda it: it.reached)
    least = min(drawn.points, key=lambda it: it.borne)
    same = len({it.reached for it in drawn.points}) == 1
    text = say(
        "figure.trade.same" if same else "figure.trade.see", lang,
        most=found.title(most.scenario, lang), reached=number_text(most.reached),
        least=found.title(least.scenario, lang), borne=number_text(least.borne),
        reach=words(f"trade.{drawn.reached}", lang), bear=words(f"trade.{drawn.borne}", lang),
    )  # fmt: skip
    if any(p.reached_bound is not None or p.borne_bound is not None for p in drawn.points):
        text += say("figure.trade.open", lang)
    return text + say("figure.trade.data", lang)


def _found(book: Book) -> Comparison:
    assert book.comparison is not None
    return book.comparison
