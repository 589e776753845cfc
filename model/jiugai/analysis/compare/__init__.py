"""Scenarios side by side: a row each, what they changed, who gains, who pays, and what of it is proven."""

from jiugai.analysis.compare.comparison import Comparison, comparison_of, open_comparison
from jiugai.analysis.compare.make import compare

__all__ = ["Comparison", "compare", "comparison_of", "open_comparison"]
