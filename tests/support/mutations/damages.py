"""What happens to a sheet: cells, headings, rows, columns, merged ranges. Every damage is told as a `Mutation`."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from support.mutations.source import Mutation
from support.mutations.values import native, slip
from support.workbook import Percent, Workbook

Rows = list[list[Any]]
_UNITS = ("元", "万元", "亿元", "千元", "㎡", "万㎡", "户", "美元", "元/㎡", "%", "")
_TOTALS = ("合计", "小计", "合　计", "总计")


def damage(book: Workbook, sheet: str, head: int, numbers: random.Random, change: Any = native) -> Mutation:
    """Damage one sheet of a book, whose heading is row `head` from 0; data begin below it."""
    if numbers.random() < 0.6:
        return cell(book, sheet, head, numbers, change)
    return numbers.choice(_OTHERS)(book, sheet, head, numbers)


def cell(book: Workbook, sheet: str, head: int, numbers: random.Random, change: Any = native) -> Mutation:
    rows = book.sheets[sheet]
    row, place = numbers.randrange(head + 1, len(rows)), numbers.randrange(len(rows[head]))
    old = rows[row][place]
    rows[row][place] = change(numbers, old)
    return Mutation("cell", sheet, row + 1, str(rows[head][place]), old, rows[row][place])


def unit(book: Workbook, sheet: str, head: int, numbers: random.Random) -> Mutation:
    """Another unit in a heading that has one, or a unit where there is none."""
    cells = book.sheets[sheet][head]
    withs = [place for place, text in enumerate(cells) if "(" in str(text) or "（" in str(text)]
    place = numbers.choice(withs or range(len(cells)))
    old = str(cells[place])
    name = old.replace("（", "(").rpartition("(")[0] or old
    new = numbers.choice(_UNITS)
    cells[place] = f"{name}({new})" if new else name
    return Mutation("unit of a heading", sheet, 0, "", old, cells[place])


def heading(book: Workbook, sheet: str, head: int, numbers: random.Random) -> Mutation:
    cells = book.sheets[sheet][head]
    place = numbers.randrange(len(cells))
    old = cells[place]
    cells[place] = numbers.choice(
        ("", "我的列", cells[numbers.randrange(len(cells))], slip(numbers, str(old)), f"　{old} ")
    )
    return Mutation("heading", sheet, 0, "", old, cells[place])


def row_in(book: Workbook, sheet: str, head: int, numbers: random.Random) -> Mutation:
    """A blank row, a remark, or a row a second time."""
    rows = book.sheets[sheet]
    at = numbers.randrange(head + 1, len(rows) + 1)
    width = len(rows[head])
    new = numbers.choice((
        [""] * width, ["※ 说明", *[""] * (width - 1)], ["", "见附件", *[""] * (width - 2)], list(rows[-1]),
    ))  # fmt: skip
    rows.insert(at, new)
    return Mutation("row put in", sheet, 0, "", "", new[:3])


def row_out(book: Workbook, sheet: str, head: int, numbers: random.Random) -> Mutation:
    rows = book.sheets[sheet]
    at = numbers.randrange(head + 1, len(rows))
    return Mutation("row taken out", sheet, 0, "", rows.pop(at)[:3])


def total(book: Workbook, sheet: str, head: int, numbers: random.Random) -> Mutation:
    """A row of totals below the rows, or a subtotal between them: right, wrong, or in another unit."""
    rows = book.sheets[sheet]
    at = numbers.randrange(head + 2, len(rows) + 1)
    factor = numbers.choice((1, 1, 1, 1.5, 10_000, 0.0001))
    new: list[Any] = [numbers.choice(_TOTALS)]
    for place in range(1, len(rows[head])):
        values = [row[place] for row in rows[head + 1 : at] if place < len(row)]
        parts = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
        summed = round(sum(parts) * factor, 6) if parts and numbers.random() < 0.7 else ""
        new.append(f"{summed:,}" if summed != "" and numbers.random() < 0.3 else summed)
    rows.insert(at, new)
    return Mutation(f"total {'right' if factor == 1 else 'wrong'}", sheet, at + 1, "", "", new)


def column_in(book: Workbook, sheet: str, head: int, numbers: random.Random) -> Mutation:
    """A blank column, one without a heading, one with an unknown heading."""
    rows = book.sheets[sheet]
    place = numbers.randrange(len(rows[head]) + 1)
    title, below = numbers.choice((("", ""), ("", 5), ("我的列", 5), ("我的列", "")))
    for number, row in enumerate(rows):
        row.insert(place, title if number == head else below if number == len(rows) - 1 else "")
    return Mutation("column put in", sheet, 0, "", "", (title, below))


def column_out(book: Workbook, sheet: str, head: int, numbers: random.Random) -> Mutation:
    rows = book.sheets[sheet]
    place = numbers.randrange(len(rows[head]))
    old = rows[head][place]
    for row in rows:
        del row[place]
    return Mutation("column taken out", sheet, 0, "", old)


def columns_moved(book: Workbook, sheet: str, head: int, numbers: random.Random) -> Mutation:
    order = numbers.sample(range(len(book.sheets[sheet][head])), len(book.sheets[sheet][head]))
    book.sheets[sheet] = [[row[place] for place in order] for row in book.sheets[sheet]]
    return Mutation("columns moved", sheet, 0, "", "", tuple(order))


def merged(book: Workbook, sheet: str, head: int, numbers: random.Random) -> Mutation:
    """Two cells of a column become one, as people do for what holds for both."""
    rows = book.sheets[sheet]
    place = numbers.randrange(min(len(rows[head]), 26))
    row = numbers.randrange(head + 1, max(head + 2, len(rows) - 1)) + 1
    letter = chr(ord("A") + place)
    book.merged = {sheet: [f"{letter}{row}:{letter}{row + 1}"]}
    if row < len(rows):
        rows[row][place] = ""  # a merged range shows its first cell only
    return Mutation("merged", sheet, 0, "", "", f"{letter}{row}")


def percents(book: Workbook, sheet: str, head: int, numbers: random.Random) -> Mutation:
    """A whole column shown as percentages."""
    rows = book.sheets[sheet]
    place = numbers.randrange(len(rows[head]))
    for row in rows[head + 1 :]:
        if isinstance(row[place], int | float) and not isinstance(row[place], bool):
            row[place] = Percent(row[place])
    return Mutation("percent format", sheet, 0, "", rows[head][place])


def hidden(book: Workbook, sheet: str, head: int, numbers: random.Random) -> Mutation:
    book.hidden_rows = {sheet: [numbers.randrange(head + 2, len(book.sheets[sheet]) + 1)]}
    return Mutation("row hidden", sheet)


_OTHERS: tuple[Callable[[Workbook, str, int, random.Random], Mutation], ...] = (
    unit, unit, heading, row_in, row_out, total, total, column_in, column_out, columns_moved, merged, percents, hidden,
)  # fmt: skip
