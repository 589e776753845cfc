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

    `lax_works`, `lax_sites`, `lax_scenario`: how the other one differs. `header`, `scenario`: of both.
    `second_year`: the county's money in 2022, too little to start then.
    """

    tables: Tables
    breaks: set[str]
    second_year: int = 0
    lax_works: dict[str, Row] = {}  # noqa: RUF012  never written to
    lax_scenario: dict[str, Any] = {}  # noqa: RUF012
    lax_sites: Row = {}  # noqa: RUF012
    header: dict[str, Any] = {}  # noqa: RUF012
    scenario: dict[str, Any] = {}  # noqa: RUF012


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


def one_road_each(*communities: Row) -> Tables:
    return tables(list(communities), [work(row["community_id"], "road", 100) for row in communities])


def e2() -> Case:
    # b is to be pulled down, c a building in danger: no option in any year; d may be renewed; of a nothing is stated
    return Case(
        one_road_each(
            community("a"),
            community("b", demolition_planned=True),
            community("c", demolition_planned=False, danger_level="D"),
            community("d", demolition_planned=False, danger_level="C"),
        ),
        {"E2"},
        500,
        lax_sites={"demolition_planned": "", "danger_level": ""},
    )


def e3_participation() -> Case:
    # the county asks for 80 %: 0.80 is enough, 0.79 is not; b lacks both shares, d does not state the second
    return Case(
        one_road_each(
            community("a", participation_rate="0.80"),
            community("b", participation_rate="0.79", consent_rate="0.5"),
            community("c", participation_rate="0.79"),
            community("d"),
        ),
        {"E3"},
        90,
        lax_sites={"participation_rate": "", "consent_rate": "0.9"},
        scenario={"overrides": {"policy.consent.participation": "0.80"}},
    )


def e4() -> Case:
    # two thirds take part, of these three quarters agree: d reaches both and needs no word on the result
    return Case(
        one_road_each(
            community("a", vote_passed=True),
            community("b", vote_passed=False),
            community("c", vote_turnout="0.6666", vote_agreement="0.9"),
            community("d", vote_turnout="0.6667", vote_agreement="0.75"),
            community("e", vote_passed=True, vote_turnout="0.7", vote_agreement="0.7499"),
            community("f", vote_turnout="0.7"),
        ),
        {"E4"},
        90,
        lax_sites={"vote_passed": "", "vote_turnout": "", "vote_agreement": ""},
    )


def e5() -> Case:
    # no word is not a no: c may start; d is under way
    under_way = community("d", stage="in_progress", project_id="p", upkeep_agreed=False)
    roads = one_road_each(
        community("a", upkeep_agreed=True), community("b", upkeep_agreed=False), community("c"), under_way
    )
    return Case(
        roads | {"projects": [{"project_id": "p", "plan_year": 2020}]}, {"E5"}, 90, lax_sites={"upkeep_agreed": ""}
    )


def e7() -> Case:
    # b lacks two preconditions of Yan'an, c one; d states nothing; each costs a unit, and none leaves the menu
    return Case(
        one_road_each(
            community("a", owners_committee=True, maintenance_fund=True, legacy_resolved=True),
            community("b", owners_committee=False, maintenance_fund=True, legacy_resolved=False),
            community("c", maintenance_fund=False),
            community("d"),
        ),
        {"E7"},
        500,
        lax_sites={"owners_committee": "", "maintenance_fund": "", "legacy_resolved": ""},
        header={"borrow": ["xuchang-2021-13", "speeches-2022"]},
        scenario={"as_of": "2022-12-31", "soft_weights": {"E1": 100, "E7": 10, "F9": 1}},
    )


def e8() -> Case:
    # the upkeep of b is open as well: a start of 2022 states both
    return Case(
        one_road_each(
            community("a", feasibility_approved=True),
            community("b", feasibility_approved=False, upkeep_agreed=False),
            community("c", feasibility_approved=False),
            community("d"),
        ),
        {"E8"},
        90,
        lax_sites={"feasibility_approved": "", "upkeep_agreed": ""},
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


def s4() -> Case:
    # the basic type ends with the basic tier, but for the dangerous gas; d, the surroundings type, lacks upgrades only
    def three(site: str) -> list[Row]:
        return [
            work(site, "road", 100),
            work(site, "greening", 200, "improvement"),
            work(site, "culture", 400, "upgrade"),
        ]

    return Case(
        tables(
            [
                community("a", scope_type="basic"), community("b", scope_type="environment"), community("c"),
                community("d", scope_type="environment"), community("e", scope_type="merged"),
            ],
            [
                *three("a"), work("a", "gas", 50, "improvement", hazard=True), *three("b"), *three("c"),
                work("d", "culture", 400, "upgrade"), *three("e"),
            ],
        ),
        {"S4"},
        5_000,
        lax_sites={"scope_type": ""},
        header={"borrow": ["xuchang-2021-13", "speeches-2022"]},
        scenario={
            "as_of": "2022-12-31",
            "overrides": {"policy.scope_type.basic": "1", "policy.scope_type.environment": "2"},
        },
    )  # fmt: skip


def s5() -> Case:
    # water in the start year as a whole, the road over two years
    return Case(
        tables([community("a"), community("b")], [work("a", "water", 1_000), work("b", "road", 1_000)]),
        {"S5"},
        900,
        lax_works={"a.water": {"trade": "road"}},
    )


def s7() -> Case:
    # the sheds, of the improvement tier, go in the start year with every option of a; the road takes two years
    return Case(
        tables(
            [community("a"), community("b")],
            [work("a", "road", 1_000), work("a", "demolition", 300, "improvement"), work("b", "road", 100)],
        ),
        {"S7"},
        600,
        lax_works={"a.demolition": {"trade": "facade"}},
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


CASES: dict[str, Callable[[], Case]] = {
    "E1": e1, "E2": e2, "E3": e3, "E3.participation": e3_participation, "E4": e4, "E5": e5, "E7": e7, "E8": e8,
    "S1": s1, "S2": s2, "S4": s4, "S5": s5, "S7": s7, "S8": s8, "S9": s9,
}  # fmt: skip


@pytest.mark.parametrize("rule", CASES)
def test_menu(rule: str, tmp_path: Path) -> None:
    case = CASES[rule]()
    study = make_study(tmp_path, case.tables, header=case.header, **case.scenario)
    compare(GOLDEN / f"{rule}.menu.txt", menu_text(study, *build_menu(study)))


@pytest.mark.parametrize("rule", [rule for rule in CASES if rule != "E1"])  # E1 has its twin among the payers
def test_a_plan_of_another_menu(rule: str, tmp_path: Path) -> None:
    """The case without the rule's fact makes a good plan of its own; held against the real case it breaks the rule."""
    case = CASES[rule]()
    case.tables["fund_years"].append(envelope("county_budget", 2022, case.second_year))
    if rule == "S8":
        case.tables["fund_years"].append(envelope("city", 2022, 200))
    scenario = case.scenario | {"objectives": ["basic_households", "score", "tie_break"]}
    study = make_study(tmp_path / "real", case.tables, header=case.header, **scenario)
    _, plan = solve(study)
    assert broken(study, plan) == set()
    lax = case.tables | {"works": [row | case.lax_works.get(row["work_id"], {}) for row in case.tables["works"]]}
    lax["communities"] = [row | {key: case.lax_sites[key] for key in case.lax_sites} for row in lax["communities"]]
    other = make_study(tmp_path / "lax", lax, header=case.header, **(scenario | case.lax_scenario))
    _, wrong = solve(other)
    assert broken(other, wrong) == set()
    assert broken(study, wrong) >= case.breaks
