"""The catalogue of bad inputs, `bad_inputs.csv`: one kind a line, what is done to a good study, what the user is told.

`find` is replaced by `replace` in `file`; `\\n`, `\\u2028` … are characters, `甲{500}` is 500 of them; an action begins
with `@`. The rest is the one problem told: file, row, column and value, and the sentence in Chinese and English.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from inputs.small import ROUTED, SCENARIO, write_small
from jiugai.errors import DataError, PolicyError, Problem, ScenarioError
from jiugai.inputs.study import load_study
from jiugai.run.bundled import policy_folder


@dataclass(frozen=True)
class BadInput:
    """One line of the catalogue; `value` … stands for one too long to print."""

    kind: str
    file: str
    find: str
    replace: str
    told_file: str
    row: int
    column: str
    value: str
    zh: str
    en: str


def catalogue() -> list[BadInput]:
    with Path(__file__).with_name("bad_inputs.csv").open(encoding="utf-8", newline="") as file:
        return [BadInput(**(line | {"row": int(line["row"] or 0)})) for line in csv.DictReader(file, strict=True)]


def write_all(folder: Path) -> None:
    """A good study: `case/` and `study.yaml`."""
    write_small(folder / "case")
    (folder / "study.yaml").write_text(SCENARIO, encoding="utf-8")


def spoil(folder: Path, file: str, find: str, replace: str) -> None:
    """Do what a line of the catalogue says."""
    path = folder / file
    if find.startswith("@"):
        action, _, word = find[1:].partition(" ")
        _ACTIONS[action](path, word)
        return
    text = path.read_text(encoding="utf-8")
    assert text.count(_characters(find)) == 1, find
    path.write_bytes(text.replace(_characters(find), _characters(replace)).encode())


def problems(folder: Path) -> list[Problem]:
    """What the user is told of the study in `folder`; [] if it is read."""
    try:
        load_study(folder / "study.yaml", policy_folder())
    except (ScenarioError, DataError, PolicyError) as error:  # those of exit code 2
        return list(error.problems)
    return []


def _characters(text: str) -> str:
    """`\\n`, `\\0`, `\\uXXXX` and `x{n}` as the characters they stand for."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    text = re.sub(r"(.)\{(\d+)\}", lambda match: match[1] * int(match[2]), text)
    return text.replace("\\n", "\n").replace("\\\\0", "\\\0").replace("\\0", "\0").replace("\\\0", "\\0")


def _encoded(encoding: str) -> Callable[[Path, str], None]:
    return lambda path, _: path.write_bytes(path.read_text(encoding="utf-8").encode(encoding)) and None


def _separated(by: str) -> Callable[[Path, str], None]:
    return lambda path, _: path.write_text(path.read_text(encoding="utf-8").replace(",", by), encoding="utf-8") and None


def _folder(path: Path, _: str) -> None:
    path.unlink()
    path.mkdir()


def _link(path: Path, to: str) -> None:
    path.unlink()
    path.symlink_to(to)


def _routed(path: Path, change: str) -> None:
    """Give the case its routes, then change `old > new` in the file."""
    for name, text in ROUTED.items():
        (path.parent / f"{name}.csv").write_text(text, encoding="utf-8")
    old, new = change.split(" > ")
    spoil(path.parent, path.name, old, new)


HEAD = """\
format: jiugai-scenario/1
title: {zh: 试例, en: test}
author: tests
date: 2026-11-22
baseline: no
question: "?"
changes: "-"
"""
#: a family of scenarios: the study becomes `root.yaml`, these descend from it
FAMILY = {
    "share.yaml": 'extends: root.yaml\noverrides: {policy.utility.min_share: "0.50"}',
    "half.yaml": 'extends: root.yaml\noverrides: {policy.utility.min_share: "0.45"}',
    "stray.yaml": "extends: lone.yaml\noverrides: {as_of: 2022-12-31}",
    "county.yaml": "extends: root.yaml\noverrides: {case.fund_years.county.2021.envelope: 70}",
    "years.yaml": 'extends: root.yaml\noverrides: {case.fund_years.county.*.envelope: {times: "0.9"}}',
    "ring.yaml": "extends: study.yaml\noverrides: {as_of: 2022-12-31}",
    "proud.yaml": "extends: root.yaml\noverrides: {as_of: 2022-12-31}",
    "shop.yaml": "goods: 1",
}


def family(folder: Path, text: str) -> Path:
    """Make the study of a folder a family; `text` is what its new `study.yaml` says below its header."""
    root = folder / "study.yaml"
    (folder / "lone.yaml").write_bytes(root.read_bytes())
    root.rename(folder / "root.yaml")
    for name, said in FAMILY.items():
        head = {"shop.yaml": "", "proud.yaml": HEAD.replace("baseline: no", "baseline: yes")}.get(name, HEAD)
        (folder / name).write_text(head + said, encoding="utf-8")
    root.write_text(HEAD + text, encoding="utf-8")
    return root


_ACTIONS: dict[str, Callable[[Path, str], object]] = {
    "add": lambda path, _: path.write_text("x", encoding="utf-8"),
    "child": lambda path, text: family(path.parent, "extends: root.yaml\noverrides: {" + text + "}"),
    "descends": lambda path, text: family(path.parent, text.replace("\\n", "\n")),
    "empty": lambda path, _: path.write_bytes(b""),
    "folder": _folder,
    "gbk": _encoded("gbk"),
    "loop": lambda path, _: _link(path, path.name),
    "nowhere": lambda path, _: _link(path, "nowhere.csv"),
    "remove": lambda path, _: path.unlink(),
    "rename": lambda path, name: path.rename(path.with_name(name)),
    "routed": _routed,
    "semicolons": _separated(";"),
    "tabs": _separated("\t"),
    "utf16": _encoded("utf-16"),
    "utf16le": _encoded("utf-16-le"),
}
