"""Whether a route may be built, and when: H2, H3 (3.1)."""

from __future__ import annotations

from jiugai.audit.facts import Facts
from jiugai.audit.ledger import Ledger
from jiugai.audit.records import Route
from jiugai.audit.report import Book, Sentence
from jiugai.audit.rules.base import PlanCheck, RouteCheck
from jiugai.audit.tables import Claims


class BillFalls(RouteCheck):
    """H2: the bill after is neither above the bill before nor above what a household can pay."""

    id = "H2"

    def bars_route(self, facts: Facts, route: Route, start: int) -> Sentence | None:
        after = route.bill_after
        for asked, zh, en in (
            (route.bill_before, "改造前", "the bill before"),
            (route.payable, "可负担的", "what a household can pay"),
        ):
            if after is not None and asked is not None and after > asked:
                return Sentence(
                    f"路线 {route.route} 改造后户均取暖费 {after} 元，高于{zh} {asked} 元",
                    f"route {route.route}: the bill after, {after} yuan, is above {en}, {asked}",
                )
        return None


class ReadyBySeason(RouteCheck, PlanCheck):
    """H3: what the calendar leaves of the start year is enough; the reason of the start says by when to begin."""

    id = "H3"

    def bars_route(self, facts: Facts, route: Route, start: int) -> Sentence | None:
        ready, as_of = facts.param("heating.ready_by", start), facts.study.scenario.as_of
        if ready is None or route.months is None:
            return None
        gone = 0 if start > as_of.year else 12 if start < as_of.year else as_of.month
        if gone + route.months <= ready:
            return None
        return Sentence(
            f"路线 {route.route} 工期 {route.months} 个月，{start} 年开工赶不上 {ready} 月底前建成",
            f"route {route.route} takes {route.months} months: started in {start}, it is not ready by month {ready}",
        )

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        facts = ledger.facts
        for community_id, pick in ledger.scheme.picks.items():
            route = facts.routes.get((community_id, pick.route))
            ready = facts.param("heating.ready_by", pick.start)
            if pick.continuing or route is None or route.months is None or ready is None:
                continue
            word = f"最迟{pick.start}年{ready - route.months}月底"
            book.count(self.id)
            if word not in str(claims.rows["selection"][(community_id,)]["reason"]):
                where = f"selection.csv(community_id={community_id})"
                book.fail(
                    self.id,
                    f"{where}：须在 reason 中写明最迟进场时间（{word}）",
                    f"{where}: reason must say by when the works begin ({word})",
                )
