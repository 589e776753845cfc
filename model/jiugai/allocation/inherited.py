"""What the county owes and bears before the plan: schedules of inherited debt, and the room that they leave."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from jiugai.allocation.running_cost import running_standing
from jiugai.finance import Payment, Room, existing_schedule, fiscal_room
from jiugai.frames import each_row

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem


class Inherited:
    """Inherited debt by type (general, special), and the fiscal room after it, year by year in whole yuan."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._rooms: dict[int, Room] = {}

    @cached_property
    def schedules(self) -> dict[str, list[list[Payment]]]:
        """Type of debt → schedule of each debt over the plan years."""
        case = self.problem.study.case
        schedules: dict[str, list[list[Payment]]] = {"general": [], "special": []}
        for debt in each_row(case.table("debts")):
            schedule = existing_schedule(
                int(debt.opening_balance),
                debt.rate,
                case.first_year,
                case.last_year,
                int(debt.maturity_year),
                str(debt.repayment),
                debt.refinance_share,
            )
            schedules[str(debt.debt_type)].append(schedule)
        return schedules

    def balance(self, debt_type: str, year: int) -> int:
        """Closing balance."""
        return sum(paid.closing for paid in self._payments(debt_type, year))

    def service(self, debt_type: str, year: int) -> int:
        """Principal and interest."""
        return sum(paid.principal + paid.interest for paid in self._payments(debt_type, year))

    def _payments(self, debt_type: str, year: int) -> list[Payment]:
        return [paid for schedule in self.schedules[debt_type] for paid in schedule if paid.year == year]

    def room(self, year: int) -> Room:
        """Fiscal room of the year after the service of inherited debt and what runs whatever the plan does."""
        if year not in self._rooms:
            self._rooms[year] = self._room(year)
        return self._rooms[year]

    def _room(self, year: int) -> Room:
        fiscal = self.problem.study.case.table("fiscal").drop(columns="source_id")
        row = fiscal[fiscal["year"] == year].iloc[0]
        facts = {str(key): int(value) for key, value in row.items() if not pd.isna(value)}
        room = fiscal_room(facts, self.service("general", year), self.service("special", year))
        begun = self.problem.services.standing(year) + running_standing(self.problem, year)
        return replace(room, general=room.general - begun)
