"""A violating twin: a finished plan in which one thing is changed and every dependent table is made to agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from audit.tiny import recomputed
from jiugai.audit import audit
from jiugai.inputs.study import Study
from jiugai.plan import Plan, typed


def refunded(study: Study, plan: Plan, payers: Mapping[tuple[str, int], Mapping[str, int]]) -> Plan:
    """The plan with the money of some works in some years replaced; `payers`: (work, year) → fund → yuan.

    Late money names its year: `reward@2022`.
    """
    kinds = study.case.table("funds").set_index("fund_id")["kind"]
    sites = study.case.table("works").set_index("work_id")["community_id"]
    old = plan.funding
    kept = old[[(w, y) not in payers for w, y in zip(old["work_id"], old["cost_year"], strict=True)]]
    new = [
        {
            "community_id": sites[work], "work_id": work, "fund_id": fund, "kind": kinds[fund],
            "cost_year": year, "cash_year": int(cash or year), "yuan": yuan,
        }
        for (work, year), by_fund in payers.items()
        for name, yuan in by_fund.items()
        for fund, _, cash in [name.partition("@")]
    ]  # fmt: skip
    rows = pd.concat([kept, pd.DataFrame(new)], ignore_index=True)
    return recomputed(study, replace(plan, funding=typed("funding", rows)))  # type: ignore[arg-type]


def broken(study: Study, plan: Plan) -> set[str]:
    """The rules (model clauses) the audit finds broken; a rule must be named under its own clause."""
    report = audit(study, plan)
    failing = [check for check in report.clauses if check.failures]
    assert report.passed == (not failing)
    for check in failing:
        assert check.rule == "model" or check.clause == study.clause(check.rule)
    return {check.clause if check.rule == "model" else check.rule for check in failing}
