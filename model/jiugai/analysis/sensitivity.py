"""One thing at a time: what the objectives of a scenario do when money, costs or a parameter are a tenth off.

Every change is a scenario of its own that descends from the one asked about, written to a temporary folder and read as
any other. Solved are the objectives up to `county_money`; what follows only orders equal plans.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import yaml

from jiugai.allocation import solve_direct
from jiugai.allocation.direct import StageResult
from jiugai.analysis.compare.proof import Reach, meet, reach_of
from jiugai.errors import InfeasibleError
from jiugai.inputs.override import exact_text
from jiugai.inputs.study import Study
from jiugai.labels import label
from jiugai.run.pipeline import build_funded_menu, read_study, written
from jiugai.run.workers import cores

_LAST = "county_money"
#: parameters that are asked about, where the policy has a value
_PARAMETERS = ("resident.collection_rate", "utility.min_share")


@dataclass(frozen=True)
class Lever:
    """What is changed: kind `fund` (a channel), `cost`, `quota` or `parameter`, its name, and how at a factor."""

    kind: str
    name: str
    overrides: Callable[[Fraction], dict[str, Any]]


@dataclass(frozen=True)
class Effect:
    """An objective under a change. `final`, `change`: of the plan, and against the base, in the unit of the objective.

    `exceeds`: no value that the two searches leave open is the same, and what comes before is proven in both.
    """

    objective: str
    final: Decimal
    change: Decimal
    exceeds: bool


@dataclass(frozen=True)
class Outcome:
    """A lever at a factor, and its effects in the order of the objectives; none where no plan keeps every rule."""

    lever: Lever
    factor: Fraction
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class Sensitivity:
    """The base (objective → final value) and every change."""

    base: dict[str, Decimal]
    outcomes: tuple[Outcome, ...]


def sensitivity(scenario: Path, step: Fraction = Fraction(1, 10), jobs: int | None = None) -> Sensitivity:
    """Every lever of a scenario at 1 − step and 1 + step, `jobs` at a time (default: as many as there are cores).

    Raises a `JiugaiError` where the scenario has no plan.
    """
    study = _short(read_study(scenario))
    asked = [(lever, factor) for lever in levers(study) for factor in (1 - step, 1 + step)]
    asked = [(lever, factor) for lever, factor in asked if lever.overrides(factor)]
    with tempfile.TemporaryDirectory(prefix="jiugai-") as folder:
        dated = study.scenario.date.isoformat()
        files = [scenario]
        for place, (lever, factor) in enumerate(asked):
            files.append(_write(scenario, dated, lever.overrides(factor), Path(folder) / f"{place}.yaml"))
        base, *found = _all_solved(files, jobs or cores())
    if base is None:
        _solved(scenario)  # raises, and says why
    assert base is not None
    outcomes = [
        Outcome(lever, factor, _effects(base, after) if after is not None else ())
        for (lever, factor), after in zip(asked, found, strict=True)
    ]
    return Sensitivity({stage.name: _decimal(stage.final) for stage in base}, tuple(outcomes))


def _all_solved(files: Sequence[Path], jobs: int) -> list[tuple[StageResult, ...] | None]:
    """The stages of every scenario; None where no plan keeps every rule."""
    if min(jobs, len(files)) <= 1:
        return [_or_none(file) for file in files]
    with ProcessPoolExecutor(min(jobs, len(files)), get_context("spawn")) as pool:
        return list(pool.map(_or_none, files))


def _or_none(file: Path) -> tuple[StageResult, ...] | None:
    try:
        return _solved(file)
    except InfeasibleError:
        return None


def _solved(file: Path) -> tuple[StageResult, ...]:
    study = _short(read_study(file))
    menu, _ = build_funded_menu(study)
    return solve_direct(study, menu, "highs").stages


def levers(study: Study) -> Iterator[Lever]:
    """The money of every channel, quotas of bonds, costs, and the parameters of `_PARAMETERS` that have a value."""
    case = study.case
    funds = case.table("funds")
    rows = {name: case.table(name) for name in ("fund_years", "fund_entitlements")}
    years = rows["fund_years"]
    given = set(years["fund_id"][years["envelope"] > 0])
    entitled = rows["fund_entitlements"]
    rated = set(entitled["fund_id"][entitled["rate"].notna()])
    for channel in funds["channel"].drop_duplicates():
        mine = funds["fund_id"][funds["channel"] == channel]
        paths = [f"case.fund_years.{fund}.*.envelope" for fund in mine if fund in given]
        paths += [f"case.fund_entitlements.{fund}.*.rate" for fund in mine if fund in rated]
        if paths:
            yield Lever("fund", str(channel), _times(paths))
    if (case.table("fiscal")["new_quota_general"] > 0).any():
        yield Lever("quota", "new_quota_general", _times(["case.fiscal.*.new_quota_general"]))
    yield Lever("cost", "cost", _times(["case.works.*.cost"]))
    for name in _PARAMETERS:
        value = study.param(name, case.first_year)
        if value:
            yield Lever("parameter", name, _set(name, value))


def _times(paths: Sequence[str]) -> Callable[[Fraction], dict[str, Any]]:
    return lambda factor: {path: {"times": exact_text(factor)} for path in paths}


def _set(name: str, value: Fraction) -> Callable[[Fraction], dict[str, Any]]:
    """A share stays at most 1."""

    def overrides(factor: Fraction) -> dict[str, Any]:
        new = min(value * factor, Fraction(1))
        return {} if new == value else {f"policy.{name}": exact_text(new)}

    return overrides


def _write(scenario: Path, dated: str, overrides: dict[str, Any], path: Path) -> Path:
    """A scenario with overrides, as a file that extends it."""
    head = {
        "format": "jiugai-scenario/1", "title": {"zh": "敏感性", "en": "sensitivity"}, "author": "jiugai",
        "baseline": False, "question": "-", "changes": "-", "extends": str(scenario.resolve()), "overrides": overrides,
    }  # fmt: skip
    path.write_text(yaml.safe_dump(head, allow_unicode=True) + f"date: {dated}\n", encoding="utf-8")
    return path


def _short(study: Study) -> Study:
    """The study without the objectives after county money."""
    asked = study.scenario.objectives
    names = [objective.name for objective in asked]
    kept = asked[: names.index(_LAST) + 1] if _LAST in names else asked
    return replace(study, scenario=replace(study.scenario, objectives=kept))


def _effects(base: Sequence[StageResult], changed: Sequence[StageResult]) -> tuple[Effect, ...]:
    effects = []
    sure = True
    for before, after in zip(base, changed, strict=True):
        old, new = _decimal(before.final), _decimal(after.final)
        effects.append(Effect(before.name, new, new - old, sure and not meet(_reach(before), _reach(after))))
        sure = sure and before.proven and after.proven
    return tuple(effects)


def _reach(stage: StageResult) -> Reach:
    bound = None if stage.bound is None else _decimal(stage.bound)
    return reach_of(_decimal(stage.value), bound, stage.proven, stage.sense)


def _decimal(value: float) -> Decimal:
    return Decimal(str(written(value)))


def lever_name(lever: Lever, study: Study, lang: str) -> str:
    """What is changed, in words."""
    if lever.kind == "fund":
        return label(f"channel.{lever.name}", lang)
    if lever.kind == "parameter":
        return str(getattr(study.policy.library.parameters[lever.name], lang))
    return label(f"lever.{lever.kind}", lang)
