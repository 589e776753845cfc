"""What falls due, when, and what happens otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from jiugai.allocation.money_rules.base import MoneyRule
from jiugai.frames import each_item, each_row
from jiugai.inputs.rule import parameter
from jiugai.menu.gates import gates
from jiugai.menu.gates.base import StartGate
from jiugai.menu.timing import WorksProfile

if TYPE_CHECKING:
    from jiugai.allocation.settled import Settled

Row = dict[str, object]

#: money of these levels is taken back where it is not used in time
_UPPER = ("central", "province", "city")
#: channel of a debt → the rule whose limit its service belongs to
_DEBT_RULE = {"general_bond": "D1", "special_bond": "D4", "loan": "D6"}


class DueDates(MoneyRule):
    """What falls due of the finished plan, by year and where known by date, with its consequence (到期提醒).

    spend, lapse  12-31 of the last year e of an allotment A[f,a] of central, province or city (yuan):
                  spend = take[f,a,e];  lapse = A[f,a] − Σ_t take[f,a,t]
    split         an allotment of the centre, to be split to projects within `split_days` of its receipt
    repay_bridge  what comes back of an advance, in the year of the late money (F20)
    debt_service  principal and interest of what the plan borrows, by fund, project and year, to maturity
    retention     what is retained of new works (S9), in the year after completion in which it is paid, by community
    E3, E4 …      the rule whose condition a later start still has to meet before its works start: cost of the community
    """

    id = "P8"
    split_days = parameter("due.split_days")
    silent = "只列到期事项，不单列约束行，见 due.csv"

    def tables(self, settled: Settled) -> Iterator[tuple[str, Row]]:
        for rows in (
            self._allotments(settled), self._bridges(settled), self._service(settled), self._retention(settled),
            self._conditions(settled),
        ):  # fmt: skip
            for row in rows:
                yield "due", row

    def _row(
        self, year: int, what: str, rule: str, yuan: int, consequence: str, *, fund: str = "", subject: str = "",
        date: str = "",
    ) -> Row:  # fmt: skip
        return {
            "due_year": year, "due_date": date, "what": what, "fund_id": fund, "subject": subject, "yuan": yuan,
            "consequence": consequence, "clause": self.study.clause(rule),
        }  # fmt: skip

    def _allotments(self, settled: Settled) -> Iterator[Row]:
        funds = self.study.case.table("funds")
        for allotted in each_row(settled.problem.funds.allotments):
            fund, year, last, yuan = (int(getattr(allotted, key)) for key in ("fund", "year", "last", "yuan"))
            facts = funds.iloc[fund]
            name = str(facts["fund_id"])
            fresh = year >= self.study.case.first_year  # what the ledger brings in was split long ago
            if facts["kind"] == "central" and fresh and self.split_days[year] is not None and yuan:
                yield self._row(year, "split", self.id, yuan, "idle", fund=name, subject=str(year))
            if facts["level"] not in _UPPER or not self.study.in_force("F15"):
                continue
            taken = {key[2]: part for key, part in settled.taken.items() if key[:2] == (fund, year)}
            due = {"spend": taken.get(last, 0), "lapse": yuan - sum(taken.values())}
            for what, amount in due.items():
                if amount:
                    yield self._row(
                        last, what, "F15", amount, "taken_back", fund=name, subject=str(year), date=f"{last}-12-31"
                    )

    def _bridges(self, settled: Settled) -> Iterator[Row]:
        late = settled.funding[settled.funding["cash_year"] > settled.funding["year"]]
        keys = ["cash_year", "fund_id", "community_id"]
        for (year, fund, community), yuan in each_item(late.groupby(keys)["yuan"].sum()):
            yield self._row(year, "repay_bridge", "F20", int(yuan), "county_bears", fund=fund, subject=community)

    def _service(self, settled: Settled) -> Iterator[Row]:
        funds = self.study.case.table("funds")
        due: defaultdict[tuple[int, int, str], int] = defaultdict(int)
        for draw in settled.draws:
            for payment in settled.schedules[draw.instrument_id]:
                due[payment.year, draw.fund, draw.project] += payment.principal + payment.interest
        for (year, fund, project), yuan in due.items():
            if yuan:
                facts = funds.iloc[fund]
                rule = _DEBT_RULE[str(facts["channel"])]
                yield self._row(
                    year, "debt_service", rule, yuan, "arrears", fund=str(facts["fund_id"]), subject=project
                )

    def _retention(self, settled: Settled) -> Iterator[Row]:
        """What is retained of new works, in the year in which it is paid out, by community."""
        menu, profile = settled.problem.menu, WorksProfile(self.study)
        options = menu.options[settled.chosen & ~menu.options["fixed"].to_numpy(dtype=np.bool_)]
        works = menu.costs[["option", "work", "done"]].drop_duplicates()
        works = works.merge(options[["community_id", "start_year"]], left_on="option", right_index=True)
        cost = self.study.case.table("works")["cost"]
        due: defaultdict[tuple[int, str], int] = defaultdict(int)
        for row in each_row(works):
            start = int(row.start_year)
            held = profile.held(int(cost.iloc[int(row.work)]), start)
            due[profile.paid_out(int(row.done), start), str(row.community_id)] += held
        for (year, community), yuan in due.items():
            if yuan:
                yield self._row(year, "retention", "S9", yuan, "owed", subject=community)

    def _conditions(self, settled: Settled) -> Iterator[Row]:
        options = settled.problem.menu.options[settled.chosen].reset_index(drop=True)
        for gate in (gate(self.study) for gate in gates() if issubclass(gate, StartGate)):
            if not self.study.in_force(gate.id):
                continue
            for option, condition in zip(each_row(options), gate.stated_conditions(options), strict=True):
                if condition:
                    yield self._row(
                        int(option.start_year), gate.id, gate.id, int(option.cost_yuan), "no_start",
                        subject=str(option.community_id),
                    )  # fmt: skip
