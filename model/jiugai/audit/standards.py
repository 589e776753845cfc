"""Standards of subsidy, recomputed from the tables (3.4): what a row grants, and what a community may get."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiugai.audit.facts import Facts
    from jiugai.audit.records import Community, Entitlement, Factor, Fund

#: where a blank rate, and a blank share, are looked up
_RATE = {("province", "household"): "province.per_household", ("city", "floor_area"): "city.per_m2"}
_SHARE = {"city": "city.share"}

Param = Callable[[str, int], Fraction | None]


def granted(right: Entitlement, level: str, param: Param) -> Fraction:
    """Yuan a unit: rate × share, each the policy's where the case leaves it blank; 0 where nobody gives one."""
    share = right.share
    if share is None and (right.basis == "cost" or right.rate is None) and level in _SHARE:
        share = param(_SHARE[level], right.year)
    if right.basis == "cost":
        return share or Fraction(0)
    rate: Fraction | None = None if right.rate is None else Fraction(right.rate)
    if rate is None and (level, right.basis) in _RATE:
        rate = param(_RATE[level, right.basis], right.year)
    return (rate or Fraction(0)) * (1 if share is None else share)


def multiplier(fund: Fund, year: int, param: Param, in_force: bool) -> Fraction:
    """Q4: central and provincial money applied for is scaled by the performance of the year; 1 for all other money."""
    if not in_force or fund.kind not in ("central", "provincial") or fund.status != "applied":
        return Fraction(1)
    value = param("performance.multiplier", year)
    return Fraction(1) if value is None else value


def own_share(factors: Iterable[Factor], level: str, param: Param) -> Fraction:
    """The factor formula: Σ weight × own × difficulty / total; a blank weight is the policy's for central money."""
    share = Fraction(0)
    for factor in factors:
        weight = factor.weight
        if weight is None and level == "central":
            weight = param(f"central.factor_weight.{factor.factor}", factor.year)
        share += (weight or 0) * factor.own * (1 if factor.difficulty is None else factor.difficulty) / factor.total
    return share


def envelopes(
    rows: Iterable[Mapping[str, int]],
    rights: Iterable[Entitlement],
    factors: Sequence[Factor],
    levels: Mapping[str, str],
    param: Param,
) -> dict[str, dict[int, int]]:
    """Fund → year of allotment → yuan: `fund_years` plus rows without a binding (× quantity, rounded down, capped)."""
    total: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        total[str(row["fund_id"])][row["year"]] += row["envelope"]
    for right in rights:
        if not right.binding:
            quantity = right.quantity or Fraction(0)
            if right.basis == "formula":
                mine = [f for f in factors if (f.fund_id, f.year) == (right.fund_id, right.year)]
                quantity = own_share(mine, levels[right.fund_id], param)
            whole = int(granted(right, levels[right.fund_id], param) * quantity // 1)
            total[right.fund_id][right.year] += whole if right.cap is None else min(whole, right.cap)
    return {fund: dict(by_year) for fund, by_year in total.items()}


def counted(basis: str, community: Community, cost: int) -> Fraction:
    """What a standard counts of a community; `cost`: of its works that the fund may pay."""
    return {
        "household": Fraction(community.households),
        "floor_area": Fraction(str(community.floor_area_m2)),
        "building": Fraction(community.buildings),
        "community": Fraction(1),
        "cost": Fraction(cost),
    }[basis]


def promised(facts: Facts, fund: Fund, site: str) -> int:
    """What the fund is committed to pay a community in plan years, yuan."""
    return sum(
        promise.committed
        for promise in facts.commitments
        if promise.fund_id == fund.fund_id and promise.year in facts.years and facts.work_ids[promise.work_id] == site
    )
