"""Debt by recurrence, roll-forward of envelopes, entitlements: numbers worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from audit.tiny import CASE, tiny_study
from jiugai.audit.debts import Year, existing_schedule, new_schedule
from jiugai.audit.envelopes import roll_forward
from jiugai.audit.facts import Facts, read_facts
from jiugai.audit.records import Debt
from jiugai.audit.rules.debt import is_county
from jiugai.finance import new_schedule as core_schedule


def test_bullet_with_interest_rounded_half_up():
    years = new_schedule(1_001, 2021, Fraction(1, 2002), 3, 0, "bullet")  # 0.5 yuan a year → 1
    assert years[2021] == Year(0, 1_001, 0, 0, 1_001)
    assert [years[year].interest for year in (2022, 2023, 2024)] == [1, 1, 1]
    assert [years[year].principal for year in (2022, 2023, 2024)] == [0, 0, 1_001]


def test_equal_principal_after_grace():
    years = new_schedule(1_000, 2021, Fraction(1, 10), 4, 1, "equal_principal")
    assert [years[year].principal for year in range(2022, 2026)] == [0, 333, 333, 334]
    assert [years[year].interest for year in range(2022, 2026)] == [100, 100, 67, 33]  # 66.7, 33.4
    assert years[2025].closing == 0


def test_equal_instalment_by_hand():
    years = new_schedule(90_000, 2022, Fraction(1, 20), 2, 0, "equal_instalment")  # A = 48,402.44
    assert years[2023] == Year(90_000, 0, 43_902, 4_500, 46_098)
    assert years[2024] == Year(46_098, 0, 46_098, 2_305, 0)  # 2,304.9


def test_equal_instalment_without_interest():
    years = new_schedule(100, 2021, Fraction(0), 3, 0, "equal_instalment")
    assert [years[year].principal for year in (2022, 2023, 2024)] == [33, 33, 34]


def test_several_coupons_a_year_are_rounded_one_by_one():
    # 1.5 % twice a year of 1,033: 15.495 → 15 each time, 30 a year and not 31; half-yearly parts of 258, the last 259
    assert new_schedule(1_033, 2021, Fraction(3, 100), 2, 0, "bullet", 2)[2022] == Year(1_033, 0, 0, 30, 1_033)
    years = new_schedule(1_033, 2021, Fraction(3, 100), 2, 0, "equal_principal", 2)
    assert years[2022] == Year(1_033, 0, 516, 15 + 12, 517)  # 15.495, 11.625
    assert years[2023] == Year(517, 0, 517, 8 + 4, 0)  # 7.755, 3.885


@pytest.mark.parametrize("repayment", ["bullet", "equal_principal", "equal_instalment"])
@pytest.mark.parametrize("coupons", [1, 2, 12])
def test_the_schedule_of_the_core_is_the_same(repayment, coupons):
    """Written twice, from the same page of the contract."""
    terms = (Fraction(337, 10_000), 2021, 9, 2, repayment, coupons)
    core = {
        p.year: Year(p.opening, p.drawn, p.principal, p.interest, p.closing) for p in core_schedule(1_234_567, *terms)
    }
    rate, drawn, *rest = terms
    assert new_schedule(1_234_567, drawn, rate, *rest) == core


@pytest.mark.parametrize("repayment", ["bullet", "equal_principal", "equal_instalment"])
@pytest.mark.parametrize("grace", [0, 4])
def test_a_new_instrument_is_repaid_in_full(repayment, grace):
    years = new_schedule(12_345_678, 2021, Fraction(337, 10_000), 30, grace, repayment)
    assert sum(year.principal for year in years.values()) == 12_345_678
    assert list(years) == list(range(2021, 2052))
    assert all(years[year].opening == years[year - 1].closing for year in range(2022, 2052))
    assert all(years[2021 + j].principal == 0 for j in range(1, grace + 1))


def existing(repayment: str, maturity: int, share: Fraction, opening: int = 1_000) -> list[Year]:
    debt = Debt("e", "general", opening, Fraction(1, 10), repayment, maturity, share)
    return list(existing_schedule(debt, 2021, 2025).values())


def test_existing_debt_in_equal_parts_partly_refinanced():
    years = existing("equal_principal", 2023, Fraction(1, 2))  # 333, 333, 334; half up: 167, 167, 167 refinanced
    assert [year.principal for year in years] == [166, 166, 167, 0, 0]
    assert [year.closing for year in years] == [834, 668, 501, 501, 501]
    assert [year.interest for year in years] == [100, 83, 67, 50, 50]  # 83.4, 66.8, 50.1, 50.1


def test_existing_bullet_and_one_that_matures_later():
    assert [year.principal for year in existing("bullet", 2022, Fraction(0))] == [0, 1_000, 0, 0, 0]
    assert [year.principal for year in existing("bullet", 2030, Fraction(0))] == [0, 0, 0, 0, 0]


def facts(**tables: str) -> Facts:
    return read_facts(tiny_study(tables=tables))


def test_the_oldest_allotment_is_used_first_and_lapses_in_time():
    years = "fund_id,year,envelope\ncentral,2021,100\ncentral,2022,50\ncounty,2021,10\n"
    roll = roll_forward(facts(fund_years=years), {("central", 2021): 30, ("central", 2022): 60, ("county", 2022): 4})
    rows = {key: tuple(row.values())[1:] for key, row in roll.rows.items()}
    assert rows[("central", 2021)] == (0, 100, 30, 70, 0)
    assert rows[("central", 2022)] == (70, 50, 60, 50, 10)
    assert rows[("county", 2021)] == (0, 10, 0, 0, 10)
    assert (roll.used_of[("central", 2021)], roll.used_of[("central", 2022)]) == (90, 0)
    assert roll.used_of[("county", 2022)] == 4  # no allotment: its line shows 4 against 0


def test_own_money_and_bonds_are_new_when_used():
    roll = roll_forward(facts(), {("bond", 2021): 7, ("residents", 2022): 5})
    assert tuple(roll.rows[("bond", 2021)].values()) == ("local", 0, 7, 7, 0, 0)
    assert tuple(roll.rows[("residents", 2022)].values()) == ("resident", 0, 5, 5, 0, 0)
    assert not roll.used_of.get(("bond", 2021))


def test_entitlements_add_to_envelopes_rounded_down_and_capped():
    header = "fund_id,year,basis,rate,quantity,cap"
    entitled = f"{header}\ncentral,2021,floor_area,3,100.5,\ncounty,2022,household,1000,500,499999\n"
    allotments = facts(fund_entitlements=entitled).allotments
    assert allotments["central"] == {2021: 900_301, 2022: 300_000}
    assert allotments["county"] == {2021: 200_000, 2022: 899_999}


def test_what_is_already_present_is_no_part_of_anything_but_was_paid():
    read = facts()
    assert "d.road" not in read.works
    assert read.paid_before == {"b": 100_000, "d": 70_000}
    assert [work.work_id for work in read.works_of["b"]] == ["b.road"]
    assert CASE["commitments"].count("d.road") == 1


@pytest.mark.parametrize(
    ("name", "county"),
    [
        ("", True), (" ", True), ("county", True), ("County Finance Bureau", True), ("高台县人民政府", True),
        ("高台县财政局", True), ("高台县", True), ("县住建局", True), ("城关镇街道办", True),
        ("高台县城市建设投资有限公司", False), ("高台某停车管理有限公司", False), ("某物业集团", False),
        ("Parking Ltd", False),
    ],
)  # fmt: skip
def test_who_counts_as_the_county(name, county):
    assert is_county(name) is county
