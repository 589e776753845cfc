"""`jiugai report` where no plan stands: made, with every report that does not fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from jiugai.cli import app
from jiugai.run import REPORTS, open_plan, read_study
from run.test_report_command import breaks, desk, furnished, report, texts, writes
from support.command import listing

__all__ = ["desk", "furnished"]  # fixtures


def test_a_plan_is_made_where_there_is_none_of_now(desk: Path) -> None:
    assert report("--out", "new").exit_code == 0
    assert texts(desk / "new") == {name: f"{name} zh" for name in REPORTS}
    plan = desk / "reports" / "study"
    (plan / "funding.csv").write_text("spoilt", "utf-8")
    assert report().exit_code == 0
    assert listing(plan).keys() == listing(desk / "new").keys()
    assert (plan / "plan.json").read_bytes() == (desk / "new" / "plan.json").read_bytes()


@pytest.mark.parametrize("broken", REPORTS)
def test_a_report_that_fails_costs_neither_plan_nor_the_others(
    desk: Path, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderers = {name: writes(name) for name in REPORTS} | {broken: breaks(broken)}
    monkeypatch.setattr("jiugai.cli._renderers", lambda: renderers)
    result = report("--out", "new")
    assert result.exit_code == 1
    assert f"ValueError: {broken}" in result.stderr
    assert texts(desk / "new") == {name: f"{name} zh" for name in REPORTS if name != broken}
    assert open_plan(desk / "new", read_study(desk / "study.yaml")).manifest["status"] == "optimal"


def test_old_reports_go_with_their_plan(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = desk / "reports" / "study"
    assert report().exit_code == 0
    (plan / "report.docx").write_text("改过", "utf-8")
    monkeypatch.setattr("jiugai.cli._renderer", lambda: None)
    assert CliRunner().invoke(app, ["plan", "study.yaml"]).exit_code == 0
    assert texts(plan) == {}
    assert (plan / "report.edited-1.docx").exists()
