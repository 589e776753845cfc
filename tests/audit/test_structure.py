"""Tables that are not what the contract says: columns, types, keys, order, ids, years, kinds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from audit.tiny import PLAN, failed, tiny_plan, tiny_study
from jiugai.audit import MODEL_CLAUSES, audit
from jiugai.audit.report import SHOWN
from jiugai.plan import TABLES, Plan


def with_table(table: str, frame: pd.DataFrame) -> Plan:
    return replace(tiny_plan(), **{table: frame})


def structure(plan: Plan) -> list[str]:
    failures = audit(tiny_study(), plan).failures()
    return [sentence.zh for clause, sentence in failures if clause == "model#structure"]


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_or_extra_column(table):
    frame = getattr(tiny_plan(), table)
    assert len(structure(with_table(table, frame.iloc[:, :-1]))) == 1
    assert len(structure(with_table(table, frame.assign(note="")))) == 1


@pytest.mark.parametrize(
    ("table", "column", "wrong"),
    [
        ("funding", "yuan", pd.Series([1.0] * 15)),
        ("funding", "fund_id", pd.Series([None] * 15, dtype="object")),
        ("selection", "tier", pd.Series([float("nan")] * 4)),
        ("funds", "used_yuan", pd.Series([pd.NA] + [0] * 8, dtype="Int64")),
        ("constraints", "slack", pd.Series([Decimal("0.1")] * 24, dtype="object")),
        ("constraints", "limit", pd.Series([Decimal("NaN")] * 24, dtype="object")),
        ("constraints", "activity", pd.Series([0.0] * 24)),
        ("indicators", "ok", pd.Series(["yes"] * 14)),
    ],
)
def test_a_wrong_type_stops_the_audit(table, column, wrong):
    frame = getattr(tiny_plan(), table).copy()
    frame[column] = wrong
    report = audit(tiny_study(), with_table(table, frame))
    assert [sentence.zh for _, sentence in report.failures()] == [f"{table}.csv：列 {column} 的类型不对或有空值"]
    assert report.totals == {}


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        ("funding", "a,a.cable,water_co", "z,a.cable,water_co", "编号未知"),
        ("funding", "a,a.cable,water_co", "b,a.cable,water_co", "编号未知"),
        ("funding", "a.cable,water_co,utility", "a.cable,gas_co,utility", "编号未知"),
        ("funding", "a.cable,water_co,utility", "a.cable,water_co,local", "资金类别写作 local，应为 utility"),
        ("funding", "water_co,utility,2021,2021,50000", "water_co,utility,2019,2019,50000", "不在规划期 2021—2022 内"),
        ("spending", "a,a.cable,2021,50000", "a,a.cable,2021,50000\na,a.cable,2022,0", "零元不列行"),
        ("spending", "a,a.cable,2021", "a,a.cab,2021", "编号未知"),
        ("funds", "loan,bank,2022,0,90000", "loan,bank,2023,0,90000", "不在规划期"),
        ("selection", "c,,ineligible", "c,,perhaps", "不在可选值内"),
        ("selection", "c,,ineligible,,,0,0,0,无资金可付", "c,,ineligible,,,0,0,-1,", "benefit 为负数 -1"),
        ("removed", "c,basic@2022", "z,basic@2022", "编号未知"),
        ("removed", "c,basic@2022", "c,basic@2022,F7,law#F7,\nc,basic@2022", "主键重复"),
    ],
)
def test_rows_out_of_the_contract(table, old, new, told):
    assert PLAN[table].count(old) == 1
    assert any(told in text for text in structure(tiny_plan(**{table: PLAN[table].replace(old, new)})))


def test_rows_out_of_order():
    frame = tiny_plan().spending.iloc[::-1].reset_index(drop=True)
    assert any("行未按主键排序" in text for text in structure(with_table("spending", frame)))
    assert failed(tiny_study(), with_table("spending", frame)) == {"model#structure"}


def test_a_row_too_few_or_too_many_in_any_table():
    for table in ("selection", "spending", "funding", "debt", "indicators", "constraints"):
        frame = getattr(tiny_plan(), table)
        for row in range(len(frame)):
            assert failed(tiny_study(), with_table(table, frame.drop(index=row).reset_index(drop=True))), (table, row)
    more = PLAN["constraints"] + "F15,law#F15,fund=water_co;year=2022,0.00,0.00,0.00,yuan,yes\n"
    assert failed(tiny_study(), tiny_plan(constraints=more)) == {"law#F15"}
    other = PLAN["constraints"] + "Z9,law#Z9,year=2022,0.00,0.00,0.00,yuan,yes\n"
    assert failed(tiny_study(), tiny_plan(constraints=other)) == {"model#constraints", "model#rules-log"}


def test_a_row_of_zeros_in_funds_may_stand_or_not():
    without = PLAN["funds"].replace("bond,local,2022,0,0,0,0,0\n", "")
    more = PLAN["funds"] + "water_co,utility,2022,0,0,0,0,0\nloan,bank,2021,0,0,0,0,0\n"
    assert failed(tiny_study(), tiny_plan(funds=without)) == set()
    assert failed(tiny_study(), tiny_plan(funds=more)) == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("law#F9,trade=water", "law#F7,trade=water"),
        ("0.00,100000.00,100000.00,yuan,no\nD6", "0.00,100000.00,100000.00,wan_yuan,no\nD6"),
        ("2021,900000.00,900000.00,0.00,yuan,yes", "2021,900000.00,900000.00,0.00,yuan,no"),
    ],
)  # fmt: skip
def test_words_of_a_constraint_line(old, new):
    assert PLAN["constraints"].count(old) == 1
    assert len(failed(tiny_study(), tiny_plan(constraints=PLAN["constraints"].replace(old, new)))) == 1


def test_silence_in_the_log_of_rules():
    log = PLAN["rules_log"]
    assert failed(tiny_study(), tiny_plan(rules_log=log.replace("D7,0,没有此类变量", "D7,0,"))) == {"model#rules-log"}
    assert failed(tiny_study(), tiny_plan(rules_log=log.replace("D8,3,\n", ""))) == {"model#rules-log"}


def test_many_failures_are_counted_not_listed():
    frame = tiny_plan().funding
    many = pd.concat([frame] * 8, ignore_index=True)
    told = structure(with_table("funding", many))
    assert len(told) == SHOWN + 1
    assert told[-1].startswith("另有 ")


def test_every_model_clause_is_reported():
    clauses = {check.clause for check in audit(tiny_study(), tiny_plan()).clauses}
    assert set(MODEL_CLAUSES) <= clauses
