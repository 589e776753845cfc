"""Make the case data/cases/jizhou: the 3 real communities of 吉安市吉州区 (2022), with six of the seven kinds of money.

Published (communities_jizhou_2022.csv, jizhou_utilities_2022.csv): name, households, floor area, built year, total
investment, supporting infrastructure and three of its parts (drainage, water, gas). Everything else is assumed and
marked so. Run from any folder: `python data/sources/make_jizhou.py`.
"""

from __future__ import annotations

from casemaker import Funds, apportion, read_figures, source_rows, wan, write_case, yuan

# --- knobs -----------------------------------------------------------------------------------------------------------
OTHER_FEES = 0.11  # share of works (published range of seven approved budgets: 9-18 %)
CONTINGENCY = 0.05  # share of works + other fees (published range 3-8 %)
PUBLISHED_PARTS = {"drainage": "drainage_wan", "water": "water_supply_wan", "gas": "gas_pipe_renewal_wan"}
HAZARD = {("jz1", "gas"), ("jz3", "drainage"), ("jz3", "gas")}  # assumed
REST_OF_INFRASTRUCTURE = [  # name, trade, tier, part, cost part, weight; the published sum minus its published parts
    ("road", "road", "basic", "whole", "construction", 36),
    ("fire", "fire", "basic", "whole", "equipment", 8),
    ("power_civil", "power", "basic", "civil", "construction", 11),
    ("power_net", "power", "basic", "network", "equipment", 8),
    ("telecom_civil", "telecom", "basic", "civil", "construction", 7),
    ("telecom_net", "telecom", "basic", "network", "equipment", 5),
    ("lighting", "lighting", "improvement", "whole", "construction", 7),
    ("parking", "parking", "improvement", "whole", "construction", 18),
]
BUILDINGS_AND_SITE = [  # the rest of the works
    ("roof", "roof", "basic", "whole", "construction", 24),
    ("facade", "facade", "basic", "whole", "construction", 34),
    ("greening", "greening", "improvement", "whole", "construction", 11),
    ("accessibility", "accessibility", "improvement", "whole", "construction", 6),
    ("charging", "charging", "improvement", "whole", "equipment", 5),
    ("elderly_care", "elderly_care", "upgrade", "whole", "construction", 11),
    ("community_service", "community_service", "upgrade", "whole", "construction", 9),
]
PLACES_PER_HOUSEHOLD = 0.5  # parking places
PARKING_YUAN_PER_MONTH = 30  # per place; the price agreed in Xuchang 2021
PARKING_NET = 0.8  # net of upkeep
CHARGING_NET_YUAN_PER_HOUSEHOLD = 60  # a year
REVENUE_VOTED = {"jz1", "jz3"}  # owners voted to pledge parking and charging income (assumed)
NEEDS = {"jz1": ("0.86", 5, 6), "jz2": ("0.81", 6, 5), "jz3": ("0.92", 8, 7)}  # consent, facilities, care (assumed)
CENTRAL_FISCAL_RATE = "0.96"  # 万元 per task household (池州 2020: 9,616 yuan)
CENTRAL_INVESTMENT = "330"
PROVINCIAL_RATE = "0.1"  # 万元 per household (河南 2019, 陕西 2020: about 1,000 yuan)
SECTOR_ELDERLY = "40"
CITY = {2022: "60", 2023: "40"}
COUNTY = {2022: "230", 2023: "170"}
NEW_BONDS = {2022: "80", 2023: "80"}
BOND_RATE, BOND_TERM = (
    "0.0326",
    7,
)  # average of general bonds 2021 (local_bond_rates.csv), the last full year known in 2022
LOAN_RATE, LOAN_TERM, LOAN_GRACE = "0.043", 15, 1  # LPR over 5 years from 2022-08-22 (lpr_history.csv)
UTILITY_YEARLY = {"water": "50", "drainage": "46", "gas": "36", "power": "82", "telecom": "50"}
FISCAL = {
    "local_revenue": 160000,
    "transfers_usable": 120000,
    "transfers_earmarked": 60000,
    "remitted_up": 9000,
    "three_guarantees": 205000,
    "other_rigid": 60000,
    "fund_revenue_net": 12000,
}
DEBTS = [  # id, name, type, balance, rate, repayment, maturity, refinanced
    ("old_general", "存量一般债券(假定)", "general", 98000, "0.033", "equal_principal", 2029, "0.9"),
    ("old_special", "存量专项债券(假定)", "special", 120000, "0.034", "equal_principal", 2036, "0.9"),
]
LIMITS = {"limit_general": 100000, "limit_special": 124000}
# ---------------------------------------------------------------------------------------------------------------------

HEADER = """format: jiugai-case/1
title:
  zh: 吉州区2022年老旧小区改造(3个小区,公布数据加假定)
  en: Jizhou district 2022, 3 communities, published figures with assumed details
place: [江西省, 吉安市, 吉州区]
first_year: 2022
last_year: 2023
borrow: [gaotai-2021, xuchang-2021-13, ankang-2021, wenzhou-resident-min]
note: 公布:名称、户数、面积、建成年份、总投资、配套设施及排水供水燃气投资;其余为假定
money_unit: wan_yuan
basis: mixed
"""

PAGE = "http://m.tech-ex.com/zixun/2022/0411/46274.html"
SOURCES = [
    (
        "jz_parts",
        "井冈山报2022年4月:吉州区3个小区的户数、面积、建成年份、总投资及排水、供水、燃气投资",
        PAGE,
        "published",
    ),
    (
        "jz_community",
        "名称、户数、面积、建成年份同 jz_parts(公布);栋数、同意率、设施与一老一小评分为假定",
        PAGE,
        "assumed",
    ),
    ("jz_split", "其余投资按专业拆分为假定:配套基础设施各项之和等于公布数,每小区合计等于公布的总投资", PAGE, "assumed"),
    (
        "jz_revenue",
        "造价为假定(同 jz_split);停车、充电收益为假定:每户0.5个车位,车位每月30元(许昌2021年),扣除养护20%",
        "",
        "assumed",
    ),
    ("jz_money", "资金渠道与额度均为假定(中央9,600元/户参照池州2020年,省1,000元/户)", "", "assumed"),
    (
        "jz_bond",
        "地方政府一般债券2021年平均利率3.26%(财政部月报)",
        "http://micro-refinery.com/Index/show/catid/456/id/1005541.html",
        "published",
    ),
    ("jz_loan", "贷款按5年期以上LPR 4.30%(2022年8月22日起),期限15年、宽限1年为假定", "", "assumed"),
    ("jz_fiscal", "财政收支与存量债务为假定,量级参照同类县区", "", "assumed"),
]
YEARS = (2022, 2023)
TRADE_NAMES = {"water": "供水", "drainage": "排水", "gas": "燃气", "power": "供电", "telecom": "通信"}


def make_funds(task: int) -> dict[str, list[dict]]:
    """Funds of six kinds, their envelopes, entitlements and rules; `task` is the number of task households."""
    funds = Funds("jz_money")
    name = "2022年中央财政城镇保障性安居工程补助(老旧小区)"
    funds.add("central_fiscal.2022", name, "central_fiscal", "issued", plan_year=2022)
    funds.per_household("central_fiscal.2022", 2022, yuan(CENTRAL_FISCAL_RATE), task)
    name = "2022年中央预算内投资(老旧小区配套设施)"
    funds.add("central_investment.2022", name, "central_investment", "committed", plan_year=2022)
    funds.envelope("central_investment.2022", wan({2022: CENTRAL_INVESTMENT}))
    funds.add("provincial.2022", "2022年省级财政补助", "provincial", "issued", plan_year=2022)
    funds.per_household("provincial.2022", 2022, yuan(PROVINCIAL_RATE), task)
    funds.add("sector_elderly.2022", "省级养老服务设施补助(民政)", "sector", "applied")
    funds.rule("sector_elderly.2022", trade="elderly_care", tier="upgrade")
    funds.envelope("sector_elderly.2022", wan({2022: SECTOR_ELDERLY}))
    funds.add("city", "吉安市级奖补", "city", "applied")
    funds.envelope("city", wan(CITY))
    funds.add("county_budget", "吉州区一般公共预算安排", "county_budget", "committed", budget="general")
    funds.envelope("county_budget", wan(COUNTY))
    bond = {"budget": "general", "rate": BOND_RATE, "term_years": BOND_TERM, "repayment": "bullet"}
    bond |= {"borrower": "吉州区人民政府", "source_id": "jz_bond"}
    funds.add("general_bond", "新增一般债券(转贷)", "general_bond", "applied", **bond)
    for trade, amount in UTILITY_YEARLY.items():
        funds.add(f"utility_{trade}", f"{TRADE_NAMES[trade]}专营单位出资", "utility", "committed")
        funds.rule(f"utility_{trade}", trade=trade)
        funds.envelope(f"utility_{trade}", wan(dict.fromkeys(YEARS, amount)))
    funds.add("residents", "居民出资", "resident", "applied")
    for cost_part in ("construction", "equipment", "contingency"):
        funds.rule("residents", cost_part=cost_part)
    loan = {"rate": LOAN_RATE, "term_years": LOAN_TERM, "grace_years": LOAN_GRACE, "repayment": "equal_instalment"}
    loan |= {"borrower": "吉州区城市建设投资公司(市场主体,假定)", "source_id": "jz_loan"}
    funds.add("loan", "停车充电收益贷款", "loan", "applied", **loan)
    return funds.tables


def main() -> None:
    listed = read_figures("communities_jizhou_2022.csv")
    parts = {row["community"]: row for row in read_figures("jizhou_utilities_2022.csv")}
    projects, communities, works = [], [], []
    for number, row in enumerate(listed, 1):
        key, part = f"jz{number}", parts[row["community"]]
        households = int(row["households"])
        consent, facilities, care = NEEDS[key]
        projects.append(
            {
                "project_id": f"{key}p",
                "plan_year": 2022,
                "owner_unit": "吉州区住房和城乡建设局(假定)",
                "source_id": "jz_community",
            }
        )
        communities.append(
            {
                "community_id": key,
                "project_id": f"{key}p",
                "name": row["community"],
                "stage": "proposed",
                "households": households,
                "buildings": round(households / 36),
                "floor_area_m2": row["floor_area_m2"],
                "built_year": row["built_year"],
                "consent_rate": consent,
                "need_facilities": facilities,
                "need_care": care,
                "source_id": "jz_community",
            }
        )
        lines = []  # name, trade, tier, part, cost part, amount, source
        for trade, column in PUBLISHED_PARTS.items():
            lines.append((trade, trade, "basic", "whole", "construction", yuan(part[column]), "jz_parts"))
        infrastructure, total = yuan(part["supporting_infra_wan"]), yuan(part["total_invest_wan"])
        rest = infrastructure - sum(line[5] for line in lines)
        built = apportion(total, [1, OTHER_FEES, (1 + OTHER_FEES) * CONTINGENCY])[0]
        for share, assumed in ((rest, REST_OF_INFRASTRUCTURE), (built - infrastructure, BUILDINGS_AND_SITE)):
            amounts = apportion(share, [work[5] for work in assumed])
            lines += [(*work[:5], amount, "jz_split") for work, amount in zip(assumed, amounts, strict=True)]
        tiers = ("basic", "improvement", "upgrade")
        by_tier = [sum(line[5] for line in lines if line[2] == tier) for tier in tiers]
        weights = [rate * amount for amount in by_tier for rate in (OTHER_FEES, (1 + OTHER_FEES) * CONTINGENCY)]
        amounts = iter(apportion(total - built, weights))
        for tier in tiers:
            lines.append((f"fees_{tier[:3]}", "general", tier, "whole", "other_fees", next(amounts), "jz_split"))
            lines.append((f"cont_{tier[:3]}", "general", tier, "whole", "contingency", next(amounts), "jz_split"))
        assert sum(line[5] for line in lines) == total
        for name, trade, tier, of, cost_part, amount, source in lines:
            work = {
                "work_id": f"{key}.{name}",
                "community_id": key,
                "trade": trade,
                "tier": tier,
                "part": of,
                "cost_part": cost_part,
                "cost_stage": "estimate",
                "cost": amount,
                "hazard": (key, trade) in HAZARD,
                "source_id": source,
            }
            if trade in ("parking", "charging"):
                yearly = households * (
                    PLACES_PER_HOUSEHOLD * PARKING_YUAN_PER_MONTH * 12 * PARKING_NET
                    if trade == "parking"
                    else CHARGING_NET_YUAN_PER_HOUSEHOLD
                )
                work |= {
                    "net_revenue_per_year": round(yearly / 100) * 100,
                    "revenue_vote_passed": key in REVENUE_VOTED,
                    "source_id": "jz_revenue",
                }
            works.append(work)

    tables = make_funds(sum(int(row["households"]) for row in listed))
    fiscal = [
        {
            "year": year,
            **{k: yuan(v) for k, v in FISCAL.items()},
            "new_quota_general": yuan(NEW_BONDS[year]),
            "source_id": "jz_fiscal",
        }
        for year in YEARS
    ]
    debts = [
        {
            "instrument_id": i,
            "name": n,
            "debt_type": t,
            "opening_balance": yuan(b),
            "rate": r,
            "repayment": how,
            "maturity_year": m,
            "refinance_share": share,
            "source_id": "jz_fiscal",
        }
        for i, n, t, b, r, how, m, share in DEBTS
    ]
    debt_limits = [
        {"year": year, **{k: yuan(v) for k, v in LIMITS.items()}, "source_id": "jz_fiscal"} for year in YEARS
    ]
    write_case(
        "jizhou",
        HEADER,
        "wan_yuan",
        {
            "projects": projects,
            "communities": communities,
            "works": works,
            **tables,
            "fiscal": fiscal,
            "debts": debts,
            "debt_limits": debt_limits,
            "sources": source_rows(SOURCES),
        },
    )


if __name__ == "__main__":
    main()
