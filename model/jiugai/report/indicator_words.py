"""The warnings of indicators.csv that do not hold, a sentence each."""

from __future__ import annotations

from collections.abc import Iterator

from jiugai.report.book import Book
from jiugai.report.facts import decisions
from jiugai.report.formats import amount_text
from jiugai.report.wording import say

_WORTH_SAYING = 100  # yuan: below, 0.00 万元; the tables show it all the same


def broken_words(book: Book) -> Iterator[tuple[str, str]]:
    """(indicator, sentence with its amounts by year); the lapse is told elsewhere."""
    lang = book.lang
    for (indicator, unit), years in sorted(decisions.broken_indicators(book).items()):
        how = "mind.indicator_year" if unit == "yuan" else "mind.count_year"
        amounts = say("list.comma", lang).join(
            say(how, lang, year=year, yuan=amount_text(years[year], unit, lang)) for year in sorted(years)
        )
        if unit != "yuan" or sum(years.values()) >= _WORTH_SAYING:
            yield indicator, say(f"mind.{indicator}", lang, amounts=amounts)
