"""A plain list read whole: its sheet, heading, communities, and what was noticed on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jiugai.errors import DataError, Locator, Problem, ProblemLog
from jiugai.inputs.sheets import GBK, UTF_8, Sheet, is_blank, read_sheets
from jiugai.intake.plain.fields import known_fields
from jiugai.intake.plain.headings import Head, find_head
from jiugai.intake.plain.lots import check_lots
from jiugai.intake.plain.rows import PlainRow, RowReader
from jiugai.intake.plain.sense import check_sense

Note = tuple[str, str]  # the same sentence in Chinese and English


@dataclass
class Listing:
    """A plain list. `rounded`: amounts that were no whole yuan and were rounded half up."""

    sheet: Sheet
    head: Head
    rows: list[PlainRow]
    rounded: int = 0
    notes: list[Note] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Whether the list has a column for this field."""
        return any(name in row.values for row in self.rows[:1])


def read_listing(path: Path, sheet_name: str | None = None) -> Listing:
    """Read the list in a CSV file (UTF-8 or GBK) or a workbook. Raises `DataError` with every problem found."""
    sheet, head, notes = _choose(read_sheets(path, (UTF_8, GBK)), path, sheet_name)
    log = ProblemLog(DataError)
    reader = RowReader(sheet, head, log)
    rows = reader.read()
    if not rows and not log:
        log.add(sheet.at(head.first_row), "表头之下没有小区", "there is no community below the heading")
    check_lots(sheet, rows, log)
    check_sense(sheet, rows, log)
    log.finish()
    return Listing(sheet, head, rows, reader.rounded, notes + reader.notes)


def _choose(sheets: Sequence[Sheet], path: Path, wanted: str | None) -> tuple[Sheet, Head, list[Note]]:
    """The sheet that holds the list; where several do, the user must say which."""
    names = "、".join(sheet.name for sheet in sheets)
    if wanted is not None and wanted not in [sheet.name for sheet in sheets]:
        where = Locator(str(path), value=wanted)
        raise DataError(Problem(where, f"没有这个工作表；有：{names}", f"no such sheet; there are: {names}"))
    heads = [(sheet, find_head(sheet)) for sheet in sheets if wanted in (None, sheet.name)]
    found = [(sheet, head) for sheet, head in heads if head is not None]
    found = [(sheet, head) for sheet, head in found if not sheet.hidden] or found
    if not found:
        zh = "、".join(known.zh for known in known_fields() if known.kind != "note")
        en = ", ".join(known.en for known in known_fields() if known.kind != "note")
        raise DataError(
            Problem(
                Locator(str(path), wanted or ""),
                f"找不到表头：前30行里没有一行同时写有小区名称和别的内容。可识别的列：{zh}",
                f"no heading found: no row of the first 30 names the community and one thing more. Known columns: {en}",
            )
        )
    if len(found) > 1:
        several = "、".join(sheet.name for sheet, _ in found)
        zh, en = f"有几个工作表像清单：{several}", f"several sheets look like a list: {several}"
        raise DataError(Problem(Locator(str(path)), f"{zh}。请用 --sheet 指定一个", f"{en}. Name one with --sheet"))
    sheet, head = found[0]
    notes: list[Note] = []
    if sheet.encoding == GBK:
        notes.append(("文件不是UTF-8，按GBK编码读取", "the file is not UTF-8 and was read as GBK"))
    if sheet.hidden:
        notes.append((f"工作表“{sheet.name}”是隐藏的，仍已读入", f"sheet {sheet.name!r} is hidden and was read"))
    others = [other.name for other in sheets if other is not sheet and not _is_empty(other)]
    unused = [*head.unused, *(it.text for it in head.columns.values() if it.field.kind == "note")]
    for what_zh, what_en, words in (("工作表", "sheets", others), ("列", "columns", unused)):
        if words:
            joined = "、".join(words)
            notes.append((f"没有使用的{what_zh}：{joined}", f"{what_en} not used: {joined}"))
    return sheet, head, notes


def _is_empty(sheet: Sheet) -> bool:
    return all(is_blank(cell) for row in sheet.rows for cell in row)
