"""Decisions, scope, cost by year, need score and benefit."""

from __future__ import annotations

import pytest

from audit.tiny import CASE, PLAN, failed, recomputed, tiny_plan, tiny_study
from jiugai.audit.facts import read_facts
from jiugai.audit.options import in_scope, new_work_cost, scopes
from jiugai.audit.report import Book
from jiugai.audit.rules.need import NeedScore
from jiugai.audit.scheme import benefit, has_option, may_start
from jiugai.plan import Plan


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a,p1,new,improvement,2021,2050001,0,136,", "a,p1,later,,,0,0,0,"),
        ("a,p1,new,improvement,2021,2050001,0,136,", "a,p1,new,upgrade,2021,2050001,0,136,"),
        ("a,p1,new,improvement,2021,2050001,0,136,", "a,p1,new,basic,2021,2050001,0,136,"),
        ("a,p1,new,improvement,2021,2050001,0,136,", "a,p1,new,improvement,2022,2050001,0,136,"),
        ("a,p1,new,improvement,2021,2050001,0,136,", "a,p1,new,improvement,2020,2050001,0,136,"),
        ("a,p1,new,improvement,2021,2050001,0,136,", "a,p1,new,,2021,2050001,0,136,"),
        ("a,p1,new,improvement,2021,2050001,0,136,", "a,p0,new,improvement,2021,2050001,0,136,"),
        ("b,p0,continuing,basic,2020,200000,100000,13,", "b,p0,later,,,0,100000,0,"),
        ("b,p0,continuing,basic,2020,200000,100000,13,", "b,p0,continuing,basic,2021,200000,100000,13,"),
        ("b,p0,continuing,basic,2020,200000,100000,13,", "b,p0,continuing,improvement,2020,200000,100000,13,"),
        ("c,,ineligible,,,0,0,0,", "c,,later,,,0,0,0,"),
        ("d,p9,completed,,2019,0,70000,0,", "d,p9,completed,,,0,70000,0,"),
        ("d,p9,completed,,2019,0,70000,0,", "d,p9,later,,,0,70000,0,"),
    ],
)
def test_a_wrong_line_of_selection(old, new):
    assert PLAN["selection"].count(old) == 1
    assert failed(tiny_study(), tiny_plan(selection=PLAN["selection"].replace(old, new)))


def test_work_in_progress_left_undone():
    plan = tiny_plan(
        selection=PLAN["selection"].replace("b,p0,continuing,basic,2020,200000,100000,13,", "b,p0,later,,,0,100000,0,"),
        spending="\n".join(line for line in PLAN["spending"].split("\n") if not line.startswith("b,")),
        funding="\n".join(line for line in PLAN["funding"].split("\n") if not line.startswith("b,")),
    )
    assert {"law#S8", "law#F7"} <= failed(tiny_study(), plan)


PAYABLE = {"works": CASE["works"].replace("c.road,c,road,basic,network", "c.road,c,road,basic,whole")}


def test_a_community_somebody_may_pay_for_is_later_not_ineligible():
    study = tiny_study(tables=PAYABLE)
    assert failed(study, tiny_plan()) == {"model#scope", "law#F7"}  # nor is its option of 2022 removed
    later = PLAN["selection"].replace("c,,ineligible,,,0,0,0,无资金可付,,none,", "c,,later,,,0,0,0,,,none,out")
    kept = PLAN["removed"].replace("c,basic@2022,F7,law#F7,c.road\n", "")
    assert failed(study, tiny_plan(selection=later, removed=kept)) == set()
    assert failed(tiny_study(), tiny_plan(selection=later)) == {"model#scope"}


def c_starts(year: int, reason: str) -> Plan:
    start = f"c,,new,basic,{year},100000,0,0,{reason}"
    parts = {2021: 60_000, 2022: 40_000} if year == 2021 else {2022: 100_000}
    return tiny_plan(
        selection=PLAN["selection"].replace("c,,ineligible,,,0,0,0,无资金可付", start),
        funding=PLAN["funding"] + "".join(f"c,c.road,county,local,{y},{y},{yuan}\n" for y, yuan in parts.items()),
    )


def test_consent_is_hard_in_the_first_year_and_a_stated_condition_later():
    more = {"fund_years": CASE["fund_years"].replace("county,2021,200000", "county,2021,300000")}
    study = tiny_study(tables=PAYABLE | more)

    def found(year: int, reason: str) -> set[str]:
        return failed(study, recomputed(study, c_starts(year, reason)))

    assert found(2022, "条件：开工前居民同意率须达到 2/3") == set()
    assert found(2022, "") == found(2022, "入选") == {"law#E3"}
    assert found(2021, "条件：开工前居民同意率须达到 2/3") == {"law#E3"}


def test_without_consent_the_only_options_start_later():
    book, facts = Book(tiny_study()), read_facts(tiny_study(tables=PAYABLE))
    c = facts.communities["c"]
    assert [may_start(book, facts, c, year) for year in facts.years] == [False, True]
    assert has_option(book, facts, c)
    unpaid = read_facts(tiny_study())
    assert not has_option(book, unpaid, unpaid.communities["c"])


def test_need_and_benefit_by_hand():
    facts = read_facts(tiny_study())
    a, b = facts.communities["a"], facts.communities["b"]
    assert NeedScore.score(facts, a) == 68  # 0.2·62 + 0.3·100 + 0.3·60 + 0.2·40 = 68.4
    assert NeedScore.score(facts, b) == 32  # 0.2·36 + 0 + 0.3·50 + 0.2·50 = 32.2
    assert benefit(facts, a, "improvement") == 136  # 100 · 2 · 0.68
    assert benefit(facts, b, "basic") == 13  # 40 · 1 · 0.32 = 12.8


def test_scopes_have_no_gap_and_hazards_are_in_all():
    study = tiny_study(tables={"works": CASE["works"].replace("900000,no,no", "900000,yes,no")})
    book, facts = Book(study), read_facts(study)
    works = facts.works_of["a"]
    assert [sorted(scope) for scope in scopes(book, works)] == [
        ["basic"], ["basic", "improvement"], ["basic", "improvement", "upgrade"],
    ]  # fmt: skip
    basic = {work.work_id for work in in_scope(book, works, frozenset(["basic"]))}
    assert basic == {"a.cable", "a.lift", "a.pipe", "a.road"}
    assert "law#S2" in failed(study, tiny_plan())  # the lift is a hazard and left out


def test_a_gap_is_a_tier_the_community_lacks():
    present = CASE["works"].replace("400000,no,no,60000", "400000,no,yes,60000")
    book, facts = Book(tiny_study()), read_facts(tiny_study(tables={"works": present}))
    assert [sorted(scope) for scope in scopes(book, facts.works_of["a"])] == [["basic"], ["basic", "upgrade"]]


def test_cost_by_year_by_hand():
    study = tiny_study()
    book, facts = Book(study), read_facts(study)
    road, pipe = facts.works["a.road"], facts.works["a.pipe"]
    assert new_work_cost(book, facts, road, 2021) == {2021: 360_001, 2022: 240_000}  # 360,000.6
    assert new_work_cost(book, facts, road, 2022) == {2022: 600_001}
    assert new_work_cost(book, facts, pipe, 2021) == {2021: 1_000_000}


@pytest.mark.parametrize(
    ("line", "clause"),
    [
        ("a,a.pipe,2021,1000000", "law#S5"),
        ("a,a.road,2021,360001", "law#S9"),
        ("b,b.road,2022,80000", "law#S8"),
    ],
)
def test_the_clause_of_a_wrong_cost(line, clause):
    cost = line.rsplit(",", 1)[1]
    wrong = PLAN["spending"].replace(line, line.replace(cost, str(int(cost) - 1)))
    assert failed(tiny_study(), tiny_plan(spending=wrong)) == {clause, "model#ties"}


def test_works_of_a_higher_tier_built_without_being_chosen():
    more = PLAN["spending"] + "a,a.lift,2021,900000\n"
    assert "law#S1" in failed(tiny_study(), tiny_plan(spending=more))
