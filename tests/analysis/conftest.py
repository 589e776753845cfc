"""The scenarios of `analysis.small`, compared once for all tests here."""

from pathlib import Path

import pytest

from analysis.small import write_scenarios
from jiugai.analysis.compare import Comparison, compare


@pytest.fixture(scope="session")
def scenarios(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return write_scenarios(tmp_path_factory.mktemp("compare"))


@pytest.fixture(scope="session")
def compared(scenarios: dict[str, Path]) -> Comparison:
    """All of them, the plans one after the other."""
    return compare(list(scenarios.values()), scenarios["base"].parent / "out" / "compare-base")
