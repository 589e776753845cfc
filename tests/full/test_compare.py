"""Scenarios compared by the real command: several processes, the page, the section of the report, Ctrl-C."""

from __future__ import annotations

import csv
import shutil
import signal
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from jiugai.analysis.compare import Comparison, compare, open_comparison
from jiugai.analysis.compare.proof import OPEN
from jiugai.report import comparison_beside, open_report
from jiugai.report.html.execution import run_notebook
from jiugai.report.ties.check import check_report
from jiugai.run import bundled_root, read_study
from report.test_html import check_glyphs, check_offline
from report.whole import whole
from support.case import ROOT
from support.command import command, signalled, wait_until

JIZHOU = ROOT / "scenarios" / "jizhou.yaml"
QUARTER = ROOT / "scenarios" / "jizhou-county-quarter.yaml"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two scenarios compared, their plans made at once."""
    folder = tmp_path_factory.mktemp("compare")
    ended = command("compare", JIZHOU, QUARTER, "--out", "out/compare-jizhou", "--jobs", "2", folder=folder, before="")
    assert ended.code == 0, ended.err
    assert {"[jizhou] ", "[jizhou-county-quarter] "} <= {
        line.partition("] ")[0] + "] " for line in ended.err.splitlines()
    }
    assert "“吉州区2022年 县级预算只有四分之一”的改动：" in ended.out
    assert "case.fund_years.county_budget.2022.envelope: 2300000 → 575000" in ended.out
    return folder / "out"


def listed(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "timing.json"}


def test_the_page_opens_offline_and_ties(place: Path) -> None:
    page = place / "compare-jizhou" / "compare.html"
    check_offline(page.read_text("utf-8"))
    check_glyphs(page.read_text("utf-8"))
    assert [problem.text("en") for problem in check_report(page)] == []


def test_one_after_the_other_gives_the_same_bytes(place: Path, tmp_path: Path) -> None:
    """But for the page, which is made of the same tables; the plans, too, are those of the processes."""
    serial = compare([JIZHOU, QUARTER], tmp_path / "compare-jizhou")
    found = listed(place / "compare-jizhou")
    made = {name: content for name, content in listed(serial.folder).items() if name != "compare.json"}
    assert made == {name: found[name] for name in made}
    assert {*found} - {*made} == {"compare.json", "compare.html"}
    for name in ("jizhou", "jizhou-county-quarter"):
        assert listed(place / name) == listed(tmp_path / name)


def test_the_notebook_shows_what_stands(place: Path) -> None:
    before = listed(place / "compare-jizhou")
    parameters = {"scenarios": [str(JIZHOU), str(QUARTER)], "folder": str(place / "compare-jizhou"), "lang": "en"}
    notebook = run_notebook(bundled_root() / "notebooks" / "02_compare.ipynb", parameters)
    shown = "".join(
        output["data"].get("text/html", "") for cell in notebook.cells for output in cell.get("outputs", ())
        if "data" in output
    )  # fmt: skip
    assert "Options compared" in shown
    assert listed(place / "compare-jizhou") == before


def test_the_report_shows_the_comparison_beside_the_plan(place: Path) -> None:
    beside = comparison_beside(place / "jizhou", read_study(JIZHOU))
    assert beside == place / "compare-jizhou"
    page = whole(open_report(place / "jizhou", JIZHOU, "zh", beside))
    assert 'id="T12"' in page
    assert "县级预算只有四分之一" in page
    assert comparison_beside(place / "jizhou-county-quarter", read_study(QUARTER)) is None


def working_in(folder: Path) -> list[int]:
    """Processes that were started in a folder."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.cwd() == str(folder):
                found.append(process.pid)
    return found


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals as POSIX has them")
def test_ctrl_c_ends_every_process(tmp_path: Path) -> None:
    no_page = "import jiugai.cli\njiugai.cli._options_renderer = lambda: None\n"
    words = ("compare", JIZHOU, QUARTER, "--out", "out/x", "--jobs", "2")
    ended = signalled(*words, folder=tmp_path, when="[jizhou-county-quarter]", delay=0.5, before=no_page)
    assert ended.code == 130
    assert ended.seconds < 5
    assert "已中断" in ended.err.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []
    assert wait_until(lambda: working_in(tmp_path) == [])


@pytest.fixture(scope="module")
def gaotai(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """The illustrative county with and without bonds, solved in a hurry: most stages are not proven."""
    place = tmp_path_factory.mktemp("gaotai")
    scenarios = [ROOT / "scenarios" / f"{name}.yaml" for name in ("gaotai", "gaotai-no-bonds")]
    return compare(scenarios, place / "compare", effort={"gap": 0.2, "nodes": 1}, jobs=2)


def yuan(folder: Path, name: str) -> int:
    with (folder / name / "funding.csv").open(encoding="utf-8-sig", newline="") as file:
        return sum(int(row["yuan"]) for row in csv.DictReader(file))


def test_gaotai_ties_to_the_yuan(gaotai: Comparison) -> None:
    place = gaotai.folder.parent
    moved = yuan(place, "gaotai-no-bonds") - yuan(place, "gaotai")
    assert sum(row.difference_yuan for row in gaotai.tables.payments) == moved
    assert sum(row.difference_yuan for row in gaotai.tables.totals) == moved
    base, other = gaotai.tables.scenarios
    assert (base.cost_yuan, other.cost_yuan) == (yuan(place, "gaotai"), yuan(place, "gaotai-no-bonds"))
    assert other.general_bonds_yuan == 0
    assert base.general_bonds_yuan
    assert base.streets


def test_what_a_hurried_search_does_not_prove_is_not_told_as_proven(gaotai: Comparison) -> None:
    """Households given basic works: the ranges are wide, and meet."""
    (pair,) = gaotai.tables.pairs
    ranges = {row.scenario: row for row in gaotai.tables.objectives if row.objective == pair.objective}
    low, high = (ranges[name] for name in gaotai.planned)
    assert not (low.proven and high.proven)
    assert low.bound is not None
    assert high.bound is not None
    meet = max(low.value, high.value) <= min(max(low.bound, low.value), max(high.bound, high.value))
    assert (pair.verdict == OPEN) == meet
    assert open_comparison(gaotai.folder).tables == gaotai.tables
    shutil.rmtree(gaotai.folder)
