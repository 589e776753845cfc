"""Rows of a plain list: communities read cell by cell; totals checked; headings and remarks told from data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiugai.errors import ProblemLog
from jiugai.inputs.cells import folded, is_given, text_of, year_text
from jiugai.inputs.dictionary import Unreadable
from jiugai.inputs.sheets import Cell, Fault, Sheet, is_blank
from jiugai.inputs.totals import is_total
from jiugai.intake.plain.fields import recognise
from jiugai.intake.plain.headings import Head, Heading, number_below
from jiugai.intake.plain.totals import check_total
from jiugai.money import round_half_up

_SECTION = re.compile(r"([一二三四五六七八九十]+[、.,]|\([一二三四五六七八九十\d]+\)).*")
_FOOTER = re.compile(
    r"(注|备注|说明|填表|制表|审核|负责人|联系|填报|数据来源|note|source|remark)s?\d*[:：、.人日单(].*|注"
)
_MOST = 10**12
_YEARS = (1900, 2100)
_BUILT_BY, _PLANNED_FROM = 2010, 2015  # a bare "year" up to the one is of building, from the other on of the plan
_FILLED_DOWN = ("text", "note")
_SHARED = ("lot", "invest_lot")  # merged over rows they mean what they say


@dataclass(frozen=True)
class PlainRow:
    """One community as listed. `values`: field → value, None where not given; money in yuan, area in m2."""

    row: int
    values: dict[str, Any]

    def get(self, name: str) -> Any:
        return self.values.get(name)

    @property
    def name(self) -> str:
        return str(self.values["name"])


class RowReader:
    """Reads the rows below a heading; problems go to the log, what was passed over to `notes`."""

    def __init__(self, sheet: Sheet, head: Head, log: ProblemLog) -> None:
        self.sheet, self.head, self.log = sheet, head, log
        self.notes: list[tuple[str, str]] = []
        self.rounded = 0
        self._cells = [list(row) for row in sheet.rows]

    def read(self) -> list[PlainRow]:
        self._fill_merged()
        rows: list[PlainRow] = []
        since = 0  # rows before the last subtotal
        hidden = []
        for number in range(self.head.first_row, len(self._cells)):
            cells = self._cells[number]
            if all(is_blank(cell) for cell in cells):
                continue
            kind = self._kind(cells)
            if kind == "total":
                check_total(self.sheet, self.head, number, cells, rows, since, self.log)
                since = len(rows)
            elif kind != "data":
                text = next(text_of(cell) for cell in cells if not is_blank(cell))[:30]
                self.notes.append(
                    (f"第{number + 1}行不是小区，已跳过：{text}", f"row {number + 1} is no community: {text}")
                )
            else:
                row = self._row(number, cells)
                if row is not None:
                    rows.append(row)
                    hidden += [number + 1] if number in self.sheet.hidden_rows else []
        if hidden:
            shown = "、".join(map(str, hidden[:20]))
            self.notes.append((f"隐藏的行也已读入：第{shown}行", f"hidden rows were read too: {shown}"))
        self._settle_year(rows)
        self._check_twins(rows)
        return rows

    def _fill_merged(self) -> None:
        """Text merged over rows holds for each of them; a number merged over rows does not say whose it is."""
        for (top, left), (bottom, right) in self.sheet.merged:
            for heading in self.head.columns.values():
                if top == bottom or bottom < self.head.first_row or not left <= heading.column <= right:
                    continue
                value = self._cells[top][left]
                where = self.sheet.at(top, heading.text, value)
                rows = f"{top + 1}—{bottom + 1}"
                if heading.field.name == "name":
                    zh, en = f"合并了第{rows}行的小区名称", f"merges the name of rows {rows}"
                    self.log.add(where, f"{zh}：请一个小区一行", f"{en}: one row a community")
                elif heading.field.kind in _FILLED_DOWN or heading.field.name in _SHARED:
                    for row in range(top, bottom + 1):
                        self._cells[row][heading.column] = value
                elif not is_blank(value):
                    zh, en = (
                        f"合并了第{rows}行的数字，不知归哪个小区",
                        f"merges the number of rows {rows}: whose is it?",
                    )
                    hint = (
                        "：请拆开；几个小区共用的投资请用列名「标段总投资」",
                        " Split it; shared investment goes under 标段总投资",
                    )
                    self.log.add(where, zh + hint[0], en + hint[1])

    def _kind(self, cells: Sequence[Cell]) -> str:
        """data, total, heading (a repeated one), section or footer."""
        named = cells[self.head.columns["name"].column]
        given = [cell for cell in cells if not is_blank(cell)]
        first = given[0]
        words = [folded(text_of(cell)) for cell in (first, named) if isinstance(cell, str)]
        if is_total(first) or is_total(named):
            return "total"
        if (
            isinstance(named, str)
            and named
            and recognise(named)[0] is self.head.columns["name"].field
            and len(given) > 1
        ):
            return "heading"
        numbers = [
            heading for heading in self.head.columns.values()
            if heading.field.kind not in ("text", "note") and not is_blank(cells[heading.column])
        ]  # fmt: skip
        if not numbers and any(_FOOTER.fullmatch(word) for word in words):
            return "footer"
        if not numbers and len(given) <= 2 and any(_SECTION.fullmatch(word) for word in words):
            return "section"
        return "data"

    def _row(self, number: int, cells: Sequence[Cell]) -> PlainRow | None:
        values: dict[str, Any] = {}
        failed = False
        for heading in self.head.columns.values():
            cell = cells[heading.column]
            try:
                values[heading.field.name] = self._value(heading, cell) if is_given(cell) else None
            except Unreadable as problem:
                self.log.add(self.sheet.at(number, heading.text, _shown(cell)), problem.zh, problem.en)
                failed = True
        if not values.get("name") and not failed:
            where = self.sheet.at(number, self.head.columns["name"].text)
            self.log.add(
                where, "没有小区名称；若不是小区，请删除此行", "has no name; delete the row if it is no community"
            )
            failed = True
        return None if failed else PlainRow(number, values)

    def _value(self, heading: Heading, cell: Cell) -> Any:
        kind = heading.field.kind
        if kind in ("text", "note"):
            return text_of(cell)
        if kind in ("year", "year_or_plan"):
            year = int(year_text(cell))
            if not _YEARS[0] <= year <= _YEARS[1]:
                raise Unreadable("不是年份", "is no year")
            return year
        value, unit = _amount(heading, cell)
        if kind == "ratio":
            return _share(value, Fraction(heading.size), unit)
        if value > _MOST:
            raise Unreadable("数值过大，请检查单位", "is too large: check the unit")
        if kind == "money":
            self.rounded += value.denominator != 1
            return round_half_up(value)
        if kind == "count" and (value.denominator != 1 or value < 1):
            raise Unreadable("应为不小于1的整数", "must be a whole number of at least 1")
        if not value:
            raise Unreadable("不得为零", "must not be zero")
        return int(value) if kind == "count" else value

    def _settle_year(self, rows: list[PlainRow]) -> None:
        """A column headed just 年份: of building or of the plan, as the other columns or the values tell."""
        heading = self.head.columns.get("year")
        if heading is None:
            return
        years = [row.values["year"] for row in rows if row.values["year"] is not None]
        if "built_year" in self.head.columns or (
            "plan_year" not in self.head.columns and years and min(years) >= _PLANNED_FROM
        ):
            name = "plan_year"
        elif "plan_year" in self.head.columns or (years and max(years) <= _BUILT_BY):
            name = "built_year"
        elif years:
            where = self.sheet.at(self.head.first_row - 1, heading.text)
            self.log.add(where, "分不清是建成年份还是计划年度，请改列名", "built year or plan year? Rename the heading")
            return
        else:
            return
        for row in rows:
            row.values.setdefault(name, row.values["year"])

    def _check_twins(self, rows: Sequence[PlainRow]) -> None:
        seen: dict[tuple[Any, ...], int] = {}
        for row in rows:
            key = (row.get("street"), row.get("neighbourhood"), row.name)
            if key in seen:
                where = self.sheet.at(row.row, self.head.columns["name"].text, row.name)
                first = seen[key] + 1
                self.log.add(where, f"与第{first}行是同一个小区", f"is the community of row {first} again")
            seen.setdefault(key, row.row)


def _amount(heading: Heading, cell: Cell) -> tuple[Fraction, str]:
    """(value in yuan, m2 or one, unit written in the cell, which goes before that of the heading)."""
    text, unit, size = number_below(heading, cell)
    value = Fraction(text) * Fraction(size)
    if value < 0:
        raise Unreadable("不得为负", "must not be negative")
    return value, unit


def _share(value: Fraction, size: Fraction, unit: str) -> Fraction:
    """A share; 0.85 under a heading in percent, or 85 under one without, is asked about."""
    if size == 1 and not unit and value > 1:
        raise Unreadable("大于1：若是百分数请写成“85%”", "is above 1: if it is a percentage write 85%")
    if size != 1 and not unit and 0 < value <= size:
        raise Unreadable("列名是百分数而数值不大于1：请写成“85%”", "is at most 1 under a percent heading: write 85%")
    if value > 1:
        raise Unreadable("超过100%", "is above 100 %")
    return value


def _shown(cell: Cell) -> str:
    return cell.text if isinstance(cell, Fault) else text_of(cell)[:40]
