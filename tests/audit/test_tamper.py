"""Any single amount changed by any number of yuan: the audit fails and names a clause."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.tiny import TinyStudy, failed, tiny_plan, tiny_study
from jiugai.audit import audit
from jiugai.plan import AMOUNT, INT, OPTIONAL_INT, TABLES, Plan

NOT_MONEY = ("year", "cost_year", "cash_year", "drawn_year", "repaid_year", "due_year", "rows", "start_year")
TAMPERED = ("selection", "spending", "funding", "funds", "debt", "indicators", "constraints")


def amounts(table: str) -> list[str]:
    kinds = TABLES[table].items()
    return [name for name, kind in kinds if kind in (INT, OPTIONAL_INT, AMOUNT) and name not in NOT_MONEY]


def changed(plan: Plan, table: str, row: int, column: str, yuan: int) -> Plan:
    frame = getattr(plan, table).copy()
    value = frame[column].tolist()
    value[row] = value[row] + (Decimal(yuan) if TABLES[table][column] == AMOUNT else yuan)
    frame[column] = frame[column].__class__(value, dtype=frame[column].dtype)
    return replace(plan, **{table: frame})


@cache
def study() -> TinyStudy:
    return tiny_study()


@cache
def plan() -> Plan:
    return tiny_plan()


def test_the_plan_worked_out_by_hand_passes():
    report = audit(study(), plan())
    assert report.failures() == ()
    assert report.passed
    assert report.totals["spending_yuan"] == report.totals["funding_yuan"] == 2_250_001
    assert report.totals["funding_central_yuan"] == 1_100_000
    worst = {check.rule: check.worst_margin_yuan for check in report.clauses}
    assert (worst["D6"], worst["F9"], worst["F7"], worst["D1"]) == (1916, 50_000, 0, 90_000)


@pytest.mark.parametrize("table", TAMPERED)
def test_every_amount_counts(table):
    frame = getattr(plan(), table)
    assert len(frame) > 0
    for column in amounts(table):
        for row in range(len(frame)):
            yuan = 1 if row % 2 else -1
            clauses = failed(study(), changed(plan(), table, row, column, yuan))
            assert clauses, f"{table} row {row} {column} {yuan:+}"
            assert all(clauses), "a failure without a clause"


@settings(max_examples=60, deadline=None)
@given(data=st.data(), yuan=st.integers(-(10**12), 10**12).filter(bool))
def test_any_number_of_yuan(data, yuan):
    table = data.draw(st.sampled_from(TAMPERED))
    column = data.draw(st.sampled_from(amounts(table)))
    row = data.draw(st.integers(0, len(getattr(plan(), table)) - 1))
    assert failed(study(), changed(plan(), table, row, column, yuan))


@settings(max_examples=30, deadline=None)
@given(data=st.data(), yuan=st.integers(1, 10**6))
def test_money_moved_between_two_lines_is_seen(data, yuan):
    lines = len(plan().funding)
    first, second = data.draw(st.tuples(*[st.integers(0, lines - 1)] * 2).filter(lambda pair: pair[0] != pair[1]))
    moved = changed(changed(plan(), "funding", first, "yuan", yuan), "funding", second, "yuan", -yuan)
    assert failed(study(), moved)


def test_a_failure_is_located_and_speaks_both_languages():
    report = audit(study(), changed(plan(), "funding", 6, "yuan", -1))
    sentences = [sentence for clause, sentence in report.failures() if clause == "law#F7"]
    where = "funding.csv(community_id=a, work_id=a.pipe, cost_year=2021)"
    assert sentences[0].zh == f"{where}：造价 1,000,000 元，落实资金 999,999 元，差 1 元"
    assert sentences[0].text("en") == f"{where}: costs 1,000,000 yuan, has 999,999 yuan of money, short by 1"


def test_the_report_has_the_shape_of_audit_json():
    told = audit(study(), changed(plan(), "funds", 0, "used_yuan", 1)).to_dict()
    assert list(told) == ["passed", "clauses", "unchecked", "totals"]
    assert told["passed"] is False
    assert told["unchecked"] == []
    broken = [check for check in told["clauses"] if check["failures"]]
    assert list(broken[0]) == ["rule", "clause", "checked", "worst_margin_yuan", "failures"]
    assert {check["clause"] for check in broken} == {"model#funds", "model#ties"}
    assert set(broken[0]["failures"][0]) == {"zh", "en"}
