"""Duties of reporting: their tables tie to the plan, stand where a rule in force asks for them, and are never missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiugai.errors import PolicyError
from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.facts.targets import targets
from jiugai.report.facts.yardsticks import measures
from jiugai.report.tables import TABLES, grids
from jiugai.report.tables.duties import check_duties, duties, table_title


def test_every_duty_in_force_names_tables_that_the_report_has(book: Book, english: Book) -> None:
    asked = duties(book)
    assert [rule.id for rule in asked] == [
        "P1",
        "P2",
        "P4",
        "P6",
    ]  # 建办城〔2021〕50号, and Xuchang's, which it borrows
    for shown in (book, english):
        (grid,) = grids("duties", shown)
        assert grid.cells("fulfilled") == [table_title(rule.report[0], shown.lang) for rule in asked]
    check_duties(asked, TABLES)


def test_a_table_the_report_does_not_have_is_refused(book: Book) -> None:
    rule = replace(duties(book)[0], report=("yardsticks", "hopes"))
    with pytest.raises(PolicyError) as caught:
        check_duties([rule], TABLES)
    (problem,) = caught.value.problems
    assert problem.where.value == "hopes"
    assert "报告没有此表；可用的表：T1、" in problem.text("zh")
    assert "the report has no such table; tables: T1, " in problem.text("en")


def test_a_table_of_one_place_is_not_shown_elsewhere(book: Book) -> None:
    assert len(grids("board", book)) == len(grids("published", book)) == 1
    policy = book.study.policy.without("P4").without("P6")
    elsewhere = replace(book, open=replace(book.open, study=replace(book.study, policy=policy)))
    assert grids("board", elsewhere) == grids("published", elsewhere) == ()


def test_the_trail_is_complete(book: Book) -> None:
    (grid,) = grids("trail", book)
    funding = book.open.plan.funding
    assert grid.total("lines") == len(funding)
    assert grid.total("paid_out") == int(funding["yuan"].sum()) == book.total
    assert set(grid.cells("untraced")) == {0}


def test_a_yuan_that_funds_csv_does_not_have_is_untraced(book: Book) -> None:
    funds = book.open.plan.funds.copy()
    funds.loc[0, "used_yuan"] += 1
    tampered = replace(book, open=replace(book.open, plan=replace(book.open.plan, funds=funds)))
    (grid,) = TABLES["trail"](tampered)
    assert grid.total("untraced") == 1


def test_targets_are_those_of_the_plan(book: Book) -> None:
    said = {target.name: target.value for target in targets(book)}
    selection = book.open.plan.selection
    chosen = selection[selection["decision"].isin(("new", "continuing"))]
    facts = book.study.case.table("communities").set_index("community_id").loc[chosen["community_id"]]
    assert said["communities"] == f"{len(chosen)} 个小区"
    assert said["households"] == f"{int(facts['households'].sum()):,} 户"
    assert said["cost"] == f"{wan_text(int(chosen['cost_yuan'].sum()))} 万元"
    assert {name for name, value in said.items() if not value} == {"accepted", "paid", "upkeep", "satisfied"}


def test_public_money_and_the_rest_are_the_whole(book: Book) -> None:
    funding = book.open.plan.funding
    public = int(funding[funding["kind"].isin(("central", "provincial", "local"))]["yuan"].sum())
    tenths = (public * 1000 + book.total // 2) // book.total
    said = {measure.name: measure.value for measure in measures(book)}
    assert said["public_share"] == f"{tenths // 10}.{tenths % 10}%"


def test_what_donors_give_is_no_public_money(book: Book) -> None:
    """The county's part paid by donors or by utilities instead: the same public part, and the same rest."""
    funding = book.open.plan.funding
    assert (funding["kind"] == "local").any()
    told = []
    for kind in ("social", "utility"):
        paid = funding.assign(kind=funding["kind"].replace("local", kind))
        other = replace(book, open=replace(book.open, plan=replace(book.open.plan, funding=paid)))
        public = [measure.value for measure in measures(other) if measure.name in ("public_share", "public_each")]
        told.append((public, [target.value for target in targets(other) if target.name == "other_money"]))
    assert told[0] == told[1]
