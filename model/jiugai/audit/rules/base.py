"""What a check of a rule may look at: the start of a community, a payer, the lines of constraints.csv, the whole plan.

A check is written from docs/formats.md, in whole yuan and exact fractions. It takes the kinds it needs as bases:
`class Utilities(PayerCheck, LineCheck)`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from jiugai.audit.facts import Community, Facts, Fund, Work
    from jiugai.audit.ledger import Figure, Found, Ledger
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


class PayerCheck(RuleCheck, ABC):
    """The rule limits what a fund may pay (3.3)."""

    #: why a payer is refused, in Chinese and English
    refusal: ClassVar[tuple[str, str]]

    @abstractmethod
    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        """Whether the fund may pay the work of an option that starts in `start`; None where the rule does not ask."""


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


class PlanCheck(RuleCheck, ABC):
    """The rule asks for something else of the finished plan."""

    @abstractmethod
    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        """Count what is checked and note every failure in the book."""
