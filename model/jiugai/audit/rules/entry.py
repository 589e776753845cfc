"""Who may enter: E1 by year of completion, E2 by demolition, E3 by consent, E6 by the county's findings (3.1, 3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from jiugai.audit.facts import Facts
from jiugai.audit.records import Community, Fund, Work
from jiugai.audit.report import Sentence
from jiugai.audit.rules.base import GateCheck, PayerCheck, StartCheck

_UPPER = ("central", "provincial")
_LEVELS = ("A", "B", "C", "D")


class BuiltYear(PayerCheck):
    """E1: upper-level money for communities built by the year of the start; continuing ones are exempt."""

    id = "E1"
    refusal = ("建成年份晚于上级资金的年限", "built later than upper-level money allows")

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        if fund.kind not in _UPPER or continuing:
            return None
        latest = facts.param("eligibility.built_by", start)
        return latest is None or facts.communities[work.community_id].built_year <= latest


class Demolition(GateCheck):
    """E2: out if it is to be pulled down, or if its danger level is above `entry.danger_max` (A = 1 … D = 4)."""

    id = "E2"

    def bars(self, facts: Facts, community: Community, start: int) -> Sentence | None:
        if community.demolition_planned:
            return Sentence("计划征收拆迁，不得纳入改造", "to be pulled down: it cannot be renewed")
        most = facts.param("entry.danger_max", start)
        if most is None or community.danger_level not in _LEVELS:
            return None
        if _LEVELS.index(community.danger_level) + 1 <= most:
            return None
        level = community.danger_level
        return Sentence(f"房屋危险等级 {level}，不得纳入改造", f"danger level {level}: it cannot be renewed")


class Consent(StartCheck):
    """E3: consent, and participation where a share is set and the case states one."""

    id = "E3"

    def words(self, facts: Facts, community: Community, start: int) -> Iterator[tuple[str, Sentence]]:
        rates = (
            ("居民同意率", "consent", community.consent_rate, "consent.enter"),
            ("居民参与率", "participation", community.participation_rate, "consent.participation"),
        )
        for zh, en, rate, parameter in rates:
            asked = facts.param(parameter, start)
            if rate is not None and asked is not None and rate < asked:
                yield zh, Sentence(f"{zh} {rate} 低于 {asked}", f"{en} {rate} is below {asked}")


class Findings(PayerCheck):
    """E6: no upper-level money for starts of the year whose application was lost; continuing ones are exempt."""

    id = "E6"
    refusal = (
        "县级因审计问题被取消当年申报资格，不得使用上级资金",
        "the county lost its application for the year to audit findings: no upper-level money",
    )

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        if fund.kind not in _UPPER or continuing:
            return None
        return facts.param("findings.barred_year", start) != start
