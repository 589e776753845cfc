"""Menus of the rules that shape options as committed text, and a plan that another menu allowed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from jiugai.menu import build_menu
from support.case import Row, Tables, community, envelope, fund, make_study, work
from support.golden import compare
from support.rows import menu_text
from support.solve import solve
from support.twin import broken

GOLDEN = Path(__file__).parent / "golden"


class Case(NamedTuple):
    """A case and what the audit must name in a plan made for another one.

    `lax_works`, `lax_scenario`: how the other one differs.
    `second_year`: the county's money in 2022, too little to start then.
    """

    tables: Tables
    breaks: set[str]
    second_year: int = 0
    lax_works: dict[str, Row] = {}  # noqa: RUF012  never written to
    lax_scenario: dict[str, Any] = {}  # noqa: RUF012


def tables(communities: list[Row], works: list[Row], **more: list[Row]) -> Tables:
    money = [fund("county_budget"), fund("city"), fund("utility")]
    envelopes = [envelope(row["fund_id"], 2021, 9_000_000) for row in money]
    return {"communities": communities, "works": works, "funds": money, "fund_years": envelopes} | more


def e1() -> Case:
    # built after 2000: offered again on local money alone. As if the limit were 2001, it would cost no point
    return Case(
        tables([community("a"), community("b", built_year=2001)], [work("a", "road", 100), work("b", "road", 100)]),
        set(),
    )


def e3() -> Case:
    # 0.6667 is above 2/3, 0.6666 below: b cannot start in 2021, and its start of 2022 lacks the vote
    return Case(
        tables(
            [community("a", consent_rate="0.6667"), community("b", consent_rate="0.6666")],
            [work("a", "road", 100), work("b", "road", 100)],
        ),
        {"E3"},
        90,
        lax_scenario={"overrides": {"policy.consent.enter": "0.5"}},
    )


def s1() -> Case:
    # a lacks all three tiers: no upgrade without improvement; b has its improvements and may be upgraded
    return Case(
        tables(
            [community("a"), community("b")],
            [
                work("a", "road", 100),
                work("a", "greening", 200, "improvement"),
                work("a", "culture", 400, "upgrade"),
                work("b", "road", 100),
                work("b", "greening", 200, "improvement", already_present=True),
                work("b", "culture", 400, "upgrade"),
            ],
        ),
        {"S1"},
        490,
        lax_works={"b.greening": {"already_present": False}, "b.culture": {"cost": 90_000_000}},
    )


def s2() -> Case:
    # the gas of the upgrade tier is dangerous: in every option of a, not of b
    return Case(
        tables(
            [community("a"), community("b")],
            [
                work("a", "road", 100),
                work("a", "gas", 400, "upgrade", hazard=True),
                work("b", "road", 100),
                work("b", "gas", 9_000_000, "upgrade"),
            ],
        ),
        {"S2", "F7"},
        90,
        lax_works={"a.gas": {"hazard": False, "cost": 90_000_000}},
    )


def s5() -> Case:
    # water in the start year as a whole, the road over two years
    return Case(
        tables([community("a"), community("b")], [work("a", "water", 1_000), work("b", "road", 1_000)]),
        {"S5"},
        900,
        lax_works={"a.water": {"trade": "road"}},
    )


def s8() -> Case:
    # under way since 2020: one option, its tiers as they are; 300 paid, 200 promised for 2022, the rest, 500, in 2021
    return Case(
        tables(
            [community("a", stage="in_progress", project_id="p", consent_rate="0.1"), community("b")],
            [work("a", "culture", 1_000, "upgrade"), work("b", "road", 100)],
            projects=[{"project_id": "p", "plan_year": 2020}],
            commitments=[
                {"work_id": "a.culture", "fund_id": "city", "year": 2020, "paid": 300},
                {"work_id": "a.culture", "fund_id": "city", "year": 2022, "committed": 200},
            ],
        ),
        {"S8"},
        40,
        lax_works={"a.culture": {"cost": 900}},
    )


def s9() -> Case:
    # 60 % of 1,005 is 603; 60 % of 1,001 is 600.6, rounded 601; 60 % of 1 is 1, and no row for the 0 left
    return Case(
        tables(
            [community("a"), community("b")],
            [work("a", "road", 1_005), work("b", "road", 1_001), work("b", "roof", 1)],
        ),
        {"S9"},
        990,
        lax_scenario={"overrides": {"policy.works.first_year_share": "0.5"}},
    )


CASES: dict[str, Callable[[], Case]] = {"E1": e1, "E3": e3, "S1": s1, "S2": s2, "S5": s5, "S8": s8, "S9": s9}


@pytest.mark.parametrize("rule", CASES)
def test_menu(rule: str, tmp_path: Path) -> None:
    study = make_study(tmp_path, CASES[rule]().tables)
    compare(GOLDEN / f"{rule}.menu.txt", menu_text(study, *build_menu(study)))


@pytest.mark.parametrize("rule", [rule for rule in CASES if rule != "E1"])  # E1 has its twin among the payers
def test_a_plan_of_another_menu(rule: str, tmp_path: Path) -> None:
    """The case without the rule's fact makes a good plan of its own; held against the real case it breaks the rule."""
    case = CASES[rule]()
    case.tables["fund_years"].append(envelope("county_budget", 2022, case.second_year))
    if rule == "S8":
        case.tables["fund_years"].append(envelope("city", 2022, 200))
    scenario = {"objectives": ["basic_households", "score", "tie_break"]}
    study = make_study(tmp_path / "real", case.tables, **scenario)
    _, plan = solve(study)
    assert broken(study, plan) == set()
    lax = case.tables | {"works": [row | case.lax_works.get(row["work_id"], {}) for row in case.tables["works"]]}
    other = make_study(tmp_path / "lax", lax, **(scenario | case.lax_scenario))
    _, wrong = solve(other)
    assert broken(other, wrong) == set()
    assert broken(study, wrong) >= case.breaks
