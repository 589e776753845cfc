"""Thin cases: almost nothing to decide, or almost nothing to pay with. Each says by hand what must come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from support.case import Row, Tables, community, envelope, fiscal, fund, work

ONE_YEAR = (2021, 2021)
PROJECT = [{"project_id": "p", "plan_year": 2020}]


@dataclass(frozen=True)
class Planned:
    """A case and its plan: decision by community, yuan by fund, and what the notes must say in English."""

    tables: Tables
    decisions: Mapping[str, str]
    paid: Mapping[str, int]
    years: tuple[int, int] = ONE_YEAR
    notes: tuple[str, ...] = ()
    header: Mapping[str, Any] = field(default_factory=dict)
    money_unit: str = "yuan"


@dataclass(frozen=True)
class Clashing:
    """A case without a plan: the demands that clash as (file, value, yuan to give way alone)."""

    tables: Tables
    demands: frozenset[tuple[str, str, int]]
    years: tuple[int, int] = ONE_YEAR


def tables(sites: list[Row], works: list[Row], funds: list[Row], fund_years: list[Row], **more: Any) -> Tables:
    return {"communities": sites, "works": works, "funds": funds, "fund_years": fund_years} | more


def running(name: str) -> Row:
    """A community in progress, of project p, which was planned for 2020."""
    return community(name, stage="in_progress", project_id="p")


def _promise(work_id: str, fund_id: str, yuan: int, year: int = 2021) -> Row:
    key = "committed" if year >= 2021 else "paid"
    return {"work_id": work_id, "fund_id": fund_id, "year": year, key: yuan}


# --- cases with a plan ------------------------------------------------------------------------------------------------


def inherited_debt_over_its_lines() -> Planned:
    # Old debt of 9 million under a limit of 5; its interest of 270,000 leaves the budget 1,500,000 short
    # (48,770,000 − 50,000,000 − 270,000). Nothing new is drawn, no county grant; the centre's 500,000 pays a, b waits.
    old = {"instrument_id": "old", "debt_type": "general", "opening_balance": 9_000_000, "rate": "0.03"}
    return Planned(
        tables(
            [community("a"), community("b")],
            [work("a", "road", 500_000), work("b", "road", 700_000)],
            [fund("central_fiscal"), fund("county_budget"), fund("general_bond")],
            [envelope("central_fiscal", 2021, 500_000), envelope("county_budget", 2021, 2_000_000)],
            fiscal=[fiscal(2021, local_revenue=48_770_000, new_quota_general=1_000_000)],
            debts=[old | {"repayment": "bullet", "maturity_year": 2025}],
            debt_limits=[{"year": 2021, "limit_general": 5_000_000, "limit_special": 0}],
        ),
        decisions={"a": "new", "b": "later"},
        paid={"central_fiscal": 500_000},
        notes=(
            "Inherited breach (10,000 yuan): 2021: 550.00 (gaotai-2021#5.2); it is older than the plan, which adds nothing there.",
            "County general-budget money: no room in 2021, nothing is put there.",
        ),
    )  # fmt: skip


def no_money() -> Planned:
    return Planned(
        tables(
            [community("a"), community("b")],
            [work("a", "road", 500_000), work("b", "water", 1, hazard=True)],
            [fund("county_budget"), fund("general_bond")],
            [envelope("county_budget", 2021, 0), envelope("county_budget", 2022, 0)],
            fiscal=[fiscal(year, new_quota_general=0) for year in (2021, 2022)],
        ),
        decisions={"a": "later", "b": "later"},
        paid={},
        years=(2021, 2022),
        notes=("No community is taken: there is no money in the plan years.",),
    )


def no_fund_at_all() -> Planned:
    # nobody may pay the road: the one option leaves the menu (F7)
    return Planned(
        tables([community("a")], [work("a", "road", 500_000)], [], []),
        decisions={"a": "ineligible"},
        paid={},
        notes=(
            (
                "No community is taken: every option was removed by a rule, or no works are left;"
                " selection.csv and removed.csv say why."
            ),
        ),
    )


def one_yuan_short() -> Planned:
    return Planned(
        tables([community("a")], [work("a", "road", 500_000)], [fund("city")], [envelope("city", 2021, 499_999)]),
        decisions={"a": "later"},
        paid={},
        notes=(
            (
                "No community is taken: the money that the rules let be used pays for none of them in full"
                " (envelopes of 50.00 ten thousand yuan in all)."
            ),
        ),
    )


def one_community_one_year_one_work() -> Planned:
    return Planned(
        tables([community("a")], [work("a", "road", 500_000)], [fund("city")], [envelope("city", 2021, 500_000)]),
        decisions={"a": "new"},
        paid={"city": 500_000},
    )


def all_in_flight() -> Planned:
    # a: 600,000 − 250,000 paid in 2020 = 350,000, of which 100,000 are promised for 2022; b is paid already
    return Planned(
        tables(
            [running("a"), running("b")],
            [work("a", "road", 600_000), work("b", "road", 300_000)],
            [fund("city")],
            [envelope("city", 2021, 250_000), envelope("city", 2022, 100_000)],
            projects=PROJECT,
            commitments=[
                _promise("a.road", "city", 250_000, 2020), _promise("a.road", "city", 100_000, 2022),
                _promise("b.road", "city", 300_000, 2020),
            ],
        ),
        decisions={"a": "continuing", "b": "continuing"},
        paid={"city": 350_000},
        years=(2021, 2022),
    )  # fmt: skip


def all_completed() -> Planned:
    return Planned(
        tables(
            [community("a", stage="completed")],
            [work("a", "road", 500_000)],
            [fund("city")],
            [envelope("city", 2021, 9)],
        ),
        decisions={"a": "completed"},
        paid={},
        notes=("No community is taken: all were completed before the plan.",
               "Fund city (city) holds 0.00 ten thousand yuan that no work may use."),
    )  # fmt: skip


def nothing_eligible() -> Planned:
    # a: nobody agrees and there is no later year (E3); b: built too late (E1) and no local money (F7); c: nothing left;
    # d: the only fund that may pay pipes is the utility's, and nobody may pay the road (F7)
    return Planned(
        tables(
            [community("a", consent_rate="0"), community("b", built_year=2015), community("c"), community("d")],
            [
                work("a", "greening", 100_000), work("b", "greening", 100_000),
                work("c", "greening", 100_000, already_present=True), work("d", "road", 100_000),
            ],
            [fund("central_fiscal")],
            [envelope("central_fiscal", 2021, 900_000)],
            fund_rules=[{"fund_id": "central_fiscal", "trade": "greening"}],
        ),
        decisions=dict.fromkeys("abcd", "ineligible"),
        paid={},
        notes=(
            (
                "No community is taken: every option was removed by a rule, or no works are left;"
                " selection.csv and removed.csv say why."
            ),
            "Fund central_fiscal (central_fiscal) holds 90.00 ten thousand yuan that no work may use.",
        ),
    )  # fmt: skip


def no_community_at_all() -> Planned:
    return Planned(
        tables([], [], [fund("city")], [envelope("city", 2021, 0)]),
        decisions={},
        paid={},
        notes=("No community is taken: the case has none.",),
    )


def money_to_spare() -> Planned:
    # 900,000 for a road of 500,000, not to be carried over: 400,000 lapse
    return Planned(
        tables(
            [community("a")],
            [work("a", "road", 500_000)],
            [fund("central_fiscal", carry_years=0), fund("county_budget")],
            [envelope("central_fiscal", 2021, 900_000), envelope("county_budget", 2021, 900_000)],
        ),
        decisions={"a": "new"},
        paid={"central_fiscal": 500_000},
        notes=("Upper-level money returned (10,000 yuan): 2021: 40.00 (yusuanfa#42.1).",),
    )


def fund_nobody_may_use() -> Planned:
    # money of a plan year that has passed pays starts of that year only (F19), and there are none
    return Planned(
        tables(
            [community("a")],
            [work("a", "road", 500_000)],
            [fund("city", "old", plan_year=2019), fund("city")],
            [envelope("old", 2021, 900_000), envelope("city", 2021, 500_000)],
        ),
        decisions={"a": "new"},
        paid={"city": 500_000},
        notes=("Fund old (old) holds 90.00 ten thousand yuan that no work may use.",),
    )


def aims_of_zero() -> Planned:
    aims = {"targets": {"households": 0, "communities": 0, "floor_area_m2": 0}}
    return Planned(
        tables([community("a")], [work("a", "road", 500_000)], [fund("city")], [envelope("city", 2021, 0)]),
        decisions={"a": "later"},
        paid={},
        header=aims,
        notes=("No community is taken: there is no money in the plan years.",),
    )


def only_bonds() -> Planned:
    # quota 500,000 a year. a.road: 60 % of 500,000 in the first year, 40 % in the second; b.road: 800,000 is more than
    # a year's quota and, begun in 2021, 480,000 + 320,000 would leave 20,000 and 180,000: never a and b together
    return Planned(
        tables(
            [community("a"), community("b", households=40)],
            [work("a", "road", 500_000), work("b", "road", 800_000)],
            [fund("general_bond")],
            [],
            fiscal=[fiscal(year, new_quota_general=500_000) for year in (2021, 2022)],
        ),
        decisions={"a": "new", "b": "later"},
        paid={"general_bond": 500_000},
        years=(2021, 2022),
    )


def no_fiscal_room() -> Planned:
    # 2021 has no room, 2022 has: the road begins in 2022, the last year, and falls wholly into it
    return Planned(
        tables(
            [community("a")],
            [work("a", "road", 500_000)],
            [fund("county_budget")],
            [envelope("county_budget", 2021, 500_000), envelope("county_budget", 2022, 500_000)],
            fiscal=[fiscal(2021, local_revenue=50_000_000), fiscal(2022)],
        ),
        decisions={"a": "new"},
        paid={"county_budget": 500_000},
        years=(2021, 2022),
        notes=("County general-budget money: no room in 2021, nothing is put there.",),
    )


def money_in_other_years() -> Planned:
    # the only money comes in the second of three years and cannot wait: a start in 2022 would cost 40 % in 2023,
    # a start in 2023 comes too late, so only pipes, which are wholly paid in the year of the start, can be had
    return Planned(
        tables(
            [community("a"), community("b")],
            [work("a", "road", 500_000), work("b", "elevator", 1), work("b", "water", 200_000)],
            [fund("city"), fund("utility")],
            [envelope("city", 2022, 800_000), envelope("utility", 2022, 60_000), envelope("city", 2023, 0)],
        ),
        decisions={"a": "later", "b": "new"},
        paid={"city": 140_001, "utility": 60_000},
        years=(2021, 2023),
    )


def huge_numbers() -> Planned:
    # a hundred trillion and seven yuan, from two funds that hold exactly that
    cost = 10**14 + 7
    return Planned(
        tables(
            [community("a", households=10**6, floor_area_m2=10**9)],
            [work("a", "road", cost)],
            [fund("city"), fund("city", "city2")],
            [envelope("city", 2021, cost - 5), envelope("city2", 2021, 5)],
        ),
        decisions={"a": "new"},
        paid={"city": cost - 5, "city2": 5},
        money_unit="wan_yuan",
    )


PLANNED: dict[str, Callable[[], Planned]] = {
    make.__name__: make
    for make in (
        inherited_debt_over_its_lines, no_money, no_fund_at_all, one_yuan_short, one_community_one_year_one_work,
        all_in_flight, all_completed, nothing_eligible, no_community_at_all, money_to_spare, fund_nobody_may_use,
        aims_of_zero, only_bonds, no_fiscal_room, money_in_other_years, huge_numbers,
    )
}  # fmt: skip


# --- cases without one ------------------------------------------------------------------------------------------------


def promise_beyond_the_envelope() -> Clashing:
    return Clashing(
        tables(
            [running("a")],
            [work("a", "road", 500_000)],
            [fund("city"), fund("provincial")],
            [envelope("city", 2021, 100_000), envelope("provincial", 2021, 900_000)],
            projects=PROJECT,
            commitments=[_promise("a.road", "city", 400_000)],
        ),
        demands=frozenset({("commitments.csv", "a city 2021", 300_000), ("fund_years.csv", "city 2021", 300_000)}),
    )


def rest_of_the_works_beyond_the_money() -> Clashing:
    # nothing is promised, but what was begun must be finished: 500,000 against 120,001
    return Clashing(
        tables([running("a")], [work("a", "road", 500_000)], [fund("city")], [envelope("city", 2021, 120_001)],
               projects=PROJECT),
        demands=frozenset({("works.csv", "a 2021", 379_999), ("fund_years.csv", "city 2021", 379_999)}),
    )  # fmt: skip


def works_in_progress_beyond_fiscal_room() -> Clashing:
    return Clashing(
        tables([running("a")], [work("a", "road", 500_000)], [fund("county_budget")],
               [envelope("county_budget", 2021, 500_000)], projects=PROJECT,
               fiscal=[fiscal(2021, local_revenue=50_200_000)]),
        demands=frozenset({("works.csv", "a 2021", 300_000), ("fiscal.csv", "2021", 300_000)}),
    )  # fmt: skip


def works_in_progress_beyond_the_bond_quota() -> Clashing:
    return Clashing(
        tables([running("a")], [work("a", "road", 500_000)], [fund("general_bond")], [], projects=PROJECT,
               fiscal=[fiscal(2021, new_quota_general=0)]),
        demands=frozenset({("works.csv", "a 2021", 500_000), ("fiscal.csv", "2021", 500_000)}),
    )  # fmt: skip


def debt_limit_used_up() -> Clashing:
    return Clashing(
        tables([running("a")], [work("a", "road", 500_000)], [fund("general_bond")], [], projects=PROJECT,
               debt_limits=[{"year": 2021, "limit_general": 200_000, "limit_special": 0}]),
        demands=frozenset({("works.csv", "a 2021", 300_000), ("debt_limits.csv", "2021", 300_000)}),
    )  # fmt: skip


def residents_promised_too_much() -> Clashing:
    # cap: 10 % asked × 500,000 × 90 % agree × 10 % collected = 4,500
    return Clashing(
        tables([running("a")], [work("a", "road", 500_000)], [fund("city"), fund("resident")],
               [envelope("city", 2021, 500_000)], projects=PROJECT,
               commitments=[_promise("a.road", "resident", 100_000)]),
        demands=frozenset({("commitments.csv", "a resident 2021", 95_500), ("communities.csv", "a", 95_500)}),
    )  # fmt: skip


def central_money_for_upgrades_only() -> Clashing:
    # half of 500,000 would have to go to basic works, and there are none
    return Clashing(
        tables([running("a")], [work("a", "road", 500_000, "upgrade")], [fund("central_fiscal")],
               [envelope("central_fiscal", 2021, 500_000)], projects=PROJECT),
        demands=frozenset({("funds.csv", "central_fiscal", 250_000), ("works.csv", "a 2021", 500_000)}),
    )  # fmt: skip


def promise_of_a_fund_that_may_not_pay() -> Clashing:
    # a utility pays pipes, not roads
    return Clashing(
        tables([running("a")], [work("a", "road", 500_000)], [fund("utility"), fund("city")],
               [envelope("utility", 2021, 50_000), envelope("city", 2021, 500_000)], projects=PROJECT,
               commitments=[_promise("a.road", "utility", 50_000)]),
        demands=frozenset({("commitments.csv", "a utility 2021", 50_000)}),
    )  # fmt: skip


CLASHING: dict[str, Callable[[], Clashing]] = {
    make.__name__: make
    for make in (
        promise_beyond_the_envelope, rest_of_the_works_beyond_the_money, works_in_progress_beyond_fiscal_room,
        works_in_progress_beyond_the_bond_quota, debt_limit_used_up, residents_promised_too_much,
        central_money_for_upgrades_only, promise_of_a_fund_that_may_not_pay,
    )
}  # fmt: skip
