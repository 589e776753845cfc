"""The scenarios to be compared: read, and refused together where they are no comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jiugai.errors import JiugaiError, Locator, Problem, ScenarioError
from jiugai.inputs.study import Study
from jiugai.run import read_study

_LEAST = 2


@dataclass(frozen=True, eq=False)
class Asked:
    """A scenario of the comparison."""

    path: Path
    study: Study

    @property
    def name(self) -> str:
        return self.study.scenario.name

    @property
    def where(self) -> Locator:
        return Locator(str(self.path))


def read_asked(scenarios: Sequence[Path], effort: Mapping[str, Any]) -> list[Asked]:
    """Every scenario, read; the first is the base. Raises a `JiugaiError` with the problems of all of them.

    Scenarios compare where they are of one place and programme, and their plans are made to the same effort.
    """
    if len(scenarios) < _LEAST:
        raise ScenarioError(
            Problem(
                Locator(), "比选至少要两个场景，第一个是基准", "a comparison needs two scenarios; the first is the base"
            )
        )
    asked: list[Asked] = []
    failures: list[JiugaiError] = []
    for path in scenarios:
        try:
            asked.append(Asked(path, read_study(path, **effort)))
        except JiugaiError as error:
            failures.append(error)
    if failures:
        told = dict.fromkeys(problem for failure in failures for problem in failure.problems)
        raise type(failures[0])(list(told))
    problems = [problem for one in asked[1:] for problem in _apart(one, asked[0])]
    problems += _twice(asked)
    if problems:
        raise ScenarioError(problems)
    return asked


def _twice(asked: Sequence[Asked]) -> Iterator[Problem]:
    """Names are folders: on some systems they may not even differ by case alone."""
    seen: dict[str, Path] = {}
    for one in asked:
        first = seen.setdefault(one.name.casefold(), one.path)
        if first is not one.path:
            yield Problem(
                one.where,
                f"场景名与 {first} 相同：方案文件夹以场景名命名，请改文件名",
                f"has the name of {first}: plan folders bear the names of scenarios, rename the file",
            )


def _apart(one: Asked, base: Asked) -> Iterator[Problem]:
    mine, theirs = one.study, base.study
    if (mine.case.place, mine.case.programme) != (theirs.case.place, theirs.case.programme):
        yield Problem(
            one.where,
            f"与 {base.path} 不是同一地区、同一类工作，不能比选",
            f"is not of the place and programme of {base.path}: the two do not compare",
        )
    limits, wanted = _limits(mine), _limits(theirs)
    for key in (key for key in wanted if key in limits and limits[key] != wanted[key]):
        yield Problem(
            Locator(str(one.path), column=key, value=_text(limits[key])),
            f"求解限度与 {base.path} 不同（{_text(wanted[key])}），方案的差别会混有求解的差别："
            "请改成一致，或用 --gap、--nodes 统一指定",
            f"is not the effort of {base.path} ({_text(wanted[key])}): plans would differ by how far they were solved;"
            " make them alike, or give --gap and --nodes",
        )


def _limits(study: Study) -> dict[str, float | int]:
    """What ends each stage, path → value."""
    asked = study.scenario
    found: dict[str, float | int] = {}
    for objective in asked.objectives:
        found[f"objectives.{objective.name}.gap"] = asked.effort.gap if objective.gap is None else objective.gap
        found[f"objectives.{objective.name}.nodes"] = objective.nodes or asked.effort.nodes
    return found


def _text(value: float) -> str:
    return f"{value:g}"
