"""A tiny study and its finished plan, every number worked out by hand (no reader, no solver)."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pandas as pd

from jiugai.audit import audit
from jiugai.audit.check import build_ledger
from jiugai.audit.facts import read_facts
from jiugai.audit.indicators import expected_indicators
from jiugai.audit.lines import build_lines, printed
from jiugai.audit.removed import removals
from jiugai.audit.report import Book
from jiugai.audit.rules import rule_checks
from jiugai.audit.rules.due import due_rows
from jiugai.audit.rules.earmark import accounts
from jiugai.audit.scheme import build_scheme, expected_selection
from jiugai.audit.tables import read_claims
from jiugai.inputs.dictionary import dictionary
from jiugai.plan import AMOUNT, FLAG, INT, KEYS, OPTIONAL_INT, TABLES, TEXT, Plan, typed

# a: starts 2021, basic + improvement; b: in progress; c: a work no fund may pay; d: completed.
CASE = {
    "projects": """
project_id,plan_year
p0,2020
p1,2021
p9,2019
""",
    "communities": """
community_id,project_id,name,stage,households,floor_area_m2,built_year,consent_rate,need_facilities,need_care
a,p1,甲小区,proposed,100,8000,1990,4/5,6,4
b,p0,乙小区,in_progress,40,3000,2003,1/2,5,5
c,,丙小区,proposed,30,2000,1985,1/3,5,5
d,p9,丁小区,completed,50,4000,1980,1,5,5
""",
    "works": """
work_id,community_id,trade,tier,part,cost_part,cost,hazard,already_present,net_revenue_per_year,revenue_vote_passed
a.cable,a,telecom,basic,network,equipment,50000,no,no,0,no
a.lift,a,elevator,upgrade,whole,construction,900000,no,no,0,no
a.park,a,parking,improvement,whole,construction,400000,no,no,60000,yes
a.pipe,a,water,basic,civil,construction,1000000,yes,no,0,no
a.road,a,road,basic,whole,construction,600001,no,no,0,no
b.road,b,road,basic,whole,construction,300000,no,no,0,no
c.road,c,road,basic,network,construction,100000,no,no,0,no
d.road,d,road,basic,whole,construction,70000,no,yes,0,no
""",
    "funds": """
fund_id,name,kind,level,budget,channel,instrument,scope,status,rate,term_years,repayment,borrower
bond,一般债券,local,county,general,general_bond,debt,pooled,issued,3/100,3,equal_principal,county
central,中央补助,central,central,none,central_fiscal,grant,pooled,issued,,,,
county,县级预算,local,county,general,county_budget,grant,pooled,committed,,,,
loan,停车贷款,bank,none,none,loan,debt,own,applied,1/20,2,equal_instalment,高台某停车管理有限公司
residents,居民,resident,none,none,resident,own,own,committed,,,,
water_co,自来水公司,utility,none,none,utility,contribution,pooled,committed,,,,
""",
    "fund_years": """
fund_id,year,envelope
central,2021,900000
central,2022,300000
county,2021,200000
county,2022,400000
water_co,2021,400000
""",
    "fiscal": """
year,local_revenue,transfers_usable,three_guarantees,other_rigid,fund_revenue_net,new_quota_general
2021,5000000,1000000,4000000,1500000,60000,400000
2022,5000000,1000000,4000000,1400000,50000,100000
""",
    "debts": """
instrument_id,debt_type,opening_balance,rate,repayment,maturity_year,refinance_share
e1,general,1000000,1/25,bullet,2022,9/10
e2,special,100000,1/20,equal_principal,2022,0
""",
    "debt_limits": """
year,limit_general,limit_special
2021,1400000,500000
2022,1300000,500000
""",
    "commitments": """
work_id,fund_id,year,committed,paid
b.road,central,2020,0,100000
b.road,county,2022,80000,0
d.road,central,2019,0,70000
""",
}

PARAMETERS = {
    "works.first_year_share": "3/5",
    "utility.min_share": "0.30",
    "central.basic_min_share": "0.5",
    "central_investment.max_share": "1",
    "consent.enter": "2/3",
    "eligibility.built_by": "2000",
    "resident.asked_share.basic": "0.10",
    "resident.asked_share.improvement": "0.30",
    "resident.asked_share.upgrade": "0.70",
    "resident.collection_rate": "0.08",
    "resident.capacity_per_household": "0.3",
    "carry.upper_budget_years": "2",
    "due.split_days": "30",
    "loan.coverage": "1.2",
    "loan.capital_ratio": "0.20",
}

PLAN = {
    "selection": """
community_id,project_id,decision,tier,start_year,cost_yuan,paid_before_yuan,benefit,reason,route,window,standing
a,p1,new,improvement,2021,2050001,0,136,,,fiscal,in
b,p0,continuing,basic,2020,200000,100000,13,,,fiscal,
c,,ineligible,,,0,0,0,无资金可付,,none,
d,p9,completed,,2019,0,70000,0,,,none,
""",
    "spending": """
community_id,work_id,year,cost_yuan
a,a.cable,2021,50000
a,a.park,2021,240000
a,a.park,2022,160000
a,a.pipe,2021,1000000
a,a.road,2021,360001
a,a.road,2022,240000
b,b.road,2021,120000
b,b.road,2022,80000
""",
    "funding": """
community_id,work_id,fund_id,kind,cost_year,cash_year,yuan
a,a.cable,water_co,utility,2021,2021,50000
a,a.park,bond,local,2021,2021,200000
a,a.park,county,local,2021,2021,40000
a,a.park,county,local,2022,2022,70000
a,a.park,loan,bank,2022,2022,90000
a,a.pipe,bond,local,2021,2021,50000
a,a.pipe,central,central,2021,2021,600000
a,a.pipe,water_co,utility,2021,2021,350000
a,a.road,central,central,2021,2021,200000
a,a.road,central,central,2022,2022,240000
a,a.road,county,local,2021,2021,141761
a,a.road,residents,resident,2021,2021,18240
b,b.road,bond,local,2021,2021,60000
b,b.road,central,central,2021,2021,60000
b,b.road,county,local,2022,2022,80000
""",
    "bridges": "bridge_fund_id,fund_id,drawn_year,repaid_year,yuan,community_id\n",
    "funds": """
fund_id,kind,year,opening_yuan,new_yuan,used_yuan,carried_yuan,lapsed_yuan
bond,local,2021,0,310000,310000,0,0
bond,local,2022,0,0,0,0,0
central,central,2021,0,900000,860000,40000,0
central,central,2022,40000,300000,240000,100000,0
county,local,2021,0,200000,181761,0,18239
county,local,2022,0,400000,150000,0,250000
loan,bank,2022,0,90000,90000,0,0
residents,resident,2021,0,18240,18240,0,0
water_co,utility,2021,0,400000,400000,0,0
""",
    "accounts": """
fund_id,project,year,arrived_yuan,advanced_yuan,paid_yuan,repaid_yuan,owed_yuan
bond,p0,2021,60000,0,60000,0,0
bond,p1,2021,250000,0,250000,0,0
central,p0,2021,60000,0,60000,0,0
central,p1,2021,800000,0,800000,0,0
central,p1,2022,240000,0,240000,0,0
county,p0,2022,80000,0,80000,0,0
county,p1,2021,181761,0,181761,0,0
county,p1,2022,70000,0,70000,0,0
loan,p1,2022,90000,0,90000,0,0
residents,p1,2021,18240,0,18240,0,0
water_co,p1,2021,400000,0,400000,0,0
""",
    "debt": """
year,instrument_id,fund_id,borrower,opening_yuan,drawn_yuan,principal_yuan,interest_yuan,closing_yuan
2021,bond.2021,bond,county,0,310000,0,0,310000
2022,bond.2021,bond,county,310000,0,103333,9300,206667
2023,bond.2021,bond,county,206667,0,103333,6200,103334
2024,bond.2021,bond,county,103334,0,103334,3100,0
2021,e1,,county,1000000,0,0,40000,1000000
2022,e1,,county,1000000,0,100000,40000,900000
2023,e1,,county,900000,0,0,36000,900000
2024,e1,,county,900000,0,0,36000,900000
2021,e2,,county,100000,0,50000,5000,50000
2022,e2,,county,50000,0,50000,2500,0
2023,e2,,county,0,0,0,0,0
2024,e2,,county,0,0,0,0,0
2022,loan.p1.2022,loan,高台某停车管理有限公司,0,90000,0,0,90000
2023,loan.p1.2022,loan,高台某停车管理有限公司,90000,0,43902,4500,46098
2024,loan.p1.2022,loan,高台某停车管理有限公司,46098,0,46098,2305,0
""",
    "due": """
due_year,due_date,what,fund_id,subject,yuan,consequence,clause
2021,,split,central,2021,900000,idle,law#P8
2022,,debt_service,bond,,112633,arrears,law#D1
2022,,split,central,2022,300000,idle,law#P8
2022,2022-12-31,spend,central,2021,40000,taken_back,law#F15
2023,,debt_service,bond,,109533,arrears,law#D1
2023,,debt_service,loan,p1,48402,arrears,law#D6
2023,2023-12-31,lapse,central,2022,100000,taken_back,law#F15
2024,,debt_service,bond,,106434,arrears,law#D1
2024,,debt_service,loan,p1,48403,arrears,law#D6
""",
    "indicators": """
year,indicator,value,limit,unit,clause,kind,ok
2021,county_fund,0,5000,yuan,law#D8,limit,yes
2021,county_general,181761,460000,yuan,law#D8,limit,yes
2021,general_debt,1310000,1400000,yuan,law#D1,limit,yes
2021,inherited_breach,0,0,yuan,law#D8,warning,yes
2021,new_general_bonds,310000,400000,yuan,law#D1,limit,yes
2021,upper_lapse,0,0,yuan,law#F15,warning,yes
2021,utility_shortfall,0,0,yuan,law#F9,warning,yes
2022,county_fund,0,0,yuan,law#D8,limit,yes
2022,county_general,262633,460000,yuan,law#D8,limit,yes
2022,general_debt,1106667,1300000,yuan,law#D1,limit,yes
2022,inherited_breach,2500,0,yuan,law#D8,warning,no
2022,new_general_bonds,0,100000,yuan,law#D1,limit,yes
2022,upper_lapse,0,0,yuan,law#F15,warning,yes
2022,utility_shortfall,0,0,yuan,law#F9,warning,yes
""",
    "constraints": """
rule,clause,label,activity,limit,slack,unit,binding
D1,law#D1,what=balance;year=2021,310000.00,400000.00,90000.00,yuan,no
D1,law#D1,what=balance;year=2022,206667.00,400000.00,193333.00,yuan,no
D1,law#D1,what=draw;year=2021,310000.00,400000.00,90000.00,yuan,no
D1,law#D1,what=draw;year=2022,0.00,100000.00,100000.00,yuan,no
D6,law#D6,fund=loan;project=p1;what=capital,90000.00,1640000.80,1550000.80,yuan,no
D6,law#D6,fund=loan;project=p1;year=2023,60000.00,58082.40,1917.60,yuan,no
D6,law#D6,fund=loan;project=p1;year=2024,60000.00,58083.60,1916.40,yuan,no
D8,law#D8,budget=fund;year=2021,0.00,5000.00,5000.00,yuan,no
D8,law#D8,budget=general;year=2021,181761.00,460000.00,278239.00,yuan,no
D8,law#D8,budget=general;year=2022,262633.00,460000.00,197367.00,yuan,no
F1,law#F1,fund=central,1100000.00,550000.00,550000.00,yuan,no
F10,law#F10,community=a,18240.00,18240.00,0.00,yuan,yes
F10,law#F10,community=b,0.00,800.00,800.00,yuan,no
F15,law#F15,fund=central;year=2021,900000.00,900000.00,0.00,yuan,yes
F15,law#F15,fund=central;year=2022,200000.00,300000.00,100000.00,yuan,no
F15,law#F15,fund=county;year=2021,181761.00,200000.00,18239.00,yuan,no
F15,law#F15,fund=county;year=2022,150000.00,400000.00,250000.00,yuan,no
F15,law#F15,fund=water_co;year=2021,400000.00,400000.00,0.00,yuan,yes
F7,law#F7,community=a;year=2021,1650001.00,1650001.00,0.00,yuan,yes
F7,law#F7,community=a;year=2022,400000.00,400000.00,0.00,yuan,yes
F7,law#F7,community=b;year=2021,120000.00,120000.00,0.00,yuan,yes
F7,law#F7,community=b;year=2022,80000.00,80000.00,0.00,yuan,yes
F9,law#F9,trade=water;year=2021,350000.00,300000.00,50000.00,yuan,no
S8,law#S8,community=b;fund=county;year=2022,80000.00,80000.00,0.00,yuan,yes
""",
    "removed": """
site,option,rule,clause,values
a,basic+upgrade@2021,S1,law#S1,
a,basic+upgrade@2022,S1,law#S1,
a,improvement+upgrade@2021,S1,law#S1,
a,improvement+upgrade@2022,S1,law#S1,
a,improvement@2021,S1,law#S1,
a,improvement@2022,S1,law#S1,
a,upgrade@2021,S1,law#S1,
a,upgrade@2022,S1,law#S1,
c,basic@2021,E3,law#E3,
c,basic@2022,F7,law#F7,c.road
""",
    "rules_log": """
rule,rows,reason
D1,4,
D6,3,
D7,0,没有此类变量
D8,3,
F1,1,
F10,2,
F15,5,
F7,4,
F9,1,
S8,1,
""",
}

#: every other rule stands in the log with a reason
PLAN["rules_log"] += "".join(
    f"{check.id},0,-\n" for check in rule_checks() if f"\n{check.id}," not in PLAN["rules_log"]
)


@dataclass(frozen=True)
class TinyCase:
    tables: dict[str, pd.DataFrame]
    first_year: int = 2021
    last_year: int = 2022
    targets: dict[str, int] = field(default_factory=dict)
    debt_tier: str = ""
    programme: str = "old"

    def table(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    def as_stated(self, name: str) -> pd.DataFrame:
        return self.tables[name]


@dataclass(frozen=True)
class TinyScenario:
    as_of: datetime.date = datetime.date(2021, 12, 31)
    need_weights: dict[str, int] = field(
        default_factory=lambda: {"age": 20, "hazard": 30, "facilities": 30, "care": 20}
    )
    tier_weights: dict[str, int] = field(default_factory=lambda: {"basic": 1, "improvement": 2, "upgrade": 3})


@dataclass(frozen=True)
class TinyRule:
    in_force: bool
    programmes: tuple[str, ...] = ()
    shapes_plan: bool = True


@dataclass(frozen=True)
class TinyStudy:
    """Every rule is in force under the clause law#<rule>, but those in `off`; `unchecked`: more rules, of no check."""

    case: TinyCase
    scenario: TinyScenario = TinyScenario()
    parameters: dict[str, str] = field(default_factory=lambda: dict(PARAMETERS))
    off: frozenset[str] = frozenset()
    unchecked: tuple[str, ...] = ()
    programmes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def param(self, parameter: str, year: int) -> Fraction | None:
        return Fraction(self.parameters[parameter]) if parameter in self.parameters else None

    @property
    def rules(self) -> dict[str, TinyRule]:
        ids = (*(check.id for check in rule_checks()), *self.unchecked)
        return {rule: TinyRule(rule not in self.off, self.programmes.get(rule, ())) for rule in ids}

    def clause(self, rule: str) -> str:
        return f"law#{rule}"


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.strip())))


@cache
def case_table(name: str, text: str = "") -> pd.DataFrame:
    """A case table with the dictionary's columns and dtypes from short CSV text (money in yuan); not to be changed."""
    columns = dictionary()[name]
    rows = _rows(text) if text else []
    series = {}
    for column in columns.values():
        cells = [row.get(column.name) or column.default for row in rows]
        exact = column.base_type in ("ratio", "exact")
        values = [
            column.blank() if not cell else Fraction(cell) if exact else column.read(cell, "yuan") for cell in cells
        ]
        series[column.name] = pd.Series(values, dtype=column.dtype)
    return pd.DataFrame(series)


def tiny_study(**changes: Any) -> TinyStudy:
    """The study; `tables`: table → CSV text to use instead."""
    texts = CASE | changes.pop("tables", {})
    return TinyStudy(TinyCase({name: case_table(name, texts.get(name, "")) for name in dictionary()}), **changes)


_READ: dict[str, Callable[[str], Any]] = {
    TEXT: str,
    INT: int,
    OPTIONAL_INT: lambda cell: int(cell) if cell else pd.NA,
    FLAG: lambda cell: cell == "yes",
    AMOUNT: Decimal,
}


@cache
def plan_table(name: str, text: str) -> pd.DataFrame:
    """A table of the plan from CSV text; not to be changed in place."""
    columns = TABLES[name].items()
    return typed(name, [{key: _READ[kind](row[key]) for key, kind in columns} for row in _rows(text)])


def tiny_plan(status: str = "optimal", **texts: str) -> Plan:
    """The plan; `texts`: table → CSV text to use instead."""
    tables = {name: plan_table(name, (PLAN | texts)[name]) for name in TABLES}
    return Plan(**tables, solver_status=status)


def recomputed(study: TinyStudy, plan: Plan) -> Plan:
    """The plan with every table that follows from selection and funding recomputed, so that only rules can fail."""
    book, facts = Book(study), read_facts(study)
    claims = read_claims(book, facts, plan)
    assert claims is not None
    scheme = build_scheme(book, facts, claims)
    ledger = build_ledger(book, facts, scheme, claims)
    lines = build_lines(book, ledger)
    reasons = {key: {"reason": row["reason"]} for key, row in claims.rows["selection"].items()}
    due: dict[str, dict[Any, Any]] = {
        "selection": expected_selection(book, facts, scheme, claims),
        "spending": {key: {"cost_yuan": yuan} for key, yuan in scheme.cost.items()},
        "bridges": {key: {"yuan": yuan} for key, yuan in ledger.advances.items()},
        "funds": dict(ledger.roll.rows),
        "accounts": accounts(ledger),
        "due": due_rows(book, ledger),
        "debt": dict(ledger.debts.rows),
        "indicators": expected_indicators(book, ledger),
        "constraints": {key: printed(book, key[0], line) for key, line in lines.items()},
        "removed": {tuple(line): {"clause": book.clause(line.rule), "values": ""} for line in removals(book, facts)},
        "rules_log": {(rule,): {"rows": 1, "reason": ""} for rule, _ in lines}
        | {(rule,): {"rows": 0, "reason": "-"} for rule in study.rules if rule not in {rule for rule, _ in lines}},
    }
    tables = {
        name: typed(
            name,
            [
                {**(reasons[key] if name == "selection" else {}), **dict(zip(KEYS[name], key, strict=True)), **row}
                for key, row in rows.items()
            ],
        )
        for name, rows in due.items()
    }
    return replace(plan, **tables)


def failed(study: TinyStudy, plan: Plan) -> set[str]:
    """The clauses an audit finds broken."""
    report = audit(study, plan)
    assert report.passed == (not report.failures())
    return {clause for clause, _ in report.failures()}
