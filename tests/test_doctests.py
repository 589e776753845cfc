"""The examples in the docstrings of jiugai are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import jiugai


def modules() -> list[str]:
    found = (info.name for info in pkgutil.walk_packages(jiugai.__path__, "jiugai."))
    return [name for name in found if not name.endswith("__main__")]


def examples(name: str) -> list[doctest.DocTest]:
    return [test for test in doctest.DocTestFinder().find(importlib.import_module(name)) if test.examples]


WITH_EXAMPLES = {name: tests for name in modules() if (tests := examples(name))}


def test_there_are_examples() -> None:
    assert {"jiugai.money", "jiugai.finance.debt.schedule"} <= set(WITH_EXAMPLES)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_hold(name: str) -> None:
    runner = doctest.DocTestRunner(verbose=False)
    for test in WITH_EXAMPLES[name]:
        runner.run(test)
    results = runner.summarize(verbose=False)
    assert results.attempted > 0
    assert results.failed == 0
