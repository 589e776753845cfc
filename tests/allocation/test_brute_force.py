"""The engine against an enumeration of every combination of options with its own linear programme: drawn cases; those by hand in `tests/full`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.brute import brute_force
from allocation.enumerated import agree, as_enumerated, kept_back
from allocation.made_cases import Wishes, joined, kept_cases, late_cases, made_cases, standards, wishes
from allocation.rule_cases import RULE_CASES
from jiugai.errors import InfeasibleError
from support.case import Tables, make_study
from support.solve import solve, values
from support.twin import broken


@given(tables=made_cases(in_progress=False), wish=wishes())
def test_made_wishes(tables: Tables, wish: Wishes) -> None:
    """Capacity, tasks, aims, demonstration, places and the public share, in whatever mixture."""
    with tempfile.TemporaryDirectory() as folder:
        study = wish.study(Path(folder), tables)
        as_enumerated(study, kept_back(study))


@given(tables=made_cases(), more=standards())
def test_made_standards(tables: Tables, more: Tables) -> None:
    """Money by unit and by share, whatever else the case has."""
    with tempfile.TemporaryDirectory() as folder:
        study = make_study(Path(folder), joined(tables, more))
        as_enumerated(study, audited=True)


@given(tables=made_cases(), share=st.sampled_from(["0.01", "0.03"]), years=st.sampled_from(["1", "2"]))
def test_made_cases_with_a_retention(tables: Tables, share: str, years: str) -> None:
    overrides = {"policy.works.retention_share": share, "policy.works.retention_years": years}
    with tempfile.TemporaryDirectory() as folder:
        study = make_study(Path(folder), tables, overrides=overrides)
        as_enumerated(study, audited=True)


@given(tables=kept_cases())
def test_made_cases_with_a_ledger(tables: Tables) -> None:
    """What is left of earlier allotments, and payments that only the ledger has."""
    with tempfile.TemporaryDirectory() as folder:
        study = make_study(Path(folder), tables)
        as_enumerated(study, kept_back(study), audited=True)


@given(tables=late_cases())
def test_made_cases_of_late_money(tables: Tables) -> None:
    """Money on completion or a year later, advanced or not: the options, the cash and the plan that the audit passes."""
    with tempfile.TemporaryDirectory() as folder:
        study = make_study(Path(folder), tables)
        expected = brute_force(study)
        assert expected is not None  # nothing is in progress: no plan at all is a plan
        solution, plan = solve(study)
        agree(values(solution), expected)
        assert broken(study, plan) == set()


@given(tables=made_cases())
def test_made_cases(tables: Tables) -> None:
    with tempfile.TemporaryDirectory() as folder:
        study = make_study(Path(folder), tables)
        as_enumerated(study, kept_back(study))


def test_nothing_fits_is_infeasible(tmp_path: Path) -> None:
    """Promised money beyond the envelope: the enumeration and the engine both find no plan."""
    case = RULE_CASES["S8"]()
    tables = case.tables
    tables["fund_years"] = [row for row in tables["fund_years"] if row["fund_id"] != "county_budget"]
    tables["fund_years"].append({"fund_id": "county_budget", "year": 2021, "envelope": 199_999})
    study = make_study(tmp_path, tables, case.years)
    assert brute_force(study) is None
    with pytest.raises(InfeasibleError) as caught:
        solve(study)
    assert caught.value.exit_code == 3
