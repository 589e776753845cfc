"""Build, plan and test jiugai: `python make.py plan | import | test | test-full | lab | lint | lock | clean`.

Standard library only. Makes `.venv` beside this file, installs the locked packages with their hashes, then the project
itself, editable. A stamp inside `.venv` says what was installed: while it holds, a rerun touches no network. Nothing is
ever installed outside `.venv`; the pip or uv settings of the machine (mirror, proxy, certificates) stay as they are.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (before anything that an older Python cannot read)
    sys.stderr.write("make.py: jiugai needs Python 3.11 or newer, this is " + sys.version.split()[0] + "\n")
    sys.exit(2)

import argparse
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "jiugai-stamp.json"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{EXE}"
PROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "requirements" / "lock.txt"  # core, report and dev: one environment for every command
LAB_LOCK = ROOT / "requirements" / "lab.txt"  # the same and JupyterLab
SCENARIO = "scenarios/gaotai.yaml"
CACHES = [".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", "build", "dist"]

Command = list[str]
Stamp = dict[str, str]


class Stop(Exception):
    """Ends the run: one sentence for the user, exit code 2."""


# --- running ----------------------------------------------------------------------------------------------------------


def environment() -> dict[str, str]:
    """Variables for every child: those of the user, without what would mix another Python into `.venv`."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    return kept | {"VIRTUAL_ENV": str(VENV), "PATH": path, "PYTHONUTF8": "1"}


def run(*command: str | Path) -> int:
    """Show a command, run it in the project folder, give its exit code; Ctrl-C is left to the command to handle."""
    words = [str(word) for word in command]
    shown = [word.replace(str(ROOT) + os.sep, "") for word in words]
    print("$", subprocess.list2cmdline(shown) if os.name == "nt" else shlex.join(shown), flush=True)
    with subprocess.Popen(words, cwd=ROOT, env=environment()) as child:
        while True:
            try:
                code = child.wait()
            except KeyboardInterrupt:
                continue
            return exit_code(code)


def exit_code(code: int) -> int:
    """The code of a child as a shell gives it: 128 + signal; 130 too where Windows ended it for Ctrl-C."""
    if code == 0xC000013A:
        return 130
    return code if code >= 0 else 128 - code


def must(*command: str | Path) -> None:
    """Run a step of the installation; a failure ends everything with its exit code."""
    code = run(*command)
    if code:
        raise SystemExit(code)


def works(*command: str | Path) -> bool:
    """Tell whether a command can be run at all, silently."""
    try:
        done = subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


# --- the environment --------------------------------------------------------------------------------------------------


def base_python() -> str:
    """Return the Python that `.venv` is made from: not the one inside an environment that may be about to go."""
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    return str(getattr(sys, "_base_executable", sys.executable)) if inside else sys.executable


def script(name: str) -> Path:
    """Return the path of a command that a package put into `.venv`."""
    return BIN / f"{name}{EXE}"


def tool(name: str) -> Command | None:
    """Find a tool as a module of this Python or on PATH."""
    if importlib.util.find_spec(name) and works(base_python(), "-m", name, "--version"):
        return [base_python(), "-m", name]
    found = shutil.which(name)
    return [found] if found and Path(found).resolve().parent != BIN.resolve() else None


def create() -> None:
    """Make an empty `.venv`, by pip's own way first: pip knows the mirror that this machine is set to."""
    python = base_python()
    virtualenv, uv = tool("virtualenv"), tool("uv")
    if works(python, "-c", "import ensurepip; ensurepip.version()"):
        must(python, "-m", "venv", VENV)
    elif virtualenv:
        must(*virtualenv, "--quiet", "--python", python, VENV)
    elif uv:
        must(*uv, "venv", "--quiet", "--python", python, VENV)
    else:
        raise Stop("this Python can make no environment; run: apt install python3-venv")


def install(*what: str, wheels: Path | None) -> None:
    """Install into `.venv`, by its pip or, where it has none, by uv."""
    if works(PYTHON, "-m", "pip", "--version"):
        command = [str(PYTHON), "-m", "pip", "install", "-qq", "--no-user", "--no-input", "--disable-pip-version-check"]
    else:
        command = [*(tool("uv") or []), "pip", "install", "-q", "--python", str(PYTHON)]
    source = ["--no-index", "--find-links", str(wheels)] if wheels else []
    code = run(*command, "--no-deps", *source, *what)
    if code:
        print("make.py: the installation failed; without -q the command above says more.", file=sys.stderr)
        print("make.py: closed network? python make.py plan --wheels DIR (see python make.py plan -h)", file=sys.stderr)
        raise SystemExit(code)


def digest(path: Path) -> str:
    """Return the sha256 of a text file, the same whatever its line ends."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def wanted(lock: Path) -> Stamp:
    """Return what the stamp says when `.venv` is as a command needs it."""
    version = ".".join(map(str, sys.version_info[:3]))
    python = f"{sys.implementation.name} {version} {sys.platform} {sys.maxsize.bit_length() + 1} bit"
    return {"python": python, "place": str(ROOT), lock.name: digest(lock), "project": digest(PROJECT)}


def stamped() -> Stamp:
    """Read the stamp; empty where there is none, or where `.venv` no longer runs."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and works(PYTHON, "-c", "") else {}


def write(stamp: Stamp) -> None:
    """Leave the stamp, whole or not at all."""
    part = STAMP.with_suffix(".part")
    part.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    part.replace(STAMP)


def remove_venv() -> None:
    """Remove `.venv`, unless it is something else than an environment."""
    if not VENV.exists():
        return
    if VENV.is_symlink() or (any(VENV.iterdir()) and not (VENV / "pyvenv.cfg").exists()):
        raise Stop(f"{VENV} is no Python environment of this project; move it away first")
    print("removing .venv", flush=True)
    try:
        shutil.rmtree(VENV)
    except PermissionError as failure:
        raise Stop(f"{failure.filename} is in use; close what runs from .venv and try again") from None


def ensure(lock: Path = LOCK, wheels: Path | None = None) -> None:
    """Bring `.venv` to a lock and to pyproject.toml. Does nothing where the stamp says it is there already.

    A new Python, place or base lock makes a new environment, so that nothing old stays; a change of pyproject.toml
    alone, or the first use of JupyterLab, adds to the one there is.
    """
    need, have = wanted(lock), stamped()
    missing = {key for key, value in need.items() if have.get(key) != value}
    if not missing:
        return
    if wheels and not wheels.is_dir():
        raise Stop(f"{wheels} is no folder")
    if missing & {"python", "place"} or have.get(LOCK.name) != digest(LOCK):
        remove_venv()
        create()
        have = {}
        missing = set(need)
    STAMP.unlink(missing_ok=True)
    if lock.name in missing:
        count = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
        print(f"installing up to {count} locked packages into .venv: a minute or more, the first time", flush=True)
        install("--require-hashes", "--only-binary=:all:", "-r", str(lock), wheels=wheels)
    install("--no-build-isolation", "--editable", ".", wheels=wheels)
    write(have | need | {LOCK.name: digest(LOCK)})


# --- the commands -----------------------------------------------------------------------------------------------------


def plan(arguments: argparse.Namespace) -> int:
    ensure(wheels=arguments.wheels)
    scenario, rest = SCENARIO, arguments.rest
    if rest and not rest[0].startswith("-"):
        scenario, rest = rest[0], rest[1:]
        if Path(scenario).exists() and Path.cwd() != ROOT:  # it was named from where the user stands
            scenario = str(Path(scenario).resolve())
    return run(script("jiugai"), "plan", scenario, *rest)


def import_(arguments: argparse.Namespace) -> int:
    ensure(wheels=arguments.wheels)
    words = list(arguments.rest)
    if Path.cwd() != ROOT:  # file and folder are named from where the user stands
        places = [i for i, word in enumerate(words[:2]) if not word.startswith("-")]
        words = [str(Path(word).resolve()) if i in places else word for i, word in enumerate(words)]
    return run(script("jiugai"), "import", *words)


def notebooks() -> list[str]:
    """Return every notebook, without what JupyterLab keeps beside it."""
    found = sorted((ROOT / "notebooks").rglob("*.ipynb"))
    return [str(path) for path in found if ".ipynb_checkpoints" not in path.parts]


def lint(arguments: argparse.Namespace) -> int:
    ensure(wheels=arguments.wheels)
    steps: list[Sequence[str | Path]] = [
        (PYTHON, "-m", "ruff", "check", "."),
        (PYTHON, "-m", "ruff", "format", "--check", "."),
        (PYTHON, "-m", "mypy"),
        (script("lint-imports"), "--no-logo"),
    ]
    if notebooks():
        steps.append((script("nbstripout"), "--verify", "--keep-id", *notebooks()))
    codes = [run(*step) for step in steps]  # all of them, so that one run shows everything
    return next((code for code in codes if code), 0)


def test(arguments: argparse.Namespace) -> int:
    # a file a worker: what a file makes for all its tests is made once
    codes = [lint(arguments), run(PYTHON, "-m", "pytest", "-n", "logical", "--dist", "loadfile", *arguments.rest)]
    return next((code for code in codes if code), 0)


def test_full(arguments: argparse.Namespace) -> int:
    ensure(wheels=arguments.wheels)
    if not any((ROOT / "tests" / "full").rglob("test_*.py")):
        print("tests/full is empty: nothing to run")
        return 0
    # a file a worker: each plans its case once; collecting nothing (5) is a failure too
    whole = ["-o", "norecursedirs=.*", "--thorough", "-n", "logical", "--dist", "loadfile", "--no-loadscope-reorder"]
    return run(PYTHON, "-m", "pytest", "tests", *whole, *arguments.rest)


def lab(arguments: argparse.Namespace) -> int:
    ensure(LAB_LOCK, wheels=arguments.wheels)
    return run(PYTHON, "-m", "jupyterlab", "notebooks", *arguments.rest)


def lock(arguments: argparse.Namespace) -> int:
    uv = tool("uv")
    if not uv:
        raise Stop("the lock is made by uv; run: pip install uv")
    compile_ = [*uv, "pip", "compile", "pyproject.toml", "--quiet", "--universal", "--python-version", "3.11"]
    compile_ += ["--fork-strategy", "fewest", "--generate-hashes", "--no-header", "--no-annotate"]
    compile_ += ["--no-emit-index-url", "--no-emit-find-links", *(["--upgrade"] if arguments.upgrade else [])]
    base = run(
        *compile_, "--extra", "report", "--extra", "excel", "--extra", "dev", "-o", LOCK.relative_to(ROOT).as_posix()
    )
    constraint = ["--constraint", LOCK.relative_to(ROOT).as_posix()]
    extras = ["--extra", "report", "--extra", "excel", "--extra", "dev", "--extra", "lab"]
    return base or run(*compile_, *extras, *constraint, "-o", LAB_LOCK.relative_to(ROOT).as_posix())


def clean(_: argparse.Namespace) -> int:
    remove_venv()
    for name in CACHES:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in ("model", "tests", "benchmarks", "data", "notebooks"):
        for pattern in ("__pycache__", ".ipynb_checkpoints"):
            for path in list((ROOT / folder).rglob(pattern)):
                shutil.rmtree(path, ignore_errors=True)
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="make.py",
        description="Build, plan and test jiugai. Other options go to the command behind: jiugai plan, pytest.",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--wheels",
        type=lambda text: Path(text).resolve(),
        metavar="DIR",
        help="closed network: install from this folder only; fill it on another machine of the same kind with "
        "`python -m pip download --no-deps --require-hashes -r requirements/lock.txt -d DIR`",
    )
    for name, action, text in (
        ("plan", plan, f"make the plan of a scenario (default {SCENARIO}) in reports/"),
        (
            "import",
            import_,
            "make a case folder of a list or a filled workbook",
        ),
        ("test", test, "lint, then the fast tests"),
        ("test-full", test_full, "what the fast tests leave: tests/full, and of the others those that take long"),
        ("lab", lab, "open the notebooks in JupyterLab"),
        ("lint", lint, "style, types, the floors between the rooms, notebooks without outputs"),
        ("lock", lock, "resolve requirements/*.txt anew from pyproject.toml (needs uv and the network)"),
        ("clean", clean, "remove .venv, caches and builds; reports stay"),
    ):
        command = commands.add_parser(name, help=text, description=text, parents=[shared], allow_abbrev=False)
        command.set_defaults(action=action)
        if name == "plan":
            command.usage = "make.py plan [--wheels DIR] [SCENARIO] [option of jiugai plan ...]"
        if name == "import":
            command.usage = "make.py import [--wheels DIR] FILE DIR [option of jiugai import ...]"
        if name == "lock":
            command.add_argument("--upgrade", action="store_true", help="take the newest versions within the bounds")
    return top


def main() -> int:
    arguments, rest = parser().parse_known_args()
    if rest and arguments.action in {lint, lock, clean}:
        parser().error(f"unknown: {' '.join(rest)}")
    arguments.rest = [word for word in rest if word != "--"]
    code: int = arguments.action(arguments)
    return code


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):  # a path that the console or a pipe cannot show is no crash
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        sys.exit(main())
    except Stop as stop:
        print(f"make.py: {stop}", file=sys.stderr)
        sys.exit(2)
