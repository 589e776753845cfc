"""What is asked of a frontier: which two objectives, how many points, what is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jiugai.errors import Locator, Problem, ScenarioError
from jiugai.inputs.scenario import OBJECTIVES
from jiugai.inputs.study import Study

#: held where nothing else is asked: no soft rule is broken to buy a point
HELD = ("soft_broken",)
#: in place of a name: nothing is held
NONE = "none"
FEWEST, MOST = 3, 99


@dataclass(frozen=True)
class Asked:
    """Two objectives by name, the least number of points, and the objectives held at their best, in their order."""

    x: str
    y: str
    points: int
    held: tuple[str, ...]


def asked(study: Study, x: str, y: str, points: int, hold: Sequence[str]) -> Asked:
    """The question, checked. `hold`: names of objectives, or `none` alone; empty: `HELD`, but for x and y.

    What is held is solved in the order of the scenario, what it does not name last. Raises `ScenarioError`.
    """
    problems = []
    names = "、".join(OBJECTIVES), ", ".join(OBJECTIVES)
    for option, name in (("--x", x), ("--y", y), *(("--hold", name) for name in hold if list(hold) != [NONE])):
        if name not in OBJECTIVES:
            problems.append(
                Problem(Locator(column=option, value=name), f"应为：{names[0]}", f"must be one of: {names[1]}")
            )
        elif option == "--hold" and name in (x, y):
            problems.append(
                Problem(
                    Locator(column=option, value=name),
                    "前沿的两个目标不能同时固定",
                    "an objective of the frontier cannot be held",
                )
            )
    if x == y:
        problems.append(Problem(Locator(column="--y", value=y), "应与 --x 不同", "must be another objective than --x"))
    if not FEWEST <= points <= MOST:
        problems.append(
            Problem(
                Locator(column="--points", value=str(points)),
                f"应在 {FEWEST} 与 {MOST} 之间",
                f"must be between {FEWEST} and {MOST}",
            )
        )
    if problems:
        raise ScenarioError(problems)
    wanted = [name for name in HELD if name not in (x, y)] if not hold else [name for name in hold if name != NONE]
    order = [objective.name for objective in study.scenario.objectives]
    order += [name for name in OBJECTIVES if name not in order]
    return Asked(x, y, points, tuple(sorted(set(wanted), key=order.index)))
