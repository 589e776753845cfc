"""Descent: a scenario file `extends` one other or combines several (`combine`), down to one root that stands alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jiugai.errors import Locator, Problem, ScenarioError
from jiugai.inputs.override import CASE, POLICY, Override
from jiugai.inputs.scenario.keys import FORMAT, HEAD, OPTIONAL, REQUIRED
from jiugai.inputs.scenario.own_keys import ROOMS
from jiugai.inputs.vocabulary import nearest
from jiugai.yaml_file import check_keys, read_yaml

EXTENDS, COMBINE = "extends", "combine"


@dataclass(frozen=True)
class Chain:
    """A file and what it descends from.

    `head`: what the file says of itself; `raw`: the keys of the root; `based`: the overrides of the root; `changes`:
    path → the override of a file below it; `files`: every file of the descent but the root, this one included.
    """

    path: Path
    head: dict[str, Any]
    root: Path
    raw: dict[str, Any]
    based: tuple[Override, ...]
    changes: dict[str, Override]
    files: frozenset[Path]

    @property
    def is_root(self) -> bool:
        return not self.files


def read_chain(path: Path, trail: tuple[Path, ...] = (), asked: Locator | None = None) -> Chain:
    """The descent of a file, read down to its root; `asked`: the key of the file that names it as its parent.

    Raises `ScenarioError` for the first file in which something is wrong.
    """
    raw = read_yaml(path, ScenarioError)
    if asked is not None and not (isinstance(raw, dict) and raw.get("format") == FORMAT):
        told = f"不是场景文件（没有 format: {FORMAT}）", f"is no scenario file (it lacks format: {FORMAT})"
        raise ScenarioError(Problem(asked, *told))
    if not isinstance(raw, dict) or (EXTENDS not in raw and COMBINE not in raw):
        return _root(path, raw)
    _check_head(path, raw)
    parents = [
        read_chain(parent, (*trail, path), Locator(str(path), column=key, value=name))
        for key, name, parent in _parents(path, raw, (*trail, path))
    ]
    return _joined(path, raw, parents)


def _root(path: Path, raw: Any) -> Chain:
    problems = check_keys(raw, Locator(str(path)), REQUIRED, OPTIONAL)
    if problems:
        raise ScenarioError(problems)
    based = _overrides(path, raw)
    wrong = [
        entry.problem(f"请直接写在 {entry.room} 中", f"write it in {entry.room} itself")
        for entry in based
        if entry.room not in (POLICY, CASE)
    ]
    if wrong:
        raise ScenarioError(wrong)
    return Chain(path, {}, path, raw, based, {}, frozenset())


def _check_head(path: Path, raw: dict[str, Any]) -> None:
    """A file that descends has a header and overrides; what it changes it says as an override, so that old is known."""
    where = Locator(str(path))
    if EXTENDS in raw and COMBINE in raw:
        zh, en = "extends 与 combine 只能写一个", "either extends or combine, not both"
        raise ScenarioError(Problem(Locator(str(path), column=COMBINE), zh, en))
    link = EXTENDS if EXTENDS in raw else COMBINE
    moved = [key for key in (*REQUIRED, "policy") if key in raw and key not in HEAD]
    problems = [
        Problem(
            Locator(str(path), column=key),
            "继承的场景不写此键：案例和政策随基准，改动写入 overrides",
            "not a key of a scenario that descends: case and policy are those of its root, changes are overrides",
        )
        for key in moved
    ]
    known = {key: value for key, value in raw.items() if key not in moved}
    optional = ("lang",) if link == EXTENDS else ("lang", "overrides")
    head = [key for key in HEAD if key != "lang"]
    problems += check_keys(known, where, (*head, link, *(["overrides"] if link == EXTENDS else [])), optional)
    if raw.get("baseline") is True:
        zh, en = "继承的场景不是基准，应为 no", "a scenario that descends is no baseline: no"
        problems.append(Problem(Locator(str(path), column="baseline", value="yes"), zh, en))
    if problems:
        raise ScenarioError(problems)
    if link == EXTENDS and raw["overrides"] in (None, {}):
        zh, en = "没有任何改动：请写入要改的路径和取值", "changes nothing: give the paths to change and their values"
        raise ScenarioError(Problem(Locator(str(path), column="overrides"), zh, en))


def _parents(path: Path, raw: dict[str, Any], trail: tuple[Path, ...]) -> list[tuple[str, str, Path]]:
    """(key, name as written, file) of each parent."""
    if EXTENDS in raw:
        key, names = EXTENDS, [raw[EXTENDS]]
    else:
        key, names = COMBINE, raw[COMBINE] if isinstance(raw[COMBINE], list) else []
        if len(names) < 2:
            zh, en = "应为两个以上场景文件的列表", "must be a list of two or more scenario files"
            raise ScenarioError(Problem(Locator(str(path), column=key, value=str(raw[COMBINE])), zh, en))
    found: list[tuple[str, str, Path]] = []
    for name in names:
        where = Locator(str(path), column=key, value=str(name))
        if not isinstance(name, str) or not name or "\0" in name:
            raise ScenarioError(Problem(where, "应为场景文件的路径", "must be the path of a scenario file"))
        parent = path.parent / name
        if not parent.is_file():
            raise ScenarioError(Problem(where, "找不到场景文件", "the scenario file is not found"))
        if any(parent.samefile(other) for _, _, other in found):
            raise ScenarioError(Problem(where, "同一个场景列了两次", "this scenario stands twice"))
        if any(parent.samefile(other) for other in trail):
            round_trip = " → ".join(file.name for file in (*trail, parent))
            raise ScenarioError(Problem(where, f"继承成环：{round_trip}", f"descends from itself: {round_trip}"))
        found.append((key, name, parent))
    return found


def _joined(path: Path, raw: dict[str, Any], parents: list[Chain]) -> Chain:
    """The changes of the parents and of the file; no path is set twice, but a change of the root may be set anew."""
    first = parents[0]
    for parent in parents:
        where = Locator(str(path), column=COMBINE, value=parent.path.name)
        if len(parents) > 1 and parent.is_root:
            zh, en = "没有改动可合并：它不继承其他场景", "has no changes to combine: it descends from nothing"
            raise ScenarioError(Problem(where, zh, en))
        if not parent.root.samefile(first.root):
            told = f"{first.path.name} ← {first.root.name}", f"{parent.path.name} ← {parent.root.name}"
            zh, en = f"合并的场景须出自同一个基准：{'，'.join(told)}", f"must descend from one root: {', '.join(told)}"
            raise ScenarioError(Problem(where, zh, en))
    problems: list[Problem] = []
    changes: dict[str, Override] = {}
    for parent in parents:
        for entry in parent.changes.values():
            other = _clash(entry, changes.values())
            if other is not None:
                where = Locator(str(path), column=COMBINE, value=entry.path)
                names = f"{other.file.name} ({other.path}), {entry.file.name} ({entry.path})"
                problems.append(Problem(where, f"两个场景都改了此处：{names}", f"two of them change it: {names}"))
            changes.setdefault(entry.path, entry)
    for entry in _overrides(path, raw):
        other = _clash(entry, changes.values())
        if other is not None:
            name = f"{other.file.name} ({other.path})"
            zh, en = (
                f"{name} 已改过此处，只有基准的取值可以再改",
                f"{name} has changed it: only what the root says may be changed",
            )
            problems.append(entry.problem(zh, en))
        changes.setdefault(entry.path, entry)
    if problems:
        raise ScenarioError(problems)
    files = frozenset([path]).union(*(parent.files for parent in parents))
    head = {"lang": first.raw["lang"]} | {key: raw[key] for key in HEAD if key in raw}
    return Chain(path, head, first.root, first.raw, first.based, changes, files)


def _clash(entry: Override, others: Iterable[Override]) -> Override | None:
    """Another override of the same path, or of what it is part of. (Cells and rows of tables are compared later.)"""
    for other in others:
        same_line = other.path == entry.path and other.file.samefile(entry.file)
        within = entry.path.startswith(f"{other.path}.") or other.path.startswith(f"{entry.path}.")
        if not same_line and (other.path == entry.path or (within and entry.room not in (POLICY, CASE))):
            return other
    return None


def _overrides(path: Path, raw: dict[str, Any]) -> tuple[Override, ...]:
    """The overrides of one file. Raises `ScenarioError` where one is of nothing that can be changed."""
    written = raw.get("overrides")
    if written is None:
        return ()
    if not isinstance(written, dict):
        where = Locator(str(path), column="overrides")
        raise ScenarioError(Problem(where, "应为 路径: 值", "must be a mapping of path: value"))
    found = tuple(Override(str(key), value, path) for key, value in written.items())
    problems = []
    for entry in found:
        if entry.room not in (POLICY, CASE, *ROOMS):
            near = nearest(entry.room, (POLICY, CASE, *ROOMS))
            also = (f"，是否为 {near}", f"; did you mean {near}?") if near else ("", "")
            known = ", ".join((POLICY, CASE, *ROOMS))
            zh, en = (
                f"未知的路径{also[0]}；路径以下列之一开头：{known}",
                f"unknown path{also[1]}; a path begins with one of: {known}",
            )
            problems.append(entry.problem(zh, en))
    if problems:
        raise ScenarioError(problems)
    return found
