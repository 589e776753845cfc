"""A study: case + policy in force + scenario, validated and frozen. Every rule takes it, nothing changes it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from jiugai.inputs.case import Case, load_case
from jiugai.inputs.scenario import Scenario, load_scenario
from jiugai.policy.documents import Jurisdiction
from jiugai.policy.library import Policy, bind, load_policy

_POLICY_PREFIX = "policy."


@dataclass(frozen=True)
class Study:
    """What is known and asked."""

    case: Case
    policy: Policy
    scenario: Scenario

    @property
    def years(self) -> tuple[int, ...]:
        return self.case.years

    def param(self, parameter: str, year: int) -> Fraction | None:
        """The value of a policy parameter in force in `year` for this case; None where there is none."""
        return self.policy.value(parameter, year)

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the catalogue, in its order, in force or not."""
        return tuple(self.policy.library.rules)

    def in_force(self, rule: str) -> bool:
        return self.policy.in_force(rule)

    def clause(self, rule: str) -> str:
        """The first clause of a rule that is in force for this case, the most local first; "" if none."""
        return self.policy.clause(rule)

    def files(self) -> list[Path]:
        """Every input file, in a stable order: scenario, case, policy."""
        return [self.scenario.path, *self.case.files(), *self.policy.library.files()]


def load_study(scenario_path: Path, default_policy: Path) -> Study:
    """Read scenario, case and policy. Raises `ScenarioError`, `DataError` or `PolicyError`."""
    scenario = load_scenario(scenario_path)
    case = load_case(scenario.case)
    library = load_policy(scenario.policy or default_policy)
    overrides = {path.removeprefix(_POLICY_PREFIX): value for path, value in scenario.overrides.items()}
    seen_from = Jurisdiction(case.place, case.borrow, scenario.as_of)
    policy = bind(library, seen_from, overrides, scenario.path, case.header_file())
    return Study(case, policy, scenario)
