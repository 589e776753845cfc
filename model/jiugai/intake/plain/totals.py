"""合计 rows: never data, always checked against the rows they sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from jiugai.errors import ProblemLog
from jiugai.inputs.cells import folded, is_given, text_of
from jiugai.inputs.dictionary import Unreadable
from jiugai.inputs.sheets import Cell, Sheet, is_blank
from jiugai.inputs.totals import total_agrees, wrong_total
from jiugai.intake.plain.headings import Head, Heading, number_below

if TYPE_CHECKING:
    from jiugai.intake.plain.rows import PlainRow

_COUNTED = re.compile(r"(\d+)(个|项|处)(小区|项目)?")
_SUMMED = ("count", "area", "money")


def check_total(
    sheet: Sheet, head: Head, number: int, cells: Sequence[Cell], rows: Sequence[PlainRow], since: int, log: ProblemLog
) -> None:
    """Hold a total row against the rows above: those since the last total, or all of them.

    A printed total agrees if the exact sum, rounded to the decimals of the total, is the total. A column that some row
    leaves blank may sum to less.
    """
    spans = (rows[since:], rows)
    for heading in head.columns.values():
        cell = cells[heading.column]
        if heading.field.kind not in _SUMMED or heading.field.name == "invest_lot" or not is_given(cell):
            continue
        where = sheet.at(number, heading.text, text_of(cell))
        try:
            text, _, size = number_below(heading, cell)
        except Unreadable as problem:
            log.add(where, problem.zh, problem.en)
            continue
        sums = [_sum(span, heading) / Fraction(size) for span in spans if span]
        partial = any(row.get(heading.field.name) is None for row in rows)
        if any(total_agrees(total, text, partial=partial) for total in sums):
            continue
        wrong = wrong_total(sums[-1] if sums else Fraction(0))
        log.add(where, wrong.zh, wrong.en)
    _check_count(sheet, number, cells, spans, log)


def _sum(rows: Sequence[PlainRow], heading: Heading) -> Fraction:
    return sum((Fraction(row.get(heading.field.name) or 0) for row in rows), Fraction(0))


def _check_count(
    sheet: Sheet, number: int, cells: Sequence[Cell], spans: Sequence[Sequence[PlainRow]], log: ProblemLog
) -> None:
    """合计12个小区 must be twelve."""
    first = next(cell for cell in cells if not is_blank(cell))
    counted = _COUNTED.search(folded(text_of(first)))
    if counted is not None and int(counted[1]) not in [len(span) for span in spans]:
        here = len(spans[-1])
        log.add(sheet.at(number, value=text_of(first)), f"上面是{here}个小区", f"there are {here} communities above")
