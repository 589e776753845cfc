"""Full funding (F7) and money promised to works in progress (S8) (3.1, 3.7)."""

from __future__ import annotations

from collections import defaultdict

from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.report import Book
from jiugai.audit.rules.base import LineCheck, PlanCheck
from jiugai.audit.tables import Claims


class FullFunding(LineCheck, PlanCheck):
    """F7: every work, and so every community, has in every year exactly the money it costs."""

    id = "F7"
    asks = ("资金等于造价", "money equals cost")

    def lines(self, ledger: Ledger) -> Found:
        paid = ledger.grouped(lambda cell: (cell.community_id, cell.cost_year))
        cost = ledger.cost(lambda work, year: (work.community_id, year))
        for community_id, year in sorted(set(paid) | set(cost)):
            key = (community_id, year)
            yield f"community={community_id};year={year}", Line(paid.get(key, 0), "=", cost.get(key, 0))

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        paid: defaultdict[tuple[str, str, int], int] = defaultdict(int)
        for cell in claims.funding:
            paid[(cell.community_id, cell.work_id, cell.cost_year)] += cell.yuan
        costs = ledger.scheme.cost
        for key in sorted(set(paid) | set(costs)):
            money, cost = paid.get(key, 0), costs.get(key, 0)
            book.count(self.id, -abs(money - cost))
            if money != cost:
                where = f"funding.csv(community_id={key[0]}, work_id={key[1]}, cost_year={key[2]})"
                book.fail(
                    self.id,
                    f"{where}：造价 {cost:,} 元，落实资金 {money:,} 元，差 {cost - money:,} 元",
                    f"{where}: costs {cost:,} yuan, has {money:,} yuan of money, short by {cost - money:,}",
                )


class InFlightFirst(LineCheck, PlanCheck):
    """S8: committed money of works in progress comes in its year; paid and committed stay within the cost."""

    id = "S8"
    asks = ("在建项目的承诺资金", "committed money of works in progress")

    def lines(self, ledger: Ledger) -> Found:
        facts = ledger.facts
        paid = ledger.grouped(lambda cell: (cell.community_id, cell.fund_id, cell.cost_year))
        promised: defaultdict[tuple[str, str, int], int] = defaultdict(int)
        for promise in facts.commitments:
            work = facts.works.get(promise.work_id)
            if work is not None and facts.communities[work.community_id].stage == "in_progress":
                promised[(work.community_id, promise.fund_id, promise.year)] += promise.committed
        for (community_id, fund_id, year), committed in promised.items():
            if year in facts.years and committed:
                line = Line(paid.get((community_id, fund_id, year), 0), ">=", committed)
                yield f"community={community_id};fund={fund_id};year={year}", line

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        for (community_id, work_id, year), yuan in ledger.scheme.cost.items():
            if yuan < 0:
                where = f"commitments.csv(work_id={work_id})"
                book.fail(
                    self.id,
                    f"{where}：已付与承诺之和超过造价，{community_id} {year} 年剩余造价为 {yuan:,} 元",
                    f"{where}: paid and committed exceed the cost; what remains in {year} is {yuan:,} yuan",
                )
