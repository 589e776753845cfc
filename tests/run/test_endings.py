"""Every ending of the command: its exit code, its words, and a folder that is as before or a whole new plan."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pulp
import pytest
from typer.testing import CliRunner, Result

from allocation.rule_cases import RULE_CASES
from jiugai.allocation import Solution, direct
from jiugai.allocation.solver import LIMIT, Outcome, Request
from jiugai.cli import app
from jiugai.menu.options import RuleLog
from jiugai.plan import Plan
from jiugai.run import make_plan, open_plan, pipeline, read_study
from support.case import make_study, write_case, write_scenario
from support.command import FULL_DISK, NO_REPORT, Ended, command, listing, scratch, unchanged
from support.thin_cases import CLASHING, PLANNED

POSIX = pytest.mark.skipif(os.name == "nt", reason="limits and users of POSIX systems")


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    case = RULE_CASES["F1"]()
    write_case(folder / "case", case.tables, case.years)
    make_plan(read_study(write_scenario(folder / "study.yaml")), folder / "out")
    return folder


@pytest.fixture
def desk(furnished: Path, tmp_path: Path) -> Path:
    """A folder with a small case, its scenario, and a plan made from it before, in `out`."""
    return Path(shutil.copytree(furnished, tmp_path, dirs_exist_ok=True))


def _still_a_plan(desk: Path) -> None:
    assert open_plan(desk / "out", read_study(desk / "study.yaml")).manifest["status"] == "optimal"


def _plan(desk: Path, before: str = "", *more: str, out: str = "out") -> Ended:
    return command("plan", "study.yaml", "--out", out, *more, folder=desk, before=NO_REPORT + before)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in this process, where everything is imported: for endings that need no process of their own."""
    monkeypatch.setattr("jiugai.cli._renderer", lambda: None)

    def run(folder: Path, *more: str, out: str = "out") -> Result:
        monkeypatch.chdir(folder)
        return CliRunner().invoke(app, ["plan", "study.yaml", "--out", out, *more])

    return run


def test_0_done(desk: Path) -> None:
    """A plan over an old one, beside files that are none of ours."""
    (desk / "out" / "notes.txt").write_text("mine", "utf-8")
    (desk / "out" / "old").mkdir()
    (desk / "out" / "old" / "plan.json").write_text("mine too", "utf-8")
    before = listing(desk / "out")
    ended = _plan(desk)
    assert ended.code == 0, ended.err
    after = listing(desk / "out")
    assert {name: content for name, content in after.items() if name != "timing.json"} == {
        name: content for name, content in before.items() if name != "timing.json"
    }
    assert sorted(path.name for path in desk.iterdir()) == ["case", "out", "study.yaml"]
    _still_a_plan(desk)


_CRASH = """
import jiugai.run.pipeline
def broken(*_, **__):
    raise ZeroDivisionError("a defect\\nof two lines")
jiugai.run.pipeline.audit = broken
"""


def test_1_crash_is_a_sentence_and_a_file_to_send(desk: Path) -> None:
    with unchanged(desk / "out"):
        ended = _plan(desk, _CRASH)
    assert ended.code == 1
    assert "Traceback" not in ended.err
    (log,) = scratch(desk).glob("jiugai-crash-*.log")
    told = ended.err.splitlines()[-4:]
    assert told == [
        "程序出错（ZeroDivisionError: a defect of two lines）：这是程序的缺陷，不是您的数据有误；方案文件夹保持完整。",
        "    jiugai failed (ZeroDivisionError: a defect of two lines): this is a defect of the program, not of your data; the plan folder is whole.",
        f"请把此文件连同场景和案例发给维护者：{log}",
        f"    Please send this file, with scenario and case, to the maintainers: {log}",
    ]
    trace = log.read_text("utf-8")
    assert "Traceback" in trace
    assert "in broken" in trace
    assert sorted(path.name for path in desk.iterdir()) == ["case", "out", "study.yaml"]
    _still_a_plan(desk)


def test_1_crash_shows_its_traceback_where_asked(
    desk: Path, here: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "audit", broken)
    monkeypatch.setenv("JIUGAI_DEBUG", "1")
    monkeypatch.setattr(tempfile, "tempdir", str(desk / "scratch"))
    ended = here(desk)
    assert ended.exit_code == 1
    assert "in broken" in ended.stderr
    assert not (desk / "scratch").exists()


def test_2_bad_input(desk: Path, here: Callable[..., Result]) -> None:
    works = desk / "case" / "works.csv"
    works.write_text(works.read_text("utf-8").replace(",road,", ",rode,", 1), "utf-8")
    with unchanged(desk):
        ended = here(desk)
    assert ended.exit_code == 2
    assert "works.csv 第2行 「trade」 = 'rode'：应为下列之一" in ended.stderr
    assert "works.csv row 2 column trade = 'rode': must be one of" in ended.stderr


def test_3_no_plan_names_what_clashes(tmp_path: Path) -> None:
    case = CLASHING["promise_beyond_the_envelope"]()
    make_study(tmp_path, case.tables, case.years)
    with unchanged(tmp_path):
        ended = _plan(tmp_path)
    assert ended.code == 3
    assert "冲突1：承诺的 400,000 元须在当年兑现" in ended.err
    assert "clash 1: the envelope holds 100,000 yuan" in ended.err


def test_4_no_plan_within_the_effort(desk: Path, here: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    real = direct.minimise

    def limited(problem: pulp.LpProblem, solver: str, request: Request) -> Outcome:
        return real(problem, solver, request) if request.relaxed else Outcome(LIMIT)

    monkeypatch.setattr(direct, "minimise", limited)
    with unchanged(desk):
        ended = here(desk)
    assert ended.exit_code == 4
    assert (
        "「upper_lapse」 = 'limit'：达到求解上限（节点、时间）仍未找到方案：请放宽 --nodes 或 --time-limit"
        in ended.stderr
    )
    assert (
        "column upper_lapse = 'limit': no plan was found within the limits: allow more --nodes or a longer --time-limit"
        in ended.stderr
    )


def test_5_a_plan_that_fails_the_audit_is_not_written(
    desk: Path, here: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.build_plan

    def one_yuan_more(solution: Solution, log: RuleLog) -> Plan:
        plan = real(solution, log)
        plan.funding.loc[0, "yuan"] += 1
        return plan

    monkeypatch.setattr(pipeline, "build_plan", one_yuan_more)
    with unchanged(desk):
        ended = here(desk)
    assert ended.exit_code == 5
    assert "「F7 " in ended.stderr
    assert "column F7 " in ended.stderr


# --- the output folder ------------------------------------------------------------------------------------------------

# --out, what is put there before, sentence in Chinese and English
_PLACES = {
    "a file": ("thing", {"thing": "x"}, "thing：这是文件，不是文件夹", "thing: this is a file, not a folder"),
    "below a file": ("thing/out", {"thing": "x"}, "thing：这是文件，不是文件夹", "thing: this is a file, not a folder"),
    "the case folder": ("case", {}, "case：这里是输入", "case: the folder holds inputs"),
    "the folder of the scenario": (".", {}, ".：这里是输入", ".: the folder holds inputs"),
    "another case": ("b", {"b/case.yaml": ""}, "b：这里是输入", "b: the folder holds inputs"),
    "tables of someone else": (
        "b", {"b/funds.csv": "mine"},
        "b/funds.csv：此文件夹不是方案文件夹，却有同名文件", "b/funds.csv: the folder is no plan folder, yet holds a file",
    ),
    "a folder in place of a file": (
        "out", {"out/report.html/x": ""},
        "out/report.html：应为文件，却是文件夹", "out/report.html: a folder stands where a file belongs",
    ),
    "a name too long": ("n" * 300, {}, "：无法写入：路径过长", ": cannot be written: the path is too long"),
}  # fmt: skip


@pytest.mark.parametrize(("out", "made", "zh", "en"), _PLACES.values(), ids=_PLACES)
def test_2_a_place_that_must_not_take_a_plan(
    desk: Path, out: str, made: dict[str, str], zh: str, en: str, here: Callable[..., Result]
) -> None:
    for name, text in made.items():
        (desk / name).parent.mkdir(parents=True, exist_ok=True)
        (desk / name).write_text(text, "utf-8")
    with unchanged(desk):
        ended = here(desk, out=out)
    assert ended.exit_code == 2
    assert zh in ended.stderr
    assert en in ended.stderr
    assert "options" not in ended.stderr  # told before anything is solved


def test_parents_are_made_and_taken_back(desk: Path, here: Callable[..., Result]) -> None:
    assert here(desk, out="new/deep/p").exit_code == 0
    assert (desk / "new" / "deep" / "p" / "plan.json").exists()
    with unchanged(desk):
        failed = _plan(desk, FULL_DISK.format(limit=2_000), out="other/deep/p")
    assert failed.code == 2


#: root without its privileges, for whom a folder may be read-only too (capset with nothing in any set)
_NO_PRIVILEGES = """
import ctypes
nothing = (ctypes.c_uint32 * 6)()
assert ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(0x20080522, 0), nothing) == 0
"""


@pytest.mark.skipif(sys.platform != "linux", reason="capabilities are those of Linux")
@pytest.mark.parametrize("locked", ["shut", "out"])
def test_2_read_only_folder(desk: Path, locked: str) -> None:
    """Neither a folder that takes no new plan, nor a plan folder that cannot be changed."""
    place = desk / locked
    place.mkdir(exist_ok=True)
    place.chmod(0o555)
    try:
        with unchanged(desk):
            ended = _plan(desk, _NO_PRIVILEGES, out="shut/p" if locked == "shut" else "out")
    finally:
        place.chmod(0o755)
    assert ended.code == 2, ended.err
    assert f"{place}：没有写入权限，请用 --out 另选文件夹" in ended.err
    assert f"{place}: no permission to write: choose another --out" in ended.err
    assert "options" not in ended.err


# --- a full disk: the system refuses to let a file grow beyond the limit ----------------------------------------------


@POSIX
@pytest.mark.parametrize("limit", [700])
def test_2_disk_full_while_the_files_are_written(desk: Path, limit: int) -> None:
    with unchanged(desk):
        ended = _plan(desk, FULL_DISK.format(limit=limit))
    assert ended.code == 2, (limit, ended.err)
    assert "无法写入：超过允许的文件大小" in ended.err
    assert "cannot be written: larger than a file may be" in ended.err
    _still_a_plan(desk)


def test_the_reader_of_the_output_may_leave(tmp_path: Path) -> None:
    ended = command("rules", folder=tmp_path, before="import sys\nclass Gone:\n    def __init__(self, s): self.s = s\n"
                    "    def write(self, t): raise BrokenPipeError\n    def __getattr__(self, n): return getattr(self.s, n)\n"
                    "sys.stdout = Gone(sys.stdout)\n")  # fmt: skip
    assert ended.code == 0, ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("name", ["no_money", "nothing_eligible"])
def test_notes_are_printed(tmp_path: Path, name: str, here: Callable[..., Result]) -> None:
    case = PLANNED[name]()
    make_study(tmp_path, case.tables, case.years)
    ended = here(tmp_path, "--lang", "en")
    assert ended.exit_code == 0, ended.output
    assert f"note: {case.notes[0]}" in ended.stdout
    assert json.loads((tmp_path / "out" / "plan.json").read_text("utf-8"))["notes"][0]["en"] == case.notes[0]
