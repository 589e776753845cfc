"""Options in variants by window of the centre (F3): which of the two pays the works of an option."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.allocation.classes import Classes, build_classes, unfunded_options
from jiugai.allocation.money_rules import rules_in_force
from jiugai.allocation.money_rules.windows import (
    BY_PROJECT,
    BY_WORK,
    FISCAL,
    INVESTMENT,
    OUTDOOR_TRADES,
    TwoWindows,
    windows_of,
)
from jiugai.errors import DataError, Locator, Problem
from jiugai.frames import each_row
from jiugai.inputs.study import Study
from jiugai.menu.options import LINE_KEYS, Menu, RuleLog

#: options of a site at most; more would make a plan that nobody can compute
MOST_OPTIONS = 64


def with_windows(study: Study, menu: Menu, log: RuleLog) -> Menu:
    """The menu with every option of a project that may have one window in its variants (docs/formats.md 3.1).

    Only the variants that differ are made: none where one window alone may pay, none for works in progress. Raises
    `DataError` where a site would have more than `MOST_OPTIONS` options.
    """
    if not study.in_force(TwoWindows.id):
        return menu
    rule = TwoWindows(study)
    if all(rule.variants(year) != BY_PROJECT for year in study.years):
        log.note(rule.id, 0, _told(rule, 0))
        return menu
    shaped, old = _split(study, menu, rule, BY_PROJECT)
    funded = (unfunded_options(shaped, build_classes(study, shaped, rules_in_force(study))) == "").to_numpy()
    lost = menu.options[~np.isin(np.arange(len(menu.options)), old[funded])]
    log.remove(rule.id, study.clause(rule.id), lost, ["no_payer_within_one_window"] * len(lost))
    log.note(rule.id, 0, _told(rule, int((np.bincount(old) > 1).sum())))
    return shaped.keep(funded)


def by_work(study: Study, menu: Menu) -> Menu:
    """The menu with options in variants where a work may have one window; no work loses its payer."""
    return _split(study, menu, TwoWindows(study), BY_WORK)[0]


def _split(study: Study, menu: Menu, rule: TwoWindows, level: tuple[str, ...]) -> tuple[Menu, NDArray[np.int64]]:
    """The menu in the variants of one level, and of which option of `menu` each one is."""
    facts = _facts(study, menu, build_classes(study, menu, rules_in_force(study)))
    wanted = [
        _variants(option, level)
        if rule.variants(int(option.start_year)) == level and not option.fixed
        else (option.window,)
        for option in each_row(facts)
    ]
    if level == BY_WORK and _most(menu, wanted) > MOST_OPTIONS:
        wanted = [tuple(one for one in variants if one != "outdoor") for variants in wanted]
    if (most := _most(menu, wanted)) > MOST_OPTIONS:
        raise DataError(_too_many(study, most))
    old = np.repeat(np.arange(len(wanted)), [len(variants) for variants in wanted])
    return _shaped(menu, wanted, old), old


def _facts(study: Study, menu: Menu, classes: Classes) -> pd.DataFrame:
    """Per option: has it works that each window, or both, may pay; and its project's windows."""
    windows = windows_of(study.case.table("funds"))
    lines = classes.lines
    payers = classes.payers[lines["class_id"].to_numpy()]
    fiscal, investment = (payers[:, windows[window]].any(axis=1) for window in (FISCAL, INVESTMENT))
    outdoor = lines["trade"].isin(OUTDOOR_TRADES).to_numpy()
    told = lines[["work", *LINE_KEYS]].assign(
        fiscal=fiscal, investment=investment,
        outdoor=fiscal & investment & outdoor, indoor=fiscal & investment & ~outdoor,
    )  # fmt: skip
    used = menu.costs[["option", "work"]].drop_duplicates()
    used = used.merge(menu.options[list(LINE_KEYS)], left_on="option", right_index=True)
    names = ["fiscal", "investment", "outdoor", "indoor"]
    found = used.merge(told, on=["work", *LINE_KEYS]).groupby("option")[names].any()
    facts = menu.options[["project", "community_id", "start_year", "window", "fixed"]]
    facts = facts.join(found.reindex(facts.index, fill_value=False))
    free = facts[~facts["fixed"]].groupby("project")
    both = free["fiscal"].any() & free["investment"].any()
    several = free["community_id"].nunique() > 1
    return facts.assign(
        shared=facts["project"].isin(several.index[several]), project_both=facts["project"].isin(both.index[both])
    )


def _variants(option: Any, level: tuple[str, ...]) -> tuple[str, ...]:
    """The variants of one option that differ; one that forgoes the centre's money is kept where a neighbour decides."""
    if level == BY_WORK:
        if option.outdoor and option.indoor:
            return BY_WORK
        return BY_WORK[:2] if option.outdoor or option.indoor else (option.window,)
    alone = option.fiscal and option.investment
    together = option.shared and option.project_both and (option.fiscal or option.investment)
    return BY_PROJECT if alone or together else (option.window,)


def _most(menu: Menu, wanted: list[tuple[str, ...]]) -> int:
    """Options of the site that has most of them."""
    counts = pd.Series([len(variants) for variants in wanted], dtype="int64")
    return int(counts.groupby(menu.options["community_id"].to_numpy()).sum().max()) if len(counts) else 0


def _shaped(menu: Menu, wanted: list[tuple[str, ...]], old: NDArray[np.int64]) -> Menu:
    """Every option once for each of its variants, named after it."""
    window = np.array([one for variants in wanted for one in variants], dtype=object)
    options = menu.options.iloc[old].reset_index(drop=True)
    names = [f"{name}/{one}" if one else name for name, one in zip(options["option"], window, strict=True)]
    options = options.assign(window=pd.Series(window, dtype="str"), option=pd.Series(names, dtype="str"))
    numbers = pd.DataFrame({"option": old, "new": np.arange(len(old))})
    costs = menu.costs.merge(numbers, on="option").drop(columns="option").rename(columns={"new": "option"})
    costs = costs[menu.costs.columns].sort_values(["option", "work", "year"], ignore_index=True)
    return Menu(options, costs)


def _told(rule: TwoWindows, split: int) -> str:
    levels = {rule.variants(year) for year in rule.study.years}
    words = {
        BY_WORK: "同一工程只用一口中央资金，选定后逐项确定由哪一口支付",
        BY_PROJECT: f"同一项目只用一口中央资金，{split} 个选项按渠道分列",
    }
    told = [words[level] for level in (BY_WORK, BY_PROJECT) if level in levels]
    return "；".join([*told, "在建小区按原承诺"]) if told else "规划年度内没有两口资金互斥的规定，不作限制"


def _too_many(study: Study, most: int) -> Problem:
    return Problem(
        Locator(str(study.scenario.path), column="policy.windows", value=str(most)),
        f"{TwoWindows.id} 按资金渠道分列后，一个小区有 {most} 个选项，至多 {MOST_OPTIONS} 个：请缩短规划期",
        f"split by window ({TwoWindows.id}) a community has {most} options, {MOST_OPTIONS} at most: plan fewer years",
    )
