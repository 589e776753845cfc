"""The inputs of a study as plain records with exact numbers, read once for all checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import pandas as pd

from jiugai.audit.force import applies
from jiugai.audit.history import Commitment, Entry, joined
from jiugai.audit.shapes import StudyShape
from jiugai.audit.standards import envelopes, multiplier

PIPELINES = ("water", "drainage", "power", "telecom", "gas", "heat")
TIERS = ("basic", "improvement", "upgrade")
ANY = "*"
DEBTS = ("general", "special")
YUAN_PER_WAN = 10_000

T = TypeVar("T")


class Community(NamedTuple):
    """A flag or share that the case does not state is None."""

    community_id: str
    project_id: str
    street: str
    neighbourhood: str
    stage: str
    cluster: str
    scope_type: str
    households: int
    buildings: int
    floor_area_m2: float
    built_year: int
    consent_rate: Fraction
    participation_rate: Fraction | None
    demolition_planned: bool | None
    danger_level: str
    vote_passed: bool | None
    vote_turnout: Fraction | None
    vote_agreement: Fraction | None
    upkeep_agreed: bool | None
    feasibility_approved: bool | None
    owners_committee: bool | None
    maintenance_fund: bool | None
    legacy_resolved: bool | None
    willing_to_pay: bool | None
    fee_promised: bool | None
    fund_renewal: bool | None
    removal_cooperation: bool | None
    need_facilities: int
    need_care: int
    demonstration: str
    service_cost_per_year: int | None
    service_from: str
    locked_tier: str

    @property
    def project(self) -> str:
        """The project_id, or the community_id where there is none."""
        return self.project_id or self.community_id

    def amount(self, measure: str) -> Fraction:
        """1 community, its households or its floor area: `measure` as the table `tasks` and the targets name it."""
        if measure == "communities":
            return Fraction(1)
        return Fraction(self.households) if measure == "households" else Fraction(str(self.floor_area_m2))


class Work(NamedTuple):
    work_id: str
    community_id: str
    trade: str
    tier: str
    part: str
    cost_part: str
    cost: int
    hazard: bool
    already_present: bool
    central_funded_before: bool | None
    net_revenue_per_year: int
    revenue_vote_passed: bool
    revenue_kind: str
    route: str
    units: int | None

    @property
    def pledgeable(self) -> bool:
        """Whether its net revenue may be pledged: voted, and no property fee (3.7)."""
        return self.revenue_vote_passed and self.net_revenue_per_year > 0 and self.revenue_kind != "property_fee"


class Route(NamedTuple):
    """An alternative design of a community; bills in yuan per household and heating season, None where not stated."""

    community_id: str
    route: str
    bill_before: int | None
    bill_after: int | None
    payable: int | None
    months: int | None
    running_subsidy: int


class Fund(NamedTuple):
    fund_id: str
    kind: str
    level: str
    budget: str
    channel: str
    instrument: str
    scope: str
    status: str
    plan_year: int | None
    carry_years: int | None
    pay_timing: str
    bridged_by: str
    rate: Fraction | None
    term_years: int | None
    grace_years: int
    repayment: str
    borrower: str
    coupons: int | None

    @property
    def lag(self) -> int | None:
        """Years between completion and arrival of late money (F16); None where money comes with the works."""
        return {"on_completion": 0, "year_after_completion": 1}.get(self.pay_timing)

    def is_county(self, budget: str) -> bool:
        """County money of a budget that need not be paid back."""
        return (self.level, self.budget, self.instrument) == ("county", budget, "grant")


class FundRule(NamedTuple):
    fund_id: str
    trade: str
    tier: str
    part: str
    cost_part: str

    def covers(self, work: Work, named_trade: bool = False) -> bool:
        """Whether the row matches the work; `named_trade`: only if it names the trade."""
        return (
            self.trade in ((work.trade,) if named_trade else (ANY, work.trade))
            and self.tier in (ANY, work.tier)
            and self.part in (ANY, work.part)
            and self.cost_part in (ANY, work.cost_part)
        )


class Entitlement(NamedTuple):
    """A standard of subsidy. `binding`: site, chosen, or "" for an envelope."""

    fund_id: str
    year: int
    basis: str
    binding: str
    rate: int | None
    quantity: Fraction | None
    cap: int | None
    share: Fraction | None


class Factor(NamedTuple):
    """One factor of the formula by which a fund of a year is split among places."""

    fund_id: str
    year: int
    factor: str
    own: Fraction
    total: Fraction
    difficulty: Fraction | None
    weight: Fraction | None


class BridgeLimit(NamedTuple):
    """The most that a fund may have advanced at the end of a year, yuan."""

    fund_id: str
    year: int
    limit: int


class Fiscal(NamedTuple):
    """A year of `fiscal`, yuan."""

    year: int
    local_revenue: int
    transfers_usable: int
    transfers_in: int
    carry_over: int
    remitted_up: int
    three_guarantees: int
    other_rigid: int
    fund_revenue_net: int
    new_quota_general: int
    new_quota_special: int | None
    general_spending: int | None
    fund_spending: int | None
    ppp_spending: int | None


class Debt(NamedTuple):
    """An existing instrument; balance at the start of the first plan year, yuan."""

    instrument_id: str
    debt_type: str
    opening_balance: int
    rate: Fraction
    repayment: str
    maturity_year: int
    refinance_share: Fraction


class Agreement(NamedTuple):
    """What a fund brings to a community at most, and the owners' vote on its use."""

    fund_id: str
    community_id: str
    limit: int
    vote_passed: bool
    vote_turnout: Fraction | None
    vote_agreement: Fraction | None


class Capacity(NamedTuple):
    """What the county can run in a year, where stated."""

    year: int
    communities: int | None
    households: int | None
    investment: int | None


class Task(NamedTuple):
    """A task handed down for the starts of a year, where stated."""

    year: int
    communities: int | None
    households: int | None
    floor_area_m2: float | None


class Lock(NamedTuple):
    """A project with the day from which its task is locked, "" where it is not, and the approval of a change."""

    project_id: str
    plan_year: int
    locked_on: str
    change_approval: str


@dataclass(frozen=True)
class Facts:
    """Everything the audit takes as given; money in whole yuan.

    `works` leaves out what is already present; `works_of` groups it by community.
    `allotments`: fund → year → yuan, scaled by performance (Q4); `stated`: before that.
    `bridge_limits`: (bridging fund, year) → yuan.
    `limits`: general or special → year → debt limit; `bond_library`: projects that are in it.
    `agreements`: (fund, community) → the row of `own_money`.
    `paid_before`: community → yuan paid before the first plan year, all its works; `paid_of_work` the same by work.
    """

    study: StudyShape
    first: int
    last: int
    communities: Mapping[str, Community]
    works: Mapping[str, Work]
    works_of: Mapping[str, tuple[Work, ...]]
    work_ids: Mapping[str, str]
    routes: Mapping[tuple[str, str], Route]
    funds: Mapping[str, Fund]
    fund_rules: Mapping[str, tuple[FundRule, ...]]
    entitlements: tuple[Entitlement, ...]
    stated: Mapping[str, Mapping[int, int]]
    allotments: Mapping[str, Mapping[int, int]]
    agreements: Mapping[tuple[str, str], Agreement]
    bridge_limits: Mapping[tuple[str, int], int]
    fiscal: Mapping[int, Fiscal]
    debts: tuple[Debt, ...]
    limits: Mapping[str, Mapping[int, int]]
    bond_library: frozenset[str]
    plan_year: Mapping[str, int]
    locks: Mapping[str, Lock]
    window_granted: Mapping[str, str]
    commitments: tuple[Commitment, ...]
    ledger: tuple[Entry, ...]
    capacity: tuple[Capacity, ...]
    tasks: tuple[Task, ...]
    targets: Mapping[str, int]
    debt_tier: str
    paid_before: Mapping[str, int]
    paid_of_work: Mapping[str, int]
    param: Callable[[str, int], Fraction | None]

    @property
    def years(self) -> range:
        return range(self.first, self.last + 1)

    def cash_years(self, fund: Fund) -> range:
        """Years in which money of the fund may come: those of the plan, and the next from a stated allotment."""
        after = fund.lag == 1 and fund.level != "county" and self.last + 1 in self.allotments.get(fund.fund_id, {})
        return range(self.first, self.last + (2 if after and applies(self.study, "F16") else 1))

    def ratio(self, parameter: str, year: int, otherwise: int) -> Fraction:
        """A parameter, or `otherwise` where none is in force."""
        value = self.param(parameter, year)
        return Fraction(otherwise) if value is None else value


def rows_of(frame: pd.DataFrame, names: Iterable[str]) -> list[dict[str, Any]]:
    """The rows of a frame as plain Python values, blank numbers as None."""
    columns = {name: [None if pd.isna(value) else value for value in frame[name].tolist()] for name in names}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _records(frame: pd.DataFrame, shape: Callable[..., T]) -> list[T]:
    fields: tuple[str, ...] = shape._fields  # type: ignore[attr-defined]
    return [shape(**row) for row in rows_of(frame, fields)]


def read_facts(study: StudyShape) -> Facts:
    """The study's tables as records. The inputs are taken as validated."""
    case = study.case
    communities = {row.community_id: row for row in _records(case.table("communities"), Community)}
    every_work = {row.work_id: row for row in _records(case.table("works"), Work)}
    works = {work_id: row for work_id, row in every_work.items() if not row.already_present}
    works_of: defaultdict[str, list[Work]] = defaultdict(list)
    for work in works.values():
        works_of[work.community_id].append(work)
    fund_rules: defaultdict[str, list[FundRule]] = defaultdict(list)
    for rule in _records(case.table("fund_rules"), FundRule):
        fund_rules[rule.fund_id].append(rule)
    ledger = tuple(_records(case.as_stated("ledger"), Entry))
    commitments = joined(_records(case.as_stated("commitments"), Commitment), ledger, case.first_year)
    paid_of_work: defaultdict[str, int] = defaultdict(int)
    paid_before: defaultdict[str, int] = defaultdict(int)
    for promise in commitments:
        if promise.year < case.first_year:
            paid_of_work[promise.work_id] += promise.paid
            paid_before[every_work[promise.work_id].community_id] += promise.paid
    limits = case.table("debt_limits")
    funds = {row.fund_id: row for row in _records(case.table("funds"), Fund)}
    entitlements = tuple(_records(case.table("fund_entitlements"), Entitlement))
    param = lru_cache(maxsize=None)(study.param)
    projects = case.table("projects")
    stated = envelopes(
        rows_of(case.table("fund_years"), ("fund_id", "year", "envelope")),
        entitlements,
        _records(case.table("fund_factors"), Factor),
        {fund_id: fund.level for fund_id, fund in funds.items()},
        param,
    )
    return Facts(
        study=study,
        first=case.first_year,
        last=case.last_year,
        communities=communities,
        works=works,
        works_of={community: tuple(rows) for community, rows in works_of.items()},
        work_ids={work_id: row.community_id for work_id, row in every_work.items()},
        routes={(row.community_id, row.route): row for row in _records(case.table("routes"), Route)},
        funds=funds,
        fund_rules={fund: tuple(rows) for fund, rows in fund_rules.items()},
        entitlements=entitlements,
        stated=stated,
        allotments={
            name: {
                year: int(multiplier(funds[name], year, param, applies(study, "Q4")) * yuan // 1)
                for year, yuan in by_year.items()
            }
            for name, by_year in stated.items()
        },
        agreements={(row.fund_id, row.community_id): row for row in _records(case.table("own_money"), Agreement)},
        bridge_limits={(r.fund_id, r.year): r.limit for r in _records(case.table("bridge_limits"), BridgeLimit)},
        fiscal={row.year: row for row in _records(case.table("fiscal"), Fiscal)},
        debts=tuple(_records(case.table("debts"), Debt)),
        limits={
            kind: dict(zip(limits["year"].tolist(), limits[f"limit_{kind}"].tolist(), strict=True)) for kind in DEBTS
        },
        bond_library=frozenset(
            row["project_id"] for row in rows_of(projects, ("project_id", "bond_library")) if row["bond_library"]
        ),
        plan_year=dict(zip(projects["project_id"].tolist(), projects["plan_year"].tolist(), strict=True)),
        locks={row.project_id: row for row in _records(projects, Lock)},
        window_granted=dict(zip(projects["project_id"].tolist(), projects["window_granted"].tolist(), strict=True)),
        commitments=tuple(commitments),
        ledger=ledger,
        capacity=tuple(_records(case.table("capacity"), Capacity)),
        tasks=tuple(_records(case.table("tasks"), Task)),
        targets=case.targets,
        debt_tier=case.debt_tier,
        paid_before=dict(paid_before),
        paid_of_work=dict(paid_of_work),
        param=param,
    )
