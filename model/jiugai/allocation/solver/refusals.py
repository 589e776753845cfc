"""A solve that ended without a plan, as the error the user sees: exit code 3 where there is none, else 4."""

from __future__ import annotations

from jiugai.allocation.solver.outcome import FAILED, INFEASIBLE, LIMIT, UNBOUNDED
from jiugai.errors import InfeasibleError, JiugaiError, Locator, Problem, SolverError

#: status without a plan → error, what to do in Chinese and English
REFUSALS: dict[str, tuple[type[JiugaiError], str, str]] = {
    INFEASIBLE: (
        InfeasibleError,
        "没有满足全部硬约束的方案：请核对在建项目的承诺资金、额度与财力",
        "no plan satisfies every hard rule: check committed money, envelopes and fiscal room",
    ),
    LIMIT: (
        SolverError,
        "达到求解上限（节点、时间）仍未找到方案：请放宽 --nodes 或 --time-limit",
        "no plan was found within the limits: allow more --nodes or a longer --time-limit",
    ),
    UNBOUNDED: (
        SolverError,
        "目标没有界限，模型有误：请报告此案例",
        "the objective has no bound, so the model is wrong: please report this case",
    ),
    FAILED: (
        SolverError,
        "求解器异常结束，未得到结论：请换一个 --solver 再试，并报告此案例",
        "the solver broke off without an answer: try another --solver, and report this case",
    ),
}


def refusal(status: str, stage: str) -> JiugaiError:
    """The error for a status without a plan; `stage` is the objective or step that was being solved."""
    error, zh, en = REFUSALS[status]
    where = Locator() if error is InfeasibleError else Locator(column=stage, value=status)
    return error(Problem(where, zh, en))
