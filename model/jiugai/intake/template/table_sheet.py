"""The sheet of a table: title, headings with units, remarks, drop-down lists and limits, and the rows of a sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jiugai.inputs.book.headings import column_letters
from jiugai.inputs.dictionary import REQUIRED_TABLES, Column, dictionary
from jiugai.inputs.vocabulary import choice_label, table_label
from jiugai.intake.template.cells import put, style_of
from jiugai.intake.template.lists import Lists
from jiugai.intake.template.style import TAB_OPTIONAL, TAB_REQUIRED, Styles
from jiugai.intake.template.words import heading, input_message, note_row_text, table_hint, words

TITLE, HEAD, HELP, FIRST = range(4)  # rows, from 0
_RULED = 20  # rows with lines in an empty sheet
_SPARE = 2000  # rows below the last one that still have drop-down lists and limits
_NARROW, _TEXT, _WIDE = 12, 16, 34
_LONGEST_TITLE = 32  # of an input message, by the file format
_MOST = 10**12
_MOST_KEPT = 3  # columns that stay in view
_PAGE = 240  # characters across a page that can still be read


def write_table_sheet(
    sheet: Any, table: str, rows: Sequence[Mapping[str, Any]], money_unit: str, lists: Lists, styles: Styles
) -> None:
    """Write the sheet of a table. `rows` hold values as a `Case` does; None is a blank cell."""
    columns = dictionary()[table]
    required = table in REQUIRED_TABLES
    sheet.set_tab_color(TAB_REQUIRED if required else TAB_OPTIONAL)
    need = words()["required" if required else "optional"]
    sheet.write_string(TITLE, 0, f"{table_label(table)}（{need}）：{table_hint(table)}", styles["title"])
    printed = 0.0
    for place, column in enumerate(columns.values()):
        style = styles[style_of(column, money_unit)]
        title = heading(column, money_unit)
        sheet.write_string(HEAD, place, title, styles["required" if column.required else "optional"])
        sheet.write_string(HELP, place, note_row_text(column), styles["help"])
        width = _width(column, title, rows)
        printed += width
        sheet.set_column(place, place, width, styles[_unruled(column)])
        for row in range(max(len(rows), _RULED)):
            value = rows[row].get(column.name) if row < len(rows) else None
            put(sheet, FIRST + row, place, column, value, money_unit, style)
        sheet.data_validation(FIRST, place, FIRST + len(rows) + _SPARE, place, _validation(column, title, lists))
    sheet.set_row(TITLE, 26)
    sheet.set_row(HEAD, 34)
    sheet.set_row(HELP, 78)
    kept = min(_frozen(columns), _MOST_KEPT)
    sheet.freeze_panes(FIRST, kept)
    set_print(sheet, 1 if printed <= _PAGE else 2)
    sheet.repeat_rows(HEAD, HELP)
    sheet.repeat_columns(0, kept - 1)


def set_print(sheet: Any, pages: int = 1) -> None:
    """A4, landscape, as wide as so many pages, page numbers below."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(pages, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&A　&P/&N")


def _frozen(columns: Mapping[str, Column]) -> int:
    """Columns kept in view: keys, and the name behind them."""
    names = list(columns)
    return max((place + 1 for place, name in enumerate(names) if columns[name].is_key or name == "name"), default=1)


def _unruled(column: Column) -> str:
    """Cells below the ruled rows: ids and texts stay texts there too."""
    return "below_text" if column.base_type in ("id", "text", "date") else "below"


def _width(column: Column, title: str, rows: Sequence[Mapping[str, Any]]) -> float:
    """Wide enough for the heading on two lines and most of the entries; a Chinese character takes two."""
    shown = [title[: (len(title) + 1) // 2]]
    if column.base_type in ("id", "text", "date"):
        shown += [str(row.get(column.name) or "") for row in rows]
        shown += [" " * _TEXT] if column.base_type == "text" and not rows else []
    elif column.choices:
        shown += [choice_label(column, choice) + "▼" for choice in column.choices]
    lengths = sorted(sum(2 if ord(sign) > 0x2E7F else 1 for sign in text) for text in shown)
    most = lengths[min(len(lengths) - 1, int(len(lengths) * 0.9))]
    return float(min(max(most + 2, _NARROW), _WIDE))


def _validation(column: Column, title: str, lists: Lists) -> dict[str, Any]:
    """The rule a spreadsheet holds the cells to, and the message it shows beside them."""
    said = {
        "input_title": title[:_LONGEST_TITLE],
        "input_message": input_message(column),
        "error_title": title[:_LONGEST_TITLE],
    }
    return said | _rule(column, lists)


def _rule(column: Column, lists: Lists) -> dict[str, Any]:
    kind = column.base_type
    if column.ref is not None:
        table, name = column.ref
        place = list(dictionary()[table]).index(name)
        letters = column_letters(place)
        cells = f"='{table_label(table)}'!${letters}${FIRST + 1}:${letters}${FIRST + _SPARE}"
        known = f"“{table_label(table)}”表里没有这个编号，确定要用吗？"
        return {"validate": "list", "source": cells, "error_type": "warning", "error_message": known}
    if column.choices:
        source = lists.range(f"{column.table}.{column.name}")
        return {"validate": "list", "source": source, "error_message": "请从下拉表中选择"}
    if kind == "bool":
        flags = [choice_label(column, "yes"), choice_label(column, "no")]
        return {"validate": "list", "source": flags, "error_message": "请选 是 或 否"}
    if kind in ("id", "text", "date"):
        return {"validate": "any"}
    low, high = float(column.min or 0), float(column.max if column.max is not None else _MOST)
    whole = kind in ("int", "year")
    shown = f"请填{'整数' if whole else '数字'}" + (f"，{low:g}—{high:g}" if column.max is not None else "，不小于0")
    return {
        "validate": "integer" if whole else "decimal",
        "criteria": "between",
        "minimum": int(low) if whole else low,
        "maximum": int(high) if whole else high,
        "error_message": shown,
    }
