"""The sheet of the header: one fact a row, what to write beside it."""

from __future__ import annotations

from typing import Any

from jiugai.inputs.book.header import CHOICES, KEYS, REQUIRED
from jiugai.inputs.book.marks import REQUIRED as SIGN
from jiugai.inputs.header import FORMAT, TARGETS, Header
from jiugai.intake.template.lists import DOCUMENTS, PROGRAMMES, Lists
from jiugai.intake.template.style import TAB_REQUIRED, Styles
from jiugai.intake.template.table_sheet import set_print
from jiugai.intake.template.words import words
from jiugai.labels import label

_SPARE_DOCUMENTS = 5
_WIDTHS = (26, 60, 70)


def write_case_sheet(sheet: Any, header: Header | None, shown: dict[str, str], lists: Lists, styles: Styles) -> None:
    """Write the header of a sample, or an empty one. `shown`: document or programme id → how a list shows it."""
    say = words()["case"]
    sheet.set_tab_color(TAB_REQUIRED)
    for place, (width, name) in enumerate(zip(_WIDTHS, say["columns"], strict=True)):
        sheet.set_column(place, place, width, styles["plain"])
        sheet.write_string(1, place, name, styles["optional"])
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, say["title"], styles["title"])
    row = 2
    for key in KEYS:
        for value in _values(key, header, shown):
            needed = key in REQUIRED
            title = label(f"case.{key}") + (f" {SIGN}" if needed else "")
            sheet.write_string(row, 0, title, styles["required" if needed else "optional"])
            _write(sheet, row, key, value, lists, styles)
            sheet.write_string(row, 2, say[key], styles["beside"])
            sheet.set_row(row, 20)
            row += 1
    sheet.freeze_panes(2, 1)
    set_print(sheet)


def _values(key: str, header: Header | None, shown: dict[str, str]) -> list[Any]:
    """The entries of a key, "" for one to be filled; documents take a row each, and a few rows to spare."""
    if key == "borrow":
        borrowed = [] if header is None else [shown.get(name, name) for name in header.borrow]
        return [*borrowed, *[""] * _SPARE_DOCUMENTS]
    if key == "format":
        return [FORMAT]
    if header is None:
        return [label("unit.wan_yuan") if key == "money_unit" else ""]
    if key in CHOICES:
        chosen = getattr(header, key)
        return [label(CHOICES[key][chosen]) if chosen else ""]
    if key in TARGETS:
        return [header.targets.get(key, "")]
    found = {
        "title_zh": header.title["zh"], "title_en": header.title["en"], "first_year": header.first_year,
        "last_year": header.last_year, "note": header.note,
        "programme": shown.get(header.programme, header.programme),
        **dict(zip(("province", "city", "county"), header.place, strict=True)),
    }  # fmt: skip
    return [found[key]]


def _write(sheet: Any, row: int, key: str, value: Any, lists: Lists, styles: Styles) -> None:
    if isinstance(value, int):
        sheet.write_number(row, 1, value, styles["year"])
    else:
        sheet.write_string(row, 1, value, styles["text"])
    if key == "borrow":
        rule = {"validate": "list", "source": lists.range(DOCUMENTS), "error_type": "warning"}
        sheet.data_validation(row, 1, row, 1, rule | {"error_message": "不在文件目录中，确定要用吗？"})
    elif key == "programme":
        rule = {"validate": "list", "source": lists.range(PROGRAMMES), "error_message": "请从下拉表中选择"}
        sheet.data_validation(row, 1, row, 1, rule)
    elif key in CHOICES:
        choices = {"validate": "list", "source": [label(word) for word in CHOICES[key].values()]}
        sheet.data_validation(row, 1, row, 1, choices | {"error_message": "请从下拉表中选择"})
    elif key in ("first_year", "last_year"):
        years = {"validate": "integer", "criteria": "between", "minimum": 1990, "maximum": 2100}
        sheet.data_validation(row, 1, row, 1, years | {"error_message": "请填四位年份，如 2024"})
