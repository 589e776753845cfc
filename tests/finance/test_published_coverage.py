"""Printed coverage: of a city's revenue bonds, and of old-community projects financed by special bonds.

A project file prints 收益, cost, bonds, term and coverage. Tried on each: 收益 as a net flow, or less the cost; principal at
the end or in equal parts; at the rates of the tranches issued so far. The rate of the file's own forecast is not printed:
what is computed for it is the range of rates that print the same coverage.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from jiugai.finance import Draw, Terms, capital_ratio, coverage_over_term, drawn_schedule
from jiugai.finance.ratio import ratio
from jiugai.money import YUAN_PER_WAN, cents
from support.figures import published

PARIS = published("paris_tx_coverage.csv")
PROJECTS = published("special_bond_projects.csv")
PRINTED = [row for row in PROJECTS if row["coverage"]]


@pytest.mark.parametrize("row", PARIS, ids=lambda row: row["coverage_published"])
def test_paris(row: dict[str, str]) -> None:
    assert str(cents(ratio(int(row["net_revenue"]), int(row["debt_service"])))) == row["coverage_published"]


def wan(printed: str) -> int:
    return int(Fraction(printed or 0) * YUAN_PER_WAN)


def issued(row: dict[str, str]) -> list[tuple[Fraction, Fraction]]:
    """(amount, rate in %) of the tranches issued so far."""
    return [(Fraction(amount), Fraction(rate)) for _, amount, rate in (t.split(":") for t in row["issues"].split(";"))]


def issue_rate(row: dict[str, str]) -> Fraction:
    """Rate of the tranches issued so far, weighted by amount, in %."""
    return sum(a * r for a, r in issued(row)) / sum(a for a, _ in issued(row))


def covered(
    row: dict[str, str], percent: Fraction, *, loan: bool = True, less_cost: bool = False, repayment: str = "bullet"
) -> str:
    """Coverage to two decimals, all debt at one rate over the printed term, drawn at once, coupons half-yearly."""
    debt = wan(row["bond_total"]) + loan * wan(row["other_debt"])
    terms = Terms(percent / 100, int(row["term_years"]), repayment=repayment, coupons=2)
    service = {p.year: p.service for p in drawn_schedule([Draw(2024, debt, terms)])}
    revenue = wan(row["revenue"]) - less_cost * wan(row["cost"])
    return str(cents(coverage_over_term(dict.fromkeys(service, 0) | {2024: revenue}, service)))


# At the rates of the tranches issued so far: coverage with 收益 net, less cost, in equal parts of principal. Then the range of
# rates, in steps of 0.01 %, that print the coverage of the file with 收益 net and principal at the end.
FINDINGS = [
    ("龙山县2023年老旧小区改造及配套设施建设项目", "1.32", "1.40", "0.97", "1.73", "3.74", "3.79"),
    ("邹城市2024年老旧小区改造项目", "1.25", "1.49", "1.10", "1.90", "3.78", "3.83"),
    ("旌阳区城镇老旧小区改造项目(第四批)", "1.25", "1.45", "-1.51", "1.87", "3.72", "3.77"),
    ("**市**区2024年南寒街道老旧小区改造项目", "1.16", "1.21", "1.04", "1.36", "2.29", "2.35"),
    ("****干部局小区等十三个老旧小区改造工程", "1.46", "1.52", "1.14", "1.88", "2.33", "2.36"),
    ("**市**区老旧小区改造及配套基础设施工程建设项目", "1.25", "1.24", "0.66", "1.55", "2.20", "2.24"),
    ("濮阳县国庆街道老旧城区改造项目", "1.28", "1.34", "0.45", "1.76", "3.50", "3.54"),
    ("**县松城街道东北片区老旧小区改造", "1.31", "1.38", "0.80", "1.62", "2.46", "2.51"),
]
each_project = pytest.mark.parametrize(
    ("row", "finding"), list(zip(PRINTED, FINDINGS, strict=True)), ids=[finding[0] for finding in FINDINGS]
)
HUNDREDTH = Fraction(1, 100)


@each_project
def test_at_the_rates_issued_so_far(row: dict[str, str], finding: tuple[str, ...]) -> None:
    """Net flow and bullet come nearest, but for Zoucheng, whose bank money has a rate of its own. No
    project is reproduced: the file was made before the issue, with a forecast of the rate.
    """
    name, printed, net, less_cost, equal_parts, *_ = finding
    rate = issue_rate(row)
    assert (row["project"], row["coverage"]) == (name, printed)
    assert covered(row, rate) == net
    assert covered(row, rate, less_cost=True) == less_cost
    assert covered(row, rate, repayment="equal_principal") == equal_parts
    off = [abs(Fraction(tried) - Fraction(printed)) for tried in (net, less_cost, equal_parts)]
    assert (off[0] == min(off)) is not name.startswith("邹城")


@each_project
def test_rates_that_print_the_coverage(row: dict[str, str], finding: tuple[str, ...]) -> None:
    """Both ends of the range print it, a hundredth of a percent outside does not: 收益 net, bank money among the debt."""
    printed, lowest, highest = finding[1], Fraction(finding[-2]), Fraction(finding[-1])
    assert covered(row, lowest) == covered(row, highest) == printed
    assert covered(row, lowest - HUNDREDTH) != printed != covered(row, highest + HUNDREDTH)
    assert min(rate for _, rate in issued(row)) < lowest < highest < 4


@pytest.mark.parametrize(("repayment", "percent"), [("equal_principal", "4.3"), ("equal_instalment", "3.6")])
@each_project
def test_in_parts_the_coverage_would_need_rates_above_the_issues(
    row: dict[str, str], finding: tuple[str, ...], repayment: str, percent: str
) -> None:
    """Repaid in equal principal or equal instalments, 4.3 or 3.6 % still give more than is printed."""
    assert Fraction(covered(row, Fraction(percent), repayment=repayment)) > Fraction(finding[1])
    assert Fraction(percent) > issue_rate(row)


def test_less_cost_no_rate_prints_the_coverage_or_one_below_every_issue() -> None:
    """Taking cost off once more: four projects could not even repay their principal so often; the others would need half
    the rate at which they issued, or less, and Zoucheng less than its bonds bear.
    """
    impossible, too_cheap = [], []
    for row in PRINTED:
        if Fraction(covered(row, Fraction(0), less_cost=True)) < Fraction(row["coverage"]):
            impossible.append(row["project"])
        elif Fraction(covered(row, min(rate for _, rate in issued(row)), less_cost=True)) < Fraction(row["coverage"]):
            too_cheap.append(row["project"])
    assert impossible == [FINDINGS[i][0] for i in (2, 5, 6, 7)]
    assert too_cheap == [FINDINGS[i][0] for i in (0, 1, 3, 4)]


def test_bank_money_belongs_to_the_debt_at_zoucheng_and_is_undecided_elsewhere() -> None:
    """Bonds alone would need 6.6 % at Zoucheng (2.67 % issued). The other project with bank money issued at 2.06 to 2.62 %:
    2.20 to 2.24 % with it and 2.47 to 2.51 % without both lie between.
    """
    zoucheng, other = (row for row in PRINTED if row["other_debt"] != "0")
    assert covered(zoucheng, Fraction("6.65"), loan=False) == zoucheng["coverage"]
    assert covered(zoucheng, Fraction(5), loan=False) > zoucheng["coverage"]
    for percent, loan in (("2.20", True), ("2.24", True), ("2.47", False), ("2.51", False)):
        assert covered(other, Fraction(percent), loan=loan) == other["coverage"]
    assert [rate for _, rate in issued(other)] == [Fraction("2.62"), Fraction("2.06"), Fraction("2.29")]


def test_capital_is_what_is_not_borrowed_and_a_fifth_or_more() -> None:
    known = [row for row in PROJECTS if row["total_investment"]]
    assert len(known) == 9
    for row in known:
        amounts = [wan(row[column]) for column in ("total_investment", "other_debt", "bond_total")]
        capital = capital_ratio(*amounts)
        assert capital == Fraction(row["capital_excl_bond"]) / Fraction(row["total_investment"])
        assert capital > Fraction(1, 5)
