"""The whole report of a plan as one page, put together without the notebook: the same parts, quickly."""

from __future__ import annotations

from jiugai.report import Book, figure, heading, page_one, statement, table
from jiugai.report.contents import SECTIONS

_SHOW = {"figure": figure, "table": table, "text": statement}


def whole(book: Book) -> str:
    parts = [str(page_one(book))]
    for section in SECTIONS[1:]:
        parts.append(heading(section.name, book))
        parts += [_SHOW[kind](name, book) for kind, name in section.parts]
    return f'<html lang="{book.lang}"><body><main>{"".join(parts)}</main></body></html>'
