"""Which communities a task that was handed down still locks, on the day the scenario looks from (下达锁定)."""

from __future__ import annotations

import datetime

import pandas as pd

from jiugai.inputs.study import Study


def locked_sites(study: Study, swap_month: int | None) -> pd.DataFrame:
    """community_id, project_id, plan_year, locked_tier of the proposed communities of a project that is locked.

    Locked: `locked_on` is known on `as_of`, no `change_approval` stands, and it is too late to swap communities: after
    the end of `swap_month` of the plan year; None: no swap.
    """
    projects = study.case.table("projects")
    as_of = study.scenario.as_of
    known = (projects["locked_on"] != "") & (projects["locked_on"] <= as_of.isoformat())
    open_still = [swap_month is not None and as_of <= _end_of(int(year), swap_month) for year in projects["plan_year"]]
    binding = projects[known & (projects["change_approval"] == "") & ~pd.Series(open_still, dtype="bool")]
    sites = study.case.table("communities")
    sites = sites.loc[sites["stage"] == "proposed", ["community_id", "project_id", "locked_tier"]]
    return sites.merge(binding[["project_id", "plan_year"]], on="project_id")


def _end_of(year: int, month: int) -> datetime.date:
    """The last day of a month."""
    first_of_next = datetime.date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - datetime.timedelta(days=1)
