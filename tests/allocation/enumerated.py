"""The engine beside the enumeration: the same values of every objective, or no plan in either."""

from __future__ import annotations

import pandas as pd
import pytest

from allocation.brute import brute_force
from jiugai.errors import InfeasibleError
from jiugai.inputs.study import Study
from support.solve import solve, values
from support.twin import broken

#: 万元; rows of several whole-yuan terms are held 2 yuan a term inside their limit
MONEY = 0.005


def kept_back(study: Study) -> float:
    """万元 that D4 and the gaps of D8 may leave undrawn, so that whole yuan hold: 2 yuan a flow tied to a project, half a
    yuan a payment of interest (docs/model.md, whole yuan); a flow for each earning work, year and fund."""
    case = study.case
    funds = case.table("funds")
    bonds = funds[funds["channel"] == "special_bond"]
    if bonds.empty:
        return 0.0
    payments = max(
        int(bond.term_years) * int(1 if pd.isna(bond.coupons) else bond.coupons) for bond in bonds.itertuples()
    )
    flows = int((case.table("works")["net_revenue_per_year"] > 0).sum()) * len(study.years) * len(bonds)
    flows *= 1 + int((funds["channel"] == "loan").any())
    return flows * (2 + 0.5 * payments) / 10_000


def agree(study_values: dict[str, float], true_values: dict[str, float], spare: float = 0.0) -> None:
    assert list(study_values) == list(true_values)
    for name, value in true_values.items():
        money = name in ("upper_lapse", "soft_broken", "county_money")
        assert study_values[name] == pytest.approx(value, abs=MONEY + spare if money else 0), name


def as_enumerated(study: Study, spare: float = 0.0, *, audited: bool = False) -> None:
    """The engine reaches what the enumeration reaches, money within `spare` 万元 more, or both find no plan.

    `audited`: and the audit finds nothing broken.
    """
    expected = brute_force(study)
    if expected is None:
        with pytest.raises(InfeasibleError):
            solve(study)
        return
    solution, plan = solve(study)
    agree(values(solution), expected, spare)
    if audited:
        assert broken(study, plan) == set()
