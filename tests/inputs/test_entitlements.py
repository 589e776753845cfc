"""Standards of subsidy that say too little or too much: located problems, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.bad_inputs import problems, write_all

HEADER = "fund_id,year,basis,binding,rate,quantity,cap,share\n"
GOOD = "sport,2021,floor_area,,0.1,50,,\n"


def told(folder: Path, *rows: str) -> list[tuple[str, int, str, str, str, str]]:
    """File, row, column, value and both sentences of every problem."""
    write_all(folder)
    (folder / "case" / "fund_entitlements.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
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


def test_the_policy_fills_a_blank_standard(tmp_path: Path) -> None:
    assert told(tmp_path, "sport,2021,household,,,50,,\n", "sport,2021,household,site,,,,\n") == []


def test_several_rows_of_a_fund_and_year_differ_in_basis_or_binding(tmp_path: Path) -> None:
    assert told(tmp_path, GOOD, "sport,2021,cost,site,,,,0.5\n", "sport,2021,cost,chosen,,,,0.5\n") == []
    again = told(tmp_path / "again", GOOD, "sport,2021,floor_area,,0.2,60,,\n")
    assert [(row, column, en) for _, row, column, _, _, en in again] == [
        (3, "fund_id+year+basis+binding", "this key stands twice")
    ]
