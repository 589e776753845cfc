"""Magnitudes that no community has: a wrong unit (元 for 万元, ㎡ for 万㎡) shows here, before a plan is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from jiugai.errors import ProblemLog
from jiugai.inputs.sheets import Sheet
from jiugai.intake.plain.lots import own_investment
from jiugai.intake.plain.rows import PlainRow

#: ratio → (least, most, Chinese, English); published projects lie well inside (data/sources/project_unit_costs.csv)
_BOUNDS = {
    "m2_per_household": (10, 1_000, "每户建筑面积{}㎡", "{} m2 a household"),
    "yuan_per_m2": (5, 20_000, "每平方米投资{}元", "{} yuan a m2"),
    "yuan_per_household": (200, 2_000_000, "每户投资{}元", "{} yuan a household"),
    "households_per_building": (1, 3_000, "每栋{}户", "{} households a building"),
}


def check_sense(sheet: Sheet, rows: Sequence[PlainRow], log: ProblemLog) -> None:
    """Ratios of a community's own figures within wide bounds; outside them a unit is almost certainly wrong."""
    for row in rows:
        households, area, cost = row.get("households"), row.get("floor_area_m2"), own_investment(row)
        ratios = {
            "m2_per_household": (area, households),
            "yuan_per_m2": (cost, area),
            "yuan_per_household": (cost, households),
            "households_per_building": (households, row.get("buildings")),
        }
        for name, (part, whole) in ratios.items():
            if not part or not whole:
                continue
            least, most, zh, en = _BOUNDS[name]
            ratio = Fraction(part) / Fraction(whole)
            if not least <= ratio <= most:
                shown = f"{float(ratio):,.2f}"
                log.add(
                    sheet.at(row.row, value=row.name),
                    f"{zh.format(shown)}，不合常理：请检查单位和数字",
                    f"{en.format(shown)} makes no sense: check units and figures",
                )
