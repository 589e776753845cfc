"""Candidate options: every set of tiers a proposed community still lacks × every start year, before any gate."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jiugai.inputs.case import TIERS
from jiugai.inputs.study import Study
from jiugai.menu.options import scope_name
from jiugai.menu.routes import OneRoute, takes

_ALL_SCOPES = np.arange(1, 1 << len(TIERS))


def open_works(study: Study) -> pd.DataFrame:
    """Works not yet present, with row number `work`, tier bit and the facts of their community that rules need."""
    works = study.case.table("works").reset_index(names="work")
    works = works[~works["already_present"]]
    return works.assign(bit=works["tier"].map({tier: 1 << bit for bit, tier in enumerate(TIERS)}).astype("int64"))


def _sites(study: Study, works: pd.DataFrame) -> pd.DataFrame:
    communities = study.case.table("communities")
    hazard = works[works["hazard"]].groupby("community_id").size()
    project = communities["project_id"].where(communities["project_id"] != "", communities["community_id"])
    return communities.assign(
        project=project,
        hazard=communities["community_id"].isin(hazard.index),
    )


def candidates(study: Study, works: pd.DataFrame) -> pd.DataFrame:
    """One row per candidate option (columns of `Menu.options` but cost, benefit and last year)."""
    sites = OneRoute(study).designs(_sites(study, works), works)
    proposed = sites[sites["stage"] == "proposed"]
    frames = [_proposed(study, proposed), _in_progress(study, sites[sites["stage"] == "in_progress"])]
    options = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
    parts = zip(options["scope"], options["start_year"], options["route"], strict=True)
    names = [f"{scope_name(int(scope))}@{year}" + (f"~{route}" if route else "") for scope, year, route in parts]
    return options.assign(option=pd.Series(names, index=options.index, dtype="str"))  # text, even where there is none


def _proposed(study: Study, sites: pd.DataFrame) -> pd.DataFrame:
    years = np.array(study.years)
    site = np.repeat(np.arange(len(sites)), len(_ALL_SCOPES) * len(years))
    scope = np.tile(np.repeat(_ALL_SCOPES, len(years)), len(sites))
    start = np.tile(years, len(sites) * len(_ALL_SCOPES))
    offered = ((scope & ~sites["lacking"].to_numpy()[site]) == 0) & takes(sites.iloc[site], scope)
    frame: pd.DataFrame = sites.iloc[site[offered]].reset_index(drop=True)
    return frame.assign(scope=scope[offered], start_year=start[offered], upper=True, window="", fixed=False)


def _in_progress(study: Study, sites: pd.DataFrame) -> pd.DataFrame:
    """A community in progress has one design: that of its route where it has one."""
    plan_year = study.case.table("projects").set_index("project_id")["plan_year"]
    sites = sites.sort_values("route", kind="stable").drop_duplicates("community_id", keep="last").sort_index()
    return sites.reset_index(drop=True).assign(
        scope=sites["lacking"].to_numpy(),
        start_year=sites["project_id"].map(plan_year).astype("int64").to_numpy(),
        upper=True,
        window="",
        fixed=True,
    )
