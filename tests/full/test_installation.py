"""The house installs anywhere: the wheel in an empty environment, a clone on a closed network."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from support.case import ROOT
from support.install import LOCK, closed, empty_environment, fetched, fresh_copy, program, run, without_network


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh_copy(tmp_path_factory.mktemp("a clone"))


@pytest.fixture(scope="module")
def downloads(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for a closed network, filled by the very command that `make.py plan -h` gives."""
    told = " ".join(run(sys.executable, "make.py", "plan", "-h", cwd=clone, COLUMNS="10000").stdout.split())
    command = re.search(r"`python (-m pip download [^`]* -d) DIR`", told)
    assert command, told
    folder = tmp_path_factory.mktemp("wheels") / "for the closed network"
    fetched([sys.executable, *command.group(1).split(), folder], clone)
    return folder


def written(folder: Path) -> set[str]:
    """The plan is whole: every file that the manifest names, and the audit passed."""
    manifest = json.loads((folder / "plan.json").read_text("utf-8"))
    names = {file["name"] for file in manifest["files"]}
    assert names <= {path.name for path in folder.iterdir()}
    assert manifest["status"] == "optimal"
    assert json.loads((folder / "audit.json").read_text("utf-8"))["passed"] is True
    return names


def test_the_lock_is_what_is_downloaded(downloads: Path, clone: Path) -> None:
    """Wheels only: a closed network has no compiler, and `make.py` installs nothing else."""
    names = [path.name for path in downloads.iterdir()]
    assert names
    assert [name for name in names if not name.endswith(".whl")] == []
    locked = set(re.findall(r"^([a-z0-9.-]+)==", (clone / LOCK).read_text("utf-8"), re.MULTILINE))
    assert {name.partition("-")[0].lower().replace("_", "-") for name in names} <= {n.replace(".", "-") for n in locked}


def test_the_wheel_in_an_empty_environment(clone: Path, downloads: Path, tmp_path: Path) -> None:
    """Built, installed and run far from the project; what it needs it names itself, in the versions of the lock."""
    builder = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    run(*builder, cwd=clone)
    (wheel,) = (tmp_path / "dist").glob("jiugai-*.whl")
    python = empty_environment(tmp_path / "environment")
    install = [python, "-m", "pip", "install", "-q", "--no-index", "--find-links", downloads]
    run(*install, wheel, cwd=tmp_path, **closed())
    where = "import jiugai, pathlib; from jiugai.run import bundled_root; print(pathlib.Path(jiugai.__file__)); print(bundled_root())"
    package, bundled = run(python, "-c", where, cwd=tmp_path).stdout.splitlines()
    assert str(tmp_path) in package
    assert str(ROOT) not in bundled
    scenario = Path(bundled) / "scenarios" / "tianchang.yaml"
    jiugai = program(tmp_path / "environment", "jiugai")

    elsewhere = tmp_path / "别处 elsewhere"
    elsewhere.mkdir()
    plain = run(jiugai, "plan", scenario, "--lang", "en", cwd=elsewhere)
    assert "no report: its extra is not installed" in plain.stdout
    assert "report.html" not in written(elsewhere / "reports" / "tianchang")

    run(*install, f"{wheel}[report,excel]", cwd=tmp_path, **closed())
    run(jiugai, "plan", scenario, "--out", elsewhere / "二", cwd=elsewhere)
    assert "report.html" in written(elsewhere / "二")
    assert run(python, "-m", "pip", "check", cwd=tmp_path).returncode == 0


def test_a_closed_network(clone: Path, downloads: Path, tmp_path: Path) -> None:
    """`python make.py plan scenarios/tianchang.yaml --wheels DIR` in a fresh clone, the network off."""
    off = without_network()
    if off:  # it is off: a socket says so
        probe = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
        assert "Error" in run(*off, sys.executable, "-c", probe, cwd=clone, check=False).stderr
    plan = [*off, sys.executable, "make.py", "plan", "scenarios/tianchang.yaml", "--wheels", downloads]
    first = run(*plan, "--out", tmp_path / "first", cwd=clone, **closed())
    assert "locked packages" in first.stdout
    assert "report.html" in written(tmp_path / "first")
    # later runs need the folder no more
    again = run(*plan[:-2], "--out", tmp_path / "again", cwd=clone, **closed())
    assert "locked packages" not in again.stdout
    one, two = ((tmp_path / name / "plan.json").read_bytes() for name in ("first", "again"))
    assert one == two


def test_an_empty_folder_is_told(clone: Path, tmp_path: Path) -> None:
    """The installation fails with what to do, and leaves no stamp that says it succeeded."""
    other = fresh_copy(tmp_path / "other")
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    done = run(sys.executable, "make.py", "plan", "--wheels", nothing, cwd=other, check=False, **closed())
    assert done.returncode not in (0, None)
    assert "the installation failed" in done.stderr
    assert not (other / ".venv" / "jiugai-stamp.json").exists()
