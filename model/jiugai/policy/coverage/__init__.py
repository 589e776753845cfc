"""Coverage of the source documents, both ways: what each of their clauses has become, and what each rule rests on.

The register (`coverage/` of a policy folder) is a record for the people who keep the rules. No plan depends on it:
`load_policy` does not read it, and it is not among the hashed inputs of a plan.
"""

from jiugai.policy.coverage.page import coverage_page
from jiugai.policy.coverage.register import Register, load_register

__all__ = ["Register", "coverage_page", "load_register"]
