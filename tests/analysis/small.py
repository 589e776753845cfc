"""A county of five communities and the scenarios that its tests compare: solved in a blink."""

from __future__ import annotations

from pathlib import Path

from support.case import Tables, community, envelope, fiscal, fund, work, write_case, write_scenario

YEARS = (2021, 2022)


def tables(county: int = 100_000, central: int = 250_000) -> Tables:
    """One community in progress and four proposed, one of them not yet agreed; money for some of them."""
    sites = [
        community("a", project_id="p", stage="in_progress", street="城关"),
        community("b", street="城关", built_year=1980),
        community("c", street="南华", households=60),
        community("d", street="南华", households=150, built_year=1995),
        community("e", street="巷道", consent_rate="0.3"),
    ]
    works = [
        *(work(site, "road", cost) for site, cost in zip("abcde", (200_000, 300_000, 150_000, 400_000, 100_000), strict=True)),
        *(work(site, "lighting", 60_000, "improvement") for site in "bd"),
    ]  # fmt: skip
    return {
        "projects": [{"project_id": "p", "plan_year": 2021}],
        "communities": sites,
        "works": works,
        "funds": [
            fund("central_fiscal", "centre"),
            fund("county_budget", "county", status="applied"),
            fund("general_bond", "bond", term_years=10),
            fund("resident", "own"),
        ],
        "fund_years": [
            *(envelope("centre", year, central) for year in YEARS),
            *(envelope("county", year, county) for year in YEARS),
        ],
        "fiscal": [fiscal(year, new_quota_general=50_000) for year in YEARS],
        "debt_limits": [{"year": year, "limit_general": 9_000_000, "limit_special": 0} for year in YEARS],
        "debts": [
            {
                "instrument_id": "old", "name": "存量", "debt_type": "general", "opening_balance": 6_000_000,
                "rate": "0.03", "repayment": "bullet", "maturity_year": 2030,
            }
        ],
    }  # fmt: skip


def write_scenarios(folder: Path) -> dict[str, Path]:
    """base; rich: more county money, residents who pay more, other weights; stuck: too little to finish what is begun."""
    write_case(folder / "case", tables(), YEARS)
    write_case(folder / "rich_case", tables(county=250_000), YEARS)
    write_case(folder / "poor_case", tables(county=0, central=20_000), YEARS)
    return {
        "base": write_scenario(folder / "base.yaml", title={"zh": "基准", "en": "base"}),
        "rich": write_scenario(
            folder / "rich.yaml", case="rich_case", title={"zh": "县里多出", "en": "rich"}, baseline=False,
            overrides={"policy.resident.collection_rate": "0.8"},
            tier_weights={"basic": 1, "improvement": 9, "upgrade": 9},
        ),
        "stuck": write_scenario(
            folder / "stuck.yaml", case="poor_case", title={"zh": "没有钱", "en": "stuck"}, baseline=False,
        ),
    }  # fmt: skip
