"""How wide the columns of a table are, and in what size it is set: counted from its texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jiugai.report.docx.pages import LANDSCAPE, PORTRAIT, Sheet
from jiugai.report.formats import NUMERIC, show
from jiugai.report.grid import Column, Grid

#: sizes in points, the largest that fits is taken
_SIZES = {PORTRAIT: (10.5, 10.0, 9.5, 9.0), LANDSCAPE: (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)}
_MARGINS = 6.4  # points: both sides of a cell, and its line
_POINTS = 28.35  # in a centimetre
_LONG = 40  # rows
_UNBROKEN = re.compile(r"[!-~]+")
#: shapes that break anywhere, after so many letters at the earliest
_ANYWHERE = {"code": 10, "hash": 16}
_LEAN = 0.75
_FEWEST = 4  # Chinese characters that a line of a text cell has at least


@dataclass(frozen=True)
class Setting:
    """How a table is set: on which page, in what size, columns in points."""

    sheet: Sheet
    size: float
    widths: tuple[float, ...]


@dataclass(frozen=True)
class _Need:
    """Characters' widths in ems: the narrowest column that breaks nothing, and the one that breaks no line."""

    least: float
    ideal: float


def setting(grid: Grid) -> Setting:
    """The largest size that fits on a portrait page, unless the table is wide; else on a landscape one."""
    needs = [_need(column, grid, place) for place, column in enumerate(grid.columns)]
    for sheet in (LANDSCAPE,) if grid.wide else (PORTRAIT, LANDSCAPE):
        for size in _SIZES[sheet]:
            if size > 9 and len(grid.rows) > _LONG:
                continue
            room = sheet.room * _POINTS - _MARGINS * len(needs)
            if sum(need.least for need in needs) * size <= room:
                return Setting(sheet, size, _spread(needs, size, room))
    size = _SIZES[LANDSCAPE][-1]
    room = LANDSCAPE.room * _POINTS - _MARGINS * len(needs)
    return Setting(LANDSCAPE, size, _spread(needs, size, room))


def _need(column: Column, grid: Grid, place: int) -> _Need:
    texts = [show(row.values[place], column.shape) for row in grid.rows if row.role != "group"]
    heading = column.heading[-1]
    ideal = max([ems(heading) / 2, ems(column.unit) + 0.6, *(ems(text) for text in texts)])
    words = max([ems(word) for word in _UNBROKEN.findall(heading + " " + column.unit)], default=0.0)
    least = max(words, ems(heading) / 4, min(2.0, ems(heading)))
    if column.shape in (*NUMERIC, "text", "date", "year"):
        unbroken = max((ems(text) for text in texts), default=0.0)
        least = max(least, min(unbroken, 8.0) if column.shape in ("text", "date") else unbroken)
    else:
        longest = max((ems(word) for text in texts for word in _UNBROKEN.findall(text)), default=0.0)
        most = _ANYWHERE.get(column.shape, 14) * 0.5
        least = max(least, min(longest, most), min(_FEWEST, ideal))
    return _Need(least, max(least, ideal))


def _spread(needs: Sequence[_Need], size: float, room: float) -> tuple[float, ...]:
    """Widths that fill the room: what the least leaves goes where lines would break most, less than in proportion."""
    least = [need.least * size for need in needs]
    wishes = [max(need.ideal * size - low, 0.0) for need, low in zip(needs, least, strict=True)]
    left = room - sum(least)
    if left < 0:
        return tuple(_MARGINS + low * room / sum(least) for low in least)
    if sum(wishes) <= left:
        wide = [low + wish for low, wish in zip(least, wishes, strict=True)]
        return tuple(_MARGINS + width * room / (sum(wide) or 1) for width in wide)
    shares = [wish**_LEAN for wish in wishes]
    taken = _capped(wishes, shares, left)
    return tuple(_MARGINS + low + more for low, more in zip(least, taken, strict=True))


def _capped(wishes: Sequence[float], shares: Sequence[float], left: float) -> list[float]:
    """`left` split by `shares`, none above its wish."""
    taken = [0.0] * len(wishes)
    open_ = {place for place, wish in enumerate(wishes) if wish > 0}
    while open_ and left > 1e-9:
        whole = sum(shares[place] for place in open_)
        full = {place for place in open_ if wishes[place] <= left * shares[place] / whole}
        if not full:
            for place in open_:
                taken[place] = left * shares[place] / whole
            break
        for place in full:
            taken[place] = wishes[place]
        left -= sum(wishes[place] for place in full)
        open_ -= full
    return taken


def ems(text: str) -> float:
    """The width of a text: a Chinese character is a square, a letter about half of one.

    >>> ems("小区"), ems("1,234.56")
    (2.0, 4.0)
    """
    longest = max(text.split("\n"), default="", key=len)
    return sum(0.5 if sign.isascii() else 1.0 for sign in longest)
