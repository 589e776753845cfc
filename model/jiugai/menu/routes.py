"""Routes: alternative designs of one community, of which an option takes exactly one (技术路线)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.inputs.case import TIERS
from jiugai.inputs.rule import Rule
from jiugai.menu.options import Mask, RuleLog
from jiugai.menu.structures import RemovalFirst

#: facts of a route that an option carries
FACTS = ("bill_before", "bill_after", "payable", "months", "running_subsidy")


class OneRoute(Rule):
    """A community takes one of its routes whole, and none of the works of the others (一个小区只选一条路线).

    work w in option o  ⇒  route[w] = ""  or  route[w] = route[o]
    route[o] ∈ {route[w] : tier[w] ∈ scope[o], or hazard[w] (S2), or removal w (S7)},  "" only where this set is empty

    A work without a route belongs to every option whose scope holds it.
    """

    id = "H1"

    def designs(self, communities: pd.DataFrame, works: pd.DataFrame) -> pd.DataFrame:
        """One row a community and route, besides one without a route ("").

        Columns of `communities`, route, its `FACTS`, lacking (bits of the tiers that its works are of), wanted and
        barred: bits of the scopes that take the route only if they share one with it, and may not share any.
        """
        mine = works[["community_id", "route", "bit", "hazard", "trade"]]
        mine = mine if self.study.in_force(self.id) else mine.assign(route="")
        bits = mine.groupby(["community_id", "route"])["bit"].agg(np.bitwise_or.reduce)
        all_bits = mine.groupby("community_id")["bit"].agg(np.bitwise_or.reduce)
        of_routes = mine[mine["route"] != ""]
        every = (1 << len(TIERS)) - 1
        always = of_routes[
            (of_routes["hazard"] & self.study.in_force("S2")) | RemovalFirst(self.study).always(of_routes)
        ]
        whatever = set(zip(always["community_id"], always["route"], strict=True))
        held = set(always["community_id"])
        route_bits = of_routes.groupby("community_id")["bit"].agg(np.bitwise_or.reduce)

        frame = communities[["community_id"]].assign(route="")
        frame = pd.concat([frame, of_routes[["community_id", "route"]].drop_duplicates()], ignore_index=True)
        rows = []
        for community, route in zip(frame["community_id"], frame["route"], strict=True):
            own = int(bits.get((community, route), 0))
            if route:
                wanted = every if (community, route) in whatever else own
                rows.append((own | int(bits.get((community, ""), 0)), wanted, 0))
            else:
                shared = every if community in held else int(route_bits.get(community, 0))
                rows.append((int(all_bits.get(community, 0)), every, shared))
        columns = pd.DataFrame(rows, columns=["lacking", "wanted", "barred"], dtype="int64")
        facts = self.study.case.table("routes")[["community_id", "route", *FACTS]]
        frame = pd.concat([frame, columns], axis=1).merge(facts, on=["community_id", "route"], how="left")
        frame["running_subsidy"] = frame["running_subsidy"].fillna(0).astype("int64")
        return communities.merge(frame, on="community_id", how="left", sort=False)

    def works_of(self, options: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
        """The option × work pairs (number, route of the work) without works of other routes."""
        if not self.study.in_force(self.id):
            return pairs
        taken = options["route"].to_numpy()[pairs["number"].to_numpy()]
        mine = (pairs["route"] == "").to_numpy() | (pairs["route"] == taken).to_numpy()
        found: pd.DataFrame = pairs[mine]
        return found

    def note(self, options: pd.DataFrame, log: RuleLog) -> None:
        sites = options["community_id"][options["route"] != ""].nunique()
        log.note(self.id, 0, f"作用于选项菜单：{sites} 个小区各选一条路线" if sites else "案例没有分路线的工程")


def takes(designs: pd.DataFrame, scope: NDArray[np.int64]) -> Mask:
    """True where a scope (bits) of a design holds works of its route, or, without a route, none of any."""
    wanted, barred = designs["wanted"].to_numpy(), designs["barred"].to_numpy()
    result: Mask = ((scope & wanted) != 0) & ((scope & barred) == 0)
    return result


def running_cost(options: pd.DataFrame, pairs: pd.DataFrame, costs: pd.DataFrame, first_year: int) -> pd.DataFrame:
    """What the county pays each year for running what an option builds: `running_yuan`, from `running_from` on.

    running[o] = running_subsidy[route] · households,  from the year after the completion of the works of the route;
    the season that begins in the year of completion is settled when it ends. Works wholly paid before the plan: from
    its first year.
    """
    of_route = pairs.loc[pairs["route"] != "", ["number", "work"]].rename(columns={"number": "option"})
    last = costs.merge(of_route, on=["option", "work"]).groupby("option")["done"].max()
    begins = (last + 1).reindex(options.index, fill_value=first_year)
    yuan = options["running_subsidy"] * options["households"]
    return pd.DataFrame({"running_yuan": yuan, "running_from": begins}, index=options.index)
