"""How wide columns and how high rows must be; a Chinese character takes two places of a digit."""

from __future__ import annotations

import math
from collections.abc import Sequence

from jiugai.console import width
from jiugai.report.formats import NUMERIC, show
from jiugai.report.grid import Column, Grid

LINE = 13.5  # points a line of 10 points takes
_NARROWEST, _HEADING_LINES = 6.5, 2
#: the widest that a column of a shape becomes; what is longer wraps
_WIDEST = {"name": 30.0, "text": 24.0, "long": 46.0, "code": 34.0, "date": 30.0, "value": 30.0}
_WIDEST_OTHER = 66.0
_USUAL = 0.95  # share of the cells that fit on one line where the widest wrap


def column_widths(grid: Grid) -> list[float]:
    """Widths in characters, by what the cells and the headings show."""
    return [_width(grid, place, column) for place, column in enumerate(grid.columns)]


def _width(grid: Grid, place: int, column: Column) -> float:
    rows = [row for row in grid.rows if row.role != "group"]
    shown = sorted(width(show(row.values[place], column.shape)) for row in rows) or [0]
    heading = width(column.heading[-1])
    least = max(math.ceil(heading / _HEADING_LINES) + 2, width(column.unit) + 4 if column.unit else 0)
    if column.shape in NUMERIC and column.shape != "value":
        return max(shown[-1] + 1.8, least, _NARROWEST)
    usual = shown[min(len(shown) - 1, int(len(shown) * _USUAL))]
    return float(max(min(usual + 3.2, _WIDEST.get(column.shape, _WIDEST_OTHER)), least, _NARROWEST))


def lines(text: str, across: float) -> int:
    """Lines that a text takes in so many characters, somewhat rather too many than too few."""
    return sum(max(1, math.ceil(width(line) * 1.05 / max(across, 1))) for line in text.split("\n"))


def height(texts: Sequence[str], across: Sequence[float], line: float = LINE) -> float:
    """The height of a row in points in which these texts wrap."""
    return max(lines(text, wide) for text, wide in zip(texts, across, strict=True)) * line + 3


def row_height(grid: Grid, at: int, widths: Sequence[float]) -> float | None:
    """The height of a row of a table; None where no cell wraps."""
    texts = [
        show(value, column.shape) if column.shape not in NUMERIC else ""
        for column, value in zip(grid.columns, grid.rows[at].values, strict=True)
    ]
    inside = [wide - 2 for wide in widths]
    taken = max(lines(text, wide) for text, wide in zip(texts, inside, strict=True))
    return height(texts, inside) if taken > 1 else None
