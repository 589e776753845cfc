"""Statutory debt tables of two counties: their sums, the roll-forward of a balance, and the refinanced part."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jiugai.finance import Payment, existing_schedule, headroom, total
from support.figures import published

YUAN_PER_YI = 100_000_000
XUANZHOU = {row["code"]: row for row in published("county_debt_tables_cn.csv")}
SHUCHENG = {row["debt"]: row for row in published("county_debt_balances_cn.csv")}


def yuan(printed: str) -> int:
    amount = Fraction(printed) * YUAN_PER_YI
    assert amount.denominator == 1
    return int(amount)


def of(code: str) -> int:
    return yuan(XUANZHOU[code]["amount_yi"])


@pytest.mark.parametrize("code", [code for code, row in XUANZHOU.items() if row["formula"]])
def test_printed_formulas_hold_to_the_last_digit(code: str) -> None:
    assert of(code) == sum(of(part) for part in XUANZHOU[code]["formula"].split("+"))


def test_every_formula_of_the_table_is_tried() -> None:
    formulas = {code: row["formula"] for code, row in XUANZHOU.items() if row["formula"]}
    assert formulas == {"A": "B+D", "F": "G+H", "I": "J+K", "L": "M+O", "Q": "R+S"}


def test_principal_is_refinanced_or_paid_from_the_budget() -> None:
    """M = refinanced + budgeted: 90 % of the general principal due in 2025 is borrowed anew."""
    assert of("M") == of("Mr") + of("N")
    share = Fraction(of("Mr"), of("M"))
    assert round(share, 4) == Fraction("0.8996")
    [year] = existing_schedule(of("M"), Fraction(0), 2025, 2025, 2025, "bullet", share)
    assert (year.principal, year.closing) == (of("N"), of("Mr"))


def balance(debt: str) -> Payment:
    row = SHUCHENG[debt]
    return Payment(2024, yuan(row["opening_yi"]), yuan(row["issued_yi"]), yuan(row["repaid_yi"]), 0)


@pytest.mark.parametrize("debt", ["general", "special"])
def test_closing_is_opening_and_issued_less_repaid(debt: str) -> None:
    assert balance(debt).closing == yuan(SHUCHENG[debt]["closing_yi"])


def test_both_debts_together_and_their_limit() -> None:
    [both] = total([[balance("general")], [balance("special")]])
    assert both.closing == yuan(SHUCHENG["total"]["closing_yi"])
    limit = yuan(SHUCHENG["total"]["limit_yi"])
    assert limit == yuan(SHUCHENG["general"]["limit_yi"]) + yuan(SHUCHENG["special"]["limit_yi"])
    assert headroom(Fraction(1), both.closing, limit) == 324_810_000
