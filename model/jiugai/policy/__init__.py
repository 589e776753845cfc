"""Policy as data: documents with place and level, clauses, dated cited parameters, the catalogue of rules."""

from jiugai.policy.library import Policy, load_policy

__all__ = ["Policy", "load_policy"]
