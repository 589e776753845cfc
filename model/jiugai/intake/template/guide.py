"""The first sheet: what to fill in which order, what may be left out, and what to do with the filled workbook."""

from __future__ import annotations

from typing import Any

import jiugai
from jiugai.inputs.dictionary import REQUIRED_TABLES, dictionary
from jiugai.inputs.header import FORMAT
from jiugai.inputs.vocabulary import CASE, table_label
from jiugai.intake.template.style import TAB_OTHER, Styles
from jiugai.intake.template.table_sheet import set_print
from jiugai.intake.template.words import table_hint, words
from jiugai.labels import label

_WIDTHS = (18, 22, 60, 76)


def write_guide(sheet: Any, styles: Styles) -> None:
    say = words()
    sheet.set_tab_color(TAB_OTHER)
    sheet.hide_gridlines(2)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width, styles["plain"])
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, say["title"], styles["title"])
    subtitle = say["subtitle"].format(version=jiugai.__version__, format=FORMAT)
    sheet.write_string(1, 0, subtitle, styles["remark"])
    row = 3
    for what, text in say["guide"]:
        sheet.write_string(row, 0, what, styles["strong"])
        sheet.write_string(row, 1, text, styles["plain"])
        row += 1
    row += 1
    sheet.write_string(row, 0, say["how"]["title"], styles["strong"])
    for command, meaning in say["how"]["lines"]:
        row += 1
        sheet.merge_range(row, 0, row, 1, "", styles["command"])
        sheet.write_string(row, 0, command, styles["command"])
        sheet.set_row(row, 18)
        sheet.write_string(row, 2, meaning, styles["plain"])
    row += 2
    sheet.write_string(row, 0, say["sheets"]["title"], styles["strong"])
    row += 1
    for place, name in enumerate(say["sheets"]["columns"]):
        sheet.write_string(row, place, name, styles["optional"])
    sheets = [(label(f"sheet.{CASE}"), True, say["sheets"]["case_zh"], say["sheets"]["case_en"])]
    for table in dictionary():
        english = f"{table_label(table, 'en')}: {table_hint(table, 'en')}"
        sheets.append((table_label(table), table in REQUIRED_TABLES, table_hint(table), english))
    for name, required, zh, en in sheets:
        row += 1
        sheet.set_row(row, 18)
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles["boxed"], name)
        need = "required" if required else "optional"
        sheet.write_string(row, 1, say[need], styles[need])
        sheet.write_string(row, 2, zh, styles["boxed"])
        sheet.write_string(row, 3, en, styles["boxed"])
    set_print(sheet)
