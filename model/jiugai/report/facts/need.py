"""The need score of every community, recomputed from the case (docs/formats.md 3.2)."""

from __future__ import annotations

from fractions import Fraction

from jiugai.money import round_half_up
from jiugai.report.book import Book

#: what residents may offer first, a quarter of the part each
_OFFERS = ("willing_to_pay", "fee_promised", "fund_renewal", "removal_cooperation")
_OLDEST = 50  # years of age beyond which the score of age stays


def need_scores(book: Book) -> dict[str, int]:
    """community → need, whole points 0–100: Σ weight × part / 100, rounded half up."""
    scenario = book.study.scenario
    facts = {row["community_id"]: row for row in book.case_rows("communities")}
    scores = {}
    for site in book.sites:
        parts = {
            "age": 2 * min(max(scenario.as_of.year - site.built_year, 0), _OLDEST),
            "hazard": 100 if site.hazard else 0,
            "facilities": 10 * facts[site.id]["need_facilities"],
            "care": 10 * facts[site.id]["need_care"],
            "pays_first": 25 * sum(facts[site.id][offer] is True for offer in _OFFERS),
        }
        total = sum(weight * parts[part] for part, weight in scenario.need_weights.items())
        scores[site.id] = round_half_up(Fraction(total, 100))
    return scores
