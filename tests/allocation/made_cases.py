"""Small cases drawn by Hypothesis: every kind of money, tight and loose, a few communities with a few works."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from jiugai.inputs.study import Study
from support.case import Row, Tables, agreement, community, envelope, fiscal, fund, make_study, work

YEARS = (2021, 2022)

#: a former owner that is an office of the county
_OFFICE: Row = {"kind": "local", "level": "county", "budget": "general", "instrument": "grant"}
#: mostly not stated, as in most cases
_STATED = st.sampled_from(["", "", "", True, False])
#: hardly ever in the way of a renewal
_FATES: list[Row] = [{}] * 6 + [{"demolition_planned": True}, {"danger_level": "D"}, {"danger_level": "C"}]


def _amount(draw: st.DrawFn, low: int, high: int) -> int:
    """Whole tens of thousands and an odd rest, so that limits and costs do not meet by chance."""
    return draw(st.integers(low, high)) * 10_000 + 1_237


def _works(draw: st.DrawFn, site: str, second_tier: bool) -> list[Row]:
    rows = [work(site, "road", _amount(draw, 20, 120), central_funded_before=draw(_STATED))]
    if draw(st.booleans()):
        rows.append(work(site, "water", _amount(draw, 10, 60), hazard=draw(st.booleans())))
    if second_tier:
        votes = draw(st.booleans())
        trade = draw(st.sampled_from(["greening", "parking"]))
        earns = {"net_revenue_per_year": 30_000, "revenue_vote_passed": votes} if trade == "parking" else {}
        rows.append(work(site, trade, _amount(draw, 5, 60), "improvement", **earns))
    if draw(st.booleans()):
        rows.append(work(site, "general", _amount(draw, 1, 9), cost_part="other_fees"))
    return rows


def _bond_project(draw: st.DrawFn, tables: Tables, communities: list[Row], frames: list[Row]) -> None:
    """What is proposed is one project of the bond library; its quota, a limit and the fund budget may bind."""
    tables.setdefault("projects", []).append({"project_id": "q", "plan_year": 2021, "bond_library": True})
    for row in communities:
        row.setdefault("project_id", "q")
    for frame in frames:
        frame |= {"new_quota_special": _amount(draw, 0, 30), "fund_revenue_net": draw(st.sampled_from([0, 2_003]))}
    if "debt_limits" in tables:
        for limit in tables["debt_limits"]:
            limit["limit_special"] = _amount(draw, 0, 40)


@st.composite
def made_cases(draw: st.DrawFn, sites: tuple[int, int] = (2, 3), in_progress: bool = True) -> Tables:
    """Tables of a case of 2021 and 2022."""
    names = [f"s{number}" for number in range(draw(st.integers(*sites)))]
    communities = []
    works: list[Row] = []
    tables: Tables = {}
    for number, name in enumerate(names):
        facts: Row = {
            "households": draw(st.integers(20, 300)),
            "built_year": draw(st.sampled_from([1985, 1999, 2003])),
            "consent_rate": draw(st.sampled_from(["0.6", "0.8", "0.95"])),
            "need_facilities": draw(st.integers(0, 10)),
            "vote_passed": draw(_STATED),
            "upkeep_agreed": draw(_STATED),
            "feasibility_approved": draw(_STATED),
        }
        if number == 0 and in_progress and draw(st.booleans()):
            facts |= {"stage": "in_progress", "project_id": "p"}
            works.append(work(name, "road", 500_000))
            tables["projects"] = [{"project_id": "p", "plan_year": 2020}]
            tables["commitments"] = [
                {"work_id": f"{name}.road", "fund_id": "central", "year": 2020, "paid": 200_000},
                {"work_id": f"{name}.road", "fund_id": "county", "year": 2022, "committed": 50_000},
            ]
        else:
            facts |= draw(st.sampled_from(_FATES))
            works += _works(draw, name, second_tier=number == len(names) - 1 or draw(st.booleans()))
        communities.append(community(name, **facts))
    funds = [
        fund("central_fiscal", "central", **({"plan_year": 2021} if draw(st.booleans()) and not tables else {})),
        fund("county_budget", "county"),
        fund("utility", "water_co"),
        fund("resident", "residents"),
    ]
    fund_years = [
        envelope("central", 2021, _amount(draw, 0, 150)),
        envelope("central", 2022, _amount(draw, 0, 60)),
        envelope("county", 2021, _amount(draw, 5, 120)),
        envelope("county", 2022, _amount(draw, 6, 120)),
        envelope("water_co", 2021, _amount(draw, 0, 30)),
        envelope("water_co", 2022, _amount(draw, 0, 30)),
    ]
    room = _amount(draw, 10, 150)
    frames = [
        fiscal(year, local_revenue=50_000_000 + room, new_quota_general=draw(st.integers(0, 30)) * 10_000 + 331)
        for year in YEARS
    ]
    if draw(st.booleans()):
        terms = {"repayment": draw(st.sampled_from(["bullet", "equal_principal", "equal_instalment"])), "rate": "0.035"}
        funds.append(fund("general_bond", "bond", **terms))
        tables["debt_limits"] = [
            {"year": year, "limit_general": draw(st.integers(0, 50)) * 10_000 + 711, "limit_special": 0}
            for year in YEARS
        ]
    if draw(st.booleans()):
        funds.append(fund("loan", term_years=5, grace_years=1, repayment="equal_instalment"))
    if draw(st.booleans()):
        terms = {"term_years": draw(st.sampled_from([3, 10])), "coupons": draw(st.sampled_from(["", 1, 2]))}
        funds.append(fund("special_bond", repayment=draw(st.sampled_from(["bullet", "equal_instalment"])), **terms))
        _bond_project(draw, tables, communities, frames)
    if draw(st.booleans()):
        funds.append(fund("central_investment", "investment"))
        fund_years.append(envelope("investment", 2021, _amount(draw, 5, 60)))
    if draw(st.booleans()):
        funds += [fund("donation"), fund("maintenance_fund"), fund("former_owner", "office", **_OFFICE)]
        funds.append(
            fund(
                "social_capital",
                "investor",
                rate=draw(st.sampled_from(["0", "0.06"])),
                grace_years=draw(st.integers(0, 1)),
            )
        )
        tables["own_money"] = [
            agreement("investor", names[-1], _amount(draw, 0, 40)),
        ] + [
            agreement(name, draw(st.sampled_from(names)), _amount(draw, 0, 40), vote_passed=draw(st.booleans()))
            for name in ("donation", "maintenance_fund", "office")
        ]
    return tables | {
        "communities": communities, "works": works, "funds": funds, "fund_years": fund_years, "fiscal": frames,
    }  # fmt: skip


@st.composite
def late_cases(draw: st.DrawFn) -> Tables:
    """A case with a reward of the province that comes late, and what the county may advance for it."""
    tables = draw(made_cases(sites=(2, 2), in_progress=False))
    timing = draw(st.sampled_from(["on_completion", "year_after_completion"]))
    bridged = draw(st.sampled_from(["county", "county", ""]))
    years = (*YEARS, 2023) if timing == "year_after_completion" else YEARS
    given = [year for year in years if draw(st.booleans())] or [2022]
    reward = fund("provincial", "reward", pay_timing=timing, bridged_by=bridged, carry_years=draw(st.integers(0, 1)))
    limits = [
        {"fund_id": "county", "year": year, "limit": draw(st.integers(0, 40)) * 10_000 + 113}
        for year in YEARS
        if bridged and draw(st.booleans())
    ]
    return tables | {
        "funds": [*tables["funds"], reward],
        "fund_years": [*tables["fund_years"], *(envelope("reward", year, _amount(draw, 5, 80)) for year in given)],
        "bridge_limits": limits,
    }


@st.composite
def kept_cases(draw: st.DrawFn) -> Tables:
    """A case with a ledger: money of the centre allotted before the plan, recalled and paid in part, some of it left."""
    tables = draw(made_cases(sites=(2, 2)))
    ledger: list[Row] = []

    def happened(date: str, entry: str, yuan: int, **more: Any) -> None:
        ledger.append({"entry_id": f"v{len(ledger)}", "date": date, "entry": entry, "amount": yuan, **more})

    for year in (2019, 2020):
        if year == 2020 or draw(st.booleans()):
            happened(f"{year}-03-01", "allotted", _amount(draw, 25, 80), fund_id="central")
    for date in ("2020-11-30", "2021-06-30"):
        if draw(st.booleans()):
            happened(date, "recalled", draw(st.integers(0, 40_000)), fund_id="central")
    paid = [row for row in tables.get("commitments", []) if row.get("paid")]
    if paid and draw(st.booleans()):
        tables["commitments"] = [row for row in tables["commitments"] if row not in paid]
        for row in paid:
            happened("2020-08-15", "paid", row["paid"], fund_id=row["fund_id"], work_id=row["work_id"])
    carried = [row | {"plan_year": ""} if row["fund_id"] == "central" else row for row in tables["funds"]]
    return tables | {"funds": carried, "ledger": ledger}


@dataclass(frozen=True)
class Wishes:
    """What a case may want besides: tables, header and scenario; `sites`: facts of the communities in their order."""

    tables: Tables
    sites: list[Row]
    header: dict[str, Any]
    scenario: dict[str, Any]

    def study(self, folder: Path, tables: Tables) -> Study:
        facts = [site | more for site, more in zip(tables["communities"], self.sites, strict=False)]
        return make_study(folder, tables | {"communities": facts} | self.tables, header=self.header, **self.scenario)


@st.composite
def wishes(draw: st.DrawFn) -> Wishes:
    """Wishes of a case of 2021 and 2022 with up to three communities, each with a weight of its own."""
    tables: Tables = {}
    if draw(st.booleans()):
        tables["capacity"] = [
            {"year": 2021, "communities": draw(st.integers(0, 2)), "investment": _amount(draw, 10, 200)},
            {"year": 2022, "households": draw(st.integers(0, 500))},
        ]
    if draw(st.booleans()):
        tables["tasks"] = [{"year": draw(st.sampled_from(YEARS)), "households": draw(st.integers(1, 150))}]
    sites = [
        {
            "street": draw(st.sampled_from(["", "东街", "西街"])),
            "demonstration": draw(st.sampled_from(["", "candidate"])),
        }
        for _ in range(3)
    ]
    aims = {"communities": draw(st.integers(1, 3)), "floor_area_m2": draw(st.integers(1, 24_000))}
    overrides = {
        name: share
        for name in ("policy.place.min_share.street", "policy.public.max_share")
        if (share := draw(st.sampled_from(["", "0.3", "2/3", "0.9"])))
    }
    weights = {rule: draw(st.integers(0, 40)) for rule in ("S11", "F8", "F9", "Q1", "Q3")}
    return Wishes(tables, sites, {"targets": aims}, {"overrides": overrides, "soft_weights": weights})


@st.composite
def standards(draw: st.DrawFn) -> Tables:
    """Funds by standard: a province by community, with or without an envelope; a city over those chosen."""
    province = fund("provincial", "province")
    rows: list[Row] = [
        {
            "fund_id": "province",
            "year": year,
            "basis": "household",
            "binding": "site",
            "rate": draw(st.integers(0, 6000)),
        }
        for year in draw(st.sampled_from([YEARS, YEARS[:1], YEARS[1:]]))
    ]
    if draw(st.booleans()):
        share = draw(st.sampled_from(["0.1", "0.333", "0.9"]))
        rows.append({"fund_id": "province", "year": 2021, "basis": "cost", "binding": "site", "share": share})
    envelopes = [envelope("province", 2021, _amount(draw, 0, 60))] if draw(st.booleans()) else []
    city = fund("city", carry_years=draw(st.integers(0, 1)))
    for year in YEARS:
        cap = {"cap": _amount(draw, 1, 40)} if draw(st.booleans()) else {}
        rate = {"basis": "floor_area", "rate": draw(st.integers(0, 90))}
        rows.append({"fund_id": "city", "year": year, "binding": "chosen"} | rate | cap)
    return {"funds": [province, city], "fund_entitlements": rows, "fund_years": envelopes}


def joined(tables: Tables, more: Tables) -> Tables:
    """The tables with the rows of both."""
    return tables | {name: [*tables.get(name, []), *rows] for name, rows in more.items()}
