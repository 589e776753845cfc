"""Communities called by name in a sentence, of many the first ones."""

from __future__ import annotations

from collections.abc import Sequence

from jiugai.labels import label
from jiugai.report.book import Book, Site
from jiugai.report.wording import say

NAMED = 10  # of more, the first ones


def named(sites: Sequence[Site], book: Book) -> str:
    return listed([site.name for site in sites[:NAMED]], len(sites), book)


def listed(texts: Sequence[str], count: int, book: Book) -> str:
    """The texts in a line, and that there are more of them."""
    more = label("word.and_more", book.lang).format(count=count) if count > len(texts) else ""
    return say("list.comma", book.lang).join(texts) + more
