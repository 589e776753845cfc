"""What stands under an official table besides its own note."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from jiugai.labels import label
from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.facts.debts import barred
from jiugai.report.facts.evaluation import results
from jiugai.report.facts.fiscal import over_limit
from jiugai.report.facts.pledged import Pledged
from jiugai.report.formats import area_text, cover_text
from jiugai.report.wording import say


def debt_notes(book: Book) -> Iterator[str]:
    """Why nothing new is drawn: the tier of the county, debt that was over its limit before the plan."""
    lang = book.lang
    quotas = barred(book)
    if quotas:
        tier = label(f"debt_tier.{book.study.case.debt_tier}", lang)
        years = say("list.comma", lang).join(map(str, quotas))
        yield say("T10.tier", lang, tier=tier, years=years, yuan=wan_text(sum(quotas.values())))
    for kind in ("g", "s"):
        over = say("list.comma", lang).join(str(year) for year in sorted(over_limit(kind, book)))
        if over:
            yield say(f"T10.over.{kind}", lang, years=over)


def cash_note(project: Pledged, book: Book) -> str:
    """The cover over the term, and the least that is asked for."""
    asked = book.study.param("bond.coverage", book.first_year) if book.study.in_force("D4") else None
    key = "T7.cover" if asked is None else "T7.cover_asked"
    return say(key, book.lang, cover=cover_text(project.over_term), asked=cover_text(asked))


def score_note(book: Book) -> Iterator[str]:
    """The score of what can be told, and what it is in a hundred."""
    scored = [it for it in results(book) if it.score is not None]
    weight = sum((it.weight for it in scored), Fraction(0))
    score = sum((it.score for it in scored if it.score is not None), Fraction(0))
    if weight:
        share = area_text(score / weight * 100)
        yield say("T5.scored", book.lang, weight=area_text(weight), score=area_text(score), share=share)
