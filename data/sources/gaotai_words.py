"""Words of the Gaotai case: illustrative names of neighbourhoods and communities, the header, the sources."""

from __future__ import annotations

NEIGHBOURHOODS = ["东街社区", "西街社区", "南街社区", "北街社区", "新城社区", "河湾社区"]
FORMER_OWNERS = [
    "农机公司",
    "粮油公司",
    "供销社",
    "百货公司",
    "食品公司",
    "建筑公司",
    "林场",
    "运输公司",
    "医药公司",
    "外贸公司",
    "糖厂",
    "纸厂",
    "水泥厂",
    "印刷厂",
    "木材公司",
    "农资公司",
    "物资公司",
    "二轻公司",
    "棉纺厂",
    "面粉厂",
    "酒厂",
    "化肥厂",
    "砖瓦厂",
    "皮革厂",
    "种子公司",
    "煤炭公司",
    "石油公司",
    "五金公司",
    "蔬菜公司",
    "果品公司",
    "汽修厂",
    "油脂厂",
    "园艺场",
    "服装厂",
    "乳品厂",
    "制药厂",
    "面包厂",
    "罐头厂",
    "农具厂",
    "地毯厂",
    "机械厂",
    "饲料厂",
]
ESTATES = [
    "惠民小区",
    "康乐小区",
    "兴盛小区",
    "和平小区",
    "安居小区",
    "团结小区",
    "幸福小区",
    "文昌小区",
    "绿洲小区",
    "向阳小区",
    "永安小区",
    "祥和小区",
    "春晖小区",
    "育才小区",
]
TRADE_NAMES = {"water": "供水", "drainage": "排水", "power": "供电", "telecom": "通信", "gas": "燃气", "heat": "供热"}
SECTOR_NAMES = {
    "insulation": "省级建筑节能改造专项(北方采暖区)",
    "elderly_care": "省级养老服务设施专项(民政)",
    "sport": "省级全民健身设施专项(体育)",
}
UPPER_NAMES = {  # channel: name, word of the illustrative document number
    "central_fiscal": ("中央财政城镇保障性安居工程补助(老旧小区)", "财"),
    "central_investment": ("中央预算内投资(老旧小区配套设施)", "投"),
    "provincial": ("省级财政补助", "省"),
}

HEADER = """format: jiugai-case/1
title:
  zh: 高台县2021-2025年老旧小区改造(小区与资金为示例;财政数据为甘谷县×{factor})
  en: Gaotai 2021-2025 (communities and funds illustrative; fiscal frame of Gangu county x {factor})
place: [甘肃省, 张掖市, 高台县]
first_year: 2021
last_year: 2025
borrow: [xuchang-2021-13, ankang-2021, wenzhou-resident-min]
targets: {{communities: 24, floor_area_m2: 700000, households: 7000}}
note: 公布:2025年末24个小区、70万平方米、7,000户及出资规则,单位造价,利率;小区、工程、资金、债务为示例
money_unit: yuan
basis: illustrative
"""

SOURCES = [  # id, title, address, basis
    (
        "gt_document",
        (
            "高台县人民政府办公室关于印发全面推进城镇老旧小区改造工作落实方案的通知(2021-03-17):"
            "到2025年24个小区、70万平方米以上、7,000户;三类改造内容与出资规则"
        ),
        "",
        "published",
    ),
    (
        "gt_rows",
        "小区为示例:由固定随机种子生成(data/sources/make_gaotai.py),不对应任何真实小区",
        "",
        "illustrative",
    ),
    (
        "gt_works",
        "工程为示例:总价按酒泉市2019-2020年单位造价({unit:.1f}元/平方米)校准,基础、完善、提升约60:28:12",
        "",
        "illustrative",
    ),
    (
        "gt_unit_cost",
        (
            "酒泉市城镇老旧小区改造概算:2019年16,800万元、44.7万平方米,2020年23,700万元、60.7万平方米"
            "(酒泉市住建局2020-03-25;project_unit_costs.csv)"
        ),
        "",
        "published",
    ),
    (
        "gt_revenue",
        "造价为示例(同 gt_works);停车、充电收益为假定:每户0.45个车位,车位每月30元(许昌2021年),扣除养护20%",
        "",
        "assumed",
    ),
    (
        "gt_funds",
        "资金为示例:中央财政每任务户6,800-7,000元(各地实际2,411-13,426元),省1,000元/户,文号为示例",
        "",
        "illustrative",
    ),
    (
        "gt_carried",
        "2020年度项目的已付、承诺与结转资金为示例;2020年资金按结转到2021年的余额列入",
        "",
        "illustrative",
    ),
    (
        "gt_utility",
        "专营单位年度能力为示例:按全部小区管线工程量、30%出资比例推算",
        "",
        "illustrative",
    ),
    (
        "gt_bond",
        "地方政府一般债券2021年平均利率{bond:.2f}%(财政部月报)",
        "http://micro-refinery.com/Index/show/catid/456/id/1005541.html",
        "published",
    ),
    (
        "gt_loan",
        "贷款利率按2021年5年期以上LPR {loan:.2f}%(lpr_history.csv),期限15年、宽限1年为假定",
        "",
        "assumed",
    ),
    (
        "gt_fiscal",
        (
            "2021-2023年财政收支:甘谷县2023年决算数×{factor}(人口约12万对51万,仅为常识);"
            "财力性转移占45%、三保80%、其他刚性15.7%为假定"
        ),
        "http://www.gangu.gov.cn/info/3221/598252.htm",
        "illustrative",
    ),
    (
        "gt_fiscal_2024",
        "2024-2025年财政收支:甘谷县2024年决算数×{factor},假定同上(政府性基金收入由34,519万元降至3,089万元)",
        "http://www.gangu.gov.cn/info/3221/697442.htm",
        "illustrative",
    ),
    (
        "gt_debt",
        "存量债务为示例:甘谷县年还本额×{factor}×8年(一般)、×12年(专项),再融资90%、95%",
        "",
        "illustrative",
    ),
    (
        "gt_limit",
        "债务限额为假定:存量余额乘以柳城县2021年限额与余额之比(一般96,300/94,423,专项46,200/45,001)",
        "http://liucheng.gov.cn/xxgk/fdzdgknr/yjsgkpt/zfjs/zfjs2021_/202208/t20220811_3115971.shtml",
        "assumed",
    ),
]
