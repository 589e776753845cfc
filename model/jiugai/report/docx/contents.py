"""The table of contents: a field that shows its entries, each a link; updated in Word it has page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jiugai.report.docx.runs import field, paragraph, text_runs
from jiugai.report.docx.styles import CONTENTS
from jiugai.report.docx.xml import Element, element


@dataclass(frozen=True)
class Entry:
    """What the table of contents lists: `level` from 0."""

    level: int
    text: str
    bookmark: str


def contents(entries: Sequence[Entry], lang: str) -> Iterator[Element]:
    """A paragraph an entry; the field opens in the first and closes in the last."""
    *opening, closing = field(r'TOC \o "1-3" \h \z \u')
    for place, entry in enumerate(entries):
        link = element("hyperlink", *text_runs(entry.text, lang), anchor=entry.bookmark, history=1)
        before = opening if place == 0 else []
        after = [closing] if place == len(entries) - 1 else []
        yield paragraph(CONTENTS[entry.level], *before, link, *after)
