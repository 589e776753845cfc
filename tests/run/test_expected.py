"""The small scenarios give the committed results."""

from __future__ import annotations

import pytest

from run.conftest import Planned
from support.case import ROOT
from support.expected import path_of, result_text

SMALL = (
    "tianchang", "jizhou", "jizhou-county-quarter", "jizhou-both-cuts", "clean-heating", "wenzhou", "jinan", "yuzhou",
)  # fmt: skip


@pytest.mark.parametrize("planned", SMALL, indirect=True)
def test_results_are_those_committed(planned: Planned) -> None:
    text = result_text(planned.finished.manifest, planned.finished.plan)
    assert text == path_of(planned.name).read_bytes().decode("utf-8")


def test_every_scenario_has_its_result() -> None:
    """Those planned here, those of the slow suite, and none without its scenario."""
    scenarios = {path.stem for path in (ROOT / "scenarios").glob("*.yaml")}
    assert {path.stem for path in path_of("gaotai").parent.glob("*.csv")} == scenarios
