"""Communities called by name in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from jiugai.report.book import Book, Site
from jiugai.report.facts.left_out import deciding_rules
from jiugai.report.naming import NAMED, listed
from jiugai.report.tables.left_out import reason_text
from jiugai.report.wording import say


def reasoned(sites: Sequence[Site], book: Book) -> str:
    """Communities with the reason behind each name."""
    texts = [
        say("first.reasoned", book.lang, name=site.name, reason=reason_text(site.decision, rules_of(site, book), book))
        for site in sites[:NAMED]
    ]
    return listed(texts, len(sites), book)


def rules_of(site: Site, book: Book) -> tuple[str, ...]:
    return deciding_rules(site, book) if site.decision == "ineligible" else ()
