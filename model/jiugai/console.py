"""What every command needs to print: columns that stand under each other, paths that can be typed again."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from jiugai.csv_guard import guarded
from jiugai.errors import Locator, Problem

#: the forms of a printed answer (`--format`)
TABLE, CSV = "table", "csv"


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


def csv_text(names: Sequence[str], rows: Iterable[Sequence[object]], numbers: Collection[str] = ()) -> str:
    """A table as CSV with a header of column names; no text in it is taken for a formula (`csv_guard`).

    `numbers`: columns whose texts are numbers, which stay as they are.

    >>> csv_text(["fund", "yuan"], [("a,b", 10)])
    'fund,yuan\\n"a,b",10\\n'
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        texts = [isinstance(cell, str) and name not in numbers for name, cell in zip(names, row, strict=True)]
        writer.writerow(guarded(str(cell)) if text else cell for cell, text in zip(row, texts, strict=True))
    return buffer.getvalue()


def wrong_shape(shape: str) -> list[Problem]:
    """What is wrong with the form that `--format` asks for; nothing where there is such a form.

    >>> wrong_shape("csv")
    []
    """
    if shape in (TABLE, CSV):
        return []
    return [Problem(Locator(column="--format", value=shape), "应为 table 或 csv", "must be table or csv")]
