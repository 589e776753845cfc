"""T6, T7 and the stress table against the contract files, the audit's revenue and a schedule counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from jiugai.audit.check import build_ledger
from jiugai.audit.facts import read_facts
from jiugai.audit.ledger import Ledger
from jiugai.audit.pledges import earned
from jiugai.audit.report import Book as Checks
from jiugai.audit.scheme import build_scheme
from jiugai.audit.tables import read_claims
from jiugai.money import round_half_up
from jiugai.report.book import Book
from jiugai.report.facts.balance import bond_projects, cash_years
from jiugai.report.facts.pledged import LOAN, SPECIAL, Pledged, pledged
from jiugai.report.facts.stress import stressed
from jiugai.report.formats import cover_text
from jiugai.report.grid import Grid
from jiugai.report.parts import table
from jiugai.report.tables import grids
from report.reading import plain

Thin = Callable[[str], Book]


@pytest.fixture
def book(thin: Thin) -> Book:
    return thin("bonds")


def service(book: Book, project: str, year: int, more: str = "0", dearer: str = "0") -> int:
    """Principal and interest of what a project draws, coupon by coupon: bullets and equal principal."""
    total = 0
    for row in book.plan_rows("debt"):
        fund = book.funds.get(row["fund_id"] or "", {"channel": ""})
        if (
            fund["channel"] not in (SPECIAL, LOAN)
            or f".{project}." not in row["instrument_id"]
            or not row["drawn_yuan"]
        ):
            continue
        balance = row["drawn_yuan"] + round_half_up(row["drawn_yuan"] * Fraction(more))
        coupons = fund["coupons"] or 1
        count, share = fund["term_years"] * coupons, balance // fund["term_years"] // coupons
        for number in range(1, count + 1):
            interest = round_half_up(balance * (fund["rate"] + Fraction(dearer)) / coupons)
            due = balance if number == count else share if fund["repayment"] == "equal_principal" else 0
            if row["year"] + -(-number // coupons) == year:
                total += interest + due
            balance -= due
    return total


def audited(book: Book) -> Ledger:
    """The plan as the audit sees it."""
    checks, facts = Checks(book.study), read_facts(book.study)
    claims = read_claims(checks, facts, book.open.plan)
    assert claims is not None
    return build_ledger(checks, facts, build_scheme(checks, facts, claims), claims)


def lines(grid: Grid) -> list[dict[str, object]]:
    keys = [column.key for column in grid.columns]
    return [dict(zip(keys, row.values, strict=True)) for row in grid.rows if row.role == "row"]


def test_revenue_is_that_of_the_audit(book: Book) -> None:
    ledger = audited(book)
    for project in pledged(book):
        for year, yuan in project.earned().items():
            assert yuan == earned(ledger, project.project, year, year)


def test_service_is_that_of_the_plan(book: Book) -> None:
    for project in pledged(book):
        for year, yuan in project.due(SPECIAL, LOAN).items():
            told = [
                row
                for row in book.plan_rows("debt")
                if row["year"] == year and f".{project.project}." in row["instrument_id"]
            ]
            assert yuan == sum(row["principal_yuan"] + row["interest_yuan"] for row in told)
            assert yuan == service(book, project.project, year)


@pytest.mark.parametrize(
    ("case", "revenue", "more", "dearer"),
    [("base", "1", "0", "0"), ("revenue", "0.9", "0", "0"), ("cost", "1", "0.1", "0"), ("rate", "1", "0", "0.01")],
)
def test_stress_counted_again(case: str, revenue: str, more: str, dearer: str, book: Book) -> None:
    for project in pledged(book):
        found = next(it for it in stressed(project) if it.case == case)
        due = {year: service(book, project.project, year, more, dearer) for year in project.years}
        last = max(year for year, yuan in due.items() if yuan)
        earns = {
            year: round_half_up(yuan * Fraction(revenue)) for year, yuan in project.earned().items() if year <= last
        }
        assert (found.service, found.revenue) == (sum(due.values()), sum(earns.values()))
        assert found.over_term == Fraction(sum(earns.values()), sum(due.values()))
        assert found.lowest == min(Fraction(earns[year], yuan) for year, yuan in due.items() if yuan)
        assert found.short == sum(max(0, yuan - earns[year]) for year, yuan in due.items() if yuan)
        assert found.further == round_half_up(Fraction(more) * sum(project.own.values()))


def test_the_cash_flow_balances_and_ties(book: Book) -> None:
    """Capital, bonds and loans pay for the works; what the county adds is `bond_shortfall` of T9; closing is the sum."""
    (project,) = bond_projects(book)
    flow, under_stress = grids("T7", book)
    told = book.open.plan.indicators.set_index(["indicator", "year"])["value"]
    before = 0
    for line, year in zip(lines(flow), cash_years(project, book), strict=True):
        assert line["closing"] == before + line["net"] == year.opening + year.inflow - year.outflow
        before = line["closing"]
        if year.year in book.years:
            assert year.county == told["bond_shortfall", year.year]
            assert year.build == year.own + year.bond + year.loan
    assert flow.total("build") == sum(site.cost for site in project.sites)
    assert flow.total("net") == before
    assert [line["case"] for line in lines(under_stress)] == ["基准", "收益−10%", "造价＋10%", "利率＋100基点"]


def test_what_is_disclosed(book: Book) -> None:
    terms, money = grids("T6", book)
    drawn = book.paid(lambda payment: payment.channel == SPECIAL)
    assert terms.total("issue") == money.total("special") == drawn
    assert sum(int(str(terms.total(f"drawn_{year}"))) for year in (2021, 2022)) == drawn
    (line,) = lines(money)
    assert line["investment"] == line["own"] + line["special"] + line["loan"]
    assert line["cover"] == cover_text(Fraction(int(str(line["revenue"])), int(str(line["service"]))))
    (line,) = lines(terms)
    assert (line["rate"], line["term"], line["coupons"], line["batch"]) == ("3.41%", 15, 2, "待填")


def test_the_weakest_project_comes_first_and_all_are_added_up(book: Book) -> None:
    (grid,) = grids("stress", book)
    assert grid.cells("project") == ["a小区、b小区", "c小区"]
    assert grid.total("drawn_loan") == book.paid(lambda payment: payment.channel == LOAN)


def test_no_special_bond_no_sheet(thin: Thin) -> None:
    book = thin("one")
    assert grids("T6", book) == grids("T7", book) == grids("stress", book) == ()
    assert "本方案不安排专项债券" in plain(table("T6", book))
    assert table("T7", book) == ""
    assert "no special bonds" in plain(table("T6", replace(book, lang="en")))


def test_covers_are_rounded_down() -> None:
    assert [cover_text(Fraction(it)) for it in ("1.199", "-0.001", "-1.25", "0")] == ["1.19", "−0.01", "−1.25", "0.00"]


def test_private_capital_takes_its_return_first(thin: Thin) -> None:
    """1,000 a year less: of the cover, and of what is left before the county must add."""
    (project,) = bond_projects(thin("bonds"))
    poorer = Pledged(**{name: getattr(project, name) for name in Pledged.__dataclass_fields__} | {
        "returned": dict.fromkeys(project.years, 1_000)
    })  # fmt: skip
    assert {y: a - poorer.earned()[y] for y, a in project.earned().items()} == dict.fromkeys(project.years, 1_000)
    assert poorer.over_term is not None
    assert project.over_term is not None
    assert poorer.over_term < project.over_term
