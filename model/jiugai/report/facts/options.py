"""The scenarios of a comparison (方案), as a report tells them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jiugai.analysis.compare import Comparison
from jiugai.analysis.compare.rows import PLANNED, PairRow, ScenarioRow
from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.wording import drawn, say


@dataclass(frozen=True)
class Option:
    """A scenario at a glance (T12): amounts in whole yuan, blank where it has no plan."""

    name: str
    state: str
    communities: int | None
    households: int | None
    floor_area: Fraction | None
    cost: int | None
    county: int | None
    upper: int | None
    general_bonds: int | None
    special_bonds: int | None
    debt_ratio: str
    debt_ratio_change: str
    gap: int | None
    streets: int | None
    left_out: int | None
    applied: int | None
    risks: str


def options(book: Book) -> list[Option]:
    """Every scenario of the comparison that a plan is part of, in its order; none where there is no comparison."""
    found = book.comparison
    return [] if found is None else [_option(row, found, book.lang) for row in found.tables.scenarios]


def _option(row: ScenarioRow, found: Comparison, lang: str) -> Option:
    return Option(
        name=found.title(row.scenario, lang),
        state=label(f"state.{row.state}", lang),
        communities=row.communities,
        households=row.households,
        floor_area=None if row.floor_area_m2 is None else Fraction(row.floor_area_m2),
        cost=row.cost_yuan,
        county=row.county_yuan,
        upper=row.upper_yuan,
        general_bonds=row.general_bonds_yuan,
        special_bonds=row.special_bonds_yuan,
        debt_ratio=ratio_text(row.debt_ratio),
        debt_ratio_change=ratio_text(row.debt_ratio_change),
        gap=row.gap_yuan,
        streets=row.streets,
        left_out=row.left_out,
        applied=row.applied_yuan,
        risks=_risks(row, found, lang),
    )


def ratio_text(ratio: Decimal | None) -> str:
    """A debt ratio in percent, two decimals: what a plan adds is often less than a tenth of a percent.

    >>> ratio_text(Decimal("0.756572")), ratio_text(None)
    ('75.66%', '')
    """
    return "" if ratio is None else f"{ratio * 100:.2f}%"


def _risks(row: ScenarioRow, found: Comparison, lang: str) -> str:
    """Indicators that are not ok, and whether a better plan is not ruled out; 无 where there is nothing of the kind."""
    if row.state != PLANNED:
        return ""
    told = [label(f"indicator.{name}", lang) for name in row.risks.split(";") if name]
    mine = [stage for stage in found.tables.objectives if stage.scenario == row.scenario]
    if not all(stage.proven for stage in mine):
        told.append(drawn("option.unproven", lang))
    return drawn("list.comma", lang).join(told) or drawn("option.no_risk", lang)


def verdict_text(pair: PairRow, found: Comparison, lang: str) -> str:
    """What is proven of two plans, in a sentence."""
    named = {key: found.title(name, lang) for key, name in (("one", pair.one), ("other", pair.other))}
    if pair.same or not pair.objective:
        return say(f"verdict.{'same' if pair.same else pair.verdict}", lang, **named)
    named["objective"] = label(f"objective.{pair.objective}", lang)
    if pair.better:
        named["better"] = found.title(pair.better, lang)
    return say(f"verdict.{pair.verdict}", lang, **named)
