"""Two objectives of one programme: the least of the one within a limit on the other, asked again and again."""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

import numpy as np
import pulp
from numpy.typing import NDArray

from jiugai.allocation.classes import build_classes
from jiugai.allocation.direct import final_value
from jiugai.allocation.knapsacks import Knapsacks
from jiugai.allocation.lay_out import Failed, lay_out
from jiugai.allocation.money_rules import rules_in_force
from jiugai.allocation.objectives import Stage, stage
from jiugai.allocation.problem import Problem
from jiugai.allocation.settled import Settled
from jiugai.allocation.solver import FAILED, FEASIBLE, INFEASIBLE, OPTIMAL, Relaxation, Request, minimise, refusal
from jiugai.allocation.stages import MONEY_TOLERANCE, Ended, clean, effort_of, end_of, request, whole_bound
from jiugai.frames import members
from jiugai.inputs.scenario import Effort, Objective
from jiugai.inputs.study import Study
from jiugai.menu.options import Menu

X, Y = "x", "y"

#: search steps that a solve gets at least, however many of them share the effort
_LEAST_NODES = 20


@dataclass(frozen=True)
class Found:
    """A plan: the options of the menu that it takes, and both objectives as they are minimised (max: negated)."""

    options: tuple[int, ...]
    x: float
    y: float
    #: variable name → value, to start from
    values: dict[str, float] = field(compare=False, repr=False)

    def on(self, axis: str) -> float:
        return self.x if axis == X else self.y


@dataclass(frozen=True)
class Answer:
    """The best plan found and the proven lower bound of what was minimised; None: the solver told none."""

    found: Found
    bound: float | None


class TradeOff:
    """The programme of a study with two objectives x and y, built once; further objectives are held at their best.

        min y  subject to the hard rules,  h ≤ h* for each held objective h,  x ≤ ε

    and the same with x and y exchanged. Each objective hangs on a variable of its own, whose upper bound is the limit;
    the bounds of variables are all that changes from one question to the next, apart from redundant rows (`knapsacks`).
    """

    def __init__(
        self, study: Study, menu: Menu, pair: tuple[str, str], held: Collection[str], grain: str, share: int = 1
    ) -> None:
        """`share`: how many solves share the nodes that the scenario grants an objective."""
        rules = rules_in_force(study)
        self.study, self.menu, self.grain = study, menu, grain
        self.problem = Problem(study, menu, build_classes(study, menu, rules), rules, grain)
        self.problem.impose()
        self.stages = dict(zip((X, Y), (stage(self.problem, name) for name in pair), strict=True))
        self._limits = {axis: self._hang(axis, now) for axis, now in self.stages.items()}
        self._site = {str(site): self._count(numbers) for site, numbers in members(menu.options, "community_id")}
        self._share = share
        self._knapsacks = Knapsacks(self.problem)
        self.held: list[Ended] = []
        self.first: Found | None = None
        for name in held:
            self._hold(name)

    def _hang(self, axis: str, now: Stage) -> pulp.LpVariable:
        """A variable that equals the objective."""
        variable = self.problem.lp.add_variable(f"axis_{axis}")
        self.problem.lp += now.expression - variable == 0
        return variable

    def _count(self, options: Iterable[int]) -> pulp.LpVariable:
        """A variable that equals how many options a site takes, 0 or 1."""
        lp, choose = self.problem.lp, self.problem.choose
        variable = lp.add_variable(f"site_{len(lp.variables())}", lowBound=0, upBound=1)
        lp += self.problem.linear([*((choose[number], 1.0) for number in options), (variable, -1.0)]) == 0
        return variable

    def _hold(self, name: str) -> None:
        """Solve a held objective and keep what it reached."""
        objective = self._objective(name)
        now, began = stage(self.problem, name), time.perf_counter()
        self.problem.lp.setObjective(now.expression)
        asked = request(now, effort_of(self.study, objective), self.first.values if self.first else None)
        outcome = minimise(self.problem.lp, "highs", asked)
        ended = end_of(outcome, now, self.problem, float(objective.tolerance), began, first=self.first is None)
        self.problem.lp += now.expression <= ended.limit
        if name == "upper_lapse":
            self._knapsacks.cover(ended.limit)
        elif name == "soft_broken":
            self._knapsacks.utilities(ended.limit)
        self.held.append(ended)
        self.first = self._found(ended.outcome.values)

    def _objective(self, name: str) -> Objective:
        """What the scenario asks of an objective; one that it does not have gets the common effort."""
        asked = self.study.scenario.objectives
        return next((objective for objective in asked if objective.name == name), Objective(name, Fraction(0)))

    def effort(self, axis: str) -> Effort:
        """How hard a solve works: the gap of the objective, and its share of the nodes."""
        asked = effort_of(self.study, self._objective(self.stages[axis].name))
        return replace(asked, nodes=max(_LEAST_NODES, asked.nodes // self._share))

    # --- questions --------------------------------------------------------------------------------------------------

    def least(self, axis: str, within: float = math.inf, start: Found | None = None) -> Answer:
        """The least value of an objective, the other one at most `within`; `start`: a plan that satisfies this.

        Never worse than `start`. Raises `InfeasibleError`, `SolverError` where no plan is known.
        """
        now, other = self.stages[axis], X if axis == Y else Y
        start = start or (self.first if within == math.inf else None)
        self._limit(other, within)
        self.problem.lp.setObjective(now.expression)
        relaxed = minimise(self.problem.lp, "highs", Request(relaxed=True))
        if relaxed.status == OPTIMAL:
            self._knapsacks.add_tight(relaxed.values)
        began = time.perf_counter()
        outcome = minimise(self.problem.lp, "highs", request(now, self.effort(axis), start.values if start else None))
        self._limit(other, math.inf)
        if start is None:
            outcome = end_of(outcome, now, self.problem, 0.0, began, first=True).outcome
        elif outcome.status not in (OPTIMAL, FEASIBLE):
            if outcome.status in (INFEASIBLE, FAILED):  # a plan is known, so there is one
                raise refusal(FAILED, now.name)
            return Answer(start, None)
        found = self._found(outcome.values)
        if start is not None and start.on(axis) < found.on(axis):
            found = start
        bound = outcome.bound
        if bound is not None:
            bound = min(whole_bound(bound) if now.whole else bound, found.on(axis))
        self.first = self.first or found
        return Answer(found, bound)

    def cheapest(self, taken: Collection[int], closed: Collection[int], site: str = "") -> float:
        """The least x of the relaxation (fractions of options) with the options `taken` chosen, those of `closed` not,
        `site` (where given) taking options that add up to one, the others free; infinite where there is none."""
        choose = self.problem.choose
        if any(choose[number].upBound == 0.0 for number in taken):
            return math.inf  # redundant rows tell that it can never be taken
        bounds = {choose[number].name: (0.0, 0.0) for number in closed}
        bounds |= {choose[number].name: (1.0, 1.0) for number in taken}
        if site:
            bounds[self._site[site].name] = (1.0, 1.0)
        return self._relaxation.least(bounds)

    @cached_property
    def _relaxation(self) -> Relaxation:
        self.problem.lp.setObjective(self.stages[X].expression)
        return Relaxation(self.problem.lp)

    def complete(self, taken: Collection[int], within: float) -> Found | None:
        """The plan of the options `taken`: least y with x at most `within`, then least x; None: there is none."""
        others = set(range(len(self.menu.options))) - set(taken)
        found = None
        with self._choosing(taken, others):
            for axis, other in ((Y, X), (X, Y)):
                self._limit(other, within if found is None else found.y)
                self.problem.lp.setObjective(self.stages[axis].expression)
                outcome = minimise(self.problem.lp, "highs", Request(gap=0.0))
                self._limit(other, math.inf)
                if outcome.status != OPTIMAL:
                    break
                found = self._found(outcome.values)
        return found

    # --- from the solver, and to whole yuan -------------------------------------------------------------------------

    def _found(self, values: dict[str, float]) -> Found:
        x, y = (self._value(now, values) for now in self.stages.values())
        options = (number for number, variable in enumerate(self.problem.choose) if values[variable.name] > 0.5)
        return Found(tuple(options), x, y, values)

    def _value(self, now: Stage, values: dict[str, float]) -> float:
        total = sum(coefficient * values[variable.name] for variable, coefficient in now.expression.items())
        return clean(total + now.expression.constant, now)

    def slack(self, axis: str) -> float:
        """What a limit on an objective leaves for the arithmetic of the solver."""
        return 0.5 if self.stages[axis].whole else MONEY_TOLERANCE

    def _limit(self, axis: str, value: float) -> None:
        self._limits[axis].bounds(None, value + self.slack(axis) if value < math.inf else None)

    @contextmanager
    def _choosing(self, taken: Collection[int], closed: Collection[int]) -> Iterator[None]:
        """Within the block options `taken` are chosen, those of `closed` are not."""
        choose = self.problem.choose
        before = {number: (choose[number].lowBound, choose[number].upBound) for number in {*taken, *closed}}
        for number in before:
            now = float(number in taken)
            choose[number].bounds(now, now)
        try:
            yield
        finally:
            for number, (low, high) in before.items():
                choose[number].bounds(low, high)

    def chosen(self, found: Found) -> NDArray[np.bool_]:
        """Which options of the menu the plan takes (bool, shape (options,))."""
        chosen = np.zeros(len(self.menu.options), dtype=np.bool_)
        chosen[list(found.options)] = True
        return chosen

    def settle(self, found: Found) -> Settled | Failed:
        """The plan in whole yuan, with x, y and what is held kept."""
        held = [(now, found.on(axis) + self.slack(axis)) for axis, now in self.stages.items()]
        held += [(ended.stage, ended.limit) for ended in self.held]
        return lay_out(self.problem, self.chosen(found), held, "highs")

    def final(self, now: Stage, found: Found, settled: Settled) -> float:
        """The value of an objective on the finished plan, in its own sense."""
        return final_value(now, settled, self.chosen(found), self.problem)
