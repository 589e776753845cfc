"""Five published lists, as they stand, each to a case and a plan: no line of code, every assumption listed."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jiugai.cli import app
from jiugai.run import make_plan, open_plan, read_study
from support.case import ROOT

LISTS = ROOT / "data" / "sources" / "lists"
#: list → (communities, investment in yuan where published, options of the command)
PUBLISHED = {
    "tianchang2021": (8, 18_222_000, []),
    "jizhou2022": (3, 17_000_000, []),
    "xunyang_buhong": (5, 3_000_000, ["--first-year", "2021"]),
    "guancheng2020_longdong": (8, None, []),
    "shuangcheng2020": (10, None, []),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_list_gives_a_plan(tmp_path: Path, name: str) -> None:
    communities, investment, options = PUBLISHED[name]
    folder = tmp_path / name
    result = CliRunner().invoke(app, ["import", str(LISTS / f"{name}.csv"), str(folder), *options])
    assert result.exit_code == 0, result.output
    assert f"小区：{communities} 个" in result.output
    assumed = list(csv.DictReader((folder / "assumptions.csv").read_text(encoding="utf-8-sig").splitlines()))
    for row in assumed:
        assert f"{row['assumption_id'].split('.')[0]}  {row['reason_zh']}（{row['cells']} 格）" in result.output

    study = read_study(folder / f"{name}.yaml")
    finished = make_plan(study, tmp_path / "plan")
    assert len(finished.plan.selection) == communities
    assert set(finished.plan.selection["decision"]) == {"new"}
    assert all(row["proven"] for row in finished.manifest["objectives"])
    total = finished.plan.funding["yuan"].sum()
    with (LISTS / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if investment is None:
        investment = int(sum(Fraction(row["建筑面积(㎡)"]) for row in rows) * 375)
    assert total == investment
    assert [row["name"] for row in study.case.table("communities").to_dict("records")] == [
        row["小区名称"] for row in rows
    ]
    told = open_plan(tmp_path / "plan", study).manifest["assumptions"]
    assert [row["zh"] for row in told if row["zh"].startswith("清单")] == [
        row["reason_zh"] for row in assumed if row["reason_zh"].startswith("清单")
    ]
    assert {row["reason_en"] for row in assumed} <= {row["en"] for row in told}
