"""No plan satisfies every hard rule: the demands that clash, located in the tables they come from."""

from __future__ import annotations

import math
from collections.abc import Callable

from jiugai.allocation.clashes import Clash, Demand, find_clashes
from jiugai.allocation.money_rules.base import COMMUNITY, HOUSEHOLD, M2, YUAN, scale
from jiugai.errors import InfeasibleError, Locator
from jiugai.errors import Problem as Told
from jiugai.inputs.study import Study
from jiugai.menu import build_menu
from jiugai.menu.options import Menu
from jiugai.money import YUAN_PER_WAN
from jiugai.policy.rule_files import rule_order

_HEAD = Told(
    Locator(),
    "没有满足全部硬约束的方案：在建项目须完成、承诺须兑现，下列要求却不能同时满足",
    "no plan satisfies every hard rule: works in progress must be finished and promises kept, yet these demands clash",
)
_UNKNOWN = Told(
    Locator(),
    "没有满足全部硬约束的方案：请核对在建项目的承诺资金、额度与财力",
    "no plan satisfies every hard rule: check committed money, envelopes and fiscal room",
)


def infeasible(study: Study, menu: Menu) -> InfeasibleError:
    """The error of a study without a plan, with every demand of every clash found, in 万元."""
    told: list[Told] = []
    for number, clash in enumerate(find_clashes(study, menu), start=1):
        told += [_told(study, clash, demand, number) for demand in clash.demands]
    return InfeasibleError([_HEAD, *told] if told else _UNKNOWN)


def no_payer(study: Study, works: dict[str, list[str]]) -> InfeasibleError:
    """The error of works in progress (community → work ids) that no fund of the case may pay."""
    clause = study.clause("F7")
    problems = [
        Told(
            study.case.where("works", "work_id", work),
            f"在建小区 {community} 的这项工程没有任何资金可以支付（F7 {clause}）：请补充资金，或改正 fund_rules",
            f"no fund may pay this work of {community}, in progress (F7 {clause}): add one or mend fund_rules",
        )
        for community, ids in works.items()
        for work in ids
    ]
    return InfeasibleError([_HEAD, *problems])


def _told(study: Study, clash: Clash, demand: Demand, number: int) -> Told:
    table, column, value, zh, en = _WORDS[demand.rule](clash, demand)
    clause = study.clause(demand.rule)
    amount, amount_en = _counted(max(1, math.ceil(round(demand.give_way * scale(demand.row.unit), 4))), demand)
    return Told(
        study.case.where(table, column, value),
        f"冲突{number}：{zh}（{demand.rule} {clause}）；若只在此处让步，须 {amount}",
        f"clash {number}: {en} ({demand.rule} {clause}); giving way here alone takes {amount_en}",
    )


def _yuan(wan: float) -> int:
    return round(wan * YUAN_PER_WAN)


def _parts(demand: Demand) -> dict[str, str]:
    """The label of a row, taken apart."""
    return dict(part.split("=", 1) for part in demand.row.label.split(";"))


def _limit(clash: Clash, demand: Demand) -> str:
    """The limit of a row in yuan, with every community in progress in."""
    fixed = clash.problem.menu.options["fixed"].to_numpy()
    row, option_of = demand.row.rhs, clash.problem.option_of
    total = row.constant + sum(c for variable, c in row.items() if fixed[option_of[variable.name]])
    return f"{_yuan(total):,}"


def _promise(clash: Clash, demand: Demand) -> tuple[str, ...]:
    part, limit = _parts(demand), _limit(clash, demand)
    value = f"{part['community']} {part['fund']} {part['year']}"
    if not len(demand.row.lhs):
        return (
            "commitments", "committed", value, f"承诺了 {limit} 元，但该资金当年不得或无从支付这个小区的工程",
            f"{limit} yuan are promised, but this fund may pay no work of the community in that year",
        )  # fmt: skip
    return (
        "commitments", "committed", value, f"承诺的 {limit} 元须在当年兑现",
        f"the {limit} yuan promised must be paid in that year",
    )  # fmt: skip


def _locked(clash: Clash, demand: Demand) -> tuple[str, ...]:
    part = _parts(demand)
    if "fund" in part:
        return _promise(clash, demand)
    study, site = clash.problem.study, part["community"]
    if len(demand.row.lhs):
        zh, en = "任务已下达锁定，须按计划年度和范围实施", "its task is locked: it must be renewed as handed down"
    else:
        removed = build_menu(study)[1].removed_table()
        rules = "、".join(sorted(set(removed["rule"][removed["site"] == site]) - {"S1", "S12"}, key=rule_order)) or "F7"
        zh = f"任务已下达锁定，但锁定的年度和范围没有可行选项（{rules}）"
        en = f"its task is locked, but the locked year and scope leave no option ({rules})"
    return "communities", "community_id", site, zh, en


def _full_funding(clash: Clash, demand: Demand) -> tuple[str, ...]:
    """A bucket or cell: the communities in progress it holds (a community in progress is a class of its own)."""
    (key, number), *_ = _parts(demand).items()
    cells = clash.problem.cells
    place = cells[cells[key if key == "bucket" else "cell"] == int(number)]
    sites = "、".join(sorted(set(place["community_id"])))
    year, limit = int(place["year"].iloc[0]), _limit(clash, demand)
    options = clash.problem.menu.options
    if not options["fixed"][options["community_id"].isin(place["community_id"])].any():  # new, asked for by a task
        return (
            "works", "cost", f"{sites} {year}", "当年开工的工程须全额落实资金",
            "works that start must be paid in full",
        )  # fmt: skip
    if key == "cell":
        return (
            "works", "cost", f"{sites} {year}", f"随小区走的资金不得超过当年造价 {limit} 元",
            f"money tied to the community is at most its cost of the year, {limit} yuan",
        )  # fmt: skip
    return (
        "works", "cost", f"{sites} {year}", f"续建工程当年造价 {limit} 元须全额落实资金",
        f"works in progress cost {limit} yuan in that year and must be paid in full",
    )  # fmt: skip


def _envelope(clash: Clash, demand: Demand) -> tuple[str, ...]:
    part, limit = _parts(demand), _limit(clash, demand)
    years = clash.problem.study.case.table("fund_years")
    given = ((years["fund_id"] == part["fund"]) & (years["year"] == int(part["year"]))).any()
    table, column = ("fund_years", "envelope") if given else ("fund_entitlements", "rate")
    return table, column, f"{part['fund']} {part['year']}", f"额度只有 {limit} 元", f"the envelope holds {limit} yuan"


def _room(clash: Clash, demand: Demand) -> tuple[str, ...]:
    part, limit = _parts(demand), _limit(clash, demand)
    zh, en = {"general": ("一般公共预算", "general budget"), "fund": ("政府性基金预算", "fund budget")}[part["budget"]]
    return (
        "fiscal", "year", part["year"], f"{zh}当年可新增安排至多 {limit} 元",
        f"the {en} has room for {limit} yuan of new county money in that year",
    )  # fmt: skip


def _bridge(clash: Clash, demand: Demand) -> tuple[str, ...]:
    part, limit = _parts(demand), _limit(clash, demand)
    return (
        "bridge_limits", "limit", f"{part['fund']} {part['year']}", f"年末未归还的垫付至多 {limit} 元",
        f"at most {limit} yuan may be out as advances at the end of the year",
    )  # fmt: skip


def _bonds(clash: Clash, demand: Demand) -> tuple[str, ...]:
    part, limit = _parts(demand), _limit(clash, demand)
    kind, zh = ("special", "专项") if part["what"].startswith("special") else ("general", "一般")
    if part["what"] == "tier":
        return (
            "fiscal", "new_quota_general", part["year"], f"债务风险等级只允许当年新增债券 {limit} 元",
            f"the debt tier allows {limit} yuan of new bonds in that year",
        )  # fmt: skip
    if part["what"].endswith("draw"):
        return (
            "fiscal", f"new_quota_{kind}", part["year"], f"当年新增{zh}债券至多 {limit} 元",
            f"at most {limit} yuan of {kind} bonds may be drawn in that year",
        )  # fmt: skip
    return (
        "debt_limits", f"limit_{kind}", part["year"], f"限额减去既有债务后，新增{zh}债务余额至多 {limit} 元",
        f"the limit less inherited debt leaves {limit} yuan for new {kind} debt",
    )  # fmt: skip


def _share(zh: str, en: str) -> Callable[[Clash, Demand], tuple[str, ...]]:
    def words(_: Clash, demand: Demand) -> tuple[str, ...]:
        return "funds", "fund_id", " ".join(_parts(demand).values()), zh, en

    return words


def _at_most(table: str, column: str, zh: str, en: str, *parts: str) -> Callable[[Clash, Demand], tuple[str, ...]]:
    """Words of a limit: `parts` of the label name the row of the table, all of them by default; {limit} in yuan."""

    def words(clash: Clash, demand: Demand) -> tuple[str, ...]:
        part, limit = _parts(demand), _limit(clash, demand)
        value = " ".join(part[name] for name in parts or part)
        return table, column, value, zh.format(limit=limit), en.format(limit=limit)

    return words


def _window(_: Clash, demand: Demand) -> tuple[str, ...]:
    part = _parts(demand)
    return (
        "communities", "project_id", part["fiscal"],
        f"项目 {part['project']} 的小区（{part['fiscal']}、{part['investment']}）须用同一口中央资金",
        f"the communities of project {part['project']} ({part['fiscal']}, {part['investment']}) take one window",
    )  # fmt: skip


def _cluster(_: Clash, demand: Demand) -> tuple[str, ...]:
    cluster = _parts(demand)["cluster"]
    return (
        "communities", "cluster", cluster, f"片区“{cluster}”的成员须同年开工，全员开工才能节约",
        f"the members of cluster {cluster} start in one year, and save only if all do",
    )  # fmt: skip


def _capacity(_: Clash, demand: Demand) -> tuple[str, ...]:
    part = _parts(demand)
    limit, limit_en = _counted(round(demand.row.rhs.constant * scale(demand.row.unit)), demand)
    return (
        "capacity", part["capacity"], part["year"], f"当年至多能组织实施 {limit}",
        f"at most {limit_en} can be run in that year",
    )  # fmt: skip


def _task(_: Clash, demand: Demand) -> tuple[str, ...]:
    part = _parts(demand)
    task, task_en = _counted(demand.row.rhs.constant, demand)
    return (
        "tasks", part["task"], part["year"], f"已下达当年开工 {task}的任务",
        f"a task of {task_en} to start in that year was handed down",
    )  # fmt: skip


#: unit of a row → its word in Chinese, in English for one, for more
_UNITS = {
    YUAN: ("元", "yuan", "yuan"),
    COMMUNITY: ("个小区", "community", "communities"),
    HOUSEHOLD: ("户", "household", "households"),
    M2: ("㎡", "m²", "m²"),
}


def _counted(amount: float, demand: Demand) -> tuple[str, str]:
    """An amount in the unit of a row, in Chinese and English."""
    zh, one, more = _UNITS[demand.row.unit]
    number = f"{amount:,.10g}"
    return f"{number} {zh}", f"{number} {one if amount == 1 else more}"


#: rule → file, column, value, and what the row demands in Chinese and English
_WORDS: dict[str, Callable[[Clash, Demand], tuple[str, ...]]] = {
    "D1": _bonds,
    "D2": _bonds,
    "D4": _share("专项债券须由项目收益在存续期内覆盖还本付息", "revenue must cover the special bonds over their life"),
    "D5": _share("贷款与专项债券之和须留足项目资本金", "loans and special bonds must leave the capital free"),
    "D6": _share(
        "贷款须由项目净收益覆盖还本付息，并留足资本金", "revenue must cover the loan, with capital of its own"
    ),
    "D8": _room,
    "F1": _share("这项中央补助须有规定比例用于基础类", "the set share of this central subsidy must go to basic works"),
    "F2": _share(
        "中央预算内投资不得超过建设费用的规定比例", "central investment pays at most its share of construction"
    ),
    "F3": _window,
    "F5": _at_most(
        "fund_entitlements", "rate", "按标准至多补助 {limit} 元", "the standards grant {limit} yuan at most"
    ),
    "F7": _full_funding,
    "F10": _at_most(
        "communities",
        "community_id",
        "居民出资至多能筹到 {limit} 元",
        "residents can be asked for {limit} yuan at most",
        "community",
    ),
    "F11": _at_most(
        "works",
        "units",
        "公共资金对电梯至多补贴 {limit} 元",
        "public money adds {limit} yuan at most to the lifts",
        "community",
    ),
    "F12": _at_most(
        "own_money", "limit", "约定出资至多 {limit} 元", "{limit} yuan at most were agreed", "fund", "community"
    ),
    "F13": _share(
        "项目净收益扣除贷款偿还后须够社会资本的预期回报", "revenue left by loans must pay the return of private capital"
    ),
    "F14": _share(
        "与居民出资挂钩的补助不得超过按出资比例核定的数", "a matched grant follows the share that the residents pay"
    ),
    "F15": _envelope,
    "F20": _bridge,
    "S6": _cluster,
    "S8": _promise,
    "S12": _locked,
    "S10": _capacity,
    "S11": _task,
}
