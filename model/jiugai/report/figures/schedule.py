"""Who is renovated when and how far; quarters × start years, a disc a community."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from jiugai.inputs.case import TIERS as TIER_ORDER
from jiugai.labels import label
from jiugai.report.book import Book, Site, households
from jiugai.report.figures.style import INK, LINE, PAPER, SOFT, TALLEST, TIERS, WIDTH, cut, on, sheet
from jiugai.report.wording import drawn, say

_NAMES, _HEAD, _FOOT = 1.05, 0.36, 0.42  # inches: names at the left, years on top, legend below
_PAD = 0.12
_QUARTERS = 16
_HAZARD = "#c8641e"


@dataclass(frozen=True)
class Scale:
    """Inches from disc to disc, the smallest and largest radius, and whether discs carry their number."""

    pitch: float
    smallest: float
    largest: float
    numbered: bool

    def radius(self, part: float) -> float:
        """Area by households: `part` of those of the largest community."""
        return math.sqrt(self.smallest**2 + (self.largest**2 - self.smallest**2) * part)


_FULL, _SMALL = Scale(0.35, 0.095, 0.158, True), Scale(0.19, 0.04, 0.085, False)


def shows(book: Book) -> bool:
    return bool(book.chosen)


def draw(book: Book) -> Figure:
    """Drawn in inches, so that discs stay round and never overlap: every cell is as high as its discs need."""
    quarters = _quarters(book)
    columns = sorted({site.start_year for site in book.chosen if site.start_year is not None} | set(book.years))
    width = (WIDTH - _NAMES) / len(columns)
    scale = _scale(book)
    heights = [_height(cells, width, scale) for cells in quarters.values()]
    total = _HEAD + sum(heights) + _FOOT
    figure, axes = sheet(total)
    _heading(axes, columns, width, book)
    numbers = {site.id: number for number, site in enumerate(book.chosen, start=1)} if scale.numbered else {}
    most = max((site.households for site in book.chosen), default=1)
    top = _HEAD
    for row, ((quarter, cells), height) in enumerate(zip(quarters.items(), heights, strict=True)):
        if row % 2 == 0:
            axes.add_patch(Rectangle((0, top), WIDTH, height, facecolor="#f5f7f9", edgecolor="none"))
        axes.text(0.06, top + height / 2, cut(quarter, _NAMES - 0.1, 8), ha="left", va="center", fontsize=8)
        for year, sites in cells.items():
            left = _NAMES + columns.index(year) * width
            _discs(axes, sites, (left, top, width, height), scale, most, numbers)
        top += height
    for place in range(len(columns)):
        axes.plot([_NAMES + place * width] * 2, [_HEAD, top], color=LINE, linewidth=0.5)
    _legend(axes, top + _FOOT / 2 + 0.04, most, scale, book)
    return figure


def _scale(book: Book) -> Scale:
    """Small discs without numbers where large ones would not stay on a page."""
    columns = len({site.start_year for site in book.chosen} | set(book.years))
    heights = [_height(cells, (WIDTH - _NAMES) / columns, _FULL) for cells in _quarters(book).values()]
    return _FULL if _HEAD + sum(heights) + _FOOT <= TALLEST else _SMALL


def _a_line(width: float, scale: Scale) -> int:
    return max(int((width - 0.08) / scale.pitch), 1)


def _quarters(book: Book) -> dict[str, dict[int, list[Site]]]:
    """quarter → start year → communities, those with most households first; small quarters put together."""
    sizes: dict[str, int] = defaultdict(int)
    for site in book.chosen:
        sizes[site.quarter] += site.households
    named = set(sorted(sizes, key=lambda quarter: (-sizes[quarter], quarter))[:_QUARTERS])
    others = drawn("figure.schedule.others", book.lang)
    cells: dict[str, dict[int, list[Site]]] = defaultdict(lambda: defaultdict(list))
    for quarter in sorted(named):
        cells[quarter] = defaultdict(list)
    for site in book.chosen:
        if site.start_year is not None:
            cells[site.quarter if site.quarter in named else others][site.start_year].append(site)
    return {quarter: dict(years) for quarter, years in cells.items()}


def _height(cells: dict[int, list[Site]], width: float, scale: Scale) -> float:
    lines = max((-(-len(sites) // _a_line(width, scale)) for sites in cells.values()), default=1)
    return max(lines * scale.pitch, _FULL.pitch) + _PAD


def _discs(
    axes: Any, sites: list[Site], cell: tuple[float, float, float, float], scale: Scale, most: int,
    numbers: dict[str, int],
) -> None:  # fmt: skip
    left, top, width, height = cell
    a_line = _a_line(width, scale)
    lines = -(-len(sites) // a_line)
    start = top + (height - lines * scale.pitch) / 2
    for place, site in enumerate(sites):
        line, spot = divmod(place, a_line)
        count = min(len(sites) - line * a_line, a_line)
        x = left + width / 2 + (spot - (count - 1) / 2) * scale.pitch
        y = start + (line + 0.5) * scale.pitch
        _disc(axes, x, y, scale.radius(site.households / most), site.tier, site.hazard)
        if numbers:
            axes.text(
                x, y, str(numbers[site.id]), ha="center", va="center_baseline", fontsize=6.2,
                color=on(TIERS[site.tier]),
            )  # fmt: skip


def _disc(axes: Any, x: float, y: float, radius: float, tier: str, hazard: bool) -> None:
    edge, line = (_HAZARD, 1.3) if hazard else (SOFT, 0.4)
    axes.add_patch(Circle((x, y), radius, facecolor=TIERS[tier], edgecolor=edge, linewidth=line))


def _heading(axes: Any, columns: list[int], width: float, book: Book) -> None:
    for place, year in enumerate(columns):
        x = _NAMES + (place + 0.5) * width
        text = label("word.year", book.lang).format(year=year)
        axes.text(x, _HEAD - 0.14, text, ha="center", va="center", fontsize=8.5, color=INK)
        if year < book.first_year:
            word = cut(label("decision.continuing", book.lang), width, 6.5)
            axes.text(x, 0.09, word, ha="center", va="center", fontsize=6.5, color=SOFT)


def _legend(axes: Any, y: float, most: int, scale: Scale, book: Book) -> None:
    x, middle = 0.3, _FULL.radius(0.4)
    for tier in TIER_ORDER:
        _disc(axes, x, y, middle, tier, False)
        x += _caption(axes, x, y, label(f"tier.{tier}", book.lang))
    _disc(axes, x, y, middle, "basic", True)
    x += _caption(axes, x, y, drawn("figure.schedule.ring", book.lang))
    for size in dict.fromkeys((max(most // 8, 1), most)):
        axes.add_patch(Circle((x, y), scale.radius(size / most), facecolor=PAPER, edgecolor=SOFT, linewidth=0.6))
        x += _caption(axes, x, y, drawn("figure.schedule.size", book.lang, households=size))


def _caption(axes: Any, x: float, y: float, text: str) -> float:
    """Write a legend entry; returns how far the next one is."""
    axes.text(x + 0.21, y, text, va="center", fontsize=7.5)
    return 0.55 + sum(0.058 if sign.isascii() else 0.104 for sign in text)


def see(book: Book) -> str:
    """The year in which most communities start."""
    starts = Counter(site.start_year for site in book.chosen if site.start_year is not None)
    busiest = max(starts, key=lambda year: (starts[year], -year))
    inside = households(site for site in book.chosen if site.start_year == busiest)
    how = "figure.schedule.numbered" if _scale(book).numbered else "figure.schedule.small"
    return say(
        "figure.schedule.see", book.lang, busiest=busiest, count=starts[busiest], households=f"{inside:,}",
        how=say(how, book.lang),
    )  # fmt: skip
