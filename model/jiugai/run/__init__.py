"""The pipeline Study → Menu → Problem → Plan → audit, and the contract files: writing, reading back, provenance."""

from jiugai.run.bundled import bundled_root, policy_folder
from jiugai.run.contract import OpenPlan, open_plan
from jiugai.run.pipeline import Finished, make_plan, read_study
from jiugai.run.publish import REPORTS
from jiugai.run.reuse import planned, reported

__all__ = [
    "REPORTS", "Finished", "OpenPlan", "bundled_root", "make_plan", "open_plan", "planned", "policy_folder",
    "read_study", "reported",
]  # fmt: skip
