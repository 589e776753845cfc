"""A case folder and its scenario from a few Python rows, on the real policy folder; amounts are given in yuan."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from jiugai.inputs.dictionary import REQUIRED_TABLES, dictionary
from jiugai.inputs.study import Study
from jiugai.run import read_study

Row = dict[str, Any]
Tables = dict[str, list[Row]]

ROOT = Path(__file__).resolve().parents[2]

#: the values the tests count with, whatever the policy files say today
PINNED = {
    "policy.central.basic_min_share": "0.5",
    "policy.central_investment.max_share": "1",
    "policy.consent.enter": "2/3",
    "policy.eligibility.built_by": "2000",
    "policy.interest.max_share.general": "0.10",
    "policy.interest.max_share.special": "0.10",
    "policy.loan.capital_ratio": "0.20",
    "policy.loan.coverage": "1.2",
    "policy.resident.asked_share.basic": "0.10",
    "policy.resident.asked_share.improvement": "0.30",
    "policy.resident.asked_share.upgrade": "0.70",
    "policy.resident.capacity_per_household": "0.3",
    "policy.resident.collection_rate": "0.10",
    "policy.ppp.max_share": "0.10",
    "policy.tier.new_draw.green": "1",
    "policy.tier.new_draw.orange": "0",
    "policy.tier.new_draw.red": "0",
    "policy.tier.new_draw.yellow": "1",
    "policy.utility.min_share": "0.30",
    "policy.bond.capital_quota": "0",
    "policy.bond.coverage": "1.2",
    "policy.bond.min_size": "0",
    "policy.windows.one_per_project": "0",
    "policy.windows.one_per_work": "0",
    "policy.carry.upper_budget_years": "2",
    "policy.works.first_year_share": "0.6",
    "policy.works.retention_years": "1",
}

OBJECTIVES = (
    "upper_lapse", "soft_broken", "hazard_households", "basic_households",
    "score", "county_money", "completion", "tie_break",
)  # fmt: skip

_FUND_KINDS: dict[str, Row] = {
    "central_fiscal": {"kind": "central", "level": "central", "instrument": "grant", "scope": "pooled"},
    "central_investment": {"kind": "central", "level": "central", "instrument": "grant", "scope": "pooled"},
    "provincial": {"kind": "provincial", "level": "province", "instrument": "grant", "scope": "pooled"},
    "city": {"kind": "local", "level": "city", "instrument": "grant", "scope": "pooled"},
    "sector": {"kind": "provincial", "level": "province", "instrument": "grant", "scope": "pooled"},
    "county_budget": {
        "kind": "local", "level": "county", "budget": "general", "instrument": "grant", "scope": "pooled",
    },
    "housing_sale": {"kind": "local", "level": "county", "budget": "fund", "instrument": "grant", "scope": "pooled"},
    "utility": {"kind": "utility", "level": "none", "instrument": "contribution", "scope": "pooled"},
    "resident": {"kind": "resident", "level": "none", "instrument": "own", "scope": "own"},
    "general_bond": {
        "kind": "local", "level": "county", "budget": "general", "instrument": "debt", "scope": "pooled",
        "rate": "0.03", "term_years": 3, "repayment": "bullet", "borrower": "县政府",
    },
    "special_bond": {
        "kind": "local", "level": "county", "budget": "fund", "instrument": "debt", "scope": "own",
        "rate": "0.03", "term_years": 10, "repayment": "bullet", "borrower": "县政府",
    },
    "former_owner": {"kind": "social", "level": "none", "instrument": "contribution", "scope": "own"},
    "donation": {"kind": "social", "level": "none", "instrument": "contribution", "scope": "own"},
    "social_capital": {
        "kind": "social", "level": "none", "instrument": "contribution", "scope": "own", "rate": "0.06", "term_years": 2,
    },
    "maintenance_fund": {"kind": "resident", "level": "none", "instrument": "own", "scope": "own"},
    "housing_fund": {"kind": "resident", "level": "none", "instrument": "own", "scope": "own"},
    "public_revenue": {"kind": "resident", "level": "none", "instrument": "own", "scope": "own"},
    "loan": {
        "kind": "bank", "level": "none", "instrument": "debt", "scope": "own",
        "rate": "0.05", "term_years": 2, "repayment": "equal_principal", "borrower": "停车管理有限公司",
    },
}  # fmt: skip


def community(name: str, **facts: Any) -> Row:
    """100 households that nearly all agree, built in 1990, with no project."""
    row: Row = {"community_id": name, "name": f"{name}小区", "households": 100, "floor_area_m2": 8000}
    return row | {"built_year": 1990, "consent_rate": "0.9"} | facts


def work(site: str, trade: str, cost: int, tier: str = "basic", **facts: Any) -> Row:
    """`<site>.<trade>`, construction; another id through `work_id`."""
    row: Row = {"work_id": f"{site}.{trade}", "community_id": site, "trade": trade, "tier": tier, "cost": cost}
    return row | facts


def fund(channel: str, fund_id: str = "", **facts: Any) -> Row:
    """A fund of the channel, named after it."""
    row: Row = {"fund_id": fund_id or channel, "name": fund_id or channel, "channel": channel, "status": "issued"}
    return row | _FUND_KINDS[channel] | facts


def envelope(fund_id: str, year: int, yuan: int) -> Row:
    return {"fund_id": fund_id, "year": year, "envelope": yuan}


def agreement(fund_id: str, site: str, yuan: int, **facts: Any) -> Row:
    """A row of `own_money`."""
    return {"fund_id": fund_id, "community_id": site, "limit": yuan} | facts


def fiscal(year: int, **facts: Any) -> Row:
    """A county with room for 50,000,000 yuan of general and 50,000,000 of fund money."""
    row: Row = {"year": year, "local_revenue": 100_000_000, "transfers_usable": 0, "three_guarantees": 50_000_000}
    return row | {"fund_revenue_net": 50_000_000, "new_quota_general": 50_000_000} | facts


def write_case(
    folder: Path,
    tables: Mapping[str, Sequence[Row]],
    years: tuple[int, int] = (2021, 2022),
    money_unit: str = "yuan",
    **header: Any,
) -> Path:
    """case.yaml, one CSV for each table that has rows, required ones at least as a header; a fiscal frame by default."""
    folder.mkdir(parents=True, exist_ok=True)
    head: Row = {
        "format": "jiugai-case/1",
        "title": {"zh": "试例", "en": "test case"},
        "place": ["甘肃省", "张掖市", "高台县"],
        "first_year": years[0],
        "last_year": years[1],
        "borrow": ["xuchang-2021-13", "ankang-2021", "wenzhou-resident-min"],
        "money_unit": money_unit,
        "basis": "illustrative",
    }
    (folder / "case.yaml").write_text(yaml.safe_dump(head | header, allow_unicode=True), "utf-8")
    given = {"fiscal": [fiscal(year) for year in range(years[0], years[1] + 1)], "fund_years": []} | dict(tables)
    for name, rows in given.items():
        if rows or name in REQUIRED_TABLES:
            _write_table(folder / f"{name}.csv", name, rows, money_unit)
    return folder


def _write_table(path: Path, name: str, rows: Sequence[Row], money_unit: str) -> None:
    columns = dictionary()[name]
    used = [column for column in columns if columns[column].required or any(column in row for row in rows)]
    unit = Decimal(10_000) if money_unit == "wan_yuan" else Decimal(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(used)
        for row in rows:
            assert set(row) <= set(columns), sorted(set(row) - set(columns))
            cells = []
            for column in used:
                value = row.get(column, "")
                if value != "" and columns[column].base_type == "money":
                    value = format(Decimal(value) / unit, "f")
                cells.append({True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value)
            writer.writerow(cells)


def write_scenario(
    path: Path,
    case: str = "case",
    overrides: Mapping[str, str] | None = None,
    pinned: Mapping[str, str] | None = None,
    **changes: Any,
) -> Path:
    """A scenario beside its case folder; `overrides` are laid over the pinned values (PINNED, unless others are given)."""
    text: Row = {
        "format": "jiugai-scenario/1",
        "title": {"zh": "试例", "en": "test"},
        "author": "tests",
        "date": "2026-11-22",
        "baseline": True,
        "question": "?",
        "changes": "-",
        "case": case,
        "as_of": "2021-12-31",
        "overrides": dict(PINNED if pinned is None else pinned) | dict(overrides or {}),
        "objectives": list(OBJECTIVES),
        "need_weights": {"age": 20, "hazard": 30, "facilities": 30, "care": 20},
        "tier_weights": {"basic": 3, "improvement": 4, "upgrade": 5},
        "soft_weights": {"E1": 100, "F9": 1},
        "discount_rate": "0.03",
        "effort": {"gap": "0", "nodes": 20000},
        "lang": "zh",
    } | changes
    dumped = yaml.safe_dump(text, allow_unicode=True)
    for key in ("date", "as_of"):  # dates, not quoted text
        dumped = dumped.replace(f"{key}: '{text[key]}'", f"{key}: {text[key]}")
    path.write_text(dumped, "utf-8")
    return path


def make_study(
    folder: Path,
    tables: Mapping[str, Sequence[Row]],
    years: tuple[int, int] = (2021, 2022),
    money_unit: str = "yuan",
    header: Mapping[str, Any] | None = None,
    **scenario: Any,
) -> Study:
    """Write everything below `folder` and read it back as the program does."""
    write_case(folder / "case", tables, years, money_unit, **dict(header or {}))
    return read_study(write_scenario(folder / "study.yaml", **scenario))
