"""One window of the centre for each chosen work that both may pay (F3): the last choice that a plan leaves open."""

from __future__ import annotations

import pandas as pd
import pulp

from jiugai.allocation.expressions import Expression
from jiugai.allocation.money_rules.base import AT_LEAST, AT_MOST, EQUAL
from jiugai.allocation.money_rules.windows import FISCAL, INVESTMENT, TwoWindows, windows_of
from jiugai.allocation.problem import Problem
from jiugai.allocation.solver import FEASIBLE, INFEASIBLE, OPTIMAL, Request, minimise, refusal
from jiugai.frames import each_row, members
from jiugai.menu.options import LINE_KEYS
from jiugai.money import to_wan


def window_of_works(exact: Problem, rule: TwoWindows, solver: str) -> dict[int, str] | None:
    """Row number of each work that waits for a window → the window that pays it; None where no choice will do.

    `exact` is the programme of the chosen options, each taken, with whatever it has to hold; it is added to. Works that
    wait: `TwoWindows.contested`. x[w] ∈ {0, 1}: investment pays work w, else fiscal money. In each cell c, 万元, with F
    and I the money of the windows placed there and S what else is tied to the site:

        F[c] + S_F[c] ≤ Σ_w (1 − x[w]) · cost[w,c]      I[c] + S_I[c] ≤ Σ_w x[w] · cost[w,c]      S_F[c] + S_I[c] = S[c]

    and F, I add up over the cells of a bucket to what the windows pay there. Other pooled money fills the rest of both
    (docs/model.md), so nothing more is asked. Raises `SolverError` where the solver gives no answer.
    """
    costs = _contested_costs(exact, rule)
    if costs.empty:
        return {}
    invests = {
        int(work): exact.lp.add_variable(f"side{work}", lowBound=0, upBound=1, cat="Integer")
        for work in sorted(costs["work"].unique())
    }
    side = windows_of(exact.study.case.table("funds"))
    flows = exact.flows[exact.flows["bucket"].isin(costs["bucket"])]
    of_window = {window: flows[side[window][flows["fund"].to_numpy()]] for window in (FISCAL, INVESTMENT)}
    others = flows[(flows["cell"] >= 0) & ~(side[FISCAL] | side[INVESTMENT])[flows["fund"].to_numpy()]]
    for bucket, numbers in members(costs, "bucket"):
        placed: dict[str, list[pulp.LpVariable]] = {FISCAL: [], INVESTMENT: []}
        for cell, works in members(costs.loc[numbers], "cell"):
            tied = {window: exact.helper(f"tied[{cell}, {window}]") for window in placed}
            both = exact.linear((variable, 1.0) for variable in tied.values())
            exact.constrain(both, EQUAL, _paid(exact, others[others["cell"] == cell]))
            for window, places in placed.items():
                here = exact.helper(f"placed[{cell}, {window}]")
                places.append(here)
                mine = of_window[window][of_window[window]["cell"] == cell]
                exact.constrain(exact.linear([(here, 1.0)]), AT_LEAST, _paid(exact, mine))
                filled = exact.linear([(here, 1.0), (tied[window], 1.0)])
                exact.constrain(filled, AT_MOST, _open_to(exact, window, costs.loc[works], invests))
        for window, places in placed.items():
            mine = of_window[window][of_window[window]["bucket"] == bucket]
            exact.constrain(exact.linear((place, 1.0) for place in places), AT_LEAST, _paid(exact, mine))
    exact.lp.setObjective(exact.constant(0.0))
    outcome = minimise(exact.lp, solver, Request())
    if outcome.status == INFEASIBLE:
        return None
    if outcome.status not in (OPTIMAL, FEASIBLE):  # no answer is not the answer that there is none
        raise refusal(outcome.status, "lay_out")
    return {work: INVESTMENT if outcome.values[x.name] > 0.5 else FISCAL for work, x in invests.items()}


def _contested_costs(exact: Problem, rule: TwoWindows) -> pd.DataFrame:
    """Cost of the works that wait for a window: work, cell, bucket, yuan."""
    lines = exact.classes.lines
    waiting = lines[rule.contested(exact.classes.payers[lines["class_id"].to_numpy()], lines)]
    options = exact.menu.options[["community_id", *LINE_KEYS]]
    costs = exact.menu.costs.merge(options, left_on="option", right_index=True)
    costs = costs.merge(waiting[["work", *LINE_KEYS, "class_id"]], on=["work", *LINE_KEYS])
    place = ["community_id", "class_id", "year"]
    costs = costs.merge(exact.cells[[*place, "cell", "bucket"]], on=place)
    return costs.sort_values(["bucket", "cell", "work"], ignore_index=True)[["work", "cell", "bucket", "yuan"]]


def _open_to(exact: Problem, window: str, works: pd.DataFrame, invests: dict[int, pulp.LpVariable]) -> Expression:
    """Cost of `works` that is open to the window, 万元."""
    costs = [(invests[int(row.work)], to_wan(int(row.yuan))) for row in each_row(works)]
    if window == INVESTMENT:
        return exact.linear(costs)
    left: Expression = exact.linear((x, -cost) for x, cost in costs) + exact.constant(sum(cost for _, cost in costs))
    return left


def _paid(exact: Problem, flows: pd.DataFrame) -> Expression:
    return exact.linear((exact.pay[int(flow)], 1.0) for flow in flows.index)
