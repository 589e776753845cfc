"""The relaxation of a problem kept in HiGHS: bounds change, and every solve goes on from where the last one ended."""

from __future__ import annotations

import math
from collections.abc import Mapping

import highspy
import pulp

from jiugai.allocation.solver.endings import of_highs
from jiugai.allocation.solver.highs_model import empty_model, fill, run
from jiugai.allocation.solver.outcome import FAILED, INFEASIBLE, OPTIMAL
from jiugai.allocation.solver.refusals import refusal


class Relaxation:
    """A problem as it stands, without whole numbers; rows added to it later are not seen."""

    def __init__(self, problem: pulp.LpProblem) -> None:
        self._model = empty_model()
        # presolve would forget the last basis, and cannot always tell infeasible from unbounded
        self._model.setOptionValue("presolve", "off")
        names = fill(self._model, problem, relaxed=True)
        self._number = {name: number for number, name in enumerate(names)}
        columns = self._model.getLp()
        self._bounds = dict(zip(names, zip(columns.col_lower_, columns.col_upper_, strict=True), strict=True))
        self._changed: set[str] = set()

    def least(self, bounds: Mapping[str, tuple[float, float]]) -> float:
        """The least objective with the variables named kept within `bounds`, the others within their own; infinite
        where there is no solution. Raises `SolverError` where the solver gives no answer."""
        now = dict(bounds)
        for name in self._changed - set(now):
            now[name] = self._bounds[name]
        for name, (low, high) in now.items():
            self._model.changeColBounds(self._number[name], low, high)
        self._changed = set(bounds)
        if any(low > high for low, high in bounds.values()):
            return math.inf
        if run(self._model) == highspy.HighsStatus.kError:
            raise refusal(FAILED, "relaxation")
        status = of_highs(int(self._model.getModelStatus()))
        if status == INFEASIBLE:
            return math.inf
        if status != OPTIMAL:
            raise refusal(status, "relaxation")
        return float(self._model.getInfo().objective_function_value)
