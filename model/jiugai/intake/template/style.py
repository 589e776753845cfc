"""How the template looks: one set of cell formats, made once a workbook."""

from __future__ import annotations

from typing import Any

_FONT = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_BOX = {"border": 1, "border_color": "#A6A6A6"}
_STRONG, _PALE, _REMARK = "#F4B183", "#D9E2EC", "#F2F2F2"

#: colour of the tab of a sheet that must be filled, of one that may be left empty, and of the others
TAB_REQUIRED, TAB_OPTIONAL, TAB_OTHER = "#ED7D31", "#8497B0", "#BFBFBF"

_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {},
    "strong": {"bold": True},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "remark": {"font_color": "#7F7F7F", "italic": True},
    "command": {"font_name": "Consolas", **_BOX, "bg_color": _REMARK},
    "boxed": {**_BOX, "text_wrap": True},
    "required": {**_BOX, "bold": True, "bg_color": _STRONG, "align": "center", "text_wrap": True},
    "optional": {**_BOX, "bold": True, "bg_color": _PALE, "align": "center", "text_wrap": True},
    "help": {**_BOX, "font_size": 9, "font_color": "#7F7F7F", "bg_color": _REMARK, "text_wrap": True, "valign": "top"},
    "beside": {**_BOX, "font_size": 9, "font_color": "#7F7F7F", "bg_color": _REMARK},
    "text": {**_BOX, "num_format": "@", "indent": 1},
    "general": {**_BOX, "align": "right"},
    "whole": {**_BOX, "num_format": "#,##0"},
    "year": {**_BOX, "num_format": "0", "align": "center"},
    "wan_yuan": {**_BOX, "num_format": "#,##0.00##"},
    "yuan": {**_BOX, "num_format": "#,##0"},
    "area": {**_BOX, "num_format": "#,##0.00"},
    "choice": {**_BOX, "align": "center"},
    "below": {},
    "below_text": {"num_format": "@"},
}


class Styles:
    """The formats of one workbook, by name."""

    def __init__(self, book: Any) -> None:
        self._made = {name: book.add_format(_FONT | extra) for name, extra in _FORMATS.items()}

    def __getitem__(self, name: str) -> Any:
        return self._made[name]
