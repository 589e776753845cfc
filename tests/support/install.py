"""Copies of the project, other Pythons and closed networks, for tests that install it somewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from support.case import ROOT

EXE = ".exe" if os.name == "nt" else ""
LOCK = Path("requirements") / "lock.txt"


def run(*words: str | Path, cwd: Path, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; output is text, and shown where `check` finds that it failed."""
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env=clean() | environment, capture_output=True,
        text=True, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    if check and done.returncode:
        pytest.fail(f"{' '.join(map(str, words))}: {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-6000:]}")
    return done


def clean() -> dict[str, str]:
    """The user's environment, without what would lead a child back to this Python, this project or these tests."""
    foreign = ("PYTEST", "PYTHON", "VIRTUAL_ENV", "COV_")
    return {k: v for k, v in os.environ.items() if not k.startswith(foreign)} | {"PYTHONUTF8": "1"}


def closed() -> dict[str, str]:
    """No index and no setting of pip from outside: packages come from the folder that is named, or not at all."""
    off = {name: "" for name in os.environ if name.startswith(("PIP_", "UV_"))}
    return off | {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}


def without_network() -> list[str]:
    """Words before a command that take its network away; none where the system does not allow it."""
    for words in (["unshare", "-n"], ["unshare", "-r", "-n"]):
        if shutil.which(words[0]) and run(*words, sys.executable, "-c", "", cwd=ROOT, check=False).returncode == 0:
            return words
    return []


def fresh_copy(folder: Path) -> Path:
    """What a clone would hold, with the changes of today: every file that git does not ignore."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT, check=False)
    if listed.returncode:
        pytest.skip("not a git working tree: there is nothing to clone")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


def empty_environment(folder: Path, python: str = sys.executable) -> Path:
    """A new virtual environment with nothing but pip; returns its Python."""
    run(python, "-m", "venv", folder, cwd=ROOT)
    return program(folder, "python")


def program(environment: Path, name: str) -> Path:
    return environment / ("Scripts" if os.name == "nt" else "bin") / f"{name}{EXE}"


def fetched(words: Sequence[str | Path], cwd: Path) -> None:
    """Run a command that needs the network; where there is none the test is skipped, any other failure is one."""
    done = run(*words, cwd=cwd, check=False)
    if done.returncode:
        told = done.stdout + done.stderr
        if "connection" in told.lower() and "hash" not in told.lower():
            pytest.skip(f"no network to download packages with: {told.strip().splitlines()[-1]}")
        pytest.fail(f"{' '.join(map(str, words))}: {told[-6000:]}")


def other_python(versions: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """A Python of one of the versions, the first first: (program, what was tried). A name may stand for nothing, so
    every candidate is run; "" where none works."""
    tried = []
    for wanted in versions:
        for candidate in candidates(wanted):
            code = "import ensurepip, sys, venv; print(*sys.version_info[:2])"
            try:
                done = run(candidate, "-c", code, cwd=ROOT, check=False)
            except OSError:
                continue
            tried.append(candidate)
            if done.returncode == 0 and tuple(map(int, done.stdout.split())) == wanted:
                return candidate, ", ".join(tried)
    return "", ", ".join(tried) or "none found"


def candidates(version: tuple[int, int]) -> Iterator[str]:
    """Where a Python of a version may be: PATH, pyenv (on Windows too), uv, the launcher of Windows."""
    name = "{}.{}".format(*version)
    found = shutil.which(f"python{name}")
    if found:
        yield found
    home = Path.home()
    pyenv = Path(os.environ.get("PYENV_ROOT") or home / ".pyenv")
    uv = Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or home / ".local/share/uv/python")
    uv_windows = Path(os.environ.get("APPDATA") or home) / "uv" / "python"
    for root, pattern in (
        (pyenv, f"versions/{name}.*"), (pyenv, f"pyenv-win/versions/{name}.*"),
        (uv, f"cpython-{name}.*"), (uv_windows, f"cpython-{name}.*"),
    ):  # fmt: skip
        for folder in sorted(root.glob(pattern)):
            yield from (str(path) for path in (folder / "bin" / "python3", folder / "python.exe") if path.exists())
    launcher = shutil.which("py")
    if launcher:
        listed = run(launcher, "-0p", cwd=ROOT, check=False).stdout
        yield from (line.split()[-1] for line in listed.splitlines() if f":{name}" in line or f"-{name}" in line)
