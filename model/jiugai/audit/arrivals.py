"""When money is due: completion of a community, the year late money comes, who may advance it (3.4, F16, F20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from jiugai.audit.facts import Facts
from jiugai.audit.records import Fund
from jiugai.audit.report import Book
from jiugai.audit.tables import Cell

LATE, BRIDGED = "F16", "F20"

#: (bridging fund, late fund, community, year it goes out, year it comes back) → yuan
Advances = Mapping[tuple[str, str, str, int, int], int]


def due_year(fund: Fund, cost_year: int, completion: int) -> int:
    """The cash year of a cost where F16 is in force."""
    return max(cost_year, completion + fund.lag) if fund.lag is not None else cost_year


def advance_limit(facts: Facts, fund: Fund, years: Iterable[int]) -> bool:
    """Whether a limit above zero is stated at the end of each of `years` for the fund that bridges `fund`."""
    return all(facts.bridge_limits.get((fund.bridged_by, year), 0) > 0 for year in years)


def advances(book: Book, facts: Facts, cells: Iterable[Cell]) -> Advances:
    """What is advanced, from the lines of funding.csv that cost money before it comes; nothing where F20 is off."""
    total: defaultdict[tuple[str, str, str, int, int], int] = defaultdict(int)
    for cell in cells:
        bridge = facts.funds[cell.fund_id].bridged_by
        if cell.cash_year > cell.cost_year and bridge and book.on(BRIDGED):
            total[(bridge, cell.fund_id, cell.community_id, cell.cost_year, cell.cash_year)] += cell.yuan
    return dict(total)
