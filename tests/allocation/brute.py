"""A brute force for small cases, from docs/formats.md and the case tables alone.

Every combination of options has its own linear programme (one variable per work, year and fund); stage after stage the
best ones stay. Shares nothing with the optimising core.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from jiugai.inputs.study import Study

TIERS = ("basic", "improvement", "upgrade")
PIPELINES = ("water", "drainage", "power", "telecom", "gas", "heat")
UPPER = ("central", "provincial")
OFFERS = ("willing_to_pay", "fee_promised", "fund_renewal", "removal_cooperation")
PUBLIC = (*UPPER, "local")
MEASURES = ("communities", "households", "floor_area_m2")
#: points a broken unit, where the scenario gives none (1.2)
WEIGHTS = {
    rule: Fraction(points) for rule, points in {"E1": 100, "S11": 0, "F8": 1, "F9": 1, "Q1": 100, "Q3": 1}.items()
}
HELD = 1e-5  # 万元 a later stage may give back of a stage in money


class Option(NamedTuple):
    """A scope, a start and a route; `costs`: (work, year) → yuan; `done`: work → year in which it is completed."""

    site: dict[str, Any]
    tier: str
    start: int
    works: tuple[dict[str, Any], ...]
    costs: dict[tuple[str, int], int]
    continuing: bool
    done: dict[str, int]
    route: str = ""


def half_up(value: Fraction) -> int:
    return int((2 * value + 1) // 2)


@dataclass
class Facts:
    """The tables as records."""

    study: Study

    def __post_init__(self) -> None:
        case = self.study.case
        self.years = case.years
        self.first, self.last = case.first_year, case.last_year
        self.sites = case.table("communities").to_dict("records")
        self.funds = case.table("funds").to_dict("records")
        self.works: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for work in case.table("works").to_dict("records"):
            if not work["already_present"]:
                self.works[work["community_id"]].append(work)
        self.rules: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for rule in case.table("fund_rules").to_dict("records"):
            self.rules[rule["fund_id"]].append(rule)
        self.agreements = case.table("own_money").to_dict("records")
        self.promises = case.table("commitments").to_dict("records")
        projects = case.table("projects")
        self.granted = dict(zip(projects["project_id"], projects["window_granted"], strict=True))
        self.plan_year = dict(
            zip(case.table("projects")["project_id"], case.table("projects")["plan_year"], strict=True)
        )

    def on(self, rule: str) -> bool:
        return self.study.in_force(rule)

    def ratio(self, name: str, year: int, default: int) -> Fraction:
        value = self.study.param(name, year)
        return Fraction(default) if value is None else value

    def project(self, site: dict[str, Any]) -> str:
        return site["project_id"] or site["community_id"]


# --- 3.1 works and years, 3.2 benefit ---------------------------------------------------------------------------------


def options(facts: Facts, site: dict[str, Any]) -> list[Option]:
    works = facts.works[site["community_id"]]
    if site["stage"] == "completed":
        return []
    if site["stage"] == "in_progress":
        return [_in_progress(facts, site, works)]
    routes = sorted({work["route"] for work in works if work["route"]}) if facts.on("H1") else []
    found = []
    for route, start in itertools.product(["", *routes], facts.years):
        mine = [work for work in works if not route or work["route"] in ("", route)]
        for scope in _scopes(facts, mine):
            chosen = tuple(
                work
                for work in mine
                if work["tier"] in scope or (work["hazard"] and facts.on("S2")) or _clears(facts, work)
            )
            if facts.on("H1") and {work["route"] for work in chosen} - {""} != {route} - {""}:
                continue
            if _never(facts, site, start) or (start == facts.first and _not_yet(facts, site, start)):
                continue
            if not _route_may(facts, site, route, start):
                continue
            kind = facts.study.param(f"scope_type.{site['scope_type']}", start) if site["scope_type"] else None
            if facts.on("S4") and kind is not None and max(map(TIERS.index, scope)) + 1 > kind:
                continue
            costs, done = _costs(facts, chosen, start)
            found.append(Option(site, max(scope, key=TIERS.index), start, chosen, costs, False, done, route))
    lock = _lock(facts, site)
    if lock:
        found = [option for option in found if (option.start, option.tier) == (lock[0], lock[1] or option.tier)]
    return [
        option
        for option in found
        if all(any(_pays(facts, f, w, y, option) for f in facts.funds) for w in option.works for y in _years(option, w))
    ]


def _in_progress(facts: Facts, site: dict[str, Any], works: list[dict[str, Any]]) -> Option:
    """All its works: what was promised in its years, the rest in the first."""
    costs: dict[tuple[str, int], int] = defaultdict(int)
    for work in works:
        mine = [promise for promise in facts.promises if promise["work_id"] == work["work_id"]]
        rest = work["cost"] - sum(promise["paid"] + promise["committed"] for promise in mine)
        costs[work["work_id"], facts.first] += rest
        for promise in mine:
            if promise["year"] >= facts.first:
                costs[work["work_id"], promise["year"]] += promise["committed"]
    tier = max((work["tier"] for work in works), key=TIERS.index)
    route = next((work["route"] for work in works if work["route"] and facts.on("H1")), "")
    paid = _paid(costs)
    done = {work: max(year for other, year in paid if other == work) for work, _ in paid}
    return Option(site, tier, facts.plan_year[site["project_id"]], tuple(works), paid, True, done, route)


def _lock(facts: Facts, site: dict[str, Any]) -> tuple[int, str] | None:
    """S12: the year and the tier, "" for any, in which a proposed community must be renewed."""
    projects = facts.study.case.table("projects").to_dict("records")
    mine = [row for row in projects if row["project_id"] == site["project_id"] and row["locked_on"]]
    if not facts.on("S12") or site["stage"] != "proposed" or not mine or mine[0]["change_approval"]:
        return None
    today, month = facts.study.scenario.as_of.isoformat(), facts.study.param("change.swap_until_month", facts.first)
    if mine[0]["locked_on"] > today or (month is not None and today[:7] <= f"{mine[0]['plan_year']}-{int(month):02}"):
        return None
    return mine[0]["plan_year"], site["locked_tier"]


def _scopes(facts: Facts, works: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """S1: tiers in order; without it every set of tiers that are lacking."""
    lacking = [tier for tier in TIERS if any(work["tier"] == tier for work in works)]
    sizes = range(1, len(lacking) + 1)
    if facts.on("S1"):
        return [tuple(lacking[:size]) for size in sizes]
    return [scope for size in sizes for scope in itertools.combinations(lacking, size)]


def _route(facts: Facts, site: dict[str, Any], route: str) -> dict[str, Any] | None:
    rows = facts.study.case.table("routes").to_dict("records")
    return next((r for r in rows if (r["community_id"], r["route"]) == (site["community_id"], route)), None)


def _route_may(facts: Facts, site: dict[str, Any], route: str, start: int) -> bool:
    """H2: the bill falls and can be paid; H3: what is left of the year is enough."""
    row = _route(facts, site, route)
    if row is None:
        return True
    stated = {name: None if pd.isna(row[name]) else row[name] for name in ("bill_after", "bill_before", "payable")}
    dearer = stated["bill_after"] is not None and any(
        stated[name] is not None and stated["bill_after"] > stated[name] for name in ("bill_before", "payable")
    )
    as_of, ready = facts.study.scenario.as_of, facts.study.param("heating.ready_by", start)
    gone = as_of.month if start == as_of.year else 12 * (start < as_of.year)
    late = ready is not None and not pd.isna(row["months"]) and gone + row["months"] > ready
    return not (facts.on("H2") and dearer) and not (facts.on("H3") and late)


def running(facts: Facts, option: Option) -> tuple[int, int]:
    """(yuan a year, first year) of what the county pays for running the route."""
    row = _route(facts, option.site, option.route)
    if row is None:
        return 0, facts.first
    routed = {work["work_id"] for work in option.works if work["route"]}
    last = max((year for work, year in option.done.items() if work in routed), default=facts.first - 1)
    return row["running_subsidy"] * option.site["households"], last + 1


def _clusters(facts: Facts) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for site in facts.sites:
        if site["cluster"] and site["stage"] == "proposed" and facts.on("S6"):
            found[site["cluster"]].append(site["community_id"])
    return found


def together(facts: Facts, chosen: tuple[Option, ...]) -> bool:
    """S6: new communities of a cluster start in one year."""
    starts = {option.site["community_id"]: option.start for option in chosen}
    return all(len({starts[site] for site in sites if site in starts}) < 2 for sites in _clusters(facts).values())


def clustered(facts: Facts, chosen: tuple[Option, ...]) -> tuple[Option, ...]:
    """The options, at what they cost where a whole cluster starts together (S6)."""
    taken = {option.site["community_id"] for option in chosen}
    whole = {site for sites in _clusters(facts).values() if len(sites) > 1 and set(sites) <= taken for site in sites}
    return tuple(_jointly(facts, option) if option.site["community_id"] in whole else option for option in chosen)


def _jointly(facts: Facts, option: Option) -> Option:
    costs, done = _costs(facts, option.works, option.start, joint=True)
    return option._replace(costs=costs, done=done)


def _costs(
    facts: Facts, works: tuple[dict[str, Any], ...], start: int, joint: bool = False
) -> tuple[dict[tuple[str, int], int], dict[str, int]]:
    """(work, year) → yuan, and work → year in which it is completed; S5, S7, S9, H3, and S6 where `joint`."""
    costs: dict[tuple[str, int], int] = defaultdict(int)
    done: dict[str, int] = {}
    held_share = facts.ratio("works.retention_share", start, 0) if facts.on("S9") else Fraction(0)
    for work in works:
        cost = work["cost"]
        if joint and (work["trade"] == "general" or work["cost_part"] == "other_fees"):
            cost -= half_up(facts.ratio("cluster.saving", start, 0) * cost)
        share = Fraction(1)
        at_once = (facts.on("S5") and work["trade"] in PIPELINES) or (facts.on("H3") and work["route"] != "")
        if start < facts.last and not at_once and not _clears(facts, work):
            share = facts.ratio("works.first_year_share", start, 1)
        held = half_up(held_share * cost)
        now = half_up(share * (cost - held))
        done[work["work_id"]] = end = start if now == cost - held else start + 1
        costs[work["work_id"], start] += now
        costs[work["work_id"], start + 1] += cost - held - now
        paid_out = min(end + int(facts.ratio("works.retention_years", start, 1)), facts.last)
        costs[work["work_id"], paid_out] += held
    return _paid(costs), done


def _clears(facts: Facts, work: dict[str, Any]) -> bool:
    return facts.on("S7") and work["trade"] == "demolition"


def _never(facts: Facts, site: dict[str, Any], start: int) -> bool:
    """E2: to be pulled down, or in danger as a whole."""
    most = facts.study.param("entry.danger_max", start)
    dangerous = most is not None and site["danger_level"] != "" and "ABCD".index(site["danger_level"]) + 1 > most
    return facts.on("E2") and (_says(site["demolition_planned"], True) or dangerous)


def _not_yet(facts: Facts, site: dict[str, Any], start: int) -> bool:
    """E3, E4, E5, E8: what bars a start in the first year."""

    def short(column: str, parameter: str) -> bool:
        asked, rate = facts.study.param(parameter, start), site[column]
        return asked is not None and rate is not None and rate < asked

    lacks = {
        "E3": short("consent_rate", "consent.enter") or short("participation_rate", "consent.participation"),
        "E4": _says(site["vote_passed"], False)
        or short("vote_turnout", "vote.quorum")
        or short("vote_agreement", "vote.approval"),
        "E5": _says(site["upkeep_agreed"], False),
        "E8": _says(site["feasibility_approved"], False),
    }
    return any(facts.on(rule) and lacking for rule, lacking in lacks.items())


def _says(flag: Any, wanted: bool) -> bool:
    return not pd.isna(flag) and bool(flag) == wanted


def _paid(costs: dict[tuple[str, int], int]) -> dict[tuple[str, int], int]:
    return {key: yuan for key, yuan in costs.items() if yuan}


def need(facts: Facts, site: dict[str, Any]) -> int:
    scenario = facts.study.scenario
    parts = {
        "age": 2 * min(max(scenario.as_of.year - site["built_year"], 0), 50),
        "hazard": 100 if any(work["hazard"] for work in facts.works[site["community_id"]]) else 0,
        "facilities": 10 * site["need_facilities"],
        "care": 10 * site["need_care"],
        "pays_first": 25 * sum(_says(site[offer], True) for offer in OFFERS),
    }
    return half_up(Fraction(sum(scenario.need_weights.get(name, 0) * part for name, part in parts.items()), 100))


# --- 3.3 who may pay what ---------------------------------------------------------------------------------------------


def _pledgeable(work: dict[str, Any]) -> bool:
    return (
        bool(work["net_revenue_per_year"] > 0 and work["revenue_vote_passed"])
        and work["revenue_kind"] != "property_fee"
    )


def _bondable(facts: Facts, site: dict[str, Any]) -> bool:
    """The project is in the bond library and large enough (D4)."""
    projects = facts.study.case.table("projects")
    listed = projects["project_id"][projects["bond_library"].fillna(False).astype(bool)].tolist()
    members = [other["community_id"] for other in facts.sites if other["project_id"] == site["project_id"]]
    size = sum(work["cost"] for member in members for work in facts.works[member])
    return site["project_id"] in listed and size >= 10_000 * facts.ratio("bond.min_size", facts.first, 0)


def _outside(facts: Facts, option: Option) -> bool:
    """Built later than upper-level money allows (E1)."""
    limit = facts.study.param("eligibility.built_by", option.start) if facts.on("E1") else None
    return not option.continuing and limit is not None and option.site["built_year"] > limit


def _may_pay(facts: Facts, fund: dict[str, Any], work: dict[str, Any], option: Option) -> bool:
    rules = facts.rules[fund["fund_id"]]
    columns = ("trade", "tier", "part", "cost_part")
    conditions = [
        not rules or any(all(rule[c] in ("*", work[c]) for c in columns) for rule in rules),
        not facts.on("F1")
        or fund["channel"] != "central_fiscal"
        or work["cost_part"] in ("construction", "equipment", "contingency"),
        not facts.on("F2") or fund["channel"] != "central_investment" or work["cost_part"] == "construction",
        fund["channel"] != "sector" or any(rule["trade"] == work["trade"] for rule in rules),
        not facts.on("F9") or work["part"] != "network" or fund["kind"] == "utility",
        not facts.on("F9") or fund["kind"] != "utility" or work["trade"] in PIPELINES,
        not facts.on("F19") or pd.isna(fund["plan_year"]) or fund["plan_year"] == option.start,
        fund["kind"] not in UPPER or not _outside(facts, option),
        not facts.on("E6")
        or fund["kind"] not in UPPER
        or option.continuing
        or facts.study.param("findings.barred_year", option.start) != option.start,
        not _clears(facts, work)
        or fund["kind"] not in UPPER
        or option.continuing
        or facts.study.param("demolition.upper_money", option.start) != 0,
        not facts.on("F4")
        or not _window(fund)
        or facts.granted.get(option.site["project_id"], "") in ("", "both", _window(fund)),
        not facts.on("S3")
        or "central" not in (fund["kind"], fund["level"])
        or not _says(work["central_funded_before"], True),
        fund["channel"] not in ("loan", "special_bond", "social_capital") or _pledgeable(work),
        fund["channel"] != "special_bond" or _bondable(facts, option.site),
        not facts.on("F12") or _agreed(facts, fund, work),
    ]
    return all(conditions)


def _agreed(facts: Facts, fund: dict[str, Any], work: dict[str, Any]) -> bool:
    """F12: no agreement at all, or one for this community that the owners, where it is their money, voted for."""
    mine = [row for row in facts.agreements if row["fund_id"] == fund["fund_id"]]
    here = [row for row in mine if row["community_id"] == work["community_id"]]
    if not here or fund["channel"] not in ("maintenance_fund", "public_revenue"):
        return bool(here) or not mine
    quorum, more_than = (facts.ratio(f"vote.{name}", facts.first, -1) for name in ("quorum", "fund_use"))
    return bool(
        here[0]["vote_passed"]
        and (pd.isna(here[0]["vote_turnout"]) or here[0]["vote_turnout"] >= quorum)
        and (pd.isna(here[0]["vote_agreement"]) or here[0]["vote_agreement"] > more_than)
    )


def _window(fund: dict[str, Any]) -> str:
    if fund["channel"] == "central_investment":
        return "investment"
    return "fiscal" if "central" in (fund["kind"], fund["level"]) else ""


def closings(facts: Facts, chosen: tuple[Option, ...]) -> Iterator[dict[str, str]]:
    """F3: every way of closing one window of the centre to each work, or to each project, begun under the rule."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for option in chosen:
        if option.continuing or not facts.on("F3"):
            continue
        for work in option.works:
            if facts.ratio("windows.one_per_project", option.start, 0):
                groups["project", facts.project(option.site)].append(work["work_id"])
                continue
            able = {_window(fund) for fund in facts.funds if _may_pay(facts, fund, work, option)} - {""}
            if facts.ratio("windows.one_per_work", option.start, 0) and len(able) == 2:
                groups["work", work["work_id"]].append(work["work_id"])
    for sides in itertools.product(("fiscal", "investment"), repeat=len(groups)):
        yield {work: side for side, works in zip(sides, groups.values(), strict=True) for work in works}


def _years(option: Option, work: dict[str, Any]) -> list[int]:
    return [year for name, year in option.costs if name == work["work_id"]]


def completion(option: Option) -> int:
    return max(option.done.values(), default=option.start)


def cash_year(facts: Facts, fund: dict[str, Any], year: int, option: Option) -> int:
    """F16: late money comes on completion or the year after, not before its cost."""
    lag = {"on_completion": 0, "year_after_completion": 1}.get(fund["pay_timing"])
    return year if lag is None or not facts.on("F16") else max(year, completion(option) + lag)


def bridge_limit(facts: Facts, bridge: str, year: int) -> int:
    rows = facts.study.case.table("bridge_limits").to_dict("records")
    return sum(row["limit"] for row in rows if (row["fund_id"], row["year"]) == (bridge, year))


def _pays(facts: Facts, fund: dict[str, Any], work: dict[str, Any], year: int, option: Option) -> bool:
    """3.3 and, of late money: its cash year has an allotment or is of the plan, and until then somebody advances it."""
    cash = cash_year(facts, fund, year, option)
    comes = cash <= facts.last or (fund["level"] != "county" and cash in allotments(facts, fund))
    waits = range(year, cash)
    bridged = facts.on("F20") and all(bridge_limit(facts, fund["bridged_by"], out) > 0 for out in waits)
    return _may_pay(facts, fund, work, option) and comes and (not waits or bridged)


# --- 3.4 funds, 3.5 debt ----------------------------------------------------------------------------------------------


def entitled(facts: Facts, fund: dict[str, Any], binding: str) -> list[dict[str, Any]]:
    rows = facts.study.case.table("fund_entitlements").to_dict("records")
    mine = [row for row in rows if row["fund_id"] == fund["fund_id"] and row["binding"] == binding]
    return [row for row in mine if row["basis"] != "matching"]


def matched(facts: Facts, fund: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Start year → the bargain of the fund."""
    rows = facts.study.case.table("fund_entitlements").to_dict("records")
    return {row["year"]: row for row in rows if row["fund_id"] == fund["fund_id"] and row["basis"] == "matching"}


def per_unit(facts: Facts, fund: dict[str, Any], row: dict[str, Any]) -> Fraction:
    """3.4: rate × share; what is blank is the policy's."""
    policy = row["basis"] == "cost" or pd.isna(row["rate"])
    share, rate = row["share"], row["rate"]
    if pd.isna(share):
        share = facts.study.param("city.share", row["year"]) if policy and fund["level"] == "city" else None
        share = 1 if share is None else share
    if row["basis"] == "cost":
        return Fraction(share)
    if pd.isna(rate):
        name = "province.per_household" if fund["level"] == "province" else "city.per_m2"
        rate = facts.study.param(name, row["year"])
    return Fraction(int(rate)) * share


def factor_share(facts: Facts, fund: dict[str, Any], year: int) -> Fraction:
    share = Fraction(0)
    for row in facts.study.case.table("fund_factors").to_dict("records"):
        if (row["fund_id"], row["year"]) == (fund["fund_id"], year):
            policy = facts.study.param(f"central.factor_weight.{row['factor']}", year)
            weight = policy if pd.isna(row["weight"]) else row["weight"]
            assert weight is not None
            share += weight * row["own"] * (1 if pd.isna(row["difficulty"]) else row["difficulty"]) / row["total"]
    return share


def allotments(facts: Facts, fund: dict[str, Any]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for row in facts.study.case.table("fund_years").to_dict("records"):
        if row["fund_id"] == fund["fund_id"]:
            found[row["year"]] += row["envelope"]
    for row in entitled(facts, fund, ""):
        quantity = factor_share(facts, fund, row["year"]) if row["basis"] == "formula" else row["quantity"]
        due = int(per_unit(facts, fund, row) * quantity)
        found[row["year"]] += due if pd.isna(row["cap"]) else min(due, int(row["cap"]))
    scaled = {year: int(performance(facts, fund, year) * yuan) for year, yuan in found.items()}
    return remnants(facts, fund) | scaled


def remnants(facts: Facts, fund: dict[str, Any]) -> dict[int, int]:
    """What the ledger has left of allotments before the plan: yuan by yuan in hand, the oldest spent first."""
    mine = [row for row in facts.study.case.table("ledger").to_dict("records") if row["fund_id"] == fund["fund_id"]]
    hand: list[list[int]] = []
    for year in range(2000, facts.first):
        hand = [money for money in hand if money[0] + carry(facts, fund, money[0]) >= year]
        of_year = dict.fromkeys(("allotted", "recalled"), 0)
        for row in mine:
            if row["entry"] in of_year and row["date"].startswith(str(year)):
                of_year[row["entry"]] += row["amount"]
        hand.append([year, of_year["allotted"]])
        spent = facts.study.case.table("commitments")
        gone = of_year["recalled"] + int(
            spent[(spent["fund_id"] == fund["fund_id"]) & (spent["year"] == year)]["paid"].sum()
        )
        for money in hand if any(row["entry"] == "allotted" for row in mine) else ():
            used = min(gone, money[1])
            money[1], gone = money[1] - used, gone - used
    hand = [money for money in hand if money[0] + carry(facts, fund, money[0]) >= facts.first]
    for row in mine:
        if row["entry"] == "recalled" and int(row["date"][:4]) >= facts.first:
            back = row["amount"]
            for money in hand:
                used = min(back, money[1])
                money[1], back = money[1] - used, back - used
    return {year: yuan for year, yuan in hand if yuan}


def performance(facts: Facts, fund: dict[str, Any], year: int) -> Fraction:
    """Q4: upper-level money applied for."""
    scaled = facts.on("Q4") and fund["kind"] in UPPER and fund["status"] == "applied"
    return facts.ratio("performance.multiplier", year, 1) if scaled else Fraction(1)


def carry(facts: Facts, fund: dict[str, Any], allotted: int) -> int:
    if not pd.isna(fund["carry_years"]):
        return int(fund["carry_years"])
    return int(facts.ratio("carry.upper_budget_years", allotted, 1)) - 1 if fund["kind"] in UPPER else 0


def per_yuan(fund: dict[str, Any]) -> tuple[list[float], list[float]]:
    """(payment, closing balance) of one yuan drawn, by year since the draw."""
    times = 1 if pd.isna(fund["coupons"]) else int(fund["coupons"])
    term, rate, free = int(fund["term_years"]) * times, float(fund["rate"]) / times, int(fund["grace_years"]) * times
    level = rate / (1 - (1 + rate) ** -(term - free)) if rate else 1 / (term - free)
    payment, closing = [0.0], [1.0]
    balance = 1.0
    for period in range(1, term + 1):
        interest = rate * balance
        principal = {"bullet": 0.0, "equal_principal": 1 / (term - free), "equal_instalment": level - interest}[
            fund["repayment"]
        ]
        if period <= free:
            principal = 0.0
        if period == term:
            principal = balance
        balance -= principal
        if period % times == 1 or times == 1:
            payment.append(0.0)
            closing.append(0.0)
        payment[-1] += interest + principal
        closing[-1] = balance
    return payment, closing


def existing(facts: Facts, debt_type: str) -> dict[int, tuple[int, int]]:
    """Year → (principal and interest, closing balance) of inherited debt, whole yuan."""
    total = dict.fromkeys(facts.years, (0, 0))
    for debt in facts.study.case.table("debts").query("debt_type == @debt_type").to_dict("records"):
        balance = left = debt["opening_balance"]
        span = debt["maturity_year"] - facts.first + 1
        for year in facts.years:
            interest = half_up(debt["rate"] * balance)
            due = left if year == debt["maturity_year"] else 0
            if year < debt["maturity_year"] and debt["repayment"] == "equal_principal":
                due = debt["opening_balance"] // span
            cash = due - half_up(debt["refinance_share"] * due)
            balance, left = balance - cash, left - due
            total[year] = total[year][0] + cash + interest, total[year][1] + balance
    return total


def rooms(facts: Facts, year: int) -> tuple[int, int]:
    row = facts.study.case.table("fiscal").set_index("year").loc[year]
    general = row["local_revenue"] + row["transfers_usable"] + row["transfers_in"] + row["carry_over"]
    general -= standing(facts, year)
    for site in facts.sites:
        if site["stage"] == "in_progress":
            yuan, begins = running(facts, options(facts, site)[0])
            general -= yuan if begins <= year else 0
    general -= row["remitted_up"] + row["three_guarantees"] + row["other_rigid"] + existing(facts, "general")[year][0]
    return max(0, int(general)), max(0, int(row["fund_revenue_net"] - existing(facts, "special")[year][0]))


def _begun(facts: Facts, site: dict[str, Any], last: int, year: int) -> int:
    """What the county pays in a year for running an estate completed in `last` (F21)."""
    if not facts.on("F21") or pd.isna(site["service_cost_per_year"]) or year <= last:
        return 0
    return int(site["service_cost_per_year"])


def standing(facts: Facts, year: int) -> int:
    """Services that fall due whatever is chosen."""
    total = 0
    for site in facts.sites:
        last = facts.last
        if site["service_from"] == "now" or site["stage"] == "completed":
            last = facts.first - 1
        elif site["stage"] == "in_progress":
            last = max((at for _, at in options(facts, site)[0].costs), default=facts.first)
        total += _begun(facts, site, last, year)
    return total


# --- the money of one combination -------------------------------------------------------------------------------------

Terms = dict[int, float]


class Money:
    """One combination of options as a linear programme in 万元: pay (work, year, fund), take (fund, allotted, year)."""

    def __init__(
        self,
        facts: Facts,
        chosen: tuple[Option, ...],
        without: frozenset[str] = frozenset(),
        closed: dict[str, str] | None = None,
    ) -> None:
        """`without`: sites that go without a matched grant (F14); `closed`: work → the window that does not pay (F3)."""
        self.facts, self.chosen, self.without = facts, chosen, without
        self.names: dict[tuple[Any, ...], int] = {}
        self.at_most: list[tuple[Terms, float]] = []
        self.equal: list[tuple[Terms, float]] = []
        self.option_of = {work["work_id"]: option for option in chosen for work in option.works}
        self.work_of = {work["work_id"]: work for option in chosen for work in option.works}
        self.fund_of = {fund["fund_id"]: fund for fund in facts.funds}
        self.costs = {key: yuan / 1e4 for option in chosen for key, yuan in option.costs.items()}
        for work, year in self.costs:
            for fund in facts.funds:
                if (closed or {}).get(work) == (_window(fund) or "none"):
                    continue
                if _pays(facts, fund, self.work_of[work], year, self.option_of[work]):
                    self._variable("pay", work, year, fund["fund_id"])
        for make in (
            self._full, self._committed, self._central, self._investment, self._utilities, self._residents,
            self._agreements, self._lifts, self._envelopes, self._standards, self._matching, self._debt, self._loans,
            self._special_bonds, self._county, self._not_all_public, self._investors, self._bridges,
        ):  # fmt: skip
            make()

    def _variable(self, *name: Any) -> int:
        return self.names.setdefault(name, len(self.names))

    def pays(self, **wanted: Any) -> Iterator[int]:
        """Numbers of pay variables; keys: work, site, project, year, cash, fund, or a column of the fund or work."""
        for name, number in self.names.items():
            if name[0] != "pay":
                continue
            _, work, year, fund = name
            site = self.option_of[work].site
            told = {"work": work, "year": year, "fund": fund, "site": site["community_id"]}
            told |= {"project": self.facts.project(site), "cash": self._cash(work, year, fund)}
            facts = {**self.work_of[work], **self.fund_of[fund], **told}
            if all(facts[key] == value for key, value in wanted.items()):
                yield number

    def _cash(self, work: str, year: int, fund: str) -> int:
        return cash_year(self.facts, self.fund_of[fund], year, self.option_of[work])

    def _advanced(self, bridge: str, keep: Any) -> Terms:
        """What `bridge` advances: pay variables whose (year of cost, year of cash) `keep` holds for."""
        return self.sum(
            number
            for name, number in self.names.items()
            if name[0] == "pay"
            and self.fund_of[name[3]]["bridged_by"] == bridge
            and keep(name[2], self._cash(*name[1:]))
        )

    def _bridges(self) -> None:
        for bridge in {fund["bridged_by"] for fund in self.facts.funds} - {""}:
            for year in self.facts.years:
                out = self._advanced(bridge, lambda cost, cash, at=year: cost <= at < cash)
                self.at_most.append((out, bridge_limit(self.facts, bridge, year) / 1e4))

    @staticmethod
    def sum(numbers: Iterable[int], factor: float = 1.0) -> Terms:
        return dict.fromkeys(numbers, factor)

    def cost(self, keep: Any) -> float:
        return sum(yuan for (work, year), yuan in self.costs.items() if keep(self.work_of[work], year))

    def _full(self) -> None:
        for (work, year), yuan in self.costs.items():
            self.equal.append((self.sum(self.pays(work=work, year=year)), yuan))

    def _committed(self) -> None:
        promised: dict[tuple[str, str, int], int] = defaultdict(int)
        for promise in self.facts.promises:
            option = self.option_of.get(promise["work_id"])
            if option is not None and (option.continuing or _lock(self.facts, option.site)):
                key = option.site["community_id"], promise["fund_id"], promise["year"]
                promised[key] += promise["committed"]
        for (site, fund, year), yuan in promised.items():
            self.at_most.append((self.sum(self.pays(site=site, fund=fund, year=year), -1.0), -yuan / 1e4))

    def _funds(self, **wanted: str) -> list[dict[str, Any]]:
        return [fund for fund in self.facts.funds if all(fund[key] == value for key, value in wanted.items())]

    def _central(self) -> None:
        share = self.facts.study.param("central.basic_min_share", self.facts.first)
        for fund in self._funds(channel="central_fiscal"):
            if share is not None and self.facts.on("F1"):
                terms = self.sum(self.pays(fund=fund["fund_id"]), float(share))
                for number in self.pays(fund=fund["fund_id"], tier="basic"):
                    terms[number] -= 1.0
                self.at_most.append((terms, 0.0))

    def _projects(self) -> set[str]:
        return {self.facts.project(option.site) for option in self.chosen}

    def _works_of(self, project: str) -> set[str]:
        chosen = [option for option in self.chosen if self.facts.project(option.site) == project]
        return {work["work_id"] for option in chosen for work in option.works}

    def _investment(self) -> None:
        if not self.facts.on("F2"):
            return
        share = float(self.facts.ratio("central_investment.max_share", self.facts.first, 1))
        for fund, project in itertools.product(self._funds(channel="central_investment"), self._projects()):
            mine = self._works_of(project)
            built = self.cost(lambda w, _, mine=mine: w["cost_part"] == "construction" and w["work_id"] in mine)
            self.at_most.append((self.sum(self.pays(fund=fund["fund_id"], project=project)), share * built))

    def _utilities(self) -> None:
        for trade, year in itertools.product(PIPELINES, self.facts.years):
            share = self.facts.study.param("utility.min_share", year) if self.facts.on("F9") else None
            cost = self.cost(lambda w, y, k=(trade, year): (w["trade"], y) == k and w["part"] != "network")
            if share is not None and cost:
                terms = {self._variable("short", trade, year): -1.0}
                for part in ("civil", "whole"):
                    terms |= self.sum(self.pays(kind="utility", trade=trade, year=year, part=part), -1.0)
                self.at_most.append((terms, -float(share) * cost))

    def _residents(self) -> None:
        if not self.facts.on("F10"):
            return
        for option in self.chosen:
            year = self.facts.first if option.continuing else option.start
            asked = sum(
                self.facts.ratio(f"resident.asked_share.{self.work_of[work]['tier']}", year, 0) * yuan
                for (work, _), yuan in option.costs.items()
            )
            cap = asked * option.site["consent_rate"] * self.facts.ratio("resident.collection_rate", year, 0)
            able = self.facts.study.param("resident.capacity_per_household", year)
            if able is not None:
                cap = min(cap, able * 10_000 * option.site["households"] * option.site["consent_rate"])
            agreed = {row["fund_id"] for row in self.facts.agreements}
            asked = [
                number
                for fund in self._funds(kind="resident")
                if fund["fund_id"] not in agreed
                for number in self.pays(fund=fund["fund_id"], site=option.site["community_id"])
            ]
            self.at_most.append((self.sum(asked), int(cap // 1) / 1e4))

    def _lifts(self) -> None:
        for option in self.chosen:
            lifts = [work for work in option.works if work["trade"] == "elevator"]
            here = [work for work in self.facts.works[option.site["community_id"]] if work["trade"] == "elevator"]
            grant = self.facts.study.param("elevator.grant", self.facts.first if option.continuing else option.start)
            if grant is None or not self.facts.on("F11") or all(pd.isna(work["units"]) for work in here):
                continue
            limit = int(grant * 10_000 * sum(0 if pd.isna(work["units"]) else work["units"] for work in lifts))
            if option.continuing:
                mine = [row for row in self.facts.promises if row["work_id"] in {work["work_id"] for work in here}]
                mine = [row for row in mine if self.fund_of[row["fund_id"]]["kind"] in PUBLIC]
                limit = max(
                    limit - sum(row["paid"] for row in mine if row["year"] < self.facts.first),
                    sum(row["committed"] for row in mine if row["year"] >= self.facts.first),
                )
            paid: Terms = {}
            for work, kind in itertools.product(lifts, PUBLIC):
                paid |= self.sum(self.pays(work=work["work_id"], kind=kind))
            self.at_most.append((paid, limit / 1e4))

    def _agreements(self) -> None:
        for row in self.facts.agreements if self.facts.on("F12") else ():
            mine = self.sum(self.pays(fund=row["fund_id"], site=row["community_id"]))
            self.at_most.append((mine, row["limit"] / 1e4))

    def _envelopes(self) -> None:
        for fund in self._funds(scope="pooled"):
            name, given = fund["fund_id"], allotments(self.facts, fund)
            claimed = entitled(self.facts, fund, "site") or entitled(self.facts, fund, "chosen")
            claimed = claimed or list(matched(self.facts, fund).values())
            if fund["channel"] == "general_bond" or (claimed and not given):
                continue
            for allotted, yuan in given.items():
                years = carry(self.facts, fund, allotted)
                for year in range(max(allotted, self.facts.first), min(allotted + years, self.facts.last + 1) + 1):
                    self._variable("take", name, allotted, year)
                taken = [number for key, number in self.names.items() if key[:3] == ("take", name, allotted)]
                self.at_most.append((self.sum(taken), yuan / 1e4))
            for year in (*self.facts.years, self.facts.last + 1):
                taken = [n for key, n in self.names.items() if key[:2] == ("take", name) and key[3] == year]
                self.equal.append((self.sum(self.pays(fund=name, cash=year)) | self.sum(taken, -1.0), 0.0))

    def _most(self, fund: dict[str, Any], option: Option, rows: list[dict[str, Any]], capped: bool) -> int:
        """Most of the fund for an option: promised in progress, else the least of the standards of its start year."""
        if option.continuing:
            mine = {work["work_id"] for work in option.works}
            return sum(
                promise["committed"]
                for promise in self.facts.promises
                if promise["work_id"] in mine
                and promise["fund_id"] == fund["fund_id"]
                and promise["year"] in self.facts.years
            )
        payable = {w["work_id"] for w in option.works if _may_pay(self.facts, fund, w, option)}
        units = {
            "household": Fraction(option.site["households"]),
            "floor_area": Fraction(str(option.site["floor_area_m2"])),
            "building": Fraction(option.site["buildings"]),
            "community": Fraction(1),
            "cost": Fraction(sum(yuan for (work, _), yuan in option.costs.items() if work in payable)),
        }
        now = [row for row in rows if row["year"] == option.start]
        factor = performance(self.facts, fund, option.start)
        limits = [int(factor * per_unit(self.facts, fund, row) * units[row["basis"]]) for row in now]
        limits += [int(row["cap"]) for row in now if capped and not pd.isna(row["cap"])]
        return min(limits, default=0)

    def _standards(self) -> None:
        for fund in self.facts.funds:
            name = fund["fund_id"]
            if rows := entitled(self.facts, fund, "site"):
                for option in self.chosen:
                    terms = self.sum(self.pays(fund=name, site=option.site["community_id"]))
                    self.at_most.append((terms, self._most(fund, option, rows, capped=True) / 1e4))
            if rows := entitled(self.facts, fund, "chosen"):
                for start in {option.start for option in self.chosen}:
                    now = [option for option in self.chosen if option.start == start]
                    terms = {}
                    for option in now:
                        terms |= self.sum(self.pays(fund=name, site=option.site["community_id"]))
                    old, new = (
                        sum(self._most(fund, o, rows, capped=False) for o in now if o.continuing == running)
                        for running in (True, False)
                    )
                    caps = [int(row["cap"]) for row in rows if row["year"] == start and not pd.isna(row["cap"])]
                    self.at_most.append((terms, (old + min([new, *caps])) / 1e4))

    def _matching(self) -> None:
        """F14: three lines in the residents' money, or no grant at all (communities of `without`)."""
        for fund in self.facts.funds:
            rows = matched(self.facts, fund)
            for option in self.chosen if rows else ():
                site = option.site["community_id"]
                grant = self.sum(self.pays(fund=fund["fund_id"], site=site))
                counted = {w["work_id"]: w for w in option.works if w["trade"] != "elevator"}
                cost = {work: sum(y for (w, _), y in option.costs.items() if w == work) for work in counted}
                whole = sum(cost.values())
                if option.continuing or option.start not in rows or not whole or site in self.without:
                    due = self._most(fund, option, [], capped=False) if option.continuing else 0
                    self.at_most.append((grant, due / 1e4))
                    continue
                row = rows[option.start]

                def param(name: str, year: int = option.start) -> Fraction:
                    return self.facts.ratio(f"matching.{name}", year, 0)

                floor = sum(param(f"floor.{counted[work]['tier']}") * yuan for work, yuan in cost.items())
                rate = param("base") if pd.isna(row["rate"]) else Fraction(int(row["rate"]))
                ratio = param("ratio") if pd.isna(row["share"]) else row["share"]
                base = min(rate * Fraction(str(option.site["floor_area_m2"])), Fraction(whole))
                brought: Terms = {}
                for work in counted:
                    brought |= self.sum(self.pays(kind="resident", work=work))
                for points in (param("loss"), param("gain")):
                    slope = float(base * points / whole)
                    limit = float(base * (ratio - points * floor / whole)) / 1e4
                    self.at_most.append((grant | dict.fromkeys(brought, -slope), limit))
                top = float(base * (ratio + param("most"))) / 1e4
                cap = top if pd.isna(row["cap"]) else min(top, int(row["cap"]) / 1e4)
                self.at_most.append((grant, cap))

    def _drawn(self, fund: dict[str, Any], factors: list[float], year: int, **more: Any) -> Terms:
        """Σ over draws of the fund: factor of the years since the draw × what was drawn."""
        terms: Terms = {}
        for drawn in self.facts.years:
            if 0 <= year - drawn < len(factors):
                terms |= self.sum(self.pays(fund=fund["fund_id"], year=drawn, **more), factors[year - drawn])
        return terms

    def _debt(self) -> None:
        for kind in ("general", "special"):
            self._debt_of(kind)
        fiscal = self.facts.study.case.table("fiscal").set_index("year")
        tier = self.facts.study.case.debt_tier
        for year in self.facts.years if tier and self.facts.on("D2") else ():
            share = self.facts.study.param(f"tier.new_draw.{tier}", year)
            if share is not None:
                quota = fiscal.loc[year, "new_quota_general"]
                special = fiscal.loc[year, "new_quota_special"]
                quota += 0 if pd.isna(special) else int(special)
                drawn = self.sum(self.pays(channel="general_bond", year=year))
                drawn |= self.sum(self.pays(channel="special_bond", year=year))
                self.at_most.append((drawn, int(share * int(quota)) / 1e4))

    def _debt_of(self, kind: str) -> None:
        bonds = self._funds(channel=f"{kind}_bond")
        limits = self.facts.study.case.table("debt_limits").set_index("year")[f"limit_{kind}"]
        quota = self.facts.study.case.table("fiscal").set_index("year")[f"new_quota_{kind}"]
        for year in self.facts.years if bonds else ():
            balance: Terms = {}
            drawn: Terms = {}
            for bond in bonds:
                balance |= self._drawn(bond, per_yuan(bond)[1], year)
                drawn |= self.sum(self.pays(fund=bond["fund_id"], year=year))
            if year in limits.index:
                room = max(0, int(limits[year]) - existing(self.facts, kind)[year][1])
                self.at_most.append((balance, room / 1e4))
            self.at_most.append((drawn, int(quota[year]) / 1e4))

    def _loans(self) -> None:
        cover = float(self.facts.ratio("loan.coverage", self.facts.first, 1))
        capital = float(self.facts.ratio("loan.capital_ratio", self.facts.first, 0))
        for fund, project in itertools.product(self._funds(channel="loan"), self._projects()):
            mine = self._works_of(project)
            total = self.cost(lambda w, _, mine=mine: w["work_id"] in mine)
            self.at_most.append((self.sum(self.pays(fund=fund["fund_id"], project=project)), (1 - capital) * total))
            for year in range(self.facts.first, self.facts.last + int(fund["term_years"]) + 1):
                earned = self._earned(project, year)
                service = self._drawn(fund, [cover * paid for paid in per_yuan(fund)[0]], year, project=project)
                self.at_most.append((service, earned))

    def _earned(self, project: str, year: int) -> float:
        return sum(
            self.work_of[work]["net_revenue_per_year"] / 1e4
            for work in self._works_of(project)
            if _pledgeable(self.work_of[work]) and year > self._finished(work)
        )

    def _claims(self, project: str, year: int) -> Terms:
        """What loans take of the revenue of a year, at their cover, and private capital as its return."""
        cover = float(self.facts.ratio("loan.coverage", self.facts.first, 1))
        terms: Terms = {}
        for loan in self._funds(channel="loan"):
            terms |= self._drawn(loan, [cover * paid for paid in per_yuan(loan)[0]], year, project=project)
        return terms | self._returned(project, year)

    def _returned(self, project: str, year: int) -> Terms:
        terms: Terms = {}
        for fund in self._funds(channel="social_capital"):
            rate, term, free = float(fund["rate"]), int(fund["term_years"]), int(fund["grace_years"])
            level = (1 + rate) ** free * rate / (1 - (1 + rate) ** (free - term)) if rate else 1 / (term - free)
            terms |= self._drawn(fund, [0.0] * (free + 1) + [level] * (term - free), year, project=project)
        return terms

    def _investors(self) -> None:
        """F13, and D6 with it: loans at their cover and the return of private capital within the revenue of the year."""
        longest = max((int(fund["term_years"]) for fund in self._funds(channel="social_capital")), default=-1)
        for project in self._projects():
            for year in range(self.facts.first, self.facts.last + longest + 1):
                if self._returned(project, year):
                    self.at_most.append((self._claims(project, year), self._earned(project, year)))

    def _special_bonds(self) -> None:
        """D4: covered over the life of every run of draws; D5: capital; and what is left to the county (D8)."""
        first, years = self.facts.first, self.facts.years
        cover = float(self.facts.ratio("bond.coverage", first, 1))
        owable = 1 - float(self.facts.ratio("loan.capital_ratio", first, 0))
        counted: Terms = {}
        for bond, project in itertools.product(self._funds(channel="special_bond"), sorted(self._projects())):
            name, payment, term = bond["fund_id"], per_yuan(bond)[0], int(bond["term_years"])
            for a, b in itertools.product(years, years):
                terms: Terms = {}
                earned = 0.0
                for year in range(a + 1, b + term + 1) if a <= b else ():
                    earned += self._earned(project, year)
                    for number, factor in self._claims(project, year).items():
                        terms[number] = terms.get(number, 0.0) + factor
                for drawn in range(a, b + 1):
                    terms |= self.sum(self.pays(fund=name, year=drawn, project=project), cover * sum(payment))
                self.at_most.append((terms, earned))
            owed = {self._variable("counted", project): -1.0}
            for channel in ("special_bond", "loan"):
                owed |= self.sum(self.pays(channel=channel, project=project), 1.0)
            mine = self._works_of(project)
            self.at_most.append((owed, owable * self.cost(lambda w, _, mine=mine: w["work_id"] in mine)))
            counted |= {self._variable("counted", project): 1.0}
            for year in years:
                due = self._drawn(bond, payment, year, project=project)
                due |= {self._variable("gap", project, year): -1.0} | self._claims(project, year)
                self.at_most.append((due, self._earned(project, year)))
        if counted:
            self.at_most.append((counted, float(self.facts.ratio("bond.capital_quota", first, 0))))

    def _finished(self, work: str) -> int:
        return self.option_of[work].done.get(work, self.facts.first - 1)

    def _county(self) -> None:
        for year in self.facts.years:
            for budget, room in zip(("general", "fund"), rooms(self.facts, year), strict=True):
                terms: Terms = {}
                for fund in self._funds(level="county", budget=budget, instrument="grant"):
                    terms |= self.sum(self.pays(fund=fund["fund_id"], cash=year))
                for bridge in self._funds(level="county", budget=budget, instrument="grant"):
                    out = self._advanced(bridge["fund_id"], lambda cost, cash, at=year: cost == at < cash)
                    back = self._advanced(bridge["fund_id"], lambda cost, cash, at=year: cost < at == cash)
                    for number, sign in (*out.items(), *(dict.fromkeys(back, -1.0) if room > 0 else {}).items()):
                        terms[number] = terms.get(number, 0.0) + sign  # late county money comes and goes back at once
                for bond in self._funds(channel="general_bond") if budget == "general" else ():
                    terms |= self._drawn(bond, per_yuan(bond)[0], year)
                if budget == "fund":
                    terms |= self.sum(n for key, n in self.names.items() if key[0] == "gap" and key[2] == year)
                bought = 0
                for option in self.chosen if budget == "general" else ():
                    if not option.continuing and option.site["service_from"] != "now":
                        last = max(option.done.values(), default=self.facts.first)
                        bought += _begun(self.facts, option.site, last, year)
                    yuan, begins = running(self.facts, option)
                    bought += yuan if begins <= year and not option.continuing else 0
                self.at_most.append((terms, (room - bought) / 1e4))

    def _not_all_public(self) -> None:
        others = [fund for fund in self.facts.funds if fund["kind"] not in PUBLIC]
        shared = {
            name
            for name, work in self.work_of.items()
            if any(_may_pay(self.facts, fund, work, self.option_of[name]) for fund in others)
        }
        for year in self.facts.years:
            share = self.facts.study.param("public.max_share", year)
            if share is not None:
                cost = self.cost(lambda w, y, at=year: y == at and w["work_id"] in shared)
                terms = {self._variable("over", year): -1.0}
                for kind, work in itertools.product(PUBLIC, shared):
                    terms |= self.sum(self.pays(kind=kind, work=work, year=year))
                self.at_most.append((terms, float(share) * cost))

    # --- 3.6 objectives -----------------------------------------------------------------------------------------------

    def objective(self, name: str) -> tuple[Terms, float]:
        """(terms, constant) to be minimised, for the objectives in money."""
        facts, scenario = self.facts, self.facts.study.scenario
        if name == "upper_lapse":
            terms: Terms = {}
            constant = 0.0
            for fund in self._funds(scope="pooled"):
                for allotted, yuan in allotments(facts, fund).items():
                    if fund["kind"] in UPPER and allotted + carry(facts, fund, allotted) <= facts.last:
                        constant += yuan / 1e4
                        key = ("take", fund["fund_id"], allotted)
                        terms |= {number: -1.0 for name_, number in self.names.items() if name_[:3] == key}
            return terms, constant
        if name == "soft_broken":
            points = WEIGHTS | scenario.soft_weights
            short = [number for key, number in self.names.items() if key[0] == "short"]
            over = [number for key, number in self.names.items() if key[0] == "over"]
            counted = {
                "E1": Fraction(sum(_outside(facts, option) for option in self.chosen)),
                **_missed(facts, self.chosen),
            }
            constant = sum((points[rule] * amount for rule, amount in counted.items()), Fraction(0))
            return self.sum(short, float(points["F9"])) | self.sum(over, float(points["F8"])), float(constant)
        terms = {}
        for fund in self._funds(level="county", instrument="grant"):
            terms |= self.sum(self.pays(fund=fund["fund_id"]))
        for bond in self._funds(channel="general_bond"):
            for drawn in facts.years:
                value = sum(
                    paid / (1 + float(scenario.discount_rate)) ** (drawn + j + 1 - facts.first)
                    for j, paid in enumerate(per_yuan(bond)[0])
                )
                terms |= self.sum(self.pays(fund=bond["fund_id"], year=drawn), value)
        for key, number in self.names.items():
            if key[0] == "gap":
                terms[number] = (1 + float(scenario.discount_rate)) ** -(key[2] - facts.first + 1)
        runs = sum(running(facts, option)[0] for option in self.chosen) * len(facts.years)
        return terms, runs / 1e4

    def minimum(self, terms: Terms, constant: float) -> float | None:
        """The least value under all rows; None where the rows cannot be met."""
        if not self.names:
            return constant
        at_most, b = self._matrix(self.at_most)
        equal, c = self._matrix(self.equal)
        result = linprog(self._vector(terms), A_ub=at_most, b_ub=b, A_eq=equal, b_eq=c, method="highs")
        assert result.status in (0, 2), result.message
        return float(result.fun) + constant if result.status == 0 else None

    def hold(self, terms: Terms, limit: float) -> None:
        self.at_most.append((terms, limit))

    def _vector(self, terms: Terms) -> np.ndarray[Any, Any]:
        vector = np.zeros(len(self.names))
        for number, factor in terms.items():
            vector[number] = factor
        return vector

    def _matrix(self, rows: list[tuple[Terms, float]]) -> tuple[np.ndarray[Any, Any] | None, list[float] | None]:
        if not rows:
            return None, None
        return np.array([self._vector(terms) for terms, _ in rows]), [limit for _, limit in rows]


# --- wishes: what is counted in communities, households and floor area ------------------------------------------------


def _measured(option: Option, measure: str) -> Fraction:
    return Fraction(1) if measure == "communities" else Fraction(str(option.site[measure]))


def _under_way(option: Option, measure: str, year: int) -> int:
    if measure == "investment":
        return sum(yuan for (_, at), yuan in option.costs.items() if at == year)
    years = [at for _, at in option.costs]
    return int(_measured(option, measure)) if years and min(years) <= year <= completion(option) else 0


def _allowed(facts: Facts, chosen: tuple[Option, ...]) -> bool:
    """Nothing new beyond the stated capacity (S10), every task handed down is met (S11)."""
    for row in facts.study.case.table("capacity").to_dict("records"):
        for measure in ("communities", "households", "investment"):
            if pd.isna(row[measure]):
                continue
            running = sum(_under_way(o, measure, row["year"]) for o in chosen if o.continuing)
            if sum(_under_way(o, measure, row["year"]) for o in chosen) > max(row[measure], running):
                return False
    for row in facts.study.case.table("tasks").to_dict("records"):
        for measure in MEASURES:
            begun = (_measured(option, measure) for option in chosen if option.start == row["year"])
            if not pd.isna(row[measure]) and sum(begun) < Fraction(str(row[measure])):
                return False
    return True


def _missed(facts: Facts, chosen: tuple[Option, ...]) -> dict[str, Fraction]:
    """By how much the soft rules of counts are broken: aims in percent, model communities, households of places."""
    aims = Fraction(0)
    for measure, aim in facts.study.case.targets.items():
        short = aim - sum(_measured(option, measure) for option in chosen)
        aims += 100 * max(Fraction(0), short) / aim if aim else 0
    open_sites = [site for site in facts.sites if site["stage"] != "completed"]
    models = Fraction(0)
    least = facts.study.param("demonstration.least", facts.first)
    if least is not None and any(site["demonstration"] == "candidate" for site in open_sites):
        whole = [
            o
            for o in chosen
            if o.site["demonstration"]
            and len(o.works)
            == sum(not o.route or w["route"] in ("", o.route) for w in facts.works[o.site["community_id"]])
        ]
        models = max(Fraction(0), least - len(whole))
    places = Fraction(0)
    for level in ("street", "neighbourhood"):
        share = facts.study.param(f"place.min_share.{level}", facts.first) or Fraction(0)
        for place in {site[level] for site in open_sites} - {""}:
            asked = share * sum(site["households"] for site in open_sites if site[level] == place)
            places += max(Fraction(0), asked - sum(o.site["households"] for o in chosen if o.site[level] == place))
    return {"S11": aims, "Q1": models, "Q3": places}


# --- stage after stage ------------------------------------------------------------------------------------------------


def _points(facts: Facts, name: str, chosen: tuple[Option, ...], place: dict[str, int]) -> int:
    """The objectives that only the options decide, to be minimised."""
    tiers = facts.study.scenario.tier_weights
    total = 0
    for option in chosen:
        households = option.site["households"]
        if name == "hazard_households":
            total -= households * any(work["hazard"] for work in option.works)
        elif name == "basic_households":
            total -= households * any(work["tier"] == "basic" for work in option.works)
        elif name == "score":
            total -= half_up(Fraction(households * tiers[option.tier] * need(facts, option.site), 100))
        elif name == "completion":
            total += households * (max(option.done.values(), default=facts.first) - facts.first)
        else:
            total += place[option.site["community_id"]]
    return total


def _without_grant(facts: Facts, chosen: tuple[Option, ...]) -> list[frozenset[str]]:
    """Sets of communities that may do without a matched grant: all of them where the case has one."""
    if not any(matched(facts, fund) for fund in facts.funds):
        return [frozenset()]
    sites = [option.site["community_id"] for option in chosen if not option.continuing]
    return [frozenset(some) for size in range(len(sites) + 1) for some in itertools.combinations(sites, size)]


def feasible(facts: Facts) -> tuple[list[Money], dict[str, int]]:
    """Every plan that keeps the hard rules, its money still open; and the place of every community in the order of need."""
    menus = {site["community_id"]: options(facts, site) for site in facts.sites}
    offered = sorted(
        (s for s in facts.sites if menus[s["community_id"]]), key=lambda s: (-need(facts, s), s["community_id"])
    )
    place = {site["community_id"]: number for number, site in enumerate(offered)}
    must = {site["community_id"] for site in facts.sites if _lock(facts, site)}
    if any(not menus[site] for site in must):
        return [], place
    choices: list[list[Option | None]] = [
        [*found] if found[0].continuing or site in must else [None, *found] for site, found in menus.items() if found
    ]
    combinations = [tuple(o for o in combo if o is not None) for combo in itertools.product(*choices)]
    allowed = [clustered(facts, combo) for combo in combinations if together(facts, combo)]
    alive = [
        Money(facts, combo, without, closed)
        for combo in allowed
        if _allowed(facts, combo)
        for without in _without_grant(facts, combo)
        for closed in closings(facts, combo)
    ]
    return [money for money in alive if money.minimum({}, 0.0) is not None], place


def pareto(study: Study, held: Iterable[str]) -> list[tuple[float, int]]:
    """(county money, score) of every plan that no other is as good as in both, by money; `held`: objectives in money
    kept at their best, in their order."""
    facts = Facts(study)
    alive, place = feasible(facts)
    for name in held:
        alive = _best_in_money(alive, name)[0]
    plans = []
    for money in alive:
        terms, constant = money.objective("county_money")
        county = money.minimum(terms, constant)
        assert county is not None
        plans.append((county, -_points(facts, "score", money.chosen, place)))
    kept: list[tuple[float, int]] = []
    for county, score in sorted(plans, key=lambda plan: (plan[0], -plan[1])):
        if not kept or score > kept[-1][1]:
            kept.append((county, score))
    return kept


def _best_in_money(alive: list[Money], name: str) -> tuple[list[Money], float]:
    """The plans that reach the best value of an objective in money, which they hold from now on, and that value."""
    found = [(money, *money.objective(name)) for money in alive]
    reached = [(money, terms, constant, money.minimum(terms, constant)) for money, terms, constant in found]
    best = min(value for *_, value in reached if value is not None)
    kept = []
    for money, terms, constant, value in reached:
        if value is not None and value <= best + HELD:
            money.hold(terms, best + HELD - constant)
            kept.append(money)
    return kept, best


def brute_force(study: Study) -> dict[str, float] | None:
    """Objective → best value, in the order of the scenario; None where no plan satisfies the hard rules."""
    facts = Facts(study)
    alive, place = feasible(facts)
    if not alive:
        return None
    values: dict[str, float] = {}
    for goal in study.scenario.objectives:
        if goal.name in ("upper_lapse", "soft_broken", "county_money"):
            alive, values[goal.name] = _best_in_money(alive, goal.name)
        else:
            points = [_points(facts, goal.name, money.chosen, place) for money in alive]
            alive = [money for money, value in zip(alive, points, strict=True) if value == min(points)]
            maximised = goal.name in ("hazard_households", "basic_households", "score")
            values[goal.name] = -min(points) if maximised else min(points)
    return values
