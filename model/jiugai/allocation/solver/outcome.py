"""What is asked of a solver, and how a solve ended: the closed list of statuses."""

from __future__ import annotations

from dataclasses import dataclass, field

OPTIMAL, FEASIBLE, INFEASIBLE, UNBOUNDED, LIMIT, FAILED = (
    "optimal", "feasible", "infeasible", "unbounded", "limit", "failed",
)  # fmt: skip
STATUSES = (OPTIMAL, FEASIBLE, INFEASIBLE, UNBOUNDED, LIMIT, FAILED)

#: what a presolve may say before it knows which; the door finds out, nobody else sees it
EITHER = "infeasible or unbounded"

SEED = 20210317


@dataclass(frozen=True)
class Request:
    """What is asked: relative and absolute gap, nodes and seconds (None: no limit), a plan to start from
    (name → value; None: none); `relaxed`: the LP only."""

    gap: float = 0.0
    absolute_gap: float = 0.0
    nodes: int | None = None
    seconds: float | None = None
    start: dict[str, float] | None = None
    relaxed: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a solve ended. Objective, bound, nodes and values stand only where a solution is known.

    status     optimal (to the requested gap) · feasible (a limit ended the search, a solution is known) ·
               infeasible · unbounded · limit (a limit ended it, nothing known) · failed
    objective  in the unit of the problem's objective, its constant included
    bound      proven lower bound of it; None: the solver told none
    nodes      of branch and bound; None: an LP, or not told
    values     variable name → value
    """

    status: str
    objective: float | None = None
    bound: float | None = None
    nodes: int | None = None
    values: dict[str, float] = field(default_factory=dict)


def ended(status: str, has_values: bool) -> str:
    """The status, once it is known whether there is a solution: a limit may leave one, an optimum must.

    >>> ended("limit", True), ended("limit", False), ended("optimal", False), ended("infeasible", True)
    ('feasible', 'limit', 'failed', 'infeasible')
    """
    if status == LIMIT and has_values:
        return FEASIBLE
    if status == OPTIMAL and not has_values:
        return FAILED
    return status
