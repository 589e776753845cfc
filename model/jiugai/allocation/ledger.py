"""The settled plan as contract tables: who is in, what it costs, who pays, what is owed, what binds."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from jiugai.allocation.direct import Solution
from jiugai.allocation.money_rules.base import YUAN, Line
from jiugai.allocation.money_rules.change import LockedTask
from jiugai.allocation.money_rules.windows import paying_windows
from jiugai.allocation.roll import roll_forward
from jiugai.allocation.settled import Settled
from jiugai.finance import Payment, existing_schedule
from jiugai.frames import each_row
from jiugai.inputs.study import Study
from jiugai.labels import label as told
from jiugai.menu.benefit import standing
from jiugai.menu.options import RuleLog
from jiugai.money import cents, round_half_up
from jiugai.plan import Plan, typed
from jiugai.policy.catalogue import RuleEntry

#: a row of money this near its limit is called binding, yuan; any other, where not one more unit fits
BINDING_YUAN = 100


def build_plan(solution: Solution, log: RuleLog) -> Plan:
    """All contract tables of the plan (docs/formats.md, section 2)."""
    settled = solution.settled
    lines = {rule.id: list(rule.lines(settled)) for rule in settled.problem.rules}
    _log_money_rules(solution, lines, log)
    owned = _owned_tables(settled)
    return Plan(
        selection=typed("selection", _selection(solution, log)),
        spending=typed("spending", _spending(settled)),
        funding=typed("funding", _funding(settled)),
        bridges=typed("bridges", owned["bridges"]),
        funds=typed("funds", roll_forward(settled)),
        accounts=typed("accounts", owned["accounts"]),
        debt=typed("debt", _debt(settled)),
        due=typed("due", owned["due"]),
        indicators=typed("indicators", _indicators(settled)),
        constraints=typed("constraints", _constraints(settled, lines)),
        removed=typed("removed", log.removed_table()),
        rules_log=typed("rules_log", _rules_log(settled, log)),
        solver_status=solution.status,
    )


def _owned_tables(settled: Settled) -> defaultdict[str, list[dict[str, object]]]:
    """Rows of the tables that a rule of its own fills, by table."""
    rows: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    for rule in settled.problem.rules:
        for table, row in rule.tables(settled):
            rows[table].append(row)
    return rows


def _selection(solution: Solution, log: RuleLog) -> list[dict[str, object]]:
    settled = solution.settled
    study = settled.problem.study
    offered = set(solution.problem.menu.options["community_id"])
    removed = log.removed_table()
    taken = settled.problem.menu.options.set_index("community_id")
    plan_year = study.case.table("projects").set_index("project_id")["plan_year"]
    paid_before = _paid_before(settled)
    windows = paying_windows(settled.funding)
    free = solution.problem.menu.options[~solution.problem.menu.options["fixed"]].drop_duplicates("community_id")
    new = taken.index[~taken["fixed"].to_numpy(dtype=bool)]
    firm = dict(zip(free["community_id"], standing(study, free, len(new)), strict=True))
    later = (
        "有可行选项，规划期资金或组织实施能力未及" if solution.problem.rows.get("S10") else "有可行选项，规划期资金未及"
    )
    locked = {site for rule in settled.problem.rules if isinstance(rule, LockedTask) for site in rule.sites}
    rows: list[dict[str, object]] = []
    for site in each_row(study.case.table("communities")):
        row: dict[str, object] = {
            "community_id": site.community_id, "project_id": site.project_id, "tier": "", "start_year": None,
            "cost_yuan": 0, "paid_before_yuan": paid_before.get(str(site.community_id), 0), "benefit": 0, "route": "",
            "window": windows.get(str(site.community_id), "none"),
            "standing": firm.get(str(site.community_id), ""),
        }  # fmt: skip
        if site.stage == "completed":
            decision, reason = "completed", "规划期前已完工"
            row["start_year"] = plan_year.get(site.project_id)
        elif site.community_id in taken.index:
            option = taken.loc[site.community_id]
            decision = "continuing" if option["fixed"] else "new"
            reason = _why(option, site.community_id in locked)
            row |= {column: option[column] for column in ("tier", "start_year", "cost_yuan", "benefit", "route")}
        elif site.community_id in offered:
            decision, reason = "later", later
        else:
            decision = "ineligible"
            rules = sorted(set(removed["rule"][removed["site"] == site.community_id]))
            reason = "全部选项被移除：" + "、".join(rules) if rules else "没有待实施的工程"
        rows.append(row | {"decision": decision, "reason": reason})
    return rows


def _why(option: pd.Series, locked: bool) -> str:
    """Why a community is taken, and what its start is tied to, in words."""
    reason = "续建，按已批范围和承诺资金" if option["fixed"] else "入选"
    if locked:
        reason += "，任务已下达，年度和范围锁定"
    if option["condition"]:
        reason += f"；条件：开工前{option['condition']}"
    if option["deadline"]:
        reason += f"；{option['deadline']}"
    if not option["upper"]:
        reason += "；超出建成年限，仅用地方资金"
    if option["clears"] and not option["fixed"]:
        reason += "；先拆违后施工"
    if option["scope_type"]:
        reason += f"；改造类型：{told('scope_type.' + option['scope_type'])}"
    if option["cluster"] and not option["fixed"]:
        reason += f"；片区“{option['cluster']}”成员同年开工"
        reason += f"，共用费用节约 {option['saved_yuan']:,} 元" if option["saved_yuan"] else ""
    if option["unmet"]:
        reason += f"；先决条件未满足：{option['unmet']}"
    return reason


def _paid_before(settled: Settled) -> dict[str, int]:
    study = settled.problem.study
    commitments = study.case.table("commitments")
    past = commitments[commitments["year"] < study.case.first_year]
    works = study.case.table("works")[["work_id", "community_id"]]
    paid = past.merge(works, on="work_id").groupby("community_id")["paid"].sum()
    return {str(community): int(yuan) for community, yuan in paid.items()}


def _spending(settled: Settled) -> pd.DataFrame:
    costs = settled.costs.rename(columns={"yuan": "cost_yuan"})
    return costs[["community_id", "work_id", "year", "cost_yuan"]]


def _funding(settled: Settled) -> pd.DataFrame:
    money = settled.funding.rename(columns={"year": "cost_year"})
    return money[["community_id", "work_id", "fund_id", "kind", "cost_year", "cash_year", "yuan"]]


def _debt(settled: Settled) -> list[dict[str, object]]:
    study = settled.problem.study
    funds = study.case.table("funds")
    rows: list[dict[str, object]] = []

    def add(instrument: str, fund_id: str, borrower: str, payments: list[Payment]) -> None:
        rows.extend(
            {
                "year": p.year, "instrument_id": instrument, "fund_id": fund_id, "borrower": borrower,
                "opening_yuan": p.opening, "drawn_yuan": p.drawn, "principal_yuan": p.principal,
                "interest_yuan": p.interest, "closing_yuan": p.closing,
            }
            for p in payments
        )  # fmt: skip

    last = study.case.last_year
    for draw in settled.draws:
        fund = funds.iloc[draw.fund]
        payments = settled.schedules[draw.instrument_id]
        last = max(last, payments[-1].year)
        add(draw.instrument_id, fund["fund_id"], fund["borrower"], payments)
    for debt in each_row(study.case.table("debts")):
        payments = existing_schedule(
            int(debt.opening_balance), debt.rate, study.case.first_year, last, int(debt.maturity_year),
            str(debt.repayment), debt.refinance_share,
        )  # fmt: skip
        add(str(debt.instrument_id), "", "county", payments)
    return rows


def _constraints(settled: Settled, lines: dict[str, list[Line]]) -> list[dict[str, object]]:
    study = settled.problem.study
    return [
        {
            "rule": rule, "clause": study.clause(rule), "label": line.label,
            "activity": cents(line.activity), "limit": cents(line.limit), "slack": cents(line.slack),
            "unit": line.unit, "binding": _binds(line),
        }
        for rule, found in lines.items()
        for line in found
    ]  # fmt: skip


def _binds(line: Line) -> bool:
    slack = abs(cents(line.slack))
    return slack <= BINDING_YUAN if line.unit == YUAN else slack < 1


def _indicators(settled: Settled) -> list[dict[str, object]]:
    study = settled.problem.study
    return [
        {
            "year": found.year, "indicator": found.name, "value": round_half_up(found.value),
            "limit": None if found.limit is None else round_half_up(found.limit), "unit": found.unit,
            "clause": study.clause(rule.id), "kind": "warning" if found.warning else "limit", "ok": found.ok,
        }
        for rule in settled.problem.rules
        for found in rule.indicators(settled)
    ]  # fmt: skip


def _log_money_rules(solution: Solution, lines: dict[str, list[Line]], log: RuleLog) -> None:
    for rule in solution.problem.rules:
        count = len(solution.problem.rows[rule.id])
        reason = log.reasons.get(rule.id, "")
        if not count and not reason:
            general = "由资金可支付范围保证" if lines[rule.id] else "本案例没有适用的资金或工程"
            reason = rule.remark(solution.problem) or rule.silent or general
        else:
            reason = "；".join(filter(None, (reason, rule.remark(solution.problem))))
        log.note(rule.id, count, reason)


def _why_not(study: Study, rule: RuleEntry) -> str:
    """Why a rule is not in force."""
    if not rule.in_force:
        return "目录中关闭"
    if not study.policy.concerns(rule.id):
        names = "、".join(study.policy.library.programmes[programme]["zh"] for programme in rule.programmes)
        return f"只用于{names}"
    return "没有适用于本地、本基准日的条款（也未参照外地）"


def _rules_log(settled: Settled, log: RuleLog) -> list[dict[str, object]]:
    """Every rule of the catalogue: rows made, or why none."""
    study = settled.problem.study
    rows: list[dict[str, object]] = []
    for rule in study.policy.library.rules.values():
        if study.in_force(rule.id) and not rule.shapes_plan:
            rows.append({"rule": rule.id, "rows": 0, "reason": "由报告中的表履行，不影响方案，不单列约束"})
        elif study.in_force(rule.id):
            rows.append({"rule": rule.id, "rows": log.rows[rule.id], "reason": log.reasons[rule.id]})
        else:
            rows.append({"rule": rule.id, "rows": 0, "reason": _why_not(study, rule)})
    return rows
