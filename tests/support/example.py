"""The example of a rule, tests/examples/<ID>.yaml: read strictly, made into a study, solved (see README.md there)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from jiugai.errors import Locator, PolicyError
from jiugai.inputs.study import Study
from jiugai.plan import AMOUNT, TABLES, Plan, typed
from jiugai.policy import load_policy
from jiugai.policy.rule_files import rule_order
from jiugai.run import policy_folder
from jiugai.yaml_file import check_keys, check_shapes, read_yaml
from support.case import ROOT, Row, Tables, community, envelope, fiscal, fund, make_study, work

FOLDER = ROOT / "tests" / "examples"
PLENTY = 20_000_000


class ExampleError(PolicyError):
    """An example that does not have the form of README.md."""


@dataclass(frozen=True)
class Example:
    """One file: its text as data, and the tables of its case."""

    rule: str
    path: Path
    data: dict[str, Any]

    @property
    def years(self) -> tuple[int, int]:
        first, last = self.data.get("years", [2021, 2021])
        return first, last

    @property
    def report_only(self) -> bool:
        """Whether the rule asks for tables of the report alone: no plan can break it."""
        return self.rule in _report_only()

    def study(self, folder: Path, changes: Mapping[str, Any] | None = None) -> Study:
        """The study of the example; `changes`: `tables`, `policy`, `scenario`, `header` laid over its own."""
        own = {key: self.data.get(key) or {} for key in ("tables", "policy", "scenario", "header")}
        parts = {key: {**own[key], **((changes or {}).get(key) or {})} for key in own}
        overrides = {f"policy.{name}": value for name, value in parts["policy"].items()}
        return make_study(
            folder, tables_of(parts["tables"], self.years), self.years, header=parts["header"], pinned={},
            overrides=overrides, **parts["scenario"],
        )  # fmt: skip


@cache
def _report_only() -> frozenset[str]:
    return frozenset(rule.id for rule in load_policy(policy_folder()).rules.values() if not rule.shapes_plan)


def example_ids() -> list[str]:
    return sorted((path.stem for path in FOLDER.glob("*.yaml")), key=rule_order)


def read_example(rule: str) -> Example:
    """Raises `ExampleError` with every key that is missing, unknown or of another shape."""
    path = FOLDER / f"{rule}.yaml"
    data = read_yaml(path, ExampleError)
    where = Locator(str(path))
    twin = isinstance(data, dict) and isinstance(data.get("twin"), dict)
    problems = check_keys(
        data,
        where,
        ("story", "hand"),
        ("plan", "report", "twin", "years", "tables", "policy", "scenario", "header"),
    )
    if not problems:
        problems += check_shapes(
            data, where, {"story": "both", "hand": "items", "plan": "mapping", "report": "mapping", "twin": "mapping"}
        )
    if not problems:
        for line in data["hand"]:
            problems += check_keys(line, Locator(str(path), value="hand"), ("zh", "en"), ("calc",))
        for table in data.get("plan", {}):
            if table not in TABLES:
                problems += check_keys({table: ""}, Locator(str(path), value="plan"), (), tuple(TABLES))
    if twin:
        place = Locator(str(path), value="twin")
        problems += check_keys(data["twin"], place, ("zh", "en"), ("pays", "lax", "cell", "breaks"))
        if not problems and len({"pays", "lax", "cell"} & set(data["twin"])) != 1:
            raise ExampleError(*check_keys({}, place, ("pays | lax | cell",)))
    if problems:
        raise ExampleError(*problems)
    example = Example(rule, path, data)
    needed = ("report",) if example.report_only else ("plan", "twin")
    if missing := check_keys(data, where, needed, tuple(data)):
        raise ExampleError(*missing)
    return example


def tables_of(given: Mapping[str, list[Row]], years: tuple[int, int]) -> Tables:
    """The common case, each table that is given in place of its own; cells that a row leaves out are the usual ones."""
    span = range(years[0], years[1] + 1)
    rows: Tables = {
        "communities": [{"community_id": "a"}, {"community_id": "b"}],
        "works": [{"work_id": "a.road", "cost": 1_000_000}, {"work_id": "b.road", "cost": 500_000}],
        "funds": [{"channel": "county_budget"}],
        "fiscal": [{"year": year} for year in span],
        **{name: list(table or []) for name, table in given.items()},
    }
    made: Tables = {name: [dict(row) for row in table] for name, table in rows.items()}
    made["communities"] = [community(row["community_id"]) | row for row in rows["communities"]]
    made["works"] = [work(*row["work_id"].split(".", 1), row["cost"]) | row for row in rows["works"]]
    made["funds"] = [fund(row["channel"]) | row for row in rows["funds"]]
    made["fiscal"] = [fiscal(row["year"]) | row for row in rows["fiscal"]]
    envelopes = made.setdefault("fund_years", [])
    named = {row["fund_id"] for row in envelopes}
    for row in made["funds"]:
        if row["channel"] == "county_budget" and row["fund_id"] not in named:
            envelopes += [envelope(row["fund_id"], year, PLENTY) for year in span]
    return made


def cell_text(value: Any) -> str:
    """A cell as its file has it: yes/no, a number without needless zeros, text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if pd.isna(value):
        return ""
    text = str(value)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return format(number.normalize(), "f")


def rows_like(plan: Plan, table: str, wanted: Mapping[str, Any]) -> list[int]:
    """Positions of the rows whose cells are as `wanted` says; a column the table does not have is a KeyError."""
    frame: pd.DataFrame = getattr(plan, table)
    cells = {column: [cell_text(value) for value in frame[column].tolist()] for column in wanted}
    return [
        position
        for position in range(len(frame))
        if all(cells[column][position] == cell_text(value) for column, value in wanted.items())
    ]


def with_cell(plan: Plan, table: str, position: int, column: str, value: Any) -> Plan:
    """The plan with one cell of one file changed, nothing else."""
    rows = getattr(plan, table).to_dict("records")
    rows[position][column] = Decimal(f"{value:.2f}") if TABLES[table][column] == AMOUNT else value
    return Plan(**{**vars(plan), table: typed(table, rows)})
