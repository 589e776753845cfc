"""Text in CSV files that people open in a spreadsheet: what would be taken for a formula there begins with `'`.

A text is guarded if it begins with `=`, `+`, `-`, `@`, their full-width forms, a tab or a line end, be there any number
of `'` before it. Reading takes one `'` away again, so that every text comes back as it was; numbers are never guarded.
"""

from __future__ import annotations

import re

_FORMULA = r"[=+\-@＝＋－＠\t\r\n]"
_TO_GUARD = re.compile(f"'*{_FORMULA}")
_GUARDED = re.compile(f"'+{_FORMULA}")


def guarded(text: str) -> str:
    """
    >>> guarded("=cmd"), guarded("'-1"), guarded("幸福小区"), guarded("'甲")
    ("'=cmd", "''-1", '幸福小区', "'甲")
    """
    return "'" + text if _TO_GUARD.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given.

    >>> unguarded("'=cmd"), unguarded("''-1"), unguarded("'甲"), unguarded("=cmd")
    ('=cmd', "'-1", "'甲", '=cmd')
    """
    return text[1:] if _GUARDED.match(text) else text
