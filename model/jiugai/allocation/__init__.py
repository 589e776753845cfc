"""The LP core: menu and funds in, whole-yuan money out. Only `solver/` talks to a solver."""

from jiugai.allocation.direct import Solution, StageResult, solve_direct
from jiugai.allocation.ledger import build_plan

__all__ = ["Solution", "StageResult", "build_plan", "solve_direct"]
