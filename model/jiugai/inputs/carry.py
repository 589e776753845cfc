"""How long an allotment may be used (结转, F15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from jiugai.inputs.study import Study

UPPER_KINDS = ("central", "provincial")


def last_year_of_use(study: Study, fund: dict[Any, Any], allotted: int) -> int:
    """Last year in which an allotment of year `allotted` of a row of `funds` may be used (docs/formats.md 3.4)."""
    years = fund["carry_years"]
    if not pd.isna(years):
        return allotted + int(years)
    budget_years = study.param("carry.upper_budget_years", allotted) if fund["kind"] in UPPER_KINDS else None
    return allotted if budget_years is None else allotted + int(budget_years) - 1
