"""What a column is, and in which unit: as bureaus write it."""

from __future__ import annotations

import pytest

from jiugai.intake.plain.fields import recognise

#: heading → (field, units written in it)
HEADINGS = {
    "序号": ("number", []), "小区名称": ("name", []), "改造小区名称": ("name", []), "小区（片区）名称": ("name", []),
    "项目名称": ("name", []), "community": ("name", []), "所属街道": ("street", []), "街道（镇）": ("street", []),
    "社区": ("neighbourhood", []), "县(市、区)": ("place", []), "户数": ("households", []),
    "户数（户）": ("households", ["户"]), "涉及户数": ("households", []), "改造户数(户)": ("households", ["户"]),
    "楼栋数（栋）": ("buildings", ["栋"]), "房屋栋数": (None, []), "建筑面积（㎡）": ("floor_area_m2", ["m2"]),
    "建筑面积(万平方米)": ("floor_area_m2", ["万平方米"]), "改造面积㎡": ("floor_area_m2", ["m2"]),
    "floor_area_m2": ("floor_area_m2", ["m2"]), "建成年代": ("built_year", []), "建成时间": ("built_year", []),
    "计划年度": ("plan_year", []), "年份": ("year", []), "总投资（万元）": ("invest_total", ["万元"]),
    "计划投资/万元": ("invest_total", ["万元"]), "投资额(元)": ("invest_total", ["元"]), "估算总投资": ("invest_total", []),
    "planned_invest_wan": ("invest_total", ["wan"]), "lot_invest_wan": ("invest_lot", ["wan"]),
    "标段总投资(万元)": ("invest_lot", ["万元"]), "投资（万元）/基础类": ("invest_basic", ["万元"]),
    "完善类投资（亿元）": ("invest_improvement", ["亿元"]), "提升类": ("invest_upgrade", []),
    "同意率（%）": ("consent_rate", ["%"]), "居民同意率": ("consent_rate", []), "备注": ("remark", []),
    "投资（美元）": ("invest_total", ["美元"]), "投资（元/㎡）": ("invest_total", ["元/m2"]), "投资(人民币,万元)": ("invest_total", ["万元"]),
    "改造内容": (None, []), "电话": (None, []), "ＨＯＵＳＥＨＯＬＤＳ": ("households", []), "小区 名称": ("name", []),
}  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_is_recognised(heading: str) -> None:
    field, units = recognise(heading)
    assert (None if field is None else field.name, units) == HEADINGS[heading]
