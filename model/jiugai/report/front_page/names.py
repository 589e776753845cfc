"""Communities called by name in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from jiugai.labels import label
from jiugai.report.book import Book, Site
from jiugai.report.facts.left_out import deciding_rules
from jiugai.report.tables.left_out import reason_text
from jiugai.report.wording import say

_NAMED = 10  # of more, the first ones


def named(sites: Sequence[Site], book: Book) -> str:
    return _listed([site.name for site in sites[:_NAMED]], len(sites), book)


def reasoned(sites: Sequence[Site], book: Book) -> str:
    """Communities with the reason behind each name."""
    texts = [
        say("first.reasoned", book.lang, name=site.name, reason=reason_text(site.decision, rules_of(site, book), book))
        for site in sites[:_NAMED]
    ]
    return _listed(texts, len(sites), book)


def rules_of(site: Site, book: Book) -> tuple[str, ...]:
    return deciding_rules(site, book) if site.decision == "ineligible" else ()


def _listed(texts: Sequence[str], count: int, book: Book) -> str:
    more = label("word.and_more", book.lang).format(count=count) if count > len(texts) else ""
    return say("list.comma", book.lang).join(texts) + more
