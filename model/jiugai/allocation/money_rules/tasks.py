"""Tasks handed down and aims published: how much is to be renewed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.allocation.money_rules.base import AT_LEAST, COMMUNITY, HOUSEHOLD, M2, MoneyRule, Row, label
from jiugai.frames import each_row

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem

#: what tasks and aims count, and its unit
_MEASURES = {"communities": COMMUNITY, "households": HOUSEHOLD, "floor_area_m2": M2}


class TasksAndAims(MoneyRule):
    """A task already handed down is met by the starts of its year; published aims are soft (已下达的任务须完成).

    task, year t, measure m:   Σ_{o: start_year[o] = t} choose[o] · m[o]  ≥  task[m,t]
    aim, measure m:            Σ_o choose[o] · m[o] + short[m]  ≥  aim[m]

    m[o]: 1 community, its households, its floor area (m²). An aim is broken by 100 · short / aim percent. Options of
    works in progress start in the plan year of their project. The case states both: tables `tasks`, header `targets`.
    """

    id = "S11"
    soft = True

    def rows(self, problem: Problem) -> Iterator[Row]:
        start = problem.menu.options["start_year"].to_numpy()
        for task in each_row(self.study.case.table("tasks")):
            for measure, unit in _MEASURES.items():
                least = getattr(task, measure)
                if not pd.isna(least):
                    mine = np.where(start == task.year, _amounts(problem, measure), 0.0)
                    yield Row(
                        label(task=measure, year=task.year), problem.chosen(mine), AT_LEAST,
                        problem.constant(float(least)), unit=unit,
                    )  # fmt: skip
        for measure, unit in _MEASURES.items():
            aim = self.study.case.targets.get(measure, 0)
            if aim:
                yield Row(
                    label(aim=measure), problem.chosen(_amounts(problem, measure)), AT_LEAST,
                    problem.constant(float(aim)), soft=Fraction(100, aim), unit=unit,
                )  # fmt: skip

    def remark(self, problem: Problem) -> str:
        return "" if problem.rows[self.id] else "案例没有填写已下达的任务，也没有公布的目标"


def _amounts(problem: Problem, measure: str) -> NDArray[np.float64]:
    options = problem.menu.options
    return np.ones(len(options)) if measure == "communities" else options[measure].to_numpy(dtype=np.float64)
