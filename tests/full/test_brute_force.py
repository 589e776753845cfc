"""Every combination enumerated: the engine finds the same in the case of every rule, and with five communities."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocation.brute import brute_force
from allocation.choice_cases import CHOICE_CASES
from allocation.enumerated import agree, kept_back
from allocation.rule_cases import RULE_CASES
from support.case import OBJECTIVES, Tables, community, envelope, fund, make_study, work
from support.solve import solve, values


@pytest.mark.parametrize("rule", RULE_CASES)
def test_handmade(rule: str, tmp_path: Path) -> None:
    case = RULE_CASES[rule]()
    scenario = case.scenario | {"objectives": list(OBJECTIVES)}
    study = make_study(tmp_path, case.tables, case.years, header=case.header, **scenario)
    expected = brute_force(study)
    assert expected is not None
    agree(values(solve(study)[0]), expected, kept_back(study))


@pytest.mark.parametrize("rule", CHOICE_CASES)
def test_handmade_choices(rule: str, tmp_path: Path) -> None:
    case = CHOICE_CASES[rule]()
    study = make_study(tmp_path, case.tables, case.years, header=case.header, **case.scenario)
    expected = brute_force(study)
    assert expected is not None
    agree(values(solve(study)[0]), expected, kept_back(study))


def five(central: int, county: int) -> Tables:
    """Nothing or a start in either year, and twice that for s2, which has two tiers: 3^4 × 5 combinations."""
    sizes = (120, 80, 200, 60, 40)
    works = [work(f"s{n}", "road", 400_000 + 37_013 * n * (7 - n)) for n in range(5)]
    works += [work(f"s{n}", "gas", 90_000 + 11_003 * n, hazard=n % 2 == 0) for n in (0, 1, 4)]
    works.append(work("s2", "parking", 350_019, "improvement", net_revenue_per_year=40_000, revenue_vote_passed=True))
    return {
        "communities": [community(f"s{n}", households=size, built_year=1982 + 3 * n) for n, size in enumerate(sizes)],
        "works": works,
        "funds": [
            fund("central_fiscal", plan_year=2021), fund("county_budget"), fund("utility", "gas_co"),
            fund("resident"), fund("general_bond"), fund("loan", term_years=5, repayment="equal_instalment"),
        ],
        "fund_rules": [{"fund_id": "gas_co", "trade": "gas"}],
        "fund_years": [
            envelope("central_fiscal", 2021, central),
            envelope("gas_co", 2021, 41_000), envelope("gas_co", 2022, 23_000),
            envelope("county_budget", 2021, county), envelope("county_budget", 2022, county // 2),
        ],
        "debt_limits": [{"year": y, "limit_general": 150_007, "limit_special": 0} for y in (2021, 2022)],
    }  # fmt: skip


def test_five_communities(tmp_path: Path) -> None:
    study = make_study(tmp_path, five(601_009, 900_011))
    expected = brute_force(study)
    assert expected is not None
    agree(values(solve(study)[0]), expected)
