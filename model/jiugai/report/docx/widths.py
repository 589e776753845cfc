"""How wide the columns of a table are, and in what size it is set: counted from its texts."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from jiugai.report.docx.pages import LANDSCAPE, PORTRAIT, Sheet
from jiugai.report.formats import NUMERIC, show
from jiugai.report.grid import Column, Grid

#: sizes in points that a reader is asked to read, and those for what is only looked up: dense tables, tables of hashes
_SIZES = {PORTRAIT: (10.5, 10.0, 9.5, 9.0), LANDSCAPE: (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)}
_DENSE, _HASHES = (8.5, 8.0), (7.5, 7.0)
_LAST = (7.5, 7.0, 6.5)  # where nothing else fits
_MARGINS = 6.4  # points: both sides of a cell, and its line
_POINTS = 28.35  # in a centimetre
_SHORT = 0.7  # pages
_HALF = 0.5  # pages: a table above it is set as small as saves pages
_FEWER = 0.8
_PADDING = 2.5  # points: above and below the lines of a row
_LINE = 1.3  # height of a line, in sizes
_TALLER = 1.3  # a larger size may make a smaller table so much taller, no more
_UNBROKEN = re.compile(r"[!-~]+")
#: shape → ems of a text that are not broken, where it is no number
_WHOLE = {"text": 6.0, "year": 6.0, "date": 8.0, "hash": 32.0, "code": 5.0}
_WORD = 7.0
_LEAN = 0.75
_FEWEST = 4.0  # Chinese characters that a line of a text cell has at least


@dataclass(frozen=True)
class Setting:
    """How a table is set: on which page, in what size, columns in points."""

    sheet: Sheet
    size: float
    widths: tuple[float, ...]


@dataclass(frozen=True)
class _Need:
    """Widths in ems: the narrowest column that breaks nothing, the one that breaks no line; the texts of its cells."""

    least: float
    ideal: float
    texts: tuple[float, ...]


def setting(grid: Grid, now: Sheet = PORTRAIT) -> Setting:
    """How to set a table that stands where pages are as `now`.

    On portrait pages, unless it is wide or fits on clearly fewer landscape ones; a short one stays on the landscape
    page that is there. Of the sizes that fit, the largest that does not make it much taller; where it fills pages, the
    one that takes fewest.
    """
    needs = [_need(column, grid, place) for place, column in enumerate(grid.columns)]
    lying = _best(needs, LANDSCAPE, (*_sizes(grid, LANDSCAPE), *_LAST))
    if lying is None:
        size = _LAST[-1]
        lying = Setting(LANDSCAPE, size, _spread(needs, size, _room(needs, LANDSCAPE)))
    upright = _best(needs, PORTRAIT, _sizes(grid, PORTRAIT))
    across, down = _pages(needs, lying), _pages(needs, upright) if upright else 0.0
    stays = now == LANDSCAPE and across < _SHORT
    fewer = down > 1 and across < _FEWER * down
    return lying if upright is None or grid.wide or stays or fewer else upright


def _sizes(grid: Grid, sheet: Sheet) -> tuple[float, ...]:
    if any(_last(column.shape) == "hash" for column in grid.columns):
        return _HASHES
    return _DENSE if grid.dense else _SIZES[sheet]


def _best(needs: Sequence[_Need], sheet: Sheet, sizes: Sequence[float]) -> Setting | None:
    found = [made for size in sizes if (made := _set(needs, sheet, size)) is not None]
    found = [made for made in found if made.size not in _LAST] or found[:1]
    if not found:
        return None
    fewest = min(_pages(needs, made) for made in found)
    most = fewest * (_TALLER if fewest < _HALF else 1)
    return next(made for made in found if _pages(needs, made) <= most)


def _pages(needs: Sequence[_Need], made: Setting) -> float:
    return _height(needs, made) / (made.sheet.depth * _POINTS)


def _last(shape: str) -> str:
    """What of a shape says how its texts break: hash of `code hash`."""
    return shape.rsplit(maxsplit=1)[-1]


def _room(needs: Sequence[_Need], sheet: Sheet) -> float:
    return sheet.room * _POINTS - _MARGINS * len(needs)


def _set(needs: Sequence[_Need], sheet: Sheet, size: float) -> Setting | None:
    room = _room(needs, sheet)
    if sum(need.least for need in needs) * size > room:
        return None
    return Setting(sheet, size, _spread(needs, size, room))


def _height(needs: Sequence[_Need], made: Setting) -> float:
    """About how tall the rows are together, in points."""
    rows = zip(*(need.texts for need in needs), strict=True)
    widths = [(width - _MARGINS) / made.size for width in made.widths]
    lines: list[int] = [max(math.ceil(text / width) for text, width in zip(row, widths, strict=True)) for row in rows]
    return math.fsum(max(count, 1) * made.size * _LINE + _PADDING for count in lines)


def _need(column: Column, grid: Grid, place: int) -> _Need:
    texts = [show(row.values[place], column.shape) for row in grid.rows if row.role != "group"]
    heading = column.heading[-1]
    wide = tuple(map(ems, texts))
    ideal = max([ems(heading) / 2, ems(column.unit) + 1, *wide])
    words = max([ems(word) for word in _UNBROKEN.findall(f"{heading} ({column.unit})")], default=0.0)
    least = max(min(words, _WORD), ems(heading) / 4, min(2.0, ems(heading)))
    whole = max(wide, default=0.0)
    if column.shape not in NUMERIC:
        longest = max((ems(word) for text in texts for word in _UNBROKEN.findall(text)), default=0.0)
        whole = max(
            min(whole, _WHOLE.get(_last(column.shape), _FEWEST)), min(longest, _WHOLE.get(_last(column.shape), _WORD))
        )
    return _Need(max(least, whole), max(least, whole, ideal), wide)


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
