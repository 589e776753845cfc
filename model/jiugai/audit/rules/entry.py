"""Who may enter: E1 by year of completion, E3 by consent (3.1, 3.3)."""

from __future__ import annotations

from jiugai.audit.facts import Community, Facts, Fund, Work
from jiugai.audit.ledger import Ledger
from jiugai.audit.report import Book, Sentence
from jiugai.audit.rules.base import GateCheck, PayerCheck, PlanCheck
from jiugai.audit.tables import Claims


class BuiltYear(PayerCheck):
    """E1: upper-level money for communities built by the year of the start; continuing ones are exempt."""

    id = "E1"
    refusal = ("建成年份晚于上级资金的年限", "built later than upper-level money allows")

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        if fund.kind not in ("central", "provincial") or continuing:
            return None
        latest = facts.param("eligibility.built_by", start)
        return latest is None or facts.communities[work.community_id].built_year <= latest


class Consent(GateCheck, PlanCheck):
    """E3: hard for a start in the first plan year; a later start states the vote as a condition."""

    id = "E3"

    @staticmethod
    def _agreed(facts: Facts, community: Community, start: int) -> bool:
        asked = facts.param("consent.enter", start)
        return asked is None or community.consent_rate >= asked

    def bars(self, facts: Facts, community: Community, start: int) -> Sentence | None:
        if start > facts.first or self._agreed(facts, community, start):
            return None
        rate, asked = community.consent_rate, facts.param("consent.enter", start)
        return Sentence(f"居民同意率 {rate} 低于 {asked}", f"consent {rate} is below {asked}")

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        facts = ledger.facts
        for community_id, pick in ledger.scheme.picks.items():
            community, start = facts.communities[community_id], pick.start
            told = claims.rows["selection"][(community_id,)]["reason"] if not pick.continuing else ""
            if pick.continuing or told or start <= facts.first or self._agreed(facts, community, start):
                continue
            where = f"selection.csv(community_id={community_id})"
            rate, asked = community.consent_rate, facts.param("consent.enter", start)
            book.fail(
                self.id,
                f"{where}：居民同意率 {rate} 低于 {asked}，{start} 年开工须在 reason 中写明条件",
                f"{where}: consent {rate} is below {asked}; the start in {start} must state the condition in reason",
            )
