"""Standards of subsidy that say too little or too much: located problems, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocation.grant_cases import by_site
from inputs.bad_inputs import problems, write_all
from jiugai.errors import DataError
from support.case import community, fund, make_study, work
from support.files import edit

FACTORS = "fund_id,year,factor,own,total,difficulty,weight\n"
HEADER = "fund_id,year,basis,binding,rate,quantity,cap,share\n"
GOOD = "sport,2021,floor_area,,0.1,50,,\n"


def told(folder: Path, *rows: str, factors: str = "") -> list[tuple[str, int, str, str, str, str]]:
    """File, row, column, value and both sentences of every problem."""
    write_all(folder)
    (folder / "case" / "fund_entitlements.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    if factors:
        (folder / "case" / "fund_factors.csv").write_text(FACTORS + factors, encoding="utf-8")
    return [
        (Path(p.where.file).name, p.where.row, p.where.column, str(p.where.value), p.zh, p.en) for p in problems(folder)
    ]


@pytest.mark.parametrize(
    ("row", "column", "zh", "en"),
    [
        (
            "sport,2021,household,,0.1,,,\n", "quantity", "没有约束方式时须填任务数量：额度＝单位标准×任务数量",
            "an envelope needs its declared quantity: rate times quantity",
        ),
        (
            "sport,2021,household,site,0.1,50,,\n", "quantity", "按入选小区计算的补助不填任务数量",
            "a limit counts the chosen communities: leave the quantity blank",
        ),
        (
            "sport,2021,cost,,,5,,0.5\n", "binding", "按造价补助须选约束方式：按小区（site）或按入选合计（chosen）",
            "a share of cost needs a binding: site or chosen",
        ),
        (
            "sport,2021,cost,site,3,,,0.5\n", "rate", "按造价补助填分担比例，不填单位标准",
            "a share of cost gives share, and leaves rate blank",
        ),
        (
            "central,2021,household,site,,,,\n", "rate", "须填写：本地政策没有这一级次、这一基数的标准",
            "must be given: the policy of this place has no standard for this level and basis",
        ),
        (
            "sport,2021,building,site,,,,\n", "rate", "须填写：本地政策没有这一级次、这一基数的标准",
            "must be given: the policy of this place has no standard for this level and basis",
        ),
        (
            "sport,2021,cost,site,,,,\n", "share", "须填写：本地政策没有这一级次、这一基数的标准",
            "must be given: the policy of this place has no standard for this level and basis",
        ),
    ],
)  # fmt: skip
def test_one_problem(row: str, column: str, zh: str, en: str, tmp_path: Path) -> None:
    fund = row.partition(",")[0]
    assert told(tmp_path, GOOD, row) == [("fund_entitlements.csv", 3, column, f"{fund} 2021", zh, en)]


FORMULA = "central,2021,formula,,900,,,\n"
WHOLE = "central,2021,households,10,100,,1\n"


@pytest.mark.parametrize(
    ("right", "factors", "table", "column", "zh", "en"),
    [
        (
            "central,2021,formula,site,900,,,\n", WHOLE, "fund_entitlements", "binding", "因素法分得的是额度，不选约束方式",
            "what the factor formula gives is an envelope: leave the binding blank",
        ),
        (
            "central,2021,formula,,,,,\n", WHOLE, "fund_entitlements", "rate", "因素法须在单位标准中填待分配总额",
            "the factor formula needs the whole pot in rate",
        ),
        (
            "central,2021,formula,,900,5,,\n", WHOLE, "fund_entitlements", "quantity",
            "因素法的份额由分配因素（fund_factors）计算，不填任务数量",
            "the share is computed from Fund factors (fund_factors): leave the quantity blank",
        ),
        (
            FORMULA, "", "fund_entitlements", "basis", "因素法没有因素：请在分配因素（fund_factors）中填写",
            "a factor formula without factors: give them in Fund factors (fund_factors)",
        ),
        (
            GOOD, WHOLE, "fund_factors", "fund_id",
            "没有用到：补助标准（fund_entitlements）中这笔资金这一年没有因素法",
            "nothing uses it: this fund has no factor formula in this year in Fund entitlements (fund_entitlements)",
        ),
        (
            FORMULA, "central,2021,performance,10,100,1.2,1\n", "fund_factors", "difficulty",
            "绩效因素不乘困难程度系数：请留空", "performance carries no coefficient: leave it blank",
        ),
        (
            FORMULA, "central,2021,households,90,100,1.2,1\n", "fund_factors", "total",
            "合计数须大于零，且不小于本地数乘系数",
            "the total must be above zero and hold the own amount times its coefficient",
        ),
        (
            FORMULA, "central,2021,households,9,100,,0.9\n", "fund_factors", "weight", "各因素权重合计应为1，实为 0.9",
            "the weights add up to 0.9, must be 1",
        ),
    ],
)  # fmt: skip
def test_a_factor_formula_that_is_none(
    right: str, factors: str, table: str, column: str, zh: str, en: str, tmp_path: Path
) -> None:
    found = told(tmp_path, right, factors=factors)
    assert [(file, row, where, *said) for file, row, where, _, *said in found] == [(f"{table}.csv", 2, column, zh, en)]


def test_a_weight_that_nobody_gives(tmp_path: Path) -> None:
    """Sport is no central money: its weights are its own."""
    found = told(tmp_path, "sport,2021,formula,,900,,,\n", factors="sport,2021,households,10,100,,\n")
    assert next((file, row, column, zh, en) for file, row, column, _, zh, en in found) == (
        "fund_factors.csv", 2, "weight", "须填写：本地政策没有这项因素的权重",
        "must be given: the policy of this place has no weight for this factor",
    )  # fmt: skip


def test_a_bargain_where_no_rule_of_the_place_makes_one(tmp_path: Path) -> None:
    """The small case lies in Gaotai and borrows Xuchang's text alone."""
    assert [row[2:] for row in told(tmp_path, "sport,2021,matching,site,,,,\n")] == [
        (
            "basis", "sport 2021", "本地没有与居民出资挂钩的规定（F14 未生效）：请参照有规定的地方（borrow），或改用其他基数",
            "no rule here matches grants to residents (F14 is not in force): borrow one or choose another basis",
        )
    ]  # fmt: skip


def _borrowed(folder: Path, overrides: str) -> list[tuple[str, str, str]]:
    """What is told where the case borrows Wenzhou's text: column and both sentences."""
    told(folder, "sport,2021,matching,site,,,,\n")
    edit(folder / "case" / "case.yaml", "[xuchang-2021-13]", "[wenzhou-resident-min]")
    edit(folder / "study.yaml", "policy.utility.min_share:", f"{overrides}, policy.utility.min_share:")
    return [(p.where.column, p.zh, p.en) for p in problems(folder)]


def test_a_bargain_that_rises_faster_than_it_falls(tmp_path: Path) -> None:
    assert _borrowed(tmp_path, 'policy.matching.gain: "3"') == [
        (
            "basis", "出资高于下限时增加的不得快于低于下限时减少的（matching.gain、matching.loss）",
            "the grant must not rise faster above the floor than it falls below (matching.gain, matching.loss)",
        )
    ]  # fmt: skip


def test_a_bargain_before_its_policy_began(tmp_path: Path) -> None:
    """The values of Wenzhou are of the end of 2020: none for starts of 2019."""
    tables = {
        "communities": [community("a")],
        "works": [work("a", "road", 100)],
        "funds": [fund("city")],
        "fund_entitlements": [by_site("city", 2019, "matching", rate=200, share="0.5")],
    }
    with pytest.raises(DataError) as caught:
        make_study(tmp_path, tables, (2019, 2019))
    (problem,) = caught.value.problems
    names = ["gain", "loss", "most", "floor.basic", "floor.improvement", "floor.upgrade"]
    assert (problem.where.row, problem.where.column, problem.where.value) == (2, "basis", "city 2019")
    assert problem.zh == "本地政策没有这一年的 " + "、".join(f"matching.{name}" for name in names)
    assert problem.en == "the policy has no value in this year: " + ", ".join(f"matching.{name}" for name in names)


def test_a_bargain_is_bound_by_community(tmp_path: Path) -> None:
    found = told(tmp_path, "sport,2021,matching,chosen,,,,\n")
    assert [row[2:] for row in found] == [
        (
            "binding", "sport 2021", "与居民出资挂钩的补助须按小区（site）约束",
            "a grant matched to the residents is bound by community: site",
        )
    ]  # fmt: skip


def test_the_policy_fills_a_blank_standard(tmp_path: Path) -> None:
    assert told(tmp_path, "sport,2021,household,,,50,,\n", "sport,2021,household,site,,,,\n") == []


def test_several_rows_of_a_fund_and_year_differ_in_basis_or_binding(tmp_path: Path) -> None:
    assert told(tmp_path, GOOD, "sport,2021,cost,site,,,,0.5\n", "sport,2021,cost,chosen,,,,0.5\n") == []
    again = told(tmp_path / "again", GOOD, "sport,2021,floor_area,,0.2,60,,\n")
    assert [(row, column, en) for _, row, column, _, _, en in again] == [
        (3, "fund_id+year+basis+binding", "this key stands twice")
    ]
