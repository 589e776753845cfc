"""Need of a community, the benefit of an option, and how far a place in the order of need hangs on the weights."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.inputs.rule import Rule
from jiugai.inputs.study import Study
from jiugai.menu.options import RuleLog

#: what residents may offer first; each that is stated with yes counts alike (F18)
OFFERS = ("willing_to_pay", "fee_promised", "fund_renewal", "removal_cooperation")

IN, DEBATABLE, OUT = "in", "debatable", "out"


class NeedScore(Rule):
    """Who needs it most comes first: age, hazards, missing facilities, care for old and young (轻重缓急).

    need[s] = Σ_p weight[p] · part[s, p] / 100, rounded half up;  the weights are the scenario's, together 100

    How firm the order is: with every weight half as high or half as high again, in all 2^p ways, n the communities
    newly taken among those with an option: `in`: among the first n in each way; `out`: in none; else `debatable`.
    """

    id = "Q2"

    def log(self, log: RuleLog) -> None:
        weights = "、".join(f"{part} {weight}" for part, weight in self.study.scenario.need_weights.items())
        log.note(
            self.id, 0, f"作用于效益得分：权重 {weights}；排序对权重上下浮动一半的稳定性见 selection.csv 的 standing"
        )


class PaysFirst(Rule):
    """Communities whose residents offer to pay, promise fees, refill the fund or help to clear come earlier (出资优先).

    part[s, pays_first] = 100 · (offers stated with yes) / 4;  its weight is that of `pays_first`, none where left out
    """

    id = "F18"

    def log(self, options: pd.DataFrame, log: RuleLog) -> None:
        sites = options.drop_duplicates("community_id")
        if not self.study.scenario.need_weights.get("pays_first", 0):
            log.note(self.id, 0, "场景的 need_weights 没有 pays_first，不影响选择")
            return
        unstated = int(sites[list(OFFERS)].isna().any(axis=1).sum())
        told = f"；{unstated} 个小区的出资意愿等四项未填全，未填的不计分" if unstated else ""
        log.note(self.id, 0, f"出资意愿等四项计入需求得分{told}")


def need_parts(study: Study, sites: pd.DataFrame) -> pd.DataFrame:
    """The parts of the need score, each 0–100; `sites` has the columns of communities and `hazard`."""
    age = (study.scenario.as_of.year - sites["built_year"]).clip(0, 50) * 2
    offered = sum((sites[offer].fillna(False).astype("int64") for offer in OFFERS), pd.Series(0, index=sites.index))
    return pd.DataFrame(
        {
            "age": age,
            "hazard": sites["hazard"] * 100,
            "facilities": sites["need_facilities"] * 10,
            "care": sites["need_care"] * 10,
            "pays_first": offered * (100 // len(OFFERS)) * study.in_force(PaysFirst.id),
        }
    )


def need_score(study: Study, options: pd.DataFrame) -> pd.Series:
    """need = Σ weight × part / 100, rounded half up; whole points 0–100 (Q2, F18)."""
    parts = need_parts(study, options)
    total = sum(parts[part] * weight for part, weight in study.scenario.need_weights.items())
    return pd.Series((np.asarray(total, dtype=np.int64) * 2 + 100) // 200, index=options.index)


def standing(study: Study, sites: pd.DataFrame, taken: int) -> pd.Series:
    """`in`, `debatable` or `out` of each site when the first `taken` by need are asked for under all weights ± 50 %.

    `sites` as for `need_parts`. A site is in if fewer than `taken` others need it as much or more, out if at least
    `taken` need it more; scaling all weights of a way alike changes no order, so they are not brought to 100 again.
    """
    weights = study.scenario.need_weights
    parts = need_parts(study, sites)[list(weights)].to_numpy(dtype=np.int64)
    ways = np.array(list(product((1, 3), repeat=len(weights))), dtype=np.int64) * list(weights.values())
    scores: NDArray[np.int64] = np.asarray(parts @ ways.T, dtype=np.int64)  # (sites, ways)
    order = np.sort(scores, axis=0)
    columns = range(scores.shape[1])
    above = np.array([len(sites) - np.searchsorted(order[:, w], scores[:, w], side="right") for w in columns])
    level = np.array([len(sites) - np.searchsorted(order[:, w], scores[:, w], side="left") for w in columns])
    firm, never = (level <= taken).all(axis=0), (above >= taken).all(axis=0)
    return pd.Series(np.where(firm, IN, np.where(never, OUT, DEBATABLE)), index=sites.index, dtype="str")


def benefit(study: Study, options: pd.DataFrame) -> pd.Series:
    """households × tier weight × need / 100, rounded half up; whole points."""
    weight = options["tier"].map(study.scenario.tier_weights).fillna(0).astype("int64")
    points = options["households"] * weight * need_score(study, options)
    return (points * 2 + 100) // 200
