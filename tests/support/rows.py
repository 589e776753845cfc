"""Rows, payers and menus as text that a person can check, in a stable order."""

from __future__ import annotations

import pandas as pd
import pulp

from jiugai.allocation.classes import Classes
from jiugai.allocation.money_rules.base import AT_MOST
from jiugai.allocation.problem import Problem
from jiugai.inputs.study import Study
from jiugai.menu import Menu, RuleLog


def variable_names(problem: Problem) -> dict[str, str]:
    """Name in the solver → meaning: choose[site:option], pay[fund > works, year], use[fund, year], take, advance, short."""
    lines = problem.classes.lines
    works = lines.groupby("class_id")["work_id"].agg(lambda ids: "+".join(sorted(set(ids))))
    own_works = lines.groupby(["class_id", "community_id"])["work_id"].agg(lambda ids: "+".join(sorted(set(ids))))
    local = lines.groupby("class_id")["upper"].all().map({True: "", False: " local"})
    start = lines.groupby("class_id")["start_year"].first()
    funds = problem.study.case.table("funds")["fund_id"]
    options = problem.menu.options
    names = {
        variable.name: f"choose[{site}:{option}]"
        for variable, site, option in zip(problem.choose, options["community_id"], options["option"], strict=True)
    }
    for variable, flow in zip(problem.pay, problem.flows.itertuples(), strict=True):
        what = works[flow.class_id] if flow.cell < 0 else own_works[flow.class_id, flow.community_id]
        begun = f" of {start[flow.class_id]}{local[flow.class_id]}"
        names[variable.name] = f"pay[{flow.fund_id} > {what}{begun}, {flow.year}]"
    names |= {variable.name: f"use[{funds[fund]}, {year}]" for (fund, year), variable in problem.use.items()}
    names |= {
        variable.name: f"take[{funds[fund]} of {allotted}, {year}]"
        for (fund, allotted, year), variable in problem.take.items()
    }
    names |= {
        variable.name: f"advance[{funds[fund]}, {out} to {back}]"
        for (fund, out, back), variable in problem.advance.items()
    }
    names |= {variable.name: name for name, variable in problem.helpers.items()}
    return names | {variable.name: f"short[{row.label}]" for _, row, variable in problem.shortfalls}


def rows_text(problem: Problem, rule: str) -> str:
    """The rows of one rule, 万元: label, left side, sense, right side; one term a line, sorted."""
    names = variable_names(problem)
    short = {row.label: variable for of_rule, row, variable in problem.shortfalls if of_rule == rule}
    out = []
    for row in problem.rows[rule]:
        lhs = row.lhs
        if row.soft is not None:
            lhs = lhs + problem.linear([(short[row.label], -1.0 if row.sense == AT_MOST else 1.0)])
        out += [f"{row.label}", *_terms(lhs, names), f"  {row.sense}", *_terms(row.rhs, names), ""]
    return "\n".join(out)


def _terms(expression: pulp.LpAffineExpression, names: dict[str, str]) -> list[str]:
    terms = sorted((names[variable.name], coefficient) for variable, coefficient in expression.items())
    shown = [f"    {coefficient:.10g} {name}" for name, coefficient in terms if coefficient]
    if expression.constant or not shown:
        shown.append(f"    {expression.constant:.10g}")
    return shown


def payers_text(study: Study, classes: Classes) -> str:
    """work, start, whether upper money may come: the funds that may pay it."""
    funds = study.case.table("funds")["fund_id"].to_numpy()
    lines = []
    for line in classes.lines.itertuples():
        local = "" if line.upper else " local"
        may = ", ".join(sorted(funds[classes.payers[line.class_id]])) or "nobody"
        lines.append(f"{line.work_id} of {line.start_year}{local}: {may}")
    return "\n".join(sorted(set(lines))) + "\n"


def menu_text(study: Study, menu: Menu, log: RuleLog) -> str:
    """Every option with the works it holds by year, then what the gates took."""
    works = study.case.table("works")["work_id"]
    costs = menu.costs.assign(work_id=menu.costs["work"].map(works))
    out = []
    for number, option in enumerate(menu.options.itertuples()):
        facts = f"{option.community_id} {option.option}: tier {option.tier}, {option.cost_yuan:,} yuan"
        facts += ", in progress" if option.fixed else ""
        facts += "".join(f", {rule} {units[number]}" for rule, units in menu.prices().items() if units[number])
        facts += f", condition: {option.condition}" if option.condition else ""
        out.append(facts + (f", unmet: {option.unmet}" if option.unmet else ""))
        mine = costs[costs["option"] == number].sort_values(["work_id", "year"])
        out += [f"    {cost.work_id} {cost.year} {cost.yuan:,}" for cost in mine.itertuples()]
    removed: pd.DataFrame = log.removed_table().sort_values(["rule", "site", "option"])
    out += [
        f"removed by {rule}: {site} {option} ({values})"
        for site, option, rule, values in zip(
            removed["site"], removed["option"], removed["rule"], removed["values"], strict=True
        )
    ]
    return "\n".join(out) + "\n"
