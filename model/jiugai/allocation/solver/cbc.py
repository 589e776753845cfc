"""CBC through PuLP: a program with a solution file. It tells no bound, so optimality rests on its own word."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pulp

from jiugai.allocation.expressions import objective_of
from jiugai.allocation.solver.endings import CBC_NO_SOLUTION, of_cbc
from jiugai.allocation.solver.outcome import FAILED, FEASIBLE, OPTIMAL, Outcome, Request, ended
from jiugai.errors import Locator, Problem, SolverError
from jiugai.interrupts import watched


class _Cbc(pulp.COIN_CMD):
    """Keeps the first line of the solution file: PuLP 3.3 and 4.2 read it in different ways, each losing something."""

    said = ""

    def get_status(self, filename: str) -> Any:
        with Path(filename).open(encoding="utf-8", errors="replace") as file:
            self.said = file.readline().strip()
        return pulp.COIN_CMD.get_status(self, filename)


def _front(**options: Any) -> Any:
    """PuLP's way to CBC: the program inside PuLP 3.3, or under 4.2 that of the package cbcbox or of PATH."""
    bundled = getattr(pulp, "PULP_CBC_CMD", None)
    return _Cbc(path=None if bundled is None else bundled.pulp_cbc_path, msg=False, **options)  # type: ignore[no-untyped-call]


def is_there() -> bool:
    """Tell whether there is a CBC that can be run."""
    return bool(_front().available())


@contextmanager
def _whole_or_not(problem: pulp.LpProblem, relaxed: bool) -> Iterator[None]:
    """No whole numbers for a while: newer CBCs round bounds to them even where PuLP asks for the relaxation."""
    whole = [variable for variable in problem.variables() if relaxed and variable.cat == pulp.LpInteger]
    for variable in whole:
        variable.cat = "Continuous"
    try:
        yield
    finally:
        for variable in whole:
            variable.cat = "Integer"


@contextmanager
def _children() -> Iterator[list[subprocess.Popen[Any]]]:
    """The programs that PuLP starts meanwhile. It keeps them to itself, and lets them run on when it is interrupted;
    only its name for the module `subprocess`, the same in 3.3 and 4.2, leads to them."""
    pulps: Any = sys.modules[pulp.COIN_CMD.__module__]
    started: list[subprocess.Popen[Any]] = []

    def start(*words: Any, **how: Any) -> subprocess.Popen[Any]:
        started.append(subprocess.Popen(*words, **how))  # noqa: S603  the words are those of PuLP
        return started[-1]

    real = pulps.subprocess
    pulps.subprocess = SimpleNamespace(**(vars(subprocess) | {"Popen": start}))
    try:
        yield started
    finally:
        pulps.subprocess = real


def _run(problem: pulp.LpProblem, front: Any) -> None:
    """Solve in a folder of its own. At Ctrl-C the program is ended before the folder goes, whatever it still wrote."""
    with tempfile.TemporaryDirectory(prefix="jiugai-cbc-", dir=front.tmpDir or None) as folder, _children() as started:

        def stop() -> None:
            for child in started:
                child.kill()

        front.tmpDir = folder
        watched(lambda: problem.solve(front), stop)


def solve(problem: pulp.LpProblem, request: Request) -> Outcome:
    """Minimise; the start of the request is not used. A run that breaks is `failed`; Ctrl-C ends program and files.

    Raises `SolverError` where the folder for temporary files has a blank in its path: PuLP cuts its command there.
    """
    front = _front(
        gapRel=request.gap,
        gapAbs=request.absolute_gap,
        timeLimit=request.seconds,
        maxNodes=request.nodes,
        options=["RandomS 1", "randomC 1"],
    )
    if any(sign.isspace() for sign in str(front.tmpDir)):
        zh = "临时文件夹的路径含有空格，CBC 无法使用：请把环境变量 TMP、TEMP 设为不含空格的文件夹，或用 --solver highs"
        en = "CBC cannot use a temporary folder with a blank in its path: set TMP and TEMP, or take --solver highs"
        raise SolverError(Problem(Locator(str(front.tmpDir)), zh, en))
    try:
        with _whole_or_not(problem, request.relaxed):
            _run(problem, front)
    except pulp.PulpSolverError:
        return Outcome(FAILED)
    status = ended(of_cbc(front.said), CBC_NO_SOLUTION not in front.said)
    if status not in (OPTIMAL, FEASIBLE):
        return Outcome(status)
    values = {str(variable.name): float(variable.value() or 0.0) for variable in problem.variables()}
    goal = objective_of(problem)
    objective = float(goal.constant) + sum(c * values[variable.name] for variable, c in goal.items())
    return Outcome(status, objective, None, None, values)
