"""No single change of a finished plan passes: cells, rows, ids of every file, on a rich tiny plan and a published case."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.tampering import FREE, Tamper, tampers
from audit.tiny import TinyStudy, tiny_plan, tiny_study
from jiugai.audit import audit
from jiugai.inputs.study import Study
from jiugai.plan import TABLES, Plan
from jiugai.run import read_study
from support.case import ROOT
from support.solve import solve

EACH = 2  # changes of every column and kind in the fast suite


@cache
def tianchang() -> tuple[Study, tuple[Tamper, ...]]:
    study = read_study(Path(ROOT / "scenarios" / "tianchang.yaml"))
    _, plan = solve(study)
    return study, tuple(tampers(plan))


@cache
def tiny() -> tuple[TinyStudy, tuple[Tamper, ...]]:
    return tiny_study(), tuple(tampers(tiny_plan()))


def passes(study: Study | TinyStudy, tamper: Tamper) -> bool:
    """Whether the audit lets it through, or refuses it without a clause."""
    failures = audit(study, tamper.plan).failures()
    return not failures or not all(clause for clause, _ in failures)


def some(changes: tuple[Tamper, ...]) -> list[Tamper]:
    """At most `EACH` of every file, column and kind of change, spread over the rows."""
    kinds: dict[tuple[str, str, str], list[Tamper]] = {}
    for tamper in changes:
        table, what, _, column = tamper.edit
        kinds.setdefault((table, what.split()[0], column), []).append(tamper)
    return [tamper for found in kinds.values() for tamper in found[:: -(-len(found) // EACH)]]


def test_every_file_and_column_is_changed() -> None:
    """On the tiny plan, whose bridges.csv is empty: a row in it is refused (tests/audit/test_rules.py)."""
    _, changes = tiny()
    cells = {(tamper.edit[0], tamper.edit[3]) for tamper in changes if tamper.edit[3]}
    free = {(table, column) for table, columns in TABLES.items() for column in columns if table != "bridges"} - cells
    assert free == set(FREE)


def test_no_change_of_the_tiny_plan_passes() -> None:
    study, changes = tiny()
    assert [tamper.edit for tamper in some(changes) if passes(study, tamper)] == []


def test_the_plan_that_is_changed_is_a_good_one() -> None:
    assert audit(tiny_study(), tiny_plan()).passed


@given(data=st.data())
def test_no_change_of_a_published_case_passes(data: st.DataObject) -> None:
    study, changes = tianchang()
    for tamper in data.draw(st.lists(st.sampled_from(changes), min_size=20, max_size=20)):
        assert not passes(study, tamper), tamper.edit


@pytest.mark.parametrize("borrower", ["高台县财政局", "county", ""])
def test_a_loan_that_the_county_repays_is_refused_under_d7(borrower: str) -> None:
    """In the tables of the plan and, with all of them agreeing, in the case: the clause of D7 is named."""
    study, plan = tiny_study(), tiny_plan()
    debt = plan.debt.copy()
    loans = debt["instrument_id"].str.startswith("loan.")
    assert loans.any()
    debt.loc[loans, "borrower"] = borrower
    told = {clause for clause, _ in audit(study, Plan(**{**vars(plan), "debt": debt})).failures()}
    assert study.clause("D7") in told
