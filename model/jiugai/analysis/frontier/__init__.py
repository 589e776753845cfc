"""Optimised trade-off points between two objectives, and what ranking reaches beside them."""

from jiugai.analysis.frontier.asked import Asked, asked
from jiugai.analysis.frontier.folder import OpenFrontier, frontier_of, open_frontier
from jiugai.analysis.frontier.make import make_frontier
from jiugai.analysis.frontier.trace import Frontier, trace

__all__ = [
    "Asked", "Frontier", "OpenFrontier", "asked", "frontier_of", "make_frontier", "open_frontier", "trace",
]  # fmt: skip
