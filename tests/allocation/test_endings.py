"""Every ending of every solver has a status of the closed list, and every status without a plan an exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import highspy
import pulp
import pytest
from scipy.optimize import OptimizeResult
from scipy.optimize._highspy import _core
from scipy.optimize._linprog_highs import _highs_to_scipy_status_message

from allocation.test_solver import knapsack, open_ended
from jiugai.allocation.solver import (
    FAILED,
    FEASIBLE,
    INFEASIBLE,
    LIMIT,
    OPTIMAL,
    STATUSES,
    Outcome,
    Request,
    cbc,
    door,
    highs,
    scipy_milp,
)
from jiugai.allocation.solver.endings import CBC_ENDINGS, HIGHS_ENDINGS, of_cbc, of_highs
from jiugai.allocation.solver.outcome import EITHER
from jiugai.allocation.solver.refusals import REFUSALS, refusal
from jiugai.errors import InfeasibleError, SolverError
from run.test_command_line import run_plan, written

MEMBERS = list(highspy.HighsModelStatus.__members__.values())
KNOWN = {*STATUSES, EITHER}

#: CBC's first line of a solution file → status; the words are those in its program
CBC_LINES = {
    "Optimal - objective value 12.00000000": OPTIMAL,
    "Optimal (within gap tolerance) - objective value 12.00000000": OPTIMAL,
    "Infeasible - objective value 4.00000000": INFEASIBLE,
    "PrimalInfeasible objective value 4.00000000": INFEASIBLE,
    "Integer infeasible - objective value 4.00000000": INFEASIBLE,
    "Unbounded - objective value 0.00000000": "unbounded",
    "DualInfeasible objective value 0.00000000": EITHER,
    "Stopped on time - objective value 12.00000000": FEASIBLE,
    "Stopped on time (no integer solution - continuous used) - objective value 12.00000000": LIMIT,
    "Stopped on iterations - objective value 57597.00000000": FEASIBLE,
    "Stopped on iterations (no integer solution - continuous used) - objective value 1.0": LIMIT,
    "Stopped on ctrl-c - objective value 12.00000000": FEASIBLE,
    "Stopped on ctrl-c (no integer solution - continuous used) - objective value 1.0": LIMIT,
    "Stopped on difficulties - objective value 12.00000000": FAILED,
    "Status unknown - objective value 12.00000000": FAILED,
    "": FAILED,
}


def sound(outcome: Outcome) -> bool:
    """Values where a plan is known, and only there."""
    return bool(outcome.values) == (outcome.objective is not None) == (outcome.status in (OPTIMAL, FEASIBLE))


def test_every_member_of_highs_has_a_status() -> None:
    assert set(HIGHS_ENDINGS) == {member.name for member in MEMBERS}
    assert set(HIGHS_ENDINGS.values()) <= KNOWN
    assert [name for name, status in HIGHS_ENDINGS.items() if status == OPTIMAL] == ["kOptimal"]
    assert of_highs(10_000) == FAILED


def test_scipy_numbers_are_those_of_highs() -> None:
    inside = {name: int(member) for name, member in _core.HighsModelStatus.__members__.items()}
    assert inside == {member.name: int(member) for member in MEMBERS}


def ends_as(outcome: Outcome, told: str, with_values: bool) -> None:
    """A limit with a plan is feasible, an optimum without one a failure; else the status is as told."""
    changed = {(LIMIT, True): FEASIBLE, (OPTIMAL, False): FAILED}
    assert outcome.status == changed.get((told, with_values), told)
    assert sound(outcome)


@pytest.mark.parametrize("with_values", [True, False])
@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: member.name)
def test_highs_ends_any_way(member: Any, with_values: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """HiGHS always shows numbers in its columns: they are read after status and solution status, or not at all."""
    status = 2 if with_values else 1
    real = highspy.Highs.getInfo

    def info(self: highspy.Highs) -> Any:
        told = real(self)
        told.primal_solution_status = status
        return told

    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda self: member)
    monkeypatch.setattr(highspy.Highs, "getInfo", info)
    outcome = highs.solve(knapsack(), Request())
    ends_as(outcome, HIGHS_ENDINGS[member.name], with_values)


def test_a_broken_run_of_highs_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highs, "ask", lambda model, request, start: highspy.HighsStatus.kError)
    assert highs.solve(knapsack(), Request()) == Outcome(FAILED)


@pytest.mark.parametrize("with_values", [True, False])
@pytest.mark.parametrize("name", _core.HighsModelStatus.__members__)
def test_scipy_ends_any_way(name: str, with_values: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are those SciPy itself makes for each status of the HiGHS inside it."""
    told = _highs_to_scipy_status_message(_core.HighsModelStatus.__members__[name], f"model_status is {name}; more")
    result = OptimizeResult(
        status=told[0], message=told[1], x=[2.0, 0.0, 1.0] if with_values else None,
        fun=-13.0, mip_dual_bound=-13.0, mip_node_count=1,
    )  # fmt: skip
    monkeypatch.setattr(scipy_milp, "milp", lambda *_, **__: result)
    outcome = scipy_milp.solve(knapsack(), Request())
    ends_as(outcome, HIGHS_ENDINGS[name], with_values)


def test_a_message_of_scipy_without_a_number_has_failed() -> None:
    assert scipy_milp.status_of("The problem is infeasible.") == FAILED


def test_every_word_of_cbc_is_tested() -> None:
    assert set(CBC_ENDINGS.values()) <= KNOWN
    assert all(any(line.startswith(words) for line in CBC_LINES) for words in CBC_ENDINGS)


@pytest.mark.parametrize("line", CBC_LINES, ids=lambda line: line.partition(" objective")[0] or "nothing")
def test_cbc_ends_any_way(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PuLP fills the variables whatever CBC said; the first line of the file decides whether they are read."""
    file = tmp_path / "cbc.sol"
    file.write_text(line + "\n", "utf-8")
    problem = knapsack()

    def solved(front: Any) -> None:
        front.get_status(str(file)) if line else None
        for variable, value in zip(problem.variables(), (2.0, 0.0, 1.0), strict=True):
            variable.varValue = value

    monkeypatch.setattr(problem, "solve", solved)
    outcome = cbc.solve(problem, Request())
    assert outcome.status == CBC_LINES[line]
    assert sound(outcome)
    if outcome.values:
        assert (outcome.objective, outcome.bound) == (-13.0, None)


def test_a_broken_run_of_cbc_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = knapsack()

    def breaks(front: Any) -> None:
        raise pulp.PulpSolverError("cannot execute")

    monkeypatch.setattr(problem, "solve", breaks)
    assert cbc.solve(problem, Request()) == Outcome(FAILED)
    assert of_cbc("cannot execute") == FAILED


def test_a_blank_in_the_temporary_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows users are often called so; CBC would be given half a path."""
    (tmp_path / "Li Wei").mkdir()
    for name in ("TMP", "TEMP", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / "Li Wei"))
    with pytest.raises(SolverError, match="blank in its path") as told:
        cbc.solve(knapsack(), Request())
    assert "Li Wei" in told.value.problems[0].where.file


@pytest.mark.parametrize(
    ("second", "status"),
    [(OPTIMAL, "unbounded"), (FEASIBLE, "unbounded"), (INFEASIBLE, INFEASIBLE), (LIMIT, LIMIT), (FAILED, FAILED)],
)
def test_either_is_settled_without_the_objective(second: str, status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def answer(problem: pulp.LpProblem, request: Request) -> Outcome:
        asked.append(len(problem.objective))
        return Outcome(EITHER if len(asked) == 1 else second)

    monkeypatch.setitem(door._SOLVE, "highs", answer)
    problem = open_ended(pulp.LpContinuous)
    assert door.minimise(problem, "highs", Request(start={"x": 1.0})) == Outcome(status)
    assert asked == [1, 0]
    assert len(problem.objective) == 1


def test_every_status_without_a_plan_is_refused() -> None:
    assert set(REFUSALS) | {OPTIMAL, FEASIBLE} == set(STATUSES)
    errors = {status: refusal(status, "score") for status in REFUSALS}
    assert {status: error.exit_code for status, error in errors.items()} == {
        INFEASIBLE: 3, "unbounded": 4, LIMIT: 4, FAILED: 4,
    }  # fmt: skip
    assert isinstance(errors[INFEASIBLE], InfeasibleError)
    assert all(isinstance(errors[status], SolverError) for status in ("unbounded", LIMIT, FAILED))
    assert len({error.problems[0].en for error in errors.values()}) == len(errors)


@pytest.mark.parametrize("step", ["choose", "lay out"])
@pytest.mark.parametrize("status", REFUSALS)
def test_exit_codes_follow_the_status(step: str, status: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While choosing, every status ends the run; laying out, only a proof of none leads to the second try."""

    def broken(problem: pulp.LpProblem, solver: str, request: Request) -> Outcome:
        laying_out = not request.relaxed and request.absolute_gap == 0.0
        return Outcome(status) if laying_out == (step == "lay out") else door.minimise(problem, solver, request)

    for module in ("direct", "lay_out"):
        monkeypatch.setattr(f"jiugai.allocation.{module}.minimise", broken)
    result, left = run_plan(tmp_path, written(tmp_path), monkey=monkeypatch)
    both = (step, status)
    assert result.exit_code == (3 if both == ("choose", INFEASIBLE) else 4)
    assert left == []
    said = REFUSALS[status][1:] if both != ("lay out", INFEASIBLE) else ("资金无法复算", "could not be solved again")
    assert [words for words in said if words not in result.stderr] == []
