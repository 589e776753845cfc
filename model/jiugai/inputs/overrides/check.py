"""The checks of a case once more, after overrides: a problem that they brought points to the scenario."""

from __future__ import annotations

from collections.abc import Sequence

from jiugai.errors import Locator, Problem, ProblemLog, ScenarioError
from jiugai.inputs.checks import check_tables
from jiugai.inputs.override import Override
from jiugai.inputs.overrides.apply import Stated


def check_changed(stated: Stated, overrides: Sequence[Override]) -> None:
    """Raises `ScenarioError` for every contradiction of the changed tables. The case itself had none."""
    log = ProblemLog(ScenarioError)
    check_tables(stated.header, stated.tables, log)
    try:
        log.finish()
    except ScenarioError as error:
        raise ScenarioError(told_at(error.problems, overrides)) from None


def told_at(problems: Sequence[Problem], overrides: Sequence[Override]) -> list[Problem]:
    """Each problem at the override that brought it: where it stands already, or where the row it misses was removed;
    where neither can be told, at all of them."""
    files = {str(override.file) for override in overrides}
    return [problem if problem.where.file in files else _moved(problem, overrides) for problem in problems]


def _moved(problem: Problem, overrides: Sequence[Override]) -> Problem:
    gone = [override for override in overrides if override.value is None and _ends(override, problem.where.value)]
    found = gone[:1] or list(overrides)
    where = found[0].at() if len(found) == 1 else Locator(str(found[0].file), column="overrides")
    zh, en = problem.where.text("zh"), problem.where.text("en")
    return Problem(where, f"改动之后，{zh}：{problem.zh}", f"after the change, {en}: {problem.en}")


def _ends(override: Override, value: str) -> bool:
    return bool(value) and override.path.endswith(f".{value}")
