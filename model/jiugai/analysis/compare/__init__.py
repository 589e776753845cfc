"""Scenarios side by side: a row each, what they changed, who gains, who pays, and what of it is proven."""

from jiugai.analysis.compare.comparison import Comparison, comparison_of, open_comparison
from jiugai.analysis.compare.make import compare
from jiugai.analysis.compare.standing import compared
from jiugai.analysis.compare.trade import Trade, trade

__all__ = ["Comparison", "Trade", "compare", "compared", "comparison_of", "open_comparison", "trade"]
