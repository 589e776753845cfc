"""Where money may flow: cells of works (site × class × year), buckets (class × year), flows of funds into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jiugai.allocation.classes import LINE, Classes
from jiugai.menu.options import LINE_KEYS, Menu

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem

_BUCKET = ["class_id", "year"]


def make_cells(menu: Menu, classes: Classes) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cells with a possible cost, and their cost in each option, whole yuan."""
    options = menu.options[["community_id", "project", *LINE_KEYS]]
    costs = menu.costs.merge(options, left_on="option", right_index=True)
    costs = costs.merge(classes.lines[[*LINE, "class_id"]], on=list(LINE))
    keys = ["community_id", *_BUCKET]
    total = costs.groupby(["option", "project", *keys])["yuan"].sum().reset_index()
    cells = total[["project", *keys]].drop_duplicates().sort_values(keys, ignore_index=True)
    cells = cells.reset_index(names="cell")
    facts = classes.lines.drop_duplicates("class_id")[["class_id", "start_year", "upper"]]
    cells = cells.merge(facts, on="class_id", how="left").sort_values("cell", ignore_index=True)
    with_cell = total.merge(cells[["cell", *keys]], on=keys)
    return cells, with_cell[["option", "cell", "yuan"]].sort_values(["option", "cell"], ignore_index=True)


def with_buckets(cells: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The buckets of the cells, and the cells with theirs."""
    buckets = cells[_BUCKET].drop_duplicates().sort_values(_BUCKET, ignore_index=True).reset_index(names="bucket")
    return buckets, cells.merge(buckets, on=_BUCKET, how="left").sort_values("cell", ignore_index=True)


def make_flows(problem: Problem, buckets: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """A row per flow: bucket, cell (−1: by bucket), site, class, years of cost and of cash, fund and its facts."""
    whole = buckets.assign(cell=-1, community_id="", project="")
    funds = problem.study.case.table("funds")
    payable = problem.classes.may_pay(buckets["class_id"].to_numpy(), buckets["year"].to_numpy())
    completions = problem.classes.completions
    frames = []
    for number, fund in enumerate(funds.to_dict("records")):
        places = cells if problem.by_site(fund) else whole
        places = places.loc[payable[places["bucket"].to_numpy(), number]]
        flow = places[["bucket", "cell", "community_id", "project", *_BUCKET]]
        cash = problem.arrivals.cash_years(fund, flow["year"].to_numpy(), completions[flow["class_id"].to_numpy()])
        frames.append(flow.assign(fund=number, cash_year=cash))
    none = whole.iloc[:0].assign(
        fund=pd.Series(dtype="int64"), cash_year=pd.Series(dtype="int64")
    )  # a case may have no fund at all
    flows: pd.DataFrame = pd.concat(frames or [none], ignore_index=True)
    flows = flows.sort_values(["bucket", "cell", "fund"], ignore_index=True)
    facts = funds[["fund_id", "kind", "level", "budget", "channel", "instrument", "scope"]]
    return flows.join(facts, on="fund")
