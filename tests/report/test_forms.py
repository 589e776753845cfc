"""The forms of execution and settlement tie to the contract files, the ledger and each other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.conventions import weight
from jiugai.report.facts.appraisal import HEADS
from jiugai.report.facts.findings import local_short
from jiugai.report.facts.targets import targets
from jiugai.report.grid import Grid
from jiugai.report.parts import table
from jiugai.report.tables import grids
from jiugai.report.ties.marks import strip
from report.reading import plain

Thin = Callable[[str], Book]


def lines(grid: Grid) -> list[dict[str, object]]:
    keys = [column.key for column in grid.columns]
    return [dict(zip(keys, row.values, strict=True)) for row in grid.rows if row.role == "row"]


@pytest.mark.parametrize("name", ["", "executed"])
def test_accounts_add_up(name: str, book: Book, thin: Thin) -> None:
    """Brought in + money of the plan years = assigned + left + lapses, fund by fund and in all."""
    book = thin(name) if name else book
    (grid,) = grids("T11", book)
    funds = book.open.plan.funds
    for line in lines(grid):
        came = line.get("opening", 0) + line["allotted"]
        assert came == line["assigned"] + line.get("left", 0) + line.get("lapsed", 0)
        assert line["assigned"] == line["at_once"] + line.get("after_carry", 0)
    assert grid.total("assigned") == int(funds["used_yuan"].sum()) == book.total
    assert grid.total("allotted") == int(funds["new_yuan"].sum())
    assert grid.total("arrived") == "待填"


def test_accounts_say_what_happened(thin: Thin) -> None:
    """900,000 and 500,000 allotted, 40,000 recalled, 250,000 + 190,000 + 120,000 paid: 420,000 comes into the plan."""
    (grid,) = grids("T11", thin("executed"))
    central = lines(grid)[0]
    assert (central["document"], central["day"]) == ("财〔2021〕5号", "2021-02-01")
    assert [central[key] for key in ("given", "recalled", "paid")] == [1_400_000, 40_000, 560_000]
    assert central["opening"] == 420_000


def test_lifts_are_counted_where_the_case_says_how_many(thin: Thin) -> None:
    (grid,) = grids("T15", thin("executed"))
    assert [line["lifts"] for line in lines(grid)] == [2, None, None]
    assert grid.total("lifts") == 2
    assert [line["accepted"] for line in lines(grid)] == [None, "2022-04-01", None]


def test_what_is_handed_over_is_what_the_plan_costs(book: Book) -> None:
    (grid,) = grids("T15", book)
    assert grid.total("value") == sum(site.total for site in book.chosen)
    pipes = {"water", "drainage", "power", "telecom", "gas", "heat"}
    spending, works = book.open.plan.spending, book.study.case.table("works").set_index("work_id")
    before = book.study.case.table("commitments")
    of_pipes = spending[spending["work_id"].map(works["trade"]).isin(pipes)]["cost_yuan"].sum()
    earlier = before[before["work_id"].map(works["trade"]).isin(pipes)]["paid"].sum()
    assert grid.total("pipelines") == int(of_pipes + earlier)
    for line in lines(grid):
        assert (line["pipelines_km"] == "待填") == bool(line["pipelines"])


def test_self_evaluation_against_the_ledger(thin: Thin) -> None:
    """b alone of three is accepted; 560,000 of 1,360,000 allotted is paid; weights make a hundred."""
    book = thin("executed")
    (grid,) = grids("T5", book)
    told = {line["name"]: line for line in lines(grid)}
    assert (told["改造小区数"]["done"], told["改造小区数"]["score"]) == ("1 个小区", Fraction(8, 3))
    assert told["改造户数"]["reached"] == Fraction(60, 240)
    assert (told["资金支付进度"]["done"], told["资金支付进度"]["score"]) == ("41.2%", 10 * Fraction(56, 136))
    assert (told["规划期投资"]["done"], told["规划期投资"]["reached"]) == ("60.00 万元", Fraction(60, 145))
    assert told["居民满意度"]["done"] == "待填"
    assert told["居民满意度"]["score"] is None
    assert told["纳入改造的有安全隐患户数"]["why"] is None
    assert told["改造小区数"]["why"] == "规划期未满（至2022年），尚在实施"
    assert grid.total("weight") == 100
    assert grid.total("score") == sum(line["score"] or 0 for line in lines(grid))
    assert "可计分指标58分，得23.77分" in strip(" ".join(grid.notes))


def test_what_falls_short_when_the_plan_is_over_has_to_be_explained(thin: Thin) -> None:
    book = thin("executed")
    scenario = replace(book.study.scenario, as_of=date(2022, 12, 31))
    over = replace(book, open=replace(book.open, study=replace(book.study, scenario=scenario)))
    (grid,) = grids("T5", over)
    assert {line["why"] for line in lines(grid)} == {None, "待填"}


def test_every_target_has_its_weight(thin: Thin) -> None:
    assert sum(weight(target.name) for target in targets(thin("executed"))) == 100


def test_a_case_without_a_ledger_is_not_evaluated(book: Book) -> None:
    assert grids("T5", book) == ()
    assert "案例没有台账" in plain(table("T5", book))


def test_contracts_and_what_is_owed(thin: Thin) -> None:
    """a: 800,000 under contract, 500,000 done, 370,000 paid; c: settled, nothing said of works done."""
    (grid,) = grids("T14", thin("executed"))
    a, c = lines(grid)
    assert [a[key] for key in ("contracted", "payable", "paid", "owed")] == [800_000, 500_000, 370_000, 130_000]
    assert (a["progress"], a["paid_share"], a["vouchers"]) == (Fraction(5, 8), Fraction(37, 80), "待填")
    assert (c["payable"], c["owed"], c["paid"], c["vouchers"]) == ("待填", "待填", 190_000, "记-17")
    assert grid.total("contracted") == 990_000
    assert grid.total("owed") == "待填"


def test_final_accounts_of_what_is_finished(thin: Thin) -> None:
    (grid,) = grids("T13", thin("executed"))
    b, c = lines(grid)
    assert (b["name"], b["accepted"], b["estimate"], b["settled"]) == ("b小区", "2022-04-01", 700_000, "待填")
    assert (c["name"], c["estimate"], c["settled"], c["paid"]) == ("c小区", "待填", 190_000, 190_000)


def test_nothing_under_contract_nothing_finished(thin: Thin) -> None:
    book = thin("one")
    assert grids("T13", book) == grids("T14", book) == grids("T16", book) == ()
    for name, said in (("T13", "没有竣工小区"), ("T14", "造价阶段"), ("T16", "没有查出需要整改的问题")):
        assert said in plain(table(name, book))


def test_findings_of_the_system(thin: Thin) -> None:
    """Arrears of a contractor; 330,000 of the county planned for 2021 and not a yuan in the ledger."""
    book = thin("executed")
    planned = book.paid(lambda payment: payment.level == "county" and payment.cash_year == 2021)
    assert local_short(book) == {2021: planned} == {2021: 330_000}
    (grid,) = grids("T16", book)
    first, second = lines(grid)
    assert first["name"] == "1个小区完成投资尚有13.00万元未支付：a小区。"
    assert str(second["name"]).startswith("市县资金到位少于计划：2021年33.00万元")
    assert {first[key] for key in ("unit", "measure", "state")} == {"待填"}


def test_findings_of_rules_and_conditions(thin: Thin) -> None:
    """Every warning of `bonds` is a finding with its clause; conditions of `conditions` are due before the start."""
    book = thin("bonds")
    (grid,) = grids("T16", book)
    warned = {row["indicator"] for row in book.plan_rows("indicators") if not row["ok"]}
    assert len(grid.rows) == len(warned)
    assert all(grid.cells("clause"))
    (grid,) = grids("T16", thin("conditions"))
    assert set(grid.cells("deadline")) == {"2022"}
    rules = replace(
        book, open=replace(book.open, audit=book.open.audit | {"unchecked": [{"rule": "D4", "clause": ""}]})
    )
    assert any("规则未独立复核：D4" in str(name) for name in grids("T16", rules)[0].cells("name"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_appraisal_has_six_heads_and_a_control_number(lang: str, thin: Thin) -> None:
    book = replace(thin("bonds"), lang=lang)
    (grid,) = grids("T8", book)
    assert len([row for row in grid.rows if row.role == "group"]) == len(HEADS) == 6
    general, fund = grids("T9", book)
    taken = sum(general.total(key) for key in ("continuing", "added")) + fund.total("fund_taken")
    last = str(grid.rows[-1].values[1])
    assert wan_text(taken) in last
    assert any("1990" in str(fact) and "—" not in str(fact) for fact in grid.cells("fact"))  # all built in one year
    verdict = str(grid.rows[-2].values[1])
    assert ("有条件通过，建议部分支持" if lang == "zh" else "supported in part") in verdict
    assert all(row.values[2] for row in grid.rows if row.role == "row")


def test_nothing_chosen_nothing_to_appraise(thin: Thin) -> None:
    assert grids("T8", thin("no_money")) == ()
    assert "不列事前绩效评估报告" in plain(table("T8", thin("no_money")))


def test_t2_says_what_was_allotted_and_paid(thin: Thin) -> None:
    """Four bases: planned, issued, arrived (nobody knows), paid; the days of allotments of the funds that pay."""
    book = thin("executed")
    sheets = grids("T2", book)
    status = sheets[-1]
    assert status.total("paid") == 370_000
    assert status.total("arrived") == "待填"
    assert {line["notified"] for line in lines(status)} == {"2021-02-01"}
    assert (
        sum(
            int(str(status.total(key)))
            for key in ("issued", "committed", "applied")
            if key in {c.key for c in status.columns}
        )
        == book.total
    )
