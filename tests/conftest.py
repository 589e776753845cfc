"""Settings of every test: arithmetic faults are errors, Hypothesis draws the same examples each time.

`thorough.csv` says which tests take long, and how many of their parameters the fast suite runs (`fast`); the rest runs
with `tests/full` (`--thorough`). A test that is named (`file::test`) runs in any case.

The supplied policy folder is read once a process: no test changes it, and hundreds make a study.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, settings

from jiugai.inputs import study
from jiugai.policy.library import Library, load_policy
from jiugai.run.bundled import policy_folder

_TESTS = Path(__file__).resolve().parent

#: files that take minutes: begun first, so that no processor waits for the last of them
_LONGEST = tuple(
    f"full/test_{name}.py"
    for name in (
        "second_python",
        "gaotai_scenarios",
        "frontier",
        "how_to_add_a_rule",
        "installation",
        "compare",
        "tamper",
    )
)

np.seterr(all="raise")
pytest.register_assert_rewrite("support", "allocation.enumerated")  # a failure there shows its values too

_SAME = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
}
# no shrinking in the fast suite: a failure is shown as found, in seconds
settings.register_profile("fast", max_examples=2, phases=[Phase.explicit, Phase.generate], **_SAME)
settings.register_profile("full", max_examples=12, **_SAME)
settings.load_profile("fast")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--thorough", action="store_true", help="of tests outside tests/full those that the fast suite leaves"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if any("::" in argument for argument in config.args):
        return
    with (_TESTS / "thorough.csv").open(encoding="utf-8", newline="") as file:
        fast = {row["test"]: int(row["fast"]) for row in csv.DictReader(file)}
    seen: Counter[str] = Counter()
    kept, left = [], []
    for item in items:
        path = item.path.relative_to(_TESTS).as_posix()
        name = f"{path}::{getattr(item, 'originalname', item.name)}"
        thorough = name in fast and seen[name] >= fast[name]
        seen[name] += 1
        stays = path.startswith("full/") or thorough is bool(config.getoption("--thorough"))
        (kept if stays else left).append(item)
    if config.args == ["tests"]:
        unknown = sorted(set(fast) - set(seen))
        if unknown:
            raise pytest.UsageError(f"tests/thorough.csv: no such tests: {', '.join(unknown)}")
    items[:] = sorted(kept, key=_turn)
    config.hook.pytest_deselected(items=left)


def _turn(item: pytest.Item) -> int:
    path = item.path.relative_to(_TESTS).as_posix()
    return _LONGEST.index(path) if path in _LONGEST else len(_LONGEST)


@pytest.fixture(scope="session", autouse=True)
def _supplied_policy() -> Iterator[None]:
    supplied, once = policy_folder(), cache(load_policy)

    def load(folder: Path) -> Library:
        return once(folder) if folder == supplied else load_policy(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(study, "load_policy", load)
        yield
