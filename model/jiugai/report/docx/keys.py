"""What the pages of a document do not show and the proof of its numbers needs: a part of the package beside the text.

Names of bookmarks and what they stand for, keys of columns and rows, the exact values of rounded cells. Texts and
numbers are not in it: they are read from the pages (`report.ties.read_word`).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from jiugai.report.docx.xml import clean
from jiugai.report.formats import exact
from jiugai.report.grid import Grid
from jiugai.report.ties.word_keys import NAMESPACE


class Keys:
    """Collects them in the order of the document."""

    def __init__(self, lang: str) -> None:
        self._root = Element("report", xmlns=NAMESPACE, lang=lang)

    def caption(self, bookmark: str, identity: str) -> None:
        """The bookmark around the caption of a section, table or chart."""
        SubElement(self._root, "caption", at=bookmark, id=identity)

    def told(self, kind: str, bookmark: str, reference: str, tail: str) -> None:
        """The bookmark around a sentence (`say`) or a value; `tail`: its end, where the page leaves that off."""
        SubElement(self._root, kind, {"at": bookmark, "ref": reference} | ({"tail": tail} if tail else {}))

    def table(self, bookmark: str, grid: Grid) -> None:
        """The table under the caption in a bookmark."""
        table = SubElement(self._root, "table", at=bookmark, name=grid.name)
        for column in grid.columns:
            SubElement(table, "column", key=column.key, heading=clean("·".join(column.heading)))
        for row in grid.rows:
            made = SubElement(table, "row", {"role": row.role} | ({"key": clean(row.key)} if row.key else {}))
            if row.role == "group":
                continue
            for column, value in zip(grid.columns, row.values, strict=True):
                hidden = exact(value, column.shape)
                if hidden is not None:
                    SubElement(made, "exact", column=column.key, value=str(hidden))

    def part(self) -> bytes:
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(self._root, encoding="unicode").encode()
