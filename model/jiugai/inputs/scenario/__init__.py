"""A scenario: the question asked of a case; a file of its own, or the changes that it makes to another one."""

from jiugai.inputs.override import Change, Override
from jiugai.inputs.scenario.keys import FORMAT, NEED_PARTS, OBJECTIVES, PAYS_FIRST
from jiugai.inputs.scenario.question import Effort, Objective, Scenario
from jiugai.inputs.scenario.reading import load_scenario

__all__ = [
    "FORMAT", "NEED_PARTS", "OBJECTIVES", "PAYS_FIRST", "Change", "Effort", "Objective", "Override", "Scenario",
    "load_scenario",
]  # fmt: skip
