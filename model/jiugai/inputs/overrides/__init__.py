"""Overrides of a case: the cells, rows and header keys that a scenario changes, before anything checks the case."""

from jiugai.inputs.overrides.apply import Stated, with_overrides
from jiugai.inputs.overrides.check import check_changed, told_at

__all__ = ["Stated", "check_changed", "told_at", "with_overrides"]
