"""make.py: what it shows, what it hands on, what it leaves alone."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from types import ModuleType

import pytest

from support.case import ROOT


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make", ROOT / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("child", "shell"), [(0, 0), (3, 3), (-2, 130), (-9, 137), (0xC000013A, 130)])
def test_exit_codes_as_a_shell_gives_them(child: int, shell: int, make: ModuleType) -> None:
    """The last is Ctrl-C on Windows."""
    assert make.exit_code(child) == shell


def test_no_other_python_mixes_in(make: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PYTHONHOME", "/elsewhere")
    variables = make.environment()
    assert not {"PYTHONPATH", "PYTHONHOME"} & set(variables)
    assert variables["PATH"].split(os.pathsep)[0] == str(make.BIN)
    assert variables["PYTHONUTF8"] == "1"


def test_a_line_end_changes_no_stamp(make: ModuleType, tmp_path: object) -> None:
    one, two = (make.Path(str(tmp_path)) / name for name in ("lf", "crlf"))
    one.write_bytes(b"a\nb\n")
    two.write_bytes(b"a\r\nb\r\n")
    assert make.digest(one) == make.digest(two)


def test_a_console_that_lacks_hanzi_is_no_crash() -> None:
    """Help, and a folder whose name the code page of the pipe cannot show."""
    words = [sys.executable, str(ROOT / "make.py"), "plan", "--wheels", "/没有/这个"]
    done = subprocess.run(
        [*words, "--help"], capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"}, check=False
    )
    assert done.returncode == 0, done.stderr
    code = f"import sys; sys.argv = ['make.py', 'nonsense-没有']\nimport runpy; runpy.run_path({str(ROOT / 'make.py')!r}, run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"}, check=False
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"invalid choice" in done.stderr
