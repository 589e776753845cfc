"""Roll-forward of the funds on the finished plan: opened, added, used, carried and lapsed, by fund and year."""

from __future__ import annotations

from jiugai.allocation.settled import Settled
from jiugai.frames import each_row


def roll_forward(settled: Settled) -> list[dict[str, object]]:
    """The rows of funds.csv, whole yuan (docs/formats.md 3.4): the oldest allotment is used first."""
    problem = settled.problem
    used = settled.funding.groupby(["fund", "cash_year"])["yuan"].sum()
    allotments = problem.funds.allotments
    after = {int(a.fund) for a in each_row(allotments) if a.year > problem.study.case.last_year}
    rows: list[dict[str, object]] = []
    for number, fund in enumerate(each_row(problem.study.case.table("funds"))):
        own = allotments[allotments["fund"] == number]
        left = {int(a.year): int(a.yuan) for a in each_row(own)}
        opening = int(own["yuan"][own["year"] < problem.study.case.first_year].sum())
        for year in problem.arrivals.years if number in after else problem.study.years:
            use = int(used.get((number, year), 0))
            if not len(own):
                new, lapsed, carried = use, 0, 0
            else:
                new = int(own["yuan"][own["year"] == year].sum())
                for key, part in settled.taken.items():
                    if key[0] == number and key[2] == year:
                        left[key[1]] -= part
                lapsed = sum(left[int(a.year)] for a in each_row(own) if a.last == year)
                carried = opening + new - use - lapsed
            rows.append(
                {
                    "fund_id": fund.fund_id, "kind": fund.kind, "year": year, "opening_yuan": opening,
                    "new_yuan": new, "used_yuan": use, "carried_yuan": carried, "lapsed_yuan": lapsed,
                }
            )  # fmt: skip
            opening = carried
    return rows
