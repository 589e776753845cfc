"""Types and what stands on PuLP of the fast suite on a second Python, whose PuLP is of the other line: 3.3 before Python 3.12, 4 from there on."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from support.install import LOCK, empty_environment, fetched, fresh_copy, other_python, run

#: tests of what reads, solves and writes; no other room knows PuLP
ROOMS = ("tests/inputs", "tests/allocation", "tests/run")
NEWER, OLDER = [(3, 12), (3, 13), (3, 14)], [(3, 11)]


def test_the_other_line_of_pulp(tmp_path: Path) -> None:
    wanted = NEWER if sys.version_info < (3, 12) else OLDER
    found, tried = other_python(wanted)
    if not found:
        names = ", ".join("{}.{}".format(*version) for version in wanted)
        pytest.skip(
            f"no second Python works here (wanted {names}; tried: {tried}): the other line of PuLP is not tested"
        )
    clone = fresh_copy(tmp_path / "clone")
    python = empty_environment(tmp_path / "environment", found)
    install = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps"]
    fetched([*install, "--require-hashes", "--only-binary=:all:", "-r", LOCK], clone)
    run(*install, "--no-build-isolation", "--editable", ".", cwd=clone)
    pulp = run(python, "-c", "import pulp; print(pulp.__version__)", cwd=clone).stdout.strip()
    assert pulp.startswith("4." if wanted is NEWER else "3."), pulp
    run(python, "-m", "mypy", cwd=clone)  # the types of PuLP differ as well
    done = run(python, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", *ROOMS, cwd=clone)
    last = done.stdout.strip().splitlines()[-1]
    print(f"{found}: PuLP {pulp}: {last}")
    passed = re.search(r"(\d+) passed", last)
    assert passed, done.stdout[-3000:]
    assert int(passed.group(1)) > 1000
    assert "failed" not in last
