"""Money that comes with a community: F12 (3.3, 3.4, 3.7)."""

from __future__ import annotations

from jiugai.audit.facts import Facts
from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.records import Agreement, Fund, Work
from jiugai.audit.rules.base import LineCheck, PayerCheck

_OF_ALL_OWNERS = ("maintenance_fund", "public_revenue")


class OwnMoney(PayerCheck, LineCheck):
    """F12: a fund with agreements pays in their communities only, at most the limit, where needed after a vote."""

    id = "F12"
    refusal = (
        "没有约定，或使用维修资金、公共收益未经业主表决通过",
        "no agreement for this community, or no vote of the owners on the use of their money",
    )
    asks = ("约定出资上限", "limit of the agreement")

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        if all(fund_id != fund.fund_id for fund_id, _ in facts.agreements):
            return None
        agreement = facts.agreements.get((fund.fund_id, work.community_id))
        return agreement is not None and (fund.channel not in _OF_ALL_OWNERS or _voted(facts, agreement))

    def lines(self, ledger: Ledger) -> Found:
        paid = ledger.grouped(lambda cell: (cell.fund_id, cell.community_id))
        for (fund, site), agreement in ledger.facts.agreements.items():
            limit = agreement.limit if site in ledger.scheme.picks else 0
            of_all = ledger.facts.funds[fund].channel in _OF_ALL_OWNERS
            if of_all and not _voted(ledger.facts, agreement):
                limit = 0
            yield f"community={site};fund={fund}", Line(paid.get((fund, site), 0), "<=", limit)


def _voted(facts: Facts, agreement: Agreement) -> bool:
    """Whether the owners have voted to use their money: passed, enough of them, more than the share that agreed."""
    quorum, more_than = (facts.param(name, facts.first) for name in ("vote.quorum", "vote.fund_use"))
    turnout, agreed = agreement.vote_turnout, agreement.vote_agreement
    too_few = quorum is not None and turnout is not None and turnout < quorum
    too_little = more_than is not None and agreed is not None and agreed <= more_than
    return agreement.vote_passed and not too_few and not too_little
