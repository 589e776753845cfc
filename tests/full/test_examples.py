"""Every example: the plan is the one it tells, and the audit names the rule in the violating twin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jiugai.plan import Plan
from jiugai.report import open_report
from jiugai.report.formats import show
from jiugai.report.tables import grids
from jiugai.run import make_plan
from support.example import Example, cell_text, example_ids, read_example, rows_like, with_cell
from support.solve import solve
from support.twin import broken, refunded

DUTIES = [rule for rule in example_ids() if read_example(rule).report_only]
OF_PLANS = [rule for rule in example_ids() if rule not in DUTIES]


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
