"""Make the case data/cases/clean-heating: 12 villages and townships of a county that is no real one, 2022-2024.

Clean winter heating on the same core as old communities: each place lists its routes, the plan takes one. No figure is
published: the texts of the programme mask theirs. All are assumed, in the order of magnitude of what is known of the
trade, and marked so in sources.csv. Run from any folder: `python data/sources/make_heating.py`.
"""

from __future__ import annotations

from casemaker import Funds, source_rows, wan, write_case, yuan

# --- knobs, all assumed --------------------------------------------------------------------------------------------
YEARS = (2022, 2023, 2024)
BILL_BEFORE = 2400  # yuan a household and season: about two tonnes of coal, a stove and its waste
PAYABLE = 2200  # yuan a household and season
ROUTES = {  # name, bill after, months, running subsidy; yuan a household and season
    "gas": ("燃气壁挂炉", 2100, 4, 200),
    "pump": ("空气源热泵", 1900, 3, 0),
    "solar": ("太阳能加电辅助", 1300, 5, 0),
    "biomass": ("生物质炉具", 1700, 2, 0),
    "storage": ("电蓄热", 2600, 2, 0),
}
DEVICE = {"gas": 5200, "pump": 9800, "solar": 14500, "biomass": 3600, "storage": 6400}  # yuan a household, at home
NETWORK = {
    "gas": ("gas", 4300),
    "pump": ("power", 1600),
    "solar": ("power", 700),
    "storage": ("power", 2300),
}  # outside
PLACES = [  # id, name, town, households that burn coal, m2 heated, built, routes, far from the gas main, score, in-kind
    ("v01", "东关村", "城关镇", 420, 42000, 1995, ("gas", "pump"), 1.0, 7, 6),
    ("v02", "西关村", "城关镇", 380, 36000, 1998, ("gas", "pump", "storage"), 1.0, 6, 6),
    ("v03", "南桥村", "城关镇", 260, 25500, 1992, ("gas", "storage"), 1.1, 6, 5),
    ("v04", "河湾村", "河口镇", 310, 32000, 1990, ("pump", "biomass"), 1.0, 7, 8),
    ("v05", "柳林村", "河口镇", 240, 25000, 1988, ("pump", "solar"), 1.0, 8, 7),
    ("v06", "上坪村", "河口镇", 150, 15800, 1985, ("solar", "storage"), 1.0, 8, 8),
    ("v07", "白杨村", "青山乡", 190, 19500, 1987, ("storage", "biomass"), 1.0, 7, 7),
    ("v08", "青山村", "青山乡", 220, 22800, 1990, ("pump", "storage"), 1.0, 6, 7),
    ("v09", "石沟村", "青山乡", 130, 13600, 1984, ("storage",), 1.0, 9, 8),
    ("v10", "新民村", "新民乡", 270, 28000, 1996, ("pump", "solar"), 1.0, 5, 6),
    ("v11", "马庄村", "新民乡", 200, 20600, 1993, ("gas", "pump"), 1.6, 6, 5),
    ("v12", "北塬村", "新民乡", 160, 17000, 1989, ("solar", "storage"), 1.0, 8, 9),
]
INSULATION = {"v05": 1500, "v10": 1500, "v12": 1500}  # yuan a household: walls and windows, whatever the route
CENTRAL = {2022: "380", 2023: "380", 2024: "300"}  # 万元
PROVINCIAL = {2022: 800, 2023: 800, 2024: 800}  # yuan a household that changes
COUNTY = {2022: "150", 2023: "160", 2024: "150"}  # 万元
UTILITIES = {2022: "90", 2023: "90", 2024: "90"}  # 万元, each of gas and power
FISCAL = {
    "local_revenue": 41000,
    "transfers_usable": 68000,
    "transfers_earmarked": 52000,
    "remitted_up": 1200,
    "three_guarantees": 88500,
    "other_rigid": 17900,
}  # 万元 of 2022, growing by GROWTH each year
GROWTH = {2022: 100, 2023: 102, 2024: 104}  # per cent
DEBT = ("8600", "0.0335", 2028, "0.9")  # 万元, rate, maturity, refinanced share
# ---------------------------------------------------------------------------------------------------------------------

HEADER = """format: jiugai-case/1
title:
  zh: 示例县2022—2024年冬季清洁取暖(示例)
  en: Clean winter heating of an example county, 2022-2024 (illustrative)
programme: clean_heating
place: [示例省, 示例市, 示例县]
first_year: 2022
last_year: 2024
borrow: [speeches-2022]
targets: {households: 2400}
note: 不代表任何真实县;户数、造价、取暖费、资金、财政数据均为假定,来源文本的数字以星号隐去
money_unit: wan_yuan
basis: illustrative
"""

SOURCES = [
    ("ch_text", "市长在全市清洁取暖、老旧小区改造现场推进会上的讲话:路线的种类、费用须下降、期限、农户出资(数字隐去)",
     "https://www.gongcha777.com/zhuantifanwen/gongwenfanwen/1669.html", "published"),
    ("ch_places", "村庄、户数、采暖面积、同意率、评分均为假定", "", "illustrative"),
    ("ch_costs", "设备、管网、电网、保温的户均造价为假定的数量级", "", "assumed"),
    ("ch_bills", "改造前后户均采暖季费用、可负担数、工期、运行补贴为假定的数量级", "", "assumed"),
    ("ch_money", "资金额度为假定;文本只说中央给予专项资金、数额隐去", "", "assumed"),
    ("ch_fiscal", "财政收支、债务和限额为假定", "", "assumed"),
]  # fmt: skip


def works_of(place: tuple) -> list[dict]:
    """Equipment and network of every route, insulation besides."""
    key, households, routes, distance = place[0], place[3], place[6], place[7]
    lines = []
    for route in routes:
        lines.append((f"{route}_device", "heating_device", "equipment", DEVICE[route] * households, route))
        if route in NETWORK:
            trade, cost = NETWORK[route]
            lines.append((f"{route}_network", trade, "construction", round(cost * distance) * households, route))
    if key in INSULATION:
        lines.append(("insulation", "insulation", "construction", INSULATION[key] * households, ""))
    return [
        {
            "work_id": f"{key}.{name}",
            "community_id": key,
            "trade": trade,
            "tier": "basic",
            "part": "whole",
            "cost_part": cost_part,
            "cost_stage": "estimate",
            "cost": cost,
            "route": route,
            "source_id": "ch_costs",
        }
        for name, trade, cost_part, cost, route in lines
    ]


def money() -> dict[str, list[dict]]:
    funds = Funds("ch_money")
    funds.add("central", "中央财政清洁取暖专项资金", "sector", "issued", kind="central", level="central")
    funds.envelope("central", wan(CENTRAL))
    funds.add("provincial", "省级农村热源清洁化补助", "sector", "committed", kind="provincial", level="province")
    for fund in ("central", "provincial"):
        for trade in ("heating_device", "gas", "power", "insulation"):
            funds.rule(fund, trade=trade)
    for year, rate in PROVINCIAL.items():
        funds.per_chosen_household("provincial", year, rate)
    funds.add("county_budget", "县级一般公共预算清洁取暖配套", "county_budget", "committed", budget="general")
    funds.envelope("county_budget", wan(COUNTY))
    funds.add("gas_company", "燃气公司管网出资", "utility", "committed")
    funds.rule("gas_company", trade="gas")
    funds.add("power_company", "供电公司电网改造出资", "utility", "committed")
    funds.rule("power_company", trade="power")
    for fund in ("gas_company", "power_company"):
        funds.envelope(fund, wan(UTILITIES))
    funds.add("households", "农户自付设备款", "resident", "committed")
    funds.rule("households", trade="heating_device")
    return funds.tables


def main() -> None:
    communities, routes, works = [], [], []
    for place in PLACES:
        key, name, town, households, area, built, offered, _, facilities, care = place
        communities.append(
            {
                "community_id": key,
                "name": name,
                "street": town,
                "stage": "proposed",
                "households": households,
                "buildings": households,
                "floor_area_m2": area,
                "built_year": built,
                "property_type": "农村自建住房",
                "consent_rate": "0.95",
                "need_facilities": facilities,
                "need_care": care,
                "source_id": "ch_places",
            }
        )
        for route in offered:
            title, after, months, subsidy = ROUTES[route]
            routes.append(
                {
                    "community_id": key,
                    "route": route,
                    "name": title,
                    "bill_before": BILL_BEFORE,
                    "bill_after": after,
                    "payable": PAYABLE,
                    "months": months,
                    "running_subsidy": subsidy,
                    "source_id": "ch_bills",
                }
            )
        works += works_of(place)
    fiscal = [
        {
            "year": year,
            **{name: yuan(value) * GROWTH[year] // 100 for name, value in FISCAL.items()},
            "new_quota_general": 0,
            "source_id": "ch_fiscal",
        }
        for year in YEARS
    ]
    balance, rate, maturity, refinanced = DEBT
    debts = [
        {
            "instrument_id": "general_old",
            "name": "既有一般债券",
            "debt_type": "general",
            "opening_balance": yuan(balance),
            "rate": rate,
            "repayment": "equal_principal",
            "maturity_year": maturity,
            "refinance_share": refinanced,
            "source_id": "ch_fiscal",
        }
    ]
    limits = [
        {"year": year, "limit_general": yuan(9000), "limit_special": 0, "source_id": "ch_fiscal"} for year in YEARS
    ]
    write_case(
        "clean-heating",
        HEADER,
        "wan_yuan",
        {
            "communities": communities,
            "works": works,
            "routes": routes,
            **money(),
            "fiscal": fiscal,
            "debts": debts,
            "debt_limits": limits,
            "capacity": [{"year": year, "households": 1300, "source_id": "ch_places"} for year in YEARS],
            "tasks": [{"year": 2022, "households": 600, "source_id": "ch_places"}],
            "sources": source_rows(SOURCES),
        },
    )


if __name__ == "__main__":
    main()
