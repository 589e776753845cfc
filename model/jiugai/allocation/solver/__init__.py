"""The one door to solvers: a PuLP problem and an effort in; a status of a closed list, then values, out.

`door` picks the solver, one file talks to each, `endings` says what every word of theirs means. `matrices` is the
problem as arrays, written a second time on purpose: what fills SciPy shares no code with what fills HiGHS.
"""

from jiugai.allocation.solver.door import CBC, HIGHS, SCIPY, SOLVERS, available, minimise
from jiugai.allocation.solver.outcome import (
    FAILED,
    FEASIBLE,
    INFEASIBLE,
    LIMIT,
    OPTIMAL,
    SEED,
    STATUSES,
    UNBOUNDED,
    Outcome,
    Request,
)
from jiugai.allocation.solver.refusals import refusal
from jiugai.allocation.solver.relaxation import Relaxation

__all__ = [
    "CBC", "FAILED", "FEASIBLE", "HIGHS", "INFEASIBLE", "LIMIT", "OPTIMAL", "SCIPY", "SEED", "SOLVERS", "STATUSES",
    "UNBOUNDED", "Outcome", "Relaxation", "Request", "available", "minimise", "refusal",
]  # fmt: skip
