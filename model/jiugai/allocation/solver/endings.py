"""What every ending of every solver means, in the closed list. A word that is not here is `failed`, never a plan."""

from __future__ import annotations

import highspy

from jiugai.allocation.solver.outcome import EITHER, FAILED, INFEASIBLE, LIMIT, OPTIMAL, UNBOUNDED

#: HiGHS, every member of its model status by name. SciPy's `milp` is HiGHS inside and tells the same numbers.
HIGHS_ENDINGS = {
    "kNotset": FAILED,
    "kLoadError": FAILED,
    "kModelError": FAILED,
    "kPresolveError": FAILED,
    "kSolveError": FAILED,
    "kPostsolveError": FAILED,
    "kModelEmpty": FAILED,  # said of 0 ≥ 1 too: the door settles a problem without variables
    "kOptimal": OPTIMAL,
    "kInfeasible": INFEASIBLE,
    "kUnboundedOrInfeasible": EITHER,
    "kUnbounded": UNBOUNDED,
    "kObjectiveBound": LIMIT,
    "kObjectiveTarget": LIMIT,
    "kTimeLimit": LIMIT,
    "kIterationLimit": LIMIT,
    "kUnknown": FAILED,
    "kSolutionLimit": LIMIT,  # nodes too
    "kInterrupt": LIMIT,
    "kMemoryLimit": LIMIT,
    "kHighsInterrupt": LIMIT,
}

#: CBC, how the first line of its solution file begins. "Stopped on iterations" covers nodes and solutions.
CBC_ENDINGS = {
    "Optimal": OPTIMAL,
    "Infeasible": INFEASIBLE,
    "PrimalInfeasible": INFEASIBLE,
    "Integer infeasible": INFEASIBLE,
    "Unbounded": UNBOUNDED,
    "DualInfeasible": EITHER,
    "Stopped on time": LIMIT,
    "Stopped on iterations": LIMIT,
    "Stopped on ctrl-c": LIMIT,
    "Stopped on difficulties": FAILED,
}

#: in such a first line: the numbers are those of the relaxation, no solution is known
CBC_NO_SOLUTION = "(no integer solution"


def of_highs(number: int) -> str:
    """The status for a number of HiGHS (`int(HighsModelStatus)`); a number of a newer HiGHS is `failed`."""
    try:
        return HIGHS_ENDINGS.get(highspy.HighsModelStatus(number).name, FAILED)
    except ValueError:
        return FAILED


def of_cbc(line: str) -> str:
    """The status for the first line of a CBC solution file.

    >>> of_cbc("Stopped on time - objective value 12.0"), of_cbc("Status unknown - objective value 1e+50")
    ('limit', 'failed')
    """
    return next((status for words, status in CBC_ENDINGS.items() if line.startswith(words)), FAILED)
