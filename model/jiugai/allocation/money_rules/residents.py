"""What residents bring: what they are asked × what is collected × who agreed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.allocation.money_rules.base import AT_MOST, Line, MoneyRule, Row, label
from jiugai.allocation.money_rules.by_site import capped
from jiugai.frames import each_row, members
from jiugai.inputs.case import TIERS
from jiugai.inputs.rule import parameter
from jiugai.inputs.study import Study
from jiugai.money import YUAN_PER_WAN, to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


def asked_of_residents(study: Study) -> list[str]:
    """Ids of the residents' funds that F10 caps: kind resident and no row of `own_money`."""
    funds, agreed = study.case.table("funds"), study.case.table("own_money")["fund_id"]
    return list(funds["fund_id"][(funds["kind"] == "resident") & ~funds["fund_id"].isin(agreed)])


class ResidentMoney(MoneyRule):
    """Residents' money of a community is limited by what can be collected (居民出资: 应筹 × 筹措率 × 同意率).

    For each site s:   Σ_f pay[f,s]  ≤  Σ_o choose[o] · cap[o]        (万元)
    f: residents' funds without an agreement (F12): those ask households for money, the others have it
    cap[o] = min( Σ_w asked_share[tier w] · cost[w],  capacity_per_household · households / collection_rate )
             · consent · collection_rate — see docs/formats.md 3.4 for the exact form, rounded down to a yuan
    """

    id = "F10"
    asked_basic = parameter("resident.asked_share.basic")
    asked_improvement = parameter("resident.asked_share.improvement")
    asked_upgrade = parameter("resident.asked_share.upgrade")
    collection_rate = parameter("resident.collection_rate")
    capacity = parameter("resident.capacity_per_household")

    @property
    def _asked(self) -> list[str]:
        """Funds (ids) by which households are asked for money."""
        return asked_of_residents(self.study)

    def caps(self, problem: Problem) -> list[int]:
        """Cap of each option in whole yuan, shape (options,)."""
        asked = {"basic": self.asked_basic, "improvement": self.asked_improvement, "upgrade": self.asked_upgrade}
        tier = self.study.case.table("works")["tier"]
        costs = problem.menu.costs
        by_tier = costs.groupby(["option", costs["work"].map(tier)])["yuan"].sum()
        caps = []
        for number, option in enumerate(each_row(problem.menu.options)):
            year = self.study.case.first_year if option.fixed else int(option.start_year)
            cost = sum(asked[t].get(year, 0) * int(by_tier.get((number, t), 0)) for t in TIERS)
            cap = cost * option.consent_rate * self.collection_rate.get(year, 0)
            capacity = self.capacity[year]
            if capacity is not None:
                cap = min(cap, capacity * YUAN_PER_WAN * int(option.households) * option.consent_rate)
            caps.append(int(Fraction(cap)))
        return caps

    def rows(self, problem: Problem) -> Iterator[Row]:
        resident = problem.flows["fund_id"].isin(self._asked)
        if not resident.any():
            return
        caps = np.array(self.caps(problem), dtype=np.int64)
        if (problem.flows["cell"][resident] >= 0).all():
            yield from self._by_site(problem, resident, caps)
        else:
            yield from self._intake(problem, resident, caps)

    @staticmethod
    def _by_site(problem: Problem, resident: pd.Series, caps: NDArray[np.int64]) -> Iterator[Row]:
        for community, paid, cap in capped(problem, resident.to_numpy(), caps):
            yield Row(label(community=community), paid, AT_MOST, cap, held=True)

    @staticmethod
    def _intake(problem: Problem, resident: pd.Series, caps: NDArray[np.int64]) -> Iterator[Row]:
        """What the sites can take in of residents' money, for sets B of buckets of one start year:

        Σ_{b∈B} pay[residents,b]  ≤  Σ_o choose[o] · min(cap[o], cost[o,B]);   B: all, one year, one bucket
        """
        flows = problem.flows[resident]
        payable = problem.cells[problem.cells["bucket"].isin(flows["bucket"])]
        costs = problem.cell_costs.merge(payable[["cell", "bucket", "year", "start_year"]], on="cell")
        flows = flows.merge(payable[["bucket", "start_year"]].drop_duplicates(), on="bucket").set_index(flows.index)
        for keys in ("start_year", ["start_year", "year"], "bucket"):
            cost = costs.groupby([*([keys] if isinstance(keys, str) else keys), "option"])["yuan"].sum()
            by_place = cost.reset_index("option")
            for key, numbers in members(flows, keys):
                entries = by_place.loc[[key]]
                options = entries["option"].to_numpy()
                taken = np.minimum(entries["yuan"].to_numpy(), caps[options])
                yield Row(
                    label(intake=keys if isinstance(keys, str) else "+".join(keys), of=key),
                    problem.linear((problem.pay[flow], 1.0) for flow in numbers),
                    AT_MOST,
                    problem.linear(
                        (problem.choose[option], to_wan(int(yuan))) for option, yuan in zip(options, taken, strict=True)
                    ),
                )

    def lines(self, settled: Settled) -> Iterator[Line]:
        """By community of the plan, where the case has resident money."""
        problem = settled.problem
        if not self._asked:
            return
        paid = settled.funding[settled.funding["fund_id"].isin(self._asked)].groupby("community_id")["yuan"].sum()
        for community, cap in zip(problem.menu.options["community_id"], self.caps(problem), strict=True):
            money = int(paid.get(community, 0))
            if money or cap:
                yield Line(label(community=community), money, cap, cap - money)
