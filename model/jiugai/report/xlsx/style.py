"""How the workbook looks: one cell format for every kind of value and role of row, made when first asked for."""

from __future__ import annotations

import re
from typing import Any

_FONTS = {"zh": "宋体", "en": "Arial"}
_HEAD, _SUM, _GROUP, _LINE = "#D9E2EC", "#EFEFEF", "#F7F7F7", "#A6A6A6"
_BOX = {"border": 1, "border_color": _LINE}

#: number formats; what is zero shows as a dash, as in the other reports
WAN = '#,##0.00;[Red]-#,##0.00;"–"'
COUNT, AREA, PERCENT, PLAIN, DATE, TEXT = "#,##0", "#,##0.00", "0.0%", "0", "yyyy-mm-dd", "@"

_KINDS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "big": {"bold": True, "font_size": 18},
    "basis": {"font_color": "#595959"},
    "link": {"font_color": "#12476B", "underline": 1},
    "boxed_link": {**_BOX, "font_color": "#12476B", "underline": 1, "indent": 1},
    "unit": {"align": "right", "font_color": "#595959"},
    "ask": {"font_size": 12, "text_wrap": True, "valign": "top"},
    "said": {"text_wrap": True, "valign": "top"},
    "note": {"font_size": 9, "font_color": "#595959", "text_wrap": True, "valign": "top"},
    "head": {**_BOX, "bold": True, "bg_color": _HEAD, "align": "center", "text_wrap": True},
    "section": {"bold": True, "font_size": 12, "bottom": 1, "bottom_color": _LINE},
    "cell": {**_BOX},
}
_ROLES: dict[str, dict[str, Any]] = {
    "row": {},
    "group": {"bold": True, "bg_color": _GROUP},
    "subtotal": {"bold": True, "bg_color": _GROUP},
    "total": {"bold": True, "bg_color": _SUM},
}
_AS_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_LONGEST_AS_TEXT = 255  # a longer text in a cell formatted as text shows as #### in some versions


class Styles:
    """The formats of one workbook."""

    def __init__(self, workbook: Any, lang: str) -> None:
        self._workbook = workbook
        self._base = {"font_name": _FONTS[lang], "font_size": 10, "valign": "vcenter"}
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def kind(self, name: str, **more: Any) -> Any:
        """The format of a part that is no table cell, or of a heading."""
        return self._format(_KINDS[name] | more)

    def number(self, number_format: str, role: str = "row") -> Any:
        """A number to the right; a date to the left, for words may stand in its place in other rows."""
        place = {"align": "left", "indent": 1} if number_format == DATE else {"align": "right"}
        return self._format(_KINDS["cell"] | _ROLES[role] | {"num_format": number_format} | place)

    def text(self, text: str, role: str = "row", *, right: bool = False, wrap: bool = True) -> Any:
        """A text cell. One that a spreadsheet would take for a formula, were it typed again, is quoted."""
        look: dict[str, Any] = {"align": "right"} if right else {"align": "left", "indent": 1}
        look["text_wrap"] = wrap
        if _AS_FORMULA.match(text):
            look["quote_prefix"] = True
        if len(text) <= _LONGEST_AS_TEXT:
            look["num_format"] = TEXT
        return self._format(_KINDS["cell"] | _ROLES[role] | look)

    def _format(self, look: dict[str, Any]) -> Any:
        look = self._base | look
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]
