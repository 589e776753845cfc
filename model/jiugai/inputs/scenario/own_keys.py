"""Overrides of the scenario's own keys: objectives, weights, discount rate, effort and date of knowledge."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from jiugai.errors import Problem, ScenarioError
from jiugai.inputs.override import Change, Override, exact_text, unchanged
from jiugai.inputs.scenario.question import Objective, Scenario
from jiugai.inputs.vocabulary import nearest

_OBJECTIVES, _SOFT = "objectives", "soft_weights"
_OF_OBJECTIVE = ("tolerance", "gap", "nodes")
#: key → its parts that may be set, () where it is set as a whole
ROOMS: dict[str, tuple[str, ...]] = {
    _OBJECTIVES: (),
    "need_weights": ("age", "hazard", "facilities", "care", "pays_first"),
    "tier_weights": ("basic", "improvement", "upgrade"),
    _SOFT: (),
    "discount_rate": (),
    "effort": ("gap", "nodes"),
    "as_of": (),
}


def with_own_keys(raw: dict[str, Any], root: Scenario, overrides: Sequence[Override]) -> dict[str, Any]:
    """The keys of the root with the overrides laid over them. Raises `ScenarioError` for a path that leads nowhere."""
    laid = copy.deepcopy(raw)
    problems: list[Problem] = []
    for entry in overrides:
        if entry.room not in ROOMS:
            continue
        found = _path_problem(entry, root)
        if found is not None:
            problems.append(found)
        elif not entry.rest:
            laid[entry.room] = entry.value
        elif entry.room == _OBJECTIVES:
            name, part = entry.rest.split(".")
            laid[_OBJECTIVES] = [_with_part(item, name, part, entry.value) for item in laid[_OBJECTIVES]]
        else:
            laid[entry.room][entry.rest] = entry.value
    if problems:
        raise ScenarioError(problems)
    return laid


def _with_part(item: Any, name: str, part: str, value: Any) -> Any:
    detail = item if isinstance(item, dict) else {"name": item}
    return {**detail, part: value} if detail["name"] == name else item


def _path_problem(entry: Override, root: Scenario) -> Problem | None:
    names: Sequence[str] = ROOMS[entry.room]
    if entry.room == _OBJECTIVES and entry.rest:
        names = [f"{objective.name}.{part}" for objective in root.objectives for part in _OF_OBJECTIVE]
    if entry.room == _SOFT:
        names = [entry.rest] if entry.rest and "." not in entry.rest else ["F9"]
    if (entry.rest in names) if names else not entry.rest:
        return None
    near = nearest(entry.rest, [name for name in names if name.partition(".")[0] == entry.rest.partition(".")[0]])
    near = near or nearest(entry.rest, [] if entry.room == _OBJECTIVES else names)
    one_of = [near] if near else names
    paths = [".".join(filter(None, (entry.room, name))) for name in one_of] or [entry.room]
    if near:
        return entry.problem(f"没有这个路径，是否为 {paths[0]}", f"no such path; did you mean {paths[0]}?")
    return entry.problem(f"没有这个路径；可用：{'、'.join(paths)}", f"no such path; there are: {', '.join(paths)}")


def own_changes(scenario: Scenario, soft_weight: Callable[[str], Fraction]) -> list[Change]:
    """What a scenario changed of its own keys; `soft_weight`: the weight that the file of a rule gives it.

    Raises `ScenarioError` for an override that changes nothing.
    """
    base, changes, idle = scenario.base, [], []
    for entry in scenario.own():
        assert base is not None  # a root has no overrides of its own keys
        old, new = (_value(asked, entry, soft_weight) for asked in (base, scenario))
        if old == new:
            idle.append(unchanged(entry, old))
        changes.append(Change(entry.path, old, new, entry))
    if idle:
        raise ScenarioError(idle)
    return changes


def _value(scenario: Scenario, entry: Override, soft_weight: Callable[[str], Fraction]) -> str:
    """The value of an own key as text, once read: two ways of writing one number are the same."""
    room, rest = entry.room, entry.rest
    if room == _SOFT:
        return exact_text(scenario.soft_weights.get(rest, soft_weight(rest)))
    if room in ("need_weights", "tier_weights"):
        return str(getattr(scenario, room).get(rest, 0))
    if room == "discount_rate":
        return exact_text(scenario.discount_rate)
    if room == "effort":
        return f"{getattr(scenario.effort, rest):.15g}"
    if room == "as_of":
        return scenario.as_of.isoformat()
    if not rest:
        return ", ".join(map(_objective_text, scenario.objectives))
    name, part = rest.split(".")
    objective = next(item for item in scenario.objectives if item.name == name)
    return _part_text(objective, part, scenario)


def _part_text(objective: Objective, part: str, scenario: Scenario) -> str:
    """A part of an objective; gap and nodes are those of the effort where it has none of its own."""
    if part == "tolerance":
        return exact_text(objective.tolerance)
    stated = getattr(objective, part)
    return f"{getattr(scenario.effort, part) if stated is None else stated:.15g}"


def _objective_text(objective: Objective) -> str:
    """An objective with what it says besides its name."""
    parts = [f"tolerance {exact_text(objective.tolerance)}"] if objective.tolerance else []
    parts += [f"{key} {value:.15g}" for key in ("gap", "nodes") if (value := getattr(objective, key)) is not None]
    return f"{objective.name} ({', '.join(parts)})" if parts else objective.name
