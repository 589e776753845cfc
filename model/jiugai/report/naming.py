"""Communities called by name in a sentence, of many the first ones."""

from __future__ import annotations

from collections.abc import Sequence

from jiugai.report.book import Book, Site
from jiugai.report.wording import say

NAMED = 10  # of more, the first ones


def named(sites: Sequence[Site], book: Book, more: str = "names.more") -> str:
    """`more`: the sentence on how many there are, where only the first are named."""
    texts = [say("names.one", book.lang, name=site.name) for site in sites[:NAMED]]
    return listed(texts, len(sites), book, more)


def listed(texts: Sequence[str], count: int, book: Book, more: str = "names.more") -> str:
    """The texts in a line, and that there are more of them."""
    rest = say(more, book.lang, all=count) if count > len(texts) else ""
    return say("list.comma", book.lang).join(texts) + rest
