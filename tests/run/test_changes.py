"""What a scenario changed: the plan is that of an edited case, and every change is told old → new."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from typer.testing import CliRunner

from jiugai.cli import app
from jiugai.run import make_plan, read_study
from support.case import Tables, community, envelope, fund, work, write_case, write_scenario

HEAD = {
    "format": "jiugai-scenario/1", "title": {"zh": "少钱", "en": "less"}, "author": "tests", "baseline": False,
    "question": "?", "changes": "-", "extends": "study.yaml",
}  # fmt: skip


def case(yuan: int, cost: int) -> Tables:
    return {
        "communities": [community("a"), community("b")],
        "works": [work("a", "road", cost), work("b", "road", 400_000)],
        "funds": [fund("county_budget")],
        "fund_years": [envelope("county_budget", 2021, yuan), envelope("county_budget", 2022, 0)],
    }


def child(folder: Path, overrides: dict[str, Any]) -> Path:
    path = folder / "less.yaml"
    text = yaml.safe_dump(HEAD | {"overrides": overrides}, allow_unicode=True) + "date: 2026-11-22\n"
    path.write_text(text, "utf-8")
    return path


def test_the_plan_is_that_of_the_edited_case(tmp_path: Path) -> None:
    for name, tables in (("changed", case(1_000_000, 500_000)), ("edited", case(500_000, 350_000))):
        write_case(tmp_path / name / "case", tables)
        write_scenario(tmp_path / name / "study.yaml", overrides={"policy.works.first_year_share": "1"})
    overrides = {"case.fund_years.county_budget.2021.envelope": {"times": "0.5"}, "case.works.a.*.cost": 350_000}
    study = read_study(child(tmp_path / "changed", overrides))
    finished = make_plan(study, tmp_path / "changed" / "plan")
    other = make_plan(read_study(tmp_path / "edited" / "study.yaml"), tmp_path / "edited" / "plan")
    assert finished.plan.selection["decision"].tolist() == ["new", "later"]  # the money reaches for one
    for path in (tmp_path / "edited" / "plan").iterdir():
        if path.name not in ("plan.json", "timing.json"):
            assert path.read_bytes() == (tmp_path / "changed" / "plan" / path.name).read_bytes(), path.name
    about = ("scenario", "title", "inputs", "overrides", "files")
    assert _without(finished.manifest, about) == _without(other.manifest, about)
    told = [row for row in finished.manifest["overrides"] if row["file"] == "less.yaml"]
    assert told == [
        {
            "path": "case.fund_years.county_budget.2021.envelope", "old": "1000000", "new": "500000", "cells": 1,
            "file": "less.yaml", "set": "case.fund_years.county_budget.2021.envelope", "value": "{times: 0.5}",
        },
        {
            "path": "case.works.a.road.cost", "old": "500000", "new": "350000", "cells": 1,
            "file": "less.yaml", "set": "case.works.a.*.cost", "value": "350000",
        },
    ]  # fmt: skip


def _without(manifest: dict[str, Any], keys: tuple[str, ...]) -> str:
    return json.dumps({key: value for key, value in manifest.items() if key not in keys}, sort_keys=True)


def test_check_says_what_changed(tmp_path: Path) -> None:
    """In words, money in 万元, cells that differ as a sum; the first six, the rest counted."""
    write_case(tmp_path / "case", case(1_000_000, 500_000))
    write_scenario(tmp_path / "study.yaml", pinned={})
    overrides = {
        "as_of": "AS_OF", "case.debt_tier": "orange", "case.fiscal.*.new_quota_general": 0,
        "case.fund_years.county_budget.2022.envelope": 123_456, "case.works.*.cost": {"times": "1.1"},
        "case.works.b.road.hazard": True, "objectives": ["score", {"name": "completion", "gap": "0.1"}], "policy.rules.D6.in_force": False,
        "policy.utility.min_share": "0.5",
    }  # fmt: skip
    path = child(tmp_path, overrides)
    path.write_text(path.read_text("utf-8").replace("AS_OF", "2022-06-30"), "utf-8")
    result = CliRunner().invoke(app, ["check", str(path)])
    assert result.stdout.splitlines()[3:-1] == [
        "改动（原值 → 新值）",
        "  债务风险等级：（空） → 橙色",
        "  财政收支 * 新增一般债务额度（万元）：5,000.00 → 0.00（2 格）",
        "  资金额度 county_budget.2022 额度（万元）：0.00 → 12.3456",
        "  工程 * 造价（万元） × 1.1：合计 90.00 → 合计 99.00（2 格）",
        "  工程 b.road 安全隐患：否 → 是",
        "  基准日：2021-12-31 → 2022-06-30",
        "  另有 3 项，见 plan.json 的 overrides",
    ]
    result = CliRunner().invoke(app, ["check", str(path), "--lang", "en"])
    assert result.stdout.splitlines()[3:6] == [
        "changed (old → new)",
        "  Debt tier: (blank) → Orange",
        "  Fiscal * new general-debt quota (10,000 yuan): 5,000.00 → 0.00 (2 cells)",
    ]
