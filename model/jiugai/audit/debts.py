"""Debt by recurrence from raw terms: debt.csv recomputed, existing and new (3.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from jiugai.audit.compare import Key, Row, compare
from jiugai.audit.facts import Facts
from jiugai.audit.records import Debt, Fund
from jiugai.audit.report import Book
from jiugai.audit.tables import Cell, Claims
from jiugai.money import round_half_up
from jiugai.plan import KEYS

DEBT = "model#debt"
COUNTY = "county"
#: channel of government bonds → type of debt
BONDS = {"general_bond": "general", "special_bond": "special"}


class Year(NamedTuple):
    """One year of an instrument, yuan."""

    opening: int
    drawn: int
    principal: int
    interest: int
    closing: int


@dataclass(frozen=True)
class DebtBook:
    """All debt of the plan. `rows`: (instrument, year) → debt.csv. The rest in yuan by year:

    Types are general and special. `drawn`, `closing`: (type, year) of new bonds; `existing_service` (paid in cash),
    `existing_closing`: (type, year) of existing debt; `service`: (fund, project, year) of everything new, project empty
    for pooled money.
    """

    rows: Mapping[Key, Row]
    drawn: Mapping[tuple[str, int], int]
    closing: Mapping[tuple[str, int], int]
    existing_service: Mapping[tuple[str, int], int]
    existing_closing: Mapping[tuple[str, int], int]
    service: Mapping[tuple[str, str, int], int]

    def due(self, year: int, funds: Collection[str], project: str | None = None) -> int:
        """Principal and interest of a year on what was drawn from `funds`, for one project or for all."""
        return sum(
            yuan
            for (fund, owner, at), yuan in self.service.items()
            if at == year and fund in funds and project in (None, owner)
        )


def new_schedule(
    amount: int, drawn_in: int, rate: Fraction, term: int, grace: int, repayment: str, coupons: int = 1
) -> dict[int, Year]:
    """A draw of `amount` yuan at the end of `drawn_in`, year by year to its maturity, paid `coupons` times a year.

    >>> new_schedule(100, 2021, Fraction(3, 100), 2, 0, "equal_principal")[2022]
    Year(opening=100, drawn=0, principal=50, interest=3, closing=50)
    """
    each = rate / coupons
    parts = (term - grace) * coupons
    level = amount // parts
    if repayment == "equal_instalment" and each:
        level = round_half_up(amount * each / (1 - (1 + each) ** -parts))
    years = {drawn_in: Year(0, amount, 0, 0, amount)}
    balance = amount
    for j in range(1, term + 1):
        opening, repaid, borne = balance, 0, 0
        for k in range((j - 1) * coupons + 1, j * coupons + 1):
            interest = round_half_up(each * balance)
            if k == term * coupons:
                principal = balance
            elif k <= grace * coupons or repayment == "bullet":
                principal = 0
            elif repayment == "equal_instalment" and each:
                principal = max(0, min(level - interest, balance))
            else:
                principal = level
            balance, repaid, borne = balance - principal, repaid + principal, borne + interest
        years[drawn_in + j] = Year(opening, 0, repaid, borne, balance)
    return years


def existing_schedule(debt: Debt, first: int, last: int) -> dict[int, Year]:
    """An existing instrument from the first plan year to `last`; the refinanced part stays in the balance."""
    years: dict[int, Year] = {}
    balance = scheduled_left = debt.opening_balance
    level = debt.opening_balance // max(debt.maturity_year - first + 1, 1)
    for year in range(first, last + 1):
        interest = round_half_up(debt.rate * balance)
        due = 0
        if year == debt.maturity_year:
            due = scheduled_left
        elif year < debt.maturity_year and debt.repayment == "equal_principal":
            due = level
        scheduled_left -= due
        principal = due - round_half_up(debt.refinance_share * due)
        years[year] = Year(balance, 0, principal, interest, balance - principal)
        balance -= principal
    return years


def build_debts(book: Book, facts: Facts, cells: Iterable[Cell]) -> DebtBook:
    """Every instrument, from the terms of the inputs and the draws of funding.csv."""
    draws: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for cell in cells:
        fund = facts.funds[cell.fund_id]
        if fund.instrument == "debt":
            project = facts.communities[cell.community_id].project if fund.scope == "own" else ""
            draws[(fund.fund_id, project, cell.cash_year)] += cell.yuan
    rows: dict[Key, Row] = {}
    drawn: defaultdict[tuple[str, int], int] = defaultdict(int)
    closing: defaultdict[tuple[str, int], int] = defaultdict(int)
    service: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    last = facts.last
    for (fund_id, project, drawn_in), amount in sorted(draws.items()):
        fund = facts.funds[fund_id]
        if amount <= 0 or not _terms_known(book, fund):
            continue
        assert fund.rate is not None
        assert fund.term_years is not None
        name = ".".join(part for part in (fund_id, project, str(drawn_in)) if part)
        schedule = new_schedule(
            amount, drawn_in, fund.rate, fund.term_years, fund.grace_years, fund.repayment, fund.coupons or 1
        )
        last = max(last, drawn_in + fund.term_years)
        for year, values in schedule.items():
            rows[(name, year)] = _row(fund_id, fund.borrower, values)
            service[(fund_id, project, year)] += values.principal + values.interest
            if fund.channel in BONDS:
                drawn[(BONDS[fund.channel], year)] += values.drawn
                closing[(BONDS[fund.channel], year)] += values.closing
    existing_service: defaultdict[tuple[str, int], int] = defaultdict(int)
    existing_closing: defaultdict[tuple[str, int], int] = defaultdict(int)
    for debt in facts.debts:
        for year, values in existing_schedule(debt, facts.first, last).items():
            rows[(debt.instrument_id, year)] = _row("", COUNTY, values)
            existing_service[(debt.debt_type, year)] += values.principal + values.interest
            existing_closing[(debt.debt_type, year)] += values.closing
    return DebtBook(rows, drawn, closing, existing_service, existing_closing, service)


def _terms_known(book: Book, fund: Fund) -> bool:
    if fund.rate is not None and fund.term_years is not None and fund.grace_years < fund.term_years and fund.repayment:
        return True
    book.fail(
        DEBT,
        f"funds.csv(fund_id={fund.fund_id})：已提款，但利率、期限、宽限期或还本方式不全",
        f"funds.csv(fund_id={fund.fund_id}): drawn, but rate, term, grace or repayment is not given",
    )
    return False


def _row(fund_id: str, borrower: str, values: Year) -> Row:
    return {
        "fund_id": fund_id,
        "borrower": borrower,
        "opening_yuan": values.opening,
        "drawn_yuan": values.drawn,
        "principal_yuan": values.principal,
        "interest_yuan": values.interest,
        "closing_yuan": values.closing,
    }


def check_debt(book: Book, debts: DebtBook, claims: Claims) -> None:
    """debt.csv is the recomputed debt, row by row."""
    compare(book, "debt", KEYS["debt"], claims.rows["debt"], debts.rows, lambda key, column: DEBT)
