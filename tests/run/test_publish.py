"""Publishing: a rename refused at any step undoes those before it; the old plan stays, byte for byte."""

from __future__ import annotations

import errno
import shutil
import time
from pathlib import Path

import pytest

from jiugai.allocation import Solution
from jiugai.errors import OutputError
from jiugai.inputs.study import Study
from jiugai.plan import Plan
from jiugai.run import make_plan, open_plan, pipeline, places
from jiugai.run.pipeline import allocate
from jiugai.run.publish import OWN, REPORTS, FolderWriter
from support.case import make_study
from support.command import listing, unchanged
from support.thin_cases import PLANNED

FILES = tuple(name for name in OWN if name not in REPORTS)
#: every rename of publishing over an old plan: the old files aside, the new ones in
STEPS = 2 * len(FILES)


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Study, tuple[Solution, Plan]]:
    folder = tmp_path_factory.mktemp("solved")
    study = make_study(folder, PLANNED["one_community_one_year_one_work"]().tables, (2021, 2021))
    return study, allocate(study, "highs")


@pytest.fixture
def study(solved: tuple[Study, tuple[Solution, Plan]], monkeypatch: pytest.MonkeyPatch) -> Study:
    """Solved once for all tests here: what they ask of `make_plan` begins after that."""
    monkeypatch.setattr(pipeline, "allocate", lambda study, solver, progress: solved[1])
    return solved[0]


@pytest.fixture(scope="module")
def standing(solved: tuple[Study, tuple[Solution, Plan]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan folder to copy."""
    out = tmp_path_factory.mktemp("standing") / "out"
    make_plan(solved[0], out)
    return out


class Refused:
    """Stands in for `Path.rename`: the step `at` is refused, as often as it is tried or for good; others are done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, number: int, for_good: bool = False) -> None:
        self.count, self.real = 0, Path.rename
        tries = places.TRIES if number == errno.EACCES else 1  # only a file in use is tried again

        def rename(path: Path, target: Path) -> Path:
            self.count += 1
            if at < self.count <= at + tries or (for_good and self.count > at):
                raise OSError(number, "no", str(path))
            return self.real(path, target)

        monkeypatch.setattr(Path, "rename", rename)
        monkeypatch.setattr(time, "sleep", lambda seconds: None)


@pytest.mark.parametrize("step", range(STEPS))
def test_a_file_open_elsewhere_at_any_step(
    study: Study, standing: Path, tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(standing, tmp_path / "out")
    with unchanged(tmp_path):
        refused = Refused(monkeypatch, step, errno.EACCES)
        with pytest.raises(OutputError) as caught:
            make_plan(study, tmp_path / "out")
    assert refused.count > step
    (problem,) = caught.value.problems
    assert problem.zh == "无法写入：没有权限，或文件正被占用；若文件在 Excel 等程序中打开，请先关闭"
    assert (
        problem.en
        == "cannot be written: no permission, or the file is in use; close it if it is open in Excel or elsewhere"
    )
    assert Path(problem.where.file).parent == tmp_path / "out"
    assert Path(problem.where.file).name in FILES
    assert open_plan(tmp_path / "out", study).manifest["status"] == "optimal"


@pytest.mark.parametrize("step", [0, 5, len(FILES) - 1])
def test_a_first_plan_leaves_nothing(study: Study, tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    Refused(monkeypatch, step, errno.EIO)
    with unchanged(tmp_path), pytest.raises(OutputError):
        make_plan(study, tmp_path / "deep" / "out")


def test_where_undoing_fails_too_the_old_files_are_kept_and_named(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_plan(study, tmp_path / "out")
    before = listing(tmp_path / "out")
    Refused(monkeypatch, 4, errno.EACCES, for_good=True)
    with pytest.raises(OutputError) as caught:
        make_plan(study, tmp_path / "out")
    monkeypatch.undo()
    (hidden,) = tmp_path.glob(".out-*")
    (problem,) = caught.value.problems
    assert str(hidden / "old") in problem.zh
    assert str(hidden / "old") in problem.en
    assert {**listing(tmp_path / "out"), **listing(hidden / "old")} == before


def test_an_old_report_goes_with_its_plan(study: Study, tmp_path: Path) -> None:
    """A plan without a report must not stand beside the report of another."""
    make_plan(
        study, tmp_path / "out", render=lambda staging: (staging / "report.html").write_text("r", "utf-8") and None
    )
    assert (tmp_path / "out" / "report.html").exists()
    make_plan(study, tmp_path / "out")
    assert not (tmp_path / "out" / "report.html").exists()


def test_a_report_that_fails_half_way_is_left_out(study: Study, tmp_path: Path) -> None:
    def half(staging: Path) -> None:
        (staging / "report.html").write_text("<html", "utf-8")
        raise OSError(errno.ENOSPC, "no space")

    with pytest.raises(OutputError) as caught:
        make_plan(study, tmp_path / "out", render=half)
    (problem,) = caught.value.problems
    assert problem.text("zh") == f"{tmp_path / 'out' / 'report.html'}：无法写入：磁盘已满"
    assert problem.text("en") == f"{tmp_path / 'out' / 'report.html'}: cannot be written: the disk is full"
    assert not (tmp_path / "out" / "report.html").exists()
    assert open_plan(tmp_path / "out", study).manifest["status"] == "optimal"


@pytest.mark.parametrize("name", FILES)
def test_disk_full_at_any_file(study: Study, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make_plan(study, tmp_path / "out")
    real = Path.open

    def full(path: Path, mode: str = "r", *rest: object, **more: object) -> object:
        if path.name == name and "w" in mode:
            raise OSError(errno.ENOSPC, "no space", str(path))
        return real(path, mode, *rest, **more)  # type: ignore[call-overload]

    with unchanged(tmp_path):
        monkeypatch.setattr(Path, "open", full)
        with pytest.raises(OutputError, match="the disk is full") as caught:
            make_plan(study, tmp_path / "out")
        monkeypatch.undo()
    assert Path(caught.value.problems[0].where.file) == tmp_path / "out" / name


def test_the_writer_makes_and_removes_its_parents(tmp_path: Path) -> None:
    with unchanged(tmp_path), FolderWriter(tmp_path / "a" / "b" / "out") as writer:
        writer.add("plan.json", b"{}")
        assert (tmp_path / "a" / "b").is_dir()
