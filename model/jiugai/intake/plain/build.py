"""A completed list → header and tables of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from jiugai.errors import DataError, Locator, Problem, ScenarioError
from jiugai.intake.plain.assume import Community, complete
from jiugai.intake.plain.assumed import Assumed
from jiugai.intake.plain.figures import figure
from jiugai.intake.plain.listing import Listing
from jiugai.intake.plain.money import fund_tables
from jiugai.intake.plain.place import NO_PLACE, place_of
from jiugai.money import split

_MOST_YEARS = 20  # between the first and the last


@dataclass(frozen=True)
class Options:
    """What the user may say beside the list. `county_money`: whole yuan a year; None: as much as is left over."""

    first_year: int | None = None
    last_year: int | None = None
    place: str | None = None
    county_money: int | None = None


@dataclass(frozen=True)
class Built:
    """Header and tables of the new case, the assumptions among them."""

    header: dict[str, Any]
    tables: dict[str, list[dict[str, Any]]]


def build_case(listing: Listing, path: Path, options: Options) -> Built:
    """The case of a list. Raises `DataError` for what can be neither read nor assumed."""
    assumed = Assumed()
    years = _years(listing, options, assumed)
    place = _place(listing, options, assumed)
    communities = complete(listing, assumed)
    works = _works(communities, assumed)
    total = sum(work["cost"] for work in works)
    households = sum(community.households for community in communities)
    money = fund_tables(years, households, total, options.county_money, assumed)
    tables = {
        "communities": _communities(communities),
        "works": works,
        **money,
        "sources": _sources(path),
        "assumptions": assumed.rows,
    }
    header = {
        "format": "jiugai-case/1",
        "title": {"zh": listing.head.title or path.stem, "en": path.stem},
        "place": list(place),
        "first_year": years[0],
        "last_year": years[-1],
        "borrow": [],
        "money_unit": "wan_yuan",
        "basis": "mixed",
        "note": f"由清单 {path.name} 生成；清单没有的内容均为假设，逐项见 assumptions.csv",
    }
    return Built(header, tables)


def _years(listing: Listing, options: Options, assumed: Assumed) -> tuple[int, ...]:
    """First and last plan year: as asked, else as listed row by row, else from the title."""
    listed = sorted({row.get("plan_year") for row in listing.rows} - {None})
    titled = listing.head.years if not listed and options.first_year is None else ()
    first = options.first_year or next(iter([*listed, *titled]), None)
    if first is None:
        raise DataError(
            Problem(
                listing.sheet.at(),
                "清单没有计划年度：请加一列“计划年度”，或用 --first-year 2026 指明规划首年",
                "no plan year in the list: add a column 计划年度, or give the first plan year: --first-year 2026",
            )
        )
    last = options.last_year or (titled[-1] if len(titled) == 2 else max([first + 1, *listed]))
    if not first <= last <= first + _MOST_YEARS:
        text = f"{first}—{last}"
        problem = Problem(Locator(column="--last-year", value=text), "规划期应为1到21年", "a plan has 1 to 21 years")
        raise ScenarioError(problem)
    assumed.add("title_years", len(titled), years="—".join(map(str, titled)))
    assumed.add("years", int(options.last_year is None and len(titled) < 2), first=first, last=last)
    assumed.add("plan_year", len(listing.rows) if listed else 0)
    return tuple(range(first, last + 1))


def _place(listing: Listing, options: Options, assumed: Assumed) -> tuple[str, str, str]:
    listed = {row.get("place") for row in listing.rows} - {None}
    text = options.place or (listed.pop() if len(listed) == 1 else "")
    place = place_of(text)
    if NO_PLACE[0] in place:
        assumed.add("no_place" if place == NO_PLACE else "part_place", 1, place="、".join(place))
    return place


def _communities(communities: Sequence[Community]) -> list[dict[str, Any]]:
    return [
        {
            "community_id": _id(number), "name": it.listed.name,
            "street": it.listed.get("street"), "neighbourhood": it.listed.get("neighbourhood"),
            "property_type": it.listed.get("property_type"), "stage": "proposed",
            "households": it.households, "buildings": it.buildings, "floor_area_m2": it.floor_area,
            "built_year": it.built_year, "consent_rate": it.consent, "source_id": "list",
        }
        for number, it in enumerate(communities, start=1)
    ]  # fmt: skip


def _id(number: int) -> str:
    return f"c{number:03d}"


def _works(communities: Sequence[Community], assumed: Assumed) -> list[dict[str, Any]]:
    """Three lines a tier: construction, other fees, contingency; together the listed amount to the yuan."""
    fees, reserve = figure("other_fees_share"), figure("contingency_share")
    weights = [Fraction(1), fees.value, (1 + fees.value) * reserve.value]
    works = []
    for number, community in enumerate(communities, start=1):
        for tier, cost in community.cost.items():
            parts = zip(("construction", "other_fees", "contingency"), split(cost, weights), strict=True)
            works += [
                {
                    "work_id": f"{_id(number)}.{tier}.{part}", "community_id": _id(number), "trade": "general",
                    "tier": tier, "part": "whole", "cost_part": part, "cost_stage": "estimate", "cost": amount,
                    "source_id": "list",
                }
                for part, amount in parts
                if amount
            ]  # fmt: skip
    assumed.add("fees", len(works), "other_fees_share")
    assumed.add("contingency", len(works), "contingency_share")
    assumed.add("trade", len(works))
    assumed.add("hazard", len(works))
    return works


def _sources(path: Path) -> list[dict[str, Any]]:
    return [
        {"source_id": "list", "title": f"本单位清单 {path.name}", "basis": "reported"},
        {"source_id": "assumed", "title": "清单没有的内容，按 assumptions.csv 逐项假设", "basis": "assumed"},
    ]
