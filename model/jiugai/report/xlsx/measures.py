"""How wide columns and how high rows must be; a Chinese character takes two places of a digit."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from jiugai.console import width
from jiugai.report.formats import NUMERIC, show
from jiugai.report.grid import Column, Grid

LINE = 13.5  # points a line of 10 points takes
_NARROWEST, _HEADING_LINES, _SHORT = 6.5, 2, 10
_WORD = re.compile(r"[!-~]+")  # letters that belong together
#: the widest that a column of a shape becomes; what is longer wraps
_WIDEST = {"name": 30.0, "text": 24.0, "long": 46.0, "code": 34.0, "date": 30.0, "value": 30.0}
_WIDEST_OTHER = 66.0
#: what they may shrink to where the table is wider than a page can be read
_SHRUNK = {"name": 16.0, "text": 10.0, "long": 22.0}
_PAGE = 150.0
_USUAL = 0.95  # share of the cells that fit on one line where the widest wrap


def column_widths(grid: Grid) -> list[float]:
    """Widths in characters, by what cells and headings show; in a table too wide for a page, words wrap more."""
    widths = [_width(grid, place, column) for place, column in enumerate(grid.columns)]
    over = sum(widths) - _PAGE
    spare = [max(wide - _least(column), 0.0) for wide, column in zip(widths, grid.columns, strict=True)]
    if over <= 0 or not any(spare):
        return widths
    part = min(over / sum(spare), 1.0)
    return [wide - part * more for wide, more in zip(widths, spare, strict=True)]


def _least(column: Column) -> float:
    """What a column of words may shrink to; numbers do not shrink."""
    return max(_SHRUNK.get(column.shape, math.inf), _of_heading(column))


def _of_heading(column: Column) -> float:
    """The least width for a heading on two lines (a short one on one), no word of it broken."""
    heading = width(column.heading[-1])
    words = max((width(word) for word in _WORD.findall(f"{column.heading[-1]} {column.unit}")), default=0)
    unit = width(column.unit) + 4 if column.unit else 0
    across = heading if heading <= _SHORT else math.ceil(heading / _HEADING_LINES)
    return max(across + 2, words * 1.15 + 2, unit, _NARROWEST)


def _width(grid: Grid, place: int, column: Column) -> float:
    rows = [row for row in grid.rows if row.role != "group"]
    shown = sorted(width(show(row.values[place], column.shape)) for row in rows) or [0]
    least = _of_heading(column)
    if column.shape in NUMERIC and column.shape != "value":
        return max(shown[-1] + 1.8, least)
    usual = shown[min(len(shown) - 1, int(len(shown) * _USUAL))]
    return float(max(min(usual + 3.2, _WIDEST.get(column.shape, _WIDEST_OTHER)), least))


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
