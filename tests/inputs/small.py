"""A case of two communities as CSV text, money in 万元, and edits of it."""

from __future__ import annotations

from pathlib import Path

CASE = """\
format: jiugai-case/1
title: {zh: 试例, en: test case}
place: [甘肃省, 张掖市, 高台县]
first_year: 2021
last_year: 2022
borrow: [xuchang-2021-13]
money_unit: wan_yuan
basis: illustrative
targets: {communities: 2}
"""

TABLES = {
    "projects": """\
project_id,plan_year,locked_on
p1,2020,2020-03-01
""",
    "communities": """\
community_id,project_id,name,stage,households,buildings,floor_area_m2,built_year,consent_rate
a,,甲小区,proposed,100,3,8000,1990,0.9
b,p1,乙小区,in_progress,50,,4000.5,1985,0.95
""",
    "works": """\
work_id,community_id,trade,tier,cost,hazard
a.water,a,water,basic,12.3456,no
a.road,a,road,basic,40,
b.roof,b,roof,basic,30,yes
""",
    "funds": """\
fund_id,name,kind,level,budget,channel,instrument,scope,status,rate,term_years,grace_years,repayment,borrower,pay_timing,bridged_by
central,中央,central,central,,central_fiscal,grant,pooled,issued,,,,,,,
county,县级,local,county,general,county_budget,grant,pooled,issued,,,,,,,
sport,体育,provincial,province,,sector,grant,pooled,applied,,,,,,,
home,居民,resident,none,,resident,own,own,applied,,,,,,,
bond,一般债券,local,county,general,general_bond,debt,pooled,applied,0.03,5,1,bullet,县政府,,
bank,贷款,bank,none,,loan,debt,own,applied,0.05,10,2,equal_instalment,停车公司,,
factory,原单位,social,none,,former_owner,contribution,own,committed,,,,,,,
prize,以奖代补,local,city,,city,grant,pooled,applied,,,,,,on_completion,till
later,省奖补,provincial,province,,provincial,grant,pooled,applied,,,,,,year_after_completion,till
till,库款,local,county,general,county_budget,grant,pooled,issued,,,,,,,
""",
    "fund_years": """\
fund_id,year,envelope
central,2021,50
county,2021,60
county,2022,60
sport,2021,5
prize,2022,5
later,2023,5
till,2021,1
""",
    "bridge_limits": """\
fund_id,year,limit
till,2021,3
""",
    "own_money": """\
fund_id,community_id,limit
factory,a,3
""",
    "fund_rules": """\
fund_id,trade
sport,sport
""",
    "fiscal": """\
year,local_revenue,transfers_usable,three_guarantees
2021,10000,5000,9000
2022,10000,5000,9000
""",
    "debts": """\
instrument_id,debt_type,opening_balance,rate,repayment,maturity_year
d1,general,1000,0.035,bullet,2023
""",
    "capacity": """\
year,communities
2021,9
""",
    "tasks": """\
year,households
2022,10
""",
    "commitments": """\
work_id,fund_id,year,committed,paid
b.roof,county,2020,,10
b.roof,county,2021,20,
""",
    "ledger": """\
entry_id,date,entry,fund_id,work_id,community_id,amount
v1,2020-02-01,allotted,county,,,12
v2,2020-04-01,started,,,b,
v3,2020-09-01,done,,b.roof,,9
v4,2020-09-15,paid,county,b.roof,,10
""",
    "sources": """\
source_id,title,basis
s1,出处,published
""",
}

#: the same with two routes of community a: works.csv and routes.csv
ROUTED = {
    "works": """\
work_id,community_id,trade,tier,cost,hazard,route
a.water,a,water,basic,12.3456,no,
a.road,a,road,basic,40,,
b.roof,b,roof,basic,30,yes,
a.boiler,a,heating_device,basic,7,,gas
a.pump,a,heating_device,basic,8,,power
""",
    "routes": """\
community_id,route,name,bill_before,bill_after,months
a,gas,燃气壁挂炉,1800,1700,4
a,power,空气源热泵,1800,1500,5
""",
}

SCENARIO = """\
format: jiugai-scenario/1
title: {zh: 试例, en: test}
author: tests
date: 2026-11-22
baseline: yes
question: "?"
changes: "-"
case: case
as_of: 2021-12-31
overrides: {policy.utility.min_share: "0.40"}
objectives: [hazard_households, {name: score, tolerance: "5", gap: "0.01", nodes: 50}, tie_break]
need_weights: {age: 20, hazard: 30, facilities: 30, care: 20}
tier_weights: {basic: 3, improvement: 4, upgrade: 5}
soft_weights: {E1: 100, F9: 1}
discount_rate: "0.03"
effort: {gap: "0.001", nodes: 2000}
lang: zh
"""


def write_small(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
