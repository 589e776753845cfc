"""The whole report of a plan as one page, put together without the notebook: the same blocks, quickly."""

from __future__ import annotations

from jiugai.report import Book, document
from jiugai.report.html.blocks import blocks_html


def whole(book: Book) -> str:
    return f'<html lang="{book.lang}"><body><main>{blocks_html(document.whole(book))}</main></body></html>'
