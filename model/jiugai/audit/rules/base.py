"""What a check of a rule may look at: the start of a community, a payer, the lines of constraints.csv, the whole plan.

A check is written from docs/formats.md, in whole yuan and exact fractions. It takes the kinds it needs as bases:
`class Utilities(PayerCheck, LineCheck)`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from jiugai.audit.facts import Facts
    from jiugai.audit.ledger import Figure, Found, Ledger
    from jiugai.audit.records import Community, Fund, Route, Work
    from jiugai.audit.report import Book, Sentence
    from jiugai.audit.tables import Claims


class RuleCheck:
    """The audit's half of the rule `id`. Without a further base: a rule that shapes scope or cost (`scheme.py`)."""

    id: ClassVar[str]


class GateCheck(RuleCheck, ABC):
    """The rule bars proposed communities from a start year (3.1)."""

    @abstractmethod
    def bars(self, facts: Facts, community: Community, start: int) -> Sentence | None:
        """Why the community may not start in `start`; None where it may."""


class RouteCheck(RuleCheck, ABC):
    """The rule bars a route of a proposed community from a start year (3.1)."""

    @abstractmethod
    def bars_route(self, facts: Facts, route: Route, start: int) -> Sentence | None:
        """Why the route may not start in `start`; None where it may."""


class PlanCheck(RuleCheck, ABC):
    """The rule asks for something else of the finished plan."""

    @abstractmethod
    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        """Count what is checked and note every failure in the book."""


class ReasonCheck(PlanCheck, ABC):
    """The `reason` of a new start holds a word for everything that it should have and has not (3.1)."""

    @abstractmethod
    def words(self, facts: Facts, community: Community, start: int) -> Iterator[tuple[str, Sentence]]:
        """(the word, what is missing) of all that is missing."""

    def _told_in(self, facts: Facts, start: int) -> bool:
        """Whether a start in this year is one whose reason must tell."""
        return True

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        facts = ledger.facts
        for community_id, pick in ledger.scheme.picks.items():
            if pick.continuing or not self._told_in(facts, pick.start):
                continue
            reason = str(claims.rows["selection"][(community_id,)]["reason"])
            for word, missing in self.words(facts, facts.communities[community_id], pick.start):
                book.count(self.id)
                if word not in reason:
                    where = f"selection.csv(community_id={community_id})"
                    book.fail(
                        self.id,
                        f"{where}：{missing.zh}，{pick.start} 年开工须在 reason 中写明（{word}）",
                        f"{where}: {missing.en}; the start in {pick.start} must say so in reason ({word})",
                    )


class StartCheck(GateCheck, ReasonCheck, ABC):
    """What is missing bars a start in the first plan year; a later start states it as a condition."""

    def bars(self, facts: Facts, community: Community, start: int) -> Sentence | None:
        missing = [] if start > facts.first else [sentence for _, sentence in self.words(facts, community, start)]
        return missing[0] if missing else None

    def _told_in(self, facts: Facts, start: int) -> bool:
        return start > facts.first


class PayerCheck(RuleCheck, ABC):
    """The rule limits what a fund may pay (3.3)."""

    #: why a payer is refused, in Chinese and English
    refusal: ClassVar[tuple[str, str]]

    @abstractmethod
    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        """Whether the fund may pay the work of an option that starts in `start`; None where the rule does not ask."""


class TimeCheck(RuleCheck, ABC):
    """The rule limits which years' costs a fund may pay (3.3)."""

    @abstractmethod
    def in_time(self, facts: Facts, fund: Fund, cost_year: int, completion: int) -> bool | None:
        """Whether the fund may pay the cost of a community completed in `completion`; None: the rule does not ask."""


class LineCheck(RuleCheck, ABC):
    """The rule has lines in constraints.csv (3.7)."""

    #: what a line asks for, in Chinese and English
    asks: ClassVar[tuple[str, str]]
    #: indicator → kind, `limit` or `warning`: the lines of indicators.csv that are the rule's (3.8)
    shows: ClassVar[Mapping[str, str]] = {}

    @abstractmethod
    def lines(self, ledger: Ledger) -> Found:
        """(label, line) of every line; those of two zeros may be among them."""

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        """The rule's lines of indicators.csv, all of them named in `shows`; none by default."""
        return iter(())
