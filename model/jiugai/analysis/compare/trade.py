"""The trade between what is reached and what the county pays: a point a scenario, measured alike for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiugai.analysis.compare.comparison import Comparison
from jiugai.analysis.compare.rows import PLANNED, ObjectiveRow

#: objectives that may stand for what is reached, the one that tells more first; else the households themselves
_REACHED = ("score", "basic_households")
_BORNE = "county_money"
#: in place of an objective: households of the plan; grants of the county and new bonds, 万元
HOUSEHOLDS, COUNTY_AND_BONDS = "households", "county_and_bonds"
_WAN = Decimal(10_000)


@dataclass(frozen=True)
class Point:
    """A scenario: what its plan reaches and bears, and the bounds that no plan passes; None: nothing beyond is open."""

    scenario: str
    reached: Decimal
    reached_bound: Decimal | None
    borne: Decimal
    borne_bound: Decimal | None


@dataclass(frozen=True)
class Trade:
    """`reached`, `borne`: the objectives drawn, or what stands in their place."""

    reached: str
    borne: str
    points: tuple[Point, ...]


def trade(comparison: Comparison) -> Trade:
    """The points of a comparison. An objective is drawn where every plan has it, measured alike; its value is that of
    the finished plan, its bound that of the stage, where the stage is not proven."""
    rows = {(row.scenario, row.objective): row for row in comparison.tables.objectives}
    by_name = {
        name: [found for scenario in comparison.planned if (found := rows.get((scenario, name)))]
        for name in (*_REACHED, _BORNE)
    }
    common = [name for name, found in by_name.items() if _alike(found, len(comparison.planned))]
    reached = next((name for name in _REACHED if name in common), HOUSEHOLDS)
    borne = _BORNE if _BORNE in common else COUNTY_AND_BONDS
    points = []
    for row in comparison.tables.scenarios:
        if row.state != PLANNED:
            continue
        money = (row.county_yuan or 0) + (row.general_bonds_yuan or 0) + (row.special_bonds_yuan or 0)
        one = rows.get((row.scenario, reached)) if reached in common else None
        other = rows.get((row.scenario, borne)) if borne in common else None
        points.append(
            Point(
                row.scenario,
                one.final if one else Decimal(row.households or 0),
                _open(one),
                other.final if other else money / _WAN,
                _open(other),
            )
        )
    return Trade(reached, borne, tuple(points))


def _alike(found: Sequence[ObjectiveRow], wanted: int) -> bool:
    return len(found) == wanted and len({row.measure for row in found}) == 1


def _open(row: ObjectiveRow | None) -> Decimal | None:
    return None if row is None or row.proven else row.bound
