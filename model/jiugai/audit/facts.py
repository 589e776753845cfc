"""The inputs of a study as plain records with exact numbers, read once for all checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar

import pandas as pd

from jiugai.audit.force import applies
from jiugai.audit.history import Commitment, Entry, joined
from jiugai.audit.records import (
    DEBTS,
    Agreement,
    BridgeLimit,
    Capacity,
    Community,
    Debt,
    Entitlement,
    Factor,
    Fiscal,
    Fund,
    FundRule,
    Lock,
    Route,
    Task,
    Work,
)
from jiugai.audit.shapes import StudyShape
from jiugai.audit.standards import envelopes, multiplier

T = TypeVar("T")


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
