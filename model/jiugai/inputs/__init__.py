"""Reading: the column dictionary, case tables, the scenario; ends in a validated, frozen `Study`."""

from jiugai.inputs.case import Case, load_case
from jiugai.inputs.scenario import Scenario, load_scenario
from jiugai.inputs.study import Study, load_study

__all__ = ["Case", "Scenario", "Study", "load_case", "load_scenario", "load_study"]
