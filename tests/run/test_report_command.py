"""`jiugai report`: reports beside a plan, made or used again; nothing is lost where one of them fails or was edited."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from allocation.rule_cases import RULE_CASES
from jiugai.cli import _renderers, app
from jiugai.inputs.study import Study
from jiugai.run import REPORTS, make_plan, pipeline, read_study
from jiugai.run.provenance import sha256
from support.case import write_case, write_scenario
from support.command import listing, unchanged

#: those of the command, which the tests put others in place of
_RENDERERS = _renderers

Renderer = Callable[[Path, Study], None]


def writes(name: str) -> Renderer:
    """Stands in for a renderer: needs a plan in the folder, and knows the language."""

    def render(folder: Path, study: Study) -> None:
        assert {"plan.json", "funding.csv", "audit.json"} <= {path.name for path in folder.iterdir()}
        (folder / name).write_text(f"{name} {study.scenario.lang}", "utf-8")

    return render


def breaks(name: str) -> Renderer:
    def render(folder: Path, study: Study) -> None:
        (folder / name).write_text("half", "utf-8")
        raise ValueError(name)

    return render


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    case = RULE_CASES["F1"]()
    write_case(folder / "case", case.tables, case.years)
    make_plan(read_study(write_scenario(folder / "study.yaml")), folder / "reports" / "study")
    return folder


@pytest.fixture
def desk(furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small case, its scenario, and a plan without reports where the command looks for it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("jiugai.cli._renderers", lambda: {name: writes(name) for name in REPORTS})
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    return Path(shutil.copytree(furnished, tmp_path, dirs_exist_ok=True))


def report(*words: str) -> Result:
    return CliRunner().invoke(app, ["report", "study.yaml", *words])


def texts(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_text("utf-8") for name in REPORTS if (folder / name).exists()}


def _no_solving(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("solved again")

    monkeypatch.setattr(pipeline, "allocate", refuse)


def test_a_plan_that_stands_is_used(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _no_solving(monkeypatch)
    plan = desk / "reports" / "study"
    before = listing(plan)
    result = report()
    assert result.exit_code == 0, result.stderr
    assert "方案没有变化，沿用 reports/study，不再求解" in result.stderr
    assert "Word 报告：reports/study/report.docx" in result.stdout.replace("\\", "/")
    assert texts(plan) == {name: f"{name} zh" for name in REPORTS}
    after = listing(plan)
    assert {name for name in after if after[name] != before.get(name)} == {*REPORTS, "plan.json"}
    manifest = json.loads((plan / "plan.json").read_text("utf-8"))
    assert {file["name"]: file["sha256"] for file in manifest["files"]}.items() >= {
        name: sha256(plan / name) for name in REPORTS
    }.items()
    (plan / "report.docx").unlink()  # a report that is gone, and those of another language, are no reason to solve
    assert "nothing has changed" in report("--lang", "en").stderr
    assert texts(plan) == {name: f"{name} en" for name in REPORTS}
    assert not list(plan.glob("*.edited-*"))
    with unchanged(desk):
        assert report("--lang", "en").exit_code == 0


def test_a_report_that_fails_leaves_everything_as_it_was(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "jiugai.cli._renderers", lambda: {REPORTS[0]: writes(REPORTS[0]), REPORTS[1]: breaks(REPORTS[1])}
    )
    with unchanged(desk):
        result = report()
    assert result.exit_code == 1
    assert f"ValueError: {REPORTS[1]}" in result.stderr


def test_what_somebody_has_edited_is_kept(desk: Path) -> None:
    assert report().exit_code == 0
    plan = desk / "reports" / "study"
    (plan / "report.docx").write_text("改过", "utf-8")
    (plan / "report.html").write_text("改过", "utf-8")
    (plan / "report.edited-1.docx").write_text("以前", "utf-8")
    result = report()
    assert result.exit_code == 0
    assert "report.docx 已被人改动，原件保留为" in result.stderr
    assert "report.html 已" not in result.stderr
    kept = [(plan / f"report.edited-{number}.docx").read_text("utf-8") for number in (1, 2)]
    assert kept == ["以前", "改过"]
    assert texts(plan) == {name: f"{name} zh" for name in REPORTS}


def test_a_document_open_in_word(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert report().exit_code == 0
    real = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if "report.docx" in (path.name, target.name):
            raise PermissionError(13, "in use", str(path))
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with unchanged(desk):
        result = report("--lang", "en")
    assert result.exit_code == 2
    assert "report.docx" in result.stderr
    assert "close it if it is open in Word or elsewhere" in result.stderr


def test_without_the_report_extra(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiugai.cli._renderers", _RENDERERS)
    monkeypatch.setattr("jiugai.cli.find_spec", lambda module: None if module == "docx" else module)
    with unchanged(desk):
        result = report()
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        '生成报告需要报告组件，安装命令 python -m pip install "jiugai[report]"',
        '    reports need the report extra: python -m pip install "jiugai[report]"',
    ]
