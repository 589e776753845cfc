"""What the lines of 3.7 are made of: funding lines with their works, cost, roll-forward and debt, summed by key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from jiugai.audit.arrivals import Advances
from jiugai.audit.compare import Key
from jiugai.audit.debts import DebtBook
from jiugai.audit.envelopes import Roll
from jiugai.audit.facts import Facts
from jiugai.audit.records import Fund, Work
from jiugai.audit.scheme import Scheme
from jiugai.audit.tables import Cell


@dataclass(frozen=True)
class Line:
    """activity (sense) limit in `unit`. `cells`: funding lines in a ratio row, the yuan by which it may be missed."""

    activity: Fraction | int
    sense: str
    limit: Fraction | int
    cells: int = 0
    soft: bool = False
    unit: str = "yuan"

    @property
    def margin(self) -> Fraction:
        """Exact room left in the unit of the line; negative where the line is missed."""
        if self.sense == "=":
            return -abs(Fraction(self.limit) - self.activity)
        room = Fraction(self.limit) - self.activity
        return room if self.sense == "<=" else -room


@dataclass(frozen=True)
class Ledger:
    """What the lines are made of: funding lines with their works, cost, roll-forward and debt.

    `advances`: what is advanced for late money (F20). `may_pay`: whether a fund may pay a work of a chosen or
    continuing option (3.3).
    """

    facts: Facts
    scheme: Scheme
    cells: tuple[Cell, ...]
    roll: Roll
    debts: DebtBook
    advances: Advances
    may_pay: Callable[[Fund, Work], bool]

    def grouped(self, key: Callable[[Cell], Key | None]) -> dict[Key, int]:
        """Yuan of funding lines by key; lines with key None are left out."""
        return _totals((key(cell), cell.yuan) for cell in self.cells)

    def counted(self, key: Callable[[Cell], Key | None]) -> dict[Key, int]:
        """Number of funding lines by key."""
        return _totals((key(cell), 1 if cell.yuan else 0) for cell in self.cells)

    def cost(self, key: Callable[[Work, int], Key | None]) -> dict[Key, int]:
        """Cost in plan years by key of (work, year)."""
        items = self.scheme.cost.items()
        return _totals((key(self.facts.works[work], year), yuan) for (_, work, year), yuan in items)

    def project(self, community_id: str) -> str:
        return self.facts.communities[community_id].project

    def channel(self, cell: Cell) -> str:
        return self.facts.funds[cell.fund_id].channel


def _totals(pairs: Iterator[tuple[Key | None, int]]) -> dict[Key, int]:
    total: defaultdict[Key, int] = defaultdict(int)
    for key, value in pairs:
        if key is not None:
            total[key] += value
    return dict(total)


@dataclass(frozen=True)
class Figure:
    """A line of indicators.csv: value and limit (None: no limit) as whole numbers of `unit`, and whether it holds."""

    year: int
    name: str
    value: int
    limit: int | None
    ok: bool
    unit: str = "yuan"


#: (label, line) of one rule
Found = Iterator[tuple[str, Line]]
