"""When money of a fund comes: in the year of its works, when the community is completed, or in the year after."""

from __future__ import annotations

SAME_YEAR, ON_COMPLETION, YEAR_AFTER = "same_year", "on_completion", "year_after_completion"

#: years between completion and arrival, of funds that pay late
LAGS = {ON_COMPLETION: 0, YEAR_AFTER: 1}


def may_come_after(pay_timing: str, level: str) -> bool:
    """Whether money may come in the year after the plan: beyond it nobody knows what room the county has (D8)."""
    return pay_timing == YEAR_AFTER and level != "county"
