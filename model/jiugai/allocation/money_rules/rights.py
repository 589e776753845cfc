"""Rows of `fund_entitlements`: whose they are, and what they leave out."""

from __future__ import annotations

import pandas as pd

from jiugai.inputs.study import Study


def funds_of(study: Study, rights: pd.DataFrame) -> list[tuple[int, str]]:
    """(fund number, fund id) of the funds that have rows in `rights`, a part of `fund_entitlements`."""
    named = set(rights["fund_id"])
    return [(number, name) for number, name in enumerate(study.case.table("funds")["fund_id"]) if name in named]


def years_without(study: Study, rights: pd.DataFrame) -> str:
    """For rules_log.csv: start years for which a fund of `rights` has no row and so gives nothing; "" where none."""
    told = []
    for fund_id, rows in rights.groupby("fund_id", sort=True):
        missing = [str(year) for year in study.years if year not in set(rows["year"])]
        if missing:
            told.append(f"{fund_id} 没有 {'、'.join(missing)} 年开工的标准，不向这些年新开工的小区安排")
    return "；".join(told)
