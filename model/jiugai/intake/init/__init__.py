"""A working folder for somebody in a bureau: samples, an empty workbook with its scenario, a sample list, a README."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import jiugai
from jiugai.intake.folder import write_folder, yaml_bytes
from jiugai.intake.scenario import first_scenario
from jiugai.intake.template import template_bytes
from jiugai.labels import label
from jiugai.run.bundled import bundled_root

WORKBOOK, SCENARIO, LIST, README = "案例工作簿.xlsx", "我的场景.yaml", "小区清单.csv", "README.md"
SAMPLES = ("gaotai", "jizhou", "tianchang")
_FIRST_YEAR = 2024  # of the scenario to be edited; its dates are the user's to set
_REMINDER = "# as_of 是基准日：只用这一天以前发布的文件。请改成实际日期。Set as_of to the date of knowledge.\n"


def init_command(folder: Path, lang: str) -> str:
    """Make the folder; what to print. Raises `OutputError`, and then nothing is written."""
    write_folder(folder, init_files())
    made, then = label("console.working_folder", lang), label("console.go_there", lang)
    return f"{made.format(path=folder)}\n{then.format(readme=README)}"


def init_files() -> dict[str, bytes]:
    """The content of the folder. Scenarios and cases lie as in the repository, so that their relative paths hold."""
    root = bundled_root()
    content = {
        README: files("jiugai.intake.init")
        .joinpath("readme.md")
        .read_text("utf-8")
        .replace("{version}", jiugai.__version__)
        .encode(),
        WORKBOOK: template_bytes(None),
        SCENARIO: _REMINDER.encode("utf-8") + yaml_bytes(_own_scenario()),
        LIST: (root / "data" / "samples" / "plain_list.csv").read_bytes(),
    }
    for name in SAMPLES:
        descent = (root / "scenarios").glob(f"{name}-*.yaml")  # named after the scenario that they descend from
        for path in (root / "scenarios" / f"{name}.yaml", *sorted(descent)):
            content[f"scenarios/{path.name}"] = path.read_bytes()
        for path in sorted((root / "data" / "cases" / name).iterdir()):
            content[f"data/cases/{name}/{path.name}"] = path.read_bytes()
    return content


def _own_scenario() -> dict[str, object]:
    title = {"zh": "我的案例", "en": "My case"}
    return first_scenario(title, _FIRST_YEAR) | {"author": "", "case": WORKBOOK}
