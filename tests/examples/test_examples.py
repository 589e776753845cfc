"""Every example: its arithmetic holds, the plan is the one it tells, and the audit names the rule in the violating twin."""

from __future__ import annotations

import doctest
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from jiugai.plan import Plan
from jiugai.policy import load_policy
from jiugai.report import open_report
from jiugai.report.formats import show
from jiugai.report.tables import grids
from jiugai.run import make_plan, policy_folder
from support import arithmetic
from support.arithmetic import holds, numbers
from support.example import Example, cell_text, example_ids, read_example, rows_like, with_cell
from support.solve import solve
from support.twin import broken, refunded


@pytest.fixture(params=example_ids())
def example(request: pytest.FixtureRequest) -> Example:
    return read_example(request.param)


DUTIES = [rule for rule in example_ids() if read_example(rule).report_only]
OF_PLANS = [rule for rule in example_ids() if rule not in DUTIES]


def calculations(example: Example) -> list[str]:
    return [line["calc"] for line in example.data["hand"] if "calc" in line]


def test_the_hand_calculation_is_right(example: Example) -> None:
    lines = calculations(example)
    assert lines, "nothing is calculated"
    for line in lines:
        assert holds(line), line


def test_limits_and_activities_are_calculated(example: Example) -> None:
    """No number of a constraint line comes from nowhere: the calculation has it."""
    known = set().union(*map(numbers, calculations(example))) | {Fraction(0)}
    for row in example.data.get("plan", {}).get("constraints", []):
        for column in ("activity", "limit"):
            if column in row:
                assert Fraction(cell_text(row[column])) in known, f"{row['label']}: {column} {row[column]}"


@pytest.mark.parametrize("rule", OF_PLANS)
def test_the_plan_is_the_one_told_and_the_audit_refuses_the_twin(rule: str, tmp_path: Path) -> None:
    example = read_example(rule)
    study = example.study(tmp_path / "case")
    _, plan = solve(study)
    assert broken(study, plan) == set()
    for table, rows in example.data["plan"].items():
        for row in rows or []:
            assert len(rows_like(plan, table, row)) == 1, f"{table}.csv: {row} in\n{getattr(plan, table).to_string()}"
    if "constraints" in example.data["plan"] or "removed" in example.data["plan"]:
        assert told(example, "constraints") == found(plan, "constraints", example.rule), "all lines of the rule"
        assert told(example, "removed") == found(plan, "removed", example.rule), "all that the rule removed"
    assert example.rule in study.rules
    assert study.in_force(example.rule)
    twin = example.data["twin"]
    assert set(map(str, breaks(example, plan, twin, tmp_path))) == set(twin.get("breaks", [example.rule]))


@pytest.mark.parametrize("rule", DUTIES)
def test_the_report_has_the_table_told(rule: str, tmp_path: Path) -> None:
    """Of a duty of reporting: each row told stands once in the table, and the table of duties names the rule."""
    example = read_example(rule)
    study = example.study(tmp_path / "case")
    make_plan(study, tmp_path / "plan")
    book = open_report(tmp_path / "plan", tmp_path / "case" / "study.yaml", "zh")
    for table, rows in example.data["report"].items():
        assert table in study.policy.library.rules[rule].report
        (grid,) = grids(table, book)
        shown = [
            {column.key: show(cell, column.shape) for column, cell in zip(grid.columns, row.values, strict=True)}
            for row in grid.rows
        ]
        for row in rows:
            assert sum(row.items() <= cells.items() for cells in shown) == 1, f"{row} in {shown}"
    (duties,) = grids("duties", book)
    assert rule in duties.cells("rule")


def told(example: Example, table: str) -> int:
    rows = example.data["plan"].get(table) or []
    return sum(row.get("rule", example.rule) == example.rule for row in rows)


def found(plan: Plan, table: str, rule: str) -> int:
    return len(rows_like(plan, table, {"rule": rule}))


def breaks(example: Example, plan: Plan, twin: dict[str, Any], folder: Path) -> set[str]:
    """What the audit finds broken in the twin: rules by id (each under its own clause), checks of the model by name."""
    strict = example.study(folder / "strict")
    if "pays" in twin:
        payers = {(key.partition("@")[0], int(key.partition("@")[2])): by_fund for key, by_fund in twin["pays"].items()}
        return broken(strict, refunded(strict, plan, payers))
    if "lax" in twin:
        lax = example.study(folder / "lax", twin["lax"])
        _, other = solve(lax)
        assert broken(lax, other) == set()
        return broken(strict, other)
    cell = twin["cell"]
    (position,) = rows_like(plan, cell["table"], cell["row"])
    before = getattr(plan, cell["table"])[cell["column"]].tolist()[position]
    assert cell_text(before) != cell_text(cell["value"]), "the twin changes nothing"
    return broken(strict, with_cell(plan, cell["table"], position, cell["column"], cell["value"]))


def test_amounts_are_compared_as_numbers() -> None:
    assert cell_text(Decimal("450000.00")) == cell_text(450_000) == "450000"
    assert cell_text(True) == "yes"


def test_false_and_empty_arithmetic_is_refused() -> None:
    assert doctest.testmod(arithmetic).failed == 0
    assert not holds("1,000,000 × 30 % = 300,001")
    assert not holds("2 + 2 = 4 = 5")
    for line in ("1,000,000", "造价 = 3", "2 +* 3 = 5", "open(1) = 1"):
        with pytest.raises(arithmetic.NotArithmetic):
            holds(line)


def test_every_rule_of_the_catalogue_has_its_example() -> None:
    assert example_ids() == list(load_policy(policy_folder()).rules)
