"""`jiugai allot`: a new allotment of a fund, split to the projects of its plan year by the rules that make a plan."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from jiugai.console import CSV, columns, csv_text, wrong_shape
from jiugai.daily.naming import row_of
from jiugai.errors import Locator, ScenarioError
from jiugai.errors import Problem as ErrorProblem
from jiugai.frames import each_row
from jiugai.inputs.standards import POT
from jiugai.inputs.study import Study
from jiugai.labels import label
from jiugai.menu import Menu
from jiugai.menu.options import Mask
from jiugai.money import YUAN_PER_WAN, wan_text
from jiugai.plan import Plan
from jiugai.run.contract import read_plan_table
from jiugai.run.pipeline import Progress, allocate, audited, read_study

COLUMNS = ("project_id", "community_id", "name", "start_year", "year", "yuan")
#: days within which an allotment of the centre is split to projects (P8)
_DEADLINE = "due.split_days"


@dataclass(frozen=True)
class Asked:
    """The question: a fund, the yuan allotted, the year they are allotted for, and the day they came."""

    fund: str
    yuan: int
    year: int
    received: datetime.date


@dataclass(frozen=True)
class Split:
    """The answer. `rows`: project_id, community_id, name, start_year, year (of the cost), yuan; `left`: what the
    projects of the plan do not take, `last`: the last year in which it may be used; `due`: the last day to split."""

    asked: Asked
    rows: pd.DataFrame
    left: int
    last: int
    due: datetime.date | None


def allot_text(
    scenario: Path, fund: str, amount: str, year: int | None, received: str | None, plan: Path | None, shape: str,
    lang: str, solver: str = "highs", progress: Progress = lambda _: None,
) -> str:  # fmt: skip
    """What `jiugai allot` prints. Raises a `JiugaiError`."""
    study = read_study(scenario)
    asked = _asked(study, fund, amount, year, received, shape)
    split = split_allotment(study, asked, None if plan is None else _chosen(plan), solver, progress)
    return (
        csv_text(COLUMNS, split.rows.to_numpy().tolist())
        if shape == CSV
        else "\n".join(_told(study, split, lang)) + "\n"
    )


def split_allotment(
    study: Study, asked: Asked, only: pd.DataFrame | None, solver: str = "highs", progress: Progress = lambda _: None
) -> Split:
    """Plan again with the allotment in place of what the case states for the fund and year; who gets how much of it.

    `only`: community_id, tier, start_year of the communities that may be chosen (a plan that stands); None: any.
    Raises a `JiugaiError`.
    """
    changed = with_allotment(study, asked)
    among = None if only is None else partial(_among, only)
    solution, plan = allocate(changed, solver, progress, among)
    audited(changed, plan)
    rows = _shares(changed, plan, asked)
    funds = solution.settled.problem.funds
    number = funds.number(asked.fund)
    last = funds.last_year(number, asked.year)
    central = changed.case.table("funds")["kind"].iloc[number] == "central"
    days = study.param(_DEADLINE, asked.received.year) if central else None
    due = None if days is None else asked.received + datetime.timedelta(days=int(days))
    return Split(asked, rows, asked.yuan - int(rows["yuan"].sum()), last, due)


def with_allotment(study: Study, asked: Asked) -> Study:
    """The study with the allotment of `asked` in place of the fund's envelope of that year, however it was computed."""
    tables = dict(study.case.tables)
    envelopes = tables["fund_years"]
    others = envelopes[(envelopes["fund_id"] != asked.fund) | (envelopes["year"] != asked.year)]
    fresh = pd.DataFrame([{"fund_id": asked.fund, "year": asked.year, "envelope": asked.yuan, "source_id": ""}])
    joined = pd.concat([others, fresh], ignore_index=True).astype(envelopes.dtypes.to_dict())
    tables["fund_years"] = joined.sort_values(["fund_id", "year"], ignore_index=True)
    entitled = tables["fund_entitlements"]
    mine = (entitled["fund_id"] == asked.fund) & (entitled["year"] == asked.year)
    mine &= entitled["binding"] == POT
    tables["fund_entitlements"] = entitled[~mine].reset_index(drop=True)
    funds = tables["funds"]
    tables["funds"] = funds.assign(status=funds["status"].where(funds["fund_id"] != asked.fund, "issued"))
    return replace(study, case=replace(study.case, tables=tables))


def _asked(study: Study, fund: str, amount: str, year: int | None, received: str | None, shape: str) -> Asked:
    """The question from what was typed. Raises `ScenarioError` with every problem."""
    problems = []
    row = row_of(study, "funds", "fund_id", fund)
    if isinstance(row, ErrorProblem):
        problems.append(row)
    elif row["scope"] != "pooled" or row["instrument"] == "debt":
        zh = "此资金没有额度可分：只有统筹使用的补助和出资才有额度"
        en = "this fund has no allotment to split: only pooled grants and contributions have"
        problems.append(ErrorProblem(study.case.where("funds", "fund_id", fund), zh, en))
    yuan = _yuan(amount)
    if yuan is None:
        zh, en = "应为万元数，最多四位小数，如 1250.5", "must be an amount in 10,000 yuan with four decimals at most"
        problems.append(ErrorProblem(Locator(column="AMOUNT", value=amount), zh, en))
    day = study.scenario.as_of
    if received is not None:
        try:
            day = datetime.date.fromisoformat(received)
        except ValueError:
            where = Locator(column="--received", value=received)
            problems.append(ErrorProblem(where, "应为日期 YYYY-MM-DD", "must be YYYY-MM-DD"))
    if year is None and isinstance(row, dict):
        stated = row["plan_year"]
        year = int(stated) if not pd.isna(stated) else min(max(day.year, study.case.first_year), study.case.last_year)
    if year is not None and year not in study.years:
        span = f"{study.case.first_year}—{study.case.last_year}"
        where = Locator(column="--year", value=str(year))
        problems.append(ErrorProblem(where, f"不在规划期 {span} 内", f"not within the plan years {span}"))
    problems += wrong_shape(shape)
    if problems:
        raise ScenarioError(problems)
    assert yuan is not None
    assert year is not None
    return Asked(fund, yuan, year, day)


def _yuan(amount: str) -> int | None:
    """万元 as typed → whole yuan; None where it is none."""
    try:
        yuan = Decimal(amount) * YUAN_PER_WAN
    except InvalidOperation:
        return None
    return int(yuan) if yuan.is_finite() and yuan > 0 and yuan == yuan.to_integral_value() else None


def _chosen(folder: Path) -> pd.DataFrame:
    """community_id, tier, start_year of what a plan folder chose. Raises `ScenarioError`."""
    path = folder / "selection.csv"
    if not (folder / "plan.json").is_file() or not path.is_file():
        raise ScenarioError(
            ErrorProblem(Locator(str(folder), column="--plan"), "不是方案文件夹", "is not the folder of a plan")
        )
    table = read_plan_table(path, "selection")
    table = table[table["decision"].isin(["new", "continuing"])]
    return table[["community_id", "tier", "start_year"]].astype({"start_year": "int64"})


def _among(only: pd.DataFrame, menu: Menu) -> Mask:
    """True for the options that the standing plan chose, and for all of works in progress."""
    keys = set(map(tuple, only.to_numpy().tolist()))
    facts = menu.options[["community_id", "tier", "start_year"]].to_numpy().tolist()
    taken = np.array([tuple(fact) in keys for fact in facts], dtype=np.bool_)
    either: Mask = taken | menu.options["fixed"].to_numpy(dtype=np.bool_)
    return either


def _shares(study: Study, plan: Plan, asked: Asked) -> pd.DataFrame:
    """The fund's money that this allotment pays, by community and year: older allotments are used first."""
    funding = plan.funding[plan.funding["fund_id"] == asked.fund]
    sites = study.case.table("communities").set_index("community_id")
    start = plan.selection.set_index("community_id")["start_year"]
    older = _older(plan, asked)
    rows = []
    money = funding.groupby(["cost_year", "community_id"])["yuan"].sum()
    for (year, community), yuan in zip(money.index, money, strict=True):
        first = min(older.get(int(year), 0), int(yuan)) if year >= asked.year else int(yuan)
        older[int(year)] = older.get(int(year), 0) - first
        if yuan > first:
            site = sites.loc[community]
            rows.append((site["project_id"], community, site["name"], int(start[community]), int(year), yuan - first))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.sort_values(["project_id", "community_id", "year"], ignore_index=True)


def _older(plan: Plan, asked: Asked) -> dict[int, int]:
    """Year → yuan of earlier allotments of the fund that are used in it: the least that its ledger allows."""
    ledger = plan.funds[plan.funds["fund_id"] == asked.fund].sort_values("year")
    older: dict[int, int] = {}
    left = 0
    for row in each_row(ledger):
        if row.year == asked.year:
            left = int(row.opening_yuan)
        if row.year >= asked.year:
            older[int(row.year)] = min(left, int(row.used_yuan))
            left -= older[int(row.year)]
    return older


def _told(study: Study, split: Split, lang: str) -> Iterator[str]:
    asked = split.asked
    name = study.case.table("funds").set_index("fund_id").loc[asked.fund, "name"]
    yield label("allot.question", lang).format(fund=asked.fund, name=name, year=asked.year, total=wan_text(asked.yuan))
    years = sorted(set(split.rows["year"]))
    head = [label(f"allot.{column}", lang) for column in ("project", "community", "start")]
    table = [(*head, *map(str, years), label("allot.total", lang))]
    for (project, community), rows in split.rows.groupby(["project_id", "community_id"]):
        paid = rows.set_index("year")["yuan"]
        parts = [wan_text(int(paid[year])) if year in paid.index else "" for year in years]
        facts = (str(project) or "—", f"{community} {rows['name'].iloc[0]}", str(rows["start_year"].iloc[0]))
        table.append((*facts, *parts, wan_text(int(paid.sum()))))
    by_year = split.rows.groupby("year")["yuan"].sum()
    totals = [wan_text(int(by_year[year])) for year in years]
    table.append((label("allot.total", lang), "", "", *totals, wan_text(int(split.rows["yuan"].sum()))))
    yield from columns(table, right=range(3, 4 + len(years)))
    if split.left:
        yield label("allot.left", lang).format(yuan=wan_text(split.left), last=split.last)
    if split.due is not None:
        yield label("allot.due", lang).format(received=asked.received, due=split.due)
