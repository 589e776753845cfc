"""HiGHS below PuLP: filled from the problem, its own model status read, bound and nodes as it tells them."""

from __future__ import annotations

import math
import time
from dataclasses import replace

import highspy
import pulp

from jiugai.allocation.solver.endings import of_highs
from jiugai.allocation.solver.highs_model import ask, empty_model, fill, has_solution, integers, values_of
from jiugai.allocation.solver.kernel import search_kernel
from jiugai.allocation.solver.outcome import FAILED, FEASIBLE, OPTIMAL, Outcome, Request, ended


def version() -> str:
    """The version of HiGHS."""
    return str(highspy.Highs().version())


def solve(problem: pulp.LpProblem, request: Request) -> Outcome:
    """Minimise with one thread and a fixed seed, so that the same problem ends the same. Ctrl-C stops it.

    A large problem is searched among few of its columns first; the limits of the request hold for both together.
    """
    began = time.monotonic()
    model = empty_model()
    names = fill(model, problem, request.relaxed)
    is_mip = bool(integers(model))
    start = None if request.start is None else [request.start.get(name, 0.0) for name in names]
    found = search_kernel(model, request, start) if is_mip else None
    left = _left(request, found.nodes if found else 0, time.monotonic() - began)
    if found is not None:
        if left.nodes == 0 or found.closes(request):
            status, values = OPTIMAL if found.closes(request) else FEASIBLE, dict(zip(names, found.values, strict=True))
            return Outcome(status, found.objective, found.bound, found.nodes, values)
        start = found.values
    if ask(model, left, start) == highspy.HighsStatus.kError:
        return Outcome(FAILED)
    info = model.getInfo()
    status = ended(of_highs(int(model.getModelStatus())), has_solution(model))
    if status not in (OPTIMAL, FEASIBLE):
        return Outcome(status)
    objective = float(info.objective_function_value)
    bound = float(info.mip_dual_bound) if is_mip else objective if status == OPTIMAL else -math.inf
    if found is not None:
        bound = max(bound, found.bound)
    return Outcome(
        status,
        objective,
        bound if math.isfinite(bound) else None,
        int(info.mip_node_count) + (found.nodes if found else 0) if is_mip else None,
        dict(zip(names, values_of(model), strict=True)),
    )


def _left(request: Request, nodes: int, seconds: float) -> Request:
    """The request with its limits less what was spent."""
    return replace(
        request,
        nodes=None if request.nodes is None else max(0, request.nodes - nodes),
        seconds=None if request.seconds is None else max(0.0, request.seconds - seconds),
    )
