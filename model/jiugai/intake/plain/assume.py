"""Filling what a list leaves open, in a stated order; every filled cell is counted under a stated assumption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from jiugai.errors import DataError, ProblemLog
from jiugai.intake.plain.assumed import Assumed
from jiugai.intake.plain.figures import figure
from jiugai.intake.plain.listing import Listing
from jiugai.intake.plain.lots import TIER_FIELDS, lot_investments, lots, own_investment
from jiugai.intake.plain.rows import PlainRow
from jiugai.money import round_half_up, split


@dataclass(frozen=True)
class Community:
    """A community with nothing left open. `cost`: tier → whole yuan."""

    listed: PlainRow
    households: int
    buildings: int
    floor_area: Fraction
    built_year: int
    consent: Fraction
    cost: dict[str, int]


def complete(listing: Listing, assumed: Assumed) -> list[Community]:
    """Every community of the list, completed. Raises `DataError` where neither households nor area is known."""
    log = ProblemLog(DataError)
    for row in listing.rows:
        if row.get("households") is None and row.get("floor_area_m2") is None:
            where = listing.sheet.at(row.row, value=row.name)
            log.add(where, "户数和建筑面积至少要填一项", "give households or floor area, or both")
    log.finish()
    rows = listing.rows
    households, areas = _sizes(rows, assumed)
    per = figure("households_per_building").value
    buildings = [
        row.get("buildings") or max(1, round_half_up(count / per)) for row, count in zip(rows, households, strict=True)
    ]
    assumed.add("buildings", _missing(rows, "buildings"), "households_per_building")
    built, consent = _constant(rows, "built_year", assumed), _constant(rows, "consent_rate", assumed)
    assumed.add("needs", len(rows))
    costs = _costs(rows, areas, assumed)
    assumed.add("rounded", listing.rounded)
    return [
        Community(row, households[i], buildings[i], areas[i], int(built[i]), consent[i], costs[i])
        for i, row in enumerate(rows)
    ]


def _missing(rows: Sequence[PlainRow], name: str) -> int:
    return sum(row.get(name) is None for row in rows)


def _sizes(rows: Sequence[PlainRow], assumed: Assumed) -> tuple[list[int], list[Fraction]]:
    """Households and floor area, the one from the other where it is missing."""
    both = [row for row in rows if row.get("households") and row.get("floor_area_m2")]
    ratio, own = figure("m2_per_household").value, {}
    if len(both) * 2 >= len(rows):  # the list knows its own estates better than published ones do
        area = sum(Fraction(row.get("floor_area_m2")) for row in both)
        ratio = Fraction(round_half_up(area / sum(row.get("households") for row in both)))
        own = {
            "figure": str(ratio),
            "ground_zh": "清单中两项都有的小区的平均",
            "ground_en": "average of the communities that give both",
        }
    assumed.add("households", _missing(rows, "households"), "m2_per_household", **own)
    assumed.add("floor_area", _missing(rows, "floor_area_m2"), "m2_per_household", **own)
    households = [row.get("households") or max(1, round_half_up(row.get("floor_area_m2") / ratio)) for row in rows]
    areas = [Fraction(row.get("floor_area_m2") or count * ratio) for row, count in zip(rows, households, strict=True)]
    return households, areas


def _constant(rows: Sequence[PlainRow], name: str, assumed: Assumed) -> list[Fraction]:
    """A column whose blanks all take the same figure."""
    assumed.add(name, _missing(rows, name), name)
    return [Fraction(row.get(name)) if row.get(name) is not None else figure(name).value for row in rows]


def _costs(rows: Sequence[PlainRow], areas: Sequence[Fraction], assumed: Assumed) -> list[dict[str, int]]:
    """Cost by tier: as listed, else a share of the lot, else floor area times a published unit cost."""
    totals = [own_investment(row) for row in rows]
    place = {id(row): i for i, row in enumerate(rows)}
    shared = 0
    for members in lots(rows).values():
        unknown = [place[id(row)] for row in members if own_investment(row) is None]
        rest = lot_investments(members).pop() - sum(own_investment(row) or 0 for row in members)
        for i, part in zip(unknown, split(rest, [areas[i] for i in unknown]), strict=True):
            totals[i] = part
        shared += len(unknown)
    assumed.add("lot", shared)
    assumed.add("cost", sum(total is None for total in totals), "yuan_per_m2")
    unit = figure("yuan_per_m2").value
    costs: list[dict[str, int]] = []
    untiered = 0
    for row, total, area in zip(rows, totals, areas, strict=True):
        tiers = {tier: row.get(name) for tier, name in TIER_FIELDS.items() if row.get(name)}
        untiered += not tiers
        costs.append(tiers or {"basic": max(1, round_half_up(area * unit)) if total is None else total})
    assumed.add("tier", untiered)
    return costs
