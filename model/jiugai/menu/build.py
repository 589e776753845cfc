"""Study → menu: candidates, gates, scope, years, benefit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from jiugai.inputs.case import TIERS
from jiugai.inputs.rule import Rule
from jiugai.inputs.study import Study
from jiugai.menu.benefit import NeedScore, PaysFirst, benefit
from jiugai.menu.candidates import candidates, open_works
from jiugai.menu.clusters import ClusterSaving
from jiugai.menu.gates import gates
from jiugai.menu.gates.base import SoftGate, StartGate
from jiugai.menu.gates.heating import ReadyBySeason
from jiugai.menu.hazards import HazardsFirst
from jiugai.menu.options import Menu, RuleLog
from jiugai.menu.routes import OneRoute, running_cost
from jiugai.menu.structures import RemovalFirst
from jiugai.menu.timing import OneDig, WorksInProgress, WorksProfile, cost_by_year


def menu_rules() -> tuple[type[Rule], ...]:
    """Every rule class of the menu: the gates, and the rules that `build_menu` calls for what they alone do."""
    scope = (ClusterSaving, OneRoute, HazardsFirst, RemovalFirst)
    return (*gates(), *scope, OneDig, WorksProfile, WorksInProgress, NeedScore, PaysFirst)


def build_menu(study: Study) -> tuple[Menu, RuleLog]:
    """All options of all sites that the gates leave, and the log of what they took."""
    log = RuleLog()
    works = open_works(study)
    options = candidates(study, works)
    in_force = [gate(study) for gate in gates() if study.in_force(gate.id)]
    for gate in in_force:
        options = gate.apply(options, log)
    clusters = ClusterSaving(study)
    options = clusters.variants(options, log) if study.in_force(clusters.id) else options.assign(joint=False)
    order = {"community_id": True, "start_year": True, "scope": True, "upper": False, "route": True, "joint": True}
    options = options.sort_values(list(order), ascending=list(order.values()), ignore_index=True)

    hazards, routes = HazardsFirst(study), OneRoute(study)
    pairs = routes.works_of(options, hazards.works_of(options, works))
    routes.note(options, log)
    if study.in_force(hazards.id):
        hazards.log_pairs(pairs, log)
    removal = RemovalFirst(study)
    if study.in_force(removal.id):
        removal.log_pairs(pairs, log)
    clears = pairs.assign(first=removal.always(pairs)).groupby("number")["first"].any()
    pairs = clusters.reduced(pairs)
    costs = cost_by_year(study, pairs, log)
    log.note(WorksInProgress.id, 0, f"在建小区 {int(options['fixed'].sum())} 个，各只有一个选项")

    numbers = pd.RangeIndex(len(options))
    by_option, saved = costs.groupby("option"), pairs.groupby("number")["saved"].sum()
    clears_hazard = pairs.groupby("number")["hazard"].any()
    has_basic = pairs.groupby("number")["bit"].agg(np.bitwise_or.reduce).reindex(numbers, fill_value=0) & 1
    options = options.assign(
        tier=[TIERS[int(scope).bit_length() - 1] if scope else "" for scope in options["scope"]],
        cost_yuan=by_option["yuan"].sum().reindex(numbers, fill_value=0),
        clears=clears.reindex(numbers, fill_value=False),
        saved_yuan=saved.reindex(numbers, fill_value=0),
        completion=by_option["done"].max().reindex(numbers, fill_value=study.case.first_year),
        hazard_households=options["households"].where(clears_hazard.reindex(numbers, fill_value=False), 0),
        basic_households=options["households"].where(has_basic.astype(bool), 0),
        condition=_joined([g.stated_conditions(options) for g in in_force if isinstance(g, StartGate)], len(options)),
        deadline=ReadyBySeason(study).deadlines(options),
        unmet=_joined([g.stated_broken(options) for g in in_force if isinstance(g, SoftGate)], len(options)),
    )
    options = options.assign(benefit=benefit(study, options))
    options = options.join(running_cost(options, pairs, costs, study.case.first_year))
    NeedScore(study).log(log)
    PaysFirst(study).log(options, log)
    return Menu(options, costs), log


def _joined(told: Sequence[Sequence[str]], options: int) -> list[str]:
    """What the gates say of every option, in their order; "" where none says anything."""
    return ["、".join(filter(None, words)) for words in zip(*told, strict=True)] if told else [""] * options
