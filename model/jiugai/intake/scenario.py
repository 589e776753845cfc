"""The first scenario of a new case."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any


def first_scenario(title: Mapping[str, str], first_year: int) -> dict[str, Any]:
    """The baseline scenario of a new case: the default order of objectives, known on the last day of the first year."""
    return {
        "format": "jiugai-scenario/1",
        "title": {"zh": f"{title['zh']} 基准", "en": f"{title['en']} baseline"},
        "author": "jiugai import",
        "date": datetime.date(first_year, 12, 31),
        "baseline": True,
        "question": "改哪些小区、哪年改、谁出钱",
        "changes": "无（基准）",
        "case": ".",
        "as_of": datetime.date(first_year, 12, 31),
        "objectives": [
            "upper_lapse", "soft_broken", "hazard_households", "basic_households",
            "score", "county_money", "completion", "tie_break",
        ],
        "need_weights": {"age": 20, "hazard": 30, "facilities": 30, "care": 20},
        "tier_weights": {"basic": 1, "improvement": 2, "upgrade": 3},
        "soft_weights": {"E1": 100, "E7": 10, "F9": 1},
        "discount_rate": "0.03",
        "effort": {"gap": "0.001", "nodes": 2000},
        "lang": "zh",
    }  # fmt: skip
