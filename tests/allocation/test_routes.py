"""Routes on the whole plan: which is taken, when, what running it costs; against an enumeration, and the audit's own word."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from allocation.brute import brute_force
from allocation.enumerated import agree, as_enumerated
from allocation.route_cases import HEATING, YEARS, Routed, heating_study, route, routed, routed_cases, two_routes
from audit.tiny import recomputed
from jiugai.audit import audit
from jiugai.inputs.study import Study
from jiugai.menu import build_menu
from jiugai.plan import Plan, typed
from support.case import Tables, community, envelope, fiscal, fund, make_study, work
from support.golden import compare
from support.rows import menu_text, rows_text
from support.solve import problem_of, solve, values
from support.twin import broken, refunded

GOLDEN = Path(__file__).parent / "golden"
Taken = dict[str, tuple[str, int | None]]


def taken(plan: Plan) -> Taken:
    """Community → (route, start year) of what is chosen."""
    rows = plan.selection[plan.selection["decision"].isin(["new", "continuing"])]
    return dict(zip(rows["community_id"], zip(rows["route"], rows["start_year"], strict=True), strict=True))


def reasons(plan: Plan) -> dict[str, str]:
    return dict(zip(plan.rules_log["rule"], plan.rules_log["reason"], strict=True))


def test_menu(tmp_path: Path) -> None:
    study = heating_study(tmp_path, two_routes())
    compare(GOLDEN / "H.menu.txt", menu_text(study, *build_menu(study)))


def test_rows_of_the_county(tmp_path: Path) -> None:
    """Running subsidies of earlier starts are in the general budget of the year."""
    compare(GOLDEN / "H.D8.lp", rows_text(problem_of(heating_study(tmp_path, two_routes())), "D8"))


def test_the_route_that_leaves_the_county_most(tmp_path: Path) -> None:
    """The county has 500,000 a year. a: gas 400,000 and 2 x 30,000 of running, the pump 600,000: gas. b: its gas is
    too dear to burn, its pump takes six months from July, so it starts in 2023."""
    solution, plan = solve(heating_study(tmp_path, two_routes()))
    assert taken(plan) == {"a": ("gas", 2022), "b": ("pump", 2023)}
    found = values(solution)
    assert (found["basic_households"], found["county_money"]) == (150, pytest.approx(30 + 10 + 20 + 6))
    assert plan.selection.set_index("community_id")["reason"].to_dict() == {
        "a": "入选；最迟2022年7月底进场（工期3个月），采暖季前建成",
        "b": "入选；最迟2023年4月底进场（工期6个月），采暖季前建成",
    }
    spent = plan.spending[plan.spending["work_id"] == "a.gas"]
    assert spent[["year", "cost_yuan"]].to_numpy().tolist() == [[2022, 300_000]]
    lines = plan.constraints.query("rule == 'D8'").set_index("label")["activity"]
    assert str(lines["budget=general;year=2022"]) == "360000.00"
    assert str(lines["budget=general;year=2023"]) == "270000.00"  # 40,000 of insulation, 200,000, running 30,000


def test_a_dear_subsidy_turns_the_choice(tmp_path: Path) -> None:
    """Running of 100 households at 1,001 yuan, twice, is more than the 200,000 by which the pump is dearer."""
    for subsidy, way in ((999, "gas"), (1001, "pump")):
        tables = two_routes()
        tables["routes"][0]["running_subsidy"] = subsidy
        tables["fund_years"] = [envelope("county_budget", year, 900_000) for year in YEARS]
        _, plan = solve(heating_study(tmp_path / way, tables))
        assert taken(plan)["a"][0] == way


def test_running_holds_the_county_to_its_room(tmp_path: Path) -> None:
    """Room in 2023 for one yuan less than running takes: a start of 2022 with gas is out, one of 2023 is not."""
    tables = two_routes()
    tables["communities"], tables["works"] = tables["communities"][:1], tables["works"][:1]
    tables["routes"] = tables["routes"][:1]
    tables["fund_years"].append(envelope("city", 2023, 500_000))
    tables["funds"].append(fund("city"))
    for short, start in ((0, 2022), (1, 2023)):
        tables["fiscal"] = [fiscal(2022), fiscal(2023, local_revenue=50_030_000 - short)]
        study = heating_study(tmp_path / str(start), tables, objectives=["basic_households", "completion"])
        _, plan = solve(study)
        assert taken(plan) == {"a": ("gas", start)}
        assert broken(study, plan) == set()


def test_what_is_not_stated_bars_nothing_and_is_told(tmp_path: Path) -> None:
    tables = two_routes()
    for row in tables["routes"]:
        row |= {"bill_before": "", "bill_after": "", "months": ""}
    _, plan = solve(heating_study(tmp_path, tables))
    assert set(plan.removed["rule"]) == set()
    assert reasons(plan)["H2"] == (
        "作用于选项菜单：移除 0 个选项；2 个小区未填“改造后户均采暖季费用”，不作限制；2 个小区未填“户均可负担采暖季费用”，不作限制"
    )
    assert reasons(plan)["H3"] == "作用于选项菜单：移除 0 个选项；2 个小区未填“工期(月)”，不作限制"
    assert plan.selection["reason"].tolist() == ["入选", "入选"]


def test_what_cannot_be_paid_is_out_though_it_is_cheaper(tmp_path: Path) -> None:
    tables = two_routes()
    tables["routes"][0] |= {"payable": 1499}
    _, plan = solve(heating_study(tmp_path, tables))
    rows = plan.removed.query("site == 'a' and rule == 'H2'")
    assert set(rows["option"]) == {"basic@2022~gas", "basic@2023~gas"}
    assert set(rows["values"]) == {"route=gas;bill_before=2000;bill_after=1500;payable=1499"}


def old_communities() -> Tables:
    """Two designs against the wet in an old community; the dearer bill and the months say nothing there."""
    return {
        "communities": [community("a")],
        "works": [
            work("a", "road", 100_000),
            work("a", "roof", 200_000, work_id="a.open", route="open"),
            work("a", "facade", 150_000, work_id="a.lined", route="lined"),
            work("a", "culture", 50_000, "improvement"),
        ],
        "routes": [route("a", "open", bill_after=9000, months=12), route("a", "lined", bill_after=9000, months=12)],
        "funds": [fund("county_budget")],
        "fund_years": [envelope("county_budget", year, 900_000) for year in (2021, 2022)],
    }


def test_designs_of_an_old_community(tmp_path: Path) -> None:
    study = make_study(tmp_path, old_communities())
    solution, plan = solve(study)
    assert taken(plan)["a"][0] == "lined"
    assert set(plan.spending["work_id"]) == {"a.road", "a.lined", "a.culture"}
    assert reasons(plan)["H2"] == "只用于冬季清洁取暖"
    assert reasons(plan)["H1"] == "作用于选项菜单：1 个小区各选一条路线"
    agree(values(solution), brute_force(study) or {})
    assert broken(study, plan) == set()


def test_a_scope_without_a_work_of_any_route_has_none(tmp_path: Path) -> None:
    """Basic works are common; the routes are of the improvement tier. One option of basic works alone, not three."""
    tables = old_communities()
    for row in tables["works"]:
        row["tier"] = "basic" if row["work_id"] == "a.road" else "improvement"
    menu, _ = build_menu(make_study(tmp_path, tables))
    assert [name for name in menu.options["option"] if "2021" in name] == [
        "basic@2021", "basic+improvement@2021~lined", "basic+improvement@2021~open",
    ]  # fmt: skip


def test_a_model_holds_all_of_its_route(tmp_path: Path) -> None:
    tables = old_communities()
    tables["communities"][0]["demonstration"] = "candidate"
    study = make_study(tmp_path, tables, overrides={"policy.demonstration.least": "1"})
    _, plan = solve(study)
    assert str(plan.constraints.query("rule == 'Q1'")["activity"].iloc[0]) == "1.00"
    assert broken(study, plan) == set()


def test_a_hazard_of_every_route_cannot_be_left_out(tmp_path: Path) -> None:
    """The routes are of the improvement tier and a hazard: even basic works alone take one of them."""
    tables = old_communities()
    for row in tables["works"]:
        if "route" in row:
            row.update(tier="improvement", hazard=True)
    menu, _ = build_menu(make_study(tmp_path, tables))
    assert [name for name in menu.options["option"] if "2021" in name] == [
        "basic@2021~lined", "basic@2021~open", "basic+improvement@2021~lined", "basic+improvement@2021~open",
    ]  # fmt: skip


def test_without_h1_all_designs_are_built(tmp_path: Path) -> None:
    study = make_study(tmp_path, old_communities()).without("H1")
    _, plan = solve(study)
    assert taken(plan)["a"][0] == ""
    assert len(set(plan.spending["work_id"])) == 4
    assert broken(study, plan) == set()


def test_in_progress_goes_on_with_its_route(tmp_path: Path) -> None:
    """b is built since 2021 and paid before the plan: its running is due from the first year on."""
    tables = two_routes()
    tables["projects"] = [{"project_id": "p", "plan_year": 2021}]
    tables["communities"][1] |= {"stage": "in_progress", "project_id": "p"}
    tables["works"] = [row for row in tables["works"] if row["work_id"] != "b.pump"]
    tables["routes"] = [row for row in tables["routes"] if (row["community_id"], row["route"]) != ("b", "pump")]
    tables["routes"][-1]["running_subsidy"] = 100
    tables["commitments"] = [{"work_id": "b.gas", "fund_id": "county_budget", "year": 2021, "paid": 100_000}]
    study = heating_study(tmp_path, tables)
    solution, plan = solve(study)
    assert taken(plan)["b"] == ("gas", 2021)
    line = plan.constraints.query("rule == 'D8'").set_index("label").loc["budget=general;year=2022"]
    assert (str(line["activity"]), str(line["limit"])) == ("360000.00", "49995000.00")  # off the room
    agree(values(solution), brute_force(study) or {})
    assert broken(study, plan) == set()


def test_against_the_enumeration(tmp_path: Path) -> None:
    study = heating_study(tmp_path, two_routes())
    expected = brute_force(study)
    assert expected is not None
    agree(values(solve(study)[0]), expected)


@given(case=routed_cases())
def test_drawn_routes(case: Routed) -> None:
    """Whatever the routes, in either programme: the enumeration finds no better, and the audit finds nothing."""
    with tempfile.TemporaryDirectory() as folder:
        study = case.study(Path(folder))
        as_enumerated(study, audited=True)


# --- what the audit refuses on its own --------------------------------------------------------------------------------


def lax_plan(folder: Path, **changes: Any) -> tuple[Study, Plan]:
    """The real study, and a good plan of the same case with other facts of a route."""
    other = two_routes()
    for row in other["routes"]:
        row.update(changes)
    lax = heating_study(folder / "lax", other)
    _, plan = solve(lax)
    assert broken(lax, plan) == set()
    return heating_study(folder / "real", two_routes()), plan


def test_audit_h2(tmp_path: Path) -> None:
    """b burns gas, whose bill rises from 2,000 to 2,100 yuan."""
    study, plan = lax_plan(tmp_path, bill_after=1500)
    assert taken(plan)["b"][0] == "gas"
    assert broken(study, plan) == {"H2"}
    told, *removed = [str(failure) for clause, failure in audit(study, plan).failures()]
    assert all(line.startswith("removed.csv(site=b, option=") and "缺少此行" in line for line in removed)
    assert removed, "nor is the option told as removed"
    assert told == "selection.csv(community_id=b)：路线 gas 改造后户均取暖费 2100 元，高于改造前 2000 元"


def test_audit_h3(tmp_path: Path) -> None:
    """The pump of b takes six months and starts in July of 2022; the reason promises a month that is none."""
    tables = two_routes()
    tables["fund_years"][0]["envelope"] = 900_000
    other = two_routes() | {"fund_years": tables["fund_years"]}
    other["routes"][3] = route("b", "pump", months=4)
    _, plan = solve(heating_study(tmp_path / "lax", other))
    assert taken(plan)["b"] == ("pump", 2022)
    assert broken(heating_study(tmp_path / "real", tables), plan) == {"H3"}


def test_audit_wants_the_month_in_the_reason(tmp_path: Path) -> None:
    study = heating_study(tmp_path, two_routes())
    _, plan = solve(study)
    silent = plan.selection.assign(reason="入选")
    assert broken(study, replace(plan, selection=silent)) == {"H3"}


def test_audit_wants_works_of_a_route_in_the_start_year(tmp_path: Path) -> None:
    """As if the rule were off: the device over two years."""
    study = heating_study(tmp_path, two_routes())
    _, plan = solve(study.without("H3"))
    assert "H3" in broken(study, plan)


def test_audit_h1_the_works_of_another_route(tmp_path: Path) -> None:
    """The plan says pump and builds gas."""
    study = heating_study(tmp_path, two_routes())
    _, plan = solve(study)
    said = plan.selection.assign(route=plan.selection["route"].where(plan.selection["community_id"] != "a", "pump"))
    assert "H1" in broken(study, replace(plan, selection=said))


def test_audit_h1_a_route_that_is_none(tmp_path: Path) -> None:
    study = heating_study(tmp_path, two_routes())
    _, plan = solve(study)
    said = plan.selection.assign(route=plan.selection["route"].where(plan.selection["community_id"] != "a", ""))
    assert "H1" in broken(study, replace(plan, selection=said))


def test_audit_h1_both_designs(tmp_path: Path) -> None:
    """A plan made without the rule builds both."""
    study = make_study(tmp_path, old_communities())
    _, plan = solve(study.without("H1"))
    assert "H1" in broken(study, plan)


def test_audit_counts_running_within_d8(tmp_path: Path) -> None:
    """Every table agrees, but the room of 2023 is one yuan short of what running takes."""
    tables = two_routes()
    study = heating_study(tmp_path / "a", tables)
    _, plan = solve(study)
    tables["fiscal"] = [fiscal(2022), fiscal(2023, local_revenue=50_269_999)]
    tight = heating_study(tmp_path / "b", tables)
    assert broken(tight, refunded(tight, plan, {})) == {"D8"}


def test_audit_decides_by_itself_what_is_in_force(tmp_path: Path) -> None:
    """A study that says all rules are in force does not move it: the programme of the case is not theirs."""

    class Lying(Study):
        def in_force(self, rule: str) -> bool:
            return True

    study = heating_study(tmp_path, two_routes())
    _, plan = solve(study)
    lying = Lying(study.case, study.policy, study.scenario)
    assert audit(lying, plan).to_dict() == audit(study, plan).to_dict()
    rules = {check.rule for check in audit(study, plan).clauses}
    assert {"H1", "H2", "H3", "F7", "D8"} <= rules
    assert not {"E1", "E3", "S1", "S5", "F9"} & rules


def test_the_plan_reads_back(tmp_path: Path) -> None:
    study = heating_study(tmp_path, two_routes())
    _, plan = solve(study)
    assert list(plan.selection.columns)[-3:] == ["route", "window", "standing"]
    assert typed("selection", plan.selection).equals(plan.selection)
    assert recomputed(study, plan).selection["route"].tolist() == ["gas", "pump"]  # type: ignore[arg-type]
    assert HEATING["programme"] == study.case.programme
    assert routed("a", "gas", 1)["route"] == "gas"
