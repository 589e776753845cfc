"""What belongs to an option, and when it costs money: H1, H3, S1, S2, S4, S5, S7, S9 (3.1), for `options.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from jiugai.audit.facts import Facts
from jiugai.audit.records import PIPELINES, TIERS, Community, Fund, Work
from jiugai.audit.report import Sentence
from jiugai.audit.rules.base import PayerCheck, PlanCheck, ReasonCheck, RuleCheck
from jiugai.money import round_half_up

if TYPE_CHECKING:
    from jiugai.audit.ledger import Ledger
    from jiugai.audit.report import Book
    from jiugai.audit.tables import Claims


class TiersInOrder(RuleCheck):
    """S1: tiers in order, without a gap among those the community lacks."""

    id = "S1"

    @staticmethod
    def scopes(lacking: Sequence[str]) -> list[tuple[str, ...]]:
        """
        >>> TiersInOrder.scopes(["basic", "upgrade"])
        [('basic',), ('basic', 'upgrade')]
        """
        return [tuple(lacking[:size]) for size in range(1, len(lacking) + 1)]


class ScopeType(PlanCheck):
    """S4: a new community with a stated type goes no further than the highest tier of the type."""

    id = "S4"

    @staticmethod
    def allows(facts: Facts, community: Community, tier: str, start: int) -> bool:
        most = facts.param(f"scope_type.{community.scope_type}", start) if community.scope_type else None
        return most is None or TIERS.index(tier) + 1 <= most

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        facts = ledger.facts
        for community_id, pick in ledger.scheme.picks.items():
            community = facts.communities[community_id]
            if pick.continuing or not community.scope_type:
                continue
            book.count(self.id)
            if not self.allows(facts, community, pick.tier, pick.start):
                where = f"selection.csv(community_id={community_id})"
                book.fail(
                    self.id,
                    f"{where}：改造类别 {pick.tier} 超出该小区改造类型（{community.scope_type}）的最高类别",
                    f"{where}: tier {pick.tier} goes beyond the type of the community ({community.scope_type})",
                )


class HazardsFirst(RuleCheck):
    """S2: a work with a safety hazard belongs to every scope."""

    id = "S2"

    @staticmethod
    def always(work: Work) -> bool:
        return work.hazard


class OneRoute(RuleCheck):
    """H1: an option takes one of the routes of its works whole, and no work of another."""

    id = "H1"

    @staticmethod
    def names(works: Iterable[Work]) -> list[str]:
        return sorted({work.route for work in works if work.route})

    @staticmethod
    def of(works: Sequence[Work], route: str) -> tuple[Work, ...]:
        """The works that an option of the route may hold; without a route: all, of which it must hold no routed one."""
        return tuple(work for work in works if not route or work.route in ("", route))

    @staticmethod
    def fits(works: Iterable[Work], route: str) -> bool:
        """Whether the works of an option are of this route and of no other."""
        return {work.route for work in works} - {""} == ({route} if route else set())


class RemovalFirst(PayerCheck, ReasonCheck):
    """S7: removal is in every option, in its start year; no upper money where the place has no standard."""

    id = "S7"
    refusal = (
        "当地没有拆违补助标准，上级资金不得支付",
        "no standard of subsidy for removal here: no upper-level money",
    )

    @staticmethod
    def always(work: Work) -> bool:
        return work.trade == "demolition"

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        if fund.kind not in ("central", "provincial") or continuing or not self.always(work):
            return None
        return facts.param("demolition.upper_money", start) != 0

    def words(self, facts: Facts, community: Community, start: int) -> Iterator[tuple[str, Sentence]]:
        if any(self.always(work) for work in facts.works_of.get(community.community_id, ())):
            yield "先拆违", Sentence("有违法建设须先拆除", "illegal structures must go first")


class OneDig(RuleCheck):
    """S5: a pipeline work falls wholly in the start year."""

    id = "S5"

    @staticmethod
    def at_once(work: Work) -> bool:
        return work.trade in PIPELINES


class WorksProfile(RuleCheck):
    """S9: another work by the first-year share, half up to a yuan, the rest a year after, the retention later."""

    id = "S9"

    @staticmethod
    def first_year(facts: Facts, work: Work, start: int) -> int:
        return round_half_up(
            facts.ratio("works.first_year_share", start, 1) * (work.cost - WorksProfile.held(facts, work, start))
        )

    @staticmethod
    def held(facts: Facts, work: Work, start: int) -> int:
        """The retention, half up to a yuan; nothing without a share."""
        return round_half_up(facts.ratio("works.retention_share", start, 0) * work.cost)

    @staticmethod
    def paid_out(facts: Facts, start: int, done: int) -> int:
        """The year in which the retention falls due, be it after the plan."""
        return done + int(facts.ratio("works.retention_years", start, 1))


def ready_at_once(work: Work) -> bool:
    """H3: a work of a route falls wholly in the start year, to be ready before the season."""
    return work.route != ""
