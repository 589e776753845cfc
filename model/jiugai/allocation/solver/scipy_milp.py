"""SciPy's `milp`: the second opinion that is always there. Another HiGHS than highspy's, filled by other code."""

from __future__ import annotations

import math
import re
from typing import Any, cast

import pulp
import scipy
from scipy.optimize import Bounds, LinearConstraint, milp

from jiugai.allocation.solver.endings import of_highs
from jiugai.allocation.solver.matrices import matrices_of
from jiugai.allocation.solver.outcome import FAILED, FEASIBLE, OPTIMAL, Outcome, Request, ended

#: where the message gives the model status of the HiGHS inside: SciPy's own five numbers put "infeasible" and "the
#: model is in error" together, and a node limit with "other"
_STATUS = re.compile(r"\(HiGHS Status (\d+):")


def version() -> str:
    """The version of SciPy."""
    return scipy.__version__


def status_of(message: str) -> str:
    """The status in a message of `milp`; one without a number is `failed`.

    >>> status_of("The problem is infeasible. (HiGHS Status 8: model_status is Infeasible; primal_status is None)")
    'infeasible'
    """
    found = _STATUS.search(message)
    return of_highs(int(found.group(1))) if found else FAILED


def solve(problem: pulp.LpProblem, request: Request) -> Outcome:
    """Minimise. Start and absolute gap of the request are not used: `milp` offers neither, and proves to 1e-6."""
    model = matrices_of(problem)
    options = {"mip_rel_gap": request.gap, "node_limit": request.nodes, "time_limit": request.seconds}
    result: Any = milp(
        model.cost,
        integrality=model.integer.astype(int) * (not request.relaxed),
        bounds=Bounds(model.lower, model.upper),
        constraints=[LinearConstraint(model.rows, model.row_lower, model.row_upper)] if len(model.row_lower) else None,
        options=cast(Any, {name: value for name, value in options.items() if value is not None}),
    )
    status = ended(status_of(result.message), result.x is not None)
    if status not in (OPTIMAL, FEASIBLE):
        return Outcome(status)
    objective = float(result.fun)
    is_mip = bool(model.integer.any()) and not request.relaxed
    bound = float(result.mip_dual_bound) if is_mip else objective
    return Outcome(
        status,
        objective + model.offset,
        bound + model.offset if math.isfinite(bound) else None,
        int(result.mip_node_count) if is_mip else None,
        dict(zip(model.names, map(float, result.x), strict=True)),
    )
