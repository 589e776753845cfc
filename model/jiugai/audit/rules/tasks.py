"""Tasks handed down and published aims: S11 (3.7)."""

from __future__ import annotations

from fractions import Fraction

from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.rules.base import LineCheck

_UNITS = {"communities": "community", "households": "household", "floor_area_m2": "m2"}


class TasksAndAims(LineCheck):
    """S11: a task is met by the starts of its year; what is chosen and continuing is held against the aims (soft)."""

    id = "S11"
    asks = ("已下达的改造任务", "task handed down")

    def lines(self, ledger: Ledger) -> Found:
        facts, picks = ledger.facts, ledger.scheme.picks
        for task in facts.tasks:
            for measure, unit in _UNITS.items():
                least = getattr(task, measure)
                if least is not None:
                    begun = [site for site, pick in picks.items() if pick.start == task.year]
                    done = sum((facts.communities[site].amount(measure) for site in begun), Fraction(0))
                    line = Line(done, ">=", Fraction(str(least)), unit=unit)
                    yield f"task={measure};year={task.year}", line
        for measure, unit in _UNITS.items():
            aim = facts.targets.get(measure, 0)
            if aim:
                done = sum((facts.communities[site].amount(measure) for site in picks), Fraction(0))
                yield f"aim={measure}", Line(done, ">=", aim, soft=True, unit=unit)
