"""What must not matter: solver, grain, names, the order of rows, the unit of money. What must help: more money."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from allocation.made_cases import made_cases
from allocation.rule_cases import RULE_CASES
from jiugai.allocation import Solution
from jiugai.allocation.problem import BUCKET, OWN, SITE
from jiugai.allocation.solver import available
from jiugai.audit import audit
from jiugai.errors import InfeasibleError
from jiugai.inputs.study import Study
from jiugai.plan import Plan
from jiugai.run import read_study
from jiugai.run.contract import table_bytes
from support.case import ROOT, Row, Tables, make_study
from support.solve import solve, values

OTHERS = [solver for solver in available() if solver != "highs"]

#: 万元: rows of several whole-yuan terms leave 2 yuan a term
MONEY = 0.005


@contextmanager
def studies(*cases: Tables, units: tuple[str, ...] = (), **scenario: Any) -> Iterator[list[Study]]:
    with tempfile.TemporaryDirectory() as folder:
        yield [
            make_study(Path(folder) / str(number), tables, money_unit=units[number] if units else "yuan", **scenario)
            for number, tables in enumerate(cases)
        ]


def solved(study: Study, solver: str = "highs", grain: str = BUCKET) -> tuple[Solution, Plan]:
    """The plan; a case without one is not what these tests ask about."""
    try:
        return solve(study, solver, grain)
    except InfeasibleError:
        assume(False)
        raise


def same_values(left: Solution, right: Solution) -> None:
    assert [stage.name for stage in left.stages] == [stage.name for stage in right.stages]
    assert values(left) == pytest.approx(values(right), rel=0, abs=MONEY)
    assert all(stage.proven for stage in (*left.stages, *right.stages))


def files(plan: Plan) -> dict[str, bytes]:
    return {name: table_bytes(name, frame) for name, frame in plan.tables()}


@given(tables=made_cases())
def test_every_solver_reaches_the_same(tables: Tables) -> None:
    with studies(tables) as (study,):
        first = solved(study)[0]
        for solver in OTHERS:
            same_values(first, solved(study, solver)[0])


@pytest.mark.parametrize("name", ["tianchang"])  # jizhou: tests/full
def test_every_solver_reaches_the_same_on_published_cases(name: str) -> None:
    every_solver_reaches_the_same(name)


def every_solver_reaches_the_same(name: str) -> None:
    study = read_study(ROOT / "scenarios" / f"{name}.yaml")
    first, _ = solve(study)
    for solver in OTHERS:
        solution, plan = solve(study, solver)
        same_values(first, solution)
        assert audit(study, plan).passed


@pytest.mark.parametrize("solver", OTHERS)
def test_a_case_without_a_plan_has_none_for_any_solver(solver: str, tmp_path: Path) -> None:
    case = RULE_CASES["S8"]()
    for row in case.tables["fund_years"]:
        row["envelope"] = min(row["envelope"], 199_999)
    study = make_study(tmp_path, case.tables, case.years)
    with pytest.raises(InfeasibleError):
        solve(study, solver)


@given(tables=made_cases())
def test_every_grain_reaches_the_same(tables: Tables) -> None:
    with studies(tables) as (study,):
        by_bucket = solved(study)[0]
        for grain in (OWN, SITE):
            same_values(by_bucket, solved(study, grain=grain)[0])


@given(tables=made_cases(), more=st.integers(1, 80), fund=st.sampled_from(["central", "county", "water_co"]))
@pytest.mark.parametrize("objective", ["basic_households", "score"])
def test_more_money_never_does_less(objective: str, tables: Tables, more: int, fund: str) -> None:
    rows = [
        row | {"envelope": row["envelope"] + more * 10_000 * (row["fund_id"] == fund)} for row in tables["fund_years"]
    ]
    with studies(tables, tables | {"fund_years": rows}, objectives=[objective]) as (poor, rich):
        assert values(solved(rich)[0])[objective] >= values(solved(poor)[0])[objective]


def renamed(tables: Tables, names: dict[str, str]) -> Tables:
    """Every community under another id, its works too."""

    def new(row: Row) -> Row:
        changed = dict(row)
        if "community_id" in row:
            changed["community_id"] = names[row["community_id"]]
        if "work_id" in row:
            site, _, rest = row["work_id"].partition(".")
            changed["work_id"] = f"{names[site]}.{rest}"
        return changed

    return {table: [new(row) for row in rows] for table, rows in tables.items()}


@given(tables=made_cases(), data=st.data())
def test_names_change_no_objective(tables: Tables, data: st.DataObject) -> None:
    old = [row["community_id"] for row in tables["communities"]]
    new = data.draw(st.permutations([f"n{number}" for number in range(len(old))]))
    # the place of a community among equals is its id: only there may a name matter
    with studies(
        tables,
        renamed(tables, dict(zip(old, new, strict=True))),
        objectives=["upper_lapse", "soft_broken", "hazard_households", "basic_households", "score", "county_money"],
    ) as (study, other):
        same_values(solved(study)[0], solved(other)[0])


@given(tables=made_cases(), data=st.data())
def test_order_of_rows_changes_no_byte(tables: Tables, data: st.DataObject) -> None:
    shuffled = {name: data.draw(st.permutations(rows)) for name, rows in tables.items()}
    with studies(tables, shuffled) as (study, other):
        assert files(solved(study)[1]) == files(solved(other)[1])


@given(tables=made_cases())
def test_yuan_and_wan_yuan_give_the_same_plan(tables: Tables) -> None:
    with studies(tables, tables, units=("yuan", "wan_yuan")) as (yuan, wan):
        assert files(solved(yuan)[1]) == files(solved(wan)[1])
