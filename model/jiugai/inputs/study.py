"""A study: case + policy in force + scenario, validated and frozen. Every rule takes it, nothing changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from pathlib import Path

import pandas as pd

from jiugai.errors import DataError, Locator, Problem, ScenarioError
from jiugai.inputs.case import Case, load_case
from jiugai.inputs.checks.ledger import check_ledger_in_time
from jiugai.inputs.checks.standards import check_standards
from jiugai.inputs.law import bound
from jiugai.inputs.override import CASE
from jiugai.inputs.overrides import told_at
from jiugai.inputs.scenario import Change, Scenario, load_scenario
from jiugai.inputs.scenario.own_keys import own_changes
from jiugai.policy.catalogue import RuleEntry
from jiugai.policy.documents import Jurisdiction
from jiugai.policy.library import Library, Policy, load_policy


@dataclass(frozen=True)
class Study:
    """What is known and asked; `changes`: what the scenario changed of case, policy and objectives."""

    case: Case
    policy: Policy
    scenario: Scenario
    changes: tuple[Change, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        return self.case.years

    def param(self, parameter: str, year: int) -> Fraction | None:
        """The value of a policy parameter in force in `year` for this case; None where there is none."""
        return self.policy.value(parameter, year)

    def fiscal(self, column: str, year: int) -> int | None:
        """What the table `fiscal` states for a plan year, yuan; None where the cell is blank."""
        table = self.case.table("fiscal")
        value = table[column][table["year"] == year].iloc[0]
        return None if pd.isna(value) else int(value)

    @property
    def rules(self) -> Mapping[str, RuleEntry]:
        """The catalogue, in its order, in force or not."""
        return self.policy.library.rules

    def in_force(self, rule: str) -> bool:
        return self.policy.in_force(rule)

    def clause(self, rule: str) -> str:
        """The first clause of a rule that is in force for this case, the most local first; "" if none."""
        return self.policy.clause(rule)

    def soft_weight(self, rule: str) -> Fraction:
        """Points a broken unit of a soft rule costs: the scenario's weight, else the default of the rule's file."""
        soft = self.policy.library.rules[rule].soft
        if soft is None:
            raise KeyError(f"{rule} is no soft rule")
        return self.scenario.soft_weights.get(rule, soft.weight)

    def without(self, rule: str) -> Study:
        """The same question with one rule switched off."""
        return replace(self, policy=self.policy.without(rule))

    def files(self) -> list[Path]:
        """Every input file, in a stable order: scenario and what it descends from, case, policy."""
        return [*self.scenario.files(), *self.case.files(), *self.policy.library.files()]


def load_study(scenario_path: Path, default_policy: Path) -> Study:
    """Read scenario, case and policy. Raises `ScenarioError`, `DataError` or `PolicyError`."""
    scenario = load_scenario(scenario_path)
    case = load_case(scenario.case, [scenario.of_root(CASE), scenario.of_descent(CASE)])
    library = load_policy(scenario.policy or default_policy)
    _check_soft_weights(scenario, library)
    seen_from = Jurisdiction(case.place, case.borrow, scenario.as_of, case.programme)
    policy, changes = bound(library, seen_from, scenario, case)
    changes = [*case.changes, *own_changes(scenario, partial(_weight, library)), *changes]
    study = Study(case, policy, scenario, tuple(changes))
    overrides = scenario.of_root(CASE) + scenario.of_descent(CASE)
    try:
        check_standards(study)
        check_ledger_in_time(study)
    except DataError as error:
        raise (ScenarioError(told_at(error.problems, overrides)) if overrides else error) from None
    return study


def _weight(library: Library, rule: str) -> Fraction:
    soft = library.rules[rule].soft
    assert soft is not None  # checked before: only soft rules take a weight
    return soft.weight


def _check_soft_weights(scenario: Scenario, library: Library) -> None:
    """A weight of a rule that cannot be broken, or that does not exist, would be passed over in silence."""
    soft = [entry.id for entry in library.rules.values() if entry.soft is not None]
    unknown = [rule for rule in scenario.soft_weights if rule not in soft]
    if unknown:
        raise ScenarioError(
            Problem(
                _place(scenario, rule),
                f"不是软约束规则（规则文件中没有 soft）；可写权重的规则：{'、'.join(soft)}",
                f"no soft rule (its file says no soft); rules that take a weight: {', '.join(soft)}",
            )
            for rule in unknown
        )


def _place(scenario: Scenario, rule: str) -> Locator:
    """The override that sets the weight of a rule, else the key of all weights."""
    where = scenario.place(f"soft_weights.{rule}", rule)
    return where if where.file != str(scenario.root) else replace(where, column="soft_weights")
