"""What a reader must be told about the whole plan, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from jiugai.allocation import Solution
from jiugai.audit import AuditReport
from jiugai.frames import each_row
from jiugai.inputs.study import Study
from jiugai.labels import label
from jiugai.money import wan_text
from jiugai.plan import Plan

Note = dict[str, str]
_Said = Iterator[tuple[str, str]]

_CHOSEN = ("new", "continuing")


def notes(study: Study, solution: Solution, plan: Plan, report: AuditReport) -> list[Note]:
    """Sentences {about, zh, en} for plan.json, the gravest first; `about` says of what kind one is."""
    said = {
        "nothing": _nothing(plan),
        "idle": _idle(study, solution),
        "indicator": _broken(plan),
        "no_room": _no_room(study, plan),
        "bridge": _bridged(plan),
        "unchecked": _unchecked(study, report),
        "proof": _proof(solution),
        "effort": _effort(study),
    }
    return [{"about": about, "zh": zh, "en": en} for about, sentences in said.items() for zh, en in sentences]


def _nothing(plan: Plan) -> _Said:
    """Why no community is renewed, where none is."""
    decisions = set(plan.selection["decision"])
    if decisions & set(_CHOSEN):
        return
    if "later" in decisions:
        money = int(plan.funds["new_yuan"].sum())
        if money:
            yield (
                f"没有小区进入方案：规则允许使用的资金付不全任何一个小区（额度合计{wan_text(money)}万元）。",
                (
                    "No community is taken: the money that the rules let be used pays for none of them in full"
                    f" (envelopes of {wan_text(money)} ten thousand yuan in all)."
                ),
            )
        else:
            yield (
                "没有小区进入方案：规划期内没有任何可用资金。",
                "No community is taken: there is no money in the plan years.",
            )
    elif "ineligible" in decisions:
        yield (
            "没有小区进入方案：各小区的全部选项都被规则移除，或没有待实施的工程，原因见 selection.csv 与 removed.csv。",
            (
                "No community is taken: every option was removed by a rule, or no works are left;"
                " selection.csv and removed.csv say why."
            ),
        )
    elif "completed" in decisions:
        yield (
            "没有小区进入方案：全部小区在规划期前已完工。",
            "No community is taken: all were completed before the plan.",
        )
    else:
        yield "没有小区进入方案：案例中没有小区。", "No community is taken: the case has none."


def _idle(study: Study, solution: Solution) -> _Said:
    """Pooled funds with money that may pay nothing on the menu."""
    problem = solution.problem
    usable = set(problem.flows["fund"])
    given = problem.funds.allotments.groupby("fund")["yuan"].sum()
    for number, fund in enumerate(each_row(study.case.table("funds"))):
        money = int(given.get(number, 0))
        if money and number not in usable:
            yield (
                f"资金 {fund.fund_id}（{fund.name}）有额度{wan_text(money)}万元，但没有任何工程可以使用。",
                f"Fund {fund.fund_id} ({fund.name}) holds {wan_text(money)} ten thousand yuan that no work may use.",
            )


def _broken(plan: Plan) -> _Said:
    """Indicators that are not met, with their years."""
    broken: pd.DataFrame = plan.indicators[~plan.indicators["ok"]]
    for name in broken["indicator"].drop_duplicates():
        rows = broken[broken["indicator"] == name]
        unit = str(rows["unit"].iloc[0])
        money = unit == "yuan"
        amounts = [
            (row.year, wan_text(int(row.value)) if money else format(int(row.value), ",")) for row in each_row(rows)
        ]
        amounts_zh = "，".join(f"{year}年{amount}" for year, amount in amounts)
        amounts_en = ", ".join(f"{year}: {amount}" for year, amount in amounts)
        unit_zh, unit_en = (label(f"unit.{'wan_yuan' if money else unit}", lang) for lang in ("zh", "en"))
        also_zh = "；这在方案之前已经发生，方案未在超出之处新增" if name == "inherited_breach" else ""
        also_en = "; it is older than the plan, which adds nothing there" if name == "inherited_breach" else ""
        clause = rows["clause"].iloc[0]
        yield (
            f"{label(f'indicator.{name}', 'zh')}（{unit_zh}）：{amounts_zh}（{clause}）{also_zh}。",
            f"{label(f'indicator.{name}', 'en')} ({unit_en}): {amounts_en} ({clause}){also_en}.",
        )


def _no_room(study: Study, plan: Plan) -> _Said:
    """Years in which a budget that the case has money of gives no room from the start."""
    funds = study.case.table("funds")
    county = set(funds["budget"][(funds["level"] == "county") & (funds["instrument"] == "grant")])
    for budget in sorted(county & {"general", "fund"}, reverse=True):
        mine = plan.indicators[plan.indicators["indicator"] == f"county_{budget}"]
        years = [str(year) for year in mine["year"][mine["limit"] == 0]]
        if years:
            name = f"indicator.county_{budget}"
            yield (
                f"{label(name, 'zh')}：{'、'.join(years)}年没有余地，未作安排。",
                f"{label(name, 'en')}: no room in {', '.join(years)}, nothing is put there.",
            )


def _bridged(plan: Plan) -> _Said:
    """What must be advanced for late money, and the most that is out at the end of a year."""
    rows = plan.bridges
    if not len(rows):
        return
    out = {
        year: int(rows["yuan"][(rows["drawn_year"] <= year) & (rows["repaid_year"] > year)].sum())
        for year in range(int(rows["drawn_year"].min()), int(rows["repaid_year"].max()))
    }
    total, (year, most) = int(rows["yuan"].sum()), max(out.items(), key=lambda item: (item[1], -item[0]))
    yield (
        f"以奖代补资金晚于工程到位，县级须先垫付共{wan_text(total)}万元，{year}年末未归还最多，为{wan_text(most)}万元。",
        (
            f"Reward money comes after the works: the county advances {wan_text(total)} ten thousand yuan in all;"
            f" most is out at the end of {year}, {wan_text(most)}."
        ),
    )


def _unchecked(study: Study, report: AuditReport) -> _Said:
    for rule, clause in report.unchecked:
        entry = study.policy.library.rules[rule]
        yield (
            f"规则 {rule}“{entry.zh}”（{clause}）生效，但未独立复核。",
            f"Rule {rule} “{entry.en}” ({clause}) is in force and not independently re-checked.",
        )


def _proof(solution: Solution) -> _Said:
    for stage in solution.stages:
        if not stage.proven:
            yield (
                f"目标“{label(f'objective.{stage.name}', 'zh')}”未证明最优，其后各目标仅供参考。",
                f"Objective “{label(f'objective.{stage.name}', 'en')}” is not proven; later objectives are indicative.",
            )
            break


def _effort(study: Study) -> _Said:
    if study.scenario.effort.seconds is not None:
        yield "设有时间上限，再次运行可能得到另一方案。", "A time limit is set: another run may give another plan."
