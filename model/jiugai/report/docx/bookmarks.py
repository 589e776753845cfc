"""Bookmarks: places that links lead to, and values of sentences with their references, which Word does not list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiugai.report.docx.xml import Element, element

_LONGEST = 40  # characters of a name


class Bookmarks:
    """Hands out their numbers, in the order of the document."""

    def __init__(self) -> None:
        self._last = 0

    def named(self, name: str, inside: Sequence[Element]) -> list[Element]:
        """`inside` in a bookmark; two must not have one name."""
        self._last += 1
        start = element("bookmarkStart", id=self._last, name=name)
        return [start, *inside, element("bookmarkEnd", id=self._last)]

    def hidden(self, reference: str, inside: Sequence[Element]) -> list[Element]:
        """`inside` in a bookmark that bears a reference, as much of it as a name can hold, and a number."""
        end = f"_{self._last + 1}"
        return self.named(f"_{re.sub(r'[^0-9A-Za-z]', '_', reference)}"[: _LONGEST - len(end)] + end, inside)
