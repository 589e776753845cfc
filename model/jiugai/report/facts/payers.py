"""Who pays: sums of funding.csv by channel, by year and by community."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from jiugai.labels import label
from jiugai.report.book import Book, Payment
from jiugai.report.facts.clauses import cite

#: the order of every table of sources
CHANNELS = (
    "central_fiscal", "central_investment", "provincial", "city", "sector",
    "county_budget", "housing_sale", "general_bond", "special_bond", "utility", "resident", "maintenance_fund",
    "housing_fund", "public_revenue", "former_owner", "donation", "social_capital", "loan",
)  # fmt: skip
#: the groups of the charts
GROUPS = ("central", "provincial", "city", "county", "utility", "resident", "social", "bank")
#: the rule that speaks for a channel without a document number
_RULE = {
    "central_fiscal": "F1", "central_investment": "F2", "sector": "F6", "county_budget": "D8", "housing_sale": "D8",
    "general_bond": "D1", "special_bond": "D4", "utility": "F9", "resident": "F10", "loan": "D6",
    "maintenance_fund": "F12", "housing_fund": "F12", "public_revenue": "F12", "former_owner": "F12", "donation": "F12",
    "social_capital": "F13",
}  # fmt: skip
_NAMED = 2


@dataclass(frozen=True)
class Payer:
    """One channel of money over the plan years, whole yuan."""

    channel: str
    yuan: int
    issued: int
    basis: str


def payers(book: Book) -> list[Payer]:
    """The channels that pay, in the order of `CHANNELS`."""
    amounts: dict[str, int] = defaultdict(int)
    issued: dict[str, int] = defaultdict(int)
    for payment in book.payments:
        amounts[payment.channel] += payment.yuan
        if payment.status == "issued":
            issued[payment.channel] += payment.yuan
    return [
        Payer(channel, amounts[channel], issued[channel], _basis(channel, book))
        for channel in CHANNELS
        if amounts[channel]
    ]


def group(payment: Payment) -> str:
    """The chart group of a payment: its kind, local money by level."""
    if payment.kind != "local":
        return payment.kind
    return "city" if payment.level == "city" else "county"


def group_label(name: str, lang: str) -> str:
    return label(f"payer.{name}", lang)


def by_group_and_year(book: Book) -> dict[str, dict[int, int]]:
    """chart group → year of the works → yuan."""
    amounts: dict[str, dict[int, int]] = {name: dict.fromkeys(book.years, 0) for name in GROUPS}
    for payment in book.payments:
        amounts[group(payment)][payment.cost_year] += payment.yuan
    return amounts


def by_community_and_group(book: Book) -> dict[str, dict[str, int]]:
    """community → chart group → yuan."""
    amounts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(GROUPS, 0))
    for payment in book.payments:
        amounts[payment.community][group(payment)] += payment.yuan
    return dict(amounts)


def _by_standard(funds: set[str], book: Book) -> str:
    """The rule of funds that pay by standard: F14 where they follow the residents, F5; "" where they are envelopes."""
    rights = [row for row in book.case_rows("fund_entitlements") if row["fund_id"] in funds and row["binding"]]
    return "F14" if any(row["basis"] == "matching" for row in rights) else "F5" if rights else ""


def _basis(channel: str, book: Book) -> str:
    """Document numbers of the channel's funds that pay; else the clause of the rule that speaks for it."""
    used = {payment.fund for payment in book.payments if payment.channel == channel}
    numbers = [str(book.funds[fund]["document_no"] or "") for fund in sorted(used)]
    numbers = list(dict.fromkeys(number for number in numbers if number))
    comma = label("punctuation.comma", book.lang)
    if numbers:
        more = label("word.and_more", book.lang).format(count=len(numbers)) if len(numbers) > _NAMED else ""
        return comma.join(numbers[:_NAMED]) + more
    rule = _RULE.get(channel) or _by_standard(used, book)
    return cite(book.study.clause(rule), book) if rule and book.study.in_force(rule) else ""
