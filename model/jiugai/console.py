"""What every command needs to print: columns that stand under each other, paths that can be typed again."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path


def width(text: str) -> int:
    """Columns a text takes in a console: a Chinese character takes two.

    >>> width("小区 48")
    7
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def columns(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), indent: str = "  ") -> list[str]:
    """Rows as lines, every column as wide as its widest cell, those of `right` set to the right.

    >>> columns([("合计", "1.00"), ("中央补助", "10.00")], right=[1])
    ['  合计       1.00', '  中央补助  10.00']
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = []
        for place, (cell, wide) in enumerate(zip(row, widths, strict=True)):
            gap = " " * (wide - width(cell))
            cells.append(gap + cell if place in right else cell + gap)
        lines.append((indent + "  ".join(cells)).rstrip())
    return lines


def typed(path: Path) -> str:
    """A path as it is typed on a command line: quoted where it has a blank.

    >>> typed(Path("旧改 测算")), typed(Path("case"))
    ('"旧改 测算"', 'case')
    """
    return f'"{path}"' if any(sign.isspace() for sign in str(path)) else str(path)
