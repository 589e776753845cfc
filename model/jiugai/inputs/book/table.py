"""The table in a sheet: remarks and totals are no data, totals are checked, hidden rows are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from jiugai.errors import Problem, ProblemLog
from jiugai.inputs.book.cells import number_and_size, reader
from jiugai.inputs.book.headings import Head, Heading, find_head
from jiugai.inputs.book.marks import is_empty, is_note
from jiugai.inputs.cells import is_given, text_of
from jiugai.inputs.dictionary import Unreadable, dictionary
from jiugai.inputs.sheets import Cell, Sheet, is_blank
from jiugai.inputs.tables import Field, Table, empty_table, typed_table
from jiugai.inputs.totals import is_total, total_agrees, wrong_total

_SUMMED = ("int", "number", "exact", "money")
_NOT_SUMMED = ("ratio", "year", "point")
_SHOWN = 20  # hidden rows named in a note


def read_sheet_table(
    sheet: Sheet, table: str, money_size: Decimal | None, log: ProblemLog, notes: list[Problem]
) -> tuple[Table, list[Heading]]:
    """The table of a sheet and its headings; problems go to `log`, the table is then empty."""
    columns = dictionary()[table]
    empty: tuple[Table, list[Heading]] = (empty_table(table, columns, sheet.at()), [])
    if all(is_empty(cells) for cells in sheet.rows):
        return empty
    head = find_head(sheet, table, money_size, log)
    if head is None:
        return empty
    rows, totals = _told_apart(sheet, head)
    if _merged(sheet, head, rows, log):
        return empty
    hidden = [row + 1 for row in rows if row in sheet.hidden_rows]
    if hidden:
        shown = "、".join(map(str, hidden[:_SHOWN])) + ("…" if len(hidden) > _SHOWN else "")
        notes.append(Problem(sheet.at(), f"隐藏的行也已读入：第{shown}行", f"hidden rows were read too: {shown}"))
    covered = [heading.text for heading in head.headings.values() if heading.place in sheet.hidden_columns]
    if covered:
        shown = "、".join(covered)
        notes.append(Problem(sheet.at(), f"隐藏的列也已读入：{shown}", f"hidden columns were read too: {shown}"))
    fields = {
        name: Field(heading.column, heading.place, heading.text, reader(heading))
        for name, heading in head.headings.items()
    }
    read = typed_table(table, columns, sheet, fields, rows, log)
    if len(read.rows) == len(rows):
        for row, since in _spans(totals):
            _check_total(sheet, head, read, row, since, log)
            notes.append(Problem(sheet.at(row), "合计行，已核对，不读入", "a row of totals: checked and left out"))
    return read, list(head.headings.values())


def _told_apart(sheet: Sheet, head: Head) -> tuple[list[int], list[int]]:
    """(rows of data, rows of totals) below the heading, from 0."""
    rows: list[int] = []
    totals: list[int] = []
    for row in range(head.row + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        if not is_empty(cells) and not is_note(cells):
            (totals if _is_total_row(cells, head) else rows).append(row)
    return rows, totals


def _is_total_row(cells: Sequence[Cell], head: Head) -> bool:
    """A row that begins with 合计, or that names it and has no key."""
    if is_total(next(cell for cell in cells if not is_blank(cell))):
        return True
    keys = [cells[heading.place] for heading in head.headings.values() if heading.column.is_key]
    return all(is_blank(cell) for cell in keys) and any(is_total(cell) for cell in cells)


def _merged(sheet: Sheet, head: Head, rows: Sequence[int], log: ProblemLog) -> bool:
    """Whether data rows hold merged cells: whose the value is cannot be told."""
    found = False
    for (top, left), (bottom, right) in sheet.merged:
        touched = [row for row in rows if top <= row <= bottom]
        named = [heading.text for heading in head.headings.values() if left <= heading.place <= right]
        if touched and named:
            log.add(
                sheet.at(touched[0], named[0]),
                "有合并单元格：请取消合并，每行都填",
                "has merged cells: unmerge them and fill every row",
            )
            found = True
    return found


def _spans(totals: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(row of totals, the row of totals before it or -1)."""
    yield from zip(totals, [-1, *totals], strict=False)


def _check_total(sheet: Sheet, head: Head, table: Table, row: int, since: int, log: ProblemLog) -> None:
    """A total sums the rows since the last one, or all rows above."""
    for name, heading in head.headings.items():
        cell = sheet.rows[row][heading.place]
        column = heading.column
        if column.base_type not in _SUMMED or column.unit in _NOT_SUMMED or not is_given(cell):
            continue
        try:
            stated, size = number_and_size(heading, cell)
        except Unreadable as problem:
            log.add(sheet.at(row, heading.text, cell), problem.zh, problem.en)
            continue
        values = list(zip(table.rows, table.frame[name].fillna(0).tolist(), strict=True))  # a blank cell adds nothing
        sums = [
            sum((Fraction(value) for at, value in values if start < at - 1 < row), Fraction(0)) / Fraction(size)
            for start in (since, -1)
        ]
        if not any(total_agrees(total, stated) for total in sums):
            wrong = wrong_total(sums[-1])
            log.add(sheet.at(row, heading.text, text_of(cell)), wrong.zh, wrong.en)
