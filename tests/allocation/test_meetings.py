"""Where rules that shape options meet: routes, removal, clusters, windows of the centre and standards of subsidy."""

from __future__ import annotations

from pathlib import Path

from allocation.brute import brute_force
from allocation.grant_cases import by_site
from allocation.route_cases import route, routed
from allocation.test_brute_force import agree
from allocation.test_windows import BY_PROJECT, BY_WORK, payers, road_and_roof, study_of
from jiugai.run.pipeline import build_funded_menu
from support.case import Tables, community, envelope, fund, work
from support.solve import solve, values
from support.twin import broken, refunded


def two_designs() -> Tables:
    """Neighbours of one project; for a two designs, of which the cheap one needs a shed away, not paid from above."""
    return {
        "projects": [{"project_id": "p", "plan_year": 2021}],
        "communities": [community(site, project_id="p", cluster="北巷") for site in ("a", "b")],
        "works": [
            routed("a", "cheap", 300_000, trade="road"),
            work("a", "demolition", 20_000, "improvement", work_id="a.shed", route="cheap"),
            routed("a", "dear", 400_000, trade="road"),
            work("a", "general", 50_000, cost_part="other_fees"),
            work("b", "road", 200_000),
        ],
        "routes": [route("a", "cheap"), route("a", "dear")],
        "funds": [fund("central_fiscal"), fund("central_investment"), fund("county_budget")],
        "fund_years": [
            envelope("central_fiscal", 2021, 300_000),
            envelope("central_investment", 2021, 500_000),
            envelope("county_budget", 2021, 200_000),
        ],
    }


def test_an_option_carries_its_route_its_cluster_and_its_window(tmp_path: Path) -> None:
    overrides = BY_PROJECT | {"policy.cluster.saving": "0.1", "policy.demolition.upper_money": "0"}
    study = study_of(tmp_path, two_designs(), overrides)
    menu, _ = build_funded_menu(study)
    mine = menu.options[menu.options["community_id"] == "a"].set_index("option")
    assert "basic@2021~cheap/joint/all_investment" in mine.index
    # the shed is in every option of its route, whatever the scope, and in none of the other
    works = study.case.table("works")["work_id"].to_numpy()
    held = menu.costs.assign(
        name=menu.options["option"].to_numpy()[menu.costs["option"]], work=works[menu.costs["work"]]
    )
    held = held[menu.options["community_id"].to_numpy()[menu.costs["option"]] == "a"]
    with_shed = set(held["name"][held["work"] == "a.shed"])
    assert with_shed == {name for name in mine.index if "~cheap" in name}
    assert {name.split("@")[0] for name in mine.index if "~dear" in name} == {"basic"}

    solution, plan = solve(study)
    agree(values(solution), brute_force(study) or {})
    assert broken(study, plan) == set()
    # investment pays 300,000 and 200,000; fees less a tenth and the shed are the county's
    chosen = plan.selection.set_index("community_id")
    assert chosen.loc["a", ["route", "window"]].tolist() == ["cheap", "investment"]
    assert chosen["window"].tolist() == ["investment", "investment"]
    assert plan.funding.groupby("fund_id")["yuan"].sum().to_dict() == {
        "central_investment": 500_000, "county_budget": 65_000,
    }  # fmt: skip
    shed = {("a.shed", 2021): {"central_investment": 20_000}}
    assert "S7" in broken(study, refunded(study, plan, shed))


def test_a_standard_counts_what_either_window_may_pay(tmp_path: Path) -> None:
    """Half the cost of 1,000,000 from investment: the roof of 400,000 is within it, though fiscal money pays the road."""
    tables = road_and_roof(600_000, 400_000)
    tables["fund_entitlements"] = [by_site("central_investment", 2021, "cost", share="0.5")]
    study = study_of(tmp_path, tables, BY_WORK)
    solution, plan = solve(study)
    assert payers(plan) == {"a.road": {"central_fiscal"}, "a.roof": {"central_investment"}}
    agree(values(solution), brute_force(study) or {})
    assert broken(study, plan) == set()
    (line,) = plan.constraints[plan.constraints["rule"] == "F5"].itertuples()
    assert (str(line.activity), str(line.limit)) == ("400000.00", "500000.00")
