"""To whole yuan: every cost, envelope and cap holds exactly, every amount moves by less than a yuan or two.

Amounts are a flow in a network (allotment → year of use → fund and site → work class); its capacities are whole yuan,
so a whole-yuan flow near the fractional one exists. It is found as a small integer programme.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pulp
from numpy.typing import NDArray

from jiugai.allocation.expressions import Expression, linear
from jiugai.allocation.money_rules.base import AT_LEAST
from jiugai.allocation.problem import Problem
from jiugai.allocation.solver import HIGHS, OPTIMAL, Request, minimise
from jiugai.errors import Locator, SolverError
from jiugai.errors import Problem as ErrorProblem
from jiugai.frames import each_item, members
from jiugai.money import YUAN_PER_WAN

#: amounts nearer than this to a whole yuan are that yuan; the solver's own tolerance is finer
_NOISE_YUAN = 0.01


def _split(amount: float) -> tuple[int, float]:
    """Whole part and fraction of an amount in yuan, solver noise removed."""
    nearest = round(amount)
    if abs(amount - nearest) < _NOISE_YUAN:
        return nearest, 0.0
    whole = math.floor(amount)
    return whole, amount - whole


class _Network:
    """Whole-yuan amounts near fractional ones: amount = floor + up + over − under, dearer the further it moves."""

    def __init__(self) -> None:
        self.lp = pulp.LpProblem("rounding", pulp.LpMinimize)
        self.cost: list[tuple[pulp.LpVariable, float]] = []

    def amount(self, value: float) -> Expression:
        number = len(self.cost)
        whole, rest = _split(max(value, 0.0))
        up = self.lp.add_variable(f"u{number}", lowBound=0, upBound=1, cat="Integer")
        over = self.lp.add_variable(f"o{number}", lowBound=0, upBound=1, cat="Integer")
        under = self.lp.add_variable(f"n{number}", lowBound=0, upBound=min(whole, 1), cat="Integer")
        self.cost += [(up, 1.0 - 2.0 * rest), (over, 2.0), (under, 2.0)]
        return linear([(up, 1.0), (over, 1.0), (under, -1.0)], float(whole))


def round_flows(
    problem: Problem, chosen: NDArray[np.bool_], pay: NDArray[np.float64], take: dict[tuple[int, int, int], float]
) -> NDArray[np.int64]:
    """Whole-yuan money by flow, shape (flows,), from `pay` in 万元 (same shape) and the takes that go with it.

    Holds exactly: cost of every cell, every allotment, and every row of a rule that is declared `held`.
    Raises `SolverError` if no whole-yuan amounts exist.
    """
    yuan = pay * YUAN_PER_WAN
    alive = np.flatnonzero(yuan > _NOISE_YUAN)
    flows = problem.flows.iloc[alive]
    network = _Network()
    amounts = {int(flow): network.amount(float(yuan[flow])) for flow in alive}

    def total(numbers: pd.Index) -> Expression:
        result: Expression = pulp.lpSum(amounts[int(flow)] for flow in numbers)
        return result

    costs = problem.cell_costs[chosen[problem.cell_costs["option"].to_numpy()]]
    costs = costs.merge(problem.cells[["cell", "bucket"]], on="cell")
    for bucket, cost in each_item(costs.groupby("bucket")["yuan"].sum()):
        network.lp += total(flows.index[flows["bucket"] == bucket]) == int(cost)
    cell_cost = costs.groupby("cell")["yuan"].sum()
    for cell, numbers in members(flows[flows["cell"] >= 0], "cell"):
        network.lp += total(numbers) <= int(cell_cost.get(cell, 0))
    _hold_allotments(problem, network, flows, take, total)
    _hold_advances(problem, network, flows, yuan, total)
    _hold_rows(problem, chosen, network, amounts)
    network.lp.setObjective(linear(network.cost))

    outcome = minimise(network.lp, HIGHS, Request())
    if outcome.status != OPTIMAL:
        raise SolverError(
            ErrorProblem(
                Locator(value=outcome.status),
                "无法把资金取整到元，请报告此案例",
                "amounts cannot be rounded to whole yuan: please report this case",
            )
        )
    result = np.zeros(len(pay), dtype=np.int64)
    for flow, expression in amounts.items():
        result[flow] = round(
            expression.constant + sum(c * outcome.values[variable.name] for variable, c in expression.items())
        )
    return result


def _hold_rows(problem: Problem, chosen: NDArray[np.bool_], network: _Network, amounts: dict[int, Expression]) -> None:
    """Rows declared `held`, to the yuan: caps of residents, agreements and standards, and promises."""
    number_of = {variable.name: number for number, variable in enumerate(problem.pay)}
    held = [row for rows in problem.rows.values() for row in rows if row.held]
    for row in sorted(held, key=lambda row: row.sense):  # caps before promises
        numbers = [number_of[variable.name] for variable in row.lhs if number_of[variable.name] in amounts]
        limit = round(row.rhs.constant * YUAN_PER_WAN) + sum(
            round(coefficient * YUAN_PER_WAN)
            for variable, coefficient in row.rhs.items()
            if chosen[problem.option_of[variable.name]]
        )
        paid: Expression = pulp.lpSum(amounts[number] for number in sorted(numbers))
        if row.sense == AT_LEAST:
            network.lp += paid >= limit
        elif numbers:
            network.lp += paid <= limit


def _hold_allotments(
    problem: Problem,
    network: _Network,
    flows: pd.DataFrame,
    take: dict[tuple[int, int, int], float],
    total: Callable[[pd.Index], Expression],
) -> None:
    """Money of a fund in a year comes from its valid allotments, none of which is exceeded."""
    by_allotment: dict[tuple[int, int], list[Expression]] = {}
    for (fund, year), numbers in members(flows[flows["scope"] == "pooled"], ["fund", "cash_year"]):
        sources = {key: value for key, value in take.items() if key[0] == fund and key[2] == year}
        if not sources:
            continue
        parts = []
        for key, value in sorted(sources.items()):
            part = network.amount(value * YUAN_PER_WAN)
            parts.append(part)
            by_allotment.setdefault(key[:2], []).append(part)
        network.lp += total(numbers) == pulp.lpSum(parts)
    allotted = problem.funds.allotments.set_index(["fund", "year"])["yuan"]
    for allotment, takes in sorted(by_allotment.items()):
        network.lp += pulp.lpSum(takes) <= int(allotted.loc[allotment])


def _hold_advances(
    problem: Problem,
    network: _Network,
    flows: pd.DataFrame,
    yuan: NDArray[np.float64],
    total: Callable[[pd.Index], Expression],
) -> None:
    """What is advanced for a fund from year to year moves by less than two yuan (D8), within its limits (F20)."""
    late = dict(members(flows[flows["cash_year"] > flows["year"]], ["fund", "year", "cash_year"]))
    for numbers in late.values():
        network.lp += total(numbers) == network.amount(float(yuan[numbers].sum()))
    key_of = {variable.name: key for key, variable in problem.advance.items()}
    for row in problem.rows.get("F20", []):
        out = [late[key] for variable in row.lhs if (key := key_of[variable.name]) in late]
        for numbers in out if len(out) == 1 else []:  # several share a row that the programme keeps within its limit
            network.lp += total(numbers) <= round(row.rhs.constant * YUAN_PER_WAN)
