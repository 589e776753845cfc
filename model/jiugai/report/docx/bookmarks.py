"""Bookmarks: places that links lead to, and hidden ones around sentences, values and captions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiugai.report.docx.keys import Keys
from jiugai.report.docx.xml import Element, element

_LONGEST = 40  # characters of a name


class Bookmarks:
    """Hands out their numbers, in the order of the document, and enters in `keys` what they stand for."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._last = 0

    def named(self, name: str, inside: Sequence[Element]) -> list[Element]:
        """`inside` in a bookmark; two must not have one name."""
        start, end = self._pair(name)
        return [start, *inside, end]

    def caption(self, identity: str, inside: Sequence[Element]) -> list[Element]:
        """`inside` as the caption of a chart, in a hidden bookmark."""
        name = self._hidden(identity)
        self._keys.caption(name, identity)
        return self.named(name, inside)

    def told(self, kind: str, reference: str, tail: str) -> tuple[Element, Element]:
        """Start and end of a hidden bookmark around a sentence (`say`) or a value."""
        name = self._hidden(reference)
        self._keys.told(kind, name, reference, tail)
        return self._pair(name)

    def _hidden(self, reference: str) -> str:
        """As much of the reference as a name can hold, and a number."""
        end = f"_{self._last + 1}"
        return f"_{re.sub(r'[^0-9A-Za-z]', '_', reference)}"[: _LONGEST - len(end)] + end

    def _pair(self, name: str) -> tuple[Element, Element]:
        self._last += 1
        return element("bookmarkStart", id=self._last, name=name), element("bookmarkEnd", id=self._last)
