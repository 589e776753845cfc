"""What a row of an input table says: one record a row, exact numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

PIPELINES = ("water", "drainage", "power", "telecom", "gas", "heat")
TIERS = ("basic", "improvement", "upgrade")
ANY = "*"
DEBTS = ("general", "special")
YUAN_PER_WAN = 10_000


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
