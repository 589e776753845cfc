"""What a task handed down has fixed: S12 (3.1, 3.7)."""

from __future__ import annotations

import calendar
import datetime
from collections import defaultdict

from jiugai.audit.facts import Facts
from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.records import Community
from jiugai.audit.report import Book
from jiugai.audit.rules.base import LineCheck, PlanCheck
from jiugai.audit.tables import Claims


class ChangeControl(LineCheck, PlanCheck):
    """S12: a locked community is renewed in the year and scope of its task, with the money promised to it."""

    id = "S12"
    asks = ("已下达任务的小区和资金", "communities and money of a task handed down")

    @staticmethod
    def allows(facts: Facts, community: Community, tier: str, start: int) -> bool:
        """Whether the lock leaves the option of a community: its year, and its tier where one is locked."""
        if not _locked(facts, community):
            return True
        return (start, tier) == (facts.plan_year[community.project_id], community.locked_tier or tier)

    def lines(self, ledger: Ledger) -> Found:
        facts = ledger.facts
        locked = {site.community_id for site in facts.communities.values() if _locked(facts, site)}
        for site in locked:
            yield f"community={site}", Line(int(site in ledger.scheme.picks), ">=", 1, unit="community")
        promised: defaultdict[tuple[str, str, int], int] = defaultdict(int)
        for row in facts.commitments:
            site = facts.work_ids[row.work_id]
            if site in locked and row.year in facts.years and row.committed:
                promised[(site, row.fund_id, row.year)] += row.committed
        paid = ledger.grouped(lambda cell: (cell.community_id, cell.fund_id, cell.cost_year))
        for key, yuan in promised.items():
            site, fund, year = key
            yield f"community={site};fund={fund};year={year}", Line(paid.get(key, 0), ">=", yuan)

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        facts = ledger.facts
        for site_id, pick in ledger.scheme.picks.items():
            site = facts.communities[site_id]
            if not _locked(facts, site):
                continue
            book.count(self.id)
            year, tier = facts.plan_year[site.project_id], site.locked_tier or pick.tier
            if (pick.start, pick.tier) != (year, tier):
                where = f"selection.csv(community_id={site_id})"
                book.fail(
                    self.id,
                    f"{where}：任务已下达锁定为 {year} 年、{tier}，方案为 {pick.start} 年、{pick.tier}",
                    f"{where}: the task locks {year}, {tier}; the plan has {pick.start}, {pick.tier}",
                )


def _locked(facts: Facts, site: Community) -> bool:
    """Proposed, its project locked by `as_of` without an approved change, and no longer open to a swap."""
    lock = facts.locks.get(site.project_id)
    as_of = facts.study.scenario.as_of
    if site.stage != "proposed" or lock is None or lock.change_approval or not lock.locked_on:
        return False
    month, year = facts.param("change.swap_until_month", facts.first), lock.plan_year
    swappable = month is not None and as_of <= datetime.date(year, int(month), calendar.monthrange(year, int(month))[1])
    return datetime.date.fromisoformat(lock.locked_on) <= as_of and not swappable
