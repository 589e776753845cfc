"""Make the case data/cases/tianchang: 8 real communities of 天长市 (2021), wholly paid by government.

Published (communities_tianchang_2021.csv): name, households, buildings, floor area, planned investment. Everything else
is assumed and marked so. Run from any folder: `python data/sources/make_tianchang.py`.
"""

from __future__ import annotations

import numpy as np

from casemaker import Funds, apportion, read_figures, source_rows, wan, write_case, yuan

# --- knobs -----------------------------------------------------------------------------------------------------------
SEED = 202104
WORKS = [  # trade, tier, share of the works (the construction part), 1 = 100 %
    ("drainage", "basic", 0.24),
    ("road", "basic", 0.26),
    ("roof", "basic", 0.12),
    ("facade", "basic", 0.18),
    ("lighting", "improvement", 0.08),
    ("greening", "improvement", 0.12),
]
SPREAD = 0.15  # each share varies by up to this much from community to community
OTHER_FEES = 0.11  # share of works (published range of seven approved budgets: 9-18 %)
CONTINGENCY = 0.05  # share of works + other fees (published range 3-8 %)
HAZARD_DRAINAGE = {"tc02", "tc05", "tc08"}  # communities whose drains are assumed to be a safety hazard
BUILT_YEAR = 1996  # middle of the assumed years, +- 3
CENTRAL_FISCAL_2021 = "1040"  # 万元, 57 % of 1,822.2
PROVINCIAL_2021 = "146"  # 8 %
CITY_2021 = "80"
COUNTY = {2021: "420", 2022: "420"}
FISCAL = {  # 万元, all assumed: a county with ample room, so that D8 does not decide this case
    "local_revenue": 300000,
    "transfers_usable": 150000,
    "transfers_earmarked": 90000,
    "remitted_up": 12000,
    "three_guarantees": 310000,
    "other_rigid": 122000,
}
# ---------------------------------------------------------------------------------------------------------------------

HEADER = """format: jiugai-case/1
title:
  zh: 天长市2021年老旧小区改造(公布的12项中的8项,全部政府投资)
  en: Tianchang 2021, 8 of the 12 published communities, all paid by government
place: [安徽省, 滁州市, 天长市]
first_year: 2021
last_year: 2022
borrow: [xuchang-2021-13]
note: 公布:名称、户数、栋数、面积、计划投资;假定:建成年份、工程拆分、同意率、资金额度、财政数据
money_unit: wan_yuan
basis: mixed
"""

SOURCES = [
    (
        "tc_list",
        "天长市2021年老旧小区改造项目表,12项中的8项:名称、户数、栋数、面积、计划投资",
        "http://www.baitahe.net/forum.php?mod=viewthread&tid=257243",
        "published",
    ),
    (
        "tc_community",
        "名称、户数、栋数、面积同 tc_list(公布);建成年份(1996±3)、同意率、设施与一老一小评分为假定",
        "http://www.baitahe.net/forum.php?mod=viewthread&tid=257243",
        "assumed",
    ),
    (
        "tc_approval",
        "天长市2021年老旧小区改造可研批复(12项、703户、2,240万元、100%政府投资)",
        "https://c.m.163.com/news/a/G9AQ2NBF0545AQFI.html",
        "published",
    ),
    ("tc_split", "投资按专业拆分为假定;每小区各项之和等于公布的计划投资", "", "assumed"),
    ("tc_money", "资金额度为假定:中央57%、省8%、市及县其余;公布的只有“100%政府投资”", "", "assumed"),
    ("tc_fiscal", "财政数据为假定,仅保证有余力", "", "assumed"),
]


def main() -> None:
    rng = np.random.default_rng(SEED)
    communities, works = [], []
    for number, row in enumerate(read_figures("communities_tianchang_2021.csv"), 1):
        key = f"tc{number:02d}"
        communities.append(
            {
                "community_id": key,
                "project_id": "tc2021",
                "name": row["community"],
                "stage": "proposed",
                "households": row["households"],
                "buildings": row["buildings"],
                "floor_area_m2": row["floor_area_m2"],
                "built_year": BUILT_YEAR + int(rng.integers(-3, 4)),  # not published: assumed
                "consent_rate": f"{int(rng.integers(80, 99)) / 100:.2f}",  # not published: assumed
                "need_facilities": int(rng.integers(4, 9)),
                "need_care": int(rng.integers(3, 8)),
                "source_id": "tc_community",
            }
        )
        shares = [share * (1 + SPREAD * (2 * rng.random() - 1)) for _, _, share in WORKS]
        lines = [(trade, tier, "construction", share) for (trade, tier, _), share in zip(WORKS, shares, strict=True)]
        for tier in ("basic", "improvement"):
            built = sum(share for _, of, _, share in lines[: len(WORKS)] if of == tier)
            lines.append(("general", tier, "other_fees", built * OTHER_FEES))
            lines.append(("general", tier, "contingency", built * (1 + OTHER_FEES) * CONTINGENCY))
        amounts = apportion(yuan(row["planned_invest_wan"]), [line[3] for line in lines])
        for (trade, tier, cost_part, _), amount in zip(lines, amounts, strict=True):
            name = (
                trade
                if cost_part == "construction"
                else {"other_fees": "fees", "contingency": "cont"}[cost_part] + "_" + tier[:3]
            )
            works.append(
                {
                    "work_id": f"{key}.{name}",
                    "community_id": key,
                    "trade": trade,
                    "tier": tier,
                    "part": "whole",
                    "cost_part": cost_part,
                    "cost_stage": "estimate",
                    "cost": amount,
                    "hazard": trade == "drainage" and key in HAZARD_DRAINAGE,
                    "source_id": "tc_split",
                }
            )

    funds = Funds("tc_money")
    name = "2021年中央财政城镇保障性安居工程补助(老旧小区)"
    funds.add("central_fiscal.2021", name, "central_fiscal", "issued", plan_year=2021)
    funds.envelope("central_fiscal.2021", wan({2021: CENTRAL_FISCAL_2021}))
    funds.add("provincial.2021", "2021年省级老旧小区改造补助", "provincial", "issued", plan_year=2021)
    funds.envelope("provincial.2021", wan({2021: PROVINCIAL_2021}))
    funds.add("city.2021", "2021年滁州市级老旧小区改造奖补", "city", "committed", plan_year=2021)
    funds.envelope("city.2021", wan({2021: CITY_2021}))
    funds.add("county_budget", "天长市一般公共预算安排", "county_budget", "committed", budget="general")
    funds.envelope("county_budget", wan(COUNTY))
    fiscal = [
        {"year": year, **{k: yuan(v) for k, v in FISCAL.items()}, "source_id": "tc_fiscal"} for year in (2021, 2022)
    ]
    projects = [
        {
            "project_id": "tc2021",
            "plan_year": 2021,
            "owner_unit": "天长市住房和城乡建设局(假定)",
            "source_id": "tc_approval",
        }
    ]
    write_case(
        "tianchang",
        HEADER,
        "wan_yuan",
        {
            "projects": projects,
            "communities": communities,
            "works": works,
            **funds.tables,
            "fiscal": fiscal,
            "sources": source_rows(SOURCES),
        },
    )


if __name__ == "__main__":
    main()
