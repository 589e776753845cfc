"""Make the case data/cases/gaotai: 高台县 2021-2025, illustrative communities around published rules and totals.

Published: the county's document of 2021-03-17 (24 communities, 700,000 m2, 7,000 households by 2025; its three tiers
and money rules), unit costs of neighbouring 酒泉 (project_unit_costs.csv), the fiscal frame of 甘谷 scaled by a factor
(county_fiscal_frames.csv), bond and loan rates. Communities, works and funds are drawn from a fixed seed and are
illustrative: no row is a real community. Run from any folder: `python data/sources/make_gaotai.py`.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from casemaker import Funds, apportion, read_figures, source_rows, wan, write_case, yuan
from gaotai_words import (
    ESTATES,
    FORMER_OWNERS,
    HEADER,
    NEIGHBOURHOODS,
    SECTOR_NAMES,
    SOURCES,
    TRADE_NAMES,
    UPPER_NAMES,
)

YEARS = (2021, 2022, 2023, 2024, 2025)

# --- knobs: communities ----------------------------------------------------------------------------------------------
SEED = 20210317
SIZES = [  # class, number of candidates, households from, to, built from, to
    ("estate", 5, 610, 790, 1993, 2003),
    ("middle", 13, 190, 390, 1984, 2000),
    ("small", 13, 100, 185, 1980, 2000),
    ("block", 13, 24, 98, 1978, 1999),
]
LATE_BUILT = {"middle": 3, "small": 2, "block": 1}  # how many were built 2001-2004: starts from 2024 only (E1)
TOO_NEW = {"middle": 1, "small": 2, "block": 2}  # how many were built 2006-2010: no upper-level money at all (E1)
LOW_CONSENT = {"estate": 1, "middle": 2, "small": 1, "block": 1}  # agreement below 2/3: no start in the first year (E3)
HAZARD = {"estate": 1, "middle": 3, "small": 3, "block": 3}  # communities with unsafe drains or gas pipes
AREA_PER_HOUSEHOLD = (90, 107)  # m2; the published aims give 100
UNIT_COST_SPREAD = 0.16  # around the area-weighted unit cost of 酒泉 2019-2020 (384 yuan/m2)
UNIT_COST_BY_CLASS = {"estate": 0.93, "middle": 1.0, "small": 1.06, "block": 1.14}  # small sites cost more a m2
TIER_SHARES = {"basic": 0.595, "improvement": 0.28, "upgrade": 0.125}  # of the cost of a community with all three
OTHER_FEES = (0.09, 0.15)  # of works
CONTINGENCY = (0.03, 0.07)  # of works + other fees

# --- knobs: works: weight in the tier; chance that an estate, middle, small community or block has the work -----------
WORKS = {
    "basic": [
        ("drainage", "drainage", "whole", "construction", 9.0, (1, 1, 1, 1)),
        ("water", "water", "whole", "construction", 6.0, (1, 0.8, 0.5, 0.4)),
        ("heat", "heat", "whole", "construction", 7.0, (1, 0.8, 0.6, 0.4)),
        ("gas", "gas", "whole", "construction", 4.0, (0.6, 0.3, 0.2, 0.1)),
        ("power_civil", "power", "civil", "construction", 4.0, (1, 0.9, 0.7, 0.5)),
        ("power_net", "power", "network", "equipment", 1.6, (1, 0.9, 0.7, 0.5)),
        ("telecom_civil", "telecom", "civil", "construction", 2.2, (1, 0.5, 0.3, 0.2)),
        ("telecom_net", "telecom", "network", "equipment", 1.0, (1, 0.5, 0.3, 0.2)),
        ("road", "road", "whole", "construction", 19.0, (1, 1, 1, 1)),
        ("roof", "roof", "whole", "construction", 14.0, (1, 1, 1, 1)),
        ("facade", "facade", "whole", "construction", 17.0, (1, 0.8, 0.6, 0.5)),
        ("security", "security", "whole", "equipment", 4.0, (0.4, 0, 0, 0)),
    ],
    "improvement": [
        ("insulation", "insulation", "whole", "construction", 42.0, (1, 0.9, 0.9, 0.8)),
        ("lighting", "lighting", "whole", "construction", 14.0, (0.6, 0.4, 1, 1)),
        ("greening", "greening", "whole", "construction", 17.0, (1, 1, 0.6, 0.4)),
        ("parking", "parking", "whole", "construction", 17.0, (1, 0.5, 0.15, 0)),
        ("charging", "charging", "whole", "equipment", 9.0, (1, 0.5, 0.15, 0)),
        ("elevator", "elevator", "whole", "equipment", 14.0, (0.6, 0, 0, 0)),
        ("accessibility", "accessibility", "whole", "construction", 8.0, (0, 0.4, 0.3, 0.5)),
        ("sport", "sport", "whole", "equipment", 7.0, (0.4, 0.3, 0.2, 0)),
        ("culture", "culture", "whole", "construction", 8.0, (0.2, 0.2, 0, 0)),
    ],
    "upgrade": [
        ("elderly_care", "elderly_care", "whole", "construction", 45.0, (1, 0.7, 0.4, 0)),
        ("community_service", "community_service", "whole", "construction", 35.0, (1, 0.5, 0.3, 0)),
        ("childcare", "childcare", "whole", "construction", 25.0, (0.4, 0.2, 0, 0)),
        ("health", "health", "whole", "construction", 20.0, (0.2, 0.1, 0, 0)),
    ],
}
TOGETHER = {"power_net": "power_civil", "telecom_net": "telecom_civil", "charging": "parking"}  # drawn as one
ALREADY_PRESENT = {"gas": 0.06, "heat": 0.10, "insulation": 0.08}  # chance that a listed work is there already
ELEVATOR_EACH = 450_000  # yuan; seen 400,000-600,000
PLACES_PER_HOUSEHOLD = 0.45  # parking places
PARKING_YUAN_PER_MONTH = 30  # per place; the price agreed in Xuchang 2021
PARKING_NET = 0.8  # net of upkeep
CHARGING_NET_YUAN_PER_HOUSEHOLD = 60  # a year
REVENUE_VOTE = 0.8  # chance that the owners voted to pledge the income

# --- knobs: money (yuan per task household; 万元 elsewhere) ----------------------------------------------------------
TASK_HOUSEHOLDS = {2021: 1400, 2022: 1500, 2023: 1500, 2024: 1500, 2025: 1500}  # 7,400; published aim: over 7,000
CENTRAL_FISCAL_RATE = {2021: 7300, 2022: 7300, 2023: 7300, 2024: 7200, 2025: 7200}  # seen: 2,411-13,426
CENTRAL_INVESTMENT = {2021: 1200, 2022: 1150, 2023: 0, 2024: 1200, 2025: 1150}
PROVINCIAL_RATE = 1000  # 河南 2019 and 陕西 2020: about 1,000 yuan
CITY = {2021: 120, 2022: 120, 2023: 120, 2024: 120, 2025: 120}
SECTOR = {  # trade: tier, envelope by year
    "insulation": ("improvement", {2021: 80, 2022: 100, 2023: 100, 2024: 100, 2025: 100}),
    "elderly_care": ("upgrade", {2022: 70, 2023: 70, 2024: 70}),
    "sport": ("improvement", {2023: 12, 2025: 12}),
}
COUNTY = {2021: 480, 2022: 520, 2023: 560, 2024: 560, 2025: 600}
HOUSING_SALE = {2022: 180}
NEW_BONDS = {2021: 200, 2022: 200, 2023: 200, 2024: 200, 2025: 200}
UTILITY_STARTS = 0.20  # share of all candidates' pipelines that a year of the utilities' plans carries at their part
UTILITY_SHARE = 0.30  # the asked share of civil and whole pipeline works; network parts are theirs wholly
BOND_PERIOD, BOND_TERM = "2021-01..12", 7  # row of local_bond_rates.csv
LOAN_DATE, LOAN_TERM, LOAN_GRACE = "2020-04-20", 15, 1  # row of lpr_history.csv in force through 2021 (over 5 years)

# --- knobs: projects under way ---------------------------------------------------------------------------------------
UNDER_WAY = [(1, 118, 1989, "middle"), (2, 204, 1994, "middle"), (3, 92, 1986, "small")]  # id, households, built, class
DONE = (4, 84, 1985, "small")
PAID_2020 = 0.35  # of the non-pipeline construction; pipelines and fees are paid wholly
CARRIED_2020 = {  # of what remains of it: committed for 2021
    "central_fiscal.2020": 0.42,
    "central_investment.2020": 0.24,
    "provincial.2020": 0.08,
    "county_budget": 0.14,
}
RETENTION = 0.03  # of the non-pipeline construction, paid by the county in 2022

# --- knobs: fiscal frame ---------------------------------------------------------------------------------------------
FRAME_FACTOR = Fraction(1, 4)  # 甘谷 -> 高台: about 12 against 51 万 people, general knowledge, rounded to a quarter
SOURCE_OF_FRAME = {"2023": "gt_fiscal", "2024": "gt_fiscal_2024"}
FRAME_YEAR = {2021: "2023", 2022: "2023", 2023: "2023", 2024: "2024", 2025: "2024"}  # the 甘谷 year that stands for it
USABLE_SHARE = Fraction(45, 100)  # of general transfers that is 财力性; the rest is shared-responsibility money
USABLE_CARRY_OVER = Fraction(20, 100)  # of last year's balance that is not tied
THREE_GUARANTEES = Fraction(80, 100)  # of disposable money (a county of 四川 2021 plans 59,650 万元)
OTHER_RIGID = Fraction(157, 1000)  # of disposable money
FUND_NET = Fraction(40, 100)  # of fund revenue, after land cost and set-asides
GENERAL_DEBT_YEARS = 8  # balance as a multiple of 甘谷's yearly principal (12,667 万元 in 2023)
SPECIAL_DEBT_YEARS = 12  # likewise (11,680 万元 in 2024)
GENERAL_REFINANCED, SPECIAL_REFINANCED = "0.9", "0.95"
GENERAL_RATE, SPECIAL_RATE = "0.0338", "0.0339"  # stock of local debt, end of January 2023 (local_bond_rates.csv)
GENERAL_MATURITY, SPECIAL_MATURITY = 2030, 2036
LIMIT_RATIO = {"general": Fraction(96300, 94423), "special": Fraction(46200, 45001)}  # 柳城 2021: limit over balance
# ---------------------------------------------------------------------------------------------------------------------

CLASSES = [name for name, *_ in SIZES]


def unit_cost() -> float:
    """Area-weighted yuan per m2 of the two 酒泉 programmes."""
    rows = [row for row in read_figures("project_unit_costs.csv") if row["place"] == "甘肃酒泉市"]
    return 10_000 * sum(float(row["investment"]) for row in rows) / sum(float(row["area_m2"]) for row in rows)


def make_sites(rng: np.random.Generator) -> list[dict]:
    """The candidates, the projects under way and the completed one: size, built year, class and full cost."""
    owners = [str(name) for name in rng.permutation(FORMER_OWNERS)]
    estates = list(ESTATES)
    sites = []
    for kind, count, low, high, from_year, to_year in SIZES:
        marks = rng.permutation(count)  # which of the class is late built, too new, of low consent, unsafe
        late, new = LATE_BUILT.get(kind, 0), TOO_NEW.get(kind, 0)
        consent_marks, hazard_marks = rng.permutation(count), rng.permutation(count)
        for i in range(count):
            built = int(rng.integers(from_year, to_year + 1))
            if marks[i] < late:
                built = int(rng.integers(2001, 2005))
            elif marks[i] < late + new:
                built = int(rng.integers(2006, 2011))
            low_consent = consent_marks[i] < LOW_CONSENT.get(kind, 0)
            sites.append(
                {
                    "id": f"gt{len(sites) + 1:02d}",
                    "class": kind,
                    "stage": "proposed",
                    "households": int(rng.integers(low, high + 1)),
                    "built": built,
                    "consent": int(rng.integers(50, 65)) if low_consent else int(rng.integers(70, 97)),
                    "hazard": bool(hazard_marks[i] < HAZARD.get(kind, 0)),
                }
            )
    for stage, rows in (("in_progress", UNDER_WAY), ("completed", [DONE])):
        for number, households, built, kind in rows:
            sites.append(
                {
                    "id": f"go{number:02d}",
                    "class": kind,
                    "stage": stage,
                    "households": households,
                    "built": built,
                    "consent": 85 + number,
                    "hazard": number == 2,
                }
            )
    order = rng.permutation(len(sites))
    for rank, site in zip(order, sites, strict=True):
        large = site["class"] in ("estate", "middle") and site["stage"] == "proposed"
        if large and (site["class"] == "estate" or site["built"] > 1995) and estates:
            site["name"] = estates.pop(0)
        else:
            site["name"] = owners.pop(0) + ("家属楼" if site["households"] < 60 else "家属院")
        site["neighbourhood"] = NEIGHBOURHOODS[int(rank) % len(NEIGHBOURHOODS)]
        site["buildings"] = max(1, round(site["households"] / 34))
        site["area"] = int(round(site["households"] * rng.uniform(*AREA_PER_HOUSEHOLD), -1))
        site["rate"] = UNIT_COST_BY_CLASS[site["class"]] * (1 + UNIT_COST_SPREAD * (2 * rng.random() - 1))
        site["facilities"], site["care"] = int(rng.integers(2, 10)), int(rng.integers(2, 10))
    scale = unit_cost() * sum(site["area"] for site in sites) / sum(site["area"] * site["rate"] for site in sites)
    for site in sites:
        site["full_cost"] = int(round(site["area"] * site["rate"] * scale, -3))
    return sites


def choose_works(rng: np.random.Generator, site: dict) -> dict[str, list[tuple]]:
    """Which works of each tier a community needs."""
    position = CLASSES.index(site["class"])
    draw = {w[0]: rng.random() for works in WORKS.values() for w in works}
    for follower, leader in TOGETHER.items():
        draw[follower] = draw[leader]
    chosen = {tier: [w for w in works if draw[w[0]] < w[5][position]] for tier, works in WORKS.items()}
    if site["hazard"] and not any(w[0] == "gas" for w in chosen["basic"]) and rng.random() < 0.4:
        chosen["basic"].append(next(w for w in WORKS["basic"] if w[0] == "gas"))
    if not chosen["improvement"]:
        chosen["improvement"] = WORKS["improvement"][:2]
    if site["stage"] != "proposed":
        chosen["upgrade"] = []
    return {tier: works for tier, works in chosen.items() if works}


def price_works(rng: np.random.Generator, site: dict, chosen: dict[str, list[tuple]]) -> list[dict]:
    """Works, fees and contingency with their cost; without works already present they sum to the full cost."""
    lines, weights = [], []
    for tier, works in chosen.items():
        fees, spare = rng.uniform(*OTHER_FEES), rng.uniform(*CONTINGENCY)
        present = {w[0] for w in works if site["stage"] == "proposed" and rng.random() < ALREADY_PRESENT.get(w[0], 0)}
        if len(present) == len(works):
            present = set()
        sizes = {w[0]: w[4] * rng.uniform(0.8, 1.2) for w in works}
        built = sum(size for name, size in sizes.items() if name not in present)
        factor = TIER_SHARES[tier] / (built * (1 + fees) * (1 + spare))
        for name, trade, part, cost_part, *_ in works:
            line = {"name": name, "trade": trade, "tier": tier, "part": part, "cost_part": cost_part}
            lines.append({**line, "already_present": name in present})
            weights.append(0.0 if name in present else sizes[name] * factor)
        for name, cost_part, rate in (("fees", "other_fees", fees), ("cont", "contingency", (1 + fees) * spare)):
            line = {"name": f"{name}_{tier[:3]}", "trade": "general", "tier": tier, "part": "whole"}
            lines.append({**line, "cost_part": cost_part, "already_present": False})
            weights.append(built * factor * rate)
    for line, amount in zip(lines, apportion(site["full_cost"], weights, unit=1000), strict=True):
        line["cost"] = amount
    for elevator in [
        line for line in lines if line["name"] == "elevator"
    ]:  # whole elevators; the rest to the largest work
        price = max(1, round(elevator["cost"] / ELEVATOR_EACH)) * ELEVATOR_EACH
        largest = max(
            (w for w in lines if w["tier"] == elevator["tier"] and w is not elevator), key=lambda w: w["cost"]
        )
        largest["cost"] += elevator["cost"] - price
        elevator["cost"] = price
    typical = max(line["cost"] for line in lines) // 2000 * 1000
    for line in lines:
        if line["already_present"]:
            line["cost"] = typical
    return lines


def make_works(rng: np.random.Generator, site: dict) -> list[dict]:
    """The rows of `works` of one community."""
    lines = price_works(rng, site, choose_works(rng, site))
    voted = bool(rng.random() < REVENUE_VOTE) or site["stage"] == "in_progress"
    unsafe = "gas" if any(line["name"] == "gas" for line in lines) and rng.random() < 0.5 else "drainage"
    yearly = {
        "parking": PLACES_PER_HOUSEHOLD * PARKING_YUAN_PER_MONTH * 12 * PARKING_NET,
        "charging": CHARGING_NET_YUAN_PER_HOUSEHOLD,
    }
    stage = {"proposed": "estimate", "in_progress": "contract", "completed": "final"}[site["stage"]]
    rows = []
    for line in lines:
        name, trade = line.pop("name"), line["trade"]
        row = {"work_id": f"{site['id']}.{name}", "community_id": site["id"], **line, "cost_stage": stage}
        row |= {"hazard": site["hazard"] and trade == unsafe and not line["already_present"], "source_id": "gt_works"}
        if trade in yearly:
            revenue = round(site["households"] * yearly[trade] / 100) * 100
            row |= {"net_revenue_per_year": revenue, "revenue_vote_passed": voted, "source_id": "gt_revenue"}
        rows.append(row)
    return rows


def payments(work: dict, stage: str) -> list[tuple[str, int, str, int]]:
    """(fund, year, paid or committed, yuan) of a work of the projects of 2020."""
    cost = work["cost"]
    if work["trade"] in TRADE_NAMES:  # one dig: the pipes are done and paid
        own = cost if work["part"] == "network" else round(cost * UTILITY_SHARE / 1000) * 1000
        lines = [(f"utility_{work['trade']}", 2020, "paid", own), ("central_investment.2020", 2020, "paid", cost - own)]
    elif work["cost_part"] == "other_fees":
        lines = [("county_budget", 2020, "paid", cost)]
    elif stage == "completed":
        lines = [("central_fiscal.2020", 2020, "paid", cost)]
    elif work["cost_part"] == "construction":
        first, late = round(cost * PAID_2020 / 1000) * 1000, round(cost * RETENTION / 1000) * 1000
        if work.get("revenue_vote_passed"):  # the rest is open: a loan on its income may pay it
            return [("central_fiscal.2020", 2020, "paid", first)]
        lines = [("central_fiscal.2020", 2020, "paid", first), ("county_budget", 2022, "committed", late)]
        for fund, share in CARRIED_2020.items():
            lines.append((fund, 2021, "committed", round((cost - first - late) * share / 1000) * 1000))
    else:
        lines = []
    return [line for line in lines if line[3]]


def make_commitments(sites: list[dict], works: list[dict]) -> tuple[list[dict], dict[str, int]]:
    """Paid in 2020, committed for 2021 and 2022; a fund of 2020 carries into 2021 what is committed from it.

    What is paid goes into the ledger (`make_ledger`), from which `commitments` takes it.
    """
    stages = {site["id"]: site["stage"] for site in sites}
    rows, carried = [], {}
    for work in works:
        stage = stages[work["community_id"]]
        for fund, year, column, amount in payments(work, stage) if stage != "proposed" else []:
            rows.append({"work_id": work["work_id"], "fund_id": fund, "year": year, column: amount})
            rows[-1]["source_id"] = "gt_carried"
            if fund.endswith(".2020") and column == "committed":
                carried[fund] = carried.get(fund, 0) + amount
    return rows, carried


def make_ledger(sites: list[dict], works: list[dict], commitments: list[dict], carried: dict) -> list[dict]:
    """What happened in 2020, month by month: allotted in spring, started in May and June, then works done and paid."""
    rows: list[dict] = []

    def happened(month: int, day: int, entry: str, **facts: object) -> None:
        rows.append({"date": f"2020-{month:02}-{day:02}", "entry": entry, "source_id": "gt_carried", **facts})

    paid = [row for row in commitments if row.get("paid")]
    total: dict[str, int] = {}
    for row in paid:
        total[row["fund_id"]] = total.get(row["fund_id"], 0) + row["paid"]
    for month, (fund, unpaid) in zip((3, 4, 4), sorted(carried.items()), strict=True):
        happened(month, 20, "allotted", fund_id=fund, amount=unpaid + total.get(fund, 0))
    begun = [site for site in sites if site["stage"] != "proposed"]
    place = {site["id"]: number for number, site in enumerate(begun)}
    for site in begun:
        happened(5 + place[site["id"]] % 2, 10, "started", community_id=site["id"])
        if site["stage"] == "completed":
            happened(12, 20, "accepted", community_id=site["id"])
    for number, work in enumerate(work for work in works if work["community_id"] in place):
        month = 7 + (number + place[work["community_id"]]) % 5
        mine = [row for row in paid if row["work_id"] == work["work_id"]]
        if mine:
            amount = sum(row["paid"] for row in mine)
            happened(month, 25, "done", work_id=work["work_id"], amount=amount)
        for row in mine:
            facts = {"fund_id": row["fund_id"], "work_id": work["work_id"], "amount": row["paid"]}
            happened(month + 1, 15, "paid", **facts)
    rows.sort(key=lambda row: (row["date"], row["entry"], row.get("work_id", row.get("community_id", ""))))
    return [{"entry_id": f"2020-{number:03}", **row} for number, row in enumerate(rows, start=1)]


def make_fiscal() -> tuple[list[dict], list[dict], list[dict]]:
    """Fiscal frame, existing debt and debt limits: 甘谷 scaled, whole yuan rounded to 万元."""
    frame = {
        (row["year"], row["budget"], row["item"]): Fraction(row["amount_wan"])
        for row in read_figures("county_fiscal_frames.csv")
        if row["place"] == "甘谷县"
    }

    def of(year, item, share=Fraction(1), budget="general"):
        return round(frame.get((year, budget, item), Fraction(0)) * FRAME_FACTOR * share) * 10_000

    fiscal = []
    for year in YEARS:
        like = FRAME_YEAR[year]
        row = {
            "year": year,
            "local_revenue": of(like, "本级收入"),
            "transfers_usable": of(like, "其中返还性收入") + of(like, "其中一般性转移支付", USABLE_SHARE),
            "transfers_earmarked": of(like, "其中一般性转移支付", 1 - USABLE_SHARE) + of(like, "其中专项补助"),
            "transfers_in": of(like, "调入资金") + of(like, "动用稳定调节基金"),
            "carry_over": of(like, "上年结余", USABLE_CARRY_OVER),
            "remitted_up": of(like, "上解上级支出"),
            "fund_revenue_net": of(like, "本级收入", FUND_NET, "fund"),
        }
        disposable = (
            sum(row[k] for k in ("local_revenue", "transfers_usable", "transfers_in", "carry_over"))
            - row["remitted_up"]
        )
        row["three_guarantees"] = round(disposable * THREE_GUARANTEES / 10_000) * 10_000
        row["other_rigid"] = round(disposable * OTHER_RIGID / 10_000) * 10_000
        row["new_quota_general"] = yuan(NEW_BONDS[year])
        fiscal.append({**row, "source_id": SOURCE_OF_FRAME[like]})
    balance = {
        "general": of("2023", "债务还本支出") * GENERAL_DEBT_YEARS,
        "special": of("2024", "专项债务还本支出", budget="fund") * SPECIAL_DEBT_YEARS,
    }
    terms = {
        "general": ("存量一般债券(示例)", GENERAL_RATE, GENERAL_MATURITY, GENERAL_REFINANCED),
        "special": ("存量专项债券(示例)", SPECIAL_RATE, SPECIAL_MATURITY, SPECIAL_REFINANCED),
    }
    debts = [
        {
            "instrument_id": f"old_{kind}",
            "name": name,
            "debt_type": kind,
            "opening_balance": balance[kind],
            "rate": rate,
            "repayment": "equal_principal",
            "maturity_year": to,
            "refinance_share": share,
            "source_id": "gt_debt",
        }
        for kind, (name, rate, to, share) in terms.items()
    ]
    limit = {kind: round(balance[kind] * LIMIT_RATIO[kind] / 10_000) * 10_000 for kind in balance}
    limits = [
        {"year": year, "limit_general": limit["general"], "limit_special": limit["special"], "source_id": "gt_limit"}
        for year in YEARS
    ]
    return fiscal, debts, limits


def percent(name: str, key: str, value: str, column: str) -> str:
    """A rate printed in percent in a figures file, as text of a ratio.

    >>> percent("lpr_history.csv", "date", "2020-04-20", "lpr_5y")
    '0.0465'
    """
    row = next(row for row in read_figures(name) if row[key] == value)
    return f"{float(Fraction(row[column]) / 100):.4f}"


def add_upper_funds(funds: Funds) -> None:
    """Central and provincial money: one fund per plan year, and what the projects of 2020 carry into 2021."""
    for channel, (name, word) in UPPER_NAMES.items():
        key = f"{channel}.2020"
        number = f"示例{word}〔2020〕1号(illustrative)"
        terms = {"plan_year": 2020, "carry_years": 1, "document_no": number, "source_id": "gt_carried"}
        funds.add(key, f"2020年{name},结转2021年", channel, "issued", **terms)
        for year in YEARS:
            if channel == "central_investment" and not CENTRAL_INVESTMENT[year]:
                continue
            key = f"{channel}.{year}"
            known = year == 2021 or (year == 2022 and channel != "provincial")  # told in advance in November 2021
            status = ("issued" if year == 2021 else "committed") if known else "applied"
            number = f"示例{word}〔2021〕{year - 2020}号(illustrative)" if known else None
            funds.add(key, f"{year}年{name}", channel, status, plan_year=year, document_no=number)
            if channel == "central_investment":
                funds.envelope(key, {year: yuan(CENTRAL_INVESTMENT[year])})
            else:
                rate = CENTRAL_FISCAL_RATE[year] if channel == "central_fiscal" else PROVINCIAL_RATE
                funds.per_household(key, year, rate, TASK_HOUSEHOLDS[year])


def add_utilities(funds: Funds, candidate_works: list[dict]) -> None:
    """One fund per trade; its yearly capacity is a share of the utility's part of all candidates' pipelines."""
    for trade, name in TRADE_NAMES.items():
        key = f"utility_{trade}"
        funds.add(key, f"{name}专营单位出资", "utility", "committed", source_id="gt_utility")
        funds.rule(key, trade=trade)
        pipes = [w for w in candidate_works if w["trade"] == trade and not w["already_present"]]
        asked = sum(w["cost"] * (1 if w["part"] == "network" else UTILITY_SHARE) for w in pipes)
        funds.envelope(key, dict.fromkeys(YEARS, round(asked * UTILITY_STARTS / 10_000) * 10_000), "gt_utility")


def make_funds(candidate_works: list[dict]) -> dict[str, list[dict]]:
    """Funds, their envelopes, entitlements and rules."""
    funds = Funds("gt_funds")
    add_upper_funds(funds)
    for trade, (tier, amounts) in SECTOR.items():
        funds.add(f"sector_{trade}", SECTOR_NAMES[trade], "sector", "applied")
        funds.rule(f"sector_{trade}", trade=trade, tier=tier)
        funds.envelope(f"sector_{trade}", wan(amounts))
    funds.add("city", "张掖市级奖补", "city", "applied")
    funds.envelope("city", wan(CITY))
    funds.add("county_budget", "高台县一般公共预算安排", "county_budget", "committed", budget="general")
    funds.envelope("county_budget", wan(COUNTY))
    funds.add("housing_sale", "国有住房出售收入存量资金", "housing_sale", "committed", budget="fund")
    funds.envelope("housing_sale", wan(HOUSING_SALE))
    bond = {
        "budget": "general",
        "rate": percent("local_bond_rates.csv", "period", BOND_PERIOD, "rate_general"),
        "term_years": BOND_TERM,
        "repayment": "bullet",
        "borrower": "高台县人民政府",
        "source_id": "gt_bond",
    }
    funds.add("general_bond", "新增一般债券(转贷)", "general_bond", "applied", **bond)
    add_utilities(funds, candidate_works)
    funds.add("residents", "居民出资", "resident", "applied")
    for cost_part in ("construction", "equipment", "contingency"):
        funds.rule("residents", cost_part=cost_part)
    loan = {
        "rate": percent("lpr_history.csv", "date", LOAN_DATE, "lpr_5y"),
        "term_years": LOAN_TERM,
        "grace_years": LOAN_GRACE,
        "repayment": "equal_instalment",
        "borrower": "高台县振兴城投公司(市场化主体)",
        "source_id": "gt_loan",
    }
    funds.add("loan", "停车充电收益贷款", "loan", "applied", **loan)
    return funds.tables


def make_projects(sites: list[dict], works: list[dict]) -> list[dict]:
    """Projects of 2020, and one for every candidate with pledged income (for bank loans); noted in the sites."""
    with_income = {work["community_id"] for work in works if work.get("revenue_vote_passed")}
    rows = []
    for site in sites:
        row = {}
        if site["stage"] != "proposed":
            row = {"project_id": f"p2020.{site['id']}", "approval_no": "示例〔2020〕(illustrative)", "plan_year": 2020}
            row |= {"owner_unit": "高台县住房和城乡建设局", "source_id": "gt_carried"}
        elif site["id"] in with_income:
            row = {"project_id": f"p.{site['id']}", "plan_year": 2021, "source_id": "gt_rows"}
            row |= {"owner_unit": "高台县振兴城投公司(市场化主体)"}
        site["project"] = row.get("project_id")
        if row:
            rows.append(row)
    return rows


def community_row(site: dict) -> dict:
    """The row of `communities`."""
    return {
        "community_id": site["id"],
        "project_id": site["project"],
        "name": site["name"],
        "street": "城关镇",
        "neighbourhood": site["neighbourhood"],
        "stage": site["stage"],
        "households": site["households"],
        "buildings": site["buildings"],
        "floor_area_m2": site["area"],
        "built_year": site["built"],
        "property_type": "房改房" if site["built"] < 1999 else "商品房",
        "consent_rate": f"{site['consent'] / 100:.2f}",
        "need_facilities": site["facilities"],
        "need_care": site["care"],
        "source_id": "gt_rows",
    }


def main() -> None:
    rng = np.random.default_rng(SEED)
    sites = make_sites(rng)
    works = [row for site in sites for row in make_works(rng, site)]
    candidates = {site["id"] for site in sites if site["stage"] == "proposed"}
    commitments, carried = make_commitments(sites, works)
    projects = make_projects(sites, works)
    fiscal, debts, debt_limits = make_fiscal()
    words = {
        "factor": f"{float(FRAME_FACTOR):.2f}",
        "unit": unit_cost(),
        "bond": 100 * float(percent("local_bond_rates.csv", "period", BOND_PERIOD, "rate_general")),
        "loan": 100 * float(percent("lpr_history.csv", "date", LOAN_DATE, "lpr_5y")),
    }
    tables = {
        "projects": projects,
        "communities": [community_row(site) for site in sites],
        "works": works,
        **make_funds([work for work in works if work["community_id"] in candidates]),
        "fiscal": fiscal,
        "debts": debts,
        "debt_limits": debt_limits,
        "commitments": [row for row in commitments if not row.get("paid")],
        "ledger": make_ledger(sites, works, commitments, carried),
        "sources": source_rows([(key, title.format(**words), *rest) for key, title, *rest in SOURCES]),
    }
    write_case("gaotai", HEADER.format(**words), "yuan", tables)


if __name__ == "__main__":
    main()
