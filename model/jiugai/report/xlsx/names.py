"""Names of sheets: short, unique, without what a spreadsheet refuses in them; references to their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 31
_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_KEPT_BACK = ("history",)  # a name that Excel keeps for itself


def sheet_names(titles: Iterable[str]) -> list[str]:
    """A name for every title, in order; equal ones are numbered.

    >>> sheet_names(["T1 a/b:c", "'x'", "History", "T1 A B C", "y" * 40])
    ['T1 a b c', 'x', 'History (2)', 'T1 A B C (2)', 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…']
    """
    taken = set(_KEPT_BACK)
    names = []
    for title in titles:
        plain = " ".join(_REFUSED.sub(" ", title).split()).strip("'").strip() or "-"
        name, count = _cut(plain, ""), 1
        while name.lower() in taken:
            count += 1
            name = _cut(plain, f" ({count})")
        taken.add(name.lower())
        names.append(name)
    return names


def _cut(text: str, end: str) -> str:
    room = _LONGEST - len(end)
    return (text if len(text) <= room else text[: room - 1].rstrip(" '") + "…") + end


def quoted(name: str) -> str:
    """A sheet in a formula.

    >>> quoted("T2 资金's")
    "'T2 资金''s'"
    """
    return "'" + name.replace("'", "''") + "'"
