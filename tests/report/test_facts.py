"""What the report computes itself ties to the contract files, to the yuan."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from jiugai.money import round_half_up
from jiugai.report import Book
from jiugai.report.contents import resolve
from jiugai.report.facts.allotments import allotments
from jiugai.report.facts.debts import debt_years
from jiugai.report.facts.fiscal import fiscal_years
from jiugai.report.facts.left_out import left_out
from jiugai.report.facts.need import need_scores
from jiugai.report.figures import fullness, funnel
from jiugai.report.tables import grids
from jiugai.report.ties.marks import strip

Thin = Callable[[str], Book]
CASES = ("borrowed", "decade", "running", "no_money")


def indicator(book: Book, name: str) -> dict[int, tuple[int, int | None]]:
    rows = book.plan_rows("indicators")
    return {row["year"]: (row["value"], row["limit"]) for row in rows if row["indicator"] == name}


@pytest.mark.parametrize("name", CASES)
def test_room_and_burden_are_those_of_the_plan(name: str, thin: Thin) -> None:
    """T9 recomputes D8: what is taken, and the room where it is not negative."""
    book = thin(name)
    general, fund = indicator(book, "county_general"), indicator(book, "county_fund")
    breach = indicator(book, "inherited_breach")
    for year in fiscal_years(book):
        assert general[year.year] == (year.taken, max(0, year.room))
        assert fund[year.year] == (year.fund_taken, max(0, year.fund_room))
        assert breach[year.year][0] == max(0, -year.room) + max(0, -year.fund_room)
        assert year.balance == year.room - year.continuing - year.added
    assert [year.year for year in fiscal_years(book)] == list(book.years)


@pytest.mark.parametrize("name", ["borrowed", "decade"])
def test_debt_rolls_forward_and_is_that_of_the_plan(name: str, thin: Thin) -> None:
    book = thin(name)
    balance, issued = indicator(book, "general_debt"), indicator(book, "new_general_bonds")
    before = None
    for year in debt_years(book):
        assert balance[year.year] == (year.g_closing, year.g_limit)
        assert issued[year.year][0] == year.g_issued
        assert year.g_closing == year.g_opening + year.g_issued - year.g_repaid
        assert year.s_closing == year.s_opening + year.s_issued - year.s_repaid
        if before is not None:
            assert (year.g_opening, year.s_opening) == (before.g_closing, before.s_closing)
        before = year
    first, second = grids("T10", book)
    assert [row.role for row in first.rows] == ["row"] * len(book.years)  # balances have no sum
    assert second.total("g_issued") == sum(value for value, _ in issued.values())


@pytest.mark.parametrize("name", [*CASES, "one", "gated"])
def test_allotments_add_up(name: str, thin: Thin) -> None:
    book = thin(name)
    for item in allotments(book):
        assert item.allotted == item.at_once + item.carried + item.left + item.lapsed
        assert item.used == book.paid(lambda payment, fund=item.fund: payment.fund == fund)  # type: ignore[misc]


def test_need_is_that_of_the_benefit(book: Book) -> None:
    """benefit = households × tier weight × need / 100 (formats.md 3.2)."""
    need, weights = need_scores(book), book.study.scenario.tier_weights
    for row in book.plan_rows("selection"):
        if row["benefit"]:
            households = next(site.households for site in book.sites if site.id == row["community_id"])
            points = Fraction(households * weights[row["tier"]] * need[row["community_id"]], 100)
            assert row["benefit"] == round_half_up(points)


@pytest.mark.parametrize("name", ["gated", "decade", "no_money"])
def test_the_funnel_ends_in_the_plan(name: str, thin: Thin) -> None:
    book = thin(name)
    steps = funnel.steps(book)
    assert steps[0].sites == len([site for site in book.sites if site.decision != "completed"])
    assert steps[-1].sites == len(book.chosen)
    assert steps[-1].end == sum(site.households for site in book.chosen)
    gone = [step for step in steps if not step.whole]
    assert sum(step.sites for step in gone) == len(left_out(book))
    assert steps[0].end - sum(step.end - step.start for step in gone) == steps[-1].end


def test_every_limit_is_counted_once(book: Book) -> None:
    lines = fullness.gathered(book)
    rows = [row for row in book.plan_rows("constraints") if row["rule"] not in ("F7", "S8")]
    assert sum(sum(bins.values()) for bins in lines.values()) == len(rows)
    assert sum(bins["full"] for bins in lines.values()) >= sum(row["binding"] for row in rows)


def test_a_reference_that_leads_nowhere_is_an_error(book: Book) -> None:
    assert strip(resolve("{section.one} {x}", book)) == "1 {x}"
    with pytest.raises(KeyError):
        resolve("{section.nine}", book)
